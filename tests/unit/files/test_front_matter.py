"""Front matter: where it ends and the text begins."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.errors import FormatError
from workbench.files.front_matter import join, split

PATH = Path("a.md")


def check(content: str, yaml: str, text: str) -> None:
    found = split(content, PATH)
    assert (found.yaml, found.text) == (yaml, text)
    assert found.opening + found.yaml + found.closing + found.text == content


def test_the_text_begins_behind_one_empty_line() -> None:
    check("---\na: 1\n---\n\nText.\n", "a: 1\n", "Text.\n")


def test_lines_of_dashes_in_the_text_are_text() -> None:
    check("---\na: 1\n---\n\n---\nText.\n---\n", "a: 1\n", "---\nText.\n---\n")


def test_a_second_empty_line_belongs_to_the_text() -> None:
    check("---\na: 1\n---\n\n\nText.\n", "a: 1\n", "\nText.\n")


def test_files_of_other_editors_are_read() -> None:
    check("---  \r\na: 1\r\n---\r\n\r\nText.\r\n", "a: 1\r\n", "Text.\r\n")
    check("---\na: 1\n---\nText.\n", "a: 1\n", "Text.\n")
    check("---\na: 1\n---", "a: 1\n", "")
    check("---\n---\n\n", "", "")


def test_dashes_inside_a_value_do_not_end_it() -> None:
    check("---\nnote: |\n  ---\n  x\n---\n\nT\n", "note: |\n  ---\n  x\n", "T\n")


@pytest.mark.parametrize("content", ["", "Text.\n", "\n---\na: 1\n---\n", "----\na: 1\n---\n", "---\na: 1\n", "---"])
def test_a_file_without_front_matter_is_refused(content: str) -> None:
    with pytest.raises(FormatError, match="front matter"):
        split(content, PATH)


def test_joined_and_split_is_the_same() -> None:
    assert join("a: 1\n", "Text.\n") == "---\na: 1\n---\n\nText.\n"
    check(join("a: 1\n", ""), "a: 1\n", "")
