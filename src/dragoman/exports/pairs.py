"""Pairs of actor and recipient, for layouts that hold one of each in a row.

A side's members that act for the same party are one: two ministers of Chile are Chile once. Those who met without a
host or caller being told, and those who stand on both sides, are paired with each other once.
"""

from collections.abc import Iterable
from itertools import combinations

from dragoman.records import Event, Participant

Pair = tuple[Participant | None, Participant | None]

MUTUAL_TYPES = frozenset({"CONSULT", "AGREE", "COOPERATE"})
# What CAMEO calls the same event seen from the other side: a visit made is a visit hosted, a meeting is a meeting.
MIRRORED = {"040": "040", "041": "041", "042": "043", "043": "042", "044": "044", "046": "046", "057": "057"}


def pairs(event: Event) -> list[Pair]:
    """Who acted on whom, each pair of parties once; one side alone has nobody on the other."""
    actors, recipients = distinct(event.actors), distinct(event.recipients)
    if is_reciprocal(event):
        return list(combinations(actors, 2))
    if not recipients:
        if event.type in MUTUAL_TYPES and len(actors) > 1:
            return list(combinations(actors, 2))
        return [(actor, None) for actor in actors]
    if not actors:
        return [(None, recipient) for recipient in recipients]
    crossed: list[Pair] = [(a, b) for a in actors for b in recipients if identity(a) != identity(b)]
    return crossed or [(actors[0], recipients[0])]  # within one party: police and citizens of one state


def is_reciprocal(event: Event) -> bool:
    """Whether the same parties stand on both sides, as those do who sign or agree together."""
    actors = {identity(who) for who in event.actors}
    return len(actors) > 1 and actors == {identity(who) for who in event.recipients}


def distinct(people: Iterable[Participant]) -> list[Participant]:
    """The first of those who act for the same party, in their order."""
    first: dict[str, Participant] = {}
    for who in people:
        first.setdefault(identity(who), who)
    return list(first.values())


def identity(who: Participant) -> str:
    """What tells two participants apart: the party, else the table's id, else the name."""
    return who.party or (who.name.casefold() if who.id.startswith("described-") else who.id)
