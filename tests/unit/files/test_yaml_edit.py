"""Changing YAML in place: every byte that is not meant stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.errors import FormatError
from workbench.files import yaml_edit
from workbench.files.yaml_dump import Fields, Inline, Value
from workbench.files.yaml_file import parse
from workbench.files.yaml_nodes import Sequence

PATH = Path("file.yaml")
ORDER = ("a", "b", "c", "tags", "note", "evidence")


def changed(text: str, before: Fields, after: Fields) -> str:
    document = parse(text, PATH)
    return yaml_edit.apply(text, yaml_edit.set_fields(document, document.mapping(), before, after, ORDER))


def check(text: str, before: Fields, after: Fields, expected: str) -> None:
    assert changed(text, before, after) == expected


def test_a_value_changes_and_the_comment_behind_it_stays() -> None:
    check("a: 1   # mine\nb: 2\n", {"a": "1"}, {"a": "3"}, 'a: "3"   # mine\nb: 2\n')


def test_unknown_keys_and_lines_between_stay() -> None:
    check("# top\na: x\nmy: {q: 1}\n\n# end\n", {"a": "x"}, {"a": "v"}, "# top\na: v\nmy: {q: 1}\n\n# end\n")


def test_a_new_key_goes_where_the_order_puts_it() -> None:
    check("a: x\nmy: 1\nc: v\n", {}, {"b": "z"}, "a: x\nb: z\nmy: 1\nc: v\n")


def test_a_new_key_goes_to_the_end_of_a_file_without_a_line_feed() -> None:
    check("a: x", {}, {"b": "z", "c": "v"}, "a: x\nb: z\nc: v\n")


def test_a_key_without_a_value_gets_one() -> None:
    check("a:\nb: x\n", {"a": None}, {"a": "v"}, "a: v\nb: x\n")
    check("b: x\na:", {"a": None}, {"a": "v"}, "b: x\na: v")
    check("a: # why\n", {"a": None}, {"a": "v"}, "a: v # why\n")


def test_a_literal_block_becomes_one_line_and_back() -> None:
    check("note: |\n  one\n  two\n\n# next\nb: x\n", {"note": "one\ntwo\n"}, {"note": None}, "note: null\n\n# next\nb: x\n")
    check("note: null\nb: x\n", {"note": None}, {"note": "one\ntwo"}, "note: |-\n  one\n  two\nb: x\n")


def test_a_text_of_lines_stays_in_its_line_where_a_comment_follows() -> None:
    check("note: null  # mine\n", {"note": None}, {"note": "one\ntwo"}, 'note: "one\\ntwo"  # mine\n')


def test_a_list_of_lines_loses_and_gains_lines() -> None:
    text = "tags:\n  - a  # why\n  - b\n  # about c\n  - c\nb: x\n"
    expected = "tags:\n  - a  # why\n  # about c\n  - c\n  - d\nb: x\n"
    check(text, {"tags": ["a", "b", "c"]}, {"tags": ["a", "c", "d"]}, expected)


def test_a_list_in_one_line_is_written_anew() -> None:
    check("tags: [a,  b]  # mine\n", {"tags": ["a", "b"]}, {"tags": ["b", "c, d"]}, 'tags: [b, "c, d"]  # mine\n')


def test_line_ends_of_the_file_are_kept() -> None:
    check("a: x\r\nb: v\r\n", {"a": "x"}, {"a": "z", "note": "1\n2\n"}, "a: z\r\nb: v\r\nnote: |\r\n  1\r\n  2\r\n")


def test_a_mapping_of_lines_changes_by_its_keys() -> None:
    text = "evidence:\n  title: [declared, 1]  # seen\n  mine: x\n"
    before: dict[str, Value] = {"evidence": Inline({"title": ["declared", 1]})}
    after: dict[str, Value] = {"evidence": Inline({"title": ["user", 1], "place": ["user", "kd"]})}
    check(text, before, after, "evidence:\n  title: [user, 1]  # seen\n  place: [user, kd]\n  mine: x\n")


@pytest.mark.parametrize(
    "text",
    [
        "tags: [a, # why\n  b]\n",
        "tags: # why\n  [a,\n  # so\n  b]\n",
    ],
)
def test_a_change_that_would_cost_a_comment_is_refused(text: str) -> None:
    with pytest.raises(FormatError, match="a comment stands inside `tags`"):
        changed(text, {"tags": ["a", "b"]}, {"tags": ["c"]})


def test_a_comment_in_the_head_of_a_literal_block_is_not_lost() -> None:
    with pytest.raises(FormatError, match="a comment stands inside `note`"):
        changed("note: |  # mine\n  one\n", {"note": "one\n"}, {"note": "two"})


def test_items_go_with_their_lines_and_the_empty_list_is_written() -> None:
    text = "list:\n- id: a  # x\n  # inside\n  b: 1\n# between\n- id: c\n"
    document = parse(text, PATH)
    sequence = document.mapping().entries["list"].value
    assert isinstance(sequence, Sequence)
    one = yaml_edit.remove_items(document, sequence, [0])
    assert yaml_edit.apply(text, one) == "list:\n# between\n- id: c\n"
    both = yaml_edit.remove_items(document, sequence, [0, 1])
    both += yaml_edit.insert_items(document, document.mapping(), "list", [], removed=2)
    assert yaml_edit.apply(text, both) == "list: []\n# between\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("list: []\nb: x\n", "list:\n- k: 1\nb: x\n"),
        ("list: []  # none\n", "list:   # none\n- k: 1\n"),
        ("list:\nb: x\n", "list:\n- k: 1\nb: x\n"),
        ("list: null", "list:\n- k: 1\n"),
        ("b: x\n", "b: x\nlist:\n- k: 1\n"),
        ("list:\n  # about o\n  - o: 2\n", "list:\n  - k: 1\n  # about o\n  - o: 2\n"),
        ("list:\n  -\n    o: 2\n", "list:\n  - k: 1\n  -\n    o: 2\n"),
    ],
)
def test_an_item_goes_in_front_of_the_list(text: str, expected: str) -> None:
    document = parse(text, PATH)
    edits = yaml_edit.insert_items(document, document.mapping(), "list", [(0, {"k": 1})])
    assert yaml_edit.apply(text, edits) == expected


def test_a_list_in_one_line_is_not_taken_apart() -> None:
    document = parse("list: [{id: a}]\n", PATH)
    with pytest.raises(FormatError, match="each item on a line"):
        yaml_edit.insert_items(document, document.mapping(), "list", [(0, {"k": 1})])


@pytest.mark.parametrize(
    ("lines", "columns", "moved"),
    [
        ("a\n  b\n\nc\n", 2, "  a\n    b\n\n  c\n"),
        ("  a\n    b\n\n c\n", -2, "a\n  b\n\nc\n"),
        ("a\n", 0, "a\n"),
    ],
)
def test_lines_are_moved_sideways(lines: str, columns: int, moved: str) -> None:
    assert yaml_edit.shifted(lines, columns) == moved


@pytest.mark.parametrize(
    ("text", "other", "after"),
    [
        ("a: 1\nb: 2\n", "b: |\n  x\n  # no comment\n", "a: 1\nb: |\n  x\n  # no comment\n"),
        ("a: 1\n", "b:\n- 1 # one\n- 2\n", "a: 1\nb:\n- 1 # one\n- 2\n"),
        ("a: 1", "b:\n", "a: 1\nb:\n"),
        ("a: 1\n# end\n", "b: '2'\n", "a: 1\nb: '2'\n# end\n"),
    ],
)
def test_a_key_is_taken_over_in_the_very_lines_it_has_elsewhere(text: str, other: str, after: str) -> None:
    document, source = (parse(each, PATH) for each in (text, other))
    edit = yaml_edit.take_entry(document, document.mapping(), source, source.mapping(), "b")
    assert yaml_edit.apply(text, [edit]) == after


def test_a_mapping_in_one_line_takes_no_lines() -> None:
    document, source = (parse(each, PATH) for each in ("{a: 1}", "b: |\n  x\n"))
    with pytest.raises(FormatError, match="write one key a line"):
        yaml_edit.take_entry(document, document.mapping(), source, source.mapping(), "b")
