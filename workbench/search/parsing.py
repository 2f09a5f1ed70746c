"""From what a person types to a query: no text is an error.

    climate report           both words
    "climate report"~3       these very words in this order, at most 3 others in between in all
    rain OR (snow -melt)     either; AND binds closer; NOT or - excludes
    sena*  organi?e  trump~1 words by their letters
    title:rain  tag:risk/fire  published:2019..2021  published:"last month"  has:excerpts
    publisher:="The Sun"     exactly this value, whole
    title:(rain OR snow)     a field for several words
    rain^3                   a word that counts as if said three times

Whatever cannot be understood so is taken as words, with a hint that says so. The time it takes is linear in the length of
the text, and brackets deeper than DEPTH_LIMIT are passed over.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from datetime import date
from typing import Literal, NamedTuple

from workbench.search.dates import is_reversed, range_of
from workbench.search.lexing import PHRASE, Token, TokenKind, tokens
from workbench.search.query import (
    HAS,
    SLOP_LIMIT,
    TEXT_FIELDS,
    VALUE_FIELDS,
    Everything,
    Fuzzy,
    Has,
    Hint,
    Node,
    Or,
    Phrase,
    Prefix,
    Published,
    Query,
    Value,
    Wildcard,
    Word,
    both,
    either,
    negated,
    whole,
)
from workbench.text.folding import fold
from workbench.text.terms import analyse

DEPTH_LIMIT = 40
"""How deep brackets may be nested."""

_DATE_WORDS = (
    *("today", "yesterday", "last", "past", "this"),
    *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"),
)

_WHOLE = "="
"""After a field's name: its value is a whole one."""

LEAF_LIMIT = 1_000
"""How many words a query may have."""

TIMES_LIMIT = 99
"""How often saying a word counts."""

STOP_WORDS = frozenset(
    "a an and are as at be but by for if in into is it no not of on or such that the their then there these they this to was will with "
    "what which who whom whose when where why how do does did can could should would i we you about has have had been from".split()
)
"""English words that tell little, and those that questions are made of: left out where any word may match, if others remain."""

_QUESTION = re.compile(
    r"\s*(?:what|which|who|whom|whose|when|where|why|how|is|are|was|were|do|does|did|can)\s.*\S\s+\S", re.IGNORECASE
)
_FUZZY = re.compile(r"(.+?)~(\d*)")
_REPEATED = re.compile(r"([^*?~]+)\^(\d{1,2})")
_DECIMAL_POINT = re.compile(r"(?<=\d)\.(?=\d)")
_UNKNOWN_FIELD = re.compile(r"([^\W\d_]{2,}):(?=[^\W_\s])")
_HAS_ALIASES = {"published": "date", "dates": "date", "excerpt": "excerpts"} | {f"{what}s": what for what in HAS}


def parse(text: str, *, today: date, match: Literal["all", "any"] = "all", typing: bool = False) -> Query:
    """Understand a query as typed.

    Args:
        text: Anything.
        today: The day that "last month" is counted from.
        match: How bare words and phrases side by side are joined. Fields and exclusions hold in either case.
        typing: Whether the person is still typing: the last word, if nothing follows it, may be the beginning of a longer
            one, and what is unfinished is not remarked upon.

    Returns:
        The query with hints; one without any words is Everything.
    """
    return _Parser(text, today, match, typing=typing).query()


def is_question(text: str) -> bool:
    """Whether a text asks a question: a question mark at its end is none that stands for any one letter."""
    return bool(_QUESTION.match(text)) and text.rstrip().endswith("?")


def free_text(text: str) -> Query:
    """Understand a text in which nothing is syntax: any of its words may match, stop words only if there are no others."""
    words: list[Node] = [Word(form) for form in analyse(unicodedata.normalize("NFC", text), None).forms]
    return Query(text, either(_counted(_without_stop_words(words))[:LEAF_LIMIT]))


class _Item(NamedTuple):
    """A node with the operator before it: "and", "or", or none."""

    operator: str
    node: Node
    is_bare: bool
    """Whether it is words of the text, neither excluded nor a field: what `match` is about."""


class _Group:
    """What stands between two brackets."""

    def __init__(self, token: Token | None, field: str | None, operator: str, *, excluded: bool) -> None:
        self.token = token
        self.field = field
        self.operator = operator
        self.excluded = excluded
        self.items: list[_Item] = []

    def joined(self, match: str) -> Node:
        alternatives: list[list[_Item]] = [[]]
        for item in self.items:
            if item.operator == "or":
                alternatives.append([])
            alternatives[-1].append(item)
        return either([_side_by_side(items, match) for items in alternatives if items]) if self.items else Everything()


def _side_by_side(items: list[_Item], match: str) -> Node:
    if match == "all":
        return both([item.node for item in items])
    runs: list[list[_Item]] = []
    for item in items:
        if item.operator == "and" and runs:
            runs[-1].append(item)
        else:
            runs.append([item])
    bare = [
        run[0].node if len(run) == 1 else both([item.node for item in run]) for run in runs if all(item.is_bare for item in run)
    ]
    others = [item.node for run in runs if not all(item.is_bare for item in run) for item in run]
    return both([either(_counted(_without_stop_words(bare))), *others]) if bare else both(others)


def _without_stop_words(nodes: list[Node]) -> list[Node]:
    kept = [node for node in nodes if not (isinstance(node, Word) and node.form in STOP_WORDS)]
    return kept or nodes


def _counted(nodes: list[Node]) -> list[Node]:
    """The same nodes, words that are said several times once with their number."""
    times = Counter(nodes)
    return [Word(node.form, node.field, min(times[node], TIMES_LIMIT)) if isinstance(node, Word) else node for node in times]


class _Parser:
    """One query being understood, token by token; the brackets open at the moment are a stack, not a recursion."""

    def __init__(self, text: str, today: date, match: str, *, typing: bool) -> None:
        self.text = text
        self.today = today
        self.match = match
        self.typing = typing
        self.is_question = is_question(text)
        self.hints: list[Hint] = []
        self.groups = [_Group(None, None, "", excluded=False)]
        self.skipped = 0
        self.leaves = 0
        self.operator: Token | None = None
        self.excluded: Token | None = None
        self.is_excluded = False
        self.field: Token | None = None

    def query(self) -> Query:
        for token in tokens(self.text):
            if token.kind is TokenKind.OPEN:
                self._open(token)
            elif token.kind is TokenKind.CLOSE:
                self._close(token)
            elif token.kind is TokenKind.FIELD:
                self._dangling_field()
                self.field = token
            elif token.kind is TokenKind.NOT:
                self._dangling_field()
                self.excluded, self.is_excluded = token, not self.is_excluded
            elif token.kind in (TokenKind.AND, TokenKind.OR):
                self._connect(token)
            else:
                self._leaf(token)
        self._finish_group()
        while len(self.groups) > 1:
            if opened := self.groups[-1].token:
                self._remark("this bracket is never closed: taken to end with the query", opened, unfinished=True)
            self._end_group()
        return Query(self.text, self.groups[0].joined(self.match), tuple(sorted(self.hints, key=lambda hint: hint.start)))

    def _remark(self, message: str, token: Token, *, unfinished: bool = False) -> None:
        if not (unfinished and self.typing) and len(self.hints) < LEAF_LIMIT:
            self.hints.append(Hint(message, token.start, token.end))

    def _open(self, token: Token) -> None:
        if len(self.groups) > DEPTH_LIMIT:
            if not self.skipped:
                self._remark(f"brackets deeper than {DEPTH_LIMIT} are passed over", token)
            self.skipped += 1
            return
        field = self._take_field()
        operator, excluded = self._take_operators()
        self.groups.append(_Group(token, field or self.groups[-1].field, operator, excluded=excluded))

    def _close(self, token: Token) -> None:
        self._finish_group()
        if self.skipped:
            self.skipped -= 1
        elif len(self.groups) > 1:
            self._end_group()
        else:
            self._remark("this bracket closes none", token)

    def _end_group(self) -> None:
        group = self.groups.pop()
        if group.items:
            node = group.joined(self.match)
            is_bare = not group.excluded and any(item.is_bare for item in group.items)
            self.groups[-1].items.append(_Item(group.operator, negated(node) if group.excluded else node, is_bare))

    def _finish_group(self) -> None:
        """Remark on what waits for something that does not come any more."""
        self._dangling_field()
        waiting = [token for token in (self.operator, self.excluded) if token]
        self.operator, self.excluded, self.is_excluded = None, None, False
        for token in waiting:
            self._remark(f"nothing follows {self.text[token.start : token.end]}: taken as a word", token, unfinished=True)
            if not self.typing:
                self._leaf(token)

    def _connect(self, token: Token) -> None:
        self._dangling_field()
        if self.operator or not self.groups[-1].items:
            if not self._is_unfinished(token):
                self._remark(f"{self.text[token.start : token.end]} stands between nothing: taken as a word", token)
                self._leaf(token)
        else:
            self.operator = token

    def _take_operators(self) -> tuple[str, bool]:
        operator, excluded = self.operator.kind.value if self.operator else "", self.is_excluded
        self.operator, self.excluded, self.is_excluded = None, None, False
        return operator, excluded

    def _take_field(self) -> str | None:
        """The name of the field before what comes; with an equals sign after it if its value is to be a whole one."""
        if self.field is None:
            return None
        name = self.text[self.field.start : self.field.end].lower().replace(":", "")
        self.field = None
        return "published" if name == "date" else name

    def _dangling_field(self) -> None:
        """Take a field's name after which no value stands as a word."""
        if token := self.field:
            self.field = None
            self._remark(f"no value follows {self.text[token.start : token.end]}", token, unfinished=True)
            if not (self.typing and token.end == len(self.text)):
                self._leaf(Token(TokenKind.WORD, token.start, token.end))

    def _leaf(self, token: Token) -> None:
        value_field = self.field is not None and self.field.end == token.start
        if not value_field:
            self._dangling_field()
        field = self._take_field() or self.groups[-1].field
        operator, excluded = self._take_operators()
        if self.leaves >= LEAF_LIMIT:
            if self.leaves == LEAF_LIMIT:
                self._remark(f"only the first {LEAF_LIMIT:,} words count", token)
                self.leaves += 1
            return
        node = self._quoted(token, field) if token.kind is TokenKind.PHRASE else self._word(token, field)
        if node is None:
            return
        self.leaves += 1
        is_bare = not excluded and isinstance(node, Word | Phrase | Prefix | Wildcard | Fuzzy | Or) and field is None
        self.groups[-1].items.append(_Item(operator, negated(node) if excluded else node, is_bare))

    def _is_unfinished(self, token: Token) -> bool:
        return self.typing and token.end == len(self.text)

    def _word(self, token: Token, field: str | None) -> Node | None:
        chunk = self.text[token.start : token.end]
        if field is not None and field not in TEXT_FIELDS:
            return self._value(token, field, chunk, unfinished=self._is_unfinished(token))
        if field is None and (unknown := _UNKNOWN_FIELD.match(chunk)) and chunk[unknown.end() : unknown.end() + 2] != "//":
            self._remark(f"there is no field {unknown[1]}: taken as words", token)
        if (repeated := _REPEATED.fullmatch(chunk)) and isinstance(word := self._plain(token, field, repeated[1]), Word):
            return Word(word.form, field, min(max(int(repeated[2]), 1), TIMES_LIMIT))
        if fuzzy := _FUZZY.fullmatch(chunk):
            return self._fuzzy(token, field, fuzzy[1], fuzzy[2])
        if self.is_question:
            chunk = chunk.rstrip("?")
        if "*" in chunk or "?" in chunk:
            return self._pattern(token, field, chunk)
        return self._plain(token, field, chunk)

    def _plain(self, token: Token, field: str | None, chunk: str) -> Node | None:
        parts = _parts_of(chunk, field, unfinished=self._is_unfinished(token))
        if not parts and any(
            character.isprintable() and not character.isspace() and character not in "-+,.;:!&|" for character in chunk
        ):
            self._remark("there is no word in this", token, unfinished=True)
        return either(parts) if parts else None

    def _fuzzy(self, token: Token, field: str | None, word: str, distance: str) -> Node | None:
        form = _letters(word)
        if not form:
            self._remark("~ needs a word before it", token)
            return None
        if len(distance) > 1 or distance > "2":
            self._remark("a word can be at most 2 letters away", token)
        steps = 1 if not distance else min(int(distance[:2]), 2)
        return Fuzzy(form, steps, field) if steps else either(_parts_of(word, field))

    def _pattern(self, token: Token, field: str | None, chunk: str) -> Node | None:
        pattern = "".join(part if part in "*?" else _letters(part) for part in re.split(r"([*?])", chunk))
        pattern = re.sub(r"\*+", "*", pattern)
        if pattern == "*":
            return Has(field) if field else Everything()
        if not pattern.strip("*?"):
            self._remark("a pattern needs a letter or digit", token)
            return None
        if pattern.endswith("*") and not set(pattern[:-1]) & set("*?"):
            return Prefix(pattern[:-1], field)
        return Wildcard(pattern, field)

    def _quoted(self, token: Token, field: str | None) -> Node | None:
        found = PHRASE.fullmatch(self.text, token.start, token.end)
        if found is None:
            return None
        inner = found["text"]
        unclosed = not found["close"]
        if unclosed:
            self._remark("this quotation is never closed: taken to end with the query", token, unfinished=True)
        if field is not None and field not in TEXT_FIELDS:
            return self._value(token, field, inner, unfinished=unclosed and self.typing)
        forms = tuple(_forms(inner))
        if not forms:
            self._remark("there is no word between these quotation marks", token, unfinished=True)
            return None
        prefix = inner.rstrip().endswith("*") or (unclosed and self.typing and not inner.endswith(" "))
        slop = min(int((found["slop"] or "0")[:6]), SLOP_LIMIT) if len(forms) > 1 else 0
        return Phrase(forms, slop, prefix, field)

    def _value(self, token: Token, field: str, value: str, *, unfinished: bool) -> Node | None:
        if field.endswith(_WHOLE):
            return self._whole(token, field.removesuffix(_WHOLE), value, unfinished=unfinished)
        value = value.strip()
        node: Node | None = None
        if not value:
            self._remark("no value stands between these quotation marks", token, unfinished=True)
            return None
        if field == "published":
            node = Has("date") if value == "*" else self._published(value)
            if isinstance(node, Published) and is_reversed(value, self.today):
                self._remark("the later day comes first: taken the other way round", token, unfinished=unfinished)
        elif field == "has":
            node = _has(value, unfinished=unfinished)
        elif value == "*" and field in HAS:
            return Has(field)
        elif field in VALUE_FIELDS and (folded := _value_of(value)):
            return Value(field, f"{folded}*" if unfinished and not folded.endswith("*") else folded)
        if node is None:
            unfinished = unfinished and (field != "published" or _may_become_date(value))
            message = "this is no date" if field == "published" else f"has: can ask for {', '.join(HAS)}"
            self._remark(f"{message}: taken as words", token, unfinished=unfinished)
            return None if unfinished else either(parts) if (parts := _parts_of(value, None)) else None
        return node

    def _whole(self, token: Token, field: str, value: str, *, unfinished: bool) -> Node | None:
        """A whole value; what is still being typed between quotation marks is none yet."""
        if unfinished and token.kind is TokenKind.PHRASE:
            return None
        if not (stated := whole(value)):
            self._remark("no value stands here", token, unfinished=True)
            return None
        return Value(field, stated, exact=True)

    def _published(self, value: str) -> Node | None:
        days = range_of(fold(unicodedata.normalize("NFC", value)), self.today)
        return Published(*days) if days else None


def _may_become_date(value: str) -> bool:
    """Whether what is typed so far can be the beginning of a date or of words such as "last month"."""
    typed = value.casefold()
    return not typed[0].isalpha() or any(word.startswith(typed[:4]) or typed.startswith(word) for word in _DATE_WORDS)


def _has(value: str, *, unfinished: bool) -> Node | None:
    what = fold(value)
    what = _HAS_ALIASES.get(what, what)
    if what in HAS:
        return Has(what)
    completed = [each for each in HAS if unfinished and each.startswith(what)]
    return either([Has(each) for each in completed]) if completed else None


def _value_of(value: str) -> str:
    """A value in comparison form: tags have no spaces, a person may type them."""
    folded = "-".join(fold(unicodedata.normalize("NFC", value)).replace('"', "").split())
    return re.sub(r"\*+", "*", folded)


def _letters(word: str) -> str:
    """The letters and digits of a word or a part of one, in comparison form, and a dot between digits."""
    folded = _DECIMAL_POINT.sub("\0", fold(unicodedata.normalize("NFC", word)).replace("\0", ""))
    kept = (each for each in folded if each.isalnum() or each == "\0" or unicodedata.category(each).startswith("M"))
    return "".join(kept).replace("\0", ".")


def _forms(text: str) -> list[str]:
    return analyse(unicodedata.normalize("NFC", text), None).forms[:LEAF_LIMIT]


def _parts_of(chunk: str, field: str | None, *, unfinished: bool = False) -> list[Node]:
    """What a word as typed, without spaces, can stand for: the alternatives; none if it holds no word.

    Several words in one, `isis-k` or `北京`, are a phrase, and if there is a hyphen, what they are put together.
    """
    analysis = analyse(unicodedata.normalize("NFC", chunk), None)
    forms = tuple(analysis.forms[:LEAF_LIMIT])
    if not forms:
        return []
    alternatives: list[Node] = [Phrase(forms, field=field)] if len(forms) > 1 else [Word(forms[0], field)]
    solid = analysis.compounds[:1] if len(forms) == 2 else []
    alternatives += [Word(compound, field) for compound in solid]
    if unfinished:
        alternatives += [Phrase(forms, prefix=True, field=field)] if len(forms) > 1 else [Prefix(forms[0], field)]
        alternatives += [Prefix(compound, field) for compound in solid]
    return alternatives
