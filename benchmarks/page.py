"""The tables of ``docs/performance.md``."""

from collections.abc import Sequence
from pathlib import Path

from benchmarks.stages import ORDER, Measured
from evaluation.table import between_markers

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
BEGIN, END = "<!-- figures: written by python -m benchmarks -->", "<!-- end of figures -->"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; columns after the first are numbers."""
    align = "|---|" + "---:|" * (len(head) - 1)
    return "\n".join(["| " + " | ".join(head) + " |", align, *("| " + " | ".join(row) + " |" for row in rows)])


def stages(one: Measured) -> str:
    """What each stage takes."""
    shares = [(name, one.stage_s[name]) for name in ORDER] + [("between stages", one.rest_s), ("whole", one.whole_s)]
    rows = [
        (
            name, f"{1000 * seconds / one.articles:.2f}", f"{100 * seconds / one.whole_s:.1f} %",
            f"{one.sentences / seconds:,.0f}" if seconds > 0 else "",
        )
        for name, seconds in shares
    ]  # fmt: skip
    return table(("stage", "ms an article", "share", "sentences/s"), rows)


def figures(one: Measured, single: Sequence[tuple[str, str]]) -> str:
    """Everything between the markers."""
    size = f"{one.articles:,} articles, {one.sentences:,} sentences, {one.words:,} words"
    told = f"{size}, one process; the reader on two threads."
    return f"{told}\n\n{stages(one)}\n\n{table(('what', 'figure'), single)}"


def write(content: str, page: Path = PAGE) -> None:
    """Put the figures into the document."""
    page.write_text(between_markers(page.read_text(encoding="utf-8"), content, begin=BEGIN, end=END), encoding="utf-8")
