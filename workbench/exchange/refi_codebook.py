"""The codebook of REFI-QDA (`.qdc`, and the part of a project that is the same): codes in codes, with colours and descriptions.

A code's name is the last segment of a tag. What it is called (the title), and a colour that is none of the form `#rrggbb`, have no place
in the standard and are remembered beside it.

Source:
    REFI-QDA Standard 1.5, section 5.2: XML schema for codebook exchange.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from workbench.errors import FormatError
from workbench.exchange.project import Project, tag_of
from workbench.exchange.refi_names import ORIGIN, guid_of
from workbench.exchange.refi_xml import (
    CODEBOOK,
    add,
    child_of,
    children,
    document,
    exact,
    guid,
    remember,
    remembered,
    root,
    text_of,
    unsafe,
)
from workbench.files.xml_tree import Element, attribute, name, parse
from workbench.records.tag import Tag, is_tag, parents, rgb


def write(project: Project) -> bytes:
    """The codebook of a project with all tags of its excerpts, as a `.qdc` file."""
    element = root(CODEBOOK, "CodeBook", origin=ORIGIN)
    add_codes(element, project)
    return document(element)


def read(raw: bytes) -> Project:
    """The tags of a `.qdc` file.

    Raises:
        FormatError: It is no codebook.
        DataError: It is not XML, or made to do harm.
    """
    element = parse(raw, "the codebook", instructions=True)
    if name(element) != "CodeBook":
        raise FormatError("this is no codebook of REFI-QDA", remedy="a project is read with --format qdpx")
    sets = sum(1 for one in element.iter("{*}Set"))
    return Project(tags=defined(codes_of(element)), told=(f"{sets} sets of codes have no place here",) if sets else ())


class Code(Struct, frozen=True):
    """A code of a file as a tag; whether it is in a codebook, or was only carried by an excerpt of ours."""

    tag: Tag
    is_defined: bool


def defined(codes: Mapping[str, Code]) -> tuple[Tag, ...]:
    """The tags of those codes that are in a codebook."""
    return tuple(code.tag for code in codes.values() if code.is_defined)


def used(project: Project) -> list[Tag]:
    """The tags of the codebook, then those that excerpts carry beside it."""
    tags = {tag.tag: tag for tag in project.tags}
    for tag in sorted({tag for excerpt in project.excerpts for tag in excerpt.tags}):
        tags.setdefault(tag, Tag(tag=tag))
    return list(tags.values())


def add_codes(codebook: Element, project: Project) -> None:
    """Write the tags of a project as codes in codes; the parents of a tag come before it, also those that nobody defined."""
    known = {tag.tag: tag for tag in project.tags}
    tags = used(project)
    if not tags:
        return
    codes = add(codebook, "Codes")
    written: dict[str, Element] = {}
    for path in (tag.tag for tag in tags):
        for above in (*reversed(parents(path)), path):
            if above not in written:
                parent = above.rpartition("/")[0]
                tag = known.get(above) or Tag(tag=above)
                written[above] = _add_code(written[parent] if parent else codes, tag, is_defined=above in known)


def codes_of(element: Element) -> dict[str, Code]:
    """The tags that the codes in an element are, by their GUIDs."""
    found: dict[str, Code] = {}
    taken: dict[str, int] = {}
    waiting = [(code, "") for codes in children(element, "Codes") for code in children(codes, "Code")][::-1]
    while waiting:
        code, above = waiting.pop()
        tag = _tag(code, above, taken)
        name = guid(code) or tag.tag
        found[tag.tag if name in found else name] = Code(tag, is_defined=not remembered(code).get("undefined"))
        waiting += [(below, tag.tag) for below in children(code, "Code")][::-1]
    return found


def _add_code(parent: Element, tag: Tag, *, is_defined: bool) -> Element:
    segment = tag.tag.rpartition("/")[2]
    colour = rgb(tag.colour)
    code = add(parent, "Code", guid=guid_of("tag", tag.tag), name=segment, isCodable="true", color=colour)
    beside = {
        "title": tag.title,
        "colour": tag.colour if tag.colour != colour else None,
        "undefined": None if is_defined else True,
    }
    remember(
        code, {key: value for key, value in beside.items() if value is not None} | unsafe(name=segment, definition=tag.definition)
    )
    if tag.definition is not None:
        add(code, "Description", tag.definition)
    return code


def _untaken(path: str, taken: dict[str, int]) -> str:
    """A tag that no other code has: with a number where one has it. `taken` counts how often each was asked for."""
    free = path
    while free in taken:
        taken[path] += 1
        free = f"{path}-{taken[path]}"
    taken[free] = 1
    return free


def _tag(code: Element, above: str, taken: dict[str, int]) -> Tag:
    """The tag that a code is: its name as the last segment, told apart where two have the same."""
    beside = remembered(code)
    called = exact(attribute(code, "name") or "", beside.get("name")) or ""
    fits = is_tag(called) and "/" not in called
    segment = called if fits else tag_of(called.replace("/", "-")) or f"code-{(guid(code) or '')[:8]}"
    path = _untaken("/".join(filter(None, (above, segment))), taken)
    stated = attribute(code, "color")
    colour, title = beside.get("colour"), beside.get("title")
    return Tag(
        tag=path,
        title=title if isinstance(title, str) else None if segment == called else " ".join(called.split()),
        definition=exact(text_of(child_of(code, "Description")), beside.get("definition")),
        colour=colour if isinstance(colour, str) and rgb(colour) in (None, stated) else stated,
    )
