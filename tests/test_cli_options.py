"""Every option of the command line on a record made by hand: what is printed, to which stream, with which status."""

import csv
import io
import json
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import cli
from dragoman.cli.installation import Check, examine
from dragoman.cli.printing import CAVEAT, print_listing, shown, shown_line
from dragoman.errors import InstallationError
from dragoman.records import Failure
from dragoman.store.open import open_store
from dragoman.store.write import write_article, write_failures
from tests.sample_record import RUN, plain, talks

LISTINGS = ("events", "statements")
FORMATS = ("table", "json", "csv")
EVERY = {
    "read": ["read", "in"], "watch": ["watch", "feeds.toml", "--once"], "fetches": ["fetches"],
    "distribute": ["distribute", "in", "--out", "out"], "load": ["load", "in"], "show": ["show", "a"],
    "search": ["search", "a"], "vectors": ["vectors"], "query": ["query", "SELECT 1"], "events": ["events"],
    "statements": ["statements"], "timeline": ["timeline", "NOR"], "happenings": ["happenings"],
    "happening": ["happening", "a"], "disagreements": ["disagreements"], "readouts": ["readouts"],
    "positions": ["positions", "NOR"], "promises": ["promises"], "promise": ["promise", "a"],
    "series": ["series", "NOR", "CHL"], "panel": ["panel"], "coverage": ["coverage"], "network": ["network"],
    "changes": ["changes"], "contacts": ["contacts", "NOR", "CHL"], "who": ["who", "NATO"],
    "gazetteer": ["gazetteer", "check"], "check": ["check"], "export": ["export", "--format", "jsonl"],
    "import": ["import", "a"], "compare-with": ["compare-with", "a"], "serve": ["serve", "a.db"],
    "copy": ["copy", "a.db", "/dev/null/b.db"], "users": ["users", "list", "postgresql:///none?host=/dev/null"],
    "backup": ["backup", "/dev/null/copy.db"], "restore": ["restore", "copy.db"], "migrate": ["migrate"],
    "vacuum": ["vacuum"], "doctor": ["doctor"], "eval": ["eval", "in"], "label": ["label", "pairs.tsv"],
    "attributions": ["attributions", "a.txt"],
    "types": ["types", "check", "a.toml"], "review": ["review"], "history": ["history"], "precision": ["precision"],
    "corrections": ["corrections"], "runs": ["runs"], "recode": ["recode"], "diff": ["diff", "a", "b"],
    "why": ["why", "a"], "release": ["release", "a", "--out", "/dev/null/b"], "forget": ["forget"],
}  # fmt: skip
NO_RECORD = (
    "distribute",
    "who",
    "gazetteer",
    "serve",
    "copy",
    "users",
    "doctor",
    "eval",
    "label",
    "attributions",
    "types",
)
WITH_RECORD = [name for name in EVERY if name not in NO_RECORD]
MAKING = ("read", "watch", "load", "import", "restore")  # make a record where there is none
WRITING = ("read", "watch", "load", "show", "review", "recode", "restore", "migrate", "vacuum", "vectors")


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    path = tmp_path_factory.mktemp("cli") / "record.db"
    with open_store(path, mode="write") as store:
        write_article(store, talks(), run=RUN)
        write_article(store, plain("River talks\n\nThe talks on the river stopped.", source="river.txt"), run=RUN)
        write_failures(store, [Failure(source="odd.html", stage="extract", reason="too deep", error="RefusedInput")])
    return path


@pytest.fixture
def dragoman(record, monkeypatch, capsys):
    """Run a command through ``main``; the answer is (status, standard output, standard error)."""
    monkeypatch.setenv("DRAGOMAN_RECORD", str(record))

    def run(*arguments):
        with pytest.raises(SystemExit) as left:
            cli.main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return left.value.code, captured.out, captured.err

    return run


def rows_of(out):
    return list(csv.DictReader(io.StringIO(out)))


# --- the whole -----------------------------------------------------------------------------------------------


def test_every_command_has_a_row_here():
    assert list(EVERY) == [command.name for command in cli.COMMANDS]


@pytest.mark.parametrize("command", cli.COMMANDS, ids=lambda command: command.name)
def test_help_of_a_command_says_what_it_does(dragoman, command):
    status, out, err = dragoman(command.name, "--help")
    assert (status, err) == (0, "")
    assert command.summary in " ".join(out.split())
    assert command.summary in " ".join(dragoman("--help")[1].split())


def test_help_tells_the_exit_statuses(dragoman):
    assert "0 done, 1 some input failed (listed), 2 the call was wrong" in " ".join(dragoman("--help")[1].split())


@pytest.mark.parametrize("name", WITH_RECORD)
def test_the_record_is_an_option_of_whatever_uses_one(dragoman, name):
    assert "--record FILE" in dragoman(name, "--help")[1]


@pytest.mark.parametrize("name", ["distribute", "eval"])
def test_what_uses_no_record_takes_none(dragoman, name):
    status, out, err = dragoman(*EVERY[name], "--record", "x.db")
    assert (status, out) == (2, "")
    assert "unrecognized arguments: --record" in err


@pytest.mark.parametrize("name", EVERY)
def test_an_option_that_is_none_is_told_with_the_usage(dragoman, name):
    status, out, err = dragoman(*EVERY[name], "--no-such-option")
    assert (status, out) == (2, "")
    assert err.startswith("usage: dragoman")
    assert "--no-such-option" in err


@pytest.mark.parametrize("name", [name for name in EVERY if name not in WRITING])
def test_an_option_is_never_guessed_from_its_beginning(dragoman, name):
    status, _, err = dragoman(*EVERY[name], "--form", "json")
    assert status == 2
    assert "--form" in err


@pytest.mark.parametrize("name", [name for name in WITH_RECORD if name not in MAKING])
def test_a_record_that_is_not_there_is_named(dragoman, tmp_path, name):
    missing = tmp_path / "missing.db"
    status, out, err = dragoman(*EVERY[name], "--record", missing)
    assert (status, out) == (2, "")
    assert err.startswith(f"dragoman: there is no record: {missing}. ")
    assert not missing.exists()


@pytest.mark.parametrize("name", [name for name in WITH_RECORD if name not in MAKING])
def test_a_file_of_something_else_is_no_record(dragoman, tmp_path, name):
    other = tmp_path / "letter.db"
    other.write_text("Dear editors, " * 100)
    status, out, err = dragoman(*EVERY[name], "--record", other)
    assert (status, out) == (2, "")
    assert str(other) in err
    assert other.read_text() == "Dear editors, " * 100


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (["events", "--type", "quarrel"], ["no such type", "'quarrel'", "Give one of"]),
        (["events", "--basis", "sure"], ["no such basis", "'sure'", "plain, attributed, alleged"]),
        (["events", "--status", "done"], ["no such status", "'done'", "occurred"]),
        (["statements", "--act", "sing"], ["no such act", "'sing'", "assert"]),
        (["statements", "--stance", "sure"], ["no such stance", "'sure'", "affirms"]),
        (["events", "--from", "April"], ["not a date", "'April'", "Write 2017, 2017-11"]),
        (["events", "--to", "2019-13"], ["no calendar has this date", "'2019-13'", "Check year, month and day"]),
        (["timeline", "NOR", "--from", "spring"], ["not a date", "'spring'", "Write 2017"]),
        (["timeline", "NOR", "--from", "2020", "--to", "2019"], ["ends before it starts", "2020 to 2019", "Swap"]),
        (["statements", "--from", "2020", "--to", "2019"], ["ends before it starts", "2020 to 2019", "Swap"]),
        (["events", "--party", "Nowhere Land"], ["no such party", "'Nowhere Land'", "The record has"]),
        (["statements", "--pair", "NOR", "Nowhere Land"], ["no such party", "'Nowhere Land'", "The record has"]),
        (["timeline", "Nowhere Land"], ["no such party", "'Nowhere Land'", "The record has"]),
        (["statements", "--pair", "CHL", "chl"], ["a pair needs two parties", "CHL chl", "Name two different ones"]),
        (["timeline", "NOR", "CHL", "NOR"],
        ["one party or of two different", "'NOR', 'CHL', 'NOR'", "Name one or two"]),
        (["show", "nowhere.txt"], ["the record has no such article", "'nowhere.txt'", ". "]),
        (["search", "!!!"], ["there is no word to look for", "'!!!'", "Give words"]),
        (["search", "a", "--limit", "-3"], ["the limit is too small", "-3", ". "]),
        (["search", "a", "--party", "NOR", "--in", "events"],
        ["search by words has no such condition", "--party, --in events", "Give --meaning or --both"]),
        (["search", "--meaning", "a"], ["no vectors to search by meaning", "record.db", "dragoman vectors"]),
        (["vectors", "--threads", "0"], ["there are too few threads", "0", "Give 1 or more"]),
        (["check", "--kind", "typo"], ["no such kind of finding", "'typo'", "Give one of office-tenure"]),
        (["who", "president", "--on", "once"], ["not a date", "'once'", "Write 2017"]),
        (["export", "--format", "parquet"], ["parquet is a folder of files", "no --out", "Give --out FOLDER"]),
        (["export", "--format", "parquet", "--table", "events", "--out", "x"],
        ["--table is for formats that choose", "--format parquet", "Leave"]),
        (["export", "--format", "csv", "--with-text"],
        ["no place for", "--with-text", "Use --format ftm, jsonl, parquet, plover"]),
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_message_says_what_with_which_values_and_what_to_do(dragoman, arguments, parts):
    status, out, err = dragoman(*arguments)
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    at = 0
    for part in ("dragoman: ", *parts):
        at = err.index(part, at) + len(part)


# --- listings ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", LISTINGS)
def test_table_csv_and_json_have_the_same_lines(dragoman, name):
    listed = json.loads(dragoman(name, "--format", "json")[1])
    rows = rows_of(dragoman(name, "--format", "csv")[1])
    assert [row["text"] for row in rows] == [" ".join(item["text"].split()) for item in listed]
    assert [row["article"] for row in rows] == [item["article"] for item in listed]
    table = dragoman(name)[1]
    assert table == dragoman(name, "--format", "table")[1]
    assert table.count(talks().article.id.removeprefix("article-")[:8]) == len(listed)


@pytest.mark.parametrize(("arguments", "has"), [(["events"], True), (["statements"], True), (["check"], True),
                                                (["search", "river"], True),
                                                (["search", "volcano"], False)])  # fmt: skip
def test_a_table_with_lines_ends_with_what_the_record_is(dragoman, arguments, has):
    assert (CAVEAT in dragoman(*arguments)[1]) is has
    assert CAVEAT not in dragoman(*arguments, "--format", "json")[1]
    assert CAVEAT not in dragoman(*arguments, "--format", "csv")[1]


@pytest.mark.parametrize(
    "arguments",
    [["events", "--text", "volcano"], ["statements", "--text", "volcano"], ["search", "volcano"],
     ["events", "--from", "2031"], ["check", "--kind", "first-since"]],
)  # fmt: skip
def test_nothing_found_in_each_format(dragoman, arguments):
    assert dragoman(*arguments) == (0, "nothing found\n", "")
    assert dragoman(*arguments, "--format", "json") == (0, "[]\n", "")
    status, out, _ = dragoman(*arguments, "--format", "csv")
    assert (status, len(out.splitlines())) == (0, 1)


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        (["--party", "NOR"], 1), (["--party", "Norway"], 1), (["--party", "norway"], 1), (["--party", "CHL"], 2),
        (["--pair", "CHL", "NOR"], 1), (["--pair", "Norway", "Chile"], 1),
        (["--type", "consult"], 2), (["--type", "AGREE"], 0),
        (["--status", "OCCURRED"], 1), (["--status", "denied"], 0),
        (["--basis", "plain"], 1), (["--basis", "alleged"], 0),
        (["--place", "Oslo"], 1), (["--place", "NOR"], 1), (["--place", "Lima"], 0),
        (["--text", "DELEGATION"], 1), (["--text", "a delegation in"], 1),
        (["--from", "2019-04-09", "--to", "2019-04-09"], 1), (["--from", "2019-04-10"], 1), (["--to", "2019-04-08"], 0),
        (["--from", "2019-05-31"], 1), (["--from", "2019-06"], 0), (["--from", "2019", "--to", "2019"], 2),
        (["--type", "CONSULT", "--status", "planned", "--party", "CHL", "--from", "2019"], 1),
    ],
)  # fmt: skip
def test_every_filter_of_events(dragoman, arguments, count):
    status, out, err = dragoman("events", *arguments, "--format", "json")
    assert (status, err) == (0, "")
    assert len(json.loads(out)) == count


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        (["--party", "NOR"], 1), (["--party", "CHL"], 0), (["--speaker", "INE"], 1), (["--speaker", "Rojas"], 0),
        (["--stance", "Demands"], 1), (["--stance", "hopes"], 0), (["--act", "demand"], 1), (["--act", "praise"], 0),
        (["--text", "waters NEED"], 1), (["--text", "need waters"], 0), (["--from", "2019-04-10"], 0),
        (["--to", "2019-04"], 1),
        (["--pair", "NOR", "CHL"], 0),
    ],
)  # fmt: skip
def test_every_filter_of_statements(dragoman, arguments, count):
    status, out, err = dragoman("statements", *arguments, "--format", "json")
    assert (status, err) == (0, "")
    assert len(json.loads(out)) == count


# --- search, show, timeline ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "articles"),
    [(["river"], 1), (["RIVER"], 1), (["talks"], 2), (["talk*"], 2), (["talks", "river"], 1), (['"river talks"'], 1),
     (['"talks river"'], 0), (["rivers"], 1), (["flood"], 0)],
)  # fmt: skip
def test_words_of_a_search(dragoman, words, articles):
    status, out, _ = dragoman("search", *words, "--in", "articles", "--format", "json")
    assert status == 0
    assert [hit["kind"] for hit in json.loads(out)] == ["article"] * articles


def test_search_looks_only_where_it_is_told(dragoman):
    for kind in ("articles", "statements"):
        hits = json.loads(dragoman("search", "waters", "--in", kind, "--format", "json")[1])
        assert [f"{hit['kind']}s" for hit in hits] == [kind]


def test_the_limit_is_of_each_kind(dragoman):
    assert len(json.loads(dragoman("search", "talks", "--limit", "1", "--format", "json")[1])) == 1
    assert len(json.loads(dragoman("search", "waters", "--limit", "1", "--format", "json")[1])) == 2


def test_matches_are_marked_for_people_and_not_for_programs(dragoman):
    assert "[river]" in dragoman("search", "river")[1]
    for form in ("json", "csv"):
        assert "[river]" not in dragoman("search", "river", "--format", form)[1]


def test_an_article_by_its_source_its_id_or_the_beginning_of_one(dragoman):
    article = talks().article.id
    digits = article.removeprefix("article-")
    shown_once = dragoman("show", "talks.txt")
    assert shown_once[0] == 0
    for name in ("reports/talks.txt", article, article[:16], digits, digits[:8]):
        assert dragoman("show", name) == shown_once


def test_a_name_that_means_several_articles(dragoman):
    status, out, err = dragoman("show", "article-")
    assert (status, out) == (2, "")
    assert "the name means more than one article" in err
    assert "reports/talks.txt" in err
    assert "river.txt" in err
    assert err.endswith("Give the whole id\n")


def test_reasons_are_shown_only_when_asked_for(dragoman):
    usual, why = dragoman("show", "talks.txt")[1], dragoman("show", "talks.txt", "--why")[1]
    added = [line.strip() for line in why.splitlines() if line not in usual.splitlines()]
    assert added == [
        "because pattern meet.met", "because dateline", "because date from clause: 2019-04-09",
        "because date from clause: 2019-05",
    ]  # fmt: skip


def test_figures_and_wholes_stand_under_their_event(dragoman):
    lines = [line.strip() for line in dragoman("show", "talks.txt")[1].splitlines()]
    at = next(i for i, line in enumerate(lines) if "“Some 40 trawlers”" in line)
    assert lines[at].endswith("count, of fleet")
    assert lines.index("Events") < at < lines.index("Statements")
    assert any(line.startswith("part of “Norway's foreign minister Ine Berg met") for line in lines)
    assert "Figures" not in lines  # none without an event


def test_an_article_without_lines_has_no_empty_headings(dragoman):
    out = dragoman("show", "river.txt")[1]
    assert "The talks on the river stopped." in out
    for heading in ("Events", "Statements", "Figures", "Findings"):
        assert heading not in out.splitlines()


@pytest.mark.parametrize(
    ("arguments", "counted", "of"),
    [(["NOR"], 1, 1), (["CHL"], 1, 2), (["CHL", "--all"], 2, 2), (["NOR", "CHL"], 1, 1),
     (["CHL", "--to", "2019-04"], 1, 1),
     (["CHL", "--from", "2019-05"], 0, 1), (["CHL", "--from", "2021"], 0, 0)],
)  # fmt: skip
def test_a_timeline_counts(dragoman, arguments, counted, of):
    status, out, _ = dragoman("timeline", *arguments)
    assert status == 0
    assert f"{counted} of {of} events counted" in out
    assert len(json.loads(dragoman("timeline", *arguments, "--format", "json")[1])) == of
    rows = rows_of(dragoman("timeline", *arguments, "--format", "csv")[1])
    assert [row["counted"] for row in rows].count("yes") == counted


# --- check, doctor, who --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "status"), [("failure", 1), ("date-conflict", 0), ("disputed-claim", 0)])
def test_check_is_status_1_only_where_failures_are_listed(dragoman, kind, status):
    for form in FORMATS:
        assert dragoman("check", "--kind", kind, "--format", form)[0] == status


def test_a_failure_tells_where_it_failed_and_why(dragoman):
    rows = json.loads(dragoman("check", "--kind", "failure", "--format", "json")[1])
    expected = {"article": None, "kind": "failure", "text": "odd.html", "message": "failed at extract: too deep"}
    assert expected in rows


@pytest.fixture
def installation(monkeypatch):
    def found(*checks):
        monkeypatch.setattr("dragoman.cli.installation.examine", lambda: iter(checks))

    return found


@pytest.mark.parametrize(("ok", "status", "word"), [(True, 0, "yes"), (False, 1, "NO")])
def test_doctor_is_status_1_when_something_is_missing(dragoman, installation, ok, status, word):
    check = Check(name="model", ok=ok, detail="looked at")
    installation(Check(name="tables", ok=True, detail="whole"), check)
    code, out, _ = dragoman("doctor")
    assert code == status
    assert [line.split() for line in out.splitlines()][-1] == ["model", word, "looked", "at"]
    code, out, _ = dragoman("doctor", "--format", "json")
    assert code == status
    assert json.loads(out)[-1] == msgspec.structs.asdict(check)


def test_doctor_goes_on_after_what_is_missing(monkeypatch):
    def missing():
        raise InstallationError("a table is missing", values="offices", remedy="Install dragoman again")

    for part in ("_tables", "_model"):
        monkeypatch.setattr(f"dragoman.cli.installation.{part}", missing)
    monkeypatch.setattr("dragoman.cli.installation._self_test", lambda: "coded")
    found = {check.name: check for check in examine()}
    assert not found["tables"].ok
    assert found["model"].detail == "a table is missing: offices. Install dragoman again"
    assert found["self-test"].ok


def test_who_answers_with_holder_days_and_source(dragoman):
    status, out, err = dragoman("who", "British", "Foreign", "Secretary", "--on", "2003-05-01", "--format", "json")
    assert (status, err) == (0, "")
    (held,) = json.loads(out)
    assert held["holder"] == "Jack Straw"
    assert held["start"][:4] == "2001"
    assert held["source"]


@pytest.mark.parametrize("question", ["keeper of the blue teapot", "foreign minister of Nowhere Land"])
def test_who_says_what_no_table_knows(dragoman, question):
    assert dragoman("who", question) == (0, "not known to the tables\n", "")


# --- export --------------------------------------------------------------------------------------------------


def test_jsonl_holds_every_article_and_text_only_when_asked_for(dragoman, tmp_path):
    for flags, has in (([], False), (["--with-text"], True)):
        path = tmp_path / "all.jsonl"
        assert dragoman("export", "--format", "jsonl", "--out", path, *flags) == (0, "", "")
        lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        assert {line["article"]["source"] for line in lines} == {"reports/talks.txt", "river.txt"}
        assert all(bool(line["article"].get("text")) is has for line in lines)


@pytest.mark.parametrize("table", [None, "events", "statements"])
def test_csv_into_a_folder_that_is_there(dragoman, tmp_path, table):
    given_table = ["--table", table] if table else []
    assert dragoman("export", "--format", "csv", "--out", tmp_path, *given_table)[0] == 0
    expected = [f"{table}.csv"] if table else ["events.csv", "figures.csv", "statements.csv"]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*expected, "manifest.json"])


def test_csv_into_a_file_is_one_table_events_unless_told(dragoman, tmp_path):
    for flags, lines in (([], 2), (["--table", "statements"], 1), (["--table", "figures"], 1)):
        path = tmp_path / "table.csv"
        assert dragoman("export", "--format", "csv", "--out", path, *flags)[0] == 0
        assert len(rows_of(path.read_bytes().decode())) == lines


def test_exporting_again_gives_the_same_bytes(dragoman, tmp_path):
    for form in ("jsonl", "csv"):
        path = tmp_path / f"out.{form}"
        dragoman("export", "--format", form, "--out", path)
        first = path.read_bytes()
        dragoman("export", "--format", form, "--out", path)
        assert path.read_bytes() == first


def test_an_export_that_cannot_be_written_leaves_nothing(dragoman, tmp_path):
    target = tmp_path / "none" / "all.jsonl"
    status, out, err = dragoman("export", "--format", "jsonl", "--out", target)
    assert (status, out) == (2, "")
    assert f"the export cannot be written: {target}: No such file or directory. Check" in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", [EVERY[name] for name in WITH_RECORD if name not in WRITING])
def test_reading_commands_leave_the_record_as_it_was(dragoman, record, arguments, tmp_path):
    before = Path(record).read_bytes()
    out = ["--out", tmp_path / "x.jsonl"] if arguments[0] == "export" else []
    dragoman(*arguments, *out)
    assert Path(record).read_bytes() == before


# --- printing ------------------------------------------------------------------------------------------------


@given(st.text())
def test_shown_text_keeps_its_length_and_controls_nothing(text):
    for safe in (shown(text), shown_line(text)):
        assert len(safe) == len(text)
        assert not any(ord(c) in range(0x80, 0xA0) or c in "\x7f\x1b\x07\r\u202e\u2066" for c in safe)
    assert not set(shown_line(text)) & set("\n\t\u2028\u2029")


@pytest.mark.parametrize(
    ("value", "text"), [(None, ""), (7, "7"), ("a\nb", "a\nb"), ("a\x1b[0m", "a␛[0m"), ("\u202eabc", "\ufffdabc")]
)
def test_shown(value, text):
    assert shown(value) == text


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("number", [0, 1, 3])
def test_a_listing_returns_how_many_lines_it_had(capsys, form, number):
    rows = ({"kind": f"k{n}", "text": "words"} for n in range(number))
    assert print_listing(rows, form=form, columns=("kind", "text")) == number
    assert capsys.readouterr().out


def test_csv_cells_start_no_formula(capsys):
    print_listing([{"text": "=1+1", "kind": ["-a", "b"]}], form="csv", columns=("text", "kind"))
    assert capsys.readouterr().out == "text,kind\n'=1+1,'-a; b\n"
