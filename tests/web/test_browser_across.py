"""The pages across articles in a real browser, and reviewing by keyboard; needs what ``test_browser`` needs."""

import json

import pytest

from tests.web.across_records import across, addresses_across, hostile_across
from tests.web.browsing import IN_BROWSER, OVERFLOW, SIZES, browser, in_the_way_anywhere, page_of, visit_whole, with_axe
from tests.web.serving import serving

__all__ = ["browser"]

pytestmark = IN_BROWSER


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    record = across(tmp_path_factory.mktemp("browser") / "across.db")
    with serving(record) as base:
        yield base, record


@pytest.mark.parametrize("size", SIZES)
def test_every_page_is_whole(browser, desk, size):
    base, record = desk
    with page_of(browser, base, size=size) as page:
        visit_whole(page, base, addresses_across(record), size=size)


@pytest.mark.parametrize("size", SIZES)
def test_case_36_hostile_words_are_words_in_a_browser(browser, tmp_path, size):
    record = hostile_across(tmp_path / "hostile.db")
    with serving(record) as base, page_of(browser, base, size=size) as page:
        for address in addresses_across(record):
            page.goto(base + address)
            page.evaluate("for (const link of document.links) if (!/^https?:/.test(link.protocol)) throw link.href")
            page.wrong[:] = [each for each in page.wrong if "404" not in each and "400" not in each]
            assert page.wrong == [], address
            assert page.evaluate(OVERFLOW) == 0, address


@with_axe
def test_nothing_serious_stands_in_anybodys_way(browser, desk):
    base, record = desk
    found = {}
    with page_of(browser, base) as page:
        for address in addresses_across(record):
            page.goto(base + address)
            if bad := in_the_way_anywhere(page):
                found[address] = bad
    assert found == {}, json.dumps(found, indent=1)


def test_lines_are_reviewed_by_keyboard(browser, tmp_path):
    record = across(tmp_path / "across.db")
    with serving(record) as base, page_of(browser, base) as page:
        page.goto(base + "/review?kind=event")
        first, second = (line.get_attribute("id") for line in page.locator(".queue .line").all()[:2])
        page.keyboard.press("a")
        assert page.evaluate("document.activeElement.id") == "reviewer"
        page.keyboard.type("Ada")
        page.keyboard.press("Tab")
        page.keyboard.press("j")
        with page.expect_navigation():
            page.keyboard.press("a")
        assert page.locator(f"#{first}").count() == 0
        assert page.locator("#reviewer").input_value() == "Ada"
        with page.expect_navigation():
            page.keyboard.press("r")
        assert page.locator(f"#{second}").count() == 0
        with page.expect_navigation():
            page.keyboard.press("u")
        assert page.locator(".last li").first.inner_text().startswith("undo")
        with page.expect_navigation():
            page.keyboard.press("e")
        page.wait_for_url("**/review/event-*")
        assert page.wrong == []


def test_a_coding_is_corrected_and_the_counts_change(browser, tmp_path):
    record = across(tmp_path / "across.db")
    with serving(record) as base, page_of(browser, base) as page:
        page.goto(base + "/pairs/PER/ECU")
        assert page.get_by_text("5 events told, 4 counted").is_visible()
        page.get_by_role("link", name="Peru shelled Ecuador").first.click()
        page.get_by_role("link", name="Review it").first.click()
        page.get_by_label("status").select_option("denied")
        page.get_by_label("reviewer").first.fill("Ada")
        page.get_by_role("button", name="Save what is changed").click()
        page.get_by_text("edited").first.wait_for()
        page.goto(base + "/pairs/PER/ECU")
        assert page.get_by_text("5 events told, 3 counted").is_visible()
        assert page.wrong == []


def test_reviewing_needs_no_script(browser, tmp_path):
    record = across(tmp_path / "across.db")
    with serving(record) as base:
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(base + "/review")
        first = page.locator(".queue .line").first
        name = first.get_attribute("id")
        first.get_by_label("reviewer").fill("Ada")
        first.get_by_role("button", name="Accept").click()
        assert page.locator(f"#{name}").count() == 0
        context.close()
