"""Charts of timelines, contacts, changes and networks: every mark leads to the events behind it."""

import re

import pytest

from dragoman.analysis import Counting, changes, contacts, networks, timeline
from dragoman.analysis.chart_files import write_chart
from dragoman.analysis.drawings import drawing
from dragoman.analysis.pictures import picture_of
from dragoman.errors import UsageError
from dragoman.store.open import open_store
from tests.analysis.dealings import act, tell

RESULTS = {
    "timeline": lambda store: timeline(store, ["NOR", "CHL"]),
    "contacts": lambda store: contacts(store, "NOR", "CHL"),
    "changes": lambda store: changes(store),
    "network": lambda store: networks(store, counting=Counting())[0],
}


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "r.db", mode="write") as opened:
        for month in range(1, 9):
            tell(opened, month, act("NOR", "CHL"), act("CHL", "PER", type="ACCUSE", quad=3))
        tell(opened, 9, act("NOR", "PER"))
        yield opened


@pytest.mark.parametrize("kind", RESULTS)
def test_every_event_counted_is_behind_one_mark(store, kind):
    found = RESULTS[kind](store)
    picture = picture_of(found)
    behind = [event for mark in picture.marks for event in mark.events]
    if kind == "timeline":
        assert sorted(behind) == sorted(entry.event.id for entry in found.entries if entry.counted)
    elif kind == "contacts":
        assert sorted(behind) == sorted(meeting.event for meeting in found.meetings)
    else:
        assert sorted(behind) == sorted(event for row in found.rows for event in row.events)
    assert len({mark.anchor for mark in picture.marks}) == len(picture.marks)


@pytest.mark.parametrize("kind", RESULTS)
@pytest.mark.parametrize("suffix", ["html", "png", "svg"])
def test_it_is_written_as_a_page_or_a_picture(store, tmp_path, kind, suffix):
    path = tmp_path / f"c.{suffix}"
    found = RESULTS[kind](store)
    write_chart(store, found, path, theme="dark")
    content = path.read_bytes()
    start = {"html": b"<!doctype html>", "png": b"\x89PNG", "svg": b"<svg"}[suffix]
    assert content.startswith(start)
    if suffix == "html":
        page = content.decode()
        for mark in picture_of(found).marks:
            assert f'<section id="{mark.anchor}">' in page
            assert f'"#{mark.anchor}"' in page


def test_points_lead_where_they_are_told_to(store, tmp_path):
    found = RESULTS["contacts"](store)
    path = tmp_path / "c.svg"
    write_chart(store, found, path, link="https://desk.example/events/{event}")
    assert set(re.findall(r"desk.example/events/(event-[0-9a-f]+)", path.read_text())) == {
        meeting.event for meeting in found.meetings
    }
    with pytest.raises(UsageError, match="a field that there is not"):
        write_chart(store, found, path, link="https://desk.example/{nothing}")


def test_a_timeline_stacks_the_types_of_a_month(store):
    picture = picture_of(timeline(store, ["CHL"]))
    of_month = [mark.drawn for mark in picture.marks if mark.drawn["start"] == picture.marks[0].drawn["start"]]
    assert [(drawn["base"], drawn["top"]) for drawn in of_month] == [
        (sum(d["count"] for d in of_month[:n]), sum(d["count"] for d in of_month[: n + 1]))
        for n in range(len(of_month))
    ]


def test_a_network_tells_conflict_by_its_dashes_too(store):
    spec = drawing(picture_of(RESULTS["network"](store))).to_dict()
    lines = spec["layer"][0]
    assert lines["encoding"]["strokeDash"]["condition"]["test"] == "datum.group == 'more conflict'"
    groups = {mark.drawn["group"] for mark in picture_of(RESULTS["network"](store)).marks}
    assert groups == {"more cooperation", "more conflict"}


@pytest.mark.parametrize("kind", ["timeline", "contacts"])
def test_nothing_to_draw_is_drawn_empty(store, tmp_path, kind):
    empty = {"timeline": timeline(store, ["ECU"]), "contacts": contacts(store, "ECU", "NOR")}[kind]
    for suffix in ("svg", "png"):
        write_chart(store, empty, tmp_path / f"c.{suffix}")
    assert "nothing to show" in (tmp_path / "c.svg").read_text()
