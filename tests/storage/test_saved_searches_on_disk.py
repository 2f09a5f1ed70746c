"""The file of saved searches on a real disk: two programs at once, a crash at every step, a file that does not parse."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from workbench.errors import ConflictError, FormatError
from workbench.records.named_query import NamedQuery
from workbench.storage import searches

SAVE = """
import sys
from pathlib import Path
from workbench.errors import ConflictError
from workbench.records.named_query import NamedQuery
from workbench.storage import searches
library, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
for number in range(count):
    searches.change(library, None, NamedQuery(f"{name} {number}", f'"{name} {number}"'))
try:
    searches.change(library, None, NamedQuery("both", name))
    print("saved")
except ConflictError:
    print("refused")
"""


def test_two_programs_that_save_at_once_lose_nothing_and_one_of_two_queries_for_a_name_is_refused(library: Path) -> None:
    command = [sys.executable, "-c", SAVE, str(library)]
    writers = [subprocess.Popen([*command, name, "40"], stdout=subprocess.PIPE, text=True) for name in ("a", "b")]
    said = sorted(writer.communicate(timeout=120)[0].strip() for writer in writers)
    assert said == ["refused", "saved"]
    loaded = searches.read(library)
    assert loaded.problems == ()
    assert {one.name for one in loaded.searches} == {f"{name} {number}" for name in ("a", "b") for number in range(40)} | {"both"}


def test_a_crash_at_any_moment_leaves_the_old_file_or_the_new(
    library: Path, die_after: Callable[[Callable[[], object], int], bool]
) -> None:
    first, second = NamedQuery("first", "x"), NamedQuery("second", '"y z"')
    searches.change(library, None, first)
    for step in range(1, 100):
        if not die_after(lambda: searches.change(library, None, second), step):
            break
        assert searches.read(library).searches in ((first,), (first, second))
        if len(searches.read(library).searches) == 2:
            searches.change(library, second, None)
    assert searches.read(library).searches == (first, second)


@pytest.mark.parametrize("text", ["format: 1\nsearches: [\n", 'format: 1\nsearches:\n- name: x\n  query: "a b" c\n', "- x\n"])
def test_a_file_that_does_not_parse_is_told_with_its_line_and_never_overwritten(library: Path, text: str) -> None:
    path = searches.path_of(library)
    path.write_text(text, encoding="utf-8")
    for attempt in (lambda: searches.read(library), lambda: searches.change(library, None, NamedQuery("new", "x"))):
        with pytest.raises(FormatError) as told:
            attempt()
        assert told.value.place is not None
        assert (told.value.place.file, told.value.place.line is not None) == (path, True)
    assert path.read_text(encoding="utf-8") == text


def test_a_query_with_quotation_marks_that_yaml_does_not_read_is_told_how_to_write_it(library: Path) -> None:
    searches.path_of(library).write_text('format: 1\nsearches:\n- name: x\n  query: "a b" c\n', encoding="utf-8")
    with pytest.raises(FormatError, match="single quotes"):
        searches.read(library)


def test_a_hand_edit_between_reading_and_saving_is_not_overwritten(library: Path) -> None:
    one = NamedQuery("one", "x")
    searches.change(library, None, one)
    path = searches.path_of(library)
    path.write_text(path.read_text(encoding="utf-8").replace("query: x", "query: y  # mine"), encoding="utf-8")
    with pytest.raises(ConflictError):
        searches.change(library, one, NamedQuery("one", "z"))
    assert "query: y  # mine" in path.read_text(encoding="utf-8")
