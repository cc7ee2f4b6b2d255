"""POLECAT: the event table of 40 columns, tab-separated with header, lists joined with ``; ``, missing is ``None``."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from dragoman.exports.actors import actor_name, cow_code, plover_country
from dragoman.exports.layout import Cell, Layout, Table
from dragoman.exports.selection import Telling
from dragoman.records import Article, Participant, Place
from dragoman.store.open import Store

Row = dict[str, Cell]

MISSING = "None"
SEPARATOR = "; "
QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}


def _side_columns(role: str) -> tuple[tuple[str, str], ...]:
    return (
        (f"{role} Name", "names: the party's own where it acts itself"),
        (f"{role} Country", "PLOVER's code of the party: ISO alpha-3, IGO, UNO, EUR"),
        (f"{role} COW", "Correlates of War code of the state"),
        (f"Primary {role} Sector", "first sector of the first of them"),
        (f"{role} Sectors", "all their sectors"),
        (f"{role} Title", "offices on the day"),
        (f"{role} Name Raw", "as the article names them"),
        (f"Wikipedia {role} ID", "None: the tables have Wikidata, not Wikipedia"),
    )


EVENTS = Table(
    name="events",
    file="events.tsv",
    header=True,
    missing=MISSING,
    columns=(
        ("Event ID", "id of the event"),
        ("Event Date", "day counted on, YYYY-MM-DD; an intent has the day it was told"),
        ("Event Type", "PLOVER type"),
        ("Event Mode", "PLOVER mode; SUPPORT courtesy and REJECT deny are ours"),
        ("Intensity", "PLOVER's score of type and mode, not a Goldstein value"),
        ("Quad Code", "quad class in words"),
        ("Contexts", "PLOVER contexts of the event"),
        *_side_columns("Actor"),
        *_side_columns("Recipient"),
        ("Placename", "name of the place"),
        ("City", "name of the place where it is a city; of a venue its city"),
        ("District", "None: not coded"),
        ("Province", "first-level division of the place"),
        ("Country", "state of the place, ISO alpha-3"),
        ("Latitude", "latitude of the place"),
        ("Longitude", "longitude of the place"),
        ("GeoNames ID", "GeoNames id of the place"),
        ("Raw Placename", "None: the words are not kept apart from the name"),
        ("Feature Type", "None: not coded"),
        ("Source", "publisher"),
        ("Publication Date", "day of publication"),
        ("Story People", "people named in the article"),
        ("Story Organizations", "organisations, armed groups, parties, companies and media named in it"),
        ("Story Locations", "states and places named in it"),
        ("Language", "language of the article, ISO 639-1"),
        ("Version", "id of the run"),
    ),
)
LAYOUT = Layout(
    name="polecat",
    title="POLECAT events: 40 columns, tab-separated, with header",
    rows="one a telling; several actors or recipients stay a list in their cells, in the same order in each",
    tables=(EVENTS,),
    rules=(
        "A meeting is one row; where no host is told all who met are actors and there is no recipient, as in PLOVER.",
        "Copies of another article stay out unless included by name.",
        "A planned meeting, visit, support, cooperation or aid is AGREE, a planned retreat CONCEDE.",
        "Names that hold a semicolon get a comma instead, so that lists can be split.",
        "Tabs, line ends and control characters become blanks, marks of writing direction go, quotation marks become "
        "apostrophes; text that a spreadsheet would run gets an apostrophe before it.",
    ),
    lost=(
        "status and basis: what is background, planned otherwise, hypothetical, denied or alleged stays out unless "
        "included by name, and then looks as if it had happened",
        "that tellings of several articles are one happening: each is a row",
        "the words, their place in the text, and who asserts them; the address of the article",
        "statements, figures, losses, findings; whether a REQUEST is an appeal or a demand",
        "alliances and bodies as parties: PLOVER knows IGO, UNO and EUR; their names stand in the name",
        "CAMEO code and Goldstein values",
        "the date as an interval and how sharp it is; review",
    ),
)

_KINDS = {
    "Story People": ("person",),
    "Story Organizations": ("organisation", "armed_group", "party", "company", "media"),
    "Story Locations": ("state", "place"),
}


def event_rows(store: Store, told: Iterable[Telling]) -> Iterator[Row]:
    """The rows of the table; the names in a story are looked up in the record."""
    story: tuple[str, Row] = ("", {})
    for telling in told:
        if story[0] != telling.article.id:
            story = (telling.article.id, _story(store, telling.article))
        yield {**_event(telling), **story[1]}


def _event(telling: Telling) -> Row:
    event, article = telling.event, telling.article
    return {
        "Event ID": event.id,
        "Event Date": telling.day.isoformat(),
        "Event Type": event.type,
        "Event Mode": event.mode,
        "Intensity": event.plover_score,
        "Quad Code": QUADS[event.quad] if event.quad else None,
        "Contexts": _joined(event.contexts),
        **_side("Actor", event.actors, article),
        **_side("Recipient", event.recipients, article),
        **_place(event.place),
        "Source": article.publisher,
        "Publication Date": article.published.isoformat() if article.published else None,
        "Language": article.language,
        "Version": event.run,
    }


def _side(role: str, people: Sequence[Participant], article: Article) -> Row:
    if not people:
        return {}

    def each(value: Callable[[Participant], str | None]) -> str | None:
        found = [value(who) for who in people]
        return _joined([one or MISSING for one in found]) if any(found) else None

    sectors = dict.fromkeys(code for who in people for code in who.sectors)
    return {
        f"{role} Name": each(actor_name),
        f"{role} Country": each(plover_country),
        f"{role} COW": each(cow_code),
        f"Primary {role} Sector": people[0].sectors[0] if people[0].sectors else None,
        f"{role} Sectors": _joined(list(sectors)),
        f"{role} Title": each(lambda who: who.office),
        f"{role} Name Raw": each(lambda who: None if who.start is None else article.text[who.start : who.end]),
    }


def _place(place: Place | None) -> Row:
    if place is None:
        return {}
    return {
        "Placename": place.name,
        "City": place.name if place.precision == "city" else place.city,
        "Province": place.name if place.precision == "admin1" else place.admin1,
        "Country": place.country,
        "Latitude": place.lat,
        "Longitude": place.lon,
        "GeoNames ID": place.geonames,
    }


def _story(store: Store, article: Article) -> Row:
    found: dict[str, list[str]] = {column: [] for column in _KINDS}
    for row in store.query("SELECT name, kind FROM clusters WHERE article = ? ORDER BY ordinal", (article.id,)):
        for column, kinds in _KINDS.items():
            if row["kind"] in kinds:
                found[column].append(row["name"])
    return {column: _joined(list(dict.fromkeys(names))) for column, names in found.items()}


def _joined(values: Sequence[str]) -> str | None:
    return SEPARATOR.join(value.replace(";", ",") for value in values) or None
