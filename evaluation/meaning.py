"""Search by words, by meaning and by both: are the statements found that answer a question?

``python -m evaluation.meaning`` reads the samples in ``examples/dispatches`` and the articles of
``evaluation/happenings`` into a record, makes its vectors and asks the 52 queries of ``meaning/queries.tsv``, whose
answers were marked before any search was run. What is given to the network, and how the two lists are joined, was
chosen on every second query, the first among them; so the others are what is reported. ``--all`` takes all,
``--chosen-on`` those; ``--misses`` lists the answers not found.

Recall@10 is the share of a query's answers (of ten, where it has more) among the first ten; MRR the mean of one over
the rank of the first answer (0 past rank 100). ``words`` asks that all words occur, as search does; ``any word`` that
one does.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from dragoman.compare.meaning import FUSED_FROM, search_both, search_by_meaning
from dragoman.compare.vectors import make_vectors
from dragoman.ingest import read_paths, ready
from dragoman.language.vectors import SentenceVectors
from dragoman.store.open import Store, open_store
from dragoman.store.search import search
from evaluation.figures import Figure, data_hash

HERE = Path(__file__).resolve().parent
QUERIES = HERE / "meaning" / "queries.tsv"
ARTICLES = (HERE.parent / "examples" / "dispatches", HERE / "happenings" / "articles")
FIRST = 10
SAME_WORDS = 0.6  # of a statement read in other words than when it was marked

Rank = Callable[[str], list[str]]  # a query: ids of statements, best first


class Asked(NamedTuple):
    """A query and the statements that answer it; ``None`` for one that is no longer read."""

    query: str
    answers: dict[str, str | None]  # words as they were marked: id of the statement


class Found(NamedTuple):
    """How one query went."""

    asked: Asked
    first: list[str]
    recall: float
    reciprocal_rank: float


def questions(store: Store) -> list[Asked]:
    """The queries with the statements of the record that answer them, in the order of the file."""
    lines: dict[str, list[tuple[str, str]]] = {}
    sql = "SELECT s.id, s.text, a.source FROM statements s JOIN articles a ON a.id = s.article ORDER BY s.id"
    for row in store.query(sql):
        lines.setdefault(row["source"].rpartition("/")[2], []).append((row["id"], " ".join(row["text"].split())))
    asked: dict[str, dict[str, str | None]] = {}
    for line in QUERIES.read_text(encoding="utf-8").splitlines()[1:]:
        query, article, words = line.split("\t")
        asked.setdefault(query, {})[f"{article}: {words}"] = _read_as(lines.get(article, []), words)
    return [Asked(query, answers) for query, answers in asked.items()]


def _read_as(lines: Sequence[tuple[str, str]], words: str) -> str | None:
    ratios = [(SequenceMatcher(None, words, text).ratio(), name) for name, text in lines]
    best = max(ratios, default=(0.0, ""))
    return best[1] if best[0] >= SAME_WORDS else None


def score(asked: Asked, ranked: Sequence[str]) -> Found:
    """Recall in the first ten and one over the rank of the first answer."""
    wanted = {name for name in asked.answers.values() if name}
    hits = sum(name in wanted for name in ranked[:FIRST])
    first = next((rank for rank, name in enumerate(ranked, start=1) if name in wanted), None)
    recall = hits / min(FIRST, len(asked.answers))
    return Found(asked, list(ranked[:FIRST]), recall, 1 / first if first else 0.0)


def ways(store: Store, network: SentenceVectors) -> dict[str, Rank]:
    """The ways of searching that are compared."""

    def words(query: str) -> list[str]:
        return [hit.id for hit in search(store, query, kind="statement", limit=FUSED_FROM)]

    def any_word(query: str) -> list[str]:
        return [hit.id for hit in search(store, query, kind="statement", any_word=True, limit=FUSED_FROM)]

    def meaning(query: str) -> list[str]:
        near = search_by_meaning(store, network, query, kinds=("statement",), limit=FUSED_FROM)
        return [one.id for one in near]

    def both(query: str) -> list[str]:
        return [one.id for one in search_both(store, network, query, kinds=("statement",), limit=FUSED_FROM)]

    return {"words": words, "any word": any_word, "meaning": meaning, "both": both}


def scored(half: str = "measured") -> dict[str, list[Found]]:
    """How each way goes with each query."""
    with tempfile.TemporaryDirectory() as where, open_store(Path(where) / "record.db", mode="write") as store:
        with ready() as chain:
            read_paths([str(path) for path in ARTICLES], store=store, chain=chain)
        network = SentenceVectors.load()
        make_vectors(store, network)
        asked = _half(questions(store), half)
        return {name: [score(one, rank(one.query)) for one in asked] for name, rank in ways(store, network).items()}


def _half(asked: list[Asked], half: str) -> list[Asked]:
    return {"measured": asked[1::2], "chosen-on": asked[0::2], "all": asked}[half]


def figures() -> list[Figure]:
    """The figures of the part ``meaning``."""
    sha = data_hash([QUERIES])
    return [
        Figure(
            part="meaning", data=f"{len(found)} queries over reports of our own", what=f"{name}, {what}", value=value,
            sha256=sha,
        )
        for name, found in scored().items()
        for what, value in _means(found)
    ]  # fmt: skip


def _means(found: Sequence[Found]) -> Iterator[tuple[str, float]]:
    yield "recall@10", sum(one.recall for one in found) / len(found)
    yield "MRR", sum(one.reciprocal_rank for one in found) / len(found)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the scores."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.meaning", description="Score search by meaning.")
    parser.add_argument("--all", dest="half", action="store_const", const="all", default="measured")
    parser.add_argument("--chosen-on", dest="half", action="store_const", const="chosen-on")
    parser.add_argument("--misses", action="store_true", help="list the answers that are not among the first ten")
    options = parser.parse_args(arguments)
    found = scored(options.half)
    for name, each in found.items():
        told = "  ".join(f"{what} {value:.3f}" for what, value in _means(each))
        print(f"{name:17} {told}  ({len(each)} queries)")
    if options.misses:
        for name, each in found.items():
            for one in each:
                missed = [words for words, line in one.asked.answers.items() if line not in one.first]
                print(*(f"{name}: {one.asked.query}: {words[:90]}" for words in missed), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
