"""Time expressions: values that can be read, and expressions that nobody marked."""

import re
from collections.abc import Iterator

from corpus.report import Problem, Report
from dragoman.errors import DateError
from dragoman.partial_date import PartialDate

_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_MONTHS = "January|February|April|June|July|August|September|October|November|December|(?:March|May)(?= \\d)"
_EXPRESSION = re.compile(
    rf"\b(?:{_DAYS}|{_MONTHS}|(?:19[5-9]|20[0-3])\d|yesterday|today|tomorrow|tonight"
    r"|(?:last|next|this) (?:week|weekend|month|year))\b"
)
_PREPOSITION = re.compile(r"(?:on|in|at|by|since|until|from|during) ", re.IGNORECASE)


def check_times(report: Report) -> Iterator[Problem]:
    """Values parse; prepositions stand outside; days, months and years are marked."""
    for entry in report.times.values():
        try:
            PartialDate.parse(entry.word)
        except DateError:
            remedy = "Write 2016, 2016-03, 2016-03-04, two of them with / between, or unknown"
            yield report.problem("error", entry.line, "a time value cannot be read", f"{entry.id} {entry.word}", remedy)
    marks = [mark for mark in report.marks if mark.kind == "time"]
    for mark in marks:
        if _PREPOSITION.match(mark.text):
            remedy = "Leave the preposition outside: on ((t1|Thursday))"
            yield report.problem("warning", mark.line, "a preposition inside a time", repr(mark.text), remedy)
    named = [mark for mark in report.marks if mark.kind == "mention" and mark.form == "n"]
    for match in _EXPRESSION.finditer(report.text, report.body_start):
        if not any(mark.start < match.end() and match.start() < mark.end for mark in (*marks, *named)):
            line, words = report.line_at(match.start()), report.text[max(0, match.start() - 15) : match.end() + 10]
            remedy = "Mark it, unless it is no expression of a day, week, month, year or span"
            yield report.problem("warning", line, "a time that is not marked", repr(words), remedy)
