"""Days of events whose own clause gives none: that of the meeting they belong to, or of the release that says them.

Nothing is filled in beyond two cases. What the parties of a meeting praised, promised or demanded is told of that
meeting, as long as the article tells of one day's meetings only. A release that says "the Secretary condemned" does it
on the day it is issued: in the hand-coded development releases 42 of 46 such acts have that day.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from dragoman.events.draft import Draft
from dragoman.partial_date import PartialDate

_VERBAL = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE"})
# A meeting's day carries over to what is told within this many sentences of it; further on a report turns elsewhere.
REACH_SENTENCES = 12


def anchored(drafts: Sequence[Draft], *, release: bool, published: PartialDate) -> list[Draft]:
    """The drafts, with a day for those that one of the two cases covers.

    Args:
        drafts: all tellings of an article, in order.
        release: whether an office issued the article in its own name.
        published: when it was written, as far as known.
    """
    meetings = [d for d in drafts if d.type == "CONSULT" and d.status == "occurred" and d.when.is_day]
    days = {d.when for d in meetings}
    only = meetings[0] if len(days) == 1 else None
    return [_anchored(d, only, release=release, published=published) for d in drafts]


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
