"""Colours of charts: Okabe and Ito's, which readers with any colour vision tell apart, one for each family of types.

Okabe and Ito 2002, "Color Universal Design". Types of one family are steps of its colour, the strongest for the most
cooperation or conflict; the legend and the tooltip name them. Nothing is told by colour alone: what is alleged is
also drawn with a broken edge.
"""

from typing import Literal

from dragoman.codes.plover import EVENT_TYPES, quad

Theme = Literal["light", "dark"]

SKY, BLUE, ORANGE, VERMILION = "#56B4E9", "#0072B2", "#E69F00", "#D55E00"
GREEN, YELLOW, PURPLE, GREY = "#009E73", "#F0E442", "#CC79A7", "#999999"
PAPER: dict[Theme, str] = {"light": "#FFFFFF", "dark": "#16181D"}
INK: dict[Theme, str] = {"light": "#1F2328", "dark": "#E3E6EA"}
FAINT: dict[Theme, str] = {"light": "#D8DCE0", "dark": "#3A3F47"}

_QUADS = {1: SKY, 2: BLUE, 3: ORANGE, 4: VERMILION}
_STATUSES = {"occurred": BLUE, "background": GREY, "planned": SKY, "hypothetical": YELLOW, "denied": VERMILION}
_PALEST = 0.55  # share of paper in the palest type of a family; PLOVER orders types from cooperation to conflict


def group_colour(group: str, theme: Theme) -> str:
    """The colour of a type, a quad by its name, a status, or of all ("")."""
    if group in EVENT_TYPES:
        family = [kind for kind in EVENT_TYPES if quad(kind) == quad(group)]
        place = family.index(group) if quad(group) <= 2 else len(family) - 1 - family.index(group)
        share = _PALEST * place / (len(family) - 1)
        return mixed(_QUADS[quad(group)], PAPER[theme], share)
    names = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
    if group in names:
        return _QUADS[names.index(group) + 1]
    status, _, alleged = group.partition(", ")
    colour = _STATUSES.get(status, GREEN if not group else GREY)
    return mixed(colour, PURPLE, 0.5) if alleged else colour


def mixed(colour: str, other: str, share: float) -> str:
    """A colour with a share of another, as sRGB values."""
    parts = [(int(colour[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(one * (1 - share) + two * share):02X}" for one, two in parts)
