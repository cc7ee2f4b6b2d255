"""The ledger over a record: states as of a day, decisions that hold, and no trace of the order of reading."""

from datetime import UTC, date, datetime
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from dragoman.compare import promises as module
from dragoman.compare.promise_decisions import Decision, decide
from dragoman.compare.promises import Promise, PromiseFilter, promise, promises
from dragoman.compare.upkeep import is_fresh, rebuild, refresh, refreshed
from dragoman.errors import RecordNotWritable, UnknownName, UsageError
from dragoman.partial_date import PartialDate
from dragoman.records import ledger_line_id
from dragoman.store.open import Store, open_store
from dragoman.store.write import write_article
from tests.compare.dispatches import Dispatch, dispatch, handed_over, promised, put
from tests.sample_record import RUN

NOW = datetime(2019, 6, 1, 12, tzinfo=UTC)
LATER = datetime(2019, 6, 2, 12, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "ledger.db", mode="write")


def ledger(store: Store, on: str = "2019-04-12", **wanted: object) -> tuple[Promise, ...]:
    return promises(store, PromiseFilter(**wanted), as_of=date.fromisoformat(on))


def only(store: Store, on: str, **wanted: object) -> Promise:
    (found,) = ledger(store, on, **wanted)
    return found


def moved(on: str = "2019-05-20") -> Dispatch:
    words = "Norway promised to hand over the seized trawlers by the end of July"
    return dispatch(f"{words}.", on=on).event(words, "promised", "AGREE", "NOR", "CHL", when=on)


def refused(on: str = "2019-05-12") -> Dispatch:
    words = "Norway refused to hand over the seized trawlers"
    return dispatch(f"{words}.", on=on).event(words, "refused", "REJECT", "NOR", "CHL", when=on)


@pytest.mark.parametrize(
    ("on", "state", "over"),
    [
        ("2019-04-12", "open", -49),
        ("2019-05-01", "due", -30),
        ("2019-05-31", "due", 0),
        ("2019-06-01", "overdue", 1),
    ],
)
def test_states_as_of_a_day(store: Store, on: str, state: str, over: int) -> None:
    put(store, [promised()])
    found = only(store, on)
    assert (found.state, found.days_over) == (state, over)
    assert [one.state for one in ledger(store, on, state=state)] == [state]
    assert ledger(store, on, state="kept") == ()


def test_what_likely_kept_it_is_a_question(store: Store) -> None:
    put(store, [promised(), handed_over()])
    assert only(store, "2019-06-10").state == "kept?"
    assert only(store, "2019-05-02").state == "due", "seen from a day before, it had not happened"


def test_an_analyst_confirms(store: Store) -> None:
    put(store, [promised(), handed_over()])
    found = only(store, "2019-06-10")
    made = decide(
        store, found.line.id[:10], found.candidates[0].item, verdict="confirmed", by=" Roe ", why="same boats", at=NOW
    )
    assert (made.decided_by, made.relation, made.decided_at) == ("Roe", "fulfils", "2019-06-01T12:00:00+00:00")
    assert only(store, "2019-06-10").state == "kept"
    assert only(store, "2019-06-10").decisions == (made,)


def test_an_analyst_refuses_and_thinks_again(store: Store) -> None:
    put(store, [promised(), handed_over()])
    line = only(store, "2019-06-10").line.id
    item = only(store, "2019-06-10").candidates[0].item
    decide(store, line, item, verdict="refused", by="Roe", why="other boats", at=NOW)
    found = only(store, "2019-06-10")
    assert (found.state, found.candidates) == ("overdue", ())
    decide(store, line, item, verdict="confirmed", by="Doe", why="the list of boats has come", at=LATER)
    found = only(store, "2019-06-10")
    assert (found.state, len(found.decisions)) == ("kept", 2)


def test_a_decision_survives_another_reading(store: Store) -> None:
    put(store, [promised(), handed_over()])
    found = only(store, "2019-06-10")
    decide(store, found.line.id, found.candidates[0].item, verdict="confirmed", by="Roe", why="so it is", at=NOW)
    coded = promised().coded()
    event = replace(coded.events[0], type="COOPERATE", confidence=0.4)
    write_article(store, replace(coded, events=(event,)), run=RUN)
    assert ledger(store, "2019-06-10") == ()
    put(store, [promised()])
    assert only(store, "2019-06-10").state == "kept"
    rebuild(store)
    assert only(store, "2019-06-10").state == "kept"


def test_a_confirmed_move_sets_the_new_day(store: Store) -> None:
    put(store, [promised(), moved()])
    first = ledger(store, "2019-06-10", state="overdue")[0]
    (candidate,) = first.candidates
    assert candidate.relation == "moves"
    decide(store, first.line.id, candidate.item, verdict="confirmed", by="Roe", why="put off", at=NOW)
    found = promise(store, first.line.id, as_of=date(2019, 6, 10))
    assert (found.state, str(found.due)) == ("open", "2019-05-20/2019-07-31")
    assert promise(store, first.line.id, as_of=date(2019, 8, 1)).state == "overdue"


def test_what_stands_against_it(store: Store) -> None:
    put(store, [promised(), refused()])
    found = only(store, "2019-06-10")
    assert (found.state, found.candidates[0].relation) == ("overdue", "against")
    decide(store, found.line.id, found.candidates[0].item, verdict="confirmed", by="Roe", why="a refusal", at=NOW)
    assert only(store, "2019-06-10").state == "against"


def test_it_does_not_matter_in_which_order_or_how_often_articles_are_read(tmp_path: Path) -> None:
    told = [promised(), handed_over(), moved(), refused()]
    seen = []
    for number, order in enumerate(permutations(told)):
        with open_store(tmp_path / f"{number}.db", mode="write") as store:
            for step, one in enumerate(order):
                put(store, [one])
                if (number + step) % 2:
                    refresh(store)
            seen.append(ledger(store, "2019-06-10"))
            assert rebuild(store) == len(told)
            seen.append(ledger(store, "2019-06-10"))
    assert all(one == seen[0] for one in seen)
    assert sum(len(one.candidates) for one in seen[0]) >= 4


@pytest.mark.parametrize(
    ("wanted", "number"),
    [
        ({"party": "NOR"}, 2),
        ({"party": "PER"}, 1),
        ({"party": "SWE"}, 0),
        ({"owes": "NOR"}, 1),
        ({"pair": ("CHL", "NOR")}, 1),
        ({"pair": ("NOR", "CHL")}, 1),
        ({"pair": ("CHL", "PER")}, 0),
        ({"kind": "demand"}, 1),
        ({"text": "TRAWLERS"}, 1),
        ({"since": PartialDate.parse("2019-04-10")}, 2),
        ({"since": PartialDate.parse("2019-06")}, 0),
        ({"until": PartialDate.parse("2019-04-09")}, 1),
    ],
)
def test_what_is_listed(store: Store, wanted: dict[str, object], number: int) -> None:
    words = "Norway asked Peru for charts"
    put(store, [promised(), dispatch(f"{words}.").event(words, "asked", "REQUEST", "NOR", "PER")])
    assert len(ledger(store, **wanted)) == number


def test_what_is_alleged_is_listed_on_request(store: Store) -> None:
    words = "Norway had promised charts, a newspaper claimed"
    one = dispatch(f"{words}.").event(
        words, "promised", "AGREE", "NOR", "CHL", basis="alleged", asserted_by="a newspaper"
    )
    put(store, [one])
    assert ledger(store) == ()
    assert [found.line.asserted_by for found in ledger(store, alleged=True)] == ["a newspaper"]


def test_tellings_of_one_happening_are_one_line(store: Store) -> None:
    put(store, [promised(), promised("2019-04-11")])
    assert len(ledger(store)) == 2
    store.connection.execute("UPDATE events SET happening = 'happening-1'")
    found = only(store, "2019-04-12")
    assert len(found.retold) == 1


WANTED = (
    PromiseFilter(), PromiseFilter(party="NOR"), PromiseFilter(party="CHL", state="overdue"),
    PromiseFilter(state="kept?"), PromiseFilter(pair=("CHL", "NOR")), PromiseFilter(owes="NOR", state="open"),
)  # fmt: skip


@pytest.mark.parametrize("wanted", WANTED)
def test_a_limit_cuts_what_there_is_without_one(
    store: Store, monkeypatch: pytest.MonkeyPatch, wanted: PromiseFilter
) -> None:  # fmt: skip
    put(store, [*(promised(f"2019-04-{day:02}") for day in range(1, 12)), handed_over()])
    day = date(2019, 6, 30)
    whole = promises(store, wanted, as_of=day)
    assert whole or wanted.state in ("overdue", "open")
    for at_once, most in ((200, 2_000), (1, 1), (2, 3)):
        monkeypatch.setattr(module, "_AT_ONCE", at_once)
        monkeypatch.setattr(module, "_MOST_AT_ONCE", most)
        assert [promises(store, wanted, as_of=day, limit=limit) for limit in range(14)] == [
            whole[:limit] for limit in range(14)
        ]
        assert promises(store, wanted, as_of=day) == whole


def test_no_more_is_read_than_is_asked_for(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, [promised(f"2019-04-{day:02}") for day in range(1, 12)])
    asked: list[object] = []
    kept = store.query

    def query(sql: str, values: Any = ()) -> Any:
        asked.extend([values[-1]] if "LIMIT ?" in sql and "FROM ledger" in sql else [])
        return kept(sql, values)

    monkeypatch.setattr(store, "query", query)
    assert len(promises(store, PromiseFilter(party="NOR"), as_of=date(2019, 6, 30), limit=2)) == 2
    assert asked == [4]


def test_a_limit_and_an_order(store: Store) -> None:
    words = "Norway promised charts"
    put(store, [dispatch(f"{words}.").event(words, "promised", "AGREE", "NOR", "CHL"), promised()])
    found = ledger(store)
    assert [bool(one.due) for one in found] == [True, False]
    assert promises(store, as_of=date(2019, 4, 12), limit=1) == found[:1]
    assert promises(store, as_of=date(2019, 4, 12), limit=0) == ()


@pytest.mark.parametrize(("by", "why"), [("", "so"), ("Roe", " "), ("", "")])
def test_a_decision_needs_who_and_why(store: Store, by: str, why: str) -> None:
    put(store, [promised(), handed_over()])
    found = only(store, "2019-06-10")
    with pytest.raises(UsageError, match="who and why"):
        decide(store, found.line.id, found.candidates[0].item, verdict="confirmed", by=by, why=why, at=NOW)


def test_names_that_mean_nothing(store: Store) -> None:
    put(store, [promised(), handed_over()])
    line = only(store, "2019-06-10").line.id
    with pytest.raises(UnknownName, match="no such line"):
        decide(store, "feed", "event", verdict="refused", by="Roe", why="so", at=NOW)
    with pytest.raises(UnknownName, match="no such candidate"):
        decide(store, line, "feed", verdict="refused", by="Roe", why="so", at=NOW)
    put(store, [promised("2019-04-11")])
    with pytest.raises(UnknownName, match="more than one line"):
        promise(store, "", as_of=date(2019, 4, 12))


# --- upkeep --------------------------------------------------------------------------------------------------------


def test_what_changed_is_computed_once(store: Store) -> None:
    assert not is_fresh(store), "a new record has not been computed by these rules"
    put(store, [promised()])
    assert refresh(store) == 1
    assert is_fresh(store)
    assert refresh(store) == 0
    put(store, [promised()])
    assert is_fresh(store), "the same coding changes nothing"
    store.connection.execute("UPDATE participants SET party = 'SWE' WHERE party = 'NOR'")
    assert not is_fresh(store)
    assert ledger(store, owes="SWE")


@pytest.mark.parametrize(
    "wanted", [PromiseFilter(owes=""), PromiseFilter(party=""), PromiseFilter(owes="", party="NOR")]
)
def test_an_empty_party_asks_for_nobody_in_particular(store: Store, wanted: PromiseFilter) -> None:
    put(store, [promised()])
    assert len(promises(store, wanted, as_of=date(2019, 6, 30))) == 1


def test_a_removed_article_takes_its_lines_along(store: Store) -> None:
    put(store, [promised(), handed_over()])
    assert len(ledger(store)) == 1
    store.connection.execute("DELETE FROM articles WHERE id = ?", (handed_over().article.id,))
    assert only(store, "2019-06-10").candidates == ()
    store.connection.execute("DELETE FROM articles")
    assert ledger(store) == ()
    assert store.first("SELECT 1 FROM ledger_words UNION SELECT 1 FROM positions") is None


def test_a_record_opened_for_reading_is_computed_too(tmp_path: Path) -> None:
    with open_store(tmp_path / "r.db", mode="write") as writer:
        put(writer, [promised()])
    with open_store(tmp_path / "r.db") as reader:
        assert len(ledger(reader)) == 1


def test_a_record_that_cannot_be_written_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(tmp_path / "r.db", mode="write") as writer:
        put(writer, [promised()])

    def refuse(*_: object, **__: object) -> Store:
        raise RecordNotWritable("the record cannot be opened or written", values="r.db", remedy="none")

    monkeypatch.setattr("dragoman.compare.upkeep.open_store", refuse)
    with open_store(tmp_path / "r.db") as reader, pytest.raises(RecordNotWritable, match="compared"):
        refreshed(reader)


def test_the_id_of_a_line_comes_from_what_it_was_read_from() -> None:
    assert ledger_line_id("event-1") == ledger_line_id("event-1") != ledger_line_id("event-2")


def test_a_decision_keeps_what_was_decided_on(store: Store) -> None:
    put(store, [promised(), handed_over()])
    found = only(store, "2019-06-10")
    decide(store, found.line.id, found.candidates[0].item, verdict="confirmed", by="Roe", why="so", at=NOW)
    store.connection.execute("DELETE FROM articles WHERE id = ?", (handed_over().article.id,))
    left = only(store, "2019-06-10")
    assert (left.candidates, left.state) == ((), "kept")
    assert isinstance(left.decisions[0], Decision)
    assert "trawlers" in left.decisions[0].text


def test_what_came_later_is_not_seen(store: Store) -> None:
    put(store, [promised(), handed_over()])
    assert ledger(store, "2019-04-08") == ()
    assert only(store, "2019-05-20").candidates == ()
    assert len(only(store, "2019-05-21").candidates) == 1
