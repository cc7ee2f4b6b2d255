"""What must be remembered between fetches, also by other processes: turns, rests, rules, and what was fetched."""

from typing import Literal, Protocol

from dragoman.records import Record
from dragoman.sources.fetching.robots import RobotsCopy

Purpose = Literal["page", "feed", "robots"]
FetchOutcome = Literal["fetched", "unchanged", "forbidden", "refused", "failed"]


class Fetch(Record, frozen=True, kw_only=True):
    """One thing that was asked for, or was to be, and what came of it."""

    url: str  # as it was asked for
    purpose: Purpose
    at: str  # when it was first asked for, UTC, ISO 8601
    seconds: float  # until it was there, redirects and waiting for turns included
    outcome: FetchOutcome  # "forbidden": robots.txt does not allow it; "refused": we do not ask there, or not so much
    status: int | None = None  # of HTTP; None: no answer
    final_url: str | None = None  # where it was found; None: it was not
    redirects: tuple[str, ...] = ()  # every address that was led to, in order
    received_bytes: int = 0  # as they came, compressed or not
    size_bytes: int | None = None  # of the content; None: there is none
    sha256: str | None = None  # of the content
    error: str | None = None  # the error's class name
    reason: str | None = None  # the error's message


class Turn(Record, frozen=True, kw_only=True):
    """When a host may be asked."""

    at: float  # seconds since 1970
    taken: bool  # False: it is too far away, and nobody waits for it


class Pace(Record, frozen=True, kw_only=True):
    """How fast a host is asked."""

    delay_s: float  # between two requests
    max_wait_s: float  # a turn further away is not taken
    max_rest_s: float  # nobody is left alone for longer


class Visits(Protocol):
    """A memory of hosts and fetches. Turns are given out one by one, whichever process asks."""

    def take_turn(self, host: str, *, now: float, pace: Pace) -> Turn:
        """The next moment at which a host may be asked, which from now on is ours."""
        ...

    def answered(self, host: str, *, now: float, pace: Pace) -> None:
        """A host has answered as it should: the next turn is a delay from now, and what was amiss is forgotten."""
        ...

    def troubled(self, host: str, *, now: float, asked_s: float | None, first_s: float, most_s: float) -> float:
        """A host did not answer, or asked to be left alone; the seconds that it will be.

        Args:
            host: the host.
            now: the present.
            asked_s: what it asked for; None: nothing, so it is ``first_s``, doubled with each further trouble.
            first_s: seconds after the first trouble.
            most_s: seconds at most.
        """
        ...

    def robots(self, origin: str) -> RobotsCopy | None:
        """What is known of a site's robots.txt; ``None``: nothing."""
        ...

    def keep_robots(self, origin: str, copy: RobotsCopy) -> None:
        """Remember a site's robots.txt."""
        ...

    def note(self, fetch: Fetch) -> None:
        """Write down a fetch."""
        ...


class HostState(Record, frozen=True, kw_only=True):
    """Where things stand with a host."""

    host: str
    next_at: float = 0.0  # the next turn that is free
    resting_until: float = 0.0
    troubles: int = 0  # in a row


def next_turn(state: HostState, *, now: float, pace: Pace) -> tuple[Turn, HostState]:
    """The next turn at a host, and the state that follows.

    What lies further in the future than any turn can is taken for a clock that was put back.
    """
    next_at = state.next_at if state.next_at <= now + pace.max_wait_s + pace.delay_s else now
    resting = state.resting_until if state.resting_until <= now + pace.max_rest_s else now
    at = max(now, next_at, resting)
    if at - now > pace.max_wait_s:
        return Turn(at=at, taken=False), state
    return Turn(at=at, taken=True), HostState(
        host=state.host, next_at=at + pace.delay_s, resting_until=resting, troubles=state.troubles
    )


def rested(state: HostState, *, now: float, asked_s: float | None, first_s: float, most_s: float) -> HostState:
    """The state after a trouble: at rest for what was asked for, else twice as long as the time before."""
    doubled = first_s * 2.0 ** min(state.troubles, 60)  # further doubling would leave the floating numbers
    rest_s = min(doubled if asked_s is None else max(asked_s, first_s), most_s)
    return HostState(host=state.host, next_at=state.next_at, resting_until=now + rest_s, troubles=state.troubles + 1)
