"""Learns which candidates tell an event: ``python -m training.belief --data DIR --readers DIR DIR [--out DIR]``.

The examples are the candidates (``dragoman.events.belief``) in the texts marked in print. What the heads say of a text
they learnt from is surer than what they say of others, so each text is read by a reader that has not seen it: the N
folders of ``--readers`` hold readers whose run left out fold K of N (``training.train events --leave-out K/N``).
"""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus import in_print
from dragoman.codes.tables import DATA
from dragoman.entities.allegiance import Weigher
from dragoman.entities.antecedents import Weighed
from dragoman.events.belief import NAMES, rows_of, users_own
from dragoman.events.coder import by_rule, tellings_of
from dragoman.events.draft import Draft
from dragoman.events.grammar import noun_beneath, patient
from dragoman.events.scene import Scene
from dragoman.pipeline import Resources, load_resources, prepare
from evaluation import corpus
from training.allegiance import with_weigher
from training.ensembles import learn, write
from training.stages import held_out

YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
Rows = list[tuple[tuple[float, ...], bool]]


def candidates(report: corpus.Report, resources: Resources) -> Rows:
    """A row for each candidate of a report, and whether it tells one of its events."""
    found: Rows = []

    def note(scene: Scene, drafts: list[Draft]) -> list[Draft]:
        for row, draft in zip(rows_of(scene, drafts), drafts, strict=True):
            if not users_own(draft):
                found.append((row, _tells(scene, draft, report["events"])))
        return by_rule(drafts)

    read = prepare(corpus.article_of(report), resources=resources)
    tellings_of(
        read.article, read.reading, read.index, read.statements,
        reference=read.reference, frames=resources.frames, weigh=note,
    )  # fmt: skip
    return found


def _tells(scene: Scene, draft: Draft, events: Sequence[Mapping[str, Any]]) -> bool:
    """Whether an event of a draft's type hangs on its trigger, or on the noun that a verb carries."""
    words = [draft.token]
    item = patient(scene.tree, draft.token) if draft.frame.kind == "verb" else None
    if item is not None:
        words += [w for w in (item, noun_beneath(scene.tree, item)) if w is not None]
    spans = [(scene.tree[w].start, scene.tree[w].end) for w in words]
    return any(
        YIELD.get(event["type"], event["type"]) == YIELD.get(draft.type, draft.type)
        and any(mark["start"] < end and start < mark["end"] for mark in event["triggers"] for start, end in spans)
        for event in events
    )


def examples(data: Path, readers: Sequence[Path]) -> Iterator[tuple[tuple[float, ...], bool]]:
    """The candidates of every text of the train part, read by the reader that left it out."""
    reports = list(in_print.reports(data, "train"))
    for number, folder in enumerate(readers):
        plain = load_resources(model=folder, trees=False)
        resources = replace(with_weigher(plain, Weigher.load(folder)), antecedents=Weighed.load())
        out = held_out([r["id"] for r in reports], (number, len(readers)))
        for report in reports:
            if report["id"] in out:
                yield from candidates(report, resources)


def main() -> None:
    """Learn and write the trees."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with corpora/ and gold_train/")
    parser.add_argument("--readers", type=Path, nargs="+", required=True, help="readers, the K-th without fold K")
    parser.add_argument("--out", type=Path, default=DATA / "reader", help="folder for the files")
    options = parser.parse_args()
    found = list(examples(options.data, options.readers))
    rows: NDArray[np.float32] = np.array([row for row, _ in found], dtype=np.float32)
    told = np.array([right for _, right in found])
    print(f"{len(found)} candidates, {told.sum()} tell an event")
    write([learn(rows, told)], NAMES, options.out, "belief")


if __name__ == "__main__":
    main()
