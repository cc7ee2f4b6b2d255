"""Events: type, mode, status, basis, participants and their distance from the trigger, date, place."""

from collections.abc import Iterator
from datetime import date

from corpus import vocabulary
from corpus.report import Entry, Problem, Report
from corpus.sentences import sentence_ends, sentence_of
from corpus.triggers import core
from dragoman.codes.plover import is_mode, modes, requires_recipient
from dragoman.errors import DateError
from dragoman.partial_date import PartialDate

NEAR = 2  # sentences between a participant's nearest mention and the trigger; farther is usually the wrong id
NEWS_DAYS = 21  # the guide says about two weeks; a week of grace
LONG_TRIGGER = 4  # words: "fell back on", "called it off" are still triggers; a clause is not
TWO_SIDED = ("CONSULT", "COOPERATE")


def check_events(report: Report) -> Iterator[Problem]:
    """Every event's values come from their lists and agree with each other."""
    for entry in report.events.values():
        if entry.word not in vocabulary.TYPES:
            remedy = f"The types: {', '.join(vocabulary.TYPES)}"
            yield report.problem("error", entry.line, "no such type", f"{entry.id} {entry.word}", remedy)
            continue
        yield from _choices(report, entry)
        yield from _mode(report, entry)
        yield from _sides(report, entry)
        yield from _source(report, entry)
        yield from _date(report, entry)
        yield from _distance(report, entry)
    for mark in report.marks:
        if mark.kind == "trigger" and mark.start < report.body_start:
            remedy = "Mark events in the body only"
            yield report.problem("error", mark.line, "a trigger in the headline", repr(mark.text), remedy)
        if mark.kind == "trigger" and len(core(mark).text.split()) > LONG_TRIGGER:
            remedy = "Mark the word it hangs on"
            yield report.problem("warning", mark.line, "a long trigger", repr(mark.text), remedy)


def _choices(report: Report, entry: Entry) -> Iterator[Problem]:
    choices = {"status": vocabulary.STATUSES, "basis": vocabulary.BASES, "force": vocabulary.FORCES}
    for key, known in choices.items():
        value = entry.get(key)
        if (value or (key in entry.values and key != "force")) and value not in known:
            remedy = f"Use {', '.join(known)}"
            yield report.problem("error", entry.line, f"no such {key}", f"{entry.id} {key}={value or '-'}", remedy)


def _mode(report: Report, entry: Entry) -> Iterator[Problem]:
    mode, force = entry.get("mode"), entry.get("force")
    if mode and not is_mode(entry.word, mode):
        remedy = f"Modes of {entry.word}: {', '.join(modes(entry.word)) or 'none'}"
        yield report.problem("error", entry.line, "the type has no such mode", f"{entry.id} mode={mode}", remedy)
    if force and entry.word != "REQUEST":
        remedy = "Leave force out: it is for REQUEST"
        yield report.problem("error", entry.line, "force without a request", f"{entry.id} {entry.word}", remedy)
    if not force and entry.word == "REQUEST":
        remedy = "Add force=appeal or force=demand"
        yield report.problem("error", entry.line, "a request without force", entry.id, remedy)


def _sides(report: Report, entry: Entry) -> Iterator[Problem]:
    actors, recipients = entry.ids("actors"), entry.ids("recipients")
    if not actors and not recipients:
        remedy = "Name who did it or to whom, if the text says so"
        yield report.problem("warning", entry.line, "an event without participants", entry.id, remedy)
    elif entry.word in TWO_SIDED and not (actors and recipients):
        remedy = "Name both sides, if the text does"
        yield report.problem("warning", entry.line, f"a {entry.word} with one side", entry.id, remedy)
    elif requires_recipient(entry.word) and not recipients:
        remedy = "Say to whom, if the text does"
        yield report.problem("warning", entry.line, f"a {entry.word} without recipient", entry.id, remedy)
    both = [one for one in actors if one in recipients]
    if both and (set(actors) != set(recipients) or _is_one(report, both)):
        remedy = "When both do the same to each other, both stand on both sides; else each stands on one"
        yield report.problem("warning", entry.line, "one entity on both sides", f"{entry.id} {both[0]}", remedy)


def _is_one(report: Report, sides: list[str]) -> bool:
    """Whether the one entity on both sides is a single thing with a name, and not "the two sides"."""
    marks = report.marks_of("mention", sides[0])
    return len(sides) == 1 and any(mark.form == "n" and len(mark.ids) == 1 for mark in marks)


def _source(report: Report, entry: Entry) -> Iterator[Problem]:
    basis, by = entry.get("basis"), entry.ids("by")
    if basis == "plain" and by:
        remedy = "Drop by=, or make it attributed or alleged"
        yield report.problem("warning", entry.line, "a plain event with a source", entry.id, remedy)
    if basis in {"attributed", "alleged"} and "by" not in entry.values:
        remedy = "Say who says so: by=e3, or by=- where the text names nobody"
        yield report.problem("warning", entry.line, f"{basis} by nobody", entry.id, remedy)


def _date(report: Report, entry: Entry) -> Iterator[Problem]:
    value = entry.get("date")
    if value is None:
        return
    try:
        when = PartialDate.parse(value)
        published = date.fromisoformat(report.header.get("published", ""))
    except DateError as error:
        yield report.problem("error", entry.line, "not a date", f"{entry.id} date={value}", _remedy(error))
        return
    except ValueError:  # the header rule reports it
        return
    status, first, last = entry.get("status"), when.earliest, when.latest
    values = f"{entry.id} {status} on {value}, published {published}"
    if status in {"occurred", "background"} and first and first > published:
        yield report.problem("warning", entry.line, "it happened after publication", values, "Check date and status")
    if status == "planned" and last and last < published:
        yield report.problem("warning", entry.line, "it was planned for the past", values, "Check date and status")
    if status == "occurred" and last and (published - last).days > NEWS_DAYS:
        yield report.problem("warning", entry.line, "old news", values, "Make it background, or check the date")


def _remedy(error: DateError) -> str:
    return str(error).rsplit(". ", 1)[-1].rstrip(".") or "Write 2016, 2016-03, 2016-03-04 or two with / between"


def _distance(report: Report, entry: Entry) -> Iterator[Problem]:
    ends = sentence_ends(report.text)
    told = [sentence_of(mark.start, ends) for mark in report.marks_of("trigger", entry.id)]
    for key in ("actors", "recipients"):
        for identity in entry.ids(key):
            named = [sentence_of(mark.start, ends) for mark in report.marks_of("mention", identity)]
            if told and named and min(abs(a - b) for a in told for b in named) > NEAR:
                values = f"{identity} ({report.entities[identity].name}) of {entry.id}" if (
                    identity in report.entities
                ) else f"{identity} of {entry.id}"  # fmt: skip
                remedy = "Mark the mention beside the trigger, or check the id"
                yield report.problem("warning", entry.line, "a participant far from the trigger", values, remedy)
