"""Putting coded articles into the record: checked, idempotent, one transaction an article.

What is stored does not depend on the order of reading. An article that came from several sources keeps them all;
of copies coded by the same run, the one with the smallest source name is the article's reading. Another run's
coding takes the place of what is there, which is kept in ``codings``. What analysts decided is applied to whatever
a coder says, in the same transaction; the hash of a coding is of what the coder said.
"""

import hashlib
from collections.abc import Iterable
from typing import Literal

import msgspec

from dragoman.citations import check_citations
from dragoman.errors import ForgottenInput, UnreadableInput, UsageError
from dragoman.records import CodedArticle, Event, Failure, Figure, RawDocument, Record, Run, Statement
from dragoman.store.applying import Effective, effective, kind_of
from dragoman.store.codings import coders_coding, coding_of, keep_coding
from dragoman.store.copies import write_signature
from dragoman.store.open import Store, Value
from dragoman.store.revisions import revisions_of
from dragoman.store.rows import from_row, insert, to_row
from dragoman.store.translations import recount_translations

Outcome = Literal["new", "updated", "unchanged"]

SIDES: dict[type[Record], tuple[str, ...]] = {Event: ("actors", "recipients"), Statement: ("speakers",)}
_SURROGATES = range(0xD800, 0xE000)


def document_sha256(raw: RawDocument) -> str:
    """Hash of everything a source gave, which tells whether it must be read again."""
    given = msgspec.structs.asdict(raw)
    return hashlib.sha256(repr(sorted(given.items())).encode("utf-8", "backslashreplace")).hexdigest()


def is_known(store: Store, raw: RawDocument, *, run: str) -> bool:
    """Whether this run has read the same bytes from the same source already, and the lines are still its own."""
    return has_read(store, raw.source, document_sha256(raw), run=run)


def has_read(store: Store, source: str, document: str, *, run: str) -> bool:
    """As ``is_known``, by the hash of the document."""
    values = (storable_name(source), document, run)
    sql = """SELECT 1 FROM sources JOIN articles ON articles.id = sources.article AND articles.run = sources.run
             WHERE sources.source = ? AND document_sha256 = ? AND sources.run = ? LIMIT 1"""
    return store.first(sql, values) is not None


def write_article(store: Store, coded: CodedArticle, *, run: Run, document: str | None = "") -> Outcome:
    """Store an article with everything read from it, in one transaction.

    Args:
        store: a record opened for writing.
        coded: the article; its events and statements must name ``run``.
        run: what produced it.
        document: hash of what the source gave (``document_sha256``); None: no source was read, what is known of the
            article's sources stays.

    Raises:
        CitationError: a span does not quote the article; nothing is written.
        UsageError: the coding names another run.
        UnreadableInput: the text holds half of a surrogate pair, which no database column can keep.
        ForgottenInput: the article was taken out of the record on request.
        RecordError: the record cannot be written.
    """
    coded, digest = storable(coded, run=run)
    with store.transaction() as connection:
        _refuse_forgotten(store, coded)
        insert(connection, "runs", {"id": run.id, **to_row(run)}, verb="INSERT OR IGNORE")
        outcome = _outcome(store, coded, run=run.id, digest=digest)
        if outcome != "unchanged":
            _replace(store, coded, run=run.id, digest=digest)
            write_signature(store, coded.article)
        if document is not None:
            source: dict[str, Value] = {"source": coded.article.source, "article": coded.article.id}
            row = {**source, "document_sha256": document, "run": run.id}
            insert(connection, "sources", row, verb="INSERT OR REPLACE")
        if outcome != "unchanged":
            recount_translations(store, coded.article)
    return outcome


def storable(coded: CodedArticle, *, run: Run) -> tuple[CodedArticle, str]:
    """The article as it will be stored, and the hash of its coding.

    Raises:
        CitationError, UsageError, UnreadableInput: as ``write_article``.
    """
    check_citations(coded)
    _check_run(coded, run)
    article = msgspec.structs.replace(coded.article, source=storable_name(coded.article.source))
    failures = tuple(storable_failure(failure) for failure in coded.failures)
    coded = msgspec.structs.replace(coded, article=article, failures=failures)
    return coded, coding_digest(coded)


def write_source(store: Store, article: str, source: str, *, document: str, run: Run) -> None:
    """Say that an article that is stored was read from another source too, which need not be read again.

    Args:
        store: a record opened for writing.
        article: its id.
        source: the other source.
        document: hash of what it gave.
        run: what read it.
    """
    with store.transaction() as connection:
        insert(connection, "runs", {"id": run.id, **to_row(run)}, verb="INSERT OR IGNORE")
        row: dict[str, Value] = {"source": storable_name(source), "article": article, "document_sha256": document}
        insert(connection, "sources", {**row, "run": run.id}, verb="INSERT OR REPLACE")


def write_failures(store: Store, failures: Iterable[Failure]) -> None:
    """Store inputs that could not be used; one that is there already stays."""
    with store.transaction() as connection:
        for failure in failures:
            failure = storable_failure(failure)
            row = {**to_row(failure), "id": failure.id, "ordinal": 0, "article": None}
            insert(connection, "failures", row, verb="INSERT OR IGNORE")


def give_up(store: Store, failure: Failure, *, document: str, run: str) -> None:
    """Store a document that this run is not to try again, with why."""
    with store.transaction() as connection:
        write_failures(store, [failure])
        row: dict[str, Value] = {"document_sha256": document, "run": run, "failure": storable_failure(failure).id}
        insert(connection, "given_up", row, verb="INSERT OR REPLACE")


def given_up(store: Store, document: str, *, run: str) -> Failure | None:
    """Why this run does not try a document again; ``None``: it does."""
    sql = """SELECT source, stage, reason, error FROM failures WHERE id IN
             (SELECT failure FROM given_up WHERE document_sha256 = ? AND run = ?) LIMIT 1"""
    row = store.first(sql, (document, run))
    return from_row(Failure, row) if row else None


def try_again(store: Store) -> None:
    """Let every document that was given up be tried once more."""
    with store.transaction() as connection:
        connection.execute("DELETE FROM given_up")


def forget_failures(store: Store, source: str) -> None:
    """Remove the failures of a source that could be read this time."""
    with store.transaction() as connection:
        connection.execute("DELETE FROM failures WHERE source = ? AND article IS NULL", (storable_name(source),))


def storable_name(name: str) -> str:
    """A file name as text: bytes that are no UTF-8 (``\\udcff`` in Python) are written as ``\\udcff`` in full."""
    return name.encode("utf-8", "backslashreplace").decode()


def _outcome(store: Store, coded: CodedArticle, *, run: str, digest: str) -> Outcome:
    sql = "SELECT source, run, coding_sha256 FROM articles WHERE id = ?"
    present = store.first(sql, (coded.article.id,))
    if present is None:
        return "new"
    if present["coding_sha256"] == digest:
        return "unchanged"
    if present["run"] == run and present["source"] < coded.article.source:
        return "unchanged"
    return "updated"


def _refuse_forgotten(store: Store, coded: CodedArticle) -> None:
    values = (coded.article.id, coded.article.text_sha256)
    stone = store.first('SELECT article, "by", at FROM tombstones WHERE article = ? OR text_sha256 = ?', values)
    if stone is not None:
        raise ForgottenInput(
            "the article was taken out of the record on request",
            values=f"{stone['article']}, by {stone['by']}, {stone['at']}",
            remedy="Leave its file out of what is read",
        )


def _replace(store: Store, coded: CodedArticle, *, run: str, digest: str) -> None:
    """Write the article's row in place, its children anew; ``sources`` and ``duplicate_of`` stay."""
    article = coded.article
    present = store.first("SELECT run FROM articles WHERE id = ?", (article.id,))
    if present is not None and present["run"] != run:
        keep_coding(store, coders_coding(store, article.id))
    decided = revisions_of(store, article.id)
    state = effective(coding_of(coded), decided)
    row = {**to_row(article), "run": run, "coding_sha256": digest}
    columns = ", ".join(f'"{name}"' for name in row)
    kept = {"id", "duplicate_of"}
    updates = ", ".join(f'"{name}" = excluded."{name}"' for name in row if name not in kept)
    marks = ", ".join("?" * len(row))
    connection = store.connection
    connection.execute(
        f"INSERT INTO articles ({columns}) VALUES ({marks}) ON CONFLICT (id) DO UPDATE SET {updates}",
        tuple(row.values()),
    )
    for table in ("findings", "clusters", "failures"):
        connection.execute(f"DELETE FROM {table} WHERE article = ?", (article.id,))
    connection.execute("DELETE FROM codings WHERE article = ? AND run = ?", (article.id, run))
    if decided:
        keep_coding(store, coding_of(coded))
    write_lines(store, state)
    _write_rest(store, coded)


def write_lines(store: Store, state: Effective) -> None:
    """Write an article's events, statements and figures anew, within a transaction."""
    connection, coding = store.connection, state.coding
    for table in ("events", "statements", "figures", "set_aside"):
        connection.execute(f"DELETE FROM {table} WHERE article = ?", (coding.article,))
    for ordinal, statement in enumerate(coding.statements):
        insert(connection, "statements", _placed(statement, ordinal, without=("speakers",)))
        _write_participants(store, statement, column="statement")
    for ordinal, event in enumerate(coding.events):
        insert(connection, "events", _placed(event, ordinal, without=("actors", "recipients")))
        _write_participants(store, event, column="event")
    for ordinal, figure in enumerate(coding.figures):
        insert(connection, "figures", {**_placed(figure, ordinal), "article": coding.article})
    for line in state.aside:
        packed = msgspec.json.encode(line, order="deterministic").decode()
        row = {"id": line.id, "article": coding.article, "kind": kind_of(line), "review": line.review, "line": packed}
        insert(connection, "set_aside", row)


def _write_rest(store: Store, coded: CodedArticle) -> None:
    connection, article = store.connection, coded.article.id
    for ordinal, finding in enumerate(coded.findings):
        insert(connection, "findings", {**_placed(finding, ordinal), "article": article})
    for number, cluster in enumerate(coded.clusters):
        insert(connection, "clusters", {**_placed(cluster, number, without=("mentions",)), "article": article})
        for ordinal, mention in enumerate(cluster.mentions):
            insert(connection, "mentions", {**_placed(mention, ordinal), "article": article, "cluster": number})
    for ordinal, failure in enumerate(coded.failures):
        row = {**_placed(failure, ordinal), "id": failure.id, "article": article}
        insert(connection, "failures", row, verb="INSERT OR IGNORE")


def _write_participants(store: Store, holder: Event | Statement, *, column: str) -> None:
    for side in SIDES[type(holder)]:
        for ordinal, who in enumerate(getattr(holder, side)):
            row = {**_placed(who, ordinal), column: holder.id, "side": side}
            insert(store.connection, "participants", row)


def _placed(record: Record, ordinal: int, *, without: tuple[str, ...] = ()) -> dict[str, Value]:
    return {**to_row(record, without=frozenset(without)), "ordinal": ordinal}


def storable_failure(failure: Failure) -> Failure:
    """A failure whose names and words are text, as ``storable_name`` makes it."""
    escaped = {name: storable_name(getattr(failure, name)) for name in ("source", "reason")}
    return msgspec.structs.replace(failure, **escaped)


def _check_run(coded: CodedArticle, run: Run) -> None:
    named = {coded.run, *(item.run for item in coded.events), *(item.run for item in coded.statements)}
    if named != {run.id}:
        raise UsageError(
            "the coding names another run than the one it is stored with",
            values=f"{coded.article.id}: names {sorted(named)}, stored with {run.id!r}",
            remedy="Set the run on the article, its events and its statements",
        )


def _as_stored(figure: Figure) -> Figure:
    """A figure as it comes back: a column of type REAL gives 8.0 for 8."""
    high = None if figure.high is None else float(figure.high)
    return msgspec.structs.replace(figure, value=float(figure.value), high=high)


def coding_digest(coded: CodedArticle) -> str:
    """Hash of a coding as it is first stored.

    Half surrogate pairs are refused: to replace them would change what is quoted.
    """
    figures = tuple(map(_as_stored, coded.figures))
    try:
        whole = msgspec.structs.replace(coded, figures=figures)
        return hashlib.sha256(msgspec.json.encode(whole, order="deterministic")).hexdigest()
    except UnicodeEncodeError as error:
        text = coded.article.text
        at = next((place for place, char in enumerate(text) if ord(char) in _SURROGATES), None)
        raise UnreadableInput(
            "the article holds half of a surrogate pair, which is no character",
            values=f"{error.object[error.start]!r} at {'a field' if at is None else at} of {coded.article.source}",
            remedy="Mend the source, or replace it with U+FFFD before reading",
        ) from error
