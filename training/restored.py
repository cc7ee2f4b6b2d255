"""A run to go on from, taken back out of a reader's 8-bit file: ``python -m training.restored --out RUN``.

The weights come back as they were rounded, about a part in two hundred of the largest of each column. That is enough
for what stands at rest below something that learns: for ablations, for scores by folds, for a head that is tried. By
default the trees' encoder and heads come back alone, as the run of the stage ``syntax`` left them, which has
learnt of no event.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor

from dragoman.language.network import FOLDER
from training.score_acts import make_network

Array = NDArray[np.float32]
PREFIX = "network."
BARE = ("parser.arc", "parser.arc_bias", "parser.label", "links.pair")  # products without a bias, by module
OF_EVENTS = ("branch.", "events.", "links.")
ROOT = "parser.root"


class Graph:
    """What a graph holds: numbers by name, and which node makes what."""

    def __init__(self, path: Path) -> None:
        graph = onnx.load(str(path)).graph
        self.numbers = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
        self.makes = {out: node for node in graph.node for out in node.output}
        self.nodes = list(graph.node)

    def plain(self, name: str) -> Array:
        """Numbers by name, in 32 bits; those in 8 bits times their scale."""
        base = name.removesuffix("_quantized")
        if f"{base}_quantized" not in self.numbers:
            return self.numbers[name].astype(np.float32)
        scale, zero = self.numbers[f"{base}_scale"], self.numbers[f"{base}_zero_point"]
        whole = self.numbers[f"{base}_quantized"].astype(np.float32)
        return (whole - zero.astype(np.float32)) * scale

    def product(self, output: str) -> Array | None:
        """The matrix of the 8-bit product that an output was made of, [in, out]; None where it was made of none."""
        node = self.makes.get(output)
        while node is not None and node.op_type in {"Mul", "Cast"}:
            node = self.makes.get(node.input[0])
        if node is None or node.op_type != "MatMulInteger":
            return None
        return self.plain(node.input[1])


def weights(path: Path) -> Iterator[tuple[str, Array]]:
    """The parameters of the network in a file, by the names that ``training.network`` has for them.

    Raises:
        SystemExit: the file holds another network.
    """
    graph = Graph(path)
    for name in graph.numbers:
        if name.startswith(PREFIX):
            own = name.removeprefix(PREFIX).removesuffix("_quantized")
            if not own.endswith(("_scale", "_zero_point")):
                yield own, graph.plain(f"{PREFIX}{own}")
    for node in graph.nodes:
        bias = next((name for name in node.input if name.endswith(".bias") and name.startswith(PREFIX)), None)
        if node.op_type == "Add" and bias is not None:
            found = [matrix for name in node.input if (matrix := graph.product(name)) is not None]
            if not found:
                raise SystemExit(f"{path}: no product stands before {bias}; give a reader of this version")
            yield f"{bias.removeprefix(PREFIX).removesuffix('.bias')}.weight", found[0].T
    yield from _bare(graph)


def _bare(graph: Graph) -> Iterator[tuple[str, Array]]:
    """Products without a bias, known by the module whose name is their node's, and the parser's root."""
    for node in graph.nodes:
        if node.op_type == "MatMulInteger":
            module = node.name.strip("/").removesuffix("/MatMul_quant").replace("/", ".")
            if module in BARE:
                yield f"{module}.weight", graph.plain(node.input[1]).T
        if node.op_type == "Expand" and node.input[0] in graph.numbers and "parser" in node.name:
            yield ROOT, graph.plain(node.input[0]).reshape(-1)


def restore(reader: Path, out: Path, *, events: bool = False) -> None:
    """Write ``network.pt`` and ``labels.json`` as a run leaves them; with ``events`` the branch for events too.

    Raises:
        SystemExit: the file lacks a parameter that the network has.
    """
    labels = json.loads((reader / "labels.json").read_text())["heads"]
    labels["deprel"] = labels.pop("labels")
    if not events:
        labels = {name: labels[name] for name in ("upos", "xpos", "feats", "deprel", "start", "name")}
    found = dict(weights(reader / "model.onnx"))
    state = {
        name: Tensor(np.ascontiguousarray(value))
        for name, value in found.items()
        if events or not name.startswith(OF_EVENTS)
    }
    layers = {name.split(".")[1] for name in state if name.startswith("branch.")}
    wanted = make_network(labels, len(layers)).state_dict()
    missing = sorted(wanted.keys() - state.keys())
    if missing:
        raise SystemExit(f"{reader}: {len(missing)} parameters are not in the file, among them {missing[:3]}")
    out.mkdir(parents=True, exist_ok=True)
    torch.save({name: state[name].reshape(value.shape) for name, value in wanted.items()}, out / "network.pt")
    (out / "labels.json").write_text(json.dumps(labels, indent=1, ensure_ascii=False))


def main() -> None:
    """Read the options and restore."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reader", type=Path, default=FOLDER, help="folder of a reader; default: the one that ships")
    parser.add_argument("--out", type=Path, required=True, help="folder for the run")
    parser.add_argument("--events", action="store_true", help="with the branch for events")
    options = parser.parse_args()
    restore(options.reader, options.out, events=options.events)


if __name__ == "__main__":
    main()
