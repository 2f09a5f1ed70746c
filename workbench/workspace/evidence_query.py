"""Asking for excerpts: the query language of articles, read for single excerpts, with fields that only excerpts have.

    haqqani "strike abroad"       the words of the quotation, the note, the tags, or the article's title
    tag:capability has:note       what the excerpt itself carries
    published:2019..2021          what is known of its article: publisher, author, kind, language, ...
    by:kd credibility:1..3        who made it and how it is graded
    anchor:orphaned made:2026-11  how its passage was found, and when it was made
    article:ID reliability:A..B   its article and how the source is graded

They combine as in a search: all have to hold, unless OR, NOT, `-` or brackets say otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from workbench.records.article import Article, Metadata
from workbench.records.excerpt import Excerpt
from workbench.records.grading import CREDIBILITY, RELIABILITY
from workbench.records.selector import AnchorState
from workbench.search import dates
from workbench.search.document import Searchable
from workbench.search.matcher import matches
from workbench.search.parsing import parse
from workbench.search.query import And, Everything, Hint, Node, Not, Or, Value
from workbench.search.searchable import searchable
from workbench.text.folding import fold
from workbench.text.terms import primary_language
from workbench.workspace.reading import Placed

FIELDS: Final = ("article", "anchor", "by", "credibility", "made", "reliability")
"""What is asked of excerpts alone."""

_CONDITION = re.compile(
    rf'(?<![^\s(-])(?P<field>{"|".join(FIELDS)}):(?:"(?P<quoted>[^"]*)"|(?P<plain>[^\s"()]+))(?![^\s)])|"[^"]*"', re.IGNORECASE
)
"""A field of excerpts, or something in quotation marks, in which there is none."""
_FIRST, _LAST = 0xE000, 0xF8FF
"""Characters that stand for nothing (Unicode's private use area): each for one condition, as the value of a field."""
_GRADES = re.compile(r"([1-6A-F])(?:\.\.([1-6A-F]))?", re.IGNORECASE)


class Item(Struct, frozen=True, kw_only=True):
    """An excerpt where it stands now, and its article without the text; None if the article is gone."""

    placed: Placed
    article: Article | None
    title: str
    """The article's title, or its first words; its id where the article is gone."""

    @property
    def excerpt(self) -> Excerpt:
        """The excerpt."""
        return self.placed.excerpt

    @property
    def published(self) -> str | None:
        """When its article was published, as far as is known: a partial date."""
        return self.article.metadata.published if self.article else None

    @property
    def reliability(self) -> str | None:
        """The grade of its source, A to F."""
        return self.article.reliability if self.article else None


Condition = Callable[[Item], bool]


class Asked(Struct, frozen=True):
    """A query for excerpts, understood."""

    tree: Node
    conditions: Mapping[str, Condition]
    """By the value of the field `id` that stands for it in the tree."""
    wrong: tuple[Hint, ...]
    """Values that fields of excerpts cannot have: nothing fits them."""
    hints: tuple[Hint, ...]
    """What else there is to say."""


class Matcher:
    """Says which of some excerpts a query asks for; what it found out about an excerpt's words it keeps for the next query."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Item, Searchable]] = {}

    def choose(self, items: Sequence[Item], asked: Asked) -> list[Item]:
        """Those of `items` that are asked for, in their order; a word stands for its stems in all languages of their articles."""
        languages = {primary_language(item.article.metadata.language if item.article else None) for item in items}
        return [item for item in items if self._holds(asked.tree, item, asked.conditions, languages)]

    def _holds(self, node: Node, item: Item, conditions: Mapping[str, Condition], languages: Collection[str]) -> bool:
        match node:
            case And(children):
                return all(self._holds(child, item, conditions, languages) for child in children)
            case Or(children):
                return any(self._holds(child, item, conditions, languages) for child in children)
            case Not(child):
                return not self._holds(child, item, conditions, languages)
            case Value("id", value) if value in conditions:
                return conditions[value](item)
            case Everything():
                return True
            case _:
                return matches(node, self._searchable(item), languages)

    def _searchable(self, item: Item) -> Searchable:
        name = item.excerpt.id
        known = self._known.get(name)
        if known is None or known[0] != item:
            known = self._known[name] = (item, searchable(_as_article(item), (item.excerpt,)))
        return known[1]


def understand(query: str, today: date, *, typing: bool = False) -> Asked:
    """Read a query for excerpts; any text is one.

    Args:
        query: As typed.
        today: The day from which "last month" is counted.
        typing: The last word is not finished and counts as a prefix.
    """
    conditions: dict[str, Condition] = {}
    wrong: list[Hint] = []

    def take(match: re.Match[str]) -> str:
        if match["field"] is None or _FIRST + len(conditions) > _LAST:
            return match[0]
        field, value = match["field"].lower(), match["quoted"] if match["quoted"] is not None else match["plain"]
        condition = _condition(field, value, today)
        if condition is None:
            wrong.append(Hint(f"{field}: has no {value!r}; {_LEGAL[field]}", *match.span()))
        # As long as what it stands for, so that hints about the rest point to the right places.
        name = chr(_FIRST + len(conditions)) * (len(match[0]) - len("id:"))
        conditions[name] = condition or _nothing
        return f"id:{name}"

    text = _CONDITION.sub(take, query)
    parsed = parse(text, today=today, typing=typing and not any(text.endswith(name) for name in conditions))
    return Asked(parsed.tree, conditions, tuple(wrong), parsed.hints)


def _nothing(_item: Item) -> bool:
    return False


_STATES: Final = {**{state.value: state for state in AnchorState}, "lost": AnchorState.ORPHANED}
"""How passages are found, as one may ask for them."""

_LEGAL: Final = {
    "article": "an article's id",
    "anchor": "there are " + ", ".join(_STATES),
    "by": "a person's name",
    "credibility": "1 to 6, 1..3, or none",
    "made": "a day, month or year, or a range of them",
    "reliability": "A to F, A..C, or none",
}


def _condition(field: str, value: str, today: date) -> Condition | None:
    """What has to hold; None where the field has no such value."""
    if field == "by":
        return lambda item: fold(item.excerpt.author or "") == fold(value)
    if field == "article":
        return lambda item: _is_article(item, value)
    if field == "anchor":
        state = _STATES.get(value.lower())
        return (lambda item: item.placed.anchor.state is state) if state else None
    if field == "made":
        return _made(value, today)
    return _graded(field, value)


def _is_article(item: Item, name: str) -> bool:
    return name == item.placed.article or (item.article is not None and name in item.article.aliases)


def _made(value: str, today: date) -> Condition | None:
    days = dates.range_of(value, today)
    if days is None:
        return None
    first, last = ((day.isoformat() if day else None) for day in days)
    return lambda item: (not first or item.excerpt.created[:10] >= first) and (not last or item.excerpt.created[:10] <= last)


def _graded(field: str, value: str) -> Condition | None:
    wanted: set[str | None]
    if value.lower() == "none":
        wanted = {None}
    else:
        there = [*map(str, CREDIBILITY)] if field == "credibility" else [*RELIABILITY]
        range_ = _GRADES.fullmatch(value)
        ends = [end.upper() for end in range_.groups() if end] if range_ else []
        if not ends or any(end not in there for end in ends):
            return None
        wanted = {grade for grade in there if min(ends) <= grade <= max(ends)}
    if field == "reliability":
        return lambda item: item.reliability in wanted
    return lambda item: (str(item.excerpt.credibility) if item.excerpt.credibility else None) in wanted


def _as_article(item: Item) -> Article:
    """The excerpt as if it were an article: its words in place of the text, with what is known of its article."""
    words = [item.excerpt.quote, item.excerpt.note or "", *(tag.replace("/", " ") for tag in item.excerpt.tags)]
    text = "\n\n".join(filter(None, words)) + "\n"
    if item.article is None:
        return Article(id=item.placed.article, metadata=Metadata(title=item.title), text=text)
    return replace(item.article, text=text, tags=(), note=None)
