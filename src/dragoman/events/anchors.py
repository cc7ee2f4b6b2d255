"""Days of events whose own clause gives none: that of the meeting they belong to, or of the release that says them.

And the place of a meeting on a journey, where its clause gives none: where the journey goes.

Nothing is filled in beyond six cases. What is told with a measure ("two days after the talks") is counted from the one
dated telling that its anchor can mean, and has no day where there are several or none.

What the parties of a meeting praised, promised or demanded is told of that meeting, as long as the article tells of one
day's meetings only, or of one visit of some days. A release that says "the Secretary condemned" does it on the day it
is issued: in the hand-coded development releases 42 of 46 such acts have that day. What a party says just after a dated
act of words of its own it says then: of eight acts in the hand-coded articles that this dates, five have that day and
three none. "Another" attack in a list has the day of the one before it. Whom a traveller meets, without a date, he
meets on the days of his journey.

Not filled in is the day of a report that begins with the day's news: of 47 acts told after it, ten have that day in
the hand coding, 31 none.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from dragoman.events.apart import Apart, moved
from dragoman.events.draft import Draft
from dragoman.events.merge import same_happening
from dragoman.partial_date import PartialDate

_VERBAL = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE"})
_SPOKEN = _VERBAL | {"CONSULT"}
_UNREAL = frozenset({"hypothetical", "denied"})  # what did not happen has no day
_AFAR = frozenset({"phone", "video"})  # meetings that need no journey
# A meeting's day carries over to what is told within this many sentences of it; further on a report turns elsewhere.
REACH_SENTENCES = 12
_LONGEST_VISIT_DAYS = 7  # as the longest official visit in the hand-coded articles; a longer span dates no act in it


def anchored(drafts: Sequence[Draft], *, release: bool, published: PartialDate) -> list[Draft]:
    """The drafts, with a day for those that one of the cases covers.

    Args:
        drafts: all tellings of an article, in order.
        release: whether an office issued the article in its own name.
        published: when it was written, as far as known.
    """
    drafts = [_counted(d, drafts, published) for d in drafts]
    meetings = [d for d in drafts if d.type == "CONSULT" and d.status == "occurred" and _is_sharp(d.when)]
    days = {d.when for d in meetings}
    only = meetings[0] if len(days) == 1 else None
    trips = [d for d in drafts if d.type == "CONSULT" and d.mode == "visit"]
    found = [_anchored(d, only, release=release, published=published) for d in drafts]
    dated = [d for d in found if d.status == "occurred" and d.when.is_day]
    return [_on_journey(_gone_on(d, dated), trips) for d in found]


def _counted(draft: Draft, drafts: Sequence[Draft], published: PartialDate) -> Draft:
    """The day of what is told with a measure, counted from the one day that its anchor can have."""
    if draft.when or draft.apart is None or draft.apart.count is None:
        return draft
    meant = _meant(draft, draft.apart, drafts)
    days = {d.when for d in meant}
    value = moved(days.pop(), draft.apart.unit, draft.apart.count) if len(days) == 1 else PartialDate()
    late = draft.status in {"occurred", "background"} and published and published.before(value)
    return replace(draft, when=value, date_from="anchor") if value and not late else draft


def _meant(draft: Draft, apart: Apart, drafts: Sequence[Draft]) -> list[Draft]:
    """The tellings that an anchor can mean: those of the clause, or of the noun's types and with whom it names.

    Of these the ones told in the noun's own word go first ("the talks"). One without a date that is not the telling
    of a dated one is a rival of theirs, and so is every other day.
    """
    here = [d for d in drafts if (d.sentence, d.token) == (draft.sentence, apart.anchor)]
    others = [d for d in drafts if d not in here and d is not draft and d.status not in _UNREAL]
    if not apart.lemma:
        dated = [d for d in here if d.when]
        return dated or [d for d in others if d.when and any(same_happening(h, d) for h in here)]
    alike = [d for d in others if d.type in apart.types and _with(d, apart)]
    before = [d for d in alike if d.sentence <= draft.sentence] or alike
    told = [d for d in before if _one_word(apart.lemma, d.word)] or before
    dated = [d for d in told if d.when]
    return dated if all(d.when or any(same_happening(d, known) for known in dated) for d in told) else []


def _one_word(noun: str, word: str) -> bool:
    """Whether a noun is the trigger's word, or made of it: "the signing" of "signed"."""
    return bool(word) and noun.startswith(word)


def _with(draft: Draft, apart: Apart) -> bool:
    """Whether one of those named with an anchor takes part in a telling, or is where it was; or nobody is named."""
    there = {key for p in (*draft.actors, *draft.recipients) for key in (p.party, p.country, p.id)}
    there |= {draft.place.country, draft.place.name} if draft.place is not None else set()
    return not apart.named or not there.isdisjoint(apart.named)


def _gone_on(draft: Draft, dated: Sequence[Draft]) -> Draft:
    """The day of what is told just before: by a party's own act of words, or by one of which this is "another"."""
    if draft.when or draft.apart is not None or draft.status != "occurred":
        return draft
    before = [d for d in dated if (d.sentence, d.token) < (draft.sentence, draft.token)]
    near = [d for d in before if draft.sentence - d.sentence <= (REACH_SENTENCES if draft.another else 1)]
    alike = [d for d in near if (d.type == draft.type if draft.another else _speaks_on(draft, d))]
    return replace(draft, when=alike[-1].when, date_from="anchor") if alike else draft


def _speaks_on(draft: Draft, before: Draft) -> bool:
    """Whether those who act by words did so just before, or met: "X and Y met on Monday. X rejected the charge"."""
    spoke = before.type in _SPOKEN and before.mode != "visit"  # who came on Saturday need not have said it then
    return draft.type in _VERBAL and spoke and _all_of(draft, before)


def _is_sharp(when: PartialDate) -> bool:
    """Whether it is a day, or the few days of a visit."""
    return when.precision == "day" and when.width_days is not None and when.width_days <= _LONGEST_VISIT_DAYS


def _on_journey(draft: Draft, trips: Sequence[Draft]) -> Draft:
    """The days and the place of the journey that a meeting told after it belongs to."""
    if draft.type != "CONSULT" or draft.mode in _AFAR:
        return draft
    if not draft.when and draft.apart is None:
        days = {t.when for t in _journeys(draft, [t for t in trips if t.when])}
        draft = replace(draft, when=days.pop(), date_from="anchor") if len(days) == 1 else draft
    if draft.place is None and draft.mode != "visit":
        places = {t.place for t in _journeys(draft, trips)}
        there = places.pop() if len(places) == 1 else None
        draft = draft if there is None else replace(draft, place=there, place_from="anchor")
    return draft


def _journeys(draft: Draft, trips: Sequence[Draft]) -> Sequence[Draft]:
    """The journeys a meeting can be of: those to its host, else all of who meets, where no other host is told."""
    own = [t for t in trips if t.status == draft.status and t.sentence < draft.sentence and _travels(draft, t)]
    hosts = {p.party for p in (*draft.actors, *draft.recipients) if p.party}
    travellers = {p.party for t in own for p in t.actors}
    there = [t for t in own if (hosts - travellers) & {p.party for p in t.recipients}]
    return there or (() if hosts - travellers else own)


def _travels(meeting: Draft, trip: Draft) -> bool:
    """Whether somebody who meets is on the journey, by name or, where the journey names nobody, by party."""
    people = {p.id for p in trip.actors if p.kind == "person"}
    if people:
        return any(p.id in people for p in (*meeting.actors, *meeting.recipients))
    return bool({p.party for p in trip.actors if p.party} & {p.party for p in meeting.actors})


def _anchored(draft: Draft, meeting: Draft | None, *, release: bool, published: PartialDate) -> Draft:
    if (
        draft.when
        or draft.apart is not None
        or draft.status != "occurred"
        or draft.type not in (_SPOKEN if release else _VERBAL)
    ):
        return draft
    if meeting is not None and _belongs(draft, meeting, release=release):
        return replace(draft, when=meeting.when, date_from="anchor")
    if release and published.is_day and draft.statement is None and draft.type in _VERBAL:
        return replace(draft, when=published, date_from="publication")
    return draft


def _belongs(draft: Draft, meeting: Draft, *, release: bool) -> bool:
    """Whether all who act are of the meeting's parties; a release reports of its one meeting to the end."""
    after = draft.sentence - meeting.sentence
    if draft.type == "CONSULT":
        who = {p.party for p in (*draft.actors, *draft.recipients) if p.party}
        met = {p.party for p in (*meeting.actors, *meeting.recipients)}
        return draft.mode not in _AFAR and after > 0 and bool(who) and who <= met
    return after >= 0 and (release or after <= REACH_SENTENCES) and _all_of(draft, meeting)


def _all_of(draft: Draft, other: Draft) -> bool:
    """Whether all who act in one telling stand on either side of the other, themselves or by their party."""
    there = (*other.actors, *other.recipients)
    parties, people = {p.party for p in there if p.party}, {p.id for p in there}
    return bool(draft.actors) and all(p.party in parties or p.id in people for p in draft.actors)
