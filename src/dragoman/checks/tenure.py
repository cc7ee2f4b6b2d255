"""``office-tenure``: a person named in an office that he or she does not hold at the article's date."""

import re

from dragoman.entities.index import EntityIndex, TitledName
from dragoman.entities.link import Linker
from dragoman.entities.offices import Occupancy
from dragoman.partial_date import PartialDate
from dragoman.records import Article, Finding

# Papers go on using a title for some weeks after a change, and tables differ by days: nothing is said of less.
GRACE_DAYS = 45
# Who left an office does not come back so soon: a successor still in it half a year ago decides that the term is over.
FOLLOWED_DAYS = 183
# Occupancies whose end no table knows, or only infers, decide nothing.
SURE = frozenset({"known", "recalled", "own"})


def office_tenures(article: Article, index: EntityIndex, *, linker: Linker, on: PartialDate) -> tuple[Finding, ...]:
    """Findings for names with a title that the tables place in another time.

    Args:
        article: what is quoted.
        index: its entities.
        linker: the tables.
        on: when the article was published, as far as known; nothing is found when it is not.
    """
    if not on or on.earliest is None or on.latest is None:
        return ()
    found = []
    for titled in index.titled_names():
        if titled.title.former or titled.title.then or titled.title.future:
            continue
        finding = _finding(article, titled, linker, on)
        if finding and not _recalled(index, titled, on):
            found.append(finding)
    return tuple(found)


def _recalled(index: EntityIndex, titled: TitledName, on: PartialDate) -> bool:
    """Whether the sentence tells of an earlier year: the title may be that of the time."""
    assert on.earliest is not None
    nearby = index.sentence_text(titled.sentence)
    return any(int(year) < on.earliest.year for year in re.findall(r"\b(?:19|20)\d\d\b", nearby))


def _finding(article: Article, titled: TitledName, linker: Linker, on: PartialDate) -> Finding | None:
    held = _held(titled, linker)
    if not held or any(o.certainty not in SURE or not o.end or _near(o.dates, on) for o in held):
        return None
    last = max(held, key=lambda o: o.dates.sort_key)
    current = [o for o in linker.offices.holders(held[0].office, on) if o.holding(on) == "sure"]
    current = current or [o for o in linker.offices.holders(held[0].office) if _followed(o, last, on)]
    if not current:
        return None  # without a known holder on the date the table may simply have a gap
    if last.dates.before(on):
        message = f"the term in that office ended on {last.dates.latest}"
    else:
        message = f"the term in that office began only on {last.dates.earliest}"
    message += f"; {_name(current[0], linker)} has held it since {current[0].start}"
    return Finding(
        kind="office-tenure",
        text=article.text[titled.start : titled.end],
        start=titled.start,
        end=titled.end,
        message=message,
        evidence=tuple(f"{o.office}, {_name(o, linker)}, {o.dates}: {o.source}" for o in (last, current[0])),
    )


def _followed(stay: Occupancy, last: Occupancy, on: PartialDate) -> bool:
    """Whether the stay began between the ``last`` term and the date, and was shortly before the date still open."""
    left, came = last.dates.latest, stay.start.latest
    assert on.earliest is not None
    assert on.latest is not None
    if left is None or came is None or stay.end or not left <= came <= on.earliest:
        return False
    return (on.latest - stay.vouched_to).days <= FOLLOWED_DAYS


def _held(titled: TitledName, linker: Linker) -> list[Occupancy]:
    """The terms of the person named in the very office that the title names; a sole full-name match only."""
    people = linker.offices.people(titled.name)
    if len(people) != 1 or len(titled.name.split()) < 2:
        return []
    held = []
    for occupancy in linker.offices.held_by(people[0].id):
        office = linker.offices.by_id(occupancy.office)
        if titled.title.owners and linker.title_fits(titled.title, office):
            held.append(occupancy)
    return held


def _name(occupancy: Occupancy, linker: Linker) -> str:
    person = linker.offices.person(occupancy.person)
    return person.name if person else occupancy.person


def _near(dates: PartialDate, on: PartialDate) -> bool:
    if dates.overlaps(on):
        return True
    assert on.earliest is not None
    assert on.latest is not None
    if dates.latest is not None and dates.latest < on.earliest:
        return (on.earliest - dates.latest).days <= GRACE_DAYS
    if dates.earliest is not None and dates.earliest > on.latest:
        return (dates.earliest - on.latest).days <= GRACE_DAYS
    return True
