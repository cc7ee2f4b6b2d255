"""What a party did and what was done to it, day by day; or what passed between two.

Every event is listed; what counts is told apart. Counts hold what occurred and is not alleged, and a happening once,
however many articles tell it, unless the reader asks for every telling, or for everything.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date

import msgspec

from dragoman.errors import UsageError
from dragoman.partial_date import PartialDate
from dragoman.records import Event, EventType, Record
from dragoman.store.listing import EventFilter, list_events
from dragoman.store.open import Store
from dragoman.store.read import copies, leading

UNDATED = "undated"


class TimelineEntry(Record, frozen=True, kw_only=True):
    """An event on a timeline."""

    day: date | None  # the day it is put at: its first, else the one it is counted on; None: not known
    event: Event
    copy: bool  # its article copies another one in the record
    again: bool  # another entry stands for its happening
    counted: bool


class MonthCount(Record, frozen=True, kw_only=True):
    """How many counted events of one type a month holds."""

    month: str  # "2017-11", or "undated"
    type: EventType
    number: int


class Timeline(Record, frozen=True, kw_only=True):
    """The events of a party, or between two, in order of time."""

    party: str
    other: str | None  # None: with anybody
    everything: bool  # whether what is planned, denied, alleged, copied or told again counts too
    tellings: bool  # whether a happening counts as often as it is told
    entries: tuple[TimelineEntry, ...]

    @property
    def counted(self) -> int:
        """How many entries count."""
        return sum(entry.counted for entry in self.entries)

    @property
    def months(self) -> tuple[MonthCount, ...]:
        """Counted events by month and type; undated ones last."""
        counts = Counter((month_of(entry.day), entry.event.type) for entry in self.entries if entry.counted)
        order = sorted(counts, key=lambda key: (key[0] == UNDATED, key))
        return tuple(MonthCount(month=month, type=kind, number=counts[month, kind]) for month, kind in order)


def timeline(
    store: Store, parties: Sequence[str], *, since: PartialDate | None = None, until: PartialDate | None = None,
    everything: bool = False, tellings: bool = False,
) -> Timeline:  # fmt: skip
    """The events of one party, or between two in either direction.

    Args:
        store: an open record.
        parties: one or two codes, as ``store.listing.parties`` lists them.
        since: leave out what was over before it.
        until: leave out what began after it.
        everything: count also what is background, planned, hypothetical, denied, alleged, copied or told again.
        tellings: count a happening as often as original reports tell it, not once.

    Raises:
        UsageError: not one or two different parties, or ``until`` is before ``since``.
    """
    if len(parties) not in (1, 2) or len(set(parties)) != len(parties):
        raise UsageError(
            "a timeline is of one party or of two different ones", values=repr(list(parties)), remedy="Name one or two"
        )
    party, other = parties[0], parties[1] if len(parties) == 2 else None
    wanted = EventFilter(since=since, until=until)
    wanted = msgspec.structs.replace(wanted, **({"pair": (party, other)} if other else {"party": party}))
    copied = copies(store)
    events = list(list_events(store, wanted))
    standing = _standing(store, [event for event in events if counts(event) and event.article not in copied])
    entries = []
    for event in events:
        copy, whole = event.article in copied, counts(event) and event.article not in copied
        again = whole and event.id not in standing
        entries.append(
            TimelineEntry(
                day=day_of(event),
                event=event,
                copy=copy,
                again=again,
                counted=everything or (whole and (tellings or not again)),
            )
        )
    return Timeline(party=party, other=other, everything=everything, tellings=tellings, entries=tuple(entries))


def _standing(store: Store, events: Sequence[Event]) -> frozenset[str]:
    """The events that stand for their happenings: of several tellings the one that leads, else the first listed."""
    told: dict[str, list[str]] = {}
    for event in events:
        told.setdefault(event.happening or event.id, []).append(event.id)
    leads = leading(store, [happening for happening, tellings in told.items() if len(tellings) > 1])
    chosen = ((tellings, leads.get(happening)) for happening, tellings in told.items())
    return frozenset(lead if lead in tellings else tellings[0] for tellings, lead in chosen)


def counts(event: Event) -> bool:
    """Whether an event counts: it is the news itself, it occurred, and it is more than alleged."""
    return event.status == "occurred" and event.basis != "alleged"


def day_of(event: Event) -> date | None:
    """The day an event is put at: its first, else its last, else the one it is counted on; None: not known."""
    return event.when.earliest or event.when.latest or event.counted_on


def month_of(day: date | None) -> str:
    """The month of a day: "2017-11", or "undated"."""
    return day.isoformat()[:7] if day else UNDATED
