"""Trees: the quick way and the plain way give the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.cleaning.trees import LEAVES, Node, Tree, log_odds, packed, prepare, probability, unpacked

FEATURES = 4
values = st.integers(-3, 3).map(float)


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    """A tree with up to sixteen leaves, its leaves numbered in any order."""
    count = draw(st.integers(1, LEAVES))
    leaves = draw(st.lists(st.integers(-5000, 5000), min_size=count, max_size=count))
    numbers = draw(st.permutations(range(count)))
    nodes: list[Node | None] = []

    def grow(own: list[int]) -> int:
        if len(own) == 1:
            return -own[0] - 1
        at = len(nodes)
        nodes.append(None)
        cut = draw(st.integers(1, len(own) - 1))
        left, right = grow(own[:cut]), grow(own[cut:])
        nodes[at] = Node(draw(st.integers(0, FEATURES - 1)), draw(values), left, right)
        return at

    grow(list(numbers))
    return Tree(tuple(node for node in nodes if node), tuple(leaf / 1000 for leaf in leaves))


def walked(tree: Tree, row: list[float]) -> float:
    at = 0 if tree.nodes else -1
    while at >= 0:
        node = tree.nodes[at]
        at = node.left if row[node.feature] <= node.threshold else node.right
    return tree.leaves[-at - 1]


rows = st.lists(st.lists(values, min_size=FEATURES, max_size=FEATURES), min_size=1, max_size=4)


@given(st.lists(trees(), min_size=1, max_size=5), rows)
def test_what_trees_say_is_the_sum_of_the_leaves_they_lead_to(forest: list[Tree], page: list[list[float]]) -> None:
    assert log_odds(prepare(forest), page) == pytest.approx([sum(walked(tree, row) for tree in forest) for row in page])


@given(st.lists(trees(), min_size=1, max_size=5), rows, values)
def test_tests_of_what_is_the_same_in_all_rows_may_be_made_once(
    forest: list[Tree], page: list[list[float]], value: float
) -> None:
    same = [[value, *row[1:]] for row in page]
    assert log_odds(prepare(forest), same, {0}) == pytest.approx(log_odds(prepare(forest), same))


@given(st.lists(trees(), min_size=1, max_size=5), rows)
def test_trees_come_back_as_they_were_written_down(forest: list[Tree], page: list[list[float]]) -> None:
    back = unpacked(packed(forest, FEATURES))
    assert [[walked(tree, row) for row in page] for tree in back] == [[walked(tree, row) for row in page] for tree in forest]


def test_a_page_without_blocks_has_no_odds() -> None:
    assert log_odds(prepare([Tree((), (0.5,))]), []) == []


@given(st.floats(-1e6, 1e6))
def test_a_probability_lies_between_0_and_1(odds: float) -> None:
    assert 0 < probability(odds) < 1
    assert probability(odds) + probability(-odds) == pytest.approx(1)
