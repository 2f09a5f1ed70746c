"""Writing YAML: what a person and another program see."""

from __future__ import annotations

import pytest

from workbench.errors import UsageError
from workbench.files.yaml_dump import Bare, Inline, Quoted, Rows, Value, dump, inline


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("US officials warn ISIS' branch", "US officials warn ISIS' branch"),
        ("Mosul, Iraq", "Mosul, Iraq"),
        ("no", '"no"'),
        ("2021-02-09", '"2021-02-09"'),
        ("1e3", '"1e3"'),
        ("0123456789", '"0123456789"'),
        ("12:30", '"12:30"'),
        ("", '""'),
        ("null", '"null"'),
        (" x", '" x"'),
        ("x ", '"x "'),
        ("a: b", '"a: b"'),
        ("a #b", '"a #b"'),
        ("- a", '"- a"'),
        ('"so"', "'\"so\"'"),
        ('it\'s "so"', 'it\'s "so"'),
        ("C:\\x: y", "'C:\\x: y'"),
        ("tab\there", '"tab\\there"'),
        ("line\u2028end", '"line\\u2028end"'),
        ("a\u202eb", '"a\\u202eb"'),
        ("\x1b[31m", '"\\x1b[31m"'),
        ("\ufeffx", '"\\ufeffx"'),
        ("你好", "你好"),
        (None, "null"),
        (True, "true"),
        (3, "3"),
        (0.9, "0.9"),
        (Bare("2021-08"), "2021-08"),
        (Bare("2026-11-20T19:44:21Z"), "2026-11-20T19:44:21Z"),
        (Bare("no: really"), '"no: really"'),
        (Quoted("plain"), '"plain"'),
        (["a/b", "no", "x, y"], '[a/b, "no", "x, y"]'),
        (Inline({"title": ["declared", 1], "y": "jsonld:headline"}), '{title: [declared, 1], "y": "jsonld:headline"}'),
    ],
)
def test_a_value_is_written_as_people_would(value: Value, written: str) -> None:
    assert dump({"key": value}) == f"key: {written}\n"


def test_a_text_of_several_lines_is_a_literal_block() -> None:
    assert dump({"note": "one\n\n  two\n"}) == "note: |\n  one\n\n    two\n"
    assert dump({"note": "one\ntwo"}) == "note: |-\n  one\n  two\n"


@pytest.mark.parametrize("text", ["one \ntwo", " one\ntwo", "\none", "one\n\n", "one\ttab\ntwo", "one\r\ntwo"])
def test_a_text_that_an_editor_might_spoil_is_quoted(text: str) -> None:
    assert dump({"note": text}).startswith('note: "')


def test_rows_take_a_line_or_a_block_each() -> None:
    rows = Rows([{"id": "x", "note": "a\nb"}, Inline({"id": "z"})])
    assert dump({"rows": rows}) == "rows:\n- id: x\n  note: |-\n    a\n    b\n- {id: z}\n"
    assert dump({"rows": Rows()}) == "rows: []\n"


def test_half_a_surrogate_pair_is_refused_in_words() -> None:
    with pytest.raises(UsageError, match=r"U\+DC00, half of a surrogate pair"):
        inline("a\udc00")
