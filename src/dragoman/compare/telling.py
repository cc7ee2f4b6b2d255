"""What a telling is compared by: drawn from an event and its article once, and kept small."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple

import msgspec

from dragoman.compare.words import RARE, forms, hashed, names, number_of, weight
from dragoman.partial_date import PartialDate, Precision
from dragoman.records import Status
from dragoman.store.open import Store

Kind = Literal["deed", "plan", "maybe"]
DateKind = Literal["told", "published", "recalled"]  # where the days come from

KINDS: dict[Status, Kind] = {
    "occurred": "deed", "background": "deed", "denied": "deed", "planned": "plan", "hypothetical": "maybe",
}  # fmt: skip
_TITLES = frozenset(
    "president prime minister foreign defence defense deputy vice chief general colonel major admiral lieutenant "
    "secretary king queen prince princess sheikh emir ambassador envoy senator governor mayor spokesman spokeswoman "
    "spokesperson mr mrs ms dr sir lord lady chancellor premier speaker judge justice the of for and state affairs "
    "interior finance".split()
)
UNDATED_DAYS = 7  # news without a date happened in the week before it was published
# What is recalled or planned without a date is looked for among what was told of two months: further back, or ahead,
# the same parties have too many happenings of one type for words alone to choose.
OPEN_DAYS = 60
WIDEST_DAYS = 400  # a year and what hangs over its ends; "in the nineties" is compared with nothing
MOST_AROUND = 3
NAMES_LETTERS = 1_500  # names of towns and people stand also further down
STORY_LETTERS = 600  # headline and lead: what the article is about
_BATCH = 400  # events read at a time; SQLite takes 999 values and more


class Side(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Who stands on one side: parties by code, or country where a person acts for none; people by name."""

    parties: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


class Story(NamedTuple):
    """What the first lines of an article are about."""

    words: tuple[int, ...]
    names: tuple[int, ...]


class Telling(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What an event is compared by. Days are ordinals (1 is 1 January of the year 1)."""

    event: str
    article: str
    type: str
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
    names: tuple[int, ...]  # that the article's first lines hold
    around: tuple[str, ...]  # parties that the article names most, where this telling names one or none
    denied: bool = False  # it is said not to have happened

    @property
    def parties(self) -> tuple[str, ...]:
        """Every party that takes part, sorted."""
        return tuple(sorted({*self.actors.parties, *self.recipients.parties}))

    @property
    def is_sharp(self) -> bool:
        """Whether it was told to be of one day."""
        return self.first == self.last and self.dated == "told" and self.precision == "day"


_EVENTS = """SELECT e.id, e.article, e.type, e.status, e.mode, e.text, e.trigger, e."when", e.counted_on, e.place,
    e.dead, e.injured, e.arrested, a.published, a.published_window, substr(a.text, 1, {letters}) AS head
    FROM events e JOIN articles a ON a.id = e.article WHERE e.id IN ({marks})"""
_SIDES = """SELECT event, side, party, country, kind, id, name FROM participants WHERE event IN ({marks})
    ORDER BY event, side, ordinal"""

# By how often a report names them; then those that only its events have.
_MENTIONED = """SELECT c.article, json_extract(c.candidates, '$[0].party') AS party, count(*) AS number FROM clusters c
    JOIN mentions m ON m.article = c.article AND m.cluster = c.ordinal
    WHERE c.article IN ({marks}) AND json_extract(c.candidates, '$[0].party') IS NOT NULL
    GROUP BY 1, 2 ORDER BY 1, 3 DESC, 2"""
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
        rows = {row["id"]: dict(row) for row in store.query(_EVENTS.format(marks=marks, letters=NAMES_LETTERS), batch)}
        articles = {row["article"]: row["head"] for row in rows.values()}
        stories = {
            article: Story(hashed(forms(head[:STORY_LETTERS])), hashed(names(head)))
            for article, head in articles.items()
        }
        around = _around(store, sorted(articles))
        for event in batch:
            if event in rows:
                article = rows[event]["article"]
                yield _telling(rows[event], sides, stories[article], around.get(article, ()))


def _around(store: Store, articles: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The parties that each article names most."""
    found: dict[str, tuple[str, ...]] = {}
    marks = ", ".join("?" * len(articles))
    for row in (one for sql in (_MENTIONED, _AROUND) for one in store.query(sql.format(marks=marks), articles)):
        named = found.get(row["article"], ())
        if len(named) < MOST_AROUND and row["party"] not in named:
            found[row["article"]] = (*named, row["party"])
    return found


def _telling(
    row: dict[str, str],
    sides: dict[tuple[str, str], list[dict[str, str | None]]],
    story: Story,
    around: tuple[str, ...],
) -> Telling:
    published = date.fromisoformat(row["published"]).toordinal() if row["published"] else None
    actors, recipients = (sides.get((row["id"], side), []) for side in ("actors", "recipients"))
    first, last, precision, dated = _days(row, published)
    place = json.loads(row["place"]) if row["place"] else {}
    sharp = place.get("precision") in ("venue", "city")
    lat, lon = place.get("lat"), place.get("lon")
    sides_words = {
        form for who in (*actors, *recipients) if who["kind"] != "person" for form in forms(who["name"] or "")
    }
    given = _side(actors), _side(recipients)
    trigger = next(forms(json.loads(row["trigger"])["text"]), "")
    return Telling(
        event=row["id"],
        article=row["article"],
        type=row["type"],
        kind=KINDS[row["status"]],  # type: ignore[index]
        mode=row["mode"],
        actors=given[0],
        recipients=given[1],
        first=first,
        last=last,
        precision=precision,
        dated=dated,
        published=published,
        city=(place.get("city") or place["name"]).casefold() if sharp else None,
        country=place.get("country"),
        at=(round(lat, 2), round(lon, 2)) if sharp and lat is not None and lon is not None else None,
        toll=tuple(f"{what} {row[what]}" for what in ("dead", "injured", "arrested") if row[what]),
        trigger=number_of(trigger),
        words=hashed(form for form in forms(row["text"]) if form not in sides_words),
        story=story.words,
        names=story.names,
        around=around if len({*given[0].parties, *given[1].parties}) < 2 else (),
        denied=row["status"] == "denied",
    )


def _side(people: Iterable[dict[str, str | None]]) -> Side:
    parties = {party for who in people if (party := who["party"] or who["country"])}
    persons = {name for who in people if who["kind"] == "person" and (name := _name(who["name"] or ""))}
    return Side(parties=tuple(sorted(parties)), people=tuple(sorted(persons)))


def _name(printed: str) -> str:
    """The capitalised words of a person's name, folded; empty for "Soldiers" or "the envoy".

    One report says "Yusuf Raza Gilani", another "Prime Minister Gilani": whom no table knows has no id in common.
    """
    words = [word for word in re.findall(r"[^\W\d_]{2,}", printed) if word[0].isupper()]
    kept = [word.casefold() for word in words if word.casefold() not in _TITLES]
    if len(words) < 2 and weight(hashed(forms(printed))) < RARE:
        return ""
    return " ".join(kept)


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
