"""What parties said on a topic over time: by speech act, first and last, repeated, and where they said otherwise.

A position is what office holders and bodies of a party said, with its stance; nothing here says what is so. Two
sentences are of one matter when they share half of their telling words; where one of them denies or negates it and the
other does not, both are shown as "said otherwise", the earlier first.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from dragoman.compare.speech import Speech
from dragoman.compare.spoken import ANY_TOPIC
from dragoman.compare.upkeep import refreshed
from dragoman.compare.wording import STEM_LETTERS, names, negated, shared, stems
from dragoman.errors import UsageError
from dragoman.partial_date import PartialDate
from dragoman.records import Record, SpeechAct, Stance
from dragoman.store.listing import require_interval
from dragoman.store.open import Store, Value

# Share of the shorter sentence's telling words that the other must have, and how many, to be of one matter. On the
# pairs of tests/compare/test_positions.py lower values tie sentences that only name the same country.
ALIKE, AT_LEAST = 0.5, 2
# A word that half of what is said holds ties nothing: in a long list it stands for the topic itself.
COMMON_SHARE, COMMON_FROM = 0.5, 20
# What another says stands beside a denial when it shares so many telling words, counts naming the denying party as
# one more, and a word of accusing as one more.
BESIDE_FROM = 2
_ACCUSING = ("alleg", "accus", "suspec", "blam", "claim", "charg", "harbou", "harbor")
_DENYING: frozenset[Speech] = frozenset({"denial", "refusal"})
_JUDGING: frozenset[Speech] = frozenset({"praise", "accusation"})


class PositionEntry(Record, frozen=True, kw_only=True):
    """One thing said for a party."""

    party: str
    item: str  # id of the statement, or of the event that tells that it was said
    source: Literal["statement", "event"]
    article: str
    when: PartialDate  # when it was said, else the days in which the article was published
    speakers: tuple[str, ...]
    offices: tuple[str, ...]
    speech: Speech
    stance: Stance | None  # None: told as an event
    act: SpeechAct | None
    text: str
    start: int
    end: int
    topics: tuple[str, ...]
    names: frozenset[str] = frozenset()  # words of the names of who speaks

    @property
    def words(self) -> frozenset[str]:
        """The stems of its telling words."""
        return stems(self.text, self.names)

    @property
    def negative(self) -> bool:
        """Whether it says that something is not so: by denying it, or by a negation, but not by both."""
        return (self.speech in _DENYING or self.stance == "doubts") != negated(self.text)


class Turn(Record, frozen=True, kw_only=True):
    """Two things a party said on one matter, one of them the other way round; no verdict on which holds."""

    earlier: PositionEntry
    later: PositionEntry
    words: tuple[str, ...]  # the stems they share


class Matter(Record, frozen=True, kw_only=True):
    """What a party said more than once."""

    entries: tuple[PositionEntry, ...]
    words: tuple[str, ...]  # the stems that most of them share

    @property
    def first(self) -> PositionEntry:
        """When it was first said."""
        return self.entries[0]

    @property
    def last(self) -> PositionEntry:
        """When it was last said."""
        return self.entries[-1]


class Position(Record, frozen=True, kw_only=True):
    """What one party said on a topic in a stretch of time."""

    party: str
    topic: str | None
    since: PartialDate | None
    until: PartialDate | None
    entries: tuple[PositionEntry, ...]
    repeated: tuple[Matter, ...]
    otherwise: tuple[Turn, ...]

    @property
    def first(self) -> PositionEntry | None:
        """The first thing said; None: nothing was."""
        return self.entries[0] if self.entries else None

    @property
    def last(self) -> PositionEntry | None:
        """The last thing said; None: nothing was."""
        return self.entries[-1] if self.entries else None

    @property
    def counts(self) -> dict[Speech, int]:
        """How often each speech act was done, the most frequent first."""
        return dict(Counter(entry.speech for entry in self.entries).most_common())


class Beside(Record, frozen=True, kw_only=True):
    """A denial, and what others say of the same thing."""

    denial: PositionEntry
    others: tuple[PositionEntry, ...]


class Positions(Record, frozen=True, kw_only=True):
    """Positions side by side: of parties, or of one party in several stretches of time."""

    topic: str | None
    columns: tuple[Position, ...]
    beside: tuple[Beside, ...]


Condition = tuple[str, tuple[Value, ...]]
Voice = tuple[str, str | None]  # name and office of who speaks
Period = tuple[PartialDate | None, PartialDate | None]


def positions(
    store: Store, parties: Sequence[str], *, topic: str | None = None, periods: Sequence[Period] = ((None, None),),
    copies: bool = False,
) -> Positions:  # fmt: skip
    """What parties said, a column for each party and period.

    Args:
        store: an open record.
        parties: codes of one or more different parties.
        topic: code of a topic; what lies below it counts too. None: any topic.
        periods: first and last date of each stretch of time; None: open.
        copies: whether articles that copy another count too.

    Raises:
        UsageError: no party, a party twice, or a period that ends before it starts.
        RecordNotWritable: articles came in since positions were computed, and the record cannot be written.
    """
    if not parties or len(set(parties)) != len(parties):
        raise UsageError(
            "positions are of one or more different parties", values=repr(list(parties)), remedy="Name each once"
        )
    refreshed(store)
    columns = []
    for party in parties:
        for since, until in periods:
            require_interval(since, until)
            entries = tuple(_entries(store, party, topic, since, until, copies=copies))
            columns.append(_position(party, topic, (since, until), entries))
    return Positions(topic=topic, columns=tuple(columns), beside=tuple(_beside(store, columns, topic)))


def topics_spoken_of(store: Store, party: str) -> dict[str, int]:
    """The topics a party spoke of, with the number of things said on each, the most frequent first."""
    rows = refreshed(store).query(
        """SELECT topic, count(*) AS number FROM positions WHERE party = ? AND topic <> ?
           GROUP BY topic ORDER BY number DESC, topic""",
        (party, ANY_TOPIC),
    )
    return {row["topic"]: row["number"] for row in rows}


def _position(party: str, topic: str | None, period: Period, entries: tuple[PositionEntry, ...]) -> Position:
    ties = _ties(entries)
    return Position(
        party=party, topic=topic, since=period[0], until=period[1], entries=entries,
        repeated=tuple(_matters(entries, ties)), otherwise=tuple(_turns(entries, ties)),
    )  # fmt: skip


# --- reading -----------------------------------------------------------------------------------------------


def _entries(
    store: Store, party: str, topic: str | None, since: PartialDate | None, until: PartialDate | None, *, copies: bool
) -> Iterator[PositionEntry]:
    conditions: list[Condition] = [("p.party = ? AND p.topic = ?", (party, topic or ANY_TOPIC))]
    if since is not None and since.earliest is not None:
        conditions.append(("p.last_day >= ?", (since.earliest.isoformat(),)))
    if until is not None and until.latest is not None:
        conditions.append(("p.first_day <= ?", (until.latest.isoformat(),)))
    yield from _read(store, conditions, copies=copies)


def _read(store: Store, conditions: Sequence[Condition], *, copies: bool) -> Iterator[PositionEntry]:
    """The entries that hold all conditions, by day."""
    original = "" if copies else "AND a.duplicate_of IS NULL"
    sql = f"""
        SELECT p.party, p.item, p.article, p.speech, p.first_day, p.last_day,
               s.text AS said, s.start AS said_start, s."end" AS said_end, s.stance, s.act, s.topics, s.said AS said_on,
               e.text AS told, e.start AS told_start, e."end" AS told_end, e."when" AS told_on
        FROM positions p JOIN articles a ON a.id = p.article {original}
        LEFT JOIN statements s ON s.id = p.item LEFT JOIN events e ON e.id = p.item
        WHERE {" AND ".join(text for text, _ in conditions)}
        ORDER BY p.first_day IS NULL, p.first_day, p.last_day, p.item"""
    rows = list(store.query(sql, tuple(value for _, some in conditions for value in some)))
    speakers = _speakers(store, [(row["item"], row["party"]) for row in rows])
    topics = _topics(store, [row["item"] for row in rows if row["told"] is not None])
    for row in rows:
        item, statement = row["item"], row["said"] is not None
        if not statement and row["told"] is None:
            continue
        who = speakers.get((item, row["party"]), ())
        yield PositionEntry(
            party=row["party"],
            item=item,
            source="statement" if statement else "event",
            article=row["article"],
            when=_when(row["said_on"] if statement else row["told_on"], row["first_day"], row["last_day"]),
            speakers=tuple(dict.fromkeys(name for name, _ in who)),
            offices=tuple(dict.fromkeys(office for _, office in who if office)),
            speech=row["speech"],
            stance=row["stance"] if statement else None,
            act=row["act"] if statement else None,
            text=row["said"] if statement else row["told"],
            start=row["said_start"] if statement else row["told_start"],
            end=row["said_end"] if statement else row["told_end"],
            topics=tuple(msgspec.json.decode(row["topics"])) if statement else topics.get(item, ()),
            names=names(*(name for name, _ in who)),
        )


def _when(told: str, first: str | None, last: str | None) -> PartialDate:
    """The date as told, with its precision; else the days of publication."""
    found = msgspec.json.decode(told, type=PartialDate)
    if found or first is None:
        return found
    return PartialDate.parse(first if first == last else f"{first}/{last}")


def _speakers(store: Store, items: Sequence[tuple[str, str]]) -> dict[tuple[str, str], tuple[Voice, ...]]:
    """Names and offices of those who speak for the party, by item and party."""
    found: dict[tuple[str, str], list[Voice]] = {}
    ids = [item for item, _ in items]
    for column, side in (("statement", "speakers"), ("event", "actors")):
        for row in _by_items(store, f"SELECT * FROM participants WHERE side = '{side}' AND {column}", ids):
            found.setdefault((row[column], row["party"]), []).append((row["name"], row["office"]))
    return {key: tuple(who) for key, who in found.items()}


def _topics(store: Store, items: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The topics of events: those of the computed rows that no other of them stands below."""
    found: dict[str, set[str]] = {}
    for row in _by_items(store, "SELECT topic, item FROM positions WHERE topic <> '' AND item", items):
        found.setdefault(row["item"], set()).add(row["topic"])
    return {
        item: tuple(sorted(code for code in codes if not any(other.startswith(f"{code}.") for other in codes)))
        for item, codes in found.items()
    }


def _by_items(store: Store, sql: str, items: Sequence[str]) -> Iterator[sqlite3.Row]:
    unique = sorted(set(items))
    for start in range(0, len(unique), 500):
        some = unique[start : start + 500]
        yield from store.query(f"{sql} IN ({', '.join('?' * len(some))})", some)


# --- repeated, said otherwise ------------------------------------------------------------------------------


def _ties(entries: Sequence[PositionEntry]) -> list[tuple[int, int, frozenset[str]]]:
    """Pairs of entries that are of one matter, with the stems they share."""
    called = frozenset(word for entry in entries for word in entry.names)
    words = [stems(entry.text, called) for entry in entries]
    count = Counter(word for some in words for word in some)
    common = {
        word for word, number in count.items() if len(entries) >= COMMON_FROM and number > len(entries) * COMMON_SHARE
    }
    places: dict[str, list[int]] = {}
    found = []
    for at, some in enumerate(words):
        met: Counter[int] = Counter()
        for word in some - common:
            met.update(places.get(word, ()))
            places.setdefault(word, []).append(at)
        for earlier, number in met.items():
            if number < AT_LEAST or _in_one_clause(entries[earlier], entries[at]):
                continue
            if shared(words[earlier] - common, some - common) >= ALIKE:
                found.append((earlier, at, words[earlier] & some))
    return found


def _opposed(one: PositionEntry, other: PositionEntry) -> bool:
    """Whether two entries of one matter go opposite ways: so and not so, or praise and accusation."""
    return one.negative != other.negative or {one.speech, other.speech} == _JUDGING


def _in_one_clause(one: PositionEntry, other: PositionEntry) -> bool:
    """Whether two entries were read from the same words, which are not said twice."""
    return one.article == other.article and max(one.start, other.start) < min(one.end, other.end)


def _matters(entries: Sequence[PositionEntry], ties: Iterable[tuple[int, int, frozenset[str]]]) -> Iterator[Matter]:
    """Entries that say one thing again: tied, the same way round, and not twice in one sentence."""
    root = list(range(len(entries)))

    def top(at: int) -> int:
        while root[at] != at:
            at = root[at]
        return at

    for earlier, later, _ in ties:
        if not _opposed(entries[earlier], entries[later]):
            one, other = sorted((top(earlier), top(later)))
            root[other] = one
    groups: dict[int, list[PositionEntry]] = {}
    for at, entry in enumerate(entries):
        groups.setdefault(top(at), []).append(entry)
    for group in groups.values():
        if len(group) > 1:
            count = Counter(word for entry in group for word in entry.words)
            words = sorted(word for word, number in count.items() if number * 2 > len(group))
            yield Matter(entries=tuple(group), words=tuple(words))


def _turns(entries: Sequence[PositionEntry], ties: Iterable[tuple[int, int, frozenset[str]]]) -> Iterator[Turn]:
    """For each entry the latest earlier one that says the matter the other way round."""
    best: dict[int, tuple[int, frozenset[str]]] = {}
    for earlier, later, words in ties:
        if _opposed(entries[earlier], entries[later]) and earlier >= best.get(later, (-1,))[0]:
            best[later] = (earlier, words)
    for later, (earlier, words) in sorted(best.items()):
        yield Turn(earlier=entries[earlier], later=entries[later], words=tuple(sorted(words)))


# --- denials -----------------------------------------------------------------------------------------------


def _beside(store: Store, columns: Sequence[Position], topic: str | None) -> Iterator[Beside]:
    """Each denial with what others say of it: in the same article, or in another column."""
    shown = [entry for column in columns for entry in column.entries]
    denials = [entry for entry in shown if entry.speech == "denial"]
    if not denials:
        return
    articles = sorted({denial.article for denial in denials})
    near: dict[str, list[PositionEntry]] = {}
    for start in range(0, len(articles), 500):
        some = articles[start : start + 500]
        held = (f"p.article IN ({', '.join('?' * len(some))}) AND p.topic = ?", (*some, topic or ANY_TOPIC))
        for entry in _read(store, [held], copies=True):
            near.setdefault(entry.article, []).append(entry)
    called = _names_of(store, articles)
    by_stem: dict[str, list[PositionEntry]] = {}
    for entry in shown if len({entry.party for entry in shown}) > 1 else ():
        for stem in stems(entry.text):
            by_stem.setdefault(stem, []).append(entry)
    for denial in denials:
        known = called.get((denial.article, denial.party), frozenset())
        far = [entry for stem in denial.words | known for entry in by_stem.get(stem, ())]
        others = {entry.item: entry for entry in (*near.get(denial.article, ()), *far) if entry.party != denial.party}
        yield Beside(denial=denial, others=tuple(_fitting(denial, others.values(), known)))


def _fitting(denial: PositionEntry, others: Iterable[PositionEntry], called: frozenset[str]) -> Iterator[PositionEntry]:
    """What says enough of the thing denied, most first."""
    scored = [(_weight(denial, entry, called), entry) for entry in others]
    for weight, entry in sorted(scored, key=lambda pair: (-pair[0], pair[1].when, pair[1].item)):
        if weight >= BESIDE_FROM:
            yield entry


def _weight(denial: PositionEntry, other: PositionEntry, called: frozenset[str]) -> int:
    words = stems(other.text)
    accusing = any(mark in other.text.lower() for mark in _ACCUSING) or other.speech == "accusation"
    return len((words & denial.words) - called) + bool(words & called) + accusing


def _names_of(store: Store, articles: Sequence[str]) -> dict[tuple[str, str], frozenset[str]]:
    """Stems of what parties are called in articles: "Pakistan" meets "Pakistani"."""
    found: dict[tuple[str, str], set[str]] = {}
    for table, column in (("events", "event"), ("statements", "statement")):
        sql = f"""SELECT h.article, p.party, p.name FROM {table} h JOIN participants p ON p.{column} = h.id
                  WHERE p.party IS NOT NULL AND h.article"""
        for row in _by_items(store, sql, articles):
            words = (word for word in names(row["name"]) if len(word) >= STEM_LETTERS)
            known = stems(row["name"])
            stemmed = {word[:STEM_LETTERS] for word in words} & known
            found.setdefault((row["article"], row["party"]), set()).update(stemmed)
    return {key: frozenset(words) for key, words in found.items()}
