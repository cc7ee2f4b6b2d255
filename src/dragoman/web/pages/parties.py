"""Parties, pairs of them, people and offices."""

from functools import lru_cache
from typing import Any

import msgspec

from dragoman.codes.parties import is_party
from dragoman.entities.offices import Offices
from dragoman.entities.who import Answer, everybody, who
from dragoman.errors import UnknownName
from dragoman.exports.contract import DESCRIBED
from dragoman.partial_date import PartialDate
from dragoman.store.own_types import event_types
from dragoman.web.asking import Ask, code_of
from dragoman.web.asks import EventsAsked, StatementsAsked, choices_of
from dragoman.web.asks_counted import OfficesAsked, PartiesAsked
from dragoman.web.charts import chart
from dragoman.web.pages import across
from dragoman.web.queries import ledger, lines, parties
from dragoman.web.queries.slices import Fields, slice_of_all
from dragoman.web.refusals import NotThere, Refusal
from dragoman.web.render import Page

_SHOWN_PROMISES = 6
_DAYS_KEPT = 16  # whose office holders are kept; some 1,700 each
_SHOWN = 12  # lines of a kind on a page about somebody; the lists have all


def parties_page(ask: Ask) -> Page:
    """Every party of the record, those with most events that occurred first."""
    wanted = ask.to(PartiesAsked)
    rows = ask.desk.counted("parties", parties.count_parties)
    found = slice_of_all(parties.parties_asked(rows or [], wanted), wanted)
    data = {
        "asking": wanted.model_dump(), "rows": found.rows, "next": found.next, "counting": rows is None,
        "kinds": sorted({row["kind"] for row in rows or []}), "order": wanted.order,
    }  # fmt: skip
    return Page("parties.html", "Parties", data, "rows")


def party_page(ask: Ask) -> Page:
    """One party: what it did, whom it deals with, what it said of what, who held its offices."""
    code = parties.require_party(ask.store, code_of(ask.desk, ask.store, ask.path["party"]))
    wanted, said = EventsAsked(party=code, limit=_SHOWN), StatementsAsked(party=code, limit=_SHOWN)
    data = {
        "code": code, "name": parties.party_name(code), "kind": parties.party_kind(code),
        "events": lines.list_events(ask.store, wanted).rows,
        "statements": lines.list_statements(ask.store, said).rows,
        "counterparts": parties.counterparts(ask.store, code), "topics": parties.topics_of(ask.store, code),
        "speakers": parties.speakers_of(ask.store, code), "offices": offices_of(ask, code),
        "across": across.of_party(ask, code),
    }  # fmt: skip
    return Page("party.html", parties.party_name(code), data)


def pair_page(ask: Ask) -> Page:
    """What passed between two parties: by month, and line by line."""
    wanted = pair_asked(ask)
    one, other = str(wanted.party), str(wanted.other)
    found = lines.list_events(ask.store, wanted)
    series = parties.pair_series(ask.store, one, other, of_type=wanted.type)
    shown = [row for row in series if _kept(row, wanted)]
    everything = ask.given.get("all") in ("true", "1", "on")
    drawn = chart(shown, counted=not everything)
    data = {
        "codes": [one, other], "names": [parties.party_name(one), parties.party_name(other)],
        "asking": wanted.model_dump(), "rows": found.rows, "next": found.next, "everything": everything,
        "number": lines.number_of_events(ask.store, wanted), "series": shown,
        "counted": sum(row["number"] for row in shown if row["counted"]), "told": sum(row["number"] for row in shown),
        "chart": drawn._asdict() if drawn else None, "types": event_types(ask.store),
        "across": across.of_pair(ask, one, other),
    }  # fmt: skip
    return Page("pair.html", " and ".join(data["names"]), data, "rows")


def pair_asked(ask: Ask) -> EventsAsked:
    """The events between two parties that are asked for.

    Raises:
        NotThere: the record has no line of one of them.
        Refusal: both are the same.
    """
    one, other = (code_of(ask.desk, ask.store, ask.path[name]) for name in ("one", "other"))
    parties.require_pair(ask.store, one, other)
    return ask.to(EventsAsked).model_copy(update={"party": one, "other": other})


def _kept(row: Fields, wanted: EventsAsked) -> bool:
    asked_for = {"status": wanted.status, "basis": wanted.basis}
    return all(value is None or row[name] == value for name, value in asked_for.items())


def entity_page(ask: Ask) -> Page:
    """A person or a body by its id: what it did and said, whom it deals with, its offices; a party's id is its page."""
    identity = ask.path["entity"]
    if is_party(identity) and parties.is_in(ask.store, identity):
        return party_page(ask._replace(path={"party": identity}))
    known = [] if identity.startswith(DESCRIBED) else parties.entity_lines(ask.store, identity)
    offices, gazetteer = ask.desk.tables
    person, entry = offices.person(identity), gazetteer.get(identity)
    if not known and not person and not entry:
        raise NotThere(
            "the record has no line of this person or body", values=repr(identity[:80]), remedy="Search for the name"
        )
    stays = offices.held_by(identity) if person else ()
    rows = [
        {**_stay(offices, stay), "holder": person.name if person else identity}
        for stay in sorted(stays, key=lambda stay: stay.start.sort_key, reverse=True)
    ]
    name = person.name if person else entry.name if entry else known[0]["name"]
    data = {
        "id": identity, "name": name, "kind": "person" if person else entry.kind if entry else known[0]["kind"],
        "party": next((row["party"] for row in known if row["party"]), entry.party if entry else None),
        "known": known, "offices": rows, "bodies_offices": offices_of(ask, identity),
        "events": lines.list_events(ask.store, EventsAsked(person=identity, limit=_SHOWN)).rows,
        "statements": lines.list_statements(ask.store, StatementsAsked(person=identity, limit=_SHOWN)).rows,
        "counterparts": parties.counterparts_of(ask.store, identity),
        "topics": parties.topics_of(ask.store, identity, column="id"),
        "promises": ledger.open_promises_of(ask.store, identity, _SHOWN_PROMISES),
    }  # fmt: skip
    return Page("entity.html", name, data)


def person_page(ask: Ask) -> Page:
    """A person by id."""
    return entity_page(ask._replace(path={"entity": ask.path["person"]}))


def offices_page(ask: Ask) -> Page:
    """Who held which office on a date."""
    wanted = ask.to(OfficesAsked)
    found = slice_of_all(_holders(ask, wanted), wanted)
    data = {
        "asking": wanted.model_dump(), "question": wanted.q or "", "on": wanted.on or "", "rows": found.rows,
        "next": found.next, "orders": choices_of(OfficesAsked, "order"),
    }  # fmt: skip
    return Page("offices.html", "Offices", data, "rows")


def _holders(ask: Ask, wanted: OfficesAsked) -> list[Fields]:
    """The answers to a question, or whoever held any office on a day."""
    if not wanted.q and not wanted.on:
        return []
    (offices, gazetteer), day = ask.desk.tables, PartialDate.parse(wanted.on) if wanted.on else PartialDate()
    found = who(wanted.q, day, offices=offices, gazetteer=gazetteer) if wanted.q else _everybody(offices, day)
    rows = [msgspec.structs.asdict(one) for one in found]
    if wanted.order in ("holder", "office"):
        return sorted(rows, key=lambda row: str(row[wanted.order]).casefold())
    if wanted.order != "answer":  # what has no first day stands at the end
        rows.sort(key=lambda row: row["start"] or "", reverse=wanted.order == "newest")
        rows.sort(key=lambda row: row["start"] is None)
    return rows


@lru_cache(maxsize=_DAYS_KEPT)
def _everybody(offices: Offices, day: PartialDate) -> tuple[Answer, ...]:
    """Whoever held any office on a day, which takes a quarter of a second to look up."""
    return everybody(day, offices=offices)


def offices_of(ask: Ask, body: str) -> list[Fields]:
    """The offices of a state or body with their holders, the highest first."""
    offices = ask.desk.tables[0]
    found = sorted(offices.offices_of_body(body), key=lambda office: (office.rank, office.title))
    return [
        {
            "title": office.title, "role": office.role,
            "holders": [
                {**_stay(offices, stay), "person": stay.person, "holder": person.name if person else stay.person}
                for stay in offices.holders(office.id)[:60]
                for person in [offices.person(stay.person)]
            ],
        }
        for office in found[:80]
    ]  # fmt: skip


def _stay(offices: Any, stay: Any) -> Fields:
    try:
        title = offices.by_id(stay.office).title
    except UnknownName:
        title = stay.office
    return {
        "office": title, "start": str(stay.start) if stay.start else None, "end": str(stay.end) if stay.end else None,
        "certainty": stay.certainty, "source": stay.source, "as_of": stay.as_of.isoformat(),
    }  # fmt: skip


def line_page(ask: Ask) -> Page:
    """One event or statement alone, for whoever was sent its address."""
    name = ask.path["line"]
    if not name.startswith(("event-", "statement-")):
        raise Refusal("no such kind of line", values=repr(name[:60]), remedy="Lines are events and statements")
    line = lines.lines_called(ask.store, [name])[0]
    return Page("line.html", "Event" if line["line"] == "event" else "Statement", {"line": line})
