"""States since 1945, territories and places that act like a state, with their codes, from the table ``states``."""

from functools import cache
from typing import Literal

import msgspec

from dragoman.codes.tables import cell_list, read_table
from dragoman.errors import UnknownName
from dragoman.partial_date import PartialDate

CodeSystem = Literal["id", "iso2", "cow", "fips", "cameo"]


class State(msgspec.Struct, frozen=True, kw_only=True):
    """A state, territory, disputed or unrecognised state, or region."""

    id: str  # ISO 3166-1 alpha-3 where it has one; else the project's own
    name: str
    official_name: str
    kind: str  # state, former_state, territory, disputed, unrecognised, autonomous, entity, substate ...
    iso2: str | None
    cow: str | None  # Correlates of War country code
    fips: str | None  # FIPS 10-4, as GDELT writes places
    cameo: str | None  # as GDELT and ICEWS write actors
    start: str  # first day, "" when before 1945 or not known
    end: str  # last day, "" when it still exists
    capital: str | None
    region: str
    country: str | None  # the state it belongs to; itself for a state; None where neither of two is said
    successor: tuple[str, ...]

    @property
    def lifetime(self) -> PartialDate:
        """From its first to its last day; unknown when the table gives neither."""
        if not self.start and not self.end:
            return PartialDate()
        return PartialDate.parse(f"{self.start or '..'}/{self.end or '..'}")


def state(identity: str) -> State:
    """The state with this id.

    Raises:
        UnknownName: no state has it.
    """
    found = _states().get(identity)
    if found is None:
        raise UnknownName("no state has this code", values=repr(identity), remedy="Give ISO 3166-1 alpha-3, as PAK")
    return found


def is_state(identity: str | None) -> bool:
    """Whether the table of states has this id."""
    return identity in _states()


def states() -> tuple[State, ...]:
    """All of them, in order of their ids."""
    return tuple(_states().values())


def state_by_code(system: CodeSystem, code: str, on: PartialDate | None = None) -> State | None:
    """The state that has ``code`` in ``system``; None when none has.

    A code that passed on (COW 345 was Yugoslavia's and is Serbia's) gives the state that exists ``on`` that date,
    without a date the one that exists now.
    """
    found = [one for one in _states().values() if getattr(one, system) == code]
    found.sort(key=lambda one: (not _existed(one, on), bool(one.end), one.kind not in {"state", "disputed"}))
    return found[0] if found else None


def _existed(one: State, on: PartialDate | None) -> bool:
    if not on:
        return not one.end
    return not one.lifetime or one.lifetime.overlaps(on)


@cache
def _states() -> dict[str, State]:
    return {row["id"]: _state(row) for row in read_table("states")}


def _state(row: dict[str, str]) -> State:
    return State(
        id=row["id"], name=row["name"], official_name=row["official_name"], kind=row["kind"],
        iso2=row["iso2"] or None, cow=row["cow"] or None, fips=row["fips"] or None, cameo=row["cameo"] or None,
        start=row["start"], end=row["end"], capital=row["capital"] or None, region=row["region"],
        country=row["country"] or None, successor=cell_list(row["successor"]),
    )  # fmt: skip
