"""What another name of a tag makes of excerpts, articles and the codebook, and which queries lose it: the parts of a plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from workbench.records.excerpt import Excerpt
from workbench.records.tag import Tag
from workbench.search.matcher import value_fits
from workbench.search.parsing import parse
from workbench.search.query import And, Node, Not, Or, Value, whole
from workbench.storage.codebook import TagEdit
from workbench.storage.codebook_rest import Rest
from workbench.text.folding import fold
from workbench.workspace.annotating import Edit
from workbench.workspace.clock import now, today
from workbench.workspace.editing import ArticleEdit

if TYPE_CHECKING:
    from workbench.workspace.tags import Usage

Tags = tuple[str, ...]
Become = Callable[[Tags], Tags]
"""What the tags of an excerpt or article become."""


_NOTHING: Final = Rest({})


def _any(_excerpt: Excerpt) -> bool:
    return True


def entries(defined: Mapping[str, Tag], names: Mapping[str, str]) -> tuple[TagEdit, ...]:
    """The entries of tags that get another name: the first takes a name that is free, others are put into the one that has it."""
    after: dict[str, tuple[Tag | None, Tag]] = {}
    gone: list[TagEdit] = []
    for name, new in names.items():
        if name not in defined:
            continue
        entry = defined[name]
        if new in after:
            before, into = after[new]
        elif new in defined and new not in names:
            before = into = defined[new]
        else:
            after[new] = entry, replace(entry, tag=new)
            continue
        after[new] = before, _put_together(into, entry)
        gone.append(TagEdit(before=entry, after=None, into=new))
    return (*(TagEdit(before=before, after=tag) for before, tag in after.values() if before != tag), *gone)


def _put_together(into: Tag, other: Tag) -> Tag:
    """An entry with what another says: its title and colour where it has none, its definition behind its own."""
    definitions = [into.definition] if into.definition else []
    if other.definition and other.definition not in definitions:
        definitions.append(f"{other.title or other.tag}: {other.definition}" if definitions else other.definition)
    return replace(
        into,
        title=into.title or other.title,
        colour=into.colour or other.colour,
        definition="\n\n".join(definitions) or None,
    )


def lost(defined: Mapping[str, Tag], rests: Mapping[str, Rest], edits: Sequence[TagEdit]) -> tuple[str, ...]:
    """What the codebook says of tags that go and nothing takes in, but for definitions: "funding: owner: kd"."""
    after = {**defined, **{edit.after.tag: edit.after for edit in edits if edit.after}}
    taken = {edit.after.tag: edit.before.tag for edit in edits if edit.before and edit.after}
    there: dict[str, Rest] = {}
    said: list[str] = []
    for edit in edits:
        if edit.before is None or edit.after is not None:
            continue
        rest, into = rests.get(edit.before.tag, _NOTHING), edit.into
        if into:
            target = there.get(into) or rests.get(taken.get(into, into), _NOTHING)
            there[into] = target.joined(rest)
            rest = rest.beside(target)
        said += [f"{edit.before.tag}: {words}" for words in (*_own_lost(edit.before, after.get(into or "")), *rest.words)]
    return tuple(said)


def _own_lost(entry: Tag, target: Tag | None) -> list[str]:
    """Title and colour of an entry that goes, where the one that takes it in says something else."""
    words = []
    if entry.title and not (target and (target.title == entry.title or entry.title in (target.definition or ""))):
        words.append(f"title: {entry.title}")
    if entry.colour and not (target and target.colour == entry.colour):
        words.append(f"colour: {entry.colour}")
    return words


def replaced(tags: Tags, by: Callable[[str], Tags]) -> Tags:
    """Tags with what each becomes in its place, each once."""
    return tuple(dict.fromkeys(new for one in tags for new in by(one)))


def excerpt_edits(found: Usage, become: Become, meant: Callable[[Excerpt], bool] = _any) -> tuple[Edit, ...]:
    """Edits of the excerpts whose tags become others, of those that are meant, with the time of now."""
    at = now()
    return tuple(
        Edit(article=one.article, before=one.excerpt, after=replace(one.excerpt, tags=tags, modified=at))
        for one in found.excerpts
        if (tags := become(one.excerpt.tags)) != one.excerpt.tags and meant(one.excerpt)
    )


def article_edits(found: Usage, become: Become) -> tuple[ArticleEdit, ...]:
    """Edits of the articles whose own tags become others."""
    return tuple(
        ArticleEdit(before=one, after=replace(one, tags=tags)) for one in found.articles if (tags := become(one.tags)) != one.tags
    )


def loses(query: str, names: Mapping[str, str]) -> bool:
    """Whether a query finds a tag under its old name and not under its new one, which may be empty."""
    asked = list(_tags_asked(parse(query, today=today()).tree))
    return any(_asks(leaf, old) and not _asks(leaf, new) for leaf in asked for old, new in names.items())


def _asks(leaf: Value, tag: str) -> bool:
    return leaf.value == whole(tag) if leaf.exact else value_fits(fold(tag), "tag", leaf.value)


def _tags_asked(node: Node) -> Iterator[Value]:
    match node:
        case And(children) | Or(children):
            for child in children:
                yield from _tags_asked(child)
        case Not(child):
            yield from _tags_asked(child)
        case Value("tag"):
            yield node
        case _:
            pass
