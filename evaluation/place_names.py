"""Places named in an article, each with the one that is meant: what the tables of places and towns can give.

What codes articles takes the place of an event only, and of namesakes the likeliest (``dragoman.places``).

A name counts where the tables of states and places know it or the reader takes it for a place, and never inside a
longer name of a person or an organisation ("Bank of Canada"). Towns of the table ``towns`` (over 5,000 people), many of
which are also words and family names, count only where the reader takes the name for a place. Of namesakes the one is
meant that the text points to: by the division or state named after it, by the states and divisions the text names, and
by population (Leidner, "Toponym Resolution in Text", 2007, gives the same kinds of evidence; the weights were set on
GeoVirus).
"""

import math
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from dragoman.entities.gazetteer import Gazetteer
from dragoman.places import PlaceEntry, Places
from dragoman.records import Reading, Record
from dragoman.towns import Towns

_NAMING = frozenset({"name", "official", "abbreviation", "historic"})  # uses of a state's name that name the place
_SMALLEST = 1000  # added to populations
# Bits of evidence, as powers of ten of population: a state that is named outweighs one 30 times as large, a division
# that is named or holds other places of the text one 100 times as large.
STATE_NAMED, STATE_TOLD, DIVISION_TOLD = 1.5, 1.0, 2.0
DIVISION_OVER_CITY = -0.8  # "New York" and "Washington" are first the cities
COUNTRY_OVER_CITY = 3.0  # "Mexico" is first the country, "Asia" the continent
SURE_OF_NAME = 0.5  # from which on the reader's word that a name is a person's or a body's holds against the tables


class Toponym(Record, frozen=True, kw_only=True):
    """A place named in a text."""

    start: int
    end: int
    text: str
    entry: PlaceEntry | None  # what is meant; None: no table has it


class _Span(Record, frozen=True, kw_only=True):
    """A name that may be a place's, with what it may mean."""

    start: int
    end: int
    text: str
    candidates: tuple[PlaceEntry, ...]


def find_toponyms(
    text: str, reading: Reading, *, gazetteer: Gazetteer, places: Places, towns: Towns | None = None
) -> tuple[Toponym, ...]:
    """Every place named in a text, in order.

    Args:
        text: the text.
        reading: what the model saw in it.
        gazetteer: names of states and bodies.
        places: the table of places.
        towns: smaller towns; None: none.
    """
    spans = list(_spans(text, reading, gazetteer, places, towns))
    states = _states(spans)
    first = [_meant(text, span, spans, told=Counter(states), divisions=Counter()) for span in spans]
    told = Counter(entry.country for entry in first if entry is not None)
    divisions: Counter[tuple[str | None, str | None]] = Counter(
        (entry.country, entry.admin1) for entry in first if entry is not None and entry.admin1
    )
    for entry in first:
        if entry is not None and entry.precision == "admin1":
            divisions[(entry.country, entry.name)] += 1
    return tuple(
        Toponym(start=span.start, end=span.end, text=span.text, entry=entry)
        for span in spans
        for entry in [_meant(text, span, spans, told=told, divisions=divisions, states=states)]
    )


def _states(spans: Sequence[_Span]) -> frozenset[str | None]:
    """The states named by names that mean nothing else: not "Georgia"."""
    alone = (span.candidates for span in spans if not any(one.precision == "admin1" for one in span.candidates))
    return frozenset(entry.country for entries in alone for entry in entries if entry.precision == "country")


def _meant(
    text: str,
    span: _Span,
    spans: Sequence[_Span],
    *,
    told: Counter[str | None],
    divisions: Counter[tuple[str | None, str | None]],
    states: Collection[str | None] = (),
) -> PlaceEntry | None:
    """The likeliest of the namesakes."""
    after = next((one for one in spans if one.start >= span.end), None)
    within = after.candidates if after is not None and text[span.end : after.start] in {", ", " (", ","} else ()
    most = max(told.values(), default=1)

    def weight(entry: PlaceEntry) -> tuple[bool, float, str]:
        said = any(_lies_in(entry, outer) for outer in within)
        points = math.log10(entry.weight + _SMALLEST)
        points += STATE_NAMED if entry.country in states else 0.0
        points += STATE_TOLD * told[entry.country] / most
        home = (entry.country, entry.name if entry.precision == "admin1" else entry.admin1)
        own = 1 if entry.admin1 or entry.precision == "admin1" else 0
        points += DIVISION_TOLD if divisions[home] > own else 0.0
        points += DIVISION_OVER_CITY if entry.precision == "admin1" else 0.0
        points += COUNTRY_OVER_CITY if entry.precision in {"country", "venue", "region"} else 0.0
        return (said, points, f"{entry.country} {entry.admin1} {entry.geonames}")

    outer = next((one for one in within if one.precision in {"admin1", "country"}), None)
    return max(span.candidates, key=weight, default=outer)  # "Adair County, Kentucky": somewhere in Kentucky


def _lies_in(inner: PlaceEntry, outer: PlaceEntry) -> bool:
    if inner.country != outer.country or outer.country is None or inner is outer:
        return False
    return outer.precision == "country" or (outer.precision == "admin1" and inner.admin1 == outer.name)


def _spans(text: str, reading: Reading, gazetteer: Gazetteer, places: Places, towns: Towns | None) -> Iterator[_Span]:
    """Names of places, in order, none overlapping another: the tables' and the reader's."""
    tagged = list(_tagged(reading))
    others = [
        (start, end) for start, end, kind, p in tagged if kind in {"person", "organisation"} and p >= SURE_OF_NAME
    ]
    found: dict[int, _Span] = {}
    for start, end, kind, _ in tagged:
        if kind == "place":
            name = text[start:end]
            entries = _called(name, gazetteer, places, towns)
            found[start] = _Span(start=start, end=end, text=name, candidates=entries)
    known = [(m.start, m.end, False) for m in gazetteer.find(text) if m.use in _NAMING and m.kind in {"state", "place"}]
    known += [(m.start, m.end, bool(m.entry.ambiguous)) for m in places.find(text)]
    taken = sorted((span.start, span.end) for span in found.values())
    for start, end, ambiguous in sorted(set(known), key=lambda one: (one[0], -one[1])):
        if any(start < e and s < end for s, e in taken):
            continue
        inside = any(s <= start and end <= e and (ambiguous or (s, e) != (start, end)) for s, e in others)
        if not inside and not ambiguous:
            entries = _called(text[start:end], gazetteer, places, None)
            found[start] = _Span(start=start, end=end, text=text[start:end], candidates=entries)
            taken.append((start, end))
    yield from (found[start] for start in sorted(found))


def _tagged(reading: Reading) -> Iterator[tuple[int, int, str, float]]:
    """The reader's names: (start, end, kind, probability), without an article or a comma at their ends."""
    for name in reading.names:
        tokens = reading.sentences[name.sentence].tokens[name.first : name.last + 1]
        while len(tokens) > 1 and tokens[0].upos in {"DET", "ADP", "PUNCT"}:
            tokens = tokens[1:]
        while len(tokens) > 1 and (tokens[-1].upos in {"PUNCT", "PART"} and tokens[-1].form != "."):
            tokens = tokens[:-1]
        yield tokens[0].start, tokens[-1].end, name.kind, name.probability


def _called(name: str, gazetteer: Gazetteer, places: Places, towns: Towns | None) -> tuple[PlaceEntry, ...]:
    """Everything the tables know under a name."""
    plain = name.removeprefix("the ").removeprefix("The ")
    found = dict.fromkeys(places.by_name(plain))
    if not found:
        for entry in gazetteer.by_name(plain):  # "U.S.", "Britain": the state under its usual name
            if entry.kind in {"state", "place"}:
                found.update(dict.fromkeys(one for one in places.by_name(entry.name) if one.precision == "country"))
    if towns is not None:
        found.update(dict.fromkeys(towns.called(plain)))
    return tuple(found)
