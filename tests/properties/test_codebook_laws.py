"""Laws of the codebook: whatever is renamed, merged, split or removed, no excerpt is lost and every step can be taken back."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from workbench.config import Settings
from workbench.errors import WorkbenchError
from workbench.files import yaml_file
from workbench.records.article import Article, Metadata
from workbench.records.excerpt import Excerpt
from workbench.storage import annotations as annotation_files
from workbench.storage import articles
from workbench.storage.annotations import Put
from workbench.workspace import history, recoding, tags
from workbench.workspace.history import BulkChange, History
from workbench.workspace.opening import Workspace
from workbench.workspace.recoding import Plan
from workbench.workspace.tags import Usage

NAMES = st.sampled_from(["a", "a/b", "a/b/c", "a/d", "b", "b/c", "no", "2021", "A"])
SETS = st.lists(NAMES, max_size=3, unique=True).map(tuple)
CODEBOOKS = st.lists(
    st.tuples(NAMES, st.sampled_from(["", "what it means", "none: such"])), max_size=5, unique_by=lambda one: one[0]
)


class Quiet(Workspace):
    """A workspace whose index is told nothing: what is looked at here are the files."""

    class _Index:
        def touch(self, ids: object) -> None: ...
        def close(self) -> None: ...

    index = _Index()  # type: ignore[assignment]


@contextmanager
def library(
    of_excerpts: list[tuple[str, ...]], of_articles: list[tuple[str, ...]], codebook: list[tuple[str, str]]
) -> Iterator[Workspace]:
    with tempfile.TemporaryDirectory() as folder:
        workspace = Quiet(Path(folder), Settings())
        for number, own in enumerate(of_articles):
            articles.create(
                workspace.library, Article(id=f"art-{number}", metadata=Metadata(title="Price tags"), text="Words.\n", tags=own)
            )
        for number, carried in enumerate(of_excerpts):
            one = Excerpt(
                id=f"x-aaaaaaaaa{'abcdefgh'[number]}",
                quote="Words",
                start=number,
                end=number + 5,
                text="9f2c61ab04de",
                tags=carried,
                created="2026-11-20T19:44:21Z",
                modified="2026-11-20T19:44:21Z",
            )
            annotation_files.apply(workspace.library, f"art-{number % 3}", [Put(None, one)])
        lines = ["format: 1", "# our terms", "tags:"]
        for name, definition in codebook:
            lines += [f'- tag: "{name}"   # of {name}', "  owner: kd", f'  definition: "{definition}"']
        (workspace.library / "codebook.yaml").write_text("\n".join(lines) + "\n" if codebook else "format: 1\ntags: []\n")
        yield workspace


LIBRARIES = {
    "of_excerpts": st.lists(SETS, max_size=6),
    "of_articles": st.lists(SETS, min_size=3, max_size=3),
    "codebook": CODEBOOKS,
}


def content(workspace: Workspace) -> dict[str, str]:
    return {
        str(path.relative_to(workspace.library)): path.read_text()
        for path in sorted(workspace.library.rglob("*"))
        if path.is_file() and ".local" not in path.parts
    }


def untimed(files: dict[str, str]) -> dict[str, list[str]]:
    """Without what a renaming has to change: times of change, and the quotation marks of the names that changed."""
    return {
        name: [line.replace('"', "") for line in text.splitlines() if "modified: 2" not in line] for name, text in files.items()
    }


def but_tags(found: Usage) -> list[tuple[object, ...]]:
    return [(one.article, one.excerpt.id, one.excerpt.quote, one.excerpt.start, one.excerpt.note) for one in found.excerpts]


def carried_out(workspace: Workspace, make: Callable[[Usage], Plan]) -> BulkChange:
    """Plan and carry out; a plan that is refused is no example."""
    try:
        plan = make(tags.usage(workspace))
    except WorkbenchError:
        assume(False)
        raise
    done = recoding.carry_out(workspace, plan)
    assert done.left is None
    return done.step


@given(old=NAMES, new=st.sampled_from(["z", "z/y", "a/z", "b/z"]), **LIBRARIES)
@settings(max_examples=60, deadline=None)
def test_renamed_there_and_back_is_what_it_was(old: str, new: str, **said: list[tuple[str, ...]]) -> None:
    with library(**said) as workspace:  # type: ignore[arg-type]
        before = content(workspace)
        carried_out(workspace, lambda found: recoding.rename(workspace, found, old, new))
        assert not tags.usage(workspace).within(old) or new.startswith(old)
        carried_out(workspace, lambda found: recoding.rename(workspace, found, new, old))
        assert untimed(content(workspace)) == untimed(before)


CHANGES = st.one_of(
    st.tuples(st.just("merge"), st.lists(NAMES, min_size=1, max_size=3), NAMES),
    st.tuples(st.just("remove"), st.lists(NAMES, min_size=1, max_size=2), st.booleans()),
    st.tuples(st.just("rename"), NAMES, st.sampled_from(["z", "z/y", "a/z", "b"])),
    st.tuples(st.just("split"), NAMES, st.sampled_from(["z", "a", "a/b"])),
)


def plan_of(workspace: Workspace, change: tuple[object, ...], found: Usage) -> Plan:
    match change:
        case ("merge", list(some), str(into)):
            return recoding.merge(workspace, found, some, into)
        case ("remove", list(some), bool(below)):
            return recoding.remove(workspace, found, some, below=below)
        case ("rename", str(old), str(new)):
            return recoding.rename(workspace, found, old, new)
        case ("split", str(tag), str(new)):
            return recoding.split(found, tag, new, {one.excerpt.id for one in found.excerpts[::2]})
    raise AssertionError(change)


@given(change=CHANGES, **LIBRARIES)
@settings(max_examples=80, deadline=None)
def test_every_change_keeps_all_excerpts_and_undone_is_what_it_was_byte_for_byte(
    change: tuple[object, ...], **said: list[tuple[str, ...]]
) -> None:
    with library(**said) as workspace:  # type: ignore[arg-type]
        before, excerpts = content(workspace), but_tags(tags.usage(workspace))
        step = carried_out(workspace, lambda found: plan_of(workspace, change, found))
        after = content(workspace)
        assert but_tags(tags.usage(workspace)) == excerpts
        for name in after:
            if name.endswith(".yaml"):
                yaml_file.parse(after[name], Path(name))
        steps = History()
        steps.push(step)
        steps.undo(workspace)
        assert content(workspace) == before
        steps.redo(workspace)
        assert content(workspace) == after


@given(change=CHANGES, stopped_after=st.integers(0, 5), **LIBRARIES)
@settings(max_examples=80, deadline=None)
def test_the_same_command_completes_what_was_stopped_anywhere(
    change: tuple[object, ...], stopped_after: int, **said: list[tuple[str, ...]]
) -> None:
    def tagged(workspace: Workspace) -> tuple[object, ...]:
        found = tags.usage(workspace)
        return [(one.article, one.excerpt.tags) for one in found.excerpts], [one.tags for one in found.articles], found.codebook

    with library(**said) as one, library(**said) as other:  # type: ignore[arg-type]
        carried_out(one, lambda found: plan_of(one, change, found))
        asked = iter(range(stopped_after))
        plan = plan_of(other, change, tags.usage(other))
        recoding.carry_out(other, plan, stop=lambda: next(asked, None) is None)
        with contextlib.suppress(WorkbenchError):  # refused, because nothing is left to do
            history.carry_out(other, plan_of(other, change, tags.usage(other)).step)
        assert tagged(other) == tagged(one)
