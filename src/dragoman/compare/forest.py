"""From links to happenings: the strongest links that hold tellings together, joined while nothing speaks against it.

Of all links only a maximum spanning forest is kept, which tells the same connected tellings at any threshold (Gower and
Ross 1969) with fewer links than tellings. It can be kept up to date: the forest of old and new links is the forest of
the old forest and the new links. Which forest comes out does not depend on the order in which links come, for ties go
by the tellings' ids. Then the links are taken strongest first, and two groups stay apart when their tellings, taken
all together, are unlike, so that a row of near likenesses does not chain a week into one day.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice, product
from typing import NamedTuple

from dragoman.compare.blocks import NEAR_DAYS

MEAN = 0.0  # bits that tellings of two groups must come to on the average to be joined: an even chance
COMPARED = 4  # tellings of each group compared with those of the other


class Link(NamedTuple):
    """Two tellings that are likely one happening; ``one`` has the smaller id."""

    one: str
    other: str
    bits: float

    @property
    def order(self) -> tuple[float, str, str]:
        """The strongest first, then by id."""
        return (-self.bits, self.one, self.other)


class Groups:
    """Things in groups that are joined; a group is known by one of its members."""

    def __init__(self, members: Iterable[str]) -> None:
        self._group = {member: member for member in members}
        self._members = {member: [member] for member in self._group}

    def of(self, member: str) -> list[str]:
        """The members of a member's group."""
        return self._members[self._group[member]]

    def together(self, one: str, other: str) -> bool:
        """Whether two are in one group."""
        return self._group[one] == self._group[other]

    def join(self, one: str, other: str) -> None:
        """Make one group of two."""
        if self.together(one, other):
            return
        kept, gone = self._group[one], self._group[other]
        if len(self._members[kept]) < len(self._members[gone]):
            kept, gone = gone, kept
        moved = self._members.pop(gone)
        self._members[kept].extend(moved)
        for member in moved:
            self._group[member] = kept

    def all(self) -> Iterator[list[str]]:
        """Every group, its members sorted."""
        return (sorted(members) for members in self._members.values())


def spanning(links: Iterable[Link]) -> list[Link]:
    """The maximum spanning forest of the links (Kruskal 1956), strongest first."""
    ordered = sorted(links, key=lambda link: link.order)
    groups = Groups({end for link in ordered for end in (link.one, link.other)})
    kept = []
    for link in ordered:
        if not groups.together(link.one, link.other):
            groups.join(link.one, link.other)
            kept.append(link)
    return kept


Pair = tuple[str, str]
Bits = Callable[[str, str], float]


def happenings(
    members: Collection[str],
    links: Iterable[Link],
    *,
    bits: Bits,
    days: Mapping[str, int] | None = None,
    decided: Mapping[Pair, bool] | None = None,
) -> list[list[str]]:
    """The groups of tellings that are one happening each.

    Args:
        members: the ids of the tellings.
        links: a spanning forest over them.
        bits: how much speaks for two tellings being one happening.
        days: of the tellings that name one day, which; those of one happening are ``NEAR_DAYS`` apart at the most.
        decided: what a person said of two tellings (smaller id first): ``True``, one happening; ``False``, two.
    """
    decided = decided or {}
    groups = Groups(sorted(members))
    apart = {pair for pair, same in decided.items() if not same}
    for one, other in sorted(pair for pair, same in decided.items() if same):
        if not _kept_apart(groups.of(one), groups.of(other), apart):
            groups.join(one, other)
    for link in sorted(links, key=lambda link: link.order):
        if groups.together(link.one, link.other):
            continue
        first, second = groups.of(link.one), groups.of(link.other)
        if _kept_apart(first, second, apart) or not _within_days((*first, *second), days or {}):
            continue
        if _alike(first, second, bits):
            groups.join(link.one, link.other)
    return sorted(groups.all())


def _kept_apart(first: Sequence[str], second: Sequence[str], apart: Collection[Pair]) -> bool:
    return bool(apart) and any((min(a, b), max(a, b)) in apart for a, b in product(first, second))


def _within_days(members: Iterable[str], days: Mapping[str, int]) -> bool:
    known = [days[member] for member in members if member in days]
    return not known or max(known) - min(known) <= NEAR_DAYS


def _alike(first: Sequence[str], second: Sequence[str], bits: Bits) -> bool:
    if len(first) == len(second) == 1:
        return True
    pairs = list(product(islice(sorted(first), COMPARED), islice(sorted(second), COMPARED)))
    return sum(bits(a, b) for a, b in pairs) / len(pairs) >= MEAN
