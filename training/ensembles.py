"""Boosted trees of scikit-learn as one ONNX graph of a single node."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper
from sklearn.ensemble import HistGradientBoostingClassifier

LANGUAGE, OPSET = "ai.onnx.ml", 3  # trees as a regressor: every onnxruntime since 1.6 knows them


def learn(
    rows: NDArray[np.float32],
    right: NDArray[np.bool_],
    *,
    rounds: int = 120,
    leaves: int = 8,
    share: float = 1.0,
    counts: NDArray[np.float32] | None = None,
) -> HistGradientBoostingClassifier:
    """Trees that tell the right rows from the others: so many, with so many leaves, each fork of a share of columns.

    ``counts`` says how often each row counts; None: once.
    """
    model = HistGradientBoostingClassifier(
        max_iter=rounds, learning_rate=0.05, max_leaf_nodes=leaves, min_samples_leaf=30, l2_regularization=5.0,
        max_features=share, random_state=0,
    )  # fmt: skip
    return model.fit(rows, right, sample_weight=counts)


def write(models: Sequence[HistGradientBoostingClassifier], columns: Sequence[str], out: Path, name: str) -> None:
    """Write ``name.onnx``, in which each model answers one question, and ``name.json`` beside it."""
    nodes: dict[str, list[Any]] = {
        key: []
        for key in (
            "nodes_treeids", "nodes_nodeids", "nodes_featureids", "nodes_modes", "nodes_values", "nodes_truenodeids",
            "nodes_falsenodeids", "nodes_missing_value_tracks_true", "target_treeids", "target_nodeids", "target_ids",
            "target_weights",
        )
    }  # fmt: skip
    trees = [(target, tree) for target, model in enumerate(models) for (tree,) in model._predictors]
    for number, (target, tree) in enumerate(trees):
        for index, node in enumerate(tree.nodes):
            _enter(nodes, number, index, node, target)
    base = [float(model._baseline_prediction[0, 0]) for model in models]
    call = helper.make_node(
        "TreeEnsembleRegressor", ["rows"], ["scores"], domain=LANGUAGE, n_targets=len(models), base_values=base, **nodes
    )
    graph = helper.make_graph(
        [call],
        name,
        [helper.make_tensor_value_info("rows", TensorProto.FLOAT, ["rows", len(columns)])],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["rows", len(models)])],
    )
    opsets = [helper.make_opsetid(LANGUAGE, OPSET), helper.make_opsetid("", 17)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=8)
    onnx.checker.check_model(model)
    content = model.SerializeToString(deterministic=True)
    (out / f"{name}.onnx").write_bytes(content)
    described = {"columns": list(columns), "sha256": hashlib.sha256(content).hexdigest()}
    (out / f"{name}.json").write_text(json.dumps(described, indent=1) + "\n", encoding="utf-8")


def _enter(nodes: dict[str, list[Any]], tree: int, index: int, node: Any, target: int) -> None:
    leaf = bool(node["is_leaf"])
    nodes["nodes_treeids"].append(tree)
    nodes["nodes_nodeids"].append(index)
    nodes["nodes_featureids"].append(0 if leaf else int(node["feature_idx"]))
    nodes["nodes_modes"].append("LEAF" if leaf else "BRANCH_LEQ")
    nodes["nodes_values"].append(0.0 if leaf else float(node["num_threshold"]))
    nodes["nodes_truenodeids"].append(0 if leaf else int(node["left"]))
    nodes["nodes_falsenodeids"].append(0 if leaf else int(node["right"]))
    nodes["nodes_missing_value_tracks_true"].append(0 if leaf else int(node["missing_go_to_left"]))
    if leaf:
        nodes["target_treeids"].append(tree)
        nodes["target_nodeids"].append(index)
        nodes["target_ids"].append(target)
        nodes["target_weights"].append(float(node["value"]))
