"""Tags side by side."""

from __future__ import annotations

from workbench.tui.models.tag_rows import tag_rows

COLOURS = {"actors": "#3b7dd8", "actors/press": "#d64545"}


def texts(rows: list[list[tuple[str, str]]]) -> list[str]:
    return ["".join(text for text, _ in row) for row in rows]


def test_a_tag_without_a_colour_has_that_of_the_one_above_it_or_no_mark() -> None:
    row = tag_rows(["actors/press", "actors/x/y", "other"], COLOURS, 60, 2)[0]
    assert texts([row]) == ["■ actors/press  ■ actors/x/y  other"]
    assert [role for text, role in row if text == "■ "] == ["#d64545", "#3b7dd8"]


def test_rows_are_broken_between_tags_and_cut_with_a_sign() -> None:
    assert texts(tag_rows(["aaaa", "bbbb", "cccc"], {}, 10, 2)) == ["aaaa  bbbb", "cccc"]
    assert texts(tag_rows(["aaaa", "bbbb", "cccc"], {}, 5, 2)) == ["aaaa", "bbbb…"]


def test_a_tag_that_is_wider_than_a_row_is_broken() -> None:
    rows = texts(tag_rows(["short", "a" * 30, "end"], {}, 12, 9))
    assert all(len(row) <= 12 for row in rows)
    assert "".join(rows).replace("  ", "") == "short" + "a" * 30 + "end"


def test_markup_and_control_characters_in_a_tag_are_text() -> None:
    assert texts(tag_rows(["[red]x[/]"], {}, 40, 1)) == ["[red]x[/]"]
    assert "\x1b" not in "".join(texts(tag_rows(["a\x1b[31m"], {}, 40, 1)))
