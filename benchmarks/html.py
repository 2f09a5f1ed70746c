"""What an HTML page costs, beside programs that only extract: mean and median CPU ms a page, warm.

The pages are those collected for evaluation where they are at hand (`WORKBENCH_TEST_DATA`), else made here.
readability-lxml and resiliparse are timed if they are installed; trafilatura and jusText always are.
"""

from __future__ import annotations

import importlib
import logging
import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from statistics import mean, median
from typing import Any

from workbench.cleaning.clean import clean
from workbench.cleaning.readers import read_page

ROUNDS = 4
COLLECTED = Path(os.environ.get("WORKBENCH_TEST_DATA") or Path(__file__).parents[2] / "shared") / "data" / "html"

Extractor = Callable[[bytes], object]


def main() -> None:
    """Print the table."""
    logging.disable(logging.ERROR)
    pages = [path.read_bytes() for path in sorted(COLLECTED.rglob("source.html"))] or list(_made())
    print(f"| HTML, {len(pages)} pages | mean ms | median ms | × trafilatura |\n|---|---|---|---|")
    whole: float | None = None
    for name, extract in _extractors():
        times = [_milliseconds(extract, page) for page in pages]
        whole = whole or mean(times)
        print(f"| {name} | {mean(times):.1f} | {median(times):.1f} | {mean(times) / whole:.2f} |")


def _milliseconds(extract: Extractor, page: bytes) -> float:
    """The least CPU time of several rounds; a page that an extractor cannot read counts as far as it came."""
    best = float("inf")
    for _ in range(ROUNDS):
        began = time.process_time()
        with suppress(Exception):  # some raise on control characters
            extract(page)
        best = min(best, time.process_time() - began)
    return 1000 * best


def _extractors() -> Iterator[tuple[str, Extractor]]:
    import justext
    import trafilatura

    words = justext.get_stoplist("English")
    yield "trafilatura, text", lambda page: trafilatura.extract(_text(page))
    yield "trafilatura, text and metadata", lambda page: trafilatura.extract(_text(page), with_metadata=True)
    yield "workbench, reader: lines, hints, metadata", lambda page: read_page(page, "text/html")
    yield "workbench, whole: decisions and article too", lambda page: clean(page, "text/html")
    yield "jusText", lambda page: justext.justext(page, words)
    if readability := _optional("readability"):
        yield "readability-lxml", lambda page: readability.Document(_text(page)).summary()
    if resiliparse := _optional("resiliparse.extract.html2text"):
        yield "resiliparse", lambda page: resiliparse.extract_plain_text(_text(page), main_content=True)


def _optional(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def _text(page: bytes) -> str:
    return page.decode("utf-8", "replace")


def _made() -> Iterator[bytes]:
    """Pages of different lengths, with the furniture of a news site."""
    menu = "".join(f'<li><a href="/{number}">Section {number}</a></li>' for number in range(40))
    for length in range(5, 80, 5):
        prose = "".join(
            f"<p>{'The ferries that cross the harbour are running again. ' * 6}({number})</p>" for number in range(length)
        )
        head = "<head><title>Ferries</title><meta property='og:site_name' content='Quay'></head>"
        yield f"<html>{head}<body><nav><ul>{menu}</ul></nav><article><h1>Ferries</h1>{prose}</article></body></html>".encode()


if __name__ == "__main__":
    main()
