"""Bringing happenings up to date after articles came in, changed or left: only what they touch is compared again.

What comes out is a function of the events in the record and the decisions on them, so that an update gives what
comparing everything anew would. It goes in steps of some thousand events, each a transaction of its own: another
process that reads into the same record waits for a step at most, and whoever is stopped goes on where it was.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence

from dragoman.compare.blocks import filed_under, looked_up
from dragoman.compare.decisions import decided_pairs, decisions_on
from dragoman.compare.forest import Link, happenings, spanning
from dragoman.compare.retellings import update_retellings
from dragoman.compare.score import Compared, bits_for, linked, match, probability, told_reasons
from dragoman.compare.summary import happening_id, summarise
from dragoman.compare.telling import Telling, packed, tellings, unpacked
from dragoman.store.open import Store

STEP_EVENTS = 2_000  # about a second: what another process may have to wait
_KEPT = 150_000  # tellings held in memory, 2 KB each
_AT_ONCE = 400

_FRESH = "SELECT id FROM events WHERE happening IS NULL ORDER BY first_day, id LIMIT ?"
_LINKED = "SELECT other FROM happening_links WHERE one = ?1 UNION SELECT one FROM happening_links WHERE other = ?1"
_FROM = "SELECT one, other, bits FROM happening_links WHERE one = ?"
_IN_BLOCK = "SELECT telling FROM telling_blocks WHERE block = ? AND day BETWEEN ? AND ?"
_COPIES = """SELECT id FROM articles WHERE id = ?1 OR duplicate_of = ?1
    OR id = (SELECT duplicate_of FROM articles WHERE id = ?1)
    OR duplicate_of = (SELECT duplicate_of FROM articles WHERE id = ?1)"""


def update_happenings(store: Store) -> int:
    """Give every event its happening, and return how many events were compared.

    Raises:
        RecordNotWritable: the record was opened for reading.
        RecordError: it cannot be written.
    """
    if not _pending(store):
        return 0
    compared, memory = 0, _Memory(store)
    while True:
        with store.transaction():
            number = _Step(store, memory).run()
        compared += number
        if not number:
            break
    with_retellings(store)
    return compared


def with_retellings(store: Store) -> None:
    """Look for sentences that tell happenings without an event of their own, a transaction a step."""
    steps = update_retellings(store)
    while True:
        with store.transaction():
            touched = next(steps, None)
            if touched is None:
                return
            summarise(store, touched)


def rebuild_happenings(store: Store) -> int:
    """Forget what was computed and compare every event anew; decisions stay. See ``update_happenings``."""
    with store.transaction() as connection:
        for table in ("tellings", "telling_blocks", "happening_links", "happenings", "tellings_left", "paper_keys",
                      "retellings"):  # fmt: skip
            connection.execute(f"DELETE FROM {table}")
        connection.execute("INSERT OR IGNORE INTO papers_open SELECT id FROM articles")
        connection.execute("UPDATE events SET happening = NULL")
    return update_happenings(store)


def _pending(store: Store) -> bool:
    asked = ("SELECT 1 FROM events WHERE happening IS NULL", "SELECT 1 FROM tellings_left",
             "SELECT 1 FROM articles_recounted", "SELECT 1 FROM papers_open")  # fmt: skip
    return any(store.first(f"{sql} LIMIT 1") for sql in asked)


class _Memory:
    """Tellings by number, read when they are first asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: dict[int, Compared] = {}

    def __getitem__(self, number: int) -> Compared:
        found = self._kept.get(number)
        if found is None:
            row = self._store.first("SELECT features FROM tellings WHERE number = ?", (number,))
            assert row is not None, f"telling {number} is linked and not there"
            found = self.put(number, unpacked(row["features"]))
        return found

    def put(self, number: int, telling: Telling) -> Compared:
        if len(self._kept) >= _KEPT:
            self._kept.clear()
        found = self._kept[number] = Compared(telling)
        return found

    def event(self, number: int) -> str:
        return self[number].telling.event

    def drop(self, number: int) -> None:
        self._kept.pop(number, None)


class _Step:
    """One step, within a transaction."""

    def __init__(self, store: Store, memory: _Memory) -> None:
        self._store = store
        self._memory = memory
        self._connection = store.connection
        self._touched: set[str] = set()  # happenings to be written anew

    def run(self) -> int:
        rows = list(self._store.query("SELECT event, happening FROM tellings_left LIMIT ?", (STEP_EVENTS,)))
        left = [row["event"] for row in rows]
        self._touched.update(row["happening"] for row in rows if row["happening"])
        fresh = [row["id"] for row in self._store.query(_FRESH, (STEP_EVENTS,))]
        bereft = self._remove(left)
        known = self._numbers(fresh)
        added = self._add([event for event in fresh if event not in known])
        compared = {*added, *bereft}
        links = [link for number in sorted(compared) for link in self._links(number)]
        self._regroup({*compared, *known.values()}, links)
        recounted = self._recounted()
        summarise(self._store, self._touched | recounted)
        self._connection.executemany("DELETE FROM tellings_left WHERE event = ?", [(event,) for event in left])
        return len(left) + len(fresh) + len(recounted)

    def _numbers(self, events: Sequence[str]) -> dict[str, int]:
        found = {}
        for batch in _batches(events):
            marks = ", ".join("?" * len(batch))
            sql = f"SELECT event, number FROM tellings WHERE event IN ({marks})"
            found.update({row["event"]: row["number"] for row in self._store.query(sql, batch)})
        return found

    def _remove(self, events: Sequence[str]) -> set[int]:
        """Remove tellings that left; the numbers of those that were linked to them, which must be compared again."""
        gone = set(self._numbers(events).values())
        bereft = self._connected(gone) - gone
        for number in gone:
            telling = self._memory[number].telling
            rows = [(block, telling.last, number) for block in filed_under(telling)]
            self._connection.executemany("DELETE FROM telling_blocks WHERE block = ? AND day = ? AND telling = ?", rows)
            self._memory.drop(number)
        rows_gone = [(number,) for number in gone]
        self._connection.executemany("DELETE FROM tellings WHERE number = ?", rows_gone)
        self._connection.executemany("DELETE FROM happening_links WHERE one = ?1 OR other = ?1", rows_gone)
        for number in bereft:
            self._touch(self._memory.event(number))
        return bereft

    def _touch(self, event: str) -> None:
        row = self._store.first("SELECT happening FROM events WHERE id = ?", (event,))
        if row and row["happening"]:
            self._touched.add(row["happening"])

    def _add(self, events: Sequence[str]) -> list[int]:
        numbers = []
        for telling in tellings(self._store, events):
            sql = "INSERT INTO tellings (event, features) VALUES (?, ?) RETURNING number"
            number: int = self._connection.execute(sql, (telling.event, packed(telling))).fetchone()[0]
            rows = [(block, telling.last, number) for block in filed_under(telling)]
            self._connection.executemany("INSERT OR IGNORE INTO telling_blocks VALUES (?, ?, ?)", rows)
            self._memory.put(number, telling)
            numbers.append(number)
        return numbers

    def _links(self, number: int) -> Iterator[tuple[int, int, float]]:
        compared = self._memory[number]
        found: set[int] = set()
        for stretch in looked_up(compared.telling):
            found.update(row[0] for row in self._connection.execute(_IN_BLOCK, stretch))
        found.discard(number)
        for other in found:
            against = self._memory[other]
            if against.telling.article != compared.telling.article:
                bits = linked(compared, against)
                if bits is not None:
                    yield number, other, bits

    def _connected(self, numbers: Iterable[int]) -> set[int]:
        """The tellings that links lead to, those asked for among them."""
        found, open_ = set(numbers), list(numbers)
        while open_:
            for row in self._connection.execute(_LINKED, (open_.pop(),)):
                if row[0] not in found:
                    found.add(row[0])
                    open_.append(row[0])
        return found

    def _regroup(self, numbers: Collection[int], fresh: Sequence[tuple[int, int, float]]) -> None:
        """Make the happenings anew of all that hangs together with these tellings, by links or decisions."""
        reached = self._connected({*numbers, *(end for one, other, _ in fresh for end in (one, other))})
        made = decisions_on(self._store, [self._memory.event(number) for number in reached])
        while made:
            named = {event for one in made for event in (*one.first, *one.second)}
            wider = self._connected({*reached, *self._numbers(sorted(named)).values()})
            if wider == reached:
                break
            reached = wider
            made = decisions_on(self._store, [self._memory.event(number) for number in reached])
        members = {self._memory.event(number): number for number in sorted(reached)}
        links = self._forest(members, fresh)
        pairs = decided_pairs(made, members)

        def bits(one: str, other: str) -> float:
            return bits_for(self._memory[members[one]], self._memory[members[other]])

        every = (self._memory[number].telling for number in members.values())
        days = {one.event: one.first for one in every if one.is_sharp}
        self._name(happenings(members, links, bits=bits, days=days, decided=pairs))

    def _forest(self, members: dict[str, int], fresh: Sequence[tuple[int, int, float]]) -> list[Link]:
        """The spanning forest of the links there were and the new ones, written where it changed."""
        old = []
        for number in members.values():
            for row in self._connection.execute(
                "SELECT one, other, bits FROM happening_links WHERE one = ?", (number,)
            ):
                old.append(self._link(row["one"], row["other"], row["bits"]))
        new = [self._link(one, other, bits) for one, other, bits in fresh]
        kept = spanning({*old, *new})
        before, after = set(old), set(kept)
        gone = [(members[link.one], members[link.other]) for link in before - after]
        self._connection.executemany("DELETE FROM happening_links WHERE one = ? AND other = ?", gone)
        added = [self._row(members[link.one], members[link.other], link.bits) for link in kept if link not in before]
        self._connection.executemany("INSERT INTO happening_links VALUES (?, ?, ?, ?, ?)", added)
        return kept

    def _row(self, one: int, other: int, bits: float) -> tuple[int, int, float, float, str]:
        found = match(self._memory[one], self._memory[other])
        return one, other, bits, probability(bits), "; ".join(told_reasons(found.reasons)) if found else ""

    def _link(self, one: int, other: int, bits: float) -> Link:
        first, second = sorted((self._memory.event(one), self._memory.event(other)))
        return Link(first, second, round(bits, 2))

    def _name(self, groups: Sequence[Sequence[str]]) -> None:
        """Write to each event the happening it is of."""
        events = [event for group in groups for event in group]
        rows: dict[str, tuple[str | None, str, str, str | None]] = {}
        for batch in _batches(events):
            marks = ", ".join("?" * len(batch))
            sql = f"""SELECT e.id, e.article, e.happening, a.published FROM events e JOIN articles a ON a.id = e.article
                      WHERE e.id IN ({marks})"""
            for row in self._store.query(sql, batch):
                rows[row["id"]] = (row["published"], row["article"], row["id"], row["happening"])
        changed = []
        for group in groups:
            key = happening_id(rows[event][:3] for event in group)
            self._touched.add(key)
            for event in group:
                before = rows[event][3]
                if before != key:
                    changed.append((key, event))
                    self._touched.update([before] if before else [])
        self._connection.executemany("UPDATE events SET happening = ? WHERE id = ?", changed)

    def _recounted(self) -> set[str]:
        """The happenings whose articles were found to be copies, or are no more, or changed their publisher."""
        changed = [
            row["article"]
            for row in self._store.query("SELECT article FROM articles_recounted LIMIT ?", (STEP_EVENTS,))
        ]
        articles = {row["id"] for article in changed for row in self._store.query(_COPIES, (article,))}
        found: set[str] = set()
        for batch in _batches(sorted(articles)):
            marks = ", ".join("?" * len(batch))
            sql = f"""SELECT happening FROM events WHERE article IN ({marks}) AND happening IS NOT NULL
                UNION SELECT e.happening FROM retellings r JOIN events e ON e.id = r.event
                WHERE r.article IN ({marks}) AND e.happening IS NOT NULL"""
            found.update(row["happening"] for row in self._store.query(sql, (*batch, *batch)))
        self._connection.executemany("DELETE FROM articles_recounted WHERE article = ?", [(one,) for one in changed])
        return found


def _batches(items: Sequence[str]) -> Iterator[Sequence[str]]:
    return (items[start : start + _AT_ONCE] for start in range(0, len(items), _AT_ONCE))
