"""What a telling is compared by: drawn from an event and its article once, and kept small."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal

import msgspec

from dragoman.compare.words import forms, hashed, number_of
from dragoman.partial_date import PartialDate, Precision
from dragoman.records import EventType, Status
from dragoman.store.open import Store

Kind = Literal["deed", "plan", "maybe"]
DateKind = Literal["told", "published", "recalled"]  # where the days come from

KINDS: dict[Status, Kind] = {
    "occurred": "deed", "background": "deed", "denied": "deed", "planned": "plan", "hypothetical": "maybe",
}  # fmt: skip
UNDATED_DAYS = 7  # news without a date happened in the week before it was published
# What is recalled or planned without a date is looked for among what was told of two months: further back, or ahead,
# the same parties have too many happenings of one type for words alone to choose.
OPEN_DAYS = 60
WIDEST_DAYS = 400  # a year and what hangs over its ends; "in the nineties" is compared with nothing
MOST_AROUND = 3
STORY_LETTERS = 600  # headline and lead: what the article is about
_BATCH = 400  # events read at a time; SQLite takes 999 values and more


class Side(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Who stands on one side: parties by code, or country where a person acts for none; people by id."""

    parties: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


class Telling(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What an event is compared by. Days are ordinals (1 is 1 January of the year 1)."""

    event: str
    article: str
    type: EventType
    kind: Kind
    mode: str | None
    actors: Side
    recipients: Side
    first: int
    last: int
    precision: Precision
    dated: DateKind
    published: int | None
    city: str | None  # folded name of a place sharper than a province
    country: str | None
    at: tuple[float, float] | None
    toll: tuple[str, ...]  # "dead 12"
    trigger: int
    words: tuple[int, ...]
    story: tuple[int, ...]
    around: tuple[str, ...]  # parties that the article names most, where this telling names one or none

    @property
    def parties(self) -> tuple[str, ...]:
        """Every party that takes part, sorted."""
        return tuple(sorted({*self.actors.parties, *self.recipients.parties}))

    @property
    def is_sharp(self) -> bool:
        """Whether it was told to be of one day."""
        return self.first == self.last and self.dated == "told" and self.precision == "day"


_EVENTS = """SELECT e.id, e.article, e.type, e.status, e.mode, e.text, e.trigger, e."when", e.counted_on, e.place,
    e.dead, e.injured, e.arrested, a.published, a.published_window, substr(a.text, 1, {letters}) AS lead
    FROM events e JOIN articles a ON a.id = e.article WHERE e.id IN ({marks})"""
_SIDES = """SELECT event, side, party, country, kind, id, name FROM participants WHERE event IN ({marks})
    ORDER BY event, side, ordinal"""

_AROUND = """SELECT e.article, coalesce(p.party, p.country) AS party, count(*) AS number FROM participants p
    JOIN events e ON e.id = p.event WHERE e.article IN ({marks}) AND coalesce(p.party, p.country) IS NOT NULL
    GROUP BY 1, 2 ORDER BY 1, 3 DESC, 2"""


def tellings(store: Store, events: Sequence[str]) -> Iterator[Telling]:
    """The tellings of events, by event id."""
    ordered = sorted(events)
    for start in range(0, len(ordered), _BATCH):
        batch = ordered[start : start + _BATCH]
        marks = ", ".join("?" * len(batch))
        sides: dict[tuple[str, str], list[dict[str, str | None]]] = {}
        for row in store.query(_SIDES.format(marks=marks), batch):
            sides.setdefault((row["event"], row["side"]), []).append(dict(row))
        rows = {row["id"]: dict(row) for row in store.query(_EVENTS.format(marks=marks, letters=STORY_LETTERS), batch)}
        articles = {row["article"]: row["lead"] for row in rows.values()}
        stories = {article: hashed(forms(lead)) for article, lead in articles.items()}
        around = _around(store, sorted(articles))
        for event in batch:
            if event in rows:
                article = rows[event]["article"]
                yield _telling(rows[event], sides, stories[article], around.get(article, ()))


def _around(store: Store, articles: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The parties that each article names most."""
    found: dict[str, tuple[str, ...]] = {}
    for row in store.query(_AROUND.format(marks=", ".join("?" * len(articles))), articles):
        named = found.get(row["article"], ())
        if len(named) < MOST_AROUND:
            found[row["article"]] = (*named, row["party"])
    return found


def _telling(
    row: dict[str, str],
    sides: dict[tuple[str, str], list[dict[str, str | None]]],
    story: tuple[int, ...],
    around: tuple[str, ...],
) -> Telling:
    published = date.fromisoformat(row["published"]).toordinal() if row["published"] else None
    actors, recipients = (sides.get((row["id"], side), []) for side in ("actors", "recipients"))
    first, last, precision, dated = _days(row, published)
    place = json.loads(row["place"]) if row["place"] else {}
    sharp = place.get("precision") in ("venue", "city")
    lat, lon = place.get("lat"), place.get("lon")
    names = {form for who in (*actors, *recipients) if who["kind"] != "person" for form in forms(who["name"] or "")}
    given = _side(actors), _side(recipients)
    trigger = next(forms(json.loads(row["trigger"])["text"]), "")
    return Telling(
        event=row["id"],
        article=row["article"],
        type=row["type"],  # type: ignore[arg-type]
        kind=KINDS[row["status"]],  # type: ignore[index]
        mode=row["mode"],
        actors=given[0],
        recipients=given[1],
        first=first,
        last=last,
        precision=precision,
        dated=dated,
        published=published,
        city=place["name"].casefold() if sharp else None,
        country=place.get("country"),
        at=(round(lat, 2), round(lon, 2)) if sharp and lat is not None and lon is not None else None,
        toll=tuple(f"{what} {row[what]}" for what in ("dead", "injured", "arrested") if row[what]),
        trigger=number_of(trigger),
        words=hashed(form for form in forms(row["text"]) if form not in names),
        story=story,
        around=around if len({*given[0].parties, *given[1].parties}) < 2 else (),
    )


def _side(people: Iterable[dict[str, str | None]]) -> Side:
    parties = {party for who in people if (party := who["party"] or who["country"])}
    persons = {who["id"] for who in people if who["kind"] == "person" and who["id"]}
    return Side(parties=tuple(sorted(parties)), people=tuple(sorted(persons)))


def _days(row: dict[str, str], published: int | None) -> tuple[int, int, Precision, DateKind]:
    """First and last day, how sharp they were told, and where they are from; 0 and 0: nothing to compare by."""
    when = msgspec.json.decode(row["when"], type=PartialDate)
    first = when.earliest or when.latest
    if first is not None:
        start, end = first.toordinal(), (when.latest or first).toordinal()
        return (start, end, when.precision, "told") if end - start < WIDEST_DAYS else (0, 0, "unknown", "told")
    if published is None:
        window = msgspec.json.decode(row["published_window"], type=PartialDate)
        known = window.earliest or window.latest
        if known is None or (window.width_days or 0) > OPEN_DAYS:
            return 0, 0, "unknown", "published"
        return known.toordinal() - UNDATED_DAYS, (window.latest or known).toordinal(), "unknown", "published"
    if KINDS[row["status"]] != "deed":  # type: ignore[index]
        return published, published + OPEN_DAYS, "unknown", "published"
    if row["status"] == "background":
        return max(1, published - OPEN_DAYS), published, "unknown", "recalled"
    return max(1, published - UNDATED_DAYS), published, "unknown", "published"


_encoder, _decoder = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(Telling)


def packed(telling: Telling) -> bytes:
    """A telling as bytes."""
    return _encoder.encode(telling)


def unpacked(data: bytes) -> Telling:
    """A telling from bytes."""
    return _decoder.decode(data)
