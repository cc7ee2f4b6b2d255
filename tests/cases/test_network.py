"""Cases 19 to 21: fetching goes where it should, ends, trusts nobody, and is polite.

Sockets are opened on this machine only; that others are refused is shown with the connecting replaced.
"""

import gzip
import multiprocessing
import re
import socket
import ssl
import time
import zlib
from itertools import pairwise

import brotli
import httpcore2
import pytest
import zstandard
from msgspec.structs import replace

from dragoman.config import FetchSettings
from dragoman.errors import InputError, RefusedInput, UnreachableInput, UnreadableInput
from dragoman.sources.fetching import connection
from dragoman.sources.fetching.fetch import ROBOTS_AGE_S, ROBOTS_GIVEN_UP_S, ROBOTS_RETRY_S, Clock
from dragoman.store.fetches import hosts, list_fetches
from dragoman.store.open import open_store
from tests.fetching.certificates import Authority
from tests.fetching.site import FAST, HandClock, fetcher, here, page, redirect, serving
from tests.fetching.test_address import NOT_PUBLIC, ODD

HELLO = b"<html><body><p>Hello.</p></body></html>"
LATE_S = 6.0  # what a busy machine may be late; what drips would go on for a minute, silence for ten seconds
WEB = FetchSettings(read_timeout_s=1.0, answer_timeout_s=2.0)  # as everybody has it: no loopback


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "record.db", mode="write") as opened:
        yield opened


@pytest.fixture
def connected(monkeypatch):
    """Where a connection was wanted; none is made."""
    wanted = []

    def never(address, port, *, timeout):
        wanted.append((str(address), port))
        raise httpcore2.ConnectError("a test connects nowhere")

    monkeypatch.setattr(connection, "connect", never)
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("a connection was opened"))
    return wanted


# --- 19: where it goes -------------------------------------------------------------------------------------------


def literal(host):
    return f"[{host}]" if ":" in host else host


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_case_19_addresses_that_are_not_public_are_refused_by_name_and_number(store, connected, address):
    def resolve(host, port):
        return [address]

    for url in (
        f"http://{literal(address)}/latest/meta-data/",
        "https://metadata.example/",
        "http://metadata.example/",
    ):
        with pytest.raises(InputError):
            fetcher(store, settings=WEB, resolve=resolve).get(url)
    assert connected == []
    assert {fetch.outcome for fetch in list_fetches(store)} <= {"refused"}


@pytest.mark.parametrize("host", ODD)
def test_case_19_other_writings_of_addresses_are_refused(store, connected, host):
    with pytest.raises(RefusedInput):
        fetcher(store, settings=WEB, resolve=here).get(f"http://{host}/")
    assert connected == []


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://example.org/", "gopher://127.0.0.1:25/", "dict://127.0.0.1:11211/", "data:,a",
    "unix:/a",
     "http://example.org:22/", "http://example.org:6379/", "http://example.org@127.0.0.1/",
     "http://127.0.0.1#@example.org/",
     "http://example.org\\@127.0.0.1/", "http://127.0.0.1\t/", "http://[::]/", "http://127.0.0.1:80\r\n/"],
)  # fmt: skip
def test_case_19_other_schemes_ports_and_tricks_are_refused(store, connected, url):
    with pytest.raises(RefusedInput):
        fetcher(store, settings=WEB, resolve=here).get(url)
    assert connected == []


def test_case_19_one_address_among_public_ones_is_enough(store, connected):
    with pytest.raises(RefusedInput, match=r"10\.0\.0\.1"):
        fetcher(store, settings=WEB, resolve=lambda *_: ["8.8.8.8", "10.0.0.1"]).get("https://example.org/")
    assert connected == []


def test_case_19_the_connection_goes_to_the_address_that_was_looked_at(store, connected):
    answers = iter([["93.184.216.34"], ["127.0.0.1"], ["169.254.169.254"]])
    asked = []

    def rebinding(host, port):
        asked.append(host)
        return next(answers)

    fetch = fetcher(store, settings=WEB, resolve=rebinding)
    with pytest.raises(UnreachableInput):
        fetch.get("http://rebinding.example/")
    assert (connected, asked) == ([("93.184.216.34", 80)], ["rebinding.example"])  # one question a connection
    fetch = fetcher(store, settings=WEB, resolve=rebinding, time=HandClock(2e9))
    with pytest.raises(RefusedInput, match=r"127\.0\.0\.1"):  # the next connection is looked at anew
        fetch.get("http://rebinding.example/")
    assert len(connected) == 1


def test_case_19_every_address_of_a_name_is_tried_and_no_other(store, connected):
    with pytest.raises(UnreachableInput):
        fetcher(store, settings=WEB, resolve=lambda *_: ["8.8.8.8", "2a00::1"]).get("https://example.org/")
    assert connected == [("8.8.8.8", 443), ("2a00::1", 443)]


@pytest.mark.parametrize(
    "to",
    ["http://10.0.0.1/", "http://169.254.169.254/latest/meta-data/", "http://[fe80::1]/", "http://2130706433/",
     "//10.0.0.1/", "file:///etc/passwd", "http://inside.example/", "ftp://example.org/",
     "http://user@news.example/", "http://0/"],
)  # fmt: skip
def test_case_19_redirects_are_looked_at_anew(store, to):
    def resolve(host, port):
        return ["192.168.1.1"] if host == "inside.example" else ["127.0.0.1"]

    with serving({"/a": redirect(to)}) as site:
        with pytest.raises(RefusedInput):
            fetcher(store, resolve=resolve).get(site.url("/a", "news.example"))
        assert site.pages() == ["/a"]
    assert next(list_fetches(store)).outcome == "refused"


def test_case_19_this_machine_is_refused_unless_the_settings_allow_it(store):
    with serving({"/a": HELLO}) as site:
        for host in ("127.0.0.1", "localhost"):
            with pytest.raises(RefusedInput):
                fetcher(store, settings=replace(FAST, allow_loopback=False)).get(site.url("/a", host))
        assert site.asked == []
        assert fetcher(store).get(site.url("/a")).body == HELLO
    assert not FetchSettings().allow_loopback


def test_case_19_robots_txt_leads_nowhere_else_either(store):
    with serving({"/a": HELLO, "/robots.txt": redirect("http://169.254.169.254/")}) as site:
        with pytest.raises(RefusedInput):
            fetcher(store).get(site.url("/a"))
        assert site.paths == ["/robots.txt"]


# --- 20: that it ends, and whom it trusts -----------------------------------------------------------------------


@pytest.mark.parametrize(("to", "asked"), [("/a", 1), ("/b", 2)])
def test_case_20_a_redirect_loop_is_left(store, to, asked):
    with serving({"/a": redirect(to), "/b": redirect("/a")}) as site:
        with pytest.raises(RefusedInput, match="loop"):
            fetcher(store).get(site.url("/a"))
        assert len(site.pages()) == asked


def test_case_20_after_five_redirects_nothing_more_is_asked(store):
    routes = {f"/{number}": redirect(f"/{number + 1}") for number in range(20)}
    with serving({**routes, "/25": HELLO, "/24": redirect("/25"), "/20": redirect("/21")}) as site:
        with pytest.raises(RefusedInput, match="more than 5"):
            fetcher(store).get(site.url("/0"))
        assert site.pages() == [f"/{number}" for number in range(6)]
        site.routes["/5"] = HELLO
        assert fetcher(store, time=HandClock(2e9)).get(site.url("/0")).body == HELLO


def dripping(head, piece, pause_s=0.2):
    """A server that sends a piece now and then, for a minute."""

    def drip(handler):
        handler.wfile.write(head)
        for _ in range(300):
            handler.wfile.write(piece)
            handler.wfile.flush()
            time.sleep(pause_s)

    return drip


@pytest.mark.parametrize(
    ("head", "piece"),
    [(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", b"a"), (b"HTTP/1.1 200 OK\r\nX-Slow: ", b"a"), (b"", b"H"),
     (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"), (b"",
     b"HTTP/1.1 103 Early Hints\r\n\r\n")],
)  # fmt: skip
def test_case_20_what_drips_is_left_when_the_time_is_over(store, head, piece):
    with serving({"/a": dripping(head, piece), "/robots.txt": b""}) as site:
        began = time.monotonic()
        with pytest.raises(UnreachableInput):
            fetcher(store).get(site.url("/a"))
        assert time.monotonic() - began < FAST.answer_timeout_s + LATE_S


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"])
def test_case_20_silence_is_left_after_the_time_without_a_byte(store, head):
    with serving({"/a": dripping(head, b"", pause_s=10)}) as site:
        began = time.monotonic()
        with pytest.raises(UnreachableInput):
            fetcher(store).get(site.url("/a"))
        assert time.monotonic() - began < FAST.read_timeout_s + LATE_S


def endless(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    for _ in range(2_000):  # 130 MB, if anybody takes them
        handler.wfile.write(b"a" * 65_536)


def test_case_20_an_endless_page_is_left_at_the_limit(store):
    with serving({"/a": endless}) as site, pytest.raises(RefusedInput, match="more than 1000000 bytes"):
        fetcher(store, settings=replace(FAST, max_page_bytes=1_000_000, answer_timeout_s=20.0)).get(site.url("/a"))


def bomb(kind):
    zeros = b"\0" * 1_000_000
    if kind == "zstd":
        packer = zstandard.ZstdCompressor().compressobj()
        return b"".join([*(packer.compress(zeros) for _ in range(300)), packer.flush()])
    deflate = zlib.compressobj(9, wbits=31)
    return b"".join([*(deflate.compress(zeros) for _ in range(300)), deflate.flush()])


@pytest.mark.parametrize("kind", ["gzip", "zstd"])
def test_case_20_a_bomb_is_not_inflated(store, kind):
    with serving({"/a": page(bomb(kind), Content_Encoding=kind)}) as site, pytest.raises(RefusedInput, match="inflate"):
        fetcher(store).get(site.url("/a"))


def test_case_11_brotli_is_not_asked_for_and_refused_where_it_comes_all_the_same(store):
    routes = {"/a": page(brotli.compress(b"a" * 1_000_000), Content_Encoding="br")}
    with serving(routes) as site:
        with pytest.raises(UnreadableInput, match="an unknown compression: 'br'"):
            fetcher(store).get(site.url("/a"))
        assert [sent["accept-encoding"] for sent in site.headers[-1:]] == ["gzip, zstd"]


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("certificates"))


def test_case_20_a_certificate_that_holds(store, authority):
    with serving({"/a": HELLO}, tls=authority.server("news.example")) as site:
        fetch = fetcher(store, tls=authority.trusting())
        assert fetch.get(site.url("/a", "news.example")).body == HELLO


@pytest.mark.parametrize(
    ("kind", "told"),
    [({"name": "other.example"}, "not valid for 'news.example'|mismatch"), ({"days": -1}, "expired"),
     ({"self_signed": True}, "self.signed")],
)  # fmt: skip
def test_case_20_a_certificate_that_does_not_hold_ends_it(store, authority, kind, told):
    made = authority.server(**{"name": "news.example", **kind})
    with serving({"/a": HELLO, "/robots.txt": b""}, tls=made) as site:
        fetch = fetcher(store, tls=authority.trusting())
        with pytest.raises(UnreachableInput):
            fetch.get(site.url("/a", "news.example"))
        assert site.asked == []  # nothing is sent, and nothing is tried without verifying
    robots = list(list_fetches(store))[-1]
    assert "certificate cannot be trusted" in robots.reason
    assert re.search(told, robots.reason)


def test_case_20_an_authority_that_nobody_trusts(store, authority):
    with serving({"/a": HELLO}, tls=authority.server("news.example")) as site:
        with pytest.raises(UnreachableInput):
            fetcher(store).get(site.url("/a", "news.example"))
        assert site.asked == []


def test_case_20_encryption_is_not_given_up(store, authority):
    with (
        serving({"/a": HELLO}) as plain,
        serving({"/a": redirect(plain.url("/a", "news.example"))}, tls=authority.server("news.example")) as site,
    ):
        with pytest.raises(RefusedInput, match="gives up encryption"):
            fetcher(store, tls=authority.trusting()).get(site.url("/a", "news.example"))
        assert plain.asked == []


def test_case_20_no_encryption_where_it_was_asked_for(store):
    with serving({"/a": HELLO}) as site:
        with pytest.raises(UnreachableInput):
            fetcher(store).get(site.url("/a").replace("http:", "https:"))
        assert site.asked == []
    assert isinstance(connection.verifying_context(), ssl.SSLContext)
    assert connection.verifying_context().verify_mode == ssl.CERT_REQUIRED


# --- 21: robots.txt, and turns ------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [500, 502, 503, 504, 429])
def test_case_21_while_a_site_cannot_say_nothing_is_asked(store, status):
    hand = HandClock()
    with serving({"/a": HELLO, "/robots.txt": page(b"", status)}) as site:
        fetch = fetcher(store, time=hand)
        for _ in range(2):
            with pytest.raises(UnreachableInput, match=r"robots\.txt"):
                fetch.get(site.url("/a"))
        assert site.paths == ["/robots.txt"]  # nor is it asked again at once
        hand.time += ROBOTS_RETRY_S
        site.routes["/robots.txt"] = b"User-agent: *\nDisallow: /b"
        assert fetch.get(site.url("/a")).body == HELLO


def test_case_21_a_site_that_has_not_said_for_a_month_has_no_rules(store):
    hand = HandClock()
    with serving({"/a": HELLO, "/robots.txt": page(b"", 500)}) as site:
        fetch = fetcher(store, time=hand)
        for pause_s in (0, ROBOTS_GIVEN_UP_S / 2):
            hand.time += pause_s
            with pytest.raises(UnreachableInput):
                fetch.get(site.url("/a"))
        hand.time += ROBOTS_GIVEN_UP_S / 2 + 60
        assert fetch.get(site.url("/a")).body == HELLO


def test_case_21_what_a_site_said_last_holds_while_it_cannot_say(store):
    hand = HandClock()
    with serving({"/a": HELLO, "/b": HELLO, "/robots.txt": b"User-agent: *\nDisallow: /b"}) as site:
        fetch = fetcher(store, time=hand)
        fetch.get(site.url("/a"))
        site.routes["/robots.txt"] = page(b"", 500)
        hand.time += ROBOTS_AGE_S
        fetch.get(site.url("/a"))
        with pytest.raises(RefusedInput):
            fetch.get(site.url("/b"))
        assert site.paths == ["/robots.txt", "/a", "/robots.txt", "/a"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_case_21_a_site_without_rules_may_be_asked(store, status):
    with serving({"/a": HELLO, "/robots.txt": page(b"User-agent: *\nDisallow: /", status)}) as site:
        assert fetcher(store).get(site.url("/a")).body == HELLO


@pytest.mark.parametrize(
    "text",
    [b"", b"\xff\xfe\x00\x01" * 1000, b"<html>not found</html>", b"\n" * 100_000, b"Disallow: /\n", b":" * 400_000],
)
def test_case_21_garbage_forbids_nothing(store, text):
    with serving({"/a": HELLO, "/robots.txt": text}) as site:
        assert fetcher(store).get(site.url("/a")).body == HELLO


def test_case_21_of_a_huge_file_the_first_part_counts(store):
    rules = b"User-agent: *\nDisallow: /b\n" + b"#" * 2_000_000 + b"\nDisallow: /a\n"
    for path, text in (("/x", rules), ("/y", rules)):
        with serving({"/a": HELLO, "/b": HELLO, "/robots.txt": text}) as site:
            fetch = fetcher(store)
            assert fetch.get(site.url("/a")).body == HELLO, path
            with pytest.raises(RefusedInput, match=r"robots\.txt does not allow"):
                fetch.get(site.url("/b"))
            assert site.pages() == ["/a"]
    assert {fetch.outcome for fetch in list_fetches(store) if fetch.purpose == "page"} == {"fetched", "forbidden"}


def test_case_21_an_endless_file_is_cut(store):
    def rules(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nDisallow: /b\n")
        for _ in range(2_000):
            handler.wfile.write(b"#" * 65_535 + b"\n")

    with serving({"/a": HELLO, "/robots.txt": rules}) as site:
        fetch = fetcher(store, settings=replace(FAST, answer_timeout_s=20.0))
        assert fetch.get(site.url("/a")).body == HELLO
        with pytest.raises(RefusedInput):
            fetch.get(site.url("/b"))


def test_case_21_a_compressed_file_is_cut_too(store):
    packed = gzip.compress(
        b"User-agent: *\nDisallow: /b\n" + b"".join(b"# %d\n" % n for n in range(300_000)), 1, mtime=0
    )
    settings = replace(FAST, max_robots_bytes=100_000)
    assert len(packed) > settings.max_robots_bytes
    routes = {"/b": HELLO, "/robots.txt": page(packed, Content_Encoding="gzip")}
    with serving(routes) as site, pytest.raises(RefusedInput, match=r"robots\.txt does not allow"):
        fetcher(store, settings=settings).get(site.url("/b"))


def test_case_21_robots_txt_behind_redirects(store):
    rules = page("User-agent: dragoman\nDisallow: /b")
    with serving({"/a": HELLO, "/robots.txt": redirect("/r1"), "/r1": redirect("/r2"), "/r2": rules}) as site:
        fetch = fetcher(store)
        assert fetch.get(site.url("/a")).body == HELLO
        with pytest.raises(RefusedInput):
            fetch.get(site.url("/b"))


def test_case_21_rules_are_asked_for_once_a_day_by_all_processes(store, tmp_path):
    hand = HandClock()
    with serving({"/a": HELLO, "/robots.txt": b""}) as site:
        fetcher(store, time=hand).get(site.url("/a"))
        with open_store(tmp_path / "record.db", mode="write") as again:
            fetcher(again, time=hand).get(site.url("/a"))
        assert site.paths.count("/robots.txt") == 1
        hand.time += ROBOTS_AGE_S
        fetcher(store, time=hand).get(site.url("/a"))
        assert site.paths.count("/robots.txt") == 2


def _fetch_many(path, url, number, settings):
    with open_store(path, mode="write") as store:
        fetch = fetcher(store, settings=settings)
        fetch.clock = Clock()
        for _ in range(number):
            fetch.get(url)


@pytest.mark.slow
def test_case_21_the_delay_is_kept_between_processes(tmp_path):
    path, settings = tmp_path / "record.db", replace(FAST, host_delay_s=0.4, answer_timeout_s=10.0, read_timeout_s=10.0)
    open_store(path, mode="write").close()
    with serving({"/a": HELLO, "/robots.txt": b""}) as site:
        url = site.url("/a")
        with multiprocessing.get_context("spawn").Pool(2) as pool:
            pool.starmap(_fetch_many, [(path, url, 4, settings)] * 2)
        moments = sorted(at for _, at in site.asked)
        assert site.paths.count("/a") == 8
    assert moments[-1] - moments[0] > 0.4 * (len(moments) - 1) - 0.3  # a busy machine may be late with the first
    assert min(later - earlier for earlier, later in pairwise(moments)) > 0.05


def test_case_21_a_site_that_is_overloaded_is_left_alone_by_all(store, tmp_path):
    hand = HandClock()
    with serving({"/a": page(b"", 429, Retry_After="600"), "/robots.txt": b""}) as site:
        with pytest.raises(UnreachableInput):
            fetcher(store, time=hand).get(site.url("/a"))
        with open_store(tmp_path / "record.db", mode="write") as again, pytest.raises(UnreachableInput, match="alone"):
            fetcher(again, time=hand).get(site.url("/a"))
        assert site.pages() == ["/a"]
    assert [host.resting_until - hand.time for host in hosts(store)] == [600]


@pytest.mark.parametrize(
    "rules",
    [
        page(b"\x1f\x8b rules", Content_Encoding="br"),  # an encoding nobody asked for
        page(b"", 302, Location="/robots.txt"),  # a loop
    ],
)
def test_case_21_rules_that_cannot_be_read_forbid_for_a_while(store, rules):
    with serving({"/robots.txt": rules, "/a": page(b"<p>a</p>"), "/b": page(b"<p>b</p>")}) as site:
        asked = fetcher(store)
        for path in ("/a", "/b"):
            with pytest.raises(InputError):
                asked.get(site.url(path))
        assert site.paths.count("/robots.txt") <= 2  # remembered, not asked for with every page
        assert "/a" not in site.paths
