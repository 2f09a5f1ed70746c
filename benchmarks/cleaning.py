"""How many plain-text sources are cleaned a second: everything from bytes to decisions, metadata and text."""

from __future__ import annotations

import time
from pathlib import Path

from workbench.cleaning.clean import clean

ROUNDS = 20


def main() -> None:
    """Print the table."""
    sources = [path.read_bytes() for path in (Path(__file__).parents[1] / "library" / "sources").glob("*.txt")]
    for raw in sources:
        clean(raw)
    began = time.process_time()
    for _ in range(ROUNDS):
        for raw in sources:
            clean(raw)
    seconds = time.process_time() - began
    count = ROUNDS * len(sources)
    print("| cleaning | sources a CPU second | KB a source |\n|---|---|---|")
    print(f"| plain text | {count / seconds:,.0f} | {sum(map(len, sources)) / len(sources) / 1024:.1f} |")


if __name__ == "__main__":
    main()
