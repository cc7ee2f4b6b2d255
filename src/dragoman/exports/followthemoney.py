"""followthemoney entities: articles, events, who takes part, the offices they held, and who is named where.

Only who a table knows becomes a person or an organisation; whoever an article describes stays a ``Mention`` with the
words, so that a cross-reference is not fed with "officials" and "villagers".
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from dragoman.codes.parties import is_party, party
from dragoman.entities.offices import Offices
from dragoman.exports.actors import actor_name, home
from dragoman.exports.ftm_entities import (
    entity,
    entity_id,
    interval,
    iso2,
    occupancy_entity,
    person_entity,
    person_id,
    position_entity,
)  # fmt: skip
from dragoman.exports.layout import Layout, Table
from dragoman.exports.selection import Telling
from dragoman.partial_date import PartialDate
from dragoman.records import Article, Participant

Entity = dict[str, Any]

_ORGANISATIONS = frozenset({"state", "organisation", "armed_group", "party", "company", "media"})
_LANGUAGES = {"en": "eng", "fr": "fra", "de": "deu", "es": "spa", "ar": "ara", "ru": "rus", "zh": "zho", "ur": "urd"}

ENTITIES = Table(
    name="entities",
    file="entities.ftm.json",
    header=False,
    missing="",
    columns=(
        ("Article", "title, publishedAt, author, publisher, sourceUrl, fileName (the source)"),
        ("Event", "one a happening: name (type, mode, parties), date or startDate and endDate, involved, location, "
                  "country, summary (the clauses), keywords (type, mode, CAMEO, contexts), recordId, proof, notes"),
        ("Person", "people whom the tables know and who take part: name, country, wikidataId, position"),
        ("Organization", "states, bodies, armed groups, parties, companies: name, country"),
        ("Position", "offices that such a person held on the day of an event: name, country"),
        ("Occupancy", "holder, post, startDate, endDate, status, publisher (the table's source)"),
        ("Mention", "who takes part, as the article names them: document, name, detectedSchema, resolved"),
    ),
)  # fmt: skip
LAYOUT = Layout(
    name="ftm",
    title="followthemoney: entities as JSON, one a line",
    rows="one an entity, each once; an event is a happening with all its tellings",
    tables=(ENTITIES,),
    rules=(
        "Ids are hashes of ours; a person whom Wikidata knows has that id, so that it merges with other data sets.",
        "A date that followthemoney cannot write (a week, a range) is startDate and endDate.",
        "Who a table does not know is only a Mention.",
        "Text is written as it is: JSON escapes what needs it.",
    ),
    lost=(
        "status and basis as fields: what is background, planned otherwise, hypothetical, denied or alleged stays out "
        "unless included by name; notes then say so",
        "who is actor and who recipient: both are involved; the name of the event keeps the order",
        "where the words stand in the article; the text, but with --with-text as bodyText",
        "statements, figures, findings; scores; run and review: they stand in the manifest",
    ),
)  # fmt: skip


def lines(happenings: Iterable[tuple[Telling, ...]], offices: Offices, *, with_text: bool = False) -> Iterator[bytes]:
    """The entities, one a line; whatever an entity names has come before it."""
    encoder = msgspec.json.Encoder(order="sorted")
    written: set[str] = set()
    for told in happenings:
        for one in _entities(told, offices, with_text=with_text):
            if one["id"] not in written:
                written.add(one["id"])
                yield encoder.encode(one) + b"\n"


def _entities(told: tuple[Telling, ...], offices: Offices, *, with_text: bool) -> Iterator[Entity]:
    for telling in told:
        yield _article(telling.article, with_text=with_text)
        for who in (*telling.event.actors, *telling.event.recipients):
            yield from _participant(who, telling, offices)
    yield _event(told)


def _article(article: Article, *, with_text: bool) -> Entity:
    return entity(
        entity_id(article.id), "Article", title=article.title, fileName=article.source, author=article.byline,
        publisher=article.publisher, sourceUrl=_page(article.url), language=_LANGUAGES.get(article.language),
        publishedAt=article.published.isoformat() if article.published else None,
        bodyText=article.text if with_text else None,
    )  # fmt: skip


def _page(url: str | None) -> str | None:
    """An address that a program may make a link of; ``None``: ``javascript:`` and its like."""
    return url if url and re.match(r"https?://[^\s<>\"']+$", url, re.IGNORECASE) else None


def _participant(who: Participant, telling: Telling, offices: Offices) -> Iterator[Entity]:
    known_id, schema = _known_as(who)
    if known_id and schema == "Person":
        yield from _person(known_id, who, telling, offices)
    elif known_id:
        yield entity(known_id, "Organization", name=actor_name(who), country=iso2(home(who)))
    acts_for = _party(who)
    if acts_for:
        yield acts_for
    if who.start is not None:
        words = " ".join(telling.article.text[who.start : who.end].split())
        yield entity(
            entity_id("mention", telling.article.id, str(who.start), str(who.end)), "Mention",
            document=entity_id(telling.article.id), name=words, detectedSchema=schema, resolved=known_id,
            contextCountry=iso2(home(who)),
        )  # fmt: skip


def _person(known_id: str, who: Participant, telling: Telling, offices: Offices) -> Iterator[Entity]:
    known = offices.person(who.id)
    if known is None:
        yield entity(known_id, "Person", name=who.name, country=iso2(home(who)), position=who.office)
        return
    yield person_entity(known)
    for stay in offices.held_by(who.id, PartialDate.day(telling.day)):
        yield position_entity(offices.by_id(stay.office))
        yield occupancy_entity(stay)


def _known_as(who: Participant) -> tuple[str | None, str | None]:
    """Id and schema; no id for who is only described."""
    schema = "Person" if who.kind == "person" else "Organization" if who.kind in _ORGANISATIONS else None
    if schema is None or who.id.startswith("described-"):
        return None, schema
    return (person_id(who.id) if schema == "Person" else entity_id("party", who.id)), schema


def _party(who: Participant) -> Entity | None:
    if not who.party or not is_party(who.party):
        return None
    known = party(who.party)
    return entity(entity_id("party", known.code), "Organization", name=known.name, country=iso2(known.country))


def _event(told: tuple[Telling, ...]) -> Entity:
    first = told[0]
    event, place = first.event, first.event.place
    people = [who for telling in told for who in (*telling.event.actors, *telling.event.recipients)]
    involved = [_known_as(who)[0] for who in people]
    involved += [entity_id("party", who.party) for who in people if who.party and is_party(who.party)]
    kind = " ".join(part for part in (event.type, event.mode) if part)
    return entity(
        entity_id("event", first.happening, "intent" if first.is_intent else ""), "Event", name=_name(first, kind),
        **interval(PartialDate.day(first.day) if first.is_intent or not event.when else event.when),
        involved=tuple(dict.fromkeys(one for one in involved if one)), location=place.name if place else None,
        country=iso2(place.country) if place else None,
        summary=tuple(dict.fromkeys(" ".join(telling.event.text.split()) for telling in told)),
        keywords=tuple(word for word in (event.type, event.mode, f"CAMEO {first.cameo}", *event.contexts) if word),
        recordId=tuple(telling.event.id for telling in told), proof=_proofs(told), notes=_notes(told),
        publisher=tuple(dict.fromkeys(telling.article.publisher for telling in told if telling.article.publisher)),
        sourceUrl=tuple(dict.fromkeys(url for telling in told if (url := _page(telling.article.url)))),
    )  # fmt: skip


def _proofs(told: tuple[Telling, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entity_id(telling.article.id) for telling in told))


def _name(first: Telling, kind: str) -> str:
    sides = [
        ", ".join(dict.fromkeys(who.party or actor_name(who) for who in side))
        for side in (first.event.actors, first.event.recipients)
    ]
    return f"{kind}: {' - '.join(side for side in sides if side)}"


def _notes(told: tuple[Telling, ...]) -> tuple[str, ...]:
    """What must not be read without: status and basis of the tellings, where they are not plain."""
    found = []
    for telling in told:
        parts = [] if telling.status == "occurred" else [telling.status]
        if telling.event.basis != "plain":
            asserter = f" by {telling.event.asserted_by}" if telling.event.asserted_by else ""
            parts.append(f"{telling.event.basis}{asserter}")
        if parts:
            found.append(f"{telling.article.publisher or telling.article.id}: {', '.join(parts)}")
    return tuple(dict.fromkeys(found))
