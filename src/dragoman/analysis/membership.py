"""Bodies and their members on a date, from the table ``organisations``: what "members expanded" means."""

from datetime import date
from functools import cache

from dragoman.entities.names import Entry, read_entries
from dragoman.partial_date import PartialDate


def has_members(body: str) -> bool:
    """Whether the tables tell the members of a body."""
    return body in _bodies()


def members(body: str, day: date) -> tuple[str, ...]:
    """Who belonged to a body on a day; () for what has no members, or did not exist then."""
    entry = _bodies().get(body)
    if entry is None or not entry.alive(PartialDate.day(day)):
        return ()
    return entry.members_on(day)


def expanded(party: str, day: str) -> tuple[str, ...]:
    """The members that a body stands for on a day (ISO; "" for a day not known: nobody); itself for any other party."""
    if not has_members(party):
        return (party,)
    return _on(party, day) if day else ()


def stands_for(party: str, named: str, day: str) -> bool:
    """Whether what ``party`` does counts for ``named``: it is it, a body that has it as a member, or a member of it."""
    if party == named:
        return True
    return bool(day) and (named in _on(party, day) or party in _on(named, day))


def akin(named: str) -> frozenset[str]:
    """All parties whose acts can count for ``named`` on some day."""
    bodies = {body for body, entry in _bodies().items() if any(one.member == named for one in entry.memberships)}
    own = _bodies().get(named)
    return frozenset({named, *bodies, *(one.member for one in (own.memberships if own else ()))})


@cache
def _on(body: str, day: str) -> tuple[str, ...]:
    return members(body, date.fromisoformat(day))


@cache
def _bodies() -> dict[str, Entry]:
    return {name: entry for name, entry in read_entries().items() if entry.memberships}
