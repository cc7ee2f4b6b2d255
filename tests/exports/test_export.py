"""An export from asking to manifest, on the command line and in Python."""

import hashlib
import json

import msgspec
import pytest

from dragoman import cli, open_record
from dragoman.exports.export import FORMATS, OWN, WITH_TEXT
from dragoman.records import Failure
from dragoman.store.write import write_failures
from tests.exports.records import first_meeting, hostile, meeting_again, statuses, store_of
from tests.sample_record import RUN, TALKS


@pytest.fixture
def record(tmp_path, monkeypatch):
    path = tmp_path / "r.db"
    with store_of(path, first_meeting(), meeting_again(), statuses(), hostile()) as store:
        write_failures(store, [Failure(source="odd.html", stage="extract", reason="too deep", error="RefusedInput")])
    monkeypatch.setenv("DRAGOMAN_RECORD", str(path))
    return path


@pytest.fixture
def dragoman(record, capfdbinary):
    def run(*arguments):
        status = cli.run([str(argument) for argument in arguments])
        captured = capfdbinary.readouterr()
        return status, captured.out, captured.err.decode()

    return run


def manifest_of(out):
    return json.loads(
        (out / "manifest.json" if out.is_dir() else out.with_name(out.name + ".manifest.json")).read_bytes()
    )


@pytest.mark.parametrize("form", FORMATS)
def test_every_export_has_a_manifest_with_runs_and_schema(dragoman, tmp_path, form):
    out = tmp_path / "out"
    assert dragoman("export", "--format", form, "--out", out)[0] == 0
    manifest = manifest_of(out)
    assert [run["id"] for run in manifest["runs"]] == [RUN.id]
    assert manifest["runs"][0]["code"] == RUN.code
    assert manifest["record_schema"] >= 2
    assert manifest["format"] == form
    assert sum(manifest["rows"].values()) >= 4
    assert manifest["files"]
    for name, file in manifest["files"].items():
        path = out / name if out.is_dir() else out
        assert hashlib.sha256(path.read_bytes()).hexdigest() == file["sha256"]
        assert path.stat().st_size == file["bytes"]
    assert bool(manifest["left_out"]) is (form not in OWN)


@pytest.mark.parametrize("form", FORMATS)
def test_two_exports_are_the_same_bytes(dragoman, tmp_path, form):
    for name in ("a", "b"):
        dragoman("export", "--format", form, "--out", tmp_path / name / "x" if form in OWN else tmp_path / name)
    left = {
        path.relative_to(tmp_path / "a"): path.read_bytes() for path in (tmp_path / "a").rglob("*") if path.is_file()
    }
    right = {
        path.relative_to(tmp_path / "b"): path.read_bytes() for path in (tmp_path / "b").rglob("*") if path.is_file()
    }
    assert left == right


@pytest.fixture(autouse=True)
def folders(tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()


@pytest.mark.parametrize("form", sorted(set(FORMATS) - {"parquet"}))
def test_standard_output_is_what_the_file_holds(dragoman, tmp_path, form):
    status, out, err = dragoman("export", "--format", form)
    dragoman("export", "--format", form, "--out", tmp_path / "one.txt")
    assert (status, out) == (0, (tmp_path / "one.txt").read_bytes())
    assert (RUN.id in err) is (form in ("gdelt", "icews", "ftm"))
    assert ("left out: " in err) is (form not in OWN)


def test_a_loud_note_when_what_did_not_happen_leaves(dragoman):
    _, _, quiet = dragoman("export", "--format", "gdelt")
    _, _, loud = dragoman("export", "--format", "gdelt", "--include", "alleged", "--include", "denied")
    assert "NOTE" not in quiet
    assert "NOTE: 1 alleged, 1 denied: these leave as if they had happened" in loud


@pytest.mark.parametrize("form", FORMATS)
def test_explaining_needs_no_record(monkeypatch, capsys, form):
    monkeypatch.setenv("DRAGOMAN_RECORD", "/nowhere/at/all.db")
    assert cli.run(["export", "--format", form, "--explain"]) == 0
    out = capsys.readouterr().out
    assert "Rows: " in out
    assert "What it cannot hold" in out


@pytest.mark.parametrize("form", sorted(set(FORMATS) - {"parquet"}))
def test_text_of_others_leaves_only_when_asked_for(dragoman, form):
    words = b"Some 40 trawlers are affected."
    assert words in TALKS.encode()
    assert words not in dragoman("export", "--format", form)[1]
    if form in WITH_TEXT:
        assert words in dragoman("export", "--format", form, "--with-text")[1]


@pytest.mark.parametrize(
    ("options", "events", "statements"),
    [
        ((), 24, 1),
        (("--party", "CHL"), 3, 0),
        (("--pair", "NOR", "CHL"), 1, 0),
        (("--party", "NOR"), 22, 1),
        (("--status", "denied"), 1, 0),
        (("--type", "SANCTION"), 1, 0),
        (("--from", "2020", "--to", "2020-12"), 8, 0),
        (("--to", "2019"), 3, 1),
    ],
)
def test_filters(dragoman, options, events, statements):
    lines = [json.loads(line) for line in dragoman("export", "--format", "jsonl", *options)[1].splitlines()]
    assert sum(len(line["events"]) for line in lines) == events
    assert sum(len(line["statements"]) for line in lines) == statements
    assert all(line["events"] or line["statements"] for line in lines)


def test_filters_stand_in_the_manifest(dragoman, tmp_path):
    dragoman("export", "--format", "icews", "--out", tmp_path / "i.tab", "--pair", "norway", "PAK", "--from", "2020")
    manifest = manifest_of(tmp_path / "i.tab")
    assert manifest["filters"]["pair"] == ["NOR", "PAK"]
    assert manifest["filters"]["since"]["earliest"] == "2020-01-01"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--format", "gdelt", "--with-text"), "gdelt has no place for the articles' text"),
        (("--format", "gdelt", "--table", "figures"), "the format has no such table"),
        (("--format", "icews", "--table", "events"), "--table is for formats"),
        (("--format", "csv", "--table", "mentions"), "the format has no such table"),
        (("--format", "jsonl", "--from", "2021", "--to", "2019"), "ends before it starts"),
    ],
)
def test_wrong_calls(dragoman, arguments, message):
    status, out, err = dragoman("export", *arguments)
    assert (status, out) == (2, b"")
    assert message in err


def test_in_python(record, tmp_path):
    with open_record(record, mode="read") as opened:
        manifest = opened.export("gdelt", tmp_path / "a", pair=("Norway", "PAK"), include=["denied"])
    assert manifest["included"] == ["denied"]
    assert manifest == manifest_of(tmp_path / "a") == msgspec.json.decode((tmp_path / "a/manifest.json").read_bytes())
    assert {path.name for path in (tmp_path / "a").iterdir()} == {"events.export.CSV", "mentions.CSV", "manifest.json"}


def test_a_device_has_no_manifest(dragoman, tmp_path):
    assert dragoman("export", "--format", "icews", "--out", "/dev/null")[0] == 0
