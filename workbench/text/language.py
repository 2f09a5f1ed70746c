"""Which language a text is in, told from its commonest words.

Function words decide: a text of news length holds dozens of them. Where no language is plainly ahead, none is named.
"""

from __future__ import annotations

import re
from collections import Counter

_FUNCTION_WORDS = {
    "en": "the of and to in that is was for on with as by at from this have are be it his they which not has",
    "de": "der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus hat dass sie nach",
    "fr": "le la les de des et du en un une que est pour dans qui par sur au pas plus ne avec ce il sont aux cette ont",
    "es": "el la de que y en los del se las por un para con una su al lo como más pero sus fue es ha",
    "it": "il di che la e per un in del è non della una con si da le dei sono nel alla ha gli come più",
    "pt": "o de que e do da em um para com não uma os no se na por mais as dos como mas ao foi das",
    "nl": "de van het een en in is dat op te zijn met voor niet aan er om ook als bij door maar naar werd",
    "sv": "och i att det som en på är av för med den till inte har de ett om var sig från men",
    "da": "og i at det er en på til af for den med ikke der har de som et var han om ved fra",
    "no": "og i det er på som en for av at til med den har de ikke om et han var seg ved fra",
    "fi": "ja on ei se että oli hän mutta ovat kuin myös joka sen tai jos niin mukaan kun",
    "ru": "и в не на что с по как из за от для это его но к у он был также",
    "ro": "și de la în a cu pe care nu din mai un o să este pentru fi sau prin",
    "tr": "ve bir bu için ile da de olarak olan daha gibi çok kadar sonra ne var",
}
_LANGUAGES = {language: frozenset(words.split()) for language, words in _FUNCTION_WORDS.items()}
FUNCTION_WORDS = frozenset(word for words in _LANGUAGES.values() for word in words)
"""The commonest words of all languages known here."""

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 6_000
"""Code points looked at: enough for any news text, and bounded for any other."""


def guess_language(text: str) -> str | None:
    """The ISO 639-1 code of the language `text` is in, or None where its function words do not tell."""
    counts = Counter(_WORD.findall(text[:_SAMPLE].lower()))
    total = sum(counts.values())
    if total < 8:
        return None
    shares = {language: sum(counts[word] for word in known) / total for language, known in _LANGUAGES.items()}
    first, second = sorted(shares, key=lambda language: shares[language], reverse=True)[:2]
    if shares[first] < 0.12 or shares[first] < shares[second] * 1.25:
        return None
    return first


def has_function_word(text: str) -> bool:
    """Whether `text` holds one of the commonest words of a language we know: sentences and headlines do, menus do not."""
    return not FUNCTION_WORDS.isdisjoint(_WORD.findall(text.lower()))
