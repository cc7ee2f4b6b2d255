"""Case 36: every hostile string in every place that an article, an analyst or a reviewer fills, shown and exported."""

import csv
import io
import json
import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pyarrow.parquet as pq
import pytest
from lxml import etree
from starlette.testclient import TestClient

from dragoman.exports.csv import cell
from dragoman.exports.export import Wanted, export
from dragoman.exports.selection import Selection
from dragoman.store.open import open_store
from dragoman.store.read import coded_articles
from dragoman.store.reviewing import Reviewer
from dragoman.web.app import create_app
from dragoman.web.terms import Terms
from tests.cases.hostile_strings import NAMED, STRINGS
from tests.cases.test_web import BASE, OWN_ATTRIBUTES, Elements
from tests.web.records import hostile, write

NEVER = {"iframe", "object", "embed", "base", "marquee", "video", "math", "template", "plaintext", "animate", "x"}
DECIDED = datetime(2024, 3, 5, 10, tzinfo=UTC)
FORMULA = ("=", "+", "@", "\t", "\r")  # a minus alone stands before numbers


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with an article for each string, and a decision in each whose reviewer and note are the string."""
    path = write(tmp_path_factory.mktemp("words") / "h.db", *(hostile(words) for words in STRINGS))
    with open_store(path, mode="write") as store:
        for coded in list(coded_articles(store)):
            words = coded.events[0].why[0]
            Reviewer(store, by=words.strip() or "x").accept(coded.events[0].id, seen=None, at=DECIDED, why=words)
    return path


@pytest.fixture(scope="module")
def client(record: Path):
    with TestClient(create_app(Terms(record=record)), base_url=BASE, headers={"accept": "text/html"}) as opened:
        yield opened


def require_plain(page: str, address: str) -> None:
    """That a page has no element, handler or link but the desk's own, and no sign that steers."""
    elements = Elements(page)
    for tag, attributes in elements.found:
        assert tag not in NEVER, (address, tag, attributes)
        assert not {name for name in attributes if name.startswith("on")} | (OWN_ATTRIBUTES & set(attributes)), address
        for name in ("src", "action", "formaction", "data"):
            assert attributes.get(name, "/").startswith("/"), (address, tag, attributes)
        href = attributes.get("href") or "/"
        assert re.match(r"/(?!/)|#|https?://[^\s]+$", href), (address, href)
        if tag == "meta":
            assert "http-equiv" not in attributes, address
        if tag in ("script", "img") or attributes.get("rel") == "stylesheet":
            assert (attributes.get("src") or attributes.get("href") or "").startswith("/static/"), (address, attributes)
    assert not set(elements.words) & set("\x00\x08\x1b\x7f\x9b\u202d\u202e\u2066\u2067"), address


def test_case_36_the_strings_are_many_and_of_every_kind() -> None:
    assert len(STRINGS) == len(set(STRINGS)) > 110
    assert set(NAMED) >= {
        "script",
        "handler",
        "address",
        "template",
        "query",
        "formula",
        "direction",
        "control",
        "unicode",
    }


def test_case_36_every_string_is_a_word_on_the_pages_of_its_article(record: Path, client: TestClient) -> None:
    with open_store(record) as store:
        found = [(coded.article.id, coded.events[0]) for coded in coded_articles(store)]
    assert len(found) == len(STRINGS)
    for article, event in found:
        words = event.why[0]
        for address in (f"/articles/{article}", f"/lines/{event.id}", f"/parties/{quote(words, safe='')}"):
            answer = client.get(address)
            assert answer.status_code in ((200,) if "/parties/" not in address else (200, 303, 307, 400, 404)), (
                address,
                words,
            )
            require_plain(answer.text, address)


@pytest.mark.parametrize(
    "path",
    ["/", "/articles", "/events", "/statements", "/findings", "/failures", "/happenings", "/parties", "/review",
     "/review/decisions", "/disagreements", "/promises", "/map?everything=true", "/network",
     "/query?sql=SELECT+*+FROM+articles", "/query?sql=SELECT+*+FROM+revisions"],
)  # fmt: skip
def test_case_36_every_string_is_a_word_in_every_list(client: TestClient, path: str) -> None:
    answer = client.get(f"{path}{'&' if '?' in path else '?'}limit=200")
    assert answer.status_code == 200, answer.text[:500]
    require_plain(answer.text, path)


@pytest.mark.parametrize("kind", NAMED)
def test_case_36_every_string_is_a_word_where_it_is_asked_for(client: TestClient, kind: str) -> None:
    for words in NAMED[kind]:
        for path in ("/search?q=", "/events?text=", "/compare?a.party=", "/offices?q="):
            answer = client.get(path + quote(words, safe=""))
            assert answer.status_code in (200, 400, 404), (path, words)
            require_plain(answer.text, path + words)


def test_case_36_csv_holds_the_strings_as_cells_that_begin_no_formula(record: Path, tmp_path: Path) -> None:
    with open_store(record) as store:
        export(store, Wanted(form="csv"), tmp_path)
    for path in tmp_path.glob("*.csv"):
        with path.open(newline="", encoding="utf-8") as stream:
            rows = list(csv.reader(stream))
        assert {len(row) for row in rows} == {len(rows[0])}
        assert not [one for row in rows for one in row if one.lstrip(" \ufeff").startswith(FORMULA)], path.name
    assert {cell(words)[:1] for words in NAMED["formula"] if words[0] in "=+-@\t"} == {"'"}


def test_case_36_gdelt_has_a_row_a_line_and_its_columns(record: Path, tmp_path: Path) -> None:
    with open_store(record) as store:
        told = export(store, Wanted(form="gdelt", selection=Selection(include=frozenset({"alleged"}))), tmp_path)
    assert told["files"]
    for path in [found for found in tmp_path.iterdir() if "manifest" not in found.name]:
        rows = path.read_bytes().decode().split("\n")[:-1]
        assert len({row.count("\t") for row in rows}) == 1, path.name
        assert not any("\r" in row or "\x00" in row for row in rows)


def test_case_36_follow_the_money_has_an_entity_a_line_and_no_link_that_runs(record: Path, tmp_path: Path) -> None:
    with open_store(record) as store:
        wanted = Wanted(form="ftm", selection=Selection(include=frozenset({"alleged"})), with_text=True)
        export(store, wanted, tmp_path / "out.jsonl")
    lines = (tmp_path / "out.jsonl").read_bytes().splitlines()
    entities = [json.loads(line) for line in lines]
    assert len(entities) > len(STRINGS)
    assert all({"id", "schema", "properties"} <= set(one) for one in entities)
    for one in entities:
        for name in ("sourceUrl", "website", "url"):
            assert all(re.match(r"https?://", value) for value in one["properties"].get(name, ())), one


def test_case_36_parquet_gives_the_strings_back_as_they_are(record: Path, tmp_path: Path) -> None:
    with open_store(record) as store:
        expected = {coded.article.title for coded in coded_articles(store)}
        export(store, Wanted(form="parquet", with_text=True), tmp_path)
    found = pq.read_table(next(tmp_path.glob("articles*"))).to_pylist()
    assert {row["title"] for row in found} == expected


def test_case_36_a_word_file_is_sound_and_links_nowhere(record: Path, client: TestClient) -> None:
    with open_store(record) as store:
        ids = [coded.events[0].id for coded in coded_articles(store)]
    for start in range(0, len(ids), 100):
        picked = "&".join(f"line={one}" for one in ids[start : start + 100])
        answer = client.get(f"/brief.docx?{picked}&title={quote(STRINGS[start])}")
        assert answer.status_code == 200, answer.text[:300]
        with zipfile.ZipFile(io.BytesIO(answer.content)) as pack:
            assert all(re.fullmatch(r"[\w\[\]/.-]+", name) and ".." not in name for name in pack.namelist())
            for name in pack.namelist():
                if name.endswith((".xml", ".rels")):
                    tree = etree.fromstring(pack.read(name), etree.XMLParser(resolve_entities=False))
                    for link in tree.iter("{*}Relationship"):
                        assert link.get("TargetMode") != "External" or re.match(r"https?://", link.get("Target")), name
                    assert not list(tree.iter("{*}altChunk", "{*}instrText", "{*}OLEObject")), name
