"""Any text that is written to YAML comes back, from our reader and from a strict foreign one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.collected import BAD_INPUT, MISSING
from workbench.errors import FormatError, UsageError
from workbench.files import yaml_edit, yaml_file
from workbench.files.yaml_dump import Bare, Inline, Quoted, Rows, Value, as_read, dump
from workbench.files.yaml_nodes import to_plain

PATH = Path("file.yaml")
AWKWARD = st.text(
    st.sampled_from("a1 -:#'\"\\,[]{}&*!|>%@`?=~.\n\r\t\x00\x1b\x85\xa0\u2028\u2029\u202e\ufeff\ufffe🙂e\u0301"), max_size=30
)
LOOKALIKES = st.from_regex(
    r"[-+]?[0-9_]{0,4}[.:xobe-]?[0-9a-f_:-]{0,8}|[A-Za-z~=<.]{1,5}|\d{4}-\d\d?-\d\d?([Tt ].*)?", fullmatch=True
)
TEXTS = st.one_of(AWKWARD, LOOKALIKES, st.text(max_size=30))
KEYS = TEXTS.filter(lambda key: "\ud800" not in key)
LEAVES: st.SearchStrategy[Value] = st.one_of(TEXTS, st.none(), st.booleans(), st.integers(), TEXTS.map(Quoted), TEXTS.map(Bare))
VALUES: st.SearchStrategy[Value] = st.one_of(
    LEAVES,
    st.lists(LEAVES, max_size=4),
    st.dictionaries(KEYS, LEAVES, max_size=3).map(Inline),
    st.dictionaries(KEYS, LEAVES, max_size=3),
    st.lists(st.one_of(LEAVES, st.dictionaries(KEYS, LEAVES, max_size=3)), max_size=3).map(Rows),
)


@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=5))
def test_what_is_written_comes_back(fields: dict[str, Value]) -> None:
    assert to_plain(yaml_file.parse(dump(fields), PATH).root) == as_read(fields)


@given(st.dictionaries(KEYS, TEXTS, min_size=1, max_size=5))
def test_a_foreign_reader_takes_every_text_for_text(fields: dict[str, str]) -> None:
    assert yaml.load(dump(fields), Loader=yaml.SafeLoader) == fields  # noqa: TID251 - the foreign judge


@given(st.dictionaries(KEYS, TEXTS, min_size=1, max_size=5), st.dictionaries(KEYS, VALUES, max_size=3))
def test_an_edited_text_says_what_a_written_one_would(before: dict[str, str], changes: dict[str, Value]) -> None:
    text = dump(before)
    document = yaml_file.parse(text, PATH)
    after: dict[str, Value] = {**before, **changes}
    edits = yaml_edit.set_fields(document, document.mapping(), before, after, list(before))
    assert to_plain(yaml_file.parse(yaml_edit.apply(text, edits), PATH).root) == as_read(after)


@given(st.text(max_size=200) | AWKWARD)
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    try:
        to_plain(yaml_file.parse(text, PATH).root)
    except FormatError as error:
        assert error.remedy and error.place  # noqa: PT017, PT018 - either outcome will do


@given(st.text(max_size=20), st.characters(categories=["Cs"]))
def test_half_a_surrogate_pair_is_refused(text: str, half: str) -> None:
    with pytest.raises(UsageError):
        dump({"key": text + half})


def test_naughty_strings_come_back() -> None:
    path = BAD_INPUT / "blns" / "blns.json"
    if not path.is_file():
        pytest.skip(MISSING)
    for text in json.loads(path.read_text(encoding="utf-8")):
        fields: dict[str, Value] = {"plain": text, "list": [text, text], "rows": Rows([{"note": text}]), "quoted": Quoted(text)}
        assert to_plain(yaml_file.parse(dump(fields), PATH).root) == as_read(fields)
