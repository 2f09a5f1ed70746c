"""The selections of a source in a REFI-QDA project, as excerpts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from msgspec.structs import replace

from workbench.exchange import ours
from workbench.exchange.json_values import line
from workbench.exchange.project import ArticleCopy, ExcerptCopy, Refusal, credibility_of, utc_time
from workbench.exchange.refi_names import GRADED, guid_of
from workbench.exchange.refi_opened import Opened, text_in
from workbench.exchange.refi_sources import Stated, Understood
from workbench.exchange.refi_xml import child_of, children, exact, guid, remembered, text_of
from workbench.files.xml_tree import Element, attribute
from workbench.records.selector import Span

_MOST_MARKED: Final = 20
"""How often over a text may be marked: a file made to do harm could mark all of a long one any number of times."""
_LEAST_MARKED: Final = 1_000_000
"""Code points that may be marked of any text."""


def excerpts_of(
    selections: Sequence[Element], article: ArticleCopy, found: Understood, opened: Opened
) -> Iterator[ExcerptCopy | Refusal]:
    """What becomes of each selection of a text: those of one person on the same words are one excerpt."""
    left = _MOST_MARKED * len(found.text) + _LEAST_MARKED
    made: list[ExcerptCopy] = []
    for one, place in zip(selections, found.places, strict=True):
        left -= place[1] - place[0] if place else 0
        if left < 0:
            yield Refusal(where_of(one), f"its source is marked more than {_MOST_MARKED} times over")
            continue
        excerpt = _excerpt(one, place, article, found, opened)
        if isinstance(excerpt, Refusal):
            yield excerpt
        else:
            made.append(excerpt)
    yield from _joined(made)


def stated_of(selection: Element) -> Stated:
    """Where a selection says that it is; nowhere, if what it says is no number."""
    try:
        start, end = (int(attribute(selection, key) or "") for key in ("startPosition", "endPosition"))
    except ValueError:
        return Stated(0, 0, "")
    return Stated(start, end, attribute(selection, "name") or "")


def _excerpt(
    selection: Element, place: tuple[int, int] | None, article: ArticleCopy, found: Understood, opened: Opened
) -> ExcerptCopy | Refusal:
    """The excerpt that a selection is; of another program's without the white space at its edges."""
    where = where_of(selection)
    own = ours.excerpt(remembered(selection)) if opened.is_ours else None
    if place is None and own is None:
        return Refusal(where, "its place lies outside of the text")
    start, end = place or (0, 0)
    said = _said(selection, opened) | {"where": where, "key": f"refi:{guid(selection)}", "article": article.key}
    if own:
        return replace(own, now=Span(start, end) if place else None, **said)
    words = found.text[start:end]
    start, end = start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))
    if start >= end:
        return Refusal(where, "it marks no words")
    called = attribute(selection, "name") or ""
    return ExcerptCopy(
        id=called if guid_of("excerpt", called) == guid(selection) else None,
        quote=found.text[start:end],
        start=start,
        end=end,
        **said,
    )


def where_of(selection: Element) -> str:
    """What names a selection or a note for a person."""
    return line(attribute(selection, "name") or guid(selection) or "a selection")


def _said(selection: Element, opened: Opened) -> dict[str, Any]:
    """Tags, note, grading, and by whom and when."""
    codings = list(children(selection, "Coding"))
    refs = [guid(ref, "targetGUID") for coding in codings for ref in children(coding, "CodeRef")]
    described = text_of(child_of(selection, "Description"))
    graded = described is not None and described.startswith(GRADED)
    elements = [opened.notes.get(guid(one, "targetGUID") or "") for one in selection.iter("{*}NoteRef")]
    notes = [described] if described and not graded else []
    notes += [note for one in elements if one is not None and (note := _note(one, opened))]
    made = [selection, *codings]
    author = next((opened.people.get(who) for one in made if (who := guid(one, "creatingUser"))), None)
    return {
        "tags": tuple(dict.fromkeys(opened.codes[ref].tag.tag for ref in refs if ref in opened.codes)),
        "note": "\n\n".join(notes) or None,
        "credibility": credibility_of(described.removeprefix(GRADED)) if graded and described else None,
        "author": author or None,
        "created": next((time for one in made if (time := utc_time(attribute(one, "creationDateTime")))), None),
        "modified": utc_time(attribute(selection, "modifiedDateTime")),
    }


def _note(note: Element, opened: Opened) -> str | None:
    written = exact(text_in(note, opened), remembered(note).get("note"))
    parts = [text_of(child_of(note, "Description")), written]
    return "\n\n".join(part for part in parts if part) or None


def _joined(excerpts: list[ExcerptCopy]) -> Iterator[ExcerptCopy]:
    """Excerpts, those of one person on the same words as one: several programs write a selection for each code."""
    found: dict[Any, ExcerptCopy] = {}
    for one in excerpts:
        key = one.key if one.id else (one.start, one.end, one.author)
        before = found.get(key)
        notes = dict.fromkeys(note for note in (before.note if before else None, one.note) if note)
        found[key] = (
            replace(before, tags=tuple(dict.fromkeys((*before.tags, *one.tags))), note="\n\n".join(notes) or None)
            if before
            else one
        )
    yield from found.values()


def lost_of(note: Element) -> ExcerptCopy | None:
    """An excerpt of ours that had lost its passage when it was written."""
    values = remembered(note).get("lost")
    found = ours.excerpt(values)
    article = values.get("article") if isinstance(values, dict) else None
    if found is None or not isinstance(article, str):
        return None
    return replace(found, where=where_of(note), key=f"refi:{guid(note)}", article=article)
