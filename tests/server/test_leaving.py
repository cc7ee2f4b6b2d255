"""What leaves a record, on both engines: happenings of one telling, decisions on an article that was taken out."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest

from dragoman.api import open_record
from dragoman.compare.current import bring_up_to_date
from dragoman.compare.decisions import join
from dragoman.compare.lookup import happening, list_happenings
from dragoman.compare.promise_decisions import decide, decisions_of
from dragoman.compare.promises import promises
from dragoman.compare.ties import decide_tie
from dragoman.errors import UnknownName
from dragoman.partial_date import PartialDate
from dragoman.store.open import Store, open_store
from dragoman.store.postgres.address import Address
from dragoman.store.reviewing import Reviewer
from dragoman.store.takedown import TAKEN_OUT, forget
from dragoman.store.write import write_article
from tests.compare.dispatches import dispatch, handed_over, promised
from tests.compare.reports import report
from tests.sample_record import LATER_RUN, RUN
from tests.server.equal import rows

NOW = datetime(2026, 1, 2, tzinfo=UTC)
ASKED = {"by": "Ana Ruiz", "why": "asked for", "at": NOW}
MET = report("Peru met Ecuador in Lima for talks on the border", "met", city="Lima")
SHELLED = report("Guns of Peru shelled Ecuador near the river", "shelled", by="Sun", type="ASSAULT", when="2020-04-01",
                 day=date(2020, 4, 2))  # fmt: skip


@pytest.fixture(params=["file", "server"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | Address:
    if request.param == "file":
        return tmp_path / "r.db"
    new: Callable[[], Address] = request.getfixturevalue("new_database")
    return new()


def rejected(store: Store) -> None:
    Reviewer(store, by="Ana Ruiz").reject(SHELLED.events[0].id, seen=None, at=NOW)


def forgotten(store: Store) -> None:
    forget(store, SHELLED.article.id, **ASKED)


def coded_without_it(store: Store) -> None:
    write_article(store, msgspec.structs.replace(SHELLED, events=(), run=LATER_RUN.id), run=LATER_RUN)


@pytest.mark.parametrize("leave", [rejected, forgotten, coded_without_it])
def test_a_happening_goes_with_its_only_telling(place: Path | Address, leave: Callable[[Store], None]) -> None:
    with open_store(place, mode="write") as store:
        for coded in (MET, SHELLED):
            write_article(store, coded, run=RUN)
        bring_up_to_date(store)
        (name,) = [one.id for one in list_happenings(store) if one.type == "ASSAULT"]
        leave(store)
        assert [one.type for one in list_happenings(store)] == ["CONSULT"]  # before anything is brought up to date
        bring_up_to_date(store)
        assert [one.type for one in list_happenings(store)] == ["CONSULT"]
        assert [row["event"] for row in store.query("SELECT event FROM happenings")] == [MET.events[0].id]
        assert store.first("SELECT 1 FROM tellings_left") is None
        with pytest.raises(UnknownName):
            happening(store, name)
    with open_record(place) as record:
        assert [one.type for one in record.happenings()] == ["CONSULT"]


def test_of_several_tellings_the_others_stay(place: Path | Address) -> None:
    again = report("Peru met Ecuador for talks on the border in Lima", "met", by="Echo", city="Lima")
    with open_store(place, mode="write") as store:
        for coded in (MET, again):
            write_article(store, coded, run=RUN)
        bring_up_to_date(store)
        (told,) = list_happenings(store)
        assert told.tellings == 2
        forget(store, told.event.article, **ASKED)
        (left,) = list_happenings(store)
        assert left.event.article != told.event.article
        bring_up_to_date(store)
        (left,) = list_happenings(store)
        assert left.tellings == 1


def test_what_a_forgotten_article_fulfilled_is_not_kept_on_it_alone(place: Path | Address) -> None:
    with open_store(place, mode="write") as store:
        for one in (promised(), handed_over()):
            write_article(store, one.coded(), run=RUN)
        bring_up_to_date(store)
        (line,) = promises(store, as_of=date(2019, 6, 1))
        decide(store, line.line.id, line.candidates[0].item, verdict="confirmed", by="Ana Ruiz", why="the trawlers",
               at=NOW)  # fmt: skip
        assert promises(store, as_of=date(2019, 6, 1))[0].state == "kept"
        forget(store, handed_over().article.id, after=bring_up_to_date, **ASKED)
        (line,) = promises(store, as_of=date(2019, 6, 1))
        assert (line.state, line.candidates) == ("overdue", ())
        (decision,) = decisions_of(store, [line.line.id])[line.line.id]
        assert (decision.decided_by, decision.why, decision.text) == ("Ana Ruiz", TAKEN_OUT, "")


def test_a_moved_day_goes_with_the_article_that_moved_it(place: Path | Address) -> None:
    words = "Norway promised to hand over the seized trawlers by the end of July"
    later = dispatch(f"{words}.", on="2019-05-20").event(words, "promised", "AGREE", "NOR", "CHL", when="2019-05-20")
    with open_store(place, mode="write") as store:
        for one in (promised(), later):
            write_article(store, one.coded(), run=RUN)
        bring_up_to_date(store)
        line = next(one for one in promises(store, as_of=date(2019, 6, 1)) if one.line.article == promised().article.id)
        moving = next(one for one in line.candidates if one.relation == "moves")
        decide(store, line.line.id, moving.item, verdict="confirmed", by="Ana Ruiz", why="read", at=NOW)
        forget(store, later.article.id, after=bring_up_to_date, **ASKED)
        (line,) = promises(store, as_of=date(2019, 6, 1))
        assert (line.due.latest, line.state) == (date(2019, 5, 31), "overdue")


SECRET = "eleven lanterns"  # stands in the article taken out and in the reasons that analysts gave


def decided_on(store: Store) -> str:
    """A record with decisions of every kind on lines of one article, and the article's id."""
    words = f"Norway handed over the twelve trawlers and {SECRET} seized last year to the Chilean navy"
    secret = dispatch(f"{words}.", on="2019-05-21").event(words, "handed", "RETREAT", "NOR", "CHL", when="2019-05-21")
    plan = "Norway will hand over seized trawlers to Chile on May 21"
    planned = dispatch(f"{plan}.", on="2019-05-12").event(plan, "hand", "RETREAT", "NOR", "CHL", status="planned",
                                                          when="2019-05-21")  # fmt: skip
    met = report("Peru met Ecuador in Quito, where envoys spoke of fishing", "met", by="Echo")
    for coded in (promised().coded(), secret.coded(), planned.coded(), MET, met):
        write_article(store, coded, run=RUN)
    bring_up_to_date(store)
    item, why = secret.events[0].id, f"both tell of {SECRET}"
    for line in promises(store, as_of=date(2019, 6, 1)):
        for candidate in line.candidates:
            if candidate.item == item:
                decide(store, line.line.id, item, verdict="confirmed", by="Ana Ruiz", why=why, at=NOW)
    decide_tie(store, planned.events[0].id, item, verdict="confirmed", by="Ana Ruiz", why=why, at=NOW)
    join(store, [item], [met.events[0].id], by="Ana Ruiz", why=why, at=NOW)
    Reviewer(store, by="Ana Ruiz").edit(item, {"when": PartialDate.parse("2019-05-20")}, seen=None, at=NOW, why=why)
    bring_up_to_date(store)
    return secret.article.id


@pytest.mark.parametrize("coded_anew", [False, True])
def test_no_word_of_it_is_left_in_decisions(place: Path | Address, coded_anew: bool) -> None:
    with open_store(place, mode="write") as store:
        article = decided_on(store)
        if coded_anew:  # without the event, whose coding is then dropped: its id is known by its place alone
            store.connection.execute("DELETE FROM events WHERE article = ?", (article,))
            store.connection.execute("DELETE FROM codings")
            bring_up_to_date(store)
        assert forget(store, article, after=bring_up_to_date, **ASKED).purged
    held = rows(place)
    assert SECRET not in repr(held)
    assert len(held["ledger_decisions"]) >= 1
    assert (len(held["tie_decisions"]), len(held["happening_decisions"])) == (1, 1)
    assert TAKEN_OUT in repr(held["tie_decisions"])
    assert TAKEN_OUT in repr(held["happening_decisions"])
    if isinstance(place, Path):
        files = [path.read_bytes() for path in place.parent.iterdir()]
        assert not [one for one in files if SECRET.encode() in one or b"lantern" in one]


def test_a_decision_on_another_article_stays(place: Path | Address) -> None:
    with open_store(place, mode="write") as store:
        for one in (promised(), handed_over()):
            write_article(store, one.coded(), run=RUN)
        write_article(store, MET, run=RUN)
        bring_up_to_date(store)
        (line,) = promises(store, as_of=date(2019, 6, 1))
        decide(store, line.line.id, line.candidates[0].item, verdict="confirmed", by="Ana Ruiz", why="read", at=NOW)
        forget(store, MET.article.id, after=bring_up_to_date, **ASKED)
        (line,) = promises(store, as_of=date(2019, 6, 1))
        assert (line.state, line.decisions[0].why) == ("kept", "read")
