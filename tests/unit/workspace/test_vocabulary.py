"""Which tags are suggested, hinted at, refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.errors import UsageError
from workbench.records.article import Article, Metadata
from workbench.records.selector import Span
from workbench.records.tag import Tag, rgb
from workbench.storage import articles, codebook
from workbench.workspace import annotating, founding, reading, vocabulary
from workbench.workspace.opening import Workspace, open_workspace

TAGS = (
    Tag(tag="actors", title="Actors", colour="blue"),
    Tag(tag="actors/haqqani", title="Haqqani network", definition="Statements about the network."),
    Tag(tag="capability/external-attack", title="Attack abroad", colour="#A32"),
    Tag(tag="sources/official"),
    Tag(tag="threats/external"),
)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    for name in ("CACHE", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    founding.found(tmp_path / "space")
    opened = open_workspace(tmp_path / "space")
    for tag in TAGS:
        codebook.change(opened.library, None, tag)
    articles.create(opened.library, Article(id="gate", metadata=Metadata(title="Gate"), text="Two men stood there.\n"))
    annotating.create(opened, reading.read(opened, "gate"), Span(0, 7), tags=["threats/external", "uncoded"])
    opened.index.settle()
    opened.index.ensure_fresh()
    yield opened
    opened.close()


def suggested(workspace: Workspace, typed: str) -> list[str]:
    return [one.tag for one in vocabulary.tag_suggestions(workspace, typed)]


def test_what_begins_so_comes_before_what_holds_it_and_the_used_before_the_unused(workspace: Workspace) -> None:
    assert suggested(workspace, "ac")[:2] == ["actors", "actors/haqqani"]
    assert suggested(workspace, "ext") == ["threats/external", "capability/external-attack"]
    assert suggested(workspace, "actors")[0] == "actors"


def test_segments_may_be_abbreviated_and_titles_count(workspace: Workspace) -> None:
    assert suggested(workspace, "cap/ext") == ["capability/external-attack"]
    assert suggested(workspace, "c/att") == []
    assert "capability/external-attack" in suggested(workspace, "abroad")


def test_where_nothing_answers_the_nearest_are_told(workspace: Workspace) -> None:
    (near,) = vocabulary.tag_suggestions(workspace, "actors/haqani")
    assert (near.tag, near.is_near, near.definition) == ("actors/haqqani", True, "Statements about the network.")


def test_colours_are_given_as_the_screen_takes_them(workspace: Workspace) -> None:
    assert vocabulary.tag_suggestions(workspace, "capa")[0].colour == "#aa3322"
    assert vocabulary.tag_colours(workspace)["actors"] == rgb("blue")


def test_new_tags_are_hinted_at_with_the_nearest_known(workspace: Workspace) -> None:
    assert vocabulary.hint(workspace, ["uncoded", "actors"]) is None
    assert vocabulary.hint(workspace, ["haqani"]) == "new tag: haqani; nearest known: actors/haqqani"


def test_an_open_codebook_takes_any_tag_that_is_one(workspace: Workspace) -> None:
    vocabulary.check(workspace, ["quite/new"])
    with pytest.raises(UsageError):
        vocabulary.check(workspace, ["two words"])


@pytest.mark.parametrize(
    ("said", "meant"),
    [("Red", "#d64545"), ("#A32", "#aa3322"), (" #aa3322 ", "#aa3322"), ("#aa332", None), ("", None), (None, None)],
)
def test_what_is_a_colour(said: str | None, meant: str | None) -> None:
    assert rgb(said) == meant
