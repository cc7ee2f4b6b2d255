"""Dyad panels: every pair in every period, with the numbers of data sets on states; zero where nothing is counted.

A pair is left out of the periods in which one of the two did not exist.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from itertools import combinations, permutations
from typing import ClassVar, Literal

from dragoman.analysis.counting import Counting, Pair, add_up, tally_all
from dragoman.analysis.coverage import articles_by_period, covered
from dragoman.analysis.periods import By, Period, label_of, periods
from dragoman.analysis.series import STRETCHES, coding_runs, day_of
from dragoman.analysis.tables import Table
from dragoman.codes.parties import is_party, party
from dragoman.codes.state_numbers import iso_code, state_number
from dragoman.entities.names import read_entries
from dragoman.errors import UsageError
from dragoman.partial_date import PartialDate
from dragoman.records import Record
from dragoman.store.open import Store
from dragoman.store.pairs import Tally

Pairs = Literal["seen", "all"]
MOST_ROWS = 3_000_000  # about 3 GB as records; more is for SQL on the table itself


class PanelRow(Record, frozen=True, kw_only=True):
    """A pair in a period."""

    period: str
    start: date
    end: date  # the first day after it
    party: str  # who acts, where it is directed
    other: str
    party_name: str
    other_name: str
    party_iso: str | None  # ISO 3166-1 alpha-3; None: no state that has one
    other_iso: str | None
    party_cow: int | None  # Correlates of War's number at the start of the period
    other_cow: int | None
    party_gw: int | None  # Gleditsch and Ward's
    other_gw: int | None
    count: int
    tellings: int
    verbal_cooperation: int
    material_cooperation: int
    verbal_conflict: int
    material_conflict: int
    plover_score: float | None
    plover_score_sum: float
    goldstein_gdelt: float | None
    goldstein_gdelt_sum: float
    goldstein_icews: float | None
    goldstein_icews_sum: float
    articles: int  # read from the period, of any outlet, copies left out


class Panel(Table, frozen=True, kw_only=True):
    """Pairs by period."""

    row_type: ClassVar[type[Record]] = PanelRow
    by: By
    counting: Counting
    cells: tuple[PanelRow, ...]
    undated: int  # counted on no known day, so in no period
    runs: tuple[str, ...]

    @property
    def rows(self) -> Sequence[PanelRow]:
        """Its rows, by pair and period."""
        return self.cells


def panel(
    store: Store, *, parties: Sequence[str] | None = None, by: By = "month", counting: Counting | None = None,
    pairs: Pairs = "seen",
) -> Panel:  # fmt: skip
    """Every pair in every period from the first to the last day counted unless ``counting`` says since and until when.

    Args:
        store: an open record.
        parties: pairs of these only; None: of all that the record has.
        by: how long a period is.
        counting: what counts.
        pairs: ``seen``: those with anything counted; ``all``: every pair of the parties.

    Raises:
        UsageError: more rows than ``MOST_ROWS``, or ``until`` is before ``since``.
    """
    counting = counting or Counting()
    tallies = tally_all(store, counting, stretch=STRETCHES[by], parties=parties)
    cells: dict[tuple[Pair, str], list[Tally]] = {}
    for tally in tallies:
        if tally.period:
            label = label_of(tally.period, by)
            cells.setdefault(((tally.party, tally.other), label), []).append(tally)
    seen = sorted({pair for pair, _ in cells})
    known = parties if parties is not None else sorted({code for pair in seen for code in pair})
    wanted = _every_pair(known, directed=counting.directed) if pairs == "all" else seen
    stretch = _stretch(store, counting, [day_of(tally.period) for tally in tallies if tally.period])
    every = list(periods(*stretch, by)) if stretch else []
    _refuse_too_many(len(wanted) * len(every))
    articles = articles_by_period(store, by, *stretch).articles if stretch else Counter[str]()
    rows = (
        _row(pair, period, cells.get((pair, period.label), ()), articles[period.label])
        for pair in wanted
        for period in every
        if (_existed(pair[0], period) and _existed(pair[1], period)) or (pair, period.label) in cells
    )
    undated = sum(tally.number for tally in tallies if not tally.period)
    return Panel(by=by, counting=counting, cells=tuple(rows), undated=undated, runs=coding_runs(store))


def _every_pair(parties: Iterable[str], *, directed: bool) -> list[Pair]:
    ordered = sorted(set(parties))
    return list(permutations(ordered, 2) if directed else combinations(ordered, 2))


def _stretch(store: Store, counting: Counting, days: Sequence[date]) -> tuple[date, date] | None:
    first, last = covered(store)
    first = counting.first or (min(days) if days else first)
    last = counting.last or (max(days) if days else last)
    return (first, last) if first and last else None


def _refuse_too_many(rows: int) -> None:
    if rows > MOST_ROWS:
        raise UsageError(
            "the panel is too large", values=f"{rows:,} rows, at most {MOST_ROWS:,}",
            remedy="Name the parties, a shorter stretch of time, longer periods, or only the pairs seen",
        )  # fmt: skip


def _row(pair: Pair, period: Period, tallies: Sequence[Tally], articles: int) -> PanelRow:
    sums = add_up(tallies)
    one, other = (_codes(code, period.start) for code in pair)
    return PanelRow(
        period=period.label, start=period.start, end=period.end, party=pair[0], other=pair[1], party_name=one[0],
        other_name=other[0], party_iso=one[1], other_iso=other[1], party_cow=one[2], other_cow=other[2],
        party_gw=one[3], other_gw=other[3], count=sums.count, tellings=sums.tellings,
        verbal_cooperation=sums.verbal_cooperation, material_cooperation=sums.material_cooperation,
        verbal_conflict=sums.verbal_conflict, material_conflict=sums.material_conflict,
        plover_score=sums.plover_score, plover_score_sum=sums.plover_score_sum,
        goldstein_gdelt=sums.goldstein_gdelt, goldstein_gdelt_sum=sums.goldstein_gdelt_sum,
        goldstein_icews=sums.goldstein_icews, goldstein_icews_sum=sums.goldstein_icews_sum, articles=articles,
    )  # fmt: skip


@cache
def _codes(code: str, on: date) -> tuple[str, str | None, int | None, int | None]:
    """Name, ISO code and the two numbers."""
    name = party(code).name if is_party(code) else code
    return name, iso_code(code), state_number(code, "cow", on), state_number(code, "gw", on)


def _existed(code: str, period: Period) -> bool:
    lifetime = _lifetimes().get(code, PartialDate())
    return not lifetime or lifetime.overlaps(PartialDate(period.start, period.start)) or _began_in(lifetime, period)


def _began_in(lifetime: PartialDate, period: Period) -> bool:
    return lifetime.earliest is not None and period.start <= lifetime.earliest < period.end


@cache
def _lifetimes() -> dict[str, PartialDate]:
    return {code: entry.lifetime for code, entry in read_entries().items()}
