"""Web archives (.warc, .warc.gz): one record after the other, bounded, nothing believed that a record says of its size.

Source:
    ISO 28500 (WARC 1.1); RFC 9112 (HTTP/1.1: chunks). Every record of a compressed archive is a gzip member of its own, or all are
    one; both are read. Written here since the package for it (warcio 1.8) writes warnings to the terminal, reads lines of any
    length, and refuses archives compressed as one.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator, Mapping
from typing import IO, Any, Final

from msgspec import Struct

from workbench.cleaning.decode import LARGEST_SOURCE
from workbench.errors import DataError

MOST_UNPACKED: Final = 16 * 1024**3
"""Bytes that an archive may unpack to in all."""

MOST_RECORDS: Final = 1_000_000
"""Records of one archive."""

_LONGEST_HEADER: Final = 64 * 1024
_STEP: Final = 1024 * 1024
_MOST_RATIO: Final = 200
"""How many times its size an archive may unpack to, beyond `_HARMLESS` bytes; pages unpack to five to ten times."""
_HARMLESS: Final = 64 * 1024**2
_PACKED_STEP: Final = 64 * 1024
_VERSION = re.compile(rb"WARC/\d\.\d+\s*")


class Record(Struct, frozen=True, kw_only=True):
    """A record that holds what a server sent, or a text made of it."""

    number: int
    """Its place in the archive, counted from 1."""
    headers: Mapping[str, str]
    """Its own fields, names in small letters."""
    content: bytes
    """All of it: of a response, with the server's header."""


class Sent(Struct, frozen=True, kw_only=True):
    """What a server sent, its encodings for the transfer undone."""

    status: int
    content_type: str
    """In small letters, without parameters."""
    charset: str | None
    body: bytes


def records(file: IO[bytes]) -> Iterator[Record]:
    """The records of an archive that may hold a page: responses, resources and conversions.

    Raises:
        DataError: It is no web archive; it is damaged or cut off (what came before has been given); it unpacks to too much.
    """
    head = file.read(2)
    file.seek(0)
    reading = _Reading(io.BufferedReader(_Unzipped(file)) if head == b"\x1f\x8b" else file)
    for number in range(1, MOST_RECORDS + 1):
        headers = reading.header(number)
        if headers is None:
            return
        wanted = headers.get("warc-type", "").lower() in {"response", "resource", "conversion"}
        content = reading.content(headers, number, wanted=wanted)
        if content is not None:
            yield Record(number=number, headers=headers, content=content)
    raise DataError(f"more than {MOST_RECORDS:,} records", remedy="split the archive")


class _Reading:
    """Reading on in an archive, counting what it unpacks to."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._left = MOST_UNPACKED

    def header(self, number: int) -> dict[str, str] | None:
        """The fields of the next record; None at the end of the archive."""
        line = self._line()
        while line and not line.strip():
            line = self._line()
        if not line:
            if number == 1:
                raise DataError("there is no record in this web archive", remedy="nothing to import")
            return None
        if not _VERSION.fullmatch(line):
            what = "this is not a web archive" if number == 1 else "the web archive is damaged here"
            raise DataError(what, remedy="get it anew")
        return fields(self._header_lines())

    def content(self, headers: Mapping[str, str], number: int, *, wanted: bool) -> bytes | None:
        """What follows the fields; None, passed over, where it is not wanted or too large.

        Raises:
            DataError: It is cut off, or its length is not stated.
        """
        stated = headers.get("content-length", "")
        if not re.fullmatch(r"\d{1,15}", stated):
            raise DataError(f"record {number} does not state its length", remedy="get it anew")
        length = int(stated)
        if wanted and length <= LARGEST_SOURCE:
            content = self._read(length)
            if len(content) < length:
                raise DataError("the web archive is cut off here", remedy="get it anew")
            return content
        while length > 0:
            piece = self._read(min(length, _STEP))
            if not piece:
                raise DataError("the web archive is cut off here", remedy="get it anew")
            length -= len(piece)
        return None

    def _header_lines(self) -> list[bytes]:
        lines: list[bytes] = []
        size = 0
        while (line := self._line()).strip():
            lines.append(line)
            size += len(line)
            if size > _LONGEST_HEADER:
                raise DataError("the web archive is damaged here", remedy="get it anew")
        return lines

    def _line(self) -> bytes:
        return self._counted(self._stream.readline(_LONGEST_HEADER))

    def _read(self, size: int) -> bytes:
        return self._counted(self._stream.read(size))

    def _counted(self, piece: bytes) -> bytes:
        self._left -= len(piece)
        if self._left < 0:
            raise DataError(f"the web archive unpacks to more than {MOST_UNPACKED // 2**30} GB", remedy="split it")
        return piece


class _Unzipped(io.RawIOBase):
    """What gzip members, one after the other, unpack to; ends where they are damaged or cut off, with all that came before."""

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__()
        self._file = file
        self._unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
        self._packed = b""
        self._taken = self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self._next(len(buffer))
        self._given += len(piece)
        if self._given > _HARMLESS + _MOST_RATIO * self._taken:
            raise DataError(
                f"the web archive unpacks to more than {_MOST_RATIO} times its size", remedy="it may be made to do harm"
            )
        buffer[: len(piece)] = piece
        return len(piece)

    def _next(self, size: int) -> bytes:
        while True:
            if self._unpacker.eof:
                self._packed = self._unpacker.unused_data
                self._unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
            if not self._packed:
                self._packed = self._file.read(_PACKED_STEP)
                self._taken += len(self._packed)
            ended = not self._packed
            try:
                piece = self._unpacker.decompress(self._packed, size)
            except zlib.error:
                return b""
            if ended:
                return piece
            self._packed = self._unpacker.unconsumed_tail
            if piece:
                return piece


def fields(lines: list[bytes]) -> dict[str, str]:
    """The fields of a header, names in small letters; the first of a name counts."""
    found: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.decode("utf-8", "replace").partition(":")
        if colon:
            found.setdefault(name.strip().lower(), value.strip())
    return found


def sent(record: Record) -> Sent | None:
    """What the server sent, taken out of its HTTP message; None where the record holds no whole answer.

    Raises:
        DataError: It is packed in a way that is not read, or unpacks to too much.
    """
    if record.headers.get("warc-type", "").lower() != "response":
        return _sent(200, record.content, record.headers.get("content-type", ""))
    head, between, body = _divided(record.content)
    lines = head.split(b"\n")
    status = re.match(rb"HTTP/\d(?:\.\d)?\s+(\d{3})", lines[0])
    if not status or not between:
        return None
    said = fields(lines[1:])
    if "chunked" in said.get("transfer-encoding", "").lower():
        body = _unchunked(body)
    body = _unpacked(body, said.get("content-encoding", "").lower().strip())
    return _sent(int(status[1]), body, said.get("content-type", ""))


def _sent(status: int, body: bytes, content_type: str) -> Sent:
    media, _, parameters = content_type.partition(";")
    charset = re.search(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{2,40})", parameters, re.IGNORECASE)
    return Sent(status=status, content_type=media.strip().lower(), charset=charset[1].lower() if charset else None, body=body)


def _divided(message: bytes) -> tuple[bytes, bytes, bytes]:
    """Header and body of an HTTP message, and what stands between them."""
    ends = [(at, mark) for mark in (b"\r\n\r\n", b"\n\n") if (at := message.find(mark, 0, _LONGEST_HEADER)) >= 0]
    if not ends:
        return message, b"", b""
    at, mark = min(ends)
    return message[:at], mark, message[at + len(mark) :]


def _unchunked(body: bytes) -> bytes:
    """The body without the marks of its chunks; as it is where they are not there: some archives took them out."""
    pieces: list[bytes] = []
    at = 0
    while found := re.compile(rb"([0-9a-fA-F]{1,8})[^\r\n]{0,200}\r?\n").match(body, at):
        size = int(found[1], 16)
        if size == 0:
            return b"".join(pieces)
        pieces.append(body[found.end() : found.end() + size])
        at = found.end() + size
        at += 2 if body[at : at + 2] == b"\r\n" else 1
    return b"".join(pieces) if pieces else body


def _unpacked(body: bytes, packing: str) -> bytes:
    if packing in {"", "identity"}:
        return body
    if packing not in {"gzip", "x-gzip", "deflate"}:
        raise DataError(f"packed in a way that is not read ({packing[:20]})", remedy="record the page without it")
    for bits in (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS):
        unpacker = zlib.decompressobj(bits)
        try:
            unpacked = unpacker.decompress(body, LARGEST_SOURCE + 1)
        except zlib.error:
            continue
        if len(unpacked) > LARGEST_SOURCE:
            raise DataError(f"unpacks to more than {LARGEST_SOURCE // 2**20} MB", remedy="it may be made to do harm")
        return unpacked
    return body  # some archives hold the page unpacked, with the header as it was sent
