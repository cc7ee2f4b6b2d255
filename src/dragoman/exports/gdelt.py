"""GDELT 2.0: the event table (61 columns) and the mentions table (16), tab-separated without header.

Column names are those of GDELT's BigQuery schema; the codebook is "The GDELT Event Database Data Format Codebook V2.0".
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Literal

from dragoman.codes.cameo import cameo
from dragoman.codes.states import is_state, state
from dragoman.exports.actors import fips_code, gdelt_actor
from dragoman.exports.layout import Cell, Layout, Table
from dragoman.exports.numbers import number_of
from dragoman.exports.pairs import Pair, identity, pairs
from dragoman.exports.selection import Telling
from dragoman.records import Article, Participant, Place

Row = dict[str, Cell]
Part = Literal["events", "mentions"]


def _actor_columns(number: int, side: str) -> tuple[tuple[str, str], ...]:
    return (
        (f"Actor{number}Code", f"CAMEO code of the {side}'s party (parties.tsv), then its types from the sectors"),
        (f"Actor{number}Name", "name in capitals: the party's own where it acts itself"),
        (f"Actor{number}CountryCode", "the CAMEO country or region in the code"),
        (f"Actor{number}KnownGroupCode", "the known group in the code"),
        (f"Actor{number}EthnicCode", "empty: not coded"),
        (f"Actor{number}Religion1Code", "the religion in the code"),
        (f"Actor{number}Religion2Code", "empty: not coded"),
        *((f"Actor{number}Type{place}Code", f"type {place} in the code") for place in (1, 2, 3)),
    )


def _geo_columns(prefix: str, empty: str = "") -> tuple[tuple[str, str], ...]:
    sources = {
        "Type": "1 country, 2 US state, 3 US city, 4 city elsewhere, 5 division elsewhere, 0 none",
        "FullName": "place, division, country",
        "CountryCode": "FIPS 10-4 (states.tsv)",
        "ADM1Code": "of a country its FIPS code; else empty: divisions are known by name only",
        "ADM2Code": "empty: not coded",
        "Lat": "latitude of the place",
        "Long": "longitude of the place",
        "FeatureID": "of a country its FIPS code; else empty: our ids are GeoNames', not GNS",
    }
    return tuple(
        (f"{prefix}_{name}", ("0: " if name == "Type" else "empty: ") + empty if empty else source)
        for name, source in sources.items()
    )


EVENTS = Table(
    name="events",
    file="events.export.CSV",
    header=False,
    missing="",
    columns=(
        ("GLOBALEVENTID", "53-bit hash of the happening and the pair of parties"),
        ("SQLDATE", "day counted on, YYYYMMDD; an intent has the day it was told"),
        ("MonthYear", "of SQLDATE"),
        ("Year", "of SQLDATE"),
        ("FractionDate", "year + (month * 30 + day) / 365"),
        *_actor_columns(1, "actor"),
        *_actor_columns(2, "recipient"),
        ("IsRootEvent", "1 where the words stand in the first paragraph of the body"),
        ("EventCode", "CAMEO code of the event, else the one for its type and mode"),
        ("EventBaseCode", "its first three digits"),
        ("EventRootCode", "its first two digits"),
        ("QuadClass", "by the CAMEO root: 1 for 01-05, 2 for 06-08, 3 for 09-13, 4 for 14-20"),
        ("GoldsteinScale", "GDELT's list of Goldstein values, by the code"),
        ("NumMentions", "tellings of the happening: its rows in the mentions"),
        ("NumSources", "publishers that tell it"),
        ("NumArticles", "articles that tell it, copies included"),
        ("AvgTone", "empty: tone is not measured"),
        *_geo_columns("Actor1Geo", "only the event is placed"),
        *_geo_columns("Actor2Geo", "only the event is placed"),
        *_geo_columns("ActionGeo"),
        ("DATEADDED", "day of publication of the first telling, YYYYMMDD000000"),
        ("SOURCEURL", "address of the fullest telling's article, else its citation"),
    ),
)
MENTIONS = Table(
    name="mentions",
    file="mentions.CSV",
    header=False,
    missing="",
    columns=(
        ("GLOBALEVENTID", "that of the event"),
        ("EventTimeDate", "the event's DATEADDED"),
        ("MentionTimeDate", "day of publication of this article, YYYYMMDD000000"),
        ("MentionType", "1: the article has an address; 2: it has none"),
        ("MentionSourceName", "publisher"),
        ("MentionIdentifier", "address, else publisher, title, day and id of the article"),
        ("SentenceID", "sentence that tells it, from 1; empty where nobody is named in it"),
        ("Actor1CharOffset", "where the article names the actor, in characters from 0; -1: nowhere"),
        ("Actor2CharOffset", "where it names the recipient; -1: nowhere"),
        ("ActionCharOffset", "where the trigger stands"),
        ("InRawText", "1: everything is read from the text as it is"),
        ("Confidence", "confidence of the coding in percent, rounded to tens, 10 at least"),
        ("MentionDocLen", "length of the article in characters"),
        ("MentionDocTone", "empty: tone is not measured"),
        ("MentionDocTranslationInfo", "empty: nothing is translated"),
        ("Extras", "empty"),
    ),
)
LAYOUT = Layout(
    name="gdelt",
    title="GDELT 2.0: events (61 columns) and mentions (16), tab-separated, no header",
    rows="events: one a happening and pair of parties, from its fullest telling; mentions: one a telling of each",
    tables=(EVENTS, MENTIONS),
    rules=(
        "Several actors or recipients make a row for each pair of parties; members of one party are one.",
        "A meeting is one row; those who met without a host are paired in the order they are named.",
        "A planned meeting, visit, support, cooperation or aid is CAMEO 03x (intent), a planned retreat 035.",
        "PLOVER's sectors become CAMEO's types: JRN is MED, MED is HLH; SOC, REL, PRM, PRE and UNK have none.",
        "Tabs, line ends and control characters become blanks, marks of writing direction go, quotation marks become "
        "apostrophes; text that a spreadsheet would run gets an apostrophe before it.",
    ),
    lost=(
        "status and basis: what is background, planned otherwise, hypothetical, denied or alleged stays out unless "
        "included by name, and then looks as if it had happened",
        "the words, their place in the text, and who asserts them",
        "statements, figures, losses, findings",
        "offices of those who take part; alliances beyond their CAMEO code, which is plain IGO for most",
        "PLOVER type, mode, context and score; ICEWS's Goldstein value",
        "the date as an interval and how sharp it is; what the day is counted from",
        "run and review: they stand in the manifest",
    ),
)


def event_rows(happenings: Iterable[tuple[Telling, ...]]) -> Iterator[Row]:
    """The rows of the event table."""
    for told in happenings:
        for pair in pairs(told[0].event):
            yield _event_row(told, pair)


def mention_rows(happenings: Iterable[tuple[Telling, ...]]) -> Iterator[Row]:
    """The rows of the mentions table."""
    for told in happenings:
        for pair in pairs(told[0].event):
            for telling in sorted(told, key=_published):
                yield _mention_row(told, telling, pair)


def _event_row(told: tuple[Telling, ...], pair: Pair) -> Row:
    first, code = told[0], cameo(told[0].cameo)
    day = first.day
    return {
        "GLOBALEVENTID": _number(first, pair),
        "SQLDATE": int(day.strftime("%Y%m%d")),
        "MonthYear": int(day.strftime("%Y%m")),
        "Year": day.year,
        "FractionDate": round(day.year + (day.month * 30 + day.day) / 365, 4),
        **gdelt_actor(1, pair[0]),
        **gdelt_actor(2, pair[1]),
        "IsRootEvent": int(first.is_in_lead),
        "EventCode": code.code,
        "EventBaseCode": code.code[:3],
        "EventRootCode": code.root,
        "QuadClass": code.quad,
        "GoldsteinScale": code.goldstein_gdelt,
        "NumMentions": len(told),
        "NumSources": len({telling.article.publisher or telling.article.id for telling in told}),
        "NumArticles": len({telling.article.id for telling in told}),
        "Actor1Geo_Type": 0,
        "Actor2Geo_Type": 0,
        **_geo(first.event.place),
        "DATEADDED": _added(told),
        "SOURCEURL": _identifier(first.article),
    }


def _mention_row(told: tuple[Telling, ...], telling: Telling, pair: Pair) -> Row:
    event, article = telling.event, telling.article
    return {
        "GLOBALEVENTID": _number(told[0], pair),
        "EventTimeDate": _added(told),
        "MentionTimeDate": _stamp(article.published),
        "MentionType": 1 if article.url else 2,
        "MentionSourceName": article.publisher,
        "MentionIdentifier": _identifier(article),
        "SentenceID": telling.sentence,
        "Actor1CharOffset": _offset(pair[0], (*event.actors, *event.recipients)),
        "Actor2CharOffset": _offset(pair[1], (*event.recipients, *event.actors)),
        "ActionCharOffset": event.trigger.start,
        "InRawText": 1,
        "Confidence": max(10, round(event.confidence * 10) * 10),
        "MentionDocLen": len(article.text),
    }


def _number(first: Telling, pair: Pair) -> int:
    sides = (identity(who) if who else None for who in pair)
    return number_of("gdelt", first.happening, "intent" if first.is_intent else None, *sides)


def _published(telling: Telling) -> tuple[date, str, int]:
    return telling.article.published or date.max, telling.article.id, telling.event.start


def _added(told: tuple[Telling, ...]) -> int | None:
    return _stamp(min((telling.article.published for telling in told if telling.article.published), default=None))


def _stamp(day: date | None) -> int | None:
    return None if day is None else int(datetime(day.year, day.month, day.day).strftime("%Y%m%d%H%M%S"))


def _identifier(article: Article) -> str:
    published = article.published.isoformat() if article.published else None
    cited = (article.publisher, article.title, published, article.id)
    return article.url or "; ".join(part for part in cited if part)


def _offset(who: Participant | None, told: tuple[Participant, ...]) -> int:
    if who is None:
        return -1
    starts = (other.start for other in told if identity(other) == identity(who))
    return next((start for start in starts if start is not None), -1)


def _geo(place: Place | None) -> Row:
    if place is None or place.precision in ("region", "unknown"):
        return {"ActionGeo_Type": 0}
    american, country = place.country == "USA", fips_code(place.country)
    kind = {"country": 1, "admin1": 2 if american else 5}.get(place.precision, 3 if american else 4)
    parts = [place.name, place.admin1 if kind in (3, 4) else None, _country_name(place.country) if kind != 1 else None]
    return {
        "ActionGeo_Type": kind,
        "ActionGeo_FullName": ", ".join(part for part in parts if part),
        "ActionGeo_CountryCode": country,
        "ActionGeo_ADM1Code": country if kind == 1 else None,
        "ActionGeo_Lat": place.lat,
        "ActionGeo_Long": place.lon,
        "ActionGeo_FeatureID": country if kind == 1 else None,
    }


def _country_name(country: str | None) -> str | None:
    return state(country).name if country and is_state(country) else None
