"""Packages that only some readers need: they come with an extra, and where one is missing the error says how to get it."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

from workbench.errors import DataError

EXTRA: Final = "analyst-workbench[formats]"


def needed(module: str, package: str, for_what: str) -> Any:
    """A module of an extra's package.

    Args:
        module: Its name for Python.
        package: Its name for pip.
        for_what: What is read with it, as the message says it: "a PDF file".

    Raises:
        DataError: The package is not installed.
    """
    try:
        return import_module(module)
    except ImportError:
        raise DataError(f"{for_what} needs the package {package}", remedy=f"pip install '{EXTRA}'") from None
