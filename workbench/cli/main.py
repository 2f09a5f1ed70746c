"""The group of all commands, and the one place where errors become words and exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from workbench import __version__
from workbench.cli import output
from workbench.errors import UsageError, WorkbenchError

if TYPE_CHECKING:
    from workbench.workspace.opening import Workspace

Interface = Callable[["Workspace"], int]
"""Opens the terminal interface on a workspace and returns the exit code."""

COMMANDS: Final = {
    "init": ("init", "Make a new workspace."),
    "import": ("import_", "Bring files into the library: kept, cleaned, indexed."),
    "clean": ("clean", "Print the cleaned text of files; change nothing."),
    "decide": ("decide", "Decide about lines of a source yourself."),
    "reclean": ("reclean", "Clean articles again, after a preview of what changes."),
    "rules": ("rules", "Cleaning rules by site."),
    "articles": ("articles", "List articles; edit, rename, remove, restore them."),
    "show": ("show", "Print one article, its source, or what was kept and dropped."),
    "diff": ("diff", "Compare two articles or versions, word by word."),
    "search": ("search", "Search the library."),
    "searches": ("searches", "Saved searches: what they find, and what is new."),
    "annotate": ("annotate", "Make an excerpt."),
    "excerpts": ("excerpts", "List excerpts; edit, remove, attach them."),
    "export": ("export", "Write excerpts for other programs: W3C, Hypothesis, REFI-QDA, CSV, Markdown."),
    "import-excerpts": ("import_excerpts", "Take in excerpts that other programs wrote."),
    "tags": ("tags", "The codebook: count, define, rename, merge, split, remove tags."),
    "cite": ("cite", "Cite articles and excerpts."),
    "index": ("index", "Bring the search index up to date."),
    "check": ("check", "Audit the whole library."),
    "merge-driver": ("merge_driver", "Merge annotations, codebook and searches for git."),
    "doctor": ("doctor", "Versions, places, terminal, clipboard: what a bug report needs."),
}
"""Each command with its module and its line of help, so that help imports no command."""


class Session:
    """What the global options say, handed to every command."""

    def __init__(self, interface: Interface) -> None:
        self.interface = interface
        self.folder: Path | None = None
        self.debug = False

    def open(self, engine: str | None = None) -> Workspace:
        """Open the workspace that the options or the current folder name; `engine` counts for this time instead of the setting.

        Raises:
            WorkbenchError: There is none, or its settings have problems.
        """
        from workbench.workspace.opening import open_workspace

        return open_workspace(self.folder or Path.cwd(), exactly=self.folder is not None, engine=engine)


class Commands(click.Group):
    """A group that imports a command only when it is run."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The names, in the order of a day's work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the module of a command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"workbench.cli.{COMMANDS[cmd_name][0]}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands with their lines of help."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; one that is nearly right is named."""
        if args and args[0] not in COMMANDS:
            import difflib

            near = difflib.get_close_matches(args[0], COMMANDS, 1)
            raise UsageError(
                f"there is no command {args[0]!r}", remedy=f"did you mean {near[0]}?" if near else "workbench --help lists them"
            )
        return super().resolve_command(ctx, args)


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Without a command the workbench opens. Example: workbench search haqqani",
)
@click.option(
    "-w",
    "--workspace",
    "folder",
    metavar="DIR",
    help="The workspace; otherwise the nearest one upward. Also WORKBENCH_WORKSPACE.",
)
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.version_option(__version__, message="workbench %(version)s")
@click.pass_context
def cli(ctx: click.Context, folder: str | None, *, debug: bool) -> None:
    """Search a library of news articles, read them side by side, mark and tag passages, cite them."""
    session: Session = ctx.obj
    chosen = folder or os.environ.get("WORKBENCH_WORKSPACE")
    if chosen:
        from workbench.workspace.places import home_expanded

        session.folder = home_expanded(chosen)
    session.debug = debug
    if ctx.invoked_subcommand is None:
        ctx.exit(_open_interface(session))


def _open_interface(session: Session, /) -> int:
    if os.environ.get("TERM", "dumb") == "dumb" or not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "the workbench needs a terminal that can place text",
            remedy="in scripts use the commands: workbench --help; in a terminal set TERM, for example TERM=xterm-256color",
        )
    with session.open() as workspace:
        return session.interface(workspace)


def run(interface: Interface, arguments: list[str] | None = None) -> None:
    """Run the command line and exit: the only place that turns errors into words and exit codes."""
    session = Session(interface)
    try:
        code = _invoke(session, arguments)
    except BrokenPipeError:
        # Whoever read our output has had enough; Python must not complain about it when it closes the pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code)


def _invoke(session: Session, /, arguments: list[str] | None) -> int:
    try:
        result: Any = cli.main(args=arguments, prog_name="workbench", standalone_mode=False, obj=session)
        sys.stdout.flush()
    except WorkbenchError as error:
        if session.debug:
            raise
        output.error(str(error))
        return error.exit_code
    except click.ClickException as error:
        output.error(" ".join(error.format_message().split()))
        return 2
    except (KeyboardInterrupt, click.Abort):
        output.error("stopped")
        return 1
    except BrokenPipeError:
        raise
    except Exception as error:
        if session.debug:
            raise
        output.error(f"unexpected: {type(error).__name__}: {error} (repeat it with: workbench --debug …, and report it)")
        return 2
    return result if isinstance(result, int) else 0
