"""What must be done to an index so that it says what the files say: a plan, carried out by the workspace."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct


class Plan(Struct, frozen=True):
    """Ids of articles, each in one of the three at most, in the order of the files."""

    add: tuple[str, ...] = ()
    """There is a file and the index has nothing of it."""
    update: tuple[str, ...] = ()
    """The index has another state of it."""
    remove: tuple[str, ...] = ()
    """The index has it and there is no file any more."""

    @property
    def is_empty(self) -> bool:
        """Whether the index is up to date."""
        return not (self.add or self.update or self.remove)


def plan(files: Mapping[str, str], indexed: Mapping[str, str]) -> Plan:
    """Compare files and index.

    Args:
        files: By article id, a fingerprint of all that the index is made from: the article's file and its annotations.
        indexed: By article id, the fingerprint at the time it was indexed (`Engine.fingerprints`).
    """
    return Plan(
        add=tuple(each for each in files if each not in indexed),
        update=tuple(each for each, fingerprint in files.items() if indexed.get(each, fingerprint) != fingerprint),
        remove=tuple(each for each in indexed if each not in files),
    )
