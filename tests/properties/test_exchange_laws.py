"""Laws of exchange: whatever stands in an excerpt, every format that was written reads back as what it was."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.collected import COLLECTED, MISSING
from workbench.errors import DataError
from workbench.exchange import hypothesis, markdown, refi_codebook, refi_project, tables, w3c
from workbench.exchange.project import ArticleCopy, ExcerptCopy, Project, copy_of
from workbench.exchange.recognising import project_of
from workbench.exchange.w3c_rules import broken, has_context
from workbench.files.xml_tree import parse
from workbench.records.excerpt import Excerpt
from workbench.records.selector import Anchor, AnchorState, Span
from workbench.records.tag import Tag, is_tag
from workbench.text.markdown import escape, unescape
from workbench.text.spreadsheets import harmless, meant, rows, table

SCHEMA = COLLECTED / "data/annotation/refi_qda/Project.xsd"
NASTY = [
    "]]>",
    "<b>",
    "&amp;",
    "-->",
    "--",
    "?>",
    "=1+1",
    "'=x",
    "\x00",
    "\x1b[2J",
    "\r\n",
    "\r",
    "\u202e",
    "\ufeff",
    "\U0001f600",
    "\u2028",
]
TEXTS = st.one_of(
    st.text(max_size=12),
    st.lists(
        st.one_of(
            st.sampled_from(NASTY), st.sampled_from(["a", " ", "\n", "· ", "credibility 3", ">", "#", "- ", "1. ", '"', ";"])
        ),
        max_size=6,
    ).map("".join),
)
SOME = TEXTS.filter(bool)
SEGMENTS = st.one_of(
    st.sampled_from(["a", "b-c", "no", "credibility:3", "·"]),
    st.text(min_size=1, max_size=4).filter(is_tag).filter(lambda one: "/" not in one),
)
TAGS = st.lists(SEGMENTS, min_size=1, max_size=3).map("/".join)
TIMES = st.sampled_from(["2026-11-20T19:44:21Z", "1999-12-31T23:59:59Z"])
ARTICLES = ("a-raid", "rivals")


@st.composite
def excerpts(draw: st.DrawFn, lengths: dict[str, int]) -> ExcerptCopy:
    article = draw(st.sampled_from(ARTICLES))
    start = draw(st.integers(0, lengths[article] - 1))
    span = Span(start, draw(st.integers(start + 1, lengths[article])))
    made = draw(st.integers(0, 200))
    excerpt = Excerpt(
        id=f"x-{draw(st.integers(0, 10**6))}",
        quote=draw(SOME),
        prefix=draw(TEXTS),
        suffix=draw(TEXTS),
        start=made,
        end=made + draw(st.integers(0, 20)),
        text=draw(st.sampled_from(["9f2c61ab04de", "123456789012"])),
        tags=tuple(draw(st.lists(TAGS, max_size=3, unique=True))),
        note=draw(st.one_of(st.none(), SOME)),
        credibility=draw(st.one_of(st.none(), st.integers(1, 6))),
        author=draw(st.one_of(st.none(), SOME)),
        created=draw(TIMES),
        modified=draw(TIMES),
    )
    anchor = draw(
        st.sampled_from([Anchor(AnchorState.EXACT, span), Anchor(AnchorState.FUZZY, span), Anchor(AnchorState.ORPHANED, None)])
    )
    return copy_of(article, excerpt, anchor)


@st.composite
def projects(draw: st.DrawFn) -> Project:
    articles = tuple(
        ArticleCopy(
            key=name,
            id=name,
            title=draw(st.one_of(st.none(), SOME)),
            publisher=draw(st.one_of(st.none(), SOME)),
            url=draw(st.sampled_from([None, "https://example.org/a?b=1", "not an address"])),
            text=draw(st.text(min_size=1, max_size=60)) + "\U0001f600\n",
            text_id="9f2c61ab04de",
        )
        for name in ARTICLES
    )
    lengths = {article.key: len(article.text or "") for article in articles}
    found = draw(st.lists(excerpts(lengths), max_size=5, unique_by=lambda one: one.id))
    tags = draw(
        st.lists(
            st.builds(
                Tag,
                tag=TAGS,
                title=st.one_of(st.none(), SOME),
                definition=st.one_of(st.none(), SOME),
                colour=st.one_of(st.none(), SOME),
            ),
            max_size=4,
            unique_by=lambda tag: tag.tag,
        )
    )
    in_order = sorted(found, key=lambda one: one.article)
    return Project(articles=articles, excerpts=tuple(in_order), tags=tuple(tags))


def stated(one: ExcerptCopy, project: Project) -> dict[str, Any]:
    """An excerpt's fields and the id of its article."""
    article = {article.key: article for article in project.articles}[one.article]
    return {name: getattr(one, name) for name in Excerpt.__struct_fields__} | {"article": article.id, "now": one.now}


def by_id(project: Project) -> dict[str | None, dict[str, Any]]:
    return {one.id: stated(one, project) for one in project.excerpts}


FORMATS: dict[str, Callable[[Project], bytes]] = {
    "w3c": lambda project: w3c.write(project).encode(),
    "hypothesis": lambda project: hypothesis.write(project).encode(),
    "csv": lambda project: tables.write(project).encode(),
    "markdown": lambda project: markdown.write(project).encode(),
    "qdpx": refi_project.write,
}


@pytest.mark.parametrize("notation", FORMATS)
@given(project=projects())
@settings(max_examples=120, deadline=None)
def test_what_a_format_was_given_it_gives_back_and_nothing_is_refused(notation: str, project: Project) -> None:
    raw = FORMATS[notation](project)
    assert raw == FORMATS[notation](project)
    if project.excerpts:
        recognised, read = project_of(raw, Path(f"export.{notation}"))
        assert recognised == notation
        assert by_id(read) == by_id(project)
        assert read.refused == ()


@given(project=projects())
@settings(max_examples=80, deadline=None)
def test_a_codebook_of_refi_keeps_every_tag_with_all_that_is_said_of_it(project: Project) -> None:
    read = {tag.tag: tag for tag in refi_codebook.read(refi_codebook.write(project)).tags}
    assert {tag.tag: read[tag.tag] for tag in project.tags} == {tag.tag: tag for tag in project.tags}
    assert read.keys() == {tag.tag for tag in project.tags}


@pytest.mark.skipif(not SCHEMA.exists(), reason=MISSING)
@given(project=projects())
@settings(max_examples=60, deadline=None)
def test_every_project_is_valid_by_the_schema_of_the_standard(project: Project) -> None:
    from lxml import etree

    archive = zipfile.ZipFile(io.BytesIO(refi_project.write(project)))
    etree.XMLSchema(etree.parse(SCHEMA)).assertValid(etree.fromstring(archive.read("project.qde")))
    assert archive.testzip() is None


@given(project=projects())
@settings(max_examples=60, deadline=None)
def test_every_annotation_keeps_to_the_model(project: Project) -> None:
    collection = json.loads(w3c.write(project))
    assert has_context(collection)
    assert [reason for one in collection["first"]["items"] for reason in broken(one)] == []


@given(text=TEXTS)
def test_markdown_shows_every_text_as_it_is(text: str) -> None:
    assert unescape(escape(text)) == text


@given(cells=st.lists(st.lists(TEXTS, min_size=2, max_size=2), max_size=4))
def test_a_table_gives_back_its_cells_and_none_is_a_formula(cells: list[list[str]]) -> None:
    written = table(("a", "b"), cells)
    assert list(rows(written)) == [["a", "b"], *(row for row in cells if any(row))]
    assert all(len(one) < 2 or one[0] not in "=+-@\t\r" for row in cells for one in map(harmless, row) if one)
    assert all(meant(harmless(one)) == one for row in cells for one in row)


@pytest.mark.parametrize("notation", [*FORMATS, "qdc"])
@given(
    raw=st.one_of(
        st.binary(max_size=60),
        st.sampled_from(
            [b"{}", b"[]", b"[[[", b'{"rows":[{"target":[1]}]}', b"<Project/>", b"PK", b'{"@context":7}', b"quote,url\n,"]
        ),
    )
)
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_read_or_refused_in_words(notation: str, raw: bytes) -> None:
    with suppress(DataError):
        project_of(raw, Path("a.txt"), notation)


def test_no_entity_of_a_project_is_expanded() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]><CodeBook><Codes><Code name="n" guid="1"><Description>&b;&x;</Description></Code></Codes></CodeBook>'
    assert "root:" not in str(refi_codebook.read(bomb))
    assert parse(bomb, "it").tag == "CodeBook"
