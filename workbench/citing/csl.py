"""An article's metadata as a CSL item, and back: the one place where the two vocabularies meet.

What was merely derived (a date in an address) is left out until a person confirms it; a missing value stays missing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from msgspec.structs import replace

from workbench.records.article import Article, Author, Evidence, Grade, Kind, Metadata, PersonName
from workbench.records.partial_date import is_partial_date
from workbench.records.reference import DateVariable, Name, Reference
from workbench.text.addresses import host
from workbench.text.sanitise import plain_line

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

_KINDS: Final = {
    "article-newspaper": Kind.NEWS,
    "article-magazine": Kind.NEWS,
    "post-weblog": Kind.BLOG,
    "report": Kind.REPORT,
    "broadcast": Kind.TRANSCRIPT,
    "interview": Kind.TRANSCRIPT,
    "speech": Kind.TRANSCRIPT,
    "post": Kind.POST,
}
"""What a CSL type is here; any other is `other`, a press release apart, which its genre tells."""

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


def metadata_of(item: Mapping[str, Any]) -> tuple[Metadata, dict[str, Evidence]]:
    """What a CSL item states, as an article's metadata; the inverse of `reference`.

    Whatever an item holds that is no value of the field (a range of dates, a name that is no text) is left out. `source` is an
    agency here and a library's catalogue in Zotero, so that it counts as derived: shown, and cited once a person confirms it.

    Args:
        item: A CSL item as JSON has it, whoever wrote it.

    Source:
        CSL 1.0.2 specification, appendix IV; csl-data.json of the citeproc-js schema.
    """
    publisher, where_publisher = _first(item, "container-title", "publisher")
    url = _web_address(item.get("URL"))
    archive, where_archive = _first(item, "archive-location", "archive_location")
    agency = _words(item.get("source"))
    stated: dict[str, tuple[object, str]] = {
        "title": (_words(item.get("title")), "title"),
        "publisher": (publisher, where_publisher),
        "agency": (agency if agency not in {publisher, "Zotero"} else None, "source"),
        "authors": (_people(item.get("author")), "author"),
        "published": (_day(item.get("issued")), "issued"),
        "url": (url, "URL"),
        "site": (host(url) if url else None, "URL"),
        "archive": (_web_address(archive), where_archive),
        "language": (_language(item.get("language")), "language"),
        "place": (_words(item.get("publisher-place")), "publisher-place"),
        "kind": (_kind(item), "type"),
    }
    found = {field: (value, key) for field, (value, key) in stated.items() if value}
    evidence = {
        field: Evidence(Grade.DERIVED if field == "agency" else Grade.DECLARED, f"csl:{key}") for field, (_, key) in found.items()
    }
    return replace(Metadata(), **{field: value for field, (value, _) in found.items()}), evidence


def _first(item: Mapping[str, Any], *keys: str) -> tuple[str | None, str]:
    """The first of several variables that is there, and its name."""
    return next(((words, key) for key in keys if (words := _words(item.get(key)))), (None, keys[0]))


def _words(value: object) -> str | None:
    """A text variable in one line; None where it is none."""
    return plain_line(value) or None if isinstance(value, str) else None


def _web_address(value: object) -> str | None:
    words = _words(value)
    return words if words and re.fullmatch(r"https?://[^\s<>\"]+", words) else None


def _language(value: object) -> str | None:
    words = _words(value)
    return words if words and re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", words) else None


def _kind(item: Mapping[str, Any]) -> Kind | None:
    kind, genre = _words(item.get("type")), _words(item.get("genre"))
    if genre and genre.casefold() == "press release":
        return Kind.RELEASE
    return _KINDS.get(kind, Kind.OTHER) if kind else None


def _day(value: object) -> str | None:
    """A date variable as a partial date; None for ranges within no one year, for what is about a date, and for seasons."""
    if not isinstance(value, Mapping) or value.get("circa"):
        return None
    if isinstance(parts := value.get("date-parts"), Sequence) and parts and not isinstance(parts, str):
        days = [_joined(part) for part in parts]
        return days[0] if len(set(days)) == 1 else None
    raw = _words(value.get("raw")) or _words(value.get("literal"))
    return raw if raw and is_partial_date(raw) else None


def _joined(parts: object) -> str | None:
    """[2021, 8] or ["2021", "08"] as "2021-08"."""
    if not isinstance(parts, Sequence) or isinstance(parts, str) or not 1 <= len(parts) <= 3:
        return None
    texts = [str(part) for part in parts]
    if not all(re.fullmatch(r"[0-9]{1,4}", text) for text in texts):
        return None
    day = "-".join([f"{int(texts[0]):04}", *(f"{int(text):02}" for text in texts[1:])])
    return day if is_partial_date(day) else None


def _people(value: object) -> tuple[PersonName, ...]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        return ()
    return tuple(person for one in value if isinstance(one, Mapping) and (person := _person(one)))


def _person(name: Mapping[str, Any]) -> PersonName | None:
    literal, family = _words(name.get("literal")), _words(name.get("family"))
    given = " ".join(filter(None, (_words(name.get("given")), _words(name.get("dropping-particle"))))) or None
    if not family:
        return PersonName(literal=literal or given) if literal or given else None
    return PersonName(
        family=family, given=given, particle=_words(name.get("non-dropping-particle")), suffix=_words(name.get("suffix"))
    )
