"""Trains the reader, a stage at a time: ``python -m training.train STAGE --data FOLDER --out FOLDER``.

Writes a checkpoint after every epoch and takes up the last one when started again with the same folder.
"""

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from training.examples import MASKED, Batch, Encoded, Source, epoch_batches, make_batch
from training.network import Network
from training.pieces import Pieces, pretrained_folder
from training.score_acts import make_network
from training.stages import STAGES, Inputs

ENCODER_RATE, HEAD_RATE = 1.5e-4, 1e-3
WARM_UP = 150  # steps; of a run that is shorter than ten times that a tenth
# Every other loss counts once; only half of the words of the treebanks have names.
WEIGHTS = {
    "name": 2.0, "start": 0.5, "act": 1.0, "status": 0.5, "basis": 0.3, "mode": 0.3, "force": 0.2, "actors_at": 0.2,
    "recipients_at": 0.3, "links": 1.0,
}  # fmt: skip
BY_POSITIVES = frozenset({"act"})
NEGATIVE = 0.02  # what a word that is no trigger adds to their number: one word in 25 is one


@dataclass(frozen=True)
class Plan:
    """How long to train what, from where."""

    epochs: int
    seed: int
    branch: int  # layers for events
    start: Path | None = None
    steps: int | None = None


def loss_of(out: dict[str, Tensor], batch: Batch) -> dict[str, Tensor]:
    """Cross-entropy of every head, in 32 bits; padding columns of the arcs are closed.

    Of heads whose labels are rare (``act``) and of links the sum is divided by the number of positives: divided by
    all words, it would be next to nothing beside the tags. A batch without triggers counts for no more than others.
    """
    losses: dict[str, Tensor] = {}
    for name, target in batch.targets.items():
        scores = out[name].float()
        if name == "arcs":
            closed = torch.cat([torch.zeros_like(target[:, :1], dtype=torch.bool), target == MASKED], dim=1)
            scores = scores.masked_fill(closed[:, None, :], -1e4)
        loss = nn.functional.cross_entropy(scores.flatten(0, 1), target.flatten(), ignore_index=MASKED, reduction="sum")
        known = (target != MASKED).sum()
        counted = (target > 0).sum() + NEGATIVE * known if name in BY_POSITIVES else known
        losses[name] = loss / counted.clamp(min=1) * WEIGHTS.get(name, 1.0)
    if batch.links is not None:
        known = batch.links != MASKED
        loss = nn.functional.binary_cross_entropy_with_logits(
            out["links"].float()[known], batch.links[known], reduction="sum"
        )
        losses["links"] = loss / (batch.links == 1).sum().clamp(min=1) * WEIGHTS["links"]
    return losses


def begin(labels: dict[str, list[str]], start: Path | None, branch: int) -> Network:
    """A network for these labels, on the pretrained encoder or on what an earlier run learnt.

    One with heads for events goes on from a run without; then everything else rests.
    """
    network = make_network(labels, branch)
    if start is None:
        network.encoder.load_pretrained(pretrained_folder())
        return network
    old = json.loads((start / "labels.json").read_text())
    changed = {name for name in labels if name in old and old[name] != labels[name]}
    if changed:
        raise SystemExit(f"{start}: other labels of {', '.join(sorted(changed))}; train from the pretrained encoder")
    missing, _ = network.load_state_dict(torch.load(start / "network.pt", weights_only=True), strict=False)
    if any(name.startswith("branch.") for name in missing):
        network.start_branch()
    return network


def make_optimiser(network: Network, steps: int) -> tuple[torch.optim.AdamW, torch.optim.lr_scheduler.LambdaLR]:
    """AdamW with a rate for the encoder and one for the heads; warm-up, then down to nothing in a straight line."""
    layers = {id(p) for part in (network.encoder, network.branch) for p in part.parameters()}
    learning = [p for p in network.parameters() if p.requires_grad]
    groups = [
        {"params": [p for p in learning if id(p) in layers], "lr": ENCODER_RATE},
        {"params": [p for p in learning if id(p) not in layers], "lr": HEAD_RATE},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98))
    warm_up = min(WARM_UP, max(1, steps // 10))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / warm_up, max(0.0, (steps - s) / max(1, steps - warm_up)))
    )
    return optimiser, schedule


def _log(out: Path, **values: object) -> None:
    line = json.dumps(values)
    print(line, flush=True)
    with (out / "log.jsonl").open("a") as file:
        file.write(line + "\n")


def train(sources: Sequence[Source], labels: dict[str, list[str]], out: Path, plan: Plan) -> None:
    """Train and leave ``network.pt`` and ``labels.json`` in ``out``; a checkpoint there is taken up."""
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(plan.seed)
    (out / "labels.json").write_text(json.dumps(labels, indent=1, ensure_ascii=False))
    index = {k: {x: i for i, x in enumerate(v)} for k, v in labels.items()}
    pieces = Pieces()
    network = begin(labels, plan.start, plan.branch)
    if network.events:
        network.rest()
    per_epoch = len(epoch_batches(sources, random.Random(plan.seed), pieces, index))
    total = min(per_epoch * plan.epochs, plan.steps or 10**9)
    optimiser, schedule = make_optimiser(network, total)
    checkpoint, done = out / "checkpoint.pt", 0
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        network.load_state_dict(state["network"])
        optimiser.load_state_dict(state["optimiser"])
        schedule.load_state_dict(state["schedule"])
        done = state["epoch"]
    step = schedule.last_epoch
    for epoch in range(done, plan.epochs):
        groups = epoch_batches(sources, random.Random(plan.seed * 1000 + epoch), pieces, index)
        step = _epoch(network, groups, (optimiser, schedule), out=out, step=step, total=total)
        state = {"network": network.state_dict(), "optimiser": optimiser.state_dict()}
        torch.save(state | {"schedule": schedule.state_dict(), "epoch": epoch + 1}, checkpoint)
        torch.save(network.state_dict(), out / "network.pt")
        if step >= total:
            break


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
    if network.events:
        network.rest()
    began = time.time()
    sums: dict[str, float] = {}
    seen: Counter[str] = Counter()
    channels = network.links.channels if network.links is not None else 0
    for group in groups:
        if step >= total:
            break
        batch = make_batch(group, channels)
        gold = batch.targets["arcs"].clamp(min=0) if "arcs" in batch.targets else None
        wanted = {*batch.targets, *(["links"] if batch.links is not None else [])}
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores = network(batch.inputs, wanted, gold)
        losses = loss_of(scores, batch)
        optimiser.zero_grad()
        sum(losses.values(), torch.zeros(())).backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        step += 1
        seen.update(losses.keys())
        for k, v in losses.items():
            sums[k] = sums.get(k, 0.0) + v.item()
        if step % 50 == 0:
            means = {k: round(v / seen[k], 3) for k, v in sorted(sums.items())}
            _log(out, step=step, total=total, seconds=round(time.time() - began), **means)
            sums.clear()
            seen.clear()
    return step


def main() -> None:
    """Read the options and train one stage."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stage", choices=tuple(STAGES), help="what is learnt")
    parser.add_argument("--data", type=Path, required=True, help="folder with corpora/ and gold_train/")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints, log and network")
    parser.add_argument("--start", type=Path, help="folder of the run to go on from")
    parser.add_argument(
        "--leave-out", metavar="K/N", help="leave every N-th text marked in print out, from the K-th on"
    )
    parser.add_argument("--epochs", type=int, help="default: the stage's own")
    parser.add_argument("--seed", type=int, default=2)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--steps", type=int, default=None, help="stop after so many steps")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    stage = STAGES[options.stage]
    held = tuple(map(int, options.leave_out.split("/"))) if options.leave_out else None
    sources, labels = stage.load(Inputs(options.data, held))
    plan = Plan(options.epochs or stage.epochs, options.seed, stage.branch, options.start, options.steps)
    train(sources, labels, options.out, plan)


if __name__ == "__main__":
    main()
