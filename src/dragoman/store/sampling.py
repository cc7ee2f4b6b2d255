"""Which lines an analyst looks at: the doubtful first, or some drawn at random, which alone measure a coder.

A sample is the first lines in an order that a seed and the lines' ids give (bottom-k sampling: Cohen and Kaplan 2007).
So it can be drawn again, holds when articles are added in between or left out, and grows when more are asked for;
what was judged before for another reason counts where the draw falls on it.
"""

import hashlib
from collections.abc import Iterator
from heapq import nsmallest

from dragoman.errors import UsageError
from dragoman.records import Event, Record
from dragoman.store.applying import Kind, active, kind_of, known_lines
from dragoman.store.codings import Line, coders_coding
from dragoman.store.open import Store, Value
from dragoman.store.revisions import revised_articles, revisions_of

_TYPES: dict[Kind, str] = {"event": "type", "statement": "act"}
_TABLES: dict[Kind, str] = {"event": "events", "statement": "statements"}


class CodersLine(Record, frozen=True, kw_only=True):
    """A line as the present coder has it."""

    id: str  # as analysts know it
    kind: Kind
    type: str  # of an event its type, of a statement its act
    line: Line | None  # None: nobody revised its article, so that it stands in the tables
    judged: bool  # whether a decision on it holds


class Sample(Record, frozen=True, kw_only=True):
    """A draw: the first ``size`` lines of a kind, and of a type where one is given, in the order of ``seed``."""

    seed: int
    kind: Kind
    type: str | None  # None: of all types
    size: int


def type_of(line: Line) -> str:
    """An event's type, a statement's act."""
    return line.type if isinstance(line, Event) else line.act


def doubtful(
    store: Store, *, kind: Kind | None = None, kind_type: str | None = None, article: str | None = None
) -> Iterator[str]:
    """The ids of lines that nobody judged, those the coder is least sure of first.

    Args:
        store: an open record.
        kind: only events or only statements.
        kind_type: only of this type, of statements this act.
        article: only of this article.
    """
    parts, values = [], list[Value]()
    for each in (kind,) if kind else _TABLES:
        sql = f"SELECT id, confidence FROM {_TABLES[each]} WHERE review IS NULL AND article = coalesce(?, article)"
        parts.append(f"{sql} AND {_TYPES[each]} = coalesce(?, {_TYPES[each]})")
        values += [article, kind_type]
    for row in list(store.query(f"{' UNION ALL '.join(parts)} ORDER BY confidence, id", values)):
        yield row["id"]


def draw(store: Store, sample: Sample) -> list[CodersLine]:
    """The lines of a sample, in their order; fewer where there are no more.

    Raises:
        UsageError: its size is below 1.
    """
    if sample.size < 1:
        raise UsageError("a sample needs lines", values=str(sample.size), remedy="Give a number of 1 or more")
    lines = (line for line in coders_lines(store, sample.kind) if sample.type in (None, line.type))
    return nsmallest(sample.size, lines, key=lambda line: _rank(sample.seed, line.id))


def note_sample(store: Store, sample: Sample) -> None:
    """Remember that a sample was drawn; of one seed the largest."""
    with store.transaction() as connection:
        sql = """INSERT INTO samples (seed, kind, type, size) VALUES (?, ?, ?, ?)
                 ON CONFLICT (seed, kind, type) DO UPDATE SET size = max(samples.size, excluded.size)"""
        connection.execute(sql, (sample.seed, sample.kind, sample.type or "", sample.size))


def samples(store: Store) -> tuple[Sample, ...]:
    """The samples that were drawn, by kind, type and seed."""
    rows = store.query("SELECT * FROM samples ORDER BY kind, type, seed")
    return tuple(Sample(seed=row["seed"], kind=row["kind"], type=row["type"] or None, size=row["size"]) for row in rows)


def coders_lines(store: Store, kind: Kind) -> Iterator[CodersLine]:
    """Every line of a kind as the present coders have it, without what analysts made of it."""
    revised = frozenset(revised_articles(store))
    for row in list(store.query(f"SELECT id, article, {_TYPES[kind]} AS type FROM {_TABLES[kind]}")):
        if row["article"] not in revised:
            yield CodersLine(id=row["id"], kind=kind, type=row["type"], line=None, judged=False)
    for article in sorted(revised):
        if store.first("SELECT 1 FROM articles WHERE id = ?", (article,)):
            yield from judged_lines(store, article, kind)


def judged_lines(store: Store, article: str, kind: Kind) -> Iterator[CodersLine]:
    """The coder's lines of an article that was revised, and whether each was judged."""
    holding = active(revisions_of(store, article))
    judged = {change.line for revision in holding for change in revision.changes}
    for line in known_lines(coders_coding(store, article), holding):
        if kind_of(line) == kind:
            yield CodersLine(id=line.id, kind=kind, type=type_of(line), line=line, judged=line.id in judged)


def _rank(seed: int, line: str) -> bytes:
    return hashlib.sha256(f"{seed}\x1f{line}".encode()).digest()
