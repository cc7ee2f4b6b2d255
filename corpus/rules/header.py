"""The header: its keys, their values, the note."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from corpus import vocabulary
from corpus.report import Problem, Report

YEARS = (1985, 2027)  # the corpus is spread over 1990 to 2025; outside stands a slip of the pen


def check_header(report: Report) -> Iterator[Problem]:
    """Keys are known and complete, values come from their lists, the id is the file's name."""
    header = report.header
    for key in vocabulary.HEADER:
        if key not in header:
            yield report.problem("error", 1, "a header key is missing", key, f"Add {key}: ...")
    for key, value in header.items():
        line = report.header_lines[key]
        choices = {
            "style": vocabulary.STYLES, "region": vocabulary.REGIONS, "english": vocabulary.ENGLISHES
        }.get(key)  # fmt: skip
        if key not in vocabulary.HEADER:
            yield report.problem("error", line, "no such header key", key, f"Use {', '.join(vocabulary.HEADER)}")
        elif choices and value not in choices:
            yield report.problem("error", line, f"no such {key}", repr(value), f"Use {', '.join(choices)}")
        elif key == "note" and value != vocabulary.NOTE:
            yield report.problem("error", line, "the note differs", repr(value), f"Write: {vocabulary.NOTE}")
        elif key == "published":
            yield from _published(report, value, line)
    if report.id and report.path.endswith(".txt") and Path(report.path).stem != report.id:
        values = f"{report.id} in {Path(report.path).name}"
        yield report.problem("error", report.header_lines["id"], "id and file name differ", values, "Make them one")


def _published(report: Report, value: str, line: int) -> Iterator[Problem]:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        yield report.problem("error", line, "published is no day", repr(value), "Write it as 2016-03-04")
        return
    if not YEARS[0] <= day.year < YEARS[1]:
        yield report.problem("warning", line, "published lies outside the corpus' years", value, "Check the year")
