"""Changing the codebook across the whole library: rename, merge, split, remove, each first a plan that can be looked at.

A plan is made from what the files hold now (`workbench.workspace.tags.usage`) and changes nothing; its step is one that
`workbench.workspace.history` carries out and takes back.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from workbench.errors import ConflictError, NotFoundError, UsageError, WorkbenchError
from workbench.records.tag import COLOURS, Tag, is_within, rgb
from workbench.storage import codebook, unfinished
from workbench.storage.codebook import TagEdit
from workbench.storage.unfinished import Renaming
from workbench.text.sanitise import plain_line, strip_controls
from workbench.workspace import history, retagging, saved_searches, vocabulary
from workbench.workspace.history import BulkChange, Done
from workbench.workspace.indexing import Progress, Stop, never, no_progress
from workbench.workspace.vocabulary import nearest

if TYPE_CHECKING:
    from workbench.workspace.opening import Workspace
    from workbench.workspace.tags import Usage


class Plan(Struct, frozen=True, kw_only=True):
    """What a change of the codebook will come to."""

    step: BulkChange
    searches: tuple[str, ...] = ()
    """Names of saved searches that ask for a tag that goes; they stay as they are."""
    gone: tuple[Tag, ...] = ()
    """Entries whose definitions leave the codebook."""
    lost: tuple[str, ...] = ()
    """What else leaves it, with the tag it stood at: "funding: owner: kd"."""
    missing: tuple[str, ...] = ()
    """Tags that were named and are not there: a command that goes on where it was stopped names those that are done."""
    alike: tuple[str, ...] = ()
    """Tags that differ from the new name in nothing but letter case and accents."""
    partial: bool = False
    """Whether there were files that could not be read: the same will have to be done again for them."""

    @property
    def excerpts(self) -> int:
        """How many excerpts change."""
        return len(self.step.excerpts)

    @property
    def articles(self) -> int:
        """In how many articles they are."""
        return len({edit.article for edit in self.step.excerpts})

    @property
    def preview(self) -> str:
        """What will change, in words: "14 excerpts in 9 articles, the tags of 2 articles, 1 entry of the codebook"."""
        entries_alone = self.step.tags and not self.excerpts and not self.step.articles
        said = [] if entries_alone else [f"{_counted(self.excerpts, 'excerpt')} in {_counted(self.articles, 'article')}"]
        if self.step.articles:
            said.append(f"the tags of {_counted(len(self.step.articles), 'article')}")
        if self.step.tags:
            said.append(_counted(len(self.step.tags), "entry", "entries") + " of the codebook")
        return ", ".join(said)


def carry_out(workspace: Workspace, plan: Plan, progress: Progress = no_progress, stop: Stop = never) -> Done:
    """Carry out a plan; what could not be done is told, and the same command completes it.

    Raises:
        WorkbenchError: The codebook cannot be changed so, or the library not be written; nothing has changed.
    """
    if plan.step.tags:
        codebook.refuse_unsavable(workspace.library, plan.step.tags)
    return history.carry_out(workspace, plan.step, progress, stop, is_whole=not plan.partial)


def half_done(workspace: Workspace, found: Usage) -> Renaming | None:
    """The renaming that was begun and is not complete, if there is one: both names are there. It may have been undone."""
    begun = unfinished.read(workspace.library)
    return begun if begun and found.within(begun.old) and found.within(begun.new) else None


def add(found: Usage, tag: str, said: Mapping[str, str | None], known: Collection[str] = ()) -> Plan:
    """Define a tag; `said` may name title, definition and colour, `known` tags besides those of `found`.

    Raises:
        ConflictError: The codebook has it already.
        UsageError: The name or the colour cannot be one.
    """
    tag = _new_name(found, tag)
    if tag in found.defined:
        raise ConflictError(f"there is a tag {tag} already", remedy=f"workbench tags edit {tag} changes it")
    plan = _codebook_plan(None, _said(Tag(tag=tag), said), f"adding the tag {tag}")
    return replace(plan, alike=vocabulary.alike(tag, dict.fromkeys((*found.names, *known))))


def edit(found: Usage, tag: str, said: Mapping[str, str | None], seen: Tag | None = None) -> Plan:
    """Change title, definition or colour of a tag of the codebook, those that `said` names; None or "" clears one.

    Args:
        found: What the library holds.
        tag: Which tag.
        said: What it shall say.
        seen: What it said when somebody began to change it.

    Raises:
        ConflictError: Somebody else changed the same since it was seen.
        NotFoundError: There is no such tag.
        UsageError: The colour cannot be one.
    """
    if tag not in found.defined:
        near = nearest(tag, found.defined)
        remedy = f"did you mean {' or '.join(near)}?" if near else f"workbench tags add {tag}"
        raise NotFoundError(f"the codebook has no tag {tag!r}", remedy=remedy)
    before = found.defined[tag]
    if seen and any(getattr(seen, name) != getattr(before, name) for name in said):
        raise ConflictError(f"the tag {tag} was changed by someone else meanwhile", remedy="look at it as it is now")
    return _codebook_plan(before, _said(before, said), f"editing the tag {tag}")


def rename(workspace: Workspace, found: Usage, old: str, new: str) -> Plan:
    """Give a tag another name or parent; those below it go along.

    Raises:
        NotFoundError: There is no such tag.
        ConflictError: There is one of the new name: merging is another thing. Or another renaming is half-way.
        UsageError: The new name is none, or lies below the old one.
    """
    new = _new_name(found, new)
    if old == new:
        raise UsageError("that is its name already")
    if is_within(new, old):
        raise UsageError(f"{old} cannot go below itself", remedy="split it, or add a tag and merge into that")
    begun = Renaming(old, new)
    pending = half_done(workspace, found)
    if pending and pending != begun:
        raise ConflictError(
            f"the renaming of {pending.old} to {pending.new} was stopped half-way",
            remedy=f"complete it first: workbench tags rename {pending.old} {pending.new}",
        )
    completes = unfinished.read(workspace.library) == begun
    if not (completes and not found.within(old)):
        found.require(old)
    names = {name: new + name[len(old) :] for name in found.within(old)}
    there, defined = found.names, found.defined
    taken = [name for name in names.values() if name in there]
    # Half-way the codebook has the one name or the other: where it has both, somebody has begun to use the new one.
    completes = completes and not any(old_name in defined and name in defined for old_name, name in names.items())
    if taken and not completes:
        raise ConflictError(f"there is a tag {taken[0]} already", remedy=f"workbench tags merge {old} {new} makes one of the two")
    step = _renaming(found, names, f"{'completing the renaming of' if taken else 'renaming'} {old} to {new}")
    searches = _searches(workspace, names)
    alike = vocabulary.alike(new, (name for name in there if name not in names))
    return Plan(step=replace(step, renaming=begun), searches=searches, alike=alike, partial=bool(found.problems))


def merge(workspace: Workspace, found: Usage, tags: Sequence[str], into: str) -> Plan:
    """Make one tag of several; those below them go below it. What the codebook said of them is put together.

    Raises:
        NotFoundError: There is none of these tags, or not the one to merge into.
        UsageError: There is nothing to merge.
    """
    into = _new_name(found, into)
    names: dict[str, str] = {}
    others = [tag for tag in dict.fromkeys(tags) if tag != into]
    missing = _missing(found, others) if others else ()
    for tag in others:
        names |= {
            name: into + name[len(tag) :]
            for name in found.within(tag)
            if not is_within(name, into) and tag == max((one for one in others if is_within(name, one)), key=len)
        }
    if not names:
        raise UsageError("there is nothing to merge", remedy="name the tags first, then the one they become part of")
    if not found.within(into):
        raise NotFoundError(
            f"there is no tag {into!r} to merge into",
            remedy=f"workbench tags rename {tags[0]} {into}, or: workbench tags add {into}",
        )
    step = _renaming(found, names, f"merging {', '.join(others)} into {into}")
    return Plan(step=step, searches=_searches(workspace, names), lost=_lost(workspace, found, step), missing=missing)


def split(found: Usage, tag: str, new: str, chosen: Collection[str], *, keep: bool = False) -> Plan:
    """Give some excerpts of a tag another one in its place, or beside it.

    Args:
        found: What the library holds.
        tag: The tag that is too wide; only excerpts that carry it itself are meant.
        new: What the chosen ones become; a codebook that lacks it gets it, in the same colour.
        chosen: Ids of excerpts; those that do not carry the tag are passed over.
        keep: They keep the old tag as well.

    Raises:
        NotFoundError: There is no such tag.
        UsageError: The new name is none, or none of the chosen excerpts carries the tag.
    """
    found.require(tag)
    new = _new_name(found, new)
    if tag == new:
        raise UsageError("that is the same tag")

    def become(tags: retagging.Tags) -> retagging.Tags:
        return retagging.replaced(tags, lambda one: ((one, new) if keep else (new,)) if one == tag else (one,))

    excerpts = retagging.excerpt_edits(found, become, lambda one: one.id in chosen)
    if not excerpts:
        raise UsageError(f"none of these excerpts carries {tag}", remedy=f"workbench excerpts --tag {tag} lists those that do")
    of = found.defined.get(tag)
    entry = () if new in found.defined else (TagEdit(before=None, after=Tag(tag=new, colour=of.colour if of else None)),)
    step = BulkChange(excerpts=excerpts, tags=entry, words=f"splitting {new} from {tag}")
    return Plan(step=step, alike=() if new in found.names else vocabulary.alike(new, found.names))


def remove(workspace: Workspace, found: Usage, tags: Sequence[str], *, below: bool = False) -> Plan:
    """Take tags from every excerpt and article, and out of the codebook; the excerpts themselves stay.

    Args:
        workspace: Where.
        found: What the library holds.
        tags: Which.
        below: Those below them too.

    Raises:
        NotFoundError: There is none of these tags.
    """
    missing = _missing(found, tags)
    gone = {name: None for tag in tags for name in (found.within(tag) if below else [tag])}

    def become(these: retagging.Tags) -> retagging.Tags:
        return tuple(one for one in these if one not in gone)

    entries = tuple(found.defined[name] for name in gone if name in found.defined)
    step = BulkChange(
        excerpts=retagging.excerpt_edits(found, become),
        articles=retagging.article_edits(found, become),
        tags=tuple(TagEdit(before=entry, after=None) for entry in entries),
        words=f"removing the tag {', '.join(tags)}",
    )
    searches = _searches(workspace, dict.fromkeys(gone, ""))
    return Plan(step=step, searches=searches, gone=entries, lost=_lost(workspace, found, step), missing=missing)


def colour(said: str | None) -> str | None:
    """A colour as the codebook keeps it; None or "" is none.

    Raises:
        UsageError: It is none.
    """
    if not said:
        return None
    if rgb(said) is None:
        raise UsageError(f"{said!r} is no colour", remedy=f"write #rrggbb, or one of: {', '.join(COLOURS)}")
    return said.strip().casefold()


def _said(tag: Tag, said: Mapping[str, str | None]) -> Tag:
    values: dict[str, Any] = dict(said)
    if "colour" in values:
        values["colour"] = colour(values["colour"])
    if "title" in values:
        values["title"] = plain_line(values["title"] or "") or None
    if "definition" in values:
        values["definition"] = strip_controls(values["definition"] or "")[0].strip() or None
    return replace(tag, **values)


def _codebook_plan(before: Tag | None, after: Tag, words: str) -> Plan:
    tags = () if before == after else (TagEdit(before=before, after=after),)
    return Plan(step=BulkChange(tags=tags, words=words))


def _missing(found: Usage, tags: Sequence[str]) -> tuple[str, ...]:
    """Which of these tags there are not.

    Raises:
        NotFoundError: There is none of them.
    """
    missing = tuple(tag for tag in dict.fromkeys(tags) if not found.within(tag))
    if len(missing) == len(set(tags)):
        found.require(missing[0])
    return missing


def _new_name(found: Usage, tag: str) -> str:
    """A tag that somebody types: one that is there as it is there, a new one in the form that is kept."""
    return tag if tag in found.names else vocabulary.entered(tag)


def _renaming(found: Usage, names: Mapping[str, str], words: str) -> BulkChange:
    def become(tags: retagging.Tags) -> retagging.Tags:
        return retagging.replaced(tags, lambda one: (names.get(one, one),))

    return BulkChange(
        excerpts=retagging.excerpt_edits(found, become),
        articles=retagging.article_edits(found, become),
        tags=retagging.entries(found.defined, names),
        words=words,
    )


def _lost(workspace: Workspace, found: Usage, step: BulkChange) -> tuple[str, ...]:
    return retagging.lost(found.defined, codebook.rests(workspace.library), step.tags)


def _searches(workspace: Workspace, names: Mapping[str, str]) -> tuple[str, ...]:
    """Saved searches that find a tag under its old name and not under its new one."""
    try:
        named = saved_searches.named(workspace)
    except WorkbenchError:
        return ()
    return tuple(one.name for one in named if retagging.loses(one.query, names))


def _counted(number: int, noun: str, plural: str = "") -> str:
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
