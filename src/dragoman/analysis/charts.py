"""Series as Altair charts: what is counted stands in the title, the runs in the caption, and each point leads on.

Counts are bars, scores points; what is alleged or denied is never in a bar without the title or its own group
saying so. Below stand the articles read from each period: a spike may be no more than more articles.
"""

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from dragoman.analysis.palette import FAINT, INK, PAPER, Theme, group_colour
from dragoman.analysis.series import Measure, Point, Series
from dragoman.analysis.tables import require

if TYPE_CHECKING:
    import altair

Link = Callable[[Point], str]  # where a point leads to

SHOWN_EVENTS = 5  # ids in a tooltip; the page or the table has the rest
WIDTH, HEIGHT, COVERAGE_HEIGHT = 640, 260, 60
CAVEAT = "What sources reported, not what is established."
_LABELS: dict[Measure, str] = {
    "count": "happenings", "plover_score": "mean PLOVER score",
    "goldstein_gdelt": "mean Goldstein value (GDELT's list)", "goldstein_icews": "mean Goldstein value (ICEWS's list)",
}  # fmt: skip


def chart(
    series: Series, *, measure: Measure = "count", theme: Theme = "light", link: Link | None = None
) -> "altair.VConcatChart":
    """A chart of a series over the articles read.

    Args:
        series: what to draw.
        measure: the count, or the mean on a scale; a period in which nothing has a value has no point.
        theme: for light or dark paper.
        link: where a point leads to; None: nowhere, its tooltip names the events.

    Raises:
        InstallationError: Altair is not installed.
    """
    alt = require("altair", extra="charts")
    rows = _rows(series, measure, link)
    upper = (
        _bars(alt, series, measure, rows, theme) if measure == "count" else _points(alt, series, measure, rows, theme)
    )
    title = alt.TitleParams(
        title_of(series, measure), subtitle=[series.caption, CAVEAT], anchor="start", fontSize=14, subtitleFontSize=10,
        subtitleColor=INK[theme], offset=8,
    )  # fmt: skip
    lower = _coverage(alt, series, theme)
    stacked = alt.vconcat(upper, lower, title=title, spacing=8).resolve_scale(x="shared", color="independent")
    return stacked.configure(**configured(theme))  # type: ignore[no-any-return]


def title_of(series: Series, measure: Measure) -> str:
    """What the chart shows, in words."""
    return series.title if measure == "count" else f"{_label(series, measure)} of {series.title}"


def _label(series: Series, measure: Measure) -> str:
    return f"{series.counting.unit}s" if measure == "count" else _LABELS[measure]


def _rows(series: Series, measure: Measure, link: Link | None) -> list[dict[str, Any]]:
    """What is drawn; groups of a period stand on one another, in their order."""
    height: Counter[str] = Counter()
    rows = []
    for point in series.points:
        value = getattr(point, measure)
        if value is None or (measure == "count" and not value):
            continue
        rows.append(_row(point, value, height[point.period], link))
        height[point.period] += point.count
    return rows


def _row(point: Point, value: float, base: int, link: Link | None) -> dict[str, Any]:
    shown = ", ".join(point.events[:SHOWN_EVENTS])
    more = len(point.events) - SHOWN_EVENTS
    row: dict[str, Any] = {
        **_stretch(point), "group": point.group, "value": value, "base": base, "top": base + point.count,
        "count": point.count, "articles": point.articles, "panel": point.panel_count,
        "events": shown + (f" and {more} more" if more > 0 else ""),
    }  # fmt: skip
    if point.low is not None:
        row |= {"low": point.low, "high": point.high}
    return row | ({"href": link(point)} if link else {})


def _stretch(point: Point) -> dict[str, str]:
    middle = point.start + (point.end - point.start) / 2
    return {
        "period": point.period, "start": point.start.isoformat(), "middle": middle.isoformat(),
        "end": point.end.isoformat(),
    }  # fmt: skip


def _encoding(alt: Any, series: Series, measure: Measure, rows: list[dict[str, Any]], theme: Theme) -> dict[str, Any]:
    """What bars and points have in common."""
    tooltip = [
        alt.Tooltip("period:N"), alt.Tooltip("value:Q", title=_label(series, measure), format=".4~g"),
        alt.Tooltip("count:Q"), alt.Tooltip("articles:Q", title="articles read"),
        alt.Tooltip("panel:Q", title="in the fixed panel"), alt.Tooltip("events:N"),
    ]  # fmt: skip
    shared: dict[str, Any] = {"tooltip": tooltip, "description": alt.Description("events:N")}
    if rows and "href" in rows[0]:
        shared["href"] = alt.Href("href:N")
    if series.of:
        names = list(series.groups)
        colours = alt.Scale(domain=names, range=[group_colour(name, theme) for name in names])
        shared["color"] = alt.Color("group:N", scale=colours, title=series.of, sort=names)
        tooltip.insert(1, alt.Tooltip("group:N", title=series.of))
    else:
        shared["color"] = alt.value(group_colour("", theme))
    return shared


def _bars(alt: Any, series: Series, measure: Measure, rows: list[dict[str, Any]], theme: Theme) -> Any:
    shared = _encoding(alt, series, measure, rows, theme)
    if any(name.endswith("alleged") for name in series.groups):
        alleged = alt.condition("endsWith(datum.group, 'alleged')", alt.value([3, 2]), alt.value([1, 0]))
        shared["strokeDash"] = alleged
    base = alt.Chart(alt.Data(values=rows), width=WIDTH, height=HEIGHT)
    bars = base.mark_rect(stroke=INK[theme], strokeWidth=0.4).encode(
        x=_time(alt, series, theme), x2="end:T", y=alt.Y("base:Q", title=_label(series, measure)), y2="top:Q", **shared
    )
    if series.of or not rows or "low" not in rows[0]:
        return bars
    return bars + base.mark_rule(color=INK[theme], strokeWidth=1.5).encode(
        x=alt.X("middle:T"), y=alt.Y("low:Q"), y2="high:Q",
        tooltip=[alt.Tooltip("low:Q", title="right at the least", format=".1f"),
                 alt.Tooltip("high:Q", title="at the most", format=".1f")],
    )  # fmt: skip


def _points(alt: Any, series: Series, measure: Measure, rows: list[dict[str, Any]], theme: Theme) -> Any:
    base = alt.Chart(alt.Data(values=rows), width=WIDTH, height=HEIGHT)
    return base.mark_line(point=alt.OverlayMarkDef(filled=True, size=60), strokeWidth=1).encode(
        x=_time(alt, series, theme, at="middle"), y=alt.Y("value:Q", title=_label(series, measure)),
        **_encoding(alt, series, measure, rows, theme),
    )  # fmt: skip


def _coverage(alt: Any, series: Series, theme: Theme) -> Any:
    """The articles read from each period."""
    read = {point.period: point for point in series.points}
    rows = [
        {**_stretch(point), "articles": point.articles, "panel": point.panel_articles, "base": 0}
        for point in read.values()
    ]
    tooltip = [alt.Tooltip("period:N"), alt.Tooltip("articles:Q"), alt.Tooltip("panel:Q", title="in the fixed panel")]
    return (
        alt.Chart(alt.Data(values=rows), width=WIDTH, height=COVERAGE_HEIGHT)
        .mark_rect(color=FAINT[theme], stroke=INK[theme], strokeWidth=0.2)
        .encode(
            x=_time(alt, series, theme), x2="end:T", y2="articles:Q", tooltip=tooltip,
            y=alt.Y("base:Q", title="articles", axis=alt.Axis(tickCount=2)),
        )
    )  # fmt: skip


def _time(alt: Any, series: Series, theme: Theme, *, at: str = "start") -> Any:
    """The axis of time; it covers every period, also those that hold nothing."""
    ends = [series.points[0].start.isoformat(), series.points[-1].end.isoformat()] if series.points else None
    scale = alt.Scale(type="utc", **({"domain": ends} if ends else {}))
    return alt.X(f"{at}:T", title=None, scale=scale, axis=alt.Axis(gridColor=FAINT[theme]))


def configured(theme: Theme) -> dict[str, Any]:
    """How every chart is set on its paper."""
    axis = {
        "labelColor": INK[theme], "titleColor": INK[theme], "gridColor": FAINT[theme], "domainColor": INK[theme],
        "tickColor": INK[theme],
    }  # fmt: skip
    legend = {"labelColor": INK[theme], "titleColor": INK[theme]}
    view = {"stroke": FAINT[theme]}
    return {"background": PAPER[theme], "axis": axis, "legend": legend, "view": view, "title": {"color": INK[theme]}}
