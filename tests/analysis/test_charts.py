"""Charts: what they say, where their points lead, and that their files stand alone."""

import json
import os
import re
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from dragoman.analysis import Counting, series
from dragoman.analysis.chart_files import anchor, chart_page, write_chart
from dragoman.analysis.charts import chart
from dragoman.analysis.palette import PAPER, group_colour, mixed
from dragoman.codes.plover import EVENT_TYPES, quad
from dragoman.errors import InstallationError, RecordError, UsageError
from dragoman.store.open import open_store
from tests.analysis.dealings import act, tell
from tests.sample_record import RUN

GOLDEN = Path(__file__).parent / "golden"
PAIR = ("NOR", "CHL")


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with open_store(tmp_path_factory.mktemp("charts") / "r.db", mode="write") as opened:
        tell(opened, 1, act("NOR", "CHL"), act("NOR", "CHL", type="ASSAULT", quad=4, plover_score=-9.0))
        tell(opened, 2, act("CHL", "NOR", basis="alleged"), act("CHL", "NOR", status="denied"), day="2020-05-01")
        yield opened


def spec_of(drawn):
    """What is drawn, without the versions of schema and library."""
    found = drawn.to_dict()
    found.pop("$schema")
    return found


@pytest.mark.parametrize(
    ("name", "of", "measure"),
    [
        ("count", None, "count"),
        ("type", "type", "count"),
        ("status", "status", "count"),
        ("score", None, "plover_score"),
    ],
)
def test_golden_specs(store, name, of, measure):
    """Read a change of these in review; DRAGOMAN_GOLDEN=write on the way writes them."""
    precision = {"CONSULT": (8, 10), "ASSAULT": (3, 3)} if name == "count" else None
    found = spec_of(
        chart(series(store, PAIR, of=of, precision=precision), measure=measure, link=lambda p: f"#{anchor(p)}")
    )
    path = GOLDEN / f"{name}.json"
    if os.environ.get("DRAGOMAN_GOLDEN") == "write":
        path.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n")
    assert found == json.loads(path.read_text())


def test_the_title_says_what_is_counted_and_the_caption_which_runs(store):
    title = spec_of(chart(series(store, PAIR)))["title"]
    assert title["text"] == "NOR and CHL: happenings that occurred, not alleged, by month"
    assert RUN.id in title["subtitle"][0]
    assert "not what is established" in title["subtitle"][1]
    everything = chart(series(store, PAIR, counting=Counting().everything)).to_dict()["title"]["text"]
    assert "of any status, alleged ones included" in everything
    score = chart(series(store, PAIR), measure="goldstein_gdelt").to_dict()["title"]["text"]
    assert score.startswith("mean Goldstein value (GDELT's list) of NOR and CHL")


def test_points_name_their_events(store):
    found = series(store, PAIR, of="type")
    rows = spec_of(chart(found))["vconcat"][0]["data"]["values"]
    assert [row["group"] for row in rows] == ["CONSULT", "ASSAULT"]
    assert [row["base"] for row in rows] == [0, 1]
    for row, point in zip(rows, [point for point in found.points if point.count], strict=True):
        assert row["events"] == ", ".join(point.events)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pictures(store, tmp_path, theme):
    found = series(store, PAIR, of="status")
    for suffix in ("svg", "png"):
        path = tmp_path / f"c.{suffix}"
        write_chart(store, found, path, theme=theme, link="https://example.org/events?with={party}&{other}&on={start}")
        assert path.stat().st_size > 1000
    picture = (tmp_path / "c.svg").read_text()
    ElementTree.fromstring(picture)
    assert PAPER[theme] in picture or PAPER[theme].lower() in picture
    assert "https://example.org/events?with=NOR&amp;CHL&amp;on=2020-03-01" in picture
    assert "event-" in picture  # read out by screen readers


def test_the_page_stands_alone_and_lists_every_event(store):
    found = series(store, PAIR, of="status")
    page = chart_page(store, found)
    own = re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)
    assert not re.findall(r'(?:src|href)="(?!#)[^"]*"', own.replace('xlink:href="#', 'href="#'))
    for point in found.points:
        if point.count:
            assert f'id="{anchor(point)}"' in own
            assert f"#{anchor(point)}" in page
    assert own.count("<li>") == found.count
    assert "(denied)" in own
    assert "(occurred, alleged)" in own
    assert "<noscript><svg" in own
    assert "ast: true" in page


def test_what_an_article_says_stays_text(tmp_path):
    with open_store(tmp_path / "r.db", mode="write") as store:
        tell(store, 1, act("<b>NOR", "CHL</script>"))
        page = chart_page(store, series(store, ("<b>NOR", "CHL</script>")))
        assert "<b>NOR" not in page
        assert page.count("</script>") == 2


@pytest.mark.parametrize(
    ("path", "options", "error"),
    [
        ("c.pdf", {}, "no such kind of chart"),
        ("c.svg", {"link": "x{nothing}"}, "the link has a field that there is not"),
        ("nowhere/c.svg", {}, "the chart cannot be written"),
    ],
)
def test_what_cannot_be_drawn_says_why(store, tmp_path, path, options, error):
    with pytest.raises((UsageError, RecordError), match=error):
        write_chart(store, series(store, PAIR), tmp_path / path, **options)


@pytest.mark.parametrize("library", ["altair", "vl_convert"])
def test_without_the_libraries_the_message_says_what_to_install(store, tmp_path, monkeypatch, library):
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(InstallationError, match=r"pip install 'dragoman\[charts\]'"):
        write_chart(store, series(store, PAIR), tmp_path / "c.html")


def test_an_empty_series_is_drawn_empty(store, tmp_path):
    write_chart(store, series(store, ("PER", "CHL")), tmp_path / "c.svg")


# --- colours -------------------------------------------------------------------------------------------------


def _luminance(colour):
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_type_has_a_colour_of_its_own_that_is_seen(theme):
    colours = {kind: group_colour(kind, theme) for kind in EVENT_TYPES}
    assert len(set(colours.values())) == len(EVENT_TYPES)
    paper = _luminance(PAPER[theme])
    for colour in colours.values():
        light, dark = sorted((_luminance(colour), paper), reverse=True)
        assert (light + 0.05) / (dark + 0.05) > 1.3  # every bar also has an edge in the colour of the ink


def test_families_have_okabe_and_ito_s_colours():
    strongest = {group_colour(kind, "light") for kind in ("AGREE", "COOPERATE", "THREATEN", "ASSAULT")}
    assert strongest == {"#56B4E9", "#0072B2", "#E69F00", "#D55E00"}
    assert {quad(kind) for kind in ("AGREE", "COOPERATE", "THREATEN", "ASSAULT")} == {1, 2, 3, 4}


@pytest.mark.parametrize(
    ("one", "other", "share", "expected"),
    [
        ("#000000", "#FFFFFF", 0.5, "#808080"),
        ("#000000", "#FFFFFF", 0, "#000000"),
        ("#102030", "#FFFFFF", 1, "#FFFFFF"),
    ],
)
def test_mixed(one, other, share, expected):
    assert mixed(one, other, share) == expected


@pytest.mark.slow
def test_a_point_leads_to_its_events_in_a_browser(store, tmp_path):
    """Opened from a file, without a network: the chart is drawn without ``eval``, and a click goes to the list."""
    browsers = pytest.importorskip("playwright.sync_api")
    executable = next(
        (path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(path).exists()), None
    )
    if executable is None:
        pytest.skip("no Chromium")
    path = tmp_path / "c.html"
    write_chart(store, series(store, PAIR, of="status"), path)
    with browsers.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        page = browser.new_page()
        asked, wrong = [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(path.as_uri())
        bar = page.locator("#chart .mark-rect.role-mark path").first
        bar.wait_for()
        bar.click()
        assert page.evaluate("location.hash") == "#p-2020-03-occurred"
        browser.close()
    assert (asked, wrong) == ([path.as_uri()], [])
