"""Feeds in the record: where things stand with each, and which of its entries are known, waiting or done."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from dragoman.errors import UnknownName
from dragoman.records import RawDocument, Record
from dragoman.store.open import Store
from dragoman.store.rows import from_row, insert, to_row


class FeedState(Record, frozen=True, kw_only=True):
    """Where things stand with a feed."""

    url: str
    next_at: float = 0.0  # when it is asked next, seconds since 1970
    troubles: int = 0  # in a row
    asked_at: str | None = None  # UTC, ISO 8601; None: never
    changed_at: str | None = None  # when something new was last in it
    etag: str | None = None
    modified: str | None = None
    sha256: str | None = None  # of what was last in it


class WaitingEntry(Record, frozen=True, kw_only=True):
    """An entry that is still to be read."""

    feed: str
    entry: str
    tries: int
    source: str  # what its document is named after
    url: str | None  # where it leads; None: nowhere


def feed_state(store: Store, url: str) -> FeedState:
    """Where things stand with a feed; one that was never asked is due."""
    row = store.first("SELECT * FROM feeds WHERE url = ?", (url,))
    return FeedState(url=url) if row is None else from_row(FeedState, row)


def feed_states(store: Store) -> Iterator[tuple[FeedState, dict[str, int]]]:
    """Every feed that was asked, by address, with the number of its entries by state."""
    sql = "SELECT state, count(*) AS n FROM feed_entries WHERE feed = ? GROUP BY state"
    for row in list(store.query("SELECT * FROM feeds ORDER BY url")):
        counts = store.query(sql, (row["url"],))
        yield from_row(FeedState, row), {count["state"]: count["n"] for count in counts}


def keep_feed(store: Store, state: FeedState) -> None:
    """Write down where things stand with a feed."""
    with store.transaction() as connection:
        insert(connection, "feeds", to_row(state), verb="INSERT OR REPLACE")


def add_entries(
    store: Store, feed: str, entries: Iterable[tuple[str, RawDocument]], *, seen_at: str, now: float
) -> int:
    """Put entries that are not known yet among those that wait to be read, and return how many they are."""
    added = 0
    with store.transaction() as connection:
        for entry, document in entries:
            packed = msgspec.json.encode(document).decode()
            added += connection.execute(
                "INSERT OR IGNORE INTO feed_entries (feed, entry, seen_at, state, tries, next_at, document)"
                " VALUES (?, ?, ?, 'waiting', 0, ?, ?)",
                (feed, entry, seen_at, now, packed),
            ).rowcount
    return added


def waiting_entries(store: Store, feeds: Sequence[str], *, now: float) -> list[WaitingEntry]:
    """The entries of some feeds whose time has come, the longest waiting first."""
    order = "entry" if store.on_server else "rowid"  # a server keeps no order in which rows came
    sql = f"""SELECT feed, entry, tries, json_extract(document, '$.source') AS source,
                     json_extract(document, '$.url') AS url
              FROM feed_entries WHERE state = 'waiting' AND next_at <= ? ORDER BY seen_at, feed, {order}"""
    wanted = set(feeds)
    return [from_row(WaitingEntry, row) for row in store.query(sql, (now,)) if row["feed"] in wanted]


def entry_document(store: Store, entry: WaitingEntry) -> RawDocument:
    """What a feed says of an entry that waits.

    Raises:
        UnknownName: it does not wait any more.
    """
    values = (entry.feed, entry.entry)
    row = store.first("SELECT document FROM feed_entries WHERE feed = ? AND entry = ?", values)
    if row is None or row["document"] is None:
        raise UnknownName("an entry does not wait any more", values=entry.source, remedy="Ask for those that wait")
    return msgspec.json.decode(row["document"], type=RawDocument)


def next_entry_at(store: Store, feeds: Sequence[str]) -> float | None:
    """When the time of the next entry of some feeds comes; ``None``: none waits."""
    sql = "SELECT feed, min(next_at) AS at FROM feed_entries WHERE state = 'waiting' GROUP BY feed"
    return min((row["at"] for row in store.query(sql) if row["feed"] in feeds), default=None)


def claim_entry(store: Store, entry: WaitingEntry, *, now: float, until: float) -> bool:
    """Keep an entry from other processes for a while; ``False``: one of them has it."""
    sql = """UPDATE feed_entries SET next_at = ?
             WHERE feed = ? AND entry = ? AND state = 'waiting' AND next_at <= ?"""
    with store.transaction() as connection:
        return connection.execute(sql, (until, entry.feed, entry.entry, now)).rowcount == 1


def put_back(store: Store, entry: WaitingEntry, *, tries: int, at: float) -> None:
    """Let an entry wait until a later time."""
    sql = "UPDATE feed_entries SET tries = ?, next_at = ? WHERE feed = ? AND entry = ?"
    with store.transaction() as connection:
        connection.execute(sql, (tries, at, entry.feed, entry.entry))


def settle_entry(store: Store, entry: WaitingEntry, *, read: bool) -> None:
    """Be done with an entry; that it was seen is kept, what was in it is not."""
    sql = "UPDATE feed_entries SET state = ?, tries = tries + 1, document = NULL WHERE feed = ? AND entry = ?"
    with store.transaction() as connection:
        connection.execute(sql, ("read" if read else "failed", entry.feed, entry.entry))
