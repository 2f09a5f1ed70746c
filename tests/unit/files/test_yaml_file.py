"""Reading YAML: what is text stays text, and what is refused is refused with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.errors import FormatError
from workbench.files.yaml_file import DEPTH_LIMIT, parse
from workbench.files.yaml_nodes import Mapping, Plain, to_plain

PATH = Path("file.yaml")


def said(text: str) -> Plain:
    return to_plain(parse(text, PATH).root)


@pytest.mark.parametrize("value", ["no", "2021-02-09", "1_000", "3", "1e3", "0x1F", "=", "<<", "true", ".inf", "12:30:45"])
def test_a_plain_value_is_text_whatever_it_looks_like(value: str) -> None:
    assert said(f"key: {value}\n") == {"key": value}


def test_a_text_that_was_just_read_is_not_read_a_second_time_and_each_path_has_its_own() -> None:
    text = "format: 1\nexcerpts: []\n"
    document = parse(text, PATH)
    assert parse("".join(list(text)), PATH) is document
    other = parse(text, Path("other.yaml"))
    assert (other.path, other.root) == (Path("other.yaml"), document.root)
    assert said("format: 2\nexcerpts: []\n") == {"format": "2", "excerpts": []}
    assert parse(text, PATH, first_line=2).line(document.root) == 2


@pytest.mark.parametrize("value", ["null", "~", "", "Null", "NULL"])
def test_null_has_five_spellings(value: str) -> None:
    assert said(f"key: {value}\n") == {"key": None}


def test_a_quoted_null_is_the_word() -> None:
    assert said("a: \"null\"\nb: '~'\nc: ''\n") == {"a": "null", "b": "~", "c": ""}


def test_an_empty_file_says_nothing() -> None:
    assert said("") is None
    assert said("# only a comment\n") is None


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: 1\na: 2\n", 2, "a second time"),
        ("a: &x 1\n", 1, "an anchor"),
        ("a: 1\nb: *x\n", 2, "an alias"),
        ("a: 1\nb: !!python/object:os.system x\n", 2, "a type"),
        ("a: 1\nb: !local x\n", 2, "a type"),
        ("a: 1\n---\nb: 2\n", 3, "a second document"),
        ("a: 1\n? [b]\n: 2\n", 2, "a key that is not text"),
        ("a: 1\n~: 2\n", 2, "a key that is not text"),
        ("a:\n\t- b\n", 2, "a tab"),
        ("a: 1\nb: \x1b[31m\n", 2, "U+001B"),
        ("a: 1\n\x00\n", 2, "U+0000"),
        ("a: 1\nb: \ud800\n", 2, "U+D800"),
        ("a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> other\n", 2, "middle of a merge"),
        ("a: 1\n>>>>>>> other\n", 2, "middle of a merge"),
        ("a: [1, 2\nb: 3\n", 2, "not YAML"),
        ("a: 'x\n", 2, "not YAML"),
        ("a: b: c\n", 1, "not YAML"),
    ],
)
def test_what_is_refused_is_refused_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(FormatError, match=words.replace("+", r"\+")) as refusal:
        parse(text, PATH)
    assert str(refusal.value).startswith(f"file.yaml:{line}: ")
    assert refusal.value.remedy


def test_a_line_counts_from_where_the_text_begins_in_its_file() -> None:
    with pytest.raises(FormatError, match=r"file\.yaml:12: "):
        parse("a: 1\na: 2\n", PATH, first_line=11)


def test_line_separators_of_unicode_do_not_count_as_lines() -> None:
    with pytest.raises(FormatError, match=r"file\.yaml:2: "):
        parse('a: "x\u2028y\x85z"\na: 2\n', PATH)


def test_the_deepest_nesting_allowed_is_read_and_one_more_is_not() -> None:
    assert said("[" * DEPTH_LIMIT + "]" * DEPTH_LIMIT) is not None
    with pytest.raises(FormatError, match="levels deep"):
        parse("[" * (DEPTH_LIMIT + 1) + "]" * (DEPTH_LIMIT + 1), PATH)


def test_a_node_knows_where_it_stands() -> None:
    text = "a: é🙂\nb:\n- c: x # note\n"
    document = parse(text, PATH)
    root = document.mapping()
    item = root.entries["b"].value
    assert text[root.entries["a"].value.start : root.entries["a"].value.end] == "é🙂"
    assert document.line(item) == 3


def test_a_file_without_keys_is_no_mapping() -> None:
    with pytest.raises(FormatError, match="no keys"):
        parse("- a\n", PATH).mapping()
    assert isinstance(parse("a: 1\n", PATH).mapping(), Mapping)
