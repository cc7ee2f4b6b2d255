"""Trains the reader: ``python -m training.train --corpora FOLDER --out FOLDER [--epochs 4]``.

Writes a checkpoint after every epoch and takes up the last one when started again with the same folder.
"""

import argparse
import json
import random
import time
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from training.augment import augment
from training.clauses import clause_pool
from training.data import Document, Sentence, cut_chunks, label_sets, load_training
from training.network import Network
from training.pieces import Pieces, pretrained_folder

ENCODER_RATE, HEAD_RATE = 1.5e-4, 1e-3
WARM_UP = 150  # steps
BATCH_PIECES = 1100  # sub-words in a batch, padding included
MASKED = -100
TOKEN_HEADS = ("upos", "xpos", "feats", "name")
WEIGHTS = {"name": 2.0, "start": 0.5}  # every other loss counts once; only half of the words have names


@dataclass(frozen=True)
class Batch:
    """Tensors of one step: inputs [B, P] and [B, W], targets [B, W] by head."""

    pieces: Tensor
    codes: Tensor
    first: Tensor
    targets: dict[str, Tensor]


class Encoded:
    """One chunk as numbers."""

    def __init__(self, chunk: list[Sentence], pieces: Pieces, index: dict[str, dict[str, int]]) -> None:
        words = [w for s in chunk for w in s.words]
        self.pieces, self.codes, self.first = pieces.encode([(w.form, w.gap) for w in words])
        self.targets: dict[str, list[int]] = {
            f: [index[f].get(getattr(w, f) or "", MASKED) for w in words] for f in TOKEN_HEADS
        }
        self.targets["start"] = [int(i == 0) for s in chunk for i in range(len(s.words))]
        self.targets["labels"] = [index["deprel"].get(w.deprel, MASKED) for w in words]
        self.targets["arcs"] = []
        offset = 0
        for sentence in chunk:
            self.targets["arcs"] += [w.head + offset if w.head else 0 for w in sentence.words]
            offset += len(sentence.words)


def make_batch(group: list[Encoded]) -> Batch:
    """Pad a group of chunks to its longest."""
    longest, words = max(len(e.pieces) for e in group), max(len(e.first) for e in group)

    def pad(rows: list[list[int]], length: int, fill: int) -> Tensor:
        return torch.tensor([r + [fill] * (length - len(r)) for r in rows])

    targets = {k: pad([e.targets[k] for e in group], words, MASKED) for k in group[0].targets}
    return Batch(
        pad([e.pieces for e in group], longest, 0),
        pad([e.codes for e in group], longest, 0),
        pad([e.first for e in group], words, 0),
        targets,
    )


def batches(
    documents: list[Document], rng: random.Random, pieces: Pieces, index: dict[str, dict[str, int]]
) -> list[list[Encoded]]:
    """One epoch's groups of chunks, newly cut and augmented, of like length, in random order."""
    pool = clause_pool(documents)
    chunks = [augment(c, rng, pool) for d in documents for c in cut_chunks(d, rng)]
    encoded = [e for e in (Encoded(c, pieces, index) for c in chunks) if len(e.pieces) <= Pieces.LONGEST]
    encoded.sort(key=lambda e: (len(e.pieces), rng.random()))
    groups: list[list[Encoded]] = []
    group: list[Encoded] = []
    for item in encoded:
        if group and len(item.pieces) * (len(group) + 1) > BATCH_PIECES:
            groups.append(group)
            group = []
        group.append(item)
    groups.append(group)
    rng.shuffle(groups)
    return groups


def loss_of(out: dict[str, Tensor], batch: Batch) -> dict[str, Tensor]:
    """Cross-entropy of every head, in 32 bits; padding columns of the arcs are closed."""
    losses: dict[str, Tensor] = {}
    for name, target in batch.targets.items():
        scores = out[name].float()
        if name == "arcs":
            closed = torch.cat([torch.zeros_like(target[:, :1], dtype=torch.bool), target == MASKED], dim=1)
            scores = scores.masked_fill(closed[:, None, :], -1e4)
        loss = nn.functional.cross_entropy(scores.flatten(0, 1), target.flatten(), ignore_index=MASKED, reduction="sum")
        losses[name] = loss / (target != MASKED).sum().clamp(min=1) * WEIGHTS.get(name, 1.0)
    return losses


def make_network(labels: dict[str, list[str]]) -> Network:
    """A fresh network for these labels on the pretrained encoder."""
    heads = {f: len(labels[f]) for f in TOKEN_HEADS} | {"start": 2}
    network = Network(heads, len(labels["deprel"]))
    network.encoder.load_pretrained(pretrained_folder())
    return network


def make_optimiser(network: Network, steps: int) -> tuple[torch.optim.AdamW, torch.optim.lr_scheduler.LambdaLR]:
    """AdamW with a rate for the encoder and one for the heads; warm-up, then down to nothing in a straight line."""
    encoder = {id(p) for p in network.encoder.parameters()}
    groups = [
        {"params": [p for p in network.parameters() if id(p) in encoder], "lr": ENCODER_RATE},
        {"params": [p for p in network.parameters() if id(p) not in encoder], "lr": HEAD_RATE},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / WARM_UP, max(0.0, (steps - s) / max(1, steps - WARM_UP)))
    )
    return optimiser, schedule


def _log(out: Path, **values: object) -> None:
    line = json.dumps(values)
    print(line, flush=True)
    with (out / "log.jsonl").open("a") as file:
        file.write(line + "\n")


def train(corpora: Path, out: Path, *, epochs: int, seed: int, steps_limit: int | None) -> None:
    """Train and leave ``network.pt`` and ``labels.json`` in ``out``."""
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(seed)
    documents = load_training(corpora)
    labels = label_sets(documents)
    (out / "labels.json").write_text(json.dumps(labels, indent=1, ensure_ascii=False))
    index = {k: {x: i for i, x in enumerate(v)} for k, v in labels.items()}
    pieces = Pieces()
    network = make_network(labels)
    per_epoch = len(batches(documents, random.Random(seed), pieces, index))
    total = min(per_epoch * epochs, steps_limit or 10**9)
    optimiser, schedule = make_optimiser(network, total)
    checkpoint, start = out / "checkpoint.pt", 0
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        network.load_state_dict(state["network"])
        optimiser.load_state_dict(state["optimiser"])
        schedule.load_state_dict(state["schedule"])
        start = state["epoch"]
    step = schedule.last_epoch
    for epoch in range(start, epochs):
        groups = batches(documents, random.Random(seed * 1000 + epoch), pieces, index)
        step = _epoch(network, groups, (optimiser, schedule), out=out, step=step, total=total)
        state = {"network": network.state_dict(), "optimiser": optimiser.state_dict()}
        torch.save(state | {"schedule": schedule.state_dict(), "epoch": epoch + 1}, checkpoint)
        if step >= total:
            break
    torch.save(network.state_dict(), out / "network.pt")


def _epoch(
    network: Network,
    groups: list[list[Encoded]],
    pace: tuple[torch.optim.AdamW, torch.optim.lr_scheduler.LambdaLR],
    *,
    out: Path,
    step: int,
    total: int,
) -> int:
    """Train on one epoch's groups from ``step`` on; the step reached."""
    optimiser, schedule = pace
    network.train()
    began, sums, seen = time.time(), {}, 0
    for batch in map(make_batch, groups):
        if step >= total:
            break
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores = network(batch.pieces, batch.codes, batch.first, batch.targets["arcs"].clamp(min=0))
        losses = loss_of(scores, batch)
        optimiser.zero_grad()
        sum(losses.values(), torch.zeros(())).backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        step, seen = step + 1, seen + 1
        for k, v in losses.items():
            sums[k] = sums.get(k, 0.0) + float(v)
        if step % 50 == 0:
            means = {k: round(v / seen, 3) for k, v in sums.items()}
            _log(out, step=step, total=total, seconds=round(time.time() - began), **means)
            sums, seen = {}, 0
    return step


def main() -> None:
    """Read the options and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with ud/ and ner/")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints, log and network")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--steps", type=int, default=None, help="stop after so many steps")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    train(options.corpora, options.out, epochs=options.epochs, seed=options.seed, steps_limit=options.steps)


if __name__ == "__main__":
    main()
