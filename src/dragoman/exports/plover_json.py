"""PLOVER JSON: one object an event, with the fields of the PLOVER manual's table.

Statuses are written as PLOVER's auxiliary modes (``historical``, ``future``, ``hypothetical``, ``negation``), which
stand in the manual but which no program is known to read: what needs one leaves only when asked for.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from dragoman.exports.actors import plover_country
from dragoman.exports.layout import Layout, Table
from dragoman.exports.selection import Telling
from dragoman.records import Article, Event, Participant, Place

Fields = dict[str, Any]

AUXILIARY = {"background": "historical", "planned": "future", "hypothetical": "hypothetical", "denied": "negation"}
_RESOLUTIONS = {"country": 1, "admin1": 2, "city": 4, "venue": 5}  # PLOVER counts from country to exact
_WHOLE = re.compile(r"\d{1,9}", re.ASCII)

EVENTS = Table(
    name="events",
    file="events.jsonl",
    header=False,
    missing="",
    columns=(
        ("id", "id of the event"),
        ("has_event", "true: sentences without event are not written"),
        ("date", "first day of the event where both ends are known, else the day counted on"),
        ("enddate", "last day, where it is another one"),
        ("actor", "list of entities, empty where nobody is told; those who met without a host are all here"),
        ("recipient", "list of entities"),
        ("event", "list of one PLOVER type"),
        ("event_loc", "place: resolved_place, geonameid, lat, lon, city, province, country_code, resolution"),
        ("event_text", "the clause that tells it"),
        ("quad_code", "quad class, 1 to 4"),
        ("event_scale", "PLOVER's score of type and mode, not a Goldstein value"),
        ("mode", "PLOVER mode, then the auxiliary mode where the event is not one that occurred"),
        ("context", "PLOVER contexts of the event"),
        ("size", "dead, injured, arrested: whole numbers, or the words where they are none"),
        ("link", "id of the event it is part of: a meeting's visit, a strike's campaign"),
        ("text", "with --with-text the article's text, else absent"),
        ("text_info", "start and end of event_text in the article, sequence: number of its sentence"),
        ("cite_info", "citation, url, title, language, publication, coder, codebook, version (the run)"),
        ("coder", "dragoman"),
        ("comment", "status and basis in words, with who asserts it"),
    ),
)
LAYOUT = Layout(
    name="plover",
    title="PLOVER JSON: one object a line, fields of the PLOVER manual; what is not known is left out",
    rows="one a telling; several actors or recipients stay a list",
    tables=(EVENTS,),
    rules=(
        "Required are id, date, actor and event; an event without a day, or that nobody takes part in, stays out.",
        "An entity has code (ISO alpha-3, IGO, UNO, EUR), sector (list), entity_text (the name), identifier_id and "
        "identifier_text (our id, where a table knows it) and office.",
        "Copies of another article stay out unless included by name.",
        "A planned meeting, visit, support, cooperation or aid is AGREE, a planned retreat CONCEDE.",
        "time, endtime, coded_date and coded_time are never written: no clock goes into an export.",
        "Text is written as it is: JSON escapes what needs it. Do not paste it into a spreadsheet.",
    ),
    lost=(
        "basis as a field: alleged events stay out unless included by name; then only the comment says so",
        "that tellings of several articles are one happening",
        "statements, figures but losses, findings; whether a REQUEST is an appeal or a demand",
        "CAMEO code and Goldstein values; review",
    ),
)


def lines(told: Iterable[Telling], *, with_text: bool = False) -> Iterator[bytes]:
    """The objects, one a line."""
    encoder = msgspec.json.Encoder()
    for telling in told:
        yield encoder.encode(event_fields(telling, with_text=with_text)) + b"\n"


def event_fields(telling: Telling, *, with_text: bool = False) -> Fields:
    """One event."""
    event, article = telling.event, telling.article
    return _known(
        {
            "id": event.id,
            "has_event": True,
            **_days(telling),
            "actor": [_entity(who) for who in event.actors],
            "recipient": [_entity(who) for who in event.recipients],
            "event": [event.type],
            "event_loc": _place(event.place),
            "event_text": event.text,
            "quad_code": event.quad,
            "event_scale": event.plover_score,
            "mode": _modes(telling),
            "context": list(event.contexts),
            "size": {name: _size(getattr(event, name)) for name in ("dead", "injured", "arrested")},
            "link": event.part_of,
            "text": article.text if with_text else None,
            "text_info": {"sequence": telling.sentence, "start": event.start, "end": event.end},
            "cite_info": _citation(event, article),
            "coder": "dragoman",
            "comment": _comment(telling),
        },
        required=("actor",),
    )


def _days(telling: Telling) -> Fields:
    when = telling.event.when
    if telling.is_intent or when.earliest is None or when.latest is None:
        return {"date": telling.day.isoformat()}
    last = None if when.is_day else when.latest.isoformat()
    return {"date": when.earliest.isoformat(), "enddate": last}


def _entity(who: Participant) -> Fields:
    known = not who.id.startswith("described-")
    return _known(
        {
            "code": plover_country(who),
            "sector": list(who.sectors),
            "entity_text": who.name,
            "identifier_id": who.id if known else None,
            "identifier_text": "dragoman" if known else None,
            "office": who.office,
        }
    )


def _place(place: Place | None) -> Fields | None:
    if place is None:
        return None
    return {
        "resolved_place": place.name,
        "geonameid": place.geonames,
        "lat": place.lat,
        "lon": place.lon,
        "city": place.name if place.precision == "city" else None,
        "province": place.name if place.precision == "admin1" else place.admin1,
        "country_code": place.country,
        "resolution": _RESOLUTIONS.get(place.precision),
    }


def _modes(telling: Telling) -> list[str]:
    auxiliary = None if telling.is_intent else AUXILIARY.get(telling.status)
    return [mode for mode in (telling.event.mode, auxiliary) if mode]


def _size(words: str | None) -> int | str | None:
    return int(words) if words and _WHOLE.fullmatch(words) else words


def _citation(event: Event, article: Article) -> Fields:
    return {
        "citation": article.id,
        "url": article.url,
        "title": article.title,
        "language": article.language,
        "publication": article.publisher,
        "coder": "dragoman",
        "codebook": "PLOVER",
        "version": event.run,
    }


def _comment(telling: Telling) -> str | None:
    event = telling.event
    parts = [] if telling.status == "occurred" else [telling.status]
    if event.basis != "plain":
        parts.append(event.basis + (f" by {event.asserted_by}" if event.asserted_by else ""))
    return ", ".join(parts) or None


def _known(fields: Fields, *, required: tuple[str, ...] = ()) -> Fields:
    """What is known, at every depth: PLOVER leaves out what it does not know."""
    found = {}
    for name, value in fields.items():
        inner = _known(value) if isinstance(value, dict) else value
        if name in required or inner not in (None, "", [], {}):
            found[name] = inner
    return found
