"""The main job, from five scraped pages to a citation on the clipboard, in a real terminal."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.jobs import Wanted, main_job
from tests.terminal.conftest import Desk, Opener, leave, start
from tests.terminal.pages import PAGES
from tests.terminal.tmux import Tmux

SHARED = Path(os.environ.get("WORKBENCH_TEST_DATA", Path(__file__).parents[3] / "shared"))
SEEDS = SHARED / "seeds"

OWN = Wanted(
    query="korsvik",
    first="Harbour strike",
    second="Ferry company",
    tags=("actors/ferry-company", "routes"),
    sentence="The second route ends at",
    citation="“Ferry company names two new routes,” 3 June 2020",
)
OWN_QUOTE = "The second route ends at Korsvik, where the harbour was dredged last winter."

OF_SEEDS = Wanted(
    query='"capacity to attack" OR "strike further"',
    first="U.S. Wants To",
    second="US officials warn",
    tags=("capability/external-attack",),
    sentence="They are closest",
    citation="“US officials warn ISIS' Afghanistan branch poses a major threat,” CNN, n.d.",
)
QUOTE_OF_SEEDS = (
    '"They are closest to having the capacity to attack the homeland from Afghanistan," the official said, saying the US'
)


def import_at_the_shell(terminal: Tmux, pages: str) -> None:
    terminal.enter(f"workbench init space && workbench -w space import {pages}")
    terminal.see("5 imported, 0 duplicates, 0 refused")
    start(terminal)


def import_in_the_app(terminal: Tmux, pages: str) -> None:
    terminal.enter("workbench init space")
    terminal.see("Made a workspace")
    start(terminal, "No articles yet.")
    terminal.rest()  # the first look at the index: nothing is imported while it lasts
    terminal.press("enter", "i")
    terminal.see("Enter save")
    terminal.type(pages)
    terminal.press("enter")
    terminal.see("Imported: 5 articles")


IMPORTS = pytest.mark.parametrize("bring_in", [import_at_the_shell, import_in_the_app])
BringIn = Callable[[Tmux, str], None]
SIZES = pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=["120x40", "80x24"])


def hold_the_files_against(desk: Desk, terminal: Tmux, wanted: Wanted, quotation: str) -> None:
    """What stands in the files and on the clipboard is what was done."""
    (excerpt,) = desk.excerpts()
    assert excerpt["quote"].startswith(quotation)
    assert excerpt["tags"] == list(wanted.tags)
    assert excerpt["author"] == "kd"
    (annotations,) = (desk.space / "library" / "annotations").glob("*.yaml")
    article = desk.space / "library" / "articles" / f"{annotations.stem}.md"
    text = article.read_text(encoding="utf-8").split("---\n\n", 1)[1]
    assert text[int(excerpt["start"]) : int(excerpt["end"])] == excerpt["quote"]
    assert terminal.buffer == wanted.citation
    assert desk.json("check")["ok"]


@SIZES
@IMPORTS
def test_five_pages_become_a_tagged_cited_excerpt(bare: Desk, shell: Opener, bring_in: BringIn, size: tuple[int, int]) -> None:
    pages = bare.folder / "pages"
    pages.mkdir()
    for name, text in PAGES.items():
        (pages / name).write_text(text, encoding="utf-8")
    terminal = shell(bare, size=size)
    bring_in(terminal, "pages")
    terminal.do(main_job(OWN))
    leave(terminal)
    hold_the_files_against(bare, terminal, OWN, OWN_QUOTE)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the five seed scrapes are not here; WORKBENCH_TEST_DATA names their folder")
@IMPORTS
def test_the_five_seeds_become_a_tagged_cited_excerpt(bare: Desk, shell: Opener, bring_in: BringIn) -> None:
    shutil.copytree(SEEDS, bare.folder / "pages")
    terminal = shell(bare)
    bring_in(terminal, "pages/*.txt")
    terminal.do(main_job(OF_SEEDS))
    leave(terminal)
    hold_the_files_against(bare, terminal, OF_SEEDS, QUOTE_OF_SEEDS)
