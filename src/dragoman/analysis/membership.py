"""Bodies and their members on a date, from the table ``organisations``: what "members expanded" means."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from dragoman.entities.names import Entry, Membership, read_entries
from dragoman.partial_date import PartialDate
from dragoman.store.pairs import LAST_DAY, Stand

_FIRST_DAY = "0000"  # before any ISO day, after the day that is not known: who is a member then is not known either


def has_members(body: str) -> bool:
    """Whether the tables tell the members of a body."""
    return body in _bodies()


def members(body: str, day: date) -> tuple[str, ...]:
    """Who belonged to a body on a day; () for what has no members, or did not exist then."""
    entry = _bodies().get(body)
    if entry is None or not entry.alive(PartialDate.day(day)):
        return ()
    return entry.members_on(day)


def kin(named: str) -> tuple[Stand, ...]:
    """Whose acts count for a party: its own, of bodies while it belongs to them, of its members while they do."""
    bodies = [
        _stand(body, named, one, entry)
        for body, entry in _bodies().items()
        for one in entry.memberships
        if one.member == named
    ]
    own = _bodies().get(named)
    theirs = [_stand(one.member, named, one, own) for one in own.memberships] if own else []
    return (Stand(named, named), *bodies, *theirs)


def expanded(parties: Iterable[str]) -> Iterator[Stand]:
    """For whom each party counts: a body for its members while they belong to it, any other for itself."""
    for party in parties:
        entry = _bodies().get(party)
        if entry is None:
            yield Stand(party, party)
        else:
            yield from (_stand(party, one.member, one, entry) for one in entry.memberships)


def _stand(code: str, party: str, one: Membership, body: Entry) -> Stand:
    """From the first to the last day; where only a month or year is known, all of it counts."""
    first = max(one.start, body.start) or _FIRST_DAY
    ends = [end for end in (one.end, body.end) if end]
    return Stand(code, party, first, f"{min(ends)}{LAST_DAY}" if ends else LAST_DAY)


@cache
def _bodies() -> dict[str, Entry]:
    return {name: entry for name, entry in read_entries().items() if entry.memberships}
