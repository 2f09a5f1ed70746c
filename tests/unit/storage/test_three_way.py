"""Joining two changes of a value."""

from __future__ import annotations

import pytest

from workbench.storage.three_way import ClashError, join, join_mappings, join_sets


def test_the_changed_side_counts() -> None:
    assert join("a", "b", "a") == "b"
    assert join("a", "a", "b") == "b"
    assert join("a", "b", "b") == "b"
    assert join("a", "a", "a") == "a"


def test_two_changes_of_one_value_clash() -> None:
    with pytest.raises(ClashError):
        join("a", "b", "c")


def test_of_a_set_both_sides_additions_and_removals_count() -> None:
    assert join_sets(["a", "b", "c"], ["a", "c", "e"], ["b", "c", "d"]) == ("c", "d", "e")


def test_the_order_of_the_only_changed_side_is_kept() -> None:
    assert join_sets(["a", "b"], ["a", "b"], ["b", "z", "a"]) == ("b", "z", "a")


def test_a_mapping_is_joined_key_by_key() -> None:
    assert join_mappings({"a": 1, "b": 2}, {"a": 1, "c": 3}, {"a": 9, "b": 2}) == {"a": 9, "c": 3}
    with pytest.raises(ClashError):
        join_mappings({"a": 1}, {"a": 2}, {"a": 3})
