"""Participants as such: each once, what they are, the state a place belongs to."""

from collections.abc import Iterable

from msgspec.structs import replace

from dragoman.events.frames import Quality
from dragoman.records import Participant

People = tuple[Participant, ...]
GROUPS = frozenset({"state", "organisation", "armed_group", "party"})
PARTY_KINDS = frozenset({*GROUPS, "company"})
_ANIMATE = frozenset({"person", "crowd", "unnamed", *PARTY_KINDS})


def unique(people: Iterable[Participant]) -> tuple[Participant, ...]:
    """Each participant once, in order."""
    found: dict[str, Participant] = {}
    for person in people:
        found.setdefault(person.id, person)
    return tuple(found.values())


def hosts(who: Participant) -> Participant:
    """The state that a place belongs to: what is visited with the town, what holds those arrested in it."""
    if who.party is not None or who.country is None or who.kind == "person":
        return who
    return replace(who, id=who.country, kind="state", party=who.country)


def fits(people: tuple[Participant, ...], qualities: Iterable[Quality]) -> bool:
    """Whether somebody among them has all the qualities a frame asks for; nobody at all does not fit."""
    return all(any(_has(p, q) for p in people) for q in qualities)


def _has(person: Participant, quality: Quality) -> bool:
    if quality == "acts":
        return person.party is not None
    if quality == "person":
        return person.kind == "person" or (person.kind == "crowd" and person.office is None)
    if quality == "group":
        return person.kind in GROUPS
    if quality == "animate":
        return person.kind in _ANIMATE
    return person.kind == quality
