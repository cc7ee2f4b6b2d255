"""The head of every page: sections, their pages, and which is marked."""

import re

import pytest

from dragoman.web.navigation import SECTIONS, placed
from tests.web.records import addresses

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.mark.parametrize(("path", "section", "page"), [
    ("/today", "Today", "Today"), ("/watch/x", "Today", "Watch-lists"), ("/articles/article-1", "Read", "Articles"),
    ("/lines/event-1", "Read", "Events"), ("/pairs/PAK/IND/series", "Parties", "Parties"),
    ("/people/x", "Parties", "Parties"),
    ("/map", "Parties", "Map"), ("/review/decisions", "Check", "Decisions"), ("/review/event-1", "Check", "Review"),
    ("/disagreements/x", "Across", "Disagreements"), ("/runs/a/b", "Data", "Runs"), ("/docs", "Data", "API"),
])  # fmt: skip
def test_where_a_page_stands(path, section, page):
    found = placed(path)
    assert (found.section.name, found.link.name) == (section, page)


@pytest.mark.parametrize("path", ["/brief", "/nowhere", "/articlesque", "/enter"])
def test_some_pages_stand_in_no_section(path):
    assert placed(path) == (None, None)


def test_every_page_is_two_steps_away(client, record):
    linked = {link.href for section in SECTIONS for link in section.links}
    for href in linked:
        page = client.get(href)
        assert page.status_code == 200, href
        head = page.text[: page.text.index('<main id="main"')]
        assert head.count('aria-current="page"') == 1, href
        assert head.count('aria-current="true"') == 1, href
        assert set(re.findall(r'<a href="(/[a-z/]*)"', head)) >= {section.links[0].href for section in SECTIONS}
    plain = {a.partition("?")[0] for a in addresses(record) if a.count("/") == 1} - {"/brief", "/"}
    assert plain <= linked


@pytest.mark.parametrize(("address", "words"), [
    ("/events?text=nowhere", "No event fits. Take a condition away."), ("/events?order=oldest&text=", "Norway"),
])  # fmt: skip
def test_why_a_list_is_empty(client, address, words):
    assert words in client.get(address).text


def test_an_empty_record_says_what_to_do(tmp_path):
    from starlette.testclient import TestClient

    from dragoman.web.app import create_app
    from dragoman.web.terms import Terms
    from tests.web.conftest import BASE
    from tests.web.records import write

    path = write(tmp_path / "empty.db")
    with TestClient(create_app(Terms(record=path)), base_url=BASE, headers={"accept": "text/html"}) as client:
        for section in SECTIONS:
            for link in section.links:
                page = client.get(link.href)
                assert page.status_code == 200, link.href
                assert "Take a condition away" not in page.text, link.href
                assert 'class="files small">Download' not in page.text, link.href
        for href in ("/", "/articles", "/events", "/statements", "/parties", "/map", "/about"):
            assert 'href="/import"' in client.get(href).text[500:], href
