"""What a trained network thinks of each word of a page: the probability of each type of event."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch

from dragoman.language.acts import LABELS
from training.network import BRANCH, Network
from training.pages import Page
from training.pieces import Pieces

AIM = 50  # words of a chunk, as the reader reads


def make_network(labels: Mapping[str, Sequence[str]], branch: int = BRANCH) -> Network:
    """A fresh network for these labels, with so many layers for events."""
    sizes = {name: len(values) for name, values in labels.items() if name not in {"deprel", "links"}}
    events = {name: sizes.pop(name) for name in ("act", *LABELS) if name in sizes}
    return Network(sizes, len(labels["deprel"]), events, len(labels.get("links", ())), branch=branch)


def load_run(folder: Path) -> tuple[Network, dict[str, list[str]]]:
    """The network of a run and its labels."""
    labels = json.loads((folder / "labels.json").read_text())
    state = torch.load(folder / "network.pt", weights_only=True)
    layers = {name.split(".")[1] for name in state if name.startswith("branch.")}
    network = make_network(labels, len(layers))
    network.load_state_dict(state)
    return network.eval(), labels


class ActScores:
    """Scores of pages by the network of a run; called with a page, gives a mapping for each word."""

    def __init__(self, folder: Path) -> None:
        self.network, labels = load_run(folder)
        self.types, self.pieces = labels["act"], Pieces()

    @torch.no_grad()
    def __call__(self, page: Page) -> Sequence[Mapping[str, float]]:
        """For each word of the page the probability of each type; nothing for a run too long to read."""
        found: list[Mapping[str, float]] = []
        for _, _, words in page.runs(AIM):
            encoded = self.pieces.encode(words)
            if len(encoded[0]) > Pieces.LONGEST:
                found += [{}] * len(words)
                continue
            inputs = (torch.tensor([encoded[0]]), torch.tensor([encoded[1]]), torch.tensor([encoded[2]]))
            scores = self.network(inputs, {"act"}, None)["act"][0].softmax(-1).tolist()
            found += [dict(zip(self.types[1:], row[1:], strict=True)) for row in scores]
        return found
