"""Holds one list of office-holders out, builds the tables from all else, and asks them what the list tells.

    python -m evaluation.offices_held_out FOLDER_OF_LISTS --without leaders|cabinets [--list]

Every term of the list is asked for on the day in its middle. ``agrees``: the tables' first holder is the person;
``differs``: they have somebody else, which may be the list's mistake as well; ``not known``: they have nobody.
``--list`` prints what differs, to be checked by hand.
"""

import argparse
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from dragoman.codes.tables import DATA
from dragoman.entities.offices import Offices
from dragoman.entities.person_names import fold
from dragoman.partial_date import PartialDate
from reference.build_offices import assemble, write_all
from reference.office_names import consonants
from reference.office_sources import Term, read_cabinets, read_leaders
from reference.office_terms import stretch

LISTS: dict[str, tuple[str, Callable[[Path], Iterator[Term]]]] = {
    "leaders": ("leaders.csv", read_leaders),
    "cabinets": ("cia_government_2003_2011.csv", read_cabinets),
}
SHORTEST_DAYS = 92  # of shorter terms the middle lies too near a handover to tell two sources apart
OUTCOMES = ("agrees", "differs", "not known")


class Asked(NamedTuple):
    """One term of the list, and what the tables say."""

    outcome: str
    office: str
    day: str
    told: str  # by the list
    answered: str  # by the tables; "": nobody


def held_out(folder: Path, name: str) -> list[Asked]:
    """What tables without a list answer to it.

    Args:
        folder: where the lists lie.
        name: one of ``LISTS``.
    """
    file, reader = LISTS[name]
    with TemporaryDirectory() as place:
        lists, built = Path(place) / "lists", Path(place) / "built"
        built.mkdir()
        shutil.copytree(folder, lists, ignore=shutil.ignore_patterns("*.json", "README*", file))
        header = (folder / file).read_text(encoding="utf-8").splitlines()[0]
        (lists / file).write_text(f"{header}\n", encoding="utf-8")
        write_all(*assemble(lists, []), directory=built)
        shutil.copy(DATA / "titles.tsv", built)
        offices = Offices.load(built)
        return [ask(term, offices) for term in reader(folder / file) if _long(term)]


def _long(term: Term) -> bool:
    first, last = stretch(term)
    return (last - first).days >= SHORTEST_DAYS and bool(term.end) and ".." not in term.start


def ask(term: Term, offices: Offices) -> Asked:
    """What tables say of a term of the list, on the day in its middle."""
    first, last = stretch(term)
    day = first + (last - first) / 2
    found = offices.holders(term.office, PartialDate.day(day))
    person = offices.person(found[0].person) if found else None
    names = (person.name, *person.aliases) if person else ()
    same = any(_alike(term.name, name) for name in names)
    outcome = "not known" if person is None else "agrees" if same else "differs"
    return Asked(outcome, term.office, day.isoformat(), term.name, person.name if person else "")


def _alike(a: str, b: str) -> bool:
    """Whether a word of the names is written alike, by its consonants: asked of one office on one day only."""
    words, others = ({consonants(word) for word in fold(name).split() if len(word) > 2} for name in (a, b))
    return bool(words & others)


def main(arguments: list[str] | None = None) -> int:
    """Print how many agree, differ and are not known."""
    parser = argparse.ArgumentParser(description="Hold one list out and ask tables built without it.")
    parser.add_argument("folder", type=Path, help="where the lists lie")
    parser.add_argument("--without", choices=sorted(LISTS), default="leaders", help="the list (default: %(default)s)")
    parser.add_argument("--list", action="store_true", help="print what differs")
    options = parser.parse_args(arguments)
    asked = held_out(options.folder, options.without)
    if options.list:
        for one in asked:
            if one.outcome == "differs":
                print(*one[1:], sep="\t")
    counts = Counter(one.outcome for one in asked)
    for outcome in OUTCOMES:
        print(f"{outcome}\t{counts[outcome]}\t{counts[outcome] / len(asked):.3f}")
    known = counts["agrees"] + counts["differs"]
    print(f"agree of those known\t{counts['agrees'] / known:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
