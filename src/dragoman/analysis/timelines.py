"""What a party did and what was done to it, day by day; or what passed between two.

Every event is listed; what counts is told apart. Counts hold what occurred and is not alleged, once a happening
however many articles tell it, unless the reader asks for every telling, or for everything.
"""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

import msgspec

from dragoman.analysis.tables import Table
from dragoman.errors import UsageError
from dragoman.partial_date import PartialDate
from dragoman.records import Event, Participant, Record
from dragoman.store.lines import LineFilter, count_by_month, day_of_line, first_tellings, lines_by_day
from dragoman.store.listing import EventFilter, list_events, require_interval
from dragoman.store.open import Store
from dragoman.store.read import copies_among

UNDATED = "undated"


class TimelineEntry(Record, frozen=True, kw_only=True):
    """An event on a timeline."""

    day: date | None  # the day it is put at: its first, else the one it is counted on; None: not known
    event: Event
    copy: bool  # its article copies another one in the record
    again: bool  # its happening counts at another telling
    counted: bool


class MonthCount(Record, frozen=True, kw_only=True):
    """How many counted happenings of one type a month holds."""

    month: str  # "2017-11", or "undated"
    type: str
    number: int


class TimelineRow(Record, frozen=True, kw_only=True):
    """An event on a timeline as a row of a table."""

    day: date | None  # as of the entry
    first_day: date | None  # of the event; None: not known
    last_day: date | None
    type: str
    mode: str | None
    status: str
    basis: str
    actors: tuple[str, ...]  # names
    recipients: tuple[str, ...]
    actor_parties: tuple[str, ...]  # codes
    recipient_parties: tuple[str, ...]
    text: str
    event: str  # ids
    article: str
    happening: str | None
    copy: bool
    again: bool
    counted: bool


class Timeline(Table, frozen=True, kw_only=True):
    """The events of a party, or between two, in order of time."""

    row_type: ClassVar[type[Record]] = TimelineRow

    party: str
    other: str | None  # None: with anybody
    everything: bool  # whether what is planned, denied, alleged, copied or told again counts too
    tellings: bool  # whether a happening counts as often as it is told
    entries: tuple[TimelineEntry, ...]  # all of them, or the first so many
    total: int  # how many there are
    months: tuple[MonthCount, ...]  # counted happenings of all of them by month and type; undated ones last

    @property
    def rows(self) -> tuple[TimelineRow, ...]:
        """The entries, a row each."""
        return tuple(map(_row, self.entries))

    @property
    def counted(self) -> int:
        """How many happenings count, whether or not their events are among the entries."""
        return sum(month.number for month in self.months)


def timeline(
    store: Store, parties: Sequence[str], *, since: PartialDate | None = None, until: PartialDate | None = None,
    everything: bool = False, tellings: bool = False, limit: int | None = None,
) -> Timeline:  # fmt: skip
    """The events of one party, or between two in either direction.

    Args:
        store: an open record.
        parties: one or two codes, as ``store.listing.parties`` lists them.
        since: leave out what was over before it.
        until: leave out what began after it.
        everything: count also what is background, planned, hypothetical, denied, alleged, copied or told again.
        tellings: count a happening as often as original reports tell it, not once.
        limit: list only the first so many; counts are of all.

    Raises:
        UsageError: not one or two different parties, ``until`` is before ``since``, or the limit is below 1.
    """
    if len(parties) not in (1, 2) or len(set(parties)) != len(parties):
        raise UsageError(
            "a timeline is of one party or of two different ones", values=repr(list(parties)), remedy="Name one or two"
        )
    require_interval(since, until)
    party, other = parties[0], parties[1] if len(parties) == 2 else None
    wanted = EventFilter(since=since, until=until, limit=limit)
    wanted = msgspec.structs.replace(wanted, **({"pair": (party, other)} if other else {"party": party}))
    lines = LineFilter(
        party=party, other=other, since=since.earliest if since else None, until=until.latest if until else None
    )
    total = None
    if limit is not None:
        days = lines_by_day(store, lines)
        total, cut = sum(number for _, number in days), day_of_line(days, limit - 1)
        if cut is not None:  # nothing that begins later is among the first so many
            wanted = msgspec.structs.replace(wanted, until=PartialDate.day(date.fromisoformat(cut)))
    events, once = list(list_events(store, wanted)), not (everything or tellings)
    return Timeline(
        party=party, other=other, everything=everything, tellings=tellings,
        entries=_entries(store, events, lines, everything=everything, once=once),
        total=len(events) if total is None else total,
        months=_months(store, lines, everything=everything, once=once),
    )  # fmt: skip


def _row(entry: TimelineEntry) -> TimelineRow:
    event = entry.event
    return TimelineRow(
        day=entry.day, first_day=event.when.earliest, last_day=event.when.latest, type=event.type, mode=event.mode,
        status=event.status, basis=event.basis, actors=_names(event.actors), recipients=_names(event.recipients),
        actor_parties=_codes(event.actors), recipient_parties=_codes(event.recipients), text=event.text,
        event=event.id, article=event.article, happening=event.happening, copy=entry.copy, again=entry.again,
        counted=entry.counted,
    )  # fmt: skip


def _names(side: Sequence[Participant]) -> tuple[str, ...]:
    return tuple(who.name for who in side)


def _codes(side: Sequence[Participant]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(who.party for who in side if who.party))


def counts(event: Event) -> bool:
    """Whether an event counts: it is the news itself, it occurred, and it is more than alleged."""
    return event.status == "occurred" and event.basis != "alleged"


def day_of(event: Event) -> date | None:
    """The day an event is put at: its first, else its last, else the one it is counted on; None: not known."""
    return event.when.earliest or event.when.latest or event.counted_on


def month_of(day: date | None) -> str:
    """The month of a day: "2017-11", or "undated"."""
    return day.isoformat()[:7] if day else UNDATED


def _entries(
    store: Store, events: Sequence[Event], lines: LineFilter, *, everything: bool, once: bool
) -> tuple[TimelineEntry, ...]:
    copied = copies_among(store, {event.article for event in events})
    happenings = {event.happening for event in events if event.happening}
    first = first_tellings(store, lines, happenings) if happenings and once else frozenset[str]()
    entries = []
    for event in events:
        copy = event.article in copied
        whole = counts(event) and not copy
        again = once and whole and event.happening is not None and event.id not in first
        entries.append(
            TimelineEntry(
                day=day_of(event), event=event, copy=copy, again=again, counted=everything or (whole and not again)
            )
        )
    return tuple(entries)


def _months(store: Store, lines: LineFilter, *, everything: bool, once: bool) -> tuple[MonthCount, ...]:
    counted = count_by_month(store, lines, everything=everything, once=once)
    found = [(month or UNDATED, kind, number) for month, kind, number in counted]
    found.sort(key=lambda line: (line[0] == UNDATED, line))
    return tuple(MonthCount(month=month, type=kind, number=number) for month, kind, number in found)
