"""How much was read: articles by outlet and period, and the outlets that were read throughout.

A spike can be no more than more articles. So every series stands beside the number of articles, and beside the count
in a fixed panel of outlets, which does not change when outlets come and go.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from typing import ClassVar, NamedTuple

from dragoman.analysis.periods import By, label_of, period_of, periods
from dragoman.analysis.tables import Table
from dragoman.records import Record
from dragoman.store.open import Store

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


class Read(NamedTuple):
    """Articles read from each period, by its label."""

    articles: Counter[str]
    panel: Counter[str]  # of a fixed panel of outlets


def coverage(store: Store, *, by: By = "month", since: date | None = None, until: date | None = None) -> CoverageTable:
    """Articles by outlet and period, from the first to the last that was read unless said otherwise."""
    first, last = covered(store)
    first, last = since or first, until or last
    if first is None or last is None:
        return CoverageTable(by=by, cells=())
    sql = f"""SELECT published AS day, coalesce(publisher, '') AS outlet, count(*) AS number FROM articles
              WHERE {_BETWEEN} GROUP BY 1, 2"""
    counts: Counter[tuple[str, str]] = Counter()
    for row in store.query(sql, _ends(first, last, by)):
        counts[label_of(row["day"], by), row["outlet"]] += row["number"]
    outlets = sorted({outlet for _, outlet in counts})
    cells = (
        Coverage(period=p.label, start=p.start, end=p.end, outlet=outlet, articles=counts[p.label, outlet])
        for p in periods(first, last, by)
        for outlet in outlets
    )
    return CoverageTable(by=by, cells=tuple(cells))


def covered(store: Store) -> tuple[date | None, date | None]:
    """The first and the last day from which articles were read; (None, None) when none is dated."""
    ends = (store.first(f"SELECT {end}(published) AS day FROM articles") for end in ("min", "max"))
    first, last = (date.fromisoformat(row["day"]) if row and row["day"] else None for row in ends)
    return first, last


def articles_by_period(store: Store, by: By, first: date, last: date, panel: Collection[str] = ()) -> Read:
    """Articles of each period from the one that holds ``first`` to the one that holds ``last``; of a panel too."""
    monthly = by in ("month", "year")
    outlet, each = ("outlet", "articles") if monthly else ("publisher", "1")
    of_panel = f"sum(CASE WHEN {outlet} IN ({', '.join('?' * len(panel))}) THEN {each} ELSE 0 END)" if panel else "0"
    source = "outlet_months WHERE month >= substr(?, 1, 7) AND month < substr(?, 1, 7)"
    sql = f"""SELECT {"month || '-01'" if monthly else "published"} AS day, sum({each}) AS number, {of_panel} AS panel
              FROM {source if monthly else f"articles WHERE {_BETWEEN}"} GROUP BY 1"""
    read = Read(Counter(), Counter())
    for row in store.query(sql, [*panel, *_ends(first, last, by)]):
        label = label_of(row["day"], by)
        read.articles[label] += row["number"]
        read.panel[label] += row["panel"]
    return read


def fixed_panel(store: Store, by: By, first: date, last: date) -> tuple[str, ...]:
    """The outlets that were read throughout: in ``PANEL_SHARE`` of the months, or of the years where those count."""
    coarse: By = "year" if by == "year" else "month"
    letters = 4 if coarse == "year" else 7
    sql = f"""SELECT outlet, count(DISTINCT substr(month, 1, {letters})) AS number FROM outlet_months
              WHERE month >= substr(?, 1, 7) AND month < substr(?, 1, 7) AND outlet <> '' GROUP BY 1 ORDER BY 1"""
    least = PANEL_SHARE * len(list(periods(first, last, coarse)))
    return tuple(row["outlet"] for row in store.query(sql, _ends(first, last, coarse)) if row["number"] >= least)


_BETWEEN = "published >= ? AND published < ? AND duplicate_of IS NULL"


def _ends(first: date, last: date, by: By) -> tuple[str, str]:
    return period_of(first, by).start.isoformat(), period_of(last, by).end.isoformat()
