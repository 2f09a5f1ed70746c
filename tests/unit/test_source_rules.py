"""Rules that the source itself has to keep; each failure names file and line."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import workbench

PACKAGE = Path(workbench.__file__).parent

# What parses a string as markup (measured on Textual 8.2.8): text of an article would style the screen, or end the program.
MARKUP_WIDGETS = frozenset(
    "Static Label Button Checkbox RadioButton OptionList SelectionList Select DataTable Tree Collapsible Tabs Tab Digits Link".split()
)
MARKUP_CALLS = frozenset(("notify", "from_markup", "escape", "markup", "update_markup"))
MARKUP_ATTRIBUTES = frozenset(("border_title", "border_subtitle", "tooltip"))


def trees(folder: str) -> Iterator[tuple[Path, ast.AST]]:
    for path in sorted((PACKAGE / folder).rglob("*.py")):
        yield path.relative_to(PACKAGE), ast.parse(path.read_text(encoding="utf-8"))


def name_of(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def test_no_text_is_ever_given_to_what_parses_markup() -> None:
    found = []
    for path, tree in trees("tui"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and name_of(node.func) in MARKUP_WIDGETS | MARKUP_CALLS:
                module = name_of(node.func.value) if isinstance(node.func, ast.Attribute) else ""
                if (module, name_of(node.func)) != ("re", "escape"):
                    found.append(f"{path}:{node.lineno} {name_of(node.func)}")
            if isinstance(node, ast.Assign):
                found += [
                    f"{path}:{node.lineno} {name_of(target)}" for target in node.targets if name_of(target) in MARKUP_ATTRIBUTES
                ]
            if (
                isinstance(node, ast.keyword)
                and node.arg == "markup"
                and not (isinstance(node.value, ast.Constant) and node.value.value is False)
            ):
                found.append(f"{path}:{node.value.lineno} markup=")
    assert found == []


def _is_atomic(call: ast.expr) -> bool:
    return isinstance(call, ast.Attribute) and name_of(call.value) == "atomic"


def test_only_the_files_layer_opens_a_file_for_writing() -> None:
    found = []
    for path, tree in trees("."):
        if path.parts[0] == "files":
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and name_of(node.func) in ("write_text", "write_bytes") and not _is_atomic(node.func):
                found.append(f"{path}:{node.lineno} {name_of(node.func)}")
            if isinstance(node, ast.Call) and name_of(node.func) == "open":
                modes = [
                    value.value for value in ast.walk(node) if isinstance(value, ast.Constant) and isinstance(value.value, str)
                ]
                found += [f"{path}:{node.lineno} open {mode}" for mode in modes if set(mode) & set("wax+") and len(mode) <= 3]
    # The engine's own mark stands beside its index, in the cache; the log of unexpected errors must not depend on anything.
    assert [place for place in found if not place.startswith(("search/engines/", "tui/app.py"))] == []


def test_no_module_is_a_drawer_for_everything() -> None:
    names = {path.stem for path, _ in trees(".")}
    assert not names & {"utils", "util", "helpers", "helper", "common", "misc", "manager", "handler", "data", "info"}
