from __future__ import annotations

from workbench.records.article import Article, Metadata
from workbench.records.hit import FacetCount
from workbench.search.facets import NOT_STATED, facets
from workbench.search.searchable import searchable


def test_values_are_counted_most_frequent_first_and_missing_ones_last() -> None:
    articles = [
        searchable(Article(id=str(number), metadata=Metadata(publisher=publisher, published=published), text="", tags=tags))
        for number, (publisher, published, tags) in enumerate(
            [
                ("VOA", "2020-01", ("a", "b")),
                ("CNN", "2020", ("b",)),
                ("CNN", None, ()),
                (None, "2019", ("b", "b")),
                (None, None, ()),
                (None, None, ()),
            ]
        )
    ]
    counted = facets(articles, ("publisher", "year", "tag"))
    assert counted == {
        "publisher": (FacetCount("CNN", 2), FacetCount("VOA", 1), FacetCount(NOT_STATED, 3)),
        "year": (FacetCount("2020", 2), FacetCount("2019", 1), FacetCount(NOT_STATED, 3)),
        "tag": (FacetCount("b", 3), FacetCount("a", 1), FacetCount(NOT_STATED, 3)),
    }


def test_nothing_has_no_counts() -> None:
    assert facets([], ("kind",)) == {"kind": ()}
