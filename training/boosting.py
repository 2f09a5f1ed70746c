"""Gradient-boosted trees: learned by LightGBM, written down as `workbench.cleaning.trees` reads them."""

from __future__ import annotations

import os

import lightgbm
import numpy as np

from workbench.cleaning.trees import LEAVES, Node, Tree

_SETTINGS = {
    "objective": "binary",
    "num_leaves": LEAVES,
    "learning_rate": 0.13,
    "feature_fraction": 0.25,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 20,
    "min_data_in_leaf": 60,
    "max_bin": 63,
    "verbose": -1,
    "seed": 0,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": int(os.environ.get("TRAINING_THREADS", "2")),
}
_TREES = 120
_LONGEST = 200
"""Words; a longer block weighs no more than one of this length."""


def fit(rows: np.ndarray, body: np.ndarray, furniture: np.ndarray) -> lightgbm.Booster:
    """Trees that tell body from furniture; blocks that are neither are left out, long blocks weigh more."""
    labelled = body + furniture > 0
    weights = np.minimum(body + furniture, _LONGEST) ** 0.6
    data = lightgbm.Dataset(rows[labelled], (body >= furniture)[labelled], weight=weights[labelled], params=_SETTINGS)
    return lightgbm.train(_SETTINGS, data, _TREES)


def trees(booster: lightgbm.Booster) -> list[Tree]:
    """The trees of a booster."""
    return [_tree(info["tree_structure"]) for info in booster.dump_model()["tree_info"]]


def _tree(root: dict[str, object]) -> Tree:
    nodes: list[Node | None] = []
    leaves: list[float] = []

    def walk(at: dict[str, object]) -> int:
        if "leaf_value" in at:
            leaves.append(float(at["leaf_value"]))  # type: ignore[arg-type]
            return -len(leaves)
        place = len(nodes)
        nodes.append(None)
        left = walk(at["left_child"])  # type: ignore[arg-type]
        right = walk(at["right_child"])  # type: ignore[arg-type]
        nodes[place] = Node(int(at["split_feature"]), round(float(at["threshold"]), 6), left, right)  # type: ignore[call-overload,arg-type]
        return place

    walk(root)
    return Tree(tuple(node for node in nodes if node), tuple(leaves))
