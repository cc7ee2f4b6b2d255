"""The outline of land for the map: ``python -m reference.build_outline land-110m.json`` writes ``web/land.tsv``.

The input is Natural Earth's land at 1:110 million (public domain), as the npm package world-atlas 2.0.2 (ISC) has
it. Only coasts are taken: borders are disputed where the record is read most, and a map of events needs none.
Antarctica is left out; lines are thinned by Douglas and Peucker's method (1973, The Canadian Cartographer 10).
"""

import json
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import hypot
from pathlib import Path
from typing import Any

from reference.tables import write_table

Point = tuple[float, float]

SOURCE = "Natural Earth 4.1.0, 1:110m land, through world-atlas 2.0.2"
AS_OF = "2018-05-21"
TOLERANCE = 0.2  # degrees: half a point on a map 900 points wide
SOUTHERNMOST = -60.0  # rings that lie south of it are Antarctica's
WEB = Path(__file__).resolve().parent.parent / "src" / "dragoman" / "web"


def rings(topology: dict[str, Any]) -> Iterator[list[Point]]:
    """The rings of a TopoJSON file in degrees, outer ones and holes alike."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for deltas in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in deltas:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            for ring in polygon:
                yield _joined([arcs[n] if n >= 0 else arcs[~n][::-1] for n in ring])


def _joined(parts: Sequence[list[Point]]) -> list[Point]:
    return [*parts[0], *(point for part in parts[1:] for point in part[1:])]


def split(ring: Sequence[Point]) -> Iterator[list[Point]]:
    """A ring that crosses the antimeridian as one on each side of it; any other as it is."""
    whole, turn = [ring[0]], 0.0
    for (before, _), (lon, lat) in pairwise(ring):
        turn += 360.0 if lon - before < -180 else -360.0 if lon - before > 180 else 0.0
        whole.append((lon + turn, lat))
    west, east = min(lon for lon, _ in whole), max(lon for lon, _ in whole)
    for shift in (-360.0, 0.0, 360.0):
        if west + shift < 180 and east + shift > -180:
            part = [(lon + shift, lat) for lon, lat in whole]
            for side, sign in ((-180.0, 1), (180.0, -1)):
                part = _clipped(part, side, sign)
            if len(part) > 2:
                yield part


def _clipped(ring: Sequence[Point], edge: float, sign: int) -> list[Point]:
    """What of a closed ring lies on one side of a meridian (Sutherland and Hodgman 1974)."""
    kept: list[Point] = []
    for (lon, lat), (after, lat2) in pairwise(ring):
        here, there = (lon - edge) * sign >= 0, (after - edge) * sign >= 0
        if here:
            kept.append((lon, lat))
        if here != there:
            kept.append((edge, lat + (lat2 - lat) * (edge - lon) / (after - lon)))
    return [*kept, *kept[:1]]


def thinned(points: Sequence[Point], tolerance: float) -> list[Point]:
    """The points without which a line would move by more than the tolerance."""
    kept, open_ = {0, len(points) - 1}, [(0, len(points) - 1)]
    while open_:
        first, last = open_.pop()
        far, at = max(
            ((_distance(points[n], points[first], points[last]), n) for n in range(first + 1, last)), default=(0.0, 0)
        )
        if far > tolerance:
            kept.add(at)
            open_ += [(first, at), (at, last)]
    return [points[n] for n in sorted(kept)]


def _distance(point: Point, start: Point, end: Point) -> float:
    """Of a point from the line through two others; from the first where they are one, as in a ring."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = hypot(dx, dy)
    if length == 0:
        return hypot(point[0] - start[0], point[1] - start[1])
    return abs(dx * (start[1] - point[1]) - dy * (start[0] - point[0])) / length


def main(path: str) -> int:
    """Write the table."""
    rows = []
    whole = rings(json.loads(Path(path).read_text(encoding="utf-8")))
    for ring in (part for one in whole for part in split(one)):
        if max(lat for _, lat in ring) < SOUTHERNMOST:
            continue
        points = thinned(ring, TOLERANCE)
        if len(points) > 3:
            written = " ".join(f"{lon:.1f},{lat:.1f}" for lon, lat in points)
            rows.append({"ring": f"{len(rows):03d}", "points": written, "source": SOURCE, "as_of": AS_OF})
    write_table("land", "ring points source as_of", rows, directory=WEB)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
