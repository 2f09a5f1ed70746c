"""Gradient-boosted trees without any library: from a row of numbers to a probability.

The method is QuickScorer (Lucchese et al., SIGIR 2015): every tree's leaves are bits of one long number. Each test that fails
takes away the leaves it leads to, and what tests of one feature take away depends only on where its value lies between that
feature's thresholds; so a row costs one search and one "and" a feature, and a table look-up a tree.
"""

from __future__ import annotations

import math
import struct
from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence
from itertools import repeat
from operator import and_, getitem
from typing import Final

from msgspec import Struct

LEAVES: Final = 16
"""The most leaves of a tree: a tree's leaves are a 16-bit number."""


class Node(Struct, frozen=True, array_like=True):
    """One test of a tree: a value up to `threshold` goes left. Children are nodes (0 and above) or leaves (-1, -2, …)."""

    feature: int
    threshold: float
    left: int
    right: int


class Tree(Struct, frozen=True, array_like=True):
    """A tree: `nodes[0]` is its root; a tree without nodes is its first leaf."""

    nodes: tuple[Node, ...]
    leaves: tuple[float, ...]


class Packed(Struct, frozen=True, kw_only=True):
    """Trees as they are written down.

    Of each: its tests, each node before those below it, left before right; its shape in the same order (`n` a node, `l` a leaf);
    its leaves from left to right, in thousandths.
    """

    thresholds: tuple[tuple[float, ...], ...]
    """Of each feature those that trees ask about; a test is `feature * 256 + place`."""
    tests: tuple[tuple[int, ...], ...]
    shapes: tuple[str, ...]
    leaves: tuple[tuple[int, ...], ...]


def packed(trees: Sequence[Tree], features: int) -> Packed:
    """Trees as they are written down; leaves are rounded to thousandths.

    Args:
        trees: At most 256 thresholds a feature.
        features: How many numbers a row has.
    """
    asked: list[set[float]] = [set() for _ in range(features)]
    for tree in trees:
        for node in tree.nodes:
            asked[node.feature].add(node.threshold)
    thresholds = tuple(tuple(sorted(values)) for values in asked)
    tests, shapes, leaves = [], [], []
    for tree in trees:
        order = list(_in_order(tree))
        nodes = [tree.nodes[at] for at in order if at >= 0]
        tests.append(tuple(node.feature * 256 + thresholds[node.feature].index(node.threshold) for node in nodes))
        shapes.append("".join("n" if at >= 0 else "l" for at in order))
        leaves.append(tuple(round(tree.leaves[-at - 1] * 1000) for at in order if at < 0))
    return Packed(thresholds=thresholds, tests=tuple(tests), shapes=tuple(shapes), leaves=tuple(leaves))


def unpacked(trees: Packed) -> list[Tree]:
    """The trees that were written down."""
    return [
        _tree(trees.thresholds, tests, shape, leaves)
        for tests, shape, leaves in zip(trees.tests, trees.shapes, trees.leaves, strict=True)
    ]


def _tree(thresholds: Sequence[Sequence[float]], tests: Sequence[int], shape: str, leaves: Sequence[int]) -> Tree:
    nodes: list[Node] = [Node(0, 0.0, 0, 0)] * len(tests)
    marks = iter(shape)
    next_node, next_leaf = iter(range(len(tests))), iter(range(len(leaves)))

    def build() -> int:
        if next(marks) == "l":
            return -next(next_leaf) - 1
        at = next(next_node)
        feature, place = divmod(tests[at], 256)
        left = build()
        nodes[at] = Node(feature, thresholds[feature][place], left, build())
        return at

    build()
    return Tree(tuple(nodes), tuple(leaf / 1000 for leaf in leaves))


def _in_order(tree: Tree) -> Iterator[int]:
    ahead = [0 if tree.nodes else -1]
    while ahead:
        at = ahead.pop()
        yield at
        if at >= 0:
            ahead += [tree.nodes[at].right, tree.nodes[at].left]


_Feature = tuple[int, list[float], list[int]]
"""Which number of a row, the thresholds, and the leaves that are left for each place between them."""


class Forest(Struct, frozen=True):
    """Trees made ready."""

    features: list[_Feature]
    leaves: list[list[float]]
    """Of each tree the value of its first leaf left, by the length of the number whose highest bit it is."""
    every: int
    unpack: struct.Struct


def prepare(trees: Sequence[Tree]) -> Forest:
    """Make trees ready; each has at most `LEAVES` leaves."""
    every = (1 << (LEAVES * len(trees))) - 1
    tests: dict[int, list[tuple[float, int]]] = {}
    leaves: list[list[float]] = []
    for number, tree in enumerate(trees):
        order: list[int] = []
        for node, gone in _left_leaves(tree, order):
            tests.setdefault(node.feature, []).append((node.threshold, gone << (LEAVES * number)))
        leaves.append([0.0] * (LEAVES + 1))
        for place, leaf in enumerate(order):
            leaves[-1][LEAVES - place] = tree.leaves[leaf]
    features = [_feature(at, sorted(found), every) for at, found in sorted(tests.items())]
    return Forest(features, leaves, every, struct.Struct(f"<{len(trees)}H"))


def log_odds(forest: Forest, rows: Sequence[Sequence[float]], same: Container[int] = ()) -> list[float]:
    """What the trees say of each row: above 0 it belongs to the article.

    Args:
        forest: The trees.
        rows: As many numbers each as the trees were learned from.
        same: Which numbers are the same in all rows: their tests are made once.
    """
    if not rows:
        return []
    begin = forest.every
    for at, thresholds, masks in forest.features:
        if at in same:
            begin &= masks[bisect_left(thresholds, rows[0][at])]
    left = [begin] * len(rows)
    columns = list(zip(*rows, strict=True))
    for at, thresholds, masks in forest.features:
        if at not in same:
            places = map(bisect_left, repeat(thresholds), columns[at])
            left = list(map(and_, left, map(masks.__getitem__, places)))
    unpack, size, leaves = forest.unpack.unpack, forest.unpack.size, forest.leaves
    return [sum(map(getitem, leaves, map(int.bit_length, unpack(its.to_bytes(size, "little"))))) for its in left]


def probability(log_odds: float) -> float:
    """Log odds as a probability, 0 to 1."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds))))


def _feature(at: int, tests: list[tuple[float, int]], every: int) -> _Feature:
    thresholds: list[float] = []
    masks = [every]
    for threshold, gone in tests:
        mask = masks[-1] & ~gone
        if thresholds and thresholds[-1] == threshold:
            masks[-1] = mask
        else:
            thresholds.append(threshold)
            masks.append(mask)
    return at, thresholds, masks


def _left_leaves(tree: Tree, order: list[int]) -> list[tuple[Node, int]]:
    """Each node with the bits of the leaves on its left; `order` gets the leaves from left to right."""
    found: list[tuple[Node, int]] = []

    def walk(at: int) -> int:
        if at < 0:
            order.append(-at - 1)
            return 1 << (LEAVES - len(order))
        node = tree.nodes[at]
        left = walk(node.left)
        found.append((node, left))
        return left | walk(node.right)

    walk(0 if tree.nodes else -1)
    return found
