"""Writing a Whoosh index: articles are turned into postings in memory and laid down a segment at a time."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec
from whoosh.writing import SegmentWriter

from workbench.search.document import Searchable, Words
from workbench.search.engines.whoosh_codec import PLACE, STEMS, TEXT_FORMS, VALUES, WHOLE, Codec
from workbench.search.facets import FACETS
from workbench.search.query import EXACT_FIELDS, SLOP_LIMIT
from workbench.text.terms import primary_language

SEGMENT_LIMIT = 10_000
"""Articles a segment: at 5 KB each some 150 MB while it is made."""

GAP = SLOP_LIMIT + 1_000
"""Positions between two texts of one field, more than any phrase can stretch over."""

TITLE_AT = 1 << 26
"""Position of the title's first word in the field of title and text."""


class Row(msgspec.Struct, array_like=True):
    """What is kept of an article as it is."""

    id: str
    fingerprint: str
    language: str
    first: int | None
    """First and last day of publication as ordinals of `datetime.date`."""
    last: int | None
    sort_title: str
    length: int
    """Words of the scored text."""
    signature: bytes
    facets: tuple[tuple[str, ...], ...]
    """In the order of FACETS."""


_Field = defaultdict[str, list[Any]]
"""The postings of each term: an article's number, what is known of the term there, the next article's number, …

That is its places as bytes in a field of TEXT_FORMS, how often it stands there in one of STEMS, nothing in one of VALUES.
"""

_PLACES = [bytes(memoryview(array(PLACE, [place])).cast("B")) for place in range(2_048)]
"""Positions as they are kept, for the length of most texts."""


class Writer(SegmentWriter):
    """One commit: segments are written as they fill; nothing is visible before `commit`."""

    def __init__(self, index: Any, timeout: float) -> None:
        super().__init__(index, codec=Codec(), timeout=timeout)  # type: ignore[no-untyped-call]  # Whoosh has no types
        self._finished: list[Any] = []
        self._begin()

    def _begin(self) -> None:
        self._fields: dict[str, _Field] = {name: defaultdict(list) for name in (*TEXT_FORMS, *STEMS, *VALUES)}
        self._rows: list[Row] = []
        self._added_here: dict[str, int] = {}

    def add_searchable(self, searchable: Searchable) -> None:
        """Add an article; one of the same id that was added before by this writer is replaced, older ones are not looked for."""
        self._forget(searchable.id)
        if len(self._rows) >= SEGMENT_LIMIT:
            self._cut()
        number = self._next_number(searchable.id)
        scored = searchable.scored_stems.split()
        self._rows.append(_row(searchable, len(scored)))
        self._add_text(number, "form", [searchable.text, searchable.title], [0, TITLE_AT])
        self._add_text(number, "title", [searchable.title])
        self._add_text(number, "note", searchable.notes)
        for name, values in searchable.names.items():
            self._add_text(number, name, values)
        self._add_counted(number, "stem", scored)
        self._add_counted(number, "title_stem", _stems([searchable.title]))
        self._add_counted(number, "note_stem", _stems(searchable.notes))
        for name in EXACT_FIELDS:
            self._add_values(number, WHOLE.get(name, name), searchable.values.get(name, ()))
        self._add_values(number, "has", searchable.has)

    def _forget(self, article: str) -> None:
        number = self._added_here.pop(article, None)
        if number is not None:
            self.newsegment.delete_document(number)
        for segment, added in self._finished:
            if (earlier := added.pop(article, None)) is not None:
                segment.delete_document(earlier)

    def _next_number(self, article: str) -> int:
        number: int = self.docnum
        self._added_here[article] = number
        self.perdocwriter.start_doc(number)
        self.perdocwriter.finish_doc()
        self.docnum += 1
        self._added = True
        return number

    def _add_text(self, number: int, name: str, texts: Sequence[Words], starts: Iterable[int] = ()) -> None:
        if not texts:
            return
        places: defaultdict[str, bytes] = defaultdict(bytes)
        begin = 0
        given = iter(starts)
        for words in texts:
            begin = next(given, begin)
            forms = words.forms.split()
            for form, place in zip(forms, _places(begin, len(forms)), strict=False):
                places[form] += place
            begin += len(forms) + GAP
            for compound in words.compounds.split():
                places[compound] += b""  # it stands there, at no position
        field = self._fields[name]
        for form, where in places.items():
            field[form] += (number, where)

    def _add_counted(self, number: int, name: str, stems: list[str]) -> None:
        field = self._fields[name]
        for stem, count in Counter(stems).items():
            field[stem] += (number, count)

    def _add_values(self, number: int, name: str, values: Iterable[str]) -> None:
        field = self._fields[name]
        for value in set(values):
            field[value].append(number)

    def add_reader(self, reader: Any) -> None:
        """Add the articles of a segment that are not deleted: merging."""
        deleted = reader.deleted_docs_set
        terms = reader._terms  # noqa: SLF001 - the codec's reader, which hands out whole lists
        rows = rows_of(terms)
        if len(self._rows) + len(rows) - len(deleted) > SEGMENT_LIMIT and self._rows:
            self._cut()
        numbers: dict[int, int] = {}
        for old, row in enumerate(rows):
            if old not in deleted:
                numbers[old] = self._next_number(row.id)
                self._rows.append(row)
        for name, term in terms.terms():
            self._add_postings(name, term.decode(), terms.matcher(name, term, self.schema[name].format), numbers)

    def _add_postings(self, name: str, term: str, matcher: Any, numbers: dict[int, int]) -> None:
        if name in VALUES:
            kept: list[Any] = [numbers[old] for old in matcher.ids() if old in numbers]
        else:
            olds, known = matcher.placed() if name in TEXT_FORMS else matcher.weighed()
            pairs = [(numbers[old], each) for old, each in zip(olds, known, strict=True) if old in numbers]
            kept = [each for pair in pairs for each in pair]
        if kept:
            self._fields[name][term] += kept

    def _cut(self) -> None:
        """Lay down the segment and begin another."""
        added = self._added_here
        self._finished.append((self._finalize_segment(), added))
        segment = self.codec.new_segment(self.storage, self.indexname)
        self.newsegment = segment
        self.perdocwriter = self.codec.per_document_writer(self.storage, segment)
        self.fieldwriter = self.codec.field_writer(self.storage, segment)
        self.docnum = 0
        self._added = False
        self._begin()

    def _flush_segment(self) -> None:
        self.perdocwriter.close()
        writer = self.fieldwriter
        for name, field in self._fields.items():
            if not field:
                continue
            writer.start_field(name, self.schema[name])
            in_order = sorted(field)
            for term in in_order:
                postings = field[term]
                if name in VALUES:
                    writer.add_term(term, postings, None, None)
                elif name in STEMS:
                    writer.add_term(term, postings[::2], [int(count) for count in postings[1::2]], None)
                else:
                    writer.add_term(term, postings[::2], None, postings[1::2])
            writer.finish_field()
            if name in TEXT_FORMS:
                writer.keep(name, "".join([f"{term}\t{len(field[term]) // 2}\n" for term in in_order]))
            elif name in VALUES:
                writer.keep(name, in_order)
        writer.keep("rows", msgspec.msgpack.encode(self._rows))
        writer.close()

    def commit_all(self, chosen: Callable[[list[Any]], tuple[list[Any], list[Any]]]) -> None:
        """Make everything visible at once.

        Args:
            chosen: Of the segments there were, which to keep as they are and which to merge.
        """

        def merge(_: Any, segments: list[Any]) -> list[Any]:
            kept, merged = chosen(segments)
            for segment in merged:
                reader = segment_reader(self.storage, self.schema, segment)
                self.add_reader(reader)
                reader.close()
            return [*kept, *(segment for segment, _ in self._finished)]

        self.commit(mergetype=merge)


def segment_reader(storage: Any, schema: Any, segment: Any) -> Any:
    """Whoosh's reader of one segment."""
    from whoosh.reading import SegmentReader

    return SegmentReader(storage, schema, segment)


def rows_of(terms: Any) -> list[Row]:
    """The rows of a segment's articles by number, deleted ones included."""
    return msgspec.msgpack.decode(terms._tindex.extras["rows"], type=list[Row])  # noqa: SLF001 - see whoosh_codec


def _places(begin: int, count: int) -> Sequence[bytes]:
    """`count` positions from `begin` on, as they are kept; more of them, if that is quicker."""
    if begin == 0 and count <= len(_PLACES):
        return _PLACES
    kept = array(PLACE, range(begin, begin + count)).tobytes()
    return [kept[at : at + 4] for at in range(0, len(kept), 4)]


def _row(searchable: Searchable, length: int) -> Row:
    first, last = searchable.published or (None, None)
    return Row(
        id=searchable.id,
        fingerprint=searchable.fingerprint,
        language=primary_language(next(iter(searchable.values.get("language", ())), None)),
        first=first.toordinal() if first else None,
        last=last.toordinal() if last else None,
        sort_title=searchable.sort_title,
        length=length,
        signature=array("I", searchable.signature).tobytes(),
        facets=tuple(searchable.facets.get(field, ()) for field in FACETS),
    )


def _stems(texts: Iterable[Words]) -> list[str]:
    return [stem for words in texts for stem in (*words.stems.split(), *words.compound_stems.split())]
