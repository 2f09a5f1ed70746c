"""Packages that only some readers need: they come with an extra, and where one is missing the error says how to get it."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Final

from workbench.errors import DataError

EXTRA: Final = "analyst-workbench[formats]"


def need(module: str, package: str, for_what: str) -> None:
    """See that an extra's package is there, without importing it.

    Args:
        module: Its name for Python.
        package: Its name for pip.
        for_what: What is read with it, as the message says it: "a PDF file".

    Raises:
        DataError: The package is not installed.
    """
    if find_spec(module) is None:
        raise DataError(f"{for_what} needs the package {package}", remedy=f"pip install '{EXTRA}'")
