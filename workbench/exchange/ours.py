"""What a format has no place for, as JSON of ours beside it: so that an excerpt that was only away comes back as it was.

Another program may leave it out, or change what stands beside it: what a person can see wins over what stands here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TypeVar

import msgspec

from workbench.exchange.project import ArticleCopy, ExcerptCopy
from workbench.records.tag import Tag, is_tag

T = TypeVar("T")
_OF_THE_FILE: Final = ("where", "key", "article")
_ASCII = str.maketrans({character: f"\\u{ord(character):04x}" for character in "<>&\x7f"})


def of_excerpt(excerpt: ExcerptCopy, *names: str) -> dict[str, Any]:
    """The fields of an excerpt that are named, all if none is, as far as it has them."""
    fields: dict[str, Any] = msgspec.to_builtins(excerpt)
    return {name: value for name, value in fields.items() if name not in _OF_THE_FILE and (not names or name in names)}


def of_article(article: ArticleCopy) -> dict[str, Any]:
    """What is known of an article, apart from its text."""
    fields: dict[str, Any] = msgspec.to_builtins(article)
    return {name: value for name, value in fields.items() if name not in ("text", "guid")}


def excerpt(values: Any) -> ExcerptCopy | None:
    """The excerpt that `of_excerpt` made `values` of; None where they are none of ours."""
    return _converted({**values, "article": ""}, ExcerptCopy) if isinstance(values, dict) else None


def article(values: Any) -> ArticleCopy | None:
    """The article that `of_article` made `values` of; None where they are none of ours."""
    return _converted(values, ArticleCopy) if isinstance(values, dict) else None


def tags(values: Any) -> tuple[Tag, ...]:
    """The codebook that stands in a file; what is no tag is left out."""
    found = (_converted(one, Tag) for one in values) if isinstance(values, list) else ()
    return tuple(tag for tag in found if tag and is_tag(tag.tag))


def texts(values: Any) -> dict[str, str]:
    """The older texts that stand in a file, by their names."""
    return _converted(values, dict[str, str]) or {}


def ascii_json(values: Mapping[str, Any]) -> str:
    """JSON of letters that stand anywhere: no control character, none outside ASCII, nothing that would end a comment."""
    from json import dumps

    return dumps(values, separators=(",", ":")).translate(_ASCII).replace("--", "-\\u002d")


def _converted(values: Any, kind: type[T]) -> T | None:
    try:
        return msgspec.convert(values, kind)
    except msgspec.ValidationError:
        return None
