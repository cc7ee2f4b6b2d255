"""The desk on a record made by hand in a real browser: pages that are whole, hostile words, the main journeys.

Needs Debian's chromium. The example record is walked in ``test_browser_examples``, with axe-core.
"""

import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest

from dragoman.store.open import open_store
from tests.cases.hostile_strings import STRINGS
from tests.conftest import ROOT
from tests.web.browsing import IN_BROWSER, OVERFLOW, SIZES, browser, page_of, visit_whole
from tests.web.records import EVIL, addresses, hostile, sample, write
from tests.web.serving import serving

__all__ = ["browser"]

pytestmark = IN_BROWSER


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    record = sample(tmp_path_factory.mktemp("browser") / "sample.db")
    with serving(record) as base:
        yield base, record


@pytest.mark.parametrize("size", SIZES)
def test_case_38_every_page_is_whole_and_loads_nothing_from_elsewhere(browser, desk, size):
    base, record = desk
    with page_of(browser, base, size=size) as page:
        visit_whole(page, base, addresses(record), size=size)


@pytest.mark.parametrize("size", SIZES)
def test_case_36_hostile_words_are_words_in_a_browser(browser, tmp_path, size):
    record = write(tmp_path / "hostile.db", hostile())
    with serving(record) as base, page_of(browser, base, size=size) as page:
        who = "person-" + EVIL
        more = [f"/parties/{quote(EVIL, safe='')}", f"/people/{quote(who, safe='')}", f"/search?q={quote(EVIL)}",
                f"/pairs/CHL/{quote(EVIL, safe='')}", f"/events?text={quote(EVIL)}", f"/offices?q={quote(EVIL)}",
                f"/{quote(EVIL, safe='')}"]  # fmt: skip
        usual = [a for a in addresses(record) if "NOR" not in a and "berg" not in a]
        for address in (*usual, *more):
            page.goto(base + address)
            page.evaluate("for (const link of document.links) if (!/^https?:/.test(link.protocol)) throw link.href")
            page.mouse.move(300, 400)
            page.wrong[:] = [each for each in page.wrong if "404" not in each and "400" not in each]
            assert page.wrong == [], address
            assert page.evaluate(OVERFLOW) == 0, address


def test_case_36_every_hostile_string_is_a_word_in_a_browser(browser, tmp_path):
    """No dialog, no violation of the policy, no link that runs: each string an article of its own, and all in lists."""
    record = write(tmp_path / "words.db", *(hostile(words) for words in STRINGS))
    with open_store(record) as store:
        articles = [row["id"] for row in store.query("SELECT id FROM articles")]
    lists = ("/", "/articles", "/events", "/statements", "/findings", "/failures", "/parties", "/review", "/map",
             "/network", "/query?sql=SELECT+*+FROM+articles")  # fmt: skip
    with serving(record) as base, page_of(browser, base) as page:
        for address in (*lists, *(f"/articles/{one}" for one in articles)):
            page.goto(base + address)
            page.evaluate("for (const link of document.links) if (!/^https?:/.test(link.protocol)) throw link.href")
            page.wrong[:] = [each for each in page.wrong if "404" not in each and "400" not in each]
            assert page.wrong == [], address


# --- journeys -----------------------------------------------------------------------------------------------


def test_a_pair_is_found_and_a_line_opened_at_its_words(browser, desk):
    base, _ = desk
    with page_of(browser, base) as page:
        page.goto(base)
        page.get_by_role("link", name="Parties").click()
        page.get_by_role("textbox", name="pair of").fill("Norway")
        page.get_by_role("textbox", name="and", exact=True).fill("CHL")
        page.get_by_role("button", name="Open pair").click()
        page.wait_for_url("**/pairs/Norway/CHL")
        page.get_by_label("order").select_option("oldest")
        page.get_by_role("button", name="Show").click()
        page.get_by_role("link", name=re.compile("met her Chilean")).click()
        page.wait_for_url(re.compile(r"/articles/article-\w+\?line=event-"))
        opened = "".join(page.locator(".text .m.opened").all_inner_texts())
        assert "Ine Berg met her Chilean counterpart" in opened
        assert page.locator(".text .m.opened").first.is_visible()
        page.locator(".card.c-event").first.hover()
        assert page.locator(".text .m.lit").count() > 0
        page.locator(".card.c-event").first.get_by_text("Why").click()
        assert page.get_by_text("pattern meet.met").is_visible()
        assert page.wrong == []


def test_a_line_is_opened_and_picked_by_keyboard(browser, desk):
    base, _ = desk
    with page_of(browser, base) as page:
        page.goto(base)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        page.keyboard.press("/")
        page.keyboard.type("waters")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?q=waters")
        page.keyboard.press("j")
        page.keyboard.press("x")
        assert page.locator("#picked-number").inner_text() == "1"
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"line=statement-"))
        page.keyboard.press("j")
        assert page.locator(".card.lit").count() >= 1
        assert page.wrong == []


def test_what_is_picked_becomes_a_brief(browser, desk, tmp_path):
    base, _ = desk
    with page_of(browser, base) as page:
        page.goto(base + "/events?party=NOR")
        for box in page.locator(".tick input").all()[:2]:
            box.check()
        page.goto(base + "/statements")
        page.locator(".tick input").first.check()
        page.get_by_role("link", name=re.compile("^Brief")).click()
        page.get_by_label("title").fill("For the minister")
        page.get_by_role("button", name="Set", exact=True).click()
        assert page.locator(".line").count() == 3
        for name, beginning in (
            ("Word", b"PK"),
            ("Markdown", b"# For the minister"),
            ("Folder with chart", b"PK"),
            ("BibTeX", b"@misc{article-"),
        ):
            with page.expect_download() as download:
                page.get_by_role("link", name=name).click()
            assert Path(download.value.path()).read_bytes().startswith(beginning)
        page.get_by_role("button", name="Forget what is picked").click()
        page.wait_for_url("**/brief")
        assert page.locator("#picked-number").inner_text() == "0"
        assert page.wrong == []


def test_layers_are_taken_away_and_the_theme_is_kept(browser, desk):
    base, _ = desk
    with page_of(browser, base) as page:
        page.goto(base + "/events?type=CONSULT&order=oldest")
        page.locator(".words a").first.click()
        assert page.locator(".text a.k-event").first.is_visible()
        page.locator("#show-event").uncheck()
        assert not page.locator(".text a.k-event").first.is_visible()
        before = page.evaluate("getComputedStyle(document.body).backgroundColor")
        page.get_by_role("button", name=re.compile("light and dark")).click()
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before
        page.goto(base + "/about")
        assert page.evaluate("document.documentElement.dataset.theme") == "dark"
        assert page.wrong == []


def test_files_are_imported_and_found(browser, tmp_path):
    record = sample(tmp_path / "import.db")
    good = tmp_path / "visit.txt"
    text = "OSLO, 4 May 2021 (Sample Wire) - Chile's president visited Norway on Tuesday for talks on fisheries."
    good.write_text(text)
    bad = tmp_path / "empty.html"
    bad.write_text("")
    with serving(record) as base, page_of(browser, base) as page:
        page.goto(base + "/import")
        page.get_by_label("Drop files here").set_input_files([good, bad])
        page.get_by_label("imported by").fill("Ana Reyes")
        page.get_by_role("button", name="Import").click()
        page.locator('#job-state:has-text("Done")').wait_for(timeout=60_000)

        assert page.locator("#job-new").inner_text() == "1"
        assert page.locator("#job-failed").inner_text() == "1"
        assert page.get_by_text("upload/empty.html", exact=True).is_visible()
        page.goto(base + "/import")
        assert page.get_by_label("imported by").input_value() == "Ana Reyes"
        assert page.get_by_role("row").nth(1).inner_text().split()[2:] == ["Ana", "Reyes", "2", "1", "0", "0", "1"]
        page.goto(base + "/search?q=fisheries+president")
        assert page.locator(".title a").count() == 1
        assert page.wrong == []


def test_a_page_for_a_memo_prints_without_its_frame(browser, desk):
    base, _ = desk
    with page_of(browser, base) as page:
        page.goto(base + "/pairs/NOR/CHL")
        page.emulate_media(media="print")
        assert not page.locator(".top").is_visible()
        assert page.locator(".notice").is_visible()
        assert not page.locator(".tick").first.is_visible()


def test_pages_work_without_a_script(browser, desk):
    base, _ = desk
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(base + "/events?type=CONSULT&order=oldest")
    page.locator(".words a").first.click()
    assert page.locator(".card.c-event").first.is_visible()
    assert page.locator(".text .m.opened").first.is_visible()
    context.close()


def test_the_tour_leads_from_two_articles_to_a_correction(tmp_path):
    from tests.docs.tour import STOPS

    # In a process of its own: the browser of the other tests is open in this one.
    command = [sys.executable, "-m", "tests.docs.tour", str(tmp_path / "pictures")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    before, after = (int(number) for number in re.findall(r"\d+", done.stdout))
    assert after >= before >= 3
    assert sorted(path.stem for path in (tmp_path / "pictures").iterdir()) == sorted(STOPS)
    page = (ROOT / "docs" / "tour.md").read_text(encoding="utf-8")
    assert re.findall(r"\(pictures/(\w+)\.png\)", page) == list(STOPS)


def test_a_place_on_the_map_opens_its_events(browser, desk):
    base, _ = desk
    with page_of(browser, base) as page:
        page.goto(base + "/map?everything=true")
        place = page.locator("tbody th a").first
        name = place.inner_text()
        place.click()
        page.wait_for_url("**/events?**")
        assert page.locator(".place").first.inner_text() == name
        page.goto(base + "/map?everything=true")
        page.locator("svg a .spot").first.click(force=True)
        page.wait_for_url("**/events?**")
        assert page.wrong == []


def test_on_a_phone_charts_show_the_latest_bar_and_maps_the_whole_world(browser, desk):
    base, _ = desk
    within = """selector => {
        const box = document.querySelector(".chart .scroll").getBoundingClientRect()
        const bars = [...document.querySelectorAll(selector)].map(bar => bar.getBoundingClientRect())
        return Math.max(...bars.map(bar => bar.right)) <= box.right + 1
    }"""
    with page_of(browser, base, size="narrow") as page:
        page.goto(base + "/pairs/NOR/CHL")
        assert page.evaluate("document.querySelector('.chart .scroll').scrollWidth > innerWidth")
        assert page.evaluate(within, ".chart .bar")
        page.goto(base + "/map?everything=true")
        assert page.evaluate(within, ".chart svg")
        assert page.wrong == []


def test_sections_and_pages_are_reached_by_keyboard(browser, desk):
    base, _ = desk
    with page_of(browser, base, size="narrow") as page:
        page.goto(base)
        page.get_by_role("navigation", name="Sections").get_by_role("link", name="Across").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/happenings")
        page.get_by_role("navigation", name="Pages of Across").get_by_role("link", name="Promises").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/promises")
        assert page.wrong == []
