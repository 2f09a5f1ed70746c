"""Where comments stand in a YAML text, and what only looks like one."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.files import yaml_file
from workbench.files.yaml_nodes import comments


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: 1\n", []),
        ("# one\na: 1  # two\n\n  # three\n", ["# one", "# two", "# three"]),
        ("a: 'x # y' # z\n", ["# z"]),
        ('a: "x # \\" # y"\n', []),
        ("a: x#y\nb#c: d\n", []),
        ("a: |  # kept\n  # text\n  more\n# after\nb: 1\n", ["# kept", "# after"]),
        ("a: >-\n  # text\n\n# after\n", ["# after"]),
        ("a: |+\n  text\n\n# after\n", ["# after"]),
        ("a:\n# in a list\n- 1 # one\n# between\n- [2, # two\n  3]\n", ["# in a list", "# one", "# between", "# two"]),
        ("a: # of nothing\nb:\n", ["# of nothing"]),
        ("a: {b: 1} #no space\n#\n", ["#no space", "#"]),
    ],
)
def test_every_comment_is_found_and_nothing_else(text: str, found: list[str]) -> None:
    root = yaml_file.parse(text, Path("x")).root
    assert comments(root, text, 0, len(text)) == found
