"""Citations: of an article, of a passage, and on their way to the clipboard."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import Struct

from workbench import clipboard
from workbench.citing import csl, formats, styles
from workbench.citing.formats import Run
from workbench.clipboard import Copied
from workbench.errors import Problem, UnwritableError, UsageError
from workbench.files import atomic
from workbench.records.article import Article
from workbench.records.reference import Citation, Reference
from workbench.records.selector import Span
from workbench.text.lines import paragraph_number
from workbench.text.sanitise import strip_controls
from workbench.workspace import annotating, reading
from workbench.workspace.places import make_private

if TYPE_CHECKING:
    from workbench.workspace.opening import Workspace

FORMATS: Final = (*formats.FORMATS, "pandoc", "csl-json")
"""Notations a citation can be had in."""
RENDERER: Final = "workbench"
_KEPT_COPIES: Final = 20


class Passage(Struct, frozen=True):
    """The words of a passage and the 1-based number of its paragraph, None where it is lost."""

    words: str
    paragraph: int | None


def cite(
    workspace: Workspace, name: str, *, kind: str = "citation", style: str | None = None, notation: str | None = None
) -> Citation:
    """The citation of an article or, given an excerpt's id, of its passage.

    Args:
        workspace: Where.
        name: An article's id, an earlier id of it, or an excerpt's.
        kind: "citation", "bibliography" or "quote".
        style: A style's name; the setting if None.
        notation: One of `FORMATS`; the setting if None.

    Raises:
        UsageError: The style, kind or notation is not there, or a quotation is asked of a whole article.
    """
    if kind not in styles.KINDS:
        raise UsageError(f"there is no kind {kind!r} of citation", remedy=f"one of: {', '.join(styles.KINDS)}")
    if not name.startswith("x-"):
        if kind == "quote":
            raise UsageError(
                f"{name!r} is a whole article; a quotation is of a passage", remedy="give an excerpt's id: workbench excerpts"
            )
        article = reading.read(workspace, name)
        return _citation(workspace, article, article.id, kind=kind, style=style, notation=notation)
    placed = annotating.find_excerpt(workspace, name)
    article = reading.read(workspace, placed.article)
    span = placed.anchor.span
    passage = Passage(placed.excerpt.quote, paragraph_number(article.text, span.start) if span else None)
    return _citation(workspace, article, placed.excerpt.id, kind=kind, passage=passage, style=style, notation=notation)


def article_citation(workspace: Workspace, name: str) -> Citation:
    """The citation of an article, in the style and notation of the settings."""
    return cite(workspace, name)


def quotation(workspace: Workspace, article: Article, span: Span) -> Citation:
    """The words of a passage with their citation, in the style and notation of the settings."""
    passage = Passage(span.of(article.text), paragraph_number(article.text, span.start))
    return _citation(workspace, article, article.id, kind="quote", passage=passage)


def one_array(made: Sequence[Citation]) -> str:
    """Citations in the format csl-json as one array, as Pandoc and reference managers read it."""
    items = [item for one in made for item in msgspec.json.decode(one.text)]
    return msgspec.json.format(msgspec.json.encode(items), indent=2).decode()


def copy(workspace: Workspace, text: str, send: Callable[[str], None] | None) -> Copied:
    """Put a text on the clipboard, and keep it in the person's own folder whatever happens.

    Control characters and escape sequences, which only a hand edit can have brought in, are left out: pasted at a shell they
    would be obeyed.

    Args:
        workspace: Where.
        text: What to copy.
        send: Writes a control string to the terminal; None where there is no terminal.
    """
    text, _ = strip_controls(text)
    kept_in: str | None = str(_last_copy(workspace))
    try:
        keep(workspace, text)
    except UnwritableError as error:
        kept_in = None
        workspace.note(Problem("error", workspace.state, None, f"the copy is in no file of yours: {error.what}", error.remedy))
    return clipboard.copy(text, os.environ, send, kept_in)


def keep(workspace: Workspace, text: str) -> None:
    """Keep a text among the last copies, readable by its owner alone."""
    make_private(workspace.state)
    copies = [text, *(old for old in recent_copies(workspace) if old != text)][:_KEPT_COPIES]
    atomic.write(workspace.state / "copies.json", msgspec.json.encode(copies))
    atomic.write(_last_copy(workspace), text.encode("utf-8", "replace"))


def recent_copies(workspace: Workspace) -> list[str]:
    """The last texts that were copied, newest first."""
    try:
        return msgspec.json.decode((workspace.state / "copies.json").read_bytes(), type=list[str])
    except (OSError, ValueError):  # not UTF-8 is a ValueError of its own
        return []


def _last_copy(workspace: Workspace) -> Path:
    return workspace.state / "last-copy.txt"


def _citation(
    workspace: Workspace,
    article: Article,
    name: str,
    *,
    kind: str,
    passage: Passage | None = None,
    style: str | None = None,
    notation: str | None = None,
) -> Citation:
    style = style or workspace.settings.style
    notation = notation or workspace.settings.citation_format
    if style != styles.NEWS:
        raise UsageError(f"there is no style {style!r} yet", remedy=f"there is: {styles.NEWS}")
    if notation not in FORMATS:
        raise UsageError(f"there is no format {notation!r} yet", remedy=f"one of: {', '.join(FORMATS)}")
    item = csl.reference(article)
    if notation == "csl-json":
        text = msgspec.json.format(msgspec.json.encode([item]), indent=2).decode()
    elif notation == "pandoc":
        text = _pandoc(item, kind, passage)
    else:
        text = formats.write(_runs(item, kind, passage), notation)
    return Citation(id=name, text=text, style=style, format=notation, renderer=RENDERER, missing=styles.missing(item))


def _runs(item: Reference, kind: str, passage: Passage | None) -> list[Run]:
    if kind == "quote" and passage:
        return styles.quotation(passage.words, item, passage.paragraph)
    return styles.bibliography(item) if kind == "bibliography" else styles.citation(item)


def _pandoc(item: Reference, kind: str, passage: Passage | None) -> str:
    """Pandoc's own citation, `[@citekey, par. 2]`, behind the words of a quotation in Markdown."""
    locator = f", par. {passage.paragraph}" if passage and passage.paragraph else ""
    words = f"{formats.escape_markdown(styles.in_marks(passage.words))} " if kind == "quote" and passage else ""
    return f"{words}[@{item.id}{locator}]"
