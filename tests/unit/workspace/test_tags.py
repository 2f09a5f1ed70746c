"""The codebook with its counts, and what changes of it are planned to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.config import Settings
from workbench.errors import ConflictError, NotFoundError, UsageError
from workbench.records.article import Article, Metadata
from workbench.records.excerpt import Excerpt
from workbench.records.tag import Tag
from workbench.workspace import recoding, retagging, tags
from workbench.workspace.opening import Workspace
from workbench.workspace.tags import Carried, Usage


def excerpt(number: int, *carried: str) -> Carried:
    time = "2026-11-20T19:44:21Z"
    return Carried(
        f"art-{number % 2}",
        Excerpt(id=f"x-{number}", quote="Words", start=0, end=5, text="9f2c61ab04de", tags=carried, created=time, modified=time),
    )


FOUND = Usage(
    codebook=(
        Tag(tag="b", title="B"),
        Tag(tag="a/y", colour="red"),
        Tag(tag="a/x", definition="One."),
        Tag(tag="a", definition="All."),
    ),
    excerpts=(excerpt(0, "a/x", "a/y"), excerpt(1, "a/x"), excerpt(2, "other/z", "b")),
    articles=(Article(id="art-0", metadata=Metadata(), text="", tags=("a", "b")),),
)


def test_a_tag_stands_before_those_below_it_and_siblings_in_the_order_of_the_codebook() -> None:
    assert [row.tag for row in tags.rows(FOUND)] == ["b", "a", "a/y", "a/x", "other/z"]
    assert [row.tag for row in tags.rows(FOUND, implied=True)] == ["b", "a", "a/y", "a/x", "other", "other/z"]


def test_an_excerpt_counts_once_for_a_tag_with_all_below_it() -> None:
    counts = {row.tag: (row.count, row.total, row.articles) for row in tags.rows(FOUND, implied=True)}
    assert counts == {
        "b": (1, 1, 1),
        "a": (0, 2, 1),
        "a/y": (1, 1, 0),
        "a/x": (2, 2, 0),
        "other": (0, 1, 0),
        "other/z": (1, 1, 0),
    }


def test_a_name_that_is_not_there_is_told_with_the_nearest() -> None:
    with pytest.raises(NotFoundError) as raised:
        FOUND.require("othr/z")
    assert raised.value.remedy == "did you mean other/z?"


def test_a_tag_that_both_become_is_carried_once() -> None:
    (edit,) = retagging.excerpt_edits(
        FOUND,
        lambda some: retagging.replaced(some, lambda one: ("c",) if one.startswith("a/") else (one,)),
        lambda one: one.id == "x-0",
    )
    assert edit.after is not None
    assert edit.after.tags == ("c",)


def test_what_two_entries_say_is_put_together_and_nothing_is_said_twice() -> None:
    edits = retagging.entries(FOUND.defined, {"a/x": "a", "a/y": "a"})
    assert [(edit.before and edit.before.tag, edit.after) for edit in edits] == [
        ("a", Tag(tag="a", definition="All.\n\na/x: One.", colour="red")),
        ("a/x", None),
        ("a/y", None),
    ]


@pytest.mark.parametrize(
    ("query", "lost"),
    [
        ("tag:a", True),
        ("tag:a/x", True),
        ("-tag:A/X", True),
        ("(tag:a/x OR words) published:2021", True),
        ('tag:="a/x"', True),
        ('tag:="a"', False),
        ("tag:b", False),
        ("tag:*x", False),
        ("a/x", False),
    ],
)
def test_which_searches_lose_a_tag_that_is_renamed(query: str, *, lost: bool) -> None:
    assert retagging.loses(query, {"a/y": "c/y", "a/x": "c/x"}) is lost


def test_what_is_planned_says_what_it_will_change() -> None:
    plan = recoding.split(FOUND, "a/x", "a/new", {"x-0", "x-2"})
    assert plan.preview == "1 excerpt in 1 article, 1 entry of the codebook"
    assert [edit.after for edit in plan.step.tags] == [Tag(tag="a/new")]
    assert recoding.add(FOUND, "new", {"colour": "#FFF"}).preview == "1 entry of the codebook"
    assert recoding.edit(FOUND, "b", {"title": "B"}).step.size == 0


def test_a_tag_that_is_named_beside_its_parent_becomes_the_target_itself() -> None:
    workspace = Workspace(Path("nowhere"), Settings())
    for named in (["a/x", "a"], ["a", "a/x"]):
        plan = recoding.merge(workspace, FOUND, named, "b")
        after = {edit.before.id: edit.after.tags for edit in plan.step.excerpts if edit.before and edit.after}
        assert after == {"x-0": ("b", "b/y"), "x-1": ("b",)}


def test_a_path_that_only_others_are_below_can_take_in_a_tag() -> None:
    plan = recoding.merge(Workspace(Path("nowhere"), Settings()), FOUND, ["b"], "other")
    assert [edit.after and edit.after.tags for edit in plan.step.excerpts] == [("other/z", "other")]
    assert [edit.after for edit in plan.step.tags] == [Tag(tag="other", title="B")]


def test_what_somebody_else_changed_since_it_was_seen_is_not_overwritten() -> None:
    seen = Tag(tag="b", title="Before")
    with pytest.raises(ConflictError):
        recoding.edit(FOUND, "b", {"title": "Mine"}, seen)
    assert recoding.edit(FOUND, "b", {"colour": "red"}, seen).step.tags[0].after == Tag(tag="b", title="B", colour="red")


@pytest.mark.parametrize("colour", ["blurple", "#12", "rgb(1,2,3)", "red; x"])
def test_what_is_no_colour_is_refused(colour: str) -> None:
    with pytest.raises(UsageError):
        recoding.colour(colour)
