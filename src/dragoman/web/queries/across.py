"""Happenings, disagreements and topics across articles: lists by day, and what parties said of what."""

import sqlite3
from collections.abc import Sequence
from typing import Any

import msgspec

from dragoman.codes.topics import topic_name, topics
from dragoman.exports.contract import DESCRIBED
from dragoman.store.listing import Condition
from dragoman.store.open import Store
from dragoman.store.own_types import is_of_type
from dragoman.web.asks import Within
from dragoman.web.asks_across import DisagreementsAsked, HappeningsAsked
from dragoman.web.asks_counted import TopicsAsked
from dragoman.web.queries.articles import heads
from dragoman.web.queries.lines import with_heads
from dragoman.web.queries.parties import party_name
from dragoman.web.queries.slices import COUNTED_ROWS, Fields, Listed, Slice, number_of, slice_of, where_of
from dragoman.web.refusals import NotThere
from dragoman.web.wording import topic_called

_HAPPENINGS = Listed("happenings", "happenings.*", "first_day")
_DISAGREEMENTS = Listed("disagreements", "disagreements.*", "first_day")
# A happening's party and pair are those of its tellings; `pair_days` holds both, a party's own rows with no other.
_OF = "happenings.id IN (SELECT happening FROM pair_days WHERE party = ? AND other = '')"
# Of a party with many of them the list of all is walked instead, where its own are met soon.
_TOLD_OF = """EXISTS (SELECT 1 FROM events e CROSS JOIN participants p ON p.event = e.id
    WHERE e.happening = happenings.id AND p.party = ?)"""
# Of its events. In a record of a million a page of 50 takes some 30 ms either way there, and the seven on the party's
# own page 5 ms where the list is walked, 25 to 70 where its own are sorted.
_FEW = 25_000
_COUNTED_OF = f"""SELECT count(*) AS number FROM (SELECT DISTINCT p.happening FROM pair_days p
    CROSS JOIN happenings ON happenings.id = p.happening
    WHERE p.party = ? AND p.other = '' AND {{}} LIMIT {COUNTED_ROWS + 1}) AS told"""
_BETWEEN = """happenings.id IN (SELECT happening FROM pair_days WHERE party = ? AND other = ?
    UNION ALL SELECT happening FROM pair_days WHERE party = ? AND other = ?)"""
_HAPPENING = ("id", "type", "status", "first_day", "last_day", "tellings", "articles", "outlets")
_LEAD = 'id, article, type, mode, status, basis, asserted_by, text, start, "end", confidence, review'
_WHO = ("name", "kind", "party", "country", "office")
_SIDE = f"event, side, id, {', '.join(_WHO)}"
_NESTED = frozenset({"accounts", "parties", "why"})
_SHOWN_PARTIES = 6  # of a topic in the list; its own page has more
SHOWN_ACCOUNTS = 8  # of a disagreement in a list; its own page has all
_OF_OWN_TYPE = "happenings.id IN (SELECT happening FROM events WHERE own_type = ?)"
_IN = "disagreements.id IN (SELECT disagreement FROM disagreement_parties WHERE party = ?)"


def list_happenings(store: Store, ask: HappeningsAsked) -> Slice:
    """Happenings by day, each with the telling that leads."""
    listed, conditions = _happenings_listed(store, ask)
    return slice_of(store, listed, conditions, ask, lambda rows: happening_rows(store, rows))


def number_of_happenings(store: Store, ask: HappeningsAsked) -> int:
    """How many there are, up to a limit."""
    code = ask.party or ask.other
    if not code or (ask.party and ask.other):
        return number_of(store, *_happenings_listed(store, ask))
    where, values = where_of(_conditions(ask))
    row = store.first(_COUNTED_OF.format(where), (code, *values))
    return int(row["number"]) if row else 0


def happening_rows(store: Store, rows: Sequence[sqlite3.Row]) -> list[Fields]:
    """Happenings as a list shows them: of the telling that leads what it says, and its article's head.

    One whose telling left since the record was last brought up to date is left out.
    """
    leads = _leads(store, [row["event"] for row in rows])
    return [
        {
            **{name: row[name] for name in _HAPPENING},
            "origins": msgspec.json.decode(row["origins"]), "confirmed_by": msgspec.json.decode(row["confirmed_by"]),
            "both_sides": None if row["both_sides"] is None else bool(row["both_sides"]), "event": leads[row["event"]],
        }
        for row in rows
        if row["event"] in leads
    ]  # fmt: skip


def _leads(store: Store, ids: Sequence[str]) -> dict[str, Fields]:
    """The leading tellings in short: two queries for all of them, and no column that a list does not show."""
    marks = ", ".join("?" * len(ids))
    rows = list(store.query(f"SELECT {_LEAD} FROM events WHERE id IN ({marks})", ids)) if ids else []
    found = {row["id"]: {"line": "event", **dict(row), "actors": [], "recipients": []} for row in rows}
    sql = f"SELECT {_SIDE} FROM participants WHERE event IN ({marks}) ORDER BY event, side, ordinal"
    for row in store.query(sql, ids) if ids else ():
        found[row["event"]][row["side"]].append(
            {"id": None if row["id"].startswith(DESCRIBED) else row["id"], **{name: row[name] for name in _WHO}}
        )
    return {line["id"]: line for line in with_heads(store, list(found.values()))}


def near_happenings(store: Store, name: str, parties: Sequence[str], day: str | None, days: int = 10) -> list[Fields]:
    """Other happenings of two of the parties around a day: those it may be one with."""
    if day is None or not parties:
        return []
    marks = ", ".join("?" * len(parties))
    sql = f"""SELECT * FROM happenings WHERE id IN (
            SELECT happening FROM pair_days WHERE party IN ({marks}) AND other = ''
            AND day BETWEEN date(?, ?) AND date(?, ?)) AND id <> ?
        ORDER BY abs(julianday(first_day) - julianday(?)), id LIMIT 8"""
    given = (*parties, day, f"-{days} days", day, f"+{days} days", name, day)
    return happening_rows(store, list(store.query(sql, given)))


def list_disagreements(store: Store, ask: DisagreementsAsked) -> Slice:
    """Disagreements by day of what they are about, each with its first accounts and how many there are."""
    listed, conditions = _DISAGREEMENTS, _disagreeing(ask)
    return slice_of(store, listed, conditions, ask, lambda rows: _disagreements(store, rows, SHOWN_ACCOUNTS))


def read_disagreement(store: Store, name: str) -> Fields:
    """One disagreement with all its accounts.

    Raises:
        NotThere: the record has none of this id.
    """
    row = store.first("SELECT * FROM disagreements WHERE id = ?", (name,))
    if row is None:
        raise NotThere(
            "the record has no such disagreement", values=repr(name[:60]), remedy="The page of disagreements lists them"
        )
    return _disagreements(store, [row], None)[0]


def _disagreements(store: Store, rows: Sequence[sqlite3.Row], most: int | None) -> list[Fields]:
    """Disagreements as plain data, each account with its article's head; ``most`` accounts of each."""
    found = [
        {name: msgspec.json.decode(row[name]) if name in _NESTED else row[name] for name in row.keys()}  # noqa: SIM118
        for row in rows
    ]
    for one in found:
        one["number_of_accounts"] = len(one["accounts"])
        one["accounts"] = one["accounts"][:most]
    known = heads(store, (account["article"] for one in found for account in one["accounts"]))
    for one in found:
        one["accounts"] = [{**account, "article": known[account["article"]]} for account in one["accounts"]]
    return found


def number_of_disagreements(store: Store, ask: DisagreementsAsked) -> int:
    """How many there are, up to a limit."""
    return number_of(store, _DISAGREEMENTS, _disagreeing(ask))


def count_topics(store: Store) -> list[Fields]:
    """How often each topic was spoken of, with the parties that did so most: a pass over the record."""
    found: dict[str, list[tuple[int, str]]] = {}
    for row in store.query("SELECT topic, party, count(*) AS number FROM positions WHERE topic <> '' GROUP BY 1, 2"):
        found.setdefault(row["topic"], []).append((row["number"], row["party"]))
    rows = []
    for code in topics():
        of = sorted(found.get(code, ()), key=lambda each: (-each[0], each[1]))
        rows.append({
            "topic": code, "name": topic_name(code), "number": sum(number for number, _ in of),
            "parties": [{"code": party, "name": party_name(party), "number": number} for number, party in of],
        })  # fmt: skip
    return rows


def topics_asked(counted: Sequence[Fields], ask: TopicsAsked) -> list[Fields]:
    """The topics that were spoken of, in the order asked for; of one party with how often it did."""
    words, rows = (ask.text or "").casefold(), []
    for row in counted:
        number = next((one["number"] for one in row["parties"] if one["code"] == ask.party), 0)
        said = row["number"] if ask.party is None else number
        if said and (words in row["name"].casefold() or row["topic"].startswith(words)):
            rows.append({**row, "number": said, "parties": row["parties"][:_SHOWN_PARTIES]})
    if ask.order == "said":
        rows.sort(key=lambda row: (-row["number"], row["topic"]))
    elif ask.order == "name":
        rows.sort(key=lambda row: (row["name"].casefold(), row["topic"]))
    return rows


def topics_said(store: Store, code: str) -> list[Fields]:
    """What a party spoke of, by topic and speech act."""
    found: dict[str, dict[str, int]] = {}
    sql = "SELECT topic, speech, count(*) AS number FROM positions WHERE party = ? AND topic <> '' GROUP BY 1, 2"
    for row in store.query(sql, (code,)):
        found.setdefault(row["topic"], {})[row["speech"]] = row["number"]
    rows = [
        {"topic": topic, "name": topic_called(topic), "number": sum(of.values()), "speech": of}
        for topic, of in found.items()
    ]
    return sorted(rows, key=lambda row: (-int(str(row["number"])), str(row["topic"])))


def _has_many(store: Store, party: str) -> bool:
    sql = "SELECT 1 FROM pair_days WHERE party = ? AND other = '' LIMIT 1 OFFSET ?"
    return store.first(sql, (party, _FEW)) is not None


def _happenings_listed(store: Store, ask: HappeningsAsked) -> tuple[Listed, list[Condition]]:
    found, code, many = _conditions(ask), ask.party or ask.other, False
    if ask.party and ask.other:
        found.append((_BETWEEN, (ask.party, ask.other, ask.other, ask.party)))
    elif code:
        many = _has_many(store, code)
        found.append((_TOLD_OF if many else _OF, (code,)))
    return _HAPPENINGS._replace(few=bool(code) and not many), found


def _conditions(ask: HappeningsAsked) -> list[Condition]:
    found = _days("happenings", ask)
    if ask.type:
        found.append(is_of_type("happenings", ask.type, own=_OF_OWN_TYPE))
    if ask.status:
        found.append(("happenings.status = ?", (ask.status,)))
    if ask.origins:
        found.append(("json_array_length(happenings.origins) >= ?", (ask.origins,)))
    if ask.tellings:
        found.append(("happenings.tellings >= ?", (ask.tellings,)))
    if ask.both_sides is not None:
        found.append(("happenings.both_sides = ?", (int(ask.both_sides),)))
    return found


def _disagreeing(ask: DisagreementsAsked) -> list[Condition]:
    found = _days("disagreements", ask)
    for column in ("kind", "matter", "subject"):
        if getattr(ask, column):
            found.append((f"disagreements.{column} = ?", (getattr(ask, column),)))
    found += [(_IN, (code,)) for code in (ask.party, ask.other) if code]
    if ask.article:
        sql = "disagreements.id IN (SELECT disagreement FROM disagreement_articles WHERE article = ?)"
        found.append((sql, (ask.article,)))
    return found


def _days(table: str, ask: Within) -> list[Condition]:
    found: list[Condition] = []
    if ask.first_day:
        found.append((f"{table}.last_day >= ?", (ask.first_day.isoformat(),)))
    if ask.last_day:
        found.append((f"{table}.first_day <= ?", (ask.last_day.isoformat(),)))
    return found


def points_of(tellings: Sequence[Fields]) -> list[Fields]:
    """Point by point what tellings say: values, the most frequent first, with the tellings that give each.

    A telling that leaves a point out differs from none. Where all that give it give one, ``agreed`` is true; one
    telling alone agrees with nobody.
    """
    rows = []
    for name, value_of in _POINTS.items():
        given: dict[str, list[str]] = {}
        for telling in tellings:
            value = value_of(telling)
            if value:
                given.setdefault(value, []).append(telling["id"])
        ordered = sorted(given.items(), key=lambda item: (-len(item[1]), item[0]))
        told = sum(len(ids) for ids in given.values())
        if told > 1:
            values = [{"value": value, "tellings": ids} for value, ids in ordered]
            rows.append({"point": name, "agreed": len(given) == 1, "told": told, "values": values})
    return rows


def _parties(side: str) -> Any:
    return lambda telling: ", ".join(sorted({who["party"] or who["name"] for who in telling[side]}))


_POINTS: dict[str, Any] = {
    "what": lambda telling: telling["type"] + (f" {telling['mode']}" if telling["mode"] else ""),
    "status": lambda telling: telling["status"],
    "day": lambda telling: f"{telling['date']} – {telling['date_end']}" if telling["date_end"] else telling["date"],
    "place": lambda telling: telling["place"]["name"] if telling["place"] else None,
    "who": _parties("actors"),
    "to whom": _parties("recipients"),
    **{name: (lambda telling, name=name: telling[name]) for name in ("dead", "injured", "arrested")},
}
