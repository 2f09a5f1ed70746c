"""The style `news`: what a reader of a report needs to find the article, in the order a newsroom gives it.

    citation      Lina Forsberg, “Warning over the Khorasan branch,” Northern Wire, 12 February 2019, https://…
    bibliography  Forsberg, Lina. “Warning over the Khorasan branch.” Northern Wire, 12 February 2019. https://… (accessed 20 November 2026).
    quote         “They are closest to having the capacity” (Lina Forsberg, “Warning over …,” …, par. 2)

No date is "n.d."; no author is no author: the agency or the publisher stands in its place, and nothing is invented.
"""

from __future__ import annotations

from typing import Final

from workbench.citing.formats import Run
from workbench.records.reference import DateVariable, Name, Reference

NEWS: Final = "news"
KINDS: Final = ("citation", "bibliography", "quote")

_MONTHS = "January February March April May June July August September October November December".split()


def citation(item: Reference) -> list[Run]:
    """The article in one clause, for a note or in running text."""
    return _joined(_elements(item, title_end=","))


def bibliography(item: Reference) -> list[Run]:
    """The article as an entry of a list of sources."""
    head = [_people(item.author, inverted=True)] if item.author else []
    runs: list[Run] = []
    for part in head:
        runs += [Run(part + ("" if part.endswith(".") else ".")), Run(" ")]
    runs += [Run(_in_quotes(item.title, ".")), Run(" ")] if item.title else []
    runs += _joined([*_where(item), [Run(written_date(item.issued))]])
    runs += [] if runs[-1].text.endswith(".") else [Run(".")]
    if item.url:
        runs += [Run(" "), Run(item.url, url=True)]
        runs += [Run(f" (accessed {written_date(item.accessed)})")] if item.accessed else []
        runs += [Run(".")]
    return runs


def quotation(words: str, item: Reference, paragraph: int | None) -> list[Run]:
    """The words of a passage with the citation of their article; the words are the article's, code point for code point.

    Args:
        words: The passage; put in quotation marks unless it is wholly in some already.
        item: The article.
        paragraph: Its 1-based number in the article, for news has no pages; None where the passage is lost.
    """
    return [Run(in_marks(words)), Run(" ("), *citation(item), Run(f", par. {paragraph})" if paragraph else ")")]


def in_marks(words: str) -> str:
    """The words of a passage in quotation marks, unless it is wholly in some already; not a code point of it is changed."""
    return words if _is_quoted(words) else f"“{words}”"


def missing(item: Reference) -> tuple[str, ...]:
    """The article's fields that a full citation has and this one lacks."""
    wanted = {"title": item.title, "authors": item.author, "publisher": item.container_title, "published": item.issued}
    return tuple(name for name, value in wanted.items() if not value)


def written_date(value: DateVariable | None) -> str:
    """`26 August 2021`, `August 2021`, `2021`, or `n.d.` where there is none."""
    if not value:
        return "n.d."
    year, *rest = value.date_parts[0]
    month = _MONTHS[rest[0] - 1] + " " if rest else ""
    day = f"{rest[1]} " if len(rest) > 1 else ""
    return f"{day}{month}{year}"


def _elements(item: Reference, title_end: str) -> list[list[Run]]:
    people = [[Run(_people(item.author, inverted=False))]] if item.author else []
    title = [[Run(_in_quotes(item.title, title_end))]] if item.title else []
    address = [[Run(item.url, url=True)]] if item.url else []
    return [*people, *title, *_where(item), [Run(written_date(item.issued))], *address]


def _where(item: Reference) -> list[list[Run]]:
    """Who published it and whose reporting it is: "Agency, via Publisher" where both are known and differ."""
    genre = [[Run(item.genre.lower())]] if item.genre else []
    if item.source and item.container_title:
        return [*genre, [Run(f"{item.source}, via "), Run(item.container_title, emphasis=True)]]
    name = item.container_title or item.source
    return [*genre, [Run(name, emphasis=bool(item.container_title))]] if name else genre


def _joined(elements: list[list[Run]]) -> list[Run]:
    runs: list[Run] = []
    for element in elements:
        if runs:
            runs.append(Run(" " if runs[-1].text.endswith(",”") else ", "))
        runs += element
    return runs


def _people(names: tuple[Name, ...], *, inverted: bool) -> str:
    written = [_person(name, inverted=inverted and position == 0) for position, name in enumerate(names)]
    return written[0] if len(written) == 1 else ", ".join(written[:-1]) + " and " + written[-1]


def _person(name: Name, *, inverted: bool) -> str:
    if name.literal or not name.family:
        return name.literal or name.given or ""
    family = f"{name.non_dropping_particle} {name.family}" if name.non_dropping_particle else name.family
    if inverted and name.given:
        return ", ".join(filter(None, (family, name.given, name.suffix)))
    return " ".join(filter(None, (name.given, family, name.suffix)))


def _in_quotes(title: str, end: str) -> str:
    inner = title.replace("“", "‘").replace("”", "’")
    return f"“{inner}{'' if inner.endswith(('?', '!', end)) and end == '.' else end}”"


def _is_quoted(words: str) -> bool:
    pairs = {"“": "”", '"': '"', "«": "»", "„": "“"}
    return len(words) > 2 and pairs.get(words[0]) == words[-1] and words[-1] not in words[1:-1] and words[0] not in words[1:-1]
