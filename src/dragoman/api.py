"""The Python interface: open a record, or code articles without one.

>>> import dragoman
>>> with dragoman.open_record("press.db") as record:  # doctest: +SKIP
...     record.read(["articles/"])
...     for event in record.events(pair=("PAK", "NATO"), status="occurred"):
...         print(event.when, event.type, event.text)
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self

from dragoman.errors import UsageError
from dragoman.ingest import ReadReport, RecodeReport, Watcher, as_read, code_paths, read_paths, ready, recode_articles
from dragoman.records import Article, CodedArticle, Event, Failure, Finding, RawDocument, Run, Statement
from dragoman.store import listing, read
from dragoman.store.applying import Revision
from dragoman.store.open import Mode, Store, open_store
from dragoman.store.revisions import FoundLine, find_line, history, revisions
from dragoman.store.search import Hit, search

if TYPE_CHECKING:
    from dragoman.analysis import Timeline
    from dragoman.analysis.explanations import Explanation
    from dragoman.analysis.precision import Precision
    from dragoman.analysis.run_differences import RunDifference
    from dragoman.compare.accounts import Disagreement
    from dragoman.compare.happening import Happening, ToldHappening
    from dragoman.compare.positions import Positions
    from dragoman.compare.promise_decisions import Decision, Verdict
    from dragoman.compare.promises import Promise
    from dragoman.compare.readout_pairs import ReadoutPair
    from dragoman.compare.readouts import Readouts
    from dragoman.exports.export import Format
    from dragoman.exports.release_contents import Release
    from dragoman.exports.restore import ImportReport
    from dragoman.exports.selection import Inclusion
    from dragoman.store.reviewing import Reviewer
    from dragoman.store.takedown import Takedown


class OpenRecord:
    """A record on disk. Close it, or use it in a ``with`` statement; not to be shared between threads."""

    def __init__(self, store: Store) -> None:
        self._store = store

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

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self._store.path

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
        if self._store.mode == "read":
            raise UsageError(
                "the record is open for reading", values=str(self.path), remedy='Open it with mode="write"'
            )
        with ready(record=self.path) as chain:
            return read_paths([str(path) for path in paths], store=self._store, chain=chain, watch=watch)

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

    def happenings(self, **wanted: Any) -> "Iterator[Happening]":
        """Happenings, by their first day: what one or more articles tell as one thing.

        Args:
            **wanted: fields of ``compare.lookup.HappeningFilter``: party, pair, type, status, since, until, origins,
                both_sides.

        Raises:
            UsageError: there is no such filter, or a value it cannot take.
        """
        from dragoman.compare.lookup import HappeningFilter, list_happenings

        return list_happenings(self._store, listing.make_filter(HappeningFilter, self._coded(wanted)))

    def happening(self, name: str) -> "ToldHappening":
        """One happening with its tellings, each with its origin, and why they are one.

        Args:
            name: id of a happening, the beginning of one, or the id of an event.

        Raises:
            UnknownName: none, or more than one.
        """
        from dragoman.compare.lookup import happening

        return happening(self._store, name)

    def join(self, one: str, other: str, *, by: str, why: str, at: datetime) -> None:
        """Decide that two happenings are one; see ``compare.decide.join_happenings``.

        Raises:
            UsageError: nobody or no reason is named, or they are one already.
            UnknownName: there is no such happening.
        """
        from dragoman.compare.decide import join_happenings

        join_happenings(self._store, one, other, by=by, why=why, at=at)

    def split(self, name: str, events: Sequence[str], *, by: str, why: str, at: datetime) -> None:
        """Decide that events of a happening are of another; see ``compare.decide.split_happening``.

        Raises:
            UsageError: nobody or no reason is named, or no telling is left.
            UnknownName: there is no such happening, or an event is none of its tellings.
        """
        from dragoman.compare.decide import split_happening

        split_happening(self._store, name, events, by=by, why=why, at=at)

    def disagreements(self, **wanted: Any) -> "Iterator[Disagreement]":
        """Where accounts of one happening differ, by day; every account quoted, none called right.

        Args:
            **wanted: fields of ``compare.disagreement_table.DisagreementFilter``: party, pair, kind, matter, since,
                until, subject, article, limit.

        Raises:
            UsageError: there is no such filter, or a value it cannot take.
        """
        from dragoman.compare.disagreement_table import DisagreementFilter, list_disagreements, refresh_disagreements

        chosen = listing.make_filter(DisagreementFilter, self._coded(wanted))
        if self._store.mode == "write":
            refresh_disagreements(self._store)
        return list_disagreements(self._store, chosen)

    def readouts(self, a: str, b: str) -> "Readouts":
        """Two official accounts of one meeting or call side by side: what both say, what one says, who is named first.

        Args:
            a: an article: id, the unique beginning of one, or the name of its source.
            b: the other.

        Raises:
            UnknownName: no article, or more than one.
        """
        from dragoman.compare.readouts import compare_readouts

        return compare_readouts(self.article(a), self.article(b))

    def readout_pairs(self, party: str | None = None) -> "tuple[ReadoutPair, ...]":
        """Pairs of articles in which official bodies of two parties tell of one meeting or call, by day.

        Args:
            party: code or name of a party that must be one of the two; None: any.

        Raises:
            UnknownName: nothing is called so.
        """
        from dragoman.compare.readout_pairs import readout_pairs

        return readout_pairs(self._store, party=self._coded({"party": party})["party"])

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

    def timeline(
        self,
        *parties: str,
        since: object = None,
        until: object = None,
        everything: bool = False,
        tellings: bool = False,
    ) -> "Timeline":
        """The events of one party, or between two, with what counts told apart; see ``analysis.timelines``.

        A happening counts once, unless ``tellings`` or ``everything`` is set.

        Raises:
            UsageError: not one or two different parties.
        """
        from dragoman.analysis import timeline
        from dragoman.analysis.parties import party_code

        first, last = listing.given_date(since), listing.given_date(until)
        codes = [party_code(self._store, name) for name in parties]
        return timeline(self._store, codes, since=first, until=last, everything=everything, tellings=tellings)

    def positions(
        self, *parties: str, on: str | None = None, since: object = None, until: object = None,
        periods: Sequence[tuple[object, object]] | None = None, copies: bool = False,
    ) -> "Positions":  # fmt: skip
        """What parties said on a topic, side by side, with what they repeated and said otherwise.

        Args:
            *parties: one or more, by code or name.
            on: a topic of the tree; None: any.
            since: leave out what was said before.
            until: leave out what was said after.
            periods: stretches of time side by side, (first, last) of each; in place of ``since`` and ``until``.
            copies: whether articles that copy another count too.

        Raises:
            UsageError: no such party or topic, or a period that ends before it starts.
        """
        from dragoman.analysis.parties import party_code
        from dragoman.codes.topics import topic_code
        from dragoman.compare.positions import positions

        given = periods if periods is not None else [(since, until)]
        spans = [(listing.given_date(first), listing.given_date(last)) for first, last in given]
        codes = [party_code(self._store, name) for name in parties]
        topic = topic_code(on) if on else None
        return positions(self._store, codes, topic=topic, periods=spans, copies=copies)

    def promises(self, *, as_of: date, limit: int | None = None, **wanted: Any) -> "tuple[Promise, ...]":
        """The ledger of promises, demands, threats and plans as of a day, by the day they are due.

        Args:
            as_of: the day from which it is seen.
            limit: how many at most; None: all.
            **wanted: fields of ``compare.promises.PromiseFilter``: party, owes, pair, kind, state, since, until, text,
                alleged, copies.

        Raises:
            UsageError: there is no such filter, or a value it cannot take.
        """
        from dragoman.compare.promises import PromiseFilter, promises

        filled = listing.make_filter(PromiseFilter, self._coded(wanted))
        return promises(self._store, filled, as_of=as_of, limit=limit)

    def decide_promise(
        self, line: str, candidate: str, *, verdict: "Verdict", by: str, why: str, at: datetime
    ) -> "Decision":
        """Confirm or refuse that something followed from a line of the ledger; the decision outlives every reading.

        Args:
            line: id of the line, or the unique beginning of one.
            candidate: id of its candidate, or the unique beginning of one.
            verdict: ``confirmed`` or ``refused``.
            by: who decides.
            why: the reason.
            at: when.

        Raises:
            UnknownName: there is no such line or candidate.
            UsageError: who or why is missing.
        """
        from dragoman.compare.promise_decisions import decide

        return decide(self._store, line, candidate, verdict=verdict, by=by, why=why, at=at)

    def line(self, name: str) -> FoundLine:
        """An event or a statement with what a decision on it must name: the last revision of it (``seen``).

        Args:
            name: id, or the unique beginning of one.

        Raises:
            UnknownName: no line, or more than one.
        """
        return find_line(self._store, name)

    def review(self, *, by: str) -> "Reviewer":
        """Decide in somebody's name: ``accept``, ``edit``, ``reject``, ``add``, ``merge``, ``split``, ``undo``.

        Raises:
            UsageError: nobody is named.
        """
        from dragoman.store.reviewing import Reviewer

        return Reviewer(self._store, by=by)

    def history(self, name: str | None = None) -> tuple[Revision, ...]:
        """What was decided, oldest first: on one event or statement, or on all.

        Raises:
            UnknownName: no line, or more than one.
        """
        return tuple(revisions(self._store)) if name is None else history(self._store, self.line(name).line.id)

    def precision(self) -> "tuple[Precision, ...]":
        """How often the coder was right, by type: of each sample that was drawn, then of all that was judged."""
        from dragoman.analysis.precision import measured

        return measured(self._store)

    def recode(self, articles: Sequence[str] = (), *, watch: Watcher | None = None) -> RecodeReport:
        """Code the stored articles with the present version; earlier codings are kept, decisions hold.

        Args:
            articles: ids of those to code; none: all.
            watch: called after each article with its source and what became of it.

        Raises:
            RecordError: the record cannot be written.
            InstallationError: model or tables are missing.
        """
        with ready(record=self.path) as chain:
            return recode_articles(self._store, run=chain.run, recode=chain.recode, articles=articles, watch=watch)

    def diff(self, old: str, new: str) -> "RunDifference":
        """What a run reads otherwise than another; see ``analysis.run_differences``.

        Raises:
            UnknownName: the record has no such run.
        """
        from dragoman.analysis.run_differences import run_difference

        return run_difference(self._store, old, new)

    def why(self, article: str) -> "tuple[Explanation, ...]":
        """What the present version finds in each sentence of an article, and which step drops what.

        Raises:
            UnknownName: no article, or more than one.
            UsageError: it is in a language that is not coded.
        """
        stored = read.stored_article(self._store, read.find_article(self._store, article))
        with ready(record=self.path) as chain:
            return chain.explain(as_read(stored))

    def release(self, name: str, folder: str | Path, *, released: date, **options: Any) -> "Release":
        """Freeze the record in a folder; see ``exports.release.write_release``.

        Raises:
            UsageError: the name cannot be used, or the folder has something in it.
        """
        from dragoman.exports.release import write_release

        return write_release(self._store, name, Path(folder), released=released, **options)

    def forget(self, article: str, *, by: str, at: datetime, why: str) -> "Takedown":
        """Take an article out; its hash, who asked, when and why are kept; see ``store.takedown``.

        Raises:
            UnknownName: no article, or more than one.
            UsageError: nobody is named, or no reason given.
        """
        from dragoman.store.takedown import forget

        return forget(self._store, article, by=by, at=at, why=why)

    def _coded(self, wanted: dict[str, Any]) -> dict[str, Any]:
        """The filter with parties by their codes, however they were named."""
        from dragoman.analysis.parties import party_code

        coded = dict(wanted)
        for side in ("party", "owes"):
            if wanted.get(side) is not None:
                coded[side] = party_code(self._store, wanted[side])
        if wanted.get("pair") is not None:
            coded["pair"] = tuple(party_code(self._store, name) for name in wanted["pair"])
        return coded


def open_record(path: str | Path, *, mode: Mode = "write") -> OpenRecord:
    """Open a record; ``mode="write"`` makes the file where there is none, ``"read"`` leaves it as it is.

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
