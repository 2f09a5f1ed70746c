"""Markdown, with and without front matter."""

from __future__ import annotations

import pytest

from workbench.cleaning.clean import clean
from workbench.cleaning.readers.markdown import read
from workbench.records.block import Label

CLIPPING = """\
---
title: "Ferry inquiry opens"
source: "https://news.example.org/ferry"
author:
  - "[[Lina Forsberg]]"
published: 2019-02-12
created: 2026-11-20
description: "A ferry"
tags:
  - "clippings"
---
# Ferry inquiry opens

The **ferry** left the [harbour](https://x.example/h) at dawn,
the `harbour` master said. ![A map](map.png)

## What is known

- forty people
- [[Crew|six]] of crew

> Nobody was told.

| who | how many |
|---|---|
| crew | 6 |

```
a line of code
```
"""


def test_a_clipping_says_where_it_is_from_and_becomes_clean_text() -> None:
    cleaned = clean(CLIPPING.encode(), "text/markdown")
    said = cleaned.metadata
    assert (said.title, said.authors, said.published) == ("Ferry inquiry opens", ("Lina Forsberg",), "2019-02-12")
    assert (said.url, said.site) == ("https://news.example.org/ferry", "news.example.org")
    assert cleaned.evidence["authors"].where == "frontmatter:author"
    assert cleaned.text == (
        "The ferry left the harbour at dawn, the harbour master said.\n\n## What is known\n\n- forty people\n\n- six of crew\n\n"
        "Nobody was told.\n\nwho | how many\n\ncrew | 6\n\na line of code\n"
    )
    assert cleaned.decisions[0].reason == "front matter; it stands in the metadata"
    assert cleaned.captured is None  # a day has no time, and none is made up


def test_without_front_matter_the_words_are_judged_as_in_any_text() -> None:
    raw = b"# Ferry inquiry opens\n\nBy Lina Forsberg\n\nThe ferry left the harbour at dawn with forty people on board, the harbour master said on the second day of it.\n\nLeave a reply\n"
    cleaned = clean(raw, "text/markdown")
    assert (cleaned.metadata.title, cleaned.metadata.authors) == ("Ferry inquiry opens", ("Lina Forsberg",))
    assert [d.label for d in cleaned.decisions] == [Label.TITLE, Label.BYLINE, Label.BODY, Label.COMMENT_FORM]


@pytest.mark.parametrize(
    ("matter", "field"),
    [
        ("published: yesterday", "published"),
        ("published: 2019-02-31", "published"),
        ("published: 12/02/2019", "published"),
        ("source: Reuters", "url"),
        ("url: javascript:alert(1)", "url"),
        ("lang: the King's English", "language"),
        ("author: []", "authors"),
        ("title: {a: b}", "title"),
    ],
)
def test_what_is_no_value_of_its_field_is_not_taken(matter: str, field: str) -> None:
    page = read(f"---\n{matter}\n---\nWords of the note.\n".encode())
    assert [said for said in page.statements if said.name == field] == []


@pytest.mark.parametrize(
    "front", ["---\na: [\n---\n", "---\n- a list\n---\n", "---\na: &x [*x]\n---\n", "---\nno end\n", "---\n---\n"]
)
def test_front_matter_that_cannot_be_read_is_text(front: str) -> None:
    page = read((front + "\nWords of the note.\n").encode())
    assert page.statements == ()
    assert "Words of the note." in page.rendition


def test_a_time_in_utc_is_the_capture() -> None:
    assert read(b"---\ntitle: T\ndate_saved: 2026-11-20T10:11:12.5Z\n---\nWords.\n").captured == "2026-11-20T10:11:12Z"
    assert read(b"---\ntitle: T\ndate_saved: 2026-11-20T10:11:12\n---\nWords.\n").captured is None


def test_markup_in_markdown_is_not_run_and_not_shown() -> None:
    page = read(b"---\ntitle: T\n---\n<script>alert(1)</script>\n\n<div onclick='x'>Seen</div>\n\n[x](javascript:alert(1))\n")
    assert "<" not in page.rendition
    assert page.rendition == "title: T\nSeen\n[x](javascript:alert(1))\n"


def test_deep_nesting_ends_in_time() -> None:
    assert read(b"---\ntitle: T\n---\n" + b">" * 5000 + b" Words\n" + b"[" * 5000).rendition


@pytest.mark.parametrize("matter", ["title: One: two\nauthor: Ana", "title: a\ntitle: b", "title: T\ntags:\n  - [a"])
def test_front_matter_with_a_mistake_is_no_text_of_the_article_and_nothing_of_it_is_taken(matter: str) -> None:
    page = read(f"---\n{matter}\n---\nWords of the note.\n".encode())
    assert page.statements == ()
    lines = page.rendition.split("\n")
    assert [page.hints[number].kept for number, line in enumerate(lines, 1) if line] == [False] * (matter.count("\n") + 1) + [
        True
    ]


def test_a_text_between_two_rules_is_no_front_matter() -> None:
    page = read(b"---\nOne thing: the gate was [closed\nand nobody knew why.\n\n---\nWords of the note.\n")
    assert "nobody knew why" in page.rendition
    assert not any(hint.kept is False for hint in page.hints.values())
