"""Marked runs of text in the notation of a document: plain, Markdown, HTML.

A style yields runs; only here are they written down, and only here is anything escaped.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from workbench.text.markdown import escape as escape_markdown


class Run(Struct, frozen=True):
    """A piece of a citation; `emphasis` is italics, `url` marks an address."""

    text: str
    emphasis: bool = False
    url: bool = False


__all__ = ["FORMATS", "Run", "escape_markdown", "write"]
FORMATS: Final = ("text", "markdown", "html")
"""Formats a style's runs can be written in."""


def write(runs: Iterable[Run], document: str) -> str:
    """The runs as one string in the format `document`, one of `FORMATS`."""
    return "".join(_WRITERS[document](run) for run in runs)


def _text(run: Run) -> str:
    return run.text


def _markdown(run: Run) -> str:
    if run.url:
        return f"<{run.text}>" if not re.search(r"[<>\s]", run.text) else escape_markdown(run.text)
    return f"*{escape_markdown(run.text)}*" if run.emphasis else escape_markdown(run.text)


def _html(run: Run) -> str:
    escaped = html.escape(run.text)
    if run.url and run.text.startswith(("https://", "http://")):
        return f'<a href="{escaped}">{escaped}</a>'
    return f"<i>{escaped}</i>" if run.emphasis else escaped


_WRITERS = {"text": _text, "markdown": _markdown, "html": _html}
