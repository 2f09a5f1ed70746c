"""XML from outside as a tree: no entity is expanded, no DTD and nothing else is fetched, depth and size are limited."""

from __future__ import annotations

from typing import Any, Final

from workbench.errors import DataError

MOST_TAGS: Final = 2_000_000
"""Tags of one text, those that end elements included; each costs some 130 bytes of memory. A book of 500 pages has half as many."""

Element = Any
"""An element of lxml, which has no types."""


def parse(raw: bytes, what: str, *, forgiving: bool = False, instructions: bool = False) -> Element:
    """The root of an XML text.

    Args:
        raw: The text, byte for byte.
        what: What it is, as the message says it: "the feed".
        forgiving: Go on after mistakes, as long as there is a root.
        instructions: Leave processing instructions in the tree.

    Raises:
        DataError: It is not XML, or too much of it.
    """
    from lxml import etree

    if raw.count(b"<") > MOST_TAGS:
        raise DataError(f"{what} has more than {MOST_TAGS:,} tags", remedy="split it")
    # huge_tree stays off: libxml2 then refuses depths over 256 and single texts over 10 MB.
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=not instructions,
        recover=forgiving,
    )
    try:
        root = etree.fromstring(raw.lstrip(b" \t\r\n"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DataError(f"{what} is not XML that can be read: {error}", remedy="get it anew") from None
    if root is None:
        raise DataError(f"{what} is not XML that can be read", remedy="get it anew")
    return root


def name(element: Element) -> str:
    """The name of an element without its namespace; empty for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def space(element: Element) -> str:
    """The namespace of an element; empty where it has none."""
    return element.tag[1:].partition("}")[0] if isinstance(element.tag, str) and element.tag[0] == "{" else ""


def words(element: Element | None) -> str:
    """All text in an element, its white space as single spaces."""
    return " ".join("".join(element.itertext(with_tail=False)).split()) if element is not None else ""


def attribute(element: Element, local: str) -> str | None:
    """The value of an attribute, whatever its namespace."""
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == local), None)
