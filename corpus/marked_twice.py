"""How far two markers of the same sentences in print agree: ``python -m corpus.marked_twice``.

``in_print_second.jsonl`` holds the second marks. Two marks agree on the trigger where their words overlap, each counted
once, and on the type where that is the same too (CONCEDE and RETREAT as one).
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from corpus.in_print import MARKS

SECOND = MARKS.with_name("in_print_second.jsonl")
YIELD = frozenset({"CONCEDE", "RETREAT"})
Mark = Mapping[str, Any]


def agreement(first: Mapping[str, Sequence[Mark]], second: Mapping[str, Sequence[Mark]]) -> dict[str, float]:
    """F1 of triggers and of triggers with the type, over the texts (by hash) that both have."""
    count: Counter[str] = Counter()
    for sha, others in second.items():
        free = list(others)
        count.update(marks=len(first.get(sha, ())) + len(others))
        for mark in first.get(sha, ()):
            near = sorted((o for o in free if _overlap(mark, o)), key=lambda o: not _same_type(mark, o))
            if near:
                free.remove(near[0])
                count.update(triggers=1, types=_same_type(mark, near[0]))
    return {name: 2 * count[name] / max(1, count["marks"]) for name in ("triggers", "types")}


def _overlap(one: Mark, other: Mark) -> bool:
    return any(a < d and c < b for a, b in one["triggers"] for c, d in other["triggers"])


def _same_type(one: Mark, other: Mark) -> bool:
    return one["type"] == other["type"] or {one["type"], other["type"]} == YIELD


def marks_of(path: Path) -> dict[str, Sequence[Mark]]:
    """The marks of a file by the hash of their text."""
    rows = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    return {row["sha"]: row["events"] for row in rows}


def main() -> None:
    """Print the agreement."""
    second = marks_of(SECOND)
    print(f"{len(second)} texts", {name: round(f1, 3) for name, f1 in agreement(marks_of(MARKS), second).items()})


if __name__ == "__main__":
    main()
