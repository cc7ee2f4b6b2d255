"""``dragoman gazetteer`` and rows of one's own: what is printed, what is written, with which status."""

import json

import pytest

from dragoman import cli

NEW = "office\tperson\tstart\tend\nNOR:foreign_minister\tAnna Berg\t2031-01-01\t\n"
ODD = f"{NEW}NATO:secretary_general\tOla Vik\t2015\t2018\nKeeper of the shoes\tLiv Dahl\t2015\t2018\n"


@pytest.fixture
def gazetteer(tmp_path, monkeypatch, capsys):
    """Run a command beside ``press.db``; the answer is (status, standard output, standard error)."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DRAGOMAN_RECORD", "press.db")

    def run(*arguments):
        status = cli.run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run


def test_what_is_new_is_written_beside_the_record(gazetteer, tmp_path):
    (tmp_path / "in.tsv").write_text(NEW, encoding="utf-8")
    status, out, err = gazetteer("gazetteer", "import", "in.tsv", "--as-of", "2031-06")
    assert (status, out) == (0, "no conflicts\n")
    assert err == "1 new, 0 known, 0 not taken; written: press.offices.tsv\n"
    assert "2031-06-30" in (tmp_path / "press.offices.tsv").read_text(encoding="utf-8")
    assert gazetteer("gazetteer", "import", "in.tsv", "--as-of", "2031-06")[2].startswith("0 new, 1 known")
    _, out, _ = gazetteer("who", "Norway's foreign minister", "--on", "2031-05-05", "--format", "json")
    (held,) = json.loads(out)
    assert (held["holder"], held["certainty"]) == ("Anna Berg", "own")
    assert gazetteer("who", "Anna Berg", "--record", "other.db")[1] == "not known to the tables\n"


def test_conflicts_are_listed_and_left_out(gazetteer, tmp_path):
    (tmp_path / "in.tsv").write_text(ODD, encoding="utf-8")
    status, out, err = gazetteer("gazetteer", "import", "in.tsv", "--format", "json", "--dry-run")
    assert status == 1
    assert [(row["verdict"], row["person"]) for row in json.loads(out)] == [
        ("conflict", "Ola Vik"), ("not understood", "Liv Dahl"),
    ]  # fmt: skip
    assert err == "1 new, 0 known, 2 not taken; written: nothing\n"
    assert list(tmp_path.glob("press*")) == []


def test_what_is_no_table_is_told_in_one_line(gazetteer, tmp_path):
    (tmp_path / "in.tsv").write_text("shoes", encoding="utf-8")
    status, out, err = gazetteer("gazetteer", "import", "in.tsv")
    assert (status, out) == (2, "")
    assert err.startswith("dragoman: not a table of offices: in.tsv")
    assert gazetteer("gazetteer", "import", "none.tsv")[0] == 2


@pytest.mark.parametrize("form", ["ftm", "tsv"])
def test_export_holds_own_rows(gazetteer, tmp_path, form):
    (tmp_path / "press.offices.tsv").write_text(NEW, encoding="utf-8")
    assert gazetteer("gazetteer", "export", "--format", form, "--out", "all") == (0, "", "")
    lines = (tmp_path / "all").read_text(encoding="utf-8").splitlines()
    assert len(lines) > 10_000
    assert any("Anna Berg" in line for line in lines)
    assert all(json.loads(line)["schema"] for line in lines) if form == "ftm" else lines[0].startswith("office\ttitle")


def test_check_lists_what_cannot_be(gazetteer, tmp_path):
    status, out, _ = gazetteer("gazetteer", "check", "--format", "json")
    assert status == 0
    assert {row["what"] for row in json.loads(out)} <= {"one person twice at a time", "two holders of a single office"}
    _, out, _ = gazetteer("gazetteer", "check", "--format", "json", "--gaps")
    assert "gaps between holders" in {row["what"] for row in json.loads(out)}
    row = "office\tperson\tstart\tend\nNOR:foreign_minister\tAnna Berg\t2031-01-01\t2030-01-01\n"
    (tmp_path / "press.offices.tsv").write_text(row, encoding="utf-8")
    status, out, _ = gazetteer("gazetteer", "check", "--format", "csv")
    assert status == 1
    assert "end before start" in out
