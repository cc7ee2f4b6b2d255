"""What robots.txt allows: the examples of RFC 9309, and files that nobody should have written."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.sources.fetching.robots import MAX_CRAWL_DELAY_S, parse_robots

# RFC 9309, section 5.1, with our name for its foobot.
SIMPLE = """
User-Agent: *
Disallow: *.gif$
Disallow: /example/
Allow: /publications/

User-Agent: dragoman
Disallow:/
Allow:/example/page.html
Allow:/example/allowed.gif

User-Agent: barbot
User-Agent: bazbot
Disallow: /example/page.html

User-Agent: quxbot
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [("/", False), ("/example/page.html", True), ("/example/allowed.gif", True), ("/example/", False),
     ("/publications/", False), ("/robots.txt", True)],
)  # fmt: skip
def test_the_group_that_names_us(path, allowed):
    assert parse_robots(SIMPLE).allows(path) is allowed


@pytest.mark.parametrize(
    ("path", "allowed"),
    [("/", True), ("/a.gif", False), ("/a.gif?b", True), ("/example/a", False), ("/publications/", True),
     ("/publications/a.gif", True), ("/EXAMPLE/", True), ("/exam", True)],
)  # fmt: skip
def test_the_group_for_everybody(path, allowed):
    assert parse_robots(SIMPLE.replace("dragoman", "otherbot")).allows(path) is allowed


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("Disallow: /fish", "/fish", False), ("Disallow: /fish", "/fish.html", False),
        ("Disallow: /fish", "/fishheads/yummy", False), ("Disallow: /fish", "/fish.php?id=a", False),
        ("Disallow: /fish", "/Fish.asp", True), ("Disallow: /fish", "/catfish", True),
        ("Disallow: /fish*", "/fish", False), ("Disallow: /fish/", "/fish", True),
        ("Disallow: /fish/", "/fish/?id=a", False), ("Disallow: /*.php", "/index.php", False),
        ("Disallow: /*.php", "/folder/a.php/", False), ("Disallow: /*.php", "/", True),
        ("Disallow: /*.php", "/windows.PHP", True), ("Disallow: /*.php$", "/a.php", False),
        ("Disallow: /*.php$", "/a.php?b", True), ("Disallow: /*.php$", "/a.php5", True),
        ("Disallow: /fish*.php", "/fishheads/catfish.php?b", False), ("Disallow: /$", "/", False),
        ("Disallow: /$", "/a", True), ("Disallow: *", "/a", False), ("Disallow: /a*a$", "/a", True),
        ("Disallow: /a*a$", "/aa", False), ("Disallow: /**b", "/ab", False), ("Disallow: /a*$", "/ab", False),
        ("Disallow:", "/a", True), ("Disallow: ", "/a", True), ("Disallow: a", "/a", True), ("Noindex: /", "/a", True),
        ("Allow: /p\nDisallow: /", "/page", True), ("Disallow: /\nAllow: /p", "/page", True),
        ("Allow: /folder\nDisallow: /folder", "/folder/page", True), ("Allow: /page\nDisallow: /*.htm", "/page.htm",
        False),
        ("Allow: /page\nDisallow: /*.ph", "/page.php5", True), ("Allow: /$\nDisallow: /", "/", True),
        ("Allow: /$\nDisallow: /", "/page.htm", False),
        ("Disallow: /ä", "/%C3%A4", False), ("Disallow: /%c3%a4", "/%C3%A4", False), ("Disallow: /%61", "/a", False),
        ("Disallow: /a", "/%61b", False), ("Disallow: /a%2Fb", "/a/b", True), ("Disallow: /a%2fb", "/a%2Fb", False),
        ("disallow : /a # why", "/a", False), ("  DISALLOW:\t/a\t", "/a", False), ("Disallow /a", "/a", True),
    ],
)  # fmt: skip
def test_rules(rules, path, allowed):
    assert parse_robots(f"User-agent: *\n{rules}\n").allows(path) is allowed


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("", True), ("\ufeffUser-agent: *\nDisallow: /", False), ("User-agent: *\rDisallow: /", False),
        ("User-agent: *\r\nDisallow: /\r\n", False), ("Disallow: /\nUser-agent: *", True),
        ("User-agent: DragoMan/2.0 (a)\nDisallow: /", False), ("User-agent: dragomans\nDisallow: /", True),
        ("User-agent: dragoman\nUser-agent: b\nDisallow: /", False),
        ("User-agent: dragoman\nAllow: /b\n\nUser-agent: *\nDisallow: /", True),
        ("User-agent: dragoman\n\nUser-agent: *\nDisallow: /", False),  # one group: nothing stands between
        ("User-agent: dragoman\nDisallow: /a\nUser-agent: b\nAllow: /\nUser-agent: dragoman\nDisallow: /b", False),
        ("User-agent: *\nSitemap: /s\nDisallow: /", False),
        ("User-agent: *\nSitemap: /s\nUser-agent: b\nDisallow: /", False),
        ("<html><body>User-agent: *\nDisallow: /</body></html>", True), ("\x00\x01\ufffd" * 1000, True),
        ("User-agent: *\nDisallow: /\n" + "x" * 100_000, False),
    ],
)  # fmt: skip
def test_groups_and_garbage(text, allowed):
    assert parse_robots(text).allows("/b") is allowed


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("5", 5.0), ("0.5", 0.5), ("1e9", MAX_CRAWL_DELAY_S), ("inf", MAX_CRAWL_DELAY_S), ("-1", None), ("nan", None),
     ("a", None)],
)  # fmt: skip
def test_crawl_delay(value, seconds):
    assert parse_robots(f"User-agent: *\nCrawl-delay: {value}").crawl_delay_s == seconds


def test_the_delay_of_another_group_is_not_ours():
    assert parse_robots("User-agent: b\nCrawl-delay: 9\nUser-agent: *\nDisallow:").crawl_delay_s is None


@given(st.text(), st.text())
def test_every_file_is_read_and_every_path_judged(text, path):
    for given_text in (text, f"User-agent: *\nDisallow: {text}"):
        assert parse_robots(given_text).allows(f"/{path}") in (True, False)


@given(st.text("ab*$", max_size=12), st.text("ab", max_size=12))
def test_rules_fit_as_expressions_would(pattern, path):
    """The same, by the slow way: ``fullmatch`` of an expression for each rule."""
    import re

    ends = pattern.endswith("$")
    bare = pattern[:-1] if ends else pattern
    expression = "/" + ".*".join(re.escape(piece) for piece in bare.split("*")) + ("" if ends else ".*")
    robots = parse_robots(f"User-agent: *\nDisallow: /{pattern}")
    assert robots.allows(f"/{path}") is (re.fullmatch(expression, f"/{path}") is None)


def test_a_file_made_to_take_hours_takes_none():
    rule = "Disallow: /" + "*a" * 1_000 + "*b$\n"
    text = "User-agent: *\n" + rule * 240  # as much as is read
    began = time.process_time()
    assert parse_robots(text).allows("/" + "a" * 4_000)
    assert time.process_time() - began < 2
