"""State numbers as data sets on states write them: Correlates of War and Gleditsch and Ward, on a date.

COW numbers stand in the table ``states`` (Correlates of War Project, "State System Membership List, v2016", 2017).
Gleditsch and Ward (1999, "A Revised List of Independent States since the Congress of Vienna", International
Interactions 25) number states as COW does but for those in the table ``state_numbers``, from their lists of independent
states and microstates: a united Germany and Yemen keep the numbers of the Federal and the Arab Republic, Serbia
after 2006 has its own, and four Pacific states others. The table also has COW's number of the Federal Republic before
1990.
"""

from datetime import date
from functools import cache
from typing import Literal, NamedTuple

from dragoman.codes.states import is_state, state
from dragoman.codes.tables import read_table

NumberSystem = Literal["cow", "gw"]


class _Number(NamedTuple):
    number: int
    start: str
    end: str


def state_number(identity: str, system: NumberSystem, on: date) -> int | None:
    """The number of a state on a day; None for what is no state, or what the list does not have."""
    if not is_state(identity):
        return None
    day = on.isoformat()
    for one in _numbers().get((identity, system), ()):
        if (one.start or day) <= day <= (one.end or day):
            return one.number
    cow = state(identity).cow
    return int(cow) if cow else None


def iso_code(identity: str) -> str | None:
    """The ISO 3166-1 alpha-3 code of a state that has one; our own ids of others are none."""
    return identity if is_state(identity) and state(identity).iso2 else None


@cache
def _numbers() -> dict[tuple[str, str], tuple[_Number, ...]]:
    found: dict[tuple[str, str], tuple[_Number, ...]] = {}
    for row in read_table("state_numbers"):
        key = (row["state"], row["system"])
        found[key] = (*found.get(key, ()), _Number(int(row["number"]), row["start"], row["end"]))
    return found
