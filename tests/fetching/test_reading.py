"""`dragoman read URL`, `fetches` and `show`: pages into a record, and what is told of how they came."""

import json

import pytest
from msgspec.structs import replace

from dragoman import cli, open_record
from dragoman.config import Limits
from dragoman.ingest import Chain, read_paths
from dragoman.sources import open_sources
from dragoman.store.open import open_store
from dragoman.store.read import articles, failures
from tests.fetching.site import FAST, page, redirect, serving
from tests.sample_record import RUN, TALKS, code

CHAIN = Chain(code=code, run=RUN, limits=Limits(), fetch=replace(FAST, host_delay_s=0.01))
HELLO = b"<html><body><p>The ministers met in Oslo.</p></body></html>"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "record.db"


def test_pages_and_files_in_one_batch(path, tmp_path):
    (tmp_path / "talks.txt").write_text(TALKS)
    routes = {"/a": redirect("/b"), "/b": page(HELLO), "/gone": page(b"", 410), "/pdf": page(b"%PDF-1.7\n")}
    routes["/latin"] = page(
        "<p>Le ministre a \xe9t\xe9 là</p>".encode("latin-1"), Content_Type="text/html; charset=latin1"
    )
    with serving(routes) as site, open_store(path, mode="write") as store:
        wanted = [site.url("/a"), str(tmp_path / "talks.txt"), site.url("/gone"), "http://10.0.0.1/", site.url("/pdf"),
                  "http://user:pa55@example.org/", site.url("/latin"), site.url("/a")]  # fmt: skip
        report = read_paths(wanted, store=store, chain=CHAIN)
        assert (report.read, report.failed) == (3, 4)
        found = {one.source: one for one in articles(store)}
        assert found[site.url("/a")].url == site.url("/b")
        assert "été" in found[site.url("/latin")].text
        told = {failure.source: failure.error for failure in failures(store)}
        assert told == {
            site.url("/gone"): "NotGivenOut", "http://10.0.0.1/": "RefusedInput",
            site.url("/pdf"): "UnreadableInput",
            "http://...@example.org/": "RefusedInput",
        }  # fmt: skip
        assert site.pages().count("/a") == 1


def test_a_page_read_again_changes_nothing(path):
    with serving({"/a": HELLO}) as site, open_store(path, mode="write") as store:
        first = read_paths([site.url("/a")], store=store, chain=CHAIN)
        before = [tuple(row) for row in store.query("SELECT * FROM articles")]
        second = read_paths([site.url("/a")], store=store, chain=CHAIN)
        assert (first.read, second.read, second.unchanged) == (1, 0, 1)
        assert [tuple(row) for row in store.query("SELECT * FROM articles")] == before
        site.routes["/a"] = page(b"", 500)
        assert read_paths([site.url("/a")], store=store, chain=CHAIN).failed == 1
        site.routes["/a"] = HELLO
        read_paths([site.url("/a")], store=store, chain=CHAIN)
        assert failures(store) == []  # what succeeds leaves the list


def test_a_feed_given_as_a_page_is_its_entries(path):
    entry = "<item><title>T</title><description>One met two.</description></item>"
    feed = f'<rss version="2.0"><channel>{entry}</channel></rss>'
    with serving({"/feed": feed.encode()}) as site, open_store(path, mode="write") as store:
        read_paths([site.url("/feed")], store=store, chain=CHAIN)
        assert [one.source for one in articles(store)] == [site.url("/feed") + "#1"]


@pytest.mark.parametrize("name", ["http://example.org/a", "HTTPS://example.org"])
def test_without_a_record_pages_are_not_fetched(name):
    (failure,) = open_sources([name], limits=Limits())
    assert "into a record only" in failure.reason


@pytest.fixture
def filled(path):
    with serving({"/a": redirect("/b"), "/b": HELLO}) as site, open_store(path, mode="write") as store:
        read_paths([site.url("/a"), site.url("/none")], store=store, chain=CHAIN)
        return path, site


def listed(capsys, path, *options):
    assert cli.run(["fetches", "--record", str(path), *options]) == 0
    return capsys.readouterr().out


def test_fetches_are_listed(filled, capsys):
    path, site = filled
    rows = json.loads(listed(capsys, path, "--format", "json"))
    assert [(row["purpose"], row["outcome"], row["status"]) for row in rows] == [
        ("page", "failed", 404), ("page", "fetched", 200), ("robots", "failed", 404)
    ]  # fmt: skip
    assert (rows[1]["url"], rows[1]["final_url"], rows[1]["redirects"]) == (
        site.url("/a"),
        site.url("/b"),
        [site.url("/b")],
    )
    table = listed(capsys, path, "--outcome", "fetched")
    assert site.url("/a") in table
    assert site.url("/none") not in table
    assert len(json.loads(listed(capsys, path, "--format", "json", "--purpose", "page", "--url", "/a"))) == 1
    assert len(json.loads(listed(capsys, path, "--format", "json", "--limit", "2"))) == 2
    assert listed(capsys, path, "--from", "2999").strip() == "nothing was fetched"
    assert len(listed(capsys, path, "--format", "csv").splitlines()) == 4
    (host,) = json.loads(listed(capsys, path, "--hosts", "--format", "json"))
    assert (host["host"], host["resting_until"]) == ("127.0.0.1", None)
    assert json.loads(listed(capsys, path, "--feeds", "--format", "json")) == []
    with open_record(path) as record:
        assert [fetch.outcome for fetch in record.fetches(purpose="page", since="2020", limit=5)] == [
            "failed",
            "fetched",
        ]


def test_an_article_says_how_it_came(filled, capsys):
    path, site = filled
    assert cli.run(["show", site.url("/a"), "--record", str(path)]) == 0
    (line,) = [line for line in capsys.readouterr().out.splitlines() if line.strip().startswith("fetched")]
    assert line.endswith(f"UTC, led to {site.url('/b')}")


def test_without_the_extra_the_way_to_it_is_told(path, monkeypatch):
    import sys

    from dragoman.errors import InstallationError

    for name in [name for name in sys.modules if name.startswith("dragoman.sources.fetching.")]:
        if name.rpartition(".")[2] in ("fetch", "answer", "connection", "pages"):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "httpcore2", None)
    with open_store(path, mode="write") as store, pytest.raises(InstallationError, match=r"dragoman\[fetch\]"):
        read_paths(["https://example.org/"], store=store, chain=CHAIN)


def test_without_the_extra_watching_tells_it_too(tmp_path, monkeypatch, capsys):
    import sys

    for name in ("dragoman.feeds.rounds", "dragoman.feeds.service"):
        monkeypatch.setitem(sys.modules, name, None)
    assert cli.run(["watch", str(tmp_path / "feeds.toml")]) == 2
    assert "dragoman[fetch]" in capsys.readouterr().err
