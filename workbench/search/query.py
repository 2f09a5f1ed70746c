"""What is asked for: a query is a tree of these values, whatever it was typed as.

A word stands for what it means (its stems), whatever is in quotation marks for the very words. The tree knows nothing of
engines, of stemming or of the library; `workbench.search.matcher` says what each node means, `workbench.search.parsing`
makes trees from text and `workbench.search.unparsing` text from trees.

    Everything            all articles: the empty query
    And, Or, Not          of other nodes; Not alone means "all but"
    Word                  a word by its stems
    Phrase                these words in this order
    Prefix, Wildcard,
    Fuzzy                 words by their letters, unstemmed
    Value                 a value of a field that holds values and no prose: id, kind, language, tag;
                          or exactly one whole value, also of a publisher, an author, ...
    Published             a range of days
    Has                   something is stated or was added
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from workbench.text.folding import fold

TEXT_FIELDS = ("title", "note", "publisher", "author", "agency", "syndicator", "place", "site")
"""Fields that hold words: the field of a Word, Phrase, Prefix, Wildcard or Fuzzy, besides None for title and text."""

STEMMED_FIELDS = frozenset({None, "title", "note"})
"""The fields (None: title and text) in which a Word stands for its stems; in the others it stands for itself."""

VALUE_FIELDS = ("id", "kind", "language", "tag")
"""Fields that hold values: the field of a Value."""

EXACT_FIELDS = ("agency", "author", "kind", "language", "place", "publisher", "site", "syndicator", "tag")
"""Fields that can be asked for one whole value as stated: the field of an exact Value."""

HAS = (
    "agency", "author", "date", "excerpts", "language", "note", "place", "publisher", "site", "syndicator", "tag", "text", "title", "url",
)  # fmt: skip
"""What `has:` can ask for."""

EXPANSION_LIMIT = 1_000
"""How many words of the library a Prefix, Wildcard or Fuzzy stands for at most; an engine that stops there says so."""

SLOP_LIMIT = 1_000
"""The greatest distance of a phrase."""


class Everything(Struct, frozen=True, tag=True):
    """All articles."""


class Word(Struct, frozen=True, tag=True):
    """A word by its stems in every language of the library; `form` is folded (`workbench.text.terms`)."""

    form: str
    field: str | None = None
    """One of TEXT_FIELDS, or None for title and text; where the field is not one of STEMMED_FIELDS, the form itself counts."""
    times: int = 1
    """How often the query says it: counts in the ranking only."""


class Phrase(Struct, frozen=True, tag=True):
    """Folded, unstemmed words in this order, with at most `slop` other words in between in all.

    If `prefix`, the last of the forms is only the beginning of a word.
    """

    forms: tuple[str, ...]
    slop: int = 0
    prefix: bool = False
    field: str | None = None


class Prefix(Struct, frozen=True, tag=True):
    """Words whose folded, unstemmed form begins so."""

    form: str
    field: str | None = None


class Wildcard(Struct, frozen=True, tag=True):
    """Words whose folded, unstemmed form fits: `?` is any one character, `*` any number of them."""

    pattern: str
    field: str | None = None


class Fuzzy(Struct, frozen=True, tag=True):
    """Words whose folded, unstemmed form is at most `distance` (1 or 2) insertions, deletions or replacements away."""

    form: str
    distance: int
    field: str | None = None


class Value(Struct, frozen=True, tag=True):
    """A value of one of VALUE_FIELDS, compared without regard to case; a tag's children and a language's regions count in.

    In a value `*` is any number of characters and `?` any one. If `exact`, it is one whole value of one of EXACT_FIELDS as
    stated, in the form of `whole`, and these two are characters like others.
    """

    field: str
    value: str
    exact: bool = False


class Published(Struct, frozen=True, tag=True):
    """Publication within a range of days, both included, None for an open end; a partial date matches what it overlaps."""

    first: date | None
    last: date | None


class Has(Struct, frozen=True, tag=True):
    """Something is stated of the article or was added to it: one of HAS."""

    what: str


class Not(Struct, frozen=True, tag=True):
    """All articles but these."""

    child: Node


class And(Struct, frozen=True, tag=True):
    """Articles that all the children match; there are at least two, and none is an And."""

    children: tuple[Node, ...]


class Or(Struct, frozen=True, tag=True):
    """Articles that any of the children matches; there are at least two, and none is an Or."""

    children: tuple[Node, ...]


Node = Everything | Word | Phrase | Prefix | Wildcard | Fuzzy | Value | Published | Has | Not | And | Or
"""A query."""

Leaf = Everything | Word | Phrase | Prefix | Wildcard | Fuzzy | Value | Published | Has
"""A query without parts."""


WordLeaf = Word | Phrase | Prefix | Wildcard | Fuzzy
"""A query without parts, for words."""


class Hint(Struct, frozen=True):
    """Something about a query its author may not expect: `start` and `end` are code points of the query's text."""

    message: str
    start: int
    end: int


class Query(Struct, frozen=True):
    """A query as typed, what it was understood as, and what there is to say about that."""

    text: str
    tree: Node
    hints: tuple[Hint, ...] = ()


def whole(value: str) -> str:
    """A stated value in the form it is compared in as a whole: folded, each stretch of quotation marks and spaces one space.

    What UTF-8 cannot say, such as the half characters that a command line may hold, is left out.
    """
    sayable = value if value.isascii() else value.encode("utf-8", "ignore").decode("utf-8")
    return " ".join(fold(unicodedata.normalize("NFC", sayable)).replace('"', " ").split())


def both(nodes: list[Node]) -> Node:
    """The articles that match all of `nodes`, in the simplest form; Everything if there are none."""
    parts = [part for node in nodes for part in (node.children if isinstance(node, And) else (node,))]
    kept: list[Node] = [part for part in dict.fromkeys(parts) if not isinstance(part, Everything)]
    if len(kept) > 1:
        return And(tuple(kept))
    return kept[0] if kept else Everything()


def either(nodes: list[Node]) -> Node:
    """The articles that match any of `nodes`, in the simplest form; Everything if there are none."""
    parts = [part for node in nodes for part in (node.children if isinstance(node, Or) else (node,))]
    kept: list[Node] = list(dict.fromkeys(parts))
    if any(isinstance(part, Everything) for part in kept):
        return Everything()
    if len(kept) > 1:
        return Or(tuple(kept))
    return kept[0] if kept else Everything()


def wanted(tree: Node) -> Iterator[Leaf]:
    """The leaves that an article may match in order to be found, those under a Not left out: what to rank by and to highlight."""
    if isinstance(tree, And | Or):
        for child in tree.children:
            yield from wanted(child)
    elif not isinstance(tree, Not):
        yield tree


def ranking(tree: Node) -> list[WordLeaf]:
    """Each of the leaves to rank by and to highlight, once: those about title and text. Fields only filter."""
    return [leaf for leaf in dict.fromkeys(wanted(tree)) if isinstance(leaf, WordLeaf) and leaf.field is None]


def ranking_forms(leaf: Leaf) -> tuple[str, ...]:
    """The words of a leaf that are scored as words; none of one that stands for words by their letters."""
    if isinstance(leaf, Word):
        return (leaf.form,)
    return leaf.forms[: len(leaf.forms) - leaf.prefix] if isinstance(leaf, Phrase) else ()


def negated(node: Node) -> Node:
    """All articles but those that `node` matches."""
    return node.child if isinstance(node, Not) else Not(node)
