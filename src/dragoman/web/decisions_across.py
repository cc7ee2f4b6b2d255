"""Decisions on happenings and promises, from forms and from the API: refused where another came first, as on lines."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal, NamedTuple

from dragoman.compare.current import bring_up_to_date
from dragoman.compare.decide import join_happenings, split_happening
from dragoman.compare.lookup import happening
from dragoman.compare.promise_decisions import Verdict, decide, decisions_of, find_line
from dragoman.errors import EditConflict
from dragoman.store.open import Store, open_store
from dragoman.store.postgres.address import Place
from dragoman.web.reviewers import named, now


class Seen(NamedTuple):
    """The last decision that was looked at, by when it was made; None: there was none."""

    at: str | None


class HappeningWanted(NamedTuple):
    """A decision on a happening."""

    action: Literal["join", "split"]
    happening: str
    other: str = ""  # to join with
    events: tuple[str, ...] = ()  # to split off
    why: str = ""
    seen: Seen | None = None  # None: it is not held against what others decided


class PromiseWanted(NamedTuple):
    """A verdict on what may have followed from a line of the ledger."""

    line: str
    candidate: str
    verdict: Verdict
    why: str = ""
    seen: Seen | None = None


def decided_happening(record: Place, by: str, wanted: HappeningWanted) -> str:
    """Join a happening with another, or split tellings off it; the id of the happening that is left.

    Raises:
        Refusal: nobody is named.
        EditConflict: somebody decided on it since it was looked at.
        UsageError, UnknownName: as ``compare.decide``.
    """
    name = named(by)

    with open_store(record, mode="write") as store, store.transaction():
        there = _made(store, wanted, by=name)
    with open_store(record, mode="write") as store:
        bring_up_to_date(store)  # disagreements follow what is one happening
    return there


def _made(store: Store, wanted: HappeningWanted, *, by: str) -> str:
    told = happening(store, wanted.happening)
    last = told.decisions[-1] if told.decisions else None
    mine: dict[str, Any] = {"action": wanted.action, "why": wanted.why}
    mine |= {"other": wanted.other} if wanted.action == "join" else {"tellings": list(wanted.events)}
    theirs: dict[str, Any] = (
        {"action": last.kind, "by": last.by, "why": last.why, "at": last.at.isoformat()} if last else {}
    )
    theirs["tellings"] = [telling.event.id for telling in told.tellings]
    _require_seen(wanted.seen, last.at.isoformat() if last else None, mine, theirs)
    if wanted.action == "join":
        kept = told.happening.event.id
        join_happenings(store, wanted.happening, wanted.other, by=by, why=wanted.why, at=now())
    else:
        kept = next((t.event.id for t in told.tellings if t.event.id not in wanted.events), told.happening.event.id)
        split_happening(store, wanted.happening, wanted.events, by=by, why=wanted.why, at=now())
    return happening(store, kept).happening.id


def decided_promise(record: Place, by: str, wanted: PromiseWanted) -> str:
    """Confirm or refuse a candidate; the id of the line.

    Raises:
        Refusal: nobody is named.
        EditConflict: somebody decided on the line since it was looked at.
        UsageError, UnknownName: as ``compare.promise_decisions.decide``.
    """
    name = named(by)

    with open_store(record, mode="write") as store, store.transaction():
        line = find_line(store, wanted.line)
        made = decisions_of(store, [line]).get(line, ())
        last = made[-1] if made else None
        mine = {"verdict": wanted.verdict, "candidate": wanted.candidate, "why": wanted.why}
        theirs = {
            "verdict": last.verdict, "candidate": last.item, "why": last.why, "by": last.decided_by,
            "at": last.decided_at, "words": last.text,
        } if last else {}  # fmt: skip
        _require_seen(wanted.seen, last.decided_at if last else None, mine, theirs)
        decide(store, line, wanted.candidate, verdict=wanted.verdict, by=name, why=wanted.why, at=now())
    return line


def _require_seen(
    seen: Seen | None, last: str | None, mine: Mapping[str, Any], theirs: Mapping[str, Any]
) -> None:  # fmt: skip
    if seen is None or _moment(seen.at) == _moment(last):
        return
    raise EditConflict(
        "somebody decided on it since it was looked at", values=f"by {theirs.get('by', 'nobody')} at {last}",
        remedy="Look at it as it stands, and decide again", mine=mine, theirs=theirs, revision=last,
    )  # fmt: skip


def _moment(at: str | None) -> datetime | str | None:
    """A moment however it is written; what is none stays what it is, and is no decision's."""
    try:
        return datetime.fromisoformat(at) if at else None
    except ValueError:
        return at
