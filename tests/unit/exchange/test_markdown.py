from __future__ import annotations

import pytest

from workbench.errors import FormatError
from workbench.exchange import markdown
from workbench.exchange.project import ArticleCopy, ExcerptCopy, Project

PROJECT = Project(
    articles=(ArticleCopy(key="a-raid", id="a-raid", title="A raid"),),
    excerpts=(
        ExcerptCopy(
            id="x-1", key="x-1", article="a-raid", quote="the *means*", tags=("b",), credibility=3, note="Who?\nWhy?", author="kd"
        ),
    ),
)


def test_notes_written_by_hand_come_in() -> None:
    text = "# My notes\n\n## A raid [@a-raid]\n\n> the means,\n> he said\n\nWho says so?\nAnd why?\n\n> who pays\n"
    project = markdown.read(text.encode())
    assert [(one.article, one.quote, one.note) for one in project.excerpts] == [
        ("a-raid", "the means,\nhe said", "Who says so?\nAnd why?"),
        ("a-raid", "who pays", None),
    ]


def test_what_is_changed_in_the_text_wins_over_the_comment() -> None:
    written = markdown.write(PROJECT).replace("credibility 3 · Who? Why?", "credibility 2 · Nobody.")
    one = markdown.read(written.encode()).excerpts[0]
    assert (one.id, one.author, one.credibility, one.note, one.quote) == ("x-1", "kd", 2, "Nobody.", "the *means*")


def test_for_people_there_are_no_comments() -> None:
    assert markdown.write(PROJECT, bare=True) == "## A raid [@a-raid]\n\n> the \\*means\\*\n\nb · credibility 3 · Who? Why?\n\n"


def test_a_quotation_under_no_article_is_told_and_a_text_without_any_is_refused() -> None:
    assert markdown.read(b"> words\n").refused[0].where == "line 1"
    with pytest.raises(FormatError):
        markdown.read(b"just words\n")
