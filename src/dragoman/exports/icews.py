"""ICEWS: the event table of 20 columns, tab-separated with header, ``NA`` where nothing is known."""

from collections.abc import Iterable, Iterator

from dragoman.codes.cameo import cameo
from dragoman.exports.actors import actor_name, home, icews_country, icews_sectors
from dragoman.exports.layout import Cell, Layout, Table
from dragoman.exports.numbers import number_of
from dragoman.exports.pairs import MIRRORED, Pair, identity, is_reciprocal, pairs
from dragoman.exports.selection import Telling
from dragoman.records import Participant

Row = dict[str, Cell]

EVENTS = Table(
    name="events",
    file="events.tab",
    header=True,
    missing="NA",
    columns=(
        ("Event ID", "53-bit hash of the telling, the pair and the direction"),
        ("Event Date", "day counted on, YYYY-MM-DD; an intent has the day it was told"),
        ("Source Name", "name of the actor: the party's own where it acts itself"),
        ("Source Sectors", "ICEWS's broadest names for the sectors, joined with commas"),
        ("Source Country", "state of the actor, in ICEWS's spelling"),
        ("Event Text", "name of the CAMEO code"),
        ("CAMEO Code", "code of the event, else the one for its type and mode"),
        ("Intensity", "ICEWS's list of Goldstein values, by the code"),
        ("Target Name", "as Source Name, of the recipient"),
        ("Target Sectors", "as Source Sectors, of the recipient"),
        ("Target Country", "as Source Country, of the recipient"),
        ("Story ID", "53-bit hash of the article's id"),
        ("Sentence Number", "sentence that tells it, from 1; NA where nobody is named in it"),
        ("Publisher", "publisher"),
        ("City", "city of the place"),
        ("District", "NA: not coded"),
        ("Province", "first-level division of the place"),
        ("Country", "state of the place, in ICEWS's spelling"),
        ("Latitude", "latitude of the place"),
        ("Longitude", "longitude of the place"),
    ),
)
LAYOUT = Layout(
    name="icews",
    title="ICEWS events: 20 columns, tab-separated, with header",
    rows="one a telling and pair of parties; a meeting has two, one in each direction",
    tables=(EVENTS,),
    rules=(
        "Meetings, calls, negotiations and signings (040, 041, 044, 046, 057) stand in both directions; a visit made "
        "(042) stands beside the same visit hosted (043); so does whatever both sides did to each other. Count a pair "
        "without direction on one of the two.",
        "Copies of another article stay out unless included by name.",
        "A planned meeting, visit, support, cooperation or aid is CAMEO 03x (intent), a planned retreat 035.",
        "Tabs, line ends and control characters become blanks, marks of writing direction go, quotation marks become "
        "apostrophes; text that a spreadsheet would run gets an apostrophe before it.",
    ),
    lost=(
        "status and basis: what is background, planned otherwise, hypothetical, denied or alleged stays out unless "
        "included by name, and then looks as if it had happened",
        "that tellings of several articles are one happening: each is a row",
        "the words, their place in the text, and who asserts them; the address of the article",
        "statements, figures, losses, findings",
        "alliances and bodies as parties: they are a name without country",
        "PLOVER type, mode, context and score; GDELT's Goldstein value",
        "offices; the date as an interval and how sharp it is",
        "run and review: they stand in the manifest",
    ),
)


def event_rows(told: Iterable[Telling]) -> Iterator[Row]:
    """The rows of the table."""
    for telling in told:
        for pair in pairs(telling.event):
            yield _row(telling, pair, telling.cameo)
            mirrored = MIRRORED.get(telling.cameo) or (telling.cameo if is_reciprocal(telling.event) else None)
            if mirrored and None not in pair:
                yield _row(telling, (pair[1], pair[0]), mirrored)


def _row(telling: Telling, pair: Pair, code: str) -> Row:
    named, article, place = cameo(code), telling.article, telling.event.place
    sides = (identity(who) if who else None for who in pair)
    return {
        "Event ID": number_of("icews", telling.event.id, code, *sides, pair[0].name if pair[0] else None),
        "Event Date": telling.day.isoformat(),
        **_side("Source", pair[0]),
        "Event Text": named.name,
        "CAMEO Code": named.code,
        "Intensity": named.goldstein_icews,
        **_side("Target", pair[1]),
        "Story ID": number_of("article", article.id),
        "Sentence Number": telling.sentence,
        "Publisher": article.publisher,
        "City": place.name if place and place.precision == "city" else None,
        "Province": (place.name if place.precision == "admin1" else place.admin1) if place else None,
        "Country": icews_country(place.country) if place else None,
        "Latitude": place.lat if place else None,
        "Longitude": place.lon if place else None,
    }


def _side(role: str, who: Participant | None) -> Row:
    if who is None:
        return {}
    return {
        f"{role} Name": actor_name(who),
        f"{role} Sectors": icews_sectors(who),
        f"{role} Country": icews_country(home(who)),
    }
