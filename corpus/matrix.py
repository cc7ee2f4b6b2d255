"""Counts what the corpus holds: ``python -m corpus.matrix`` writes the tables into ``corpus/README.md``."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from corpus import vocabulary
from corpus.parse import read_reports
from corpus.report import FORMS, Entry, Report
from corpus.sentences import sentence_ends, sentence_of
from corpus.split import SPLITS, read_split, split_of
from corpus.triggers import CLAUSE_FORMS, TRIGGER_FORMS, clause_forms, core, trigger_form

README = Path(__file__).resolve().parent / "README.md"
BEGIN, END = "<!-- counts: written by python -m corpus.matrix -->", "<!-- end of counts -->"

BEFORE = 40  # code points looked at before a trigger: an article, an auxiliary, an adverb
_WORD = re.compile(r"\w+(?:[-'’]\w+)*|[^\w\s]")

# What is counted of how events are told: from the marks, then guessed from words.
TOLD = ("no actor", "several actors", "no actor has a name", "no recipient", "told more than once",
        "in more than one sentence", "inside speech")  # fmt: skip
# Typography, by what shows it.
SIGNS = {
    "curly double quotes": "[“”]", "straight double quotes": '"', "curly single quotes or apostrophes": "[‘’]",
    "straight apostrophes": "'", "no-break spaces": "\u00a0", "em dashes": "—", "en dashes": "–",
    "hyphens as dashes": r"\s--?\s", "letters with accents": r"[^\W\x00-\x7f]", "emoji": "[\U0001f000-\U0001faff]",
    "lists": r"(?m)^\s*(?:[-*•·▪]|\d+[.)])\s", "words in capitals": r"\b[A-Z]{6,}\b",
}  # fmt: skip
STEM = 5  # letters in which a headline's word and a trigger are alike: "meets" and "meeting", "sign" and "signed"


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
            _told(events),
            _sentences(reports),
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
            _list("Reports by typography", (name for report in reports for name, sign in SIGNS.items()
                                            if re.search(sign, report.text)), tuple(SIGNS)),
            _list("Modes", (f"{one.word} {one.get('mode')}" for _, one in events if one.get("mode"))),
        )
    )  # fmt: skip


def _told(events: Sequence[tuple[Report, Entry]]) -> str:
    """How many events of each type are told how; an event may be in several columns, so that rows have no sums."""
    found: Counter[tuple[str, str]] = Counter()
    for report, entry in events:
        found.update((entry.word, name) for name in ("events", *ways(report, entry)))
    guessed = [f"{name} (guessed)" for name in CLAUSE_FORMS]
    lines = [
        f"| how told | events | {' | '.join([*TOLD, *guessed])} |",
        "|---|" + "---:|" * (1 + len(TOLD + CLAUSE_FORMS)),
    ]
    for row in vocabulary.TYPES:
        cells = [found[row, name] for name in ("events", *TOLD, *CLAUSE_FORMS)]
        lines.append(f"| {row} | {' | '.join(str(cell or '·') for cell in cells)} |")
    sums = [sum(found[row, name] for row in vocabulary.TYPES) for name in ("events", *TOLD, *CLAUSE_FORMS)]
    return "\n".join([*lines, f"| all | {' | '.join(map(str, sums))} |"])


def ways(report: Report, event: Entry) -> set[str]:
    """How an event is told: any of ``TOLD`` and, guessed, of ``CLAUSE_FORMS``."""
    marks, actors = report.marks_of("trigger", event.id), event.ids("actors")
    ends = sentence_ends(report.text)
    spoken = [mark for mark in report.marks if mark.kind == "content"]
    holds = {
        "no actor": not actors,
        "several actors": len(actors) > 1,
        "no actor has a name": bool(actors) and not any(_named(report, one) for one in actors),
        "no recipient": not event.ids("recipients"),
        "told more than once": len(marks) > 1,
        "in more than one sentence": len({sentence_of(mark.start, ends) for mark in marks}) > 1,
        "inside speech": any(one.start <= mark.start < one.end for mark in marks for one in spoken),
    }
    found = {name for name, held in holds.items() if held}
    for mark in map(core, marks):
        found |= clause_forms(report.text[max(0, mark.start - BEFORE) : mark.start], mark.text)
    return found


def _named(report: Report, entity: str) -> bool:
    return any(mark.form == "n" for mark in report.marks_of("mention", entity))


def _sentences(reports: Sequence[Report]) -> str:
    """Sentences of bodies without a trigger, and headlines: none is marked there, so what they tell is guessed."""
    total = without = empty = headlines = told = 0
    for report in reports:
        ends = sentence_ends(report.text)
        holding = {sentence_of(mark.start, ends) for mark in report.marks if mark.kind == "trigger"}
        body = [n for n, end in enumerate(ends) if end > report.body_start]
        total, without = total + len(body), without + sum(n not in holding for n in body)
        empty += not report.events
        if report.body_start:
            headlines += 1
            told += retold(report)
    return (
        f"Sentences: {total} in bodies, {without} without an event; reports without any: {empty}.\n\n"
        f"Headlines: {headlines}, of which {told} tell an event of the report (guessed: a word begins like a trigger)."
    )


def retold(report: Report) -> bool:
    """Whether a word of the headline begins like a trigger of the body: a guess, for no event is marked there."""
    words = {word.lower()[:STEM] for word in re.findall(r"\w{4,}", report.text[: report.body_start])}
    triggers = (core(mark).text for mark in report.marks if mark.kind == "trigger")
    return any(word.lower()[:STEM] in words for text in triggers for word in re.findall(r"\w{4,}", text))


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
