"""The line of git's settings that lets git merge by item: what it has to be here, and whether git can run what it is.

A driver that cannot be run is the unsafe case: git takes its failing for a conflict and leaves our side alone in the file, without
markers. Without any driver git merges as text, with markers.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
import sysconfig
from pathlib import Path
from typing import Final

from workbench.workspace import git

SETTING: Final = "merge.workbench.driver"
_ARGUMENTS: Final = "merge-driver %O %A %B %P"
_ASSIGNMENT: Final = re.compile(r"\w+=")
"""What may stand before a program in a shell's command: a variable of its own."""


def installing() -> str:
    """The command that makes git merge by item with the program of this installation, wherever git is run from."""
    program = shlex.join(_program()).replace("%", "%%")
    return f"git config {SETTING} {shlex.quote(f'{program} {_ARGUMENTS}')}"


def configured(folder: Path) -> str | None:
    """The driver that git is told to run in a folder; None where there is none, or no git."""
    return git.setting(folder, SETTING)


def missing_program(command: str, folder: Path) -> str | None:
    """The program of a driver if git cannot run it in a folder, or only from within our own environment; None if it can.

    git gives the command to a shell, which looks for the program as it would for any. `uv run workbench` is found by no git
    that was not started by `uv run` as well, though this process finds it.
    """
    try:
        words = shlex.split(command.replace("%%", "%"))
    except ValueError:
        return command
    program = next((word for word in words if not _ASSIGNMENT.match(word)), "")
    place = os.path.expandvars(os.path.expanduser(program))  # noqa: PTH111 - a Path drops the ./ that tells a file from a command
    found = shutil.which(folder / place) if "/" in place else shutil.which(place, path=_path_outside())
    return None if found else program


def _path_outside() -> str:
    """Where programs are looked for by whoever has not entered the environment that this Python is in, if it is in one."""
    ours = sysconfig.get_path("scripts") if sys.prefix != sys.base_prefix else ""
    return os.pathsep.join(place for place in os.get_exec_path() if not ours or Path(place) != Path(ours))


def _program() -> list[str]:
    """How this workbench is run without asking the search path: its script, else the module of its Python."""
    script = shutil.which("workbench", path=sysconfig.get_path("scripts"))
    return [Path(script).as_posix()] if script else [Path(sys.executable).as_posix(), "-P", "-m", "workbench"]
