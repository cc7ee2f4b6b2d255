"""Case 47: the log holds what was done and nothing of what was read, a line an event, whatever stands in a name."""

import json
import logging
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import cli
from dragoman.config import Limits
from dragoman.errors import UnreadableInput, UsageError
from dragoman.ingest import Chain, read_paths
from dragoman.logs import FIELDS, MOST_CHARACTERS, log, log_error, logging_to, safe
from dragoman.store.open import open_store
from tests.sample_record import RUN, code

WORDS = "Peru and Chile met in Lima"


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="ascii").splitlines()]


def test_case_47_a_reading_is_logged_without_a_word_of_what_was_read(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(f"{WORDS}\n\n{WORDS} on Tuesday.\n")
    (folder / "b.xml").write_text(f"<?xml version='1.0'?><letter>{WORDS}</letter>")
    (folder / "c\n\x1b[31m.txt").write_text(WORDS)
    out = tmp_path / "log.jsonl"
    with logging_to(str(out)), open_store(tmp_path / "r.db", mode="write") as store:
        report = read_paths([str(folder)], store=store, chain=Chain(code=code, run=RUN, limits=Limits()))
    assert any(WORDS[:20] in failure.reason for failure in report.failures)  # the reason quotes; the log must not
    found = lines(out)
    assert [line["event"] for line in found] == ["reading begins", *["document read"] * 3, "reading ends"]
    assert [line.get("outcome") for line in found[1:4]] == ["new", "failed", "new"]
    assert (found[2]["stage"], found[2]["error"]) == ("source", "UnreadableInput")
    assert found[-1]["failed"] == 1
    text = out.read_text()
    assert "Peru" not in text
    assert "Lima" not in text
    assert "\x1b" not in text


def test_case_47_an_error_is_logged_by_its_class_and_place(tmp_path: Path) -> None:
    out = tmp_path / "log.jsonl"
    with logging_to(str(out)):
        try:
            raise UnreadableInput("no article", values=f"it begins {WORDS!r}")
        except UnreadableInput as error:
            log_error("command stopped", error, command="read")
    (line,) = lines(out)
    assert (line["level"], line["error"], str(line["where"]).partition(":")[0]) == (
        "error",
        "UnreadableInput",
        "test_logs",
    )
    assert "Peru" not in out.read_text()


@pytest.mark.parametrize(
    ("given", "logged"),
    [
        ("https://ann:secret@desk.example/feed?token=abc&x=1#part", "https://...@desk.example/feed?..."),
        ("https://desk.example/a;jsessionid=77", "https://desk.example/a;..."),
        ("in/crawl.warc#17", "in/crawl.warc#17"),
        ("Authorization: Bearer abc.def", "Authorization: Bearer ..."),
        ("api_key=abc", "api_key=..."),
        ("password: hunter2 x", "password: ... x"),
        (17, 17),
        (0.5, 0.5),
        (True, True),
        (Path("a/b"), "a/b"),
    ],
)
def test_case_47_no_token_goes_into_a_log(given: object, logged: object) -> None:
    assert safe(given) == logged


@given(st.text(), st.text())
def test_case_47_every_event_is_one_line_of_ascii(event: str, source: str) -> None:
    line = formatted(event, {"source": source})
    assert line.isascii()
    assert line.isprintable()
    assert set(json.loads(line)) <= {"time", "level", "process", "event", "source"}


def formatted(event: str, fields: dict[str, object]) -> str:
    from dragoman.logs import JsonLine

    record = logging.LogRecord("dragoman", logging.INFO, "x.py", 1, event, None, None)
    record.fields = fields
    return JsonLine().format(record)


def test_case_47_only_known_fields_and_no_endless_value() -> None:
    line = json.loads(formatted("document read", {"text": WORDS, "title": WORDS, "source": "x" * 5000}))
    assert "text" not in line
    assert "title" not in line
    assert len(line["source"]) == MOST_CHARACTERS
    assert not {"text", "title", "body", "byline", "quote", "token", "reason", "message"} & set(FIELDS)


def test_a_command_is_logged_where_it_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "log.jsonl"
    missing = str(tmp_path / "none.db")
    assert cli.run(["--log", str(out), "events", "--record", missing]) == 2
    monkeypatch.setenv("DRAGOMAN_LOG", str(out))
    assert cli.run(["who", "NATO", "--on", "2020"]) == 0
    found = lines(out)
    assert [(line["event"], line["command"]) for line in found] == [
        ("command begins", "events"), ("command stopped", "events"), ("command begins", "who"), ("command ends", "who"),
    ]  # fmt: skip
    assert (found[1]["error"], found[-1]["status"]) == ("UsageError", 0)
    capsys.readouterr()
    monkeypatch.setenv("DRAGOMAN_LOG", "-")
    assert cli.run(["who", "NATO", "--on", "2020", "--format", "json"]) == 0
    captured = capsys.readouterr()
    assert json.loads(captured.out)
    assert all(json.loads(line) for line in captured.err.splitlines())


def test_without_a_log_nothing_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    with logging_to(None):
        log("document read", source="a.txt")
    assert capsys.readouterr() == ("", "")


def test_a_log_that_cannot_be_written_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UsageError, match="the log cannot be written"), logging_to("/proc/none/log"):
        pass
    assert cli.run(["--log", "/proc/none/log", "who", "NATO"]) == 2
    assert "the log cannot be written" in capsys.readouterr().err
