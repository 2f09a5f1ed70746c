"""Text as Markdown that shows it as it is, and back."""

from __future__ import annotations

import re

_SIGNS = re.compile(r"([\\`*_\[\]<>#$@~^|{}])")
_LINE_START = re.compile(r"^([^\S\n]*)(\d*)([-+.)])(?=\s)", re.MULTILINE)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def escape(text: str) -> str:
    """`text` so that Markdown (CommonMark and Pandoc's) shows it as it is: no emphasis, citation, maths, link or list comes of it."""
    return _LINE_START.sub(_with_backslash, _SIGNS.sub(r"\\\1", text))


def unescape(text: str) -> str:
    """What `escape` made a text of."""
    return _ESCAPED.sub(r"\1", text)


def _with_backslash(found: re.Match[str]) -> str:
    """The sign that makes a list escaped; a backslash before a digit would be shown."""
    space, number, sign = found.groups()
    makes_a_list = sign in ".)" if number else sign in "-+"
    return f"{space}{number}\\{sign}" if makes_a_list else found[0]
