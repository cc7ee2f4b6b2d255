"""``dragoman history``, ``precision`` and ``corrections``: what analysts decided, and what it says of the coder."""

import argparse
from typing import TYPE_CHECKING, Any

from dragoman.cli.command import Arguments, Command, add_format, add_record, opened
from dragoman.cli.printing import print_listing

if TYPE_CHECKING:
    from dragoman.analysis.precision import Precision
    from dragoman.store.applying import Change, Revision

HISTORY_COLUMNS = ("at", "by", "action", "line", "changed", "why")
PRECISION_COLUMNS = (
    "kind",
    "type",
    "stands_on",
    "judged",
    "left",
    "right",
    "precision",
    "low",
    "high",
    "sides",
    "whole",
)


def configure_history(parser: argparse.ArgumentParser) -> None:
    """The options of ``history``."""
    parser.add_argument("line", nargs="?", metavar="ID", help="an event or a statement; else every decision")
    add_format(parser)
    add_record(parser)


def run_history(arguments: Arguments) -> int:
    """Print what was decided, oldest first."""
    from dragoman.store.revisions import find_line, history, revisions

    with opened(arguments) as store:
        line = find_line(store, arguments.line).line.id if arguments.line else None
        made = revisions(store) if line is None else history(store, line)
        rows = [row for revision in made for row in _history_rows(revision, line)]
    print_listing(rows, form=arguments.format, columns=HISTORY_COLUMNS, caveat=False, nothing="nothing was decided")
    return 0


def _history_rows(revision: "Revision", line: str | None) -> list[dict[str, Any]]:
    shared = {name: getattr(revision, name) for name in ("at", "by", "action", "why", "undoes", "article")}
    return [
        {
            "revision": revision.id, **shared, "line": change.line, "kind": change.kind, "before": change.before,
            "after": change.after, "changed": _told(change, revision), "seen": change.seen,
        }
        for change in revision.changes
        if line in (None, change.line)
    ]  # fmt: skip


def _told(change: "Change", revision: "Revision") -> str:
    """What a change did, in a line."""
    if change.after is None:
        return "set aside"
    if change.before is None:
        return f"{'back' if revision.undoes else 'new'}: {change.after.get('text', '')}"
    names = [name for name, value in change.after.items() if change.before.get(name) != value]
    return "; ".join(f"{name}: {short(change.before.get(name))} -> {short(change.after[name])}" for name in names)


def short(value: Any) -> str:
    """A field's value in few words."""
    if isinstance(value, list):
        return ", ".join(str(item.get("name", item)) if isinstance(item, dict) else str(item) for item in value) or "-"
    if isinstance(value, dict):
        return str(value.get("name") or value.get("text") or value.get("earliest") or "-")
    return "-" if value is None else str(value)


def configure_precision(parser: argparse.ArgumentParser) -> None:
    """The options of ``precision``."""
    add_format(parser)
    add_record(parser)


def run_precision(arguments: Arguments) -> int:
    """Print how often the coder was right, by type."""
    from dragoman.analysis.precision import measured

    with opened(arguments) as store:
        rows = [precision_row(one) for one in measured(store)]
    nothing = "nothing was judged; begin with: dragoman review --sample 100"
    print_listing(rows, form=arguments.format, columns=PRECISION_COLUMNS, caveat=False, nothing=nothing)
    return 0


def precision_row(found: "Precision") -> dict[str, Any]:
    """A figure as one line of a table."""
    low, high = found.interval
    sample = found.sample
    drawn = f"sample {sample.seed} of {sample.size}{' ' + sample.type if sample.type else ''}" if sample else ""
    return {
        "kind": found.kind,
        "type": found.type,
        "stands_on": f"{drawn}{'' if found.unbiased else ', unfinished'}" if drawn else "all judged, not at random",
        "judged": found.judged,
        "left": found.left,
        "right": found.right,
        "precision": None if found.precision is None else round(found.precision, 3),
        "low": round(low, 3),
        "high": round(high, 3),
        "sides": found.sides,
        "whole": found.whole,
        "unbiased": found.unbiased,
    }


def configure_corrections(parser: argparse.ArgumentParser) -> None:
    """The options of ``corrections``."""
    parser.add_argument("--out", metavar="PATH", help="a file; else standard output")
    add_record(parser)


def run_corrections(arguments: Arguments) -> int:
    """Write what was corrected, as training data."""
    from dragoman.cli.outputs import write_lines
    from dragoman.exports.corrections import correction_lines

    with opened(arguments) as store:
        write_lines(correction_lines(store), arguments.out)
    return 0


HISTORY = Command(
    "history", "What was decided on a line: who, when, why, before and after.", configure_history, run_history
)
PRECISION = Command("precision", "How often the coder was right, by type.", configure_precision, run_precision)
CORRECTIONS = Command(
    "corrections", "Write what was corrected as training data.", configure_corrections, run_corrections
)
