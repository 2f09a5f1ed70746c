"""What furniture looks like, in words: the label and the reason where the model says that a block is furniture."""

from __future__ import annotations

from typing import Final

from workbench.cleaning.features import GROUP_OF, GROUPS
from workbench.cleaning.ngrams import WORD
from workbench.cleaning.rules import ends_sentence
from workbench.records.block import Label

_SAID: Final = {
    "comments": (Label.COMMENT_FORM, "speaks of comments"),
    "share": (Label.SOCIAL, "speaks of sharing or following"),
    "subscribe": (Label.NEWSLETTER, "speaks of subscribing"),
    "related": (Label.RELATED, "leads to other articles"),
    "legal": (Label.COPYRIGHT, "speaks of rights and terms"),
    "site": (Label.NAVIGATION, "names parts of the site"),
    "shop": (Label.PROMO, "offers something"),
    "author": (Label.AUTHOR_NOTE, "speaks of the author"),
    "advert": (Label.PROMO, "an advertisement"),
}


def described(text: str, place: str) -> tuple[Label, str]:
    """The label of a block of furniture, and what speaks for it.

    Args:
        text: The block.
        place: Where it stands, in words.
    """
    words = WORD.findall(text[:400].lower())
    label, look = _look(text, words)
    return label, f"{look}, {place}"


def _look(text: str, words: list[str]) -> tuple[Label, str]:
    if said := _said(words):
        return said
    if words and text[:1] in "•*" and len(words) <= 6:
        return Label.NAVIGATION, "an item of a menu"
    if ends_sentence(text) and len(words) > 4:
        return (
            (Label.COMMENT, "reads like a reader's comment")
            if _is_personal(words)
            else (Label.OTHER_FURNITURE, "reads like a teaser or a note")
        )
    if len(words) >= 5:
        return Label.RELATED, "a headline that continues nothing"
    return (Label.NAVIGATION, "a few words, no sentence") if words else (Label.OTHER_FURNITURE, "no words")


def _said(words: list[str]) -> tuple[Label, str] | None:
    """What the words of a short block are about, if one sort of furniture is named most."""
    counts = [0] * len(GROUPS)
    for word in words:
        if (group := GROUP_OF.get(word)) is not None:
            counts[group] += 1
    names = list(GROUPS)
    most = max((count, -place) for place, count in enumerate(counts) if names[place] in _SAID)
    if most[0] * 8 < max(len(words), 1):
        return None
    return _SAID[names[-most[1]]]


def _is_personal(words: list[str]) -> bool:
    return any(word in ("i", "i'm", "i’m", "my", "me", "you", "your") for word in words)
