"""What became of a line of the ledger: how well a later act fits it, with the reasons.

Four relations: an act ``fulfils`` it, another line ``repeats`` it or ``moves`` its day, an act or refusal stands
``against`` it. All are candidates for the analyst to confirm or refuse, and no verdict.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from dragoman.compare.ledger import LedgerLine, LineKind
from dragoman.compare.wording import names, negated, shared, stems
from dragoman.partial_date import PartialDate
from dragoman.records import Basis, Record, Status

Relation = Literal["fulfils", "repeats", "moves", "against"]

# The parts of a score; they add up to 1. Who acts and what is done weigh most, for words differ between reports.
PARTIES, DEED, WORDS, DAY = 0.3, 0.3, 0.25, 0.15
# Below it the pairs made for tests/compare/cases.py were as often of two matters as of one.
CANDIDATE_FROM = 0.5
# From here on a line counts as "kept?" until an analyst says otherwise.
LIKELY_FROM = 0.7
SHARED_WORDS = 2  # an act of another day must share them, for one may be chance
HORIZON_DAYS = 365  # a line without a day is followed for a year
LATE_DAYS = 180  # after the due day an act is still looked for; late fulfilment is fulfilment
SHARP_DAYS = 31  # a day, week or month that was set; a longer stretch holds meetings of every kind
NEAR_DAYS = 3  # an act this near to the set day needs no words in common: a planned visit and the visit
ALIKE = 0.5  # share of common words from which two lines are of one matter

_VERBAL: frozenset[str] = frozenset({"AGREE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
_KEEPS_PROMISE: frozenset[str] = frozenset({"COOPERATE", "AID", "RETREAT", "CONCEDE", "CONSULT", "SUPPORT"})
_KEEPS_DEMAND: frozenset[str] = _KEEPS_PROMISE | {"AGREE"}
_KEEPS_THREAT: frozenset[str] = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST"})
_KEEPS: dict[LineKind, frozenset[str]] = {
    "promise": _KEEPS_PROMISE | {"MOBILIZE"},  # troops promised to an ally
    "demand": _KEEPS_DEMAND,
    "threat": _KEEPS_THREAT,
    "plan": _KEEPS_PROMISE | _KEEPS_THREAT | {"AGREE"},
}
# Types that tell one deed in other words: aid sent is cooperation, troops sent may be aid.
_NEAR_TYPES: tuple[frozenset[str], ...] = (
    frozenset({"AID", "COOPERATE"}),
    frozenset({"RETREAT", "CONCEDE"}),
    frozenset({"CONSULT", "COOPERATE"}),
    frozenset({"SUPPORT", "AGREE", "COOPERATE"}),
    frozenset({"ASSAULT", "COERCE", "MOBILIZE"}),
    frozenset({"SANCTION", "COERCE"}),
)
_OPPOSITE: dict[str, frozenset[str]] = {
    "RETREAT": frozenset({"MOBILIZE", "ASSAULT"}),
    "AID": frozenset({"SANCTION"}),
    "COOPERATE": frozenset({"SANCTION"}),
    "CONSULT": frozenset({"SANCTION"}),
}
_PUT_OFF = stems("postponed postpone delayed delay rescheduled reschedule deferred extended extend extension")
_CALLED_OFF = stems("cancelled canceled cancel scrapped suspended suspend abandoned")


class Act(Record, frozen=True, kw_only=True):
    """What may follow a line: an event, or another line."""

    item: str  # id of the event or statement
    article: str
    when: PartialDate
    text: str
    actors: frozenset[str]  # codes of parties
    recipients: frozenset[str]
    type: str | None = None  # None: a statement
    status: Status = "occurred"
    basis: Basis = "plain"
    kind: LineKind | None = None  # of the line it is itself; None: none
    due: PartialDate = PartialDate()  # of that line
    without: frozenset[str] = frozenset()  # words of the names in it

    @property
    def words(self) -> frozenset[str]:
        """The stems of its telling words, those of names left out."""
        return stems(self.text, self.without)


class FollowUp(Record, frozen=True, kw_only=True):
    """Something that may have followed from a line."""

    item: str
    article: str
    relation: Relation
    score: float
    reasons: tuple[str, ...]
    text: str
    day: date | None  # None: not known
    due: PartialDate = PartialDate()  # the new day, where it moves the line


def line_words(line: LedgerLine) -> frozenset[str]:
    """The stems of a line's telling words, those of names left out."""
    return stems(line.text, names(*(one.name for one in (*line.owed_by, *line.owed_to))))


def codes(side: tuple[object, ...]) -> frozenset[str]:
    """The parties of a side."""
    found = (getattr(one, "party", None) for one in side)
    return frozenset(code for code in found if code)


def window(line: LedgerLine) -> tuple[date, date] | None:
    """First and last day on which something may follow from a line; None: its day is not known."""
    first = line.made.earliest or line.made.latest
    if first is None:
        return None
    last = line.due.latest
    end = _later(last, LATE_DAYS) if last else _later(line.made.latest or first, HORIZON_DAYS)
    return first, max(first, end)


def candidate(line: LedgerLine, act: Act) -> FollowUp | None:
    """What an act is to a line; None: nothing.

    Args:
        line: the line of the ledger.
        act: a later event or line, of another article.
    """
    owes, owed = codes(line.owed_by), codes(line.owed_to)
    if act.article == line.article or not owes or not _follows(line, act) or act.status == "hypothetical":
        return None
    common = line_words(line) & act.words
    near = _near_due(line, act)
    relation = _relation(line, act, owes, common, near=near)
    if relation is None or (len(common) < SHARED_WORDS and not (near and _foreseen_then(line, act))):
        return None
    parts = dict(_parts(line, act, owes, owed, common, relation))
    score = round(min(1.0, sum(parts.values())), 3)
    if score < CANDIDATE_FROM:
        return None
    reasons = tuple(f"{why} +{weight:.2f}" for why, weight in parts.items())
    due = act.due if relation == "moves" else PartialDate()
    day = act.when.earliest or act.when.latest
    return FollowUp(
        item=act.item, article=act.article, relation=relation, score=score, reasons=reasons, text=act.text, day=day,
        due=due,
    )  # fmt: skip


def may_follow(line: LedgerLine, deed: str | None) -> bool:
    """Whether an act of this type can be anything to a line; None: a statement, which may say it again."""
    if deed is None or deed in _VERBAL or line.kind == "plan":
        return True
    opposite = line.foresees is not None and deed in _OPPOSITE.get(line.foresees, frozenset())
    return opposite or _keeps(line, deed)


def _later(day: date, days: int) -> date:
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))


def _follows(line: LedgerLine, act: Act) -> bool:
    """Whether an act comes within the time in which a line is followed, and not before the line."""
    between = window(line)
    last, first = act.when.latest or act.when.earliest, act.when.earliest or act.when.latest
    if between is None or last is None or first is None:
        return False
    # What is told of the day on which the line was made is how it came about; said again it may be that day too.
    after = last > between[0] or act.kind is not None
    if (act.when.width_days or SHARP_DAYS + 1) > SHARP_DAYS and first < between[0]:
        return False  # known only to some months, it may as well have come before
    return after and first <= between[1] and not act.when.before(line.made)


def _foreseen_then(line: LedgerLine, act: Act) -> bool:
    """Whether an act is the very deed that was planned for these days, so that no words need be in common."""
    return act.type == line.foresees and (line.due.width_days or SHARP_DAYS + 1) <= SHARP_DAYS


def _near_due(line: LedgerLine, act: Act) -> bool:
    """Whether an act falls on the days that were set, or close to them."""
    first, last = line.due.earliest or line.due.latest, line.due.latest or line.due.earliest
    if first is None or last is None:
        return False
    slack = timedelta(days=NEAR_DAYS)
    set_days = PartialDate(first - slack, _later(last, NEAR_DAYS), "day") if line.due.is_day else line.due
    return act.when.overlaps(set_days)


def _relation(
    line: LedgerLine, act: Act, owes: frozenset[str], common: frozenset[str], *, near: bool
) -> Relation | None:
    does = bool(act.actors & owes)
    meets = act.type == "CONSULT" and bool((act.actors | act.recipients) & owes)
    if not does and not meets:
        return _said_again(line, act, owes)
    if act.kind is not None and act.status != "denied":
        again = _said_again(line, act, owes)
        if again is not None or act.kind == "plan":
            return again
    if act.type is None:
        return None
    if act.type == "REJECT" and line.kind != "threat" and len(common) >= SHARED_WORDS:
        return "against"
    if act.status == "denied" or _CALLED_OFF & stems(act.text):
        return "against" if _keeps(line, act.type) else None
    if act.type in _OPPOSITE.get(line.foresees or act.type, frozenset()) and line.foresees is not None:
        return "against"
    if act.status not in ("occurred", "background") or not _keeps(line, act.type):
        return None
    known = line.foresees is not None or not near or act.type not in _VERBAL
    return "fulfils" if known and negated(line.text) == negated(act.text) else None


def _keeps(line: LedgerLine, deed: str) -> bool:
    """Whether a deed is of a type that would keep a line."""
    if line.foresees is not None:
        return deed == line.foresees or any(line.foresees in near and deed in near for near in _NEAR_TYPES)
    return deed in _KEEPS[line.kind]


def _said_again(line: LedgerLine, act: Act, owes: frozenset[str]) -> Relation | None:
    """Whether another line is this one once more, or gives it another day."""
    side = act.recipients if act.kind == "demand" else act.actors
    if act.kind != line.kind or not side & owes or shared(line_words(line), act.words) < ALIKE:
        return None
    if negated(line.text) != negated(act.text):
        return "against"
    if line.due.latest and act.due.latest and abs((act.due.latest - line.due.latest).days) > NEAR_DAYS:
        return "moves"
    return "moves" if _PUT_OFF & stems(act.text) else "repeats"


def _parts(
    line: LedgerLine, act: Act, owes: frozenset[str], owed: frozenset[str], common: frozenset[str], relation: Relation
) -> Iterator[tuple[str, float]]:
    """The parts of a score, each with its reason."""
    sides = act.actors | act.recipients
    both = bool(owed & sides) or not owed
    who = ", ".join(sorted((owes | owed) & sides))
    yield f"same parties ({who})" if both else f"one of the parties ({who})", PARTIES * (1 if both else 0.5)
    if relation in ("repeats", "moves"):
        yield f"the same kind of line ({line.kind})", DEED
    elif act.type is not None:
        exact = act.type == line.foresees
        yield f"{act.type} {_fit(relation, exact=exact)}", DEED * (1 if exact else 0.7)
    share = shared(line_words(line), act.words)
    if common:
        yield f"words in common ({', '.join(sorted(common))})", WORDS * min(1.0, share * 1.5)
    if _near_due(line, act):
        yield f"on the day that was set ({line.due})", DAY
    elif not line.due:
        yield "within a year, no day was set", DAY * 0.5


def _fit(relation: Relation, *, exact: bool) -> str:
    if relation == "against":
        return "stands against it"
    return "is the deed foreseen" if exact else "may be the deed"
