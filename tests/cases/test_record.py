"""Cases 26 to 35 and 40: the record under kill -9, full disks, many writers, damage, and hostile questions.

What the store's own tests cover is not repeated: 32 (older, newer and broken schemas) is in test_store_open and
test_store_upkeep, 31 (repair, restore) in test_store_repair and test_store_upkeep.
"""

import json
import os
import random
import shutil
import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from dragoman import cli
from dragoman.article.calendar_day import parse_day
from dragoman.errors import DragomanError, RecordError, RecordNotWritable, UsageError
from dragoman.exports.jsonl import jsonl_lines
from dragoman.partial_date import PartialDate
from dragoman.store.listing import EventFilter, StatementFilter, list_events, list_statements
from dragoman.store.open import open_store
from dragoman.store.read import coded_articles, count, find_article
from dragoman.store.reviewing import Reviewer
from dragoman.store.revisions import history
from dragoman.store.search import search
from dragoman.store.write import write_article
from tests.cases.sizes import full_size
from tests.sample_record import RUN, plain, talks

KILLS, ALL_KILLS = 40, 200
WRITERS, ROWS, ALL_ROWS = 4, 60, 500
PATHS = [entry for entry in sys.path if entry]


def python(script: str, *arguments: object, **options: object) -> subprocess.Popen[str]:
    begin = f"import sys\nsys.path[:0] = {PATHS!r}\n"
    given = [sys.executable, "-c", begin + script, *map(str, arguments)]
    return subprocess.Popen(given, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)  # type: ignore[call-overload,no-any-return]


def finished(process: subprocess.Popen[str], seconds: float = 120) -> str:
    out, err = process.communicate(timeout=seconds)
    assert process.returncode == 0, err
    return out


def killed_at_random(path: Path, rounds: int) -> None:
    script = "import runpy; sys.argv[0] = 'kills'; runpy.run_module('soak.kills', run_name='__main__')"
    found = json.loads(finished(python(script, path, rounds), 600))
    assert found["acknowledged"] > rounds
    assert (found["lost"], found["partial"], found["faults"]) == (0, 0, 0)


def test_case_26_kill_nine_loses_no_acknowledged_article_and_leaves_none_in_part(tmp_path: Path) -> None:
    killed_at_random(tmp_path / "r.db", KILLS)


@full_size
def test_case_26_at_full_size(tmp_path: Path) -> None:
    killed_at_random(tmp_path / "r.db", ALL_KILLS)


def test_case_27_a_disk_full_at_any_write_loses_nothing_that_was_stored(tmp_path: Path) -> None:
    path, whole = tmp_path / "r.db", tmp_path / "whole.db"
    items = [talks(source=f"{n}.txt", publisher=f"Paper {n}") for n in range(6)]
    with open_store(whole, mode="write") as store:
        for item in items:
            write_article(store, item, run=RUN)
        expected = b"".join(jsonl_lines(coded_articles(store), with_text=True))
        pages = store.first("PRAGMA page_count")[0]  # type: ignore[index]
    open_store(path, mode="write").close()
    stored, full = 0, 0
    for most in range(1, pages + 2):
        with open_store(path, mode="write") as store:
            store.connection.execute(f"PRAGMA max_page_count = {most}")
            try:
                for item in items:
                    write_article(store, item, run=RUN)
            except RecordNotWritable as error:
                full += "Free some disk space" in str(error)
        with open_store(path, mode="write") as store:
            assert store.first("PRAGMA integrity_check")[0] == "ok"  # type: ignore[index]
            assert count(store, "articles") >= stored
            stored = count(store, "articles")
            assert all(len(coded.events) == 2 for coded in coded_articles(store))
    assert full > 3
    with open_store(path) as store:
        assert b"".join(jsonl_lines(coded_articles(store), with_text=True)) == expected


FAILING = """
import json, resource, signal
from tests.sample_record import RUN, talks
from dragoman.errors import DragomanError
from dragoman.store.open import open_store
from dragoman.store.write import write_article
path, most = sys.argv[1], int(sys.argv[2])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
stored, told = [], ""
try:
    with open_store(path, mode="write") as store:
        for number in range(12):
            coded = talks(source=f"{number}.txt", publisher=f"Paper {number}")
            write_article(store, coded, run=RUN)
            stored.append(coded.article.id)
except DragomanError as error:
    told = f"{type(error).__name__}: {error.remedy}"
print(json.dumps([stored, told]))
"""


def test_case_27_a_write_that_fails_at_any_byte_loses_nothing_that_was_stored(tmp_path: Path) -> None:
    """The system refuses to let any file grow past a size, which SQLite sees as an error of the device."""
    path, stored, told = tmp_path / "r.db", set(), set()
    open_store(path, mode="write").close()
    for most in range(8_000, 400_000, 24_500):
        found, error = json.loads(finished(python(FAILING, path, most)))
        stored |= set(found)
        told.add(error)
        with open_store(path, mode="write") as store:
            assert store.first("PRAGMA integrity_check")[0] == "ok"  # type: ignore[index]
            assert stored <= {row["id"] for row in store.query("SELECT id FROM articles")}
            assert all(len(coded.events) == 2 for coded in coded_articles(store))
    assert "RecordNotWritable: Check the disk, or the connection to it, and run the same command again" in told
    with open_store(path, mode="write") as store:
        for number in range(12):
            write_article(store, talks(source=f"{number}.txt", publisher=f"Paper {number}"), run=RUN)
        assert count(store, "articles") == 12


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_case_28_an_export_to_a_full_disk_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    with open_store(tmp_path / "r.db", mode="write") as store:
        write_article(store, talks(), run=RUN)
    status = cli.run(["export", "--format", form, "--out", "/dev/full", "--record", str(tmp_path / "r.db")])
    assert status == 2
    assert "the export cannot be written: /dev/full: No space left on device" in capsys.readouterr().err


def test_case_28_a_failed_export_leaves_the_earlier_one_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_store(tmp_path / "r.db", mode="write") as store:
        write_article(store, talks(), run=RUN)
    arguments = ["export", "--format", "jsonl", "--out", str(tmp_path / "x.jsonl"), "--record", str(tmp_path / "r.db")]
    assert cli.run(arguments) == 0
    before = (tmp_path / "x.jsonl").read_bytes()

    def broken(*_arguments: object, **_options: object):
        yield b"half a li"
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("dragoman.exports.export.jsonl_lines", broken)
    assert cli.run(arguments) == 2
    assert "Input/output error" in capsys.readouterr().err
    assert (tmp_path / "x.jsonl").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


@pytest.mark.skipif(os.geteuid() == 0, reason="no folder is closed to the superuser")
def test_case_28_a_record_in_a_folder_that_cannot_be_written_is_still_read(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir()
    with open_store(folder / "r.db", mode="write") as store:
        write_article(store, talks(), run=RUN)
    folder.chmod(0o500)
    try:
        with open_store(folder / "r.db") as store:
            assert count(store, "articles") == 1
        with pytest.raises(RecordNotWritable), open_store(folder / "r.db", mode="write") as store:
            write_article(store, plain("More"), run=RUN)
    finally:
        folder.chmod(0o700)


WRITING = """
from tests.sample_record import RUN, plain
from dragoman.store.copies import mark_copies
from dragoman.store.open import open_store
from dragoman.store.write import write_article
path, name, rows = sys.argv[1], sys.argv[2], int(sys.argv[3])
with open_store(path, mode="write") as store:
    for number in range(rows):
        write_article(store, plain(f"Text {name} {number}", source=f"{name}-{number}.txt"), run=RUN)
    mark_copies(store)
"""


def written_at_once(path: Path, rows: int) -> None:
    began = time.monotonic()
    for writer in [python(WRITING, path, name, rows) for name in range(WRITERS)]:
        finished(writer)
    with open_store(path) as store:
        assert count(store, "articles") == WRITERS * rows
    assert time.monotonic() - began < 30


def test_case_29_four_writers_at_once_wait_for_each_other(tmp_path: Path) -> None:
    written_at_once(tmp_path / "r.db", ROWS)


@full_size
def test_case_29_at_full_size(tmp_path: Path) -> None:
    written_at_once(tmp_path / "r.db", ALL_ROWS)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sound") / "r.db"
    with open_store(path, mode="write") as store:
        for number in range(12):
            write_article(store, talks(source=f"{number}.txt", publisher=f"Paper {number}"), run=RUN)
        store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def exported(path: Path) -> bytes:
    with open_store(path) as store:
        return b"".join(jsonl_lines(coded_articles(store), with_text=True))


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.99])
def test_case_31_a_truncated_record_is_told_and_a_copy_takes_its_place(
    tmp_path: Path, sound: Path, share: float
) -> None:
    damaged, content = tmp_path / "r.db", sound.read_bytes()
    damaged.write_bytes(content[: int(share * len(content))])
    with pytest.raises(RecordError) as caught:
        exported(damaged)
    assert str(damaged) in str(caught.value)
    shutil.copy(sound, damaged)
    assert exported(damaged) == exported(sound)


def test_case_31_flipped_bits_give_a_clear_error_or_lines_that_still_quote(tmp_path: Path, sound: Path) -> None:
    chance, content, damaged = random.Random(3), sound.read_bytes(), tmp_path / "r.db"
    told = 0
    for _ in range(150):
        bad = bytearray(content)
        for _ in range(chance.randrange(1, 20)):
            bad[chance.randrange(100, len(bad))] ^= 1 << chance.randrange(8)
        damaged.write_bytes(bad)
        try:
            exported(damaged)
        except DragomanError as error:
            told += bool(error.remedy)
    assert told > 20


LACKING = {
    "no article": "UPDATE {table} SET article = NULL",
    "no such article": "INSERT INTO {table} SELECT {changed} FROM {table} LIMIT 1",
    "no words": "UPDATE {table} SET text = NULL",
    "no place": "UPDATE {table} SET start = NULL",
    "an empty place": 'UPDATE {table} SET "end" = start',
    "other words": "UPDATE {table} SET text = text || '!'",
    "no run": "UPDATE {table} SET run = NULL",
    "no such run": "UPDATE {table} SET run = 'run-none'",
}


@pytest.mark.parametrize("table", ["events", "statements"])
@pytest.mark.parametrize("lack", LACKING)
def test_case_34_no_line_without_article_words_and_run_whoever_writes_it(tmp_path: Path, table: str, lack: str) -> None:
    with open_store(tmp_path / "r.db", mode="write") as store:
        write_article(store, talks(), run=RUN)
        columns = [row["name"] for row in store.query(f"PRAGMA table_info({table})")]
        given = {"id": "'another'", "article": "'article-none'", "number": "NULL"}
        changed = ", ".join(given.get(name, f'"{name}"') for name in columns)
        names = ", ".join(f'"{name}"' for name in columns)
        sql = LACKING[lack].format(table=f"{table} ({names})" if "INSERT" in LACKING[lack] else table, changed=changed)
        sql = sql.replace(f"FROM {table} ({names})", f"FROM {table}")
        with pytest.raises(RecordError, match="refuses what was to be written"), store.transaction() as connection:
            connection.execute(sql)
        assert count(store, table) == (2 if table == "events" else 1)


def test_case_35_no_date_depends_on_the_time_zone_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for zone in ("UTC", "Pacific/Auckland", "America/Los_Angeles"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        assert parse_day("1709251199") == date(2024, 2, 29)  # the last second of a leap day
        assert parse_day("2024-02-29T23:59:59-11:00") == date(2024, 2, 29)
        assert parse_day("2023-02-29") is None
    monkeypatch.undo()
    time.tzset()


# The night on which the clocks of a place go forward or back: an hour of it is not there, or is there twice.
NIGHTS = [
    ("America/New_York", 1710053940, date(2024, 3, 10)),  # 01:59 EST is 06:59 UTC; the next minute is 03:00
    ("America/New_York", 1730613540, date(2024, 11, 3)),  # 01:59 EDT, which comes again an hour later
    ("Europe/London", 1711846740, date(2024, 3, 31)),
    ("Australia/Lord_Howe", 1712415540, date(2024, 4, 6)),  # half an hour back
    ("America/Sao_Paulo", 1540695600, date(2018, 10, 28)),
    ("Pacific/Apia", 1325239200, date(2011, 12, 30)),  # a day that was left out there
]


@pytest.mark.parametrize(("zone", "seconds", "day"), NIGHTS)
def test_case_35_no_hour_that_is_lost_or_comes_twice_moves_a_day(
    monkeypatch: pytest.MonkeyPatch, zone: str, seconds: int, day: date
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        for given in (str(seconds), f"{seconds}000"):
            assert parse_day(given) == day  # counted in UTC, wherever it is read
        for hour in ("00:30", "01:59:59", "02:30", "03:00", "23:59:60"):
            for offset in ("", "Z", "-04:00", "-05:00", "+10:30", " EST", " EDT"):
                assert parse_day(f"{day.isoformat()}T{hour}{offset}") == day  # the day that is printed
        assert PartialDate.day(day).earliest == PartialDate.day(day).latest == day
        assert (day - timedelta(days=1), day + timedelta(days=1)) == (
            date.fromordinal(day.toordinal() - 1), date.fromordinal(day.toordinal() + 1)
        )  # fmt: skip
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize("zone", ["America/New_York", "Pacific/Apia"])
def test_case_35_decisions_are_told_in_the_order_in_which_they_came_whatever_the_clock_did(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    """The clock goes back an hour, a day and to 1970 between three decisions on one line."""
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        with open_store(tmp_path / "r.db", mode="write") as store:
            write_article(store, talks(), run=RUN)
            line = next(iter(coded_articles(store))).events[0].id
            seen = None
            clocks = [datetime(2024, 11, 3, 6, 30, tzinfo=UTC), datetime(2024, 11, 3, 5, 30, tzinfo=UTC),
                      datetime(1970, 1, 1, tzinfo=UTC)]  # fmt: skip
            for number, at in enumerate(clocks):
                reviewer = Reviewer(store, by=f"Reader {number}")
                seen = (
                    reviewer.accept(line, seen=seen, at=at).id
                    if number != 1
                    else reviewer.reject(line, seen=seen, at=at).id
                )
            assert [each.by for each in history(store, line)] == ["Reader 0", "Reader 1", "Reader 2"]
            assert [each.at for each in history(store, line)] == [at.isoformat() for at in clocks]
    finally:
        monkeypatch.undo()
        time.tzset()


def test_case_35_the_clock_is_no_part_of_a_record(tmp_path: Path, sound: Path) -> None:
    script = (
        "import time; time.time = lambda: 0.0\nfrom tests.cases.test_record import exported\nfrom pathlib import Path\n"
    )
    script += "sys.stdout.write(exported(Path(sys.argv[1])).decode())"
    out = finished(python(script, sound, env={**os.environ, "TZ": "Asia/Kathmandu", "PYTHONIOENCODING": "utf-8"}))
    assert out.encode() == exported(sound)


QUERIES = (
    '"',
    '""',
    "*",
    "**",
    'a"b',
    '"a',
    "NEAR(",
    "NEAR(a b, 2)",
    "a AND",
    "NOT",
    "OR OR",
    "a NOT b",
    "^a",
    "title:a",
    "{a b}:c",
    "a + b",
    "-a",
    "(",
    ")",
    "a)",
    ";",
    "'; DROP TABLE articles; --",
    "\\",
    "%",
    "_",
    "\x00",
    "a\x00b",
    "\ud800",
    "\u202e",
    "é" * 5000,
    "a " * 10_000,
    "a* " * 3000,
    '"' + "a " * 5000 + '"',
    "漢字 " * 1500,
    "漢\x00",
    "😀",
    "a:b:c",
    "col : x",
    "'",
)


@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_case_40_no_search_is_a_fault_whatever_is_asked(sound: Path, query: str) -> None:
    with open_store(sound) as store:
        for kind in (None, "article", "statement"):
            began = time.monotonic()
            try:
                search(store, query, kind=kind)  # type: ignore[arg-type]
            except UsageError as error:
                refused = error
            else:
                refused = None
            assert refused is None or refused.remedy
            assert time.monotonic() - began < 2
        assert count(store, "articles") == 12


@pytest.mark.parametrize("words", ["' OR 1=1 --", "%", "_", "x'; DROP TABLE events; --", '"', "\\", "\x00", "?"])
def test_case_40_values_are_never_part_of_a_question(sound: Path, words: str) -> None:
    with open_store(sound) as store:
        for name in ("party", "place", "text", "article"):
            assert list(list_events(store, EventFilter(**{name: words}))) == []
        for name in ("party", "speaker", "text", "article"):
            assert list(list_statements(store, StatementFilter(**{name: words}))) == []
        with pytest.raises(UsageError):
            find_article(store, words)
        assert count(store, "events") == 24


# --- what is shown and handed on ---------------------------------------------------------------------------

HOSTILE = "=1+1\x1b]0;owned\x07\x9b31m\u202e\r\nfailed at nothing"


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    path = tmp_path / "h.db"
    with open_store(path, mode="write") as store:
        write_article(store, talks(source=f"a{HOSTILE}.txt", byline=HOSTILE, url=HOSTILE, source_id=HOSTILE), run=RUN)
        write_article(store, talks(source=f"b{HOSTILE}.txt", publisher=HOSTILE), run=RUN)
    return path


@pytest.mark.parametrize("command", ["events", "statements", "search waters", "timeline CHL", "check"])
def test_case_44_no_cell_of_a_listing_is_a_formula(
    hostile: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    cli.run([*command.split(), "--format", "csv", "--record", str(hostile)])
    import csv
    import io

    rows = list(csv.reader(io.StringIO(capsys.readouterr().out, newline="")))
    assert len(rows) > 1
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.parametrize("table", ["events", "statements"])
def test_case_44_no_cell_of_an_export_is_a_formula(hostile: Path, tmp_path: Path, table: str) -> None:
    import csv

    out = tmp_path / f"{table}.csv"
    cli.run(["export", "--format", "csv", "--table", table, "--out", str(out), "--record", str(hostile)])
    with out.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert any(row["publisher"] == f"'{HOSTILE}".replace("\u202e", "\ufffd").replace("\x00", "\ufffd") for row in rows)
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "@", "\t", "\r"))]


STEERING = set(map(chr, (*range(9), *range(11, 32), *range(0x7F, 0xA0), 0x202E)))


@pytest.mark.parametrize(
    "command",
    ["events", "statements", "search waters", "timeline CHL", "check", "show a=1", "show talks", "events --record {}"],
)
def test_case_47_nothing_of_an_article_drives_the_terminal(
    hostile: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    words = [f"a{HOSTILE}.txt" if word == "a=1" else word.format(HOSTILE) for word in command.split()]
    cli.run([*words, *(["--record", str(hostile)] if "--record" not in command else [])])
    captured = capsys.readouterr()
    assert captured.out or captured.err
    assert not STEERING & set(captured.out + captured.err)


def test_case_47_a_message_stays_on_its_line(hostile: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["show", "article-", "--record", str(hostile)]) == 2
    err = capsys.readouterr().err
    assert err.startswith("dragoman: the name means more than one article")
    assert err.count("\n") == 1


def test_case_47_json_holds_no_bare_control_character(hostile: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("events", "statements", "check"):
        cli.run([command, "--format", "json", "--record", str(hostile)])
        out = capsys.readouterr().out
        assert json.loads(out) or command == "check"
        assert not set(out) & set(map(chr, range(9)))
        assert "\x1b" not in out
