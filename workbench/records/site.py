"""What is known of a site beyond one page of it: a person's rules, and the lines that many of its pages share."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from workbench.records.block import Label


class SiteRule(Struct, frozen=True, kw_only=True):
    r"""A person's decision for every source of a site: a block with this text is such-and-such, and kept or not.

    Spaces and letter case of `text` do not count; `*` stands for any words, `\*` for itself.
    """

    site: str
    text: str
    label: Label
    kept: bool


class Known(Struct, frozen=True, kw_only=True):
    """What is known of the site of one source when its blocks are judged."""

    rules: tuple[SiteRule, ...] = ()
    repeated: Mapping[str, int] = field(default_factory=dict)
    """How many other sources of the site have a block with this text, by `cleaning.known.line_key`."""
