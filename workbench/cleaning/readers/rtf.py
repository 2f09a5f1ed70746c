r"""Rich text (.rtf): the paragraphs of the document; fonts, pictures and embedded files are passed over.

Source:
    Rich Text Format Specification 1.9.1 (Microsoft, 2008). A document is groups in braces, control words (`\par`, `\u8364`) and
    bytes in the code page of the font in use; a group that begins with `\*` and a word one does not know is passed over.
"""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from workbench.cleaning.decode import refuse_unusable
from workbench.cleaning.readers.document import Properties, page_of
from workbench.cleaning.readers.sheet import Sheet, dropped, kept
from workbench.errors import DataError
from workbench.records.block import Label
from workbench.records.page import Hint, Page
from workbench.records.partial_date import is_partial_date

_BODY = kept(Label.BODY, "a paragraph of the document")
_HEADING = kept(Label.SUBHEADING, "set as a heading", 0.95)
_ITEM = kept(Label.LIST, "an item of a list")
_NOTE = kept(Label.BODY, "a note to the text", 0.7)
_HEADER = dropped(Label.OTHER_FURNITURE, "stands in the head of every page")
_FOOTER = dropped(Label.OTHER_FURNITURE, "stands at the foot of every page")

_TOKEN: Final = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,9})? ?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])|(?P<brace>[{}])"
    rb"|[\r\n\0]+|(?P<text>[^\\{}\r\n\0]+)",
    re.DOTALL,
)
_DEEPEST: Final = 1_000
"""Groups within groups; word processors write a few dozen."""

_MOST_GROUPS: Final = 2_000_000
"""Groups of one file; each takes two microseconds."""

_PASSED: Final = frozenset(
    b"colortbl pict objdata fldinst themedata colorschememapping datastore listtable listoverridetable rsidtbl generator xmlnstbl "
    b"annotation atnid atnauthor atntime revtbl filetbl sp sn sv listtext pntext nonshppict bkmkstart bkmkend tc xe".split()
)
_PARTS: Final = {b"header": "header", b"footer": "footer", b"footnote": "note", b"fonttbl": "fonts", b"stylesheet": "styles"}
_PARTS_BEGIN: Final = {b"headerl": "header", b"headerr": "header", b"headerf": "header"} | {
    b"footerl": "footer",
    b"footerr": "footer",
    b"footerf": "footer",
}
_FIELDS: Final = frozenset({b"title", b"author", b"creatim"})
_ENDS: Final = frozenset({b"par", b"sect", b"page", b"row", b"nestrow"})
_SIGNS: Final = {
    b"line": " ",
    b"tab": " ",
    b"cell": " | ",
    b"nestcell": " | ",
    b"emdash": "—",
    b"endash": "–",
    b"emspace": " ",
    b"enspace": " ",
    b"bullet": "•",
    b"lquote": "‘",
    b"rquote": "’",
    b"ldblquote": "“",
    b"rdblquote": "”",
    b"~": "\u00a0",
    b"_": "\u2011",
    b"{": "{",
    b"}": "}",
    b"\\": "\\",
}
_CHARSETS: Final = {
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gbk",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}


class _Group(Struct, frozen=True):
    """What holds inside a pair of braces and ends with it."""

    part: str = "body"
    """"body", "header", "footer", "note", "fonts", "styles", "info:NAME", or "" for what is passed over."""
    font: int = -1
    skip: int = 1
    """Bytes that stand for a character after its `\\u`."""
    hidden: bool = False


class _Paragraph(Struct):
    """The paragraph being read."""

    style: int = 0
    outline: bool = False
    item: bool = False


def read(raw: bytes) -> Page:
    """Read rich text.

    Raises:
        DataError: The bytes are no rich text, or hold no text.
    """
    refuse_unusable(raw)
    if raw.lstrip()[:5].lower() != rb"{\rtf":
        raise DataError("this is not a rich text file", remedy="rename it to what it is")
    if raw.count(b"{") > _MOST_GROUPS:
        raise DataError(f"more than {_MOST_GROUPS:,} groups in this rich text file", remedy="save it anew")
    walk = _Walk()
    walk.through(raw)
    if not walk.sheet.lines:
        raise DataError("no text in it", remedy="it may hold pictures only")
    return page_of(walk.sheet, walk.properties())


class _Walk:
    """One way through a file, from its first token to its last."""

    def __init__(self) -> None:
        self.sheet = Sheet()
        self._group = _Group()
        self._above: list[_Group] = []
        self._bytes = bytearray()
        self._pieces: dict[str, list[str]] = {}
        self._paragraph = _Paragraph()
        self._to_skip = 0
        self._starred = False
        self._page_encoding = "cp1252"
        self._fonts: dict[int, str] = {}
        self._font_read = -1
        self._headings: set[int] = set()
        self._style_read = 0
        self._created: dict[bytes, int] = {}

    def through(self, raw: bytes) -> None:
        """Read all of it; what is not closed at the end counts as closed."""
        at = 0
        while at < len(raw) and (token := _TOKEN.match(raw, at)):
            at = token.end()
            if token["word"] == b"bin":
                at += max(0, int(token["number"] or 0))
            else:
                self._take(token)
        self._end_paragraph("body")

    def properties(self) -> Properties:
        """What the file says beside its text."""
        year, month, day = (self._created.get(part, 0) for part in (b"yr", b"mo", b"dy"))
        created = f"{year:04}-{month:02}-{day:02}"
        return Properties(
            sort="rtf",
            title="".join(self._pieces.get("info:title", ())),
            author="".join(self._pieces.get("info:author", ())),
            created=created if is_partial_date(created) else None,
            created_name="creatim",
        )

    def _take(self, token: re.Match[bytes]) -> None:
        if token["brace"]:
            self._brace(token["brace"])
        elif token["word"]:
            self._word(token["word"].lower(), int(token["number"]) if token["number"] else None)
        elif token["hex"]:
            self._characters(bytes([int(token["hex"], 16)]))
        elif token["sign"]:
            self._sign(token["sign"])
        elif token["text"]:
            self._characters(token["text"])

    def _brace(self, brace: bytes) -> None:
        self._flush()
        self._to_skip = 0
        self._starred = False
        if brace == b"{":
            if len(self._above) >= _DEEPEST:
                raise DataError("groups too deep in this rich text file", remedy="save it anew")
            self._above.append(self._group)
        elif self._above:
            left, self._group = self._group, self._above.pop()
            if left.part != self._group.part and left.part in {"header", "footer", "note"}:
                self._end_paragraph(left.part)

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._starred = True
        elif sign in b"\r\n":
            self._end_paragraph(self._group.part)
        else:
            self._say(_SIGNS.get(sign, ""))

    def _characters(self, said: bytes) -> None:
        if self._to_skip:
            passed = min(self._to_skip, len(said))
            self._to_skip -= passed
            said = said[passed:]
        if self._group.part and not self._group.hidden:
            self._bytes += said

    def _word(self, word: bytes, number: int | None) -> None:
        if self._begins_group(word):
            return
        self._to_skip = 0
        if word == b"u" and number is not None:
            self._say(chr(number % 0x10000))
            self._to_skip = self._group.skip
        elif word in _ENDS:
            self._end_paragraph(self._group.part)
        elif word in _SIGNS:
            self._say(_SIGNS[word])
        else:
            self._setting(word, number)

    def _begins_group(self, word: bytes) -> bool:
        """Whether the word makes the group something of its own; unknown words behind a star make it one to pass over."""
        starred, self._starred = self._starred, False
        part = _PARTS.get(word) or _PARTS_BEGIN.get(word)
        if word in {b"listtext", b"pntext"}:
            self._paragraph.item = True
        if not self._group.part:
            return True
        if part:
            self._group = replace(self._group, part=part)
        elif word == b"info":
            self._group = replace(self._group, part="info:")
        elif self._group.part == "info:" and self._above:
            self._group = replace(self._group, part=f"info:{word.decode()}" if word in _FIELDS else "")
        elif word in _PASSED or (starred and word not in {b"shptxt", b"shpinst"}):
            self._group = replace(self._group, part="")
        else:
            return False
        return True

    def _setting(self, word: bytes, number: int | None) -> None:
        if word in {b"v", b"deleted"}:
            self._flush()
            self._group = replace(self._group, hidden=number != 0)
        elif word == b"plain":
            self._group = replace(self._group, hidden=False)
        elif word == b"uc":
            self._group = replace(self._group, skip=min(number or 0, 16))
        elif word == b"f":
            self._flush()
            self._group = replace(self._group, font=number or 0)
            self._font_read = number or 0
        elif word == b"fcharset" and self._group.part == "fonts":
            self._fonts[self._font_read] = _CHARSETS.get(number or 0, "")
        elif word == b"ansicpg":
            self._page_encoding = _codec(number or 1252)
        elif word == b"pard":
            self._paragraph = _Paragraph()
        elif word in {b"s", b"outlinelevel", b"ls"}:
            self._paragraph_setting(word, number or 0)
        elif self._group.part == "info:creatim" and word in {b"yr", b"mo", b"dy"}:
            self._created[word] = number or 0

    def _paragraph_setting(self, word: bytes, number: int) -> None:
        if self._group.part == "styles":
            self._style_read = number if word == b"s" else self._style_read
        elif word == b"s":
            self._paragraph.style = number
        elif word == b"ls":
            self._paragraph.item = True
        else:
            self._paragraph.outline = number < 9

    def _say(self, text: str) -> None:
        self._flush()
        if self._group.part and not self._group.hidden:
            self._pieces.setdefault(self._group.part, []).append(text)

    def _flush(self) -> None:
        """Decode the bytes read so far: in several code pages a character is two of them."""
        if not self._bytes:
            return
        text = self._bytes.decode(self._fonts.get(self._group.font) or self._page_encoding, errors="replace")
        self._bytes.clear()
        if self._group.part == "styles":
            self._name_style(text)
        elif self._group.part not in {"", "fonts"}:
            self._pieces.setdefault(self._group.part, []).append(text)

    def _name_style(self, text: str) -> None:
        if re.match(r"(heading|überschrift|titre) \d", text.strip(), re.IGNORECASE):
            self._headings.add(self._style_read)

    def _end_paragraph(self, part: str) -> None:
        self._flush()
        # A pair of `\u` may be one character beyond the first 65,536.
        text = "".join(self._pieces.pop(part, ())).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        self.sheet.add(text.strip(" |"), self._hint(part))

    def _hint(self, part: str) -> Hint:
        others = {"header": _HEADER, "footer": _FOOTER, "note": _NOTE}
        if part in others:
            return others[part]
        if self._paragraph.outline or self._paragraph.style in self._headings:
            return _HEADING
        item, self._paragraph.item = self._paragraph.item, False
        return _ITEM if item else _BODY


def _codec(page: int) -> str:
    name = "utf-8" if page == 65001 else "mac_roman" if page == 10000 else f"cp{page}"
    try:
        "".encode(name)
    except LookupError:
        return "cp1252"
    return name
