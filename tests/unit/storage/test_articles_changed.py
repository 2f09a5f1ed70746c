"""Saving an article: a function from one content of its file to the next."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from workbench.errors import ConflictError, FormatError, NewerFormatError, UsageError
from workbench.files import front_matter, yaml_dump, yaml_file
from workbench.records.article import Article, Evidence, Grade, Kind, Metadata, PersonName
from workbench.records.source import Removed, Source
from workbench.storage import article_fields
from workbench.storage.articles import changed

PATH = Path("articles/a-raid.md")
ARTICLE = Article(
    id="a-raid",
    aliases=("raid",),
    metadata=Metadata(
        title="US: “A raid”",
        authors=("Jane Doe", PersonName(family="Doe, Jr.", given="John")),
        published="2021",
        accessed="2026-11-20T19:40:02Z",
        language="en",
        kind=Kind.REPORT,
    ),
    text="First.\n\n## Second\n\n---\n",
    evidence={"title": Evidence(Grade.DECLARED, 1), "kind": Evidence(Grade.USER, "12")},
    source=Source(file="a-raid.html", sha256="ab" * 32, encoding="utf-8", media_type="text/html", removed=Removed(bidi=2)),
    reliability="B",
    tags=("a/b", "no"),
    note="one\ntwo",
    supersedes="older",
)
CONTENT = front_matter.join(yaml_dump.dump(article_fields.to_fields(ARTICLE)), ARTICLE.text)


def understood(content: str) -> tuple[Article, list[str]]:
    front = front_matter.split(content, PATH)
    document = yaml_file.parse(front.yaml, PATH, first_line=2)
    article, problems, _ = article_fields.from_document(document, PATH.stem, front.text)
    return article, [str(problem) for problem in problems]


def with_metadata(article: Article, **values: object) -> Article:
    return msgspec.structs.replace(article, metadata=msgspec.structs.replace(article.metadata, **values))


def test_an_article_comes_back_as_it_was_written() -> None:
    assert understood(CONTENT) == (ARTICLE, [])


def test_the_keys_stand_in_the_order_of_the_format() -> None:
    keys = [line.partition(":")[0] for line in CONTENT.split("---")[1].splitlines() if line and not line.startswith(" ")]
    assert keys == list(article_fields.ORDER)


def test_a_save_changes_the_lines_of_the_changed_keys_only() -> None:
    by_hand = CONTENT.replace("kind: report", "mine: {x: [1, 2]}\n# about the kind\nkind: report  # sure")
    after = with_metadata(ARTICLE, kind=Kind.BLOG, published="2021-03")
    expected = by_hand.replace("kind: report", "kind: blog").replace("published: 2021\n", "published: 2021-03\n")
    assert changed(by_hand, PATH, ARTICLE, after) == expected


def test_nothing_changed_is_the_same_bytes() -> None:
    by_hand = "---  \r\n" + CONTENT.removeprefix("---\n").replace("\n", "\r\n")
    assert changed(by_hand, PATH, ARTICLE, ARTICLE) == by_hand


def test_a_text_edited_by_hand_stays_when_metadata_are_saved() -> None:
    by_hand = CONTENT.replace("First.", "First, \x1b[31m\u202e and more.  \t")
    new = changed(by_hand, PATH, ARTICLE, with_metadata(ARTICLE, place="Mosul, Iraq"))
    assert new == by_hand.replace("place: null", "place: Mosul, Iraq")


def test_changes_of_different_keys_are_joined() -> None:
    theirs = changed(CONTENT, PATH, ARTICLE, msgspec.structs.replace(ARTICLE, tags=("a/b", "no", "x"), note=None))
    mine = msgspec.structs.replace(ARTICLE, tags=("a/b",), reliability="A")
    article, _ = understood(changed(theirs, PATH, ARTICLE, mine))
    assert (article.tags, article.note, article.reliability) == (("a/b", "x"), None, "A")


def test_evidence_is_joined_field_by_field() -> None:
    one = msgspec.structs.replace(ARTICLE, evidence={**ARTICLE.evidence, "place": Evidence(Grade.USER, "kd")})
    other = msgspec.structs.replace(ARTICLE, evidence={**ARTICLE.evidence, "site": Evidence(Grade.USER, "ab")})
    article, _ = understood(changed(changed(CONTENT, PATH, ARTICLE, one), PATH, ARTICLE, other))
    assert set(article.evidence) == {"title", "kind", "place", "site"}


def test_two_changes_of_one_key_are_a_conflict() -> None:
    theirs = changed(CONTENT, PATH, ARTICLE, with_metadata(ARTICLE, title="Theirs"))
    with pytest.raises(ConflictError, match="`title` was changed by someone else"):
        changed(theirs, PATH, ARTICLE, with_metadata(ARTICLE, title="Mine"))


def test_two_changes_of_the_text_are_a_conflict() -> None:
    with pytest.raises(ConflictError, match="text was changed"):
        changed(CONTENT + "x\n", PATH, ARTICLE, msgspec.structs.replace(ARTICLE, text="y\n"))


def test_a_wrong_value_is_a_problem_with_its_line_and_the_rest_is_read() -> None:
    article, problems = understood(CONTENT.replace("published: 2021", "published: yesterday"))
    assert article == with_metadata(ARTICLE, published=None)
    (problem,) = problems
    assert problem.startswith("articles/a-raid.md:10: `published`: 'yesterday' is no date of the form 2021")


def test_a_wrong_value_is_kept_by_a_save_of_other_keys_and_can_be_replaced() -> None:
    wrong = CONTENT.replace("published: 2021", "published: yesterday  # ask")
    read, _ = understood(wrong)
    assert "published: yesterday  # ask" in changed(wrong, PATH, read, with_metadata(read, place="Mosul"))
    assert "published: 2022  # ask" in changed(wrong, PATH, read, with_metadata(read, published="2022"))


def test_a_list_that_cannot_be_read_is_not_replaced() -> None:
    wrong = CONTENT.replace('tags: [a/b, "no"]', "tags: [a/b, two words]")
    read, problems = understood(wrong)
    assert len(problems) == 1
    with pytest.raises(FormatError, match="`tags` cannot be read"):
        changed(wrong, PATH, read, msgspec.structs.replace(read, tags=("c",)))


def test_a_newer_format_is_read_and_not_written() -> None:
    newer = CONTENT.replace("format: 1", "format: 2")
    assert understood(newer)[0] == ARTICLE
    with pytest.raises(NewerFormatError):
        changed(newer, PATH, ARTICLE, with_metadata(ARTICLE, title="x"))


def test_a_file_that_does_not_parse_is_refused_with_its_line() -> None:
    with pytest.raises(FormatError, match=r"a-raid\.md:5: "):
        changed(CONTENT.replace("title: ", "title: a: "), PATH, ARTICLE, with_metadata(ARTICLE, title="x"))


def test_a_value_that_its_format_does_not_allow_is_not_saved() -> None:
    with pytest.raises(UsageError, match="no date of the form"):
        changed(CONTENT, PATH, ARTICLE, with_metadata(ARTICLE, published="soon"))


def test_an_id_inside_that_is_not_the_file_name_is_told() -> None:
    article, problems = understood(CONTENT.replace("id: a-raid", "id: other"))
    assert article.id == "a-raid"
    assert "the file is named a-raid.md" in problems[0]


def test_a_source_file_name_cannot_lead_out_of_the_library() -> None:
    article, problems = understood(CONTENT.replace("file: a-raid.html", "file: ../../etc/passwd"))
    assert article.source is None
    assert "no file name of library/sources" in problems[0]
