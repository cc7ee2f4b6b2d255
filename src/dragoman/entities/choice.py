"""The choice among what a cluster may be, once a date is known: who held which office on it."""

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from dragoman.partial_date import PartialDate
from dragoman.records import Candidate

# Scores: evidence adds up. A title that names role and body decides against any bare name in the table; an
# occupancy that holds on the date outweighs one that does not, but not a title in the text.
FULL_NAME, SURNAME = 1.0, 0.4
ROLE_AND_BODY, ROLE_ONLY = 2.0, 0.8
ON_DATE, OFF_DATE = 1.0, -1.5
COUNTRY_NAMED = 0.5
NOT_YET_HELD = -2.0  # "president-elect": the office is his, but not at the time
DESCRIBED = 1.2  # a title alone: above a name without support, below a name with role or date
# A person is linked to the table only above this: a full name with its country, or a surname with its role.
LINK_THRESHOLD = 1.4
NAME_ALONE = 0.9  # enough where the article gives no title that says otherwise: the full name
FORMER_DAYS = 15 * 365  # a career after office; a namesake is likelier later
SPELLING_RATIO = 88.0  # one letter in ten may differ ("Behari", "Bihari"); only asked with family name and title
OWN_WORDS = "the article's own words"
AWAITED = "the office is not yet held"
BY_SURNAME = "surname in the table"
BY_OFFICE = "likely: the tables are sure who held the office it names"


def decide(candidates: Sequence[Candidate], *, on: PartialDate, reference: PartialDate) -> Candidate:
    """The candidate that fits the date: the event's, else the article's.

    A person in office on the date acts for the office's party. One whose every term misses the date keeps name and
    country and acts for nobody, unless the article itself gives a current title.
    """
    when, which = (on, "the event's date") if on else (reference, "the article's date")
    if BY_OFFICE in candidates[-1].reasons:
        return _in_post(candidates, when, which)
    ranked = sorted(((_dated_score(c, when), -i) for i, c in enumerate(candidates)), reverse=True)
    best = candidates[-ranked[0][1]]
    described = next((c for c in candidates if c.source == OWN_WORDS), None)
    holders = [(score, candidates[-i]) for score, i in ranked if candidates[-i].office is not None]
    if described is None or not holders:
        return best
    score, holder = holders[0]
    if _undecided(holders, when):
        return described
    if on and holder.held.overlaps(on) and (rivals := _in_turn(holders, on)):
        if any(rival.party != holder.party for rival in rivals):
            return decide(candidates, on=PartialDate(), reference=reference)
        return _with(holder, reason=f"one of several offices held in turn ({on})", office=None)
    held = not when or not holder.held or holder.held.overlaps(when)
    if held and score >= (LINK_THRESHOLD if described.party else NAME_ALONE):
        return _with(holder, reason=f"held on {which} ({when})" if when else "no date to test it by")
    if not held and holder.score >= (NAME_ALONE if _recent(holder.held, when) else LINK_THRESHOLD):
        return _out_of_office(holder, described, f"not held on {which} ({when})")
    known = decide(candidates, on=PartialDate(), reference=reference) if on else described
    if known is not described:  # who is known on the article's date is the same person on any other
        return _out_of_office(known, described, f"no office held on {which} ({when})")
    return described


def _in_post(candidates: Sequence[Candidate], when: PartialDate, which: str) -> Candidate:
    """Who is told by the office alone: its holder where the tables are sure of one on every day, else whoever it is."""
    described, holders = candidates[0], candidates[1:]
    sure = [c for c in holders if when and c.held.contains(when)]
    if len({c.entity for c in sure}) == 1 and described.party == sure[0].party:
        return _with(sure[0], reason=f"held on {which} ({when})", name=described.name)
    return _with(described, reason="nobody is sure to have held it on the date", office=holders[0].office)


def _out_of_office(person: Candidate, described: Candidate, reason: str) -> Candidate:
    """A known person who acts for nobody, unless the article gives a title for the time told of."""
    return _with(
        person,
        reason=reason,
        party=described.party,
        country=person.country or described.country,
        office=None,
        sectors=described.sectors if described.party else ("ELI",),
    )


def _undecided(holders: Sequence[tuple[float, Candidate]], when: PartialDate) -> bool:
    """Whether two people with one surname are in office and nothing tells which is meant."""
    score, best = holders[0]
    if best.reasons[:1] != (BY_SURNAME,):
        return False
    return any(c.entity != best.entity and other == score for other, c in holders[1:])


def _in_turn(holders: Sequence[tuple[float, Candidate]], on: PartialDate) -> list[Candidate]:
    """The other offices that the best holder had in a stretch too long to tell which is meant ("in 2017")."""
    score, best = holders[0]
    if on.is_day or _throughout(best.held, on):
        return []
    same = (c for other, c in holders[1:] if c.entity == best.entity and score - other < COUNTRY_NAMED)
    return [c for c in same if c.office != best.office and c.held.overlaps(on) and not c.held.overlaps(best.held)]


def _throughout(held: PartialDate, on: PartialDate) -> bool:
    """Whether an office was held on every day of a stretch; one whose end is not known is held on."""
    since, until = held.earliest or date.min, held.latest or date.max
    return since <= (on.earliest or date.min) and (on.latest or date.max) <= until


def _recent(held: PartialDate, when: PartialDate) -> bool:
    """Whether a term ended not long before: a former holder is still in the news under the bare name."""
    if held.latest is None or when.earliest is None:
        return False
    return 0 <= (when.earliest - held.latest).days <= FORMER_DAYS


def _dated_score(candidate: Candidate, when: PartialDate) -> float:
    if not when or not candidate.held:
        return candidate.score
    return candidate.score + (ON_DATE if candidate.held.overlaps(when) else OFF_DATE)


def _with(candidate: Candidate, *, reason: str, **changes: object) -> Candidate:
    return replace(candidate, reasons=(*candidate.reasons, reason), **changes)
