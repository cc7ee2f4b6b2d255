"""Score the events of the hand-coded training articles, by type.

    python -m evaluation.events [--folder DIR] [--misses] [--articles NAME ...]

DIR holds ``articles/`` and ``gold/``. The three levels are the shared scorer's (type and place; both sides too; status
and basis too); by type: gold, found at the first two levels, and predicted.
"""

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from dragoman.pipeline import load_resources
from evaluation.predict import load_script, predict

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
LEVELS = ("event", "event+dyad", "event+dyad+status")


def compared(
    scorer: ModuleType, folder: Path, predicted: Path
) -> Iterator[tuple[str, list[Any], list[Any], list[Any]]]:
    """For every article its name, gold events, predicted events and the pairs of them that agree in type and place."""
    for name, text, gold, guess in scorer.load(folder, predicted):
        length = guess["article"].get("length") or 1
        for event in gold["events"]:
            places = [scorer.place({"text": t}, text, 0) for t in [event["text"], *event.get("also", [])]]
            event["spans"] = [span for span in places if span]
        for event in guess["events"]:
            event["span"] = scorer.place(event, text, length)

        def told(g: Any, p: Any) -> bool:
            return bool(scorer.same_type(g["type"], p["type"])) and any(
                scorer.overlaps(s, p["span"]) for s in g["spans"]
            )

        def near(g: Any, p: Any) -> float:
            return max((float(scorer.jaccard(s, p["span"])) for s in g["spans"]), default=0.0)

        pairs = scorer.pair(gold["events"], guess["events"], told, near)
        yield name, gold["events"], guess["events"], pairs


def by_type(scorer: ModuleType, folder: Path, predicted: Path) -> dict[str, Counter[str]]:
    """Type to how many are gold, found, found with both sides, predicted."""
    tally: dict[str, Counter[str]] = {}
    for _, golds, guesses, pairs in compared(scorer, folder, predicted):
        for event in golds:
            tally.setdefault(event["type"], Counter())["gold"] += 1
        for event in guesses:
            tally.setdefault(event["type"], Counter())["predicted"] += 1
        for gold, guess in pairs:
            tally[gold["type"]]["found"] += 1
            tally[gold["type"]]["with sides"] += bool(scorer.dyad_agrees(gold, guess))
    return tally


def sides(event: dict[str, Any]) -> str:
    """Who did it to whom, on one line."""
    told = [[f"{p['name']}[{p.get('party') or p.get('country')}]" for p in event[s]] for s in ("actors", "recipients")]
    return " -> ".join(" + ".join(people) or "nobody" for people in told)


def misses(scorer: ModuleType, folder: Path, predicted: Path, only: set[str]) -> Iterator[str]:
    """A line for every gold event missed or with other sides, and for every invention."""
    for name, golds, guesses, pairs in compared(scorer, folder, predicted):
        if only and name not in only:
            continue
        found, used = {id(g): p for g, p in pairs}, {id(p) for _, p in pairs}
        for gold in golds:
            guess, told = found.get(id(gold)), sides(gold)
            if guess is None:
                yield f"missed {name} {gold['type']} {told}: {gold['text'][:100]!r}"
            elif not scorer.dyad_agrees(gold, guess):
                yield f"sides  {name} {gold['type']} {told}, read {sides(guess)}"
        for guess in guesses:
            if id(guess) not in used:
                yield f"extra  {name} {guess['type']} {sides(guess)}: {guess['text'][:100]!r}"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=SHARED / "gold_train", help="holds articles/ and gold/")
    parser.add_argument("--misses", action="store_true", help="list what was missed and what was invented")
    parser.add_argument("--articles", nargs="*", default=[], help="list these articles only")
    parser.add_argument("--json", action="store_true", help="the figures as JSON")
    args = parser.parse_args()
    scorer = load_script(SHARED / "evaluate" / "score_records.py")
    with tempfile.TemporaryDirectory() as temporary:
        out = predict(args.folder / "articles", Path(temporary) / "predicted.jsonl", resources=load_resources())
        figures = scorer.score(args.folder, out)
        types = by_type(scorer, args.folder, out)
        lines = list(misses(scorer, args.folder, out, set(args.articles))) if args.misses or args.articles else []
    if args.json:
        print(json.dumps({"levels": {n: figures[n] for n in LEVELS}, "types": types}, indent=1))
        return
    for level in LEVELS:
        row = figures[level]
        print(f"{level:<19}P {row['precision']:.3f}  R {row['recall']:.3f}  F1 {row['f1']:.3f}")
    for name, count in sorted(types.items()):
        cells = "  ".join(f"{what} {count[what]}" for what in ("gold", "found", "with sides", "predicted"))
        print(f"{name:<10} {cells}")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
