"""What format a file is in: told by its content; its name decides nothing but between texts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import Final

from workbench.errors import FormatError
from workbench.exchange.project import Project

_START: Final = 64 * 1024
"""Bytes that are looked at."""


def project_of(raw: bytes, file: PurePath, notation: str | None = None) -> tuple[str, Project]:
    """Read a file in the format that is named, or that it looks like.

    Raises:
        FormatError: It is in none that is known, or not in the one that is named.
        DataError: It is damaged, or made to do harm.
    """
    name = notation or recognised(raw, file)
    return name, _reader(name)(raw)


def recognised(raw: bytes, file: PurePath) -> str:
    """The format of a file.

    Raises:
        FormatError: It is none that is known.
    """
    start = raw[:_START].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"PK"):
        return "qdpx"
    if start.startswith((b"<?xml", b"<CodeBook", b"<Project")):
        return "qdc" if b"urn:QDA-XML:codebook" in start else "qdpx"
    if start.startswith((b"{", b"[")):
        return _of_json(start)
    if file.suffix.lower() in (".md", ".markdown") or start.startswith((b"## ", b"<!-- workbench ")):
        return "markdown"
    if file.suffix.lower() in (".csv", ".tsv", ".txt") or b"quote" in start.partition(b"\n")[0]:
        return "csv"
    raise FormatError("nobody can tell which format this is", remedy="say it with --format")


def _of_json(start: bytes) -> str:
    return "w3c" if b"anno.jsonld" in start else "hypothesis"


def _reader(name: str) -> Callable[[bytes], Project]:
    if name == "w3c":
        from workbench.exchange import w3c

        return w3c.read
    if name == "hypothesis":
        from workbench.exchange import hypothesis

        return hypothesis.read
    if name == "qdc":
        from workbench.exchange import refi_codebook

        return refi_codebook.read
    if name == "qdpx":
        from workbench.exchange import refi_project

        return refi_project.read
    if name == "markdown":
        from workbench.exchange import markdown

        return markdown.read
    if name == "csv":
        from workbench.exchange import tables

        return tables.read
    raise FormatError(f"files of the format {name!r} are not read")
