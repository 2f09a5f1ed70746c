"""Which tags are suggested, hinted at, refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from workbench.errors import UsageError
from workbench.records.article import Article, Metadata
from workbench.records.selector import Span
from workbench.records.tag import Tag, rgb
from workbench.storage import articles, codebook
from workbench.workspace import annotating, editing, founding, reading, recoding, tags, vocabulary
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


COMPOSED, DECOMPOSED = "caf\u00e9", "cafe\u0301"


def test_a_tag_that_is_typed_is_kept_in_one_form_of_its_accents(workspace: Workspace) -> None:
    article = reading.read(workspace, "gate")
    made = annotating.create(workspace, article, Span(8, 13), tags=[DECOMPOSED, COMPOSED]).excerpt
    assert made.tags == (COMPOSED,)
    changed = annotating.change(workspace, "gate", made, replace(made, tags=(COMPOSED, f"{DECOMPOSED}/bar"))).excerpt
    assert changed.tags == (COMPOSED, f"{COMPOSED}/bar")
    assert editing.set_field(workspace, "gate", "tags", DECOMPOSED).tags == (COMPOSED,)
    codebook.change_all(workspace.library, recoding.add(tags.usage(workspace), f"{DECOMPOSED}/two", {}).step.tags)
    assert f"{COMPOSED}/two" in tags.usage(workspace).defined


def test_a_tag_that_stands_in_a_file_in_another_form_stays_so(workspace: Workspace) -> None:
    made = annotating.create(workspace, reading.read(workspace, "gate"), Span(8, 13)).excerpt
    there = replace(made, tags=(DECOMPOSED,))
    annotating.change_all(workspace, [annotating.Edit(article="gate", before=made, after=there)])
    assert annotating.change(workspace, "gate", there, replace(there, tags=(DECOMPOSED, "more"))).excerpt.tags == (
        DECOMPOSED,
        "more",
    )


@pytest.mark.parametrize("tag", ["a\u202eb", "a\u200fb", "a\x1bb", "a\x07", "a\u2060b", "a\ufeff"])
def test_a_tag_with_characters_that_nobody_sees_is_refused(workspace: Workspace, tag: str) -> None:
    with pytest.raises(UsageError, match="cannot be a tag"):
        annotating.create(workspace, reading.read(workspace, "gate"), Span(8, 13), tags=[tag])
    with pytest.raises(UsageError, match="cannot be a tag"):
        recoding.add(tags.usage(workspace), tag, {})
    with pytest.raises(UsageError, match="cannot be a tag"):
        recoding.rename(workspace, tags.usage(workspace), "actors", tag)
    with pytest.raises(UsageError, match="cannot be a tag"):
        editing.field_edit(workspace, "gate", "tags", tag)


def test_letters_that_are_joined_or_parted_for_their_script_may_be_in_a_tag() -> None:
    assert vocabulary.entered("\u0645\u06cc\u200c\u0631\u0648\u062f") == "\u0645\u06cc\u200c\u0631\u0648\u062f"


def test_a_new_name_that_differs_in_case_or_accents_alone_is_told_of(workspace: Workspace) -> None:
    found = tags.usage(workspace)
    assert recoding.add(found, "Actors", {}).alike == ("actors",)
    assert recoding.add(found, "Uncoded", {}).alike == ("uncoded",)
    assert recoding.add(found, "actors/new", {}).alike == ()
    assert recoding.rename(workspace, found, "actors", "Uncoded").alike == ("uncoded",)
    assert recoding.rename(workspace, found, "actors", "Actors").alike == ()
    chosen = {one.excerpt.id for one in found.excerpts}
    assert recoding.split(found, "uncoded", "Sources/Official", chosen).alike == ("sources/official",)
