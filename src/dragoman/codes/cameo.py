"""CAMEO event codes: names, two Goldstein scales, quad class, and their PLOVER reading, from the table ``cameo``.

Codes are strings: leading zeros count. GDELT's and ICEWS's lists of Goldstein values differ for 016, 022, 164 and
165, and GDELT's has no 1213: both are kept, by name, and neither is PLOVER's score.
"""

from functools import cache
from typing import Literal, cast

import msgspec

from dragoman.codes.plover import plover
from dragoman.codes.tables import cell_list, read_table
from dragoman.errors import UnknownName
from dragoman.records import EventType


class CameoCode(msgspec.Struct, frozen=True, kw_only=True):
    """A CAMEO code of two, three or four digits."""

    code: str
    name: str
    root: str  # its first two digits
    quad: int  # by root, GDELT's and ICEWS's rule: 1 to 4
    goldstein_gdelt: float | None  # -10 to 10; None: GDELT's list does not have the code
    goldstein_icews: float | None
    type: EventType | None  # what it is read as; None: a mere statement, dropped
    mode: str | None = None
    force: Literal["appeal", "demand"] | None = None  # of REQUEST only
    contexts: tuple[str, ...] = ()


def cameo(code: str) -> CameoCode:
    """The row of a code.

    Raises:
        UnknownName: CAMEO has no such code.
    """
    try:
        return _codes()[code]
    except KeyError:
        remedy = "Codes are strings of two to four digits, with their leading zero"
        raise UnknownName("CAMEO has no such code", values=repr(code), remedy=remedy) from None


def cameo_codes() -> tuple[CameoCode, ...]:
    """All codes, in their order."""
    return tuple(_codes().values())


def default_code(event_type: str, mode: str | None = None, force: str | None = None) -> str:
    """The CAMEO code written for a type and mode; an appeal is written as 02x, a demand as 10x.

    Raises:
        UnknownName: PLOVER has no such type and mode.
    """
    return plover(event_type, mode, force).cameo


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """What follows from an event's type, mode and force: fields of the record type."""

    cameo: str
    quad: int
    plover_score: float | None
    goldstein_gdelt: float | None
    goldstein_icews: float | None


def written(event_type: str, mode: str | None = None, force: str | None = None, *, code: str | None = None) -> Written:
    """The codes and scores written for a type and mode.

    Args:
        event_type: one of PLOVER's types.
        mode: one of its modes; None: none applies.
        force: of REQUEST, how it is asked.
        code: a CAMEO code that says more; None, or one that is read as another type: the code of type and mode.

    Raises:
        UnknownName: PLOVER has no such type and mode, or CAMEO no such code.
    """
    known = plover(event_type, mode, force)
    row = cameo(known.cameo if code is None or cameo(code).type != event_type else code)
    return Written(
        cameo=row.code,
        quad=known.quad,
        plover_score=known.score,
        goldstein_gdelt=row.goldstein_gdelt,
        goldstein_icews=row.goldstein_icews,
    )


@cache
def _codes() -> dict[str, CameoCode]:
    return {row["code"]: _code(row) for row in read_table("cameo")}


def _code(row: dict[str, str]) -> CameoCode:
    return CameoCode(
        code=row["code"],
        name=row["name"],
        root=row["root"],
        quad=int(row["quad"]),
        goldstein_gdelt=float(row["goldstein_gdelt"]) if row["goldstein_gdelt"] else None,
        goldstein_icews=float(row["goldstein_icews"]) if row["goldstein_icews"] else None,
        type=cast(EventType, row["type"]) if row["type"] else None,
        mode=row["mode"] or None,
        force=cast(Literal["appeal", "demand"], row["force"]) if row["force"] else None,
        contexts=cell_list(row["contexts"]),
    )
