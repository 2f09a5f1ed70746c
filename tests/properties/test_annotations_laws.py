"""Laws of annotation files: what is saved is loaded, what is not meant stays, and merging favours nobody."""

from __future__ import annotations

from pathlib import Path

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from tests.joining import merge
from workbench.files import yaml_file
from workbench.files.yaml_nodes import Document
from workbench.records.excerpt import Annotations, Excerpt
from workbench.storage import annotations as notes
from workbench.storage.annotations import Put, Remove
from workbench.storage.merging import in_text_order

PATH = Path("a-raid.yaml")
TIMES = st.sampled_from(["2026-11-20T19:44:21Z", "2026-11-21T08:00:00Z", "2026-11-22T23:59:59Z"])
TEXTS = st.one_of(st.text(max_size=12), st.text(st.sampled_from("a :#'\"\n\t-\u2028"), max_size=12))
NAMES = st.sampled_from([f"x-{letter}" for letter in "abcdef"])
TAGS = st.lists(st.sampled_from(["a", "b/c", "no", "d"]), max_size=3, unique=True).map(tuple)


@st.composite
def excerpts(draw: st.DrawFn, names: st.SearchStrategy[str] = NAMES) -> Excerpt:
    start = draw(st.integers(0, 200))
    return Excerpt(
        id=draw(names),
        quote=draw(TEXTS),
        prefix=draw(TEXTS),
        suffix=draw(TEXTS),
        start=start,
        end=start + draw(st.integers(0, 20)),
        text=draw(st.sampled_from(["9f2c61ab04de", "123456789012", "12345e678901"])),
        tags=draw(TAGS),
        note=draw(st.one_of(st.none(), TEXTS)),
        credibility=draw(st.one_of(st.none(), st.integers(1, 6))),
        author=draw(st.one_of(st.none(), TEXTS)),
        created=draw(TIMES),
        modified=draw(TIMES),
    )


MANY = st.lists(excerpts(), max_size=6, unique_by=lambda excerpt: excerpt.id)


@st.composite
def versions(draw: st.DrawFn) -> tuple[Annotations, Annotations, Annotations]:
    """A base and two changes of it: excerpts added, changed field by field, taken away."""
    base = draw(MANY)

    def side() -> Annotations:
        found = {}
        for excerpt in base:
            other = draw(excerpts(st.just(excerpt.id)))
            fields = draw(st.lists(st.sampled_from(["tags", "note", "credibility", "modified", "author"]), max_size=2))
            if draw(st.integers(0, 3)):
                found[excerpt.id] = msgspec.structs.replace(excerpt, **{name: getattr(other, name) for name in fields})
        for excerpt in draw(MANY):
            found.setdefault(excerpt.id, excerpt)
        return of(list(found.values()))

    return of(base), side(), side()


def of(found: list[Excerpt]) -> Annotations:
    return Annotations(article="a-raid", excerpts=in_text_order(found))


def written(found: list[Excerpt]) -> Document:
    return notes.carry_out(notes.empty(PATH, "a-raid"), "a-raid", [Put(None, excerpt) for excerpt in found])


def read(document: Document) -> Annotations:
    loaded = notes.understand(yaml_file.parse(document.text, PATH), "a-raid")
    assert loaded.problems == ()
    return loaded.annotations


@given(MANY)
def test_what_is_saved_is_loaded(found: list[Excerpt]) -> None:
    assert read(written(found)) == of(found)


@given(versions())
def test_a_file_changed_step_by_step_says_what_a_new_one_would(three: tuple[Annotations, Annotations, Annotations]) -> None:
    old, new, _ = three
    before = {excerpt.id: excerpt for excerpt in old.excerpts}
    after = {excerpt.id: excerpt for excerpt in new.excerpts}
    changes: list[Put | Remove] = [Remove(excerpt) for name, excerpt in before.items() if name not in after]
    changes += [Put(before.get(name), excerpt) for name, excerpt in after.items()]
    assert read(notes.carry_out(written(list(old.excerpts)), "a-raid", changes)) == new


@given(MANY, excerpts(st.just("x-new")), st.integers(0, 9))
def test_adding_and_taking_away_leaves_every_byte_of_a_persons_file(found: list[Excerpt], new: Excerpt, where: int) -> None:
    lines = written(found).text.splitlines(keepends=True)
    for number, line in enumerate(lines):
        if line.startswith("- id:"):
            lines[number] = f"# above {number}\n{line.rstrip()}  # behind\n  mine: {{a: [1, 2]}}  # unknown\n"
    lines.insert(min(where, 2), "# at the top\n")
    by_hand = yaml_file.parse("".join(lines) + "# at the end\n", PATH)
    added = notes.carry_out(by_hand, "a-raid", [Put(None, new)])
    item = added.text[added.text.index("- id: x-new") :]
    item = item[: item.index("  modified:") + len("  modified: 2026-11-20T19:44:21Z\n")]
    back = notes.carry_out(added, "a-raid", [Remove(new)])
    if found:
        assert added.text.replace(item, "") == by_hand.text
        assert back.text == by_hand.text
    assert read(back) == of(found)


@given(versions())
def test_merging_is_the_same_whichever_side_is_mine(three: tuple[Annotations, Annotations, Annotations]) -> None:
    base, one, other = three
    assert merge(base, one, other) == merge(base, other, one)


@given(versions())
def test_merging_with_no_change_gives_the_other_side(three: tuple[Annotations, Annotations, Annotations]) -> None:
    base, one, _ = three
    assert merge(base, base, one) == merge(base, one, one) == (one, [])


@given(versions())
def test_merging_loses_no_addition_and_no_changed_word(three: tuple[Annotations, Annotations, Annotations]) -> None:
    base, one, other = three
    merged = merge(base, one, other)[0].excerpts
    known = {excerpt.id: excerpt for excerpt in base.excerpts}
    notes_kept = "\n".join(excerpt.note or "" for excerpt in merged)
    for excerpt in (*one.excerpts, *other.excerpts):
        old = known.get(excerpt.id)
        if old is None:
            assert any(item.quote == excerpt.quote and item.start == excerpt.start for item in merged)
        if excerpt.note and (old is None or old.note != excerpt.note):
            assert excerpt.note in notes_kept


@given(versions())
def test_a_merged_file_can_be_saved(three: tuple[Annotations, Annotations, Annotations]) -> None:
    merged = merge(*three)[0]
    assert read(written(list(merged.excerpts))) == merged
