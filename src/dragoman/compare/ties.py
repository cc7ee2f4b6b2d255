"""Plans and what came of them: a planned event and the deed that may be it, with a score, for an analyst to confirm.

Computed when asked for, from the plan and the deed alone, so that nothing depends on the order of reading. What a
person decided names the two events and so survives a new reading of their articles.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Literal, NamedTuple

import msgspec

from dragoman.compare.blocks import looked_up, of_one_family
from dragoman.compare.score import SAME, Compared, Reason, likeness_bits, probability, sides_bits, told_reasons
from dragoman.compare.telling import Telling, unpacked
from dragoman.errors import UsageError
from dragoman.records import Record
from dragoman.store.open import Store

Outcome = Literal["fulfilled by", "moved", "contradicted"]
Verdict = Literal["confirmed", "refused"]

_PRIOR = Reason("before comparing", -2.5)
NEAR_DAYS = 3  # a visit a day or two late is the visit that was set
MOVED_DAYS = 45  # later than that what was planned is taken for given up, and what comes for another plan
_ON_TIME, _NO_DAY = Reason("on the days that were set", 3.0), Reason("no day was set", 0.5)
_SAME_TYPE, _OTHER_TYPE = Reason("the deed that was foreseen", 0.7), Reason("a like deed", -0.5)
_IN_BLOCK = "SELECT telling FROM telling_blocks WHERE block = ? AND day BETWEEN ? AND ?"
_AT_ONCE = 400


class Tie(Record, frozen=True, kw_only=True):
    """A plan and a deed that may be what came of it."""

    plan: str  # id of the planned event
    deed: str  # id of the event
    planned: str  # id of the plan's happening
    happened: str  # id of the deed's happening
    outcome: Outcome
    score: float  # probability
    reasons: tuple[str, ...]  # each with the bits it adds
    verdict: Verdict | None = None  # what a person decided; None: nothing
    by: str | None = None
    why: str | None = None


class _Found(NamedTuple):
    outcome: Outcome
    reasons: tuple[Reason, ...]


def ties_of(store: Store, happening: str) -> tuple[Tie, ...]:
    """What came of a happening that was planned, or the plans of one that came: of each other happening the best tie.

    Refused ones stay, marked; those that are only likely come after what was confirmed.
    """
    found: dict[tuple[str, str], Tie] = {}
    for one in _tellings(store, "e.happening = ?", (happening,)):
        for other in _others(store, one):
            tie = _tie(store, one, other)
            if tie is not None:
                key = (tie.planned, tie.happened)
                found[key] = max(tie, found.get(key, tie), key=lambda one: (one.score, one.plan, one.deed))
    decided = [_decided(store, tie) for tie in found.values()]
    order = {"confirmed": 0, None: 1, "refused": 2}
    return tuple(sorted(decided, key=lambda tie: (order[tie.verdict], -tie.score, tie.planned, tie.happened)))


def decide_tie(store: Store, plan: str, deed: str, *, verdict: Verdict, by: str, why: str, at: datetime) -> None:
    """Confirm or refuse that a deed is what was planned; a later decision on the same two holds.

    Args:
        store: a record opened for writing.
        plan: id of the planned event.
        deed: id of the event.
        verdict: ``confirmed`` or ``refused``.
        by: who decides.
        why: the reason.
        at: when.

    Raises:
        UsageError: nobody or no reason is named.
    """
    if not by.strip() or not why.strip():
        raise UsageError("a decision needs who and why", values=f"by {by!r}, why {why!r}", remedy="Give both")
    row = (plan, deed, verdict, by.strip(), why.strip(), at.isoformat())
    with store.transaction() as connection:
        connection.execute("INSERT OR REPLACE INTO tie_decisions VALUES (?, ?, ?, ?, ?, ?)", row)


def compared(plan: Compared, deed: Compared) -> _Found | None:
    """What a deed is to a plan, with the reasons; ``None``: nothing."""
    if not plan.telling.last or not deed.telling.last or plan.telling.article == deed.telling.article:
        return None
    days = _days(plan.telling, deed.telling)
    sides = sides_bits(plan, deed)
    if days is None or sides is None or not of_one_family(plan.telling.type, deed.telling.type):
        return None
    kind = _SAME_TYPE if plan.telling.type == deed.telling.type else _OTHER_TYPE
    reasons = (_PRIOR, Reason("parties", sides), kind, days, *likeness_bits(plan, deed))
    return _Found(_outcome(plan.telling, deed.telling), tuple(one for one in reasons if one.bits))


def _days(plan: Telling, deed: Telling) -> Reason | None:
    """How a deed stands to the days that were set; ``None``: it came before the plan was told, or too late."""
    if plan.published and deed.last < plan.published:
        return None
    if plan.dated != "told":
        return _NO_DAY if deed.first <= plan.last else None
    if deed.first <= plan.last + NEAR_DAYS and plan.first - NEAR_DAYS <= deed.last:
        return _ON_TIME
    late = deed.first - plan.last
    return Reason(f"{late} days later than set", 0.5 - 0.05 * late) if 0 < late <= MOVED_DAYS else None


def _outcome(plan: Telling, deed: Telling) -> Outcome:
    if deed.denied:
        return "contradicted"
    sharp = plan.dated == "told" and deed.is_sharp
    return "moved" if sharp and not plan.first <= deed.first <= plan.last else "fulfilled by"


def _others(store: Store, one: Compared) -> Iterator[Compared]:
    """The plans for a deed, or the deeds that a plan may have come to."""
    telling = one.telling
    if telling.kind == "maybe":
        return
    if telling.kind == "plan":
        first = min(telling.first, telling.published or telling.first)
        sought = msgspec.structs.replace(telling, kind="deed", first=first, last=telling.last + MOVED_DAYS)
    else:
        sought = msgspec.structs.replace(telling, kind="plan", first=max(1, telling.first - MOVED_DAYS))
    numbers = {row[0] for stretch in looked_up(sought) for row in store.connection.execute(_IN_BLOCK, stretch)}
    for start in range(0, len(numbers), _AT_ONCE):
        batch = sorted(numbers)[start : start + _AT_ONCE]
        yield from _tellings(store, f"t.number IN ({', '.join('?' * len(batch))})", batch)


def _tellings(store: Store, where: str, values: Sequence[str | int]) -> Iterator[Compared]:
    sql = f"SELECT t.features FROM tellings t JOIN events e ON e.id = t.event WHERE {where} ORDER BY t.event"
    for row in list(store.query(sql, tuple(values))):
        yield Compared(unpacked(row["features"]))


def _tie(store: Store, one: Compared, other: Compared) -> Tie | None:
    plan, deed = (one, other) if one.telling.kind == "plan" else (other, one)
    found = compared(plan, deed)
    score = probability(sum(reason.bits for reason in found.reasons)) if found else 0.0
    if found is None or score < SAME:
        return None
    sql = "SELECT id, happening FROM events WHERE id IN (?, ?)"
    names = {row["id"]: row["happening"] for row in store.query(sql, (plan.telling.event, deed.telling.event))}
    planned, happened = names.get(plan.telling.event), names.get(deed.telling.event)
    if planned is None or happened is None:
        return None
    return Tie(
        plan=plan.telling.event, deed=deed.telling.event, planned=planned, happened=happened, outcome=found.outcome,
        score=round(score, 4), reasons=told_reasons(found.reasons),
    )  # fmt: skip


def _decided(store: Store, tie: Tie) -> Tie:
    sql = """SELECT d.verdict, d.made_by, d.why FROM tie_decisions d JOIN events p ON p.id = d.plan
        JOIN events e ON e.id = d.deed WHERE p.happening = ? AND e.happening = ? ORDER BY d.made_at DESC, d.made_by"""
    row = store.first(sql, (tie.planned, tie.happened))
    if row is None:
        return tie
    return msgspec.structs.replace(tie, verdict=row["verdict"], by=row["made_by"], why=row["why"])


def tied(ties: Iterable[Tie], happening: str) -> tuple[str, ...]:
    """The other happenings of ties that nobody refused."""
    others = (tie.happened if tie.planned == happening else tie.planned for tie in ties if tie.verdict != "refused")
    return tuple(dict.fromkeys(others))
