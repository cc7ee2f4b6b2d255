"""Days of events whose own clause gives none: that of the meeting they belong to, or of the release that says them.

Nothing is filled in beyond three cases. What the parties of a meeting praised, promised or demanded is told of that
meeting, as long as the article tells of one day's meetings only. A release that says "the Secretary condemned" does it
on the day it is issued: in the hand-coded development releases 42 of 46 such acts have that day. Whom a traveller
meets, without a date, he meets on the days of his journey.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from dragoman.events.draft import Draft
from dragoman.partial_date import PartialDate

_VERBAL = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE"})
_AFAR = frozenset({"phone", "video"})  # meetings that need no journey
# A meeting's day carries over to what is told within this many sentences of it; further on a report turns elsewhere.
REACH_SENTENCES = 12


def anchored(drafts: Sequence[Draft], *, release: bool, published: PartialDate) -> list[Draft]:
    """The drafts, with a day for those that one of the cases covers.

    Args:
        drafts: all tellings of an article, in order.
        release: whether an office issued the article in its own name.
        published: when it was written, as far as known.
    """
    meetings = [d for d in drafts if d.type == "CONSULT" and d.status == "occurred" and d.when.is_day]
    days = {d.when for d in meetings}
    only = meetings[0] if len(days) == 1 else None
    trips = [d for d in drafts if d.type == "CONSULT" and d.mode == "visit" and d.when]
    found = [_anchored(d, only, release=release, published=published) for d in drafts]
    return [_on_journey(d, trips) for d in found]


def _on_journey(draft: Draft, trips: Sequence[Draft]) -> Draft:
    """The days of the journey that a meeting told after it belongs to: the one to its host, else the only one."""
    if draft.when or draft.type != "CONSULT" or draft.mode in _AFAR:
        return draft
    own = [t for t in trips if t.status == draft.status and t.sentence < draft.sentence and _travels(draft, t)]
    hosts = {p.party for p in (*draft.actors, *draft.recipients) if p.party}
    travellers = {p.party for t in own for p in t.actors}
    there = [t for t in own if (hosts - travellers) & {p.party for p in t.recipients}]
    days = {t.when for t in there or (() if hosts - travellers else own)}
    return replace(draft, when=days.pop(), date_from="anchor") if len(days) == 1 else draft


def _travels(meeting: Draft, trip: Draft) -> bool:
    """Whether somebody who meets is on the journey, by name or, where the journey names nobody, by party."""
    people = {p.id for p in trip.actors if p.kind == "person"}
    if people:
        return any(p.id in people for p in (*meeting.actors, *meeting.recipients))
    return bool({p.party for p in trip.actors if p.party} & {p.party for p in meeting.actors})


def _anchored(draft: Draft, meeting: Draft | None, *, release: bool, published: PartialDate) -> Draft:
    if draft.when or draft.status != "occurred" or draft.type not in _VERBAL:
        return draft
    if meeting is not None and _belongs(draft, meeting):
        return replace(draft, when=meeting.when, date_from="anchor")
    if release and published.is_day and draft.statement is None:
        return replace(draft, when=published, date_from="publication")
    return draft


def _belongs(draft: Draft, meeting: Draft) -> bool:
    parties = {p.party for p in (*meeting.actors, *meeting.recipients) if p.party}
    doers = {p.party for p in draft.actors}
    near = 0 <= draft.sentence - meeting.sentence <= REACH_SENTENCES
    return near and bool(doers) and doers <= parties
