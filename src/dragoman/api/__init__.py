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

from dragoman.api.comparing import Comparing
from dragoman.api.counted import Counted
from dragoman.api.revised import Revised
from dragoman.errors import UsageError
from dragoman.ingest import ReadReport, Watcher, code_paths, read_paths, ready
from dragoman.records import Article, CodedArticle, Event, Failure, Finding, RawDocument, Run, Statement
from dragoman.store import listing, read
from dragoman.store.open import Mode, open_store
from dragoman.store.postgres.address import Place
from dragoman.store.search import Hit, search

if TYPE_CHECKING:
    from dragoman.exports.export import Format
    from dragoman.exports.restore import ImportReport
    from dragoman.exports.selection import Inclusion


class OpenRecord(Comparing, Counted, Revised):
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

    def read(self, paths: Sequence[str | Path], *, watch: Watcher | None = None) -> ReadReport:
        """Read files, folders, patterns into the record; what fails is kept as a ``Failure``.

        Args:
            paths: what to read.
            watch: called after each document with its source and what became of it.

        Raises:
            RecordError: the record cannot be written.
            InstallationError: model or tables are missing.
        """
        self._require_writing()
        with ready(record=self.path) as chain:
            return read_paths([str(path) for path in paths], store=self._store, chain=chain, watch=watch)

    def load(self, folder: str | Path, *, watch: Watcher | None = None) -> ReadReport:
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


def open_record(path: "str | Place", *, mode: Mode = "write") -> OpenRecord:
    """Open a record; ``mode="write"`` makes it where there is none, ``"read"`` leaves it as it is.

    ``path`` is a file, or the address of a record on PostgreSQL: ``postgresql://user@host/database``.

    Raises:
        UsageError: there is no record to read.
        NewerSchema, DamagedRecord, RecordNotWritable: as their names say.
    """
    return OpenRecord(open_store(path, mode=mode))


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
    day = published.isoformat() if isinstance(published, date) else published
    raw = RawDocument(
        source=source, media="text", content=text, has_fields=title is not None, title=title, published=day,
        publisher=publisher, url=url,
    )  # fmt: skip
    with ready() as chain:
        return chain.code(raw)


def code_files(paths: Sequence[str | Path]) -> Iterator[CodedArticle | Failure]:
    """Code files, folders and patterns one article at a time, without a record; what fails comes as a ``Failure``.

    Raises:
        InstallationError: model or tables are missing.
    """
    with ready() as chain:
        yield from code_paths([str(path) for path in paths], chain=chain)
