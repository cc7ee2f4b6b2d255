"""Places named in a text -> what and where they are, from the table ``places`` (drawn from GeoNames, CC BY 4.0).

The table has capitals, cities (over 100,000; smaller ones where wars and summits are), first-level divisions of
large states, countries, regions, seas, and venues that stand for a place ("NATO headquarters", "Camp David"). Of
namesakes the weightier is meant, unless the text points to another: by "Paris, Texas", or by the states it is about.
"""

import math
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Literal, Protocol, cast

import msgspec
from msgspec.structs import replace

from dragoman.codes.tables import read_table
from dragoman.entities.folding import fold
from dragoman.entities.lexicon import Lexicon, spellings
from dragoman.records import Place

Precision = Literal["venue", "city", "admin1", "country", "region"]

# What a name means before populations are compared: "Georgia" is first the country, "Miraflores" the palace.
_ORDER: dict[Precision, int] = {"venue": 0, "country": 1, "city": 2, "admin1": 2, "region": 3}
# A division is named less often than a city of its size: "New York" and "Washington" are first the cities (a third
# and a fourth of their states' people live there), "Ontario" is first the province (of California's city 60 times).
_DIVISION = -0.8
# A state the text is about is worth 16 times the population, so that "London" stays British in news about Canada
# (a ratio of 42 with the capital's double weight) and "Tripoli" becomes Lebanese in news about Lebanon alone (10).
_POINTED_TO = 1.2
_SMALLEST = 1000  # added to populations, which are 0 for venues


class PlaceEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the table."""

    name: str
    precision: Precision
    country: str | None
    admin1: str | None
    city: str | None  # of a venue: the city it lies in
    lat: float | None
    lon: float | None
    geonames: int | None
    weight: int  # population, doubled for capitals; 0 for venues and regions
    ambiguous: Literal["", "word", "name"]  # also an ordinary word; also a person's name
    aliases: tuple[str, ...]

    def as_place(self) -> Place:
        """The record type."""
        return Place(
            name=self.name,
            country=self.country,
            admin1=self.admin1,
            city=self.city if self.precision == "venue" else None,
            lat=self.lat,
            lon=self.lon,
            geonames=self.geonames,
            precision=self.precision,
        )


class PlaceMention(msgspec.Struct, frozen=True, kw_only=True):
    """A place named in a text."""

    start: int
    end: int
    text: str
    entry: PlaceEntry
    others: tuple[PlaceEntry, ...] = ()  # namesakes, likeliest first


class Places:
    """All places the table knows. Nothing told of them changes; one serves every thread."""

    def __init__(self, entries: Iterable[PlaceEntry]) -> None:
        self._entries = tuple(entries)
        self._by_name: dict[str, list[PlaceEntry]] = {}
        for entry in self._entries:
            for name in dict.fromkeys((entry.name, *entry.aliases)):
                self._by_name.setdefault(fold(name).casefold(), []).append(entry)

    @cached_property
    def _by_form(self) -> dict[str, list[PlaceEntry]]:
        """By spelling; made when a text is first searched, for the chain only asks for places by name."""
        found: dict[str, list[PlaceEntry]] = {}
        for entry in self._entries:
            for name in dict.fromkeys((entry.name, *entry.aliases)):
                for form in spellings(name, capitals=entry.ambiguous != "word"):
                    found.setdefault(form, []).append(entry)
        return found

    @cached_property
    def _lexicon(self) -> Lexicon:
        return Lexicon(self._by_form)

    @classmethod
    def load(cls, directory: Path | None = None) -> "Places":
        """Read the table ``places``.

        Args:
            directory: the folder it lies in; None: the package's own, read once per process.

        Raises:
            InstallationError: the table is missing or broken.
        """
        return _packaged() if directory is None else cls(_entries(directory))

    def find(self, text: str, countries: Collection[str] = ()) -> list[PlaceMention]:
        """Every place named in a text, in order; whole words, longest first.

        Args:
            text: any text.
            countries: ids of the states it is about, which decide between namesakes.
        """
        folded = fold(text)
        spans = list(self._lexicon.spans(folded))
        found = []
        for number, (start, end, form) in enumerate(spans):
            within: list[PlaceEntry] = []
            if number + 1 < len(spans) and folded[end : spans[number + 1][0]] == ", ":
                within = self._by_form[spans[number + 1][2]]
            ordered = _ordered(self._by_form[form], countries, within)
            first, *others = ordered
            found.append(PlaceMention(start=start, end=end, text=text[start:end], entry=first, others=tuple(others)))
        return found

    def by_name(self, name: str, countries: Collection[str] = ()) -> tuple[PlaceEntry, ...]:
        """The places with this name, likeliest first, upper and lower case alike; () when there is none."""
        return tuple(_ordered(self._by_name.get(fold(name).casefold(), ()), countries, ()))

    def country_of(self, name: str, countries: Collection[str] = ()) -> str | None:
        """The state a place lies in; None when the table has no such place."""
        place = self.resolve(name, countries)
        return place.country if place else None

    def located(self, place: Place, countries: Collection[str] = ()) -> Place:
        """The place with coordinates where the table knows it; its own name stays."""
        found = self.resolve(place.name, (place.country,) if place.country else countries)
        if found is None or (place.country and found.country != place.country):
            return place
        return replace(found, name=place.name)

    def resolve(self, name: str, countries: Collection[str] = ()) -> Place | None:
        """What a place name means: the likeliest; None when the table has no such place.

        Args:
            name: "Geneva", "the Kremlin", "Paris, Texas" (the part after the comma says where it lies).
            countries: ids of the states the text is about, which decide between namesakes.
        """
        for spoken in (name, name.removeprefix("the ").removeprefix("The ")):
            entries = self.by_name(spoken, countries)
            if entries:
                return entries[0].as_place()
        inner, comma, outer = name.rpartition(", ")
        if not comma:
            return None
        candidates = self._by_name.get(fold(inner).casefold(), ())
        ordered = _ordered(candidates, countries, self._by_name.get(fold(outer).casefold(), ()))
        return ordered[0].as_place() if ordered else None


HEADQUARTERS = " headquarters"  # what the place of a body's headquarters is called after the body


class Seated(Protocol):
    """A body as the tables have it: ``entities.names.Entry``."""

    @property
    def seat(self) -> str | None:
        """The city it sits in."""
        ...

    @property
    def country(self) -> str | None:
        """The state it belongs to."""
        ...


def at_seat(place: Place, bodies: Callable[[str], Sequence[Seated]], places: Places) -> Place:
    """The headquarters of a body, in the city that the tables have as its seat.

    Args:
        place: a venue that the table of places does not know.
        bodies: the bodies of a name, likeliest first.
        places: where the city is looked up.
    """
    if not place.name.endswith(HEADQUARTERS):
        return place
    body = next(iter(bodies(place.name.removesuffix(HEADQUARTERS))), None)
    city = places.resolve(body.seat, (body.country,) if body.country else ()) if body and body.seat else None
    if body is None or city is None:
        return place
    return replace(city, name=place.name, city=body.seat, geonames=None, precision="venue")


def _ordered(
    entries: Iterable[PlaceEntry], countries: Collection[str], within: Collection[PlaceEntry]
) -> list[PlaceEntry]:
    """Likeliest first: what lies ``within`` the place named after it, then by states pointed to and population."""

    def key(entry: PlaceEntry) -> tuple[bool, int, float, str]:
        said = any(_lies_in(entry, outer) for outer in within)
        weight = math.log10(entry.weight + _SMALLEST) + (_DIVISION if entry.precision == "admin1" else 0.0)
        weight += _POINTED_TO if entry.country in countries else 0.0
        return (not said, _ORDER[entry.precision], -weight, f"{entry.country} {entry.admin1}")

    return sorted(entries, key=key)


def _lies_in(inner: PlaceEntry, outer: PlaceEntry) -> bool:
    """Whether "inner, outer" can be read as a place and what it lies in."""
    if inner is outer or inner.country != outer.country or outer.country is None:
        return False
    if outer.precision == "country":
        return inner.precision != "country"
    return outer.precision == "admin1" and inner.admin1 == outer.admin1


@cache
def _packaged() -> Places:
    return Places(_entries(None))


def _entries(directory: Path | None) -> list[PlaceEntry]:
    return [_entry(row) for row in read_table("places", directory)]


def _entry(row: dict[str, str]) -> PlaceEntry:
    return PlaceEntry(
        name=row["name"],
        precision=cast(Precision, row["precision"]),
        country=row["country"] or None,
        admin1=row["admin1"] or None,
        city=row["city"] or None,
        lat=float(row["lat"]) if row["lat"] else None,
        lon=float(row["lon"]) if row["lon"] else None,
        geonames=int(row["geonames"]) if row["geonames"] else None,
        weight=int(row["population"]),
        ambiguous=cast(Literal["", "word", "name"], row["ambiguous"]),
        aliases=tuple(alias for alias in row["aliases"].split("|") if alias),
    )
