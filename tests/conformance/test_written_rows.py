"""The table of what queries mean, against the matcher and against every engine."""

from __future__ import annotations

import pytest

from tests.conformance.generated import TODAY
from tests.conformance.rows import CASES, Case
from workbench.search.engine import Engine
from workbench.search.matcher import matches
from workbench.search.parsing import parse
from workbench.search.searchable import searchable
from workbench.text.terms import primary_language


def verdicts(case: Case) -> list[tuple[str, bool]]:
    return [*((query, True) for query in case.finds), *((query, False) for query in case.misses)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_matcher_gives_the_verdicts(case: Case) -> None:
    one = searchable(case.article, case.excerpts)
    languages = {primary_language(case.article.metadata.language)}
    wrong = [
        (query, verdict)
        for query, verdict in verdicts(case)
        if matches(parse(query, today=TODAY).tree, one, languages) != verdict
    ]
    assert not wrong


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_engine_gives_the_verdicts(engine: Engine, case: Case) -> None:
    engine.add([searchable(case.article, case.excerpts)])
    wrong = [
        (query, verdict)
        for query, verdict in verdicts(case)
        if bool(engine.search(parse(query, today=TODAY).tree).total) != verdict
    ]
    assert not wrong


def test_there_are_some_hundreds_of_rows() -> None:
    assert sum(len(verdicts(case)) for case in CASES) >= 200
