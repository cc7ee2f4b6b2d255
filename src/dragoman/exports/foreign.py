"""Event tables of others, read to be compared: who with whom, on which day. They bring no citations, so nothing of
them enters a record.

GDELT 2.0 (61 columns, or 58 in lists that drop ADM2), ICEWS (20) and POLECAT (40, or 39 without intensity), told apart
by header and width; plain, gzip or the first member of a zip file.
"""

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal, TextIO

from dragoman.codes.parties import is_party, parties
from dragoman.codes.states import state_by_code, states
from dragoman.errors import UnreadableInput, UsageError
from dragoman.exports import gdelt, polecat
from dragoman.exports.actors import icews_country
from dragoman.records import Record

Foreign = Literal["gdelt", "icews", "polecat"]

_WITHOUT_ADM2 = 58  # GDELT 1.0's width, which many lists of 2.0's columns have
_SHOWN = 60  # characters of a line that is not understood


class ForeignEvent(Record, frozen=True):
    """A row of another data set, as far as it can be compared."""

    day: date
    actors: tuple[str, ...]  # codes of parties that our tables know
    recipients: tuple[str, ...]
    code: str  # CAMEO code, or PLOVER type
    key: str | None = None  # rows that share it are one event seen from both sides; None: the layout has no such rows


def read_foreign(path: Path) -> Iterator[ForeignEvent | None]:
    """The rows of a table, ``None`` for one without a day or of another width.

    Raises:
        UsageError: there is no such file.
        UnreadableInput: it is none of the layouts, or damaged.
    """
    try:
        with _opened(path) as stream:
            yield from _rows(stream, path)
    except (zipfile.BadZipFile, gzip.BadGzipFile, EOFError, zlib.error, IndexError) as error:
        raise UnreadableInput(
            "the table is damaged", values=f"{path}: {error}", remedy="Fetch it again, or unpack it first"
        ) from error


def _rows(stream: TextIO, path: Path) -> Iterator[ForeignEvent | None]:
    rows = (line.rstrip("\r\n").split("\t") for line in stream)  # these tables know no quoting
    first = next(rows, [])
    layout, columns = _layout(first, path)
    if layout == "gdelt":
        yield _event(layout, dict(zip(columns, first, strict=True)))
    for row in rows:
        if row != [""]:
            yield _event(layout, dict(zip(columns, row, strict=True))) if len(row) == len(columns) else None


def _layout(first: Sequence[str], path: Path) -> tuple[Foreign, Sequence[str]]:
    names = set(first)
    if {f"{side} {part}" for side in ("Source", "Target") for part in ("Name", "Country")} | {"Event Date"} <= names:
        return "icews", first
    needed = {f"{side} {part}" for side in ("Actor", "Recipient") for part in ("Name", "Country")}
    if needed | {"Event Date", "Event Type"} <= names:
        return "polecat", first
    columns = gdelt.EVENTS.names
    if len(first) == len(columns):
        return "gdelt", columns
    if len(first) == _WITHOUT_ADM2:
        return "gdelt", tuple(name for name in columns if not name.endswith("_ADM2Code"))
    raise UnreadableInput(
        "not an event table of GDELT, ICEWS or POLECAT",
        values=f"{path}: {len(first)} columns, {' | '.join(first)[:_SHOWN]!r}",
        remedy=f"Give {len(columns)} tab-separated columns of GDELT, or a header of ICEWS or POLECAT",
    )


def _event(layout: Foreign, row: dict[str, str]) -> ForeignEvent | None:
    day = _day(row.get("SQLDATE") or row.get("Event Date") or "")
    if day is None:
        return None
    if layout == "gdelt":
        sides = [_gdelt_party(row[f"Actor{n}Code"], row[f"Actor{n}CountryCode"]) for n in (1, 2)]
        return ForeignEvent(day=day, actors=sides[0], recipients=sides[1], code=row["EventCode"])
    if layout == "icews":
        named = [_icews_party(row[f"{side} Name"], row[f"{side} Country"]) for side in ("Source", "Target")]
        # A meeting has two rows, one in each direction: story, sentence and the unordered pair tell that they are one.
        pair = "/".join(sorted((row["Source Name"], row["Target Name"])))
        key = "|".join((row.get("Story ID", ""), row.get("Sentence Number", ""), row.get("CAMEO Code", "")[:2], pair))
        return ForeignEvent(day=day, actors=named[0], recipients=named[1], code=row.get("CAMEO Code", ""), key=key)
    listed = [_polecat_parties(row[f"{side} Country"], row[f"{side} Name"]) for side in ("Actor", "Recipient")]
    return ForeignEvent(day=day, actors=listed[0], recipients=listed[1], code=row["Event Type"])


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _gdelt_party(code: str, country: str) -> tuple[str, ...]:
    known = _bodies_by_cameo().get(code)
    if known:
        return (known,)
    found = state_by_code("cameo", country) if country else None
    return (found.id,) if found else ()


def _icews_party(name: str, country: str) -> tuple[str, ...]:
    known = _states_by_name().get(country) or _bodies_by_name().get(name.casefold())
    return (known,) if known else ()


def _polecat_parties(countries: str, names: str) -> tuple[str, ...]:
    bodies = [_bodies_by_name().get(name.strip().casefold()) for name in names.split(polecat.SEPARATOR)]
    own = [code.strip() for code in countries.split(polecat.SEPARATOR)]
    return tuple(dict.fromkeys(code for code in (*bodies, *own) if code and is_party(code)))


@cache
def _bodies_by_cameo() -> dict[str, str]:
    """Bodies and groups whose CAMEO code is theirs alone."""
    codes = [one.cameo for one in parties()]
    return {one.cameo: one.code for one in parties() if codes.count(one.cameo) == 1 and one.country is None}


@cache
def _bodies_by_name() -> dict[str, str]:
    return {one.name.casefold(): one.code for one in parties() if one.country is None}


@cache
def _states_by_name() -> dict[str, str]:
    named = {icews_country(one.id) or one.name: one.id for one in states() if not one.end}
    return {**{one.name: one.id for one in states() if not one.end}, **named}


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    if not path.is_file():
        raise UsageError("there is no such file", values=str(path), remedy="Name an event table")
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive, archive.open(archive.namelist()[0]) as member:
            yield io.TextIOWrapper(member, encoding="utf-8", errors="replace", newline="\n")
    elif path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8", errors="replace", newline="\n") as stream:
            yield stream
    else:
        with path.open(encoding="utf-8", errors="replace", newline="\n") as stream:
            yield stream
