"""The table of scores in ``docs/evaluation.md``, written between two markers from ``scores.json``."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from evaluation.figures import Figure, Report
from evaluation.floors import Floors, floor_of

ROOT = Path(__file__).resolve().parent.parent
SCORES = Path(__file__).parent / "scores.json"
PAGE = ROOT / "docs" / "evaluation.md"
BEGIN, END = "<!-- scores: written by python -m evaluation -->", "<!-- end of scores -->"
HEAD = ("data", "what", "figure", "95 % interval", "floor", "of which")


def read_scores(path: Path = SCORES) -> Report:
    """What was last measured; nothing where nothing was."""
    return msgspec.json.decode(path.read_bytes(), type=Report) if path.is_file() else Report(figures=())


def write_scores(report: Report, path: Path = SCORES) -> None:
    """Keep what was measured."""
    path.write_bytes(msgspec.json.format(msgspec.json.encode(report), indent=1) + b"\n")


def merged(old: Report, new: Report, order: Sequence[str]) -> Report:
    """The old report with the parts of the new one in place of its own, in the order of the parts."""
    fresh = {figure.part for figure in new.figures}
    kept = [figure for figure in old.figures if figure.part not in fresh]
    every = sorted([*new.figures, *kept], key=lambda figure: order.index(figure.part) if figure.part in order else 99)
    return Report(figures=tuple(every), reader=new.reader or old.reader)


def number(value: float, unit: str) -> str:
    """A share with three decimals, without its zero; anything else with its unit."""
    if not unit:
        return f"{value:.3f}".lstrip("0") if value < 1 else f"{value:.3f}"
    return f"{value:.2f} {unit}" if value < 10 else f"{value:.0f} {unit}"


def row(figure: Figure, floors: Floors) -> tuple[str, ...]:
    """A figure's cells."""
    floor = floor_of(figure, floors)
    between = ""
    if figure.low is not None and figure.high is not None:
        between = f"{number(figure.low, figure.unit)} to {number(figure.high, figure.unit)}"
    least = "" if floor is None else ("" if figure.better == "high" else "at most ") + number(floor, figure.unit)
    return figure.data, figure.what, number(figure.value, figure.unit), between, least, figure.detail


def markdown(report: Report, floors: Floors) -> str:
    """The table."""
    lines = ["| " + " | ".join(HEAD) + " |", "|" + "---|" * len(HEAD)]
    lines += ["| " + " | ".join(row(figure, floors)) + " |" for figure in report.figures]
    told = f"Reader: `{report.reader}`.\n\n" if report.reader else ""
    return told + "\n".join(lines)


def between_markers(page: str, content: str, *, begin: str = BEGIN, end: str = END) -> str:
    """The page with what stands between the markers replaced.

    Raises:
        ValueError: the page does not have both markers, in this order.
    """
    head, found, rest = page.partition(begin)
    _, closed, tail = rest.partition(end)
    if not found or not closed:
        raise ValueError(f"the page lacks its markers; put {begin!r} and {end!r} where the table belongs")
    return f"{head}{begin}\n{content}\n{end}{tail}"


def plain(figures: Iterable[Figure], floors: Floors) -> str:
    """The table for a terminal."""
    rows = [HEAD, *(row(figure, floors) for figure in figures)]
    widths = [max(len(cells[n]) for cells in rows) for n in range(len(HEAD))]
    return "\n".join("  ".join(c.ljust(w) for c, w in zip(cells, widths, strict=True)).rstrip() for cells in rows)
