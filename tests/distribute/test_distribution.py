"""``dragoman distribute`` on the command line, its engine replaced by one in this process."""

import json

import pytest

from dragoman import cli
from dragoman.distribute import engines
from tests.distribute.stand_ins import Inline
from tests.sample_record import TALKS

pytestmark = pytest.mark.usefixtures("no_model")


@pytest.fixture
def given(tmp_path, monkeypatch):
    monkeypatch.setattr(engines, "LocalEngine", lambda workers: Inline())
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_text(TALKS)
    return tmp_path


def run(given, *options):
    return cli.run(["distribute", "--out", str(given / "out"), *options])


def test_counts_are_printed(given, capsys):
    assert run(given, str(given / "in")) == 0
    assert capsys.readouterr().out == f"shards: 1 coded, 0 there before; 1 articles, 0 failed; folder: {given}/out\n"
    assert run(given, str(given / "in"), "--quiet") == 0
    assert capsys.readouterr().out == ""


def test_failures_are_listed(given, capsys):
    (given / "in/b.txt").write_text("")
    assert run(given, str(given / "in")) == 1
    assert "failed at source: " in capsys.readouterr().err
    assert run(given, str(given / "in")) == 1  # they are failures still, though nothing was done


def test_lost_shards_are_told(given, monkeypatch, capsys):
    monkeypatch.setattr(engines, "LocalEngine", lambda workers: Inline(lose=0))
    assert run(given, str(given / "in")) == 1
    assert "a.txt on: every process that tried it died; the same command tries it again" in capsys.readouterr().err


def test_events_of_the_lake(given, capsys):
    run(given, str(given / "in"), "--quiet")
    assert cli.run(["events", "--lake", str(given / "out"), "--format", "json"]) == 0
    assert [event["type"] for event in json.loads(capsys.readouterr().out)] == ["CONSULT"]
    assert cli.run(["events", "--lake", str(given / "out"), "--party", "no such party"]) == 2
    assert cli.run(["events", "--lake", str(given / "in")]) == 2


@pytest.mark.parametrize("ranged", [False, True])
def test_a_listing_is_read_by_the_workers(given, ranged):
    from tests.sources.test_warc_listing import ARCHIVE, WarcPiece, cut

    piece = cut(WarcPiece(path=str(ARCHIVE)), records=2)[1]
    line = f"{ARCHIVE} {piece.offset} {piece.length}" if ranged else str(ARCHIVE)
    (given / "warc.paths").write_text(f"{line}\n/no/such.warc.gz\n{{broken\n")
    assert run(given, "--warc-paths", str(given / "warc.paths"), "--shard-size", "2") == 1
    lines = [json.loads(line) for line in (given / "out/manifest.jsonl").read_text().splitlines()]
    assert sum(line["articles"] + line["failures"] for line in lines) == (4 if ranged else 8)
    assert len(list((given / "out").glob("cuts/*"))) == (0 if ranged else 1)


@pytest.mark.parametrize(
    "options",
    [
        ["in", "--workers", "0"], ["in", "--address", "auto"], ["in", "--shard-size", "0"],
        ["in", "--settings", "none.toml"],
    ],
)  # fmt: skip
def test_calls_that_are_wrong(given, options):
    assert run(given, *options) == 2


@pytest.mark.parametrize("options", [[], ["in", "--warc-base", "s3://x/"], ["in", "--engine", "cluster"]])
def test_calls_that_are_answered_with_the_usage(given, options, capsys):
    with pytest.raises(SystemExit, match="2"):
        run(given, *options)
    assert "usage: dragoman distribute" in capsys.readouterr().err
