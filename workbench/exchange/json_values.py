"""Values of a JSON document that another program wrote: what has not the kind that is asked for counts as not there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from workbench.errors import FormatError
from workbench.text.sanitise import display_line

_LONGEST_LINE = 120


def document(raw: bytes) -> Any:
    """A JSON document.

    Raises:
        FormatError: It is none.
    """
    try:
        return msgspec.json.decode(raw.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise FormatError(f"no JSON that can be read: {error}", remedy="get the file anew") from None


def dictionary(value: Any) -> dict[str, Any]:
    """An object's keys and values; none where it is something else."""
    return value if isinstance(value, dict) else {}


def each(value: Any) -> Iterator[Any]:
    """The items of a list, or the one value that stands in place of one."""
    if isinstance(value, list):
        yield from value
    elif value is not None:
        yield value


def text(value: Any) -> str | None:
    """A text."""
    return value if isinstance(value, str) else None


def texts(value: Any) -> tuple[str, ...]:
    """The texts among one or several values."""
    return tuple(one for one in each(value) if isinstance(one, str))


def number(value: Any) -> int | None:
    """A whole number that counts something."""
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53 else None


def line(value: str) -> str:
    """A value in one line of bounded length, to name a place in a file with."""
    return display_line(value[:_LONGEST_LINE])
