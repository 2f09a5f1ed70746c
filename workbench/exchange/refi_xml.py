"""The XML of REFI-QDA: elements written and read, whatever is in their texts.

XML 1.0 has no form for most control characters. In their place stands U+FFFD, one for one, so that offsets hold, and the text as it is
stands in a processing instruction `<?workbench {…}?>`, as JSON: any schema allows these, and programs that do not know ours pass over it.
It counts only as long as what is to be seen beside it is still what was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import msgspec

from workbench.exchange.ours import ascii_json
from workbench.files.xml_tree import Element, attribute, name

PROJECT: Final = "urn:QDA-XML:project:1.0"
CODEBOOK: Final = "urn:QDA-XML:codebook:1.0"
_TARGET: Final = "workbench"
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def safe(value: str) -> str:
    """A text with U+FFFD for each character that XML has no form for."""
    return _NO_XML.sub("\ufffd", value)


def root(space: str, local: str, **attributes: str | None) -> Element:
    """An outermost element; its children are of the same namespace."""
    from lxml import etree

    return etree.Element(f"{{{space}}}{local}", _stated(attributes), nsmap={None: space})


def add(parent: Element, local: str, text: str | None = None, **attributes: str | None) -> Element:
    """A new last child; attributes that are None are left out."""
    from lxml import etree

    child = etree.SubElement(parent, parent.tag.partition("}")[0] + "}" + local, _stated(attributes))
    child.text = None if text is None else safe(text)
    return child


def remember(element: Element, values: Mapping[str, Any]) -> None:
    """Put what an element has no place for into it."""
    from lxml import etree

    if values:
        element.append(etree.ProcessingInstruction(_TARGET, ascii_json(values)))


def remembered(element: Element) -> dict[str, Any]:
    """What `remember` first put into an element; nothing where there is nothing of the kind."""
    return next(all_remembered(element), {})


def all_remembered(element: Element) -> Iterator[dict[str, Any]]:
    """All that `remember` put into an element, one time after the other."""
    from lxml import etree

    for child in element:
        if child.tag is etree.ProcessingInstruction and child.target == _TARGET:
            try:
                yield msgspec.json.decode((child.text or "").encode(), type=dict[str, Any])
            except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
                yield {}


def unsafe(**values: str | None) -> dict[str, str]:
    """Those texts that XML cannot hold, to be remembered."""
    return {key: value for key, value in values.items() if value is not None and safe(value) != value}


def exact(visible: str | None, own: Any) -> str | None:
    """What a text was that could not be written, if it still is what was written in its place."""
    return own if isinstance(own, str) and visible is not None and safe(own) == visible else visible


def document(element: Element) -> bytes:
    """An outermost element as a file."""
    from lxml import etree

    written: bytes = etree.tostring(element, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return written


def children(element: Element, local: str) -> Iterator[Element]:
    """The children of a name, whatever their namespace: versions of the standard differ in it."""
    return (child for child in element if name(child) == local)


def child_of(element: Element, local: str) -> Element | None:
    """The first child of a name."""
    return next(children(element, local), None)


def text_of(element: Element | None) -> str | None:
    """The text of an element, its white space as it stands; None without one, or an empty one."""
    return ("".join(element.itertext("{*}*", with_tail=False)) or None) if element is not None else None


def guid(element: Element, local: str = "guid") -> str | None:
    """A GUID of an element in one form: capital letters, no braces."""
    stated = attribute(element, local)
    return stated.strip().strip("{}").upper() if stated else None


def _stated(attributes: Mapping[str, str | None]) -> dict[str, str]:
    return {key: safe(value) for key, value in attributes.items() if value is not None}
