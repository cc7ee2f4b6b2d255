"""Keeping what is computed across articles up to date: triggers note what changed, ``refresh`` computes it again.

What comes out does not depend on the order of reading: a line and an act are compared when the later of the two comes
in, by rules that look at these two alone.
"""

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from dragoman.compare import acts, spoken
from dragoman.compare.follow import EARLY_DAYS, HORIZON_DAYS, LATE_DAYS, SHARED_WORDS, Act, candidate, codes, line_words
from dragoman.compare.follow import window as window_of
from dragoman.compare.ledger import LedgerLine, ledger_lines
from dragoman.errors import RecordNotWritable
from dragoman.records import Article, Event, Statement
from dragoman.statements.topics import TopicTable
from dragoman.store.listing import EventFilter, StatementFilter, list_events, list_statements
from dragoman.store.open import Store, open_store
from dragoman.store.rows import from_row, insert, to_row

RULES = (
    1  # counted up when the rules of this package or the words of topics change, so that old records are computed anew
)
CHUNK = 200  # articles of one transaction: a second's work, so that other writers need not wait long
_TABLES = ("positions", "ledger", "ledger_acts", "ledger_candidates")
_MADE = ("positions", "ledger", "ledger_sides", "ledger_words", "ledger_acts", "ledger_candidates")


class Told(msgspec.Struct, frozen=True):
    """What one article gives to the tables."""

    article: str
    said: tuple[spoken.Spoken, ...]
    lines: tuple[LedgerLine, ...]
    acts: tuple[Act, ...]


def is_fresh(store: Store) -> bool:
    """Whether everything that was read is in the computed tables."""
    sql = "SELECT 1 FROM compare_todo UNION ALL SELECT 1 FROM compare_rules WHERE version <> ? LIMIT 1"
    return store.first(sql, (RULES,)) is None


def refresh(store: Store) -> int:
    """Compute what changed since the last time, and return the number of articles it was computed for.

    Raises:
        RecordNotWritable: the record was opened for reading, or the file cannot be written.
    """
    if store.first("SELECT 1 FROM compare_rules WHERE version <> ?", (RULES,)):
        _clear(store)
    table, done = TopicTable.load(), 0
    while True:
        todo = [row["article"] for row in store.query("SELECT article FROM compare_todo LIMIT ?", (CHUNK,))]
        if not todo:
            return done
        told = [_told(store, article, table) for article in todo]
        with store.transaction() as connection:
            _forget(store, todo)
            for one in told:
                _write(store, one)
            _match(store, told)
            connection.executemany("DELETE FROM compare_todo WHERE article = ?", [(article,) for article in todo])
        done += len(todo)


def refreshed(store: Store) -> Store:
    """The record with its computed tables up to date, whichever way it was opened.

    Raises:
        RecordNotWritable: something changed, and the file cannot be written.
    """
    if is_fresh(store):
        return store
    if store.mode == "write":
        refresh(store)
        return store
    try:
        with open_store(store.path, mode="write") as writer:
            refresh(writer)
    except RecordNotWritable as error:
        remedy = "Read once with a record that can be written: what is compared is computed then"
        raise RecordNotWritable(error.what, values=error.values, remedy=remedy) from error
    return store


def rebuild(store: Store) -> int:
    """Compute everything anew, and return the number of articles; decisions stay."""
    _clear(store)
    return refresh(store)


def _clear(store: Store) -> None:
    with store.transaction() as connection:
        for table in _MADE:
            connection.execute(f"DELETE FROM {table}")
        connection.execute("INSERT OR IGNORE INTO compare_todo SELECT id FROM articles")
        connection.execute("UPDATE compare_rules SET version = ?", (RULES,))


def _told(store: Store, article: str, table: TopicTable) -> Told:
    row = store.first("SELECT * FROM articles WHERE id = ?", (article,))
    if row is None:
        return Told(article, (), (), ())
    found: Article = from_row(Article, row)
    events: tuple[Event, ...] = tuple(list_events(store, EventFilter(article=article)))
    statements: tuple[Statement, ...] = tuple(list_statements(store, StatementFilter(article=article)))
    lines = ledger_lines(found, events, statements, topics=table)
    said = spoken.spoken(found, events, statements, topics=table)
    return Told(article, said, lines, acts.acts_of(found, events, statements, lines))


def _forget(store: Store, articles: Sequence[str]) -> None:
    marks = ", ".join("?" * len(articles))
    for table in _TABLES:
        store.connection.execute(f"DELETE FROM {table} WHERE article IN ({marks})", tuple(articles))


def _write(store: Store, told: Told) -> None:
    run = store.connection.executemany
    run("INSERT OR REPLACE INTO positions VALUES (?, ?, ?, ?, ?, ?, ?)", spoken.rows(told.said))
    for line in told.lines:
        _write_line(store, line)
    run("INSERT OR REPLACE INTO ledger_acts VALUES (?, ?, ?, ?, ?)", acts.rows(told.acts))


def _write_line(store: Store, line: LedgerLine) -> None:
    made = line.made.earliest or line.made.latest
    days = {"made_day": _iso(made), "due_first": _iso(line.due.earliest), "due_last": _iso(line.due.latest)}
    insert(store.connection, "ledger", {**to_row(line), **days}, verb="INSERT OR REPLACE")
    sides = (("owed_by", line.owed_by), ("owed_to", line.owed_to))
    store.connection.executemany(
        "INSERT OR REPLACE INTO ledger_sides VALUES (?, ?, ?, ?)",
        [(party, side, days["due_last"], line.id) for side, who in sides for party in codes(who)],
    )
    store.connection.executemany(
        "INSERT OR REPLACE INTO ledger_words VALUES (?, ?, ?)",
        [(party, word, line.id) for party in codes(line.owed_by) for word in line_words(line)],
    )


def _match(store: Store, told: Sequence[Told]) -> None:
    """Compare new lines with every act, and new acts with the lines that were there before."""
    fresh = {line.id: line for one in told for line in one.lines}
    known = {act.item: act for one in told for act in one.acts}
    for line in fresh.values():
        for item in sorted(_acts_near(store, line)):
            act = known.get(item) or acts.load(store, item)
            if act is not None:
                _write_candidate(store, line, act)
    for act in known.values():
        for line_id in sorted(_lines_near(store, act) - fresh.keys()):
            row = store.first("SELECT * FROM ledger WHERE id = ?", (line_id,))
            if row is not None:
                _write_candidate(store, from_row(LedgerLine, row), act)


def _acts_near(store: Store, line: LedgerLine) -> Iterator[str]:
    """Acts of who owes, in the time a line is followed, that share words with it or come when it is due."""
    between = window_of(line)
    if between is None:
        return
    words, seen = line_words(line), set()
    due = _slack(line.due.earliest or line.due.latest, line.due.latest)
    for party in sorted(codes(line.owed_by)):
        # A day or more earlier: an act of several days, or one known to the month, may begin before the line.
        first = date.fromordinal(max(between[0].toordinal() - 366, 1)).isoformat()
        rows = store.query(
            "SELECT day, item, words FROM ledger_acts WHERE party = ? AND day BETWEEN ? AND ?",
            (party, first, between[1].isoformat()),
        )
        for row in rows:
            if row["item"] not in seen and (
                len(words.intersection(row["words"].split())) >= SHARED_WORDS
                or (due is not None and due[0] <= row["day"] <= due[1])
            ):
                seen.add(row["item"])
                yield row["item"]


def _lines_near(store: Store, act: Act) -> set[str]:
    """Lines of the parties of an act that share words with it, or are due when it comes."""
    found: set[str] = set()
    words = sorted(act.words)
    day = act.when.earliest or act.when.latest
    if day is None:
        return found
    first, last = (date.fromordinal(max(1, day.toordinal() + by)).isoformat() for by in (-LATE_DAYS, HORIZON_DAYS))
    marks = ", ".join("?" * len(words))
    for party in sorted(act.actors | act.recipients):
        rows = store.query(
            f"""SELECT line FROM ledger_words WHERE party = ? AND word IN ({marks})
                GROUP BY line HAVING count(*) >= {SHARED_WORDS}""",
            (party, *words),
        )
        found.update(row["line"] for row in rows)
        due = "SELECT line FROM ledger_sides WHERE party = ? AND side = 'owed_by' AND due_last BETWEEN ? AND ?"
        found.update(row["line"] for row in store.query(due, (party, first, last)))
    return found


def _slack(first: date | None, last: date | None) -> tuple[str, str] | None:
    if first is None or last is None:
        return None
    early = date.fromordinal(max(1, first.toordinal() - EARLY_DAYS - 31))
    return early.isoformat(), date.fromordinal(last.toordinal() + EARLY_DAYS).isoformat()


def _write_candidate(store: Store, line: LedgerLine, act: Act) -> None:
    found = candidate(line, act)
    if found is not None:
        row = {**to_row(found), "line": line.id}
        insert(store.connection, "ledger_candidates", row, verb="INSERT OR REPLACE")


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
