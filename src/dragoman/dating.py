"""When an undated article can have been published: what its own entities say."""

from msgspec.structs import replace

from dragoman.dates import DatedFact, date_window, read_times
from dragoman.entities.index import EntityIndex, TitledName
from dragoman.entities.link import Linker
from dragoman.partial_date import PartialDate
from dragoman.records import Article, Reading

# A person named in an office dates an article to his term; a body's lifetime says less, for papers recall old ones.
OFFICE_WEIGHT, BODY_WEIGHT = 2.0, 0.5


def date_article(article: Article, reading: Reading, index: EntityIndex, *, linker: Linker) -> Article:
    """The article with the window in which it was published, and the reasons; unchanged where nothing tells."""
    evidence = [*_tenures(index, linker), *_lifetimes(index, linker)]
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
