"""The one analysis: which words a text has, for indexing, for queries, for the matcher and for highlights.

A term has a *form*, the word as written in comparison form, and a *stem*, what it means, by the text's language (Snowball).
Which characters make a word, and what its spelling variants have in common, is decided here and nowhere else:

- Words with a hyphen or an ampersand are their parts, and put together a compound beside them: `e-mail` is found by
  `mail` and by `email`, `ISIS-K` by `isis` and `isisk`.
- Apostrophes within a word vanish, a possessive 's with its s: `don't` is `dont`, `Qa'ida` is `qaida`, `Biden's` is
  `biden`. French and Italian articles are words of their own: `l'Iran` is `l iran`.
- Dots between single letters vanish: `U.S.` is `us`. Elsewhere a dot or comma parts words, except in numbers: `2,200` is
  `2200`, `2.5` stays.
- Chinese and Japanese characters and those of scripts without spaces are a term each; a word of several is found as a phrase.
- A few names that are romanised in many ways have one form: `Qaeda` and `Qaida`, `Hezbollah` and `Hizballah`.
- Text in a language that has no stemmer is not stemmed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from threading import Lock
from typing import NamedTuple

import Stemmer

from workbench.text.folding import fold_with_map

_SINGLES = (
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17d3\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
    r"\U00020000-\U0003ffff"
)
"""Scripts that set no spaces between words."""

_SINGLE_MARKS = r"\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u102b-\u103e\u1056-\u1059\u17b4-\u17d3"

_MARKS = (
    r"\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u0711\u0730-\u074a"
    r"\u07a6-\u07b0\u07eb-\u07f3\u0816-\u082d\u0859-\u085b\u08d3-\u0903\u093a-\u094f\u0951-\u0957\u0962-\u0963\u0981-\u0983"
    r"\u09bc-\u09d7\u0a01-\u0a03\u0a3c-\u0a51\u0a70-\u0a75\u0a81-\u0a83\u0abc-\u0acd\u0b01-\u0b03\u0b3c-\u0b57\u0b82"
    r"\u0bbe-\u0bd7\u0c00-\u0c04\u0c3e-\u0c56\u0c81-\u0c83\u0cbc-\u0cd6\u0d00-\u0d03\u0d3b-\u0d57\u0d82-\u0d83\u0dca-\u0df3"
    r"\u0f71-\u0f87\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\u00ad\u200b-\u200d\u2060\ufeff"
)
"""What Python's \\w leaves out of words: combining marks and characters without width."""

_JOINTS = r"'‘’‚‛ʹ′´＇.,&\-‐‑‒–−－"
_LETTER = rf"[^\W_{_SINGLES}]"

_TOKEN = re.compile(
    rf"{_LETTER}+(?:(?:[{_MARKS}]+|[{_JOINTS}](?={_LETTER})){_LETTER}*)*(?:\.(?<=\.{_LETTER}\.))?"
    rf"|(?=\w)[{_SINGLES}][{_SINGLE_MARKS}]*"
)
"""What a text is cut into first, at spaces and signs; `_PART` cuts further."""

_ASCII_TOKEN = re.compile(r"[0-9A-Za-z]+(?:['.,&\-](?=[0-9A-Za-z])[0-9A-Za-z]+)*(?:\.(?<=\.[0-9A-Za-z]\.))?")
"""The same for a text of ASCII characters, in half the time."""

_PART = re.compile(
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,])|\d+\.\d+(?!\.?\d))"
    r"|(?P<initials>[^\W\d_](?:\.[^\W\d_])+(?![^\W_]))\.?"
    r"|(?P<elided>(?<![^\W_])(?:l|d|qu|dell|all|nell|dall|sull)(?='[^\W\d_]{3}))'"
    rf"|(?P<single>(?=\w)[{_SINGLES}][{_SINGLE_MARKS}]*)"
    rf"|(?P<word>{_LETTER}(?:{_LETTER}|[{_MARKS}]|'(?={_LETTER}))*)"
)
"""A word within a token in comparison form."""

_LONGEST = 64
"""Longer "words" (base64, a line of dashes with letters) are cut to so many code points: nobody types them."""

_REMEMBERED = 50_000
"""How many tokens, and stems of a language, are kept in memory: some 10 MB."""

_HYPHENS = frozenset("-&‐‑‒–−－")

_ALGORITHMS = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish", "eu": "basque",
    "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
    "it": "italian", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian", "no": "norwegian",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish",
    "yi": "yiddish",
}  # fmt: skip
"""Snowball's algorithms by primary language subtag: those that every supported PyStemmer has."""

_SPELLINGS = {
    spellings[0]: spellings
    for spellings in (
        ("qaida", "qaeda", "qaidah", "qaedah", "quaeda"),
        ("alqaida", "alqaeda", "alqaidah", "alqaedah", "alquaeda"),
        ("hizballah", "hezbollah", "hizbollah", "hizbullah", "hezballah", "hezbullah"),
        ("gaddafi", "qaddafi", "kadhafi", "gadhafi", "qadhafi"),
        ("houthi", "huthi"),
        ("houthis", "huthis"),
        ("taliban", "taleban"),
    )
}
"""Names from the Arabic script, by the spellings found in the English-language press; the first stands for all."""

_STANDARD = {spelling: standard for standard, spellings in _SPELLINGS.items() for spelling in spellings}


class Term(NamedTuple):
    """A word of a text. `start` and `end` are code points of the text; `position` counts words from 0."""

    form: str
    stem: str
    start: int
    end: int
    position: int
    compound: bool = False
    """Whether it is a hyphenated word put together; its position is that of its first part."""


class Analysis(NamedTuple):
    """The words of a text in order, by form and by stem; and the compounds among them, likewise."""

    forms: list[str]
    stems: list[str]
    compounds: list[str]
    compound_stems: list[str]


class _Part(NamedTuple):
    """A word within a token: where it stands there, in code points."""

    form: str
    start: int
    end: int


class _Forms(dict[str, tuple[str, ...]]):
    """The words that tokens are made of, remembered: most tokens of a text were met before."""

    def __missing__(self, written: str) -> tuple[str, ...]:
        if len(self) >= _REMEMBERED:
            self.clear()
        forms = self[written] = tuple(part.form for part in _parts(written))
        return forms


class _Compounds(dict[str, str]):
    """What tokens that are not only letters and digits are when put together, remembered; empty if they are no compound."""

    def __missing__(self, written: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        parts = _parts(written)
        is_compound = len(parts) == 2 and written[parts[0].end : parts[1].start] in _HYPHENS
        compound = self[written] = _compound(parts[0].form, parts[1].form) if is_compound else ""
        return compound


class _Pieces(dict[str, tuple[int, tuple[str, ...]]]):
    """Of what stands between two spaces, the number of words and their forms with those of compounds, remembered."""

    def __missing__(self, piece: str) -> tuple[int, tuple[str, ...]]:
        if len(self) >= _REMEMBERED:
            self.clear()
        tokens = _pattern(piece).findall(piece)
        names = tuple(dict.fromkeys(name for token in tokens for name in _names(token)))
        made = sum(len(_forms[token]) for token in tokens), names
        if len(piece) <= _LONGEST:
            self[piece] = made
        return made


class _Stems(dict[str, str]):
    """The stems of one language, remembered. Stemmer objects may not be used by two threads at a time, hence the lock."""

    def __init__(self, algorithm: str) -> None:
        super().__init__()
        self._stemmer = Stemmer.Stemmer(algorithm, 0)
        self._lock = Lock()

    def __missing__(self, form: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        with self._lock:
            found = self._stemmer.stemWord(form)
        stemmed = self[form] = found or form
        return stemmed


_forms = _Forms()
_compounds = _Compounds()
_pieces = _Pieces()


@cache
def _stems(language: str) -> _Stems | None:
    return _Stems(_ALGORITHMS[language]) if language in _ALGORITHMS else None


def _parts(written: str) -> list[_Part]:
    """The words of a token, in order."""
    if written.isascii() and written.isalnum():
        form = written.lower()[:_LONGEST]
        return [_Part(_STANDARD.get(form, form), 0, len(written))]
    folded = fold_with_map(written)
    parts = []
    for found in _PART.finditer(folded.text):
        form = found[0]
        if found["word"]:
            form = form.removesuffix("'s").replace("'", "")
        elif found["number"]:
            form = form.replace(",", "")
        else:
            form = form.rstrip("'").replace(".", "")
        span = folded.span(*found.span())
        # Arabic presentation forms fold to a letter on a tatweel, which no word is told apart by.
        form = form.replace("\u0640", "")[:_LONGEST]
        if form:
            parts.append(_Part(_STANDARD.get(form, form), span.start, span.end))
    return parts


def primary_language(tag: str | None) -> str:
    """The primary subtag of a BCP 47 tag in lower case; "und" (undetermined) if there is none."""
    return (tag or "und").replace("_", "-").partition("-")[0].lower() or "und"


def stem(form: str, language: str | None) -> str:
    """What a folded form means in a language (a BCP 47 tag); the form itself where the language has no stemmer."""
    stems = _stems(primary_language(language))
    return stems[form] if stems is not None else form


def stems_of(form: str, languages: Iterable[str]) -> frozenset[str]:
    """What a folded form can mean in any of the languages."""
    return frozenset(stem(form, language) for language in languages) or frozenset({form})


def analyse(text: str, language: str | None) -> Analysis:
    """The words of `text`, without where they stand: what an index is made from.

    Args:
        text: NFC.
        language: BCP 47 tag of the text's language, None if unknown.
    """
    written = _pattern(text).findall(text)
    forms = list(chain.from_iterable(map(_forms.__getitem__, written)))
    compounds = [compound for token in written if not token.isalnum() and (compound := _compounds[token])]
    return Analysis(forms, _stemmed(forms, language), compounds, _stemmed(compounds, language))


def _stemmed(forms: list[str], language: str | None) -> list[str]:
    stems = _stems(primary_language(language))
    return list(map(stems.__getitem__, forms)) if stems is not None else forms


Chosen = dict[str, tuple[int, tuple[Term, ...]]]
"""For each piece of text between spaces that was met, how many words it has and the chosen terms of it, their places counted within it."""


def terms(
    text: str,
    language: str | None = None,
    chosen: Callable[[str, str], bool] | None = None,
    known: Chosen | None = None,
) -> Iterator[Term]:
    """The words of `text` (NFC) with where they stand; each compound comes before its parts.

    Args:
        text: NFC.
        language: BCP 47 tag of the text's language, None if unknown.
        chosen: Says of a form and a stem whether such terms are wanted, the same each time; all if not given. To pass over
            most words of a long text is many times as fast as to look at them.
        known: What was found out of pieces of other texts of the same language, for the same `chosen`; more is added to it.
    """
    stems = _stems(primary_language(language))
    known = {} if known is None else known
    pieces = text.split()
    for piece in set(pieces).difference(known):
        known[piece] = _within(piece, stems, chosen)
    position = end = 0
    for piece in pieces:
        count, wanted = known[piece]
        if wanted:
            # Every place where this piece stands is passed in turn, so it is the next one.
            start = _next(text, piece, end)
            end = start + len(piece)
            for term in wanted:
                yield Term(term.form, term.stem, start + term.start, start + term.end, position + term.position, term.compound)
        position += count


def _next(text: str, piece: str, start: int) -> int:
    """Where a piece stands next between spaces."""
    at = text.find(piece, start)
    while not ((at == 0 or text[at - 1].isspace()) and (at + len(piece) == len(text) or text[at + len(piece)].isspace())):
        at = text.find(piece, at + 1)
    return at


def _within(
    piece: str, stems: Mapping[str, str] | None, chosen: Callable[[str, str], bool] | None
) -> tuple[int, tuple[Term, ...]]:
    """How many words a piece of text has, and the chosen terms of it, their places counted within it."""
    count, named = _pieces[piece]
    if chosen is not None:
        for form in named:
            if chosen(form, stems[form] if stems is not None else form):
                break
        else:
            return count, ()
    found: list[Term] = []
    position = 0
    for token in _pattern(piece).finditer(piece):
        parts = _parts(token[0])
        begin = token.start()
        places = [(begin + part.start, begin + part.end, position + number) for number, part in enumerate(parts)]
        is_compound = len(names := _names(token[0])) > len(parts)
        places = [(begin, token.end(), position), *places] if is_compound else places
        for index, (form, (start, end, at)) in enumerate(zip(names, places, strict=True)):
            stem = stems[form] if stems is not None else form
            if chosen is None or chosen(form, stem):
                found.append(Term(form, stem, start, end, at, is_compound and index == 0))
        position += len(parts)
    return count, tuple(found)


def _names(token: str) -> tuple[str, ...]:
    """The words of a token, the compound of them first if there is one."""
    compound = "" if token.isalnum() else _compounds[token]
    return (compound, *_forms[token]) if compound else _forms[token]


def spellings(form: str) -> tuple[str, ...]:
    """The spellings that a form stands for: itself, and for a few names those that became this form."""
    return _SPELLINGS.get(form, (form,))


def standard_spellings() -> Mapping[str, str]:
    """The form of each spelling that has another: what to look through beside the words of an index."""
    return _STANDARD


def _compound(first: str, second: str) -> str:
    joined = (first + second)[:_LONGEST]
    return _STANDARD.get(joined, joined)


def _pattern(text: str) -> re.Pattern[str]:
    return _ASCII_TOKEN if text.isascii() else _TOKEN
