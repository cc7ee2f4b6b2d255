"""Compiling: offsets quote the text, every id that is used is there, the split is stable."""

import json
from pathlib import Path
from typing import Any

import pytest

from corpus import vocabulary
from corpus.compile import compile_report, main
from corpus.parse import parse_report, read_reports
from corpus.split import read_split, split_of
from dragoman.errors import UnknownName

DATA = Path(__file__).parent / "data"


def spans(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        return [value] if "start" in value else [span for part in value.values() for span in spans(part)]
    return [span for part in value for span in spans(part)] if isinstance(value, list) else []


@pytest.mark.parametrize("report", read_reports(DATA), ids=lambda report: report.id)
def test_every_span_quotes(report: Any) -> None:
    compiled = compile_report(report)
    found = spans(compiled)
    assert len(found) >= len(report.marks)
    assert all(compiled["text"][span["start"] : span["end"]] == span["text"] for span in found)
    known = {entity["id"] for entity in compiled["entities"]}
    for event in compiled["events"]:
        assert {*event["actors"], *event["recipients"], *event["by"]} <= known
        assert event["place"] is None or event["place"] in known


def test_an_event_and_a_statement() -> None:
    compiled = compile_report(read_reports(DATA)[0])
    event = compiled["events"][3]
    assert event.pop("triggers")[0]["text"] == "seized"
    assert event == {
        "id": "v4", "type": "ASSAULT", "mode": "abduct", "force": None, "status": "background", "basis": "plain",
        "date": "2016-01", "place": None, "by": [], "actors": ["e8"], "recipients": [],
    }  # fmt: skip
    statement = compiled["statements"][1]
    assert [span["text"] for span in statement["cue"]] == ["told"]
    assert (statement["speaker"], statement["addressee"], statement["medium"]) == (["e6"], ["e7"], None)
    assert compiled["entities"][7]["mentions"][1]["form"] == "pronoun"
    assert "HEADLINE" not in compiled["text"]
    assert compiled["text"][compiled["body_start"] :].startswith("LILONGWE")


def test_a_split_quotation_has_two_contents() -> None:
    report = parse_report("--- text\n“<<s1|I,” he <c:s1|said>, “am here>>.”\n")
    assert len(report.marks) == 2  # nested is allowed, two parts are better
    report = parse_report("--- text\n“<<s1|I>>,” he <c:s1|said>, “<<s1|am here>>.”\n")
    assert [mark.text for mark in report.marks_of("content", "s1")] == ["I", "am here"]


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--reports", str(DATA), "--out", str(tmp_path / "a")]) == 0
    assert main(["--reports", str(DATA), "--out", str(tmp_path / "b")]) == 0
    files = sorted((tmp_path / "a").iterdir())
    assert [path.name for path in files] == ["dev.jsonl", "test.jsonl", "train.jsonl"]
    assert all(path.read_bytes() == (tmp_path / "b" / path.name).read_bytes() for path in files)
    lines = [json.loads(line) for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    assert sorted(line["id"] for line in lines) == ["9001", "9002", "9003"]
    capsys.readouterr()
    broken = tmp_path / "reports"
    broken.mkdir()
    (broken / "1.txt").write_text("id: 1\n", encoding="utf-8")
    assert main(["--reports", str(broken), "--out", str(tmp_path / "c")]) == 1
    assert not (tmp_path / "c").exists()
    assert "nothing written" in capsys.readouterr().out


def test_the_split_is_stable_and_about_eighty_ten_ten() -> None:
    drawn = [split_of(f"{number:04d}") for number in range(1, 2001)]
    assert [split_of("0001"), split_of("0002"), split_of("0003")] == drawn[:3]
    assert 0.76 < drawn.count("train") / 2000 < 0.84
    assert 0.08 < drawn.count("dev") / 2000 < 0.12
    assert split_of("0001", {"0001": "test"}) == "test"


def test_the_table_of_splits(tmp_path: Path) -> None:
    assert read_split(tmp_path) == {}
    assert isinstance(read_split(), dict)
    (tmp_path / "split.tsv").write_text("id\tsplit\treason\n0007\ttest\tread twice\n", encoding="utf-8")
    assert read_split(tmp_path) == {"0007": "test"}
    (tmp_path / "split.tsv").write_text("id\tsplit\treason\n0007\teval\t\n", encoding="utf-8")
    with pytest.raises(UnknownName, match="eval"):
        read_split(tmp_path)


def test_the_vocabulary_is_that_of_the_guide() -> None:
    guide = (Path(__file__).parents[2] / "corpus" / "GUIDE.md").read_text(encoding="utf-8")
    for word in (*vocabulary.TYPES, *vocabulary.STATUSES, *vocabulary.BASES, *vocabulary.STANCES, *vocabulary.ACTS,
                 *vocabulary.KINDS, *vocabulary.STYLES, *vocabulary.REGIONS, *vocabulary.ENGLISHES):  # fmt: skip
        assert word in guide, word
