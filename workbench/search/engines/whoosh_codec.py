"""How terms and postings are laid down in a Whoosh segment: Whoosh's own third format, written and read a list at a time.

Whoosh hands postings one by one through a dozen Python calls each; most of the time of a build and of a search goes there.
The classes here are handed, and hand out, whole lists. What is on disk stays Whoosh's format. Beside the terms each segment
keeps, in the term index's extras, what is wanted whole: its vocabulary and the rows of its articles.
"""

from __future__ import annotations

import zlib
from operator import sub
from typing import Any, Final

from whoosh import fields, formats
from whoosh.codec.whoosh3 import (  # type: ignore[attr-defined]  # `dumps`: what Whoosh packs its blocks with
    WHOOSH3_HEADER_MAGIC,
    W3Codec,
    W3FieldWriter,
    W3LeafMatcher,
    W3TermInfo,
    dumps,
)
from whoosh.system import pack_int, pack_long, pack_ushort
from whoosh.util.numeric import length_to_byte

from workbench.search.query import EXACT_FIELDS, VALUE_FIELDS

BLOCK = 1_024
"""Postings a block: what is read and unpacked at a time."""

PLACE: Final = "I"
"""Type code of a position: unsigned, 32 bits, in this machine's order of bytes."""

_WORTH_COMPRESSING = 512
"""Bytes from which on a block is compressed; most words are rare and their blocks small."""

_TERM_INFO = W3TermInfo._struct  # noqa: SLF001 - how Whoosh packs what it knows of a term
_LENGTH = length_to_byte(1)
"""Whoosh keeps the shortest and the longest field of a posting list; we do not use them."""

_PICKLED = 5
"""Protocol of Whoosh's pickles; its own, 2, knows no bytes and spells them out."""

TEXT_FORMS = ("form", "title", "note", "publisher", "author", "agency", "syndicator", "place", "site")
"""Fields of folded words with their positions; `form` is title and text."""

STEMS = ("stem", "title_stem", "note_stem")
"""Fields of stems with how often they stand there; `stem` is what articles are ranked by."""

WHOLE = {field: f"{field}_whole" for field in EXACT_FIELDS if field not in VALUE_FIELDS}
"""By the name of a field of words, that of the field of its whole values."""

VALUES = ("kind", "language", "tag", "has", *WHOLE.values())
"""Fields of values; ids are in the rows."""


class _Positions(formats.Format):
    """A posting's value: its positions as unsigned 32-bit numbers of this machine."""

    def fixed_value_size(self) -> None:
        """None: a value has as many bytes as it has."""
        return


class Postings(fields.FieldType):
    """A field that is given ready postings."""

    indexed = True
    scorable = False
    analyzer = None
    column_type = None
    vector = None
    stored = False
    multitoken_query = "default"
    spelling = False

    def __init__(self, *, positions: bool) -> None:
        self.format = _Positions() if positions else formats.Existence()

    def to_bytes(self, value: Any) -> bytes:
        """A term as it is kept."""
        return value if isinstance(value, bytes) else str(value).encode()

    def from_bytes(self, bs: bytes) -> str:
        """A term as it was given."""
        return bs.decode()


def schema() -> fields.Schema:
    """The fields of an index."""
    known = fields.Schema()
    for name in (*TEXT_FORMS, *STEMS, *VALUES):
        known.add(name, Postings(positions=name in TEXT_FORMS))
    return known


class FieldWriter(W3FieldWriter):
    """Writes the terms of a segment, each with all its postings at once."""

    def add_term(self, term: str, ids: list[int], counts: list[int] | None, places: list[bytes] | None) -> None:
        """Write a term of the field started; terms come in rising order of their UTF-8.

        Args:
            term: The term.
            ids: Numbers of articles in the segment, rising.
            counts: How often the term stands in each; None for once.
            places: Where it stands in each: `PLACE` numbers, rising; None where that is not kept.
        """
        begin = self._postfile.tell()
        pieces = [WHOOSH3_HEADER_MAGIC]
        for start in range(0, len(ids), BLOCK):
            here = slice(start, start + BLOCK)
            values = tuple(places[here]) if places is not None else None
            pieces += _block(ids[here], counts[here] if counts else None, values, is_last=start + BLOCK >= len(ids))
        block = b"".join(pieces)
        self._postfile.write(block)
        weight, most = (sum(counts), max(counts)) if counts else (len(ids), 1)
        info = _TERM_INFO.pack(0, weight, len(ids), _LENGTH, _LENGTH, most, ids[0], ids[-1])  # 0: not inlined
        key = pack_ushort(self._fieldid) + term.encode()
        self._tindex.add(key, info + pack_long(begin) + pack_int(len(block)))

    def keep(self, name: str, value: object) -> None:
        """Keep something that is read whole, beside the terms."""
        self._tindex.extras[name] = value


def _block(ids: list[int], counts: list[int] | None, values: tuple[bytes, ...] | None, *, is_last: bool) -> list[bytes]:
    """A block as `W3PostingsWriter` writes it: its length, negative for the last; what is known of it; and its postings.

    The numbers of articles are kept as differences, the counts as one number if they are all the same.
    """
    if counts is None:
        weights, most = None, 1.0
    else:
        most = float(max(counts))
        weights = tuple(map(float, counts)) if min(counts) != most else None if most == 1 else most
    data = dumps(((ids[0], *map(sub, ids[1:], ids)), weights, values), _PICKLED)
    compression = 1 if len(data) > _WORTH_COMPRESSING else 0
    if compression:
        data = zlib.compress(data, compression)
    info = dumps((len(ids), ids[-1], most, compression, _LENGTH, _LENGTH), _PICKLED)
    length = len(info) + len(data)
    return [pack_int(-length if is_last else length), info, data]


class Matcher(W3LeafMatcher):
    """Reads a term's postings, all at once."""

    _ids: Any
    _weights: Any
    _values: Any

    def ids(self) -> list[int]:
        """The numbers of the articles, rising."""
        found: list[int] = []
        for _ in self._blocks():
            self._read_ids()
            found += self._ids
        return found

    def weighed(self) -> tuple[list[int], list[float]]:
        """The numbers of the articles, and how often the term stands in each."""
        found: list[int] = []
        weights: list[float] = []
        for _ in self._blocks():
            self._read_ids()
            self._read_weights()
            found += self._ids
            weights += self._weights
        return found, weights

    def placed(self) -> tuple[list[int], list[bytes]]:
        """The numbers of the articles, and where the term stands in each: unsigned 32-bit numbers, rising."""
        found: list[int] = []
        places: list[bytes] = []
        for _ in self._blocks():
            self._read_ids()
            self._read_values()
            found += self._ids
            places += self._values
        return found, places

    def copy(self) -> Matcher:
        """Another reader of the same postings, at their beginning."""
        return Matcher(self._postfile, self._startoffset, self._length, self.format, term=self._term, scorer=self.scorer)

    def _blocks(self) -> Any:
        yield
        while not self._lastblock:
            self._next_block()
            yield


class Codec(W3Codec):
    """Whoosh's third format, with the classes above."""

    length_stats = False

    def field_writer(self, storage: Any, segment: Any) -> FieldWriter:
        """Writes a segment's terms."""
        return FieldWriter(self, storage, segment)

    def postings_reader(self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None) -> Matcher:
        """Reads a term's postings."""
        offset, length = terminfo.extent()
        return Matcher(dbfile, offset, length, format_, term=term, scorer=scorer)
