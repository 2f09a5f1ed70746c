"""Saving a search: a function from one text of the file to the next."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.errors import ConflictError, FormatError, NewerFormatError, UsageError
from workbench.files import yaml_file
from workbench.records.named_query import NamedQuery
from workbench.storage.searches import NAME_LIMIT, QUERY_LIMIT, carry_out, key_of, understand

PATH = Path("searches.yaml")
TEXT = """\
# our desk
format: 1
owner: desk
searches:
# the border
- name: border
  note: asked for by K.
  query: >-
    border
    frontier
- {name: one line, query: tag:x}
- name: "officers"
  query: '"senior officer"'   # a rank
- query: only
"""
BORDER = NamedQuery("border", "border frontier")
OFFICERS = NamedQuery("officers", '"senior officer"')
QUERIES = (
    '"senior officer" AND (kabul OR "gate"~3)',
    "title:warning published:>2020-06",
    "-taliban",
    "a: b # c",
    "no",
    "2021-02-09",
    "",
    "'single' \"double\"",
    "الحدود",
    "*",
    "{x: y}",
    "- dash",
)


def changed(before: NamedQuery | None, after: NamedQuery | None, text: str = TEXT, place: int | None = None) -> str:
    return carry_out(yaml_file.parse(text, PATH), before, after, place)[0].text


def read(text: str) -> list[tuple[str, str]]:
    return [(one.name, one.query) for one in understand(yaml_file.parse(text, PATH)).searches]


def test_what_a_person_wrote_is_read_and_what_is_no_search_is_told_with_its_line() -> None:
    loaded = understand(yaml_file.parse(TEXT, PATH))
    assert [one.name for one in loaded.searches] == ["border", "one line", "officers"]
    assert [(one.line, one.problem) for one in loaded.problems] == [(14, "not a saved search")]


@pytest.mark.parametrize("query", QUERIES)
def test_a_new_search_goes_to_the_end_and_is_read_as_it_was_typed(query: str) -> None:
    text = changed(None, NamedQuery("new: one", query))
    assert text.startswith(TEXT)
    assert read(text)[-1] == ("new: one", query)


@pytest.mark.parametrize("query", QUERIES)
def test_removing_what_was_added_gives_the_file_back(query: str) -> None:
    new = NamedQuery("new", query)
    assert changed(new, None, changed(None, new)) == TEXT


def test_a_changed_query_keeps_comments_unknown_keys_and_its_place() -> None:
    assert changed(OFFICERS, NamedQuery("officers", "general")) == TEXT.replace("'\"senior officer\"'", "general")
    text = changed(BORDER, NamedQuery("border", "wall"))
    assert text == TEXT.replace(">-\n    border\n    frontier", "wall")


def test_a_renamed_search_stays_where_it_is_with_its_unknown_keys() -> None:
    assert changed(BORDER, NamedQuery("Border", BORDER.query)) == TEXT.replace("name: border", "name: Border")


def test_a_removed_search_goes_back_to_its_place() -> None:
    _, place = carry_out(yaml_file.parse(TEXT, PATH), NamedQuery("one line", "tag:x"), None)
    gone = changed(NamedQuery("one line", "tag:x"), None)
    assert [name for name, _ in read(changed(None, NamedQuery("one line", "tag:x"), gone, place))] == [
        "border",
        "one line",
        "officers",
    ]


def test_a_place_behind_the_end_is_the_end() -> None:
    assert read(changed(None, NamedQuery("new", "x"), place=99))[-1] == ("new", "x")


def test_a_search_that_someone_else_changed_is_a_conflict() -> None:
    for before in (NamedQuery("border", "another"), NamedQuery("nowhere", "x")):
        for after in (None, NamedQuery("border", "mine")):
            with pytest.raises(ConflictError, match="someone else"):
                changed(before, after)


def test_a_name_that_is_taken_is_a_conflict_whatever_its_letter_case() -> None:
    for before in (None, OFFICERS):
        with pytest.raises(ConflictError, match="'border' already"):
            changed(before, NamedQuery(" BORDER ", "x"))


def test_a_search_cannot_take_the_name_of_one_with_the_same_query() -> None:
    with pytest.raises(ConflictError):
        changed(NamedQuery("one line", "tag:x"), NamedQuery("twin", "tag:x"), TEXT + "- {name: twin, query: tag:x}\n")


def test_saving_what_is_there_changes_nothing() -> None:
    assert changed(None, OFFICERS) == TEXT


@pytest.mark.parametrize("name", ["", "  ", "two\nlines", "x" * (NAME_LIMIT + 1)])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="is no name"):
        changed(None, NamedQuery(name, "x"))


def test_a_query_of_any_length_is_read_but_not_saved() -> None:
    with pytest.raises(UsageError, match="--terms"):
        changed(None, NamedQuery("long", "x" * (QUERY_LIMIT + 1)))
    assert len(read(f"format: 1\nsearches:\n- name: long\n  query: {'x' * 2 * QUERY_LIMIT}\n")[0][1]) == 2 * QUERY_LIMIT


def test_the_second_of_two_with_the_same_name_is_told_and_hides_nothing() -> None:
    loaded = understand(yaml_file.parse(TEXT + "- name: BORDER\n  query: z\n- name: last\n  query: y\n", PATH))
    assert [one.name for one in loaded.searches] == ["border", "one line", "officers", "last"]
    assert (loaded.problems[-1].line, "second time" in loaded.problems[-1].problem) == (15, True)


def test_a_newer_format_is_read_and_never_written() -> None:
    text = TEXT.replace("format: 1", "format: 2")
    assert len(read(text)) == 3
    with pytest.raises(NewerFormatError):
        changed(None, NamedQuery("new", "x"), text)


def test_a_comment_in_front_of_a_query_stays_and_one_inside_it_refuses_the_change() -> None:
    text = "format: 1\nsearches:\n- name: a\n  query: # why\n    x\n"
    assert changed(NamedQuery("a", "x"), NamedQuery("a", "wall"), text) == text.replace("x", "wall")
    text = "format: 1\nsearches:\n- name: a\n  query: | # why\n    x\n"
    with pytest.raises(FormatError, match="a comment stands inside"):
        changed(NamedQuery("a", "x\n"), NamedQuery("a", "y"), text)


def test_line_ends_of_windows_stay() -> None:
    text = changed(None, NamedQuery("new", "x"), TEXT.replace("\n", "\r\n"))
    assert text.count("\n") == text.count("\r\n")


def test_names_are_compared_without_case_and_spaces() -> None:
    assert key_of("  The  Border ") == key_of("the border") != key_of("theborder")
