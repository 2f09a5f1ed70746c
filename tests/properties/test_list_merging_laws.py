"""Laws of merging annotation files as texts: no excerpt, no unknown key and no comment is lost, and neither side is favoured."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.joining import merge
from tests.properties.test_annotations_laws import versions
from workbench.files import yaml_file
from workbench.files.yaml_nodes import to_plain
from workbench.records.excerpt import Annotations
from workbench.storage import annotations as notes
from workbench.storage import list_merging, merging
from workbench.storage.annotations import Put, Remove
from workbench.storage.list_items import Kind
from workbench.storage.list_merging import MergedText

PATH = Path("a-raid.yaml")
KIND = Kind(notes.LAYOUT, merging.join_items, notes.span_of)
VALUES = st.sampled_from(
    ["1", "no", "{a: [1, 2]}", "\n    deep: 1  # inside\n    er:\n    - x", "|\n    # no comment\n\n    text"]
)
Texts = tuple[str, str, str]


def by_hand(draw: st.DrawFn, text: str, side: str) -> str:
    """What a person adds in an editor: comments and keys of their own."""
    made = []
    for number, line in enumerate(text.splitlines(keepends=True)):
        what = draw(st.sampled_from(["", "above", "behind", "key"])) if draw(st.booleans()) else ""
        begins = line.startswith("- id: ")
        if what == "above" and begins:
            made.append(f"# {side} above {number}\n")
        known = re.match(r"(?:- |  )[a-z]+: [^|]", line)
        made.append(f"{line.rstrip()}  # {side} behind {number}\n" if what == "behind" and known else line)
        if what == "key" and begins:
            made.append(f"  {side}: {draw(VALUES)}\n")
    return "".join(made)


def changed(text: str, before: Annotations, after: Annotations) -> str:
    """A file as a save changes it."""
    known = {excerpt.id: excerpt for excerpt in before.excerpts}
    new = {excerpt.id: excerpt for excerpt in after.excerpts}
    changes: list[Put | Remove] = [Remove(excerpt) for name, excerpt in known.items() if name not in new]
    changes += [Put(known.get(name), excerpt) for name, excerpt in new.items()]
    return notes.carry_out(yaml_file.parse(text, PATH), "a-raid", changes).text


@st.composite
def texts(draw: st.DrawFn) -> Texts:
    """A file that somebody also edits by hand, and two changes of it."""
    base, one, other = draw(versions())
    first = by_hand(draw, changed(notes.empty(PATH, "a-raid").text, Annotations(article="a-raid"), base), "base")
    mine = by_hand(draw, changed(first, base, one), "mine")
    theirs = by_hand(draw, changed(first, base, other), "theirs")
    if draw(st.booleans()):
        theirs = theirs.replace("  theirs: ", "  mine: ")  # the same key, to say something else
    return first, mine, theirs


def merged(three: Texts) -> MergedText:
    return list_merging.merge(KIND, *three, PATH)


def excerpts(text: str) -> Annotations:
    return notes.understand(yaml_file.parse(text, PATH), "a-raid").annotations


def said(text: str) -> Any:
    return to_plain(yaml_file.parse(text, PATH).root)


@settings(max_examples=40, deadline=None)  # each draws three files
@given(texts())
def test_every_excerpt_of_the_merge_of_records_is_in_the_file(three: Texts) -> None:
    wanted, conflicts = merge(*(excerpts(text) for text in three))
    result = merged(three)
    found = set(excerpts(result.text).excerpts)
    assert set(wanted.excerpts) <= found
    assert bool(result.conflicts) >= bool(conflicts)
    assert len(list_merging.unsettled(yaml_file.parse(result.text, PATH))) == len(result.conflicts)


@settings(max_examples=40, deadline=None)  # each draws three files
@given(texts())
def test_no_comment_that_a_side_wrote_is_lost(three: Texts) -> None:
    base, mine, theirs = (set(re.findall(r"# (?:base|mine|theirs) (?:above|behind) \d+", text)) for text in three)
    found = set(re.findall(r"# (?:base|mine|theirs) (?:above|behind) \d+", merged(three).text))
    assert (mine & theirs) | (mine - base) | (theirs - base) <= found


@settings(max_examples=40, deadline=None)  # each draws three files
@given(texts())
def test_no_key_that_a_side_wrote_is_lost(three: Texts) -> None:
    result = merged(three).text
    items = said(result)["excerpts"] or []
    base = said(three[0])["excerpts"] or []
    for text in three[1:]:
        for item in said(text)["excerpts"] or []:
            for key in {"mine", "theirs", "base"} & item.keys():
                old: dict[str, Any] = next((one for one in base if one["id"] == item["id"]), {})
                there = any(one.get(key) == item[key] and item["id"] == one["id"] for one in items)
                assert there or old.get(key) == item[key] or f"`{key}` was changed on both sides" in result


@settings(max_examples=40, deadline=None)  # each draws three files
@given(texts())
def test_neither_side_is_favoured(three: Texts) -> None:
    base, mine, theirs = three
    one, other = merged(three), merged((base, theirs, mine))
    assert excerpts(one.text) == excerpts(other.text)
    assert sorted(one.conflicts) == sorted(other.conflicts)


@settings(max_examples=40, deadline=None)  # each draws three files
@given(texts())
def test_a_side_that_changed_nothing_leaves_the_other_as_it_is(three: Texts) -> None:
    base, mine, _ = three
    for result in (merged((base, mine, base)), merged((base, mine, mine))):
        assert result == MergedText(mine)
    taken = merged((base, base, mine))
    assert (excerpts(taken.text), taken.conflicts) == (excerpts(mine), ())


@settings(max_examples=40, deadline=None)  # each draws three files
@given(texts(), st.sampled_from([lambda text: text.replace("\n", "\r\n"), lambda text: text.removesuffix("\n")]))
def test_line_ends_change_nothing(three: Texts, ends: Callable[[str], str]) -> None:
    base, mine, theirs = three
    result = merged((ends(base), ends(mine), theirs)).text
    assert said(result) == said(merged(three).text)
    assert ("\r\n" in result) == ("\r\n" in ends(mine))
