"""The chart of a brief: what passed between the two parties that its lines are about, or what one did, by month."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from urllib.parse import quote, unquote

from dragoman.analysis.counting import Counting
from dragoman.analysis.series import series
from dragoman.analysis.timelines import UNDATED, timeline
from dragoman.store.open import Store
from dragoman.web.charts import chart
from dragoman.web.charts import picture as bars_picture
from dragoman.web.queries.parties import QUADS, pairs_told, party_name
from dragoman.web.queries.slices import Fields
from dragoman.web.refusals import Refusal
from dragoman.web.series_chart import drawn, picture
from dragoman.web.wording import TYPE_QUADS

NONE = "none"  # asks for no chart
MOST_SUBJECTS = 8  # that are offered
_MOST_PERIODS = 36  # of a table that stands in a memo: three years by month, and years beyond
_COUNTED = "What occurred, is not alleged and is no copy, each happening once."

Row = list[str | int]
Subject = tuple[str, ...]  # the codes of two parties, or of one


class BriefChart(NamedTuple):
    """A chart with its numbers."""

    subject: Subject
    title: str
    caption: str
    svg: str  # needs no style sheet
    head: list[str]
    rows: list[Row]


def subjects(lines: Iterable[Fields]) -> list[Subject]:
    """What lines are about: pairs, those of most lines first, then single parties."""
    pairs: Counter[Subject] = Counter()
    single: Counter[Subject] = Counter()
    for line in lines:
        sides = ("actors", "recipients") if line["line"] == "event" else ("speakers",)
        told = [(who["party"], side) for side in sides for who in line[side] if who["party"]]
        single.update({(code,) for code, _ in told})
        if line["line"] == "event":
            pairs.update(pairs_told(told))
    ordered = [sorted(each, key=lambda one: (-each[one], one)) for each in (pairs, single)]
    return [*ordered[0], *ordered[1]][:MOST_SUBJECTS]


def written(subject: Subject) -> str:
    """A subject as an address has it."""
    return "/".join(quote(code, safe="") for code in subject)


def chosen(given: str, offered: Sequence[Subject]) -> Subject | None:
    """The subject that an address asks for; without one the first that the lines are about; None: no chart.

    Raises:
        Refusal: it is none.
    """
    if given == NONE or (not given and not offered):
        return None
    subject = tuple(unquote(part) for part in given.split("/")) if given else offered[0]
    if not all(subject) or len(subject) > 2 or len(set(subject)) < len(subject):
        raise Refusal(
            "there is no chart of this", values=repr(given[:60]), remedy="Choose one on the page of the brief"
        )
    return subject


def chart_of(store: Store, subject: Subject) -> BriefChart | None:
    """The chart of a pair or a party over the whole record; None: nothing counts."""
    return _of_pair(store, subject[0], subject[1]) if len(subject) == 2 else _of_party(store, subject[0])


def _of_pair(store: Store, one: str, other: str) -> BriefChart | None:
    found = series(store, (one, other), by="month", of="quad", counting=Counting())
    if len({point.period for point in found.points}) > _MOST_PERIODS:
        found = series(store, (one, other), by="year", of="quad", counting=Counting())
    drawing = drawn(found)
    if drawing is None:
        return None
    title = f"{party_name(one)} and {party_name(other)}: happenings by {found.by}"
    counts = {(point.period, point.group): point.count for point in found.points}
    read = {point.period: point.articles for point in found.points}
    groups = [name for name in QUADS.values() if any(counts.get((period, name)) for period in read)]
    rows: list[Row] = [
        [period, *(counts.get((period, name), 0) for name in groups), number]
        for period, number in read.items()
        if any(counts.get((period, name)) for name in groups)
    ]
    head = [found.by, *groups, "articles read"]
    return BriefChart((one, other), title, found.caption, picture(drawing, title, found.caption), head, rows)


def _of_party(store: Store, code: str) -> BriefChart | None:
    months = [each for each in timeline(store, [code], limit=1).months if each.month != UNDATED]
    unit = "year" if len({each.month for each in months}) > _MOST_PERIODS else "month"
    sums: Counter[tuple[str, int]] = Counter()
    for each in months:
        sums[each.month[: 4 if unit == "year" else 7], TYPE_QUADS.get(each.type) or 0] += each.number
    bars: list[Fields] = [
        {"month": period if unit == "month" else f"{period}-01", "quad": quad, "number": number, "counted": True}
        for (period, quad), number in sums.items()
    ]
    drawing = chart(bars)
    if drawing is None:
        return None
    quads = [quad for quad in QUADS if any(each == quad for _, each in sums)]
    rows: list[Row] = [
        [period, *(sums[period, quad] for quad in quads)] for period in sorted({period for period, _ in sums})
    ]
    title = f"{party_name(code)}: happenings by {unit}"
    head = [unit, *(QUADS[quad] for quad in quads)]
    return BriefChart((code,), title, _COUNTED, bars_picture(drawing, title), head, rows)
