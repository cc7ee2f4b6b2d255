"""The five-minute tour, walked in a browser: ``python -m tests.docs.tour [FOLDER]`` draws its pictures.

From two sample dispatches to what passed between NATO and Pakistan, a line at its words, a correction, and a brief.
Needs Debian's chromium and the extra ``web``. Without FOLDER the pictures in ``docs/pictures`` are drawn anew.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
PICTURES = ROOT / "docs" / "pictures"
DISPATCHES = ("2011-11-26-salala-wire.txt", "2011-11-28-salala-gazette.txt")
STOPS = ("today", "pair", "article", "review", "corrected", "brief")  # in this order
SIZE = {"width": 1040, "height": 700}
CORRECTED = "offered his condolences"  # the words of the line that is corrected
RIGHT = "John Allen (NATO)"  # who acts in it: he commands NATO's force
REVIEWER = "R. Roe"
_PATIENCE_S = 60


def walk(folder: Path, *, work: Path) -> dict[str, int]:
    """Take the tour; the events told between NATO and Pakistan before and after the correction.

    Args:
        folder: where the pictures go.
        work: where the record is made.
    """
    record = work / "tour.db"
    sources = [str(ROOT / "examples" / "dispatches" / name) for name in DISPATCHES]
    command = [sys.executable, "-m", "dragoman"]
    subprocess.run([*command, "read", *sources, "--record", str(record)], check=True, capture_output=True)
    folder.mkdir(parents=True, exist_ok=True)
    with _served([*command, "serve", str(record), "--port", "0"]) as base, _page() as page:
        return _walked(page, base, folder)


def _walked(page: Any, base: str, folder: Path) -> dict[str, int]:
    def draw(name: str) -> None:
        page.screenshot(path=folder / f"{name}.png")

    page.goto(base)
    draw("today")
    page.get_by_role("heading", name=re.compile("North Atlantic.*Pakistan")).get_by_role("link").click()
    page.wait_for_url("**/pairs/**")
    pair = page.url
    before = _told(page)
    draw("pair")
    page.get_by_role("link", name=re.compile("closed its border crossings")).first.click()
    page.wait_for_url("**/articles/**")
    line = page.locator(".card.c-event", has_text="John Allen").filter(has_text="SUPPORT")
    line.first.hover()
    draw("article")
    line.get_by_role("link", name="Review it").first.click()
    page.wait_for_url("**/review/**")
    who = page.get_by_label("who does it").first
    right = "(NATO)" in who.input_value()
    if not right:
        who.fill(RIGHT)
        page.get_by_label("to whom").first.fill("families of the dead (PAK)")
    form = page.locator("form.fields").first
    form.get_by_label("reviewer").fill(REVIEWER)
    form.evaluate("form => { form.scrollIntoView({behavior: 'instant'}); scrollBy({top: -60, behavior: 'instant'}); }")
    draw("review")
    form.get_by_role("button", name="Accept as it stands" if right else "Save what is changed").click()
    page.goto(pair)
    draw("corrected")
    after = _told(page)
    for box in page.locator(".tick input").all()[:3]:
        box.check()
    page.get_by_role("link", name=re.compile("^Brief")).click()
    page.wait_for_url("**/brief?**")
    page.locator("img.sheet").wait_for()
    draw("brief")
    return {"before": before, "after": after}


def _told(page: Any) -> int:
    return int(re.match(r"\d+", page.locator(".headline .lead").inner_text())[0])  # type: ignore[index]


@contextmanager
def _served(command: Sequence[str]) -> Iterator[str]:
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        found = re.search(r"http://[^/]+", process.stderr.readline())
        try:
            assert found is not None, "the server did not start"
            yield found[0]
        finally:
            process.terminate()
            process.wait(_PATIENCE_S)


@contextmanager
def _page() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        page = browser.new_page(viewport=SIZE, color_scheme="light", locale="en-GB")
        page.set_default_timeout(_PATIENCE_S * 1000)
        yield page
        browser.close()


def main(arguments: Sequence[str]) -> int:
    """Draw the pictures."""
    with tempfile.TemporaryDirectory() as work:
        found = walk(Path(arguments[0]) if arguments else PICTURES, work=Path(work))
    print(f"told between NATO and Pakistan: {found['before']} before the correction, {found['after']} after")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
