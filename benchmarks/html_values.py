"""Which values the workbench reads from pages beyond those that people noted, each with the place and the line it was read from.

For looking through by eye: `python -m benchmarks.html_values`. The pages are those collected for evaluation, in folders with
`source.html` and `expected-metadata.json` (`WORKBENCH_TEST_DATA`).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator

from benchmarks.html import COLLECTED
from workbench.cleaning.clean import clean
from workbench.records.cleaned import Cleaned

NOTED = {"title": "title", "authors": "byline", "publisher": "siteName", "published": "publishedTime", "language": "lang"}


def main() -> None:
    """Print a row for each value, then how many there are of each field."""
    counts: Counter[str] = Counter()
    print("| page | field | value | grade | read from | line |\n|---|---|---|---|---|---|")
    for source in sorted(COLLECTED.rglob("source.html")):
        noted = source.with_name("expected-metadata.json")
        for field, row in _rows(clean(source.read_bytes(), "text/html"), json.loads(noted.read_text()) if noted.exists() else {}):
            counts[field] += 1
            print(f"| {source.parent.name} | {field} | {row} |")
    print("\n" + ", ".join(f"{field}: {count}" for field, count in counts.most_common()))


def _rows(cleaned: Cleaned, noted: dict[str, object]) -> Iterator[tuple[str, str]]:
    lines = cleaned.rendition.split("\n")
    for field, evidence in cleaned.evidence.items():
        value = _plain(getattr(cleaned.metadata, field))
        known = _plain(noted.get(NOTED.get(field, "")))
        if known and (value[:10] in known or known in value):
            continue
        line = lines[evidence.where - 1] if isinstance(evidence.where, int) else ""
        yield field, f"{value[:80]} | {evidence.grade} | {evidence.where} | {line[:80]}"


def _plain(value: object) -> str:
    if isinstance(value, tuple):
        value = " ".join(getattr(item, "literal", None) or str(item) for item in value)
    return " ".join(re.sub(r"[^\w.:/-]+", " ", str(value or "")).lower().split())


if __name__ == "__main__":
    main()
