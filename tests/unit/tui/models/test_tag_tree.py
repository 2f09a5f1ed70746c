"""The rows of the codebook."""

from __future__ import annotations

from workbench.tui.models.tag_tree import best, tree_rows
from workbench.workspace.tags import TagRow

ROWS = [
    TagRow(tag=tag, count=0, total=0, articles=0, coded=True, title=title, definition=definition)
    for tag, title, definition in (
        ("actors", "Actors", "Not what they intend."),
        ("actors/press", "Press", None),
        ("actors/press/local", None, None),
        ("intent", "Intent", "What is wanted."),
    )
]


def names(folded: set[str] | None = None, words: str = "") -> list[str]:
    return [row.tag for row in tree_rows(ROWS, frozenset(folded or ()), words)]


def test_folding_leaves_out_all_that_is_below() -> None:
    assert names({"actors"}) == ["actors", "intent"]
    assert names({"actors/press"}) == ["actors", "actors/press", "intent"]
    assert [row.depth for row in tree_rows(ROWS, frozenset())] == [0, 1, 2, 0]


def test_what_is_typed_is_looked_for_in_name_title_and_definition_folded_or_not() -> None:
    assert names({"actors"}, "local") == ["actors", "actors/press", "actors/press/local"]
    assert names(words="intend") == ["actors"]
    assert names(words="nothing") == []


def test_tags_above_a_match_are_shown_and_are_none() -> None:
    assert [row.is_match for row in tree_rows(ROWS, frozenset(), "local")] == [False, False, True]


def test_the_tag_that_is_called_so_is_meant_before_one_whose_definition_holds_it() -> None:
    assert best(tree_rows(ROWS, frozenset(), "inten"), "inten") == "intent"
    assert best(tree_rows(ROWS, frozenset(), "press"), "press") == "actors/press"
    assert best(tree_rows(ROWS, frozenset(), "nothing"), "nothing") is None
