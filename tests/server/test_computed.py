"""What is computed over a record on a server: vectors, translations, retellings, feeds, own types, decided ties."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.api import open_record
from dragoman.compare.current import bring_up_to_date
from dragoman.compare.meaning import search_both, search_by_meaning
from dragoman.compare.vectors import make_vectors
from dragoman.records import RawDocument
from dragoman.store import feeds, vectors
from dragoman.store.copying import copy_record
from dragoman.store.feeds import FeedState
from dragoman.store.open import Store, open_store
from dragoman.store.postgres.address import Address
from tests.compare.word_network import WordNetwork
from tests.server.equal import rows
from tests.server.test_copying import decided

URL = "https://press.example/feed"


@pytest.fixture(params=["file", "server"])
def place(request: pytest.FixtureRequest, tmp_path: Path, new_database: Callable[[], Address]) -> Path | Address:
    return tmp_path / "r.db" if request.param == "file" else new_database()


def test_vectors_are_made_kept_and_found(tmp_path: Path, database: Address) -> None:
    network, found = WordNetwork("words 0"), []
    for place in (tmp_path / "r.db", database):
        decided(place)
        with open_store(place, mode="write") as store:
            made = make_vectors(store, network)
            assert vectors.vector_state(store).unmade == 0
            near = search_by_meaning(store, network, "met in Lima for talks", limit=9)
            found.append((made, near, search_both(store, network, "trawlers", limit=9)))
    assert found[0][1:] == found[1][1:]
    assert found[0][1]
    assert rows(database) == rows(tmp_path / "r.db")
    copy_record(database, tmp_path / "back.db")
    assert rows(tmp_path / "back.db") == rows(database)


def test_what_no_longer_fits_the_lines_goes(database: Address) -> None:
    decided(database)
    with open_store(database, mode="write") as store:
        make_vectors(store, WordNetwork("words 0"))
        row = store.first("SELECT article FROM events ORDER BY id")
        assert row is not None
        article = row["article"]
        vectors.write_vectors(store, "event", article, [], [])  # again: in place of what was there
        assert len(vectors_of(store)) == len(set(vectors_of(store)))
        with store.transaction() as connection:
            connection.execute("DELETE FROM events WHERE article = ?", (article,))
        assert article not in vectors_of(store)
        with store.transaction() as connection:
            connection.execute("UPDATE articles SET title = 'other' WHERE id = ?", (article,))
        assert article in vectors.without_vectors(store)
        assert vectors.name_network(store, "words 1")
        assert vectors_of(store) == []


def vectors_of(store: Store) -> list[str]:
    return [row["article"] for row in store.query("SELECT article FROM event_vectors ORDER BY article")]


def test_what_was_written_is_compared_again(tmp_path: Path, database: Address) -> None:
    for place in (tmp_path / "r.db", database):
        decided(place)
        with open_store(place, mode="write") as store:
            gone = store.first("SELECT article FROM events ORDER BY id")
            assert gone is not None
            with store.transaction() as connection:
                connection.execute("DELETE FROM articles WHERE id = ?", (gone["article"],))
            bring_up_to_date(store)
    assert rows(database) == rows(tmp_path / "r.db")


def test_feeds(place: Path | Address) -> None:
    entries = [(f"e{n}", RawDocument(source=f"{URL}#{n}", media="text", content="Words.", url=None)) for n in range(3)]
    with open_store(place, mode="write") as store:
        at = 1_790_000_000.25  # seconds, to a quarter
        for etag in ("a", "b"):
            feeds.keep_feed(store, FeedState(url=URL, next_at=at, etag=etag))
        assert feeds.feed_state(store, URL) == FeedState(url=URL, next_at=at, etag="b")
        assert feeds.add_entries(store, URL, entries, seen_at="2026-01-02T00:00:00Z", now=at) == 3
        assert feeds.add_entries(store, URL, entries, seen_at="2026-01-02T00:00:00Z", now=at) == 0
        waiting = feeds.waiting_entries(store, [URL], now=at)
        assert [entry.entry for entry in waiting] == ["e0", "e1", "e2"]
        assert feeds.entry_document(store, waiting[0]) == entries[0][1]
        assert feeds.claim_entry(store, waiting[0], now=at, until=at + 60)
        assert not feeds.claim_entry(store, waiting[0], now=at, until=at + 60)
        feeds.settle_entry(store, waiting[1], read=True)
        assert feeds.next_entry_at(store, [URL]) == at
        assert list(feeds.feed_states(store)) == [(feeds.feed_state(store, URL), {"read": 1, "waiting": 2})]


def test_an_address_opens_what_it_names(database: Address) -> None:
    with open_record(database.url) as record:
        assert str(record.path) == str(database)
        assert len(record) == 0
