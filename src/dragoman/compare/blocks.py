"""Which tellings are worth comparing: those of one type family, with parties in common, a few days apart.

A telling is filed under a hash of each of its families with each two of its parties; one that names fewer than two,
with those that its article names besides. What is left alone with one party is looked up among all tellings of that
party. Within a block the last day orders, so that a window of days is a range of the index.
"""

import hashlib
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import combinations, product
from typing import NamedTuple

from dragoman.compare.telling import WIDEST_DAYS, Telling

# Types that coders take for each other when they read the same act: a pact is an agreement or the begin of
# cooperation, a seizure force or coercion.
FAMILIES: dict[str, tuple[str, ...]] = {
    "CONSULT": ("talk",),
    "AGREE": ("deal",),
    "SUPPORT": ("back", "deal", "help"),
    "COOPERATE": ("deal", "back", "help", "arms", "yield"),
    "CONCEDE": ("yield", "deal"),
    "RETREAT": ("yield",),
    "AID": ("help",),
    "REQUEST": ("press", "blame"),
    "THREATEN": ("press", "blame"),
    "ACCUSE": ("blame",),
    "REJECT": ("blame", "refuse"),
    "PROTEST": ("protest", "blame"),
    "SANCTION": ("punish", "refuse"),
    "COERCE": ("punish", "force", "refuse"),
    "ASSAULT": ("force",),
    "MOBILIZE": ("arms", "force"),
}
NEAR_DAYS = 2  # between the days of two accounts that differ on the date
NARROW_DAYS = 3  # a telling of as many days or fewer is sharp
MOST_PARTIES = 6  # of a summit of thirty the first are enough to find its other tellings by


class Range(NamedTuple):
    """A stretch of a block."""

    block: int
    first: int
    last: int


def families(kind: str) -> tuple[str, ...]:
    """The families of a type; a user's own type is taken for no other."""
    return FAMILIES.get(kind, (kind,))


@cache
def of_one_family(one: str, other: str) -> bool:
    """Whether events of two types may be told of one happening."""
    return not set(families(one)).isdisjoint(families(other))


def comparable(telling: Telling) -> bool:
    """Whether there is anything to look the telling up by: a date, and a party or a country."""
    return telling.last > 0 and bool(_context(telling))


def filed_under(telling: Telling) -> set[int]:
    """The blocks of a telling; empty where it cannot be compared."""
    if not comparable(telling):
        return set()
    width = "narrow" if telling.last - telling.first < NARROW_DAYS else "wide"
    keys = _stored(telling)
    return {_block(family, telling.kind, key, width) for family in families(telling.type) for key in keys}


def looked_up(telling: Telling) -> Iterator[Range]:
    """Where the tellings may be found that are of one happening with this one."""
    if not comparable(telling):
        return
    first, last = telling.first - NEAR_DAYS, telling.last + NEAR_DAYS
    for family, key in product(families(telling.type), sorted(_sought(telling))):
        yield Range(_block(family, telling.kind, key, "narrow"), first, last + NARROW_DAYS)
        yield Range(_block(family, telling.kind, key, "wide"), first, last + WIDEST_DAYS)


def _context(telling: Telling) -> tuple[str, ...]:
    """The parties a telling names; where it names one or none also those its article names, and where it was."""
    named = telling.parties[:MOST_PARTIES]
    if len(named) >= 2:
        return named
    return tuple(sorted({*named, *telling.around, *([telling.country] if telling.country else [])}))


def _pairs(telling: Telling) -> set[str]:
    """Each two parties of the context; where one is named, those it is of."""
    named = telling.parties
    every = combinations(_context(telling), 2)
    return {"|".join(two) for two in every if len(named) != 1 or named[0] in two}


def _alone(telling: Telling) -> tuple[str, ...]:
    """By what a telling is looked up that names one party, or none."""
    return telling.parties or _context(telling)


def _people(telling: Telling) -> set[str]:
    return {f"named {word}" for who in (*telling.actors.people, *telling.recipients.people) for word in who.split()}


def _stored(telling: Telling) -> set[str]:
    people = _people(telling)
    if len(telling.parties) >= 2:
        return people | _pairs(telling) | {f"{name} any" for name in _context(telling)}
    alone = _alone(telling)
    near = {f"{pair} near" for pair in _pairs(telling)}
    return people | near | {f"{name} any" for name in alone} | {f"{name} single" for name in alone}


def _sought(telling: Telling) -> set[str]:
    pairs = _pairs(telling)
    keys = _people(telling) | pairs | {f"{pair} near" for pair in pairs}
    if len(telling.parties) >= 2:
        return keys | {f"{name} single" for name in _context(telling)}
    return keys | {f"{name} any" for name in _alone(telling)}


@lru_cache(maxsize=100_000)
def _block(*parts: str) -> int:
    """A key of 63 bits: two of a million blocks share one with a chance of 1 in 10^7, and then only cost time."""
    digest = hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1
