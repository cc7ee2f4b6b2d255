"""What tests in a real browser share: the browser, a page that keeps what went wrong, what must hold of every page."""

import os
import re
import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import ROOT

CHROMIUM = shutil.which("chromium")
AXE = ROOT / ".cache" / "axe" / "package" / "axe.min.js"
# Where CI keeps what a run leaves behind; on a machine of one's own the pictures stay beside the rest that is built.
SCREENS = Path(os.environ.get("CI_ARTIFACTS") or ROOT / "out") / "screens"
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
)  # fmt: skip
SIZES = {"wide": (1280, 900), "narrow": (390, 844)}
SCHEMES = ("light", "dark")
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
IN_BROWSER = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed"),
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning"),
]
with_axe = pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not there: make axe")
# What a page can break by being narrow or light; names, roles and labels are the same whatever it looks like.
OF_LOOKS = ("color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size", "aria-hidden-focus")
_REFUSED = re.compile(r"Failed to load resource: the server responded with a status of 4\d\d")


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield found
        found.close()


@contextmanager
def page_of(browser, base, *, size="wide", scheme="light"):
    """A page that keeps what went wrong in ``page.wrong``: messages, errors, dialogs, requests elsewhere."""
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    context.set_default_timeout(20_000)  # a loaded machine is no fault of the page
    page = context.new_page()
    page.wrong = wrong = []
    page.on("console", lambda message: wrong.append(f"console {message.type}: {message.text}"))
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    page.on("dialog", lambda dialog: (wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("request", lambda r: wrong.append(f"elsewhere: {r.url}") if not r.url.startswith((base, "data:")) else None)
    # What is given up for the next page, or becomes a file, was no failure.
    page.on("requestfailed", lambda r: "ERR_ABORTED" in (r.failure or "") or wrong.append(f"failed: {r.url}"))
    yield page
    context.close()


def told_refusals(page):
    """Take out what a browser says of a page that is refused on purpose; what else went wrong stays."""
    page.wrong[:] = [each for each in page.wrong if not _REFUSED.search(each)]


def shown_as(page, *, size, scheme):
    """The page that is open at another size and in other colours, without asking for it again."""
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme)


def visit_whole(page, base, addresses, *, size):
    """Open pages, each in both schemes: it has a title, fits the window, and nothing went wrong."""
    for address in addresses:
        page.goto(base + address)
        assert page.title(), address
        assert page.locator("h1").count() == 1, address
        for part in page.locator("details.more > summary").all():
            part.click()
        for scheme in SCHEMES:
            shown_as(page, size=size, scheme=scheme)
            assert page.evaluate(OVERFLOW) == 0, f"{address}, {scheme}"
        assert page.wrong == [], address


def in_the_way(page, *, rules=()):
    """What axe calls serious or critical: rule, element and remedy of each.

    Args:
        page: a page that is open.
        rules: those to try; none: all.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))  # not as a script of the page, which its policy would refuse
    only = {"runOnly": list(rules)} if rules else {}
    found = page.evaluate("options => axe.run(document, options)", {"resultTypes": ["violations"], **only})
    bad = [each for each in found["violations"] if each["impact"] in ("serious", "critical")]
    return [(each["id"], each["nodes"][0]["html"][:160], each["nodes"][0]["failureSummary"]) for each in bad]


def in_the_way_anywhere(page):
    """The same wide and dark, then narrow and light with its filters unfolded, for the page that is open."""
    shown_as(page, size="wide", scheme="dark")
    found = in_the_way(page)
    shown_as(page, size="narrow", scheme="light")
    page.evaluate("for (const box of document.querySelectorAll('.filterbox')) box.open = true")
    found += in_the_way(page, rules=OF_LOOKS)
    shown_as(page, size="wide", scheme="light")
    return found


def tab_to(page, target, *, most=400):
    """Press the tab key until something has the focus, as who has no mouse does."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if target.evaluate("node => node === document.activeElement"):
            return
    raise AssertionError(f"the tab key does not lead to {target}")
