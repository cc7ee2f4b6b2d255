"""Copies: found over the whole record, whatever came first, by however many processes."""

import random
from datetime import date

import pytest

from dragoman.article import duplicates
from dragoman.exports.jsonl import jsonl_lines
from dragoman.ingest import read_documents
from dragoman.store import copies
from dragoman.store.copies import mark_copies
from dragoman.store.open import open_store
from dragoman.store.read import articles, coded_articles
from dragoman.store.read import copies as copies_of
from dragoman.store.write import write_article
from tests.sample_record import RUN, code, plain, raw

BODY = " ".join(f"The {word} commission reported on its work in district {n} today." for n, word in enumerate(
    "harbour forest market railway school river bridge mining fishing border water grain".split()))  # fmt: skip


def copy(number, *, day=None, body=BODY, headline="Commissions report"):
    return plain(f"{headline}\n\n{body}", source=f"{number}.txt", publisher=f"Paper {number}", published=day)


def marked(store):
    found = {article.id: article for article in articles(store)}
    copied = [article for article in found.values() if article.duplicate_of is not None]
    return {article.source: found[article.duplicate_of].source for article in copied}


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "r.db", mode="write") as opened:
        yield opened


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1)])
def test_copies_point_to_the_earliest_in_any_order(store, order):
    items = [
        copy(0, day=date(2020, 1, 2), headline="Another headline"),
        copy(1, day=date(2020, 1, 1)),
        copy(2),
        copy(3, day=date(2020, 1, 3), body=BODY + " A paper added a sentence of its own."),
    ]
    for number in order:
        write_article(store, items[number], run=RUN)
        mark_copies(store)
    assert marked(store) == {"0.txt": "1.txt", "2.txt": "1.txt", "3.txt": "1.txt"}
    assert len(copies_of(store)) == 3


def test_different_reports_are_no_copies(store):
    for number in range(3):
        write_article(
            store, copy(number, body=f"Report {number}. " + BODY[::-1][number * 150 : number * 150 + 400]), run=RUN
        )
    mark_copies(store)
    assert marked(store) == {}


def test_coding_again_keeps_the_mark(store):
    write_article(store, copy(0, day=date(2020, 1, 1)), run=RUN)
    write_article(store, copy(1), run=RUN)
    mark_copies(store)
    changed = plain(
        f"Commissions report\n\n{BODY}", source="1.txt", publisher="Paper 1", published=None, url="https://x.org"
    )
    assert write_article(store, changed, run=RUN) == "updated"
    assert marked(store) == {"1.txt": "0.txt"}


def test_the_search_is_left_to_a_process_that_still_writes(store, monkeypatch):
    write_article(store, copy(0, day=date(2020, 1, 1)), run=RUN)
    write_article(store, copy(1), run=RUN)
    search = duplicates.find_duplicates

    def meanwhile(entries):
        found = search(entries)
        with open_store(store.path, mode="write") as other:
            write_article(other, copy(2), run=RUN)
        return found

    with monkeypatch.context() as patch:
        patch.setattr(duplicates, "find_duplicates", meanwhile)
        mark_copies(store)
    assert marked(store) == {}
    mark_copies(store)
    assert marked(store) == {"1.txt": "0.txt", "2.txt": "0.txt"}


def test_nothing_new_needs_no_search(store, monkeypatch):
    write_article(store, copy(0), run=RUN)
    mark_copies(store)
    monkeypatch.setattr(duplicates, "find_duplicates", lambda entries: pytest.fail("searched again"))
    mark_copies(store)


@pytest.mark.parametrize("seed", range(3))
def test_the_export_does_not_depend_on_the_order(tmp_path, seed):
    documents = [
        raw(f"Head {n}\n\n{BODY}" + " More." * (n % 3), source=f"{n}.txt", publisher=f"P{n}") for n in range(8)
    ]
    shuffled = random.Random(seed).sample(documents, len(documents))
    exports = []
    for name, order in (("one", documents), ("two", shuffled)):
        with open_store(tmp_path / name, mode="write") as opened:
            for part in (order[:3], order[3:]):
                read_documents(part, store=opened, run=RUN, code=code)
            exports.append(list(jsonl_lines(coded_articles(opened))))
    assert exports[0] == exports[1]
    assert sum(b'"duplicate_of":null' in line for line in exports[0]) == 1


def varied(rng, number):
    """Reports of three stories, whole, cut, with additions; some short, some of one text."""
    story = BODY.replace("commission", rng.choice(("commission", "council", "board")))
    words = story.split()
    start = rng.choice((0, 0, 20, 40))
    text = " ".join(words[start:]) + rng.choice(("", " A paper added a sentence.", " " + BODY[::-1]))
    body = rng.choice((text, text, "A short note of six words."))
    day = rng.choice((None, date(2020, 1, rng.randrange(1, 9))))
    return copy(number, day=day, body=body, headline=f"Head {number}")


@pytest.mark.parametrize("seed", range(6))
def test_looking_at_what_is_new_finds_what_looking_at_all_finds(store, monkeypatch, seed):
    rng = random.Random(seed)
    monkeypatch.setattr(copies, "ALL_ANEW", 2.0)
    for number in range(30):
        write_article(store, varied(rng, number), run=RUN)
        if rng.random() < 0.3:
            mark_copies(store)
        if rng.random() < 0.1:  # an article is taken out
            store.connection.execute("DELETE FROM articles WHERE id IN (SELECT id FROM articles LIMIT 1)")
    mark_copies(store)
    some_new = marked(store)
    with store.transaction() as connection:
        connection.execute("UPDATE signatures SET searched = 0")
        connection.execute("UPDATE copy_search SET done = 0")
    monkeypatch.setattr(copies, "ALL_ANEW", -1.0)
    mark_copies(store)
    assert marked(store) == some_new
    assert some_new
