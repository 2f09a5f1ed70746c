"""Which panes are shown."""

from __future__ import annotations

import pytest

from workbench.tui.models.arrangement import Pane, Scene, arrange, round_trip

FIRST, SECOND, EXCERPTS, RESULTS, PREVIEW = Pane.FIRST, Pane.SECOND, Pane.EXCERPTS, Pane.RESULTS, Pane.PREVIEW


@pytest.mark.parametrize(
    ("scene", "shown"),
    [
        (Scene(80, False, 0, RESULTS), {RESULTS}),
        (Scene(80, False, 0, RESULTS, side=True), {RESULTS, PREVIEW}),
        (Scene(120, False, 0, RESULTS), {RESULTS, PREVIEW}),
        (Scene(120, False, 0, RESULTS, side=False), {RESULTS}),
        (Scene(80, True, 2, SECOND, SECOND), {SECOND}),
        (Scene(80, True, 1, EXCERPTS), {EXCERPTS}),
        (Scene(120, True, 1, FIRST), {FIRST, EXCERPTS}),
        (Scene(120, True, 2, FIRST), {FIRST, SECOND}),
        (Scene(120, True, 2, SECOND, SECOND, side=True), {SECOND, EXCERPTS}),
        (Scene(200, True, 2, FIRST), {FIRST, SECOND, EXCERPTS}),
        (Scene(200, True, 2, FIRST, side=False), {FIRST, SECOND}),
        (Scene(200, True, 2, SECOND, SECOND, zoomed=True), {SECOND}),
        (Scene(120, True, 0, FIRST), {RESULTS, PREVIEW}),
    ],
)
def test_a_width_shows_what_has_room(scene: Scene, shown: set[Pane]) -> None:
    assert arrange(scene) == shown


def test_the_pane_one_is_in_is_always_shown() -> None:
    for width in (60, 80, 100, 120, 160, 200):
        for side in (None, True, False):
            for zoomed in (True, False):
                for focus in (FIRST, SECOND, EXCERPTS):
                    reader = focus if focus is not EXCERPTS else SECOND
                    assert focus in arrange(Scene(width, True, 2, focus, reader, side, zoomed))


def test_tab_goes_round_the_panes() -> None:
    assert round_trip(Scene(120, True, 2, FIRST)) == [FIRST, SECOND]
    assert round_trip(Scene(80, True, 1, FIRST)) == [FIRST, EXCERPTS]
    assert round_trip(Scene(120, False, 0, RESULTS)) == [Pane.QUERY, RESULTS]
