"""Small libraries and queries made by chance, from a vocabulary that makes them meet."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Literal

from workbench.records.article import Article, Kind, Metadata, PersonName
from workbench.records.excerpt import Excerpt
from workbench.search.document import Searchable
from workbench.search.parsing import parse
from workbench.search.query import Node
from workbench.search.searchable import searchable

TODAY = date(2026, 11, 21)

WORDS = (
    "run runs running runner senate senator Senate's report reports reported the of in a ISIS-K ISIS isisk U.S. US e-mail email emails "
    "mail don't dont al-Qaeda al-Qa’ida Qaida naïve naive Straße strasse Häuser 2,200 2200 2.5 2019 9/11 北京大学 大学 F-16 AT&T l'Iran "
    "Iran O’Brien NATO nato's organise organize organisation Trump tramp Turm attack attacks attacked counter-terrorism counterterrorism"
).split()
PUBLISHERS = (None, "Voice of America", "VOA News", "The America Voice", "Der Spiegel")
TAGS = ("risk", "risk/fire", "risk/fire/forest", "capability/external-attack", "Capability", "risky")
DATES = (None, "2019", "2019-06", "2020-02-29", "2021-12-31", "2022-01-01", "2026-10", "2026-11-20")

PIECES = (
    *WORDS, "runn*", "s*", "*tion", "organi?e", "?un", "tr*p", "e*l", "trump~1", "senator~2", "isis~1", "qaeda~1", "a~1", "x~1", "in~2", "*a*e*", "?ena*", "*2*0*", "*-k", "qaed*", "isis-*", "北*",
    '"the senate"', '"of the report"', '"run report"~2', '"senate attacks"~5', '"isis k"', '"the sen*"', '"run"', '"北京"', '"us report"~1',
    "title:run", "title:report", 'title:"the senate"', "title:sen*", "title:email", "note:senate", "note:runs", 'note:"run report"', "note:is*",
    'publisher:"Voice of America"', "publisher:america", "publisher:v*", 'publisher:"america voice"~1', "author:doe", "author:j*",
    'author:"jane van doe"', "agency:cnn", "place:wash*", "site:cnn.com", "syndicator:tribune", "kind:report", "kind:n*", "language:en",
    "language:en-us", "language:d*", "tag:risk", "tag:risk/fire", "tag:cap*", "tag:RISK", "tag:*fire", "id:a1", "id:a*", "id:a?",
    "published:2019", "published:2019..2021", "published:>2020-06", "published:<=2019-06-15", 'published:"last month"', "date:2020-02-29",
    'publisher:="Voice of America"', 'publisher:="voice  of AMERICA"', 'publisher:="voice of"', "agency:=cnn", 'author:="Jane van Doe"', "tag:=risk",
    "tag:=risk/fire", "language:=en", "language:=en-us", "kind:=report", "site:=edition.cnn.com", "place:=kab*", 'publisher:=("VOA News" OR "Der Spiegel")',
    "published:..2020", "has:excerpts", "has:note", "has:date", "has:title", "has:tag", "has:author", "has:url", "has:text", "*", "run^3",
)  # fmt: skip


def text(chance: Random, longest: int) -> str:
    return " ".join(
        chance.choice(WORDS) + chance.choice(["", "", "", ",", ".", "\n\n"]) for _ in range(chance.randrange(longest + 1))
    )


def article(chance: Random, name: str) -> tuple[Article, tuple[Excerpt, ...]]:
    authors = chance.choice([(), ("Jane Doe",), (PersonName(family="Doe", given="Jane", particle="van"), "John Roe")])
    known = Metadata(
        title=text(chance, 4) or None,
        publisher=chance.choice(PUBLISHERS),
        agency=chance.choice([None, "CNN"]),
        syndicator=chance.choice([None, None, "Tribune Content Agency"]),
        authors=authors,
        published=chance.choice(DATES),
        language=chance.choice(["en", "en", "en-US", "de", "fr", None, "xx"]),
        site=chance.choice([None, "edition.cnn.com"]),
        place=chance.choice([None, "Washington", "Kabul"]),
        url=chance.choice([None, "https://example.org/"]),
        kind=chance.choice(list(Kind)),
    )
    made = Article(
        id=name,
        metadata=known,
        text=text(chance, 25),
        tags=tuple(chance.sample(TAGS, chance.randrange(3))),
        note=text(chance, 3) or None,
    )
    excerpts = tuple(
        Excerpt(
            id=f"x-{number}",
            quote="run",
            start=0,
            end=3,
            text="0" * 12,
            tags=tuple(chance.sample(TAGS, chance.randrange(2))),
            note=text(chance, 3) or None,
            created="2026-11-20T19:44:21Z",
            modified="2026-11-20T19:44:21Z",
        )
        for number in range(chance.choice([0, 0, 1, 2]))
    )
    return made, excerpts


def library(chance: Random, size: int) -> list[Searchable]:
    return [searchable(*article(chance, f"a{number}"), fingerprint=str(number)) for number in range(size)]


def query_text(chance: Random, depth: int = 2) -> str:
    parts = []
    for _ in range(chance.randrange(1, 4)):
        part = f"({query_text(chance, depth - 1)})" if depth and chance.random() < 0.25 else chance.choice(PIECES)
        parts.append(chance.choice(["", "", "", "-", "NOT "]) + part)
    return chance.choice([" ", " ", " OR ", " AND "]).join(parts)


def query(chance: Random) -> tuple[str, Node]:
    asked = query_text(chance)
    match: Literal["all", "any"] = chance.choice(["all", "all", "any"])
    return asked, parse(asked, today=TODAY, match=match, typing=chance.random() < 0.3).tree
