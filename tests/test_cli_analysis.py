"""Commands that count: what is printed, written and refused."""

import csv
import io
import json

import pytest

from dragoman import cli
from dragoman.store.open import open_store
from dragoman.store.write import write_article
from tests.analysis.dealings import act, tell
from tests.sample_record import RUN, talks


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    path = tmp_path_factory.mktemp("analysis") / "record.db"
    with open_store(path, mode="write") as store:
        write_article(store, talks(), run=RUN)
        tell(store, 1, act("NOR", "CHL"), act("NOR", "CHL", status="denied", type="ACCUSE"), act("NOR", "PER"))
        tell(store, 2, act("CHL", "NOR", basis="alleged", type="ASSAULT", quad=4), day="2020-04-01")
        for month in range(1, 9):
            tell(store, f"quiet-{month}", day=f"2021-{month:02}-01", publisher="Other")
        tell(store, 3, act("PER", "CHL"), day="2021-08-01")
    return path


@pytest.fixture
def dragoman(record, monkeypatch, capsys):
    monkeypatch.setenv("DRAGOMAN_RECORD", str(record))

    def run(*arguments):
        status = cli.run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run


def rows_of(out):
    return list(csv.DictReader(io.StringIO(out)))


def test_series_as_a_table(dragoman):
    status, out, _ = dragoman("series", "Norway", "CHL")
    assert status == 0
    assert out.splitlines()[0] == "NOR and CHL: happenings that occurred, not alleged, by month"
    assert [line.split()[:2] for line in out.splitlines()[2:4]] == [["2019-04", "1"], ["2020-03", "1"]]
    assert "2 of 12 periods, the others are zero" in out
    assert RUN.id in out


def test_series_in_other_formats(dragoman):
    rows = rows_of(dragoman("series", "NOR", "CHL", "--by", "year", "--format", "csv")[1])
    assert [(row["period"], row["count"]) for row in rows] == [("2019", "1"), ("2020", "1")]
    found = json.loads(dragoman("series", "NOR", "CHL", "--of", "status", "--format", "json")[1])
    assert {point["group"] for point in found["points"]} == {"occurred", "occurred, alleged", "denied"}
    assert found["runs"] == [RUN.id]
    assert len(found["points"]) == 13 * 3


@pytest.mark.parametrize(
    ("options", "count"),
    [
        ([], 2), (["--status", "any"], 3), (["--status", "DENIED"], 1), (["--alleged"], 3), (["--type", "accuse"], 0),
        (["--type", "ACCUSE", "--status", "any"], 1), (["--from", "2020"], 1), (["--to", "2019"], 1),
        (["--outlet", "Other"], 0), (["--directed"], 2), (["--events", "--copies", "--members"], 2),
    ],
)  # fmt: skip
def test_what_counts(dragoman, options, count):
    assert json.loads(dragoman("series", "NOR", "CHL", *options, "--format", "json")[1])["count"] == count


def test_scores_and_bands(dragoman, tmp_path):
    out = dragoman("series", "NOR", "CHL", "--measure", "score")[1]
    assert "plover score" in out
    assert "3.0" in out
    path = tmp_path / "precision.json"
    path.write_text('{"CONSULT": [8, 10]}')
    assert "0.5-0.9" in dragoman("series", "NOR", "CHL", "--precision", path)[1]


def test_bands_from_what_precision_prints(dragoman, tmp_path):
    rows = [
        {"kind": "event", "type": "CONSULT", "right": 8, "judged": 10, "unbiased": True, "stands_on": "sample 1 of 10"},
        {"kind": "event", "type": "CONSULT", "right": 1, "judged": 9, "unbiased": True, "stands_on": "sample 2 of 9"},
        {"kind": "event", "type": "CONSULT", "right": 0, "judged": 40, "unbiased": False, "stands_on": "all judged"},
        {"kind": "event", "type": "all", "right": 0, "judged": 50, "unbiased": True, "stands_on": "sample 1 of 50"},
        {"kind": "statement", "type": "CONSULT", "right": 0, "judged": 70, "unbiased": True, "stands_on": "sample 3"},
    ]
    path = tmp_path / "precision.json"
    path.write_text(json.dumps(rows))
    assert "0.5-0.9" in dragoman("series", "NOR", "CHL", "--precision", path)[1]
    path.write_text(json.dumps(rows[2:3]))
    status, _, err = dragoman("series", "NOR", "CHL", "--precision", path)
    assert status == 2
    assert "no sample of events was judged to its end" in err


def test_bands_from_the_record_itself(dragoman):
    status, _, err = dragoman("series", "NOR", "CHL", "--precision")
    assert (status, "Draw one and judge it" in err) == (2, True)


@pytest.mark.parametrize("suffix", ["html", "png", "svg"])
def test_charts(dragoman, tmp_path, suffix):
    path = tmp_path / f"c.{suffix}"
    status, out, err = dragoman("series", "NOR", "CHL", "--of", "type", "--chart", path, "--dark")
    assert (status, err) == (0, "")
    assert out
    assert path.stat().st_size


@pytest.mark.parametrize("command", [["timeline", "NOR", "CHL"], ["contacts", "NOR", "CHL"], ["changes"], ["network"]])
def test_charts_of_other_results(dragoman, tmp_path, command):
    path = tmp_path / "c.html"
    status, out, err = dragoman(*command, "--chart", path)
    assert (status, err) == (0, "")
    assert out
    assert "<!doctype html>" in path.read_text()[:40]


def test_a_chart_for_each_period_of_a_network(dragoman, tmp_path):
    dragoman("network", "--by", "year", "--chart", tmp_path / "n.svg")
    assert sorted(path.name for path in tmp_path.glob("n-*.svg"))


def test_panel(dragoman):
    out = dragoman("panel", "--by", "year")[1]
    assert "Pairs: happenings that occurred, not alleged, by year" in out
    rows = rows_of(dragoman("panel", "NOR", "CHL", "PER", "--every-pair", "--by", "year", "--format", "csv")[1])
    assert len(rows) == 9
    first = next(row for row in rows if row["count"] == "1")
    assert (first["party_iso"], first["party_cow"], first["other_gw"]) == ("CHL", "155", "385")


def test_coverage(dragoman):
    out = dragoman("coverage", "--by", "year")[1]
    assert [line.split()[0] for line in out.splitlines()[1:]] == ["2019", "2020", "2021", "2021"]
    rows = rows_of(dragoman("coverage", "--from", "2021", "--to", "2021-08", "--format", "csv")[1])
    assert sum(int(row["articles"]) for row in rows) == 9


def test_network(dragoman, tmp_path):
    out = dragoman("network")[1]
    assert out.splitlines()[2].split()[:3] == ["CHL", "NOR", "2"]
    assert "community" in dragoman("network", "--communities")[1]
    dragoman("network", "--out", tmp_path / "n.json")
    assert {node["id"] for node in json.loads((tmp_path / "n.json").read_text())["nodes"]} == {"CHL", "NOR", "PER"}
    dragoman("network", "--by", "year", "--out", tmp_path / "n.graphml")
    assert sorted(path.name for path in tmp_path.glob("*.graphml")) == [
        "n-2019.graphml", "n-2020.graphml", "n-2021.graphml",
    ]  # fmt: skip


def test_changes(dragoman):
    (row,) = rows_of(dragoman("changes", "--format", "csv")[1])
    assert (row["kind"], row["party"], row["other"]) == ("new pair", "CHL", "PER")
    assert "nothing found" in dragoman("changes", "--kind", "unusual")[1]
    assert "new pair" in dragoman("changes", "--kind", "new")[1]


def test_contacts(dragoman):
    out = dragoman("contacts", "NOR", "CHL")[1]
    assert "Counted, by level (the lower of two sides): minister 1, not told 1" in out
    assert "Ine Berg, Foreign Minister of" in " ".join(out.split())
    rows = rows_of(dragoman("contacts", "NOR", "--format", "csv")[1])
    assert {row["other"] for row in rows} == {"CHL", "PER"}


def test_a_timeline_cut_short_counts_all(dragoman):
    out = dragoman("timeline", "NOR", "--limit", "1")[1]
    assert "the first 1 of 5 events" in out
    assert "3 of 5 events counted" in out
    assert "2020-03  CONSULT" in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["series", "NOR", "NOR"], "a pair needs two parties: NOR"),
        (["series", "NOR", "CHL", "--type", "talk"], "no such type: 'talk'"),
        (["series", "NOR", "CHL", "--status", "sure"], "no such status: 'sure'"),
        (["series", "NOR", "CHL", "--chart", "c.pdf"], "no such kind of chart: c.pdf"),
        (["series", "NOR", "CHL", "--precision", "nothing.json"], "no measured precision: nothing.json"),
        (["series", "NOR", "CHL", "--from", "2021", "--to", "2020"], "ends before it starts"),
        (["network", "--out", "n.txt"], "no such kind of network file: n.txt"),
        (["network", "--out", "nowhere/n.json"], "the network cannot be written"),
        (["contacts", "NOR", "CHL", "PER"], "contacts are of one party or of two"),
        (["timeline", "NOR", "--limit", "0"], "the limit is too small: 0"),
        (["panel", "Nowhere Land"], "no such party"),
    ],
)
def test_what_is_refused(dragoman, arguments, message):
    status, _, err = dragoman(*arguments)
    assert status == 2
    assert message in err
