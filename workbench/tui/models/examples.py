"""The query language by example: queries that find something in the sample library, each with what it asks for.

`tests/unit/tui/models/test_examples.py` runs every one of them.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Example(NamedTuple):
    """A query, and what it finds."""

    query: str
    finds: str


EXAMPLES: Final = (
    Example("haqqani", "the word in any form, Haqqanis too"),
    Example("homeland attack", "both words, wherever they stand"),
    Example("haqqani OR taliban", "either word, or both"),
    Example("fighters -airport", "the first without the second; also NOT"),
    Example("(drone OR bomb) school", "school, with either of the two"),
    Example('"senior officer"', "these very words, side by side"),
    Example('"homeland officer"~5', "so, at most five other words between"),
    Example("recruit*", "words that begin so: recruits, …"),
    Example("al-qa?da", "any one letter for the ?"),
    Example("haqani~1", "one letter off; ~2 two letters"),
    Example("title:warning", "the word in the title"),
    Example('publisher:"Northern Wire"', "words of the publisher's name"),
    Example('publisher:="Northern Wire"', "the whole name and no other"),
    Example('agency:"Northern Wire"', "reported by it, whoever printed it"),
    Example("author:forsberg", "who wrote it"),
    Example("place:jalalabad", "where it was written"),
    Example("language:de", "in German"),
    Example("published:2021", "that year; 2021-08 a month; or a day"),
    Example("published:2019..2020", "from the first to the last"),
    Example("published:>2021-06", "later than June 2021; also >= < <="),
    Example('published:"last 20 years"', "counted from today; also yesterday, …"),
    Example("tag:capability", "with this tag or one below it"),
    Example("note:speaker", "the word in a note of yours"),
    Example("has:excerpts", "with at least one excerpt"),
    Example("-has:date", "that state no date"),
    Example('kabul (publisher:="Northern Wire" OR publisher:="Eastern Post")', "what the facets (f) write"),
)
