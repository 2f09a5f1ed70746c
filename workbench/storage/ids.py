"""Names: of articles, which people type and cite, and of excerpts, which only have to be unique."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Container
from pathlib import Path
from random import Random

_ARTICLE = re.compile(r"(?!x-)[a-z0-9][a-z0-9-]*", re.ASCII)
_EXCERPT = re.compile(r"x-[a-z0-9-]+", re.ASCII)
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no letters that are read as others
_LENGTH_LIMIT = 200  # file systems allow names of 255 bytes, and suffixes follow
_SLUG_LENGTH = 45
# Windows opens a device of this name whatever suffix follows it.
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})
# Letters that Unicode does not decompose into a base letter and a mark.
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i", "ħ": "h", "ŋ": "n", "ə": "e"}
)
_FOLDERS = ("articles", "sources", "annotations", ".trash")


def is_article_id(value: str) -> bool:
    """Whether `value` can be an article's id: a-z, 0-9 and "-", not of the form x-…, and a file name on every system."""
    return len(value) <= _LENGTH_LIMIT and value not in _DEVICES and _ARTICLE.fullmatch(value) is not None


def is_excerpt_id(value: str) -> bool:
    """Whether `value` can be an excerpt's id: "x-" and a-z, 0-9, "-"."""
    return len(value) <= _LENGTH_LIMIT and _EXCERPT.fullmatch(value) is not None


def article_id(title: str, taken: Container[str]) -> str:
    """Make an id from a title.

    Args:
        title: Any text; letters lose their accents, and at most 45 characters are taken, to the end of a word. A title
            without Latin letters gives `article-` and 8 hexadecimal digits of its SHA-256.
        taken: Ids that are in use or were; `-2`, `-3` … is added to be different from all.
    """
    slug = _slug(title)
    if slug not in taken:
        return slug
    number = 2
    while f"{slug}-{number}" in taken:
        number += 1
    return f"{slug}-{number}"


def excerpt_id(random: Random) -> str:
    """Make a new excerpt's id: "x-" and ten characters, one of 10^15.

    Args:
        random: Where chance comes from; `random.SystemRandom()` but in tests.
    """
    return "x-" + "".join(random.choices(_ALPHABET, k=10))


def taken(library: Path) -> set[str]:
    """Every article id that has files in the library or its trash: none of them may be given to another article.

    Earlier ids (aliases) stand inside the articles and are not known here.
    """
    found: set[str] = set()
    for folder in _FOLDERS:
        if (library / folder).is_dir():
            found.update(path.name.partition(".")[0] for path in (library / folder).iterdir())
    return found - {"", "texts"}


def _slug(title: str) -> str:
    """The words of a title as an id, not yet unique."""
    folded = unicodedata.normalize("NFKD", title.casefold().translate(_LETTERS))
    bare = "".join(char for char in folded if not unicodedata.combining(char))
    bare = re.sub("['’ʼ`]", "", bare)
    slug = re.sub("[^a-z0-9]+", "-", bare).strip("-")
    if not re.search("[a-z]", slug):
        return "article-" + hashlib.sha256(title.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    slug = _cut(slug)
    while slug.startswith("x-"):
        slug = "x" + slug.removeprefix("x-")
    return f"article-{slug}" if slug in _DEVICES or slug == "x" else slug


def _cut(slug: str) -> str:
    """At most 45 characters, to the end of a word; a longer first word is cut."""
    if len(slug) <= _SLUG_LENGTH:
        return slug
    head, _, _ = slug[: _SLUG_LENGTH + 1].rpartition("-")
    return head or slug[:_SLUG_LENGTH]
