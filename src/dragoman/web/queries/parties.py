"""Parties and people: who there is, whom each deals with, what each said of what; counts are of what occurred.

Rankings hold parties, and people only in an office: nobody stands in one for being suspected of something.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

from dragoman.codes.parties import is_party, party
from dragoman.store.open import Store, Value
from dragoman.store.own_types import is_of_type
from dragoman.web.asks_counted import PartiesAsked
from dragoman.web.queries.lines import COUNTED, PASSED
from dragoman.web.queries.slices import Fields
from dragoman.web.refusals import NotThere, Refusal

MOST_LINES = 6_000  # of a party's lines looked through, in 60 ms; beyond it those first by id, which is chance

_PARTIES = f"""SELECT p.party AS code, count(DISTINCT p.event) AS events,
    count(DISTINCT CASE WHEN {COUNTED} THEN p.event END) AS counted,
    count(DISTINCT p.statement) AS statements, max(events.first_day) AS latest
    FROM participants p LEFT JOIN events INDEXED BY events_in_short ON events.id = p.event
    WHERE p.party IS NOT NULL GROUP BY p.party"""
# Who acts faces whoever receives, or where nobody does whoever acts too; who receives faces whoever acts.
_FACED = f"""SELECT other, quad, count(*) AS number, max(day) AS latest FROM (
    SELECT DISTINCT events.id, events.first_day AS day, coalesce(events.quad, 0) AS quad, p.party AS other
    FROM (SELECT event, max(CASE side WHEN 'actors' THEN 1 ELSE 0 END) AS acts,
            max(CASE side WHEN 'recipients' THEN 1 ELSE 0 END) AS receives FROM participants
        WHERE party = ? AND event IS NOT NULL GROUP BY event ORDER BY event LIMIT ?) mine
    CROSS JOIN events INDEXED BY events_in_short ON events.id = mine.event
    CROSS JOIN participants p INDEXED BY participants_of_event ON p.event = mine.event
    WHERE p.party <> ? AND {COUNTED} AND ((p.side = 'recipients' AND mine.acts = 1) OR (p.side = 'actors' AND (
        mine.receives = 1 OR NOT EXISTS (SELECT 1 FROM participants r
            WHERE r.event = mine.event AND r.party IS NOT NULL AND r.side = 'recipients'))))
    ) AS faced GROUP BY other, quad"""
# The same for somebody by id; whom one's own party stands beside is nobody faced.
_FACED_BY = _FACED.replace("WHERE party = ? AND event", "WHERE id = ? AND event").replace(
    "SELECT event, max", "SELECT event, min(party) AS party, max"
).replace("WHERE p.party <> ? AND", "WHERE p.party <> coalesce(mine.party, ?) AND")  # fmt: skip
_OF_OWN_TYPE = "passed.event IN (SELECT id FROM events WHERE own_type = ?)"
QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}


def party_name(code: str) -> str:
    """What a party is called; its code where no table knows it."""
    return party(code).name if is_party(code) else code


def party_kind(code: str) -> str:
    """What a party is: state, organisation, armed group ...; "party" where no table knows it."""
    return party(code).kind if is_party(code) else "party"


def is_in(store: Store, code: str) -> bool:
    """Whether a party takes part in any line."""
    return store.first("SELECT 1 FROM participants WHERE party = ? LIMIT 1", (code,)) is not None


def require_party(store: Store, code: str) -> str:
    """The code, where the record has lines of it.

    Raises:
        NotThere: it has none.
    """
    if not is_in(store, code):
        raise NotThere("the record has no line of this party", values=repr(code), remedy="Choose one of /parties")
    return code


def count_parties(store: Store) -> list[Fields]:
    """Every party with the number of its events and statements: a pass over the whole record."""
    rows = [dict(row) for row in store.query(_PARTIES)]
    named = [{**row, "name": party_name(row["code"]), "kind": party_kind(row["code"])} for row in rows]
    return sorted(named, key=lambda row: (-row["counted"], -row["events"], row["code"]))


def parties_asked(rows: Iterable[Fields], ask: PartiesAsked) -> list[Fields]:
    """The parties asked for, in the order asked for."""
    words = (ask.text or "").casefold()
    kept = [
        row for row in rows
        if ask.kind in (None, row["kind"]) and (words in row["name"].casefold() or words == row["code"].casefold())
    ]  # fmt: skip
    match ask.order:
        case "name":
            kept.sort(key=lambda row: row["name"])
        case "latest":
            kept.sort(key=lambda row: row["latest"] or "", reverse=True)
        case "statements":
            kept.sort(key=lambda row: -row["statements"])
    return kept


def pairs_told(rows: Iterable[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    """The pairs of parties that an event's (party, side) rows put across from each other, each in order."""
    sides: dict[str, set[str]] = {"actors": set(), "recipients": set()}
    for code, side in rows:
        sides[side].add(code)
    actors, recipients = sides["actors"], sides["recipients"] or sides["actors"]
    return frozenset((min(a, b), max(a, b)) for a in actors for b in recipients if a != b)


def counterparts(store: Store, code: str) -> list[Fields]:
    """Whom a party deals with: counted events by quad class, the most first."""
    return _faced(store, _FACED, (code, MOST_LINES, code))


def counterparts_of(store: Store, entity: str) -> list[Fields]:
    """The parties that a person or body deals with; see ``counterparts``."""
    return _faced(store, _FACED_BY, (entity, MOST_LINES, ""))


def _faced(store: Store, sql: str, values: Sequence[Value]) -> list[Fields]:
    quads: dict[str, Counter[int]] = {}
    latest: dict[str, str] = {}
    for other, quad, number, day in store.query(sql, values):
        quads.setdefault(other, Counter())[quad] += number
        latest[other] = max(latest.get(other, ""), day or "")
    rows = [
        {
            "code": other,
            "name": party_name(other),
            "counted": sum(each.values()),
            "quads": {str(quad): each[quad] for quad in QUADS},
            "latest": latest[other] or None,
        }
        for other, each in quads.items()
    ]
    return sorted(rows, key=lambda row: (-row["counted"], row["code"]))


def topics_of(store: Store, code: str, *, column: Literal["party", "id"] = "party") -> list[Fields]:
    """What a party's speakers, or by ``id`` one speaker, spoke of: topics with their stances, the most first."""
    sql = f"""SELECT t.value AS topic, statements.stance, count(DISTINCT statements.id) AS number
        FROM statements INDEXED BY statements_in_short, json_each(statements.topics) t
        WHERE statements.id IN (
            SELECT statement FROM participants WHERE {column} = ? AND statement IS NOT NULL LIMIT ?)
        GROUP BY 1, 2 ORDER BY 1, 2"""
    found: dict[str, Counter[str]] = {}
    for row in store.query(sql, (code, MOST_LINES)):
        found.setdefault(row["topic"], Counter())[row["stance"]] += row["number"]
    rows = [{"topic": topic, "statements": sum(c.values()), "stances": dict(c)} for topic, c in found.items()]
    return sorted(rows, key=lambda row: (-int(str(row["statements"])), str(row["topic"])))


def speakers_of(store: Store, code: str, number: int = 12) -> list[Fields]:
    """Who spoke for a party in an office, the most first; people without one are left out."""
    sql = """SELECT id, min(name) AS name, office, count(*) AS statements
        FROM (SELECT id, name, office, kind FROM participants WHERE party = ? AND event IS NULL LIMIT ?)
        WHERE kind = 'person' AND office IS NOT NULL GROUP BY id, office ORDER BY 4 DESC, 2, 1, 3 LIMIT ?"""
    return [dict(row) for row in store.query(sql, (code, MOST_LINES, number))]


def pair_series(store: Store, one: str, other: str, *, of_type: str | None = None) -> list[Fields]:
    """Events between two parties, of one type or all, by month, type, status and basis, and whether they count."""
    which, asked = is_of_type("passed", of_type, own=_OF_OWN_TYPE) if of_type else ("1", ())
    columns = "event, first_day, type, quad, status, basis, copy"
    rows = store.query(
        f"""SELECT substr(first_day, 1, 7) AS month, type, quad, status, basis,
            status = 'occurred' AND basis <> 'alleged' AND copy = 0 AS counted, count(*) AS number
            FROM ({PASSED.format(columns)}) AS passed WHERE {which} GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 4, 5, 6""",
        (one, other, other, one, *asked),
    )
    return [{**dict(row), "counted": bool(row["counted"])} for row in rows]


def require_pair(store: Store, one: str, other: str) -> None:
    """Check that there can be something between two parties.

    Raises:
        NotThere: the record has no line of one of them.
        Refusal: both are the same.
    """
    if one == other:
        raise Refusal("a pair is of two different parties", values=repr(one), remedy="Choose another one")
    for code in (one, other):
        require_party(store, code)


def entity_lines(store: Store, identity: str) -> list[Fields]:
    """Under which names and in which offices a person or body takes part in lines."""
    sql = """SELECT name, office, party, min(country) AS country, min(kind) AS kind, count(event) AS events,
        count(statement) AS statements
        FROM participants WHERE id = ? GROUP BY name, office, party
        ORDER BY count(*) DESC, name, office, party LIMIT 50"""
    return [dict(row) for row in store.query(sql, (identity,))]
