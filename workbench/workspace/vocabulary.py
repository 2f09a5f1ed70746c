"""Which tags there are, and which may be given: completing to one while typing, a closed codebook, the nearest known names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING
from unicodedata import normalize

from msgspec import Struct
from msgspec.structs import replace

from workbench.errors import UsageError, WorkbenchError, problem_of
from workbench.records.tag import Tag, is_tag, rgb
from workbench.storage import codebook
from workbench.text.folding import fold
from workbench.text.sanitise import display_line

if TYPE_CHECKING:
    from workbench.workspace.opening import Workspace


class TagSuggestion(Struct, frozen=True, kw_only=True):
    """A tag to complete to: how many excerpts carry it, and what the codebook says of it."""

    tag: str
    count: int
    title: str | None = None
    definition: str | None = None
    colour: str | None = None
    """As `#rrggbb`; None if it has none."""
    is_near: bool = False
    """Whether it is only written like what is typed: nothing answers to that."""


def tag_suggestions(workspace: Workspace, typed: str, limit: int = 8) -> list[TagSuggestion]:
    """Tags that `typed` may become, the best first, the more used before the less.

    First the tag itself, then those that begin so, those with a segment that begins so, those whose title has a word that begins
    so, and those that hold it. With a "/" each segment typed may be the beginning of one: `cap/ext` finds
    `capability/external-attack`. Where nothing answers, those that are written most like it.

    A closed codebook offers only its own.

    Args:
        workspace: Where.
        typed: A word; the empty one begins every tag.
        limit: How many at most.
    """
    defined = {tag.tag: tag for tag in codebook.read(workspace.library).codebook.tags}
    counts = tag_counts(workspace)
    wanted = typed.casefold()
    known = dict.fromkeys(defined if is_closed(workspace) else [*defined, *counts])
    ranked = []
    for tag in known:
        rank = _rank(tag.casefold(), wanted, ((defined[tag].title if tag in defined else None) or "").casefold())
        if rank is not None:
            ranked.append((rank, -counts.get(tag, 0), tag))
    if not ranked:
        near = nearest(typed, known)
        return [replace(_suggestion(tag, counts[tag], defined.get(tag)), is_near=True) for tag in near]
    return [_suggestion(tag, counts[tag], defined.get(tag)) for _, _, tag in sorted(ranked)[:limit]]


def tag_counts(workspace: Workspace) -> Counter[str]:
    """How many excerpts carry each tag, as of the last look at the files."""
    counts: Counter[str] = Counter()
    for summary in workspace.index.summaries.values():
        counts.update(summary.tags)
    return counts


def tag_colours(workspace: Workspace) -> dict[str, str]:
    """The colours that the codebook gives, as `#rrggbb`; a codebook that cannot be read gives none, as `check` tells."""
    try:
        tags = codebook.read(workspace.library).codebook.tags
    except WorkbenchError as error:
        workspace.note(problem_of(error, codebook.path_of(workspace.library)))
        return {}
    return {tag.tag: colour for tag in tags if (colour := rgb(tag.colour))}


def is_closed(workspace: Workspace) -> bool:
    """Whether only tags of the codebook may be given."""
    return workspace.settings.codebook == "closed"


def entered(tag: str) -> str:
    """A tag as a person or another program writes it, in the one form of its accents that is kept: Unicode's NFC.

    Raises:
        UsageError: It cannot be a tag: it has spaces or commas, or characters that are not seen or turn the direction of writing.
    """
    if not is_tag(tag):
        raise UsageError(f"{tag!r} cannot be a tag", remedy="segments joined by /, without spaces or commas")
    if display_line(tag) != tag:
        raise UsageError(f"{tag!r} cannot be a tag", remedy="it holds characters that nobody sees: type it anew")
    return normalize("NFC", tag)


def normal(tags: Iterable[str], already: Iterable[str] = ()) -> tuple[str, ...]:
    """Tags in the form of `entered`, each once; those that something has `already` stay as they are there."""
    kept = frozenset(already)
    return tuple(dict.fromkeys(tag if tag in kept else normalize("NFC", tag) for tag in tags))


def alike(tag: str, known: Iterable[str]) -> tuple[str, ...]:
    """The known tags that differ from one in nothing but letter case and accents."""
    folded = fold(tag)
    return tuple(one for one in known if one != tag and fold(one) == folded)


def check(workspace: Workspace, tags: Iterable[str], already: Sequence[str] = ()) -> None:
    """Refuse what cannot be a tag and, where the codebook is closed, what it does not have: the one rule for every way in.

    Args:
        workspace: Where.
        tags: What is to be given.
        already: What it has been given before: a closed codebook does not take that away.

    Raises:
        UsageError: One cannot be a tag, or the codebook is closed and does not have it; the nearest of its tags are named.
    """
    new = [tag for tag in tags if tag not in already]
    for tag in new:
        entered(tag)
    if not new or not is_closed(workspace):
        return
    known = [tag.tag for tag in codebook.read(workspace.library).codebook.tags]
    for tag in new:
        if tag not in known:
            near = nearest(tag, known)
            what = f"did you mean {' or '.join(near)}? Or add it" if near else "add it"
            raise UsageError(f"the codebook is closed and has no tag {tag!r}", remedy=f"{what}: workbench tags add {tag}")


def allowed(workspace: Workspace, tags: Sequence[str]) -> tuple[str, ...]:
    """Of tags that a source states, those that may be given: all, unless the codebook is closed and does not have them."""
    if not tags or not is_closed(workspace):
        return tuple(tags)
    known = {tag.tag for tag in codebook.read(workspace.library).codebook.tags}
    return tuple(tag for tag in tags if tag in known)


def hint(workspace: Workspace, tags: Iterable[str]) -> str | None:
    """What to say of tags that nobody used or defined before, with the nearest that somebody did; None if there are none.

    Asked before they are saved.
    """
    known = known_tags(workspace)
    words = []
    for tag in normal(tags, known):
        if tag not in known:
            near = nearest(tag, known)
            words.append(f"new tag: {tag}" + (f"; nearest known: {', '.join(near)}" if near else ""))
    return ". ".join(words) or None


def known_tags(workspace: Workspace) -> list[str]:
    """Every tag that the codebook has or an excerpt carries, as of the last look at the files."""
    defined = (tag.tag for tag in codebook.read(workspace.library).codebook.tags)
    return list(dict.fromkeys([*defined, *tag_counts(workspace)]))


def nearest(tag: str, known: Iterable[str], limit: int = 3) -> list[str]:
    """The known tags that are written most like one, as a whole or in their last segment."""
    folded = {one.casefold(): one for one in known}
    last = tag.casefold().rpartition("/")[2]
    by_last = {one.rpartition("/")[2]: one for one in reversed(folded)}
    found = get_close_matches(tag.casefold(), folded, limit, 0.7)
    found += [by_last[one] for one in get_close_matches(last, by_last, limit, 0.8)]
    return [folded[one] for one in dict.fromkeys(found)][:limit]


def _rank(tag: str, wanted: str, title: str) -> int | None:
    """How well a tag answers to what is typed, 0 the best; None if it does not. All are folded."""
    segments = tag.split("/")
    tests = (
        tag == wanted,
        tag.startswith(wanted),
        any(segment.startswith(wanted) for segment in segments) or ("/" in wanted and _begins_in_order(segments, wanted)),
        bool(wanted) and any(word.startswith(wanted) for word in title.split()),
        wanted in tag,
    )
    return next((rank for rank, holds in enumerate(tests) if holds), None)


def _begins_in_order(segments: Sequence[str], wanted: str) -> bool:
    """Whether each segment typed begins one of the tag's, in order."""
    left = iter(segments)
    return all(any(segment.startswith(part) for segment in left) for part in wanted.split("/"))


def _suggestion(tag: str, count: int, defined: Tag | None) -> TagSuggestion:
    if defined is None:
        return TagSuggestion(tag=tag, count=count)
    return TagSuggestion(tag=tag, count=count, title=defined.title, definition=defined.definition, colour=rgb(defined.colour))
