"""Happenings of a whole record: the same in any order, however they came about, with what a person decided."""

import random
from datetime import UTC, date, datetime

import msgspec
import pytest
from benchmarks.generate import RUN as GENERATED_RUN
from benchmarks.generate import generate

from dragoman.compare.decide import join_happenings, split_happening
from dragoman.compare.decisions import decisions
from dragoman.compare.lookup import HappeningFilter, find_happening, happening, list_happenings
from dragoman.compare.update import rebuild_happenings, update_happenings
from dragoman.errors import UnknownName, UsageError
from dragoman.ingest import read_documents
from dragoman.store.copies import mark_copies
from dragoman.store.open import open_store
from dragoman.store.write import write_article
from tests.compare.reports import person, report
from tests.compare.test_score import FIRED, MET, TALKS
from tests.sample_record import LATER_RUN, RUN, code, raw

AT = datetime(2024, 5, 1, 12, tzinfo=UTC)
BECAUSE = {"by": "Analyst", "why": "read both", "at": AT}
GENERATED = tuple(generate(articles=120, events=500, days=6))


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "r.db", mode="write") as opened:
        yield opened


def put(store, *reports, run=RUN):
    for coded in reports:
        write_article(store, coded, run=run)
    mark_copies(store)
    update_happenings(store)


def groups(store):
    """Each happening's events, and the rows and links as they are told outside the file."""
    found = {}
    for row in store.query("SELECT id, happening FROM events"):
        found.setdefault(row["happening"], set()).add(row["id"])
    rows = [tuple(row) for row in store.query("SELECT * FROM happenings ORDER BY id")]
    assert {row[0] for row in rows} == set(found)
    links = store.query("""SELECT min(a.event, b.event), max(a.event, b.event), l.score, l.reasons
        FROM happening_links l JOIN tellings a ON a.number = l.one JOIN tellings b ON b.number = l.other
        ORDER BY 1, 2""")
    return found, rows, [tuple(row) for row in links]


# --- what comes out ----------------------------------------------------------------------------------------


def test_every_event_has_a_happening_and_one_may_be_alone(store):
    put(store, report(MET, "met"), report(TALKS, "talks", by="Echo"), report(FIRED, "fired", type="ASSAULT", by="Sun"))
    found, rows, links = groups(store)
    assert sorted(map(len, found.values())) == [1, 2]
    assert len(rows) == 2
    assert len(links) == 1


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_reading_does_not_matter(tmp_path, seed):
    shuffled = list(GENERATED)
    random.Random(seed).shuffle(shuffled)
    cuts = [shuffled[start : start + 37] for start in range(0, len(shuffled), 37)]
    answers = []
    for name, batches in (("whole", [GENERATED]), ("cut", cuts)):
        with open_store(tmp_path / f"{name}.db", mode="write") as store:
            for batch in batches:
                put(store, *batch, run=GENERATED_RUN)
            answers.append(groups(store))
    assert answers[0] == answers[1]


@pytest.mark.parametrize("seed", range(3))
def test_an_update_gives_what_a_rebuild_gives(store, seed):
    rng = random.Random(seed)
    put(store, *GENERATED, run=GENERATED_RUN)
    for coded in rng.sample(GENERATED, 20):  # read anew by other means: some events are gone, some changed
        kept = [event for event in coded.events if rng.random() < 0.6]
        events = tuple(
            msgspec.structs.replace(event, run=LATER_RUN.id, mode=rng.choice([None, "visit"])) for event in kept
        )
        statements = tuple(msgspec.structs.replace(item, run=LATER_RUN.id) for item in coded.statements)
        again = msgspec.structs.replace(coded, events=events, statements=statements, run=LATER_RUN.id)
        write_article(store, again, run=LATER_RUN)
    store.connection.execute("DELETE FROM articles WHERE id = ?", (GENERATED[0].article.id,))
    mark_copies(store)
    update_happenings(store)
    updated = groups(store)
    rebuild_happenings(store)
    assert groups(store) == updated


def test_small_steps_give_what_large_ones_give(store, tmp_path, monkeypatch):
    put(store, *GENERATED, run=GENERATED_RUN)
    monkeypatch.setattr("dragoman.compare.update.STEP_EVENTS", 7)
    with open_store(tmp_path / "steps.db", mode="write") as stepped:
        put(stepped, *GENERATED, run=GENERATED_RUN)
        assert groups(stepped) == groups(store)


def test_the_generated_happenings_are_found(store):
    put(store, *GENERATED, run=GENERATED_RUN)
    truth = {event.id: event.why for coded in GENERATED for event in coded.events}
    found, _, _ = groups(store)
    mixed = sum(len({truth[event] for event in events}) > 1 for events in found.values())
    assert mixed <= 0.02 * len(found)
    assert len(found) <= 1.05 * len(set(truth.values()))


def test_nothing_is_done_twice(store):
    put(store, report(MET, "met"))
    assert update_happenings(store) == 0


def test_the_id_stays_when_later_reports_come_in(store):
    put(store, report(MET, "met"))
    (before,) = groups(store)[0]
    put(store, report(TALKS, "talks", by="Echo", day=date(2020, 3, 3)))
    assert list(groups(store)[0]) == [before]


def test_reading_brings_happenings_up_to_date(store):
    texts = [f"{name} report\n\nPeru met Chile in Lima." for name in ("First", "Second")]
    documents = [raw(text, source=f"{n}.txt", published="2020-03-02") for n, text in enumerate(texts)]
    read_documents(documents, store=store, run=RUN, code=code)
    assert None not in groups(store)[0]


def test_a_chain_of_near_days_is_not_one_happening(store):
    days = [date(2020, 3, n) for n in range(1, 13)]
    put(store, *(report(MET, "met", by=f"P{day.day}", day=day, when=day.isoformat()) for day in days))
    assert max(map(len, groups(store)[0].values())) <= 4


# --- decisions ---------------------------------------------------------------------------------------------


@pytest.fixture
def told(store):
    put(store, report(MET, "met"), report(TALKS, "talks", by="Echo"), report(FIRED, "fired", type="ASSAULT", by="Sun"))
    return store


def by_type(store, kind):
    return next(one for one in list_happenings(store) if one.type == kind)


def test_a_split_holds_and_survives_reading_again(told):
    met = happening(told, by_type(told, "CONSULT").id)
    out = met.tellings[0].event
    split_happening(told, met.happening.id, [out.id], **BECAUSE)
    assert len(groups(told)[0]) == 3
    for coded in (report(MET, "met"), report(TALKS, "talks", by="Echo")):
        events = tuple(msgspec.structs.replace(event, run=LATER_RUN.id) for event in coded.events)
        put(told, msgspec.structs.replace(coded, events=events, run=LATER_RUN.id), run=LATER_RUN)
    assert len(groups(told)[0]) == 3
    rebuild_happenings(told)
    assert len(groups(told)[0]) == 3
    (kept,) = happening(told, out.id).decisions
    assert (kept.by, kept.why, kept.at) == ("Analyst", "read both", AT)


def test_a_join_outranks_the_score_and_takes_later_tellings_along(told):
    join_happenings(told, by_type(told, "CONSULT").id, by_type(told, "ASSAULT").id, **BECAUSE)
    assert [len(events) for events in groups(told)[0].values()] == [3]
    put(told, report(FIRED, "fired", type="ASSAULT", by="Star"))
    assert [len(events) for events in groups(told)[0].values()] == [4]
    rebuild_happenings(told)
    assert [len(events) for events in groups(told)[0].values()] == [4]


def test_the_later_decision_holds(told):
    met, fired = (by_type(told, kind).event.id for kind in ("CONSULT", "ASSAULT"))
    join_happenings(told, met, fired, **BECAUSE)
    split_happening(told, met, [fired], by="Another", why="no", at=datetime(2024, 6, 1, tzinfo=UTC))
    assert len(groups(told)[0]) == 2
    assert [one.kind for one in decisions(told)] == ["join", "split"]


@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        (lambda s, a, b: join_happenings(s, a, a, **BECAUSE), UsageError, "both sides"),
        (lambda s, a, b: join_happenings(s, a, b, by=" ", why="x", at=AT), UsageError, "who made it"),
        (lambda s, a, b: join_happenings(s, a, "event-none", **BECAUSE), UnknownName, "no such happening"),
        (lambda s, a, b: split_happening(s, a, [], **BECAUSE), UsageError, "both sides"),
        (lambda s, a, b: split_happening(s, a, [b], **BECAUSE), UnknownName, "no telling"),
        (lambda s, a, b: find_happening(s, "zz"), UnknownName, "no such"),
        (lambda s, a, b: find_happening(s, "happening-"), UnknownName, "more than one"),
    ],
)
def test_what_cannot_be_decided(told, call, error, says):
    before = groups(told)
    with pytest.raises(error, match=says):
        call(told, by_type(told, "CONSULT").event.id, by_type(told, "ASSAULT").event.id)
    assert groups(told) == before


# --- listing and looking up --------------------------------------------------------------------------------


def test_filters(store):
    put(
        store,
        report(MET, "met"),
        report(FIRED, "fired", type="ASSAULT", when="2021-05-06", day=date(2021, 5, 7), recipients=("COL",)),
        report(MET, "met", by="Echo", status="planned", when=None, actors=("CHL",)),
    )
    asked = {
        "everything": ({}, 3), "party": ({"party": "PER"}, 2), "pair": ({"pair": ("COL", "PER")}, 1),
        "type": ({"type": "ASSAULT"}, 1), "status": ({"status": "planned"}, 1), "origins": ({"origins": 2}, 0),
        "both": ({"both_sides": True}, 0), "neither": ({"both_sides": False}, 3),
    }  # fmt: skip
    for name, (wanted, number) in asked.items():
        assert len(list(list_happenings(store, HappeningFilter(**wanted)))) == number, name


def test_a_corrected_toll_is_an_update_of_the_same_outlet(store):
    first = report(FIRED, "fired", type="ASSAULT", dead="3")
    later = report(FIRED + " on Sunday", "fired", type="ASSAULT", dead="5", day=date(2020, 3, 3), headline="Toll rises")
    other = report(FIRED + ", police said", "fired", type="ASSAULT", dead="4", by="Echo")
    put(store, first, later, other)
    told = {one.event.id: one for one in happening(store, first.events[0].id).tellings}
    assert told[later.events[0].id].updates == first.events[0].id
    assert told[later.events[0].id].changed == ("dead 3 -> 5",)
    assert told[other.events[0].id].updates is None
    assert len(told) == 3


def test_the_fullest_telling_leads(store):
    full = report(MET, "met", by="Echo", day=date(2020, 3, 3), actors=(person("Soto", "PER"),))
    put(store, report(MET, "met", recipients=(), when=None), full)
    assert by_type(store, "CONSULT").event.id == full.events[0].id
