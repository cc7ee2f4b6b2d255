"""A network drawn as SVG: parties around a circle, who deals most with whom near each other, edges as chords.

No force-directed layout: it looks different on every machine and says with nearness what is not so. On a circle the
same record always gives the same picture, and every name can be read.
"""

from collections.abc import Callable
from math import cos, log1p, pi, sin
from typing import NamedTuple
from xml.sax.saxutils import escape

from dragoman.web.charts import FILLS
from dragoman.web.queries.parties import QUADS
from dragoman.web.queries.slices import Fields

MOST_NODES = 30  # on a circle of this size their names do not overlap
SIZE, RADIUS = 760, 250
_WIDEST = 7.0
_LONGEST = 22  # characters of a name in the file
_BEND = 0.45  # how far from the middle a chord bends: neighbours are tied near the rim


class Knot(NamedTuple):
    """A party on the circle."""

    code: str
    name: str
    number: int
    x: float
    y: float
    size: float
    label_x: float
    label_y: float
    anchor: str


class Chord(NamedTuple):
    """What passed between two parties."""

    party: str
    other: str
    path: str
    width: float
    quad: int  # the class that most of it is of
    label: str


class Circle(NamedTuple):
    """What the template draws."""

    knots: list[Knot]
    chords: list[Chord]
    left_out: int  # parties that are not drawn


def circle(edges: list[Fields], name_of: Callable[[str], str], most: int = MOST_NODES) -> Circle | None:
    """The parties with most of what is counted, and what passed among them; None: there is nothing."""
    totals: dict[str, int] = {}
    for edge in edges:
        for side in ("party", "other"):
            totals[edge[side]] = totals.get(edge[side], 0) + edge["count"]
    chosen = sorted(totals, key=lambda code: (-totals[code], code))[:most]
    if not chosen:
        return None
    among = frozenset(chosen)
    kept = [edge for edge in edges if edge["party"] in among and edge["other"] in among]
    order = _ordered(chosen, kept)
    names = {code: name_of(code) for code in chosen}
    largest = max(totals[code] for code in chosen)
    places = {code: _place(at, len(order)) for at, code in enumerate(order)}
    knots = [_knot(code, names[code], totals[code], largest, places[code]) for code in order]
    heaviest = max((edge["count"] for edge in kept), default=1)
    chords = [_chord(edge, places, heaviest, names) for edge in sorted(kept, key=lambda e: e["count"])]
    return Circle(knots, chords, len(totals) - len(chosen))


def _ordered(codes: list[str], edges: list[Fields]) -> list[str]:
    """An order in which each stands next to whom it deals most with of those that are left."""
    weight: dict[tuple[str, str], int] = {}
    for edge in edges:
        weight[edge["party"], edge["other"]] = weight[edge["other"], edge["party"]] = edge["count"]
    left, order = list(codes), [codes[0]]
    left.remove(codes[0])
    while left:
        following = max(left, key=lambda code: (weight.get((order[-1], code), 0), -left.index(code)))
        order.append(following)
        left.remove(following)
    return order


def _place(at: int, number: int) -> float:
    return 2 * pi * at / number - pi / 2


def _point(angle: float, radius: float) -> tuple[float, float]:
    return SIZE / 2 + radius * cos(angle), SIZE / 2 + radius * sin(angle)


def _knot(code: str, name: str, number: int, largest: int, angle: float) -> Knot:
    x, y = _point(angle, RADIUS)
    label_x, label_y = _point(angle, RADIUS + 18)
    anchor = "middle" if abs(cos(angle)) < 0.15 else "start" if cos(angle) > 0 else "end"
    return Knot(code, name, number, x, y, 3 + 7 * log1p(number) / log1p(largest), label_x, label_y + 4, anchor)


def _chord(edge: Fields, places: dict[str, float], heaviest: int, names: dict[str, str]) -> Chord:
    (x, y), (u, v) = (_point(places[edge[side]], RADIUS) for side in ("party", "other"))
    quads = edge["quads"]
    quad = max(quads, key=lambda name: (quads[name], name)) if any(quads.values()) else "0"
    told = f"{names[edge['party']]} and {names[edge['other']]}: {edge['count']}"
    bend_x, bend_y = (SIZE / 2 + ((one + two) / 2 - SIZE / 2) * _BEND for one, two in ((x, u), (y, v)))
    path = f"M{x:.1f} {y:.1f}Q{bend_x:.1f} {bend_y:.1f} {u:.1f} {v:.1f}"
    return Chord(
        edge["party"], edge["other"], path, 0.8 + _WIDEST * log1p(edge["count"]) / log1p(heaviest), int(quad), told
    )


def picture(found: Circle, title: str) -> str:
    """The network as a file that needs no style sheet."""
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-150 40 1060 650" width="1060" height="650" '
        'font-family="sans-serif" font-size="14"><rect x="-150" y="40" width="1060" height="650" fill="#fff"/>'
        f'<text x="-140" y="64" font-size="16" font-weight="600">{escape(title)}</text>'
    ]
    parts += [
        f'<path d="{chord.path}" fill="none" stroke="{FILLS[chord.quad]}" stroke-opacity="0.55" '
        f'stroke-width="{chord.width:.1f}"/>'
        for chord in found.chords
    ]
    for knot in found.knots:
        parts.append(f'<circle cx="{knot.x:.1f}" cy="{knot.y:.1f}" r="{knot.size:.1f}" fill="#12537c" stroke="#fff"/>')
        name = knot.name if len(knot.name) <= _LONGEST else f"{knot.name[: _LONGEST - 1]}…"
        place = f'x="{knot.label_x:.1f}" y="{knot.label_y:.1f}" text-anchor="{knot.anchor}"'
        parts.append(f'<text {place} fill="#222">{escape(name)}</text>')
    at = -140
    for quad, called in QUADS.items():
        parts.append(f'<rect x="{at}" y="668" width="11" height="11" fill="{FILLS[quad]}"/>')
        parts.append(f'<text x="{at + 16}" y="678" font-size="12" fill="#333">{called}</text>')
        at += 160
    return "".join([*parts, "</svg>"])
