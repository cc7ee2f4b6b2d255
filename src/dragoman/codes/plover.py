"""PLOVER's sixteen event types, their modes, scores and quad classes, from the table ``plover``.

A mode's name repeats across types with another sense ("arrest" threatens and coerces), so the key is always the
pair. Two modes are our own: SUPPORT ``courtesy`` and REJECT ``deny``; they carry no score. The scores are PLOVER's
and not Goldstein's: label the scale wherever they are shown.
"""

from functools import cache
from typing import cast, get_args

import msgspec

from dragoman.codes.tables import read_table
from dragoman.errors import UnknownName
from dragoman.records import EventType

EVENT_TYPES: tuple[EventType, ...] = get_args(EventType)
QUAD_NAMES = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}


class PloverCode(msgspec.Struct, frozen=True, kw_only=True):
    """A type with one of its modes, and for REQUEST how it is asked."""

    type: EventType
    mode: str | None  # None: the type alone
    force: str | None  # "appeal" or "demand", of REQUEST only
    score: float | None  # PLOVER's intensity, -10 to 10; None: kept out of scores
    quad: int  # 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict
    requires_recipient: bool
    cameo: str  # the CAMEO code written for it
    ours: bool  # a mode of this project, not in PLOVER's manual


def modes(event_type: str) -> tuple[str, ...]:
    """The modes of a type, in alphabetical order; () when it has none.

    Raises:
        UnknownName: there is no such type.
    """
    codes = [code for code in _codes().values() if code.type == plover(event_type).type]
    return tuple(dict.fromkeys(code.mode for code in codes if code.mode is not None))


def is_mode(event_type: str, mode: str | None) -> bool:
    """Whether the type has this mode; every type goes without one."""
    return any((code.type, code.mode) == (event_type, mode) for code in _codes().values())


def plover(event_type: str, mode: str | None = None, force: str | None = None) -> PloverCode:
    """The row of a type and mode. A REQUEST without force is read as an appeal.

    Raises:
        UnknownName: there is no such type, or it has no such mode.
    """
    key = (event_type, mode or "", (force or "appeal") if event_type == "REQUEST" else "")
    try:
        return _codes()[key]
    except KeyError:
        known = [code.mode for code in _codes().values() if code.type == event_type and code.mode]
        remedy = f"Its modes: {', '.join(known) or 'none'}" if known else f"The types: {', '.join(EVENT_TYPES)}"
        raise UnknownName("PLOVER has no such type and mode", values=f"{event_type}/{mode}", remedy=remedy) from None


def score(event_type: str, mode: str | None = None) -> float | None:
    """PLOVER's intensity of a type and mode, -10 (conflict) to 10 (cooperation); None: kept out of scores.

    Raises:
        UnknownName: there is no such type, or it has no such mode.
    """
    return plover(event_type, mode).score


def quad(event_type: str) -> int:
    """The quad class of a type: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.

    Raises:
        UnknownName: there is no such type.
    """
    return plover(event_type).quad


def requires_recipient(event_type: str) -> bool:
    """Whether PLOVER's manual asks for a recipient.

    Raises:
        UnknownName: there is no such type.
    """
    return plover(event_type).requires_recipient


@cache
def _codes() -> dict[tuple[str, str, str], PloverCode]:
    return {(row["type"], row["mode"], row["force"]): _code(row) for row in read_table("plover")}


def _code(row: dict[str, str]) -> PloverCode:
    return PloverCode(
        type=cast(EventType, row["type"]),
        mode=row["mode"] or None,
        force=row["force"] or None,
        score=float(row["score"]) if row["score"] else None,
        quad=int(row["quad"]),
        requires_recipient=row["requires_recipient"] == "yes",
        cameo=row["cameo"],
        ours=row["source"] == "ours",
    )
