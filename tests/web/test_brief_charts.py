"""The chart of a brief: which subject it is of, its numbers, and where it stands in each form of the brief."""

import io
import re
import zipfile

import docx
import pytest

from dragoman.store.open import open_store
from dragoman.web import brief_charts, briefs
from dragoman.web.brief_charts import chart_of, chosen, subjects, written
from dragoman.web.refusals import Refusal

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def event(actors, recipients=()):
    sides = {"actors": actors, "recipients": recipients}
    return {"line": "event", **{side: [{"party": code} for code in codes] for side, codes in sides.items()}}


def said(*codes):
    return {"line": "statement", "speakers": [{"party": code} for code in codes]}


@pytest.mark.parametrize(("lines", "found"), [
    ([], []), ([said("PAK")], [("PAK",)]), ([said(None)], []),
    ([event(["PAK"], ["IND"]), said("IND")], [("IND", "PAK"), ("IND",), ("PAK",)]),
    ([event(["A"], ["B"]), event(["C"], ["D"]), event(["D"], ["C"])],
     [("C", "D"), ("A", "B"), ("C",), ("D",), ("A",), ("B",)]),
    ([event(["A", "B"])], [("A", "B"), ("A",), ("B",)]),
])  # fmt: skip
def test_what_lines_are_about(lines, found):
    assert subjects(lines) == found


@pytest.mark.parametrize(("given", "offered", "found"), [
    ("", [("A", "B")], ("A", "B")), ("", [], None), ("none", [("A",)], None),
    ("A%2F1/B", [], ("A/1", "B")), ("A", [], ("A",)),
])  # fmt: skip
def test_which_chart_is_asked_for(given, offered, found):
    assert chosen(given, offered) == found
    if found:
        assert chosen(written(found), []) == found


@pytest.mark.parametrize("given", ["A/", "/", "A/A", "A/B/C"])
def test_what_is_no_subject_is_refused(given):
    with pytest.raises(Refusal, match="no chart of this"):
        chosen(given, [])


@pytest.mark.parametrize("subject", [("NOR", "CHL"), ("NOR",)])
def test_the_numbers_are_those_of_the_bars(record, subject):
    with open_store(record, mode="read") as store:
        found = chart_of(store, subject)
    assert found.head[:2] == ["month", "verbal cooperation"]
    assert sum(row[1] for row in found.rows) == 61
    assert "Norway" in found.title
    assert found.svg.startswith("<svg")


@pytest.mark.parametrize("subject", [("NOR", "CHL"), ("NOR",)])
def test_many_months_are_told_by_year(record, monkeypatch, subject):
    monkeypatch.setattr(brief_charts, "_MOST_PERIODS", 3)
    with open_store(record, mode="read") as store:
        found = chart_of(store, subject)
    assert [row[0] for row in found.rows] == ["2019", "2020", "2021"]
    assert sum(row[1] for row in found.rows) == 61


def test_nothing_counted_is_no_chart(record):
    with open_store(record, mode="read") as store:
        assert chart_of(store, ("NOR", "PER")) is None
        assert chart_of(store, ("PER",)) is None


@pytest.fixture(scope="module")
def asked(client):
    rows = client.get("/events.json?party=NOR&other=CHL&limit=3").json()["rows"]
    return "&".join(f"line={row['id']}" for row in rows)


def test_every_form_of_the_brief_has_the_chart(client, asked):
    text = client.get(f"/brief.md?{asked}&title=Talks").text
    assert "## Chile and Norway: happenings by month" in text
    assert re.search(r"\| 2020\\-0\d \| 4 \|", text)
    assert "![" not in text
    with zipfile.ZipFile(io.BytesIO(client.get(f"/brief.zip?{asked}").content)) as pack:
        assert pack.namelist() == ["brief.md", "sources.bib", "chart.svg", "chart.png"]
        assert "](chart.svg)" in pack.read("brief.md").decode()
        assert pack.read("chart.png")[:4] == b"\x89PNG"
    document = docx.Document(io.BytesIO(client.get(f"/brief.docx?{asked}").content))
    assert len(document.inline_shapes) == 1
    assert document.tables[0].rows[0].cells[0].text == "month"
    assert document.inline_shapes[0]._inline.docPr.get("descr").endswith("the table has the numbers")
    page = client.get(f"/brief?{asked}").text
    assert '<img class="sheet" src="/brief/chart.svg?' in page
    assert client.get(f"/brief/chart.png?{asked}").content[:4] == b"\x89PNG"
    assert client.get(f"/brief.json?{asked}").json()["chart"]["head"][0] == "month"


def test_a_list_of_sources_computes_no_chart(client, asked, monkeypatch):
    def computed(*_):
        raise AssertionError("a chart was computed")

    monkeypatch.setattr("dragoman.web.pages.brief.chart_of", computed)
    assert client.get(f"/brief.bib?{asked}").status_code == 200


def test_a_brief_can_be_without_a_chart(client, asked):
    assert "happenings by" not in client.get(f"/brief.md?{asked}&chart=none").text
    assert client.get(f"/brief/chart.svg?{asked}&chart=none").status_code == 404
    with zipfile.ZipFile(io.BytesIO(client.get(f"/brief.zip?{asked}&chart=none").content)) as pack:
        assert pack.namelist() == ["brief.md", "sources.bib"]
    assert "## Norway: happenings by" in client.get(f"/brief.md?{asked}&chart=NOR").text
    assert client.get(f"/brief.md?{asked}&chart=Atlantis").status_code == 404


def test_hostile_names_stay_names_in_a_chart():
    drawn = brief_charts.BriefChart(("a",), "<script>| x", "*c*", "<svg/>", ["m|", "n"], [["<b>", 1]])
    text = briefs.markdown(briefs.brief_of([], "t", drawn), picture="chart.svg")
    assert "<script" not in text.replace("\\<script", "")
    assert "\\|" in text
