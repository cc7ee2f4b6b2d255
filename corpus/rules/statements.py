"""Statements: kind, stance, act, cue, and content of one sentence without quotation marks."""

from collections.abc import Iterator

from corpus import vocabulary
from corpus.report import Entry, Mark, Problem, Report
from corpus.sentences import sentence_ends, sentence_of

QUOTES = '"“”«»„'  # not the apostrophes: they stand inside words too
ARTICLES = {"indirect": "an indirect", "mixed": "a mixed"}
OWN_WORDS = ("transcript", "tweet", "communique", "joint-statement", "release", "readout")  # speech without quotes


def check_statements(report: Report) -> Iterator[Problem]:
    """Values come from their lists; content and cue are marked as the guide says."""
    ends = sentence_ends(report.text)
    for entry in report.statements.values():
        yield from _choices(report, entry)
        yield from _cue(report, entry)
        contents = report.marks_of("content", entry.id)
        for mark in contents:
            yield from _content(report, mark, ends)
        if entry.word == "direct" and report.header.get("style") not in OWN_WORDS and not _quoted(report, contents):
            remedy = "Make it indirect, or check the quotation marks"
            yield report.problem("warning", entry.line, "direct speech without quotation marks", entry.id, remedy)


def _choices(report: Report, entry: Entry) -> Iterator[Problem]:
    if entry.word not in vocabulary.STATEMENT_KINDS:
        remedy = f"Use {', '.join(vocabulary.STATEMENT_KINDS)}"
        yield report.problem("error", entry.line, "no such kind of statement", f"{entry.id} {entry.word}", remedy)
    for key, known in (("stance", vocabulary.STANCES), ("act", vocabulary.ACTS)):
        value = entry.values.get(key)
        if value is not None and value not in known:
            remedy = f"Use {', '.join(known)}"
            yield report.problem("error", entry.line, f"no such {key}", f"{entry.id} {key}={value}", remedy)


def _cue(report: Report, entry: Entry) -> Iterator[Problem]:
    cues = [mark.text for mark in report.marks_of("cue", entry.id)]
    told = entry.get("cue")
    if told and told not in cues:
        remedy = f"Mark it in the text: <c:{entry.id}|{told}>; cue= may then be left out"
        yield report.problem("warning", entry.line, "the cue is not marked", f"{entry.id} cue={told}", remedy)
    elif not cues and entry.word in ARTICLES:
        remedy = f"Mark its cue: <c:{entry.id}|said>; one cue of two statements: <c:{entry.id},s9|said>"
        yield report.problem("warning", entry.line, f"{ARTICLES[entry.word]} statement without cue", entry.id, remedy)


def _content(report: Report, mark: Mark, ends: tuple[int, ...]) -> Iterator[Problem]:
    shown = repr(mark.text if len(mark.text) <= 60 else f"{mark.text[:28]} ... {mark.text[-28:]}")
    if sentence_of(mark.start, ends) != sentence_of(mark.end - 1, ends):
        remedy = "Make each sentence a statement of its own"
        yield report.problem("warning", mark.line, "content of more than one sentence", shown, remedy)
    inner = mark.text[1:-1]
    if (mark.text[0] in QUOTES or mark.text[-1] in QUOTES) and not any(quote in inner for quote in QUOTES):
        remedy = "Leave the quotation marks outside"
        yield report.problem("warning", mark.line, "quotation marks inside content", shown, remedy)
    if mark.start < report.body_start:
        yield report.problem("warning", mark.line, "a statement in the headline", shown, "Mark the body only")


def _quoted(report: Report, contents: tuple[Mark, ...]) -> bool:
    """Whether quotation marks stand somewhere before the first part in its paragraph or line."""
    if not contents:
        return True
    start = contents[0].start
    paragraph = report.text.rfind("\n\n", 0, start) + 1
    return any(quote in report.text[paragraph:start] for quote in (*QUOTES, "‘", "'", "`"))
