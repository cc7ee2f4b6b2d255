"""Takedown: no word of the article is left in the file, what it was is known by hash, and it does not come back."""

import pytest

from dragoman.errors import ForgottenInput, RecordNotWritable, UnknownName, UsageError
from dragoman.store.copies import mark_copies
from dragoman.store.open import open_store
from dragoman.store.read import article_ids, count
from dragoman.store.reviewing import Reviewer
from dragoman.store.revisions import revisions
from dragoman.store.search import search
from dragoman.store.takedown import forget, tombstones
from dragoman.store.write import write_article
from tests.sample_record import LATER_RUN, RUN, plain, talks
from tests.store.test_revisions import MET, NOW, SAID, later

ASKED = {"by": "The Northern Post", "at": NOW, "why": "withdrawn by its publisher"}
WORDS = [b"trawlers", b"Our waters need rules", b"fisheri", b"Luis Rojas", b"delegation"]


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "record.db", mode="write") as opened:
        write_article(opened, plain("Elsewhere\n\nNothing to do with it."), run=RUN)
        write_article(opened, talks(), run=RUN)
        yield opened


def in_files(store):
    return {word for word in WORDS for path in store.path.parent.iterdir() if word.lower() in path.read_bytes().lower()}


def test_the_words_go_from_everywhere(store):
    Reviewer(store, by="Ada").edit(MET.id, {"status": "planned"}, seen=None, at=NOW, why="the trawlers")
    Reviewer(store, by="Ada").reject(SAID.id, seen=None, at=NOW)
    write_article(store, later(), run=LATER_RUN)
    assert in_files(store)
    done = forget(store, talks().article.id, **ASKED)
    assert (done.events, done.statements, done.alone, done.copies, done.purged) == (2, 0, 2, (), True)
    assert in_files(store) == set()
    assert (count(store, "articles"), count(store, "events"), count(store, "figures")) == (1, 0, 0)
    assert search(store, "trawlers") == []
    assert [hit.kind for hit in search(store, "nothing")] == ["article"]


def test_hash_and_reason_are_kept(store):
    done = forget(store, talks().article.id, **ASKED)
    assert tombstones(store) == [done.tombstone]
    assert done.tombstone.text_sha256 == talks().article.text_sha256
    assert (done.tombstone.by, done.tombstone.why) == (ASKED["by"], ASKED["why"])


@pytest.mark.parametrize("publisher", ["The Northern Post", "Another paper"])
def test_it_is_not_read_in_again(store, publisher):
    forget(store, talks().article.id, **ASKED)
    with pytest.raises(ForgottenInput, match="taken out of the record on request"):
        write_article(store, talks(publisher=publisher), run=RUN)
    assert len(article_ids(store)) == 1


def test_that_somebody_decided_stays(store):
    Reviewer(store, by="Ada").accept(MET.id, seen=None, at=NOW, why="trawlers")
    forget(store, talks().article.id, **ASKED)
    (made,) = revisions(store)
    assert (made.by, made.action, made.why) == ("Ada", "accept", "")
    assert (made.changes[0].base, made.changes[0].after) == (None, {})


def test_a_copy_that_stays_stands_alone(store):
    text = talks().article.text
    write_article(store, plain(text, publisher="Copy Press", source="copy.txt"), run=RUN)
    mark_copies(store)
    row = store.first("SELECT id FROM articles WHERE duplicate_of IS NOT NULL")
    assert row is not None
    original = next(i for i in article_ids(store) if i != row["id"] and "Elsewhere" not in _title(store, i))
    done = forget(store, original, **ASKED)
    assert (done.copies, done.alone) == ((row["id"],), 0)
    assert store.first("SELECT 1 FROM articles WHERE duplicate_of IS NOT NULL") is None


def _title(store, article):
    return store.first("SELECT title FROM articles WHERE id = ?", (article,))["title"]


@pytest.mark.parametrize(("changed", "told"), [({"by": " "}, "needs a name"), ({"why": ""}, "and a reason")])
def test_who_and_why_must_be_told(store, changed, told):
    with pytest.raises(UsageError, match=told):
        forget(store, talks().article.id, **{**ASKED, **changed})
    assert count(store, "articles") == 2


def test_an_article_that_is_not_there(store):
    with pytest.raises(UnknownName):
        forget(store, "article-none", **ASKED)


def test_a_reader_cannot_forget(store):
    store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with open_store(store.path) as reader, pytest.raises(RecordNotWritable):
        forget(reader, talks().article.id, **ASKED)
