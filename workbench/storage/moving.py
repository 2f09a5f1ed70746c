"""Removing, restoring and renaming articles with all that belongs to them.

Each is a row of single steps in an order in which the library can be read after every one, and which, begun again, goes on where
it was cut off. `docs/durability.md` names the step that decides.

What is removed lies in `library/.trash/<id>/`, in folders of the same names. Texts that excerpts were made on
are not moved: two articles may share one, and a quotation is to be provable for ever.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from workbench.errors import ConflictError, NewerFormatError, NotFoundError, UsageError
from workbench.files import atomic, reading, yaml_edit, yaml_file
from workbench.files.lock import locked, private_folder
from workbench.files.yaml_nodes import Scalar
from workbench.records.article import Article
from workbench.storage import annotations as annotation_files
from workbench.storage import articles, fields, ids, sources

TRASH = ".trash"
_PARTS = ("articles", "annotations", "sources")


def remove(library: Path, article_id: str) -> None:
    """Move an article, its source and its annotations into the trash; durable when this returns.

    Raises:
        NotFoundError: There is no article of that id, nor anything left of one whose removal was cut off.
        ConflictError: The trash holds another article of that id.
        UnwritableError: The library cannot be written.
        UsageError: It is no article id.
    """
    bin_ = _bin(library, article_id)
    with locked(library):
        moves = [(path, bin_ / path.parent.name / path.name) for path in _files(library, article_id)]
        if not articles.path_of(library, article_id).exists() and not (moves and bin_.exists()):
            raise NotFoundError(f"no article {article_id}", remedy="`workbench articles` lists them")
        private_folder(library / TRASH)
        _move(moves)


def restore(library: Path, article_id: str) -> None:
    """Bring an article back from the trash with all that went there with it; durable when this returns.

    Raises:
        NotFoundError: The trash holds no article of that id.
        ConflictError: The library holds another of that id by now.
        UnwritableError: The library cannot be written.
        UsageError: It is no article id.
    """
    bin_ = _bin(library, article_id)
    with locked(library):
        if not bin_.is_dir():
            raise NotFoundError(f"no article {article_id} in the trash", place=bin_)
        found = [path for part in reversed(_PARTS) for path in sorted((bin_ / part).glob(f"{article_id}.*"))]
        _move([(path, library / path.parent.name / path.name) for path in found])
        for folder in (*(bin_ / part for part in _PARTS), bin_):
            atomic.remove_folder(folder)


def removed(library: Path) -> list[str]:
    """The ids of the articles in the trash, by name."""
    trash = library / TRASH
    return sorted(path.name for path in trash.iterdir() if path.is_dir()) if trash.is_dir() else []


def rename(library: Path, old: str, new: str) -> Article:
    """Give an article another id; the old one becomes an alias, so that citations of it keep working. Durable when this returns.

    Args:
        library: The library's folder.
        old: The id as it is.
        new: The id as it shall be: one that no file in the library or its trash has. Aliases of other articles stand
            inside them; the caller looks there.

    Returns:
        The article under its new id.

    Raises:
        NotFoundError: There is no article of the old id.
        ConflictError: The new id is taken.
        NewerFormatError: A newer workbench wrote the article or its annotations.
        FormatError: A file does not parse, or cannot be changed without loss.
        UnwritableError: The library cannot be written.
        UsageError: One of the two is no article id, or they are the same.
    """
    target = articles.path_of(library, new)
    if old == new:
        raise UsageError(f"the article is called {new} already")
    with locked(library):
        if _bin(library, new).exists():
            raise ConflictError(f"there is an article {new} in the trash", place=_bin(library, new), remedy="choose another id")
        if not target.exists():
            _copy_under_new_name(library, old, new)
        elif old not in articles.read(library, new).article.aliases or not list(_files(library, old)):
            raise ConflictError(f"there is an article {new} already", place=target, remedy="choose another id")
        for path in _files(library, old):  # the article first: from then on there is one
            atomic.remove(path)
        return articles.read(library, new).article


def _copy_under_new_name(library: Path, old: str, new: str) -> None:
    """Write everything under the new id, the article last: it decides.

    Raises:
        NotFoundError: There is no article of the old id.
        ConflictError: The new id is taken.
    """
    path = articles.path_of(library, old)
    loaded = articles.read(library, old)
    article = loaded.article
    source = article.source
    if source and source.file.startswith(f"{old}."):
        source = msgspec.structs.replace(source, file=new + source.file.removeprefix(old))
    renamed = msgspec.structs.replace(article, aliases=(*article.aliases, old), source=source)
    content = articles.changed(reading.read_text(path), path, article, renamed)
    copies = [(file, file.with_name(new + file.name.removeprefix(old))) for file in sources.files_of(library, old)]
    written = {target: reading.read_bytes(file, limit_bytes=None) for file, target in copies}
    notes = annotation_files.path_of(library, old)
    if notes.exists():
        target = annotation_files.path_of(library, new)
        written[target] = atomic.encode(_with_name(reading.read_text(notes), notes, "article", new), target)
    for target, data in written.items():
        _create(target, data)
    target = articles.path_of(library, new)
    _create(target, atomic.encode(articles.renamed(content, path, new), target))


def _with_name(content: str, path: Path, key: str, name: str) -> str:
    """A YAML file with another name under one of its keys.

    Raises:
        FormatError: It does not parse.
        NewerFormatError: A newer workbench wrote it.
    """
    document = yaml_file.parse(content, path)
    if not fields.writable(document):
        raise NewerFormatError("written by a newer workbench: it can be read, not saved", place=path, remedy="upgrade")
    node = document.mapping().get(key)
    before = node.value if isinstance(node, Scalar) else None
    return yaml_edit.apply(
        content, yaml_edit.set_fields(document, document.mapping(), {key: before}, {key: name}, ("format", key))
    )


def _create(path: Path, data: bytes) -> None:
    """Make a file, unless a rename that was cut off made it already.

    Raises:
        ConflictError: It is there with other bytes.
    """
    try:
        atomic.create(path, data)
    except FileExistsError as error:
        if not path.is_file() or reading.read_bytes(path, limit_bytes=None) != data:
            raise ConflictError("the new id is taken", place=path, remedy="choose another id") from error


def _move(moves: list[tuple[Path, Path]]) -> None:
    """Move files one by one, in this order.

    Raises:
        ConflictError: There is a file already where one has to go; nothing was moved.
    """
    for _, target in moves:
        if target.exists():
            raise ConflictError("there is another file of that name", place=target, remedy="move one of the two away")
    for path, target in moves:
        atomic.move(path, target)


def _files(library: Path, article_id: str) -> Iterator[Path]:
    """Every file of an article that is there, the article first."""
    for path in (articles.path_of(library, article_id), annotation_files.path_of(library, article_id)):
        if path.exists():
            yield path
    yield from sources.files_of(library, article_id)


def _bin(library: Path, article_id: str) -> Path:
    """The folder in the trash of an article.

    Raises:
        UsageError: It is no article id.
    """
    if not ids.is_article_id(article_id):
        raise UsageError(f"{article_id!r} is no article id", remedy="ids have a-z, 0-9 and -, and do not begin with x-")
    return library / TRASH / article_id
