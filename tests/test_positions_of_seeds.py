"""The two reports that started the project, in one record: positions, the denial, the ledger, the meeting recalled."""

from datetime import date

import pytest

from dragoman import open_record

YEARS = [("2017", "2017"), ("2025", "2025")]


@pytest.fixture(scope="module")
def seeds(tmp_path_factory, shared):
    with open_record(tmp_path_factory.mktemp("seeds") / "seeds.db") as record:
        report = record.read([shared / f"articles/{name}.txt" for name in ("dawn-2025-11-21", "geo-2017-11")])
        assert (report.read, report.failed) == (2, 0)
        yield record


@pytest.mark.shared
def test_positions_on_terrorism_of_both_in_both_years(seeds):
    found = seeds.positions("NATO", "Pakistan", on="terrorism", periods=YEARS)
    assert [(column.party, str(column.since)) for column in found.columns] == [
        ("NATO", "2017"), ("NATO", "2025"), ("PAK", "2017"), ("PAK", "2025"),
    ]  # fmt: skip
    assert all(column.entries for column in found.columns)
    assert all(entry.topics for column in found.columns for entry in column.entries)


@pytest.mark.shared
def test_the_denial_stands_beside_what_is_alleged(seeds):
    found = seeds.positions("PAK", on="terrorism")
    (beside,) = [one for one in found.beside if "terrorism.havens" in one.denial.topics]
    assert beside.denial.stance == "denies"
    assert {entry.party for entry in beside.others} == {"NATO"}
    assert any("terrorism.havens" in entry.topics for entry in beside.others)
    assert any("alleged" in entry.text for entry in beside.others)


@pytest.mark.shared
def test_the_ledger_has_lines_of_both(seeds):
    lines = seeds.promises(as_of=date(2026, 1, 1))
    assert len(lines) >= 5
    assert any({"PAK", "NATO"} == {one.party for one in line.line.owed_by} for line in lines)
    assert not any(line.line.status in ("hypothetical", "denied") for line in lines)


@pytest.mark.shared
def test_the_earlier_meeting_is_background_of_the_later_one(seeds):
    timeline = seeds.timeline("NATO", "PAK")
    meetings = [entry.event for entry in timeline.entries if entry.event.type == "CONSULT"]
    told = {(str(event.when), event.status) for event in meetings}
    assert {("2021", "background"), ("2025-11-20", "occurred")} <= told
    recalled = next(event for event in meetings if event.status == "background")
    assert recalled.article == next(event for event in meetings if str(event.when) == "2025-11-20").article
