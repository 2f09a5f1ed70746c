"""The program: hands the command line the one thing it may not import itself, the terminal interface."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.cli.main import run
from workbench.errors import UsageError

if TYPE_CHECKING:
    from workbench.workspace.opening import Workspace


def main() -> None:
    """Run `workbench` with the process's arguments, and exit."""
    run(open_interface)


def open_interface(workspace: Workspace) -> int:
    """Open the terminal interface on a workspace; returns the exit code."""
    if workspace.settings.keymap:
        from workbench.config import keymap_problems
        from workbench.tui.actions import check_keymap

        problems = keymap_problems(workspace.settings, lambda keymap: check_keymap(keymap, workspace.settings.keys))
        if problems:
            raise UsageError("\n".join(map(str, problems)))
    from workbench.tui.app import run as run_interface

    return run_interface(workspace)


if __name__ == "__main__":
    main()
