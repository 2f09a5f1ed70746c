"""Settings: one schema, two files, every problem told at once with file and line.

| file | what it may hold |
|---|---|
| the workspace's `config.yaml` | everything that belongs to the library, shared through git; not `author`, not `inbox` |
| the person's own `config.yaml` | all of these, laid over the workspace's |

A setting that is not there has its default. An unknown one is refused with the nearest known name.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from workbench.errors import FormatError, Problem, WorkbenchError
from workbench.files import reading
from workbench.files.yaml_nodes import Document, Node, Scalar
from workbench.files.yaml_nodes import Mapping as MappingNode

CONFIG_VERSION: Final = "1"


class Settings(Struct, frozen=True, kw_only=True):
    """What a person and a workspace have settled."""

    keys: str = "plain"
    keymap: Mapping[str, str] = {}
    theme: str | None = None
    style: str = "news"
    citation_format: str = "text"
    engine: str = "auto"
    author: str | None = None
    codebook: str = "open"
    inbox: str | None = None
    """A folder as the person wrote it, whole or beginning with `~`."""
    keymap_places: Mapping[str, tuple[Path, int]] = {}
    """For each action of `keymap`, the file and line it stands in."""


class Setting(Struct, frozen=True, kw_only=True):
    """One line of the schema, and of the manual."""

    name: str
    field: str
    manual: tuple[str, ...]
    """Lines of help, as `init` writes them above the setting."""
    default: str
    choices: tuple[str, ...] = ()
    personal: bool = False
    """Only in a person's own file: it must not come from a shared one."""


SETTINGS: Final = (
    Setting(
        name="keys",
        field="keys",
        manual=("Which keys: plain (arrows, shift+arrows; the default) or vim (hjkl, w b, { }) beside them.",),
        default="plain",
        choices=("plain", "vim"),
    ),
    Setting(
        name="keymap",
        field="keymap",
        manual=(
            "Your own keys, by action: `action: key` or `action: key,key`. The actions and their keys: press ? in the workbench.",
        ),
        default="{}",
    ),
    Setting(
        name="theme",
        field="theme",
        manual=(
            'Colours: textual-dark, textual-light, nord, gruvbox, ansi-dark, ansi-light, ... (ctrl+p, then "theme", shows them all).',
        ),
        default="textual-dark",
    ),
    Setting(name="style", field="style", manual=("The style of citations. So far: news.",), default="news", choices=("news",)),
    Setting(
        name="format",
        field="citation_format",
        manual=("The notation citations are copied in: text, markdown or html.",),
        default="text",
        choices=("text", "markdown", "html"),
    ),
    Setting(
        name="engine",
        field="engine",
        manual=(
            "The search engine: whoosh, tantivy, or auto: whoosh for a small library, tantivy from a thousand articles on. They find the",
            "same; changing over happens by itself, in the background.",
        ),
        default="auto",
        choices=("auto", "whoosh", "tantivy"),
    ),
    Setting(
        name="codebook",
        field="codebook",
        manual=("Which tags can be given: open (any; the default), or closed: only those that the codebook has.",),
        default="open",
        choices=("open", "closed"),
    ),
    Setting(
        name="author",
        field="author",
        manual=("Whose excerpts these are. Only in your own settings file; otherwise git's user.name, else your login.",),
        default="null",
        personal=True,
    ),
    Setting(
        name="inbox",
        field="inbox",
        manual=(
            "A folder that is watched while the workbench is open: files that fall into it are imported, and stay where they are.",
            "Only in your own settings file.",
        ),
        default="null",
        personal=True,
    ),
)
_BY_NAME = {setting.name: setting for setting in SETTINGS}


def load(shared: Path, personal: Path) -> tuple[Settings, list[Problem]]:
    """The settings of a workspace with the person's own laid over them, and everything that is wrong with either file.

    Args:
        shared: The workspace's file, which has to exist.
        personal: The person's own; need not exist.
    """
    problems: list[Problem] = []
    settings = _laid_over(Settings(), shared, problems, personal=False)
    settings = _laid_over(settings, personal, problems, personal=True)
    return settings, problems


def commented() -> str:
    """The file `init` writes: every setting with its manual, all but the first commented out."""
    lines = ["workbench: 1", "", "# Settings of this workspace. Take away the # before a setting to change it."]
    for setting in SETTINGS:
        if not setting.personal:
            lines += ["", *(f"# {line}" for line in setting.manual), f"# {setting.name}: {setting.default}"]
    return "\n".join(lines) + "\n"


def _laid_over(settings: Settings, path: Path, problems: list[Problem], *, personal: bool) -> Settings:
    if _says_nothing(path) or (personal and not os.path.lexists(path)):
        return settings
    from workbench.files import yaml_file

    try:
        document = yaml_file.read(path)
        root = document.root
        if personal and isinstance(root, Scalar) and root.value is None:
            return settings
        entries = document.mapping().entries
    except WorkbenchError as error:
        place = error.place
        problems.append(Problem("error", place.file if place else path, place.line if place else None, error.what, error.remedy))
        return settings
    except OSError as error:
        problems.append(Problem("error", path, None, f"cannot be read: {error.strerror}"))
        return settings
    for name, entry in entries.items():
        try:
            settings = _set(settings, document, name, entry.key, entry.value, personal=personal)
        except FormatError as error:
            place = error.place
            problems.append(Problem("error", path, place.line if place else None, error.what, error.remedy))
    return settings


def _says_nothing(path: Path) -> bool:
    """Whether a file is as `init` wrote it, nothing but its first key and comments: start-up then needs no YAML (20 ms)."""
    try:
        lines = reading.read_bytes(path).splitlines()
    except (OSError, WorkbenchError):
        return False
    return (
        all(not line or line == b"workbench: 1" or (line.startswith(b"#") and line.isascii()) for line in lines)
        and b"workbench: 1" in lines
    )


def _set(settings: Settings, document: Document, name: str, key: Node, value: Node, *, personal: bool) -> Settings:
    if name == "workbench":
        if not isinstance(value, Scalar) or value.value != CONFIG_VERSION:
            raise document.error(
                "these settings are of another version than this workbench", value, f"it knows workbench: {CONFIG_VERSION}"
            )
        return settings
    setting = _BY_NAME.get(name)
    if setting is None:
        near = difflib.get_close_matches(name, _BY_NAME, 1)
        raise document.error(
            f"there is no setting {name!r}", key, f"did you mean {near[0]}?" if near else f"there are: {', '.join(_BY_NAME)}"
        )
    if setting.personal and not personal:
        raise document.error(
            f"{name!r} belongs to a person", key, "write it into your own settings file; workbench doctor names it"
        )
    if setting.name == "keymap":
        return _with_keymap(settings, document, value)
    if isinstance(value, Scalar) and value.value is None:
        return settings
    if not isinstance(value, Scalar) or value.value is None or (setting.choices and value.value not in setting.choices):
        wanted = f"one of: {', '.join(setting.choices)}" if setting.choices else "a text"
        raise document.error(f"{name!r} has a value that it cannot have", value, f"it is {wanted}")
    if setting.name == "inbox" and not value.value.startswith(("~", os.sep)) and not Path(value.value).is_absolute():
        raise document.error("'inbox' is not a whole path", value, "begin it with / or ~")
    return replace(settings, **{setting.field: value.value})


def _with_keymap(settings: Settings, document: Document, value: Node) -> Settings:
    if isinstance(value, Scalar) and value.value is None:
        return settings
    if not isinstance(value, MappingNode):
        raise document.error("'keymap' is a mapping from actions to keys", value, "write for example:  cite.article: c")
    keymap = dict(settings.keymap)
    places = dict(settings.keymap_places)
    for action, entry in value.entries.items():
        if not isinstance(entry.value, Scalar) or entry.value.value is None:
            raise document.error(
                f"the keys of {action!r} are one text",
                entry.value,
                'several keys are separated by commas; "" takes an action\'s keys away',
            )
        keymap[action] = entry.value.value
        places[action] = (document.path, document.line(entry.key))
    return replace(settings, keymap=keymap, keymap_places=places)


Check = Callable[[Mapping[str, str]], list[tuple[str, str]]]
"""Looks at a keymap and says of each action in it that is wrong what is wrong."""


def keymap_problems(settings: Settings, check: Check) -> list[Problem]:
    """What `check` says of the keymap, with the file and line of each action."""
    problems = []
    for action, said in check(settings.keymap):
        file, line = settings.keymap_places.get(action, (Path("config.yaml"), None))
        problems.append(Problem("error", file, line, said, "press ? in the workbench for the actions and their keys"))
    return problems
