"""The names that things of ours have in REFI-QDA files: UUIDs of version 5, so that they are the same in every export."""

from __future__ import annotations

from functools import lru_cache
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

ORIGIN: Final = "Analyst Workbench"
"""What our files say that they come from."""
VARIABLES: Final = ("publisher", "authors", "published", "url", "language", "reliability")
"""What of an article stands in a variable of its source."""
GRADED: Final = "Admiralty credibility "
"""What the description of a graded selection begins with; the number follows."""


@lru_cache(maxsize=1)
def _ours() -> UUID:
    return uuid5(NAMESPACE_URL, "urn:workbench:refi-qda")


def guid_of(kind: str, name: str) -> str:
    """The UUID of a thing: of an "article", "excerpt", "tag", "person", "note" or "coding" by its name here."""
    return str(uuid5(_ours(), f"{kind}:{name}")).upper()
