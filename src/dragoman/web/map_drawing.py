"""Places drawn on the outline of the world: a disc's area says how much, its sectors of which class.

Where only the state or region is told, a disc would lie about where: a ring with a broken edge stands in its middle.
"""

from math import cos, pi, sin, sqrt
from typing import NamedTuple
from xml.sax.saxutils import escape

from dragoman.web.charts import FILLS
from dragoman.web.queries.parties import QUADS
from dragoman.web.queries.slices import Fields
from dragoman.web.world import WIDTH, Area, is_in, land, landmarks, sheet

MOST_DRAWN = 250  # discs; the list has all
_NAMED = 10  # of them bear their name
_LARGEST, _ONE = 22.0, 5.0  # radius in the drawing's units: at the most, and of one happening where that fits
_SMALLEST = 2.6  # that can be met with a pointer
_LETTER = 6.2  # width of one of a name, about


class Sector(NamedTuple):
    """A class's part of a disc; a whole disc is a circle and has no path."""

    quad: int
    path: str


class Spot(NamedTuple):
    """A place on the map."""

    x: float
    y: float
    radius: float
    vague: bool
    sectors: list[Sector]
    name: str  # written beside it; empty: not
    label: str
    row: int  # of the list


class Mark(NamedTuple):
    """A city that is named for orientation."""

    x: float
    y: float
    name: str


class Map(NamedTuple):
    """What the template draws."""

    width: float
    height: float
    land: str
    spots: list[Spot]  # the largest first, so that small ones lie above
    marks: list[Mark]
    left_out: int  # places of the area that are not drawn
    outside: int  # places that lie elsewhere


def drawn(places: list[Fields], area: Area) -> Map:
    """The places of an area, those with most first."""
    paper = sheet(area)
    inside = [(at, row) for at, row in enumerate(places) if is_in(area, row["lat"], row["lon"])]
    unit = min(_ONE, _LARGEST / sqrt(max((row["count"] for _, row in inside), default=1)))
    spots: list[Spot] = []
    boxes: list[tuple[float, float, float, float]] = []
    for at, row in inside[:MOST_DRAWN]:
        x, y = paper.place(row["lat"], row["lon"])
        radius = max(_SMALLEST, unit * sqrt(row["count"]))
        named = len(boxes) < _NAMED and _takes(boxes, x, y, radius, row["place"])
        name = row["place"] if named else ""
        spots.append(Spot(x, y, radius, row["vague"], _sectors(row, x, y, radius), name, _label(row), at))
    marks = [
        Mark(*paper.place(one.lat, one.lon), one.name)
        for one in landmarks(area)
        if _takes(boxes, *paper.place(one.lat, one.lon), 1, one.name)
    ]
    return Map(WIDTH, paper.height, land(area), spots, marks, len(inside) - len(spots), len(places) - len(inside))


def _takes(boxes: list[tuple[float, float, float, float]], x: float, y: float, radius: float, name: str) -> bool:
    """Whether a name finds room beside its disc; where it does, the room is taken."""
    box = (x, y - 9, x + radius + 4 + _LETTER * len(name), y + 9)
    if box[2] > WIDTH or any(
        box[0] < right and left < box[2] and box[1] < bottom and top < box[3] for left, top, right, bottom in boxes
    ):
        return False
    boxes.append(box)
    return True


def _by_quad(row: Fields) -> list[tuple[int, int]]:
    """How many happenings of a place are of each class; 0: of a type of the user's own, which has none."""
    found = [(quad, row["quads"][str(quad)]) for quad in QUADS if row["quads"][str(quad)]]
    rest = row["count"] - sum(number for _, number in found)
    return [*found, (0, rest)] if rest else found


def _sectors(row: Fields, x: float, y: float, radius: float) -> list[Sector]:
    parts = _by_quad(row)
    if len(parts) == 1:
        return [Sector(parts[0][0], "")]
    total, begun, found = sum(number for _, number in parts), 0, []
    for quad, number in parts:
        start, end = (2 * pi * share / total - pi / 2 for share in (begun, begun + number))
        (ax, ay), (bx, by) = ((x + radius * cos(angle), y + radius * sin(angle)) for angle in (start, end))
        large = int(end - start > pi)
        path = f"M{x:.1f} {y:.1f}L{ax:.1f} {ay:.1f}A{radius:.1f} {radius:.1f} 0 {large} 1 {bx:.1f} {by:.1f}Z"
        found.append(Sector(quad, path))
        begun += number
    return found


def _label(row: Fields) -> str:
    parts = ", ".join(f"{number} {QUADS.get(quad, 'of your own types')}" for quad, number in _by_quad(row))
    return f"{row['place']}: {row['count']} ({parts})"


def picture(found: Map, title: str, caption: str) -> str:
    """The map as a file that needs no style sheet."""
    height = found.height
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {found.width:.0f} {height + 66:.0f}" '
        f'width="{found.width:.0f}" height="{height + 66:.0f}" font-family="sans-serif" font-size="11">'
        f'<rect width="100%" height="100%" fill="#fff"/><text x="4" y="15" font-size="13" font-weight="600">'
        f'{escape(title)}</text><g transform="translate(0 22)"><path d="{found.land}" fill="#e8e5df"/>'
    ]
    for mark in found.marks:
        parts.append(f'<circle cx="{mark.x:.1f}" cy="{mark.y:.1f}" r="1.5" fill="#8a857c"/>')
        place = f'x="{mark.x + 4:.1f}" y="{mark.y + 3:.1f}"'
        parts.append(f'<text {place} font-size="9" fill="#8a857c">{escape(mark.name)}</text>')
    for spot in found.spots:
        edge = 'stroke-dasharray="3 2" fill-opacity="0.35"' if spot.vague else 'fill-opacity="0.85"'
        for sector in spot.sectors:
            style = f'fill="{FILLS[sector.quad]}" stroke="{FILLS[sector.quad]}" {edge}'
            if sector.path:
                parts.append(f'<path d="{sector.path}" {style}/>')
            else:
                parts.append(f'<circle cx="{spot.x:.1f}" cy="{spot.y:.1f}" r="{spot.radius:.1f}" {style}/>')
    parts += [
        f'<text x="{spot.x + spot.radius + 3:.1f}" y="{spot.y + 4:.1f}" fill="#222">{escape(spot.name)}</text>'
        for spot in found.spots
        if spot.name
    ]
    at = 4.0
    for quad, name in QUADS.items():
        parts.append(f'<rect x="{at:.0f}" y="{height + 6:.0f}" width="10" height="10" fill="{FILLS[quad]}"/>')
        parts.append(f'<text x="{at + 14:.0f}" y="{height + 15:.0f}" fill="#333">{name}</text>')
        at += 150
    parts.append(f'<text x="4" y="{height + 36:.0f}" font-size="10" fill="#555">{escape(caption)}</text></g></svg>')
    return "".join(parts)
