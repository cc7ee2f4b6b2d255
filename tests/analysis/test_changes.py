"""Changes worth a look, on made-up pasts."""

import random
from math import sqrt

import pytest

from dragoman.analysis import Counting, changes
from dragoman.analysis.changes import UNUSUAL, unusual
from dragoman.partial_date import PartialDate
from dragoman.store.open import open_store
from tests.analysis.dealings import act, tell


def write(store, counts, *, more=(), pair=("NOR", "CHL")):
    """A month for each count, with as many articles more that tell nothing as ``more`` says."""
    for month, number in enumerate(counts):
        day = f"{2019 + month // 12}-{month % 12 + 1:02}-10"
        tell(store, f"{month}", *[act(*pair, type="ACCUSE")] * number, day=day)
        for extra in range(more[month] if month < len(more) else 0):
            tell(store, f"{month}-{extra}", day=day)


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "r.db", mode="write") as opened:
        yield opened


def kinds(found):
    return [(change.kind, change.period, change.count) for change in found.found]


def test_unusual_volume_against_its_own_past(store):
    write(store, [1, 2, 1, 0, 2, 1, 2, 1, 1, 2, 1, 12, 1])
    (change,) = changes(store).found
    assert (change.kind, change.period, change.party, change.other, change.count) == (
        "unusual volume", "2019-12", "CHL", "NOR", 12,
    )  # fmt: skip
    assert change.expected == 1
    assert "12, where 1 is usual in the 11 months before" in change.message
    assert len(change.events) == 12


def test_more_articles_alone_are_no_change(store):
    write(store, [2] * 11 + [12], more=[0] * 11 + [5])  # six times the articles, six times the count
    assert kinds(changes(store)) == []


def test_a_short_past_says_nothing(store):
    write(store, [1, 1, 1, 1, 1, 12])
    assert kinds(changes(store)) == []


def test_months_of_which_nothing_was_read_are_no_past(store):
    tell(store, "old", act("NOR", "CHL", type="ACCUSE"), day="2001-01-10")
    tell(store, "new", act("PER", "CHL", type="ACCUSE"), day="2020-01-10")
    assert kinds(changes(store)) == []


def test_a_new_pair(store):
    write(store, [1] * 8)
    tell(store, "new", act("PER", "CHL", type="ACCUSE"), act("PER", "CHL", type="ACCUSE"), day="2019-08-20")
    (change,) = changes(store).found
    assert (change.kind, change.party, change.other, change.count) == ("new pair", "CHL", "PER", 2)
    assert change.message == "nothing counted between them in 7 months read before"


def test_a_first_meeting_since_long(store):
    for number, day in enumerate(["2015-01-01", "2015-06-01", "2019-03-01", "2019-03-02"]):
        tell(store, number, act("NOR", "CHL"), day=day)
    (change,) = changes(store).found
    assert (change.kind, str(change.day), str(change.previous)) == ("first meeting since", "2019-03-01", "2015-06-01")
    assert changes(store, counting=Counting(until=PartialDate.year(2018))).found == ()
    assert changes(store, counting=Counting(since=PartialDate.month(2019, 4))).found == ()
    assert kinds(changes(store, counting=Counting(since=PartialDate.year(2019)))) == kinds(changes(store))


def test_an_empty_record(store):
    assert changes(store).found == ()


@pytest.mark.parametrize(
    ("count", "past", "expected"),
    [
        (3, [3] * 10, 0.0),
        (12, [1, 2, 1, 0, 2, 1, 2, 1, 1, 2, 1], 2 * (sqrt(12.375) - sqrt(1.375))),  # spread below one counts as one
        (0, [4] * 9, 2 * (sqrt(0.375) - sqrt(4.375))),
    ],
)
def test_the_score(count, past, expected):
    assert unusual(count, past) == pytest.approx(expected)


def test_a_past_crisis_does_not_hide_a_new_one():
    calm = [2, 1, 3, 2, 2, 1, 2, 3, 2, 1, 2, 2]
    assert unusual(20, [*calm, 40, 38]) > UNUSUAL
    assert unusual(4, calm) < UNUSUAL


@pytest.mark.parametrize("rate", [0.5, 2, 10, 50])
def test_chance_alone_is_seldom_unusual(rate):
    """Poisson counts by Knuth's method; fewer than one month in a hundred is flagged."""
    rng = random.Random(5)

    def poisson():
        number, product, least = 0, rng.random(), pow(2.718281828459045, -rate)
        while product > least:
            number, product = number + 1, product * rng.random()
        return number

    flagged = sum(unusual(poisson(), [poisson() for _ in range(24)]) > UNUSUAL for _ in range(1000))
    assert flagged < 10
