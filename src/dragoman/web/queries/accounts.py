"""What several articles tell, laid side by side: happenings with their tellings, disagreements, the ledger."""

from datetime import date
from itertools import islice
from typing import Any

import msgspec

from dragoman.compare.disagreement_table import DisagreementFilter, list_disagreements
from dragoman.compare.happening import HappeningTelling
from dragoman.compare.lookup import happening
from dragoman.compare.promises import Promise, PromiseFilter, promises
from dragoman.errors import RecordNotWritable, UnknownName
from dragoman.exports.contract import event_fields
from dragoman.partial_date import PartialDate
from dragoman.store.listing import Condition
from dragoman.store.open import Store
from dragoman.web.asks import DisagreementsAsked, HappeningsAsked, PromisesAsked
from dragoman.web.queries.articles import heads
from dragoman.web.queries.lines import PASSED
from dragoman.web.queries.slices import Fields, Listed, Slice, number_of, slice_of
from dragoman.web.refusals import NotThere

MOST_TELLINGS = 200  # of a happening on one page

_HAPPENINGS = Listed("happenings", "happenings.*", "first_day")


def list_happenings(store: Store, ask: HappeningsAsked) -> Slice:
    """Happenings by their first day, those without one last, each with the telling that leads."""
    found = slice_of(store, _HAPPENINGS, _conditions(ask), ask, lambda row: _happening(store, row))
    known = heads(store, (row["event"]["article"] for row in found.rows))
    return Slice([{**row, "event": _led(row["event"], known)} for row in found.rows], found.next)


def number_of_happenings(store: Store, ask: HappeningsAsked) -> int:
    """How many there are, up to a limit."""
    return number_of(store, _HAPPENINGS, _conditions(ask))


def _conditions(ask: HappeningsAsked) -> list[Condition]:
    found: list[Condition] = []
    if ask.type:
        found.append(("happenings.type = ?", (ask.type,)))
    if ask.status:
        found.append(("happenings.status = ?", (ask.status,)))
    if ask.origins:
        found.append(("json_array_length(happenings.origins) >= ?", (ask.origins,)))
    if ask.party and ask.other:
        sql = f"happenings.id IN (SELECT happening FROM ({PASSED.format('happening')}))"
        found.append((sql, (ask.party, ask.other, ask.other, ask.party)))
    elif ask.party or ask.other:
        sql = "happenings.id IN (SELECT happening FROM pair_days WHERE party = ? AND other = '')"
        found.append((sql, (ask.party or ask.other,)))
    if ask.first_day:
        found.append(("happenings.last_day >= ?", (ask.first_day.isoformat(),)))
    if ask.last_day:
        found.append(("happenings.first_day <= ?", (ask.last_day.isoformat(),)))
    return found


def _happening(store: Store, row: Any) -> Fields:
    told = happening(store, row["id"]).happening
    return _summary(told)


def _summary(told: Any) -> Fields:
    plain: Fields = msgspec.to_builtins(told)
    event = {"line": "event", **event_fields(told.event), "why": list(told.event.why), "article": told.event.article}
    return {**plain, "event": event}


def _led(event: Fields, known: dict[str, Fields]) -> Fields:
    return {**event, "article": known[event["article"]]}


def read_happening(store: Store, name: str) -> Fields:
    """One happening: its tellings by origin, what holds them together, where they differ, what it is tied to.

    Raises:
        NotThere: there is none of this id.
    """
    try:
        told = happening(store, name)
    except UnknownName as error:
        raise NotThere("there is no such happening", values=repr(name), remedy="Choose one of /happenings") from error
    known = heads(store, (one.event.article for one in told.tellings))
    differ = list(islice(list_disagreements(store, DisagreementFilter(subject=told.happening.id)), MOST_TELLINGS))
    summary = _summary(told.happening)
    return {
        "happening": {**summary, "event": _led(summary["event"], heads(store, [told.happening.event.article]))},
        "tellings": [_telling(one, known) for one in told.tellings[:MOST_TELLINGS]],
        "links": [msgspec.to_builtins(link) for link in told.links[:MOST_TELLINGS]],
        "decisions": [msgspec.to_builtins(one) for one in told.decisions],
        "tied": list(told.tied),
        "disagreements": [msgspec.to_builtins(one) for one in differ],
    }


def _telling(one: HappeningTelling, known: dict[str, Fields]) -> Fields:
    event = {"line": "event", **event_fields(one.event), "why": list(one.event.why)}
    return {
        **msgspec.to_builtins(one),
        "event": {**event, "article": known[one.event.article]},
        "origin": msgspec.to_builtins(one.origin),
    }


def find_disagreements(store: Store, ask: DisagreementsAsked) -> list[Fields]:
    """Where accounts differ, by day of what they are about; every account with its words."""
    wanted = DisagreementFilter(
        party=None if ask.other else ask.party,
        pair=(ask.party, ask.other) if ask.party and ask.other else None,
        kind=ask.kind, matter=ask.matter, since=_date(ask.since), until=_date(ask.until), limit=ask.limit,
    )  # fmt: skip
    return [msgspec.to_builtins(one) for one in list_disagreements(store, wanted)]


def find_promises(store: Store, ask: PromisesAsked, *, as_of: date) -> list[Fields] | None:
    """The ledger as of a day; ``None``: it is being brought up to date."""
    wanted = PromiseFilter(
        party=None if ask.other else ask.party,
        pair=(ask.party, ask.other) if ask.party and ask.other else None,
        kind=ask.kind, state=ask.state, since=_date(ask.since), until=_date(ask.until), text=ask.text,
    )  # fmt: skip
    try:
        found = promises(store, wanted, as_of=as_of, limit=ask.limit)
    except RecordNotWritable:
        return None
    known = heads(store, (one.line.article for one in found))
    return [_promise(one, known) for one in found]


def _promise(one: Promise, known: dict[str, Fields]) -> Fields:
    fields: Fields = msgspec.to_builtins(one)
    line = fields["line"]
    return {
        **fields,
        "days_over": one.days_over,
        "due": str(one.due) if one.due else None,
        "made": str(one.line.made) if one.line.made else None,
        "article": known[one.line.article],
        "line": {**line, "source": line["event"] or line["statement"]},
    }


def _date(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None
