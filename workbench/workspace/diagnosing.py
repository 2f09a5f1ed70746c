"""What a bug report needs: versions, places, terminal, clipboard, engine."""

from __future__ import annotations

import os
import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Final

import workbench
from workbench import clipboard
from workbench.workspace import merge_driver, places, searching

if TYPE_CHECKING:
    from workbench.workspace.opening import Workspace

_PACKAGES: Final = ("textual", "whoosh-reloaded", "PyYAML", "pyperclip", "click", "msgspec", "PyStemmer")


def general() -> dict[str, str]:
    """What can be told without a workspace."""
    return {
        "workbench": workbench.__version__,
        "python": f"{platform.python_version()} ({sys.implementation.name})",
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        **{name: _version(name) for name in _PACKAGES},
        "libyaml": "yes" if _has_libyaml() else "no: reading is ten times slower",
        "terminal": f"TERM={os.environ.get('TERM', '')} COLORTERM={os.environ.get('COLORTERM', '')}"
        + (" NO_COLOR" if os.environ.get("NO_COLOR") else "")
        + (" tmux" if os.environ.get("TMUX") else "")
        + (" ssh" if os.environ.get("SSH_CONNECTION") else ""),
        "encoding": sys.stdout.encoding or "",
        "clipboard": clipboard.describe(os.environ),
        "own settings": str(places.user_config_file()),
    }


def of(workspace: Workspace) -> dict[str, str]:
    """What there is to tell of a workspace."""
    return {
        "workspace": str(workspace.root),
        "articles": str(searching.library_size(workspace)),
        "indexed": str(workspace.index.engine.count()),
        "engine": f"{workspace.index.engine.name} (setting: {workspace.settings.engine})",
        "index": str(workspace.cache),
        "state": str(workspace.state),
        "git merges": _merges(workspace),
    }


def _merges(workspace: Workspace) -> str:
    """How git merges excerpts, the codebook and saved searches."""
    driver = merge_driver.configured(workspace.root)
    if driver is None:
        return f"as text; by item with: {merge_driver.installing()}"
    if missing := merge_driver.missing_program(driver, workspace.root):
        return f"NOT, and loses the other side: git cannot surely run {missing!r}; mended by: {merge_driver.installing()}"
    return f"by item: {driver}"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"


def _has_libyaml() -> bool:
    import yaml

    return bool(yaml.__with_libyaml__)
