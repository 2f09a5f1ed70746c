"""Saved searches on a library on disk: what they find, what is new since the last look, and taking steps back."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import pytest

from workbench.errors import ConflictError, NotFoundError, UsageError
from workbench.records.article import Article, Metadata
from workbench.storage import articles
from workbench.storage import searches as file
from workbench.workspace import editing, saved_searches
from workbench.workspace.opening import Workspace
from workbench.workspace.saved_searches import SavedSearch

Write = Callable[..., None]


@pytest.fixture
def write(workspace: Workspace) -> Write:
    """Adds articles, each with its id for a title."""

    def add(**texts: str) -> None:
        for name, text in texts.items():
            articles.create(workspace.library, Article(id=name, metadata=Metadata(title=name), text=text + "\n"))
        workspace.index.refresh()

    return add


def counts(workspace: Workspace) -> dict[str, tuple[int, int]]:
    return {one.name: (one.total, one.new) for one in saved_searches.listing(workspace)}


def test_saving_is_a_look_and_what_comes_later_is_new_until_it_is_looked_at(workspace: Workspace, write: Write) -> None:
    write(one="The gate was closed.", two="Nobody came.")
    saved_searches.save(workspace, "the gate", "gate")
    assert saved_searches.listing(workspace) == (SavedSearch(name="the gate", query="gate", total=1, new=0),)
    write(three="The gate is open.")
    assert counts(workspace) == {"the gate": (2, 1)}
    assert saved_searches.look(workspace, "The  Gate").new == {"three"}
    assert counts(workspace) == {"the gate": (2, 0)}


def test_an_article_that_came_to_match_is_new_and_one_that_was_renamed_is_not(workspace: Workspace, write: Write) -> None:
    write(one="The gate was closed.", two="Nobody came.")
    saved_searches.save(workspace, "gate", "gate")
    path = articles.path_of(workspace.library, "two")
    path.write_text(path.read_text(encoding="utf-8").replace("Nobody came", "Nobody came to the gate"), encoding="utf-8")
    workspace.index.refresh()
    editing.rename(workspace, "one", "first")
    workspace.index.refresh()
    counted = saved_searches.look(workspace, "gate")
    assert (sorted(counted.ids), sorted(counted.new)) == (["first", "two"], ["two"])


def test_to_a_colleague_who_never_looked_all_is_new(workspace: Workspace, write: Write) -> None:
    write(one="The gate was closed.")
    saved_searches.save(workspace, "gate", "gate")
    shutil.rmtree(workspace.state)
    assert counts(workspace) == {"gate": (1, 1)}
    assert saved_searches.look(workspace, "gate").looked is None
    assert counts(workspace) == {"gate": (1, 0)}


def test_a_damaged_look_is_none(workspace: Workspace, write: Write) -> None:
    write(one="The gate was closed.")
    saved_searches.save(workspace, "gate", "gate")
    (look,) = (workspace.state / "looks").iterdir()
    for damage in (b"", b"\xff", b"[]", b'{"at":"x","ids":[1]}'):
        look.write_bytes(damage)
        assert counts(workspace) == {"gate": (1, 1)}


def test_only_the_newcomers_are_shown_each_for_itself(workspace: Workspace, write: Write) -> None:
    write(one="The gate was closed on Monday by men from the harbour and nobody could say why.")
    saved_searches.save(workspace, "gate", "gate")
    copy = "The gate was closed on Monday by men from the harbour and nobody could say why."
    write(two=copy, three=copy)
    counted = saved_searches.count(workspace, saved_searches.find(workspace, "gate"))
    page = saved_searches.newcomers(workspace, counted, limit=20)
    assert sorted(found.id for found in page.found) == ["three", "two"]
    assert (page.total, all(found.snippets for found in page.found)) == (2, True)
    first, second = (saved_searches.newcomers(workspace, counted, limit=1, offset=at).found for at in (0, 1))
    assert {first[0].id, second[0].id} == {"two", "three"}


def test_another_query_of_a_name_takes_asking(workspace: Workspace) -> None:
    saved_searches.save(workspace, "gate", "gate")
    with pytest.raises(UsageError, match="--replace"):
        saved_searches.save(workspace, "GATE", "door")
    assert saved_searches.save(workspace, "gate", "  gate ").after == saved_searches.find(workspace, "gate")
    saved_searches.save(workspace, "GATE", "door", replacing=True)
    assert [(one.name, one.query) for one in saved_searches.named(workspace)] == [("gate", "door")]


def test_every_step_can_be_taken_back_and_done_again_with_the_look(workspace: Workspace, write: Write) -> None:
    write(one="The gate was closed.")
    for name in ("first", "gate", "last"):
        saved_searches.save(workspace, name, "gate")
    write(two="The gate is open.")
    seen = counts(workspace)
    text = file.path_of(workspace.library).read_text(encoding="utf-8")
    steps: list[Callable[[], saved_searches.Change]] = [
        lambda: saved_searches.remove(workspace, "gate"),
        lambda: saved_searches.save(workspace, "gate", "door", replacing=True),
        lambda: saved_searches.rename(workspace, "gate", "the gate"),
        lambda: saved_searches.save(workspace, "fourth", "nobody"),
    ]
    for step in steps:
        change = step()
        after = counts(workspace)
        assert after != seen
        undone = saved_searches.carry_out(workspace, change.inverse)
        assert (counts(workspace), file.path_of(workspace.library).read_text(encoding="utf-8")) == (seen, text)
        saved_searches.carry_out(workspace, undone.inverse)
        assert counts(workspace) == after
        saved_searches.carry_out(workspace, change.inverse)


def test_a_step_is_not_taken_back_over_what_a_colleague_did_meanwhile(workspace: Workspace) -> None:
    change = saved_searches.save(workspace, "gate", "gate")
    saved_searches.save(workspace, "gate", "door", replacing=True)
    with pytest.raises(ConflictError):
        saved_searches.carry_out(workspace, change.inverse)
    assert saved_searches.find(workspace, "gate").query == "door"


def test_a_name_that_is_not_there_is_told_with_the_nearest(workspace: Workspace) -> None:
    saved_searches.save(workspace, "Border incidents", "border")
    for step in (saved_searches.look, saved_searches.remove):
        with pytest.raises(NotFoundError, match="did you mean 'Border incidents'"):
            step(workspace, "border incident")


@pytest.mark.parametrize("query", ["", '"open', "((((", "*", "a*~9 NOT", "x" * 5000, "\x1b[31mred", "title:", "العربية"])
def test_any_text_can_be_saved_and_counted(workspace: Workspace, write: Write, query: str) -> None:
    write(one="The gate was closed.")
    saved_searches.save(workspace, "odd", query)
    assert saved_searches.look(workspace, "odd").new == frozenset()
    assert "\x1b" not in file.path_of(workspace.library).read_text(encoding="utf-8")
