"""What is typed into the field of tags: which word is being completed, and what taking a suggestion makes of the line."""

from __future__ import annotations

from collections.abc import Sequence


def typed_tags(line: str) -> tuple[str, ...]:
    """The tags of a line, each once; commas separate as spaces do."""
    return tuple(dict.fromkeys(line.replace(",", " ").split()))


def word_at(line: str, cursor: int) -> tuple[int, int]:
    """The word the cursor is in or behind, as [start, end); empty between two spaces."""
    start = max(line.rfind(" ", 0, cursor), line.rfind(",", 0, cursor)) + 1
    ends = [at for at in (line.find(" ", cursor), line.find(",", cursor)) if at != -1]
    return start, min(ends, default=len(line))


def taken(line: str, cursor: int, tag: str) -> tuple[str, int]:
    """The line with the word at the cursor replaced by a tag and a space behind it, and where the cursor is then."""
    start, end = word_at(line, cursor)
    rest = line[end:].lstrip()
    return f"{line[:start]}{tag} {rest}", start + len(tag) + 1


def highlighted(word: str, suggestions: Sequence[str], chosen: int | None) -> int | None:
    """Which suggestion Tab takes: the one chosen; else the first, while a word is typed that is not itself a tag; else none."""
    if not suggestions:
        return None
    if chosen is not None:
        return min(chosen, len(suggestions) - 1)
    return 0 if word and word not in suggestions else None
