"""The whole chain on one page: a raw document in, a coded article out. Stages are plain calls; none does I/O."""

import gc
import hashlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from dragoman import __version__
from dragoman.article import Extractor, PublisherNames, dateline_date, make_article, refused_markup
from dragoman.checks import (
    disputed_claims,
    first_since,
    office_tenures,
    organisation_lifetimes,
    rival_counts,
    rival_figures,
    weekdays_of_dates,
    whose_words,
)
from dragoman.codes.tables import tables_hash
from dragoman.config import Limits
from dragoman.dates import find_times
from dragoman.dating import date_article
from dragoman.entities.actor_files import OwnActors
from dragoman.entities.allegiance import Weigher
from dragoman.entities.antecedents import Weighed
from dragoman.entities.gazetteer import Gazetteer
from dragoman.entities.holdings import Holding, tsv_lines
from dragoman.entities.index import EntityIndex, index_entities
from dragoman.entities.link import Linker
from dragoman.entities.nouns import ActorNouns
from dragoman.entities.offices import Offices
from dragoman.entities.own_actors import with_own_actors, with_own_agents
from dragoman.entities.own_offices import with_own
from dragoman.entities.publishers import GazetteerPublishers
from dragoman.events import FrameTable, find_events
from dragoman.events.belief import NAMES as BELIEF_COLUMNS
from dragoman.events.coder import Trees
from dragoman.events.footing import NAMES as FOOTING_COLUMNS
from dragoman.events.own_types import OwnTypes
from dragoman.events.sides import Sides
from dragoman.figures import find_figures
from dragoman.language.model import Reader
from dragoman.language.scorer import Scorer
from dragoman.language.spacy_syntax import load_reader
from dragoman.language.trace import Trace
from dragoman.partial_date import PartialDate
from dragoman.places import Places, at_seat
from dragoman.records import Article, CodedArticle, Event, Place, RawDocument, Reading, Run, Statement
from dragoman.statements import CueTable, find_statements
from dragoman.towns import in_town

# Languages the reader was trained on; "und" is English too short to tell.
CODED_LANGUAGES = frozenset({"en", "und"})
# A report is printed at the latest some days after its dateline; a longer gap means that the line was misread.
DATELINE_LAG_DAYS = 7


@dataclass(frozen=True)
class Resources:
    """Everything the stages read: model and tables, loaded once, shared by every article."""

    reader: Reader
    linker: Linker
    places: Places
    nouns: ActorNouns
    cues: CueTable
    frames: FrameTable
    belief: Scorer | None  # whether a word tells an event
    sides: Sides | None
    footing: Scorer | None  # whether it happened, and on whose word
    antecedents: Weighed | None  # whom a pronoun takes up; None: rules do
    publishers: PublisherNames
    limits: Limits
    run: Run


def load_resources(
    *,
    model: Path | None = None,
    syntax: str | None = None,
    threads: int = 1,
    settings: str = "",
    limits: Limits | None = None,
    own: Sequence[Holding] = (),
    types: OwnTypes | None = None,
    actors: OwnActors | None = None,
    trees: bool = True,
) -> Resources:
    """Load model and tables.

    Args:
        model: folder of another reader with the same heads; None: the one in the package.
        syntax: a spaCy pipeline, by package or folder, whose sentences, tags and trees stand for the reader's own.
        threads: threads the reader may use.
        settings: hash of the settings, for the run.
        limits: what one article may cost; None: the defaults.
        own: the user's own rows of offices, which go before the tables.
        types: the user's own event types, coded beside PLOVER's.
        actors: the user's own actors, which go before the tables.
        trees: whether events, their sides and whom pronouns take up are weighed by trees; without, as those are
            learnt, the rules decide.

    Raises:
        UnknownName: an own row names an office of no body.
        UsageError: an own type names a word class that there is not, or the spaCy pipeline does not parse.
        InstallationError: the model or a table is missing or damaged, or spaCy is missing.
    """
    # The network is opened beside the tables: its library works outside of Python, so that both take half the time.
    with _uncollected(), ThreadPoolExecutor(1) as beside:
        opened = beside.submit(load_reader, model, syntax=syntax, threads=threads)
        gazetteer, places, nouns = Gazetteer.load(), Places.load(), ActorNouns.load()
        if actors is not None:
            gazetteer = with_own_actors(gazetteer, actors.actors, nouns=nouns)
            nouns = with_own_agents(nouns, actors.actors)
        offices = with_own(Offices.load(), own, gazetteer)
        frames = types.beside(FrameTable.load()) if types else FrameTable.load()
        reader = opened.result()
    return Resources(
        reader=reader,
        linker=Linker(
            gazetteer=gazetteer,
            offices=offices,
            country_of=places.country_of,
            allegiance=Weigher.load() if trees else None,
        ),
        places=places,
        nouns=nouns,
        cues=CueTable.load(),
        frames=frames,
        belief=Scorer.load("belief", BELIEF_COLUMNS) if trees else None,
        sides=Sides.load() if trees else None,
        footing=Scorer.load("footing", FOOTING_COLUMNS) if trees else None,
        antecedents=Weighed.load() if trees else None,
        publishers=GazetteerPublishers(gazetteer),
        limits=limits or Limits(),
        run=Run(
            code=f"{__version__}+{code_hash()}", model=reader.version, tables=_tables_hash(own), settings=settings,
            types=types.sha256 if types else None, actors=actors.sha256 if actors else None,
        ),
    )  # fmt: skip


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for what nobody uses any more while tables are made: all of it stays, and the search takes a tenth."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def _tables_hash(own: Sequence[Holding]) -> str:
    """The hash of the tables, and of the user's own rows where there are any."""
    if not own:
        return tables_hash()
    return hashlib.sha256("\n".join([tables_hash(), *tsv_lines(own)]).encode()).hexdigest()


def code_hash() -> str:
    """First 12 hex digits of the SHA-256 over the package's own source and pattern files, in order of path."""
    digest = hashlib.sha256()
    root = Path(__file__).parent
    for path in sorted((*root.rglob("*.py"), *root.rglob("*.toml")), key=lambda p: p.relative_to(root).as_posix()):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def code_article(raw: RawDocument, *, extractor: Extractor, resources: Resources) -> CodedArticle:
    """Read one document: its article, who is in it, what was said, what was done, what cannot be right.

    An article that is not in English is kept and searchable, but not coded.

    Raises:
        InputError: the document has no text, or is over a limit.
    """
    article = make_article(raw, extractor=extractor, publishers=resources.publishers, limits=resources.limits)
    return code_prepared(article, resources=resources)


@dataclass(frozen=True)
class Prepared:
    """An article read as far as its statements: what its events are found in."""

    article: Article
    reading: Reading
    index: EntityIndex
    statements: tuple[Statement, ...]
    reference: PartialDate


def prepare(article: Article, *, resources: Resources, trace: Trace | None = None) -> Prepared:
    """Read an article whose text and metadata are already made, as far as its statements."""
    reading = resources.reader.read(article.text, boundaries=boundaries(article))
    reference = reference_date(article)
    index = index_entities(
        article, reading, linker=resources.linker, nouns=resources.nouns, reference=reference,
        choose=resources.antecedents,
    )  # fmt: skip
    if not article.published:
        article = date_article(article, reading, index, linker=resources.linker)
        index.refer_to(article.published_window)
    if trace is not None:
        trace.reading, trace.names = reading, dict(named_in(index, reference))
    statements = find_statements(article, reading, index, reference=reference, cues=resources.cues, trace=trace)
    return Prepared(article, reading, index, statements, reference)


def code_prepared(article: Article, *, resources: Resources, trace: Trace | None = None) -> CodedArticle:
    """Read an article whose text and metadata are already made.

    Args:
        article: the article.
        resources: model and tables.
        trace: told what each step drops, and why; None: nobody asks.
    """
    run = resources.run.id
    if article.language not in CODED_LANGUAGES:
        return CodedArticle(article=article, failures=refused_markup(article), run=run)
    read = prepare(article, resources=resources, trace=trace)
    article, reading, index, statements, reference = (
        read.article, read.reading, read.index, read.statements, read.reference,
    )  # fmt: skip
    events = find_events(
        article,
        reading,
        index,
        statements,
        reference=reference,
        frames=resources.frames,
        trees=Trees(resources.belief, resources.sides, resources.footing),
        trace=trace,
    )
    figures, events = find_figures(article, reading, statements, events, reference=reference, nouns=resources.nouns)
    window = article.published_window
    findings = (
        *office_tenures(article, index, linker=resources.linker, on=window),
        *organisation_lifetimes(article, index, events, gazetteer=resources.linker.gazetteer, on=window),
        *disputed_claims(article, events, statements),
        *rival_figures(article, figures, events),
        *rival_counts(article, figures),
        *weekdays_of_dates(article, reference=reference),
        *first_since(article, events, reference=reference),
    )
    return CodedArticle(
        article=article,
        events=tuple(replace(event, run=run, place=located(event, index, resources)) for event in events),
        statements=tuple(replace(statement, run=run) for statement in statements),
        figures=figures,
        findings=whose_words(findings, statements),
        clusters=index.clusters,
        failures=refused_markup(article),
        run=run,
    )


def named_in(index: EntityIndex, on: PartialDate) -> Iterator[tuple[int, list[str]]]:
    """By sentence, what names somebody in it, and as whom it is taken."""
    named: dict[int, list[tuple[int, str]]] = {}
    for mention in (mention for cluster in index.clusters for mention in cluster.mentions):
        meant = index.participants(mention.sentence, mention.head, on=on)
        who = ", ".join(f"{one.name} ({one.party})" if one.party else one.name for one in meant) or "nobody"
        told = f"{mention.text} [{mention.start}]: {who}, {mention.form}, {mention.probability:.2f}"
        decided = (index.decision(one, PartialDate()) for one in meant)
        told = "; ".join((told, *(one for one in decided if one is not None)))
        named.setdefault(mention.sentence, []).append((mention.start, told))
    for sentence, mentions in named.items():
        yield sentence, [told for _, told in sorted(mentions)]


def boundaries(article: Article) -> tuple[tuple[int, int], ...]:
    """The spans that no sentence may cross: the title line, byline, dateline, print line, credits."""
    spans = [(span.start, span.end) for span in article.furniture]
    if article.title and article.text.startswith(article.title) and article.body_start >= len(article.title):
        spans.append((0, len(article.title)))
    return tuple(sorted(spans))


def located(event: Event, index: EntityIndex, resources: Resources) -> Place | None:
    """The event's place with its coordinates; the states the article names decide between namesakes."""
    if event.place is None:
        return None
    place = resources.places.located(event.place, index.states)
    if place.precision == "venue" and place.lat is None:
        return at_seat(place, resources.linker.gazetteer.by_name, resources.places)
    return place if place.lat is not None else in_town(place, index.states)


def reference_date(article: Article) -> PartialDate:
    """When the report was written: the dateline's day where it fits the publication, else the publication's.

    Unknown for an article without a date: its relative times stay unknown, whatever window is inferred later.
    """
    if article.published is None:
        return PartialDate()
    published = PartialDate.day(article.published)
    words = dateline_date(article)
    if words is None:
        return published
    times = find_times(words, 0, len(words), reference=published, tense="past")
    day = next((t.value for t in times if t.value.is_day), None)
    if day is None or day.earliest is None:
        return published
    return day if 0 <= (article.published - day.earliest).days <= DATELINE_LAG_DAYS else published
