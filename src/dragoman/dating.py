"""When an undated article can have been published: what its own entities and the events it names say."""

import re
from functools import cache

from msgspec.structs import replace

from dragoman.codes.tables import read_table
from dragoman.dates import DatedFact, date_window, read_times
from dragoman.entities.index import EntityIndex, TitledName
from dragoman.entities.link import Linker
from dragoman.partial_date import PartialDate
from dragoman.records import Article, Reading

# A person named in an office dates an article to his term; a body's lifetime says less, for papers recall old ones.
OFFICE_WEIGHT, BODY_WEIGHT = 2.0, 0.5
# An event that has its own name has happened: papers recall old ministers in their offices, but not what is to come.
EVENT_WEIGHT = 3.0
# What stands before the name of something that has not happened, or may.
_TO_COME = re.compile(
    r"\b(?:ahead of|before|upcoming|planned|proposed|future|next|another|new|avert|prevent)\W+(?:\w+\W+)?$"
)
_BEFORE = 24  # characters of "ahead of the proposed "


def date_article(article: Article, reading: Reading, index: EntityIndex, *, linker: Linker) -> Article:
    """The article with the window in which it was published, and the reasons; unchanged where nothing tells."""
    evidence = [*_tenures(index, linker), *_lifetimes(index, linker), *_events(article.text)]
    bounds = [(s.start, s.end) for s in reading.sentences]
    times = read_times(article.text, bounds, reference=PartialDate())
    window, reasons = date_window(evidence, times)
    return replace(article, published_window=window, dating=reasons) if window else article


def _tenures(index: EntityIndex, linker: Linker) -> list[DatedFact]:
    facts = []
    for titled in index.titled_names():
        if not (titled.title.former or titled.title.then or titled.title.future):
            facts.extend(_tenure(titled, linker))
    return list(dict.fromkeys(facts))


def _tenure(titled: TitledName, linker: Linker) -> list[DatedFact]:
    people = linker.offices.people(titled.name, surname=len(titled.name.split()) == 1)
    facts = []
    for person in people if len(people) < 4 else ():
        for occupancy in linker.offices.held_by(person.id):
            office = linker.offices.by_id(occupancy.office)
            if not linker.title_fits(titled.title, office):
                continue
            reason = f"{person.name} is called {titled.title.words!r}: {office.title} {occupancy.dates}"
            facts.append(DatedFact(label=titled.name, window=occupancy.dates, weight=OFFICE_WEIGHT, reason=reason))
    return facts


def _lifetimes(index: EntityIndex, linker: Linker) -> list[DatedFact]:
    facts = []
    for cluster in index.clusters:
        entry = linker.gazetteer.get(cluster.candidates[0].entity) if cluster.candidates else None
        if entry is not None and entry.lifetime and cluster.kind in {"organisation", "armed_group"}:
            reason = f"{entry.name} existed {entry.lifetime}"
            facts.append(DatedFact(label=entry.id, window=entry.lifetime, weight=BODY_WEIGHT, reason=reason))
    return facts


def _events(text: str) -> list[DatedFact]:
    """Well-known events that the text names: it was written after them."""
    facts: dict[str, DatedFact] = {}
    for match in _event_names().finditer(text):
        if _TO_COME.search(text[max(0, match.start() - _BEFORE) : match.start()]):
            continue
        start = _event_starts()[match[0].casefold()]
        window = PartialDate(PartialDate.parse(start).earliest, None, "day")
        reason = f"it names {match[0]!r}: {start}"
        facts.setdefault(start, DatedFact(label=start, window=window, weight=EVENT_WEIGHT, reason=reason))
    return list(facts.values())


@cache
def _event_starts() -> dict[str, str]:
    return {row["name"]: row["start"] for row in read_table("known_events")}


@cache
def _event_names() -> re.Pattern[str]:
    names = sorted(_event_starts(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b", re.IGNORECASE)
