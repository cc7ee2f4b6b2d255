"""Charts as files: PNG, SVG, or a page that works without a network and lists the events behind every point.

The page holds Vega itself (vl-convert's bundle). Its script needs no ``eval``: expressions are interpreted from their
syntax trees (``ast: true``). Where scripts are off, the chart stands there as a picture and the events are all listed.
"""

import html
import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from dragoman.analysis.charts import CAVEAT, chart, title_of
from dragoman.analysis.palette import FAINT, INK, PAPER, Theme
from dragoman.analysis.series import Measure, Point, Series
from dragoman.analysis.tables import require
from dragoman.errors import RecordError, UsageError
from dragoman.marks import event_line
from dragoman.records import Event
from dragoman.store.open import Store
from dragoman.store.read import events_by_id

Lookup = Callable[[Sequence[str]], Iterable[Event]]  # events by their ids, where the record lies elsewhere

SUFFIXES = (".html", ".png", ".svg")
PNG_SCALE = 2.0  # pixels for each of the chart's: sharp in print at half a page
_BASE = "https://vega.github.io/vega-datasets/"  # what vl-convert puts before a link that starts with "#"
LISTED_EVENTS = 2_000  # on a page; beyond, a point's ids alone


def _looked_up(store: Store | Lookup, ids: Sequence[str]) -> Iterable[Event]:
    return events_by_id(store, ids) if isinstance(store, Store) else store(ids)


def write_chart(
    store: Store | Lookup, series: Series, path: Path, *, measure: Measure = "count", theme: Theme = "light",
    link: str | None = None,
) -> None:  # fmt: skip
    """Draw a series into a file, by its suffix.

    Args:
        store: the record, or what looks events up by their ids, for the events behind the points.
        series: what to draw.
        path: ends in .html, .png or .svg.
        measure: the count, or the mean on a scale.
        theme: light or dark paper; a page follows the reader's.
        link: where points lead to, with any of {party}, {other}, {start}, {end}, {group}, {event} in it; None: on a
            page to its list of events, in a picture nowhere.

    Raises:
        UsageError: another suffix, or a link with another field.
        InstallationError: Altair or vl-convert is not installed.
        RecordError: the file cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise UsageError("no such kind of chart", values=str(path), remedy=f"End its name in {', '.join(SUFFIXES)}")
    if suffix == ".html":
        content = chart_page(store, series, measure=measure, link=link).encode()
    else:
        spec = _spec(series, measure, theme, link, anchors=False)
        convert = require("vl_convert", extra="charts")
        png = suffix == ".png"
        content = convert.vegalite_to_png(spec, scale=PNG_SCALE) if png else convert.vegalite_to_svg(spec).encode()
    try:
        path.write_bytes(content)
    except OSError as error:
        raise RecordError(
            "the chart cannot be written", values=f"{path}: {error.strerror}", remedy="Check that its folder exists"
        ) from error


def chart_page(store: Store | Lookup, series: Series, *, measure: Measure = "count", link: str | None = None) -> str:
    """The page of a chart, whole: it loads nothing.

    Raises:
        InstallationError: Altair or vl-convert is not installed.
    """
    convert = require("vl_convert", extra="charts")
    themes: tuple[Theme, ...] = ("light", "dark")
    specs = {theme: _spec(series, measure, theme, link, anchors=True) for theme in themes}
    title = html.escape(title_of(series, measure))
    return _PAGE.format(
        title=title, style=_STYLE, caption=html.escape(series.caption), caveat=html.escape(CAVEAT),
        picture=convert.vegalite_to_svg(specs["light"]).replace(_BASE, ""), bundle=convert.javascript_bundle(),
        specs=json.dumps(specs, sort_keys=True).replace("<", "\\u003c"), points=_points(store, series),
    )  # fmt: skip


def anchor(point: Point) -> str:
    """The id of a point's list on a page."""
    return "p-" + "-".join(part for part in (point.period, point.group.replace(", ", "-").replace(" ", "-")) if part)


def _spec(series: Series, measure: Measure, theme: Theme, link: str | None, *, anchors: bool) -> dict[str, Any]:
    def to(point: Point) -> str:
        return _filled(link, series, point) if link else f"#{anchor(point)}"

    drawn = chart(series, measure=measure, theme=theme, link=to if link or anchors else None)
    spec: dict[str, Any] = drawn.to_dict()
    return spec


def _filled(link: str, series: Series, point: Point) -> str:
    from urllib.parse import quote

    fields = {
        "party": series.pair[0], "other": series.pair[1], "start": point.start.isoformat(),
        "end": point.end.isoformat(), "group": point.group, "event": point.events[0] if point.events else "",
    }  # fmt: skip
    try:
        return link.format(**{name: quote(value, safe="") for name, value in fields.items()})
    except (KeyError, IndexError, ValueError) as error:
        raise UsageError(
            "the link has a field that there is not", values=repr(link), remedy=f"There are {', '.join(fields)}"
        ) from error


def _points(store: Store | Lookup, series: Series) -> str:
    """The events behind every point, each under its anchor."""
    filled = [point for point in series.points if point.events]
    room, parts = LISTED_EVENTS, []
    for point in filled:
        heading = html.escape(" ".join(filter(None, (point.period, point.group))))
        shown: Sequence[str] = point.events[: max(room, 0)]
        room -= len(shown)
        lines = "".join(f"<li>{event_line(event)}</li>" for event in _looked_up(store, shown))
        lines += "".join(f"<li><code>{html.escape(name)}</code></li>" for name in point.events[len(shown) :])
        parts.append(
            f'<section id="{html.escape(anchor(point))}"><h2>{heading}: {point.count}</h2><ul>{lines}</ul></section>'
        )
    return "\n".join(parts)


_STYLE = f"""
:root {{ color-scheme: light dark; }}
body {{ background: {PAPER["light"]}; color: {INK["light"]}; font: 15px/1.45 system-ui, sans-serif; margin: 1.5rem; }}
h1 {{ font-size: 1.1rem; }} h2 {{ font-size: 1rem; margin-bottom: 0; }}
section:target {{ outline: 2px solid #0072B2; outline-offset: 6px; }}
li {{ max-width: 60rem; }}
@media (prefers-color-scheme: dark) {{
  body {{ background: {PAPER["dark"]}; color: {INK["dark"]}; }}
  section:target {{ outline-color: #56B4E9; }} hr {{ border-color: {FAINT["dark"]}; }}
}}
"""
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; \
style-src 'unsafe-inline'; img-src data:">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<h1>{title}</h1>
<p>{caption}. {caveat}</p>
<div id="chart"></div>
<noscript>{picture}</noscript>
<hr>
{points}
<script>{bundle}</script>
<script>
const specs = {specs};
const dark = matchMedia("(prefers-color-scheme: dark)");
const draw = () => vegaEmbed("#chart", specs[dark.matches ? "dark" : "light"],
  {{ast: true, actions: false, renderer: "svg", loader: {{target: "_self"}}}});
dark.addEventListener("change", draw);
draw();
</script>
</body>
</html>
"""
