"""What an event is part of: a meeting of the visit it was held on, a strike of the campaign it was flown in.

A part shares a party on each side with its whole, is as real, and is not told of other days. Where the days are not
both known it must stand beside the whole, or say so ("during the visit", "as part of the offensive"). What is said to
be part of a campaign is of the one that was told first with these parties; "the strikes were part of it" says it of
those told just before.
"""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from dragoman.records import Event, Participant, Sentence

# Meetings that need no journey.
_AFAR = frozenset({"phone", "video"})
# Sentences after a visit in which an undated meeting of the same people is still of it.
_NEAR = 4
_ON_THE_VISIT = re.compile(
    r"\b(?:during|on|in the course of|as part of) (?:the|his|her|their|its|this|that|an?) (?:[\w-]+ ){0,3}?"
    r"(?:visit|trip|tour|stay)\b",
    re.IGNORECASE,
)
_CAMPAIGNS = frozenset("offensive campaign operation invasion incursion onslaught war siege blitz".split())
_BEGUN = re.compile(r"(?:launch|wag|beg[aiu]n|start|mount|open)", re.IGNORECASE)
_OBJECT = 4  # words from "launched" to "offensive"
_IN = frozenset("in during amid under since of as throughout".split())
_REAL = frozenset({"occurred", "background"})  # a campaign that goes on began before the news of today
_DEFINITE = frozenset({"the", "this", "that", "its", "their", "his", "her"})
_JUST_BEFORE = 2  # sentences before "the strikes were part of the offensive" in which the strikes are told
_HOPS = 5  # words between a strike and the campaign it hangs on


def with_wholes(events: Sequence[Event], sentences: Sequence[Sentence]) -> tuple[Event, ...]:
    """The events, each with the id of the event it is part of."""
    places = {e.id: _sentence_of(e, sentences) for e in events}
    campaigns = _said_of(events, places, sentences)
    found: list[Event] = []
    for event in events:
        if event.id in campaigns:
            found.append(replace(event, part_of=campaigns[event.id]))
            continue
        wholes = [w for w in events if w.id != event.id and _is_part(event, w, places, sentences)]
        nearest = min(wholes, key=lambda w: abs(w.trigger.start - event.trigger.start), default=None)
        found.append(event if nearest is None else replace(event, part_of=nearest.id))
    return tuple(found)


def _said_of(events: Sequence[Event], places: dict[str, int], sentences: Sequence[Sentence]) -> dict[str, str]:
    """Strikes that the article says are part of a campaign, each with the campaign told first that it can mean."""
    strikes = [e for e in events if e.type == "ASSAULT" and not _is_campaign(e)]
    wholes = sorted((e for e in events if e.type == "ASSAULT" and _is_campaign(e)), key=lambda e: e.trigger.start)
    found: dict[str, str] = {}
    for number, sentence in enumerate(sentences) if strikes and wholes else ():
        for node in _campaigns_named(sentence):
            own = [e for e in strikes if places[e.id] == number and _under(e, node, sentence)]
            told = own or _just_before(strikes, number, node, places, sentence)
            for strike in told:
                known = [w for w in wholes if places[w.id] <= number and _can_be_of(strike, w)]
                if known and known[0].id != strike.id:
                    found.setdefault(strike.id, known[0].id)
    return found


def _campaigns_named(sentence: Sentence) -> list[int]:
    """The words that speak of a campaign that is known: "the offensive", "its campaign"."""
    tokens = sentence.tokens
    owned = {t.head - 1 for t in tokens if t.form.lower() in _DEFINITE}
    return [i for i, t in enumerate(tokens) if t.lemma.lower() in _CAMPAIGNS and i in owned]


def _under(strike: Event, node: int, sentence: Sentence) -> bool:
    """Whether a campaign stands under a strike as what it is done in: "in the offensive", "as part of it"."""
    tokens, marks = sentence.tokens, set[str]()
    for _ in range(_HOPS):
        marks |= {t.form.lower() for t in tokens if t.head - 1 == node and t.deprel in {"case", "mark"}}
        if not 0 < tokens[node].head <= len(tokens):
            return False
        node = tokens[node].head - 1
        if tokens[node].start == strike.trigger.start:
            return bool(marks & _IN)
    return False


def _just_before(
    strikes: Sequence[Event], number: int, node: int, places: dict[str, int], sentence: Sentence
) -> list[Event]:
    """The strikes told last before a sentence that says of them that they were part of a campaign."""
    tokens = sentence.tokens
    head = tokens[node].head - 1
    if not 0 <= head < len(tokens) or tokens[head].lemma.lower() != "part":
        return []
    subject = next((t for t in tokens if t.head - 1 == head and t.deprel == "nsubj"), None)
    if subject is None or not any(t.head - 1 == head and t.deprel == "cop" for t in tokens):
        return []
    here = [e for e in strikes if places[e.id] == number and e.trigger.start == subject.start]
    near = [e for e in strikes if 0 < number - places[e.id] <= _JUST_BEFORE]
    last = max((places[e.id] for e in near), default=None)
    return here or [e for e in near if places[e.id] == last]


def _can_be_of(strike: Event, campaign: Event) -> bool:
    """Whether a strike can be of a campaign: those who strike wage it, and it was not over before that began."""
    dated = bool(strike.when and campaign.when)
    early = dated and strike.when.before(campaign.when)
    told_alike = strike.status == campaign.status or {strike.status, campaign.status} <= _REAL
    return told_alike and not early and _fits(strike.actors, campaign.actors)


def _is_part(part: Event, whole: Event, places: dict[str, int], sentences: Sequence[Sentence]) -> bool:
    if part.type != whole.type or part.status != whole.status:
        return False
    at, there = places[part.id], places[whole.id]
    if part.type == "CONSULT" and whole.mode == "visit" and part.mode != "visit" and part.mode not in _AFAR:
        dated = bool(part.when and whole.when)
        if dated and not whole.when.overlaps(part.when):
            return False
        said = bool(_ON_THE_VISIT.search(sentences[at].text))
        near = at == there or said or dated or 0 < at - there <= _NEAR
        return near and _of_the_visit(part, whole, beside=at == there)
    if part.type == "ASSAULT" and _is_campaign(whole) and not _is_campaign(part):
        dated = bool(part.when and whole.when)
        if dated and part.when.before(whole.when):  # the day of a campaign is the one it began on
            return False
        told_in = at == there and _hangs_in(part, whole, sentences[at])
        return (told_in and _fits(part.actors, whole.actors)) or (
            dated and _shared(part.actors, whole.actors) and _shared(part.recipients, whole.recipients)
        )
    return False


def _of_the_visit(meeting: Event, visit: Event, *, beside: bool) -> bool:
    """The visitor meets somebody of the country visited, or in the same breath somebody who acts for nobody."""
    for own, others in ((meeting.actors, meeting.recipients), (meeting.recipients, meeting.actors)):
        if not _same_person(own, visit.actors):
            continue
        hosts = _parties(visit.recipients)
        joint = _parties(own) & hosts  # "the two presidents reviewed"
        if hosts & _parties(others) or joint or (beside and others and not _parties(others)):
            return True
    return False


def _same_person(one: Sequence[Participant], other: Sequence[Participant]) -> bool:
    """Whether the same people, or where a side names none the same party, stand on both sides."""
    people = [{who.id for who in side if who.kind == "person"} for side in (one, other)]
    return bool(people[0] & people[1]) if all(people) else _shared(one, other)


def _parties(people: Sequence[Participant]) -> set[str]:
    return {who.party for who in people if who.party}


def _shared(one: Sequence[Participant], other: Sequence[Participant]) -> bool:
    return bool((_parties(one) | {who.id for who in one}) & (_parties(other) | {who.id for who in other}))


def _fits(one: Sequence[Participant], other: Sequence[Participant]) -> bool:
    return not one or not other or _shared(one, other)


def _is_campaign(event: Event) -> bool:
    """ "The offensive", "launched an offensive"."""
    after = event.text[event.trigger.end - event.start :].split()[:_OBJECT] if _BEGUN.match(event.trigger.text) else ()
    return any(word.lower().strip(",.;").rstrip("s") in _CAMPAIGNS for word in (event.trigger.text, *after))


def _hangs_in(part: Event, whole: Event, sentence: Sentence) -> bool:
    """Whether the campaign stands under the strike with "in", "during", "as part of"."""
    tokens = sentence.tokens
    node = next((i for i, t in enumerate(tokens) if t.start == whole.trigger.start), None)
    marks = {t.form.lower() for t in tokens if node is not None and t.head - 1 == node and t.deprel == "case"}
    for _ in range(_HOPS):
        if node is None or not 0 < tokens[node].head <= len(tokens):
            return False
        node = tokens[node].head - 1
        if tokens[node].start == part.trigger.start:
            return bool(marks & _IN)
    return False


def _sentence_of(event: Event, sentences: Sequence[Sentence]) -> int:
    return next((i for i, s in enumerate(sentences) if s.start <= event.trigger.start < s.end), 0)
