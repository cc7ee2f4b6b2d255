"""Counts what the corpus holds: ``python -m corpus.matrix`` writes the tables into ``corpus/README.md``."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from corpus import vocabulary
from corpus.parse import read_reports
from corpus.report import FORMS, Report
from corpus.sentences import sentence_ends
from corpus.split import SPLITS, read_split, split_of
from corpus.triggers import TRIGGER_FORMS, core, trigger_form

README = Path(__file__).resolve().parent / "README.md"
BEGIN, END = "<!-- counts: written by python -m corpus.matrix -->", "<!-- end of counts -->"

BEFORE = 40  # code points looked at before a trigger: an article, an auxiliary, an adverb
_WORD = re.compile(r"\w+(?:[-'’]\w+)*|[^\w\s]")


def table(title: str, rows: Sequence[str], columns: Sequence[str], counts: Counter[tuple[str, str]]) -> str:
    """A Markdown table of counts by row and column, with sums."""
    lines = [f"| {title} | {' | '.join(columns)} | all |", "|---|" + "---:|" * (len(columns) + 1)]
    for row in rows:
        cells = [counts[row, column] for column in columns]
        lines.append(f"| {row} | {' | '.join(str(cell or '·') for cell in cells)} | {sum(cells)} |")
    sums = [sum(counts[row, column] for row in rows) for column in columns]
    return "\n".join([*lines, f"| all | {' | '.join(map(str, sums))} | {sum(sums)} |"])


def counts(reports: Sequence[Report]) -> str:
    """All the tables, as Markdown."""
    events = [(report, entry) for report in reports for entry in report.events.values()]
    by_status = Counter((entry.word, entry.get("status") or "") for _, entry in events)
    by_basis = Counter((entry.word, entry.get("basis") or "") for _, entry in events)
    by_form = Counter(
        (entry.word, trigger_form(report.text[max(0, mark.start - BEFORE) : mark.start], mark.text))
        for report, entry in events
        for mark in map(core, report.marks_of("trigger", entry.id))
    )
    return "\n\n".join(
        (
            _sizes(reports),
            table("events", vocabulary.TYPES, vocabulary.STATUSES, by_status),
            table("basis", vocabulary.TYPES, vocabulary.BASES, by_basis),
            table("trigger (guessed)", vocabulary.TYPES, TRIGGER_FORMS, by_form),
            _list("Styles", (report.header.get("style", "") for report in reports), vocabulary.STYLES),
            _list("Regions", (report.header.get("region", "") for report in reports), vocabulary.REGIONS),
            _list("English", (report.header.get("english", "") for report in reports), vocabulary.ENGLISHES),
            _list("Years", (report.header.get("published", "")[:3] + "0s" for report in reports)),
            _list("Entities", (one.word for report in reports for one in report.entities.values()), vocabulary.KINDS),
            _list("Mentions", (FORMS.get(mark.form or "", "") for report in reports for mark in report.marks
                               if mark.kind == "mention"), tuple(FORMS.values())),
            _list("Statements", (one.word for report in reports for one in report.statements.values()),
                  vocabulary.STATEMENT_KINDS),
            _list("Stances", (one.get("stance") or "" for report in reports for one in report.statements.values()),
                  vocabulary.STANCES),
            _list("Acts", (one.get("act") or "" for report in reports for one in report.statements.values()),
                  vocabulary.ACTS),
            _list("Modes", (f"{one.word} {one.get('mode')}" for _, one in events if one.get("mode"))),
        )
    )  # fmt: skip


def _sizes(reports: Sequence[Report]) -> str:
    assigned = read_split()
    columns = ("reports", "sentences", "tokens", "events", "statements", "mentions", "times")
    sizes: Counter[tuple[str, str]] = Counter()
    for report in reports:
        split = split_of(report.id, assigned)
        sizes[split, "reports"] += 1
        sizes[split, "sentences"] += len(sentence_ends(report.text))
        sizes[split, "tokens"] += len(_WORD.findall(report.text))
        sizes[split, "mentions"] += sum(mark.kind == "mention" for mark in report.marks)
        for name in ("events", "statements", "times"):
            sizes[split, name] += len(getattr(report, name))
    rows = "\n".join(
        f"| {split} | " + " | ".join(str(sizes[split, column]) for column in columns) + " |" for split in SPLITS
    )
    sums = " | ".join(str(sum(sizes[split, column] for split in SPLITS)) for column in columns)
    head = f"| split | {' | '.join(columns)} |\n|---|" + "---:|" * len(columns)
    return f"{head}\n{rows}\n| all | {sums} |"


def _list(title: str, values: Iterable[str], order: Sequence[str] = ()) -> str:
    found = Counter(values)
    names = [*order, *sorted(set(found) - set(order))]
    return f"{title}: " + ", ".join(f"{name} {found[name]}" for name in names) + "."


def put_between(document: str, inserted: str) -> str:
    """The document with what stands between its markers replaced.

    Raises:
        ValueError: the markers are missing.
    """
    before, begin, rest = document.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the markers are missing: put {BEGIN!r} and {END!r} on lines of their own")
    return f"{before}{BEGIN}\n\n{inserted}\n\n{END}{after}"


def main() -> int:
    """Write the counts of all reports into the README."""
    README.write_text(put_between(README.read_text(encoding="utf-8"), counts(read_reports())), encoding="utf-8")
    print(f"{README}: counts written")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
