"""Which articles are nearly the same text: wire copy printed twice, a page fetched again.

A text's signature is a sample of its runs of five words, the same runs for the same text: those with the smallest hash values.
Two signatures tell how many runs two texts share, as a part of all runs of both (Jaccard), within some 5 points; two texts
of which most runs are the same share some of the first few values, by which an index finds them.

Source:
    A. Broder, On the resemblance and containment of documents, 1997 ("bottom-k sketch").
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from zlib import crc32

RUN = 5
"""Words a run."""

SIZE = 64
"""Values in a signature, unless the text has fewer runs."""

KEYS = 8
"""How many of a signature's values an index looks for."""

_REMEMBERED = 50_000
"""Words whose numbers are kept in memory."""

NEAR = 0.6
"""From this similarity on, texts are near-copies."""


class _Codes(dict[str, int]):
    """A number for each word, remembered."""

    def __missing__(self, form: str) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        code = self[form] = crc32(form.encode())
        return code


_codes = _Codes()


def signature(forms: Sequence[str]) -> tuple[int, ...]:
    """The sample of a text's runs of words, in rising order; empty for a text without words.

    Args:
        forms: The text's words in order, folded and unstemmed.
    """
    if not forms:
        return ()
    codes = array("I", map(_codes.__getitem__, forms))
    codes.extend([0] * (RUN - len(codes)))
    kept = codes.tobytes()
    width = codes.itemsize * RUN
    runs = {crc32(kept[at : at + width]) for at in range(0, len(kept) - width + 1, codes.itemsize)}
    return tuple(sorted(runs)[:SIZE])


def keys(of: tuple[int, ...]) -> tuple[str, ...]:
    """What an index keeps a signature under: near-copies share at least one key."""
    return tuple(f"{value:08x}" for value in of[:KEYS])


def similarity(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """How many of both texts' runs they share, estimated: 0 (none) to 1 (all)."""
    if not one or not other:
        return 0.0
    is_sample = SIZE in (len(one), len(other))
    sampled = sorted({*one, *other})[: SIZE if is_sample else None]
    shared = set(one) & set(other)
    return sum(value in shared for value in sampled) / len(sampled)


def _may_be_near(one: tuple[int, ...], other: tuple[int, ...], near: float) -> bool:
    """What two signatures share at all bounds their similarity, and is counted in a tenth of the time."""
    return len(set(one).intersection(other)) >= near * max(len(one), len(other))


def nearest(of: tuple[int, ...], others: Mapping[str, tuple[int, ...]], near: float = NEAR) -> str | None:
    """The id of the text that is most like one, of several the last; None where none is its near-copy.

    Args:
        of: The signature of a text.
        others: Signatures by id. There may be many: the articles of a site share its furniture.
        near: From which similarity on two texts count as the same.
    """
    alike = {each: similarity(of, theirs) for each, theirs in others.items() if _may_be_near(of, theirs, near)}
    best = max(alike, key=lambda each: (alike[each], each), default=None)
    return best if best is not None and alike[best] >= near else None


def folded(ids: Sequence[str], signatures: Mapping[str, tuple[int, ...]], near: float = NEAR) -> dict[str, tuple[str, ...]]:
    """Fold near-copies under the first of them.

    Args:
        ids: Articles in the order of the results.
        signatures: By id; an article without one is nobody's copy.
        near: From which similarity on two texts count as the same.

    Returns:
        By the id of each article that is shown, in order, the ids folded under it, in order.
    """
    shown: dict[str, list[str]] = {}
    holders: dict[int, list[str]] = {}
    for each in ids:
        own = signatures.get(each, ())
        known = dict.fromkeys(holder for value in own[:KEYS] for holder in holders.get(value, ()))
        likely = (holder for holder in known if _may_be_near(own, signatures[holder], near))
        original = next((holder for holder in likely if similarity(own, signatures[holder]) >= near), None)
        if original is not None:
            shown[original].append(each)
            continue
        shown[each] = []
        for value in own[:KEYS]:
            holders.setdefault(value, []).append(each)
    return {each: tuple(copies) for each, copies in shown.items()}
