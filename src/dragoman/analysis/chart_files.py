"""Charts as files: PNG, SVG, or a page that works without a network and lists the events behind every point.

The page holds Vega itself (vl-convert's bundle). Its script needs no ``eval``: expressions are interpreted from their
syntax trees (``ast: true``). Where scripts are off, the chart stands there as a picture and the events are all listed.
"""

import html
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from dragoman.analysis.charts import CAVEAT, chart, title_of
from dragoman.analysis.drawings import drawing
from dragoman.analysis.palette import FAINT, INK, PAPER, Theme
from dragoman.analysis.pictures import Drawable, Mark, picture_of
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
    store: Store | Lookup, series: "Series | Drawable", path: Path, *, measure: Measure = "count",
    theme: Theme = "light",
    link: str | None = None,
) -> None:  # fmt: skip
    """Draw a series, a timeline, contacts, changes or a network into a file, by its suffix.

    Args:
        store: the record, or what looks events up by their ids, for the events behind the points.
        series: what to draw.
        path: ends in .html, .png or .svg.
        measure: of a series the count, or the mean on a scale.
        theme: light or dark paper; a page follows the reader's.
        link: where points lead to, with {event} in it, of a series also any of {party}, {other}, {start}, {end},
            {group}; None: on a page to its list of events, in a picture nowhere.

    Raises:
        UsageError: another suffix, or a link with another field.
        InstallationError: Altair or vl-convert is not installed.
        RecordError: the file cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise UsageError("no such kind of chart", values=str(path), remedy=f"End its name in {', '.join(SUFFIXES)}")
    sketch = _sketch(series, measure, link)
    if suffix == ".html":
        content = _page(store, sketch).encode()
    else:
        spec = sketch.spec(theme, False)
        convert = require("vl_convert", extra="charts")
        png = suffix == ".png"
        content = convert.vegalite_to_png(spec, scale=PNG_SCALE) if png else convert.vegalite_to_svg(spec).encode()
    try:
        path.write_bytes(content)
    except OSError as error:
        raise RecordError(
            "the chart cannot be written", values=f"{path}: {error.strerror}", remedy="Check that its folder exists"
        ) from error


class _Sketch(NamedTuple):
    """What a file of any chart needs."""

    title: str
    caption: str
    spec: Callable[[Theme, bool], dict[str, Any]]  # whether points lead to anchors where no link is given
    lists: Sequence[tuple[str, str, Sequence[str]]]  # anchor, heading and events of each point


def _sketch(drawn: "Series | Drawable", measure: Measure, link: str | None) -> _Sketch:
    if isinstance(drawn, Series):
        points = [point for point in drawn.points if point.events]
        lists = [(anchor(p), f"{' '.join(filter(None, (p.period, p.group)))}: {p.count}", p.events) for p in points]
        title = title_of(drawn, measure)
        return _Sketch(
            title, drawn.caption, lambda theme, anchors: _spec(drawn, measure, theme, link, anchors=anchors), lists
        )
    picture = picture_of(drawn)

    def spec(theme: Theme, anchors: bool) -> dict[str, Any]:
        def to(mark: Mark) -> str:
            fields = {"event": mark.events[0] if mark.events else ""}
            return _with_fields(link, fields) if link else f"#{mark.anchor}"

        found: dict[str, Any] = drawing(picture, theme=theme, link=to if link or anchors else None).to_dict()
        return found

    lists = [(mark.anchor, f"{mark.heading}: {len(mark.events)}", mark.events) for mark in picture.marks]
    return _Sketch(picture.title, picture.caption, spec, lists)


def chart_page(
    store: Store | Lookup, series: "Series | Drawable", *, measure: Measure = "count", link: str | None = None
) -> str:
    """The page of a chart, whole: it loads nothing.

    Raises:
        InstallationError: Altair or vl-convert is not installed.
    """
    return _page(store, _sketch(series, measure, link))


def _page(store: Store | Lookup, sketch: _Sketch) -> str:
    convert = require("vl_convert", extra="charts")
    themes: tuple[Theme, ...] = ("light", "dark")
    specs = {theme: sketch.spec(theme, True) for theme in themes}
    return _PAGE.format(
        title=html.escape(sketch.title), style=_STYLE, caption=html.escape(sketch.caption), caveat=html.escape(CAVEAT),
        picture=convert.vegalite_to_svg(specs["light"]).replace(_BASE, ""), bundle=convert.javascript_bundle(),
        specs=json.dumps(specs, sort_keys=True).replace("<", "\\u003c"), points=_lists(store, sketch.lists),
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
    fields = {
        "party": series.pair[0], "other": series.pair[1], "start": point.start.isoformat(),
        "end": point.end.isoformat(), "group": point.group, "event": point.events[0] if point.events else "",
    }  # fmt: skip
    return _with_fields(link, fields)


def _with_fields(link: str, fields: Mapping[str, str]) -> str:
    from urllib.parse import quote

    try:
        return link.format(**{name: quote(value, safe="") for name, value in fields.items()})
    except (KeyError, IndexError, ValueError) as error:
        raise UsageError(
            "the link has a field that there is not", values=repr(link), remedy=f"There are {', '.join(fields)}"
        ) from error


def _lists(store: Store | Lookup, lists: Sequence[tuple[str, str, Sequence[str]]]) -> str:
    """The events behind every point, each under its anchor."""
    room, parts = LISTED_EVENTS, []
    for name, heading, events in lists:
        shown: Sequence[str] = events[: max(room, 0)]
        room -= len(shown)
        lines = "".join(f"<li>{event_line(event)}</li>" for event in _looked_up(store, shown))
        lines += "".join(f"<li><code>{html.escape(event)}</code></li>" for event in events[len(shown) :])
        parts.append(f'<section id="{html.escape(name)}"><h2>{html.escape(heading)}</h2><ul>{lines}</ul></section>')
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
