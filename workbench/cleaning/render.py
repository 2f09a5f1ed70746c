"""From a rendition and the decisions over its lines to the article's text: one documented, versioned pure function.

Anyone can repeat it: that is what proves an article against its raw source. What it does, in this order:

1. takes the kept decisions in the order of their lines; the lines of one decision are joined by single spaces;
2. repairs UTF-8 that was once read as Windows-1252 (`â€™`), line by line, where the repair is certain;
3. takes out control characters, escape sequences and overrides of the writing direction; ZWJ and ZWNJ stay;
4. makes every run of spaces, no-break spaces and tabs one space;
5. normalises to NFC;
6. puts "## " before a sub-heading, an empty line between blocks and one line feed at the end.

A change of any of these is a new `RENDER_VERSION`, and the old one stays beside it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from workbench.records.block import Decision, Label
from workbench.records.source import Removed
from workbench.text.sanitise import strip_controls

RENDER_VERSION: Final = 1

_SPACES = re.compile(r"[^\S\n]+")
# A lead byte and its continuation bytes, as Windows-1252 shows them.
_MOJIBAKE = re.compile(
    "[\u00c2-\u00f4\u0192][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{1,3}"
)


def render(rendition: str, decisions: Iterable[Decision]) -> tuple[str, Removed]:
    r"""The article's text, and how many characters were taken out of it.

    Args:
        rendition: Visible text whose lines, ended by "\n", the decisions count.
        decisions: Not overlapping; those not kept contribute nothing.
    """
    lines = rendition.split("\n")
    blocks: list[str] = []
    control = bidi = 0
    for decision in sorted(decisions, key=lambda decision: decision.first_line):
        if not decision.kept:
            continue
        joined = " ".join(lines[decision.first_line - 1 : decision.last_line])
        safe, removed = strip_controls(repair_mojibake(joined))
        control, bidi = control + removed.control, bidi + removed.bidi
        text = unicodedata.normalize("NFC", _SPACES.sub(" ", safe).strip())
        if text:
            blocks.append(f"## {text.lstrip('# ')}" if decision.label is Label.SUBHEADING else text)
    return "\n\n".join(blocks) + "\n" if blocks else "", Removed(control=control, bidi=bidi)


def repair_mojibake(text: str) -> str:
    """`text` with UTF-8 that was read as Windows-1252 put right, wherever the bytes prove it; all else unchanged."""
    return text if text.isascii() else _MOJIBAKE.sub(_repaired, text)


def _repaired(found: re.Match[str]) -> str:
    try:
        return b"".join(map(_cp1252_byte, found.group())).decode("utf-8")
    except (UnicodeDecodeError, UnicodeEncodeError):
        return found.group()


def _cp1252_byte(character: str) -> bytes:
    # Five bytes have no character in Windows-1252; decoders pass them through as C1 controls.
    return bytes([ord(character)]) if "\u0080" <= character <= "\u009f" else character.encode("cp1252")
