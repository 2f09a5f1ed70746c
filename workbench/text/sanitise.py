r"""The one door through which foreign text comes: to a screen, or into an article.

Two ways, for two needs:

* `display` makes what may be shown: one code point for one code point, so that every offset still holds, with a visible
  stand-in for each character that a terminal would act on.
* `strip_controls` takes such characters, and the escape sequences they begin, out of a text and counts them: what `render`
  does when an article is made.

Nothing that comes out of either can move a cursor, style a screen, set a clipboard or turn the direction of writing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from workbench.records.source import Removed

_REPLACEMENT: Final = "\ufffd"

BIDI_CONTROLS: Final = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Marks, embeddings, overrides and isolates of the writing direction (Unicode Standard Annex 9)."""

_OVERRIDES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_INVISIBLE = "\ufeff\u2060\u2061\u2062\u2063\u2064\ufff9\ufffa\ufffb\U000e0001"

_UNSAFE = re.compile(
    f"[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u2028\u2029{BIDI_CONTROLS}{_INVISIBLE}\ud800-\udfff\U000e0020-\U000e007f]"
)


def _stand_ins() -> dict[int, str]:
    table = {code: chr(0x2400 + code) for code in range(0x20) if code != 0x0A}
    table |= dict.fromkeys(range(0x7F, 0xA0), _REPLACEMENT)
    table |= dict.fromkeys(range(0xD800, 0xE000), _REPLACEMENT)
    table |= dict.fromkeys(range(0xE0020, 0xE0080), _REPLACEMENT)
    table |= dict.fromkeys(map(ord, BIDI_CONTROLS + _INVISIBLE), _REPLACEMENT)
    return table | {0x09: " ", 0x7F: "\u2421", 0xAD: "-", 0x2028: "\u2424", 0x2029: "\u2424"}


_STAND_INS = _stand_ins()
_LINE_STAND_INS = _STAND_INS | {0x0A: " "}


def display(text: str) -> str:
    r"""The form of `text` that may be drawn: one code point for one code point.

    Control characters become their pictures (ESC is ␛), other characters a terminal would act on become U+FFFD, tabs become
    spaces; "\n" alone stays what it is.
    """
    return text.translate(_STAND_INS) if _UNSAFE.search(text) else text


def display_line(text: str) -> str:
    r"""As `display`, for places that hold one line: "\n" becomes a space."""
    return text.translate(_LINE_STAND_INS) if "\n" in text or _UNSAFE.search(text) else text


# ECMA-48: CSI with parameters, intermediates and a final byte; strings (DCS, SOS, OSC, PM, APC) up to BEL, ST or the end of
# the line; ESC with intermediates and a final byte. Each alternative is bounded by its own characters, so the scan is linear.
_SEQUENCE = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]?"
    "|(?:\x1b[PX\\]^_]|[\x90\x98\x9d\x9e\x9f])[^\x07\x1b\x9c\n]*(?:\x07|\x9c|\x1b\\\\)?"
    "|\x1b(?:[#%-/]+[0-~]| [F-N]|[0-~])?"
)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufff9-\ufffb\ud800-\udfff\U000e0001\U000e0020-\U000e007f\ufeff]")
_OVERRIDE = re.compile(f"[{_OVERRIDES}]")
_RARE_LINE_ENDS = "\x0b\x0c\x85\u2028\u2029"


def line_ends(text: str) -> str:
    r"""`text` with every kind of line end as "\n"."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for end in _RARE_LINE_ENDS:  # each look is quick, and hardly a text has one
        text = text.replace(end, "\n")
    return text


def plain_line(text: str) -> str:
    """`text` in one line, without what `strip_controls` takes out: as it is written to a file, where `display_line` is how it is shown."""
    return " ".join(strip_controls(text)[0].split())


def strip_controls(text: str) -> tuple[str, Removed]:
    r"""`text` without control characters, escape sequences and overrides of the writing direction, and what was taken out.

    Line feeds stay, tabs become single spaces; ZWJ and ZWNJ, which several scripts need, stay.

    Args:
        text: Any string; line ends should be "\n" already (`line_ends`).
    """
    from workbench.records.source import Removed  # every error line comes through this module, and records cost 7 ms

    without, control = _strip(_SEQUENCE, text)
    without, more = _strip(_CONTROL, without)
    without, bidi = _OVERRIDE.subn("", without)
    return without.replace("\t", " "), Removed(control=control + more, bidi=bidi)


def _strip(pattern: re.Pattern[str], text: str) -> tuple[str, int]:
    without = pattern.sub("", text)
    return without, len(text) - len(without)
