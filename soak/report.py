"""The figures of ``docs/soak.md``."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from evaluation.table import between_markers
from fuzzing.running import Fuzzed
from fuzzing.running import table as fuzz_table
from soak.kills import Killed
from soak.rows import Grown

PAGE = Path(__file__).resolve().parent.parent / "docs" / "soak.md"
BEGIN, END = "<!-- figures: written by python -m soak -->", "<!-- end of figures -->"


class Size(NamedTuple):
    """How much is done."""

    kills: int
    rows: int
    seconds: int  # of fuzzing, each entry


FULL = Size(kills=200, rows=1_000_000, seconds=600)


def shortened(size: Size) -> str:
    """What was less than the whole, said first."""
    said = [
        f"{given:,} {what} and not {whole:,}"
        for given, whole, what in zip(size, FULL, ("kills", "rows", "seconds of fuzzing an entry"), strict=True)
        if given < whole
    ]
    return f"Shortened: {'; '.join(said)}." if said else "At full size."


def content(size: Size, killed: Killed, grown: Grown, fuzzed: Sequence[Fuzzed]) -> str:
    """Everything between the markers; the rows are those that came to be."""
    rows = [
        ("writers killed at a random moment", f"{killed.rounds:,}"),
        ("articles acknowledged", f"{killed.acknowledged:,}"),
        ("acknowledged and lost", f"{killed.lost:,}"),
        ("tables with rows of articles stored in part", f"{killed.partial:,}"),
        ("faults of the record at the end", f"{killed.faults:,}"),
        ("rows written", f"{grown.rows:,}"),
        ("articles written", f"{grown.articles:,}"),
        ("articles a second", f"{grown.articles_per_s:,.0f}"),
        ("of the first tenth, of the last", f"{grown.first_per_s:,.0f}, {grown.last_per_s:,.0f}"),
        ("looking for copies, s", f"{grown.copies_s:.1f}"),
        ("size of the record, MB", f"{grown.size_mb:,.0f}"),
        ("looking it over, s", f"{grown.examine_s:.1f}"),
        ("faults found", f"{grown.faults:,}"),
        ("backup with its check, s", f"{grown.backup_s:.1f}"),
        ("search for two words, median ms", f"{grown.search_ms:.1f}"),
        ("first hundred events of a party in a month, median ms", f"{grown.list_ms:.1f}"),
        ("peak memory, MB", f"{grown.peak_mb:,.0f}"),
    ]
    lines = [
        shortened(size._replace(rows=grown.rows)),
        "",
        "| what | figure |",
        "|---|---:|",
        *(f"| {what} | {figure} |" for what, figure in rows),
    ]
    return "\n".join([*lines, "", fuzz_table(fuzzed)])


def held(killed: Killed, grown: Grown, fuzzed: Sequence[Fuzzed]) -> bool:
    """Whether nothing was lost, left in part, found wrong, crashed, hung or swelled."""
    whole = not (killed.lost or killed.partial or killed.faults or grown.faults)
    return whole and all(one.outcome == "nothing found" for one in fuzzed)


def write(text: str, page: Path = PAGE) -> None:
    """Put the figures into the document."""
    page.write_text(between_markers(page.read_text(encoding="utf-8"), text, begin=BEGIN, end=END), encoding="utf-8")
