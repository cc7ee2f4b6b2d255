"""How long search by meaning takes on a large record: ``python -m benchmarks.meaning [--articles N]``.

A record is made that holds nothing but vectors: three statements, five events and a beginning for each of 200,000
articles, drawn at random, which take as long to compare as others. Each question is asked three times, and the best is
told, with the most memory that the process held.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dragoman.compare.meaning import search_by_meaning
from dragoman.language.network import VECTOR_SIZE
from dragoman.store.open import Store, open_store
from dragoman.store.vectors import VectorKind, as_bytes, name_network
from evaluation.speed import peak_memory_bytes

TRIES = 3
LINES: dict[VectorKind, int] = {"statement": 3, "event": 5, "article": 1}  # of an article
DRAWN = 997  # vectors, used over and over
QUESTIONS: tuple[tuple[VectorKind, ...], ...] = (
    ("statement",),
    ("statement", "article"),
    ("statement", "event", "article"),
)


class RandomNetwork:
    """Vectors drawn at random, always the same ones."""

    version = "random 1"

    def vectors(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """A random row of length one for each sentence."""
        rows = np.random.default_rng(0).standard_normal((len(sentences), VECTOR_SIZE)).astype(np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def fill(store: Store, articles: int) -> None:
    """Put the vectors of so many articles into a record that knows none of them."""
    drawn = as_bytes(RandomNetwork().vectors([""] * DRAWN))
    store.connection.execute("PRAGMA foreign_keys = OFF")
    name_network(store, RandomNetwork.version)
    with store.transaction() as connection:
        for kind in LINES:
            sql = f"INSERT INTO {kind}_vectors (article, lines, vectors) VALUES (?, ?, ?)"
            connection.executemany(sql, _rows(kind, articles, drawn))


def _rows(kind: VectorKind, articles: int, drawn: NDArray[np.int8]) -> Iterator[tuple[str, str, bytes]]:
    for number in range(articles):
        places = [(number * LINES[kind] + n) % DRAWN for n in range(LINES[kind])]
        ids = [f"{kind}-{number * LINES[kind] + n:032x}" for n in range(LINES[kind])]
        yield f"article-{number:016x}", json.dumps(ids, separators=(",", ":")), drawn[places].tobytes()


def main() -> int:
    """Fill, ask, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.meaning", description="Time search by meaning.")
    parser.add_argument("--articles", type=int, default=200_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as where, open_store(Path(where) / "record.db", mode="write") as store:
        fill(store, options.articles)
        print(f"{options.articles} articles, {(Path(where) / 'record.db').stat().st_size / 1e6:.0f} MB", flush=True)
        held = peak_memory_bytes()
        for kinds in QUESTIONS:
            wall, processor = zip(*(_timed(store, kinds) for _ in range(TRIES)), strict=True)
            number = options.articles * sum(LINES[kind] for kind in kinds)
            told = f"{min(wall):.2f} s, {min(processor):.2f} s of processor time"
            print(f"{' and '.join(kinds)} ({number} vectors): {told}", flush=True)
        print(f"most memory {peak_memory_bytes() / 1e6:.0f} MB, {held / 1e6:.0f} MB before the first question")
    return 0


def _timed(store: Store, kinds: tuple[VectorKind, ...]) -> tuple[float, float]:
    began = time.perf_counter(), time.process_time()
    search_by_meaning(store, RandomNetwork(), "a question", kinds=kinds)
    return time.perf_counter() - began[0], time.process_time() - began[1]


if __name__ == "__main__":
    sys.exit(main())
