"""Print every table: `python -m benchmarks`, or some: `python -m benchmarks start typing`."""

from __future__ import annotations

import sys
from importlib import import_module

BENCHMARKS = ("start", "typing", "cleaning", "html", "indexing", "searching", "anchoring", "renaming_tags", "exchange")

if __name__ == "__main__":
    for name in sys.argv[1:] or BENCHMARKS:
        import_module(f"benchmarks.{name}").main()
        print()
