"""From an article and its excerpts to what a search is told of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from workbench.records.article import Article, Author, display_name
from workbench.records.excerpt import Excerpt
from workbench.records.partial_date import interval
from workbench.search.document import Searchable, Words
from workbench.search.near_copies import signature
from workbench.search.query import whole
from workbench.text.folding import fold
from workbench.text.terms import Analysis, analyse, primary_language


def searchable(article: Article, excerpts: Sequence[Excerpt] = (), *, fingerprint: str = "") -> Searchable:
    """All that a search is told of an article.

    Args:
        article: The article.
        excerpts: Its excerpts: `tag:` and `note:` search them too.
        fingerprint: Of the files it was read from, for `workbench.search.sync`.
    """
    known = article.metadata
    text = analyse(article.text, known.language)
    days = _days(known.published)
    tags = tuple(dict.fromkeys([*article.tags, *(tag for excerpt in excerpts for tag in excerpt.tags)]))
    notes = [note for note in (article.note, *(excerpt.note for excerpt in excerpts)) if note]
    names = {
        "publisher": _stated(known.publisher),
        "author": _authors(known.authors),
        "agency": _stated(known.agency),
        "syndicator": _stated(known.syndicator),
        "place": _stated(known.place),
        "site": _stated(known.site),
    }
    values = {"id": (article.id,), "kind": (known.kind.value,), "language": _stated(known.language), "tag": tags}
    return Searchable(
        id=article.id,
        fingerprint=fingerprint,
        title=_words(analyse(known.title or "", known.language)),
        text=_words(text),
        notes=tuple(_words(analyse(note, known.language)) for note in notes),
        names={field: tuple(_words(analyse(name, None)) for name in stated) for field, stated in names.items() if stated},
        values={field: tuple(map(whole, stated)) for field, stated in (values | names).items() if stated},
        has=frozenset(_present(article, excerpts, [*names.items(), *values.items()], notes, days)),
        published=days,
        facets={field: stated for field, stated in _facets(article, tags).items() if stated},
        sort_title=fold(known.title or ""),
        words=len(text.forms),
        signature=signature(text.forms),
    )


def _words(analysis: Analysis) -> Words:
    return Words(*map(" ".join, analysis))


def _stated(value: str | None) -> tuple[str, ...]:
    return (value,) if value and value.strip() else ()


def _authors(authors: Iterable[Author]) -> tuple[str, ...]:
    return tuple(name for name in map(display_name, authors) if name)


def _days(published: str | None) -> tuple[date, date] | None:
    try:
        return interval(published) if published else None
    except ValueError:
        return None


def _present(
    article: Article,
    excerpts: Sequence[Excerpt],
    stated: Iterable[tuple[str, tuple[str, ...]]],
    notes: Sequence[str],
    days: tuple[date, date] | None,
) -> Iterable[str]:
    """Which of `query.HAS` there is."""
    yield from (field for field, values in stated if values and field not in ("id", "kind"))
    rest = {
        "date": days,
        "excerpts": excerpts,
        "note": notes,
        "text": article.text.strip(),
        "title": _stated(article.metadata.title),
        "url": _stated(article.metadata.url),
    }
    yield from (what for what, there in rest.items() if there)


def _facets(article: Article, tags: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    known = article.metadata
    dated = known.published if known.published and _days(known.published) else ""
    return {
        "publisher": _stated(known.publisher),
        "year": (dated[:4],) if dated else (),
        "month": (dated[:7],) if len(dated) >= len("2021-08") else (),
        "kind": (known.kind.value,),
        "language": (primary_language(known.language),) if known.language else (),
        "tag": tags,
        "agency": _stated(known.agency),
        "place": _stated(known.place),
        "author": _authors(known.authors),
    }
