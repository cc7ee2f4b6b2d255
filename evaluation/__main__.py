"""Every score that the development data allow: ``python -m evaluation SHARED`` (``make eval``).

Runs the parts one after the other, each in a process of its own; writes ``evaluation/scores.json`` and the table of
``docs/evaluation.md``; ends with 1 when a figure is below its floor or a part failed.
"""

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from evaluation import floors as floor_table
from evaluation import table
from evaluation.figures import Report

# The longest part reads 84 articles seven times over; what takes longer hangs.
PART_TIMEOUT_S = 1200
NAMES = (
    "gold", "seeds", "gold_train", "own", "topics", "ledger", "across", "plans", "disagreements", "readouts", "meaning",
    "near-copies", "reader", "heads", "polnear", "petrarch", "times", "toponyms", "offices", "speed",
)  # fmt: skip


def run_part(name: str, shared: Path) -> Report | str:
    """What a part measured, or why it failed."""
    command = [sys.executable, "-m", "evaluation.parts", name, str(shared)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PART_TIMEOUT_S, cwd=table.ROOT)
    except subprocess.TimeoutExpired:
        return f"took more than {PART_TIMEOUT_S} s"
    if done.returncode:
        return (done.stderr.strip().splitlines() or [f"ended with {done.returncode}"])[-1]
    return msgspec.json.decode(done.stdout.strip().splitlines()[-1], type=Report)


def run_parts(names: Sequence[str], shared: Path) -> tuple[Report, dict[str, str]]:
    """All figures, and of each part that failed why."""
    figures, failed, reader = [], {}, ""
    for name in names:
        print(f"{name} ...", file=sys.stderr, flush=True)
        outcome = run_part(name, shared)
        if isinstance(outcome, str):
            failed[name] = outcome
        else:
            figures.extend(outcome.figures)
            reader = outcome.reader or reader
    return Report(figures=tuple(figures), reader=reader), failed


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, write, compare with the floors."""
    parser = argparse.ArgumentParser(prog="python -m evaluation", description="Score the development data.")
    parser.add_argument("shared", type=Path, help="the folder of development data")
    parser.add_argument("--only", nargs="+", choices=NAMES, default=NAMES, metavar="NAME", help="run these parts only")
    parser.add_argument("--raise-floors", action="store_true", help="write higher floors where figures allow")
    parser.add_argument("--dry", action="store_true", help="write no file")
    options = parser.parse_args(arguments)
    if not options.shared.is_dir():
        parser.error(f"{options.shared}: no such folder; the development data lie beside the repository")
    fresh, failed = run_parts(options.only, options.shared.resolve())
    floors = floor_table.read_floors()
    if options.raise_floors:
        floors = floor_table.raised(floors, fresh.figures)
    if not options.dry:
        write(table.merged(table.read_scores(), fresh, NAMES), floors)
    print(table.plain(fresh.figures, floors))
    below = [figure for figure in fresh.figures if floor_table.is_below(figure, floors)]
    for figure in below:
        print(f"BELOW ITS FLOOR  {figure.name}: {figure.value:.3f}, floor {floor_table.floor_of(figure, floors)}")
    for name, reason in failed.items():
        print(f"FAILED  {name}: {reason}")
    return 1 if below or failed else 0


def write(report: Report, floors: floor_table.Floors) -> None:
    """Write scores, floors and the table of the document."""
    table.write_scores(report)
    floor_table.write_floors(floors)
    page = table.PAGE.read_text(encoding="utf-8")
    table.PAGE.write_text(table.between_markers(page, table.markdown(report, floors)), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
