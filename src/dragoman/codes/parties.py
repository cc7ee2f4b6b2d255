"""What entities act for: states, top-level bodies, armed groups, political parties; from the table ``parties``."""

from functools import cache

import msgspec

from dragoman.codes.tables import read_table
from dragoman.errors import UnknownName


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """Something that entities act for, under one code."""

    code: str  # ISO 3166-1 alpha-3 of a state; the usual short name of a body or group; a political party's name
    name: str
    kind: str  # state, territory, disputed ...; organisation, armed_group, party
    country: str | None  # the state it belongs to; None for bodies and groups
    base: str | None  # the state where it is at home; None: not one
    cameo: str  # actor code as GDELT and ICEWS write it
    plover: str  # country code as PLOVER writes it: alpha-3, IGO, UNO, EUR


def party(code: str) -> Party:
    """The party with this code.

    Raises:
        UnknownName: nothing acts for such a party.
    """
    found = _parties().get(code)
    if found is None:
        raise UnknownName("no table knows this party", values=repr(code), remedy="Give a code as PAK, NATO, Hamas")
    return found


def is_party(code: str | None) -> bool:
    """Whether the table of parties has this code."""
    return code in _parties()


def parties() -> tuple[Party, ...]:
    """All of them, in order of their codes."""
    return tuple(_parties().values())


@cache
def _parties() -> dict[str, Party]:
    return {row["party"]: _party(row) for row in read_table("parties")}


def _party(row: dict[str, str]) -> Party:
    return Party(
        code=row["party"], name=row["name"], kind=row["kind"], country=row["country"] or None,
        base=row["base"] or None, cameo=row["cameo"], plover=row["plover"],
    )  # fmt: skip
