"""Floors: what each figure may not fall below, on the data it was set on.

``floors.json`` maps a figure's name to its floor and the hash of the data. On other data a floor says nothing, and
none is applied. Floors are raised by ``--raise-floors`` and lowered only by hand. Of a figure of which less is better
the floor is a ceiling: it comes down where the figure is ``capped``, and is set by hand where it is not. A raised floor
leaves some room, for processors round the reader's int8 sums differently, and one sentence read otherwise moves a score
of 18 articles a bit.
"""

import math
from collections.abc import Iterable
from pathlib import Path

import msgspec

from evaluation.figures import Figure

FLOORS = Path(__file__).parent / "floors.json"


class Floor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The least value, or the greatest where low is better, and the data it holds for; "" holds for any."""

    floor: float
    sha256: str = ""


Floors = dict[str, Floor]


def read_floors(path: Path = FLOORS) -> Floors:
    """All floors by the figure's name."""
    return msgspec.json.decode(path.read_bytes(), type=Floors)


def write_floors(floors: Floors, path: Path = FLOORS) -> None:
    """Write floors, in order of name."""
    encoded = msgspec.json.encode(dict(sorted(floors.items())))
    path.write_bytes(msgspec.json.format(encoded, indent=1) + b"\n")


def floor_of(figure: Figure, floors: Floors) -> float | None:
    """The figure's floor; None when it has none for this data."""
    floor = floors.get(figure.name)
    return floor.floor if floor and floor.sha256 in ("", figure.sha256) else None


def is_below(figure: Figure, floors: Floors) -> bool:
    """Whether a figure is worse than its floor."""
    floor = floor_of(figure, floors)
    if floor is None:
        return False
    return figure.value < floor if figure.better == "high" else figure.value > floor


def raised(floors: Floors, figures: Iterable[Figure]) -> Floors:
    """The floors with every one that can be made stricter; figures that depend on the machine keep theirs."""
    found = dict(floors)
    for figure in figures:
        level, old = _level(figure), floor_of(figure, floors)
        stricter = old is None or (level > old if figure.better == "high" else level < old)
        if not figure.fixed and (figure.better == "high" or figure.capped) and level > 0 and stricter:
            found[figure.name] = Floor(floor=level, sha256=figure.sha256)
    return found


def _level(figure: Figure) -> float:
    """What was measured less its room; with it where less is better."""
    if figure.better == "low":
        return math.ceil((figure.value + figure.room) * 1000) / 1000
    return math.floor((figure.value - figure.room) * 1000) / 1000
