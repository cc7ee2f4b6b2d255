"""What two runs read differently, line by line and count by count."""

import msgspec
import pytest

from dragoman.analysis.run_differences import line_differences, pairs_of, run_difference
from dragoman.errors import UnknownName
from dragoman.records import Participant
from dragoman.store.codings import coding_of
from dragoman.store.open import open_store
from dragoman.store.reviewing import Reviewer
from dragoman.store.write import write_article
from tests.sample_record import LATER_RUN, RUN, make_statement, talks
from tests.store.test_revisions import MET, NOW, SAID, SENT, later

CHANGED = msgspec.structs.replace


@pytest.mark.parametrize(
    ("coded", "expected"),
    [
        (later(), []),
        (later(events=[MET]), [("vanished", SENT.id, {})]),
        (later(statements=[]), [("vanished", SAID.id, {})]),
        (later(events=[CHANGED(MET, type="AID"), SENT]), [("changed", MET.id, {"type": "AID"})]),
        (later(events=[CHANGED(MET, why=("another rule",)), SENT]), []),
    ],
)
def test_lines(coded, expected):
    found = list(line_differences(coding_of(talks()), coding_of(coded)))
    assert [(one.what, one.id, dict(one.after)) for one in found] == expected


def test_a_line_over_other_words_is_the_same_line():
    longer = make_statement(talks().article, "Our waters need rules,”", SAID.speakers, act="demand", stance="demands")
    (found,) = line_differences(coding_of(talks()), coding_of(later(statements=[longer])))
    assert (found.what, found.before["text"], found.after["text"]) == ("changed", SAID.text, longer.text)


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "record.db", mode="write") as opened:
        write_article(opened, talks(), run=RUN)
        yield opened


def test_counts_that_move(store):
    write_article(store, later(events=[CHANGED(MET, status="planned"), SENT]), run=LATER_RUN)
    found = run_difference(store, RUN.id, LATER_RUN.id)
    assert (found.articles, found.number("changed", "event")) == (1, 1)
    (moved,) = found.counts
    assert (moved.month, moved.pair, moved.before, moved.after) == ("2019-04", ("CHL", "NOR"), 1, 0)
    back = run_difference(store, LATER_RUN.id, RUN.id)
    assert (back.counts[0].before, back.counts[0].after) == (0, 1)


def test_what_analysts_decided_is_no_difference_of_runs(store):
    Reviewer(store, by="Ada").reject(MET.id, seen=None, at=NOW)
    write_article(store, later(), run=LATER_RUN)
    found = run_difference(store, RUN.id[:9], LATER_RUN.id[:9])
    assert (found.lines, found.counts) == ((), ())


def test_a_run_that_is_not_there(store):
    with pytest.raises(UnknownName, match="no such run"):
        run_difference(store, RUN.id, "run-none")


def who(*parties):
    return tuple(Participant(id=party, name=party, kind="state", party=party) for party in parties)


@pytest.mark.parametrize(
    ("actors", "recipients", "pairs"),
    [
        (who("NOR"), who("CHL"), {("CHL", "NOR")}),
        (who("NOR", "SWE"), who("CHL"), {("CHL", "NOR"), ("CHL", "SWE")}),
        (who("NOR", "SWE"), (), {("NOR", "SWE")}),
        (who("NOR"), who("NOR"), set()),
        (who("NOR", "SWE"), who("NOR", "SWE"), {("NOR", "SWE")}),
    ],
)
def test_pairs(actors, recipients, pairs):
    assert pairs_of(CHANGED(MET, actors=actors, recipients=recipients)) == pairs
