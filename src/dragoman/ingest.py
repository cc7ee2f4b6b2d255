"""Reading articles into a record: open, code, store, one document after the other; what fails is stored as failed.

A reading can be stopped at any moment and begun again: each article is one transaction, and what this run has
read from the same bytes is not read twice; nor is a page that killed or hung its process twice tried again by it.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache, partial
from itertools import islice
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec.structs import replace

from dragoman.compare.current import bring_up_to_date
from dragoman.config import FetchSettings, Limits, Settings, load_settings
from dragoman.errors import (
    DamagedRecord,
    DragomanError,
    GivenUpInput,
    InputError,
    NewerSchema,
    RecordNotWritable,
    UsageError,
)
from dragoman.logs import log
from dragoman.partial_date import PartialDate
from dragoman.records import Article, CodedArticle, Failure, RawDocument, Record, Run
from dragoman.sources import open_sources
from dragoman.sources.fetching.address import not_installed
from dragoman.sources.fetching.target import is_page
from dragoman.store.copies import mark_copies
from dragoman.store.open import Store
from dragoman.store.read import article_ids, stored_article
from dragoman.store.write import (
    Outcome,
    document_sha256,
    forget_failures,
    give_up,
    given_up,
    has_read,
    write_article,
    write_failures,
)

if TYPE_CHECKING:
    from dragoman.analysis.explanations import Explanation
    from dragoman.article import Extractor
    from dragoman.entities.holdings import Holding
    from dragoman.events.own_types import OwnTypes
    from dragoman.pipeline import Resources
    from dragoman.sources.fetching.fetch import Clock, Fetcher

Coder = Callable[[RawDocument], CodedArticle]
Recoder = Callable[[Article], CodedArticle]
Item = TypeVar("Item", RawDocument, Article)
Made = TypeVar("Made")
Watcher = Callable[[str, Outcome | Failure], None]  # called after each document with its source and what became of it

# Of the user's own event types and actors beside a record.
TYPES_SUFFIX, ACTORS_SUFFIX = ".types.toml", ".actors.txt"
_FATAL = (DamagedRecord, NewerSchema, RecordNotWritable)  # the record is at fault, not the article


class ReadReport(Record, frozen=True, kw_only=True):
    """What became of the documents of one reading."""

    read: int = 0  # articles that are new in the record
    updated: int = 0  # articles whose coding changed
    unchanged: int = 0  # documents whose article was there as it is
    failures: tuple[Failure, ...] = ()  # inputs, or parts of them, that could not be used

    @property
    def failed(self) -> int:
        """The number of failures."""
        return len(self.failures)


class RecodeReport(Record, frozen=True, kw_only=True):
    """What became of the articles of a record that was coded again."""

    run: str  # the run they have now
    recoded: int = 0
    present: int = 0  # articles that had this run already
    failures: tuple[Failure, ...] = ()


def _no_recoder(article: Article) -> Any:
    raise UsageError("this chain codes documents only", values=article.id, remedy="Use ingest.ready()")


class Chain(Record, frozen=True, kw_only=True):
    """The pipeline with everything loaded."""

    code: Coder
    run: Run
    limits: Limits
    fetch: FetchSettings = FetchSettings()
    recode: Recoder = _no_recoder
    explain: "Callable[[Article], tuple[Explanation, ...]]" = _no_recoder


@contextmanager
def ready(
    settings: str | Path | Settings | None = None,
    model: str | Path | None = None,
    record: str | PathLike[str] | None = None,
    *,
    alone: bool = True,
) -> Iterator[Chain]:
    """Load model and tables, and keep the HTML worker while they are used.

    Args:
        settings: a TOML file, or what was read from one; None: the defaults.
        model: folder of another reader with the same heads; None: the one in the package.
        record: the record beside which the user's own rows of offices and, where the settings name none, own types
            and actors lie; None: there are none.
        alone: whether the process has the machine to itself; one of several workers reads on one thread, whatever the
            settings say.

    Raises:
        UnreadableInput, UnknownName: the user's own rows are wrong.
        UsageError: a file of own types or actors is wrong, or an example of a type is not found.
        SettingError: the settings file is wrong.
        InstallationError: the model or a table is missing or damaged.
    """
    from dragoman.analysis.explanations import explain
    from dragoman.article import Extractor  # loaded here, so that a record alone opens at once
    from dragoman.entities.actor_files import read_own_actors
    from dragoman.entities.own_offices import read_own
    from dragoman.events.own_types import read_own_types
    from dragoman.pipeline import code_article, code_prepared

    chosen = settings if isinstance(settings, Settings) else load_settings(Path(settings) if settings else None)
    chosen = with_files_beside(chosen, record) if record else chosen
    own = read_own(record) if record else ()
    types = read_own_types(chosen.own.types) if chosen.own.types else None
    actors = read_own_actors(chosen.own.actors) if chosen.own.actors else None
    hashes = (types.sha256 if types else None, actors.sha256 if actors else None)
    threads = chosen.reader.threads if alone else 1
    resources = _loaded(Path(model) if model else None, chosen, own, hashes, threads)
    with Extractor(chosen.limits) as extractor:
        if types is not None:
            _require_examples(types, extractor, resources)
        code = partial(code_article, extractor=extractor, resources=resources)
        recode = partial(code_prepared, resources=resources)
        told = partial(explain, resources=resources)
        yield Chain(code=code, run=resources.run, limits=chosen.limits, fetch=chosen.fetch, recode=recode, explain=told)


def with_files_beside(settings: Settings, record: str | PathLike[str]) -> Settings:
    """The settings with the own types and actors that lie beside a record, unless they name others."""
    types, actors = (Path(record).with_suffix(suffix) for suffix in (TYPES_SUFFIX, ACTORS_SUFFIX))
    own = settings.own
    if own.types is None and types.is_file():
        own = replace(own, types=str(types))
    if not own.actors and actors.is_file():
        own = replace(own, actors=(str(actors),))
    return replace(settings, own=own)


@lru_cache(maxsize=1)
def _loaded(
    model: Path | None,
    settings: Settings,
    own: "tuple[Holding, ...]",
    hashes: tuple[str | None, str | None],
    threads: int,
) -> "Resources":
    """Model and tables, loaded once a process: they are read-only, and take a second.

    The hashes of the files of own types and actors tell two contents of one path apart.
    """
    from dragoman.entities.actor_files import read_own_actors
    from dragoman.events.own_types import read_own_types
    from dragoman.pipeline import load_resources

    return load_resources(
        model=model, syntax=settings.reader.syntax, threads=threads, settings=settings.sha256,
        limits=settings.limits, own=own,
        types=read_own_types(settings.own.types) if hashes[0] and settings.own.types else None,
        actors=read_own_actors(settings.own.actors) if hashes[1] else None,
    )  # fmt: skip


_tried: set[str] = set()  # runs whose own types' examples have been read


def _require_examples(types: "OwnTypes", extractor: "Extractor", resources: "Resources") -> None:
    """Check the examples of own types, once a process for each run."""
    from dragoman.examples import require_examples

    if resources.run.id not in _tried:
        require_examples(types, extractor=extractor, resources=resources)
        _tried.add(resources.run.id)


def code_paths(paths: Sequence[str], *, chain: Chain) -> Iterator[CodedArticle | Failure]:
    """Code everything in ``paths``, lazily, without a record."""
    return code_documents(open_sources(paths, limits=chain.limits), code=chain.code)


def read_paths(paths: Sequence[str], *, store: Store, chain: Chain, watch: Watcher | None = None) -> ReadReport:
    """Read everything in ``paths`` into a record.

    Args:
        paths: files, folders, patterns, ``-`` for standard input, addresses of pages.
        store: a record opened for writing.
        chain: the loaded pipeline.
        watch: told of each document when it is stored.

    Raises:
        RecordError: the record itself cannot be written; what was stored before stays.
        InstallationError: a page is to be fetched, and the package for it is missing.
    """
    documents = open_inputs(paths, store=store, chain=chain)
    return read_documents(documents, store=store, run=chain.run, code=chain.code, watch=watch)


def open_inputs(paths: Sequence[str], *, store: Store, chain: Chain) -> Iterator[RawDocument | Failure]:
    """Every document in ``paths``, lazily: first what lies in files, then pages, each fetch written into the record."""
    pages = [path for path in paths if is_page(path)]
    fetcher = stored_fetcher(store, chain) if pages else None
    yield from open_sources([path for path in paths if not is_page(path)], limits=chain.limits)
    if fetcher is not None:
        from dragoman.sources.fetching.pages import open_pages

        yield from open_pages(pages, fetcher=fetcher, limits=chain.limits)


def stored_fetcher(store: Store, chain: Chain, clock: "Clock | None" = None) -> "Fetcher":
    """What fetches pages and keeps in the record what must be remembered.

    Args:
        store: a record opened for writing.
        chain: whose settings and limits hold.
        clock: time; None: the system's.

    Raises:
        InstallationError: the package for it is missing.
        UsageError: the settings cannot be used.
    """
    from dragoman.store.fetches import StoredVisits

    try:
        from dragoman.sources.fetching.fetch import Fetcher
    except ImportError as error:
        raise not_installed(error) from error
    return Fetcher(chain.fetch, chain.limits, visits=StoredVisits(store), clock=clock)


def read_translation(
    original: str, translation: str, *, translator: str | None, store: Store, chain: Chain, watch: Watcher | None = None
) -> ReadReport:
    """Read an article and a translation of it into a record, each from a file of its own.

    What the translation does not say of itself (publisher, day, writer) is the original's.

    Args:
        original: a file with one document, in whatever language.
        translation: a file with one document.
        translator: who translated it; None: nobody says.
        store: a record opened for writing.
        chain: the loaded pipeline.
        watch: told of each document when it is stored.

    Raises:
        UsageError: one of them is not one document.
        RecordError: the record itself cannot be written; what was stored before stays.
    """
    first, second = (_only_document(path, chain.limits) for path in (original, translation))
    coded = code_document(first, code=chain.code)
    if isinstance(coded, Failure):
        return read_documents([coded], store=store, run=chain.run, code=chain.code, watch=watch)
    article = coded.article
    published = article.published.isoformat() if article.published else None
    named = replace(
        second,
        translation_of=article.id,
        translator=translator or second.translator,
        publisher=second.publisher or article.publisher,
        published=second.published or published,
        byline=second.byline or article.byline,
    )
    return read_documents([first, named], store=store, run=chain.run, code=chain.code, watch=watch)


def _only_document(path: str, limits: Limits) -> RawDocument:
    found = list(islice(open_sources([path], limits=limits), 2))
    if len(found) == 1 and isinstance(found[0], RawDocument):
        return found[0]
    told = "; ".join(f"{one.source}: {one.reason}" if isinstance(one, Failure) else one.source for one in found)
    raise UsageError(
        "an original and its translation are one document each",
        values=f"{path}: {told or 'nothing'}",
        remedy="Give one file each; of several, write translation_of into JSON lines",
    )


def recode_articles(
    store: Store, *, run: Run, recode: Recoder, articles: Sequence[str] = (), watch: Watcher | None = None
) -> RecodeReport:
    """Code the stored articles with another run; the coding of the run before is kept, and what analysts decided holds.

    Each article is one transaction, and one that has the run already is passed over: a recoding that was stopped goes
    on where it was.

    Args:
        store: a record opened for writing.
        run: what ``recode`` is made of.
        recode: makes a coded article of an article.
        articles: ids of those to code; none: all.
        watch: told of each article when it is stored.

    Raises:
        RecordError: the record itself cannot be written; what was stored before stays.
    """
    recoded, present, failures = 0, 0, []
    try:
        for identity in articles or article_ids(store):
            if store.first("SELECT 1 FROM articles WHERE id = ? AND run = ?", (identity, run.id)):
                present += 1
                continue
            article = as_read(stored_article(store, identity))
            coded = code_document(article, code=recode)
            outcome: Outcome | Failure = coded if isinstance(coded, Failure) else "updated"
            if isinstance(coded, Failure):
                write_failures(store, [coded])
                failures.append(coded)
            else:
                write_article(store, coded, run=run, document=None)
                recoded += 1
            if watch is not None:
                watch(article.source, outcome)
    finally:
        mark_copies(store)
    bring_up_to_date(store)
    return RecodeReport(run=run.id, recoded=recoded, present=present, failures=tuple(failures))


def as_read(article: Article) -> Article:
    """A stored article as it was before anything was inferred: which copy it is, when it can have been published."""
    plain = replace(article, duplicate_of=None)
    return plain if plain.published else replace(plain, published_window=PartialDate(), dating=())


def code_document(raw: Item, *, code: Callable[[Item], CodedArticle]) -> CodedArticle | Failure:
    """Code one document; whatever goes wrong in it is a failure of this document alone."""
    return contained(raw.source, partial(code, raw), stage="article", fault="code")


def contained(source: str, make: Callable[[], Made], *, stage: str, fault: str) -> Made | Failure:
    """What ``make`` gives, or the failure that it ends in, which is one of this source alone.

    Args:
        source: the name of the input.
        make: a step that reads it.
        stage: where an input that cannot be used fails.
        fault: where a fault of the code shows.
    """
    try:
        return make()
    except InputError as error:
        return failure_of(source, stage, error)
    except Exception as error:  # noqa: BLE001 - the one place: a fault in one document must not stop a batch
        return failure_of(source, fault, error)


def code_documents(documents: Iterable[RawDocument | Failure], *, code: Coder) -> Iterator[CodedArticle | Failure]:
    """Code documents one by one; failures of the sources pass through."""
    for item in documents:
        yield item if isinstance(item, Failure) else code_document(item, code=code)


def read_documents(
    documents: Iterable[RawDocument | Failure], *, store: Store, run: Run, code: Coder, watch: Watcher | None = None
) -> ReadReport:
    """Code documents and store them with their failures; copies are looked for, and articles compared, at the end.

    Args:
        documents: what ``sources.open_sources`` yields.
        store: a record opened for writing.
        run: what ``code`` is made of; its codings carry this run's id.
        code: makes a coded article of a document.
        watch: told of each document when it is stored.

    Raises:
        RecordError: the record itself cannot be written; what was stored before stays.
    """
    intake = Intake(store, run)
    log("reading begins", record=store.path, run=run.id)
    try:
        for item in documents:
            began = time.monotonic()
            if isinstance(item, Failure):
                outcome: Outcome | Failure = intake.fail(item)
            else:
                outcome = intake.put(item.source, document_sha256(item), partial(code_document, item, code=code))
            _log_document(item.source, outcome, seconds=time.monotonic() - began)
            if watch is not None:
                watch(item.source, outcome)
    finally:
        mark_copies(store)
    bring_up_to_date(store)  # not when stopped: whoever reads next computes it
    report = intake.report()
    counts = {"read": report.read, "updated": report.updated, "unchanged": report.unchanged, "failed": report.failed}
    log("reading ends", record=store.path, **counts)
    return report


def _log_document(source: str, outcome: Outcome | Failure, *, seconds: float) -> None:
    """A line of the log; the reason of a failure may quote the document, so its class stands for it."""
    if isinstance(outcome, Failure):
        told = {"outcome": "failed", "stage": outcome.stage, "error": outcome.error}
    else:
        told = {"outcome": outcome}
    log("document read", source=source, seconds=round(seconds, 4), **told)


class Intake:
    """One reading under way: the record it goes to and the counts so far."""

    def __init__(self, store: Store, run: Run) -> None:
        self.store = store
        self.run = run
        self.counts: dict[str, int] = {"new": 0, "updated": 0, "unchanged": 0}
        self.failures: dict[str, Failure] = {}
        self.failed_sources: set[str] = set()

    def fail(self, failure: Failure) -> Failure:
        """Store an input that could not be used."""
        write_failures(self.store, [failure])
        self._note(failure)
        return failure

    def put(self, source: str, sha256: str, coded: Callable[[], CodedArticle | Failure]) -> Outcome | Failure:
        """Store a document, unless this run has read it, and say what became of it.

        Args:
            source: its name.
            sha256: ``document_sha256`` of what the source gave.
            coded: gives what was read from it; not called where that is there already.

        Raises:
            RecordError: the record itself cannot be written.
        """
        outcome = self._store(source, sha256, coded)
        if isinstance(outcome, Failure):
            return self.fail(outcome)
        self.counts[outcome] += 1
        if source not in self.failed_sources:
            forget_failures(self.store, source)
        return outcome

    def report(self) -> ReadReport:
        """The counts so far."""
        counts = self.counts
        return ReadReport(
            read=counts["new"],
            updated=counts["updated"],
            unchanged=counts["unchanged"],
            failures=tuple(self.failures.values()),
        )

    def _store(self, source: str, sha256: str, code: Callable[[], CodedArticle | Failure]) -> Outcome | Failure:
        if has_read(self.store, source, sha256, run=self.run.id):
            return "unchanged"
        before = given_up(self.store, sha256, run=self.run.id)
        if before is not None:
            return before
        coded = code()
        if isinstance(coded, Failure):
            if coded.error == GivenUpInput.__name__:
                give_up(self.store, coded, document=sha256, run=self.run.id)
            return coded
        for failure in coded.failures:
            self._note(failure)
        try:
            return write_article(self.store, coded, run=self.run, document=sha256)
        except _FATAL:
            raise
        except DragomanError as error:
            return failure_of(source, "store", error)

    def _note(self, failure: Failure) -> None:
        self.failures[failure.id] = failure
        self.failed_sources.add(failure.source)


def failure_of(source: str, stage: str, error: Exception) -> Failure:
    """The failure of one document; an error that is not ours is told with its class, for it is a fault of the code."""
    reason = str(error) if isinstance(error, DragomanError) else f"{type(error).__name__}: {error}"
    return Failure(source=source, stage=stage, reason=reason, error=type(error).__name__)
