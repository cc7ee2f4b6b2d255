"""Watch-lists: lines of a party, a pair, a topic or with words that came in since somebody last looked."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal, NamedTuple

from dragoman.errors import UsageError
from dragoman.records import content_id
from dragoman.store.open import Store, Value
from dragoman.web.asks import cursor
from dragoman.web.asks_counted import WatchAsked, WatchesAsked
from dragoman.web.queries.lines import between, lines_called
from dragoman.web.queries.parties import party_name
from dragoman.web.queries.slices import Fields, Slice, first_of, slice_of_all
from dragoman.web.refusals import NotThere

MOST_WATCHES = 200  # of one record; each costs a look through the latest articles
LATEST_ARTICLES = 5_000  # are looked through at the most, the last that came in: some 10 ms
MOST_NEW = 100  # lines that are counted as new
MOST_LINES = 1_000  # of a watch that can be paged through

_NEW = """SELECT articles.number, {table}.id FROM articles JOIN {table} ON {table}.article = articles.id
    WHERE articles.number > ? AND articles.duplicate_of IS NULL {conditions}
    ORDER BY articles.number {order}, {table}.ordinal LIMIT ?"""


class Watched(NamedTuple):
    """What is watched; all that is given must hold."""

    party: str | None = None
    other: str | None = None
    topic: str | None = None
    phrase: str | None = None


def watches(store: Store, ask: WatchesAsked) -> Slice:
    """The watches in the order asked for, each with how many lines are new."""
    rows = [dict(row) for row in store.query("SELECT * FROM watches ORDER BY made_by, made_at, id")]
    kept = [{**row, "title": title_of(row)} for row in rows if ask.by in (None, row["made_by"])]
    match ask.order:
        case "latest":
            kept.sort(key=lambda row: row["made_at"], reverse=True)
        case "name":
            kept.sort(key=lambda row: row["title"].casefold())
        case "new":
            kept = sorted(_told(store, kept), key=lambda row: -row["new"])
            return slice_of_all(kept, ask)
    found = slice_of_all(kept, ask)
    return Slice(_told(store, found.rows), found.next)


def watches_of(store: Store, reader: str, most: int) -> list[Fields]:
    """A reader's watches, those made last first, then others', ``most`` in all; each with how many lines are new."""
    sql = "SELECT * FROM watches ORDER BY made_by <> ?, made_at DESC, id LIMIT ?"
    return _told(store, [dict(row) for row in store.query(sql, (reader, most))])


def _told(store: Store, rows: Iterable[Fields]) -> list[Fields]:
    return [{**row, "title": title_of(row), "new": len(_found(store, row, row["seen"]))} for row in rows]


def watch(store: Store, name: str) -> Fields:
    """One watch.

    Raises:
        NotThere: there is none of this id.
    """
    row = store.first("SELECT * FROM watches WHERE id = ?", (name,))
    if row is None:
        raise NotThere("there is no such watch", values=repr(name[:60]), remedy="The page of watch-lists has them")
    return {**dict(row), "title": title_of(dict(row))}


def title_of(row: Fields) -> str:
    """What is watched, in words."""
    parts = [" and ".join(party_name(row[side]) for side in ("party", "other") if row[side])]
    parts += [str(row["topic"]).replace("_", " ").replace(".", ": ")] if row["topic"] else []
    parts += [f"“{row['phrase']}”"] if row["phrase"] else []
    return ", ".join(part for part in parts if part)


def lines_of(store: Store, row: Fields, ask: WatchAsked) -> Slice:
    """The lines of a watch, those that came in last first, or those that came in first."""
    first = first_of(ask, MOST_LINES)
    found = _found(store, row, 0, most=first + ask.limit + 1, order=ask.order)
    shown = found[first : first + ask.limit]
    numbers = {name: number for number, name in shown}
    rows = [{**line, "came": numbers[line["id"]]} for line in lines_called(store, [name for _, name in shown])]
    following = cursor(str(first + ask.limit)) if len(found) > first + ask.limit <= MOST_LINES else None
    return Slice(rows, following)


def last_number(store: Store) -> int:
    """The number of the article that came in last; 0: there is none."""
    found = store.first("SELECT max(number) AS number FROM articles")
    return int(found["number"] or 0) if found else 0


def add_watch(store: Store, watched: Watched, *, by: str, at: datetime) -> str:
    """Keep a watch, from now on; the id of it.

    Raises:
        UsageError: nothing is watched, or there are too many.
    """
    if not any(watched):
        raise UsageError("nothing is watched", remedy="Give a party, a topic or words")
    name = content_id("watch", by, *(value or "" for value in watched))
    with store.transaction() as connection:
        number = connection.execute("SELECT count(*) FROM watches").fetchone()[0]
        if number >= MOST_WATCHES:
            raise UsageError("there are too many watches", values=str(number), remedy="Forget some of them")
        given = (name, by, at.isoformat(), *watched, last_number(store))
        connection.execute("INSERT OR IGNORE INTO watches VALUES (?, ?, ?, ?, ?, ?, ?, ?)", given)
    return name


def looked_at(store: Store, name: str, up_to: int) -> None:
    """Say that a watch was looked at, up to an article's number."""
    with store.transaction() as connection:
        connection.execute(
            "UPDATE watches SET seen = max(seen, min(?, ?)) WHERE id = ?", (up_to, last_number(store), name)
        )


def forget_watch(store: Store, name: str) -> None:
    """Take a watch away."""
    with store.transaction() as connection:
        connection.execute("DELETE FROM watches WHERE id = ?", (name,))


def _found(
    store: Store, row: Fields, since: int, *, most: int = MOST_NEW, order: Literal["latest", "earliest"] = "latest"
) -> list[tuple[int, str]]:
    first = max(since, last_number(store) - LATEST_ARTICLES)
    found: list[tuple[int, str]] = []
    for table in ("events", "statements"):
        conditions, values = _conditions(row, table)
        if conditions is None:
            continue
        sql = _NEW.format(table=table, conditions=conditions, order="DESC" if order == "latest" else "ASC")
        found += [(line["number"], line["id"]) for line in store.query(sql, (first, *values, most))]
    return sorted(found, key=lambda each: each[0], reverse=order == "latest")[:most]


def _conditions(row: Fields, table: str) -> tuple[str | None, list[Value]]:
    """The conditions of a watch on one kind of line; None: none of that kind can meet them."""
    clauses: list[str] = []
    values: list[Value] = []
    kind = table[:-1]
    if row["party"] and row["other"]:
        if kind == "statement":
            return None, []
        sql, given = between(row["party"], row["other"])
        clauses.append(sql)
        values += given
    elif row["party"]:
        clauses.append(f"EXISTS (SELECT 1 FROM participants p WHERE p.{kind} = {table}.id AND p.party = ?)")
        values.append(row["party"])
    if row["topic"]:
        column = "contexts" if kind == "event" else "topics"
        clauses.append(
            f"EXISTS (SELECT 1 FROM json_each({table}.{column}) t WHERE t.value = ? OR t.value LIKE ? || '.%')"
        )
        values += [row["topic"], row["topic"]]
    if row["phrase"]:
        clauses.append(f"instr(casefold({table}.text), casefold(?)) > 0")
        values.append(row["phrase"])
    return "".join(f" AND {clause}" for clause in clauses), values
