"""The morning's page: what came in over a stretch of days, who dealt with whom, and what is new in that.

The stretch ends on the last day that an article was published, for a record is read when it is read.
"""

import math
from collections import Counter
from datetime import date, timedelta

from dragoman.store.open import Store
from dragoman.web.queries.articles import heads, last_read
from dragoman.web.queries.lines import COUNTED, event_line
from dragoman.web.queries.parties import QUADS, pairs_told, party_name
from dragoman.web.queries.slices import Fields

STRETCHES = (1, 7, 30, 365)  # days; the shortest with enough events is shown first
_ENOUGH = 12  # events that make a page worth a morning's look
_MOST = 1000  # events of a stretch that are looked through
_PAIRS = 12
_QUIET_DAYS = 180  # after which a meeting is told as the first since
_BEFORE = 12  # stretches before this one that say what is usual
_NEWS = ("first-meeting", "volume", "new-pair")  # what says most first
_LEAST_TOLD = 1.0  # a mean below is told in words: "0.0" looks like never
_UNLIKELY = 0.01  # under a Poisson law of the usual number
_LEAST_UNUSUAL = 3  # events: two of a kind are no surprise after none

_STRETCH = f"""SELECT events.id, events.first_day AS day, events.type, events.quad, p.party, p.side,
    {COUNTED} AS counted
    FROM (SELECT id FROM events WHERE first_day > ? AND first_day <= ? ORDER BY first_day DESC, id LIMIT {_MOST}) w
    CROSS JOIN events ON events.id = w.id JOIN participants p ON p.event = events.id WHERE p.party IS NOT NULL"""

_PASSED = "pair_days WHERE party = ? AND other = ? AND status = 'occurred' AND basis <> 'alleged' AND copy = 0"


def today(store: Store, *, until: date | None, days: int | None) -> Fields:
    """What the page shows; ``until`` and ``days`` None: as the record suggests."""
    last = until or _last_day(store)
    empty: Fields = {"until": None, "days": None, "pairs": [], "news": [], "came_in": last_read(store, 12)}
    if last is None:
        return empty
    length = days or _stretch(store, last)
    first = last - timedelta(days=length)
    told = _told(store, first, last)
    pairs = _pairs(store, told)
    news = [item for pair in pairs[:_PAIRS] for item in _news(store, pair, first, last)]
    return {
        **empty, "until": last.isoformat(), "since": (first + timedelta(days=1)).isoformat(), "days": length,
        "events": len(told), "more": len(told) >= _MOST, "pairs": pairs[:_PAIRS],
        "other_pairs": max(0, len(pairs) - _PAIRS),
        "news": sorted(news, key=lambda item: _NEWS.index(item["kind"])),
        "published": _published(store, first, last),
    }  # fmt: skip


def _last_day(store: Store) -> date | None:
    row = store.first("SELECT max(published) AS day FROM articles")
    return date.fromisoformat(row["day"]) if row and row["day"] else None


def _stretch(store: Store, last: date) -> int:
    for days in STRETCHES:
        sql = "SELECT count(*) AS n FROM (SELECT 1 FROM events WHERE first_day > ? AND first_day <= ? LIMIT ?)"
        row = store.first(sql, ((last - timedelta(days=days)).isoformat(), last.isoformat(), _ENOUGH))
        if row and row["n"] >= _ENOUGH:
            return days
    return STRETCHES[-1]


def _published(store: Store, first: date, last: date) -> int:
    sql = "SELECT count(*) AS n FROM (SELECT 1 FROM articles WHERE published > ? AND published <= ? LIMIT 1001)"
    row = store.first(sql, (first.isoformat(), last.isoformat()))
    return int(row["n"]) if row else 0


def _told(store: Store, first: date, last: date) -> dict[str, Fields]:
    told: dict[str, Fields] = {}
    for row in store.query(_STRETCH, (first.isoformat(), last.isoformat())):
        event = {name: row[name] for name in ("id", "day", "type", "quad")}
        each = told.setdefault(row["id"], {**event, "counted": bool(row["counted"]), "sides": []})
        each["sides"].append((row["party"], row["side"]))
    return told


def _pairs(store: Store, told: dict[str, Fields]) -> list[Fields]:
    found: dict[tuple[str, str], list[Fields]] = {}
    for event in told.values():
        for pair in pairs_told(event["sides"]):
            found.setdefault(pair, []).append(event)
    rows = [_pair(one, other, events) for (one, other), events in found.items()]
    rows.sort(key=lambda row: (-row["counted"], -row["events"], row["codes"]))
    for row in rows[:_PAIRS]:
        ids = row.pop("ids")
        lines = [
            event_line(store, each)
            for name in ids
            for each in store.query("SELECT * FROM events WHERE id = ?", (name,))
        ]
        known = heads(store, (line["article"] for line in lines))
        row["lines"] = [{**line, "article": known[line["article"]]} for line in lines]
    return [{name: value for name, value in row.items() if name != "ids"} for row in rows]


def _pair(one: str, other: str, events: list[Fields]) -> Fields:
    counted = [event for event in events if event["counted"]]
    quads = Counter(event["quad"] for event in counted)
    # What was done says more than what was said, and the latest of it more than what came before.
    shown = sorted(counted or events, key=lambda event: (event["quad"] in (2, 4), event["day"] or "", event["id"]))
    return {
        "codes": [one, other],
        "names": [party_name(one), party_name(other)],
        "events": len(events),
        "counted": len(counted),
        "quads": {str(quad): quads[quad] for quad in QUADS},
        "meetings": sum(event["type"] == "CONSULT" for event in counted),
        "ids": [event["id"] for event in reversed(shown[-2:])],
    }


def _news(store: Store, pair: Fields, first: date, last: date) -> list[Fields]:
    """What is new between two parties: the first time at all, the first meeting in long, more than usual."""
    one, other = pair["codes"]
    if not pair["counted"]:
        return []
    before = first.isoformat()
    begin = first - timedelta(days=(last - first).days * _BEFORE)
    found = {"codes": pair["codes"], "names": pair["names"]}
    latest = _last(store, one, other, before)
    if latest is None:
        return [{**found, "kind": "new-pair", "message": "first events between them in this record"}]
    news: list[Fields] = []
    met = _last(store, one, other, before, "AND type = 'CONSULT'") if pair["meetings"] else None
    if met and (first - date.fromisoformat(met)).days >= _QUIET_DAYS:
        news.append({**found, "kind": "first-meeting", "message": f"first meeting since {met}"})
    earliest = _last(store, one, other, begin.isoformat())
    usual = _number(store, one, other, begin.isoformat(), before) / _BEFORE
    if earliest is not None and _is_unusual(pair["counted"], usual):
        message = f"{pair['counted']} events, {_usually(usual)} in as many days before"
        news.append({**found, "kind": "volume", "message": message})
    return news


def _usually(mean: float) -> str:
    return f"usually {mean:.1f}" if mean >= _LEAST_TOLD else "usually fewer than one"


def _last(store: Store, one: str, other: str, until: str, more: str = "") -> str | None:
    """The last day up to ``until`` with an event between two parties that counts; ``None``: there is none."""
    sql = f"SELECT day FROM {_PASSED} AND day > '' AND day <= ? {more} ORDER BY day DESC LIMIT 1"
    rows = (store.first(sql, (*pair, until)) for pair in ((one, other), (other, one)))
    return max((row["day"] for row in rows if row), default=None)


def _number(store: Store, one: str, other: str, after: str, until: str) -> int:
    sql = f"SELECT event FROM {_PASSED} AND day > ? AND day <= ?"
    return len(
        {row["event"] for pair in ((one, other), (other, one)) for row in store.query(sql, (*pair, after, until))}
    )


def _is_unusual(number: int, usual: float) -> bool:
    """Whether so many are met by chance less than once in a hundred stretches, where ``usual`` is the mean."""
    if number < _LEAST_UNUSUAL:
        return False
    mean = max(usual, 1 / _BEFORE)
    below = sum(math.exp(-mean) * mean**k / math.factorial(k) for k in range(number))
    return 1 - below < _UNLIKELY
