"""Pairs of official accounts in a record, and what an account leaves out of the other's last one."""

from datetime import date

import pytest

from dragoman.cli import run
from dragoman.compare.readout_pairs import left_out_since, pairs_of, readout_pairs
from dragoman.partial_date import PartialDate
from dragoman.records import CodedArticle
from dragoman.store.open import open_store
from dragoman.store.write import write_article
from tests.sample_record import CHILE, NORWAY, RUN, make_article, make_event, participant

NORWEGIAN, CHILEAN = "Ministry of Foreign Affairs of Norway", "Ministry of Foreign Affairs of Chile"
OPENING = "Foreign Minister Ine Berg met Foreign Minister Luis Rojas"


def account(publisher, day, points):
    text = f"Talks\n\n{OPENING} on {day}.\n\n{points}\n"
    when = date.fromisoformat(day)
    article = make_article(text, publisher=publisher, source=f"{publisher} {day}", published=when)
    met = make_event(
        article, OPENING, "met", when=PartialDate.day(when), counted_on=when,
        actors=(participant(text, "Ine Berg", **NORWAY),), recipients=(participant(text, "Luis Rojas", **CHILE),),
    )  # fmt: skip
    return CodedArticle(article=article, events=(met,), run=RUN.id)


@pytest.fixture
def record(tmp_path):
    path = tmp_path / "record.db"
    accounts = (
        account(NORWEGIAN, "2019-04-10", "Ms. Berg asked for the release of two trawlers."),
        account(CHILEAN, "2019-04-10", "Mr. Rojas raised the tariffs on salmon from fjords."),
        account(NORWEGIAN, "2020-06-02", "They spoke of scholarships for young botanists."),
        account(CHILEAN, "2020-06-02", "They spoke of grants for young botanists."),
        account("The Northern Post", "2020-06-02", "It rained all day in the harbour."),
    )
    with open_store(path, mode="write") as store:
        for each in accounts:
            write_article(store, each, run=RUN)
        with store.transaction() as connection:
            connection.execute("UPDATE events SET happening = 'met in ' || substr(counted_on, 1, 4)")
    return path


def test_pairs_are_of_two_official_publishers(record):
    with open_store(record) as store:
        pairs = readout_pairs(store)
        assert [(p.happening, p.party_a, p.party_b) for p in pairs] == [
            ("met in 2019", "CHL", "NOR"),
            ("met in 2020", "CHL", "NOR"),
        ]
        assert readout_pairs(store, party="NOR") == pairs
        assert readout_pairs(store, party="SWE") == ()
        assert list(pairs_of(store, pairs[0].b, pairs[0].a)) == [pairs[0]]


def test_what_each_leaves_out_of_the_others_last_account(record):
    with open_store(record) as store:
        first, second = readout_pairs(store)
        assert left_out_since(store, first) == ((), ())
        by_chile, by_norway = left_out_since(store, second)
        assert [p.text for p in by_chile] == ["Ms. Berg asked for the release of two trawlers."]
        assert [p.text for p in by_norway] == ["Mr. Rojas raised the tariffs on salmon from fjords."]


def test_on_the_command_line(record, capsys):
    with open_store(record) as store:
        second = readout_pairs(store)[1]
    assert run(["readouts", "--record", str(record)]) == 0
    assert "2020-06-02" in capsys.readouterr().out
    assert run(["readouts", second.a, second.b, "--record", str(record)]) == 0
    out = capsys.readouterr().out
    assert "a leaves out of the other's last readout: Ms. Berg asked" in out
    assert "2 points in both" in out
    assert run(["readouts", second.a, "--record", str(record)]) == 2
