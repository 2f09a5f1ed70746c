"""What is not imported until it is needed: a promise for each entry, kept by a fresh interpreter."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {
    "textual",
    "rich",
    "whoosh",
    "tantivy",
    "yaml",
    "pyperclip",
    "filelock",
    "charset_normalizer",
    "Stemmer",
    "rapidfuzz",
    "asyncio",
    "importlib.metadata",
}


def loaded_by(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"], capture_output=True, text=True, check=True
    )
    return {name for name in HEAVY if name in done.stdout.split()}


@pytest.mark.parametrize(
    ("code", "allowed"),
    [
        ("import workbench", set()),
        ("import workbench.cli.main", set()),
        ("import workbench.__main__", set()),
        ("import workbench.records.article, workbench.records.block, workbench.records.hit", set()),
        ("import workbench.search.query, workbench.search.parsing", {"Stemmer"}),
        ("import workbench.workspace.opening", {"yaml"}),
        ("import workbench.cli.merge_driver, workbench.workspace.merging", {"yaml"}),
    ],
)
def test_only_what_is_needed_is_imported(code: str, allowed: set[str]) -> None:
    assert loaded_by(code) <= allowed


def test_help_and_version_load_no_heavy_module() -> None:
    for option in ("--help", "--version"):
        code = f"import workbench.cli.main as m\ntry:\n    m.run(lambda w: 0, ['{option}'])\nexcept SystemExit: pass"
        assert loaded_by(code) == set(), option
