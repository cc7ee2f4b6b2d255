"""The scorer of times, and the scores the grammar must keep on the development data."""

from pathlib import Path

import pytest

from dragoman.dates import TimeExpression
from dragoman.partial_date import PartialDate
from evaluation.times import Scores, Timex, compare, read_timebank, score_cases, score_timebank, unit_of_timex

# Measured .97, .94 and .86; the phrase cases .54, and nothing found where nothing is.
FLOORS = {"span": 0.96, "strict": 0.92, "value": 0.84}
CASES_FLOOR = 0.50


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        ("1998", "1998"),
        ("1998-02", "1998-02"),
        ("1998-02-13", "1998-02-13"),
        ("1998-02-13T22:00", "1998-02-13"),
        ("1998-W07", "1998-02-09/1998-02-15"),
        ("1998-W07-WE", "1998-02-14/1998-02-15"),
        ("1989-Q3", "1989-07-01/1989-09-30"),
        ("1989-H2", "1989-07-01/1989-12-31"),
        ("1989-SU", "1989-06-01/1989-08-31"),
        ("198", "1980-01-01/1989-12-31"),
        ("19", "1900-01-01/1999-12-31"),
        ("PRESENT_REF", "unknown"),
        ("P3M", "unknown"),
        ("1989-WXX", "unknown"),
        ("1989-W60", "unknown"),
        ("XXXX-XX-XX", "unknown"),
    ],
)
def test_timex_values(value: str, unit: str) -> None:
    assert str(unit_of_timex(value)) == unit


def test_reading_an_annotated_article(tmp_path: Path) -> None:
    path = tmp_path / "a.tml"
    path.write_text(
        '<DCT><TIMEX3 tid="t0" type="DATE" value="2017-11-10" functionInDocument="CREATION_TIME">x</TIMEX3></DCT>\n'
        '<TEXT>They <EVENT eid="e1">met</EVENT> <TIMEX3 tid="t1" type="DATE" value="2017-11-09">on Thursday</TIMEX3> '
        'for <TIMEX3 tid="t2" type="DURATION" value="P2D">two days</TIMEX3>.</TEXT>',
        encoding="utf-8",
    )
    text, created, annotated = read_timebank(path)
    assert text == "They met on Thursday for two days."
    assert str(created) == "2017-11-10"
    assert [(timex.text, str(timex.unit)) for timex in annotated] == [
        ("on Thursday", "2017-11-09"),
        ("two days", "unknown"),
    ]


def expression(start: int, end: int, unit: str) -> TimeExpression:
    value = PartialDate.parse(unit)
    return TimeExpression(start=start, end=end, text="x", value=value, unit=value, kind="date", reason="")


def test_what_overlaps_something_left_out_counts_neither_way() -> None:
    annotated = [
        Timex(0, 5, "x", "DATE", "2017", PartialDate.parse("2017")),
        Timex(10, 15, "x", "DURATION", "P2D", PartialDate()),
        Timex(20, 25, "x", "DATE", "2018", PartialDate.parse("2018")),
    ]
    found = [expression(3, 8, "2017"), expression(10, 12, "2017"), expression(30, 35, "2019")]
    outcome = compare(annotated, found)
    assert [(timex.start, time.start) for timex, time in outcome.pairs] == [(0, 3)]
    assert [timex.start for timex in outcome.missed] == [20]
    assert [time.start for time in outcome.extra] == [30]


def test_scores() -> None:
    scores = Scores(right=3, found=4, annotated=6)
    assert (scores.precision, scores.recall, scores.f1) == (0.75, 0.5, 0.6)
    assert Scores(0, 0, 0).f1 == 0.0


@pytest.mark.shared
def test_timebank_floors(shared: Path) -> None:
    scores, _ = score_timebank(shared / "corpora" / "time" / "timebank")
    assert {name: scores[name].f1 >= floor for name, floor in FLOORS.items()} == dict.fromkeys(FLOORS, True)


@pytest.mark.shared
def test_case_floors(shared: Path) -> None:
    scores, _ = score_cases(shared / "corpora" / "time" / "recognizers")
    assert scores["right"] >= CASES_FLOOR
    assert scores["quiet"] == 1.0
