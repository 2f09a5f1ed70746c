"""The texts that excerpts were made on."""

from __future__ import annotations

from pathlib import Path


def text_id(text: str) -> str:
    """The first 12 hexadecimal digits of a text's SHA-256."""
    raise NotImplementedError


def keep(library: Path, text: str) -> str:
    """Keep a text for ever."""
    raise NotImplementedError


def read(library: Path, text_id: str) -> str | None:
    """Read a kept text."""
    raise NotImplementedError
