"""Turns and rests: one after the other, whichever process asks; what a record remembers."""

import multiprocessing
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.partial_date import PartialDate
from dragoman.sources.fetching.robots import RobotsCopy
from dragoman.sources.fetching.visits import Fetch, HostState, Pace, next_turn, rested
from dragoman.store.fetches import FetchFilter, StoredVisits, fetch_of, forget_fetches, hosts, list_fetches
from dragoman.store.open import open_store

PACE = Pace(delay_s=2.0, max_wait_s=60.0, max_rest_s=86_400.0)
NOW = 1_700_000_000.0


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "record.db", mode="write") as opened:
        yield opened


def fetched(url="https://example.org/a", **fields):
    given = {"purpose": "page", "at": "2026-11-22T10:00:00.000+00:00", "seconds": 0.5, "outcome": "fetched"}
    return Fetch(url=url, **{**given, **fields})


def state(**fields):
    return HostState(host="example.org", **fields)


@pytest.mark.parametrize(
    ("before", "after_s", "taken"),
    [
        (state(), 0, True), (state(next_at=NOW - 5), 0, True), (state(next_at=NOW + 5), 5, True),
        (state(next_at=NOW + 60), 60, True), (state(next_at=NOW + 61), 61, False), (state(next_at=NOW + 63), 0, True),
        (state(next_at=NOW + 1e9), 0, True),  # no turn is given so far ahead: the clock was put back
        (state(resting_until=NOW + 30), 30, True), (state(resting_until=NOW + 61), 61, False),
        (state(resting_until=NOW + 86_400), 86_400, False), (state(resting_until=NOW + 86_401), 0, True),
        (state(next_at=NOW + 9, resting_until=NOW + 3), 9, True),
    ],
)  # fmt: skip
def test_the_next_turn(before, after_s, taken):
    turn, after = next_turn(before, now=NOW, pace=PACE)
    assert (turn.at - NOW, turn.taken) == (after_s, taken)
    assert after == before if not taken else after.next_at == turn.at + PACE.delay_s


@given(st.lists(st.floats(0, 10), max_size=30))
def test_turns_are_a_delay_apart(pauses):
    now, last, at = NOW, state(), []
    for pause in pauses:
        now += pause
        turn, last = next_turn(last, now=now, pace=PACE)
        if turn.taken:
            assert turn.at >= now
            at.append(turn.at)
    assert all(later - earlier >= PACE.delay_s - 1e-6 for earlier, later in pairwise(at))


@pytest.mark.parametrize(
    ("troubles", "asked_s", "rest_s"),
    [(0, None, 30), (1, None, 60), (5, None, 960), (11, None, 61_440), (12, None, 86_400), (10_000, None, 86_400),
     (0, 120.0, 120), (3, 120.0, 120), (0, 0.0, 30), (0, 1e12, 86_400)],
)  # fmt: skip
def test_rests_double_up_to_a_day(troubles, asked_s, rest_s):
    after = rested(state(troubles=troubles), now=NOW, asked_s=asked_s, first_s=30.0, most_s=86_400.0)
    assert (after.resting_until - NOW, after.troubles) == (rest_s, troubles + 1)


def test_a_record_remembers_turns_and_rests(store):
    visits = StoredVisits(store)
    assert [visits.take_turn("a", now=NOW, pace=PACE).at - NOW for _ in range(3)] == [0, 2, 4]
    assert visits.take_turn("b", now=NOW, pace=PACE).at == NOW
    rest = {"now": NOW, "first_s": 30.0, "most_s": 86_400.0}
    assert [visits.troubled("b", asked_s=None, **rest) for _ in range(3)] == [30, 60, 120]
    assert not visits.take_turn("b", now=NOW, pace=PACE).taken
    visits.answered("b", now=NOW + 200, pace=PACE)
    assert visits.take_turn("b", now=NOW + 200, pace=PACE).at == NOW + 202
    assert [(host.host, host.troubles) for host in hosts(store)] == [("a", 0), ("b", 0)]


def test_a_slow_answer_puts_the_next_turn_behind_its_end(store):
    visits = StoredVisits(store)
    visits.take_turn("a", now=NOW, pace=PACE)
    visits.answered("a", now=NOW + 10, pace=PACE)
    assert visits.take_turn("a", now=NOW + 10, pace=PACE).at == NOW + 12


def _turns(path, number):
    with open_store(path, mode="write") as store:
        visits = StoredVisits(store)
        return [visits.take_turn("a", now=NOW, pace=PACE).at for _ in range(number)]


def test_case_21_two_processes_take_turns(tmp_path):
    path = tmp_path / "record.db"
    open_store(path, mode="write").close()
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        parts = pool.starmap(_turns, [(path, 10)] * 2)
    assert sorted(parts[0] + parts[1]) == [NOW + 2.0 * number for number in range(20)]


def test_what_sites_allow_is_remembered(store):
    visits = StoredVisits(store)
    assert visits.robots("https://a") is None
    for copy in (RobotsCopy(verdict="closed", at=1.0, closed_since=1.0), RobotsCopy(verdict="rules", at=2.0, text="a")):
        visits.keep_robots("https://a", copy)
        assert visits.robots("https://a") == copy


def test_fetches_are_listed_the_latest_first(store):
    visits = StoredVisits(store)
    noted = [
        fetched(redirects=("https://example.org/b",), final_url="https://example.org/b", status=200, size_bytes=3),
        fetched("https://example.org/robots.txt", purpose="robots", at="2026-11-23T00:00:00.000+00:00"),
        fetched(outcome="failed", error="UnreachableInput", reason="no", at="2026-11-24T00:00:00.000+00:00"),
    ]
    for one in noted:
        visits.note(one)
    assert list(list_fetches(store)) == noted[::-1]
    assert list(list_fetches(store, limit=1)) == noted[2:]
    for wanted, places in (
        ({"url": "robots"}, [1]), ({"purpose": "page"}, [2, 0]), ({"outcome": "failed"}, [2]), ({"url": "%"}, []),
        ({"since": PartialDate.parse("2026-11-23")}, [2, 1]), ({"purpose": "page", "outcome": "fetched"}, [0]),
    ):  # fmt: skip
        assert list(list_fetches(store, FetchFilter(**wanted))) == [noted[place] for place in places]
    assert fetch_of(store, "https://example.org/a") == noted[0]
    assert fetch_of(store, "https://example.org/none") is None


def test_what_is_taken_out_leaves_no_address(store):
    visits = StoredVisits(store)
    visits.note(fetched(redirects=("https://example.org/secret",), final_url="https://example.org/secret", sha256="5e"))
    visits.note(fetched("https://example.org/b"))
    forget_fetches(store, ("https://example.org/a",))
    other, gone = list_fetches(store)
    assert other.url == "https://example.org/b"
    assert (gone.url, gone.final_url, gone.redirects, gone.sha256) == ("", None, (), None)
    assert gone.at == other.at


def test_a_name_that_is_no_text_is_written_down_all_the_same(store):
    StoredVisits(store).note(fetched("https://example.org/\udcff", outcome="refused", reason="\udcff"))
    (found,) = list_fetches(store)
    assert found.url == "https://example.org/\\udcff"


def test_taking_turns_costs_little(store):
    visits = StoredVisits(store)
    began = time.process_time()
    for number in range(200):
        visits.take_turn(f"host{number}", now=NOW, pace=PACE)
    assert time.process_time() - began < 2
