"""Corrections: each a revision; they outrank coders, hold through re-reading, and can be taken back."""

import sqlite3
from datetime import UTC, date, datetime

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.errors import CitationError, EditConflict, UnknownName, UsageError
from dragoman.partial_date import PartialDate
from dragoman.records import Place
from dragoman.store.codings import coders_coding, coding_by, coding_of, find_run, known_runs
from dragoman.store.open import open_store
from dragoman.store.read import coded_article, count
from dragoman.store.reviewing import Reviewer
from dragoman.store.revisions import find_line, found_line, history, last_revision, revisions, revisions_of
from dragoman.store.write import document_sha256, is_known, write_article
from tests.sample_record import LATER_RUN, RUN, make_event, make_statement, participant, raw, talks

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
TALKS = talks()
MET, SENT = TALKS.events
(SAID,) = TALKS.statements
CHANGED = msgspec.structs.replace


def later(coded=TALKS, **fields):
    """A coding by a later run."""
    events = tuple(CHANGED(event, run=LATER_RUN.id) for event in fields.pop("events", coded.events))
    statements = tuple(CHANGED(item, run=LATER_RUN.id) for item in fields.pop("statements", coded.statements))
    return CHANGED(coded, events=events, statements=statements, run=LATER_RUN.id, **fields)


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "record.db", mode="write") as opened:
        write_article(opened, TALKS, run=RUN)
        yield opened


class Desk:
    """A reviewer who has always seen the latest."""

    def __init__(self, store, by="Ada"):
        self.store = store
        self.reviewer = Reviewer(store, by=by)

    def __call__(self, action, line, *given, **rest):
        seen = (
            [last_revision(self.store, one) for one in line] if action == "merge" else last_revision(self.store, line)
        )
        return getattr(self.reviewer, action)(line, *given, seen=seen, at=NOW, **rest)

    def add(self, kind, fields):
        return self.reviewer.add(TALKS.article.id, kind, fields, at=NOW)


@pytest.fixture
def desk(store):
    return Desk(store)


def now(store):
    return coded_article(store, TALKS.article.id)


def event(store, line):
    return next((e for e in now(store).events if e.id == line), None)


# --- what each does ------------------------------------------------------------------------------------------


def test_accepting_changes_only_the_review(store, desk):
    made = desk("accept", MET.id, why="read it")
    assert event(store, MET.id) == CHANGED(MET, review="accepted")
    assert (made.by, made.at, made.why, made.action) == ("Ada", NOW.isoformat(), "read it", "accept")
    assert history(store, MET.id) == (made,)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"status": "planned"}, {"status": "planned"}),
        ({"type": "aid"}, {"type": "AID", "mode": None, "quad": 2}),
        ({"type": "REQUEST", "force": "demand"}, {"type": "REQUEST", "force": "demand", "mode": None}),
        ({"mode": None}, {"mode": None}),
        (
            {"when": "2019-04-08"},
            {"when": PartialDate.day(date(2019, 4, 8)), "counted_on": date(2019, 4, 8), "date_from": "review"},
        ),
        (
            {"when": "2019-04"},
            {"when": PartialDate.month(2019, 4), "counted_on": date(2019, 4, 10), "counted_from": "publication"},
        ),
        ({"place": None}, {"place": None, "place_from": None}),
        (
            {"place": Place(name="Lima", country="PER")},
            {"place": Place(name="Lima", country="PER"), "place_from": "review"},
        ),
        ({"text": "Ine Berg met her Chilean counterpart"}, {"text": "Ine Berg met her Chilean counterpart"}),
        ({"basis": "alleged", "asserted_by": "officials"}, {"basis": "alleged", "asserted_by": "officials"}),
        ({"contexts": ["military"]}, {"contexts": ("military",)}),
    ],
)
def test_an_edit_sets_fields_and_what_follows_from_them(store, desk, fields, expected):
    desk("edit", MET.id, fields)
    found = event(store, MET.id)
    assert {name: getattr(found, name) for name in expected} == expected
    assert found.review == "edited"
    assert found.text == TALKS.article.text[found.start : found.end]


@pytest.mark.parametrize(
    ("who", "party", "name"),
    [
        ("chl", "CHL", "Chile"),
        ("NATO", "NATO", "North Atlantic Treaty Organization"),
        ("the harbour pilots", None, None),
    ],
)
def test_parties_are_given_by_name_or_code(store, desk, who, party, name):
    desk("edit", MET.id, {"recipients": [who]})
    (found,) = event(store, MET.id).recipients
    assert found.party == party
    assert found.name == (name or who)


def test_a_participant_points_where_the_article_names_it(store, desk):
    desk("edit", SENT.id, {"actors": [{"name": "Ine Berg", "party": "NOR", "kind": "person"}]})
    (found,) = event(store, SENT.id).actors
    assert TALKS.article.text[found.start : found.end] == "Ine Berg"


@pytest.mark.parametrize(
    ("fields", "error", "told"),
    [
        ({"type": "WAR"}, UnknownName, "no such type"),
        ({"mode": "siege"}, UnknownName, "no such type and mode"),
        ({"status": "perhaps"}, UsageError, "cannot have this value"),
        ({"colour": "red"}, UsageError, "has no such field"),
        ({"id": "x"}, UsageError, "can be edited"),
        ({"actors": [{"name": "X", "party": "NOWHERE"}]}, UnknownName, "no table knows this party"),
        ({"actors": [], "recipients": []}, UsageError, "needs somebody"),
        ({"text": "words that are not there"}, CitationError, "does not have these words"),
        ({"start": 5, "end": 100_000}, CitationError, "outside its article"),
        ({"text": "Some 40 trawlers"}, UsageError, "does not hold the word"),
        ({"contexts": ["weather"]}, UnknownName, "no such context"),
        ({"when": "someday"}, UsageError, "not a date"),
        ({"status": "occurred"}, UsageError, "nothing is changed"),
    ],
)
def test_a_wrong_edit_is_refused_and_leaves_nothing(store, desk, fields, error, told):
    with pytest.raises(error, match=told):
        desk("edit", MET.id, fields)
    assert list(revisions(store)) == []
    assert now(store) == TALKS


def test_a_rejected_line_is_gone_and_kept_aside(store, desk):
    desk("reject", MET.id, why="not a meeting")
    assert [e.id for e in now(store).events] == [SENT.id]
    assert event(store, SENT.id).part_of is None
    assert now(store).figures[0].event is None
    found = found_line(store, MET.id)
    assert (found.aside, found.line.review) == (True, "rejected")
    assert count(store, "events") == 1
    with pytest.raises(UsageError, match="set aside already"):
        desk("reject", MET.id)


def test_a_rejected_line_comes_back_when_accepted(store, desk):
    desk("reject", MET.id)
    desk("accept", MET.id)
    assert event(store, MET.id) == CHANGED(MET, review="accepted")
    assert now(store).figures == TALKS.figures


def test_a_missed_event_is_added(store, desk):
    made = desk.add(
        "event",
        {
            "type": "CONSULT",
            "text": "open fisheries talks",
            "trigger": "talks",
            "actors": ["Norway"],
            "when": "2019-04-09",
        },
    )
    found = event(store, made.changes[0].line)
    assert (found.review, found.type, found.quad, found.run) == ("added", "CONSULT", 1, RUN.id)
    assert found.counted_on == date(2019, 4, 9)
    assert [e.trigger.start for e in now(store).events] == sorted(e.trigger.start for e in now(store).events)


def test_a_line_like_one_that_is_there_is_not_added(store, desk):
    there = now(store).events[0]
    before = {line.id for line in now(store).events}
    with pytest.raises(EditConflict):
        desk.add("event", {"type": there.type, "text": there.text, "trigger": there.trigger.text, "actors": ["Oslo"]})
    assert {line.id for line in now(store).events} == before


def test_a_missed_statement_is_added(store, desk):
    made = desk.add("statement", {"text": "Some 40 trawlers are affected", "speakers": ["Norway"], "cue": "told"})
    assert found_line(store, made.changes[0].line).line.cue.text == "told"
    with pytest.raises(EditConflict):
        desk.add("statement", {"text": "Some 40 trawlers are affected", "speakers": ["Chile"]})
    with pytest.raises(UsageError, match="no speakers"):
        desk.add("statement", {"text": "Some 40 trawlers"})


def test_merged_events_are_one_that_cites_both(store, desk):
    desk("merge", [MET.id, SENT.id])
    (kept,) = now(store).events
    assert (kept.id, kept.review) == (MET.id, "merged")
    assert SENT.text in [span.text for span in kept.citations]
    assert kept.part_of is None
    assert found_line(store, SENT.id).line.review == "merged"


@pytest.mark.parametrize("lines", [[MET.id], [MET.id, MET.id], [MET.id, SAID.id]])
def test_what_cannot_be_merged(desk, lines):
    with pytest.raises(UsageError, match="merge"):
        desk("merge", lines)


def test_a_split_makes_lines_like_the_first(store, desk):
    desk(
        "split", MET.id, [{"mode": None}, {"type": "AGREE", "actors": ["Chile"]}, {"trigger": "talks", "text": "talks"}]
    )
    first, *_ = (e for e in now(store).events if e.id == MET.id)
    others = [e for e in now(store).events if e.id not in (MET.id, SENT.id)]
    assert first.mode is None
    assert {(e.type, e.trigger.text) for e in others} == {("AGREE", "met"), ("CONSULT", "talks")}
    assert {e.review for e in (first, *others)} == {"split"}
    assert all(e.when == MET.when for e in others)


def test_a_statement_can_be_split(store, desk):
    desk("split", SAID.id, [{"text": "Our waters"}, {"text": "need rules"}])
    assert [s.text for s in now(store).statements] == ["Our waters", "need rules"]
    assert [s.speakers for s in now(store).statements] == [SAID.speakers, SAID.speakers]


# --- undo ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("action", "given"),
    [
        ("accept", (MET.id,)),
        ("edit", (MET.id, {"type": "AID"})),
        ("reject", (MET.id,)),
        ("merge", ([MET.id, SENT.id],)),
        ("split", (MET.id, [{"mode": None}, {"type": "AGREE"}])),
    ],
)
def test_undo_brings_back_what_the_coder_said(store, desk, action, given):
    desk(action, *given)
    undone = desk("undo", MET.id, why="a slip")
    assert now(store) == TALKS
    assert [r.action for r in history(store, MET.id)] == [action, "undo"]
    assert undone.undoes == history(store, MET.id)[0].id
    with pytest.raises(UsageError, match="nothing to take back"):
        desk("undo", MET.id)


def test_undo_of_an_added_line_removes_it(store, desk):
    made = desk.add("statement", {"text": "Some 40 trawlers are affected", "speakers": ["Norway"]})
    line = made.changes[0].line
    desk("undo", line)
    assert now(store) == TALKS
    with pytest.raises(UnknownName):
        found_line(store, line)


def test_undo_takes_back_one_after_the_other(store, desk):
    desk("edit", MET.id, {"status": "planned"})
    desk("edit", MET.id, {"type": "AID"})
    desk("undo", MET.id)
    assert (event(store, MET.id).type, event(store, MET.id).status) == ("CONSULT", "planned")
    desk("undo", MET.id)
    assert now(store) == TALKS


def test_a_merge_is_not_undone_under_a_later_edit(store, desk):
    desk("merge", [MET.id, SENT.id])
    desk("edit", MET.id, {"status": "planned"})
    with pytest.raises(UsageError, match="revised since"):
        desk("undo", SENT.id)
    desk("undo", MET.id)
    desk("undo", SENT.id)
    assert now(store) == TALKS


# --- two people ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("action", "given"), [("accept", ()), ("reject", ()), ("edit", ({"status": "denied"},)), ("undo", ())]
)
def test_case_33_the_second_of_two_edits_is_refused_with_both_versions(store, action, given):
    first = Reviewer(store, by="Ada").edit(MET.id, {"status": "planned"}, seen=None, at=NOW)
    with pytest.raises(EditConflict, match="Ada") as caught:
        getattr(Reviewer(store, by="Bo"), action)(MET.id, *given, seen=None, at=NOW)
    assert caught.value.revision == first.id
    assert caught.value.theirs["status"] == "planned"
    assert caught.value.mine == (given[0] if given else None)
    assert event(store, MET.id).status == "planned"
    getattr(Reviewer(store, by="Bo"), action)(MET.id, *given, seen=first.id, at=NOW)


def test_two_people_with_the_record_open(store):
    with open_store(store.path, mode="write") as other:
        found = find_line(other, MET.id)
        Reviewer(store, by="Ada").reject(MET.id, seen=found.seen, at=NOW)
        with pytest.raises(EditConflict) as caught:
            Reviewer(other, by="Bo").accept(MET.id, seen=found.seen, at=NOW)
    assert caught.value.theirs is None
    assert [r.by for r in revisions(store)] == ["Ada"]


def test_edits_of_different_lines_do_not_meet(store):
    Reviewer(store, by="Ada").reject(MET.id, seen=None, at=NOW)
    Reviewer(store, by="Bo").accept(SENT.id, seen=None, at=NOW)
    assert [(e.id, e.review) for e in now(store).events] == [(SENT.id, "accepted")]


def test_a_decision_needs_a_name(store):
    with pytest.raises(UsageError, match="needs a name"):
        Reviewer(store, by=" ")


# --- later coders --------------------------------------------------------------------------------------------


def test_an_accepted_line_outranks_a_later_coder(store, desk):
    desk("accept", MET.id)
    write_article(store, later(events=[CHANGED(MET, type="AID", status="planned"), SENT]), run=LATER_RUN)
    assert event(store, MET.id) == CHANGED(MET, review="accepted")
    assert event(store, SENT.id).run == LATER_RUN.id


def test_of_an_edited_line_the_rest_is_the_later_coders(store, desk):
    desk("edit", MET.id, {"status": "planned"})
    write_article(store, later(events=[CHANGED(MET, status="denied", place=None), SENT]), run=LATER_RUN)
    found = event(store, MET.id)
    assert (found.status, found.place, found.run, found.review) == ("planned", None, LATER_RUN.id, "edited")


@pytest.mark.parametrize("action", ["accept", "edit"])
def test_a_line_that_the_later_coder_misses_stays(store, desk, action):
    desk(action, MET.id, *([{"type": "AID"}] if action == "edit" else []))
    before = event(store, MET.id)
    write_article(store, later(events=(), statements=(), figures=()), run=LATER_RUN)
    assert now(store).events == (before,)
    assert now(store).run == LATER_RUN.id


def test_a_rejected_line_stays_away(store, desk):
    desk("reject", MET.id)
    write_article(store, later(events=[CHANGED(MET, status="planned"), SENT]), run=LATER_RUN)
    assert event(store, MET.id) is None
    assert found_line(store, MET.id).line.status == "planned"
    desk("undo", MET.id)
    assert event(store, MET.id).run == LATER_RUN.id


def test_a_line_read_a_little_differently_is_the_one_that_was_judged(store, desk):
    desk("reject", SAID.id)
    desk("accept", MET.id)
    longer = make_statement(TALKS.article, "Our waters need rules,”", SAID.speakers)
    clause = "Ine Berg met her Chilean counterpart Luis Rojas here on Tuesday"
    moved = make_event(TALKS.article, clause, "counterpart", actors=MET.actors)
    write_article(store, later(events=[moved, CHANGED(SENT, part_of=moved.id)], statements=[longer]), run=LATER_RUN)
    assert now(store).statements == ()
    assert [e.id for e in now(store).events] == [MET.id, SENT.id]
    assert event(store, SENT.id).part_of == MET.id


def test_another_event_on_the_same_word_is_not_taken_for_it(store, desk):
    second = make_event(TALKS.article, MET.text, "met", ordinal=1, type="AGREE", actors=MET.actors)
    write_article(store, CHANGED(TALKS, events=(MET, second, SENT)), run=RUN)
    desk("accept", second.id)
    write_article(store, later(events=[MET, SENT]), run=LATER_RUN)
    assert {(e.type, e.review) for e in now(store).events[:2]} == {("CONSULT", None), ("AGREE", "accepted")}


def test_what_was_added_is_not_doubled_when_found(store, desk):
    line = desk.add("statement", {"text": "Some 40 trawlers are affected", "speakers": ["Norway"]}).changes[0].line
    found = make_statement(TALKS.article, "Some 40 trawlers are affected.", [participant(TALKS.article.text, "Chile")])
    write_article(store, later(statements=[SAID, found]), run=LATER_RUN)
    (_, added) = now(store).statements
    assert (added.id, added.speakers[0].party, added.review) == (line, "NOR", "added")


def test_the_coders_words_are_kept(store, desk):
    desk("edit", MET.id, {"type": "AID"})
    assert coders_coding(store, TALKS.article.id) == coding_of(TALKS)
    write_article(store, later(), run=LATER_RUN)
    assert coding_by(store, TALKS.article.id, RUN.id) == coding_of(TALKS)
    assert coders_coding(store, TALKS.article.id) == coding_of(later())
    assert [(k.run, k.present, k.kept) for k in known_runs(store)] == [(LATER_RUN, 1, 0), (RUN, 0, 1)]


def test_reading_again_with_revisions_changes_nothing(store, desk):
    desk("edit", MET.id, {"type": "AID"})
    desk("reject", SAID.id)
    before = list(store.connection.iterdump())
    assert write_article(store, TALKS, run=RUN) == "unchanged"
    assert list(store.connection.iterdump()) == before


def test_a_run_whose_lines_were_replaced_reads_again(store):
    document = raw()
    write_article(store, TALKS, run=RUN, document=document_sha256(document))
    assert is_known(store, document, run=RUN.id)
    write_article(store, later(), run=LATER_RUN, document=None)
    assert not is_known(store, document, run=RUN.id)
    assert not is_known(store, document, run=LATER_RUN.id)


def test_a_coding_that_comes_back_finds_the_corrections(store, desk):
    desk("edit", MET.id, {"type": "AID"})
    desk("reject", SAID.id)
    before = now(store)
    write_article(store, later(events=()), run=LATER_RUN)
    write_article(store, TALKS, run=RUN)
    assert now(store) == before


STEPS = st.lists(
    st.sampled_from(["first", "second", "fewer", "accept", "edit", "reject", "merge", "undo", "add"]), max_size=12
)
CODINGS = {
    "first": (TALKS, RUN),
    "second": (later(events=[CHANGED(MET, type="AID"), SENT]), LATER_RUN),
    "fewer": (later(events=[SENT], statements=()), LATER_RUN),
}


def _take(store, desk, step):
    try:
        if step in CODINGS:
            coded, run = CODINGS[step]
            write_article(store, coded, run=run)
        elif step == "add":
            desk.add("statement", {"text": "Some 40 trawlers are affected", "speakers": [{"name": "x"}]})
        elif step == "merge":
            desk("merge", [MET.id, SENT.id])
        else:
            desk(step, MET.id, *([{"status": "denied"}] if step == "edit" else []))
    except (UsageError, EditConflict, UnknownName):
        return  # a decision that has nothing to decide on


@given(steps=STEPS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_codings_and_corrections_give_one_record_in_whatever_order(tmp_path_factory, steps):
    """The coding that came last with the revisions, as if they had been made after it: nothing else matters."""
    folder = tmp_path_factory.mktemp("order")
    with open_store(folder / "a.db", mode="write") as mixed, open_store(folder / "b.db", mode="write") as plain:
        write_article(mixed, TALKS, run=RUN)
        desk = Desk(mixed)
        for step in steps:
            _take(mixed, desk, step)
        last = next((step for step in reversed(steps) if step in CODINGS), "first")
        copied = [tuple(row) for row in mixed.query("SELECT * FROM revisions ORDER BY number")]
        changes = [tuple(row) for row in mixed.query("SELECT * FROM changes")]
        plain.connection.execute("PRAGMA foreign_keys = OFF")
        plain.connection.executemany("INSERT INTO revisions VALUES (?, ?, ?, ?, ?, ?, ?, ?)", copied)
        plain.connection.executemany("INSERT INTO changes VALUES (?, ?, ?, ?, ?, ?, ?, ?)", changes)
        coded, run = CODINGS[last]
        write_article(plain, coded, run=run)
        assert now(plain) == now(mixed)
        aside = "SELECT * FROM set_aside ORDER BY id"
        assert [tuple(r) for r in plain.query(aside)] == [tuple(r) for r in mixed.query(aside)]


# --- the tables ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE revisions SET why = 'x'",
        "DELETE FROM revisions",
        "UPDATE changes SET after = NULL",
        "DELETE FROM changes",
    ],
)
def test_case_33_revisions_are_append_only(store, desk, sql):
    desk("accept", MET.id)
    with pytest.raises(sqlite3.IntegrityError, match="written once"):
        store.connection.execute(sql)


def test_lines_and_runs_are_found_by_the_beginning_of_their_ids(store):
    assert find_line(store, MET.id[:12]).line.id == MET.id
    assert find_line(store, SAID.id.removeprefix("statement-")[:8]).line.id == SAID.id
    with pytest.raises(UnknownName, match="more than one"):
        find_line(store, "event-")
    with pytest.raises(UnknownName, match="no such event"):
        find_line(store, "")
    assert find_run(store, RUN.id[:8]) == find_run(store, RUN.id.removeprefix("run-")) == RUN.id
    with pytest.raises(UnknownName, match="no such run"):
        find_run(store, "zzz")


def test_revisions_are_read_in_the_order_they_were_made(store, desk):
    first, second = desk("accept", MET.id), desk("reject", SAID.id)
    assert revisions_of(store, TALKS.article.id) == (first, second) == tuple(revisions(store))
