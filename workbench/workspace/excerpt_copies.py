"""What a file calls an excerpt and its tags, and what they are called here: the same each time."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from workbench.errors import WorkbenchError, problem_of
from workbench.exchange.project import ExcerptCopy, Project, tag_of
from workbench.records.excerpt import Excerpt
from workbench.records.tag import Tag, is_tag
from workbench.storage import annotations as annotation_files
from workbench.storage import ids
from workbench.text.folding import fold
from workbench.workspace import vocabulary
from workbench.workspace.passages import Found

if TYPE_CHECKING:
    from workbench.workspace.opening import Workspace

_ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"


def excerpts_there(workspace: Workspace) -> dict[str, Excerpt]:
    """Every excerpt of the library by its id; a file that cannot be read is noted."""
    there: dict[str, Excerpt] = {}
    for name in annotation_files.annotated(workspace.library):
        try:
            kept = annotation_files.load(workspace.library, name).annotations.excerpts
        except WorkbenchError as error:
            workspace.note(problem_of(error, annotation_files.path_of(workspace.library, name)))
            continue
        there |= {excerpt.id: excerpt for excerpt in kept}
    return there


def id_of(excerpt: ExcerptCopy) -> str:
    """Our id of an excerpt: the one it has, else one made of what the file calls it, the same each time."""
    if excerpt.id and ids.is_excerpt_id(excerpt.id):
        return excerpt.id
    digest = int.from_bytes(hashlib.sha256(excerpt.key.encode("utf-8", "surrogatepass")).digest()[:10])
    return "x-" + "".join(_ALPHABET[digest >> 5 * at & 31] for at in range(16))


def differing(there: Excerpt, excerpt: ExcerptCopy) -> list[str]:
    """In which of the fields that a file states an excerpt of the library is another."""
    stated = {
        "quotation": (plain(there.quote), plain(excerpt.quote)),
        "note": (there.note or None, excerpt.note or None),
        "credibility": (there.credibility, excerpt.credibility),
        "tags": (set(vocabulary.normal(there.tags)), set(tag_names(excerpt))),
        "author": (there.author, excerpt.author or there.author),
    }
    return [name for name, (ours, theirs) in stated.items() if ours != theirs]


def excerpt_of(known: str, copy: ExcerptCopy, found: Found, stamp: str) -> Excerpt:
    """The excerpt with the id `known` that a file speaks of, at the passage that was found; made now (`stamp`) if the file does not say when."""
    created = copy.created or copy.modified or stamp
    return Excerpt(
        id=known,
        quote=found.selector.exact,
        prefix=found.selector.prefix,
        suffix=found.selector.suffix,
        start=found.position.start,
        end=found.position.end,
        text=found.text,
        tags=tag_names(copy),
        note=copy.note or None,
        credibility=copy.credibility,
        author=copy.author or None,
        created=created,
        modified=copy.modified or created,
    )


def tag_names(excerpt: ExcerptCopy) -> tuple[str, ...]:
    """The tags of an excerpt as they are called here."""
    return vocabulary.normal(name for tag in excerpt.tags if (name := tag if is_tag(tag) else tag_of(tag)))


def tags_of(project: Project) -> list[Tag]:
    """The tags that a file defines, and those whose names had to be changed: the codebook keeps what they were called."""
    tags = {name: replace(tag, tag=name) for tag in project.tags for name in vocabulary.normal([tag.tag])}
    for excerpt in project.excerpts:
        for tag in excerpt.tags:
            if not is_tag(tag) and (name := "".join(vocabulary.normal([tag_of(tag)]))):
                tags.setdefault(name, Tag(tag=name, title=" ".join(tag.split())))
    return list(tags.values())


def plain(words: str | None) -> str:
    """Words without letter case, accents, typography and white space: to compare them."""
    return " ".join(fold(words or "").split())
