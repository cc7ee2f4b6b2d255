"""The world on a plane: Equal Earth, in which every state has its share of the paper, and the coasts in it.

Šavrič, Patterson and Jenny 2019, "The Equal Earth map projection", International Journal of Geographical Information
Science 33. Borders are not drawn: they are disputed where the record is read most.
"""

from functools import cache
from math import asin, cos, radians, sin, sqrt
from typing import Literal, NamedTuple, get_args

from dragoman.codes.tables import read_table
from dragoman.web.render import FOLDER

Area = Literal["world", "africa", "americas", "asia", "europe", "middle east", "south asia", "east asia"]
AREAS: tuple[Area, ...] = get_args(Area)

WIDTH = 900.0  # of the drawing, whatever part of the world it shows
_EDGE = 12.0  # of it, left free around what is shown
_LANDMARKS = 18  # on one sheet, where they find room
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
# West, south, east, north in degrees; the world ends where people live.
_BOUNDS: dict[Area, tuple[float, float, float, float]] = {
    "world": (-180, -57, 180, 80), "africa": (-20, -36, 55, 38), "americas": (-170, -56, -30, 72),
    "asia": (40, -12, 150, 56), "europe": (-25, 34, 60, 71), "middle east": (24, 11, 66, 43),
    "south asia": (58, 4, 98, 40), "east asia": (95, 16, 150, 54),
}  # fmt: skip


class Landmark(NamedTuple):
    """A city that is named for orientation."""

    name: str
    lat: float
    lon: float
    weight: int  # population, doubled for capitals


class Sheet(NamedTuple):
    """A part of the world on paper: what a degree comes to, and how high the paper is."""

    left: float
    top: float
    scale: float
    height: float

    def place(self, lat: float, lon: float) -> tuple[float, float]:
        """Where a place stands on it, from the upper left."""
        x, y = projected(lat, lon)
        return (x - self.left) * self.scale + _EDGE, (self.top - y) * self.scale + _EDGE


def projected(lat: float, lon: float) -> tuple[float, float]:
    """A place in the plane, for an earth of radius 1; north is up."""
    theta = asin(sqrt(3) / 2 * sin(radians(lat)))
    t2 = theta * theta
    t6 = t2 * t2 * t2
    x = 2 * sqrt(3) * radians(lon) * cos(theta) / (3 * (9 * _A4 * t6 * t2 + 7 * _A3 * t6 + 3 * _A2 * t2 + _A1))
    return x, theta * (_A4 * t6 * t2 + _A3 * t6 + _A2 * t2 + _A1)


@cache
def sheet(area: Area) -> Sheet:
    """The paper that shows an area."""
    west, south, east, north = _BOUNDS[area]
    lats = [lat for lat in (south, 0.0, north) if south <= lat <= north]  # the equator is where it is widest
    corners = [projected(lat, lon) for lat in lats for lon in (west, east)]
    left, right = min(x for x, _ in corners), max(x for x, _ in corners)
    bottom, top = min(y for _, y in corners), max(y for _, y in corners)
    scale = (WIDTH - 2 * _EDGE) / (right - left)
    return Sheet(left, top, scale, (top - bottom) * scale + 2 * _EDGE)


def is_in(area: Area, lat: float, lon: float) -> bool:
    """Whether a place lies in an area; all of them lie in the world."""
    west, south, east, north = _BOUNDS[area]
    return area == "world" or (south <= lat <= north and west <= lon <= east)


@cache
def land(area: Area) -> str:
    """The coasts of an area as the path of a drawing."""
    paper = sheet(area)
    parts = []
    for ring in _rings():
        points = [paper.place(lat, lon) for lon, lat in ring]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        if max(xs) > 0 and min(xs) < WIDTH and max(ys) > 0 and min(ys) < paper.height:
            parts.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z")
    return "".join(parts)


@cache
def _rings() -> tuple[tuple[tuple[float, float], ...], ...]:
    rows = read_table("land", FOLDER)
    return tuple(tuple(_point(word) for word in row["points"].split()) for row in rows)


@cache
def landmarks(area: Area) -> tuple[Landmark, ...]:
    """Large cities by which a part of the world is known again: each state's first, the largest of them first."""
    if area == "world":
        return ()
    first: dict[str, Landmark] = {}
    for row in read_table("places"):
        if row["precision"] != "city" or not row["lat"]:
            continue
        weight = int(row["population"] or 0)
        known = first.get(row["country"])
        if known is None or weight > known.weight:
            first[row["country"]] = Landmark(row["name"], float(row["lat"]), float(row["lon"]), weight)
    inside = (one for one in first.values() if is_in(area, one.lat, one.lon))
    return tuple(sorted(inside, key=lambda one: (-one.weight, one.name))[:_LANDMARKS])


def _point(word: str) -> tuple[float, float]:
    lon, _, lat = word.partition(",")
    return float(lon), float(lat)
