"""Events by place: how many happenings each place had, of which types, and the latest of them."""

import json
from collections import Counter
from typing import Any, NamedTuple

from dragoman.store.open import Store
from dragoman.web.asks import EventsAsked
from dragoman.web.queries.lines import events_listed
from dragoman.web.queries.slices import Fields, where_of
from dragoman.web.wording import TYPE_QUADS

# Of the events that fit, the latest that are looked through. Those of one party are spread over the file: 5,000 take
# some 40 ms, and 200 and more where the file must be read from disk first.
MOST_EVENTS = 5_000
_READ = "events.place, events.type, events.first_day AS day, coalesce(events.happening, events.id) AS told"
_VAGUE = ("country", "admin1", "region")  # of which a point is only the middle


class Found(NamedTuple):
    """What a map shows."""

    places: list[Fields]  # those with most first
    looked: int  # events looked through
    nowhere: int  # of them, events whose place is not told, or is not on the earth's map
    more: bool  # whether older events fit that were not looked through


def places(store: Store, asked: EventsAsked) -> Found:
    """The places of the latest events that fit, those with most happenings first."""
    listed, conditions = events_listed(store, asked)
    where, values = where_of(conditions)
    plus, (day, identity) = "+" if listed.few else "", listed.keys
    order = f"WHERE {where} ORDER BY {plus}{day} DESC, {identity} DESC LIMIT"
    latest = f"SELECT {identity} AS id FROM {listed.source} {order}"
    counted = store.first(f"SELECT count(*) AS number FROM ({latest} {MOST_EVENTS + 1}) AS latest", values)
    number = int(counted["number"]) if counted else 0
    looked = min(number, MOST_EVENTS)
    # Events lie about in order of their days: those of all parties are read where they lie, a party's by an index.
    if listed.walk:
        sql = f"""SELECT {_READ} FROM ({latest} {looked}) AS latest CROSS JOIN events INDEXED BY events_with_place
            ON events.id = latest.id WHERE events.place IS NOT NULL ORDER BY events.first_day DESC, events.id DESC"""
    else:
        sql = f"SELECT {_READ} FROM events {order} {looked}"
    told: dict[str, list[tuple[str, str | None, str]]] = {}
    for row in store.query(sql, values):
        if row["place"] is not None:
            told.setdefault(row["place"], []).append((row["type"], row["day"], row["told"]))
    grouped: dict[tuple[Any, ...], tuple[Fields, list[tuple[str, str | None, str]]]] = {}
    for written, events in told.items():
        place = json.loads(written)
        if place.get("lat") is None or place.get("lon") is None:
            continue
        key = (place["name"], place.get("country"), place["lat"], place["lon"])
        grouped.setdefault(key, (place, []))[1].extend(events)
    found = [_place(place, events) for place, events in grouped.values()]
    found.sort(key=lambda row: (-row["count"], -row["tellings"], row["place"], row["country"] or ""))
    return Found(found, looked, looked - sum(row["tellings"] for row in found), number > MOST_EVENTS)


def _place(place: Fields, events: list[tuple[str, str | None, str]]) -> Fields:
    happened = {happening: kind for kind, _, happening in events}
    types = Counter(happened.values())
    quads = Counter(TYPE_QUADS.get(kind) for kind in happened.values())
    return {
        "place": place["name"], "country": place.get("country"), "admin1": place.get("admin1"),
        "lat": place["lat"], "lon": place["lon"], "geonames": place.get("geonames"),
        "precision": place.get("precision"), "vague": place.get("precision") in _VAGUE,
        "count": len(happened), "tellings": len(events),
        "quads": {str(quad): quads[quad] for quad in (1, 2, 3, 4)},
        "types": dict(sorted(types.items(), key=lambda each: (-each[1], each[0]))),
        "latest": max((day for _, day, _ in events if day), default=None),
    }  # fmt: skip
