"""Where several authors tagged the same passage differently: a pure look at excerpts that are placed already.

Two passages of one article are the same if what they share is at least half of the longer one. Of excerpts that have
lost their passage nobody knows where they are: they are the same if their quotations are, spaces and line breaks aside. What
is the same as a third is one passage with it, so a group is what such steps join.

An author's tags on a passage are those of all excerpts this author has on it; excerpts without an author count as one
unnamed author's. No tag at all is a way to tag: whoever marked a passage and gave none disagrees with whoever gave some.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from workbench.records.selector import Span

if TYPE_CHECKING:
    from workbench.workspace.reading import Placed


class Disagreement(Struct, frozen=True, kw_only=True):
    """One passage that not all of its authors tagged alike."""

    article: str
    span: Span | None
    """From the first to the last code point that one of the excerpts covers in the article as it is now; None: it is lost."""
    excerpts: tuple[Placed, ...]
    """All excerpts on the passage, at least two authors', in the order of the text."""
    tags: tuple[str, ...]
    """The tags that some of the authors gave and others did not, sorted."""

    @property
    def disputed(self) -> tuple[str, ...]:
        """The ids of those with which another disagrees: of a chain of passages not all need be."""
        given = _given(self.excerpts)
        return tuple(one.excerpt.id for one in self.excerpts if any(_disagree(given, one, other) for other in self.excerpts))

    def disagrees_with(self, excerpt_id: str) -> tuple[str, ...]:
        """The ids of other authors' excerpts on the very passage of this one whose author gave it other tags."""
        one = next(placed for placed in self.excerpts if placed.excerpt.id == excerpt_id)
        given = _given(self.excerpts)
        return tuple(other.excerpt.id for other in self.excerpts if _disagree(given, one, other))


def disagreements(found: Iterable[Placed]) -> list[Disagreement]:
    """The passages that were tagged differently by different authors.

    Args:
        found: Excerpts of any number of articles, in any order.

    Returns:
        Each passage once, in the order in which the articles come, there in the order of the text, lost ones last.
    """
    by_article: dict[str, list[Placed]] = defaultdict(list)
    for placed in found:
        by_article[placed.article].append(placed)
    groups = (group for excerpts in by_article.values() for group in _passages(excerpts))
    return [made for group in groups if (made := _disagreement(group))]


def set_against(wanted: Iterable[Placed], everything: Iterable[Placed]) -> list[tuple[Placed, tuple[str, ...]]]:
    """Those of some excerpts on which people do not agree, each with the ids of those it disagrees with.

    Args:
        wanted: The excerpts to tell of.
        everything: All excerpts of their articles.

    Returns:
        In the order of `disagreements`, so that those on one passage follow each other.
    """
    names = {(placed.article, placed.excerpt.id) for placed in wanted}
    return [
        (placed, others)
        for group in disagreements(everything)
        for placed in group.excerpts
        if (placed.article, placed.excerpt.id) in names and (others := group.disagrees_with(placed.excerpt.id))
    ]


def _disagreement(group: Sequence[Placed]) -> Disagreement | None:
    """What the authors of one passage do not agree on; None where they do."""
    given = list(_given(group).values())
    if not (differing := given[0].union(*given) - given[0].intersection(*given)):
        return None
    spans = [placed.anchor.span for placed in group if placed.anchor.span]
    return Disagreement(
        article=group[0].article,
        span=Span(min(spans).start, max(span.end for span in spans)) if spans else None,
        excerpts=tuple(group),
        tags=tuple(sorted(differing)),
    )


def _given(group: Iterable[Placed]) -> dict[str | None, set[str]]:
    """The tags of each author on one passage."""
    given: dict[str | None, set[str]] = defaultdict(set)
    for placed in group:
        given[placed.excerpt.author].update(placed.excerpt.tags)
    return given


def _disagree(given: Mapping[str | None, set[str]], one: Placed, other: Placed) -> bool:
    """Whether two excerpts mark the very same passage, and their authors tagged it differently."""
    return given[other.excerpt.author] != given[one.excerpt.author] and _same(_passage(one), _passage(other))


def _passages(excerpts: Iterable[Placed]) -> Iterator[list[Placed]]:
    """The excerpts of one article, passage by passage."""
    at: dict[Hashable, list[Placed]] = defaultdict(list)
    for placed in sorted(excerpts, key=lambda placed: placed.excerpt.id):
        at[_passage(placed)].append(placed)
    for joined in _joined(sorted(place for place in at if isinstance(place, Span))):
        yield [placed for span in joined for placed in at[span]]
    yield from (group for place, group in at.items() if not isinstance(place, Span))


def _joined(spans: Sequence[Span]) -> list[list[Span]]:
    """Different spans, in order, put together where steps of "the same passage" lead from one to the other."""
    done: list[list[Span]] = []
    groups: list[list[Span]] = []
    for span in spans:
        # What ends before this span begins is the same as none that follows.
        done += [group for group in groups if all(other.end <= span.start for other in group)]
        groups = [group for group in groups if any(other.end > span.start for other in group)]
        near = [group for group in groups if any(_same(other, span) for other in group)]
        joined = sorted([span, *(other for group in near for other in group)])
        groups = [joined, *(group for group in groups if group not in near)]
    return sorted([*done, *groups])


def _passage(placed: Placed) -> Span | str:
    """Where an excerpt is now, or its words where that is nowhere."""
    return placed.anchor.span or " ".join(placed.excerpt.quote.split())


def _same(one: Span | str, other: Span | str) -> bool:
    """Whether two excerpts mark the same passage, as the module says it."""
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared > 0 and 2 * shared >= max(one.end - one.start, other.end - other.start)
