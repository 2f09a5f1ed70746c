r"""Markdown files with YAML in front: a line `---`, YAML, a line `---`, one empty line, and then the text.

Only the first two such lines count: the text may hold any number of them. Files that other editors touched
are read as well: with `\r\n` line ends, a byte order mark, spaces behind the dashes, without the empty line.
"""

from __future__ import annotations

import re
from pathlib import Path

from msgspec import Struct

from workbench.errors import FormatError, Place

_FENCE = re.compile(r"^---[ \t]*\r?$", re.MULTILINE)


class FrontMatter(Struct, frozen=True):
    """The parts of a file as they stand in it: `opening + yaml + closing + text` is the file.

    `yaml` begins on line 2 of the file; `closing` includes the empty line behind the dashes.
    """

    opening: str
    yaml: str
    closing: str
    text: str


def split(content: str, path: Path) -> FrontMatter:
    """Take a file apart.

    Args:
        content: The whole file, decoded, without a byte order mark.
        path: Where it is from, for errors.

    Raises:
        FormatError: It does not begin with a line `---`, or there is no second one.
    """
    opening = _FENCE.match(content)
    if not opening:
        raise FormatError("no front matter", place=Place(path, 1), remedy="begin the file with a line `---`")
    begin = _behind_line(content, opening.end())
    closing = _FENCE.search(content, begin) if begin else None
    if not closing:
        raise FormatError("front matter without an end", place=Place(path, 1), remedy="end it with a line `---`")
    end = _behind_line(content, closing.end()) or len(content)
    empty = re.compile(r"\r?\n").match(content, end)
    end = empty.end() if empty else end
    return FrontMatter(content[:begin], content[begin : closing.start()], content[closing.start() : end], content[end:])


def join(yaml: str, text: str) -> str:
    """Put a file together: `yaml` ends with a line feed, and so does `text` unless it is empty."""
    return f"---\n{yaml}---\n\n{text}"


def _behind_line(content: str, at: int) -> int:
    """Behind the line feed that follows `at`; 0 if the file ends there."""
    return content.find("\n", at) + 1
