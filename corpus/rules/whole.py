"""What only the reports together show: ids and texts that stand twice."""

import re
from collections.abc import Iterator, Sequence

from corpus.report import Problem, Report
from corpus.shingles import shingles

SHARED_SHINGLES = 0.2  # of a report's eight-word runs found in one other report: more than a formula of courtesy


def check_whole(reports: Sequence[Report]) -> Iterator[Problem]:
    """Ids are unique; no report repeats another."""
    by_id: dict[str, Report] = {}
    by_text: dict[str, Report] = {}
    owners: dict[int, list[int]] = {}
    for number, report in enumerate(reports):
        line = report.header_lines.get("id", 1)
        if report.id in by_id:
            values = f"{report.id}, also in {by_id[report.id].path}"
            yield report.problem("error", line, "an id is used twice", values, "Number it anew")
        text = re.sub(r"\W+", " ", report.text).casefold().strip()
        if text and text in by_text:
            remedy = "Remove one of them"
            yield report.problem("error", line, "the same text twice", f"also in {by_text[text].path}", remedy)
        else:
            yield from _near(report, reports, owners, number, line)
        by_id.setdefault(report.id, report)
        by_text.setdefault(text, report)


def _near(
    report: Report, reports: Sequence[Report], owners: dict[int, list[int]], number: int, line: int
) -> Iterator[Problem]:
    own = shingles(report.text)
    counts: dict[int, int] = {}
    for shingle in own:
        for other in owners.get(shingle, ()):
            counts[other] = counts.get(other, 0) + 1
        owners.setdefault(shingle, []).append(number)
    for other, count in sorted(counts.items()):
        if count > SHARED_SHINGLES * len(own):
            values = f"{count} of {len(own)} runs of eight words stand in {reports[other].path}"
            yield report.problem("warning", line, "a report much like another", values, "Write it differently")
