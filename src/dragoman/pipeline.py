"""The whole chain on one page: a raw document in, a coded article out. Stages are plain calls; none does I/O."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from dragoman import __version__
from dragoman.article import PublisherNames, make_article
from dragoman.checks import disputed_claims, office_tenures, organisation_lifetimes
from dragoman.codes.tables import tables_hash
from dragoman.dates import DatedFact, date_window, find_times
from dragoman.entities.gazetteer import Gazetteer
from dragoman.entities.index import EntityIndex, index_entities
from dragoman.entities.link import Linker
from dragoman.entities.nouns import ActorNouns
from dragoman.entities.offices import Offices
from dragoman.events import FrameTable, find_events
from dragoman.language.model import Reader
from dragoman.partial_date import PartialDate
from dragoman.records import Article, CodedArticle, Event, RawDocument, Reading, Run, Statement
from dragoman.statements import CueTable, find_statements


@dataclass(frozen=True)
class Resources:
    """Everything the stages read: model and tables, loaded once, shared by every article."""

    reader: Reader
    linker: Linker
    nouns: ActorNouns
    cues: CueTable
    frames: FrameTable
    publishers: PublisherNames
    run: Run


def load_resources(*, model: Path | None = None, threads: int = 1) -> Resources:
    """Load model and tables.

    Args:
        model: folder of another reader with the same heads; None: the one in the package.
        threads: threads the reader may use.

    Raises:
        InstallationError: the model or a table is missing or damaged.
    """
    gazetteer = Gazetteer.load()
    reader = Reader.load(model, threads=threads)
    return Resources(
        reader=reader,
        linker=Linker(gazetteer=gazetteer, offices=Offices.load()),
        nouns=ActorNouns.load(),
        cues=CueTable.load(),
        frames=FrameTable.load(),
        publishers=gazetteer,
        run=Run(code=f"{__version__}+{code_hash()}", model=reader.version, tables=tables_hash(), settings=""),
    )


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
    article = make_article(raw, extractor=extractor, publishers=resources.publishers)
    return code_prepared(article, resources=resources)


def code_prepared(article: Article, *, resources: Resources) -> CodedArticle:
    """Read an article whose text and metadata are already made."""
    run = resources.run.id
    if article.language not in {"en", "und"}:
        return CodedArticle(article=article, run=run)
    boundaries = tuple((span.start, span.end) for span in article.furniture)
    reading = resources.reader.read(article.text, boundaries=boundaries)
    reference = reference_date(article)
    index = index_entities(article, reading, linker=resources.linker, nouns=resources.nouns, reference=reference)
    if not reference:
        article = date_article(article, reading, index, linker=resources.linker)
        index.refer_to(article.published_window)
    statements = find_statements(article, reading, index, reference=reference, cues=resources.cues)
    events = find_events(article, reading, index, statements, reference=reference, frames=resources.frames)
    return CodedArticle(
        article=article,
        events=with_run(events, run),
        statements=with_run(statements, run),
        findings=checked(article, index, events, statements, linker=resources.linker),
        clusters=index.clusters,
        run=run,
    )
