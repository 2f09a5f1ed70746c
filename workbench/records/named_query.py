"""A query that people keep under a name."""

from __future__ import annotations

from msgspec import Struct


class NamedQuery(Struct, frozen=True):
    """A saved search as its file has it: what it is called, and the query as typed, which may hold relative dates."""

    name: str
    query: str
