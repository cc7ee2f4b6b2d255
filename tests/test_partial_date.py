"""Partial dates: written and read back, ordered, compared, intersected."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import DateError, InputError
from dragoman.partial_date import PRECISIONS, PartialDate

DAYS = st.dates(date(1, 1, 8), date(9999, 12, 24))
NEAR = st.dates(date(2016, 1, 1), date(2018, 12, 31))  # near enough to each other to overlap often
PRECISE = st.sampled_from(PRECISIONS)


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    """Any partial date about 2017: open, closed or unknown."""
    first, last = sorted((draw(NEAR), draw(NEAR)))
    shape = draw(st.sampled_from(["day", "week", "month", "year", "span", "from", "to", "unknown"]))
    return {
        "day": PartialDate.day(first),
        "week": PartialDate.week(first),
        "month": PartialDate.month(first.year, first.month),
        "year": PartialDate.year(first.year),
        "span": PartialDate.span(first, last, draw(PRECISE)),
        "from": PartialDate(first, None, draw(PRECISE)),
        "to": PartialDate(None, last, draw(PRECISE)),
        "unknown": PartialDate(),
    }[shape]


def days_of(value: PartialDate) -> set[date]:
    """The days it can mean between 2015 and 2019: the definition that the methods are checked against."""
    if not value:
        return set()
    every = (date(2015, 1, 1) + timedelta(days=count) for count in range(5 * 365 + 1))
    low, high = value.earliest or date.min, value.latest or date.max
    return {day for day in every if low <= day <= high}


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("2017", "2017-01-01", "2017-12-31", "year"),
        ("2017-11", "2017-11-01", "2017-11-30", "month"),
        ("2016-02", "2016-02-01", "2016-02-29", "month"),
        ("1900-02", "1900-02-01", "1900-02-28", "month"),
        (" 2017-11-09 ", "2017-11-09", "2017-11-09", "day"),
        ("2017-11-09/2017-11-11", "2017-11-09", "2017-11-11", "day"),
        ("2017-11/2018", "2017-11-01", "2018-12-31", "year"),
        ("2017-11-09/2017-12", "2017-11-09", "2017-12-31", "month"),
        ("2017-11-09/..", "2017-11-09", None, "day"),
        ("2017-11-09/", "2017-11-09", None, "day"),
        ("../2017", None, "2017-12-31", "year"),
        ("../..", None, None, "unknown"),
        ("unknown", None, None, "unknown"),
        ("0001-01-01", "0001-01-01", "0001-01-01", "day"),
        ("9999", "9999-01-01", "9999-12-31", "year"),
    ],
)
def test_reading(text: str, earliest: str | None, latest: str | None, precision: str) -> None:
    value = PartialDate.parse(text)
    assert value.earliest == (earliest and date.fromisoformat(earliest))
    assert value.latest == (latest and date.fromisoformat(latest))
    assert value.precision == precision


@pytest.mark.parametrize(
    "text",
    ["", "17", "2017-13", "2017-00", "2017-02-29", "0000", "2017-11-9", "2017-11-09T10", "9 Nov 2017", "2017/2018/2019",
     "2018/2017", "2017-1", "20171109", "-2017", "..", "٢٠١٧", "2017-11-09/x"],
)  # fmt: skip
def test_what_is_no_date_is_an_input_error_with_three_parts(text: str) -> None:
    with pytest.raises(DateError) as caught:
        PartialDate.parse(text)
    assert isinstance(caught.value, InputError)
    assert caught.value.what
    assert caught.value.values
    assert caught.value.remedy


def test_a_wrong_end_is_told_with_its_interval() -> None:
    with pytest.raises(DateError, match=r"^no calendar has this date: '2017-02-30' in '2017-02-30/2017-03-01'\. Check"):
        PartialDate.parse("2017-02-30/2017-03-01")


def test_an_interval_cannot_end_before_it_starts() -> None:
    with pytest.raises(DateError, match="ends before it starts: 2017-11-09"):
        PartialDate.span(date(2017, 11, 9), date(2017, 11, 8))


@given(DAYS)
def test_days_months_and_years_are_written_and_read_back(day: date) -> None:
    for value in (PartialDate.day(day), PartialDate.month(day.year, day.month), PartialDate.year(day.year)):
        assert PartialDate.parse(str(value)) == value


@given(partial_dates())
def test_the_written_form_keeps_the_ends(value: PartialDate) -> None:
    again = PartialDate.parse(str(value))
    assert (again.earliest, again.latest) == (value.earliest, value.latest)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (PartialDate(), "unknown"),
        (PartialDate.week(date(2017, 11, 9)), "2017-11-06/2017-11-12"),
        (PartialDate.span(date(2017, 11, 1), date(2017, 11, 30)), "2017-11-01/2017-11-30"),
        (PartialDate(date(2017, 11, 1), None, "month"), "2017-11-01/.."),
        (PartialDate.span(date(2017, 1, 1), date(2018, 12, 31), "year"), "2017-01-01/2018-12-31"),
    ],
)
def test_writing(value: PartialDate, text: str) -> None:
    assert str(value) == text


@given(DAYS)
def test_units_hold_their_day(day: date) -> None:
    here = PartialDate.day(day)
    week, month = PartialDate.week(day), PartialDate.month(day.year, day.month)
    assert week.contains(here)
    assert week.width_days == 7
    assert week.earliest is not None
    assert week.earliest.isoweekday() == 1
    assert PartialDate.year(day.year).contains(month)
    assert month.contains(here)
    assert here.is_day
    assert here.width_days == 1


@given(partial_dates(), partial_dates())
def test_contains_overlaps_and_before_are_those_of_the_days(a: PartialDate, b: PartialDate) -> None:
    ours, theirs = days_of(a), days_of(b)
    assert a.overlaps(b) == bool(ours & theirs)
    assert a.contains(b) == (bool(b) and bool(a) and theirs <= ours)
    assert a.before(b) == (bool(ours) and bool(theirs) and max(ours) < min(theirs))


@given(partial_dates(), partial_dates())
def test_intersection_is_that_of_the_days(a: PartialDate, b: PartialDate) -> None:
    common = a.intersect(b)
    assert days_of(common) == days_of(a) & days_of(b)
    assert (common.earliest, common.latest) == (b.intersect(a).earliest, b.intersect(a).latest)
    if common:
        assert a.contains(common)
        assert b.contains(common)
        assert PRECISIONS.index(common.precision) <= min(PRECISIONS.index(a.precision), PRECISIONS.index(b.precision))
    else:
        assert common == PartialDate()


@given(partial_dates())
def test_a_known_date_is_its_own_part(value: PartialDate) -> None:
    assert value.contains(value) == bool(value)
    assert value.overlaps(value) == bool(value)
    assert value.intersect(value) == (value if value else PartialDate())
    assert not value.before(value)
    assert value.intersect(PartialDate()) == PartialDate()


@given(partial_dates(), partial_dates(), partial_dates())
def test_containment_carries_over(a: PartialDate, b: PartialDate, c: PartialDate) -> None:
    if a.contains(b) and b.contains(c):
        assert a.contains(c)


@given(st.lists(partial_dates(), max_size=8))
def test_order_is_that_of_the_key(values: list[PartialDate]) -> None:
    ordered = sorted(values)
    assert ordered == sorted(values, key=lambda value: value.sort_key)
    for left, right in pairwise(ordered):
        assert not right < left
    starts = [value.earliest is not None for value in ordered]
    assert starts == sorted(starts, reverse=True)


def test_order_by_example() -> None:
    texts = ["2018", "unknown", "2017", "2017-01-01", "2017-11-09", "2017-01"]
    assert [str(value) for value in sorted(map(PartialDate.parse, texts))] == [
        "2017-01-01", "2017-01", "2017", "2017-11-09", "2018", "unknown",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("a", "b", "precision", "same"),
    [
        ("2017-11-09", "2017-11-09", "day", True),
        ("2017-11-09", "2017-11-10", "day", False),
        ("2017-11-09", "2017-11-10", "week", True),
        ("2017-11-12", "2017-11-13", "week", False),
        ("2017-12-31", "2018-01-01", "week", False),
        ("2018-12-31", "2019-01-01", "week", True),  # one ISO week
        ("2017-11-09", "2017-11", "month", True),
        ("2017-11-09", "2016-11-09", "month", False),
        ("2017-11-09", "2017", "year", True),
        ("2017-11-09", "2018", "year", False),
        ("2017-11-09", "unknown", "year", False),
        ("../2017", "2017", "year", False),  # its start is not known
    ],
)
def test_comparison_at_a_precision(a: str, b: str, precision: str, same: bool) -> None:
    first, second = PartialDate.parse(a), PartialDate.parse(b)
    assert first.same_at(second, precision) is same  # type: ignore[arg-type]
    assert second.same_at(first, precision) is same  # type: ignore[arg-type]


@given(NEAR, NEAR)
def test_the_same_day_is_the_same_at_every_bluntness(a: date, b: date) -> None:
    first, second = PartialDate.day(a), PartialDate.day(b)
    if first.same_at(second, "day"):
        assert all(first.same_at(second, precision) for precision in ("week", "month", "year"))
    if first.same_at(second, "month"):
        assert first.same_at(second, "year")


@pytest.mark.parametrize(
    ("text", "known", "is_day", "width"),
    [
        ("2017-11-09", True, True, 1),
        ("2017", True, False, 365),
        ("2016", True, False, 366),
        ("2017-11-09/..", True, False, None),
        ("../2017-11-09", True, False, None),
        ("unknown", False, False, None),
    ],
)
def test_what_is_known_of_it(text: str, known: bool, is_day: bool, width: int | None) -> None:
    value = PartialDate.parse(text)
    assert (bool(value), value.is_day, value.width_days) == (known, is_day, width)


def test_it_is_frozen_and_can_be_a_key() -> None:
    value = PartialDate.parse("2017-11")
    with pytest.raises(AttributeError):
        value.precision = "day"  # type: ignore[misc]
    assert {value: 1}[PartialDate.month(2017, 11)] == 1
