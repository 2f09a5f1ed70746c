"""Files that nobody wrote in good faith, and files that are merely broken: refused in bounded time, never overwritten."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.collected import BAD_INPUT, MISSING
from workbench.errors import DataError, FormatError, UsageError
from workbench.files import yaml_file
from workbench.files.reading import LIMIT_BYTES
from workbench.records.excerpt import Excerpt
from workbench.records.tag import is_tag
from workbench.storage import annotations as notes
from workbench.storage.annotations import Put, Remove

TIME = "2026-11-20T19:44:21Z"
EXCERPT = Excerpt(id="x-a", quote="word", start=1, end=5, text="9f2c61ab04de", created=TIME, modified=TIME)
BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
HOSTILE: dict[str, Callable[[], bytes]] = {
    "alias bomb": BOMB.encode,
    "deep list": lambda: b"[" * 10_000,
    "deep mapping": lambda: b"{a: " * 10_000,
    "deep block": lambda: b"".join(b" " * n + b"a:\n" for n in range(2_000)),
    "deep dashes": lambda: b"- " * 10_000,
    "a line of 100 MB": lambda: b"a: " + b"x" * 100_000_000,
    "ten million values": lambda: b"a: [" + b"x," * 10_000_000 + b"]",
    "python object": lambda: b"!!python/object/apply:os.system [true]",
    "control character": lambda: b"format: 1\na: \x1b]52;c;AAAA\x07\n",
    "zero bytes": lambda: b"\0" * 1000,
    "not utf-8": lambda: b"format: 1\na: \xff\n",
    "utf-16": lambda: "format: 1\n".encode("utf-16"),
    "conflict": lambda: b"format: 1\n<<<<<<< a\nexcerpts: []\n=======\n>>>>>>> b\n",
    "tab": lambda: b"format: 1\nexcerpts:\n\t- id: x\n",
    "duplicate key": lambda: b"format: 1\nformat: 1\n",
    "empty": lambda: b"",
    "cut off": lambda: b'format: 1\nexcerpts:\n- id: x-a\n  quote: "wor',
}


BOUNDED = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (3 * 1024**3, 3 * 1024**3))
from workbench.errors import FormatError
from workbench.files import yaml_file
from workbench.storage import annotations as notes
try:
    notes.understand(yaml_file.read(Path(sys.argv[1])), "a-raid")
except FormatError as error:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print("refused", f"{usage.ru_utime + usage.ru_stime:.2f} s", f"{usage.ru_maxrss // 1024} MB", error)
"""


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_refused_soon_and_not_overwritten(library: Path, kind: str) -> None:
    path = notes.path_of(library, "a-raid")
    path.parent.mkdir()
    path.write_bytes(HOSTILE[kind]())
    before = path.stat()
    began = time.process_time()
    with pytest.raises(FormatError) as refusal:
        notes.apply(library, "a-raid", [Put(None, EXCERPT)])
    assert time.process_time() - began < 20
    assert str(path) in str(refusal.value)
    assert refusal.value.remedy
    assert len(str(refusal.value)) < len(str(path)) + 300
    after = path.stat()
    assert (after.st_ino, after.st_size, after.st_mtime_ns) == (before.st_ino, before.st_size, before.st_mtime_ns)


def test_a_file_of_the_largest_size_is_looked_at_and_one_byte_more_is_not(tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    path.write_bytes(b"a: " + b"x" * (LIMIT_BYTES - 3))
    yaml_file.read(path)
    path.write_bytes(b"a: " + b"x" * (LIMIT_BYTES - 2))
    with pytest.raises(FormatError, match="larger than 64 MB"):
        yaml_file.read(path)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "file.yaml")
    with pytest.raises(DataError, match="not a regular file"):
        yaml_file.read(tmp_path / "file.yaml")


def test_a_byte_order_mark_is_tolerated(tmp_path: Path) -> None:
    (tmp_path / "file.yaml").write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert list(yaml_file.read(tmp_path / "file.yaml").mapping().entries) == ["a"]


def test_every_document_of_the_yaml_test_suite_is_read_or_refused_in_words(library: Path) -> None:
    cases = _suite()
    path = notes.path_of(library, "a-raid")
    path.parent.mkdir()
    for text in cases:
        content = text.encode("utf-8", "surrogatepass")
        path.write_bytes(content)
        with pytest.raises((FormatError, DataError)):
            notes.apply(library, "a-raid", [Put(None, EXCERPT)])
        assert path.read_bytes() == content


def naughty() -> list[str]:
    """Strings that break programs, and documents that are no YAML."""
    path = BAD_INPUT / "blns" / "blns.json"
    if not path.is_file():
        pytest.skip(MISSING)
    return [*json.loads(path.read_text(encoding="utf-8")), *_suite(invalid=True)]


def test_naughty_strings_as_notes_quotations_and_authors_come_back_exactly(library: Path) -> None:
    """Saved one after the other into one file, then changed into each other, then removed."""
    texts = naughty()
    made = [
        replace(EXCERPT, id=f"x-{number}", quote=text, prefix=text, suffix=text, note=text, author=text)
        for number, text in enumerate(texts)
    ]
    assert notes.apply(library, "a-raid", [Put(None, one) for one in made]).excerpts
    assert set(notes.load(library, "a-raid").annotations.excerpts) == set(made)
    turned = [replace(one, note=text, author=text) for one, text in zip(made, reversed(texts), strict=True)]
    notes.apply(library, "a-raid", [Put(one, other) for one, other in zip(made, turned, strict=True)])
    loaded = notes.load(library, "a-raid")
    assert (set(loaded.annotations.excerpts), loaded.problems) == (set(turned), ())
    notes.apply(library, "a-raid", [Remove(one) for one in turned[1:]])
    assert notes.load(library, "a-raid").annotations.excerpts == (turned[0],)


def test_naughty_strings_as_tags_come_back_exactly_or_are_refused() -> None:
    kept = 0
    path = Path("a-raid.yaml")
    for number, text in enumerate(naughty()):
        one = replace(EXCERPT, id=f"x-{number}", tags=(text, f"group/{text}"))
        try:
            document = notes.carry_out(notes.empty(path, "a-raid"), "a-raid", [Put(None, one)])
        except UsageError:
            assert not is_tag(text)
            continue
        assert is_tag(text)
        assert notes.understand(yaml_file.parse(document.text, path), "a-raid").annotations.excerpts == (one,)
        kept += 1
    assert kept > 100


def test_hostile_files_are_refused_in_bounded_memory(tmp_path: Path) -> None:
    for kind, made in HOSTILE.items():
        path = tmp_path / "a-raid.yaml"
        path.write_bytes(made())
        done = subprocess.run([sys.executable, "-c", BOUNDED, path], capture_output=True, text=True, check=False)
        assert done.stdout.startswith("refused"), (kind, done.stderr[-300:])


def test_most_invalid_documents_of_the_yaml_test_suite_are_refused() -> None:
    refused = 0
    invalid = _suite(invalid=True)
    for text in invalid:
        try:
            yaml_file.parse(text, Path("x"))
        except FormatError:
            refused += 1
    assert refused / len(invalid) > 0.8  # libyaml reads YAML 1.1, which allows some of them


def _suite(*, invalid: bool = False) -> list[str]:
    """The documents of the YAML test suite, if a copy is at hand."""
    folder = BAD_INPUT / "yaml_test_suite" / "src"
    if not folder.is_dir():
        pytest.skip(MISSING)
    found = []
    for path in sorted(folder.glob("*.yaml")):
        content = path.read_text(encoding="utf-8")
        if invalid and "\n  fail: true" not in content:
            continue
        for block in re.findall(r"\n  yaml: \|\d?\n((?:    .*\n|\n)+)", content):
            text = re.sub("(?m)^    ", "", block).replace("␣", " ").replace("←", "\r").replace("∎\n", "").replace("↵", "")
            found.append(re.sub("—*»", "\t", text))
    assert len(found) > 50
    return found
