"""Which tellings are worth comparing: those of one type family, with parties in common, a few days apart.

A telling is filed under a hash of each of its families with each two of its parties, and with each party by itself for
those that name one only. Within a block the last day orders, so that a window of days is a range of the index.
"""

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from dragoman.compare.telling import WIDEST_DAYS, Telling
from dragoman.records import EventType

# Types that coders take for each other when they read the same act: a pact is an agreement or the begin of
# cooperation, a seizure force or coercion.
FAMILIES: dict[EventType, tuple[str, ...]] = {
    "CONSULT": ("talk",),
    "AGREE": ("deal",),
    "SUPPORT": ("back",),
    "COOPERATE": ("deal", "back", "help", "arms"),
    "CONCEDE": ("yield",),
    "RETREAT": ("yield",),
    "AID": ("help",),
    "REQUEST": ("press",),
    "THREATEN": ("press",),
    "ACCUSE": ("blame",),
    "REJECT": ("blame",),
    "PROTEST": ("protest", "blame"),
    "SANCTION": ("punish",),
    "COERCE": ("punish", "force"),
    "ASSAULT": ("force",),
    "MOBILIZE": ("arms",),
}
PLACED = frozenset({"force", "protest"})  # told by where they were, when nobody knows who it was

NEAR_DAYS = 3  # between the days of two accounts that differ on the date
NARROW_DAYS = 3  # a telling of as many days or fewer is sharp
MOST_PARTIES = 6  # of a summit of thirty the first are enough to find its other tellings by


class Range(NamedTuple):
    """A stretch of a block."""

    block: int
    first: int
    last: int


def comparable(telling: Telling) -> bool:
    """Whether there is anything to look the telling up by: a date, and a party or a country."""
    return telling.last > 0 and bool(_named(telling))


def filed_under(telling: Telling) -> set[int]:
    """The blocks of a telling; empty where it cannot be compared."""
    if not comparable(telling):
        return set()
    width = "narrow" if _narrow(telling) else "wide"
    return {_block(family, key, width) for family in FAMILIES[telling.type] for key in _stored(telling, family)}


def looked_up(telling: Telling) -> Iterator[Range]:
    """Where the tellings may be found that are of one happening with this one."""
    if not comparable(telling):
        return
    first, last = telling.first - NEAR_DAYS, telling.last + NEAR_DAYS
    for family in FAMILIES[telling.type]:
        for key in _sought(telling, family):
            yield Range(_block(family, key, "narrow"), first, last + NARROW_DAYS)
            yield Range(_block(family, key, "wide"), first, last + WIDEST_DAYS)


def _narrow(telling: Telling) -> bool:
    return telling.last - telling.first < NARROW_DAYS


def _named(telling: Telling) -> tuple[str, ...]:
    parties = telling.parties[:MOST_PARTIES]
    return parties or ((f"@{telling.country}",) if telling.country else ())


def _stored(telling: Telling, family: str) -> set[str]:
    names = _named(telling)
    keys = {f"{name} alone" for name in names} if len(names) == 1 else {"|".join(two) for two in combinations(names, 2)}
    return keys | {f"{name} any" for name in (*names, *_where(telling, family))}


def _sought(telling: Telling, family: str) -> set[str]:
    names = _named(telling)
    if len(names) == 1:
        return {f"{name} any" for name in (*names, *_where(telling, family))}
    alone = {f"{name} alone" for name in (*names, *_where(telling, family))}
    return alone | {"|".join(two) for two in combinations(names, 2)}


def _where(telling: Telling, family: str) -> tuple[str, ...]:
    return (f"@{telling.country}",) if family in PLACED and telling.country else ()


@lru_cache(maxsize=100_000)
def _block(*parts: str) -> int:
    """A key of 63 bits: two of a million blocks share one with a chance of 1 in 10^7, and then only cost time."""
    digest = hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def meet(one: Telling, other: Telling) -> bool:
    """Whether a look-up of the one can find the other: tested as a property, not used to find."""
    days = other.first <= one.last + NEAR_DAYS and one.first <= other.last + NEAR_DAYS
    return days and any(range_.block in filed_under(other) for range_ in looked_up(one))
