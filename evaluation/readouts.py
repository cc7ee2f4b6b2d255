"""Two readouts of one call: are shared and one-sided points placed right?

``python -m evaluation.readouts [FOLDER]`` compares ``calls/NN/{a,b}.txt`` with ``truth.json``: a list of points, or an
object with one as ``points``, each point with its sentences in either text. A shared point is placed right when one of
its sentences in the one is tied to one of its sentences in the other; a one-sided point when its sentences are tied to
none, but for ties that a shared point of the same sentence explains. ``--misses`` lists what is wrong; ``--fresh``
takes six calls on which nothing was set, and lists nothing of them.
"""

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from dragoman.compare.readouts import Passage, Readouts, compare_readouts
from dragoman.ingest import Chain, ready
from dragoman.records import CodedArticle, RawDocument
from evaluation.figures import Figure, data_hash

FOLDER = Path(__file__).resolve().parent / "readouts" / "calls"
FRESH = FOLDER.parent / "fresh"
Ties = set[tuple[Passage, Passage]]


def scored(folder: Path = FOLDER) -> tuple[dict[str, tuple[int, int]], list[str]]:
    """Right and all, of shared and of one-sided points; and a line for each that is placed wrong."""
    counts = {"shared": [0, 0], "one-sided": [0, 0]}
    wrong = []
    with ready() as chain:
        for call in sorted(path.parent for path in folder.glob("*/truth.json")):
            truth = msgspec.json.decode((call / "truth.json").read_bytes())
            truth = truth["points"] if isinstance(truth, dict) else truth
            both = compare_readouts(*(_coded(chain, call / f"{side}.txt") for side in "ab"))
            for point, right in _placed(truth, both):
                kind = "shared" if point["a"] and point["b"] else "one-sided"
                counts[kind][0] += right
                counts[kind][1] += 1
                if not right:
                    wrong.append(f"{call.name} {kind}: {point['point']}")
    return {kind: (right, number) for kind, (right, number) in counts.items()}, wrong


def figures() -> list[Figure]:
    """The figures of the part ``readouts``."""
    return [*_figures(FOLDER, "two readouts of ten calls"), *_figures(FRESH, "two readouts of six fresh calls")]


def _figures(folder: Path, data: str) -> Iterator[Figure]:
    counts, _ = scored(folder)
    sha = data_hash([folder])
    total = [sum(pair[n] for pair in counts.values()) for n in (0, 1)]
    for kind, (right, number) in {**counts, "all": (total[0], total[1])}.items():
        yield Figure(
            part="readouts", data=data, what=f"{kind} points placed right", value=right / number if number else 0.0,
            detail=f"{right} of {number}", sha256=sha,
        )  # fmt: skip


def _coded(chain: Chain, path: Path) -> CodedArticle:
    text = path.read_text(encoding="utf-8")
    return chain.code(RawDocument(source=str(path), media="text", content=text))


def _placed(truth: Sequence[dict[str, Any]], both: Readouts) -> Iterator[tuple[dict[str, Any], bool]]:
    """Each point, and whether it is placed right."""
    groups = [(point.a, point.b) for point in both.shared]
    explained = [(p["a"], p["b"]) for p in truth if p["a"] and p["b"]]
    for point in truth:
        if point["a"] and point["b"]:
            yield point, any(_any(a, point["a"]) and _any(b, point["b"]) for a, b in groups)
            continue
        tied = [(a, b) for a, b in groups if _any(a, point["a"]) or _any(b, point["b"])]
        yield point, all(any(_any(a, one) and _any(b, other) for one, other in explained) for a, b in tied)


def _any(passages: Sequence[Passage], sentences: Sequence[str]) -> bool:
    return any(_same(passage.text, sentence) for passage in passages for sentence in sentences)


def _same(one: str, other: str) -> bool:
    a, b = (" ".join(re.findall(r"\w+", text.casefold())) for text in (one, other))
    return bool(a and b) and (a in b or b in a)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the scores."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.readouts", description="Score pairs of readouts.")
    parser.add_argument("folder", type=Path, nargs="?", default=FOLDER)
    parser.add_argument("--misses", action="store_true", help="list what is wrong")
    parser.add_argument("--fresh", action="store_true", help="the calls that nothing was set on")
    options = parser.parse_args(arguments)
    counts, wrong = scored(FRESH if options.fresh else options.folder)
    for kind, (right, number) in counts.items():
        print(f"{kind:<12} {right} of {number}" + (f"  {right / number:.3f}" if number else ""))
    if options.misses and not options.fresh:
        print("\n".join(wrong))
    return 0


if __name__ == "__main__":
    sys.exit(main())
