"""What Word, PDF and RTF files have in common: properties that nobody may have looked at, and a head to be read by its words.

A title in the properties is often the template's, or a file's name; an author is often the account of who made the file. They are
believed where the document itself says the same, and shown as guesses otherwise. The day a file was made is no publication date.
"""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from workbench.cleaning import metadata
from workbench.cleaning.hinted import blocks_of_lines
from workbench.cleaning.readers.sheet import Sheet, dropped
from workbench.records.article import Grade
from workbench.records.block import Label
from workbench.records.page import Guess, Page, Statement
from workbench.text.sanitise import plain_line

_HEAD: Final = 40
"""Lines at the beginning of a document in which its title and authors stand."""

_PLACEHOLDER = re.compile(
    r"microsoft (?:word|powerpoint|excel|office)\b.*|untitled.*|(?:document|dokument|presentation|layout|slide|page|doc|book)\s?\d*"
    r"|title|titel|titre|word document|powerpoint presentation|normal(?:\.dotm?)?|about:blank|\W*[\d\W]+\W*|\S*_\S*|https?://.*|file://.*"
    r"|.*\.(?:docx?|dotx?|pdf|rtf|indd|qxd|odt|txt|tex|dvi|ps|pages|html?|xlsx?|pptx?|pub|fm|wpd|cdr|ai)",
    re.IGNORECASE | re.DOTALL,
)
_NOBODY = re.compile(
    r"(?:\w*\s?)?(?:administrator|admin|users?|owner|author|unknown|anonymous|guest|default|test|office|pc|laptop)\s?\d*|.*[@\d|\\/:].*|\S{1,3}",
    re.IGNORECASE | re.DOTALL,
)


class Properties(Struct, frozen=True, kw_only=True):
    """What a file says of itself beside its text. `sort` begins the names of its fields: "pdf", "docx"."""

    sort: str
    title: str | None = None
    title_name: str = "title"
    author: str | None = None
    author_name: str = "author"
    created: str | None = None
    """A partial date."""
    created_name: str = "created"
    language: str | None = None
    language_name: str = "language"


def page_of(sheet: Sheet, properties: Properties, *, title_line: int = 0, sure: bool = True) -> Page:
    """The page of a document.

    Args:
        sheet: Its lines.
        properties: What the file says beside them.
        title_line: The line that the document shows as its title, 0 if none.
        sure: Whether the document names that line its title; otherwise it only looks like one.
    """
    statements: list[Statement] = []
    guesses: list[Guess] = []
    title = one_line(properties.title)
    line = _line_of(title, sheet) if title and not _PLACEHOLDER.fullmatch(title) else 0
    if line:
        statements.append(Statement(name="title", value=sheet.lines[line - 1], where=line))
    elif title_line:
        grade = Grade.DECLARED if sure else Grade.DERIVED
        statements.append(Statement(name="title", value=sheet.lines[title_line - 1], where=title_line, grade=grade))
    if title and not line:
        guesses.append(
            Guess(
                name="title",
                value=title,
                where=f"{properties.sort}:{properties.title_name}",
                reason="the properties of the file say so, its text does not",
            )
        )
    _mark_title(sheet, line or (title_line if sure else 0))
    _say_author(properties, sheet, statements, guesses)
    _say_rest(properties, guesses)
    _read_head(sheet, statements, guesses)
    return Page(
        rendition=sheet.rendition, encoding="utf-8", hints=sheet.hints, statements=tuple(statements), guesses=tuple(guesses)
    )


def one_line(value: str | None) -> str | None:
    """A property as one line of safe text; None where it is empty."""
    return plain_line(value) or None if value else None


def _line_of(title: str, sheet: Sheet) -> int:
    """The line of the document's head that is the title of its properties, 0 if none is."""
    wanted = _squeezed(title)
    return next((i for i, line in enumerate(sheet.lines[:_HEAD], 1) if _squeezed(line) == wanted and wanted), 0)


def _squeezed(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _mark_title(sheet: Sheet, line: int) -> None:
    if line:
        sheet.hints[line] = dropped(Label.TITLE, "the title; it stands in the metadata", 0.9)


def _say_author(properties: Properties, sheet: Sheet, statements: list[Statement], guesses: list[Guess]) -> None:
    author = one_line(properties.author)
    if not author:
        return
    where = f"{properties.sort}:{properties.author_name}"
    names = tuple(name.strip() for name in re.split(r";|, (?=\S+ \S)", author) if name.strip())
    head = f" {' '.join(sheet.lines[:_HEAD])} ".casefold()
    stand_there = all(re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", head) for name in names)
    if names and stand_there and not any(_NOBODY.fullmatch(name) for name in names):
        statements.append(Statement(name="authors", value=names, where=where))
    else:
        reason = "the properties of the file say so, its text does not: it may be the account of who made the file"
        guesses.append(Guess(name="authors", value=names, where=where, reason=reason))


def _say_rest(properties: Properties, guesses: list[Guess]) -> None:
    if properties.created:
        reason = "the day the file was made, which need not be the day it was published"
        where = f"{properties.sort}:{properties.created_name}"
        guesses.append(Guess(name="published", value=properties.created, where=where, reason=reason))
    if (language := one_line(properties.language)) and re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", language):
        where = f"{properties.sort}:{properties.language_name}"
        # Word processors write the language of the program as readily as that of the text.
        guesses.append(Guess(name="language", value=language, where=where, reason="the properties of the file say so"))


def _read_head(sheet: Sheet, statements: list[Statement], guesses: list[Guess]) -> None:
    """Add what the words of the document state: byline, dates, dateline, address."""
    said_title = any(said.name == "title" for said in statements)
    blocks = [block for block in blocks_of_lines(sheet.rendition) if _is_read(sheet, block.first_line)]
    stated = metadata.read(blocks)
    for field, evidence in stated.evidence.items():
        value = getattr(stated.metadata, field)
        if field == "title" and said_title:
            continue
        if field == "title" and not _is_heading(sheet, evidence.where):
            guesses.append(Guess(name=field, value=value, where=evidence.where, reason="it stands where a title would"))
        else:
            statements.append(Statement(name=field, value=value, where=evidence.where, grade=evidence.grade))
    for line, (label, reason) in stated.heads.items():
        sheet.hints[line] = dropped(label, reason)
    if stated.title and not said_title and _is_heading(sheet, stated.title.first_line):
        _mark_title(sheet, stated.title.first_line)


def _is_heading(sheet: Sheet, line: int | str) -> bool:
    """Whether a line that reads like a title is set like one too: otherwise it may as well be the first paragraph."""
    hint = sheet.hints.get(line) if isinstance(line, int) else None
    return hint is not None and hint.label is Label.SUBHEADING


def _is_read(sheet: Sheet, line: int) -> bool:
    hint = sheet.hints.get(line)
    return hint is None or hint.kept is not False or hint.label is Label.TITLE
