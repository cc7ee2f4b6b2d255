"""When, where and who: points on which two articles that tell one happening can differ.

An article that leaves something out differs from nobody. Each article is held to what it says most sharply; it agrees
with another as soon as one of its clauses does.
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations, product
from typing import NamedTuple

from msgspec.structs import replace

from dragoman.compare.accounts import (
    DIFFERENCES,
    Account,
    Difference,
    Disagreement,
    Matter,
    Telling,
    account,
    corrects,
    disagreement,
    is_later,
    parties_of,
)
from dragoman.records import Event, Participant, Place

_UNREAL = frozenset({"planned", "hypothetical"})
_AT_NIGHT = re.compile(r"\b(night|overnight|midnight|dawn|late on|late|early|small hours|before daybreak)\b", re.I)
_ROUGH_TIME = re.compile(
    r"\b(around|about|sometime|some time|believed to|thought to|in recent days|reportedly)\b", re.I
)
_ROUGH_PLACE = re.compile(
    r"\b(near|outside|close to|around|between|outskirts|vicinity|off the coast|reportedly)\b", re.I
)
# Nearer than this two names can be of one place: a suburb and its city, a base and the town beside it.
_SAME_PLACE_KM = 30.0
_NEAR_PLACE_KM = 100.0
_EARTH_KM = 6371.0
_TWO_SIDED = frozenset({"CONSULT", "AGREE", "COOPERATE"})  # either may be named first

Compared = Callable[[Event, Event], Difference | None]


def differing_circumstances(subject: str, tellings: Sequence[Telling]) -> Iterator[Disagreement]:
    """At most one disagreement each on the date, the place and those who took part."""
    real = [(telling, _real(telling)) for telling in tellings]
    points: tuple[tuple[Matter, Compared], ...] = (("date", _dates), ("place", _places), ("participants", _people))
    for matter, compared in points:
        told = [(telling, [event for event in events if _says(event, compared)]) for telling, events in real]
        pairs = list(_pairs_apart([_Said(*each, _given(each[1], compared)) for each in told if each[1]], compared))
        if pairs:
            yield _joined(subject, matter, pairs)


_Pair = tuple[Telling, Telling, Event, Event, Difference]
_Given = frozenset[object] | None


class _Said(NamedTuple):
    """What an article says on one point."""

    telling: Telling
    events: Sequence[Event]  # that say something on it
    given: _Given


def _pairs_apart(said: Sequence[_Said], compared: Compared) -> Iterator[_Pair]:
    """The pairs of articles that differ.

    Hundreds of articles tell one happening with a handful of days, places and sides among them: whether what two
    articles give agrees is asked once, not once a pair.
    """
    known: dict[tuple[_Given, _Given], bool] = {}
    for one, other in combinations(said, 2):
        if one.given is not None and other.given is not None:
            if one.given == other.given:
                continue
            both = (one.given, other.given)
            if both not in known:
                known[both] = _agree(product(one.events, other.events), compared)
            if known[both]:
                continue
        if one.telling.can_differ(other.telling):
            found = _apart(one, other, compared)
            if found is not None:
                yield one.telling, other.telling, *found


def _given(events: Sequence[Event], compared: Compared) -> _Given:
    """All that decides whether two articles agree on a point; ``None``: their other words decide too."""
    if compared is _dates:
        return frozenset(event.when for event in events)
    if compared is _places:
        return frozenset(event.place for event in events)
    everyone = [who for event in events for who in (*event.actors, *event.recipients)]
    if any(_named(who) for who in everyone):
        return None
    return frozenset((event.type, _bodies(event.actors), _bodies(event.recipients)) for event in events)


def _agree(told: Iterable[tuple[Event, Event]], compared: Compared) -> bool:
    return any(compared(a, b) is None for a, b in told)


def _apart(one: _Said, other: _Said, compared: Compared) -> tuple[Event, Event, Difference] | None:
    """The first clauses of two articles that differ, when none of the one agrees with one of the other."""
    told = list(product(one.events, other.events))
    if compared is _people:
        told = [(_unnamed(a, b, other.telling), _unnamed(b, a, one.telling)) for a, b in told]
        told = [(a, b) for a, b in told if _says(a, compared) and _says(b, compared)]
    found = [(a, b, compared(a, b)) for a, b in told]
    if not found or any(difference is None for *_, difference in found):
        return None
    a, b, difference = min(found, key=lambda f: (f[0].start, f[1].start))
    return (a, b, difference) if difference else None


def _real(telling: Telling) -> Sequence[Event]:
    """The clauses that tell it; what is denied or supposed tells no date or place of it.

    Of people only those remain whose names are printed: who held an office that day is the tables' word.
    """
    text = telling.article.text
    return [
        replace(event, actors=_printed(event.actors, text), recipients=_printed(event.recipients, text))
        for event in telling.events
        if event.status not in {"denied", "hypothetical"}
    ]


def _printed(people: Sequence[Participant], text: str) -> tuple[Participant, ...]:
    return tuple(who for who in people if who.kind != "person" or who.name.split()[-1] in text)


def _says(event: Event, compared: Compared) -> bool:
    """Whether a clause says something on the point."""
    if compared is _dates:
        return bool(event.when) and event.date_from != "publication"  # the day of the words
    if compared is _places:
        return event.place is not None
    return bool((*event.actors, *event.recipients))


def _joined(subject: str, matter: Matter, pairs: Sequence[_Pair]) -> Disagreement:
    """All pairs that differ on one point, as one disagreement of the sharpest kind among them."""
    accounts: dict[Account, None] = {}
    kinds: set[Difference] = set()
    reasons: set[str] = set()
    made: dict[tuple[str, int], Account] = {}  # the clauses live in ``pairs``, so that their addresses name them

    def quoted(telling: Telling, event: Event) -> Account:
        key = (telling.article.id, id(event))
        if key not in made:
            made[key] = account(telling.article, event, value=_value(matter, event))
        return made[key]

    for one, other, a, b, difference in pairs:
        first, second = quoted(one, a), quoted(other, b)
        accounts[first], accounts[second] = None, None
        kind, why = _kind(difference, (first, a), (second, b))
        kinds.add(kind)
        reasons.add(why)
    tellings = [telling for one, other, *_ in pairs for telling in (one, other)]
    worst = max(kinds, key=DIFFERENCES.index)
    return disagreement(subject, matter, worst, accounts, tellings=tellings, why=sorted(reasons))


_Side = tuple[Account, Event]


def _kind(difference: Difference, first: _Side, second: _Side) -> tuple[Difference, str]:
    (a, told_a), (b, told_b) = (second, first) if is_later(first[0], second[0]) else (first, second)
    if corrects(b, a) or (not is_later(b, a) and corrects(a, b)):
        return "update", "the later account corrects the earlier"
    if told_a.status in _UNREAL and told_b.status not in _UNREAL and is_later(b, a):
        return "update", "planned, then told as it came"
    if told_a.status in _UNREAL and told_b.status in _UNREAL and is_later(b, a):
        return "update", "a plan told anew later"
    return difference, "rough" if difference == "spread" else "both told plainly"


def _value(matter: Matter, event: Event) -> str:
    if matter == "date":
        return str(event.when)
    if matter == "place":
        return event.place.name if event.place else ""
    sides = (", ".join(who.name for who in side) for side in (event.actors, event.recipients))
    return " / ".join(side for side in sides if side)


# --- dates --------------------------------------------------------------------------------------------------


def _dates(a: Event, b: Event) -> Difference | None:
    """Different days, weeks, months: rough where a clause says so, or where one night has two dates."""
    if not (a.when and b.when) or a.when.overlaps(b.when):
        return None
    rough = any(_ROUGH_TIME.search(event.text) for event in (a, b))
    gap = _days_between(a, b)
    night = gap == 1 and any(_AT_NIGHT.search(event.text) for event in (a, b))
    return "spread" if rough or night or {a.when.precision, b.when.precision} - {"day"} else "conflict"


def _days_between(a: Event, b: Event) -> int | None:
    first, second = sorted((a.when, b.when), key=lambda when: when.sort_key)
    if first.latest is None or second.earliest is None:
        return None
    return (second.earliest - first.latest).days


# --- places -------------------------------------------------------------------------------------------------


def _places(a: Event, b: Event) -> Difference | None:
    one, other = a.place, b.place
    if one is None or other is None or one.name.casefold() == other.name.casefold():
        return None
    if one.precision not in {"city", "venue"} or other.precision not in {"city", "venue"}:
        return None  # the wider of the two may hold the other
    apart = kilometres(one, other)
    if apart is None or apart < _SAME_PLACE_KM:
        return None
    rough = any(_ROUGH_PLACE.search(event.text) for event in (a, b))
    return "spread" if rough and apart < _NEAR_PLACE_KM else "conflict"


def kilometres(one: Place, other: Place) -> float | None:
    """Great-circle distance (haversine); None where a place has no coordinates."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    a, b = math.radians(one.lat), math.radians(other.lat)
    width = math.radians(other.lon - one.lon)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(width / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


# --- who took part ------------------------------------------------------------------------------------------


def _people(a: Event, b: Event) -> Difference | None:
    """Another person for one party, or another party where all else is the same."""
    if _persons_differ(a, b) or _parties_differ(a, b):
        return "conflict"
    return None


def _unnamed(event: Event, told: Event, other: Telling) -> Event:
    """The event without the people whom the other article names elsewhere: it does not leave them out."""
    there = [who for who in (*told.actors, *told.recipients) if _named(who)]
    text = other.article.text

    def kept(people: Sequence[Participant]) -> tuple[Participant, ...]:
        return tuple(
            who
            for who in people
            if not _named(who) or who.name.split()[-1] not in text or any(_one_person(who, y) for y in there)
        )

    return replace(event, actors=kept(event.actors), recipients=kept(event.recipients))


def _persons_differ(a: Event, b: Event) -> bool:
    """One person of each side is the same, and for another party each names one of its own.

    Without the first two reports may name two members of a delegation, and neither leaves the other out.
    """
    everyone = [(*event.actors, *event.recipients) for event in (a, b)]
    known = [[who for who in people if _named(who)] for people in everyone]
    if not any(_one_person(x, y) for x, y in product(*known)):
        return False
    for party in sorted(parties_of(everyone[0]) & parties_of(everyone[1])):
        one, other = ([who for who in side if who.party == party and _named(who)] for side in everyone)
        elsewhere = [x for people in known for x in people if x.party != party]
        if any(_one_person(x, y) for x, y in product((*one, *other), elsewhere)):
            continue  # given to another party in the other report: one of the two is misread
        if len(one) == len(other) == 1 and not any(_one_person(x, y) for x, y in product(one, other)):
            return True
    return False


def _named(who: Participant) -> bool:
    """A person by name, no crowd and no "the minister"."""
    return who.kind == "person" and " " in who.name.strip() and who.name[:1].isupper()


def _one_person(one: Participant, other: Participant) -> bool:
    """One in the tables, or a name that shares a word: spellings of one name differ more than they agree."""
    if one.id == other.id:
        return True
    words = [set(re.findall(r"[^\W\d_]{3,}", who.name.casefold())) for who in (one, other)]
    return bool(words[0] & words[1])


def _parties_differ(a: Event, b: Event) -> bool:
    """One side is the same, on the other each names parties of its own."""
    straight = _side(a.actors, b.actors), _side(a.recipients, b.recipients)
    if straight == ("same", "other") or straight == ("other", "same"):
        crossed = _side(a.actors, b.recipients), _side(a.recipients, b.actors)
        return not (a.type in _TWO_SIDED and "other" not in crossed)
    return False


def _side(one: Sequence[Participant], other: Sequence[Participant]) -> str:
    parties = _bodies(one), _bodies(other)
    if not all(parties):
        return "open"
    return "same" if parties[0] & parties[1] else "other"


def _bodies(people: Sequence[Participant]) -> frozenset[str]:
    """The parties that are named themselves: a person may have been given to the wrong one."""
    return parties_of(who for who in people if who.kind != "person")
