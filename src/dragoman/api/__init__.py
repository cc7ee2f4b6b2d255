"""The Python interface: open a record, or code articles without one.

>>> import dragoman
>>> with dragoman.open_record("press.db") as record:  # doctest: +SKIP
...     record.read(["articles/"])
...     for event in record.events(pair=("PAK", "NATO"), status="occurred"):
...         print(event.when, event.type, event.text)
"""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self

from msgspec.structs import replace

from dragoman.api.comparing import Comparing
from dragoman.api.counted import Counted
from dragoman.api.meant import Meant
from dragoman.api.revised import Revised
from dragoman.config import Settings, load_settings
from dragoman.errors import UsageError
from dragoman.records import Article, CodedArticle, Event, Failure, Finding, RawDocument, Run, Statement
from dragoman.store import listing, read, translations
from dragoman.store.open import Mode, open_store
from dragoman.store.postgres.address import Place
from dragoman.store.search import Hit, search

if TYPE_CHECKING:
    from dragoman.exports.export import Format
    from dragoman.exports.restore import ImportReport
    from dragoman.exports.selection import Inclusion
    from dragoman.ingest import ReadReport, Watcher
    from dragoman.sources.fetching.visits import Fetch
    from dragoman.store.questions import Answer


class OpenRecord(Comparing, Counted, Meant, Revised):
    """A record on disk. Close it, or use it in a ``with`` statement; not to be shared between threads."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<dragoman record {self.path} ({len(self)} articles)>"

    def __len__(self) -> int:
        return read.count(self._store, "articles")

    def close(self) -> None:
        """Close the file."""
        self._store.close()

    def read(self, paths: Sequence[str | Path], *, watch: "Watcher | None" = None) -> "ReadReport":
        """Read files, folders, patterns, pages on the web into the record; what fails is kept as a ``Failure``.

        Args:
            paths: what to read.
            watch: called after each document with its source and what became of it.

        Raises:
            RecordError: the record cannot be written.
            InstallationError: model or tables are missing.
        """
        from dragoman.ingest import read_paths, ready

        self._require_writing()
        with ready(self._settings, record=self.path) as chain:
            return read_paths([str(path) for path in paths], store=self._store, chain=chain, watch=watch)

    def read_translation(
        self, original: str | Path, translation: str | Path, *, translator: str | None = None
    ) -> "ReadReport":
        """Read an article in another language and a translation of it, which is coded and shown beside it.

        Args:
            original: a file with one document.
            translation: a file with one document; publisher and day are the original's where it does not say.
            translator: who translated it.

        Raises:
            UsageError: the record is open for reading, or one of them is not one document.
            RecordError: the record cannot be written.
            InstallationError: model or tables are missing.
        """
        from dragoman.ingest import read_translation, ready

        self._require_writing()
        with ready(self._settings, record=self.path) as chain:
            return read_translation(
                str(original), str(translation), translator=translator, store=self._store, chain=chain
            )

    def original(self, name: str) -> Article | None:
        """The article that one translates; ``None``: it is no translation, or its original is not in the record.

        Raises:
            UnknownName: no article, or more than one.
        """
        return translations.original_of(self._store, self.article(name).article)

    def translations(self, name: str) -> tuple[Article, ...]:
        """The translations of an article that the record has.

        Raises:
            UnknownName: no article, or more than one.
        """
        return translations.translations_of(self._store, self.article(name).article)

    def load(self, folder: str | Path, *, watch: "Watcher | None" = None) -> "ReadReport":
        """Load the finished shards of a folder that ``dragoman distribute`` wrote; what is there already stays.

        Args:
            folder: its path or URL.
            watch: called after each document with its source and what became of it.

        Raises:
            UsageError: the record is open for reading, or the folder holds no finished shards.
            UnreadableInput, DamagedRecord: a shard is missing or not what it was.
            RecordError: the record cannot be written.
        """
        self._require_writing()
        from dragoman.distribute.load import load_shards

        return load_shards(str(folder), store=self._store, watch=watch)

    def articles(self) -> Iterator[Article]:
        """All articles, by date of publication and id."""
        return read.articles(self._store)

    def article(self, name: str) -> CodedArticle:
        """One article with everything read from it.

        Args:
            name: id, the unique beginning of one, or the name of its source.

        Raises:
            UnknownName: no article, or more than one.
        """
        return read.coded_article(self._store, read.find_article(self._store, name))

    def coded_articles(self) -> Iterator[CodedArticle]:
        """All articles with everything read from them, by date of publication and id."""
        return read.coded_articles(self._store)

    def events(self, **wanted: Any) -> Iterator[Event]:
        """Events, by day.

        Args:
            **wanted: fields of ``store.listing.EventFilter``: party, pair, type, status, basis, since, until, place,
                text, article, copies, review, run, rejected; dates as ``PartialDate``, ``date`` or text.

        Raises:
            UsageError: there is no such filter, or a value it cannot take.
        """
        return listing.list_events(self._store, listing.make_filter(listing.EventFilter, self._coded(wanted)))

    def statements(self, **wanted: Any) -> Iterator[Statement]:
        """Statements, by day; each with its stance, without which its words mean nothing.

        Args:
            **wanted: fields of ``store.listing.StatementFilter``: party, pair, speaker, stance, act, since, until,
                text, article, copies, review, run, rejected.

        Raises:
            UsageError: there is no such filter, or a value it cannot take.
        """
        return listing.list_statements(self._store, listing.make_filter(listing.StatementFilter, self._coded(wanted)))

    def findings(self) -> Iterator[tuple[str, Finding]]:
        """What cannot be right or is disputed, each with the id of its article."""
        return read.findings(self._store)

    def failures(self) -> list[Failure]:
        """Inputs, or parts of them, that could not be used."""
        return read.failures(self._store)

    def fetches(self, *, limit: int | None = None, **wanted: str) -> "Iterator[Fetch]":
        """What was fetched from the web for this record, the latest first.

        Args:
            limit: the latest so many; None: all.
            **wanted: fields of ``store.fetches.FetchFilter``: url (part of the address), purpose, outcome, since.

        Raises:
            UsageError: there is no such filter.
        """
        from dragoman.store.fetches import FetchFilter, list_fetches

        return list_fetches(self._store, listing.make_filter(FetchFilter, wanted), limit=limit)

    def runs(self) -> list[Run]:
        """What produced the codings in the record."""
        return read.runs(self._store)

    def parties(self) -> tuple[str, ...]:
        """The codes of all parties in the record."""
        return listing.parties(self._store)

    def search(self, query: str, *, kind: Literal["article", "statement"] | None = None, limit: int = 20) -> list[Hit]:
        """Articles and statements that hold the words, best first; see ``store.search.search``.

        Raises:
            UsageError: there is no word in the query, or the limit is below 1.
        """
        return search(self._store, query, kind=kind, limit=limit)

    def query(self, sql: str, *, timeout_s: float = 1.0, most_rows: int = 1000) -> "Answer":
        """Ask in SQL: one SELECT over the record's tables, which are no contract; nothing can be changed.

        Args:
            sql: the question.
            timeout_s: seconds it may take.
            most_rows: rows of the answer; ``is_cut`` says whether there are more.

        Raises:
            UsageError: it is no question, or does what is not reading.
            RefusedInput: it took too long.
        """
        from dragoman.store.questions import ask

        return ask(self.path, sql, timeout_s=timeout_s, most_rows=most_rows)

    def export(
        self, form: "Format", out: str | Path, *, with_text: bool = False, include: Sequence["Inclusion"] = (),
        **wanted: Any,
    ) -> dict[str, Any]:  # fmt: skip
        """Write the record in a layout, with a manifest beside it, and return the manifest.

        Args:
            form: jsonl, csv, parquet, plover, gdelt, icews, polecat or ftm.
            out: a file, or a folder for layouts with several tables.
            with_text: with the articles' own text, which is other people's words.
            include: planned, background, hypothetical, denied, alleged, copies: what leaves by name only in layouts
                that cannot say so.
            **wanted: filters as of ``events``.

        Raises:
            UsageError: the format takes no text, needs a folder, or there is no such filter.
            OSError: it cannot be written.
        """
        from dragoman.exports.export import Wanted, export
        from dragoman.exports.selection import Selection

        asked = listing.make_filter(listing.EventFilter, self._coded(wanted))
        selection = Selection(wanted=asked, include=frozenset(include))
        return export(self._store, Wanted(form=form, selection=selection, with_text=with_text), Path(out))

    def import_from(self, path: str | Path) -> "ImportReport":
        """Take an export with text back: JSON lines, or a folder of Parquet; every citation is checked again.

        Raises:
            UsageError: there is no such export, or it was written without text.
            UnreadableInput: it is no export of ours, or was changed.
            RecordError: the record cannot be written.
        """
        from dragoman.exports.restore import import_export

        return import_export(self._store, Path(path))

    def _require_writing(self) -> None:
        if self._store.mode == "read":
            raise UsageError(
                "the record is open for reading", values=str(self.path), remedy='Open it with mode="write"'
            )


def open_record(
    path: "str | Place", *, mode: Mode = "write", token: str | None = None,
    settings: str | Path | Settings | None = None, types: str | Path | None = None,
    actors: Sequence[str | Path] = (),
) -> OpenRecord:  # fmt: skip
    """Open a record; ``mode="write"`` makes it where there is none, ``"read"`` leaves it as it is.

    Args:
        path: of the file; the address of a record on PostgreSQL: ``postgresql://user@host/database``; or the address
            of a ``dragoman serve`` that has one: ``http://127.0.0.1:8000``. There everything that reads gives the same,
            exports included; decisions are sent with their reviewer's name, and all else needs the record itself.
        mode: of the file or database.
        token: what a ``dragoman serve`` asks for.
        settings: a TOML file, or what was read from one, for what is read into it; None: the defaults.
        types: event types of the user's own (TOML), coded beside PLOVER's; None: those of the settings.
        actors: files of the user's own actors; none: those of the settings.

    Raises:
        UsageError: there is no record to read.
        SettingError: the settings file is wrong.
        NewerSchema, DamagedRecord, RecordNotWritable: as their names say.
        RecordError: the server cannot be reached.
    """
    if isinstance(path, str) and path.startswith(("http://", "https://")):
        from dragoman.api.remote import RemoteRecord
        from dragoman.api.server import Server

        return RemoteRecord(Server(path, token))
    chosen = settings if isinstance(settings, Settings) else load_settings(Path(settings) if settings else None)
    if types is not None:
        chosen = replace(chosen, own=replace(chosen.own, types=str(types)))
    if actors:
        chosen = replace(chosen, own=replace(chosen.own, actors=tuple(map(str, actors))))
    return OpenRecord(open_store(path, mode=mode), chosen)


def code_text(
    text: str, *, title: str | None = None, published: str | date | None = None, publisher: str | None = None,
    url: str | None = None, source: str = "<text>",
) -> CodedArticle:  # fmt: skip
    """Code one article given as text.

    Args:
        text: the article; its title may be the first line.
        title: the title, where it is not in the text.
        published: the day of publication, where it is known.
        publisher: who published it.
        url: where it stood.
        source: a name for it.

    Raises:
        InputError: there is no text to read.
        InstallationError: model or tables are missing.
    """
    from dragoman.ingest import ready

    day = published.isoformat() if isinstance(published, date) else published
    raw = RawDocument(
        source=source, media="text", content=text, has_fields=title is not None, title=title, published=day,
        publisher=publisher, url=url,
    )  # fmt: skip
    with ready() as chain:
        return chain.code(raw)


def code_files(
    paths: Sequence[str | Path], *, settings: str | Path | Settings | None = None
) -> Iterator[CodedArticle | Failure]:
    """Code files, folders and patterns one article at a time, without a record; what fails comes as a ``Failure``.

    Args:
        paths: what to read.
        settings: a TOML file, or what was read from one; None: the defaults.

    Raises:
        InstallationError: model or tables are missing.
    """
    from dragoman.ingest import code_paths, ready

    with ready(settings) as chain:
        yield from code_paths([str(path) for path in paths], chain=chain)
