"""Lines that were set aside are out of listings, and in them when asked for."""

import pytest

from dragoman.records import Event
from dragoman.store.listing import EventFilter, StatementFilter, list_events, list_statements, make_filter, parties
from dragoman.store.open import open_store
from dragoman.store.reviewing import Reviewer
from dragoman.store.write import write_article
from tests.sample_record import RUN, talks
from tests.store.test_revisions import MET, NOW, SAID, SENT


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "record.db", mode="write") as opened:
        write_article(opened, talks(), run=RUN)
        yield opened


@pytest.mark.parametrize(
    ("wanted", "plain", "all_"),
    [
        ({}, [SENT], [MET, SENT]),
        ({"type": "CONSULT"}, [SENT], [MET, SENT]),
        ({"pair": ("NOR", "CHL")}, [], [MET]),
        ({"party": "NOR"}, [], [MET]),
        ({"status": "planned"}, [SENT], [SENT]),
        ({"review": "rejected"}, [], [MET]),
        ({"until": "2019-04-30"}, [], [MET]),
        ({"run": RUN.id}, [SENT], [MET, SENT]),
        ({"run": "run-other"}, [], []),
    ],
)
def test_rejected_events(store, wanted, plain, all_):
    Reviewer(store, by="Ada").reject(MET.id, seen=None, at=NOW)
    found = make_filter(EventFilter, wanted)
    assert [e.id for e in list_events(store, found)] == [e.id for e in plain]
    found = make_filter(EventFilter, {**wanted, "rejected": True})
    assert [e.id for e in list_events(store, found)] == [e.id for e in all_]


@pytest.mark.parametrize("wanted", [{}, {"party": "NOR"}, {"stance": "demands"}, {"text": "WATERS"}])
def test_rejected_statements(store, wanted):
    Reviewer(store, by="Ada").reject(SAID.id, seen=None, at=NOW)
    assert list(list_statements(store, make_filter(StatementFilter, wanted))) == []
    (found,) = list_statements(store, make_filter(StatementFilter, {**wanted, "rejected": True}))
    assert (found.id, found.review) == (SAID.id, "rejected")


def test_parties_are_those_of_what_counts(store):
    for line in (MET.id, SAID.id):
        Reviewer(store, by="Ada").reject(line, seen=None, at=NOW)
    assert parties(store) == ("CHL",)


def test_what_was_merged_away_is_listed_too(store):
    Reviewer(store, by="Ada").merge([MET.id, SENT.id], seen=[None, None], at=NOW)
    found = list(list_events(store, EventFilter(rejected=True)))
    assert [(e.id, e.review) for e in found] == [(MET.id, "merged"), (SENT.id, "merged")]
    assert all(isinstance(e, Event) for e in found)
