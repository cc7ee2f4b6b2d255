"""Fetches in the record: the log of them, and what must be remembered of hosts between processes."""

from collections.abc import Iterator

from msgspec.structs import asdict

from dragoman.partial_date import PartialDate
from dragoman.records import Record
from dragoman.sources.fetching.robots import RobotsCopy
from dragoman.sources.fetching.visits import Fetch, FetchOutcome, HostState, Pace, Purpose, Turn, next_turn, rested
from dragoman.store.open import Store, Value
from dragoman.store.rows import from_row, insert, to_row
from dragoman.store.write import storable_name


class FetchFilter(Record, frozen=True, kw_only=True):
    """What of the log is wanted; all that is given must hold."""

    url: str | None = None  # part of an address
    purpose: Purpose | None = None
    outcome: FetchOutcome | None = None
    since: PartialDate | None = None  # from its first day on


class StoredVisits:
    """``sources.fetching.visits.Visits`` in a record opened for writing: every process that uses it takes turns."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def take_turn(self, host: str, *, now: float, pace: Pace) -> Turn:
        """The next moment at which a host may be asked, which from now on is ours."""
        with self._store.transaction():
            turn, state = next_turn(self._host(host), now=now, pace=pace)
            if turn.taken:
                self._keep(state)
        return turn

    def answered(self, host: str, *, now: float, pace: Pace) -> None:
        """The next turn is a delay from now, and what was amiss is forgotten."""
        with self._store.transaction():
            state = self._host(host)
            next_at = max(state.next_at, now + pace.delay_s)
            self._keep(HostState(host=host, next_at=next_at))

    def troubled(self, host: str, *, now: float, asked_s: float | None, first_s: float, most_s: float) -> float:
        """The seconds that a host is left alone from now on."""
        with self._store.transaction():
            state = rested(self._host(host), now=now, asked_s=asked_s, first_s=first_s, most_s=most_s)
            self._keep(state)
        return state.resting_until - now

    def robots(self, origin: str) -> RobotsCopy | None:
        """What is known of a site's robots.txt; ``None``: nothing."""
        row = self._store.first("SELECT * FROM robots WHERE origin = ?", (origin,))
        return None if row is None else from_row(RobotsCopy, row)

    def keep_robots(self, origin: str, copy: RobotsCopy) -> None:
        """Remember a site's robots.txt."""
        with self._store.transaction() as connection:
            insert(connection, "robots", {"origin": origin, **to_row(copy)}, verb="INSERT OR REPLACE")

    def note(self, fetch: Fetch) -> None:
        """Write down a fetch."""
        row = {key: storable_name(value) if isinstance(value, str) else value for key, value in to_row(fetch).items()}
        with self._store.transaction() as connection:
            insert(connection, "fetches", row)

    def _host(self, host: str) -> HostState:
        row = self._store.first("SELECT * FROM hosts WHERE host = ?", (host,))
        return HostState(host=host) if row is None else from_row(HostState, row)

    def _keep(self, state: HostState) -> None:
        insert(self._store.connection, "hosts", asdict(state), verb="INSERT OR REPLACE")


def list_fetches(store: Store, wanted: FetchFilter | None = None, *, limit: int | None = None) -> Iterator[Fetch]:
    """The log, the latest first."""
    asked = wanted or FetchFilter()
    conditions = ["1"]
    values: list[Value] = []
    if asked.url is not None:
        conditions.append("instr(url, ?)")
        values.append(asked.url)
    for name in ("purpose", "outcome"):
        if getattr(asked, name) is not None:
            conditions.append(f"{name} = ?")
            values.append(getattr(asked, name))
    if asked.since is not None and asked.since.earliest is not None:
        conditions.append("at >= ?")
        values.append(asked.since.earliest.isoformat())
    sql = f"SELECT * FROM fetches WHERE {' AND '.join(conditions)} ORDER BY number DESC LIMIT ?"
    for row in store.query(sql, (*values, -1 if limit is None else limit)):
        yield from_row(Fetch, row)


def fetch_of(store: Store, source: str) -> Fetch | None:
    """The last fetch that brought a page; ``None``: it was not fetched."""
    sql = "SELECT * FROM fetches WHERE url = ? AND outcome = 'fetched' ORDER BY number DESC LIMIT 1"
    row = store.first(sql, (source,))
    return None if row is None else from_row(Fetch, row)


def hosts(store: Store) -> Iterator[HostState]:
    """Every host that was asked, by name."""
    for row in store.query("SELECT * FROM hosts ORDER BY host"):
        yield from_row(HostState, row)


def forget_fetches(store: Store, sources: tuple[str, ...]) -> None:
    """Take what names pages out of the log; when they were fetched, and how, stays."""
    with store.transaction() as connection:
        for source in sources:
            connection.execute(
                "UPDATE fetches SET url = '', final_url = NULL, redirects = '[]', sha256 = NULL, reason = NULL"
                " WHERE url = ?",
                (source,),
            )
