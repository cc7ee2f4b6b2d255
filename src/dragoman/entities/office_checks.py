"""What cannot be right in the tables of offices, or needs a look.

Four lists: stays that end before they start; stays of one person in one office that overlap; two people in an office of
a single holder for longer than a handover; and days between two holders of a national office of the first rank that
nobody is told for. Only the first is an error by itself: sources disagree about handovers, and a gap is what is not
known.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations, pairwise

from dragoman.entities.offices import Occupancy, Offices

# Sources tell a handover up to a month apart, and one who waits for a successor is often counted until that comes.
HANDOVER = timedelta(days=31)
# Ranks in offices.tsv for which a gap is listed: heads of state and government, their deputies, key ministers.
LISTED_RANK = 4
# Names of the first list and the last: what cannot be, and what is not known.
IMPOSSIBLE, GAPS = "end before start", "gaps between holders"
Stays = list[tuple[str, list[Occupancy]]]


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


def ends_before_start(stays: Stays) -> Iterator[str]:
    """Stays whose end lies wholly before their start."""
    for office, found in stays:
        for stay in found:
            if stay.end.latest and stay.start.earliest and stay.end.latest < stay.start.earliest:
                yield f"{office}\t{stay.person}\t{stay.start}\t{stay.end}"


def overlaps(stays: Stays) -> Iterator[str]:
    """One person twice in one office at a time."""
    for office, found in stays:
        for a, b in combinations(found, 2):
            if a.person == b.person and shared(a, b) > timedelta(0):
                yield f"{office}\t{a.person}\t{a.start}..{a.end}\t{b.start}..{b.end}"


def two_holders(stays: Stays, offices: Offices) -> Iterator[str]:
    """Two people for longer than a handover in an office that one person holds at a time."""
    for office, found in stays:
        if not offices.by_id(office).single:
            continue
        for a, b in combinations(found, 2):
            days = shared(a, b)
            if a.person != b.person and days > HANDOVER:
                yield f"{office}\t{days.days} days\t{a.person} {a.start}..{a.end}\t{b.person} {b.start}..{b.end}"


def gaps(stays: Stays, offices: Offices) -> Iterator[str]:
    """Days between the first and the last known holder of a high office for which none is known."""
    for office, found in stays:
        about = offices.by_id(office)
        if about.kind != "national" or about.rank > LISTED_RANK or not about.single:
            continue
        reached = possible_days(found[0])[1] if found else date.min
        for _, stay in pairwise(found):
            first, last = possible_days(stay)
            if first - reached > HANDOVER:
                yield f"{office}\t{reached + timedelta(days=1)}..{first - timedelta(days=1)}"
            reached = max(reached, last)


def all_stays(offices: Offices) -> Stays:
    """Every office of the table with its stays in order of their first possible day."""
    return [(office, sorted(offices.holders(office), key=possible_days)) for office in offices.ids]


def check_offices(offices: Offices) -> dict[str, list[str]]:
    """All four lists."""
    stays = all_stays(offices)
    return {
        IMPOSSIBLE: list(ends_before_start(stays)),
        "one person twice at a time": list(overlaps(stays)),
        "two holders of a single office": list(two_holders(stays, offices)),
        GAPS: list(gaps(stays, offices)),
    }
