from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from workbench.exchange.refi_sources import Stated, understood

RAW = st.builds(
    lambda mark, parts: mark + "".join(parts),
    st.sampled_from(["", "\ufeff"]),
    st.lists(st.sampled_from(["a", "b c", "\n", "\r\n", "\r", "\U0001f600", "é"]), max_size=12),
)


def counted(raw: str, *, wide: bool, ends: bool, mark: bool) -> Iterator[int]:
    """For each position, counted in one way, the code point of the text: walked character by character."""
    at = 0
    for index, character in enumerate(raw):
        if not index and character == "\ufeff":
            yield from [0] if mark else []
        elif raw[index : index + 2] == "\r\n":
            yield from [] if ends else [at]
        else:
            yield from [at, at] if wide and character > "\uffff" else [at]
            at += 1
    yield at


@given(raw=RAW, wide=st.booleans(), ends=st.booleans(), mark=st.booleans(), data=st.data())
def test_whatever_a_program_counts_its_names_tell(raw: str, wide: bool, ends: bool, mark: bool, data: st.DataObject) -> None:  # noqa: FBT001
    text = raw.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    places = list(counted(raw, wide=wide, ends=ends, mark=mark))
    selections, words = [], []
    for index in range(len(text)):
        if not text[index].isspace():
            double = wide and text[index] > "\uffff"
            start = len(places) - 1 - places[::-1].index(index) - double
            end = start + 1 + double
            selections.append(Stated(start, end, text[index]))
            words.append(text[index])
    some = data.draw(st.permutations(range(len(selections)))) if selections else []
    found = understood(raw, [selections[one] for one in some], ends_count_once=data.draw(st.booleans()))
    assert found.text == text
    assert [text[slice(*place)].strip() for place in found.places if place] == [words[one] for one in some]


def test_a_file_made_to_cost_time_costs_little() -> None:
    raw = "\r\n" * 300_000 + "\U0001f600" * 300_000
    found = understood(raw, [Stated(0, 5, "x"), Stated(1, 10**9, "x")])
    assert found.places[1] is None
