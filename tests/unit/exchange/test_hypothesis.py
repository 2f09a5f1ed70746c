from __future__ import annotations

import json
from typing import Any

import pytest

from tests.collected import COLLECTED, MISSING
from workbench.errors import FormatError
from workbench.exchange import hypothesis
from workbench.exchange.project import ArticleCopy, ExcerptCopy, Project

BASELINES = sorted((COLLECTED / "data/annotation/hypothesis_client").rglob("html-baselines/*.json"))


def row(name: str, **more: Any) -> dict[str, Any]:
    selectors = [
        {"type": "TextPositionSelector", "start": 7, "end": 16},
        {"type": "TextQuoteSelector", "exact": "the means", "prefix": "to having ", "suffix": ","},
    ]
    return {
        "id": name,
        "user": "acct:kay@hypothes.is",
        "uri": "https://example.org/a",
        "document": {"title": ["A raid"]},
        "text": "Who says so?",
        "tags": ["foreign policy"],
        "created": "2026-11-20T19:44:21.123456+00:00",
        "updated": "2026-11-20T19:50:00.000000+00:00",
        "target": [{"source": "https://example.org/a", "selector": selectors}],
    } | more


def read(*rows: dict[str, Any]) -> Project:
    return hypothesis.read(json.dumps({"total": len(rows), "rows": rows}).encode())


@pytest.mark.skipif(not BASELINES, reason=MISSING)
def test_what_the_client_is_tested_with_is_read() -> None:
    read = [hypothesis.read(file.read_bytes()) for file in BASELINES]
    assert [(len(one.excerpts), len(one.refused)) for one in read] == [(1, 0), (5, 0)]
    assert {article.url for article in read[1].articles} == {"https://en.wikipedia.org/wiki/Regression_testing"}


def test_a_row_is_an_excerpt_and_its_positions_are_not_believed() -> None:
    project = read(row("a1"))
    one = project.excerpts[0]
    assert (one.quote, one.prefix, one.start, one.text) == ("the means", "to having ", None, None)
    assert (one.author, one.created, one.modified) == ("kay", "2026-11-20T19:44:21Z", "2026-11-20T19:50:00Z")
    assert (one.tags, one.note) == (("foreign policy",), "Who says so?")
    assert project.articles[0] == ArticleCopy(key="https://example.org/a", title="A raid", url="https://example.org/a")


def test_replies_are_added_to_the_note_of_what_they_answer_the_oldest_first() -> None:
    second = row(
        "r2",
        references=["a1", "r1"],
        text="Two.",
        tags=["doubt"],
        created="2026-11-22T00:00:00+00:00",
        user="acct:mo@hypothes.is",
    )
    first = row("r1", references=["a1"], text="One.", tags=[], created="2026-11-21T00:00:00+00:00")
    project = read(second, first, row("a1"))
    assert [one.note for one in project.excerpts] == ["Who says so?\n\nkay, 2026-11-21: One.\n\nmo, 2026-11-22: Two. [doubt]"]
    assert project.refused == ()


def test_a_reply_to_nothing_and_a_page_note_are_told_with_their_words() -> None:
    project = read(row("r1", references=["gone"], text="One."), row("p1", target=[{"source": "https://example.org/a"}]))
    assert [refusal.where for refusal in project.refused] == ["p1", "r1"]
    assert "One." in project.refused[1].error
    assert "whole page" in project.refused[0].error


def test_rows_may_come_as_a_list_one_alone_or_one_a_line() -> None:
    rows = [row("a1"), row("a2")]
    lines = "\n".join(json.dumps(one) for one in rows).encode()
    assert [len(hypothesis.read(raw).excerpts) for raw in (json.dumps(rows).encode(), json.dumps(rows[0]).encode(), lines)] == [
        2,
        1,
        2,
    ]


def test_what_is_no_answer_of_hypothesis_is_refused() -> None:
    with pytest.raises(FormatError):
        hypothesis.read(b'{"type": "FeatureCollection"}')


def test_a_grade_goes_as_a_tag_and_a_tag_that_looks_like_one_stays() -> None:
    graded = ExcerptCopy(id="x-1", key="x-1", article="a", quote="q", tags=("b",), credibility=3)
    looks = ExcerptCopy(id="x-2", key="x-2", article="a", quote="q", tags=("credibility:3",))
    written = hypothesis.write(Project(articles=(ArticleCopy(key="a", id="a"),), excerpts=(graded, looks)))
    assert [one["tags"] for one in json.loads(written)["rows"]] == [["b", "credibility:3"], ["credibility:3"]]
    assert [(one.tags, one.credibility) for one in hypothesis.read(written.encode()).excerpts] == [
        (("b",), 3),
        (("credibility:3",), None),
    ]


def test_what_was_changed_at_hypothesis_wins_over_what_we_wrote_beside_it() -> None:
    one = ExcerptCopy(id="x-1", key="x-1", article="a", quote="q", note="Old.", tags=("b",), created="2026-11-20T19:44:21Z")
    answer = json.loads(hypothesis.write(Project(articles=(ArticleCopy(key="a", id="a"),), excerpts=(one,))))
    answer["rows"][0] |= {"id": "theirs", "text": "New.", "tags": ["c"], "created": "2026-12-01T00:00:00+00:00"}
    back = hypothesis.read(json.dumps(answer).encode()).excerpts[0]
    assert (back.id, back.note, back.tags, back.created) == ("x-1", "New.", ("c",), "2026-11-20T19:44:21Z")
