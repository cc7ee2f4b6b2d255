"""The commands on a record on a server: read, load, list, export, serve; what is sent to its desk."""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2 as httpx
import pytest

from dragoman.api import open_record
from dragoman.cli import run
from dragoman.store.open import open_store
from dragoman.store.postgres.accounts import Accounts
from dragoman.store.postgres.address import HANDED_OVER, Address, handed_over, place_of, taken_over
from tests.server.equal import rows
from tests.server.test_accounts import PASSWORD, form_token
from tests.server.test_copying import NOW, decided

EXAMPLES = Path(__file__).parents[2] / "examples" / "dispatches"
READ = [str(EXAMPLES / name) for name in ("2001-07-16-agra-summit.txt", "2001-09-12-nato-article-5.txt")]


@pytest.fixture(scope="module")
def filled(new_database: Callable[[], Address]) -> Address:
    address = new_database()
    decided(address)
    accounts = Accounts(address)
    accounts.add("Ada Lund", "admin", PASSWORD, at=NOW)
    accounts.close()
    return address


@pytest.mark.parametrize(
    "command",
    [
        ["events", "--format", "json"], ["statements", "--format", "json"], ["search", "trawlers"],
        ["happenings"], ["disagreements"], ["positions", "NOR", "--on", "environment.fisheries"], ["promises"],
        ["timeline", "NOR", "CHL"], ["series", "NOR", "CHL", "--by", "month"], ["network"], ["changes"],
        ["contacts", "PER"],
        ["coverage"], ["history"], ["precision"], ["runs"], ["check"], ["readouts"], ["export", "--format", "jsonl"],
        ["migrate"], ["query", "SELECT type, count(*) AS n FROM events GROUP BY 1 ORDER BY 1"], ["fetches"],
        ["fetches", "--feeds"], ["fetches", "--hosts"], ["happenings", "--origins", "2"],
    ],
    ids=lambda command: command[0],
)  # fmt: skip
def test_a_command_says_what_it_says_of_a_file(
    command: list[str], filled: Address, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decided(tmp_path / "record.db")
    told = []
    for record in (str(tmp_path / "record.db"), filled.url):
        status = run([*command, "--record", record])
        told.append((status, *capsys.readouterr()))
    assert told[0] == told[1]
    assert told[0][0] in (0, 1)


@pytest.mark.parametrize("command", [["backup", "out.db"], ["restore", "in.db"], ["vacuum"], ["doctor", "--repair"]])
def test_what_is_done_with_files_only_is_refused(
    command: list[str], filled: Address, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*command, "--record", filled.url]) == 2
    assert "is on a server and no file" in capsys.readouterr().err


def test_copy(filled: Address, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "copy.db"
    assert run(["copy", filled.url, str(out)]) == 0
    assert re.search(r"\d+ articles, \d+ events, .* 3 revisions: .*copy.db", capsys.readouterr().out)
    assert rows(out) == rows(filled)
    assert run(["copy", filled.url, str(out)]) == 2


@pytest.mark.slow
def test_reading_and_loading_shards(database: Address, new_database: Callable[[], Address], tmp_path: Path) -> None:
    assert run(["read", *READ, "--record", str(tmp_path / "a.db"), "--quiet"]) == 0
    assert run(["read", *READ, "--record", database.url, "--quiet"]) == 0
    assert run(["distribute", *READ, "--out", str(tmp_path / "shards"), "--workers", "1", "--quiet"]) == 0
    loaded = new_database()
    for _ in range(2):
        assert run(["load", str(tmp_path / "shards"), "--record", loaded.url, "--quiet"]) == 0
    here, there, from_shards = rows(tmp_path / "a.db"), rows(database), rows(loaded)
    assert there == here
    assert len(here["articles"]) == 2
    for name in ("events", "participants", "pair_days", "happenings", "ledger", "sources"):
        assert from_shards[name] == here[name], name


def test_an_address_tells_no_password() -> None:
    place = place_of("postgresql://ana:se%2Fcret@db.example:5433/news?sslmode=require")
    assert str(place) == "postgresql://ana@db.example:5433/news?sslmode=require"
    assert "cret" not in f"{place!r} {os.fspath(place)}"
    assert isinstance(place_of("news.db"), Path)
    inside = place_of("postgresql://ana@/news?host=/run/a%20b&password=se%26cret&sslmode=require&sslpassword=cret")
    assert str(inside) == "postgresql://ana@/news?host=/run/a%20b&sslmode=require"
    assert "cret" not in f"{inside!r} {os.fspath(inside)} {place_of('postgres:///news?PASSWORD=cret')}"
    assert str(place_of("postgresql:///news")) == "postgresql:///news"
    argument, variables = handed_over(place)
    assert "cret" not in argument
    assert isinstance(place, Address)
    assert variables[HANDED_OVER] == place.url
    argument, variables = handed_over(Path("news.db"))
    assert taken_over(argument) == Path("news.db")


@pytest.fixture(scope="module")
def desk(filled: Address) -> Iterator[httpx.Client]:
    """The desk as `dragoman serve` serves it."""
    command = [sys.executable, "-m", "dragoman", "serve", filled.url, "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            told = process.stderr.readline()
            found = re.search(r"http://127\.0\.0\.1:\d+", told)
            assert found, told
            with httpx.Client(base_url=found[0], headers={"accept": "text/html"}, timeout=30) as client:
                yield client
        finally:
            process.terminate()


@pytest.mark.slow
def test_serving_signing_in_importing(desk: httpx.Client, filled: Address) -> None:
    fields = {"name": "Ada Lund", "password": PASSWORD, "form_token": form_token(desk)}  # type: ignore[arg-type]
    assert desk.post("/enter", data=fields).status_code == 303
    assert "Ada Lund, admin" in desk.get("/").text
    token = form_token(desk, "/import")  # type: ignore[arg-type]
    files = {"files": ("agra.txt", Path(READ[0]).read_bytes())}
    answer = desk.post("/import", data={"form_token": token}, files=files)
    assert answer.status_code == 303
    job = f"{answer.headers['location']}.json"
    for _ in range(240):
        found = json.loads(desk.get(job).text)
        if found["done"]:
            break
        time.sleep(0.5)
    assert found["fault"] is None
    assert found["counts"]["new"] == 1
    told = json.loads(desk.get("/import.json").text)["earlier"][0]
    assert (told["made_by"], told["files"], told["new"]) == ("Ada Lund", 1, 1)
    with open_record(filled, mode="read") as record:
        assert [hit.kind for hit in record.search("Agra")]
    with open_store(filled) as store:
        row = store.first("SELECT (SELECT count(*) FROM articles) AS n, (SELECT count(*) FROM article_words) AS words")
    assert row is not None
    assert row["n"] == row["words"]
