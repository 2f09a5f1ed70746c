"""Which panes are on the screen, for its width and what is going on.

| width | searching | reading |
|---|---|---|
| narrow | the results, the preview below them if asked for; the facets over their left part while one is in them | one pane |
| middling | results and preview; facets and results | two articles, or one with the excerpts |
| wide | facets, results and preview | two articles and the excerpts |
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

MIDDLING = 100
ROOMY = 120
WIDE = 160
SMALLEST = (60, 18)
"""Columns and rows below which there is only a message."""


class Pane(StrEnum):
    """The panes, by name; two of them hold an article each."""

    QUERY = "query"
    RESULTS = "results"
    FACETS = "facets"
    PREVIEW = "preview"
    FIRST = "first"
    SECOND = "second"
    EXCERPTS = "excerpts"


READERS = (Pane.FIRST, Pane.SECOND)


@dataclass(frozen=True, slots=True)
class Scene:
    """What decides the arrangement.

    `side` says whether the side pane (preview, excerpts) is wanted; None leaves it to the width. `reader` is the article
    pane one was in last, `focus` the pane one is in.
    """

    width: int
    reading: bool
    open_articles: int
    focus: Pane
    reader: Pane = Pane.FIRST
    side: bool | None = None
    zoomed: bool = False
    facets: bool = False
    """Whether the facets are wanted beside the results; where they have no room there, only while one is in them."""


def arrange(scene: Scene) -> frozenset[Pane]:
    """The panes to show; the query line is always there."""
    if scene.reading and scene.open_articles:
        return _reading(scene)
    return _searching(replace(scene, reading=False))


def has_side(scene: Scene) -> bool:
    """Whether the side pane is there, as it was asked for or as the width suggests."""
    if scene.side is not None:
        return scene.side
    if not scene.reading:
        return scene.width >= MIDDLING
    return scene.width >= WIDE or (scene.width >= MIDDLING and scene.open_articles == 1)


def round_trip(scene: Scene) -> list[Pane]:
    """The panes that Tab goes through, in order."""
    if not scene.reading or not scene.open_articles:
        return [Pane.QUERY, Pane.RESULTS, Pane.FACETS] if scene.facets else [Pane.QUERY, Pane.RESULTS]
    readers = list(READERS[: scene.open_articles])
    return [*readers, Pane.EXCERPTS] if has_side(scene) or scene.open_articles == 1 else readers


def _searching(scene: Scene) -> frozenset[Pane]:
    inside = scene.facets and scene.focus is Pane.FACETS
    if scene.facets and not scene.zoomed and (inside or scene.width >= MIDDLING):
        return frozenset({Pane.FACETS, Pane.RESULTS, *([Pane.PREVIEW] if has_side(scene) and scene.width >= ROOMY else [])})
    return frozenset({Pane.RESULTS, Pane.PREVIEW} if has_side(scene) and not scene.zoomed else {Pane.RESULTS})


def _reading(scene: Scene) -> frozenset[Pane]:
    inside = scene.focus if scene.focus in (*READERS, Pane.EXCERPTS) else scene.reader
    if scene.zoomed or scene.width < MIDDLING:
        return frozenset({inside})
    if scene.width < WIDE and (has_side(scene) or inside is Pane.EXCERPTS):
        return frozenset({scene.reader, Pane.EXCERPTS})
    readers = frozenset(READERS[: scene.open_articles])
    return readers | {Pane.EXCERPTS} if has_side(scene) or inside is Pane.EXCERPTS else readers
