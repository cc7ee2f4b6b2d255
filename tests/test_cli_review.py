"""Reviewing in the terminal, and what the commands about decisions, runs and releases print."""

import io
import json
from contextlib import contextmanager

import msgspec
import pytest

from dragoman import cli
from dragoman.cli.reviewing import given
from dragoman.config import Limits
from dragoman.errors import UsageError
from dragoman.ingest import Chain
from dragoman.store.open import open_store
from dragoman.store.read import coded_article
from dragoman.store.write import write_article
from tests.sample_record import LATER_RUN, RUN, code, talks
from tests.store.test_revisions import MET, SAID, SENT, later


@pytest.fixture
def record(tmp_path):
    path = tmp_path / "record.db"
    with open_store(path, mode="write") as store:
        write_article(store, talks(), run=RUN)
    return path


@pytest.fixture
def dragoman(record, monkeypatch, capsys):
    """Run a command with what is typed; the answer is (status, standard output, standard error)."""
    monkeypatch.setenv("DRAGOMAN_RECORD", str(record))

    def run(*arguments, typed=""):
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        status = cli.run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run


def now(record):
    with open_store(record) as store:
        return coded_article(store, talks().article.id)


def reviews(record):
    coded = now(record)
    return {line.id: line.review for line in (*coded.events, *coded.statements)}


# --- review --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "expected", "told"),
    [
        ("a\nq\n", {MET.id: "accepted", SENT.id: None, SAID.id: None}, "decided: 1 accept; 0 skipped"),
        ("e status=planned -- so\nq\n", {MET.id: "edited", SENT.id: None, SAID.id: None}, "1 edit"),
        ("r not so\nq\n", {SENT.id: None, SAID.id: None}, "1 reject"),
        (f"m {SENT.id}\nq\n", {MET.id: "merged", SAID.id: None}, "1 merge"),
        ("s\nq\n", {MET.id: None, SENT.id: None, SAID.id: None}, "decided: nothing; 1 skipped"),
        ("q\n", {MET.id: None, SENT.id: None, SAID.id: None}, "decided: nothing; 0 skipped"),
        ("", {MET.id: None, SENT.id: None, SAID.id: None}, "decided: nothing; 0 skipped"),
        ("r\nu\nq\n", {MET.id: None, SENT.id: None, SAID.id: None}, "taken back: reject"),
        ("u\nq\n", {MET.id: None, SENT.id: None, SAID.id: None}, "nothing was decided here yet"),
        ("x\n?\nq\n", {MET.id: None, SENT.id: None, SAID.id: None}, "it is right as it stands"),
        (
            "e status=never\nq\n",
            {MET.id: None, SENT.id: None, SAID.id: None},
            "not done: an event cannot have this value",
        ),
        ("e status\nq\n", {MET.id: None, SENT.id: None, SAID.id: None}, "not done: not FIELD=VALUE"),
    ],
)
def test_keys(dragoman, record, typed, expected, told):
    status, out, _ = dragoman("review", "--by", "Ada", MET.id, typed=typed)
    assert (status, reviews(record)) == (0, expected)
    assert told in out


def test_what_is_taken_back_is_shown_again(dragoman, record):
    _, out, _ = dragoman("review", "--by", "Ada", MET.id, SENT.id, typed="r\nu\na\na\n")
    assert reviews(record) == {MET.id: "accepted", SENT.id: "accepted", SAID.id: None}
    assert out.count(f"\n{MET.id}") == 2


def test_a_decision_of_another_day_is_taken_back(dragoman, record):
    dragoman("review", "--by", "Ada", MET.id, typed="r\n")
    _, out, _ = dragoman("review", "--by", "Bo", MET.id, typed="u\na\n")
    assert f"taken back: the last decision on {MET.id}" in out
    assert reviews(record)[MET.id] == "accepted"


def test_show_says_what_was_judged(dragoman):
    dragoman("review", "--by", "Ada", MET.id, SAID.id, typed="e status=planned\na\n")
    out = dragoman("show", "talks.txt")[1]
    assert "planned  edited by an analyst" in out
    assert "accepted by an analyst" in out


def test_missed_lines_are_added(dragoman, record):
    typed = (
        'n type=AID text="Some 40 trawlers" trigger=trawlers actors=x -- missed\nns text="are affected" speakers=x\nq\n'
    )
    dragoman("review", "--by", "Ada", MET.id, typed=typed)
    assert sorted(filter(None, reviews(record).values())) == ["added", "added"]


def test_a_split(dragoman, record):
    dragoman("review", "--by", "Ada", MET.id, typed="p mode= / type=AGREE -- two\nq\n")
    assert sorted(filter(None, reviews(record).values())) == ["split", "split"]


def test_a_line_is_shown_with_its_words_its_coding_and_what_decided(dragoman):
    _, out, _ = dragoman("review", MET.id, typed="q\n")
    for part in (f">>{MET.text}<<", "CONSULT visit", "Ine Berg (NOR)", "2019-04-09", "confidence", "because  dateline"):
        assert part in out


def test_the_doubtful_come_first(dragoman, record):
    with open_store(record, mode="write") as store:
        events = [MET, msgspec.structs.replace(SENT, confidence=0.2)]
        write_article(store, msgspec.structs.replace(talks(), events=tuple(events)), run=RUN)
    _, out, _ = dragoman("review", "--kind", "event", typed="s\ns\n")
    assert out.index(SENT.id) < out.index(MET.id)
    assert SAID.id not in out


def test_by_type_and_article(dragoman):
    assert MET.id not in dragoman("review", "--type", "AID", typed="s\n")[1]
    assert MET.id in dragoman("review", "--article", "talks.txt", typed="s\n" * 3)[1]
    assert "no such type" in dragoman("review", "--type", "WAR")[2]
    assert "a sample is of the whole record" in dragoman("review", "--article", "talks.txt", "--sample", "2")[2]


def test_a_sample_measures_the_coder(dragoman):
    dragoman("review", "--by", "Ada", "--sample", "2", "--seed", "5", typed="a\nr\n")
    rows = json.loads(dragoman("precision", "--format", "json")[1])
    sample = next(row for row in rows if row["type"] == "all" and row["unbiased"])
    assert (sample["judged"], sample["right"], sample["left"]) == (2, 1, 0)
    assert sample["stands_on"] == "sample 5 of 2"
    _, out, _ = dragoman("review", "--by", "Ada", "--sample", "2", "--seed", "5")
    assert "decided: nothing" in out
    assert "event-" not in out


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("type=AID", {"type": "AID"}),
        ("actors=Chile;North Korea;", {"actors": ["Chile"]}),
        ('actors="Chile;North Korea" mode=', {"actors": ["Chile", "North Korea"], "mode": None}),
        ("text='a = b'", {"text": "a = b"}),
    ],
)
def test_fields_as_typed(text, fields):
    if text == "actors=Chile;North Korea;":
        with pytest.raises(UsageError, match="not FIELD=VALUE"):
            given(text)
    else:
        assert given(text) == fields


@pytest.mark.parametrize("text", ["", "type", 'text="open'])
def test_fields_that_are_none(text):
    with pytest.raises(UsageError):
        given(text)


# --- history, precision, corrections -------------------------------------------------------------------------


def test_history_tells_who_when_why_before_and_after(dragoman):
    dragoman("review", "--by", "Ada", MET.id, typed="e status=planned -- it is to come\n")
    dragoman("review", "--by", "Bo", MET.id, typed="r no\n")
    first, second = json.loads(dragoman("history", MET.id, "--format", "json")[1])
    assert (first["by"], first["why"], first["before"]["status"], first["after"]["status"]) == (
        "Ada", "it is to come", "occurred", "planned",
    )  # fmt: skip
    assert (second["by"], second["action"], second["seen"], second["after"]) == (
        "Bo",
        "reject",
        first["revision"],
        None,
    )
    assert "status: occurred -> planned" in dragoman("history")[1]
    assert "the record has no such event or statement" in dragoman("history", "nothing")[2]


def test_nothing_decided(dragoman):
    assert "nothing was decided" in dragoman("history")[1]
    assert "begin with: dragoman review --sample" in dragoman("precision")[1]
    assert dragoman("corrections")[:2] == (0, "")


@pytest.mark.parametrize(
    ("typed", "verdict", "before", "after"),
    [("a\n", "right", True, True), ("r\n", "wrong", True, False), ("e status=planned\n", "corrected", True, True)],
)
def test_corrections_are_training_data(dragoman, tmp_path, typed, verdict, before, after):
    dragoman("review", "--by", "Ada", MET.id, typed=typed)
    dragoman("corrections", "--out", tmp_path / "c.jsonl")
    (row,) = map(json.loads, (tmp_path / "c.jsonl").read_text().splitlines())
    assert (row["verdict"], row["before"] is not None, row["after"] is not None) == (verdict, before, after)
    for line in filter(None, (row["before"], row["after"])):
        for span in (line["text"], line["trigger"], *line["citations"]):
            assert row["text"][span["start"] : span["end"]] == span["text"]
        for who in line["actors"]:
            assert row["text"][who["start"] : who["end"]] == who["name"]


def test_what_was_missed_is_training_data(dragoman, tmp_path):
    dragoman("review", "--by", "Ada", MET.id, typed='ns text="are affected" speakers=x\n')
    dragoman("corrections", "--out", tmp_path / "c.jsonl")
    (row,) = map(json.loads, (tmp_path / "c.jsonl").read_text().splitlines())
    assert (row["verdict"], row["before"], row["kind"]) == ("missed", None, "statement")


# --- listings ------------------------------------------------------------------------------------------------


def test_rejected_lines_are_listed_when_asked_for(dragoman):
    dragoman("review", "--by", "Ada", MET.id, typed="r\n")
    dragoman("review", "--by", "Ada", SAID.id, typed="r\n")
    assert [e["id"] for e in json.loads(dragoman("events", "--format", "json")[1])] == [SENT.id]
    told = json.loads(dragoman("events", "--rejected", "--format", "json")[1])
    assert [(e["id"], e["review"]) for e in told] == [(MET.id, "rejected"), (SENT.id, None)]
    assert json.loads(dragoman("statements", "--format", "json")[1]) == []
    assert len(json.loads(dragoman("statements", "--rejected", "--format", "json")[1])) == 1
    assert "NOR" not in dragoman("export", "--format", "csv")[1]


# --- runs, recode, diff, why ---------------------------------------------------------------------------------


@pytest.fixture
def later_chain(monkeypatch):
    """A stand-in for the pipeline with a later run, which reads the meeting as aid."""

    def recode(article):
        assert article.duplicate_of is None
        return later(events=[msgspec.structs.replace(MET, type="AID"), SENT])

    @contextmanager
    def ready(settings=None, model=None, record=None):
        yield Chain(code=code, run=LATER_RUN, limits=Limits(), recode=recode)

    monkeypatch.setattr("dragoman.ingest.ready", ready)


def test_recode_keeps_the_earlier_coding(dragoman, record, later_chain):
    assert "1 coded again, 0 had this run, 0 failed" in dragoman("recode")[1]
    assert "0 coded again, 1 had this run, 0 failed" in dragoman("recode")[1]
    rows = json.loads(dragoman("runs", "--format", "json")[1])
    assert [(row["run"], row["present"], row["kept"]) for row in rows] == [(LATER_RUN.id, 1, 0), (RUN.id, 0, 1)]
    assert now(record).events[0].type == "AID"


def test_earlier_codings_are_dropped_when_asked_for(dragoman, record, later_chain):
    dragoman("recode")
    before = now(record)
    assert f"1 earlier codings of {RUN.id} dropped" in dragoman("runs", "--drop", RUN.id)[1]
    assert f"0 earlier codings of {LATER_RUN.id} dropped" in dragoman("runs", "--drop", LATER_RUN.id)[1]
    rows = json.loads(dragoman("runs", "--format", "json")[1])
    assert [row["kept"] for row in rows] == [0, 0]
    assert now(record) == before


def test_recode_of_some_articles(dragoman, later_chain):
    assert "1 coded again" in dragoman("recode", "talks.txt")[1]
    assert "the record has no such article" in dragoman("recode", "none.txt")[2]


def test_recode_tells_what_failed_and_goes_on(dragoman, record, monkeypatch):
    @contextmanager
    def ready(settings=None, model=None, record=None):
        yield Chain(code=code, run=LATER_RUN, limits=Limits(), recode=lambda article: 1 / 0)

    monkeypatch.setattr("dragoman.ingest.ready", ready)
    status, out, err = dragoman("recode")
    assert (status, now(record).run) == (1, RUN.id)
    assert "0 coded again, 0 had this run, 1 failed" in out
    assert "ZeroDivisionError" in err


def test_recode_leaves_corrections(dragoman, record, later_chain):
    dragoman("review", "--by", "Ada", MET.id, typed="a\n")
    dragoman("recode")
    assert next((e.type, e.review) for e in now(record).events) == ("CONSULT", "accepted")


def test_diff(dragoman, later_chain):
    dragoman("recode")
    out = dragoman("diff", RUN.id, LATER_RUN.id)[1]
    assert "type: CONSULT -> AID" in out
    assert "1 articles coded by both" in out
    told = json.loads(dragoman("diff", RUN.id, LATER_RUN.id, "--format", "json")[1])
    assert [(line["what"], line["id"]) for line in told["lines"]] == [("changed", MET.id)]
    assert told["counts"] == []
    assert dragoman("diff", RUN.id, LATER_RUN.id, "--counts", "--format", "csv")[1] == "month,pair,before,after\n"
    assert "no such run" in dragoman("diff", RUN.id, "x")[2]


# --- release, forget -----------------------------------------------------------------------------------------


def test_release_and_compare(dragoman, tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    assert dragoman("release", "Talks", "--out", one, "--date", "2024-05-01")[0] == 0
    dragoman("review", "--by", "Ada", MET.id, typed="r\n")
    dragoman("release", "Talks 2", "--out", two, "--date", "2024-05-02", "--author", "Ada")
    status, out, _ = dragoman("release", "--compare", one, two)
    assert (status, "events" in out, "same runs" in out, "2019-04  CONSULT  1" in out) == (0, True, True, True)
    (two / "README.md").write_text("x")
    status, out, _ = dragoman("release", "--compare", one, two)
    assert (status, "not as its hash says" in out) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["release"], "a release needs a name and a folder"),
        (["release", "x", "--compare", "a", "b"], "--compare writes nothing"),
        (["release", "x", "--out", "y", "--date", "soon"], "not a day"),
        (["release", "--compare", "a", "b"], "holds no release"),
        (["release", "x", "--out", "/proc/none/x"], "the release cannot be written"),
        (["forget", "talks.txt"], "needs a name and a reason"),
        (["forget", "none.txt", "--by", "x", "--why", "y"], "the record has no such article"),
    ],
)
def test_wrong_calls(dragoman, arguments, told):
    status, _, err = dragoman(*arguments)
    assert status == 2
    assert told in err


def test_forget(dragoman):
    assert "nothing was taken out" in dragoman("forget")[1]
    out = dragoman("forget", "talks.txt", "--by", "The Post", "--why", "withdrawn")[1]
    assert "with 2 events, 2 of them told by no copy of it, 1 statements" in out
    (stone,) = json.loads(dragoman("forget", "--format", "json")[1])
    assert (stone["by"], stone["why"], stone["text_sha256"]) == ("The Post", "withdrawn", talks().article.text_sha256)
