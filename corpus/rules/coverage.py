"""What should be marked and is not: names of the report's entities and of states, words of saying, quotations."""

import re
from collections.abc import Iterator
from functools import cache

from corpus.report import Mark, Problem, Report
from corpus.sentences import sentence_ends, sentence_of
from dragoman.codes.states import states

QUOTED_WORDS = 6  # shorter quotations are often titles or scare quotes
_QUOTATION = re.compile(r"[\"“]([^\"“”]+)[\"”]")
_SAID = re.compile(r"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )\b(?:said|says|added|told)\b")


def check_coverage(report: Report) -> Iterator[Problem]:
    """Warn about unmarked names, unmarked quotations, and words of saying in sentences without a statement."""
    yield from _names(report)
    contents = [mark for mark in report.marks if mark.kind == "content"]
    for match in _QUOTATION.finditer(report.text):
        if len(match[1].split()) >= QUOTED_WORDS and not _covered(match.start(1), match.end(1), contents):
            line = report.line_at(match.start())
            yield report.problem("warning", line, "a quotation that is no statement", repr(match[0][:50]), "Mark it")
    speech = [mark for mark in report.marks if mark.kind in {"content", "cue"}]
    ends = sentence_ends(report.text)
    spoken = {sentence_of(mark.start, ends) for mark in speech}
    for match in _SAID.finditer(report.text):
        if sentence_of(match.start(), ends) not in spoken:
            values = repr(report.text[max(0, match.start() - 25) : match.end() + 20])
            line = report.line_at(match.start())
            yield report.problem("warning", line, "a word of saying without a statement", values, "Mark what was said")


def _names(report: Report) -> Iterator[Problem]:
    mentions = [mark for mark in report.marks if mark.kind == "mention"]
    forms = {mark.text for mark in mentions if mark.form == "n" and len(mark.text) > 2}
    seen: set[int] = set()
    for name in sorted(forms | _states(), key=lambda one: (-len(one), one)):
        # From the body on: in a headline names may be marked and need not.
        pattern = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
        for match in pattern.finditer(report.text, report.body_start):
            if match.start() in seen or _covered(match.start(), match.end(), mentions):
                continue
            seen.update(range(match.start(), match.end()))
            values = repr(report.text[max(0, match.start() - 15) : match.end() + 15])
            line = report.line_at(match.start())
            yield report.problem("warning", line, "a name that is not marked", values, "Mark it as [[e1:n|...]]")


@cache
def _states() -> frozenset[str]:
    return frozenset(one.name for one in states() if one.kind in {"state", "former_state", "disputed"})


def _covered(start: int, end: int, marks: list[Mark]) -> bool:
    return any(mark.start < end and start < mark.end for mark in marks)
