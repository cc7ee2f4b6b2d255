"""Plans and what came of them."""

from datetime import UTC, date, datetime

import pytest

from dragoman.compare.lookup import happening, list_happenings
from dragoman.compare.ties import decide_tie, ties_of
from dragoman.compare.update import update_happenings
from dragoman.errors import UsageError
from dragoman.store.open import open_store
from dragoman.store.write import write_article
from tests.compare.reports import report
from tests.sample_record import RUN

PLAN = "Peru and Ecuador will meet in Lima on Friday to talk about the fishing line off Tumbes"
DEED = "Peru and Ecuador met in Lima to talk about the fishing line off Tumbes"
SET = date(2020, 3, 6)
AT = datetime(2020, 4, 1, tzinfo=UTC)


def plan(**fields):
    return report(PLAN, "meet", **{"status": "planned", "when": SET.isoformat(), "day": date(2020, 3, 2), **fields})


def deed(**fields):
    return report(DEED, "met", **{"by": "Echo", "when": "2020-03-06", "day": date(2020, 3, 7), **fields})


# The deed, and what it is to the plan; None: nothing.
CASES = {
    "on the day": ({}, "fulfilled by"),
    "some days late": ({"when": "2020-03-11", "day": date(2020, 3, 12)}, "moved"),
    "said not to have happened": ({"status": "denied"}, "contradicted"),
    "half a year late": ({"when": "2020-09-06", "day": date(2020, 9, 7)}, None),
    "before the plan was told": ({"when": "2020-02-20", "day": date(2020, 2, 21)}, None),
    "another type": ({"type": "ASSAULT"}, None),
    "between others": ({"actors": ("CHL",), "recipients": ("BOL",)}, None),
}


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "r.db", mode="write") as opened:
        yield opened


def told(store, *coded):
    for one in coded:
        write_article(store, one, run=RUN)
    update_happenings(store)
    return {one.status: one.id for one in list_happenings(store)}


@pytest.mark.parametrize("case", CASES)
def test_what_a_deed_is_to_a_plan(store, case):
    fields, outcome = CASES[case]
    known = told(store, plan(), deed(**fields))
    ties = ties_of(store, known["planned"])
    assert [tie.outcome for tie in ties] == ([outcome] if outcome else [])
    other = next(name for status, name in known.items() if status != "planned")
    assert ties_of(store, other) == ties
    assert happening(store, other).tied == ((known["planned"],) if outcome else ())


def test_a_tie_is_explained(store):
    (tie,) = ties_of(store, told(store, plan(), deed())["planned"])
    assert tie.score > 0.5
    assert tie.reasons[0] == "before comparing -2.5"
    assert "on the days that were set +3" in tie.reasons


def test_the_latest_decision_holds_and_what_is_refused_is_not_tied(store):
    known = told(store, plan(), deed())
    (tie,) = ties_of(store, known["planned"])
    decide_tie(store, tie.plan, tie.deed, verdict="confirmed", by="A", why="the visit", at=AT)
    assert ties_of(store, known["planned"])[0].verdict == "confirmed"
    decide_tie(store, tie.plan, tie.deed, verdict="refused", by="B", why="another", at=AT.replace(day=2))
    opened = happening(store, known["planned"])
    assert (opened.ties[0].verdict, opened.ties[0].by, opened.tied) == ("refused", "B", ())


def test_a_decision_needs_who_and_why(store):
    with pytest.raises(UsageError, match="who and why"):
        decide_tie(store, "a", "b", verdict="confirmed", by=" ", why="x", at=AT)
