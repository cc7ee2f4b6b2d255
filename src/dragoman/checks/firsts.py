"""``first-since``: an act that is called the first since some time, and one like it that is told for that time.

A note, no verdict: what is a visit, and whose, is the writer's to say. So only what leaves little room is told: a visit
by the same person or by a holder of the same office to the same party, a meeting of the same two parties at the same
level; and where the claim narrows the act ("the first direct talks"), only what is called so too. "Since 2015" is
over with the year; of "in six years" the first is left out, for such numbers are round.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from dragoman.dates import find_times
from dragoman.partial_date import PartialDate
from dragoman.records import Article, Event, Finding, Participant

_NUMBERS = {
    word: number
    for number, word in enumerate("two three four five six seven eight nine ten eleven twelve".split(), start=2)
}
_YEARS = {"year": 1, "decade": 10}
_CLAIM = re.compile(
    r"""\b(?P<whose>his|her|its|their|the|a)?\s*\bfirst\s(?P<kinds>(?:[\w-]+\s){0,3}?)
    (?P<act>visit|trip|meeting|talks|summit|time)\b(?P<of>[^.;:!?\n]{0,80}?)\s
    (?:since\s(?P<since>(?:[A-Z][a-z]+\s)?(?:\d{1,2},?\s)?(?:19|20)\d\d)
      |in\s(?:(?:about|almost|nearly|more\sthan|over|at\sleast)\s)?(?P<number>[\w-]+)\s(?P<unit>year|decade)s?)\b""",
    re.VERBOSE,
)
# What is told between the claim's time and the act must be over this many days before it: its own preparations are not.
_APART = timedelta(days=14)
_PLAIN = frozenset({"ever"})
_SENTENCE_END = re.compile(r"[.!?][\"”’']?\s")


class Claim(NamedTuple):
    """That an act is the first of its kind since some day."""

    start: int
    end: int
    event: Event
    since: date  # the last day that the claim leaves out
    until: date  # the day of the act itself, or of the report
    kinds: tuple[str, ...]  # words that narrow it: "direct", "official"
    own: bool  # "his first visit": of one person, not of an office


def first_since(article: Article, events: Sequence[Event], *, reference: PartialDate) -> tuple[Finding, ...]:
    """One note for each claim of a first that another event of the article is told against."""
    told = ((claim, like(claim, events)) for claim in claims(article, events, reference=reference))
    return tuple(note(article, claim, other) for claim, other in told if other is not None)


def claims(article: Article, events: Sequence[Event], *, reference: PartialDate) -> Iterator[Claim]:
    """What the article calls the first since a day, of visits and meetings that it tells as having occurred."""
    for match in _CLAIM.finditer(article.text, article.body_start):
        told = (event for event in events if event.type == "CONSULT" and _beside(article.text, event, match.start()))
        act = min(told, key=lambda event: event.start, default=None)
        if act is None or act.status != "occurred" or act.basis == "alleged":
            continue
        until = act.when.earliest or reference.latest
        since = _since(match, until) if until is not None else None
        if until is None or since is None or since >= until:
            continue
        kinds = tuple(word.lower() for word in match["kinds"].split() if word.lower() not in _PLAIN)
        own = match["whose"] in {"his", "her"}
        yield Claim(match.start(), match.end(), act, since, until, kinds, own)


def _beside(text: str, event: Event, place: int) -> bool:
    """Whether the event is told around the place, or before it in its sentence."""
    return event.start <= place and (place < event.end or not _SENTENCE_END.search(text, event.end, place))


def _since(match: re.Match[str], until: date) -> date | None:
    """The last day of what "since" names, or as many years back as surely are meant."""
    if match["since"] and match["since"].isdigit():
        return date(int(match["since"]), 12, 31)
    if match["since"]:
        times = find_times(match["since"], 0, len(match["since"]), reference=PartialDate(), tense="past")
        return next((time.value.latest for time in times), None)
    word = match["number"].lower()
    number = int(word) if word.isdigit() else 1 if word == "a" else _NUMBERS.get(word, 0)
    years = (number * _YEARS[match["unit"]]) - 1
    return date(until.year - years, 1, 1) if 0 < years < until.year else None


def like(claim: Claim, events: Iterable[Event]) -> Event | None:
    """The latest event of the kind that the claim leaves no room for; None: there is none."""
    found = [event for event in events if event is not claim.event and _between(claim, event) and _alike(claim, event)]
    return max(found, key=lambda event: event.when.sort_key, default=None)


def _between(claim: Claim, event: Event) -> bool:
    when = event.when
    if when.earliest is None or when.latest is None:
        return False
    return claim.since < when.earliest and when.latest <= claim.until - _APART


def _alike(claim: Claim, event: Event) -> bool:
    act = claim.event
    if event.status not in {"occurred", "background"} or event.basis == "alleged":
        return False
    if (event.type, event.mode) != (act.type, act.mode) or any(kind not in event.text.lower() for kind in claim.kinds):
        return False
    if act.mode == "visit":
        goers = _who(act.actors, own=claim.own) & _who(event.actors, own=claim.own)
        return bool(goers) and bool(_parties(act.recipients) & _parties(event.recipients))
    sides = [_who(act.actors), _who(act.recipients)]
    others = [_who(event.actors), _who(event.recipients)]
    return any(all(a & b for a, b in zip(sides, turned, strict=True)) for turned in (others, others[::-1]))


def _who(people: Sequence[Participant], *, own: bool = False) -> set[str]:
    """Whom a side is: persons by their office, or by themselves where one's own is claimed; parties by their codes."""
    found = set()
    for who in people:
        if who.kind != "person":
            found |= {who.party} if who.party and who.id == who.party else set()
        elif own or who.office is None:
            found |= {who.id} if not who.id.startswith("described-") else set()
        else:
            found.add(who.office)
    return found


def _parties(people: Sequence[Participant]) -> set[str]:
    return {who.party for who in people if who.party}


def note(article: Article, claim: Claim, other: Event, *, where: str = "") -> Finding:
    """The finding that a claim and an event do not go together.

    Args:
        article: where the claim is.
        claim: the claim.
        other: the event.
        where: the article that tells the event; "": the same.
    """
    text = article.text[claim.start : claim.end]
    place = f"{where} " if where else ""
    return Finding(
        kind="first-since",
        text=text,
        start=claim.start,
        end=claim.end,
        message=f"called the first after {claim.since}; one is told for {other.when}",
        evidence=(f"{place}[{other.start}, {other.end}) {other.text}",),
    )
