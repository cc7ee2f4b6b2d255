"""Positions and ledger on a million events: ``python -m benchmarks.ledger FILE [--events N] [--articles N]``.

Makes the record where there is none (generated: no text means anything), then times look-ups on it. What is generated
goes straight into the tables; how fast the computed ones are kept up is measured on the last articles, by computing
them again.
"""

import argparse
import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

from dragoman.codes.topics import ancestors, topics
from dragoman.compare.positions import positions
from dragoman.compare.promises import PromiseFilter, promises
from dragoman.compare.upkeep import NO_DAY, RULES, refresh
from dragoman.partial_date import PartialDate
from dragoman.store.open import Store, open_store

SEED = 20171109
STATES = 190
DAYS = 3650
FIRST_DAY = date(2015, 1, 1)
TYPES = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "COOPERATE",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "AID",
    "RETREAT",
    "ASSAULT",
)
_ENDS = tuple(f"{one}{two}" for one in "bcdfghjklmnpqrstvwxz" for two in "aeiou")
SPEECHES = ("pledge", "demand", "denial", "accusation", "praise", "concern", "assessment")
PARTIES = tuple(f"S{rank:03d}" for rank in range(1, STATES + 1))
SHARES = tuple(accumulate(1 / rank for rank in range(1, STATES + 1)))  # Zipf: the busiest takes part in a sixth
# As many telling words as the example dispatches have for their number of sentences, each as frequent as its rank says.
WORDS = tuple(
    f"{one}{two}{three}ration" for one in "bcdfghjklmnp" for two in ("an", "er", "ol", "ut") for three in _ENDS
)
WORD_SHARES = tuple(accumulate(1 / (rank + 50) for rank in range(len(WORDS))))
EMPTY_DATE = '{"earliest":null,"latest":null,"precision":"unknown"}'
UPKEEP_ARTICLES = 100
ROUNDS = 5


def party(chance: random.Random) -> str:
    """A party; a few take part in much of what happens, as in print (Zipf)."""
    return chance.choices(PARTIES, cum_weights=SHARES)[0]


def generate(path: Path, *, events: int, articles: int) -> None:
    """Write a record of so many events and articles."""
    open_store(path, mode="write").close()
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF", "cache_size = -400000"):
        connection.execute(f"PRAGMA {pragma}")
    kept = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("BEGIN")
    connection.execute("INSERT INTO runs VALUES ('run-1', 'c', 'm', 't', 's')")
    chance = random.Random(SEED)
    each = events // articles
    known = topics()
    for start in range(0, articles, 5000):
        rows: dict[str, list[tuple[object, ...]]] = {}
        for number in range(start, min(start + 5000, articles)):
            _article(rows, chance, number, each, known)
        for sql, values in rows.items():
            connection.executemany(f"INSERT OR IGNORE INTO {sql} VALUES ({','.join('?' * len(values[0]))})", values)
    connection.execute("UPDATE compare_rules SET version = ?", (RULES,))
    for (sql,) in kept:
        connection.execute(sql)
    connection.execute("COMMIT")
    connection.execute("ANALYZE")
    connection.close()


def _article(
    rows: dict[str, list[tuple[object, ...]]], chance: random.Random, number: int, each: int, known: tuple[str, ...]
) -> None:
    def add(table: str, *values: object) -> None:
        rows.setdefault(table, []).append(values)

    day = FIRST_DAY + timedelta(days=number * DAYS // 200_000 % DAYS)
    article, sentences = f"article-{number:08d}", []
    at = 0
    for ordinal in range(each):
        words = " ".join(chance.choices(WORDS, cum_weights=WORD_SHARES, k=9))
        sentence = f"{words} {number} {ordinal}."
        sentences.append(sentence)
        _event(add, chance, article, day, ordinal, sentence, at)
        if ordinal % 2 == 0:
            _statement(add, chance, article, day, ordinal, sentence, at, known)
        at += len(sentence) + 1
    text = " ".join(sentences)
    window = f'{{"earliest":"{day}","latest":"{day}","precision":"day"}}'
    columns = (
        "id, source, text, body_start, furniture, language, published, published_from, "
        "published_window, dating, extra, run, coding_sha256"
    )
    add(
        f"articles ({columns})",
        article,
        f"{number}.txt",
        text,
        0,
        "[]",
        "en",
        str(day),
        "metadata",
        window,
        "[]",
        "{}",
        "run-1",
        "x",
    )


def _event(
    add: Callable[..., None], chance: random.Random, article: str, day: date, ordinal: int, sentence: str, at: int
) -> None:
    event, kind = f"event-{article[8:]}{ordinal:02d}", chance.choice(TYPES)
    one, other = party(chance), party(chance)
    status = "planned" if chance.random() < 0.1 else "occurred"
    when = f'{{"earliest":"{day}","latest":"{day}","precision":"day"}}'
    trigger = f'{{"start":{at},"end":{at + 5},"text":"{sentence[:5]}"}}'
    columns = (
        'id, article, ordinal, type, text, start, "end", trigger, status, '
        'basis, contexts, citations, "when", confidence, why, run'
    )
    add(
        f"events ({columns})",
        event,
        article,
        ordinal,
        kind,
        sentence,
        at,
        at + len(sentence),
        trigger,
        status,
        "plain",
        "[]",
        "[]",
        when,
        1.0,
        "[]",
        "run-1",
    )
    for side, code in (("actors", one), ("recipients", other)):
        columns = "event, side, ordinal, id, name, kind, party, sectors"
        add(f"participants ({columns})", event, side, 0, code, code, "state", code, "[]")
    if status == "occurred" or kind in ("AGREE", "REQUEST", "THREATEN"):
        add(
            "ledger_acts",
            one,
            str(day),
            event,
            article,
            kind,
            " ".join(sorted(word[:6] for word in sentence.split()[:6])),
        )
    if kind in ("AGREE", "REQUEST", "THREATEN") or status == "planned":
        _line(add, chance, article, day, event, (one, other), sentence, at, kind, status)


def _line(
    add: Callable[..., None], chance: random.Random, article: str, day: date, event: str, sides: tuple[str, str],
    sentence: str, at: int, kind: str, status: str,
) -> None:  # fmt: skip
    line = event.replace("event", "line")
    which = "plan" if status == "planned" else {"AGREE": "promise", "REQUEST": "demand", "THREATEN": "threat"}[kind]
    last = day + timedelta(days=chance.randrange(5, 400)) if chance.random() < 0.3 else None
    due = f'{{"earliest":"{day}","latest":"{last}","precision":"day"}}' if last else EMPTY_DATE
    by, to = (f'[{{"name":"{code}","party":"{code}"}}]' for code in sides)
    made = f'{{"earliest":"{day}","latest":"{day}","precision":"day"}}'
    columns = (
        'id, article, kind, text, start, "end", owed_by, owed_to, made, made_from, due, status, basis, event, topics, '
        "made_day, due_day"
    )
    add(
        f"ledger ({columns})",
        line,
        article,
        which,
        sentence,
        at,
        at + len(sentence),
        by,
        to,
        made,
        "event",
        due,
        status,
        "plain",
        event,
        "[]",
        str(day),
        str(last or NO_DAY),
    )
    for side, code in zip(("owed_by", "owed_to"), sides, strict=True):
        add("ledger_sides", code, side, str(last or NO_DAY), str(day), line, None)
    for word in {word[:6] for word in sentence.split()[:6]}:
        add("ledger_words", sides[0], word, str(day + timedelta(days=365)), line, str(day))
    if chance.random() < 0.2:
        columns = "line, item, article, relation, score, reasons, day, text, due"
        add(
            f"ledger_candidates ({columns})", line, event, article, "fulfils", 0.8, "[]", str(day), sentence, EMPTY_DATE
        )


def _statement(
    add: Callable[..., None], chance: random.Random, article: str, day: date, ordinal: int, sentence: str, at: int,
    known: tuple[str, ...],
) -> None:  # fmt: skip
    statement, code = f"statement-{article[8:]}{ordinal:02d}", party(chance)
    about = chance.sample(known, k=chance.choice((0, 1, 1, 2)))
    said = f'{{"earliest":"{day}","latest":"{day}","precision":"day"}}'
    codes = "[" + ",".join(f'"{topic}"' for topic in about) + "]"
    columns = (
        'id, article, ordinal, kind, stance, act, text, start, "end", '
        "addressees, said, topics, citations, confidence, why, run"
    )
    add(
        f"statements ({columns})",
        statement,
        article,
        ordinal,
        "indirect",
        "affirms",
        "assert",
        sentence,
        at,
        at + len(sentence),
        "[]",
        said,
        codes,
        "[]",
        1.0,
        "[]",
        "run-1",
    )
    columns = "statement, side, ordinal, id, name, kind, party, sectors"
    add(f"participants ({columns})", statement, "speakers", 0, code, code, "state", code, "[]")
    speech = chance.choice(SPEECHES)
    for topic in {"", *(above for each in about for above in ancestors(each))}:
        add("positions", code, topic, str(day), statement, str(day), article, speech)


def look_ups(store: Store) -> Iterator[tuple[str, Callable[[], object]]]:
    """What is timed: the busiest parties, the day from which half of the record is past."""
    busy, other = "S001", "S002"
    middle, year = FIRST_DAY + timedelta(days=DAYS // 2), PartialDate.year(2018)
    ever = ((None, None),)
    yield (
        "positions of the busiest party on a topic",
        lambda: positions(store, [busy], topic="terrorism.havens", periods=ever),
    )
    yield (
        "positions of two parties on a context, one year",
        lambda: positions(store, [busy, other], topic="terrorism", periods=((year, year),)),
    )
    yield "positions of a small party on anything", lambda: positions(store, ["S150"], periods=ever)
    for what, wanted in (
        ("first 100 lines of the busiest party", PromiseFilter(party=busy)),
        ("first 100 overdue lines of the busiest party", PromiseFilter(party=busy, state="overdue")),
        ("first 100 lines of a pair", PromiseFilter(pair=(busy, other))),
        ("first 100 overdue lines of all", PromiseFilter(state="overdue")),
    ):
        yield what, lambda wanted=wanted: promises(store, wanted, as_of=middle, limit=100)  # type: ignore[misc]


def seconds(run: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """The median of a few runs, by the clock on the wall or by the processor's."""
    times = []
    for _ in range(ROUNDS):
        start = clock()
        run()
        times.append(clock() - start)
    return sorted(times)[ROUNDS // 2]


def main() -> None:
    """Make the record where it is missing, and time look-ups."""
    parser = argparse.ArgumentParser(description="Time positions and promises on a large generated record.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--articles", type=int, default=200_000)
    options = parser.parse_args()
    if not options.file.exists():
        start = time.perf_counter()
        generate(options.file, events=options.events, articles=options.articles)
        print(f"made in {time.perf_counter() - start:.0f} s")
    with open_store(options.file, mode="write") as store:
        for what, run in look_ups(store):
            wall, processor = (1000 * seconds(run, clock) for clock in (time.perf_counter, time.process_time))
            print(f"{what:52} {wall:7.1f} ms, of the processor {processor:7.1f} ms")
        last = [
            row["id"] for row in store.query("SELECT id FROM articles ORDER BY id DESC LIMIT ?", (UPKEEP_ARTICLES,))
        ]
        store.connection.executemany("INSERT OR IGNORE INTO compare_todo VALUES (?)", [(article,) for article in last])
        start = time.process_time()
        refresh(store)
        took = time.process_time() - start
        print(f"computed again for {len(last)} articles: {1000 * took / len(last):.1f} ms of the processor an article")


if __name__ == "__main__":
    main()
