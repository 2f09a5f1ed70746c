"""Audit the whole library.

Sources against their SHA-256, articles against what cleaning kept of their sources, every YAML file, every excerpt's anchor and the
text it was made on, tags against the codebook, the index against the files.

    workbench check

The exit code is 1 where something does not hold. Notes (edited by hand, a tag not in the codebook) are no errors.
"""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.main import Session
from workbench.cli.options import as_json, manual


@click.command("check", help=manual(__doc__))
@as_json
@click.pass_obj
def command(session: Session, /, *, as_json: bool) -> int:
    """Check, and print every problem."""
    from workbench.workspace.auditing import check

    with session.open() as workspace, output.progress("checking") as (progress, stop):
        audit = check(workspace, progress, stop)
    if as_json:
        output.json(
            {
                "ok": audit.ok,
                "problems": [
                    {"severity": one.severity, "file": str(one.file), "line": one.line, "problem": one.problem, "fix": one.fix}
                    for one in audit.problems
                ],
                "counts": audit.counts,
            }
        )
    else:
        for problem in audit.problems:
            output.text(f"{problem.severity}: {problem}")
        output.text(
            ("Nothing is wrong. " if audit.ok else "")
            + " · ".join(f"{name.replace('_', ' ')} {count:,}" for name, count in audit.counts.items())
        )
    return 0 if audit.ok else 1
