"""Fetching from servers on this machine: what is asked, in which order, and what is made of the answers."""

import gzip
import hashlib
import ssl
from datetime import UTC, datetime
from email.utils import format_datetime

import httpcore2
import pytest
import zstandard
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from dragoman.config import Limits
from dragoman.errors import (
    InputError,
    NotGivenOut,
    RefusedInput,
    RestingHost,
    UnreachableInput,
    UnreadableInput,
    UsageError,
)
from dragoman.logs import logging_to
from dragoman.sources.fetching import connection
from dragoman.sources.fetching.answer import TROUBLES, Answer, Line, ask, retry_after_s
from dragoman.sources.fetching.connection import verifying_context
from dragoman.sources.fetching.fetch import Clock, Validators
from dragoman.sources.fetching.target import parse_target
from dragoman.store.fetches import hosts, list_fetches
from dragoman.store.open import open_store
from tests.fetching.site import FAST, HandClock, fetcher, page, redirect, serving

HELLO = b"<html><body><p>Hello.</p></body></html>"


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "record.db", mode="write") as opened:
        yield opened


def logged(store):
    return [(fetch.purpose, fetch.outcome, fetch.status) for fetch in list_fetches(store)][::-1]


# --- what is asked ---------------------------------------------------------------------------------------------


def test_a_page_and_what_is_written_down(store):
    with serving({"/a": page(HELLO, Content_Type="text/html; charset=ISO-8859-1", ETag='"1"')}) as site:
        found = fetcher(store).get(site.url("/a#part"))
        assert (found.body, found.charset, found.validators) == (HELLO, "iso-8859-1", Validators(etag='"1"'))
        assert site.paths == ["/robots.txt", "/a"]
        last = next(list_fetches(store))
        assert (last.url, last.final_url) == (site.url("/a#part"), site.url("/a"))
    assert (last.received_bytes, last.size_bytes) == (len(HELLO), len(HELLO))
    assert last.sha256 == hashlib.sha256(HELLO).hexdigest()
    assert last.at == "2023-11-14T22:13:20.000+00:00"
    assert logged(store) == [("robots", "failed", 404), ("page", "fetched", 200)]


def test_who_asks(store):
    with serving({"/": HELLO}) as site:
        fetcher(store, settings=replace(FAST, contact="desk@example.org")).get(site.url("/"))
        assert all(sent["user-agent"].startswith("dragoman/") for sent in site.headers)
        assert all("desk@example.org" in sent["user-agent"] for sent in site.headers)
        assert all(sent["host"] == f"127.0.0.1:{site.port}" for sent in site.headers)
        assert not any({"cookie", "referer", "authorization"} & set(sent) for sent in site.headers)


@pytest.mark.parametrize("contact", ["a\r\nHost: b", "ä@example.org", "a\0"])
def test_a_contact_that_no_header_holds(store, contact):
    with pytest.raises(UsageError):
        fetcher(store, settings=replace(FAST, contact=contact))


def test_certificates_are_always_verified(store):
    lax = ssl.create_default_context()
    lax.check_hostname = False
    with pytest.raises(UsageError):
        fetcher(store, tls=lax)
    lax.verify_mode = ssl.CERT_NONE
    with pytest.raises(UsageError):
        fetcher(store, tls=lax)


def test_hosts_are_asked_in_turn(store):
    hand = HandClock()
    with serving({"/a": HELLO, "/b": HELLO}) as site:
        fetch = fetcher(store, time=hand)
        for path in ("/a", "/b", "/a"):
            fetch.get(site.url(path))
        assert site.paths == ["/robots.txt", "/a", "/b", "/a"]
        assert hand.waits == [2.0, 2.0, 2.0]
        fetch.get(site.url("/a", "other.example"))
        assert hand.waits == [2.0, 2.0, 2.0, 2.0]  # between its robots.txt and its page, not before


def test_a_site_may_ask_for_a_longer_delay(store):
    hand = HandClock()
    with serving({"/a": HELLO, "/robots.txt": b"User-agent: *\nCrawl-delay: 20"}) as site:
        fetch = fetcher(store, time=hand)
        for _ in range(3):
            fetch.get(site.url("/a"))
    assert hand.waits == [2.0, 20.0, 20.0]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_and_written_down(store, status):
    with serving({"/a": redirect("/b", status), "/b": HELLO}) as site:
        routes = {"/a": redirect(site.url("/b", "other.example"), status)}
        site.routes.update(routes)
        found = fetcher(store).get(site.url("/a", "news.example"))
        assert found.url == site.url("/b", "other.example")
        assert next(list_fetches(store)).redirects == (found.url,)
        hosts_asked = [sent["host"].partition(":")[0] for sent in site.headers]
    assert hosts_asked == ["news.example", "news.example", "other.example", "other.example"]  # rules of both


@pytest.mark.parametrize("encoding", ["gzip", "x-gzip", "zstd", "GZIP"])
def test_compressed_pages(store, encoding):
    packed = zstandard.compress(HELLO) if encoding == "zstd" else gzip.compress(HELLO, mtime=0)
    with serving({"/a": page(packed, Content_Encoding=encoding)}) as site:
        assert fetcher(store).get(site.url("/a")).body == HELLO
    last = next(list_fetches(store))
    assert (last.received_bytes, last.size_bytes) == (len(packed), len(HELLO))


@pytest.mark.parametrize(
    ("encoding", "body"), [("br", b"\x8b"), ("gzip, gzip", gzip.compress(b"a", mtime=0)), ("gzip", b"no gzip"), ("gzip",
    gzip.compress(HELLO, mtime=0)[:-9])]
)  # fmt: skip
def test_compression_that_is_not_read(store, encoding, body):
    with serving({"/a": page(body, Content_Encoding=encoding)}) as site, pytest.raises(UnreadableInput):
        fetcher(store).get(site.url("/a"))


# --- what is unchanged ------------------------------------------------------------------------------------------


def test_what_is_known_is_not_sent_again(store):
    def unless_known(handler):
        known = handler.headers.get("If-None-Match") == '"1"' and handler.headers.get("If-Modified-Since") == "then"
        handler.send_response(304 if known else 200)
        handler.send_header("ETag", '"1"')
        handler.send_header("Last-Modified", "then")
        handler.send_header("Content-Length", "0" if known else str(len(HELLO)))
        handler.end_headers()
        handler.wfile.write(b"" if known else HELLO)

    with serving({"/a": unless_known}) as site:
        fetch = fetcher(store)
        first = fetch.get(site.url("/a"), purpose="feed")
        second = fetch.get(site.url("/a"), purpose="feed", known=first.validators)
    assert (first.unchanged, second.unchanged, second.body) == (False, True, b"")
    assert second.validators == first.validators == Validators(etag='"1"', modified="then")
    assert logged(store)[1:] == [("feed", "fetched", 200), ("feed", "unchanged", 304)]


@pytest.mark.parametrize("value", ["a\r\nHost: b", "\0", "ä", ""])
def test_a_version_that_no_header_holds_is_left_out(value):
    assert Validators(etag=value, modified="then").headers() == {"If-Modified-Since": "then"}


def test_unchanged_without_having_asked_is_no_page(store):
    with serving({"/a": page(b"", 304)}) as site, pytest.raises(UnreadableInput):
        fetcher(store).get(site.url("/a"))


# --- what cannot be had -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "error", "rests"),
    [(400, NotGivenOut, False), (401, NotGivenOut, False), (403, NotGivenOut, False), (404,
     NotGivenOut, False),
     (410, NotGivenOut, False), (451, NotGivenOut, False), (204, NotGivenOut, False), (300,
     NotGivenOut, False),
     (302, NotGivenOut, False), (408, UnreachableInput, False), (425, UnreachableInput, False),
     (429, UnreachableInput, True), (500, UnreachableInput, False), (502, UnreachableInput, False),
     (503, UnreachableInput, True), (599, UnreachableInput, False)],
)  # fmt: skip
def test_answers_that_bring_no_page(store, status, error, rests):
    with serving({"/a": page(b"", status)}) as site, pytest.raises(InputError) as raised:
        fetcher(store).get(site.url("/a"))
    assert type(raised.value) is error
    assert str(status) in str(raised.value)
    assert [host.troubles for host in hosts(store)] == [int(rests)]


@pytest.mark.parametrize(
    ("given", "rest_s"),
    [("90", 90), ("5", 30), ("999999999999999", 86_400), ("", 30), ("soon", 30), ("-5", 30), ("²", 30),
     (format_datetime(datetime.fromtimestamp(1_700_000_300, UTC), usegmt=True), 298),
     ("Wed, 21 Oct 2015 07:28:00 GMT", 30), ("Wed, 99 Oct 99999999 07:28:00 GMT", 30)],
)  # fmt: skip
def test_a_server_that_asks_to_be_left_alone_is(store, given, rest_s):
    hand = HandClock()
    with serving({"/a": page(b"", 503, Retry_After=given), "/b": HELLO}) as site:
        fetch = fetcher(store, time=hand)
        with pytest.raises(UnreachableInput):
            fetch.get(site.url("/a"))
        begun = hand.time
        if rest_s > FAST.max_wait_s:
            with pytest.raises(RestingHost):
                fetch.get(site.url("/b"))
            hand.time += rest_s
        fetch.get(site.url("/b"))
        assert hand.time - begun == rest_s + (2 if rest_s == 86_400 else 0)  # after a day its rules are asked for anew
        assert site.pages() == ["/a", "/b"]


def test_trouble_after_trouble_makes_the_rest_longer(store):
    hand = HandClock()
    with serving({"/a": page(b"", 503), "/robots.txt": b""}) as site:
        fetch = fetcher(store, time=hand)
        for _ in range(3):
            with pytest.raises(UnreachableInput):
                fetch.get(site.url("/a"))
        with pytest.raises(RestingHost):
            fetch.get(site.url("/a"))
        assert hand.waits == [2.0, 30.0, 60.0]
        assert len(site.pages()) == 3
    assert logged(store)[-1] == ("page", "failed", 503)  # what was not asked is no fetch


def test_nobody_there(store):
    with serving({}) as site:
        gone = site.url("/a")
    with pytest.raises(UnreachableInput, match=r"robots\.txt cannot be had"):
        fetcher(store).get(gone)
    assert logged(store) == [("robots", "failed", None), ("page", "failed", None)]


@pytest.mark.parametrize(
    "answer", [b"", b"HTTP/1.1", b"no http at all\r\n\r\n", b"HTTP/1.1 abc OK\r\n\r\n", b"\x00" * 100]
)
def test_answers_that_make_no_sense(store, answer):
    with serving({"/a": lambda handler: handler.wfile.write(answer)}) as site, pytest.raises(UnreachableInput):
        fetcher(store).get(site.url("/a"))


def test_a_page_that_ends_early_is_no_page(store):
    def short(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this")

    with serving({"/a": short}) as site, pytest.raises(UnreachableInput):
        fetcher(store).get(site.url("/a"))


def test_headers_without_end(store):
    def headers(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(100_000):
            handler.wfile.write(b"X-%d: %s\r\n" % (number, b"a" * 1000))

    with serving({"/a": headers}) as site, pytest.raises(UnreachableInput):
        fetcher(store).get(site.url("/a"))


def test_what_is_stopped_is_not_written_down_and_takes_no_turn_back(store):
    class StoppedError(Exception):
        pass

    def stop(seconds):
        raise StoppedError

    with serving({"/a": HELLO}) as site:
        fetch = fetcher(store)
        fetch.clock = Clock(now=HandClock().now, wait=stop)
        with pytest.raises(StoppedError):
            fetch.get(site.url("/a"))
        assert site.paths == ["/robots.txt"]
    assert logged(store) == [("robots", "failed", 404)]


def test_names_and_passwords_are_neither_sent_nor_kept(store, tmp_path):
    with logging_to(str(tmp_path / "log")), pytest.raises(RefusedInput):
        fetcher(store).get("http://user:pa55@example.org/a?token=5ecret")
    assert "pa55" not in next(list_fetches(store)).url + str(next(list_fetches(store)).reason)
    written = (tmp_path / "log").read_text()
    assert '"event": "fetched"' in written
    assert "pa55" not in written
    assert "5ecret" not in written


def test_limits_come_from_the_settings(store):
    with serving(
        {"/a": page(b"a" * 2_000), "/b": page(gzip.compress(b"a" * 5_000, mtime=0), Content_Encoding="gzip")}
    ) as site:
        small = fetcher(store, settings=replace(FAST, max_page_bytes=1_000), limits=Limits(max_inflated_bytes=4_000))
        with pytest.raises(RefusedInput, match="more than 1000 bytes"):
            small.get(site.url("/a"))
        with pytest.raises(RefusedInput, match="more than 4000 bytes inflated"):
            small.get(site.url("/b"))


@given(st.text())
@example("text/html; charset*=utf-8''%ff")
@example('text/html; charset="')
@example("text/html; charset*=a%00b'en'x")
def test_whatever_a_server_declares_is_an_encoding_or_none(text):
    assert isinstance(Answer(status=200, headers={"content-type": text}).charset, str | None)


@given(st.text())
@example("Fri, 31 Dec 9999 23:59:59 -2359")
@example("Sat, 01 Jan 0001 00:00:00 +2359")
def test_whatever_a_server_asks_for_is_a_rest_or_none(text):
    seconds = retry_after_s(Answer(status=503, headers={"retry-after": text}), 1_700_000_000.0)
    assert seconds is None or seconds >= 0


# --- answers that nobody would write --------------------------------------------------------------------------------


def asked(answer, monkeypatch):
    """What comes of an answer that arrives in these pieces."""
    line = Line(settings=FAST, limits=Limits(), tls=verifying_context(), resolve=lambda *_: ["8.8.8.8"])
    monkeypatch.setattr(connection, "connect", lambda *_, **__: httpcore2.MockStream(list(answer)))
    try:
        return ask(parse_target("http://example.org/"), line=line, given={}, most_bytes=10_000)
    except (InputError, *TROUBLES) as error:
        return error


FIELDS = st.sampled_from(
    ["Content-Length: 5", "Content-Length: -1", "Content-Length: 5, 5", "Content-Encoding: gzip",
    "Content-Encoding: \xff",
     "Transfer-Encoding: chunked", "Transfer-Encoding: gzip, chunked", "Location: /a", "Retry-After: 5",
     "Connection: Upgrade",
     "Upgrade: h2c", "Content-Type: a/b; charset=\xff", ": a", " folded: a", "A: b\0", "Set-Cookie: a=b"]
)  # fmt: skip
STATUS = st.sampled_from(
    ["200 OK", "200", "204 No", "304 Not", "101 Switching", "100 Continue", "999 ?", "0", "20O OK", ""]
)


@st.composite
def answers(draw):
    head = f"HTTP/{draw(st.sampled_from(['1.1', '1.0', '2', '9.9', '']))} {draw(STATUS)}\r\n"
    fields = "".join(f"{field}\r\n" for field in draw(st.lists(FIELDS, max_size=4)))
    body = draw(
        st.one_of(
            st.binary(max_size=40), st.just(gzip.compress(b"hello", mtime=0)), st.just(b"5\r\nhello\r\n0\r\n\r\n")
        )
    )
    whole = (head + fields + "\r\n").encode("latin-1") + body
    cut = draw(st.integers(0, len(whole)))
    return [piece for piece in (whole[:cut], whole[cut:]) if piece]


@given(st.one_of(answers(), st.lists(st.binary(min_size=1, max_size=60), max_size=4)))
@settings(max_examples=300, deadline=None)
def test_whatever_is_answered_is_a_page_or_an_error_of_ours(answer):
    with pytest.MonkeyPatch.context() as patching:
        found = asked(answer, patching)
    assert isinstance(found, (Answer, InputError, *TROUBLES))
    if isinstance(found, Answer):
        assert len(found.body) <= Limits().max_inflated_bytes
