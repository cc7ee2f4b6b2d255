"""The desk on the example record in a real browser: every page, at two widths, light and dark; journeys by keyboard.

Needs what ``test_browser`` needs. Screenshots of eight pages go to out/screens, or where CI keeps what a run leaves.
"""

import json
import re
from pathlib import Path

import pytest

from dragoman.web.app import _PAGES
from tests.web.browsing import (
    IN_BROWSER,
    OVERFLOW,
    SCHEMES,
    SCREENS,
    SIZES,
    browser,
    in_the_way_anywhere,
    page_of,
    shown_as,
    tab_to,
    told_refusals,
    visit_whole,
    with_axe,
)
from tests.web.example_desk import FORMS, REFUSED, VARIANTS, every_page, example_record, unlinked_pages
from tests.web.serving import serving

__all__ = ["browser"]

pytestmark = IN_BROWSER
TOKEN = "three red kites over a lake"


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    record = example_record(tmp_path_factory.mktemp("examples"))
    with serving(record) as base:
        yield base, record


@pytest.fixture(scope="module")
def pages(desk):
    base, record = desk
    return {**every_page(base), **unlinked_pages(record)}


@pytest.fixture(scope="module")
def visited(pages):
    return [*pages.values(), *FORMS, *VARIANTS]


def test_links_lead_to_every_page(pages):
    assert sorted(pages) == sorted(path for path, _, _ in _PAGES)


@pytest.mark.parametrize("size", SIZES)
def test_every_page_is_whole(browser, desk, visited, size):
    base, _ = desk
    with page_of(browser, base, size=size) as page:
        visit_whole(page, base, visited, size=size)


@pytest.mark.parametrize("size", SIZES)
def test_what_is_refused_is_told_in_a_whole_page(browser, desk, size):
    base, _ = desk
    with page_of(browser, base, size=size, scheme="dark") as page:
        for address in REFUSED:
            answer = page.goto(base + address)
            assert 400 <= answer.status < 500, address
            assert page.locator(".error h1").is_visible()
            assert page.evaluate(OVERFLOW) == 0, address
            told_refusals(page)
            assert page.wrong == [], address


@with_axe
def test_nothing_serious_stands_in_anybodys_way(browser, desk, visited):
    base, _ = desk
    found = {}
    with page_of(browser, base) as page:
        for address in (*visited, *REFUSED):
            page.goto(base + address)
            if bad := in_the_way_anywhere(page):
                found[address] = bad
    assert found == {}, json.dumps(found, indent=1)


def test_eight_pages_are_drawn(browser, desk, pages):
    base, _ = desk
    SCREENS.mkdir(parents=True, exist_ok=True)
    wanted = {
        "today": "/", "article": pages["/articles/{article}"], "events": "/events", "party": "/parties/PAK",
        "pair": "/pairs/PAK/IND", "happening": pages["/happenings/{happening}"], "search": "/search?q=talks",
        "review": pages["/review/{line}"],
    }  # fmt: skip
    for size in SIZES:
        with page_of(browser, base, size=size) as page:
            for name, address in wanted.items():
                page.goto(base + address)
                for scheme in SCHEMES:
                    shown_as(page, size=size, scheme=scheme)
                    page.screenshot(path=SCREENS / f"{name}-{size}-{scheme}.png")
    drawn = {path.name for path in SCREENS.glob("*.png")}
    assert drawn >= {f"{name}-{size}-{scheme}.png" for name in wanted for size in SIZES for scheme in SCHEMES}


def test_filters_come_back_when_a_window_becomes_wider(browser, desk):
    base, _ = desk
    with page_of(browser, base, size="narrow") as page:
        page.goto(base + "/events")
        party = page.locator(".filterbox").get_by_label("party", exact=True)
        assert not party.is_visible()
        page.set_viewport_size({"width": 1280, "height": 900})
        party.wait_for(state="visible")


# --- journeys -----------------------------------------------------------------------------------------------


def test_a_pair_is_found_and_a_line_opened_at_its_words_by_keyboard(browser, desk):
    base, _ = desk
    with page_of(browser, base) as page:
        page.goto(base)
        press(page, page.get_by_role("navigation", name="Sections").get_by_role("link", name="Parties"))
        page.wait_for_url("**/parties")
        tab_to(page, page.get_by_role("textbox", name="pair of"))
        page.keyboard.type("India")
        page.keyboard.press("Tab")
        page.keyboard.type("PAK")
        page.keyboard.press("Enter")
        page.wait_for_url("**/pairs/India/PAK")
        page.keyboard.press("j")
        words = page.evaluate("document.activeElement.textContent").strip("“”")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/articles/article-\w+\?line=event-"))
        assert words in plain("".join(page.locator(".text .m.opened").all_inner_texts()))
        assert page.locator(".text .m.opened").first.is_visible()
        assert page.wrong == []


def test_statements_are_compared(browser, desk):
    base, _ = desk
    with page_of(browser, base) as page:
        page.goto(base)
        page.get_by_role("navigation", name="Sections").get_by_role("link", name="Read").click()
        page.get_by_role("link", name="Compare", exact=True).click()
        left, right = page.get_by_role("group", name="left"), page.get_by_role("group", name="right")
        left.get_by_label("party").fill("PAK")
        right.get_by_label("party").fill("India")
        page.get_by_role("button", name="Compare").click()
        page.wait_for_url("**/compare?**")
        compared(page, "Pakistan", "India")
        page.get_by_label("stance").select_option("denies")
        page.get_by_role("button", name="Compare").click()
        page.wait_for_url("**stance=denies**")
        assert set(page.locator(".sides .stance").all_inner_texts()) == {"denies"}
        assert page.wrong == []


def test_statements_are_compared_by_keyboard(browser, desk):
    base, _ = desk
    with page_of(browser, base, size="narrow") as page:
        page.goto(base + "/compare")
        press(page, page.locator(".filterbox > summary"))
        tab_to(page, page.get_by_role("group", name="left").get_by_label("party"))
        page.keyboard.type("PAK")
        tab_to(page, page.get_by_role("group", name="right").get_by_label("party"))
        page.keyboard.type("India")
        page.keyboard.press("Enter")
        page.wait_for_url("**/compare?**")
        compared(page, "Pakistan", "India")
        assert page.wrong == []


def compared(page, one, other):
    """Two sides with lines, each headed by its party."""
    for name, party in (("Left", one), ("Right", other)):
        side = page.get_by_role("region", name=name)
        assert side.get_by_role("heading").inner_text() == party
        assert side.locator(".line").count() > 1


def test_lists_are_taken_home(browser, desk):
    """As rows, and in the layout of others."""
    base, _ = desk
    with page_of(browser, base) as page:
        page.goto(base + "/events?party=PAK")
        with page.expect_download() as download:
            page.get_by_role("link", name="CSV", exact=True).click()
        rows = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()
        assert "PAK" in rows[1]
        with page.expect_download() as download:
            press(page, page.get_by_role("link", name="GDELT", exact=True))
        assert Path(download.value.path()).read_bytes().startswith(b"PK")
        assert page.wrong == []


@with_axe
def test_a_coding_is_corrected_by_keyboard_and_who_comes_second_is_told(browser, desk):
    base, _ = desk
    with page_of(browser, base) as page, page_of(browser, base) as second:
        page.goto(base + "/pairs/PAK/IND?status=occurred&basis=plain")
        counted = counted_of(page)
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.wait_for_url("**/articles/**")
        line = re.search(r"line=(event-\w+)", page.url)[1]
        press(page, page.locator(f"#card-{line}").get_by_role("link", name="Review it"))
        page.wait_for_url("**/review/**")
        second.goto(page.url)
        form = page.locator("form.fields").first
        tab_to(page, form.get_by_label("status"))
        page.keyboard.type("denied")
        tab_to(page, form.get_by_label("reviewer"))
        page.keyboard.type("R. Roe")
        tab_to(page, form.get_by_role("button", name="Save what is changed"))
        with page.expect_navigation():
            page.keyboard.press("Enter")
        page.goto(base + "/pairs/PAK/IND?status=occurred&basis=plain")
        assert counted_of(page) == counted - 1
        late = second.locator("form.fields").first
        late.get_by_label("reviewer").fill("A. Poe")
        late.get_by_role("button", name="Reject").click()
        second.get_by_role("heading", name="Somebody was first").wait_for()
        assert in_the_way_anywhere(second) == []
        assert second.evaluate(OVERFLOW) == 0
        told_refusals(second)
        assert page.wrong == second.wrong == []


def counted_of(page):
    """How many events of a pair count."""
    return int(re.search(r"(\d+) counted", page.locator(".headline .lead").inner_text())[1])


@with_axe
def test_files_are_imported_by_keyboard(browser, desk, tmp_path):
    base, _ = desk
    good, bad = tmp_path / "visit.txt", tmp_path / "empty.html"
    good.write_text(
        "OSLO, 4 May 2021 (Sample Wire) - Chile's president visited Norway on Tuesday for talks on halibut."
    )
    bad.write_text("")
    with page_of(browser, base, size="narrow") as page:
        page.on("filechooser", lambda _: None)  # asked for before the key is pressed, so that no dialog opens first
        page.goto(base)
        press(page, page.get_by_role("navigation", name="Sections").get_by_role("link", name="Data"))
        page.wait_for_url("**/import")
        tab_to(page, page.get_by_label("Drop files here"))
        with page.expect_file_chooser() as chooser:
            page.keyboard.press("Space")
        chooser.value.set_files([good, bad])
        tab_to(page, page.get_by_label("imported by"))
        page.keyboard.type("Ana Reyes")
        press(page, page.get_by_role("button", name="Import"))
        page.locator('#job-state:has-text("Done")').wait_for(timeout=60_000)
        assert page.locator("#job-new").inner_text() == "1"
        assert page.get_by_text("upload/empty.html", exact=True).is_visible()
        assert page.evaluate(OVERFLOW) == 0
        assert in_the_way_anywhere(page) == []
        page.goto(base + "/search?q=halibut")
        assert page.locator(".title a").count() == 1
        assert page.wrong == []


def test_the_token_is_asked_for(browser, desk):
    _, record = desk
    with serving(record, token=TOKEN) as base, page_of(browser, base) as page:
        page.goto(base)
        assert page.url.endswith("/enter")
        page.get_by_label("token").fill("another")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="This is not the token").wait_for()
        page.goto(base + "/enter")
        tab_to(page, page.get_by_label("token"))
        page.keyboard.type(TOKEN)
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Today").wait_for()
        told_refusals(page)
        assert page.wrong == []


def press(page, target):
    """Reach something with the tab key and press it."""
    tab_to(page, target)
    page.keyboard.press("Enter")


def plain(text):
    """Words as a list shows them: without the numbers of the lines, in single blanks."""
    return " ".join(re.sub(r"\b[ESNC]\d+\b", "", text).split())
