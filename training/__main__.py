"""Learn the cleaner's model from labelled pages.

python -m training report TRAIN.jsonl [--sites 1/4]    nested cross-validation by site: what to expect of sites not seen
python -m training fit TRAIN.jsonl                     learn from all pages and write workbench/cleaning/coefficients.json

TRAIN.jsonl holds a page a line: lines, blank_before, labels (1 body, 0 furniture, -1 title, -2 unclear), domain, regime.
`report` sets the two thresholds and the calibration and writes them to build/operating_points.json; `fit` takes them from there.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from training import fitting, report


def main() -> None:
    """Run one of the two steps."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    options.add_argument("step", choices=["report", "fit"])
    options.add_argument("pages", type=Path)
    options.add_argument("--sites", default="1/1", help="the share of the sites to learn from, for a learning curve")
    given = options.parse_args()
    if given.step == "fit":
        fitting.write(given.pages)
    else:
        report.run(given.pages, given.sites)


if __name__ == "__main__":
    main()
