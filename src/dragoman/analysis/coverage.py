"""How much was read: articles by outlet and period, and the outlets that were read throughout.

A spike can be no more than more articles. So every series stands beside the number of articles, and beside the count
in a fixed panel of outlets, which does not change when outlets come and go.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import ClassVar

from dragoman.analysis.periods import By, Period, period_of, periods
from dragoman.analysis.tables import Table
from dragoman.records import Record
from dragoman.store.open import Store

NOT_NAMED = ""  # the outlet of articles that do not say who published them
# Share of the months (years, where those are counted) in which an outlet of the fixed panel printed something. A
# choice, not a measurement: an outlet may miss one month in ten and still be taken for read throughout.
PANEL_SHARE = 0.9


class Coverage(Record, frozen=True, kw_only=True):
    """How many articles of an outlet were read from a period."""

    period: str
    start: date
    end: date  # the first day after it
    outlet: str  # "": the articles do not say
    articles: int  # copies of others left out


class CoverageTable(Table, frozen=True, kw_only=True):
    """Articles by outlet and period; every outlet has every period."""

    row_type: ClassVar[type[Record]] = Coverage
    by: By
    cells: tuple[Coverage, ...]

    @property
    def rows(self) -> Sequence[Coverage]:
        """Its cells, by period and outlet."""
        return self.cells


class Baseline:
    """Articles by period, in all and of some outlets."""

    def __init__(self, days: Iterable[tuple[str, str, int]], by: By) -> None:
        self._by: By = by
        self._articles: dict[str, dict[str, int]] = {}  # period -> outlet -> articles
        labels: dict[str, str] = {}
        for outlet, day, number in days:
            label = labels.get(day) or labels.setdefault(day, period_of(date.fromisoformat(day), by).label)
            cells = self._articles.setdefault(label, {})
            cells[outlet] = cells.get(outlet, 0) + number

    def articles(self, period: str, outlets: Collection[str] | None = None) -> int:
        """How many articles were read from a period."""
        cells = self._articles.get(period, {})
        return sum(cells.values()) if outlets is None else sum(cells.get(outlet, 0) for outlet in outlets)

    @property
    def outlets(self) -> tuple[str, ...]:
        """Every outlet, sorted."""
        return tuple(sorted({outlet for cells in self._articles.values() for outlet in cells}))

    def present(self, outlet: str, among: Collection[str]) -> int:
        """In how many of some periods it printed anything."""
        return sum(outlet in self._articles.get(label, {}) for label in among)


def coverage(store: Store, *, by: By = "month", since: date | None = None, until: date | None = None) -> CoverageTable:
    """Articles by outlet and period, from the first to the last that was read unless said otherwise."""
    first, last = covered(store)
    first, last = since or first, until or last
    if first is None or last is None:
        return CoverageTable(by=by, cells=())
    base = baseline(store, by=by, first=first, last=last)
    cells = [
        Coverage(
            period=period.label, start=period.start, end=period.end, outlet=outlet,
            articles=base.articles(period.label, (outlet,)),
        )
        for period in periods(first, last, by)
        for outlet in base.outlets
    ]  # fmt: skip
    return CoverageTable(by=by, cells=tuple(cells))


def covered(store: Store) -> tuple[date | None, date | None]:
    """The first and the last day from which articles were read; (None, None) when none is dated."""
    row = store.first("SELECT min(published), max(published) FROM articles")
    first, last = tuple(row) if row else (None, None)
    return (date.fromisoformat(first), date.fromisoformat(last)) if first else (None, None)


def baseline(store: Store, *, by: By, first: date, last: date) -> Baseline:
    """Articles of the periods from the one that holds ``first`` to the one that holds ``last``."""
    ends = (period_of(first, by).start.isoformat(), period_of(last, by).end.isoformat())
    unit = "published" if by in ("day", "week") else "substr(published, 1, 7) || '-01'"
    sql = f"""SELECT coalesce(publisher, '') AS outlet, {unit} AS day, count(*) AS number FROM articles
              WHERE published >= ? AND published < ? AND duplicate_of IS NULL GROUP BY day, outlet"""
    return Baseline(((row["outlet"], row["day"], row["number"]) for row in store.query(sql, ends)), by)


def fixed_panel(store: Store, *, by: By, first: date, last: date) -> tuple[str, ...]:
    """The outlets that were read throughout: in ``PANEL_SHARE`` of the months, or of the years where those count."""
    coarse: By = "year" if by == "year" else "month"
    base = baseline(store, by=coarse, first=first, last=last)
    return throughout(base, list(periods(first, last, coarse)))


def throughout(base: Baseline, among: Sequence[Period]) -> tuple[str, ...]:
    """The outlets that printed something in ``PANEL_SHARE`` of the periods."""
    labels = [period.label for period in among]
    least = PANEL_SHARE * len(labels)
    return tuple(outlet for outlet in base.outlets if outlet and base.present(outlet, labels) >= least)
