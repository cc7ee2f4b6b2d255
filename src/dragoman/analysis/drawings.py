"""Pictures as Altair charts; each mark leads to its events, and nothing is told by colour alone."""

from collections.abc import Callable
from typing import Any

from dragoman.analysis.charts import CAVEAT, WIDTH, configured
from dragoman.analysis.palette import BLUE, FAINT, GREY, INK, ORANGE, VERMILION, Theme, group_colour
from dragoman.analysis.pictures import Mark, Picture
from dragoman.analysis.tables import require

Link = Callable[[Mark], str]
_HEIGHT, _ROW_HEIGHT, _RING = 260, 46, 560
_COLOURS = {
    "counted": BLUE, "not counted": GREY, "new pair": BLUE, "unusual volume": ORANGE, "first meeting since": VERMILION,
    "more cooperation": BLUE, "more conflict": VERMILION,
}  # fmt: skip
_SHOWN_EVENTS = 5


def drawing(picture: Picture, *, theme: Theme = "light", link: Link | None = None) -> Any:
    """A picture as an Altair chart.

    Raises:
        InstallationError: Altair is not installed.
    """
    alt = require("altair", extra="charts")
    rows = [_row(mark, link) for mark in picture.marks]
    if not rows:
        return _nothing(alt, theme).properties(title=picture.title).configure(**configured(theme))
    shape = {"timeline": _months, "contacts": _days, "changes": _days, "network": _ring}[picture.kind]
    title = alt.TitleParams(
        picture.title, subtitle=[picture.caption, CAVEAT], anchor="start", fontSize=14, subtitleFontSize=10,
        subtitleColor=INK[theme], offset=8,
    )  # fmt: skip
    return shape(alt, picture, rows, theme).properties(title=title).configure(**configured(theme))


def _row(mark: Mark, link: Link | None) -> dict[str, Any]:
    more = len(mark.events) - _SHOWN_EVENTS
    shown = ", ".join(mark.events[:_SHOWN_EVENTS]) + (f" and {more} more" if more > 0 else "")
    return {**mark.drawn, "heading": mark.heading, "events": shown, **({"href": link(mark)} if link else {})}


def _shared(alt: Any, picture: Picture, rows: list[dict[str, Any]], theme: Theme) -> dict[str, Any]:
    tooltip = [alt.Tooltip("heading:N", title=picture.kind), alt.Tooltip("count:Q"), alt.Tooltip("events:N")]
    if rows and "told" in rows[0]:
        tooltip.insert(1, alt.Tooltip("told:N"))
    groups = list(dict.fromkeys(row["group"] for row in rows))
    colours = [_COLOURS.get(group) or group_colour(group, theme) for group in groups]
    shared: dict[str, Any] = {
        "tooltip": tooltip, "description": alt.Description("heading:N"),
        "color": alt.Color("group:N", scale=alt.Scale(domain=groups, range=colours), sort=groups, title=None),
    }  # fmt: skip
    return shared | ({"href": alt.Href("href:N")} if rows and "href" in rows[0] else {})


def _time(alt: Any, theme: Theme) -> Any:
    return alt.X("start:T", title=None, scale=alt.Scale(type="utc"), axis=alt.Axis(gridColor=FAINT[theme]))


def _nothing(alt: Any, theme: Theme) -> Any:
    """An axis without a day on it has no size."""
    told = alt.Chart(alt.Data(values=[{"told": "nothing to show"}]), width=WIDTH, height=_ROW_HEIGHT)
    return told.mark_text(color=INK[theme]).encode(text="told:N")


def _months(alt: Any, picture: Picture, rows: list[dict[str, Any]], theme: Theme) -> Any:
    bars = alt.Chart(alt.Data(values=rows), width=WIDTH, height=_HEIGHT).mark_rect(stroke=INK[theme], strokeWidth=0.4)
    return bars.encode(
        x=_time(alt, theme), x2="end:T", y=alt.Y("base:Q", title="happenings"), y2="top:Q",
        **_shared(alt, picture, rows, theme),
    )  # fmt: skip


def _days(alt: Any, picture: Picture, rows: list[dict[str, Any]], theme: Theme) -> Any:
    base = alt.Chart(alt.Data(values=rows), width=WIDTH, height=_ROW_HEIGHT * len(picture.rows))
    points = base.mark_point(filled=True, size=90, opacity=0.8, stroke=INK[theme], strokeWidth=0.5)
    groups = list(dict.fromkeys(row["group"] for row in rows))
    order = list(picture.rows)
    return points.encode(
        x=_time(alt, theme), y=alt.Y("row:N", title=None, sort=order, scale=alt.Scale(domain=order)),
        shape=alt.Shape("group:N", sort=groups, title=None), **_shared(alt, picture, rows, theme),
    )  # fmt: skip


def _ring(alt: Any, picture: Picture, rows: list[dict[str, Any]], theme: Theme) -> Any:
    scale, axis = alt.Scale(domain=[-1.25, 1.25]), None
    x, y = alt.X("x:Q", scale=scale, axis=axis), alt.Y("y:Q", scale=scale, axis=axis)
    dashes = alt.condition("datum.group == 'more conflict'", alt.value([5, 3]), alt.value([1, 0]))
    lines = alt.Chart(alt.Data(values=rows), width=_RING, height=_RING).mark_rule(opacity=0.7).encode(
        x=x, y=y, x2="x2:Q", y2="y2:Q", strokeDash=dashes,
        strokeWidth=alt.StrokeWidth("count:Q", title="happenings", scale=alt.Scale(range=[1, 9])),
        **_shared(alt, picture, rows, theme),
    )  # fmt: skip
    nodes = alt.Chart(alt.Data(values=list(picture.nodes)))
    tooltip = [alt.Tooltip("name:N"), alt.Tooltip("count:Q")]
    dots = nodes.mark_circle(color=INK[theme], opacity=1).encode(
        x=x, y=y, size=alt.Size("count:Q", legend=None, scale=alt.Scale(range=[60, 500])), tooltip=tooltip
    )
    names = nodes.mark_text(dy=-16, color=INK[theme], fontSize=11).encode(x=x, y=y, text="code:N", tooltip=tooltip)
    return lines + dots + names
