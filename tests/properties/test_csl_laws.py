"""An article's metadata as a CSL item and back."""

from __future__ import annotations

import json
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from workbench.citing.csl import metadata_of, reference
from workbench.records.article import Article, Kind, Metadata, PersonName
from workbench.text.addresses import host

WORDS = (
    st.text(st.characters(categories=["L", "N", "P"], include_characters=" "), min_size=1, max_size=30)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
DATES = st.sampled_from(["2021", "2021-08", "2021-08-26", "0987-01", "1999-12-31"])
ADDRESSES = st.sampled_from(["https://news.example.org/a?b=1#c", "http://a.example", "https://xn--bcher-kva.example/ä"])
PEOPLE = st.one_of(
    WORDS,
    st.builds(PersonName, literal=WORDS),
    st.builds(PersonName, family=WORDS, given=st.none() | WORDS, particle=st.none() | WORDS, suffix=st.none() | WORDS),
)
METADATA = st.builds(
    Metadata,
    title=st.none() | WORDS,
    publisher=st.none() | WORDS,
    agency=st.none() | WORDS.filter(lambda name: name != "Zotero"),
    authors=st.lists(PEOPLE, max_size=4).map(tuple),
    published=st.none() | DATES,
    url=st.none() | ADDRESSES,
    archive=st.none() | ADDRESSES,
    language=st.none() | st.sampled_from(["en", "de-AT", "zh-Hans"]),
    place=st.none() | WORDS,
    kind=st.sampled_from(Kind),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=8,
)
VARIABLES = [
    "type",
    "title",
    "author",
    "issued",
    "URL",
    "source",
    "container-title",
    "publisher",
    "publisher-place",
    "language",
    "genre",
    "archive-location",
    "date-parts",
    "family",
    "literal",
    "raw",
    "circa",
]


def item_of(metadata: Metadata) -> dict[str, Any]:
    item: dict[str, Any] = json.loads(msgspec.json.encode(reference(Article(id="a", metadata=metadata, text=""))))
    return item


@given(METADATA)
def test_what_a_reference_states_is_read_back_from_it(metadata: Metadata) -> None:
    back, evidence = metadata_of(item_of(metadata))
    for field in ("title", "publisher", "published", "url", "archive", "language", "place", "kind"):
        assert getattr(back, field) == getattr(metadata, field)
    assert back.agency == (metadata.agency if metadata.agency != metadata.publisher else None)
    assert back.site == (host(metadata.url) if metadata.url else None)
    assert len(back.authors) == len(metadata.authors)
    assert set(evidence) == {name for name in back.__struct_fields__ if getattr(back, name)}


@given(METADATA)
def test_there_and_back_and_there_again_is_there(metadata: Metadata) -> None:
    once = item_of(metadata)
    assert item_of(metadata_of(once)[0]) == once


@given(st.dictionaries(st.sampled_from(VARIABLES), JSON | st.dictionaries(st.sampled_from(VARIABLES), JSON, max_size=4)))
def test_whatever_an_item_holds_is_a_value_of_its_field_or_left_out(item: dict[str, Any]) -> None:
    metadata, _ = metadata_of(item)
    for field in ("title", "publisher", "agency", "url", "language", "place", "published"):
        value = getattr(metadata, field)
        assert value is None or (isinstance(value, str) and "\n" not in value and "\x1b" not in value)
    assert msgspec.json.decode(msgspec.json.encode(metadata), type=Metadata) == metadata
