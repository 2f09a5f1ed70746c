"""Articles on disk: `library/articles/<id>.md`, front matter and clean text.

A save touches the keys that change and nothing else: what a person wrote around them stays byte for byte, and what somebody
else changed on disk meanwhile is joined. A file that does not parse, or that a newer workbench wrote, is never written.
"""

from __future__ import annotations

import os
from pathlib import Path

from msgspec import Struct

from workbench.errors import ConflictError, DataError, FormatError, NewerFormatError, NotFoundError, Problem, UsageError
from workbench.files import atomic, front_matter, reading, yaml_dump, yaml_edit, yaml_file
from workbench.files.front_matter import FrontMatter
from workbench.files.lock import locked
from workbench.files.yaml_dump import Inline, Value
from workbench.files.yaml_nodes import Document, Scalar
from workbench.records.article import Article
from workbench.storage import article_fields, ids, three_way
from workbench.storage.fields import writable

_SETS = frozenset({"tags", "aliases"})


class Listed(Struct, frozen=True):
    """An article file as a folder listing shows it: two that are equal are taken to hold the same bytes."""

    id: str
    size_bytes: int
    mtime_ns: int
    """Nanoseconds since 1970, as the file system tells."""


class LoadedArticle(Struct, frozen=True):
    """An article as read.

    `problems` are values that the format does not allow; the article has the default in their place, the file is
    as it was. `newer`: a newer workbench wrote it; it can be read, not saved.
    """

    article: Article
    problems: tuple[Problem, ...] = ()
    newer: bool = False


class _Parts(Struct, frozen=True):
    """A file, taken apart and understood."""

    front: FrontMatter
    document: Document
    loaded: LoadedArticle
    unreadable: set[str]


def path_of(library: Path, article_id: str) -> Path:
    """The file of an article, whether or not it is there.

    Raises:
        UsageError: It is no article id; so no id leads out of the library.
    """
    if not ids.is_article_id(article_id):
        raise UsageError(f"{article_id!r} is no article id", remedy="ids have a-z, 0-9 and -, and do not begin with x-")
    return library / "articles" / f"{article_id}.md"


def listing(library: Path) -> list[Listed]:
    """Every article file, by id: one look at the folder, no file is opened. Files whose names are no ids are passed over.

    Raises:
        DataError: The folder cannot be read.
    """
    try:
        with os.scandir(library / "articles") as entries:
            found = [_listed(entry) for entry in entries if entry.name.endswith(".md")]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror}", place=library / "articles", remedy="see to the folder") from error
    return sorted((item for item in found if item), key=lambda item: item.id)


def names(library: Path) -> set[str]:
    """The ids of all article files, whatever is in them: the cheapest look at the folder.

    Raises:
        DataError: The folder cannot be read.
    """
    try:
        found = (name.removesuffix(".md") for name in os.listdir(library / "articles") if name.endswith(".md"))  # noqa: PTH208 - names
        return {name for name in found if ids.is_article_id(name)}
    except FileNotFoundError:
        return set()
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror}", place=library / "articles", remedy="see to the folder") from error


def listed(library: Path, article_id: str) -> Listed | None:
    """One article file as `listing` shows it; None if there is none.

    Raises:
        DataError: The folder cannot be read.
        UsageError: It is no article id.
    """
    try:
        status = path_of(library, article_id).stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise DataError(
            f"cannot be read: {error.strerror}", place=path_of(library, article_id), remedy="see to its permissions"
        ) from error
    return Listed(article_id, status.st_size, status.st_mtime_ns)


def strangers(library: Path) -> list[Path]:
    """Files in the articles' folder that are no articles, by name: for `check` to tell."""
    folder = library / "articles"
    if not folder.is_dir():
        return []
    known = {f"{item.id}.md" for item in listing(library)}
    return sorted(path for path in folder.iterdir() if path.name not in known and not path.name.startswith("."))


def read(library: Path, article_id: str) -> LoadedArticle:
    r"""Read an article. The text is taken as it stands, however it was edited.

    Only where the whole file has the line ends of Windows, as an editor or git makes them, `\r\n` becomes `\n`. A few that were pasted
    into other lines stay: offsets count what any program sees that reads the file.

    Raises:
        NotFoundError: There is no article of that id.
        FormatError: The file does not parse; the error names the line.
        DataError: The file cannot be read.
        UsageError: It is no article id.
    """
    path = path_of(library, article_id)
    return _understand(_content(path, article_id), path).loaded


def text_of(library: Path, article_id: str) -> str:
    """The text of an article alone, as `read` has it, in a tenth of the time: the front matter is passed over unread.

    Raises:
        NotFoundError: There is no article of that id.
        FormatError: The file has no front matter; the error names the line.
        DataError: The file cannot be read.
        UsageError: It is no article id.
    """
    path = path_of(library, article_id)
    content = _content(path, article_id)
    return _with_our_line_ends(content, front_matter.split(content, path).text)


def may_have_tags(library: Path, article_id: str) -> bool:
    """Whether an article may have tags of its own, in a tenth of the time of reading it: False is certain.

    Raises:
        NotFoundError: There is no article of that id.
        FormatError: The file has no front matter; the error names the line.
        DataError: The file cannot be read.
    """
    path = path_of(library, article_id)
    said = front_matter.split(_content(path, article_id), path).yaml.replace("\ntags: []", "", 1)
    return "tags" in said or "\\" in said  # an escape may stand for any letter of the key


def create(library: Path, article: Article, content: bytes | None = None) -> Path:
    """Write a new article; durable when this returns. Sources and cleaning decisions are written before.

    Args:
        library: The library's folder.
        article: What to write.
        content: Its `content_of`, where that was asked for already.

    Raises:
        ConflictError: There is a file of that id already.
        UsageError: A value of the article is none that its format allows.
        UnwritableError: The library cannot be written.
    """
    path = path_of(library, article.id)
    try:
        atomic.create(path, content_of(library, article) if content is None else content)
    except FileExistsError as error:
        raise ConflictError(f"there is an article {article.id} already", place=path, remedy="choose another id") from error
    return path


def content_of(library: Path, article: Article) -> bytes:
    """The file of a new article: looked at before its source is kept, it tells whether there can be one.

    Raises:
        UsageError: A value of the article is none that its format allows.
    """
    path = path_of(library, article.id)
    if "\r\n" in article.text:  # git would change it
        raise UsageError("this article cannot be written: its line ends are not ours", place=path)
    content = front_matter.join(yaml_dump.dump(article_fields.to_fields(article)), article.text)
    read_back = _understand(content, path).loaded
    if read_back.article != article:
        reason = read_back.problems[0].problem if read_back.problems else "its text does not come back as it is"
        raise UsageError(f"this article cannot be written: {reason}", place=path)
    return atomic.encode(content, path)


def save(library: Path, before: Article, after: Article) -> Article:
    """Save what changed between `before` and `after`; durable when this returns.

    What others changed on disk since `before` was read is kept: other keys as they are, `tags` and `aliases` as sets,
    `evidence` field by field.

    Args:
        library: The library's folder.
        before: The article as it was read.
        after: The article as it shall be; it has the same id.

    Returns:
        The article as it is on disk now.

    Raises:
        ConflictError: Someone else changed the same key, or the text, to something else.
        NotFoundError: The article is gone.
        NewerFormatError: A newer workbench wrote the file.
        FormatError: The file does not parse, or the change would cost a line that a person wrote.
        UsageError: A value is none that its format allows, or the ids differ.
        UnwritableError: The library cannot be written.
    """
    if before.id != after.id:
        raise UsageError(f"{before.id} cannot be saved as {after.id}", remedy="rename the article")
    path = path_of(library, after.id)
    with locked(library):
        content = _content(path, after.id)
        new = changed(content, path, before, after)
        if new != content:
            atomic.write_text(path, new)
        return _understand(new, path).loaded.article


def refuse_unsavable(library: Path, before: Article, after: Article) -> None:
    """Raise what `save` would raise for reasons of what stands in the file; nothing is written.

    Raises:
        ConflictError: Someone else changed the same key, or the text, to something else.
        NotFoundError: The article is gone.
        NewerFormatError: A newer workbench wrote the file.
        FormatError: The file does not parse, or the change would cost a line that a person wrote.
        UsageError: A value is none that its format allows.
    """
    path = path_of(library, after.id)
    changed(_content(path, after.id), path, before, after)


def changed(content: str, path: Path, before: Article, after: Article) -> str:
    """The content of an article's file with what changed between `before` and `after` written into it.

    Raises:
        ConflictError: The content differs from `before` in the same key, or in the text.
        NewerFormatError: A newer workbench wrote it.
        FormatError: It does not parse, or the change would cost a line that a person wrote.
        UsageError: A value is none that its format allows.
    """
    parts = _understand(content, path)
    if parts.loaded.newer:
        raise NewerFormatError("written by a newer workbench: it can be read, not saved", place=path, remedy="upgrade")
    there = article_fields.to_fields(parts.loaded.article)
    wanted = _join(path, article_fields.to_fields(before), article_fields.to_fields(after), there)
    _refuse_to_lose(parts, there, wanted)
    edits = yaml_edit.set_fields(parts.document, parts.document.mapping(), there, wanted, article_fields.ORDER)
    text = _join_text(path, before.text, after.text, parts.loaded.article.text)
    front = parts.front
    new = front.opening + yaml_edit.apply(front.yaml, edits) + front.closing
    new += front.text if text == parts.loaded.article.text else text
    _require(new, path, wanted, text)
    return new


def renamed(content: str, path: Path, new: str) -> str:
    """The content of an article's file with another `id` written into it.

    Raises:
        FormatError: It does not parse.
    """
    parts = _understand(content, path)
    root = parts.document.mapping()
    node = root.get("id")
    before = node.value if isinstance(node, Scalar) else None
    edits = yaml_edit.set_fields(parts.document, root, {"id": before}, {"id": new}, article_fields.ORDER)
    return parts.front.opening + yaml_edit.apply(parts.front.yaml, edits) + parts.front.closing + parts.front.text


def _listed(entry: os.DirEntry[str]) -> Listed | None:
    """A folder's entry, if it is an article's file."""
    article_id = entry.name.removesuffix(".md")
    if not ids.is_article_id(article_id):
        return None
    try:
        status = entry.stat()
    except OSError:  # removed since, or a link to nowhere
        return None
    return Listed(article_id, status.st_size, status.st_mtime_ns) if entry.is_file() else None


def _content(path: Path, article_id: str) -> str:
    try:
        return reading.read_text(path)
    except FileNotFoundError:
        raise NotFoundError(f"no article {article_id}", remedy="`workbench articles` lists them") from None


def _understand(content: str, path: Path) -> _Parts:
    """Take a file apart and read its front matter.

    Raises:
        FormatError: It does not parse.
    """
    front = front_matter.split(content, path)
    document = yaml_file.parse(front.yaml, path, first_line=2)
    newer = not writable(document)
    article, problems, unreadable = article_fields.from_document(document, path.stem, _with_our_line_ends(content, front.text))
    return _Parts(front, document, LoadedArticle(article, tuple(problems), newer), unreadable)


def _with_our_line_ends(content: str, text: str) -> str:
    from_windows = content.partition("\n")[0].endswith("\r")
    return text.replace("\r\n", "\n") if from_windows else text


def _join(path: Path, before: dict[str, Value], after: dict[str, Value], there: dict[str, Value]) -> dict[str, Value]:
    """What the keys shall be: what we changed over what is on disk.

    Raises:
        ConflictError: Someone else changed the same key to something else.
    """
    wanted: dict[str, Value] = {}
    for key in article_fields.ORDER:
        try:
            wanted[key] = _join_key(key, before[key], after[key], there[key])
        except three_way.ClashError:
            raise ConflictError(
                f"`{key}` was changed by someone else meanwhile",
                place=path,
                remedy="look at the article as it is now, and change it again",
            ) from None
    return wanted


def _join_key(key: str, before: Value, after: Value, there: Value) -> Value:
    if key in _SETS and isinstance(before, list) and isinstance(after, list) and isinstance(there, list):
        return list(three_way.join_sets(before, after, there))
    if isinstance(before, Inline) and isinstance(after, Inline) and isinstance(there, Inline):
        return Inline(three_way.join_mappings(before, after, there))
    return three_way.join(before, after, there)


def _join_text(path: Path, before: str, after: str, there: str) -> str:
    try:
        return three_way.join(before, after, there)
    except three_way.ClashError:
        raise ConflictError(
            "the text was changed by someone else meanwhile", place=path, remedy="look at the article as it is now"
        ) from None


def _refuse_to_lose(parts: _Parts, there: dict[str, Value], wanted: dict[str, Value]) -> None:
    """A single wrong value may be replaced by a right one; of a list or mapping that we could not read, nobody knows what goes.

    Raises:
        FormatError: A key that has to change holds a list or mapping that could not be read.
    """
    for key in parts.unreadable:
        node = parts.document.mapping().get(key)
        if there[key] != wanted[key] and node is not None and not isinstance(node, Scalar):
            raise parts.document.error(f"`{key}` cannot be read and so not be changed", node, "correct it, then save again")


def _require(new: str, path: Path, wanted: dict[str, Value], text: str) -> None:
    """Read what is about to be written: nothing that says something else reaches the disk.

    Raises:
        FormatError: The front matter has a form that cannot be edited.
        UsageError: A value is none that its format allows.
    """
    loaded = _understand(new, path).loaded
    if article_fields.to_fields(loaded.article) == wanted and loaded.article.text == text:
        return
    if loaded.problems:
        raise UsageError(f"cannot be saved: {loaded.problems[0].problem}", place=path)
    raise FormatError("the front matter has a form that cannot be changed safely", place=path, remedy="write one key a line")
