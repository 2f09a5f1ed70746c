"""An article's metadata as a CSL item: the one place where the two vocabularies meet.

What was merely derived (a date in an address) is left out until a person confirms it; a missing value stays missing.
"""

from __future__ import annotations

import re
from typing import Final

from workbench.records.article import Article, Author, Grade, Kind
from workbench.records.reference import DateVariable, Name, Reference

_TYPES: Final = {
    Kind.NEWS: "article-newspaper",
    Kind.BLOG: "post-weblog",
    Kind.REPORT: "report",
    Kind.RELEASE: "webpage",
    Kind.TRANSCRIPT: "broadcast",
    Kind.POST: "post",
    Kind.OTHER: "webpage",
}

ORGANISATION_WORDS: Final = frozenset(
    "administration agency assembly association authority bank board bureau cabinet center centre centro commission committee "
    "company congress consortium corporation council court department desk directorate division embassy federation foundation "
    "fund government group house inc initiative inspectorate institute institution llc ltd magazine media ministry mission movement "
    "network news newsroom office organisation organization parliament party police post press programme project radio "
    "redaktion ministerium service society staff team television times tribune union university wire".split()
)
"""A name that holds one of these words is an organisation's, never split into given and family name."""

_PARTICLES = frozenset("al bin da de del della der di dos du el ibn la le ten ter van von zu".split())
_SUFFIXES = frozenset(("jr", "jr.", "sr", "sr.", "ii", "iii", "iv"))
_LATIN_NAME = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ.'’\- ]+")


def reference(article: Article) -> Reference:
    """The CSL item of an article; its `id` is the citekey."""
    said = article.metadata
    cited = {name: getattr(said, name) for name in said.__struct_fields__ if is_cited(article, name)}
    release = said.kind is Kind.RELEASE
    origin = cited.get("agency") or cited.get("syndicator")
    return Reference(
        id=article.id,
        type=_TYPES[said.kind],
        title=cited.get("title"),
        author=tuple(name_of(author) for author in cited.get("authors", ())),
        container_title=cited.get("publisher"),
        source=origin if origin != cited.get("publisher") else None,
        publisher_place=cited.get("place"),
        genre="Press release" if release else None,
        issued=date_variable(cited.get("published")),
        accessed=date_variable((said.accessed or "")[:10] or None),
        url=cited.get("url"),
        archive_location=cited.get("archive"),
        language=said.language,
    )


def is_cited(article: Article, field: str) -> bool:
    """Whether a value may stand in a citation: it is declared, entered or confirmed, not merely derived."""
    evidence = article.evidence.get(field)
    return evidence is None or evidence.grade is not Grade.DERIVED


def date_variable(value: str | None) -> DateVariable | None:
    """A partial date (`2021`, `2021-08`, `2021-08-26`) as CSL writes it."""
    return DateVariable(date_parts=(tuple(int(part) for part in value.split("-")),)) if value else None


def name_of(author: Author) -> Name:
    """A name in parts. One that a person took apart is believed; a stated one is split only where that is safe.

    Names of one word, names in scripts without a given-family order of ours, and names of organisations stay whole.
    """
    if not isinstance(author, str):
        return Name(
            family=author.family,
            given=author.given,
            non_dropping_particle=author.particle,
            suffix=author.suffix,
            literal=author.literal,
        )
    words = author.split()
    if (
        len(words) < 2
        or not _LATIN_NAME.fullmatch(author)
        or any(word.strip(".,").casefold() in ORGANISATION_WORDS for word in words)
    ):
        return Name(literal=author)
    suffix = words.pop() if words[-1].casefold() in _SUFFIXES and len(words) > 2 else None
    first = next((i for i in range(1, len(words) - 1) if words[i] in _PARTICLES), len(words) - 1)
    last_particle = first
    while last_particle < len(words) - 1 and words[last_particle] in _PARTICLES:
        last_particle += 1
    return Name(
        family=" ".join(words[last_particle:]),
        given=" ".join(words[:first]),
        non_dropping_particle=" ".join(words[first:last_particle]) or None,
        suffix=suffix,
    )
