"""What cannot be right in the tables of offices, or needs a look.

Four lists: stays that end before they start; stays of one person in one office that overlap; two people in an office of
a single holder for longer than a handover; and days between two holders of a national office of the first rank that
nobody is told for. Only the first is an error by itself: sources disagree about handovers, and a gap is what is not
known. Of every overlap it is said what explains it, or that nothing does.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations, pairwise
from typing import NamedTuple

from dragoman.entities.offices import Occupancy, Office, Offices

# Sources tell a handover up to a month apart, and one who waits for a successor is often counted until that comes.
HANDOVER = timedelta(days=31)
# Who takes over in steps (elected, standing in, sworn in) does so within half a year: Israel's of 2006 took 100 days.
STEPS = timedelta(days=183)
# Who stands in for somebody who comes back does so for a year and some months at most: Uganda's foreign minister
# presided over the General Assembly of the United Nations for 429 days, counted as a stay of the minister of state.
STANDING_IN = timedelta(days=457)
# Ranks in offices.tsv for which a gap is listed: heads of state and government, their deputies, key ministers.
LISTED_RANK = 4
# Names of the first list and the last: what cannot be, and what is not known.
IMPOSSIBLE, GAPS = "end before start", "gaps between holders"
# Offices, or all of a state's, that two people claimed or shared by common account: from when to when, and why.
_BY_ACCOUNT = (
    ("AFG", "1996-09-27", "2001-11-13", "rival governments"),
    ("CIV", "2010-12-02", "2011-04-11", "rival governments"),
    ("LBY", "2011-03-05", "2011-10-23", "rival governments"),
    ("LBY", "2014-08-25", "2021-03-15", "rival governments"),
    ("MDG", "2002-02-22", "2002-07-05", "rival governments"),
    ("PNG", "2011-08-02", "2012-08-03", "rival governments"),
    ("VEN", "2019-01-23", "2023-01-05", "rival governments"),
    ("YEM", "2015-02-06", "2025-12-31", "rival governments"),
    ("ZWE:interior_minister", "2009-02-13", "2013-09-11", "two ministers of two parties by agreement"),
)
UNEXPLAINED = "not explained: the later start goes first"
Stays = list[tuple[str, list[Occupancy]]]


class Oddity(NamedTuple):
    """One thing that the check found."""

    detail: str  # office, people and dates, apart by tabs
    why: str = ""  # what explains an overlap; "": it is none


def sure_days(stay: Occupancy) -> tuple[date, date]:
    """The first and last day on which the stay surely lasted; reversed where nothing is sure."""
    last = stay.end.earliest if stay.end else stay.vouched_to
    return stay.start.latest or date.max, last or date.min


def possible_days(stay: Occupancy) -> tuple[date, date]:
    """The first and last day on which the stay can have lasted."""
    return stay.start.earliest or date.min, stay.vouched_to


def shared(a: Occupancy, b: Occupancy) -> timedelta:
    """For how long both surely lasted at once; negative where they did not."""
    (first, last), (start, end) = sure_days(a), sure_days(b)
    return min(last, end) - max(first, start)


def ends_before_start(stays: Stays) -> Iterator[Oddity]:
    """Stays whose end lies wholly before their start."""
    for office, found in stays:
        for stay in found:
            if stay.end.latest and stay.start.earliest and stay.end.latest < stay.start.earliest:
                yield Oddity(f"{office}\t{stay.person}\t{stay.start}\t{stay.end}")


def overlaps(stays: Stays, offices: Offices) -> Iterator[Oddity]:
    """One person twice in one office at a time."""
    for office, found in stays:
        for a, b in combinations(found, 2):
            if a.person == b.person and shared(a, b) > timedelta(0):
                why = UNEXPLAINED if offices.by_id(office).single else "a member of a college, and its chair in turn"
                yield Oddity(f"{office}\t{a.person}\t{a.start}..{a.end}\t{b.start}..{b.end}", why)


def two_holders(stays: Stays, offices: Offices) -> Iterator[Oddity]:
    """Two people for longer than a handover in an office that one person holds at a time."""
    for office, found in stays:
        if not offices.by_id(office).single:
            continue
        for a, b in combinations(found, 2):
            days = shared(a, b)
            if a.person != b.person and days > HANDOVER:
                told = f"{office}\t{days.days} days\t{a.person} {a.start}..{a.end}\t{b.person} {b.start}..{b.end}"
                yield Oddity(told, explanation(offices.by_id(office), a, b))


def explanation(office: Office, a: Occupancy, b: Occupancy) -> str:
    """Why two people are told in an office of one at a time, or that nothing explains it."""
    first, second = sorted((a, b), key=lambda stay: (sure_days(stay)[0], sure_days(stay)[1]))
    begin, end = sure_days(second)[0], min(sure_days(first)[1], sure_days(second)[1])
    for whose, since, until, why in _BY_ACCOUNT:
        if whose in (office.id, office.body) and _within(begin, end, since, until):
            return why
    returned = sure_days(second)[1] < sure_days(first)[1] and second.end
    leaver = second if returned else first
    if "year" in (second.start.precision, leaver.end.precision if leaver.end else "day"):
        return "told by the year only"
    if returned and end - begin <= STANDING_IN:
        return "stood in for the holder, who came back"
    if not returned and first.start != second.start and end - begin <= STEPS:
        return "took over in steps"
    return UNEXPLAINED


def _within(begin: date, end: date, since: str, until: str) -> bool:
    """Whether the shared days lie in a time but for a handover at its edges."""
    return date.fromisoformat(since) - HANDOVER <= begin and end <= date.fromisoformat(until) + HANDOVER


def gaps(stays: Stays, offices: Offices) -> Iterator[Oddity]:
    """Days between the first and the last known holder of a high office for which none is known."""
    for office, found in stays:
        about = offices.by_id(office)
        if about.kind != "national" or about.rank > LISTED_RANK or not about.single:
            continue
        reached = possible_days(found[0])[1] if found else date.min
        for _, stay in pairwise(found):
            first, last = possible_days(stay)
            if first - reached > HANDOVER:
                yield Oddity(f"{office}\t{reached + timedelta(days=1)}..{first - timedelta(days=1)}")
            reached = max(reached, last)


def all_stays(offices: Offices) -> Stays:
    """Every office of the table with its stays in order of their first possible day."""
    return [(office, sorted(offices.holders(office), key=possible_days)) for office in offices.ids]


def check_offices(offices: Offices) -> dict[str, list[Oddity]]:
    """All four lists."""
    stays = all_stays(offices)
    return {
        IMPOSSIBLE: list(ends_before_start(stays)),
        "one person twice at a time": list(overlaps(stays, offices)),
        "two holders of a single office": list(two_holders(stays, offices)),
        GAPS: list(gaps(stays, offices)),
    }
