"""The row of each happening: which telling leads, how many articles, outlets and origins tell it, who confirms it."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

import msgspec

from dragoman.compare.origins import Told, confirmed_by, independent
from dragoman.compare.retellings import Retelling, likeliest, retellings_of
from dragoman.compare.told import told
from dragoman.records import content_id
from dragoman.store.open import Store, Value

_PRECISIONS = ("day", "week", "month", "year", "unknown")
_STATUSES = ("occurred", "background", "planned", "hypothetical", "denied")
_AT_ONCE = 400
_ROWS = """SELECT e.id, e.happening, e.article, e.ordinal, e.type, e.status, e.basis, e.statement, e.reported_by,
    e.asserted_by, e.start, e."end", e.first_day, e.last_day, json_extract(e."when", '$.precision') AS precision,
    e.date_from IS NOT NULL AS dated, a.published
    FROM events e JOIN articles a ON a.id = e.article WHERE e.happening IN ({marks}) ORDER BY e.id"""
_PARTIES = """SELECT p.event, p.side, coalesce(p.party, p.country) AS party FROM participants p
    JOIN events e ON e.id = p.event WHERE e.happening IN ({marks}) AND coalesce(p.party, p.country) IS NOT NULL"""


class _Sides(NamedTuple):
    actors: set[str]
    recipients: set[str]


def happening_id(rows: Iterable[tuple[str | None, str, str]]) -> str:
    """The id of a happening from its tellings' (day of publication, article, event): the hash of the first one's id.

    What comes in later is mostly published later, so that a happening keeps its id while tellings are added.
    """
    return content_id("happening", min((day or "9999", article, event) for day, article, event in rows)[2])


def summarise(store: Store, happenings: Collection[str]) -> None:
    """Write the rows of happenings anew, within a transaction; one that no telling is left of is removed."""
    ordered = sorted(happenings)
    for start in range(0, len(ordered), _AT_ONCE):
        batch = ordered[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(batch))
        members: dict[str, list[dict[str, Any]]] = {}
        for row in store.query(_ROWS.format(marks=marks), batch):
            members.setdefault(row["happening"], []).append(dict(row))
        sides: dict[str, _Sides] = {}
        for row in store.query(_PARTIES.format(marks=marks), batch):
            getattr(sides.setdefault(row["event"], _Sides(set(), set())), row["side"]).add(row["party"])
        found = retellings_of(store, members)
        again = {
            key: as_rows(likeliest(several, {row["article"] for row in members[key]}), last_day=_last_day(members[key]))
            for key, several in found.items()
        }
        both = [row for rows in (*members.values(), *again.values()) for row in rows]
        every = {one.event: one for one in told(store, both)}
        lines = [
            _line(key, rows, sides, [every[row["id"]] for row in (*rows, *again.get(key, ()))])
            for key, rows in members.items()
        ]
        store.connection.executemany("DELETE FROM happenings WHERE id = ?", [(key,) for key in batch])
        store.connection.executemany(f"INSERT INTO happenings VALUES ({', '.join('?' * 12)})", lines)


def as_rows(retellings: Iterable[Retelling], *, last_day: str | None) -> list[dict[str, Any]]:
    """Sentences that tell a happening without an event, as rows of tellings; ``last_day`` is the happening's."""
    return [
        {
            "id": one.id, "article": one.article, "start": one.start, "end": one.end, "status": "retold",
            "statement": None, "reported_by": None, "asserted_by": None, "last_day": last_day,
        }
        for one in retellings
    ]  # fmt: skip


def _last_day(rows: Sequence[dict[str, Any]]) -> str | None:
    """The last day that a happening can be of, of those its tellings give as a day or, where none does, at all."""
    sharp = [row["last_day"] for row in rows if row["last_day"] and row["precision"] == "day"]
    return max(sharp or [row["last_day"] for row in rows if row["last_day"]], default=None)


def _line(
    key: str, rows: Sequence[dict[str, Any]], sides: dict[str, _Sides], tellings: Sequence[Told]
) -> tuple[Value, ...]:
    lead = min(rows, key=lambda row: _rank(row, sides))
    origins = independent(tellings)
    facing = _facing([sides[row["id"]] for row in rows if row["id"] in sides], sides.get(lead["id"]))
    confirmed = sorted(confirmed_by(tellings) & {party for side in facing for party in side})
    both = None if not all(facing) else int(all(side.intersection(confirmed) for side in facing))
    outlets = {one.source.publisher or one.source.article for one in tellings}
    return (
        key, lead["id"], lead["type"], lead["status"], lead["first_day"], lead["last_day"], len(rows),
        len({one.source.article for one in tellings}), len(outlets),
        msgspec.json.encode([origin.name for origin in origins]).decode(), msgspec.json.encode(confirmed).decode(),
        both,
    )  # fmt: skip


def _rank(row: dict[str, Any], sides: dict[str, _Sides]) -> tuple[object, ...]:
    """The fullest first: it is what happened, on a known day, between known parties; then the earliest printed."""
    who = sides.get(row["id"], _Sides(set(), set()))
    return (
        _STATUSES.index(row["status"]), -len(who.actors | who.recipients) if who.actors else 0,
        _PRECISIONS.index(row["precision"]), row["published"] or "9999", row["article"], row["ordinal"],
    )  # fmt: skip


def _facing(all_sides: Sequence[_Sides], lead: _Sides | None) -> tuple[set[str], set[str]]:
    """The two parties that face each other, as far as the tellings name them."""
    for one in (lead, *all_sides):
        if one and one.actors and one.recipients - one.actors:
            return one.actors - one.recipients or one.actors, one.recipients - one.actors
    for one in (lead, *all_sides):  # two that act together upon nobody else
        if one and len(one.actors) >= 2:
            first, *others = sorted(one.actors)
            return {first}, set(others)
    return set(), set()
