"""Codings as the coder made them: those of runs that were replaced, and the present ones that analysts have revised.

A coding is kept as compressed JSON by article and run. The lines of an article that nobody revised are in the
tables already, so its present coding is kept nowhere else.
"""

import zlib
from collections.abc import Iterator, Sequence

import msgspec

from dragoman.errors import DamagedRecord, UnknownName
from dragoman.records import CodedArticle, Event, Figure, Record, Run, Statement
from dragoman.store.open import Store
from dragoman.store.read import coded_article
from dragoman.store.rows import from_row

Line = Event | Statement


class Coding(Record, frozen=True, kw_only=True):
    """What one run read from one article: its events, statements and figures."""

    article: str
    run: str
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    figures: tuple[Figure, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """Events, then statements."""
        return (*self.events, *self.statements)


class KnownRun(Record, frozen=True, kw_only=True):
    """A run with the articles whose coding by it the record has."""

    run: Run
    present: int  # articles whose lines are this run's
    kept: int  # articles of which it is an earlier coding


def coding_of(coded: CodedArticle) -> Coding:
    """The coding of a coded article."""
    return Coding(
        article=coded.article.id,
        run=coded.run,
        events=coded.events,
        statements=coded.statements,
        figures=coded.figures,
    )


def keep_coding(store: Store, coding: Coding) -> None:
    """Keep a coding, within the transaction that replaces or revises it."""
    packed = zlib.compress(msgspec.json.encode(coding, order="deterministic"))
    values = (coding.article, coding.run, packed)
    store.connection.execute("INSERT OR REPLACE INTO codings VALUES (?, ?, ?)", values)


def coders_coding(store: Store, article: str) -> Coding:
    """What the present run's coder read from an article, without what analysts made of it.

    Raises:
        UnknownName: the record has no such article.
    """
    row = store.first(
        "SELECT coding FROM codings JOIN articles ON articles.id = codings.article AND articles.run = codings.run"
        " WHERE articles.id = ?",
        (article,),
    )
    return _unpacked(row["coding"]) if row else coding_of(coded_article(store, article))


def codings(store: Store, run: str) -> Iterator[Coding]:
    """Everything a run read, an article at a time, by id of the article.

    Raises:
        UnknownName: the record has no such run.
    """
    sql = """SELECT id FROM articles WHERE run = :run UNION SELECT article FROM codings WHERE run = :run ORDER BY 1"""
    for row in list(store.query(sql, {"run": run})):
        yield coding_by(store, row["id"], run)


def coding_by(store: Store, article: str, run: str) -> Coding:
    """What a run read from an article.

    Raises:
        UnknownName: the record has no coding of the article by this run.
    """
    row = store.first("SELECT coding FROM codings WHERE article = ? AND run = ?", (article, run))
    if row is not None:
        return _unpacked(row["coding"])
    present = store.first("SELECT 1 FROM articles WHERE id = ? AND run = ?", (article, run))
    if present is None:
        raise UnknownName(
            "the record has no coding of this article by this run",
            values=f"{article}, {run}",
            remedy="`dragoman runs` lists the runs",
        )
    return coding_of(coded_article(store, article))


def known_runs(store: Store) -> tuple[KnownRun, ...]:
    """The runs of the record, those of present codings first, then by id."""
    sql = """SELECT runs.*, (SELECT count(*) FROM articles WHERE run = runs.id) AS present,
             (SELECT count(*) FROM codings JOIN articles ON articles.id = codings.article
              WHERE codings.run = runs.id AND articles.run <> runs.id) AS kept
             FROM runs ORDER BY present DESC, runs.id"""
    return tuple(KnownRun(run=from_row(Run, row), present=row["present"], kept=row["kept"]) for row in store.query(sql))


def drop_codings(store: Store, run: str) -> int:
    """Forget the earlier codings of a run, and return how many there were; present ones stay.

    Raises:
        RecordError: the record cannot be written.
    """
    sql = "DELETE FROM codings WHERE run = :run AND article NOT IN (SELECT id FROM articles WHERE run = :run)"
    with store.transaction() as connection:
        return connection.execute(sql, {"run": run}).rowcount


def find_run(store: Store, name: str) -> str:
    """The id of the run that ``name`` means: an id, or the unique beginning of one with or without ``run-``.

    Raises:
        UnknownName: no run, or more than one.
    """
    return run_among([known.run.id for known in known_runs(store)], name)


def run_among(ids: Sequence[str], name: str) -> str:
    """As ``find_run``, among the ids of runs.

    Raises:
        UnknownName: no run, or more than one.
    """
    found = [one for one in ids if name and (one.startswith(name) or one.removeprefix("run-").startswith(name))]
    if len(found) == 1 or name in found:
        return name if name in found else found[0]
    raise UnknownName(
        "the name means more than one run" if found else "there is no such run",
        values=repr(name),
        remedy=f"There is {', '.join(sorted(found or ids)) or 'no run yet'}",
    )


def _unpacked(packed: bytes) -> Coding:
    try:
        return msgspec.json.decode(zlib.decompress(packed), type=Coding)
    except (zlib.error, msgspec.DecodeError) as error:
        raise DamagedRecord(
            "a kept coding is broken", values=str(error), remedy="Restore a copy, or read the articles into a new file"
        ) from error
