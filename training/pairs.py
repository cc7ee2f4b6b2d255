"""Trains the network for marked pairs: ``python -m training.pairs --data FOLDER --start RUN --out FOLDER``.

It stands on the shared layers of the run of the stage ``acts``, which are at rest, and has that run's branch to start
from. It learns first from the corpus and from weak labels, then from marked sentences. With ``--folds 5`` it is trained
as often, a fold of the marked sentences left out each time, and the score on what was left out is printed, with and
without the coder's opinion (``dragoman.labelling``). Sentences that stand twice are in one fold.
"""

import argparse
import hashlib
import json
import random
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from corpus import in_print
from dragoman.language.pairs import role_of
from dragoman.language.sentences import gaps
from dragoman.language.tokens import tokenise
from dragoman.pipeline import load_resources
from evaluation import corpus
from training.export import OPSET, quantise
from training.marked_pairs import Pair, coded_pairs, marked_rows, written_pairs
from training.network import PAIRED, Layer, Network
from training.pieces import Pieces
from training.score_acts import load_run

TYPES = (
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE"
    " COERCE ASSAULT"
).split()
RATE, HEAD_RATE, BATCH = 1e-4, 5e-4, 16
FIRST_EPOCHS, LAST_EPOCHS = 2, 5
KEPT = 200  # pairs of the corpus seen beside the marked sentences, so that what they teach is not lost
HIDDEN, HIDE = 0.5, 0.8  # share of the sentences whose names are hidden, and of their sub-words: form, not fame
LONGEST = 200  # sub-words; a longer pair is left out


@dataclass(frozen=True)
class Example:
    """A pair as numbers: what the shared layers make of its sub-words [P, H], their roles [P], the types."""

    states: Tensor
    roles: Tensor
    types: tuple[int, ...]
    text: str


class PairNetwork(nn.Module):
    """Three layers over the shared ones and the roles; source, target, a weighed mean and the start decide."""

    def __init__(self, run: Network) -> None:
        super().__init__()
        hidden = run.links.source.in_features if run.links is not None else 0
        self.branch = deepcopy(run.branch[-PAIRED:])
        self.roles = nn.Embedding(3, hidden)
        nn.init.zeros_(self.roles.weight)
        self.weight = nn.Linear(hidden, 1)
        self.inner, self.out = nn.Linear(4 * hidden, hidden), nn.Linear(hidden, len(TYPES))
        self.drop = nn.Dropout(0.2)

    def forward(self, shared: Tensor, roles: Tensor) -> Tensor:
        """Scores [B, types] for ``shared`` [B, P, H] and ``roles`` [B, P]; role -1 is padding."""
        scores: Tensor = self.out(self.drop(self.summary(shared, roles)))
        return scores

    def summary(self, shared: Tensor, roles: Tensor) -> Tensor:
        """What is known of each pair [B, H]."""
        there = (roles >= 0).to(shared.dtype)
        bias = (1.0 - there)[:, None, None, :] * -1e4
        x = shared + self.roles(roles.clamp(min=0))
        for layer in self.branch:
            assert isinstance(layer, Layer)
            x = layer(x, bias)
        weights = torch.softmax(self.weight(x)[..., 0] + (there - 1.0) * 1e4, dim=-1)
        parts = [_mean(x, roles == 1), _mean(x, roles == 2), (x * weights[..., None]).sum(1), x[:, 0]]
        known: Tensor = nn.functional.gelu(self.inner(self.drop(torch.cat(parts, dim=-1))))
        return known


def _mean(x: Tensor, here: Tensor) -> Tensor:
    weight = here.to(x.dtype)[..., None]
    return (x * weight).sum(1) / weight.sum(1).clamp(min=1.0)


@torch.no_grad()
def examples(pairs: Sequence[Pair], run: Network, pieces: Pieces) -> Iterator[Example]:
    """The pairs as numbers; one that is too long is left out."""
    for pair in pairs:
        text = pair.marked.text
        words = tokenise(text, 0, len(text))
        spaced = [(text[a:b], gap) for (a, b), gap in zip(words, gaps(text, words, 0), strict=True)]
        ids, codes, first = pieces.encode(spaced)
        if len(ids) > LONGEST:
            continue
        roles = torch.zeros(len(ids), dtype=torch.long)
        for word, start, end in zip(words, first, [*first[1:], len(ids) - 1], strict=True):
            roles[start:end] = role_of(word, pair.marked)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = run.halfway(torch.tensor([ids]), torch.tensor([codes]))
        yield Example(states[0].float(), roles, tuple(TYPES.index(name) for name in pair.types), text)


def batch_of(group: Sequence[Example]) -> tuple[Tensor, Tensor]:
    """States and roles of several examples, padded."""
    states = nn.utils.rnn.pad_sequence([e.states for e in group], batch_first=True)
    roles = nn.utils.rnn.pad_sequence([e.roles for e in group], batch_first=True, padding_value=-1)
    return states, roles


def loss_of(scores: Tensor, group: Sequence[Example]) -> Tensor:
    """Minus the mean logarithm of the probability that it is one of the right types."""
    likely = scores.float().log_softmax(-1)
    return -torch.stack([row[list(e.types)].logsumexp(0) for row, e in zip(likely, group, strict=True)]).mean()


def train(network: PairNetwork, found: Sequence[Example], epochs: int, *, seed: int) -> None:
    """Learn from the examples, in batches of like length."""
    torch.manual_seed(seed)
    drawn = random.Random(seed)
    layers = list(network.branch.parameters())
    own = {id(p) for p in layers}
    rest = [p for p in network.parameters() if id(p) not in own]
    optimiser = torch.optim.AdamW(
        [{"params": layers, "lr": RATE}, {"params": rest, "lr": HEAD_RATE}], weight_decay=0.01
    )
    steps = epochs * (len(found) // BATCH)
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / (0.06 * steps + 1), max(0.0, (steps - s) / max(1, steps)))
    )
    network.train()
    for epoch in range(epochs):
        order = sorted(found, key=lambda e: len(e.roles) // 8 + 4 * drawn.random())
        groups = [order[i : i + BATCH] for i in range(0, len(order) - BATCH + 1, BATCH)]
        drawn.shuffle(groups)
        total = 0.0
        for group in groups:
            states, roles = batch_of(group)
            hidden = (torch.rand(len(group), 1) < HIDDEN) & (torch.rand(roles.shape) < HIDE) & (roles > 0)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores = network(states.masked_fill(hidden[..., None], 0.0), roles)
            loss = loss_of(scores, group)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            pace.step()
            total += loss.item()
        print(json.dumps({"epoch": epoch, "loss": round(total / max(1, len(groups)), 3)}), flush=True)


def sample(found: Sequence[Example], number: int, *, seed: int) -> list[Example]:
    """So many of the examples, drawn at random."""
    return random.Random(seed).sample(list(found), min(number, len(found)))


def export(network: PairNetwork, out: Path) -> None:
    """Write ``pair.onnx`` (8-bit weights) and ``pair.json``."""
    out.mkdir(parents=True, exist_ok=True)
    graph, hidden = out / "pair-graph.onnx", network.roles.embedding_dim
    with torch.no_grad():
        torch.onnx.export(
            network.eval(), (torch.zeros(2, 7, hidden), torch.zeros(2, 7, dtype=torch.long)), str(graph),
            input_names=["shared", "roles"], output_names=["types"], opset_version=OPSET, dynamo=False,
            dynamic_axes={"shared": {0: "pairs", 1: "pieces"}, "roles": {0: "pairs", 1: "pieces"}},
        )  # fmt: skip
    quantise(graph, out / "pair.onnx")
    graph.unlink()
    digest = hashlib.sha256((out / "pair.onnx").read_bytes()).hexdigest()
    (out / "pair.json").write_text(json.dumps({"types": TYPES, "sha256": digest}, indent=1) + "\n")


class Material:
    """What the network for marked pairs learns from; weak labels are made where they are asked for.

    The marked sentences are marked in print once more, with more pairs; they are left out, for the folds' sake. So are
    the sentences with a quad class where folds are scored (``scored``): one first phase then does for both.
    """

    def __init__(self, data: Path, run: Network, *, scored: bool) -> None:
        self._run, self._pieces, self._corpora = run, Pieces(), data / "corpora"
        self.marked = marked_rows(self._corpora / "events" / "plv_train.jsonl")
        self.rows = self.examples(self.marked)
        out = ("plv:", "class:") if scored else ("plv:",)
        printed = (r for r in in_print.reports(data, None) if not r["id"].startswith(out))
        self.written = self.examples([*written_pairs(corpus.reports(None)), *written_pairs(printed)])

    def examples(self, pairs: Sequence[Pair]) -> list[Example]:
        """Pairs as numbers."""
        return list(examples(pairs, self._run, self._pieces))

    def weak(self, articles: int | None) -> list[Example]:
        """The events that our coder finds in so many articles of running news; None: in all."""
        path = self._corpora / "attribution" / "train.jsonl"
        return self.examples(list(coded_pairs(path, load_resources(), articles))) if articles != 0 else []


def begun(material: Material, run: Network, options: argparse.Namespace) -> PairNetwork:
    """The network after its first phase, which sees no marked sentence; ``--first`` is written, or taken up."""
    network, kept = PairNetwork(run), options.first
    if kept is not None and kept.exists():
        network.load_state_dict(torch.load(kept, weights_only=True))
        return network
    written = material.written
    train(network, [*written, *written, *material.weak(options.articles)], options.first_epochs, seed=1)
    if kept is not None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        torch.save(network.state_dict(), kept)
    return network


def add_options(parser: argparse.ArgumentParser) -> None:
    """What every command about marked pairs is told."""
    parser.add_argument("--data", type=Path, required=True, help="folder with corpora/")
    parser.add_argument("--start", type=Path, required=True, help="folder of the run of the stage acts")
    parser.add_argument("--first", type=Path, metavar="FILE", help="keep the network after its first phase, or go on")
    parser.add_argument("--articles", type=int, metavar="N", help="weak labels from N articles of news; default: all")
    parser.add_argument("--first-epochs", type=int, default=FIRST_EPOCHS, help="default: %(default)s")
    parser.add_argument("--epochs", type=int, default=LAST_EPOCHS, help="of the last phase; default: %(default)s")
    parser.add_argument("--threads", type=int, default=1)


def main() -> None:
    """Read the options, train, and export or score by folds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_options(parser)
    parser.add_argument("--out", type=Path, help="folder for the network's files")
    parser.add_argument("--folds", type=int, default=0, help="score by so many folds instead of exporting")
    options = parser.parse_args()
    if not options.folds and options.out is None:
        parser.error("give --out FOLDER for the network, or --folds N to score it")
    torch.set_num_threads(options.threads)
    run, _ = load_run(options.start)
    material = Material(options.data, run, scored=bool(options.folds))
    network = begun(material, run, options)
    if not options.folds:
        train(network, [*material.rows, *sample(material.written, KEPT, seed=9)], options.epochs, seed=2)
        export(network, options.out)
        return
    from training.pair_scores import score_folds

    score_folds(material, network, folds=options.folds, epochs=options.epochs)


if __name__ == "__main__":
    main()
