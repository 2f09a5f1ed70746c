from __future__ import annotations

from workbench.search.colouring import tokens


def test_stretches_of_a_query_line() -> None:
    text = '(rain OR "heavy snow"~3) -title:storm tag:"a b" NOT pre* place:="A b"'
    assert [(text[start:end], str(kind)) for start, end, kind in tokens(text)] == [
        ("(", "bracket"),
        ("rain", "word"),
        ("OR", "operator"),
        ('"heavy snow"~3', "phrase"),
        (")", "bracket"),
        ("-", "operator"),
        ("title:", "field"),
        ("storm", "value"),
        ("tag:", "field"),
        ('"a b"', "value"),
        ("NOT", "operator"),
        ("pre*", "pattern"),
        ("place:=", "field"),
        ('"A b"', "value"),
    ]
