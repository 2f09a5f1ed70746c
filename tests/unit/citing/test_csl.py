from __future__ import annotations

import pytest

from workbench.citing.csl import name_of, reference
from workbench.records.article import Article, Evidence, Grade, Kind, Metadata, PersonName
from workbench.records.reference import Name


def article(**said: object) -> Article:
    evidence = said.pop("evidence", {})
    return Article(id="a-warning", metadata=Metadata(**said), text="Text.\n", evidence=evidence)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("stated", "name"),
    [
        ("Lina Forsberg", Name(family="Forsberg", given="Lina")),
        ("Chidi M. Okafor", Name(family="Okafor", given="Chidi M.")),
        ("Ludwig van Beethoven", Name(family="Beethoven", given="Ludwig", non_dropping_particle="van")),
        ("Maria de la Cruz", Name(family="Cruz", given="Maria", non_dropping_particle="de la")),
        ("John Smith Jr.", Name(family="Smith", given="John", suffix="Jr.")),
        ("Ministry of Defence", Name(literal="Ministry of Defence")),
        ("Northern Wire", Name(literal="Northern Wire")),
        ("Sukarno", Name(literal="Sukarno")),
        ("王小明", Name(literal="王小明")),
        (PersonName(family="Mao", given="Zedong"), Name(family="Mao", given="Zedong")),
    ],
)
def test_a_name_is_split_only_where_that_is_safe(stated: str | PersonName, name: Name) -> None:
    assert name_of(stated) == name


def test_a_year_stays_a_year() -> None:
    item = reference(article(published="2021"))
    assert item.issued is not None
    assert item.issued.date_parts == ((2021,),)


def test_what_is_only_derived_is_not_cited() -> None:
    derived = {"publisher": Evidence(Grade.DERIVED, 9), "published": Evidence(Grade.DERIVED, "url")}
    item = reference(article(title="T", publisher="Guessed Post", published="2021-08-01", evidence=derived))
    assert (item.container_title, item.issued) == (None, None)


def test_a_confirmed_value_is_cited() -> None:
    confirmed = {"publisher": Evidence(Grade.USER, "entered")}
    assert reference(article(publisher="A Post", evidence=confirmed)).container_title == "A Post"


@pytest.mark.parametrize(
    ("kind", "csl_type", "genre"),
    [
        (Kind.NEWS, "article-newspaper", None),
        (Kind.BLOG, "post-weblog", None),
        (Kind.REPORT, "report", None),
        (Kind.RELEASE, "webpage", "Press release"),
        (Kind.TRANSCRIPT, "broadcast", None),
        (Kind.POST, "post", None),
        (Kind.OTHER, "webpage", None),
    ],
)
def test_every_kind_has_its_csl_type(kind: Kind, csl_type: str, genre: str | None) -> None:
    item = reference(article(kind=kind))
    assert (item.type, item.genre) == (csl_type, genre)


def test_the_agency_is_named_beside_the_publisher_but_not_twice() -> None:
    assert reference(article(publisher="Eastern Post", agency="Northern Wire")).source == "Northern Wire"
    assert reference(article(publisher="Northern Wire", agency="Northern Wire")).source is None
