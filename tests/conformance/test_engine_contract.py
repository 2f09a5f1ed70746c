"""What every engine promises beside finding the right articles."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from tests.conformance.conftest import Opened
from tests.conformance.generated import TODAY, library
from workbench.records.article import Article, Metadata, PersonName
from workbench.search.document import Searchable
from workbench.search.engine import Engine, Neighbour, Sort
from workbench.search.facets import FACETS, facets
from workbench.search.near_copies import signature
from workbench.search.parsing import free_text, parse
from workbench.search.query import SLOP_LIMIT, Everything, Fuzzy, Node, Phrase, Prefix, Word
from workbench.search.searchable import searchable


def one(
    name: str, text: str = "", *, title: str | None = None, published: str | None = None, language: str | None = "en"
) -> Searchable:
    known = Metadata(title=title, published=published, language=language)
    return searchable(Article(id=name, metadata=known, text=text), fingerprint=f"{name}:{text}")


def found(engine: Engine, query: str | Node, sort: Sort = Sort.RELEVANCE) -> list[str]:
    tree = parse(query, today=TODAY).tree if isinstance(query, str) else query
    return [hit.id for hit in engine.search(tree, limit=100, sort=sort).hits]


def test_an_empty_engine_finds_nothing(engine: Engine) -> None:
    assert engine.count() == 0
    assert found(engine, "") == []
    assert found(engine, "rain* -snow") == []
    assert engine.fingerprints() == {}
    assert engine.languages() == frozenset()
    assert engine.neighbours("rain") == ()
    assert engine.search(Everything(), facets=("kind",)).facets == {"kind": ()}
    engine.remove(["nobody"])
    engine.tidy()


def test_adding_twice_is_adding_once_and_the_last_counts(engine: Engine) -> None:
    engine.add([one("a", "rain"), one("b", "rain"), one("a", "snow")])
    engine.add([one("b", "hail")])
    engine.add([one("b", "hail")])
    assert engine.count() == 2
    assert found(engine, "rain") == []
    assert found(engine, "snow OR hail", Sort.TITLE) == ["a", "b"]
    assert engine.fingerprints() == {"a": "a:snow", "b": "b:hail"}


def test_removing_twice_is_removing_once(engine: Engine) -> None:
    engine.add([one("a", "rain"), one("b", "rain")])
    engine.remove(["a", "nobody"])
    engine.remove(["a"])
    assert found(engine, "rain") == ["b"]
    assert engine.count() == 1
    engine.add([one("a", "rain")])
    assert found(engine, "rain", Sort.TITLE) == ["a", "b"]


def test_clearing_leaves_nothing(engine: Engine) -> None:
    engine.add([one("a", "rain")])
    engine.clear()
    assert engine.count() == 0
    assert found(engine, "rain") == []
    engine.add([one("b", "rain")])
    assert found(engine, "rain") == ["b"]


def test_what_was_added_is_there_when_opened_again(reopened: Opened) -> None:
    with reopened() as first:
        first.add([one("a", "rain"), one("b", "snow", language="de")])
        first.remove(["b"])
    with reopened() as second:
        assert found(second, "rain") == ["a"]
        assert second.count() == 1
        assert second.languages() == {"en"}


def test_a_failing_add_changes_nothing(engine: Engine) -> None:
    engine.add([one("a", "rain")])

    def breaking() -> object:
        yield one("a", "snow")
        yield one("b", "snow")
        raise RuntimeError("the disk of the library went away")

    with pytest.raises(RuntimeError):
        engine.add(breaking())  # type: ignore[arg-type]
    assert found(engine, "") == ["a"]
    assert found(engine, "rain") == ["a"]
    engine.add([one("b", "snow")])
    assert found(engine, "snow") == ["b"]


def test_another_reader_sees_what_was_committed(reopened: Opened) -> None:
    writer, reader = reopened(), reopened()
    writer.add([one("a", "rain")])
    assert found(reader, "rain") == ["a"]
    for number in range(30):
        writer.add([one(f"b{number}", "rain")])
        assert len(found(reader, "rain")) == number + 2
    writer.tidy()
    assert len(found(reader, "rain")) == 31


def test_closing_twice_is_no_error(engine: Engine) -> None:
    engine.add([one("a")])
    engine.close()
    engine.close()


def test_sorting_by_date(engine: Engine) -> None:
    engine.add(
        [
            one("undated"),
            one("year", published="2020"),
            one("january", published="2020-01-15"),
            one("december", published="2020-12-15"),
            one("old", published="1999-12"),
            one("also-undated"),
        ]
    )
    assert found(engine, "", Sort.NEWEST) == ["year", "december", "january", "old", "also-undated", "undated"]
    assert found(engine, "", Sort.OLDEST) == ["old", "year", "january", "december", "also-undated", "undated"]


def test_sorting_by_title(engine: Engine) -> None:
    engine.add(
        [
            one("1"),
            one("2", title="zebra"),
            one("3", title="Élan"),
            one("4", title="apple"),
            one("5", title="Zebra"),
            one("6", title="eland"),
        ]
    )
    assert found(engine, "", Sort.TITLE) == ["4", "3", "6", "2", "5", "1"]


def test_a_query_that_ranks_nothing_gives_the_newest_first(engine: Engine) -> None:
    engine.add([one("a", published="2020"), one("b", published="2022"), one("c", published="2021")])
    assert found(engine, "") == ["b", "c", "a"]
    assert found(engine, "published:2019..2023") == ["b", "c", "a"]
    assert found(engine, "-rain") == ["b", "c", "a"]


def test_clear_winners_come_first(engine: Engine) -> None:
    filler = "one of many words about nothing in particular " * 5
    engine.add(
        [
            one("passing", f"{filler} drought {filler}"),
            one("about", "The drought. Drought again, and drought relief.", title="Drought"),
            one("other", filler),
            one("twice", f"{filler} drought drought {filler}"),
        ]
    )
    assert found(engine, "drought") == ["about", "twice", "passing"]
    assert found(engine, free_text("what about the drought?").tree)[0] == "about"
    scores = [hit.score for hit in engine.search(Word("drought")).hits]
    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores)


def test_a_rare_word_counts_for_more_than_a_frequent_one(engine: Engine) -> None:
    engine.add([one(f"f{number}", "common filler text") for number in range(20)] + [one("rare", "unusual filler text")])
    assert found(engine, "common OR unusual")[0] == "rare"


def test_a_word_is_not_rarer_for_standing_unstemmed_in_a_few_articles(engine: Engine) -> None:
    filler = "plain words that say nothing of it at all " * 4
    engine.add(
        [
            *(one(f"about{number}", f"a warning {filler}") for number in range(12)),
            *(one(f"other{number}", filler) for number in range(12)),
            one("best", f"warning upon warning upon warning {filler}"),
            one("unstemmed", f"warnings {filler}", language="xx"),
        ]
    )
    assert found(engine, "warnings")[0] == "best"


def test_a_word_said_more_often_counts_for_more(engine: Engine) -> None:
    engine.add([one("a", "rain"), one("b", "snow")])
    assert found(engine, free_text("rain snow snow").tree) == ["b", "a"]
    assert found(engine, free_text("rain rain snow").tree) == ["a", "b"]


@pytest.mark.parametrize("sort", list(Sort))
def test_pages_join_to_the_whole_without_overlap(engine: Engine, sort: Sort) -> None:
    engine.add(library(Random(5), 40))  # noqa: S311
    tree = parse("run OR report OR the OR senate", today=TODAY).tree
    whole = engine.search(tree, limit=100, sort=sort)
    pages = [engine.search(tree, limit=7, offset=offset, sort=sort) for offset in range(0, 42, 7)]
    assert [hit for page in pages for hit in page.hits] == list(whole.hits)
    assert {page.total for page in pages} == {whole.total}
    assert engine.search(tree, limit=0).hits == ()
    assert engine.search(tree, limit=0).total == whole.total
    assert engine.search(tree, limit=5, offset=10_000).hits == ()


def test_facets_count_all_matches_not_only_the_page(engine: Engine) -> None:
    engine.add([one(f"a{number}", "rain", published="2020" if number % 2 else None) for number in range(9)])
    counted = engine.search(Word("rain"), limit=1, facets=("year", "kind")).facets
    assert {field: [(each.value, each.count) for each in counts] for field, counts in counted.items()} == {
        "year": [("2020", 4), ("not stated", 5)],
        "kind": [("news", 9)],
    }


def test_a_prefix_of_too_many_words_says_so(engine: Engine) -> None:
    engine.add([one("many", " ".join(f"w{number:04}" for number in range(1_500))), one("often", "w9999"), one("often2", "w9999")])
    answer = engine.search(Prefix("w"), limit=5)
    assert any("1,000" in hint for hint in answer.hints)
    assert {hit.id for hit in answer.hits} == {"many", "often", "often2"}
    assert engine.search(Prefix("w00"), limit=5).hints == ()


def test_a_phrase_whose_end_stands_for_very_many_words(engine: Engine) -> None:
    engine.add(
        [
            one("many", " ".join(f"the w{number:04}" for number in range(1_500))),
            one("often", "the w9999"),
            one("apart", "w9999 the"),
            one("further", "the old w9999"),
        ]
    )
    answer = engine.search(Phrase(("the", "w"), prefix=True))
    assert {hit.id for hit in answer.hits} == {"many", "often"}
    assert any("1,000" in hint for hint in answer.hints)
    few = engine.search(Phrase(("the", "w99"), 1, prefix=True))
    assert {hit.id for hit in few.hits} == {"often", "further"}
    assert few.hints == ()


def test_phrases_of_one_word_and_of_none(engine: Engine) -> None:
    engine.add([one("a", "e-mail"), one("b", "email emails")])
    assert found(engine, Phrase(("email",))) == ["b"]
    assert found(engine, Phrase(("mail",), 7)) == ["a"]
    assert found(engine, Phrase(("emai",), prefix=True)) == ["b"]
    assert found(engine, Phrase(("x",), prefix=True)) == []
    assert found(engine, Phrase(())) == []
    assert found(engine, Phrase(("email", "email"), 9)) == []


@pytest.mark.parametrize("slop", [0, 1, 2, 3, 10, 40, SLOP_LIMIT])
def test_no_phrase_runs_from_one_text_into_another(engine: Engine, slop: int) -> None:
    names = (PersonName(family="Doe", given="Jane"), "John Roe")
    known = Metadata(title="storm over", authors=names, language="en")
    engine.add([searchable(Article(id="a", metadata=known, text="harbour closed today", note="wind"))])
    assert found(engine, Phrase(("over", "harbour"), slop)) == []
    assert found(engine, Phrase(("storm", "over", "harbour"), slop)) == []
    assert found(engine, Phrase(("today", "storm"), slop)) == []
    assert found(engine, Phrase(("doe", "john"), slop, field="author")) == []
    assert found(engine, Phrase(("jane", "doe", "john", "roe"), slop, field="author")) == []
    assert found(engine, Phrase(("harbour", "today"), slop)) == (["a"] if slop else [])
    assert found(engine, Phrase(("harbour", "closed", "today"), slop)) == ["a"]


def test_words_far_apart(engine: Engine) -> None:
    between = "x " * 500
    engine.add([one("a", f"rain {between} snow {between} hail"), one("b", f"rain {between} {between} y snow hail")])
    assert found(engine, Phrase(("rain", "snow"), 499)) == []
    assert found(engine, Phrase(("rain", "snow"), 500)) == ["a"]
    assert found(engine, Phrase(("rain", "snow", "hail"), 999)) == []
    assert found(engine, Phrase(("rain", "snow", "hail"), 1_000)) == ["a"]
    assert found(engine, Phrase(("snow", "rain"), 1_000)) == []
    assert found(engine, Phrase(("x", "x", "x", "x"), 1_000), Sort.TITLE) == ["a", "b"]


def test_what_was_deleted_is_nowhere_any_more(engine: Engine) -> None:
    kept = one("kept", "rain", published="2020")
    known = Metadata(publisher="Gone Times", published="2021-03", authors=("Ann Onym",), language="fr")
    gone = searchable(Article(id="gone", metadata=known, text="raim rains ram", tags=("old",)))
    engine.add([kept, gone, one("changed", "rai")])
    engine.add([one("changed", "snow", published="2020")])
    engine.remove(["gone"])
    assert engine.fingerprints().keys() == {"kept", "changed"}
    assert engine.fingerprints()["changed"] == "changed:snow"
    assert engine.languages() == {"en"}
    assert engine.neighbours("rain") == (Neighbour("rain", 1, 0),)
    assert found(engine, "rai*") == ["kept"]
    assert found(engine, '"rai*"') == ["kept"]
    assert found(engine, "*ai*") == ["kept"]
    assert found(engine, "tag:o*") == found(engine, 'publisher:="gone times"') == found(engine, "id:gone") == []
    counted = engine.search(Everything(), facets=FACETS).facets
    assert {field: [each.value for each in counts] for field, counts in counted.items()} == {
        "year": ["2020"],
        "kind": ["news"],
        "language": ["en"],
    } | {field: ["not stated"] for field in ("publisher", "month", "tag", "agency", "place", "author")}
    assert engine.candidates(gone.signature) == frozenset()
    assert engine.signatures(["gone"]) == {}


def test_a_value_that_says_it_is_not_stated(engine: Engine) -> None:
    articles = [
        searchable(Article(id=each, metadata=Metadata(place=place), text=""))
        for each, place in (("a", "not stated"), ("b", None), ("c", "Kabul"))
    ]
    engine.add(articles)
    assert engine.search(Everything(), facets=("place",)).facets == facets(articles, ("place",))


def test_very_many_values_of_a_facet_are_all_counted(engine: Engine) -> None:
    authors = tuple(f"Author {number}" for number in range(70_000))
    engine.add([searchable(Article(id="many", metadata=Metadata(authors=authors), text="rain")), one("none", "rain")])
    counted = engine.search(Word("rain"), facets=("author", "kind")).facets
    assert len(counted["author"]) == len(authors) + 1
    assert {(each.value, each.count) for each in counted["kind"]} == {("news", 2)}


def test_half_characters_of_a_command_line_are_found_nowhere(engine: Engine) -> None:
    engine.add([one("a", "rain")])
    for asked in (
        "tag:=x\udcff",
        "id:\udcff",
        "tag:\udcff",
        "id:\udcff*",
        'rain "rain \udcff snow"',
        "rain AND x\udcff*",
    ):
        assert found(engine, asked) == [], asked


def test_words_stand_for_their_stems_in_every_language_of_the_library(engine: Engine) -> None:
    engine.add([one("en", "warnings"), one("de", "Warnungen", language="de"), one("xx", "warnings", language="xx")])
    assert found(engine, "warnings", Sort.TITLE) == ["en", "xx"]
    assert found(engine, "warnung") == ["de"]
    assert engine.languages() == {"en", "de", "xx"}


def test_spelling_neighbours_come_nearest_first(engine: Engine) -> None:
    engine.add([one("a", "kabul kabul kabuls"), one("b", "kabul kabob tabule")])
    assert engine.neighbours("kabuk") == (Neighbour("kabul", 2, 1), Neighbour("kabob", 1, 2), Neighbour("kabuls", 1, 2))
    assert engine.neighbours("kabul")[0] == Neighbour("kabul", 2, 0)
    assert engine.neighbours("kabuk", 1) == (Neighbour("kabul", 2, 1),)
    assert engine.neighbours("kabuk", limit=1) == (Neighbour("kabul", 2, 1),)
    assert found(engine, Fuzzy("kabuk", 1), Sort.TITLE) == ["a", "b"]


def test_near_copies_are_candidates_of_each_other(engine: Engine) -> None:
    text = " ".join(f"word{number}" for number in range(300))
    engine.add([one("original", text), one("copy", f"{text} updated"), one("other", text[::-1])])
    own = engine.signatures(["original", "nobody"])
    assert own == {"original": signature(text.split())}
    assert {"original", "copy"} <= engine.candidates(own["original"])
    engine.remove(["copy"])
    assert "copy" not in engine.candidates(own["original"])


def test_dates_at_the_ends_of_the_calendar(engine: Engine) -> None:
    engine.add([one("first", published="0001"), one("last", published="9999-12-31")])
    assert found(engine, f"published:..{date.max}", Sort.OLDEST) == ["first", "last"]
    assert found(engine, "published:>9998") == ["last"]
    assert found(engine, "published:<2") == []
    assert found(engine, "published:<0002") == ["first"]
