"""The command line: what each command prints, its exit status, and that a wrong call is told without a trace."""

import csv
import io
import json
import subprocess
import sys
import time
from contextlib import contextmanager

import msgspec
import pytest

from dragoman import cli
from dragoman.config import Limits
from dragoman.ingest import Chain
from dragoman.records import Failure
from dragoman.store.open import open_store
from dragoman.store.write import write_article, write_failures
from tests.sample_record import RUN, code, make_article, plain, talks

COMMANDS = [command.name for command in cli.COMMANDS]


@pytest.fixture
def record(tmp_path):
    path = tmp_path / "record.db"
    with open_store(path, mode="write") as store:
        write_article(store, talks(), run=RUN)
        write_article(store, plain("Wetter\n\nEs regnet.", source="wetter.txt", language="de"), run=RUN)
        write_failures(
            store, [Failure(source="bad.html", stage="extract", reason="took too long", error="RefusedInput")]
        )
    return path


@pytest.fixture
def dragoman(record, monkeypatch, capsys):
    """Run a command on the sample record; the answer is (status, standard output, standard error)."""
    monkeypatch.setenv("DRAGOMAN_RECORD", str(record))

    def run(*arguments):
        status = cli.run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run


@pytest.fixture
def chain(monkeypatch):
    """The stand-in for the pipeline, so that reading needs no model."""

    @contextmanager
    def ready(settings=None, model=None, record=None):
        yield Chain(code=code, run=RUN, limits=Limits())

    monkeypatch.setattr("dragoman.ingest.ready", ready)


# --- the whole ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [[], *([name] for name in COMMANDS)])
def test_help_answers_at_once(arguments):
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "dragoman", *arguments, "--help"], capture_output=True, text=True, check=True
    )
    assert "usage: dragoman" in done.stdout
    assert time.monotonic() - began < 0.3 * 4  # four times the promise: other tests may have the processor


def test_help_loads_nothing_heavy():
    script = "import sys; from dragoman.cli import build_parser, COMMANDS; build_parser(COMMANDS); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    heavy = {"msgspec", "sqlite3", "rich", "numpy", "onnxruntime", "pyarrow", "trafilatura", "dragoman.records"}
    assert heavy & set(loaded) == set()


def test_version(capsys):
    with pytest.raises(SystemExit) as left:
        cli.main(["--version"])
    assert left.value.code == 0
    assert capsys.readouterr().out.startswith("dragoman 0.")


@pytest.mark.parametrize(
    "arguments",
    [[], ["nothing"], ["events", "--typ", "X"], ["events", "--format", "xml"], ["export"], ["read"], ["show"]],
)
def test_a_wrong_call_is_status_2(arguments, capsys):
    with pytest.raises(SystemExit) as left:
        cli.main(arguments)
    assert left.value.code == 2
    assert "usage: dragoman" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["show", "nothing"], "the record has no such article: 'nothing'"),
        (["events", "--type", "WAR"], "no such type: 'WAR'. Give one of AGREE, CONSULT"),
        (["events", "--status", "maybe"], "no such status"),
        (["events", "--from", "soon"], "not a date: 'soon'"),
        (["events", "--from", "2020", "--to", "2019"], "ends before it starts"),
        (["events", "--pair", "NOR", "nor"], "a pair needs two parties"),
        (["statements", "--stance", "maybe"], "no such stance"),
        (["timeline", "NOR", "NOR"], "one party or of two different ones"),
        (["search", "--", "--"], "there is no word to look for"),
        (["search", "x", "--limit", "0"], "the limit is too small"),
        (["check", "--kind", "wrong"], "no such kind of finding"),
        (["export", "--format", "parquet"], "parquet is a folder of files"),
        (["export", "--format", "jsonl", "--table", "events"], "--table is for formats"),
        (["export", "--format", "csv", "--with-text"], "csv has no place"),
        (["export", "--format", "jsonl", "--out", "/proc/none/x"], "the export cannot be written"),
        (["events", "--record", "/none.db"], "there is no record: /none.db. Make one with"),
        (["eval", "/none"], "no hand-coded articles there"),
    ],
)
def test_mistakes_are_told_in_one_line(dragoman, arguments, message):
    status, out, err = dragoman(*arguments)
    assert status == 2
    assert out == ""
    assert err.startswith("dragoman: ")
    assert message in err
    assert "Traceback" not in err


def test_which_record(tmp_path, monkeypatch, record):
    def path(*given):
        parser = cli.build_parser(cli.COMMANDS)
        return str(cli.command.record_path(parser.parse_args(["events", *given])))

    monkeypatch.delenv("DRAGOMAN_RECORD", raising=False)
    assert path() == "dragoman.db"
    monkeypatch.setenv("DRAGOMAN_RECORD", "team.db")
    assert path() == "team.db"
    assert path("--record", "mine.db") == "mine.db"


def test_a_closed_pipe_is_no_fault(record):
    command = f"{sys.executable} -m dragoman export --format jsonl --with-text --record {record} | true"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=True)
    assert done.stderr == ""


# --- reading -----------------------------------------------------------------------------------------------


def test_read(dragoman, chain, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "one.txt").write_text("Leaders meet\n\nThey met in Lima.\n")
    (folder / "two.txt").write_text("Trouble\n\nThis will crash.\n")
    status, out, err = dragoman("read", folder, "--record", tmp_path / "new.db")
    assert status == 1
    assert out == f"1 new, 0 updated, 0 unchanged, 1 failed; record: {tmp_path / 'new.db'}\n"
    assert "failed at code" in err
    assert "two.txt: ZeroDivisionError: division by zero" in err
    status, out, err = dragoman("read", folder / "one.txt", "--record", tmp_path / "new.db")
    assert (status, err) == (0, "")
    assert out.startswith("0 new, 0 updated, 1 unchanged, 0 failed")


def test_many_failures_are_counted(dragoman, chain, tmp_path):
    lines = [json.dumps({"title": f"T{number}", "text": f"crash {number}"}) for number in range(60)]
    (tmp_path / "many.jsonl").write_text("\n".join(lines))
    status, _, err = dragoman("read", tmp_path / "many.jsonl")
    assert status == 1
    assert err.count("ZeroDivisionError") == 50
    assert "and 10 more; `dragoman check` lists them all" in err


def test_ctrl_c_says_how_to_go_on(dragoman, monkeypatch, chain):
    def stop(*_arguments, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr("dragoman.ingest.read_documents", stop)
    status, _, err = dragoman("read", "x")
    assert status == 130
    assert "the record is whole" in err


# --- showing and listing -----------------------------------------------------------------------------------


def test_show(dragoman):
    status, out, _ = dragoman("show", "talks.txt")
    assert status == 0
    for part in (
        "The Northern Post",
        "2019-04-10 (metadata)",
        "“Our waters need rules,” she told reporters.",
        "2019-04-09, Oslo  CONSULT visit  Ine Berg (NOR) -> Luis Rojas (CHL)  occurred",
        "2019-05  CONSULT  Chile (CHL) -> nobody  planned, attributed by officials",
        "2019-04-09  Ine Berg (NOR) told to reporters  demands (demand, direct)",
        "date-conflict: a note",
        "one sentence was too long",
        "This record shows what sources reported",
    ):
        assert part in out
    assert "because pattern meet.met" not in out
    assert "\x1b" not in out


def test_show_why(dragoman):
    assert "because pattern meet.met" in dragoman("show", "talks.txt", "--why")[1]


def test_show_as_json(dragoman):
    shown = json.loads(dragoman("show", "talks.txt", "--format", "json")[1])
    assert shown["article"]["text"] == talks().article.text
    assert len(shown["events"]) == 2


def test_show_says_what_is_not_coded_and_not_dated(dragoman, record):
    assert "de: stored and searchable, not coded" in dragoman("show", "wetter.txt")[1]
    undated = make_article("Undated", source="undated.txt", published=None)
    with open_store(record, mode="write") as store:
        write_article(store, msgspec.structs.replace(plain("x"), article=undated), run=RUN)
    assert "published  not known" in dragoman("show", "undated.txt")[1]


def test_colours_stand_where_the_lines_were_read(dragoman):
    from dragoman.cli.showing import coloured

    text = coloured(talks())
    assert text.plain == talks().article.text
    met = talks().events[0]
    styles = {str(span.style) for span in text.spans if span.start <= met.trigger.start < span.end}
    assert styles == {"green", "bold"}


def test_no_article_drives_the_terminal(dragoman, record):
    with open_store(record, mode="write") as store:
        write_article(store, plain("Red\x1b[31m\x07 alert\x9b2J", source="esc.txt"), run=RUN)
    for arguments in (("show", "esc.txt"), ("search", "alert")):
        out = dragoman(*arguments)[1]
        assert not set(out) & {"\x1b", "\x07", "\x9b"}
    assert "Red␛[31m␇ alert�2J" in dragoman("show", "esc.txt")[1]


@pytest.mark.parametrize(
    ("arguments", "triggers"),
    [
        ([], ["met", "send"]),
        (["--party", "nor"], ["met"]),
        (["--pair", "CHL", "NOR"], ["met"]),
        (["--status", "planned"], ["send"]),
        (["--type", "consult", "--basis", "attributed"], ["send"]),
        (["--from", "2019-05"], ["send"]),
        (["--to", "2019-04"], ["met"]),
        (["--place", "oslo"], ["met"]),
        (["--text", "delegation"], ["send"]),
    ],
)
def test_events(dragoman, arguments, triggers):
    status, out, _ = dragoman("events", *arguments, "--format", "json")
    assert status == 0
    events = json.loads(out)
    assert [event["trigger"]["text"] for event in events] == triggers
    assert all(event["article"] == talks().article.id for event in events)


def test_events_as_a_table_and_csv(dragoman):
    _, out, _ = dragoman("events")
    assert "CONSULT visit" in out
    assert "planned, attributed by" in out
    assert talks().article.id.removeprefix("article-")[:8] in out
    assert out.rstrip().endswith("before relying on a line.")
    rows = list(csv.DictReader(io.StringIO(dragoman("events", "--format", "csv")[1])))
    assert [row["actors"] for row in rows] == ["Ine Berg (NOR)", "Chile (CHL)"]


def test_nothing_found(dragoman):
    assert dragoman("events", "--type", "ASSAULT")[1] == "nothing found\n"
    assert dragoman("events", "--type", "ASSAULT", "--format", "json")[1] == "[]\n"


def test_statements_show_their_stance(dragoman):
    assert "demands" in dragoman("statements")[1]
    (said,) = json.loads(dragoman("statements", "--speaker", "berg", "--format", "json")[1])
    assert (said["stance"], said["speaker"]["party"]) == ("demands", "NOR")
    assert json.loads(dragoman("statements", "--party", "CHL", "--format", "json")[1]) == []


def test_search(dragoman):
    hits = json.loads(dragoman("search", "waters", "rules", "--format", "json")[1])
    assert [hit["kind"] for hit in hits] == ["article", "statement"]
    assert "[waters]" in dragoman("search", "waters", "--in", "statements")[1]
    assert json.loads(dragoman("search", "regnet", "--format", "json")[1])[0]["title"] == "Wetter"


def test_timeline(dragoman):
    _, out, _ = dragoman("timeline", "NOR", "CHL")
    assert "1 of 1 events counted (what occurred, is not alleged and is no copy counts, a happening once)" in out
    assert "2019-04  CONSULT    1" in out
    entries = json.loads(dragoman("timeline", "CHL", "--format", "json")[1])
    assert [entry["counted"] for entry in entries] == [True, False]
    assert "2 of 2 events counted (everything counts)" in dragoman("timeline", "CHL", "--all")[1]


def test_check_lists_findings_and_failures(dragoman):
    status, out, _ = dragoman("check")
    assert status == 1
    assert "date-conflict" in out
    assert "took too long" in out
    status, out, _ = dragoman("check", "--kind", "date-conflict", "--format", "json")
    assert status == 0
    assert [row["text"] for row in json.loads(out)] == ["Tuesday"]


# --- export ------------------------------------------------------------------------------------------------


def test_export_jsonl(dragoman, tmp_path):
    dragoman("export", "--format", "jsonl", "--out", tmp_path / "all.jsonl", "--with-text")
    lines = [json.loads(line) for line in (tmp_path / "all.jsonl").read_text().splitlines()]
    texts = {line["article"]["source"]: line["article"]["text"] for line in lines}
    assert texts == {"reports/talks.txt": talks().article.text, "wetter.txt": "Wetter\n\nEs regnet."}
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


def test_export_to_standard_output(record):
    command = [sys.executable, "-m", "dragoman", "export", "--format", "csv", "--record", str(record)]
    done = subprocess.run(command, capture_output=True, check=True)
    rows = list(csv.DictReader(io.StringIO(done.stdout.decode(), newline="")))
    assert [row["type"] for row in rows] == ["CONSULT", "CONSULT"]


def test_export_csv(dragoman, tmp_path):
    dragoman("export", "--format", "csv", "--out", tmp_path / "tables")
    assert sorted(path.name for path in (tmp_path / "tables").iterdir()) == [
        "events.csv",
        "figures.csv",
        "manifest.json",
        "statements.csv",
    ]
    dragoman("export", "--format", "csv", "--out", tmp_path / "said.csv", "--table", "statements")
    assert (tmp_path / "said.csv").read_text(encoding="utf-8").startswith("id,kind,stance")


def test_export_parquet(dragoman, tmp_path):
    dragoman("export", "--format", "parquet", "--out", tmp_path / "by-month")
    assert (tmp_path / "by-month/events/2019-04.parquet").is_file()


# --- health and agreement ----------------------------------------------------------------------------------


def test_eval(dragoman, chain, tmp_path):
    (tmp_path / "articles").mkdir()
    (tmp_path / "gold").mkdir()
    (tmp_path / "articles/one.txt").write_text("Leaders meet\n\nThey met in Lima.\n")
    party = {"name": "They", "party": None, "country": None}
    event = {"text": "They met in Lima", "also": [], "type": "CONSULT", "actors": [party], "recipients": []}
    gold = {"events": [{**event, "status": "occurred", "basis": "plain"}], "statements": []}
    (tmp_path / "gold/one.json").write_text(json.dumps(gold))
    status, out, _ = dragoman("eval", tmp_path, "--format", "json")
    assert status == 0
    scores = {row["level"]: (row["f1"], row["gold"], row["predicted"]) for row in json.loads(out)}
    assert scores["event"] == (1.0, 1, 1)
    assert scores["event+dyad"] == (0.0, 1, 1)
    (tmp_path / "articles/one.txt").write_text("crash")
    status, out, err = dragoman("eval", tmp_path)
    assert status == 1
    assert "failed:" in err


def test_eval_of_broken_gold(dragoman, tmp_path):
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold/one.json").write_text("{")
    assert "has no text" in dragoman("eval", tmp_path)[2]
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles/one.txt").write_text("x")
    assert "is no JSON" in dragoman("eval", tmp_path)[2]
