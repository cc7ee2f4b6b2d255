"""``dragoman positions``, ``promises`` and ``promise`` on a record made by hand."""

import csv
import io
import json

import pytest

from dragoman import cli, open_record
from dragoman.cli.printing import CAVEAT
from dragoman.store.open import open_store
from tests.compare.dispatches import dispatch, handed_over, promised, put


@pytest.fixture
def record(tmp_path):
    path = tmp_path / "record.db"
    denial = dispatch("Norway's trawlers empty the fjords, Chile alleged.", "Norway denied that they empty any fjords.")
    denial.said("Norway's trawlers empty the fjords", "CHL", act="accuse", topics=("environment.fisheries",))
    denial.said("they empty any fjords", "NOR", stance="denies", topics=("environment.fisheries",))
    with open_store(path, mode="write") as store:
        put(store, [promised(), handed_over(), denial])
    return path


@pytest.fixture
def dragoman(record, monkeypatch, capsys):
    """Run a command; the answer is (status, standard output, standard error)."""
    monkeypatch.setenv("DRAGOMAN_RECORD", str(record))

    def run(*arguments):
        with pytest.raises(SystemExit) as left:
            cli.main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return left.value.code, captured.out, captured.err

    return run


def ledger(dragoman, *options):
    status, out, _ = dragoman("promises", "--as-of", "2019-06-10", *options, "--format", "json")
    assert status == 0
    return json.loads(out)


def test_positions_side_by_side(dragoman):
    status, out, err = dragoman("positions", "NOR", "Chile", "--on", "fisheries")
    assert (status, err) == (0, "")
    assert "NOR" in out
    assert "CHL" in out
    assert "denied: 2019-04-10 Norway (denies) “they empty any fjords”" in " ".join(out.split())
    assert "beside it, CHL:" in out
    assert out.rstrip().endswith(CAVEAT)


@pytest.mark.parametrize("options", [(), ("--list",), ("--from", "2019"), ("--period", "2019")])
def test_positions_of_one_party(dragoman, options):
    status, out, _ = dragoman("positions", "Norway", "--on", "environment", *options)
    assert status == 0
    assert "denial" in out
    assert "pledge" in out


def test_positions_on_anything_say_which_topics_there_are(dragoman):
    assert "topics of NOR: environment 2, environment.fisheries 2" in dragoman("positions", "NOR")[1]
    assert "nothing found" in dragoman("positions", "NOR", "CHL", "--on", "cyber")[1]


def test_positions_as_json_and_csv(dragoman):
    found = json.loads(dragoman("positions", "NOR", "CHL", "--on", "fisheries", "--format", "json")[1])
    assert found["topic"] == "environment.fisheries"
    assert [column["counts"] for column in found["columns"]] == [{"pledge": 1, "denial": 1}, {"accusation": 1}]
    assert [entry["stance"] for entry in found["columns"][0]["entries"]] == [None, "denies"]
    assert len(found["beside"][0]["others"]) == 1
    rows = list(csv.DictReader(io.StringIO(dragoman("positions", "NOR", "CHL", "--format", "csv")[1])))
    assert [row["party"] for row in rows] == ["NOR", "NOR", "CHL"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("positions", "NOR", "--on", "teapots"), "no such topic"),
        (("positions", "NOR", "nor"), "different parties"),
        (("positions", "NOR", "--period", "2019", "--from", "2018"), "periods are given twice"),
        (("positions", "NOR", "--from", "2020", "--to", "2019"), "ends before it starts"),
        (("promises", "--party", "Atlantis"), "no such party"),
        (("promises", "--as-of", "2019"), "not a day"),
        (("promise", "feed"), "no such line"),
    ],
)
def test_calls_that_are_wrong(dragoman, arguments, told):
    status, out, err = dragoman(*arguments)
    assert (status, out) == (2, "")
    assert told in err


def test_the_ledger(dragoman):
    (line,) = ledger(dragoman)
    assert (line["kind"], line["state"], line["days_over"]) == ("promise", "kept?", 10)
    assert [one["relation"] for one in line["candidates"]] == ["fulfils"]
    status, out, _ = dragoman("promises", "--as-of", "2019-05-02")
    assert status == 0
    assert f"{line['id'][5:13]}  due    by 2019-05-31  promise" in out


@pytest.mark.parametrize(
    ("options", "number"),
    [
        (("--party", "NOR"), 1),
        (("--owes", "CHL"), 0),
        (("--pair", "NOR", "Chile"), 1),
        (("--kind", "threat"), 0),
        (("--state", "kept?"), 1),
        (("--state", "overdue"), 0),
        (("--text", "trawlers"), 1),
        (("--from", "2020"), 0),
        (("--alleged", "--limit", "1"), 1),
    ],
)
def test_options_of_the_ledger(dragoman, options, number):
    assert len(ledger(dragoman, *options)) == number


def test_the_ledger_as_csv(dragoman):
    (row,) = csv.DictReader(io.StringIO(dragoman("promises", "--as-of", "2019-05-02", "--format", "csv")[1]))
    assert row["line"].startswith("line-")
    assert row["owed_by"] == "Norway (NOR)"


def test_one_line_with_what_may_have_kept_it(dragoman):
    (line,) = ledger(dragoman)
    out = dragoman("promise", line["id"][:9], "--as-of", "2019-06-10")[1]
    assert "promise, kept? as of 2019-06-10" in out
    assert "made 2019-04-09; due 2019-04-09/2019-05-31 (“by the end of May”)" in out
    assert "because words in common" in out


@pytest.mark.parametrize(("option", "state"), [("--confirm", "kept"), ("--refuse", "overdue")])
def test_a_decision_is_kept(dragoman, option, state):
    (line,) = ledger(dragoman)
    item = line["candidates"][0]["item"]
    status, out, err = dragoman(
        "promise",
        line["id"],
        option,
        item[:12],
        "--by",
        "R. Roe",
        "--why",
        "the list of boats",
        "--as-of",
        "2019-06-10",
    )
    assert (status, err) == (0, "")
    assert f"promise, {state} as of 2019-06-10" in out
    assert "by R. Roe: the list of boats" in out
    (decision,) = ledger(dragoman)[0]["decisions"]
    assert (decision["item"], decision["decided_by"]) == (item, "R. Roe")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--confirm", "x"), "needs who and why"),
        (("--confirm", "x", "--by", "Roe"), "needs who and why"),
        (("--by", "Roe", "--why", "so"), "nothing is decided"),
        (("--confirm", "feed", "--by", "Roe", "--why", "so"), "no such candidate"),
    ],
)
def test_decisions_that_are_refused(dragoman, options, told):
    (line,) = ledger(dragoman)
    status, out, err = dragoman("promise", line["id"], *options)
    assert (status, out) == (2, "")
    assert told in err


def test_the_same_from_python(record):
    from datetime import UTC, date, datetime

    with open_record(record) as opened:
        (line,) = opened.promises(as_of=date(2019, 6, 10), owes="Norway", kind="promise")
        decision = opened.decide_promise(
            line.line.id, line.candidates[0].item, verdict="refused", by="R. Roe", why="others", at=datetime.now(UTC)
        )
        (line,) = opened.promises(as_of=date(2019, 6, 10), state="overdue")
        assert line.decisions == (decision,)
        found = opened.positions("Norway", "CHL", on="fisheries", periods=[("2018", "2018"), (None, None)])
        assert [len(column.entries) for column in found.columns] == [0, 2, 0, 1]
