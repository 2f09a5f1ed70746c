"""Saving excerpts: a function from one text of the annotation file to the next."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from workbench.errors import ConflictError, FormatError, NewerFormatError, UsageError
from workbench.files import yaml_file
from workbench.records.excerpt import Excerpt
from workbench.storage import annotations as notes
from workbench.storage.annotations import Put, Remove

PATH = Path("annotations/a-raid.yaml")
TIME = "2026-11-20T19:44:21Z"


def excerpt(name: str, start: int, quote: str = "the words", **values: object) -> Excerpt:
    made = Excerpt(
        id=f"x-{name}", quote=quote, start=start, end=start + len(quote), text="9f2c61ab04de", created=TIME, modified=TIME
    )
    return msgspec.structs.replace(made, **values)


A, B, C = excerpt("a", 10), excerpt("b", 50, tags=("t/u", "no"), note="one\ntwo"), excerpt("c", 90, credibility=3, author="kd")


def carried_out(text: str, *changes: Put | Remove) -> str:
    document = yaml_file.parse(text, PATH) if text else notes.empty(PATH, "a-raid")
    return notes.carry_out(document, "a-raid", changes).text


def read(text: str) -> list[Excerpt]:
    return list(notes.understand(yaml_file.parse(text, PATH), "a-raid").annotations.excerpts)


FILE = carried_out("", Put(None, A), Put(None, B), Put(None, C))
BY_HAND = FILE.replace("- id: x-b\n", "# about b\n- id: x-b  # mine\n  project: {x: 1}\n")


def changed(old: Excerpt, **values: object) -> Excerpt:
    return msgspec.structs.replace(old, **values)


def test_the_file_is_as_the_format_says() -> None:
    first = carried_out("", Put(None, changed(C, quote='He said "so".\n\nThen', end=113)))
    assert first == (
        "format: 1\narticle: a-raid\nexcerpts:\n- id: x-c\n"
        '  quote: "He said \\"so\\".\\n\\nThen"\n  prefix: ""\n  suffix: ""\n  start: 90\n  end: 113\n'
        "  text: 9f2c61ab04de\n  tags: []\n  note: null\n  credibility: 3\n  author: kd\n"
        "  created: 2026-11-20T19:44:21Z\n  modified: 2026-11-20T19:44:21Z\n"
    )


def test_excerpts_come_back_in_the_order_of_the_text() -> None:
    assert read(FILE) == [A, B, C]
    assert carried_out("", Put(None, C), Put(None, A), Put(None, B)) == FILE


def test_a_new_excerpt_goes_between_others_and_moves_no_comment() -> None:
    new = excerpt("n", 40)
    text = carried_out(BY_HAND, Put(None, new))
    assert read(text) == [A, new, B, C]
    head, _, tail = BY_HAND.partition("# about b\n")
    assert text.startswith(head + "- id: x-n\n")
    assert text.endswith("# about b\n" + tail)


def test_a_change_writes_the_changed_keys_only() -> None:
    text = carried_out(BY_HAND, Put(B, changed(B, note=None, tags=("t/u",))))
    expected = BY_HAND.replace('  tags: [t/u, "no"]\n', "  tags: [t/u]\n").replace("note: |-\n    one\n    two\n", "note: null\n")
    assert text == expected


def test_a_removed_excerpt_goes_with_what_is_inside_it() -> None:
    text = carried_out(BY_HAND, Remove(B))
    assert read(text) == [A, C]
    assert "# about b" in text
    assert "# mine" not in text


def test_removing_all_leaves_an_empty_list() -> None:
    text = carried_out(FILE, Remove(A), Remove(B), Remove(C))
    assert text == "format: 1\narticle: a-raid\nexcerpts: []\n"
    assert read(carried_out(text, Put(None, A))) == [A]


def test_undoing_a_change_gives_the_same_file() -> None:
    after = changed(B, note="other")
    assert carried_out(carried_out(FILE, Put(B, after)), Put(after, B)) == FILE
    assert carried_out(carried_out(FILE, Remove(B)), Put(None, B)) == FILE


def test_a_change_done_twice_is_done_once() -> None:
    new = excerpt("n", 40)
    once = carried_out(FILE, Put(None, new), Remove(A), Put(C, changed(C, note="x")))
    assert carried_out(once, Put(None, new), Remove(A), Put(C, changed(C, note="x"))) == once


def test_what_someone_else_changed_in_other_fields_is_kept() -> None:
    theirs = carried_out(FILE, Put(B, changed(B, note="theirs", tags=("t/u", "no", "z"))))
    text = carried_out(theirs, Put(B, changed(B, credibility=2, tags=("no", "y"))))
    assert read(text)[1] == changed(B, note="theirs", credibility=2, tags=("no", "y", "z"))


def test_the_same_field_changed_twice_is_a_conflict() -> None:
    theirs = carried_out(FILE, Put(B, changed(B, note="theirs")))
    with pytest.raises(ConflictError, match="`note` of the excerpt x-b"):
        carried_out(theirs, Put(B, changed(B, note="mine")))


def test_what_someone_else_changed_is_not_removed() -> None:
    theirs = carried_out(FILE, Put(B, changed(B, note="theirs")))
    with pytest.raises(ConflictError, match="x-b was changed"):
        carried_out(theirs, Remove(B))


def test_an_id_that_is_taken_is_a_conflict() -> None:
    with pytest.raises(ConflictError, match="another excerpt has the id x-b"):
        carried_out(FILE, Put(None, excerpt("b", 3)))


def test_a_change_of_a_removed_excerpt_brings_it_back() -> None:
    after = changed(B, note="mine")
    assert read(carried_out(carried_out(FILE, Remove(B)), Put(B, after))) == [A, after, C]


def test_a_bad_item_is_told_with_its_line_and_kept_as_it_is() -> None:
    bad = BY_HAND.replace("  start: 50", "  start: fifty")
    loaded = notes.understand(yaml_file.parse(bad, PATH), "a-raid")
    assert loaded.annotations.excerpts == (A, C)
    assert [str(problem) for problem in loaded.problems] == [
        "annotations/a-raid.yaml:23: `start`: not a whole number (correct it, or write null)"
    ]
    text = carried_out(bad, Put(None, excerpt("n", 40)), Remove(C))
    item = bad[bad.index("# about b") : bad.index("- id: x-c")]
    assert item in text
    with pytest.raises(FormatError, match="x-b cannot be read"):
        carried_out(bad, Put(B, changed(B, note="x")))


@pytest.mark.parametrize(
    "item", ["- just words\n", "- [a, b]\n", "- null\n", "-\n", "- {id: x-q}\n", "- {note: no id}\n", "- id: x-q\n  quote:\n"]
)
def test_items_of_any_form_survive_a_save(item: str) -> None:
    text = carried_out(FILE + item, Put(None, excerpt("n", 40)), Remove(A))
    assert text.endswith(item)
    assert read(text) == [excerpt("n", 40), B, C]


def test_one_id_twice_is_read_once_and_not_saved() -> None:
    twice = FILE + FILE[FILE.index("- id: x-a") : FILE.index("- id: x-b")]
    loaded = notes.understand(yaml_file.parse(twice, PATH), "a-raid")
    assert len(loaded.annotations.excerpts) == 3
    assert "x-a" in loaded.problems[0].problem
    with pytest.raises(FormatError, match="a second time"):
        carried_out(twice, Put(B, changed(B, note="x")))


def test_a_newer_format_is_read_and_not_written() -> None:
    newer = FILE.replace("format: 1", "format: 2")
    assert read(newer) == [A, B, C]
    with pytest.raises(NewerFormatError):
        carried_out(newer, Remove(A))


@pytest.mark.parametrize("text", ["article: a-raid\n", "format: one\n", "format: 1\nexcerpts: {a: 1}\n", "- a\n", "format: 0\n"])
def test_a_file_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(FormatError):
        carried_out(text, Put(None, A))


def test_a_list_in_one_line_is_refused_and_not_rewritten() -> None:
    flow = f"format: 1\narticle: a-raid\nexcerpts: [{{id: x-a, quote: q, start: 1, end: 2, text: 9f2c61ab04de, created: '{TIME}', modified: '{TIME}'}}]\n"
    assert len(read(flow)) == 1
    with pytest.raises(FormatError, match="each item on a line"):
        carried_out(flow, Put(None, B))


@pytest.mark.parametrize(
    "values",
    [{"tags": ("two words",)}, {"credibility": 7}, {"start": -1}, {"end": 3}, {"text": "xyz"}, {"created": "today"}, {"id": "b"}],
)
def test_a_value_that_the_format_does_not_allow_is_not_saved(values: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        carried_out(FILE, Put(None, changed(excerpt("n", 40), **values)))


def test_another_articles_file_is_told() -> None:
    loaded = notes.understand(yaml_file.parse(FILE, PATH), "other")
    assert "the file is named other.yaml" in loaded.problems[0].problem


def test_a_file_of_another_system_keeps_its_line_ends() -> None:
    text = carried_out(BY_HAND.replace("\n", "\r\n"), Put(None, excerpt("n", 40)), Put(B, changed(B, note="x\nq")))
    assert "\n" not in text.replace("\r\n", "")
    assert read(text)[2] == changed(B, note="x\nq")
