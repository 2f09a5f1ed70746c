"""The pages of the manual that are drawn from the code: `python -m tests.docs.manual` writes them."""

from __future__ import annotations

from pathlib import Path

import click

from workbench.cli.main import COMMANDS, Commands, cli
from workbench.tui.actions import ACTIONS, Action, Context

GUIDE = Path(__file__).parents[2] / "docs" / "guide"
REPAIR = "python -m tests.docs.manual"

_WHERE = {
    Context.EVERYWHERE: "Everywhere",
    Context.QUERY: "In the query line",
    Context.RESULTS: "In the results",
    Context.FACETS: "Among the facets",
    Context.READER: "In an article",
    Context.EXCERPTS: "Among the excerpts",
    Context.EVIDENCE: "In the evidence: the list of all excerpts",
    Context.GRID: "In the evidence: matrix and timeline",
    Context.REVIEW: "In a review: the source beside the article",
    Context.KNOWN: "In a review: what is known of the article",
    Context.CODEBOOK: "In the codebook",
    Context.SPLIT: "In the codebook, splitting a tag",
    Context.FORM: "In a form",
}


def commands_page() -> str:
    """Every command with its help, as the program prints it."""
    assert isinstance(cli, Commands)
    parts = [
        "# Commands",
        "",
        "`workbench` alone opens the workbench. What follows is what each command says of itself with `--help`.",
        "",
    ]
    top = click.Context(cli, info_name="workbench", **cli.context_settings)
    for name in COMMANDS:
        command = cli.get_command(top, name)
        assert command is not None
        parts += _help(command, top, name)
        if isinstance(command, click.Group):
            context = click.Context(command, info_name=name, parent=top)
            for inner in sorted(set(command.commands) - {"list"}):
                parts += _help(command.commands[inner], context, inner)
    return "\n".join(parts)


def _help(command: click.Command, parent: click.Context, name: str) -> list[str]:
    context = click.Context(command, info_name=name, parent=parent, max_content_width=100, terminal_width=100)
    return [f"## {context.command_path.removeprefix('workbench ')}", "", "```text", command.get_help(context), "```", ""]


def keys_page() -> str:
    """Every action with its keys in both presets."""
    parts = [
        "# Keys",
        "",
        "`keys: plain` or `keys: vim` in the settings; `keymap` changes single ones: `keymap: {cite.article: c}`.",
        "In the workbench `?` shows those that apply where you are, and `ctrl+p` finds any action by name.",
        "",
    ]
    for context, where in _WHERE.items():
        rows = [action for action in ACTIONS if _where(action) is context]
        if not rows:
            continue
        parts += [f"## {where}", "", "| plain | vim | does | action |", "|---|---|---|---|"]
        parts += [f"| {_keys(action.plain)} | {_keys(action.vim)} | {action.help} | `{action.id}` |" for action in rows]
        parts.append("")
    return "\n".join(parts)


def _where(action: Action) -> Context:
    """Where a reader looks for it: what works in three places and more works everywhere."""
    return action.contexts[0] if 0 < len(action.contexts) < 3 else Context.EVERYWHERE


def _keys(keys: tuple[str, ...]) -> str:
    return " ".join(f"`{key}`" for key in keys) or "–"


PAGES = {"commands.md": commands_page, "keys.md": keys_page}

if __name__ == "__main__":
    for page, made in PAGES.items():
        (GUIDE / page).write_text(made(), encoding="utf-8")
