"""Plans and what came of them: ``python -m evaluation.plans [FOLDER] [--misses]``.

``plans.json`` of ``evaluation/happenings`` lists clauses that tell a plan, each with the happening that it came to, or
none. It was written from the texts before there was a rule. A plan is tied right when one of the happenings that its
planned event is tied to is that of a telling of the happening; a plan of which nothing came must be tied to nothing.
Plans that no planned event was read from are counted apart: they can be tied to nothing.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from dragoman.compare.ties import ties_of
from dragoman.store.open import Store
from evaluation.across import FOLDER, Clauses, Fields, read_set, truth_of
from evaluation.figures import Figure, data_hash

_OUTCOMES = {"kept": "fulfilled by", "moved": "moved"}


def score(plans: Sequence[Fields], happenings: Sequence[Fields], clauses: Clauses, store: Store,
          show: Callable[[str], None] = lambda _: None) -> Counter[str]:  # fmt: skip
    """Counts of plans: given, with a planned event, tied right and of the right kind, tied wrongly."""
    counts: Counter[str] = Counter()
    tellings = {row["id"]: row["tellings"] for row in happenings}
    for plan in plans:
        came = {one for telling in tellings.get(plan["came"], ()) for one in clauses.happenings(telling)}
        planned = [one["happening"] for one in clauses.events(plan["plan"]) if one["status"] == "planned"]
        ties = [tie for one in dict.fromkeys(planned) for tie in ties_of(store, one)]
        right = [tie for tie in ties if tie.happened in came]
        counts["plans"] += plan["came"] is not None
        counts["coded"] += plan["came"] is not None and bool(planned)
        counts["tied right"] += bool(right)
        counts["rightly named"] += any(tie.outcome == _OUTCOMES[plan["as"]] for tie in right)
        counts["ties"] += len(ties)
        counts["wrong"] += len(ties) - len(right)
        if (plan["came"] and not right) or len(ties) > len(right):
            show(f"{plan['plan']} came {plan['came']}; coded {bool(planned)}; tied {ties}")
    return counts


def figures(folder: Path = FOLDER) -> list[Figure]:
    """The figures of the part ``plans``."""
    found = measure(folder)
    sha = data_hash([folder / "articles", folder / "truth", folder / "plans.json"])
    detail = f"{found['plans']} plans that came, {found['coded']} coded as planned; {found['wrong']} wrong ties"
    return [
        Figure(part="plans", data="made-up articles", what="plans tied to what came", detail=detail, sha256=sha,
               value=found["tied right"] / max(found["plans"], 1)),
        Figure(part="plans", data="made-up articles", what="ties right", detail=detail, sha256=sha,
               value=found["tied right"] / max(found["tied right"] + found["wrong"], 1)),
    ]  # fmt: skip


def measure(folder: Path, show: Callable[[str], None] = lambda _: None) -> Counter[str]:
    """The counts of a set."""
    with read_set(folder) as (store, clauses):
        plans = msgspec.json.decode((folder / "plans.json").read_bytes())
        return score(plans, truth_of(folder, "happenings"), clauses, store, show)


def main() -> int:
    """Print the counts."""
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.plans", description="Score plans and what came of them."
    )
    parser.add_argument("folder", type=Path, nargs="?", default=FOLDER)
    parser.add_argument("--misses", action="store_true", help="list what is wrong")
    options = parser.parse_args()
    found = measure(options.folder, print if options.misses else lambda _: None)
    print(", ".join(f"{what} {number}" for what, number in found.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
