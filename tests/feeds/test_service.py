"""The service: it goes round by its own clock, and ends as it should when it is asked to."""

import json
import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from dragoman.config import Limits
from dragoman.feeds.rounds import Rounds
from dragoman.feeds.service import MOST_WAIT_S, Stopper, StopWanted, serve
from dragoman.feeds.subscriptions import Feed
from dragoman.ingest import Chain
from dragoman.sources.fetching.fetch import Clock
from dragoman.store.examine import faults
from dragoman.store.fetches import list_fetches
from dragoman.store.open import open_store
from dragoman.store.read import articles
from tests.feeds.test_rounds import TEXT, article, item, rss
from tests.fetching.site import FAST, HandClock, fetcher, serving
from tests.sample_record import RUN, code

CHAIN = Chain(code=code, run=RUN, limits=Limits(), fetch=FAST)


def soon(number, after_s):
    threading.Timer(after_s, os.kill, (os.getpid(), number)).start()


def test_the_service_goes_round_when_something_is_due(tmp_path):
    hand, reports, waits = HandClock(), [], []
    stopper = Stopper()

    def wait(seconds):
        waits.append(seconds)
        hand.time += seconds
        stopper.wanted = len(waits) >= 40

    routes = {"/robots.txt": b"", "/feed": rss(item("/a")), "/a": article(TEXT)}
    with serving(routes) as site, open_store(tmp_path / "record.db", mode="write") as store:
        rounds = Rounds([Feed(url=site.url("/feed"))], store=store, chain=CHAIN, fetcher=fetcher(store, time=hand))
        serve(rounds, stopper=stopper, clock=Clock(now=hand.now, wait=wait), told=reports.append)
    assert [report.entries for report in reports] == [1, 0, 0]
    assert max(waits) == MOST_WAIT_S
    assert site.paths.count("/feed") == 3


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_what_only_waits_at_once(number):
    stopper, before = Stopper(), signal.getsignal(number)  # Ray, in another test, leaves one of its own
    with stopper.listening():
        soon(number, 0.2)
        began = time.monotonic()
        with pytest.raises(StopWanted), stopper.breakable():
            time.sleep(10)
        assert time.monotonic() - began < 5
        with pytest.raises(StopWanted):
            stopper.check()
        with pytest.raises(StopWanted), stopper.breakable():
            pytest.fail("no more waiting")
    assert signal.getsignal(number) is before


def test_a_signal_lets_what_works_go_on():
    stopper, steps = Stopper(), []
    with stopper.listening():
        soon(signal.SIGTERM, 0.1)
        end = time.monotonic() + 0.5
        while time.monotonic() < end:
            time.sleep(0.02)
        steps.append("done")
        with pytest.raises(StopWanted):
            stopper.check()
    assert steps == ["done"]


def test_who_asks_twice_with_ctrl_c_does_not_wait():
    stopper = Stopper()
    with stopper.listening():
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.05)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


SETTINGS = "[fetch]\nallow_loopback = true\nhost_delay_s = 0.05\nread_timeout_s = 5.0\n"


def command(tmp_path, site, *arguments):
    (tmp_path / "settings.toml").write_text(SETTINGS)
    (tmp_path / "feeds.toml").write_text(f'[[feeds]]\nurl = "{site.url("/feed")}"\n')
    paths = os.pathsep.join(entry for entry in sys.path if entry)
    return subprocess.Popen(
        [sys.executable, "-m", "dragoman", "--log", "log.jsonl", "watch", "feeds.toml", "--record", "r.db",
         "--settings", "settings.toml", *arguments],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": paths}, text=True, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )  # fmt: skip


def logged(tmp_path):
    return [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()]


@pytest.mark.slow
@pytest.mark.parametrize("where", ["between rounds", "within a fetch"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_command_ends_whole_when_it_is_asked_to(tmp_path, number, where):
    reached = threading.Event()

    def slow(handler):
        reached.set()
        time.sleep(4)

    first = "<p>OSLO: Norway's foreign minister met her colleague of Chile on Tuesday, officials said.</p>" * 3
    routes = {"/robots.txt": b"", "/feed": rss(item("/a", guid="1"), item("/b", guid="2")), "/b": article(first)}
    routes["/a"] = slow if where == "within a fetch" else article("More. " + first)
    with serving(routes) as site:
        process = command(tmp_path, site)
        line = process.stdout.readline() if where == "between rounds" else str(reached.wait(180))
        process.send_signal(number)
        _, err = process.communicate(timeout=180)
    assert (process.returncode, err) == (0, ""), line
    events = [line["event"] for line in logged(tmp_path)]
    assert events[-2:] == ["watching stops", "command ends"]
    with open_store(tmp_path / "r.db") as store:
        assert list(faults(store)) == []
        assert len(list(articles(store))) == (2 if where == "between rounds" else 1)
        waiting = [row["state"] for row in store.query("SELECT state FROM feed_entries ORDER BY state")]
    assert waiting == (["read", "read"] if where == "between rounds" else ["read", "waiting"])


@pytest.mark.slow
def test_once_asks_all_feeds_and_says_what_failed(tmp_path):
    text = "<p>OSLO: Norway's foreign minister met her colleague of Chile on Tuesday, officials said.</p>" * 3
    routes = {"/robots.txt": b"", "/feed": rss(item("/a", guid="1"), item("/b", guid="2")), "/b": article(text)}
    with serving(routes) as site:
        process = command(tmp_path, site, "--once")
        out, err = process.communicate(timeout=180)
        assert process.returncode == 1
        assert out.splitlines() == [
            "feeds: 1 asked, 1 with news, 0 failed; 2 new entries",
            "1 new, 0 updated, 0 unchanged, 1 failed; record: r.db",
        ]
        assert "404 Not Found" in err
        process = command(tmp_path, site, "--once")
        assert process.communicate(timeout=180)[0].startswith("feeds: 1 asked, 0 with news, 0 failed; 0 new entries")
        assert process.returncode == 0
    lines = logged(tmp_path)
    fetched = [line for line in lines if line["event"] == "fetched"]
    assert [(line["stage"], line["outcome"]) for line in fetched][:4] == [
        ("robots", "fetched"), ("feed", "fetched"), ("page", "fetched"), ("page", "failed")
    ]  # fmt: skip
    assert not any("Norway" in json.dumps(line) for line in lines)
    with open_store(tmp_path / "r.db") as store:
        assert [fetch.purpose for fetch in list_fetches(store)][::-1] == ["robots", "feed", "page", "page", "feed"]


@pytest.mark.parametrize("every", ["0", "0.5", "-1", "nan"])
def test_nobody_is_asked_all_the_time(tmp_path, every, capsys):
    from dragoman import cli

    assert cli.run(["watch", str(tmp_path / "feeds.toml"), "--every", every]) == 2
    assert "once a minute at most" in capsys.readouterr().err
