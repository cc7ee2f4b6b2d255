"""A series drawn here as SVG: stacked bars by period, and below them the articles read, for a spike may be no more."""

from collections.abc import Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

from dragoman.analysis.palette import group_colour
from dragoman.analysis.series import Series

WIDTH, LEFT, TOP = 900, 40, 14  # in the units of the drawing
HEIGHT, READ_TOP, READ_HEIGHT = 190, 216, 42  # of the bars, and of the articles read under them
WHOLE = READ_TOP + READ_HEIGHT + 24
MOST_PERIODS = 1500  # drawn: a bar of a day in four years is half a unit wide
_WIDEST = 30.0
HIGHEST_SCORE = 10.0  # PLOVER's scale goes from -10 to 10
_SCORE_INK = "#333"


class Block(NamedTuple):
    """One group in one period."""

    x: float
    y: float
    width: float
    height: float
    group: str
    number: int
    label: str
    since: str
    until: str


class Drawing(NamedTuple):
    """What template and file draw."""

    blocks: list[Block]
    read: list[Block]
    grid: list[tuple[float, int]]
    labels: list[tuple[float, str]]
    groups: list[str]
    classes: dict[str, str]  # what colours a group on the page
    most_read: int
    scores: list[list[tuple[float, float, str]]]  # the mean PLOVER score: a line for each stretch without a gap


def drawn(series: Series) -> Drawing | None:
    """The drawing; None: there is nothing to draw, or more periods than can be told apart."""
    periods = list(dict.fromkeys((p.period, p.start, p.end, p.articles) for p in series.points))
    if not periods or len(periods) > MOST_PERIODS or not series.count:
        return None
    counts = {(p.period, p.group): p.count for p in series.points}
    groups = list(series.groups)
    tallest = max(sum(counts.get((label, g), 0) for g in groups) for label, *_ in periods)
    step = _step(tallest)
    top = step * max(1, -(-tallest // step))
    slot = (WIDTH - LEFT) / len(periods)
    width = min(slot * 0.86, _WIDEST)
    most = max((read for *_, read in periods), default=0)
    blocks, read_bars = [], []
    for at, (label, start, end, read) in enumerate(periods):
        x, below = LEFT + at * slot + (slot - width) / 2, 0
        last = end.fromordinal(end.toordinal() - 1)
        for group in groups:
            number = counts.get((label, group), 0)
            if number:
                y = _y(below + number, top)
                told = f"{label}: {number} {group}".strip()
                blocks.append(Block(x, y, width, _y(below, top) - y, group, number, told, str(start), str(last)))
                below += number
        if read and most:
            tall = READ_HEIGHT * read / most
            told = f"{label}: {read} articles read"
            read_bars.append(
                Block(x, READ_TOP + READ_HEIGHT - tall, width, tall, "", read, told, str(start), str(last))
            )
    grid = [(_y(number, top), number) for number in range(0, top + 1, step)]
    labels = [label for label, *_ in periods]
    scores = _scores(series, [label for label, *_ in periods], slot)
    return Drawing(
        blocks, read_bars, grid, _labels(labels, slot), groups, {g: class_of(g) for g in groups}, most, scores
    )


def _scores(series: Series, periods: Sequence[str], slot: float) -> list[list[tuple[float, float, str]]]:
    """Where the mean score of each period stands, on a scale from -10 at the foot to 10 at the top."""
    sums: dict[str, tuple[float, float]] = {}
    for point in series.points:
        if point.plover_score is not None:  # how many have one, the sum and the mean tell
            total, number = sums.get(point.period, (0.0, 0.0))
            of = point.plover_score_sum / point.plover_score if point.plover_score else float(point.count)
            sums[point.period] = (total + point.plover_score_sum, number + of)
    lines: list[list[tuple[float, float, str]]] = [[]]
    for at, label in enumerate(periods):
        total, number = sums.get(label, (0.0, 0.0))
        if not number:
            lines.append([])
            continue
        mean = total / number
        y = TOP + (HEIGHT - TOP) * (HIGHEST_SCORE - max(-HIGHEST_SCORE, min(HIGHEST_SCORE, mean))) / (2 * HIGHEST_SCORE)
        lines[-1].append((LEFT + (at + 0.5) * slot, y, f"{label}: mean PLOVER score {mean:.1f}"))
    return [line for line in lines if line]


def class_of(group: str) -> str:
    """The class that colours a group."""
    return "g-" + "".join(char if char.isalnum() else "-" for char in (group or "all").lower())


def picture(found: Drawing, title: str, caption: str) -> str:
    """The drawing as a file that needs no style sheet."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {WHOLE + 60}" width="{WIDTH}" '
        f'height="{WHOLE + 60}" font-family="sans-serif" font-size="11"><rect width="100%" height="100%" fill="#fff"/>'
        f'<text x="4" y="15" font-size="13" font-weight="600">{escape(title)}</text><g transform="translate(0 20)">'
    ]
    for y, number in found.grid:
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end" fill="#555">{number}</text>')
    parts += [_rect(block, group_colour(block.group, "light")) for block in found.blocks]
    parts += [_rect(block, "#bbb") for block in found.read]
    for line in found.scores:
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in line)
        parts.append(f'<polyline points="{points}" fill="none" stroke="{_SCORE_INK}" stroke-dasharray="4 3"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="{_SCORE_INK}"/>' for x, y, _ in line]
    parts += [f'<text x="{x:.1f}" y="{WHOLE - 8}" text-anchor="middle" fill="#555">{t}</text>' for x, t in found.labels]
    parts.append(f'<text x="{LEFT - 6}" y="{READ_TOP + 10}" text-anchor="end" fill="#555">{found.most_read}</text>')
    parts.append(f'<text x="{LEFT + 4}" y="{READ_TOP - 4}" fill="#555">articles read</text>')
    at = float(LEFT)
    for group in found.groups:
        name = group or "all"
        parts.append(
            f'<rect x="{at:.0f}" y="{WHOLE + 2}" width="10" height="10" fill="{group_colour(group, "light")}"/>'
        )
        parts.append(f'<text x="{at + 14:.0f}" y="{WHOLE + 11}" fill="#333">{escape(name)}</text>')
        at += 26 + 6.4 * len(name)
    if found.scores:
        words = "line: mean PLOVER score, -10 at the foot to 10 at the top"
        parts.append(f'<text x="{at + 14:.0f}" y="{WHOLE + 11}" fill="{_SCORE_INK}">{words}</text>')
    parts.append(f'<text x="4" y="{WHOLE + 30}" font-size="10" fill="#555">{escape(caption)}</text></g></svg>')
    return "".join(parts)


def _rect(block: Block, fill: str) -> str:
    place = f'x="{block.x:.2f}" y="{block.y:.2f}" width="{block.width:.2f}" height="{block.height:.2f}"'
    return f'<rect {place} fill="{fill}"/>'


def _y(number: int, top: int) -> float:
    return TOP + (HEIGHT - TOP) * (1 - number / top)


def _step(tallest: int) -> int:
    """The distance of grid lines: 1, 2 or 5 times a power of ten, five lines at the most."""
    power = 1
    while True:
        for step in (power, 2 * power, 5 * power):
            if step * 5 >= tallest:
                return step
        power *= 10


def _labels(periods: Sequence[str], slot: float) -> list[tuple[float, str]]:
    every = max(1, round(76 / slot))
    return [
        (LEFT + (at + 0.5) * slot, label)
        for at, label in enumerate(periods)
        if at % every == 0 and at * slot < WIDTH - LEFT - 34
    ]
