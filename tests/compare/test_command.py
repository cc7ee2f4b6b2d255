"""``dragoman happenings`` and ``dragoman happening``, and the same from Python."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest

import dragoman as package
from dragoman import cli
from dragoman.compare.update import update_happenings
from dragoman.errors import UsageError
from dragoman.store.open import open_store
from dragoman.store.write import write_article
from tests.compare.reports import report
from tests.compare.test_score import FIRED, MET, TALKS
from tests.sample_record import RUN


@pytest.fixture
def record(tmp_path):
    path = tmp_path / "r.db"
    with open_store(path, mode="write") as store:
        for coded in (
            report(MET, "met"),
            report(TALKS, "talks", by="Echo"),
            report(FIRED, "fired", by="Sun", type="ASSAULT", when="2021-05-06"),
        ):
            write_article(store, coded, run=RUN)
        update_happenings(store)
    return path


@pytest.fixture
def dragoman(record, monkeypatch, capsys):
    monkeypatch.setenv("DRAGOMAN_RECORD", str(record))

    def run(*arguments):
        status = cli.run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run


def rows(dragoman, *arguments):
    return list(csv.DictReader(io.StringIO(dragoman("happenings", *arguments, "--format", "csv")[1])))


def test_the_listing(dragoman):
    status, out, _ = dragoman("happenings")
    assert status == 0
    assert "CONSULT" in out
    assert "ASSAULT" in out
    first, second = rows(dragoman)
    assert (first["date"], first["articles"], first["origins"]) == ("2020-03-01", "2", "Echo; Post")
    assert second["type"] == "ASSAULT"


@pytest.mark.parametrize(
    ("options", "number"),
    [
        (["--origins", "2"], 1), (["--both-sides"], 0), (["--type", "assault"], 1), (["--party", "PER"], 2),
        (["--pair", "PER", "ECU"], 2), (["--to", "2020"], 1), (["--from", "2022"], 0), (["--rebuild"], 2),
        (["--status", "planned"], 0),
    ],
)  # fmt: skip
def test_filters(dragoman, options, number):
    assert len(rows(dragoman, *options)) == number


def test_one_happening_in_every_format(dragoman):
    (one,) = rows(dragoman, "--origins", "2")
    out = dragoman("happening", one["happening"])[1]
    assert "2 tellings in 2 articles of 2 outlets; 2 independent origins: Echo, Post" in out
    assert "joined" in out
    assert "same day +2" in out
    listed = list(csv.DictReader(io.StringIO(dragoman("happening", one["happening"], "--format", "csv")[1])))
    assert [row["origin"] for row in listed] == ["Echo", "Post"]
    told = json.loads(dragoman("happening", listed[0]["event"], "--format", "json")[1])
    assert told["happening"]["id"] == one["happening"]
    assert len(told["tellings"]) == 2


def test_decisions(dragoman):
    one, other = rows(dragoman)
    by = ("--by", "A. Nalyst", "--why", "read both")
    status, out, _ = dragoman("happening", one["happening"], "--join", other["happening"], *by)
    assert status == 0
    assert "join by A. Nalyst" in out
    (joined,) = rows(dragoman)
    assert joined["articles"] == "3"
    told = json.loads(dragoman("happening", joined["happening"], "--format", "json")[1])
    fired = next(item["event"]["id"] for item in told["tellings"] if item["event"]["type"] == "ASSAULT")
    assert dragoman("happening", joined["happening"], "--split", fired, *by)[0] == 0
    assert len(rows(dragoman)) == 2


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--join", "x"], "who made it"), (["--split", "x", "--by", "me"], "who made it"),
        (["--by", "me", "--why", "so"], "nothing to decide"),
        (["--join", "zz", "--by", "me", "--why", "so"], "no such happening"),
        (["--split", "zz", "--by", "me", "--why", "so"], "no telling of this happening"),
    ],
)  # fmt: skip
def test_what_is_refused(dragoman, options, says):
    one = rows(dragoman)[0]["happening"]
    status, _, err = dragoman("happening", one, *options)
    assert status == 2
    assert says in err


def test_timelines_count_a_happening_once(dragoman):
    out = dragoman("timeline", "PER", "--format", "csv")[1]
    assert [row["counted"] for row in csv.DictReader(io.StringIO(out))] == ["yes", "again", "yes"] or (
        sorted(row["counted"] for row in csv.DictReader(io.StringIO(out))) == ["again", "yes", "yes"]
    )
    assert "2 of 3 events counted" in dragoman("timeline", "PER")[1]
    assert "3 of 3 events counted" in dragoman("timeline", "PER", "--tellings")[1]
    assert "3 of 3 events counted" in dragoman("timeline", "PER", "--all")[1]


def test_from_python(record):
    at = datetime(2024, 1, 2, tzinfo=UTC)
    with package.open_record(record) as opened:
        first, second = opened.happenings(party="PER")
        assert first.origins == ("Echo", "Post")
        told = opened.happening(first.id)
        assert [telling.event.happening for telling in told.tellings] == [first.id] * 2
        opened.join(first.id, second.id, by="me", why="so", at=at)
        (joined,) = opened.happenings()
        assert opened.happening(joined.id).decisions[0].at == at
        opened.split(joined.id, [second.event.id], by="me", why="not so", at=at.replace(day=3))
        assert len(list(opened.happenings())) == 2
        with pytest.raises(UsageError, match="no such filter"):
            opened.happenings(colour="red")
        assert opened.timeline("PER", tellings=True).counted == 3
