"""Cleaning a file without a library: what `workbench clean` prints."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from workbench.cleaning.clean import blocks_of, clean
from workbench.cleaning.decode import LARGEST_SOURCE
from workbench.cleaning.readers import MEDIA_TYPES
from workbench.cleaning.readers.recognising import media_type_of, suffix_of
from workbench.errors import DataError
from workbench.workspace.presenting import block, filled


def clean_file(file: Path, *, aggressive: bool = False) -> dict[str, Any]:
    """The cleaned text of a file, with every decision and everything the page states.

    Raises:
        DataError: The file cannot be read, or is not text.
    """
    try:
        with file.open("rb") as source:  # it may be a pipe that never ends
            raw = source.read(LARGEST_SOURCE + 1)
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror}") from error
    cleaned = clean(raw, media_type(file, raw), aggressive=aggressive)
    return {
        "path": str(file),
        "text": cleaned.text,
        "metadata": filled(cleaned.metadata),
        "evidence": cleaned.evidence,
        "blocks": [block(one) for one in blocks_of(cleaned)],
    }


def media_type(file: Path, raw: bytes) -> str:
    """What a file is, by its bytes and its suffix; one of which neither says it is taken for plain text.

    Raises:
        DataError: It is of a kind that no reader reads.
    """
    suffix = suffix_of(file.name)
    return media_type_of(suffix if suffix in MEDIA_TYPES else ".txt", raw)
