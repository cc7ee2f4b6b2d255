"""How long search by meaning takes on a large record: ``python -m benchmarks.meaning RECORD``.

RECORD is one that ``python -m benchmarks.generate`` made (200,000 articles, 1,000,000 events). Where it has no vectors
it gets random ones, which take as long to compare as others and none of the hours to make; so use a copy. Each question
is asked three times, and the best is told, with the most memory that the process held.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dragoman.compare.meaning import MeaningFilter, search_by_meaning
from dragoman.partial_date import PartialDate
from dragoman.store.open import Store, open_store
from dragoman.store.vectors import KINDS, SIZE, as_bytes, name_network, vector_state, write_vectors
from evaluation.speed import peak_memory_bytes

TRIES = 3
CHUNK = 2000  # articles of one transaction
QUESTIONS: dict[str, tuple[tuple[str, ...], MeaningFilter]] = {
    "statements": (("statement",), MeaningFilter()),
    "statements and articles": (("statement", "article"), MeaningFilter()),
    "statements, events and articles": (KINDS, MeaningFilter()),
    "events of one party": (("event",), MeaningFilter(party="PAK")),
    "events of one month": (
        ("event",),
        MeaningFilter(since=PartialDate.parse("2016-03"), until=PartialDate.parse("2016-03")),
    ),
}


class RandomNetwork:
    """Vectors drawn at random, always the same ones."""

    version = "random 1"

    def __init__(self) -> None:
        self._rng = np.random.default_rng(0)

    def vectors(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """A random row of length one for each sentence."""
        rows = self._rng.standard_normal((len(sentences), SIZE)).astype(np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def fill(store: Store, network: RandomNetwork) -> int:
    """Give every line a random vector, and return how many there are."""
    name_network(store, network.version)
    ids = {
        "statement": "SELECT id FROM statements WHERE article = ? ORDER BY ordinal",
        "event": "SELECT id FROM events WHERE article = ? ORDER BY ordinal",
        "article": "SELECT ?",
    }
    articles = [row["id"] for row in store.query("SELECT id FROM articles ORDER BY id")]
    made = 0
    for start in range(0, len(articles), CHUNK):
        with store.transaction():
            for article in articles[start : start + CHUNK]:
                for kind in KINDS:
                    lines = [row[0] for row in store.query(ids[kind], (article,))]
                    write_vectors(store, kind, article, lines, list(as_bytes(network.vectors(lines))))
                    made += len(lines)
    return made


def main() -> int:
    """Fill where needed, ask, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.meaning", description="Time search by meaning.")
    parser.add_argument("record", type=Path)
    options = parser.parse_args()
    network = RandomNetwork()
    with open_store(options.record, mode="write") as store:
        if vector_state(store).network is None:
            print(f"{fill(store, network)} random vectors written", flush=True)
    with open_store(options.record) as store:
        held = peak_memory_bytes()
        for name, (kinds, wanted) in QUESTIONS.items():
            times = []
            for _ in range(TRIES):
                began = time.perf_counter()
                found = search_by_meaning(store, network, "a question", kinds=kinds, wanted=wanted)  # type: ignore[arg-type]
                times.append(time.perf_counter() - began)
            print(f"{name}: {min(times):.2f} s, {len(found)} found", flush=True)
        print(f"most memory {peak_memory_bytes() / 1e6:.0f} MB, {held / 1e6:.0f} MB before the first question")
    return 0


if __name__ == "__main__":
    sys.exit(main())
