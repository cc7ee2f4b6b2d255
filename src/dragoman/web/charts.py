"""Charts drawn here as SVG without script or style: bars by month, one band for each class of events."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dragoman.web.queries.parties import QUADS
from dragoman.web.queries.slices import Fields

HEIGHT, TOP, BOTTOM, LEFT = 180, 14, 24, 34  # in the units of the drawing
WIDTH = 760
_WIDEST_BAR = 26.0
_TICKS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 50_000, 100_000)
# Of print and of pictures, where no style sheet is at hand; told apart in every common kind of colour blindness (Okabe
# and Ito 2008). Pages colour by class instead.
FILLS = {1: "#56b4e9", 2: "#0072b2", 3: "#e69f00", 4: "#d55e00", 0: "#999999"}


class Bar(NamedTuple):
    """One band of one stretch of time."""

    x: float
    y: float
    width: float
    height: float
    quad: int
    label: str
    since: str
    until: str


class Chart(NamedTuple):
    """What the template draws."""

    width: int
    height: int
    bars: list[Bar]
    grid: list[tuple[float, int]]  # height in the drawing, number
    labels: list[tuple[float, str]]
    unit: str  # "month" or "year"
    total: int


def chart(rows: Iterable[Fields], *, counted: bool = True) -> Chart | None:
    """Bars of counted events by month, or by year where there are more than ten years; ``None``: there are none.

    Args:
        rows: ``month``, ``quad``, ``number``, ``counted`` each, as ``pair_series`` gives them.
        counted: leave out what does not count.
    """
    found = [row for row in rows if row["month"] and (row["counted"] or not counted)]
    if not found:
        return None
    months = [row["month"] for row in found]
    unit = "year" if int(max(months)[:4]) - int(min(months)[:4]) > 10 else "month"
    sums: dict[tuple[str, int], int] = defaultdict(int)
    for row in found:
        sums[row["month"][:4] if unit == "year" else row["month"], row["quad"] or 0] += row["number"]
    stretches = _stretches(min(months), max(months), unit)
    tallest = max(sum(n for (when, _), n in sums.items() if when == each) for each in stretches)
    step = next((tick for tick in _TICKS if tick * 4 >= tallest), tallest)
    top = step * -(-tallest // step)
    slot = (WIDTH - LEFT) / len(stretches)
    bars = [bar for at, when in enumerate(stretches) for bar in _bars(at, when, sums, slot, top)]
    return Chart(
        WIDTH, HEIGHT, bars, [(_y(n, top), n) for n in range(0, top + 1, step)], _labels(stretches, slot), unit,
        sum(sums.values()),
    )  # fmt: skip


def picture(drawn: Chart, title: str) -> str:
    """The chart as an SVG file that needs no style sheet."""
    from xml.sax.saxutils import escape

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {drawn.width} {drawn.height + 40}" '
        f'width="{drawn.width}" height="{drawn.height + 40}" font-family="sans-serif" font-size="11">',
        '<rect width="100%" height="100%" fill="#fff"/><g transform="translate(0 22)">',
        f'<text x="4" y="-8" font-size="13" font-weight="600">{escape(title)}</text>',
    ]
    for y, number in drawn.grid:
        parts.append(f'<line x1="{LEFT}" x2="{drawn.width}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end" fill="#555">{number}</text>')
    parts += [
        f'<rect x="{b.x:.2f}" y="{b.y:.2f}" width="{b.width:.2f}" height="{b.height:.2f}" fill="{FILLS[b.quad]}"/>'
        for b in drawn.bars
    ]
    parts += [
        f'<text x="{x:.1f}" y="{drawn.height - 6}" text-anchor="{"end" if x > drawn.width - 30 else "middle"}" '
        f'fill="#555">{text}</text>'
        for x, text in drawn.labels
    ]
    at = LEFT
    for quad, name in QUADS.items():
        parts.append(f'<rect x="{at}" y="{drawn.height + 2}" width="10" height="10" fill="{FILLS[quad]}"/>')
        parts.append(f'<text x="{at + 14}" y="{drawn.height + 11}" fill="#333">{name}</text>')
        at += 150
    return "".join([*parts, "</g></svg>"])


def _bars(at: int, when: str, sums: dict[tuple[str, int], int], slot: float, top: int) -> Iterable[Bar]:
    width = min(slot * 0.8, _WIDEST_BAR)
    below = 0
    for quad in (*QUADS, 0):
        number = sums.get((when, quad), 0)
        if number:
            y = _y(below + number, top)
            x = LEFT + at * slot + (slot - width) / 2
            label = f"{when}: {number} {QUADS.get(quad, 'other')}"
            yield Bar(x, y, width, _y(below, top) - y, quad, label, when, when)
            below += number


def _y(number: int, top: int) -> float:
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - number / top)


def _labels(stretches: Sequence[str], slot: float) -> list[tuple[float, str]]:
    """What stands below some of the bars, counted from the last, so that the latest is told."""
    every = max(1, round(64 / slot))
    last = len(stretches) - 1
    return [(LEFT + (at + 0.5) * slot, when) for at, when in enumerate(stretches) if (last - at) % every == 0]


def _stretches(first: str, last: str, unit: str) -> list[str]:
    if unit == "year":
        return [f"{year:04d}" for year in range(int(first[:4]), int(last[:4]) + 1)]
    begin, end = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last))
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(begin, end + 1)]
