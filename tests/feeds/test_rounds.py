"""Rounds over feeds on this machine: what is new is read once, what fails is tried again,
whoever is stopped goes on."""

from xml.sax.saxutils import escape

import pytest
from msgspec.structs import replace

from dragoman.config import Limits
from dragoman.feeds.rounds import MAX_TRIES, Rounds
from dragoman.feeds.subscriptions import Feed
from dragoman.ingest import Chain, read_paths
from dragoman.store.feeds import feed_state, feed_states
from dragoman.store.fetches import list_fetches
from dragoman.store.open import open_store
from dragoman.store.read import articles, failures
from dragoman.store.takedown import forget
from tests.fetching.site import FAST, HandClock, fetcher, page, redirect, serving
from tests.sample_record import RUN, code

CHAIN = Chain(code=code, run=RUN, limits=Limits(), fetch=FAST)
TEXT = "OSLO: Norway's minister met her colleague of Chile, officials said."


def item(link=None, *, guid=None, title="News", text="", day="2026-11-20"):
    parts = {"title": title, "link": link, "guid": guid, "pubDate": day, "description": text}
    told = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in parts.items() if value)
    return f"<item>{told}</item>".replace("<guid>", '<guid isPermaLink="false">')


def rss(*items, title="A feed"):
    return f'<rss version="2.0"><channel><title>{title}</title>{"".join(items)}</channel></rss>'.encode()


def article(words, **meta):
    tags = "".join(f'<meta property="{name}" content="{value}">' for name, value in meta.items())
    return f"<html><head>{tags}</head><body><p>{words}</p></body></html>".encode()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "record.db"


@pytest.fixture
def store(path):
    with open_store(path, mode="write") as opened:
        yield opened


@pytest.fixture
def hand():
    return HandClock()


@pytest.fixture
def site():
    with serving({"/robots.txt": b""}) as served:
        yield served


@pytest.fixture
def watching(store, hand, site):
    """Make rounds over feeds of the site, by their paths or as they are."""

    def make(*feeds, chain=CHAIN, **options):
        made = [feed if isinstance(feed, Feed) else Feed(url=site.url(feed)) for feed in feeds]
        options = {"store": store, "fetcher": fetcher(options.get("store", store), time=hand), **options}
        return Rounds(made, chain=chain, **options)

    return make


def sources(store):
    return sorted(found.source for found in articles(store))


# --- what is read ------------------------------------------------------------------------------------------------


def test_pages_of_new_entries_are_read_once(store, hand, site, watching):
    site.routes.update(
        {"/feed": rss(item(site.url("/a"), guid="1")), "/a": article(TEXT), "/b": article("Other. " + TEXT)}
    )
    rounds = watching("/feed")
    first = rounds.run()
    assert (first.asked, first.changed, first.entries, first.failures) == (1, 1, 1, ())
    assert (first.reading.read, first.reading.failures) == (1, ())
    site.routes["/feed"] = rss(item(site.url("/b"), guid="2"), item(site.url("/a"), guid="1"))
    assert rounds.run().asked == 0  # not due yet
    hand.time += 900
    second = rounds.run()
    assert (second.asked, second.entries, second.reading.read) == (1, 1, 1)
    assert site.paths.count("/a") == site.paths.count("/b") == 1
    assert sources(store) == [site.url("/a"), site.url("/b")]
    assert [counts for _, counts in feed_states(store)] == [{"read": 2}]


def test_an_entry_s_own_text_where_the_list_says_so(store, site, watching):
    site.routes["/feed"] = rss(item(site.url("/a"), text=TEXT), item(guid="2", text="More. " + TEXT))
    feed = Feed(url=site.url("/feed"), read="entry", publisher="The Northern Post")
    assert watching(feed).run().reading.read == 2
    assert site.pages() == ["/feed"]
    found = {one.url: one for one in articles(store)}
    assert {one.publisher for one in found.values()} == {"The Northern Post"}
    assert found[site.url("/a")].source == site.url("/a")
    assert found[None].source.startswith(f"{feed.url}#entry-")


def test_an_entry_without_a_page_is_read_from_its_text(store, site, watching):
    site.routes["/feed"] = rss(
        item(guid="1", text=TEXT), item("mailto:desk@example.org", guid="2", text="Again. " + TEXT)
    )
    assert watching("/feed").run().reading.read == 2
    assert site.pages() == ["/feed"]


@pytest.mark.parametrize(
    ("meta", "published"), [({}, "2026-11-20"), ({"article:published_time": "2026-11-18"}, None)]
)  # fmt: skip
def test_the_day_of_the_entry_is_the_page_s_where_it_has_none(site, watching, meta, published):
    site.routes.update({"/feed": rss(item(site.url("/a"))), "/a": article(TEXT, **meta)})
    seen = []
    watching("/feed", chain=replace(CHAIN, code=lambda document: seen.append(document) or code(document))).run()
    (document,) = seen
    assert (document.published, document.publisher, document.url) == (published, None, site.url("/a"))


def test_relative_and_moved_addresses(store, site, watching):
    site.routes.update(
        {"/old": redirect("/news/feed"), "/news/feed": rss(item("a.html")), "/news/a.html": redirect("/b")}
    )
    site.routes["/b"] = article(TEXT)
    assert watching("/old").run().reading.read == 1
    (found,) = articles(store)
    assert (found.source, found.url) == (site.url("/news/a.html"), site.url("/b"))


def test_atom(store, site, watching):
    entry = f'<entry><id>1</id><title>News</title><link href="{site.url("/a")}"/><updated>2026-11-20</updated></entry>'
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title>{entry}</feed>'
    site.routes.update({"/feed": feed.encode(), "/a": article(TEXT)})
    assert watching("/feed").run().reading.read == 1


@pytest.mark.parametrize(
    "items",
    [
        [item("/a"), item("/b")], [item("/a", guid="x"), item("/b", guid="x")], [item("/a", guid="1"), item("/b",
        guid="2")],
        [item("/a", guid="1", title="T"), item("/b", guid="1", title="T")],
    ],
)  # fmt: skip
def test_entries_with_one_id_or_none_are_told_apart(hand, site, watching, items):
    site.routes.update({"/feed": rss(*items), "/a": article(TEXT), "/b": article("More. " + TEXT)})
    rounds = watching("/feed")
    assert rounds.run().entries == 2
    site.routes["/feed"] = rss(*items[::-1])
    hand.time += 900
    again = rounds.run()
    assert (again.entries, again.reading.read) == (0, 0)
    assert sorted(site.pages()) == ["/a", "/b", "/feed", "/feed"]


def test_a_page_in_two_feeds_is_fetched_once(store, site, watching):
    both = rss(item(site.url("/a"), guid="1"))
    site.routes.update({"/one": both, "/two": rss(item(site.url("/a"), guid="2")), "/a": article(TEXT)})
    report = watching("/one", "/two").run()
    assert (report.entries, report.reading.read) == (2, 1)
    assert site.paths.count("/a") == 1
    assert [counts for _, counts in feed_states(store)] == [{"read": 1}, {"read": 1}]


def test_what_was_taken_out_is_not_read_again(store, hand, site, watching):
    from datetime import UTC, datetime

    site.routes.update({"/feed": rss(item(site.url("/a"))), "/a": article(TEXT)})
    rounds = watching("/feed")
    rounds.run()
    (found,) = articles(store)
    forget(store, found.id, by="press office", at=datetime(2026, 11, 22, tzinfo=UTC), why="asked to")
    site.routes["/feed"] = rss(item(site.url("/a")), title="Another title")
    hand.time += 900
    assert rounds.run().entries == 0
    assert site.paths.count("/a") == 1
    assert not list(store.query("SELECT 1 FROM fetches WHERE url LIKE '%/a'"))


def test_hosts_answer_while_others_are_left_alone(store, hand, site, watching):
    names = ("news.example", "other.example", "third.example")
    links = [site.url(f"/{number}", name) for name in names for number in range(3)]
    site.routes.update({"/feed": rss(*map(item, links))})
    site.routes.update({f"/{number}": article(f"{number}. {TEXT}") for number in range(3)})
    assert watching("/feed").run().reading.unchanged + len(sources(store)) >= 3
    hosts = [sent["host"].partition(":")[0] for sent in site.headers if sent["host"][0] != "1"]
    assert hosts[::2][:3] != ["news.example"] * 3
    assert max(hand.waits) <= FAST.host_delay_s


# --- what is unchanged, and what fails -----------------------------------------------------------------------------


def test_an_unchanged_feed_is_not_sent_and_not_read(store, hand, site, watching):
    body = rss(item(site.url("/a")))

    def feed(handler):
        same = handler.headers.get("If-None-Match") == '"1"'
        handler.send_response(304 if same else 200)
        handler.send_header("ETag", '"1"')
        handler.send_header("Content-Length", "0" if same else str(len(body)))
        handler.end_headers()
        handler.wfile.write(b"" if same else body)

    site.routes.update({"/feed": feed, "/a": article(TEXT)})
    rounds = watching("/feed")
    rounds.run()
    hand.time += 900
    assert rounds.run().changed == 0
    assert next(list_fetches(store)).outcome == "unchanged"
    state = feed_state(store, site.url("/feed"))
    assert state.etag == '"1"'
    assert state.asked_at > state.changed_at


def test_every_feed_has_its_own_interval(store, hand, site, watching):
    site.routes.update({"/one": rss(), "/two": rss()})
    rounds = watching(Feed(url=site.url("/one"), every_minutes=60), "/two", every_s=120.0)
    asked = []
    for _ in range(4):
        asked.append(rounds.run().asked)
        hand.time = max(hand.time, rounds.next_at())
    assert asked == [2, 1, 1, 1]
    assert rounds.run(all_feeds=True).asked == 2


@pytest.mark.parametrize(
    ("route", "error"),
    [(page(b"", 404), "NotGivenOut"), (page(b"", 500), "UnreachableInput"), (b"<html>no feed</html>",
     "UnreadableInput"),
     (b"", "UnreadableInput"), (b"\x00" * 100, "UnreadableInput"),
     (b'<!DOCTYPE r [<!ENTITY a "b">]><rss version="2.0"><channel/></rss>', "RefusedInput"),
     (b'<rss version="2.0"><channel>' + b"<a>" * 1000, "RefusedInput"), (redirect("/feed"), "RefusedInput")],
)  # fmt: skip
def test_a_feed_that_fails_is_told_and_left_alone_longer_and_longer(store, hand, site, watching, route, error):
    site.routes.update({"/feed": route, "/other": rss(item(site.url("/a"))), "/a": article(TEXT)})
    rounds = watching("/feed", "/other")
    report = rounds.run()
    assert [failure.error for failure in report.failures] == [error]
    assert report.reading.read == 1  # the others go on
    for rest_s in (1800, 3600, 7200):
        hand.time = feed_state(store, site.url("/feed")).next_at
        begun = hand.time
        rounds.run()
        assert begun + rest_s <= feed_state(store, site.url("/feed")).next_at <= begun + rest_s + 10
    assert [failure.source for failure in failures(store)] == [site.url("/feed")]
    assert rounds.run(all_feeds=True).asked == 1  # what makes trouble is not asked before its time
    site.routes["/feed"] = rss()
    hand.time += 100_000
    assert rounds.run().failures == ()
    assert failures(store) == []
    assert feed_state(store, site.url("/feed")).troubles == 0


def test_a_feed_without_entries_is_no_failure(site, watching):
    site.routes["/feed"] = rss()
    report = watching("/feed").run()
    assert (report.asked, report.changed, report.failures) == (1, 0, ())


def test_entries_of_nothing_are_told(store, site, watching):
    site.routes.update({"/feed": rss("<item></item>", item(site.url("/a"))), "/a": article(TEXT)})
    report = watching("/feed").run()
    assert ["1 in" in failure.reason for failure in report.failures] == [True]
    assert report.reading.read == 1


def test_a_page_that_cannot_be_had_is_tried_again_later(store, hand, site, watching):
    site.routes.update({"/feed": rss(item(site.url("/a"))), "/a": page(b"", 500)})
    rounds = watching("/feed", every_s=60.0)
    assert [failure.error for failure in rounds.run().reading.failures] == ["UnreachableInput"]
    assert [counts for _, counts in feed_states(store)] == [{"waiting": 1}]
    site.routes["/a"] = article(TEXT)
    hand.time += 70
    assert rounds.run().reading.read == 1
    assert failures(store) == []


def test_after_six_tries_it_is_given_up(store, hand, site, watching):
    site.routes.update({"/feed": rss(item(site.url("/a"))), "/a": page(b"", 500)})
    rounds = watching("/feed")
    began = hand.time
    for _ in range(60):
        rounds.run()
        hand.time = rounds.next_at()
    assert site.paths.count("/a") == MAX_TRIES
    assert [counts for _, counts in feed_states(store)] == [{"failed": 1}]
    moments = [fetch.at for fetch in list_fetches(store) if fetch.url.endswith("/a")]
    assert len(moments) == MAX_TRIES
    assert hand.time - began > 7 * 3600
    assert [failure.source for failure in failures(store)] == [site.url("/a")]


@pytest.mark.parametrize(
    "route",
    [page(b"", 404), redirect("file:///etc/passwd"), page(b"%PDF-1.4"), article("unreadable"), article("crash")],
)
def test_a_page_that_is_not_there_or_no_article_is_not_asked_again(store, hand, site, watching, route):
    site.routes.update({"/feed": rss(item(site.url("/a")), item(site.url("/b"))), "/a": route, "/b": article(TEXT)})
    rounds = watching("/feed")
    report = rounds.run()
    assert (report.reading.read, report.reading.failed) == (1, 1)
    hand.time += 100_000
    rounds.run()
    assert site.paths.count("/a") == 1
    assert sorted(next(counts for _, counts in feed_states(store)).items()) == [("failed", 1), ("read", 1)]


def test_entries_of_a_host_at_rest_wait_without_being_tried(store, hand, site, watching):
    links = [site.url(f"/{number}", "news.example") for number in range(4)]
    site.routes.update(
        {"/feed": rss(*map(item, links)), **{f"/{n}": page(b"", 429, Retry_After="7200") for n in range(4)}}
    )
    rounds = watching("/feed")
    assert rounds.run().reading.failed == 1
    assert len(site.pages()) == 2
    tries = sorted(row["tries"] for row in store.query("SELECT tries FROM feed_entries"))
    assert tries == [0, 0, 0, 1]
    site.routes.update({f"/{number}": article(f"{number}. {TEXT}") for number in range(4)})
    hand.time += 7300
    rounds.run()
    assert len(sources(store)) == 4


# --- stopped, and beside another ---------------------------------------------------------------------------------


class Halt(Exception):  # noqa: N818
    pass


class Halting:
    """Stops after so many looks."""

    def __init__(self, looks):
        self.looks = looks

    def check(self):
        self.looks -= 1
        if self.looks < 0:
            raise Halt

    def breakable(self):
        from contextlib import nullcontext

        return nullcontext()


@pytest.mark.parametrize("looks", range(6))
def test_stopped_anywhere_the_next_round_goes_on(store, site, watching, looks):
    site.routes.update({"/feed": rss(*(item(site.url(f"/{number}")) for number in range(4)))})
    site.routes.update({f"/{number}": article(f"{number}. {TEXT}") for number in range(4)})
    with pytest.raises(Halt) if looks < 5 else pytest.MonkeyPatch.context():
        watching("/feed", watchman=Halting(looks)).run()
    watching("/feed").run(all_feeds=True)
    assert sources(store) == [site.url(f"/{number}") for number in range(4)]
    assert sorted(path for path in site.pages() if path != "/feed") == ["/0", "/1", "/2", "/3"]


def test_killed_within_an_entry_it_is_read_after_a_while(store, hand, site, watching):
    def killed(document):
        raise KeyboardInterrupt

    site.routes.update({"/feed": rss(item(site.url("/a"))), "/a": article(TEXT)})
    with pytest.raises(KeyboardInterrupt):
        watching("/feed", chain=replace(CHAIN, code=killed)).run()
    rounds = watching("/feed")
    assert rounds.run().reading.read == 0  # another process could be at it
    hand.time += 2000
    assert rounds.run().reading.read == 1


def test_two_processes_read_no_entry_twice(path, store, hand, site, watching):
    site.routes.update({"/feed": rss(*(item(site.url(f"/{number}")) for number in range(6)))})
    site.routes.update({f"/{number}": article(f"{number}. {TEXT}") for number in range(6)})
    with open_store(path, mode="write") as second:
        other = watching("/feed", store=second)

        def between(source, outcome):
            other.run(all_feeds=True)

        watching("/feed").run(watch=between)
    assert len(sources(store)) == 6
    assert sorted(path for path in site.pages() if path != "/feed") == [f"/{number}" for number in range(6)]


def test_the_order_of_reading_leaves_no_trace(tmp_path, site, hand):
    site.routes.update({"/feed": rss(*(item(site.url(f"/{number}")) for number in range(5)))})
    site.routes.update({f"/{number}": article(f"{number}. {TEXT}") for number in range(5)})
    found = []
    for name, urls in (("a", None), ("b", [site.url(f"/{number}") for number in (3, 1, 4, 0, 2)])):
        with open_store(tmp_path / name, mode="write") as store:
            if urls is None:
                Rounds([Feed(url=site.url("/feed"))], store=store, chain=CHAIN, fetcher=fetcher(store, time=hand)).run()
            else:
                read_paths(urls, store=store, chain=replace(CHAIN, fetch=replace(FAST, host_delay_s=0.01)))
            found.append([tuple(row) for row in store.query("SELECT id, source FROM articles ORDER BY id")])
    assert found[0] == found[1]
