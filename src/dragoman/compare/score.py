"""How likely two tellings are of one happening: match weights that add up, each with its reason.

After Fellegi and Sunter (1969), as splink words it: each comparison adds bits for or against, the sum is the logarithm to
base 2 of the odds, and the score is the probability they come to. Every comparison is of the two tellings alone, never of
what else is in the record, so that a score holds whatever is read later. The weights were set by hand on the articles of
``examples/`` and on reports of our own, then left as they are for ``evaluation/happenings``.
"""

import math
from typing import NamedTuple

from dragoman.compare.blocks import NEAR_DAYS
from dragoman.compare.telling import Side, Telling
from dragoman.compare.words import likeness
from dragoman.records import EventType

SAME = 0.5  # from this score on two tellings are linked
EVEN = 0.0  # the bits of an even chance

# Bits for two tellings of one block before anything is compared: parties meet seldom twice within days, but speak of
# each other, and fight, every day.
_PRIOR = -3.0
_PRIORS: dict[EventType, float] = {
    "CONSULT": -2.5, "ACCUSE": -4.0, "REQUEST": -4.0, "SUPPORT": -4.0, "REJECT": -4.0, "THREATEN": -4.0,
    "ASSAULT": -4.0, "COERCE": -3.5,
}  # fmt: skip
_MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
_MET = frozenset({"CONSULT", "AGREE"})
_CITY_KM = 40.0  # a town and the capital it lies at
_EARTH_KM = 6371.0


class Reason(NamedTuple):
    """A comparison: what it found and the bits it adds."""

    what: str
    bits: float


class Match(NamedTuple):
    """How likely two tellings are of one happening, and why."""

    score: float
    reasons: tuple[Reason, ...]

    @property
    def bits(self) -> float:
        """The sum of the reasons."""
        return sum(reason.bits for reason in self.reasons)


def match(one: Telling, other: Telling) -> Match | None:
    """Compare two tellings; ``None`` where they cannot be of one happening whatever the rest says."""
    if one.kind != other.kind or not _within_days(one, other):
        return None
    sides = _sides(one, other)
    if sides is None:
        return None
    prior = min(_PRIORS.get(one.type, _PRIOR), _PRIORS.get(other.type, _PRIOR))
    reasons = (Reason("before comparing", prior), *_kinds(one, other), sides, _people(one, other), _days(one, other))
    reasons += (_place(one, other), _words(one, other), *_story(one, other), *_tolls(one, other))
    found = tuple(reason for reason in reasons if reason.bits)
    return Match(probability(sum(reason.bits for reason in found)), found)


def probability(bits: float) -> float:
    """The probability of odds given in bits."""
    return 1 / (1 + 2.0**-bits)


def _within_days(one: Telling, other: Telling) -> bool:
    return other.first - one.last <= NEAR_DAYS and one.first - other.last <= NEAR_DAYS


def _kinds(one: Telling, other: Telling) -> tuple[Reason, ...]:
    reasons = []
    if one.type != other.type:
        reasons.append(Reason(f"types {one.type} and {other.type}" if one.type < other.type else
                              f"types {other.type} and {one.type}", -1.5))  # fmt: skip
    elif one.mode and other.mode and one.mode != other.mode:
        reasons.append(Reason("modes differ", -1.5))
    if one.trigger == other.trigger:
        reasons.append(Reason("same verb", 0.7))
    return tuple(reasons)


# --- who ---------------------------------------------------------------------------------------------------


def _sides(one: Telling, other: Telling) -> Reason | None:
    """The parties, side by side; crossed where a type has no direction."""
    straight = _bits_of(one.actors, other.actors) + _bits_of(one.recipients, other.recipients)
    if one.type in _MUTUAL and other.type in _MUTUAL:
        crossed = _bits_of(one.actors, other.recipients) + _bits_of(one.recipients, other.actors)
        together = _bits_of(_all(one), _all(other)) * 2
        straight = max(straight, crossed, together)
    if straight <= -4:
        return None
    return Reason("parties agree" if straight > 0 else "parties differ" if straight < 0 else "parties", straight)


def _all(telling: Telling) -> Side:
    return Side(parties=telling.parties, people=())


def _bits_of(one: Side, other: Side) -> float:
    first, second = set(one.parties), set(other.parties)
    if not first or not second:
        return 0.0
    if first == second:
        return 1.2
    if first & second:
        return 0.6 if first <= second or second <= first else 0.0
    return -4.0


def _people(one: Telling, other: Telling) -> Reason:
    first, second = ({*t.actors.people, *t.recipients.people} for t in (one, other))
    shared = len(first & second)
    if shared:
        return Reason("same people", min(1.5 * shared, 3.5))
    pairs = ((one.actors, other.actors), (one.recipients, other.recipients))
    if any(a.people and b.people and a.parties == b.parties for a, b in pairs):
        return Reason("other people", -2.5 if _met(one, other) else -1.5)
    return Reason("people", 0.0)


# --- when and where ----------------------------------------------------------------------------------------


def _days(one: Telling, other: Telling) -> Reason:
    apart = max(other.first - one.last, one.first - other.last, 0)
    sharp = all(t.dated == "told" and t.precision == "day" and t.first == t.last for t in (one, other))
    if sharp:
        return Reason(f"{apart} days apart", (2.0, -2.0, -4.0, -5.5)[apart]) if apart else Reason("same day", 2.0)
    if apart:
        return Reason(f"{apart} days apart at the least", -2.0 * apart)
    wide = max(one.last - one.first, other.last - other.first) + 1
    if "recalled" in (one.dated, other.dated):
        return Reason("recalled without a date", -1.5)
    if one.dated != "told" and other.dated != "told" and one.published and other.published:
        late = abs(one.published - other.published)
        return Reason(f"no dates, published {late} days apart", 1.5 if late <= 1 else 0.5 - 0.5 * late)
    return Reason("dates can agree", 1.0 if wide <= 8 else 0.0 if wide <= 31 else -1.0)


def _place(one: Telling, other: Telling) -> Reason:
    if one.city and other.city:
        if one.city == other.city:
            return Reason("same place", 1.5)
        if one.at and other.at and _apart_km(one.at, other.at) <= _CITY_KM:
            return Reason("places near each other", 0.5)
        return Reason("other places", -4.0 if _met(one, other) or one.country != other.country else -3.0)
    if one.country and other.country:
        return Reason("same country", 0.3) if one.country == other.country else Reason("other countries", -2.5)
    return Reason("place", 0.0)


def _apart_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    (lat, lon), (lat2, lon2) = (tuple(map(math.radians, at)) for at in (one, other))
    half = math.sin((lat2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat2) * math.sin((lon2 - lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(half))


# --- in what words -----------------------------------------------------------------------------------------


def _words(one: Telling, other: Telling) -> Reason:
    if not one.words or not other.words:
        return Reason("words", 0.0)
    alike = likeness(one.words, other.words)
    bits = _between(alike, ((0.0, -1.5), (0.15, -0.3), (0.3, 1.0), (0.5, 2.5), (0.8, 5.0), (1.0, 6.0)))
    return Reason(f"words alike {alike:.2f}", round(bits, 2))


def _story(one: Telling, other: Telling) -> tuple[Reason, ...]:
    alike = likeness(one.story, other.story) if one.dated != "recalled" and other.dated != "recalled" else 0.0
    bits = _between(alike, ((0.1, 0.0), (0.2, 0.7), (0.4, 2.0), (1.0, 2.5)))
    return (Reason(f"reports alike {alike:.2f}", round(bits, 2)),)


def _tolls(one: Telling, other: Telling) -> tuple[Reason, ...]:
    if not one.toll or not other.toll:
        return ()
    if set(one.toll) & set(other.toll):
        return (Reason("same toll", 1.5),)
    return (Reason("tolls differ", -0.7),)


def _between(value: float, points: tuple[tuple[float, float], ...]) -> float:
    """Straight lines between points; beyond the ends their values."""
    if value <= points[0][0]:
        return points[0][1]
    for (low, start), (high, end) in zip(points, points[1:], strict=False):
        if value <= high:
            return start + (end - start) * (value - low) / (high - low)
    return points[-1][1]


def _met(one: Telling, other: Telling) -> bool:
    return one.type in _MET or other.type in _MET
