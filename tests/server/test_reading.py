"""Every page, list and export gives the same bytes from a file and from a server."""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from starlette.testclient import TestClient

from dragoman.api import open_record
from dragoman.store.copying import copy_record
from dragoman.store.open import open_store
from dragoman.store.postgres.accounts import Accounts
from dragoman.store.postgres.address import Address
from dragoman.store.search import search
from dragoman.web.app import create_app
from dragoman.web.terms import Terms
from tests.server.test_copying import NOW, decided
from tests.web.across_records import addresses_across, hostile_across
from tests.web.conftest import BASE
from tests.web.records import addresses, sample

MORE = (
    "/topics", "/network", "/changes", "/positions", "/watch", "/review", "/review/decisions", "/readouts", "/parties",
    "/search?q=talks+round", "/search?q=%22met+chile%22", "/search?q=round*", "/search?q=round*&kind=statement",
    "/search?q=trawler*+norway&publisher=Reuters", "/search?q=norw*&party=NOR", "/search?q=%22of+the+bord*%22",
    "/search?q=nothing+of+the+sort", "/events?party=NOR&order=oldest", "/events?text=ROUND", "/events?counted=1",
    "/statements?topic=environment.fisheries", "/events?country=nor", "/runs", "/findings", "/failures",
    "/disagreements", "/happenings?origins=2", "/promises?as_of=2030", "/map", "/map?by=happenings", "/map.geojson",
    "/events?place=Lima", "/events?place=Quito&order=oldest", "/query?sql=SELECT+count(*)+AS+n+FROM+events",
    "/query?sql=SELECT+type,+quad+FROM+events+ORDER+BY+id", "/disagreements?order=oldest", "/happenings?place=Lima",
    "/articles?order=oldest", "/statements?order=oldest&stance=denies", "/search?q=round&kind=event&limit=7",
    "/search?q=blam*&status=denied", "/search?q=round&type=CONSULT&party=CHL&order=oldest", "/findings?order=oldest",
    "/findings?kind=date-conflict&since=2019&publisher=The+Northern+Post", "/failures?order=source%2C+z+first",
    "/failures?stage=source&text=READER", "/promises?as_of=2030&order=newest",
    "/promises?as_of=2030&party=CHL&order=newest",
    "/review?order=sure", "/review/decisions?order=oldest", "/watch?order=new", "/entities/NOR",
    "/network?party=NOR&order=score",
    "/topics?order=said", "/runs?order=id", "/parties?order=name", "/offices?on=2017-11&order=holder",
    "/compare?a.party=NOR&b.party=CHL&limit=1", "/positions?party=NOR", "/today?until=2019-04-12&days=7",
)  # fmt: skip
API = (
    "articles", "events", "events?party=NOR&order=oldest", "statements", "parties", "offices?q=Norway&on=2019",
    "pairs/NOR/CHL", "happenings", "promises", "disagreements", "findings", "runs", "reviews", "failures",
    "places", "queue", "today", "pairs", "parties?limit=1",
    "query?sql=SELECT+id+FROM+articles+ORDER+BY+1", "search?q=talks",
)  # fmt: skip
_TRIES = 10


class Twins(NamedTuple):
    file: Path
    server: Address
    of_file: TestClient
    of_server: TestClient


@pytest.fixture(scope="module", params=[sample, decided, hostile_across], ids=lambda make: make.__name__)
def twins(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, new_database: Callable[[], Address]
) -> Iterator[Twins]:
    file, server = tmp_path_factory.mktemp("twins") / "record.db", new_database()
    request.param(file)
    copy_record(file, server)
    accounts = Accounts(server)
    accounts.add("Ada Lund", "admin", "a long password", at=NOW)
    token = accounts.make_token("Ada Lund", at=NOW)
    accounts.close()
    clients = [TestClient(create_app(Terms(record=one)), base_url=BASE) for one in (file, server)]
    clients[0].cookies.set("dragoman_reviewer", "Ada%20Lund")
    clients[1].headers["authorization"] = f"Bearer {token}"
    with clients[0] as of_file, clients[1] as of_server:
        yield Twins(file, server, of_file, of_server)


def test_pages_and_their_data(twins: Twins) -> None:
    every = [*_known(addresses, twins.file), *_known(addresses_across, twins.file), *MORE]
    seen = 0
    for address in dict.fromkeys(every):
        path, _, asked = address.partition("?")
        for one in (address, f"{path.rstrip('/') or '/index'}.json{'?' if asked else ''}{asked}"):
            seen += _same(twins, one)
    assert seen > 60


def test_api(twins: Twins) -> None:
    assert sum(_same(twins, f"/api/v1/{path}") for path in API) >= 10


def test_exports(twins: Twins, tmp_path: Path) -> None:
    for form in ("jsonl", "csv", "parquet", "plover", "gdelt", "icews", "polecat"):
        written = []
        for name, place in (("a", twins.file), ("b", twins.server)):
            with open_record(place, mode="read") as record:
                out = tmp_path / f"{form}-{name}"
                record.export(form, out)
            written.append({p.relative_to(out): p.read_bytes() for p in [out, *out.rglob("*")] if p.is_file()})
        assert written[0] == written[1], form
        assert written[0]


@pytest.mark.parametrize(
    "query",
    [
        "talks",
        "round talks",
        '"met chile"',
        "roun*",
        '"round 1*"',
        "Norwegian",
        "_",
        "talks _",
        "o'",
        "été",
        "trawlers",
    ],
)
def test_words_rank_alike(twins: Twins, query: str) -> None:
    with open_store(twins.file) as one, open_store(twins.server) as other:
        assert search(one, query) == search(other, query)


def _known(of: Callable[[Path], list[str]], record: Path) -> list[str]:
    try:
        return of(record)
    except (AssertionError, IndexError, TypeError):  # of another record
        return []


def _same(twins: Twins, address: str) -> bool:
    for _ in range(_TRIES):  # what is counted aside comes when it is counted
        one, other = twins.of_file.get(address), twins.of_server.get(address)
        if _plain(one.text) == _plain(other.text):
            break
        time.sleep(0.5)
    assert one.status_code == other.status_code, address
    assert _plain(one.text) == _plain(other.text), address
    return one.status_code == 200


def _plain(text: str) -> str:
    """Without what is of this run, the form's token, the record's name, the tables of words and who is signed in."""
    text = re.sub(r'<dt><code>\w+_words</code></dt><dd>[^<]*</dd>|"\w+_words":\s*\[[^\]]*\],?', "", text)
    own = r'(?<=name="form_token" value=")[^"]+|\?v=\w+|record\.db|\brecord_\d+\b'
    return re.sub(rf'{own}|  <form [^>]*action="/leave".*?</form>\n| readonly', "", text)
