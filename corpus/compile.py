"""Turns marks into offsets: ``python -m corpus.compile [--out DIR]`` writes train.jsonl, dev.jsonl and test.jsonl.

One object a report. Offsets are code points of its ``text``, half-open. Lists keep the order of the report's own
lists; marks keep the order of the text, so the same reports give the same bytes.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from corpus.check import check_reports
from corpus.parse import REPORTS, read_reports
from corpus.report import FORMS, Entry, Mark, Report
from corpus.split import SPLITS, read_split, split_of
from corpus.triggers import core

OUT = Path("out") / "corpus"

Compiled = dict[str, Any]  # plain JSON


def compile_report(report: Report) -> Compiled:
    """A report that passes its checks, as the object that ``train.jsonl`` holds."""
    return {
        "id": report.id,
        **{key: report.header[key] for key in ("style", "region", "english", "published")},
        "text": report.text,
        "body_start": report.body_start,
        "entities": [_entity(report, entry) for entry in report.entities.values()],
        "events": [_event(report, entry) for entry in report.events.values()],
        "statements": [_statement(report, entry) for entry in report.statements.values()],
        "times": [
            {**_span(mark), "value": entry.word}
            for entry in report.times.values()
            for mark in report.marks_of("time", entry.id)
        ],
    }


def _span(mark: Mark) -> Compiled:
    return {"start": mark.start, "end": mark.end, "text": mark.text}


def _entity(report: Report, entry: Entry) -> Compiled:
    mentions = report.marks_of("mention", entry.id)
    return {
        "id": entry.id, "kind": entry.word, "name": entry.name,
        "party": entry.get("party"), "country": entry.get("country"),
        "mentions": [{**_span(mark), "form": FORMS[mark.form or "d"]} for mark in mentions],
    }  # fmt: skip


def _event(report: Report, entry: Entry) -> Compiled:
    single = {key: entry.get(key) for key in ("mode", "force", "status", "basis", "date", "place")}
    several = {key: list(entry.ids(key)) for key in ("by", "actors", "recipients")}
    triggers = [_span(core(mark)) for mark in report.marks_of("trigger", entry.id)]
    return {"id": entry.id, "type": entry.word, **single, **several, "triggers": triggers}


def _statement(report: Report, entry: Entry) -> Compiled:
    return {
        "id": entry.id, "kind": entry.word, "stance": entry.get("stance"), "act": entry.get("act"),
        "speaker": list(entry.ids("speaker")), "addressee": list(entry.ids("addressee")), "medium": entry.get("medium"),
        "cue": [_span(mark) for mark in report.marks_of("cue", entry.id)],
        "content": [_span(mark) for mark in report.marks_of("content", entry.id)],
    }  # fmt: skip


def write_corpus(reports: Sequence[Report], out: Path) -> dict[str, int]:
    """Write the three files; the number of reports in each."""
    assigned = read_split()
    out.mkdir(parents=True, exist_ok=True)
    counts: dict[str, int] = {}
    for split in SPLITS:
        mine = [compile_report(report) for report in reports if split_of(report.id, assigned) == split]
        lines = b"".join(msgspec.json.encode(one) + b"\n" for one in mine)
        (out / f"{split}.jsonl").write_bytes(lines)
        counts[split] = len(mine)
    return counts


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the reports and compile them; 1, and nothing written, when there is an error."""
    parser = argparse.ArgumentParser(prog="python -m corpus.compile", description="Compile the corpus to JSON lines.")
    parser.add_argument("--out", type=Path, default=OUT, help="the folder to write to (default: %(default)s)")
    parser.add_argument("--reports", type=Path, default=REPORTS, help="the folder of reports (default: %(default)s)")
    options = parser.parse_args(arguments)
    reports = read_reports(options.reports)
    errors = [problem for problem in check_reports(reports) if problem.level == "error"]
    for problem in errors:
        print(problem)
    if errors or not reports:
        print(f"nothing written: {len(errors)} errors in {len(reports)} reports")
        return 1
    counts = write_corpus(reports, options.out)
    print(f"{options.out}: " + ", ".join(f"{split} {count}" for split, count in counts.items()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
