"""Stays in office as others write them: our own TSV or TOML, Wikidata's SPARQL answers, followthemoney's entities.

Everything is read into ``Holding``, with the words of the file; what they mean is for ``own_offices`` to say.
"""

import csv
import io
import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from dragoman.codes.states import State, state_by_code
from dragoman.errors import DateError, UnreadableInput, UsageError
from dragoman.partial_date import PartialDate
from dragoman.records import Record

COLUMNS = ("office", "title", "person", "wikidata", "country", "start", "end", "certainty", "source", "as_of")
NEEDED = ("office", "person")
# What queries call the three things that count; Wikidata's own tutorials use the first of each.
_PERSON = ("person", "item", "human", "holder", "politician", "officeholder")
_POSITION = ("position", "office", "post", "positionHeld")
_START, _END = ("start", "startTime", "start_time", "from", "p580"), ("end", "endTime", "end_time", "to", "p582")
_COUNTRY = ("country", "jurisdiction", "of")
_ITEM = re.compile(r"Q\d+$")
_PARTS_OF_PRECISION = {"9": 1, "10": 2, "11": 3}  # wikibase:timePrecision: year, month, day


class Holding(Record, frozen=True, kw_only=True):
    """One stay in one office, as a file tells it."""

    office: str  # our id ("PAK:foreign_minister"), or what it is called ("Foreign Minister of Pakistan")
    person: str  # a name
    start: str = ""  # as ``PartialDate`` reads it; "": not told
    end: str = ""  # "": not told, or still in office
    of: str = ""  # whose office it is, where the file says so apart from its name
    title: str = ""  # what the office is called, where that is not ``office``
    country: str = ""  # id of the state that the person is from; "": that of the office
    wikidata: str = ""  # the person's item
    certainty: str = ""  # only in our own export; not read back
    source: str = ""
    as_of: str = ""  # the day up to which an open stay is vouched for; "": not told
    place: str = ""  # the line or entity of the file


def read_holdings(path: Path) -> tuple[Holding, ...]:
    """Everything a file tells; its form is known by its content.

    Raises:
        UsageError: the file cannot be read.
        UnreadableInput: it is none of the forms, or a row of it is broken.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            "the file cannot be read", values=f"{path}: {error}", remedy="Give a text file in UTF-8"
        ) from error
    found = tuple(_parsed(text, path))
    for holding in found:
        _check(holding, path)
    return found


def _parsed(text: str, path: Path) -> Iterable[Holding]:
    if path.suffix == ".toml":
        return _from_toml(text, path)
    if text.lstrip()[:1] in ("{", "["):
        values = _json_values(text, path)
        bindings = values[0].get("results", {}).get("bindings") if len(values) == 1 else None
        return _from_bindings(bindings, path) if bindings is not None else _from_entities(values, path)
    return _from_tsv(text, path)


def _check(holding: Holding, path: Path) -> None:
    try:
        for date in (holding.start, holding.end, holding.as_of):
            PartialDate.parse(date or "unknown")
    except DateError as error:
        raise UnreadableInput(str(error), values=f"{path} {holding.place}") from error
    missing = [name for name in NEEDED if not getattr(holding, name)]
    if missing:
        raise UnreadableInput(
            "a row lacks what it needs", values=f"{path} {holding.place}: {', '.join(missing)}", remedy="Fill it in"
        )


# --- our own forms -------------------------------------------------------------------------------------------


def _from_tsv(text: str, path: Path) -> Iterator[Holding]:
    rows = csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)
    unknown = sorted(set(rows.fieldnames or ()) - set(COLUMNS))
    if unknown or not set(NEEDED) <= set(rows.fieldnames or ()):
        raise UnreadableInput(
            "not a table of offices", values=f"{path}: {', '.join(unknown) or 'columns are missing'}",
            remedy=f"Give a first line with {', '.join(NEEDED)} and any of {', '.join(COLUMNS)}",
        )  # fmt: skip
    for number, row in enumerate(rows, 2):
        if None in row or None in row.values():
            raise UnreadableInput("a row does not fit the first line", values=f"{path} line {number}")
        yield Holding(**{name: value.strip() for name, value in row.items()}, place=f"line {number}")


def _from_toml(text: str, path: Path) -> Iterator[Holding]:
    try:
        tables = tomllib.loads(text).get("held", [])
        for number, table in enumerate(tables, 1):
            yield Holding(**{name: str(value) for name, value in table.items()}, place=f"[[held]] {number}")
    except (tomllib.TOMLDecodeError, TypeError, AttributeError) as error:
        raise UnreadableInput(
            "not a table of offices", values=f"{path}: {error}",
            remedy=f"Write [[held]] tables with {', '.join(NEEDED)} and any of {', '.join(COLUMNS)}",
        ) from error  # fmt: skip


def tsv_lines(holdings: Iterable[Holding]) -> Iterator[str]:
    """Our own table, sorted, with its first line."""
    yield "\t".join(COLUMNS)
    yield from sorted("\t".join(str(getattr(one, name)) for name in COLUMNS) for one in holdings)


# --- Wikidata ------------------------------------------------------------------------------------------------


def _json_values(text: str, path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON document or of JSON lines."""
    try:
        value = json.loads(text)
        values = value if isinstance(value, list) else [value]
    except json.JSONDecodeError:
        try:
            values = [json.loads(line) for line in text.splitlines() if line.strip()]
        except json.JSONDecodeError as error:
            raise UnreadableInput("not JSON", values=f"{path}: {error}", remedy="Give the file as it came") from error
    if not all(isinstance(value, dict) for value in values):
        raise UnreadableInput("not a list of objects", values=str(path), remedy="Give SPARQL JSON or entities")
    return values


def _from_bindings(bindings: Any, path: Path) -> Iterator[Holding]:
    """SPARQL JSON (W3C, "SPARQL 1.1 Query Results JSON Format") of a query for P39 with P580 and P582."""
    for number, binding in enumerate(bindings, 1):
        if not isinstance(binding, dict):
            raise UnreadableInput("not a binding", values=f"{path} binding {number}", remedy="Give the file as it came")
        person = _bound(binding, [f"{name}Label" for name in _PERSON])
        office = _bound(binding, [f"{name}Label" for name in _POSITION])
        country = _bound(binding, [f"{name}Label" for name in _COUNTRY])
        item = _ITEM.search(_bound(binding, _PERSON))
        yield Holding(
            person=person, office=office, of=country, wikidata=item[0] if item else "",
            start=_wikidata_date(binding, _START), end=_wikidata_date(binding, _END), source="wikidata",
            place=f"binding {number}",
        )  # fmt: skip


def _bound(binding: Mapping[str, Any], names: Iterable[str]) -> str:
    """The value of the first of the variables that is bound; an unknown value is a blank node and says nothing."""
    found = (binding[name] for name in names if name in binding)
    return next((str(one.get("value", "")) for one in found if one.get("type") != "bnode"), "")


def _wikidata_date(binding: Mapping[str, Any], names: tuple[str, ...]) -> str:
    """A time as sharp as Wikidata has it: without its precision the first of January is mostly a bare year."""
    text = _bound(binding, names)[:10]
    precision = _bound(binding, [f"{name}Precision" for name in names])
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return ""
    parts = _PARTS_OF_PRECISION.get(precision, 1 if text.endswith("-01-01") else 3)
    return "-".join(text.split("-")[:parts])


# --- followthemoney ------------------------------------------------------------------------------------------


def _from_entities(entities: list[dict[str, Any]], path: Path) -> Iterator[Holding]:
    """Occupancies with the positions and people they point to (followthemoney, schema ``Occupancy``)."""
    by_id = {str(entity.get("id", "")): entity for entity in entities}
    occupancies = [entity for entity in entities if entity.get("schema") == "Occupancy"]
    if not occupancies:
        raise UnreadableInput(
            "no stays in office", values=str(path),
            remedy="Give SPARQL JSON, followthemoney Occupancy entities with their Person and Position, or our TSV",
        )  # fmt: skip
    for entity in occupancies:
        holder, post = (_pointed_to(entity, name, by_id) for name in ("holder", "post"))
        state, home = (_state(_first(one, "country")) for one in (post, holder))
        yield Holding(
            person=_first(holder, "name") or str(holder.get("caption", "")),
            office=_first(post, "name") or str(post.get("caption", "")), of=state.name if state else "",
            country=home.id if home else "", wikidata=_first(holder, "wikidataId"),
            start=_first(entity, "startDate")[:10], end=_first(entity, "endDate")[:10],
            source=_first(entity, "publisher") or "followthemoney", as_of=_first(entity, "modifiedAt")[:10],
            place=str(entity.get("id", "")),
        )  # fmt: skip


def _pointed_to(entity: Mapping[str, Any], name: str, by_id: Mapping[str, dict[str, Any]]) -> Mapping[str, Any]:
    """The entity that a property names by its id, or holds itself (a nested export); {} where there is none."""
    values = entity.get("properties", {}).get(name) or [""]
    value = values[0] if isinstance(values, list) else values
    return value if isinstance(value, dict) else by_id.get(str(value), {})


def _state(code: str) -> State | None:
    return state_by_code("iso2", code.upper()) if code else None


def _first(entity: Mapping[str, Any], name: str) -> str:
    """The first value of a property; "" where it has none."""
    values = entity.get("properties", {}).get(name) or [""]
    return str(values[0] if isinstance(values, list) else values)
