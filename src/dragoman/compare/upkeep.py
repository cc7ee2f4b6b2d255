"""Keeping what is computed across articles up to date: triggers note what changed, ``refresh`` computes it again.

What comes out does not depend on the order of reading: a line and an act are compared when the later of the two comes
in, by rules that look at these two alone.
"""

from collections.abc import Sequence
from datetime import date

import msgspec

from dragoman.compare import acts, spoken
from dragoman.compare.follow import NEAR_DAYS, SHARED_WORDS, SHARP_DAYS, Act, candidate, codes, line_words, may_follow
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
NO_DAY = "9999-12-31"  # of a line that is due on no set day: it is listed last
LONGEST_DAYS = 366  # an act that is known to the year may begin so long before the day that is looked at
KEPT = 50_000  # lines and acts of before in memory, 1 to 2 KB each: those of large parties are met again and again
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
    table, done, before = TopicTable.load(), 0, _Before(store)
    while True:
        todo = [row["article"] for row in store.query("SELECT article FROM compare_todo LIMIT ?", (CHUNK,))]
        if not todo:
            return done
        told = [_told(store, article, table) for article in todo]
        with store.transaction() as connection:
            _forget(store, todo)
            for one in told:
                _write(store, one)
            _match(store, told, before)
            connection.executemany("DELETE FROM compare_todo WHERE article = ?", [(article,) for article in todo])
        done += len(todo)


def refreshed(store: Store) -> Store:
    """The record with its computed tables up to date, whichever way it was opened.

    Raises:
        RecordNotWritable: something changed, and the file cannot be written.
    """
    if store.as_it_stands or is_fresh(store):
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
    run("INSERT OR REPLACE INTO ledger_acts VALUES (?, ?, ?, ?, ?, ?)", acts.rows(told.acts))


def _write_line(store: Store, line: LedgerLine) -> None:
    between = window_of(line)
    due = line.due.latest.isoformat() if line.due.latest else NO_DAY
    made = between[0].isoformat() if between else ""
    days = {"made_day": made, "due_day": due}
    insert(store.connection, "ledger", {**to_row(line), **days}, verb="INSERT OR REPLACE")
    sides = (("owed_by", line.owed_by), ("owed_to", line.owed_to))
    store.connection.executemany(
        "INSERT OR REPLACE INTO ledger_sides VALUES (?, ?, ?, ?, ?, ?)",
        [(party, side, due, made, line.id, line.foresees) for side, who in sides for party in codes(who)],
    )
    if between is None:
        return
    until = between[1].isoformat()
    store.connection.executemany(
        "INSERT OR REPLACE INTO ledger_words VALUES (?, ?, ?, ?, ?)",
        [(party, word, until, line.id, made) for party in codes(line.owed_by) for word in line_words(line)],
    )


class _Before:
    """Lines and acts of other articles, read when they are first asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lines: dict[str, LedgerLine | None] = {}
        self._acts: dict[str, Act | None] = {}

    def line(self, name: str) -> LedgerLine | None:
        """A line by its id."""
        if name not in self._lines:
            if len(self._lines) >= KEPT:
                self._lines.clear()
            row = self._store.first("SELECT * FROM ledger WHERE id = ?", (name,))
            self._lines[name] = from_row(LedgerLine, row) if row else None
        return self._lines[name]

    def act(self, item: str) -> Act | None:
        """An act by the event or statement it is."""
        if item not in self._acts:
            if len(self._acts) >= KEPT:
                self._acts.clear()
            self._acts[item] = acts.load(self._store, item)
        return self._acts[item]

    def drop(self, told: Sequence[Told]) -> None:
        """Forget what was written anew."""
        for one in told:
            for line in one.lines:
                self._lines.pop(line.id, None)
            for act in one.acts:
                self._acts.pop(act.item, None)


def _match(store: Store, told: Sequence[Told], before: _Before) -> None:
    """Compare new lines with every act, and new acts with the lines that were there before."""
    before.drop(told)
    fresh = {line.id: line for one in told for line in one.lines}
    known = {act.item: act for one in told for act in one.acts}
    for line in fresh.values():
        for item in sorted(_acts_near(store, line)):
            act = known.get(item) or before.act(item)
            if act is not None:
                _write_candidate(store, line, act)
    for act in known.values():
        for line_id in sorted(_lines_near(store, act) - fresh.keys()):
            line_before = before.line(line_id)
            if line_before is not None:
                _write_candidate(store, line_before, act)


def _acts_near(store: Store, line: LedgerLine) -> set[str]:
    """Acts of who owes, in the time a line is followed, that share words with it or are what was planned for then."""
    found: set[str] = set()
    between = window_of(line)
    if between is None:
        return found
    words, planned = line_words(line), _planned(line)
    # An act known to no few days follows a line only where it begins after it, as ``follow`` holds it.
    back = SHARP_DAYS if line.made.earliest else LONGEST_DAYS
    for party in sorted(codes(line.owed_by)):
        rows = store.query(
            "SELECT day, item, type, words FROM ledger_acts WHERE party = ? AND day BETWEEN ? AND ?",
            (party, _day(between[0], -back), between[1].isoformat()),
        )
        for row in rows:
            then = planned is not None and planned[0] <= row["day"] <= planned[1] and row["type"] == line.foresees
            if then or (
                may_follow(line, row["type"]) and len(words.intersection(row["words"].split())) >= SHARED_WORDS
            ):
                found.add(row["item"])
    return found


def _lines_near(store: Store, act: Act) -> set[str]:
    """Lines of the parties of an act that share words with it, or plan such a deed for its day."""
    found: set[str] = set()
    first, last = act.when.earliest or act.when.latest, act.when.latest or act.when.earliest
    if first is None or last is None:
        return found
    words = sorted(act.words)
    marks = ", ".join("?" * len(words))
    for party in sorted(act.actors | act.recipients):
        rows = store.query(
            f"""SELECT line FROM ledger_words WHERE party = ? AND word IN ({marks}) AND until_day >= ? AND made_day <= ?
                GROUP BY line HAVING count(*) >= {SHARED_WORDS}""",
            (party, *words, first.isoformat(), last.isoformat()),
        )
        found.update(row["line"] for row in rows)
        due = "SELECT line FROM ledger_sides WHERE party = ? AND foresees = ? AND due_day BETWEEN ? AND ?"
        days = (_day(first, -NEAR_DAYS), _day(last, SHARP_DAYS + NEAR_DAYS))
        found.update(row["line"] for row in store.query(due, (party, act.type, *days)))
    return found


def _planned(line: LedgerLine) -> tuple[str, str] | None:
    """The days on which the very deed that a line foresees may begin; None: it plans none for a sharp time."""
    first, last = line.due.earliest, line.due.latest
    if line.foresees is None or first is None or last is None or (last - first).days >= SHARP_DAYS:
        return None
    return _day(first, -LONGEST_DAYS), _day(last, NEAR_DAYS)


def _day(day: date, shift: int) -> str:
    return date.fromordinal(min(max(1, day.toordinal() + shift), date.max.toordinal())).isoformat()


def _write_candidate(store: Store, line: LedgerLine, act: Act) -> None:
    found = candidate(line, act)
    if found is not None:
        row = {**to_row(found), "line": line.id}
        insert(store.connection, "ledger_candidates", row, verb="INSERT OR REPLACE")
