"""Bring files into the library.

Each raw file is kept byte for byte, cleaned, written as an article and indexed. Files, folders and patterns: text, Markdown, HTML,
saved pages (.mhtml), .docx, .pdf (with the extra "formats"), .rtf, .epub, .eml; files of several articles: feeds (.rss, .atom),
web archives (.warc, .warc.gz), references (.json, as Zotero exports CSL-JSON) and .jsonl with an article a line (id, title, date,
authors, publisher, url, lang, tags, text). A file is what its first bytes say it is. The same bytes again are reported as a
duplicate and nothing is written.

    workbench import scrapes/*.txt
    workbench import --publisher "Northern Wire" --date 2021-08 page.txt
    workbench import --dry-run folder/
"""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.main import Session
from workbench.cli.options import as_json, manual


@click.command("import", help=manual(__doc__))
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--title", help="The title, for all of these files.")
@click.option("--author", help="The author.")
@click.option("--publisher", help="Who published the page.")
@click.option("--date", help="When it was published: 2021, 2021-08 or 2021-08-26.")
@click.option("--url", help="Its address.")
@click.option("--language", help="Its language: en, de …")
@click.option("--dry-run", is_flag=True, help="Only say what would come of it.")
@as_json
@click.pass_obj
def command(session: Session, /, paths: tuple[str, ...], *, dry_run: bool, as_json: bool, **said: str | None) -> int:
    """Import, and say what came of each file."""
    from workbench.workspace.intake import Given, import_paths

    with session.open() as workspace:
        with output.progress("importing") as (progress, stop):
            report = import_paths(workspace, paths, progress, stop, given=Given(**said), dry_run=dry_run)
        output.problems(workspace.problems)
    if as_json:
        output.json(
            {"imported": report.imported, "duplicates": report.duplicates, "similar": report.similar, "refused": report.refused}
        )
    else:
        for one in report.imported:
            output.text(f"{one.id}  {one.title or '(no title)'}  ({one.kept_lines} lines kept, {one.dropped_lines} dropped)")
    for duplicate in report.duplicates if not as_json else ():
        output.note(f"{duplicate.path}: the same bytes as {duplicate.id}; nothing written")
    for similar in report.similar if not as_json else ():
        output.note(f"{similar.id}: {similar.kind} of {similar.to}; both are kept")
    for refused in report.refused:
        output.error(f"{refused.path}: {refused.error}")
    would = "would be " if dry_run else ""
    output.note(
        f"{len(report.imported)} {would}imported, {len(report.duplicates)} duplicate{'' if len(report.duplicates) == 1 else 's'}, {len(report.refused)} refused"
        + ("; stopped, the rest is not imported" if report.stopped else "")
    )
    return 1 if report.refused or report.stopped else 0
