"""Cleaning rules on disk: `library/rules.yaml`, what a person decided for all sources of a site, in its author's order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from workbench.errors import NewerFormatError, NotFoundError, Problem, UsageError
from workbench.files import atomic, yaml_dump, yaml_edit, yaml_file
from workbench.files.lock import locked
from workbench.files.yaml_dump import Rows, Value
from workbench.files.yaml_nodes import Document, Mapping, Node, Sequence
from workbench.records.block import Label
from workbench.records.site import SiteRule
from workbench.storage import fields
from workbench.storage.fields import FORMAT, Fields

_KEYS = ("site", "label", "kept", "text")
_Test = Callable[[SiteRule], bool]


class LoadedRules(Struct, frozen=True):
    """The rules as read, in the order of the file: of several that speak of one block the first counts.

    `problems` are items that the format does not allow; they stay in the file as they are. `newer`: a newer workbench wrote it.
    """

    rules: tuple[SiteRule, ...] = ()
    problems: tuple[Problem, ...] = ()
    newer: bool = False


def path_of(library: Path) -> Path:
    """The file of the rules, whether or not it is there."""
    return library / "rules.yaml"


def read(library: Path) -> LoadedRules:
    """Read the rules; without a file there are none.

    Raises:
        FormatError: The file does not parse; the error names the line.
        DataError: It cannot be read.
    """
    try:
        return understand(yaml_file.read(path_of(library)))
    except FileNotFoundError:
        return LoadedRules()


def add(library: Path, rule: SiteRule) -> None:
    """Put a rule behind the others, in place of one for the same site and text; durable when this returns.

    Raises:
        UsageError: The rule names no site or no text.
        NewerFormatError: A newer workbench wrote the file.
        FormatError: The file does not parse, or the change would cost a line that a person wrote.
        UnwritableError: The library cannot be written.
    """
    if not rule.site.strip() or not rule.text.strip():
        raise UsageError("a rule needs a site and a text")
    _change(library, [rule], lambda one: is_same(one, rule))


def remove(library: Path, rule: SiteRule) -> None:
    """Take a rule out; durable when this returns.

    Raises:
        NotFoundError: There is none for this site and text.
        NewerFormatError: A newer workbench wrote the file.
        FormatError: The file does not parse.
        UnwritableError: The library cannot be written.
    """
    if not any(is_same(one, rule) for one in read(library).rules):
        raise NotFoundError(f"there is no rule for {rule.site} with this text", remedy="workbench rules lists them")
    _change(library, [], lambda one: is_same(one, rule))


def understand(document: Document) -> LoadedRules:
    """Read the rules of a file that parses.

    Raises:
        FormatError: It says no format, or `rules` is no list.
    """
    newer = not fields.writable(document)
    problems: list[Problem] = []
    found = [_rule(document, node, problems) for node in fields.list_of_mappings(document, document.mapping(), "rules")]
    return LoadedRules(tuple(rule for rule in found if rule), tuple(problems), newer)


def _change(library: Path, added: list[SiteRule], goes: _Test) -> None:
    path = path_of(library)
    with locked(library):
        try:
            document = yaml_file.read(path)
        except FileNotFoundError:
            document = yaml_file.parse(yaml_dump.dump({"format": FORMAT, "rules": Rows()}), path)
        if understand(document).newer:
            raise NewerFormatError("written by a newer workbench: it can be read, not saved", place=path, remedy="upgrade")
        new = _changed(document, added, goes)
        understand(yaml_file.parse(new, path))
        if new != document.text:
            atomic.write_text(path, new)


def _changed(document: Document, added: list[SiteRule], goes: _Test) -> str:
    root = document.mapping()
    nodes = fields.list_of_mappings(document, root, "rules")
    gone = [place for place, node in enumerate(nodes) if (rule := _rule(document, node, [])) and goes(rule)]
    listed = root.get("rules")
    edits = yaml_edit.remove_items(document, listed, gone) if isinstance(listed, Sequence) and gone else []
    rows: list[tuple[int, Value]] = [(len(nodes), _written(rule)) for rule in added]
    edits += yaml_edit.insert_items(document, root, "rules", rows, removed=len(gone))
    return yaml_edit.apply(document.text, edits)


def _rule(document: Document, node: Node, problems: list[Problem]) -> SiteRule | None:
    """Read one list item; None, and a problem, if it is no rule."""
    if not isinstance(node, Mapping) or any(key not in node.entries for key in _KEYS):
        problems.append(document.problem("not a rule", node, f"write the keys {', '.join(_KEYS)}"))
        return None
    found = Fields(document, node, problems)
    rule = SiteRule(
        site=found.read("site", fields.some_text, ""),
        text=found.read("text", fields.some_text, ""),
        label=found.read("label", _label, Label.OTHER_FURNITURE),
        kept=found.read("kept", fields.truth, default=False),
    )
    return None if found.unreadable else rule


def _label(node: Node) -> Label:
    return Label(fields.one_of(*Label)(node))


def is_same(one: SiteRule, other: SiteRule) -> bool:
    """Whether two rules speak of the same site and text: one takes the place of the other."""
    return _key(one) == _key(other)


def _key(rule: SiteRule) -> tuple[str, str]:
    return rule.site.strip().casefold(), " ".join(rule.text.split()).casefold()


def _written(rule: SiteRule) -> dict[str, Value]:
    return {"site": rule.site, "label": str(rule.label), "kept": rule.kept, "text": yaml_dump.Quoted(rule.text)}
