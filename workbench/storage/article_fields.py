"""Articles as the keys of their front matter, in the order they are written in, and back."""

from __future__ import annotations

import re

from workbench.errors import Problem
from workbench.files.yaml_dump import Bare, Inline, Value
from workbench.files.yaml_nodes import Document, Mapping, Node, Scalar, Sequence
from workbench.records.article import Article, Author, Evidence, Grade, Kind, Metadata, PersonName
from workbench.records.source import Removed, Source
from workbench.storage import fields
from workbench.storage.fields import FORMAT, FieldError, Fields

NAME_PARTS = ("family", "given", "particle", "suffix", "literal")
_METADATA = (
    *("title", "publisher", "agency", "syndicator", "authors", "published", "modified", "accessed", "url", "archive"),
    *("language", "site", "place", "kind"),
)
ORDER = ("format", "id", "aliases", *_METADATA, "evidence", "reliability", "tags", "note", "supersedes", "source")
"""The keys of the front matter as they are written."""
_DATES = frozenset({"published", "modified", "accessed"})
_FILE_NAME = re.compile(r"[a-z0-9-]+(?:\.[A-Za-z0-9]+)+", re.ASCII)


def to_fields(article: Article) -> dict[str, Value]:
    """The front matter of an article, without its text."""
    return {
        "format": FORMAT,
        "id": article.id,
        "aliases": list(article.aliases),
        **{key: _metadata_value(article.metadata, key) for key in _METADATA},
        "evidence": Inline({key: [str(item.grade), item.where] for key, item in article.evidence.items()}),
        "reliability": article.reliability,
        "tags": list(article.tags),
        "note": article.note,
        "supersedes": article.supersedes,
        "source": _source_value(article.source),
    }


def _metadata_value(metadata: Metadata, key: str) -> Value:
    if key == "authors":
        return [_author_value(author) for author in metadata.authors]
    value: str | None = getattr(metadata, key)
    return Bare(value) if value is not None and key in _DATES else None if value is None else str(value)


def _author_value(author: Author) -> Value:
    if isinstance(author, str):
        return author
    return Inline({part: value for part in NAME_PARTS if (value := getattr(author, part)) is not None})


def _source_value(source: Source | None) -> Value:
    if source is None:
        return None
    written: dict[str, Value] = {
        "file": source.file,
        "sha256": source.sha256,
        "encoding": source.encoding,
        "media_type": source.media_type,
        "removed": Inline({"control": source.removed.control, "bidi": source.removed.bidi}),
    }
    capture: dict[str, Value] = {
        "rendition": source.rendition,
        "name": source.name,
        "via": source.via,
        "captured": Bare(source.captured) if source.captured else None,
    }
    return written | {key: value for key, value in capture.items() if value is not None}


def from_document(document: Document, article_id: str, text: str) -> tuple[Article, list[Problem], set[str]]:
    """Read an article.

    Args:
        document: The front matter.
        article_id: The id that the file's name gives; it counts, whatever stands inside.
        text: The article's text.

    Returns:
        The article, with a default for each value that will not do; what is wrong; and the keys that have a default for
        such a value.

    Raises:
        FormatError: The front matter holds no keys.
    """
    found = Fields(document, document.mapping(), [])
    inside = found.read("id", fields.some_text, "")
    if inside != article_id and "id" not in found.unreadable:
        found.note(f"`id` is {inside!r}, but the file is named {article_id}.md", "id", f"write `id: {article_id}`")
    article = Article(
        id=article_id,
        metadata=_metadata(found),
        text=text,
        aliases=found.read("aliases", fields.texts, ()),
        evidence=found.read("evidence", _evidence, {}),
        source=found.read("source", fields.optional(_source), None),
        reliability=found.read("reliability", fields.optional(fields.one_of(*"ABCDEF")), None),
        tags=found.read("tags", fields.tags, ()),
        note=found.read("note", fields.text, None),
        supersedes=found.read("supersedes", fields.text, None),
    )
    return article, found.problems, found.unreadable


def _metadata(found: Fields) -> Metadata:
    """The metadata, which stands flat among the other keys."""

    def text(key: str) -> str | None:
        return found.read(key, fields.text, None)

    return Metadata(
        title=text("title"),
        publisher=text("publisher"),
        agency=text("agency"),
        syndicator=text("syndicator"),
        authors=found.read("authors", _authors, ()),
        published=found.read("published", fields.optional(fields.partial_date), None),
        modified=found.read("modified", fields.optional(fields.partial_date), None),
        accessed=found.read("accessed", fields.optional(fields.utc_time), None),
        url=text("url"),
        archive=text("archive"),
        language=text("language"),
        site=text("site"),
        place=text("place"),
        kind=found.read("kind", _kind, Kind.NEWS),
    )


def _kind(node: Node) -> Kind:
    return Kind(fields.one_of(*Kind)(node))


def _authors(node: Node) -> tuple[Author, ...]:
    if isinstance(node, Scalar) and node.value is None:
        return ()
    if not isinstance(node, Sequence):
        raise FieldError("not a list", node)
    return tuple(_name(item) if isinstance(item, Mapping) else fields.some_text(item) for item in node.items)


def _name(node: Mapping) -> PersonName:
    unknown = [part for part in node.entries if part not in NAME_PARTS]
    if unknown:
        raise FieldError(f"{unknown[0]!r} is no part of a name: {', '.join(NAME_PARTS)}", node)
    return PersonName(**{part: fields.text(entry.value) for part, entry in node.entries.items()})


def _evidence(node: Node) -> dict[str, Evidence]:
    if isinstance(node, Scalar) and node.value is None:
        return {}
    if not isinstance(node, Mapping):
        raise FieldError("not keys with values", node)
    return {key: _piece(entry.value) for key, entry in node.entries.items()}


def _piece(node: Node) -> Evidence:
    """A grade and where it was read: a line, or, in quotes or words, a name.

    Raises:
        FieldError: Anything else.
    """
    if not isinstance(node, Sequence) or len(node.items) != 2:
        raise FieldError("not a grade and a place, such as [declared, 1]", node)
    grade, where = node.items
    name = fields.some_text(where)
    is_line = isinstance(where, Scalar) and not where.style and re.fullmatch("[0-9]{1,9}", name, re.ASCII)
    return Evidence(Grade(fields.one_of(*Grade)(grade)), int(name) if is_line else name)


def _source(node: Node) -> Source:
    if not isinstance(node, Mapping):
        raise FieldError("not keys with values", node)
    stated = {key: node.get(key) for key in ("file", "sha256", "encoding", "media_type")}
    texts = {key: fields.some_text(value) for key, value in stated.items() if value is not None}
    if missing := [key for key in stated if key not in texts]:
        raise FieldError(f"no `{missing[0]}`", node)
    if not _FILE_NAME.fullmatch(texts["file"]):
        raise FieldError(f"{texts['file']!r} is no file name of library/sources", node)
    if not re.fullmatch("[0-9a-f]{64}", texts["sha256"]):
        raise FieldError("`sha256` is not 64 hexadecimal digits", node)
    return Source(
        **texts,
        removed=_removed(node.get("removed")),
        rendition=fields.text(rendition) if (rendition := node.get("rendition")) else None,
        name=fields.text(name) if (name := node.get("name")) else None,
        via=fields.text(via) if (via := node.get("via")) else None,
        captured=fields.utc_time(captured) if (captured := node.get("captured")) else None,
    )


def _removed(node: Node | None) -> Removed:
    if not isinstance(node, Mapping):
        return Removed()
    count = fields.whole_number(0)
    return Removed(**{key: count(value) for key in ("control", "bidi") if (value := node.get(key))})
