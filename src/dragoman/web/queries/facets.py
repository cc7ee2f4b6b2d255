"""How hits of a search divide: by party, type, status, stance, topic, publisher and year."""

from collections import Counter
from collections.abc import Sequence

from dragoman.store.open import Store
from dragoman.web.queries.slices import Fields

FACETS = ("party", "type", "status", "stance", "topic", "publisher", "year")
_SHOWN = 12  # values of a facet, those of most hits
_WHO = ("id", "name", "party", "office")


def facets(hits: Sequence[Fields]) -> Fields:
    """The values of each facet with how many hits have them; a hit counts once for each of its parties and topics.

    Args:
        hits: with their ``day``, and what they have of ``parties``, ``topics``, ``type``, ``status``, ``stance`` and
            ``publisher``.
    """
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    for hit in hits:
        counts["party"].update(set(hit.get("parties", ())))
        counts["topic"].update(set(hit.get("topics", ())))
        for name in ("type", "status", "stance", "publisher"):
            if hit.get(name):
                counts[name][hit[name]] += 1
        if hit["day"]:
            counts["year"][hit["day"][:4]] += 1
    return {
        name: [{"value": value, "number": n} for value, n in sorted(found.items(), key=_most)[:_SHOWN]]
        for name, found in counts.items()
    }


def _most(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]


def parties_of(store: Store, kind: str, ids: Sequence[str]) -> dict[str, list[str]]:
    """The parties that take part in each line; ``kind``: "event" or "statement"."""
    marks = ", ".join("?" * len(ids))
    sql = f"""SELECT DISTINCT {kind} AS line, party FROM participants
        WHERE {kind} IN ({marks}) AND party IS NOT NULL ORDER BY {kind}, party"""
    found: dict[str, list[str]] = {}
    for row in store.query(sql, ids) if ids else ():
        found.setdefault(row["line"], []).append(row["party"])
    return found


def speakers_of(store: Store, ids: Sequence[str]) -> dict[str, list[Fields]]:
    """Who speaks in each statement."""
    marks = ", ".join("?" * len(ids))
    sql = f"""SELECT statement, {", ".join(_WHO)} FROM participants
              WHERE statement IN ({marks}) ORDER BY statement, ordinal"""
    found: dict[str, list[Fields]] = {}
    for row in store.query(sql, ids) if ids else ():
        found.setdefault(row["statement"], []).append({name: row[name] for name in _WHO})
    return found
