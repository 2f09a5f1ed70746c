"""A project of REFI-QDA while it is read: what its parts refer to, by GUID."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from workbench.exchange.json_values import dictionary
from workbench.exchange.refi_codebook import Code, codes_of
from workbench.exchange.refi_names import ORIGIN
from workbench.exchange.refi_xml import child_of, exact, guid, remembered, text_of
from workbench.files.xml_tree import Element, attribute, name
from workbench.files.zipped import Zipped

_INTERNAL: Final = "internal://"


class Opened(Struct, frozen=True, kw_only=True):
    """What the parts of a project refer to; `ends_count_once`: its program counts a line end of two characters as one."""

    archive: Zipped | None
    files: dict[str, str]
    people: dict[str, str]
    codes: dict[str, Code]
    notes: dict[str, Element]
    variables: dict[str, str]
    is_ours: bool
    ends_count_once: bool


def opened_of(element: Element, archive: Zipped | None) -> Opened:
    """What a project has that others of its parts refer to."""
    origin = attribute(element, "origin") or ""
    codebook = child_of(element, "CodeBook")
    people = dictionary(remembered(element).get("people"))
    return Opened(
        archive=archive,
        files={one.casefold(): one for one in archive.names} if archive else {},
        people={
            who: exact(attribute(one, "name"), people.get(who)) or "" for one in below(element, "Users") if (who := guid(one))
        },
        codes=codes_of(codebook) if codebook is not None else {},
        notes={guid(one) or "": one for one in below(element, "Notes")},
        variables={guid(one) or "": attribute(one, "name") or "" for one in below(element, "Variables")},
        is_ours=origin.startswith(ORIGIN),
        ends_count_once="ATLAS" in origin,
    )


def text_in(element: Element, opened: Opened) -> str | None:
    """The text of a source: in the project itself, or in a file of the archive; None where it is elsewhere or missing."""
    inline = text_of(child_of(element, "PlainTextContent"))
    if inline is not None:
        return inline
    path = attribute(element, "plainTextPath") or ""
    if not path.startswith(_INTERNAL) or opened.archive is None:
        return None
    file = opened.files.get(f"sources/{path.removeprefix(_INTERNAL)}".casefold())
    return opened.archive.read(file).decode("utf-8", "replace") if file else None


def below(element: Element, local: str) -> Iterator[Element]:
    """The elements in a part of a project."""
    part = child_of(element, local)
    yield from (one for one in part if name(one)) if part is not None else ()
