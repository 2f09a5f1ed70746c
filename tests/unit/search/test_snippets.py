from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from workbench.search.parsing import parse
from workbench.search.query import Node
from workbench.search.snippets import best_span, marks, places, snippets

FILLER = "Nothing much happened on that day in the quiet valley. " * 8
TEXT = f"## Rivers\n\n{FILLER}\n\nThe flood reached the bridge. Officials warned of a second flood within hours.\n\n{FILLER}Floods are rare.\n"


def tree(text: str) -> Node:
    return parse(text, today=date(2026, 11, 21)).tree


def marked(query: str, text: str = TEXT) -> list[str]:
    return [span.of(text) for span in marks(text, tree(query), "en", languages={"en"})]


def test_every_form_of_a_word_is_marked() -> None:
    assert marked("flood") == ["flood", "flood", "Floods"]
    assert marked("warning flooded") == ["flood", "warned", "flood", "Floods"]
    assert marked("bridg* offcials~1") == ["bridge", "Officials"]


def test_words_of_a_phrase_are_marked_only_where_they_stand_together() -> None:
    assert marked('"second flood"') == ["second flood"]
    assert marked('"flood bridge"') == []
    assert marked('"flood bridge"~2') == ["flood", "bridge"]
    assert marked('"the bri*"') == ["the bridge"]


def test_what_is_excluded_or_a_field_is_not_marked() -> None:
    assert marked("flood -bridge title:officials publisher:warned") == ["flood", "flood", "Floods"]
    assert marked("") == []
    assert marked("tag:flood") == []


def test_a_compound_and_its_parts_are_one_mark() -> None:
    assert marked("isis-k", "Now ISIS-K, or ISIS.") == ["ISIS-K"]
    assert marked("isis isisk", "Now ISIS-K, or ISIS.") == ["ISIS-K", "ISIS"]
    assert marked("u.s.", "The U.S. and us") == ["U.S.", "us"]


def test_places_are_counted_for_each_of_several_queries_and_a_phrase_is_one() -> None:
    text = "A second flood. The second flood, a flood, al-Qaida."
    queries = ['"second flood"', "flood", 'flood OR "second flood"', "second flood", "al-qaida", "title:flood", "-flood", "none"]
    assert places(text, [tree(query) for query in queries], "en", languages={"en"}) == (2, 3, 3, 5, 1, 0, 0, 0)
    assert places(text, [], "en", languages={"en"}) == ()


def test_the_best_passage_has_the_most_of_the_query() -> None:
    first = snippets(TEXT, tree("flood bridge officials"), "en", languages={"en"}, limit=1)[0]
    assert "The flood reached the bridge. Officials warned of a second flood within hours." in first.text
    assert 100 < len(first.text) <= 220
    assert [span.of(TEXT) for span in first.marks] == ["flood", "bridge", "Officials", "flood"]
    assert first.text == TEXT[first.start : first.end]
    best = best_span(TEXT, tree("flood bridge officials"), "en", languages={"en"})
    assert best is not None
    assert best.of(TEXT) == "flood"
    assert TEXT[best.start :].startswith("flood reached")


def test_several_passages_come_in_the_order_of_the_text() -> None:
    found = snippets(TEXT, tree("flood"), "en", languages={"en"}, limit=3)
    assert len(found) == 2
    assert found[0].end <= found[1].start
    assert found[1].text.endswith("Floods are rare.")


def test_without_a_mark_the_beginning_is_shown() -> None:
    only = snippets(TEXT, tree("publisher:cnn"), "en", languages={"en"})
    assert len(only) == 1
    assert only[0].start == 0
    assert only[0].marks == ()
    assert best_span(TEXT, tree("zebra"), "en", languages={"en"}) is None
    assert snippets("", tree("rain"), "en", languages={"en"}) == ()


def test_a_text_without_spaces_is_cut_all_the_same() -> None:
    text = "水" * 1_000 + "北京大学" + "火" * 1_000
    found = snippets(text, tree("北京"), "zh", languages={"zh"})
    assert len(found) == 1
    assert len(found[0].text) <= 210
    assert "北京" in found[0].text


@given(
    st.text("ab .\n", max_size=300),
    st.sampled_from(["a", "ab", '"a b"', '"a b"~3', "a*", "a OR ba", "a -b", "aba~2"]),
    st.integers(10, 60),
)
def test_passages_are_whole_words_of_the_text(text: str, query: str, length: int) -> None:
    all_marks = marks(text, tree(query), "en", languages={"en"})
    assert all(one.end <= following.start for one, following in pairwise(all_marks))
    found = snippets(text, tree(query), "en", languages={"en"}, limit=3, length=length)
    assert all(one.end < following.start for one, following in pairwise(found))
    for snippet in found:
        assert snippet.text == text[snippet.start : snippet.end] == snippet.text.strip()
        assert all(snippet.start <= mark.start < mark.end <= snippet.end for mark in snippet.marks)
        assert set(snippet.marks) <= set(all_marks)
        assert snippet.marks or not all_marks
