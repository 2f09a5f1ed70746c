"""How terms and postings are laid down in a Whoosh segment: Whoosh's own third format, written and read a list at a time.

Whoosh hands postings one by one through a dozen Python calls each; most of the time of a build and of a search goes there.
The classes here are handed, and hand out, whole lists. What is on disk stays Whoosh's format. Beside the terms each segment
keeps, in the term index's extras, what is wanted whole: its vocabulary and the rows of its articles.
"""

from __future__ import annotations

from array import array
from typing import Any

from whoosh import fields, formats
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3LeafMatcher, W3PostingsWriter

BLOCK = 1_024
"""Postings a block: what is read and unpacked at a time."""

_WORTH_COMPRESSING = 256
"""Bytes from which on a block is compressed; most words are rare and their blocks small."""

TEXT_FORMS = ("form", "title", "note", "publisher", "author", "agency", "syndicator", "place", "site")
"""Fields of folded words with their positions; `form` is title and text."""

STEMS = ("stem", "title_stem", "note_stem")
"""Fields of stems with how often they stand there; `stem` is what articles are ranked by."""

VALUES = ("id", "kind", "language", "tag", "has", "near")
"""Fields of values."""


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


class _Block(W3PostingsWriter):
    """Writes a term's postings given as lists."""

    _terminfo: Any

    def add_all(self, ids: array[int], counts: array[int] | None, positions: array[int] | None) -> None:
        """Add all postings of the term started.

        Args:
            ids: Numbers of articles in the segment, rising.
            counts: How often the term stands in each; None for once.
            positions: Where, for one article after the other: as many as `counts` says.
        """
        at = 0
        for start in range(0, len(ids), BLOCK):
            self._ids = ids[start : start + BLOCK]
            many = counts[start : start + BLOCK] if counts is not None else None
            self._weights = array("f", many) if many is not None else array("f", [1.0]) * len(self._ids)
            self._maxweight = max(self._weights)
            self._minlength = self._maxlength = 1
            if positions is not None and many is not None:
                self._values = []
                for count in many:
                    self._values.append(positions[at : at + count].tobytes())
                    at += count
            self._compression = 1 if sum(map(len, self._values)) + 5 * len(self._ids) > _WORTH_COMPRESSING else 0
            self._write_block(last=start + BLOCK >= len(ids))

    def finish_postings(self) -> Any:
        """What is known of the term, with where its postings are."""
        info, self._terminfo = self._terminfo, None
        info.set_extent(self._startoffset, self._postfile.tell() - self._startoffset)
        return info


class FieldWriter(W3FieldWriter):
    """Writes the terms of a segment."""

    _postwriter: Any

    def add_term(self, term: str, ids: array[int], counts: array[int] | None, positions: array[int] | None) -> None:
        """Write a term of the field started, with all its postings (`_Block.add_all`); terms come in rising order."""
        self.start_term(term.encode())
        self._postwriter.add_all(ids, counts, positions)
        self.finish_term()

    def keep(self, name: str, value: object) -> None:
        """Keep something that is read whole, beside the terms."""
        self._tindex.extras[name] = value


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

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> _Block:  # noqa: FBT001, FBT002 - Whoosh's signature
        """Writes a term's postings."""
        return _Block(dbfile, blocklimit=BLOCK, byteids=byteids, compression=1, inlinelimit=0)

    def postings_reader(self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None) -> Matcher:
        """Reads a term's postings."""
        offset, length = terminfo.extent()
        return Matcher(dbfile, offset, length, format_, term=term, scorer=scorer)
