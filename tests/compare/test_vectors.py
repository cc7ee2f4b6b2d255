"""Vectors in the record: made once, taken out with what they are of, made anew when asked, left out of copies."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.compare.vectors import make_vectors, words_of
from dragoman.errors import RecordNotWritable
from dragoman.store.open import open_store
from dragoman.store.repair import repair
from dragoman.store.reviewing import Reviewer
from dragoman.store.takedown import forget
from dragoman.store.upkeep import back_up, restore
from dragoman.store.vectors import KINDS, SCALE, as_bytes, drop_vectors, vector_state
from dragoman.store.write import write_article
from tests.compare.word_network import WordNetwork
from tests.sample_record import LATER_RUN, RUN, plain, talks
from tests.store.test_revisions import MET, NOW, later

ARTICLE = talks().article.id


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "record.db", mode="write") as opened:
        write_article(opened, plain("Wetter\n\nEs regnet.", source="wetter.txt", language="de"), run=RUN)
        write_article(opened, talks(), run=RUN)
        yield opened


def kept(store, kind):
    return [tuple(row) for row in store.query(f"SELECT article, lines, vectors FROM {kind}_vectors ORDER BY article")]


def everything(store):
    return {kind: kept(store, kind) for kind in KINDS}


def missing(store):
    return vector_state(store).missing


def test_every_line_of_english_articles_has_one(store):
    assert vector_state(store).network is None
    assert missing(store) == {"statement": 2, "event": 2, "article": 2}
    made = make_vectors(store, WordNetwork())
    assert (made.articles, made.vectors, made.anew) == (2, 4, False)
    assert missing(store) == {"statement": 0, "event": 0, "article": 0}
    sizes = {kind: {row[0]: len(row[2]) for row in kept(store, kind)}[ARTICLE] for kind in KINDS}
    assert sizes == {"statement": 384, "event": 768, "article": 384}
    assert all(row[2] == b"" for kind in KINDS for row in kept(store, kind) if row[0] != ARTICLE)


def test_what_is_given_to_the_network(store):
    given = words_of(store, ARTICLE)
    assert list(given["statement"].values()) == [
        "“Our waters need rules,” she told reporters. (Norway and Chile open fisheries talks)"
    ]
    assert list(given["event"].values())[1].startswith("Chile will send a delegation in May 2019 (Norway")
    assert given["article"][ARTICLE].startswith(
        "Norway and Chile open fisheries talks. OSLO: Norway's foreign minister"
    )


def test_a_second_time_makes_nothing(store):
    make_vectors(store, WordNetwork())
    again = WordNetwork()
    assert make_vectors(store, again).articles == 0
    assert again.asked == []


def test_another_network_makes_all_anew(store):
    make_vectors(store, WordNetwork())
    before = everything(store)
    made = make_vectors(store, WordNetwork("words 2"))
    assert (made.articles, made.anew) == (2, True)
    assert everything(store) == before
    assert vector_state(store).network == "words 2"


@pytest.mark.parametrize(("change", "gone"), [
    (lambda store: Reviewer(store, by="Ada").reject(MET.id, seen=None, at=NOW), {"statement", "event"}),
    (lambda store: write_article(store, later(), run=LATER_RUN), {"statement", "event"}),
    (lambda store: store.connection.execute("UPDATE articles SET title = 'Talks'"), {"statement", "event", "article"}),
    (lambda store: store.connection.execute("UPDATE articles SET title = title, text = text"), set()),
    (lambda store: store.connection.execute("UPDATE articles SET duplicate_of = 'x'"), set()),
    (lambda store: store.connection.execute("UPDATE events SET status = 'planned'"), set()),
])  # fmt: skip
def test_what_changed_is_made_again(store, change, gone):
    make_vectors(store, WordNetwork())
    change(store)
    assert {kind for kind, number in missing(store).items() if number} == gone
    make_vectors(store, WordNetwork())
    assert not any(missing(store).values())


def test_kept_vectors_do_not_depend_on_the_order_of_reading(tmp_path):
    told = [talks(source=f"{n}.txt", publisher=f"Paper {n}") for n in range(5)]
    found = []
    for name, articles in (("a", told), ("b", told[::-1])):
        with open_store(tmp_path / f"{name}.db", mode="write") as store:
            for coded in articles:
                write_article(store, coded, run=RUN)
            make_vectors(store, WordNetwork())
            found.append(everything(store))
    assert found[0] == found[1]


def test_they_go_with_the_article(store):
    make_vectors(store, WordNetwork())
    vector = kept(store, "statement")[-1][2] or kept(store, "statement")[0][2]
    assert vector in store.path.read_bytes() + store.path.with_name("record.db-wal").read_bytes()
    forget(store, ARTICLE, by="The Northern Post", at=NOW, why="withdrawn")
    assert all(row[0] != ARTICLE for kind in KINDS for row in kept(store, kind))
    assert not any(vector in path.read_bytes() for path in store.path.parent.iterdir())


def test_progress_is_told(store):
    seen = []
    make_vectors(store, WordNetwork(), watch=lambda done, number: seen.append((done, number)))
    assert seen == [(2, 2)]


def test_all_can_be_taken_out(store):
    make_vectors(store, WordNetwork())
    drop_vectors(store)
    assert vector_state(store).network is None
    assert missing(store) == {"statement": 2, "event": 2, "article": 2}


def test_a_record_open_for_reading_gets_none(store):
    with open_store(store.path) as reading, pytest.raises(RecordNotWritable):
        make_vectors(reading, WordNetwork())


def state_of(path: Path):
    with open_store(path) as store:
        return vector_state(store)


def test_a_backup_leaves_them_out_and_they_can_be_made_again(store, tmp_path):
    make_vectors(store, WordNetwork())
    before = everything(store)
    back_up(store.path, tmp_path / "copy.db")
    assert everything(store) == before
    store.close()
    assert state_of(tmp_path / "copy.db").network is None
    restore(tmp_path / "copy.db", store.path)
    with open_store(store.path, mode="write") as again:
        make_vectors(again, WordNetwork())
        assert everything(again) == before


def test_a_repair_leaves_them_out(store):
    make_vectors(store, WordNetwork())
    store.connection.execute("UPDATE articles SET text = text || 'x'")
    store.close()
    report = repair(store.path)
    assert report.damaged is not None
    assert state_of(store.path).network is None


@settings(deadline=None)
@given(seed=st.integers(0, 2**32), sharp=st.floats(0.1, 8))
def test_a_vector_as_bytes_points_where_it_did(seed, sharp):
    row = np.random.default_rng(seed).standard_normal(384)
    row = (np.sign(row) * np.abs(row) ** sharp).astype(np.float32)  # the larger, the more in a few of the numbers
    row /= np.linalg.norm(row)
    packed = as_bytes(row[None])[0].astype(np.float64)
    fits = np.abs(row) <= 127 / SCALE
    assert np.all(np.abs(packed[fits] / SCALE - row[fits]) <= 0.5 / SCALE + 1e-6)
    assert np.all(np.abs(packed) <= 127)
