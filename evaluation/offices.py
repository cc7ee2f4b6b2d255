"""Scores the tables of offices: questions with known answers, and for how many days somebody is known.

    python -m evaluation.offices

``offices_questions.tsv`` holds questions written from common knowledge (office, day, holder), a quarter of them from
the 1990s and a quarter from mid-2022 on. They go through ``dragoman.entities.who.who``; an answer is right when its
first holder is the person asked for, by any name the tables have of him.

Coverage is the share of (state, day) pairs with a holder in the tables, over 100 days of each period drawn once with a
fixed seed, for every sovereign state that existed on that day; for leaders either the head of state or the head of
government counts. It says that the tables answer, not that they are right.
"""

import csv
import random
import sys
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from dragoman.codes.tables import read_table
from dragoman.entities.gazetteer import Gazetteer
from dragoman.entities.offices import Offices
from dragoman.entities.person_names import fold
from dragoman.entities.who import who
from dragoman.partial_date import PartialDate

QUESTIONS = Path(__file__).resolve().parent / "offices_questions.tsv"
# The sources change at 2001 and at mid-2022. Most hand-written rows are vouched for to the autumn of 2025 only, which
# the last period shows.
PERIODS = {
    "1990-2000": (date(1990, 1, 1), date(2000, 12, 31)),
    "2001-2022": (date(2001, 1, 1), date(2022, 6, 30)),
    "2022-2025": (date(2022, 7, 1), date(2025, 12, 31)),
}
ROLES = {"leader": ("head_of_state", "head_of_government"), "foreign_minister": ("foreign_minister",)}
DAYS, SEED = 100, 20251031
# The larger states: members of these, the permanent five among them, and two regions (UN geoscheme; the Middle East
# with Egypt, Iran and Turkey).
BODIES = ("G20", "NATO", "EU")
REGIONS = frozenset(
    "AFG BGD BTN IND LKA MDV NPL PAK ARE BHR CYP EGY IRN IRQ ISR JOR KWT LBN OMN PSE QAT SAU SYR TUR YEM".split()
)


class Asked(NamedTuple):
    """One question, what was answered, and what that counts as."""

    office: str
    day: str
    expected: str
    answered: str  # empty: not known
    outcome: str  # "right", "wrong", "unknown"


def ask(path: Path = QUESTIONS) -> list[Asked]:
    """Every question of the file with its answer."""
    offices, gazetteer = Offices.load(), Gazetteer.load()
    asked = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            found = who(row["office"], PartialDate.parse(row["date"]), offices=offices, gazetteer=gazetteer)
            answered = found[0].holder if found else ""
            names = {fold(row["holder"]), *(fold(person.name) for person in offices.people(row["holder"]))}
            outcome = "unknown" if not found else "right" if _called(answered, names) else "wrong"
            asked.append(Asked(row["office"], row["date"], row["holder"], answered, outcome))
    return asked


def _called(answered: str, names: set[str]) -> bool:
    """Whether the answer is one of the names, or all of one with more beside it ("Hussein of Jordan").

    The same family name with the same first initial is the same name too ("F. W. de Klerk", "Mike Mullen"): two holders
    of one office in turn who differ in nothing else are none that we know.
    """
    given = fold(answered).split()
    return any(
        set(name.split()) <= set(given) or (name.split()[-1] == given[-1] and name[0] == given[0][0]) for name in names
    )


def days_of(period: str) -> list[date]:
    """The fixed days of a period."""
    first, last = PERIODS[period]
    draw = random.Random(f"{SEED} {period}")
    return sorted(first + timedelta(days=draw.randrange((last - first).days + 1)) for _ in range(DAYS))


def states_on(day: date) -> list[str]:
    """The sovereign states of that day."""
    return [row["id"] for row in read_table("states") if _sovereign(row) and _exists(row, day)]


def _sovereign(row: dict[str, str]) -> bool:
    return row["kind"] in ("state", "former_state")


def _exists(row: dict[str, str], day: date) -> bool:
    span = PartialDate.parse(f"{row['start'] or '..'}/{row['end'] or '..'}") if row["start"] or row["end"] else None
    return span is None or ((span.earliest or date.min) <= day <= (span.latest or date.max))


def coverage(offices: Offices, period: str, roles: tuple[str, ...]) -> Iterator[tuple[str, bool]]:
    """Every (state, day) of the period: the state, and whether a holder is known."""
    for day in days_of(period):
        on = PartialDate.day(day)
        for state in states_on(day):
            yield state, any(offices.holders(f"{state}:{role}", on) for role in roles)


def larger_states() -> frozenset[str]:
    """The states of ``BODIES``, whenever they were members, and of ``REGIONS``."""
    members = [row["members"] for row in read_table("organisations") if row["id"] in BODIES]
    ids = {row["id"] for row in read_table("states") if _sovereign(row)}
    return (
        frozenset({cell.split()[0] for cells in members for cell in cells.split(";") if cell.strip()} & ids) | REGIONS
    )


def score(shared: Path | None = None) -> dict[str, float]:
    """Shares of right, wrong and unknown answers, and the coverage of each period. ``shared`` is not read."""
    asked = ask()
    shares = {name: sum(one.outcome == name for one in asked) / len(asked) for name in ("right", "wrong", "unknown")}
    offices, larger = Offices.load(), larger_states()
    for role, roles in ROLES.items():
        for period in PERIODS:
            known = list(coverage(offices, period, roles))
            shares[f"coverage.{role}.{period}"] = _share(found for _, found in known)
            shares[f"larger.{role}.{period}"] = _share(found for state, found in known if state in larger)
    return shares


def _share(known: Iterable[bool]) -> float:
    every = list(known)
    return sum(every) / len(every)


def main() -> int:
    """Print the scores and every question that was not answered rightly."""
    for one in ask():
        if one.outcome != "right":
            print(f"{one.outcome}\t{one.office}\t{one.day}\t{one.expected}\t{one.answered}")
    for name, value in score().items():
        print(f"{name}\t{value:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
