"""The map: events by place, with the list of places beside it, as page, picture and GeoJSON."""

from typing import get_args

import msgspec
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from dragoman.records import Status
from dragoman.store.own_types import event_types
from dragoman.web.asking import Ask, asking
from dragoman.web.asks import EventsAsked
from dragoman.web.asks_across import MapAsked
from dragoman.web.drawings import Drawn
from dragoman.web.map_drawing import MOST_DRAWN, drawn, picture
from dragoman.web.queries.parties import party_name
from dragoman.web.queries.places import MOST_EVENTS, places
from dragoman.web.queries.slices import Fields
from dragoman.web.render import Page, address
from dragoman.web.terms import NOTICE
from dragoman.web.world import AREAS


def map_page(ask: Ask) -> Page:
    """Where things happened: discs on the outline of the world, and the same as a list."""
    wanted = ask.to(MapAsked)
    events = events_of(wanted)
    found = places(ask.store, events)
    asked_for = {name: value for name, value in events.conditions.items() if name not in ("place", "country")}
    rows = [
        {**row, "address": address("/events", asked_for, place=row["place"], country=row["country"])}
        for row in found.places
    ]
    data = {
        "asking": wanted.model_dump(), "rows": rows, "next": None, "looked": found.looked, "nowhere": found.nowhere,
        "more": found.more, "most": MOST_EVENTS, "most_drawn": MOST_DRAWN, "told": told_of(wanted),
        "chart": drawn(rows, wanted.area)._asdict(),
        "choices": {"types": event_types(ask.store), "statuses": get_args(Status), "areas": AREAS},
    }  # fmt: skip
    return Page("map.html", "Map", data, "rows")


def events_of(wanted: MapAsked) -> EventsAsked:
    """The events that a map is of: what counts, unless something else is asked for."""
    named = {name: getattr(wanted, name) for name in ("since", "until", "party", "other", "type", "status", "basis")}
    return EventsAsked(**named, counted=not (wanted.everything or wanted.status or wanted.basis))


def told_of(wanted: MapAsked) -> str:
    """What is shown, in words."""
    who = " and ".join(party_name(code) for code in (wanted.party, wanted.other) if code)
    what = [wanted.type or "", wanted.status or "", wanted.basis or ""]
    when = " – ".join(filter(None, [wanted.since, wanted.until]))
    kept = [part for part in (who, *what, when) if part]
    return ", ".join(kept) or "all events"


def map_drawing(ask: Ask) -> Drawn:
    """The map as a file."""
    wanted = ask.to(MapAsked)
    found = places(ask.store, events_of(wanted))
    caption = f"Happenings by place, each once. {NOTICE} Coasts: Natural Earth."
    told = told_of(wanted)
    return Drawn(picture(drawn(found.places, wanted.area), f"Where: {told}", caption), f"map-{told}")


def add_geojson(router: APIRouter) -> None:
    """The places as GeoJSON (RFC 7946)."""

    def geojson(request: Request) -> Response:
        with asking(request) as ask:
            rows = map_page(ask).data["rows"]
        collection = {"type": "FeatureCollection", "notice": NOTICE, "features": [_feature(row) for row in rows]}
        headers = {"content-disposition": 'attachment; filename="map.geojson"'}
        return Response(msgspec.json.encode(collection), media_type="application/geo+json", headers=headers)

    router.add_api_route("/map.geojson", geojson, methods=["GET"], include_in_schema=False)


def _feature(row: Fields) -> Fields:
    properties = {name: value for name, value in row.items() if name not in ("lat", "lon")}
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [row["lon"], row["lat"]]},
        "properties": properties,
    }
