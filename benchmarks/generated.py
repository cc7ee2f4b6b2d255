"""A large record of generated articles: no text in it means anything, sizes and frequencies are those of print.

Rows go straight into the tables, the computed ones too: reading as many articles would take a day.
"""

import json
import random
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

from dragoman.codes.topics import ancestors, topics
from dragoman.compare.upkeep import NO_DAY, RULES
from dragoman.store.open import open_store

SEED = 20171109
DAYS = 3650  # ten years
FIRST_DAY = date(2015, 1, 1)
FULL = 200_000  # articles in ten years; a smaller record ends earlier
STATES = 190
PARTIES = tuple(f"S{rank:03d}" for rank in range(1, STATES + 1))
SHARES = tuple(accumulate(1 / rank for rank in range(1, STATES + 1)))  # Zipf: the busiest takes part in a sixth
TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "AID", "RETREAT", "ASSAULT",
)  # fmt: skip
LINES = {"AGREE": "promise", "REQUEST": "demand", "THREATEN": "threat"}
SPEECHES = ("pledge", "demand", "denial", "accusation", "praise", "concern", "assessment")
_ENDS = tuple(f"{one}{two}" for one in "bcdfghjklmnpqrstvwxz" for two in "aeiou")
# About as many telling words as the language of dispatches has, each as frequent as its rank says.
WORDS = tuple(f"{one}{two}{end}ration" for one in "bcdfghjklmnp" for two in ("an", "er", "ol", "ut") for end in _ENDS)
WORD_SHARES = tuple(accumulate(1 / (rank + 50) for rank in range(len(WORDS))))
NO_DATE = '{"earliest":null,"latest":null,"precision":"unknown"}'
BATCH = 5000

Row = dict[str, object]
Rows = Iterator[tuple[str, Row]]


class Sentence:
    """A sentence of a generated article, which tells one event."""

    def __init__(self, number: int, ordinal: int, at: int, chance: random.Random) -> None:
        self.article = f"article-{number:08d}"
        self.ordinal = ordinal
        self.day = str(_day_of(number))
        self.text = f"{' '.join(chance.choices(WORDS, cum_weights=WORD_SHARES, k=9))} {number} {ordinal}."
        self.at = at
        self.sides = tuple(chance.choices(PARTIES, cum_weights=SHARES)[0] for _ in range(2))
        self.type = chance.choice(TYPES)
        self.status = "planned" if chance.random() < 0.1 else "occurred"

    def id(self, kind: str) -> str:
        """The id of what is read from it."""
        return f"{kind}-{self.article[8:]}{self.ordinal:02d}"

    @property
    def when(self) -> str:
        """Its day as a column has it."""
        return _when(self.day, self.day)

    @property
    def words(self) -> list[str]:
        """The stems of its telling words."""
        return sorted({word[:6] for word in self.text.split()[:6]})

    @property
    def place(self) -> Row:
        """The columns of what quotes it."""
        return {"article": self.article, "text": self.text, "start": self.at, "end": self.at + len(self.text)}


def generate(path: Path, *, events: int, articles: int) -> None:
    """Write a record of so many events and articles."""
    open_store(path, mode="write").close()
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF", "cache_size = -400000"):
        connection.execute(f"PRAGMA {pragma}")
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("BEGIN")
    connection.execute(
        'INSERT INTO runs (id, code, model, "tables", settings) VALUES (?, ?, ?, ?, ?)', ("run-1", *"cmts")
    )
    chance, each = random.Random(SEED), events // articles
    for start in range(0, articles, BATCH):
        _write(connection, start, min(start + BATCH, articles), each, chance)
    connection.execute("UPDATE compare_rules SET version = ?", (RULES,))
    for _, sql in triggers:
        connection.execute(sql)
    connection.execute("COMMIT")
    connection.execute("ANALYZE")
    connection.close()


def _write(connection: sqlite3.Connection, start: int, end: int, each: int, chance: random.Random) -> None:
    rows: dict[tuple[str, ...], list[tuple[object, ...]]] = {}
    for number in range(start, end):
        for table, row in _article(number, each, chance):
            rows.setdefault((table, *row), []).append(tuple(row.values()))
    for (table, *columns), values in rows.items():
        named, marks = ", ".join(f'"{name}"' for name in columns), ", ".join("?" * len(columns))
        connection.executemany(f"INSERT OR IGNORE INTO {table} ({named}) VALUES ({marks})", values)


def _article(number: int, each: int, chance: random.Random) -> Rows:
    sentences: list[Sentence] = []
    for ordinal in range(each):
        at = sentences[-1].at + len(sentences[-1].text) + 1 if sentences else 0
        sentences.append(Sentence(number, ordinal, at, chance))
        yield from _event(sentences[-1], chance)
        if ordinal % 2 == 0:
            yield from _statement(sentences[-1], chance)
    day = str(_day_of(number))
    yield "articles", {
        "id": f"article-{number:08d}", "source": f"{number}.txt", "text": " ".join(one.text for one in sentences),
        "body_start": 0, "furniture": "[]", "language": "en", "published": day, "published_from": "metadata",
        "published_window": _when(day, day), "dating": "[]", "extra": "{}", "run": "run-1", "coding_sha256": "x",
    }  # fmt: skip


def _event(told: Sentence, chance: random.Random) -> Rows:
    event = told.id("event")
    trigger = json.dumps({"start": told.at, "end": told.at + 5, "text": told.text[:5]})
    yield "events", {
        **told.place, "id": event, "ordinal": told.ordinal, "type": told.type, "trigger": trigger,
        "status": told.status, "basis": "plain", "contexts": "[]", "citations": "[]", "when": told.when,
        "confidence": 1.0, "why": "[]", "run": "run-1",
    }  # fmt: skip
    for side, code in zip(("actors", "recipients"), told.sides, strict=True):
        yield "participants", {"event": event, **_who(side, code)}
    line = told.type in LINES or told.status == "planned"
    if line or told.status == "occurred":
        act = {"party": told.sides[0], "day": told.day, "item": event, "article": told.article, "type": told.type}
        yield "ledger_acts", {**act, "words": " ".join(told.words)}
    if line:
        yield from _line(told, chance)


def _line(told: Sentence, chance: random.Random) -> Rows:
    line, first = told.id("line"), date.fromisoformat(told.day)
    last = str(first + timedelta(days=chance.randrange(5, 400))) if chance.random() < 0.3 else None
    by, to = (json.dumps([{"name": code, "party": code}]) for code in told.sides)
    days = {"made_day": told.day, "due_day": last or NO_DAY}
    yield "ledger", {
        **told.place, **days, "id": line, "kind": "plan" if told.status == "planned" else LINES[told.type],
        "owed_by": by, "owed_to": to, "made": told.when, "made_from": "event",
        "due": _when(told.day, last) if last else NO_DATE, "status": told.status, "basis": "plain",
        "event": told.id("event"), "topics": "[]",
    }  # fmt: skip
    for side, code in zip(("owed_by", "owed_to"), told.sides, strict=True):
        yield "ledger_sides", {**days, "party": code, "side": side, "line": line}
    until = str(first + timedelta(days=365))
    for word in told.words:
        key = {"party": told.sides[0], "word": word, "until_day": until}
        yield "ledger_words", {**key, "line": line, "made_day": told.day}
    if chance.random() < 0.2:
        yield "ledger_candidates", {
            "line": line, "item": told.id("event"), "article": told.article, "relation": "fulfils", "score": 0.8,
            "reasons": "[]", "day": told.day, "text": told.text, "due": NO_DATE,
        }  # fmt: skip


def _statement(told: Sentence, chance: random.Random) -> Rows:
    statement, code = told.id("statement"), chance.choices(PARTIES, cum_weights=SHARES)[0]
    about = chance.sample(topics(), k=chance.choice((0, 1, 1, 2)))
    yield "statements", {
        **told.place, "id": statement, "ordinal": told.ordinal, "kind": "indirect", "stance": "affirms",
        "act": "assert", "addressees": "[]", "said": told.when, "topics": json.dumps(about), "citations": "[]",
        "confidence": 1.0, "why": "[]", "run": "run-1",
    }  # fmt: skip
    yield "participants", {"statement": statement, **_who("speakers", code)}
    said = {"party": code, "first_day": told.day, "last_day": told.day, "item": statement, "article": told.article}
    speech = chance.choice(SPEECHES)
    for topic in sorted({"", *(above for one in about for above in ancestors(one))}):
        yield "positions", {**said, "topic": topic, "speech": speech}


def _who(side: str, code: str) -> Row:
    return {"side": side, "ordinal": 0, "id": code, "name": code, "kind": "state", "party": code, "sectors": "[]"}


def _day_of(number: int) -> date:
    return FIRST_DAY + timedelta(days=number * DAYS // FULL % DAYS)


def _when(first: str, last: str) -> str:
    return json.dumps({"earliest": first, "latest": last, "precision": "day"})
