"""What counts, and counting it: by default what occurred, is not alleged and is no copy, once a happening."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Literal

import msgspec

from dragoman.analysis.membership import expanded, kin
from dragoman.errors import UsageError
from dragoman.partial_date import PartialDate
from dragoman.records import Record, Status
from dragoman.store.listing import parties as parties_of
from dragoman.store.listing import require_interval
from dragoman.store.open import Store
from dragoman.store.pairs import Group, PairFilter, Stand, Stretch, Tally, tally_pair, tally_pairs

Unit = Literal["happening", "event"]
Pair = tuple[str, str]

QUADS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")


class Counting(Record, frozen=True, kw_only=True):
    """What counts, how often, and between whom."""

    since: PartialDate | None = None  # counted on its first day or later
    until: PartialDate | None = None  # counted on its last day or earlier
    types: tuple[str, ...] = ()  # PLOVER's and own ones; (): any
    statuses: tuple[Status, ...] = ("occurred",)  # (): any
    outlets: tuple[str, ...] = ()  # only what these printed; (): any
    alleged: bool = False  # whether alleged events count too
    copies: bool = False  # whether what is told in a copy of another article counts again
    unit: Unit = "happening"  # a happening told by several events counts once, or each event
    directed: bool = False  # whether who acts upon whom is kept apart
    members: bool = False  # "members expanded": a body's acts are its members' of that day, and theirs its

    @property
    def told(self) -> str:
        """In words, for titles: what a number counts and what it leaves out."""
        kinds = f"{' and '.join(self.types)} " if self.types else ""
        statuses = " or ".join(s if s == "occurred" else f"are {s}" for s in self.statuses)
        basis = "alleged ones included" if self.alleged else "not alleged"
        more = (", copies counted again" if self.copies else "") + (", members expanded" if self.members else "")
        outlets = f", told by {' or '.join(self.outlets)}" if self.outlets else ""
        return f"{kinds}{self.unit}s {f'that {statuses}' if statuses else 'of any status'}, {basis}{more}{outlets}"

    @property
    def everything(self) -> "Counting":
        """The same with every status and basis."""
        return msgspec.structs.replace(self, statuses=(), alleged=True)

    @property
    def first(self) -> date | None:
        """The first day; None: not said."""
        return self.since.earliest if self.since else None

    @property
    def last(self) -> date | None:
        """The last day; None: not said."""
        return self.until.latest if self.until else None


class Sums(Record, frozen=True, kw_only=True):
    """Counted things added up; a mean is None where nothing added up has a value on that scale."""

    count: int  # happenings, or events
    tellings: int  # events that tell them
    verbal_cooperation: int
    material_cooperation: int
    verbal_conflict: int
    material_conflict: int
    plover_score: float | None  # PLOVER's intensity, the mean
    plover_score_sum: float
    goldstein_gdelt: float | None  # Goldstein's scale as GDELT has it, the mean
    goldstein_gdelt_sum: float
    goldstein_icews: float | None  # as ICEWS has it
    goldstein_icews_sum: float


def tally_between(
    store: Store, pair: Pair, counting: Counting, *, stretch: Stretch, groups: Collection[Group] = (),
    panel: Sequence[str] = (),
) -> list[Tally]:  # fmt: skip
    """What counts between two parties, by period and group; in the order given where it is directed.

    Raises:
        UsageError: the two are one, or ``until`` is before ``since``.
    """
    if pair[0] == pair[1]:
        raise UsageError("a pair needs two parties", values=pair[0], remedy="Name two different ones")
    sides = tuple(kin(party) if counting.members else (Stand(party, party),) for party in pair)
    wanted = filter_of(counting, panel)
    return list(tally_pair(store, (sides[0], sides[1]), wanted, stretch=stretch, groups=groups))


def tally_all(
    store: Store, counting: Counting, *, stretch: Stretch, groups: Collection[Group] = (),
    parties: Collection[str] | None = None,
) -> list[Tally]:  # fmt: skip
    """What counts between every two parties, by pair, period and group.

    Args:
        store: an open record.
        counting: what counts.
        stretch: how long a period is.
        groups: what to divide by.
        parties: only pairs of these; None: any.

    Raises:
        UsageError: ``until`` is before ``since``.
    """
    among: list[Stand] | None = None
    if counting.members:
        among = list(expanded(parties_of(store)))
    elif parties is not None:
        among = [Stand(party, party) for party in parties]
    if among is not None and parties is not None:
        among = [stand for stand in among if stand.party in parties]
    if among == []:
        return []
    return list(tally_pairs(store, filter_of(counting), among=among, stretch=stretch, groups=groups))


def filter_of(counting: Counting, panel: Sequence[str] = ()) -> PairFilter:
    """What to read from the store for such a counting.

    Raises:
        UsageError: ``until`` is before ``since``.
    """
    require_interval(counting.since, counting.until)
    return PairFilter(
        since=counting.first, until=counting.last, types=counting.types, statuses=counting.statuses,
        outlets=counting.outlets, alleged=counting.alleged, copies=counting.copies,
        happenings=counting.unit == "happening", directed=counting.directed, panel=tuple(panel),
    )  # fmt: skip


def add_up(tallies: Iterable[Tally]) -> Sums:
    """Counts, quads and scores together."""
    found = list(tallies)
    if not found:
        return _NOTHING
    totals = [sum(each) for each in zip(*(tally.scores for tally in found), strict=True)]
    scored = [sum(each) for each in zip(*(tally.scored for tally in found), strict=True)]
    means = [total / number if number else None for total, number in zip(totals, scored, strict=True)]
    quads = [sum(each) for each in zip(*(tally.quads for tally in found), strict=True)]
    return Sums(
        count=sum(tally.number for tally in found), tellings=sum(tally.tellings for tally in found),
        **dict(zip(QUADS, quads, strict=True)), plover_score=means[0], plover_score_sum=totals[0],
        goldstein_gdelt=means[1], goldstein_gdelt_sum=totals[1], goldstein_icews=means[2],
        goldstein_icews_sum=totals[2],
    )  # fmt: skip


_NOTHING = Sums(
    count=0, tellings=0, verbal_cooperation=0, material_cooperation=0, verbal_conflict=0, material_conflict=0,
    plover_score=None, plover_score_sum=0.0, goldstein_gdelt=None, goldstein_gdelt_sum=0.0, goldstein_icews=None,
    goldstein_icews_sum=0.0,
)  # fmt: skip
