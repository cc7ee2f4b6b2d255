"""Writes the trained network as the files the reader loads.

``python -m training.export --network FOLDER --out FOLDER`` makes ``model.onnx`` (8-bit weights, dynamic quantisation),
``tokenizer.json`` and ``labels.json`` with the labels of every head, the model's name and its SHA-256.
"""

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor

from training.network import SHARED, Exported, Network
from training.pieces import pretrained_folder
from training.score_acts import load_run

OPSET = 17
NAME = "dragoman-reader"
INPUTS = ("pieces", "codes", "first")


def example() -> tuple[Tensor, Tensor, Tensor]:
    """Inputs that the graph is traced with: two chunks of seven sub-words and five words."""
    pieces = torch.tensor([[2, 3, 4, 5, 6, 7, 8]] * 2)
    return pieces, torch.zeros_like(pieces), torch.tensor([[1, 2, 3, 4, 5]] * 2)


def write_graph(network: Network, path: Path) -> None:
    """The graph in 32 bits, with free sizes for chunks, sub-words and words."""
    exported = Exported(network).eval()
    axes = {
        "pieces": {0: "chunks", 1: "pieces"},
        "codes": {0: "chunks", 1: "pieces"},
        "first": {0: "chunks", 1: "words"},
    }
    axes |= {name: {0: "chunks", 1: "words"} for name in exported.output_names}
    axes["arcs"][2] = "heads"
    if SHARED in axes:
        axes[SHARED] = {0: "chunks", 1: "pieces"}
    if "links" in axes:
        axes["links"] = {0: "chunks", 2: "words", 3: "words"}
    with torch.no_grad():
        torch.onnx.export(
            exported,
            example(),
            str(path),
            input_names=list(INPUTS),
            output_names=exported.output_names,
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )


def quantise(source: Path, target: Path) -> None:
    """8-bit weights for matrix products and embeddings; activations are quantised as they come."""
    with tempfile.TemporaryDirectory() as folder:
        prepared = Path(folder) / "prepared.onnx"
        quant_pre_process(str(source), str(prepared), skip_symbolic_shape=True)
        quantize_dynamic(
            str(prepared),
            str(target),
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gather"],
            extra_options={"MatMulConstBOnly": True},
        )


def describe(labels: dict[str, list[str]], model: Path, version: str) -> dict[str, object]:
    """What ``labels.json`` holds. A head added later adds a key; none is removed."""
    return {
        "name": NAME,
        "version": version,
        "sha256": hashlib.sha256(model.read_bytes()).hexdigest(),
        "inputs": list(INPUTS),
        "outputs": [o.name for o in onnx.load(str(model), load_external_data=False).graph.output],
        "heads": {name: values for name, values in labels.items() if name != "deprel"} | {"labels": labels["deprel"]},
    }


def export(folder: Path, out: Path, *, version: str) -> None:
    """Everything the reader needs, from the folder of a training run into ``out``."""
    out.mkdir(parents=True, exist_ok=True)
    network, labels = load_run(folder)
    graph = folder / "graph.onnx"
    write_graph(network, graph)
    quantise(graph, out / "model.onnx")
    (out / "tokenizer.json").write_bytes((pretrained_folder() / "tokenizer.json").read_bytes())
    described = describe(labels, out / "model.onnx", version)
    (out / "labels.json").write_text(json.dumps(described, indent=1, ensure_ascii=False) + "\n")


def main() -> None:
    """Read the options and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--network", type=Path, required=True, help="folder of the training run")
    parser.add_argument("--out", type=Path, required=True, help="where the reader's files go")
    parser.add_argument("--version", default="1")
    options = parser.parse_args()
    export(options.network, options.out, version=options.version)


if __name__ == "__main__":
    main()
