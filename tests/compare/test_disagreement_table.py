"""The table of disagreements: the same in any order of reading, brought up to date for what changed, listed."""

import json
from itertools import permutations
from pathlib import Path

import pytest
from msgspec.structs import replace

import dragoman
from dragoman.compare.disagreement_table import (
    DisagreementFilter,
    list_disagreements,
    rebuild_disagreements,
    refresh_disagreements,
)
from dragoman.compare.update import update_happenings
from dragoman.ingest import ready
from dragoman.partial_date import PartialDate
from dragoman.records import RawDocument
from dragoman.store.copies import mark_copies
from dragoman.store.open import open_store
from dragoman.store.write import write_article
from tests.compare.test_disagreements import attack, denial, strike
from tests.sample_record import RUN

HAPPENINGS = sorted((Path(__file__).parent / "happenings").glob("*.json"))
CODED = (
    strike(12, "12 civilians"),
    strike(19, "19 civilians", publisher="B"),
    attack(),
    denial(),
)


def write(store, coded, *, happenings=True):
    """Write articles, and give every event the happening it is made with."""
    for each in coded:
        bare = tuple(replace(event, happening=None) for event in each.events)
        write_article(store, replace(each, events=bare), run=RUN)
    if happenings:
        with store.transaction() as connection:
            for each in coded:
                name = each.article.publisher if each.events[0].type == "REJECT" else each.events[0].text
                connection.execute("UPDATE events SET happening = ? WHERE article = ?", (name, each.article.id))


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "record.db", mode="write") as opened:
        yield opened


def listed(store, **wanted):
    return list(list_disagreements(store, DisagreementFilter(**wanted)))


def test_nothing_is_compared_twice(store):
    write(store, CODED)
    assert refresh_disagreements(store) > 0
    assert refresh_disagreements(store) == 0
    assert sorted((d.matter, d.kind) for d in listed(store)) == [("dead", "conflict"), ("happened", "conflict")]


def test_the_order_of_reading_and_in_how_many_steps_do_not_matter(tmp_path):
    results = set()
    for number, order in enumerate(permutations(CODED)):
        with open_store(tmp_path / f"{number}.db", mode="write") as opened:
            write(opened, order[:2])
            if number % 2:
                refresh_disagreements(opened)
            write(opened, order)
            refresh_disagreements(opened)
            stepwise = tuple(listed(opened))
            rebuild_disagreements(opened)
            assert tuple(listed(opened)) == stepwise
            results.add(stepwise)
    assert len(results) == 1


def test_what_leaves_the_record_leaves_the_table(store):
    write(store, CODED)
    refresh_disagreements(store)
    with store.transaction() as connection:
        connection.execute("DELETE FROM articles WHERE id = ?", (CODED[3].article.id,))
        connection.execute("DELETE FROM articles WHERE id = ?", (CODED[1].article.id,))
    refresh_disagreements(store)
    assert listed(store) == []


def test_a_copy_that_is_found_later_is_an_account_no_more(store):
    write(store, CODED[:2])
    refresh_disagreements(store)
    with store.transaction() as connection:
        connection.execute(
            "UPDATE articles SET duplicate_of = ? WHERE id = ?", (CODED[0].article.id, CODED[1].article.id)
        )
    refresh_disagreements(store)
    assert listed(store) == []


def test_filters(store):
    write(store, CODED)
    refresh_disagreements(store)
    (dead,) = listed(store, matter="dead")
    assert listed(store, kind="update") == []
    assert len(listed(store, party="RUS")) == 2
    assert len(listed(store, pair=("RUS", "UKR"))) == 2
    assert listed(store, pair=("RUS", "CHN")) == []
    assert listed(store, subject=dead.subject) == [dead]
    assert listed(store, article=CODED[0].article.id) == [dead]
    assert listed(store, since=PartialDate.parse("2023")) == [dead]
    assert dead not in listed(store, until=PartialDate.parse("2022"))
    assert len(listed(store, limit=1)) == 1


def test_from_python(tmp_path):
    with open_store(tmp_path / "r.db", mode="write") as opened:
        write(opened, CODED)
    with dragoman.open_record(tmp_path / "r.db") as record:
        assert [each.kind for each in record.disagreements(party="Russia", matter="dead")] == ["conflict"]
        assert record.readout_pairs() == ()


@pytest.mark.slow
def test_happenings_written_for_it(tmp_path):
    """What differs is found and rightly typed, and nothing else is reported."""
    with ready() as chain:
        for path in HAPPENINGS:
            case = json.loads(path.read_text(encoding="utf-8"))
            with open_store(tmp_path / f"{path.stem}.db", mode="write") as opened:
                for each in case["articles"]:
                    raw = RawDocument(
                        source=each["publisher"], media="text", content=each["text"], has_fields=True,
                        title=each["title"], published=each["published"], publisher=each["publisher"],
                    )  # fmt: skip
                    write_article(opened, chain.code(raw), run=chain.run)
                mark_copies(opened)
                update_happenings(opened)
                refresh_disagreements(opened)
                found = {(d.matter, d.kind) for d in listed(opened)}
            expected = {(each["about"], each["kind"]) for each in case["truth"]}
            assert found == expected, path.stem
