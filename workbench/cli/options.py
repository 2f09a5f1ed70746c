"""Options and arguments that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

Decorated = Callable[..., Any]
EXCHANGED = ("w3c", "hypothesis", "qdpx", "qdc", "csv", "markdown")
"""The formats of `workbench.workspace.exporting`, without importing it."""


def as_json(command: Decorated) -> Decorated:
    """`--json`: one JSON document, or one a line, on standard output and nothing else there."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


def which_excerpts(command: Decorated) -> Decorated:
    """The query and the options that choose excerpts: the fields of `workbench.workspace.evidence.Wanted`."""
    for decorate in (
        click.option("--orphaned", is_flag=True, help="Only those that have lost their passage."),
        click.option("--until", help="Made on this day or earlier."),
        click.option("--since", help="Made on this day or later: 2021-08-26."),
        click.option("--credibility", type=click.IntRange(1, 6), help="Admiralty code 1 to 6."),
        click.option("--author", help="By this person."),
        click.option("--article", help="Of this article."),
        click.option("--tag", help="With this tag, or one below it."),
        click.argument("query", nargs=-1),
    ):
        command = decorate(command)
    return command


def manual(docstring: str | None) -> str:
    """A module's docstring as the help of its command: indented paragraphs keep their lines."""
    paragraphs = (docstring or "").strip().split("\n\n")
    return "\n\n".join(f"\b\n{paragraph}" if paragraph.startswith("    ") else paragraph for paragraph in paragraphs)


class WithDefault(click.Group):
    """A group that lists when no subcommand is named: `workbench excerpts haqqani` is `workbench excerpts list haqqani`."""

    default = "list"

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default subcommand first where none is named."""
        if not args or (args[0] not in self.commands and args[0] not in ctx.help_option_names):
            args = [self.default, *args]
        return super().parse_args(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show the usage of the listing, which is what the group alone does."""
        listing = self.commands[self.default]
        pieces = [piece for piece in listing.collect_usage_pieces(ctx) if piece != "[OPTIONS]"]
        formatter.write_usage(ctx.command_path, " ".join(["[OPTIONS]", *pieces]))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the options of the listing, then the subcommands."""
        listing = self.commands[self.default]
        rows = [
            record
            for parameter in listing.get_params(ctx)
            if isinstance(parameter, click.Option) and (record := parameter.get_help_record(ctx)) is not None
        ]
        with formatter.section("Options"):
            formatter.write_dl(rows)
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, command.get_short_help_str(80)) for name, command in self.commands.items() if name != self.default]
            )
