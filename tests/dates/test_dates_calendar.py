"""Calendar arithmetic, by examples and by properties."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.dates import calendar, span_from, weekday_date
from dragoman.errors import DateError
from dragoman.partial_date import PartialDate

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
UNITS = st.sampled_from(["day", "week", "fortnight", "weekend", "month", "quarter", "half", "year", "decade"])


@pytest.mark.parametrize(
    ("unit", "count", "value"),
    [
        ("day", -1, "2016-02-28"),
        ("week", 0, "2016-02-29/2016-03-06"),
        ("week", -1, "2016-02-22/2016-02-28"),
        ("weekend", 0, "2016-03-05/2016-03-06"),
        ("month", -2, "2015-12"),
        ("month", 11, "2017-01"),
        ("quarter", 0, "2016-01-01/2016-03-31"),
        ("quarter", -1, "2015-10-01/2015-12-31"),
        ("half", 1, "2016-07-01/2016-12-31"),
        ("year", -1, "2015"),
        ("decade", -1, "2000-01-01/2009-12-31"),
        ("century", 0, "2000-01-01/2099-12-31"),
    ],
)
def test_shift_from_a_leap_day(unit: str, count: int, value: str) -> None:
    assert str(calendar.shift(date(2016, 2, 29), unit, count)) == value


@given(DAYS, UNITS)
def test_a_unit_holds_its_day(on: date, unit: str) -> None:
    here = calendar.unit_of(on, unit)
    if unit == "weekend":
        assert here.latest == PartialDate.week(on).latest
    else:
        assert here.contains(PartialDate.day(on))


@given(DAYS, UNITS.filter(lambda unit: unit not in {"fortnight", "weekend"}))
def test_units_follow_each_other(on: date, unit: str) -> None:
    here, after = calendar.unit_of(on, unit), calendar.shift(on, unit, 1)
    assert here.latest is not None
    assert after.earliest == here.latest + timedelta(days=1)


@given(DAYS, UNITS, st.integers(-40, 40))
def test_moving_whole_months_keeps_them_whole(on: date, unit: str, count: int) -> None:
    month = PartialDate.month(on.year, on.month)
    moved = calendar.move(month, unit, count)
    assert moved.width_days is not None
    if unit in {"month", "quarter", "half", "year", "decade"}:
        assert moved.earliest is not None
        assert moved == PartialDate.month(moved.earliest.year, moved.earliest.month)
    else:
        assert moved.width_days == month.width_days


@given(DAYS, st.sampled_from(["week", "month", "quarter", "year", "decade"]))
def test_early_mid_and_late_tile_a_unit(on: date, unit: str) -> None:
    whole = calendar.unit_of(on, unit)
    parts = [calendar.part(whole, name) for name in ("early", "mid", "late")]
    assert (parts[0].earliest, parts[2].latest) == (whole.earliest, whole.latest)
    for left, right in pairwise(parts):
        assert left.latest is not None
        assert right.earliest == left.latest + timedelta(days=1)


@given(DAYS, st.sampled_from(["month", "year", "quarter"]))
def test_two_halves_tile_a_unit(on: date, unit: str) -> None:
    whole = calendar.unit_of(on, unit)
    first, second = calendar.halve(whole, second=False), calendar.halve(whole, second=True)
    assert first.latest is not None
    assert (first.earliest, second.latest) == (whole.earliest, whole.latest)
    assert second.earliest == first.latest + timedelta(days=1)


def test_a_day_has_no_parts() -> None:
    day = PartialDate.parse("2016-05-03")
    assert calendar.part(day, "early") == day
    assert calendar.part(PartialDate(), "late") == PartialDate()


@given(DAYS, st.integers(0, 6))
def test_weekdays_by_tense(on: date, number: int) -> None:
    past, future = calendar.weekday(number, on, "past"), calendar.weekday(number, on, "future")
    assert past.earliest is not None
    assert future.earliest is not None
    assert past.earliest.weekday() == future.earliest.weekday() == number
    assert timedelta(0) <= on - past.earliest < timedelta(days=7)
    assert timedelta(0) <= future.earliest - on < timedelta(days=7)


@given(DAYS, st.integers(1, 12), st.integers(1, 28))
def test_years_by_tense(on: date, month: int, number: int) -> None:
    def make(year: int) -> PartialDate:
        return calendar.day(year, month, number)

    past = calendar.choose_year(make, on, "past").earliest
    future = calendar.choose_year(make, on, "future").earliest
    nearest = calendar.choose_year(make, on, "none")
    assert past is not None
    assert future is not None
    assert past <= on <= future
    assert calendar.distance(nearest, on) == min((on - past).days, (future - on).days)


def test_a_leap_day_finds_its_year() -> None:
    assert str(calendar.choose_year(lambda year: calendar.day(year, 2, 29), date(2018, 1, 1), "past")) == "2016-02-29"
    with pytest.raises(DateError):
        calendar.choose_year(lambda year: calendar.day(year, 2, 30), date(2018, 1, 1), "past")


@given(DAYS, DAYS, UNITS, st.integers(-5, 5))
def test_over_an_interval_nothing_is_sharper_than_for_its_days(a: date, b: date, unit: str, count: int) -> None:
    reference = PartialDate(min(a, b), max(a, b), "month")
    whole = calendar.over(reference, lambda on: calendar.shift(on, unit, count))
    for on in (a, b):
        assert whole.contains(calendar.shift(on, unit, count))


def test_over_open_and_unknown_references() -> None:
    def yesterday(on: date) -> PartialDate:
        return calendar.shift(on, "day", -1)

    assert calendar.over(PartialDate(), yesterday) == PartialDate()
    assert str(calendar.over(PartialDate.parse("2016-05-03/.."), yesterday)) == "2016-05-02/.."
    assert str(calendar.over(PartialDate.parse("../2016-05-03"), yesterday)) == "../2016-05-02"


@pytest.mark.parametrize(
    ("weekday", "month", "number", "window", "value"),
    [
        (4, 11, 10, "2015-01-01/2019-12-31", "2017-11-10"),
        (4, 11, 10, "2005-01-01/2019-12-31", "unknown"),  # 2006 and 2017
        (3, 11, 10, "2017", "unknown"),
        (0, 2, 29, "2010-01-01/2019-12-31", "2016-02-29"),
        (4, 2, 31, "2010-01-01/2019-12-31", "unknown"),
        (4, 11, 10, "2015-01-01/..", "unknown"),
    ],
)
def test_weekday_and_date_fix_a_year(weekday: int, month: int, number: int, window: str, value: str) -> None:
    assert str(weekday_date(weekday, month, number, PartialDate.parse(window))) == value


@given(DAYS)
def test_weekday_and_date_find_the_day_again(on: date) -> None:
    window = PartialDate.span(on - timedelta(days=700), on + timedelta(days=700))
    assert weekday_date(on.weekday(), on.month, on.day, window) == PartialDate.day(on)


@pytest.mark.parametrize(
    ("start", "days", "value"),
    [
        ("2017-11-09", 3, "2017-11-09/2017-11-11"),
        ("2017-11-09", 1, "2017-11-09"),
        ("2017-11-09", 0, "2017-11-09"),
        ("2017-11", 3, "2017-11-01/2017-12-02"),
        ("2017-11-09/..", 3, "2017-11-09/.."),
    ],
)
def test_span_from(start: str, days: int, value: str) -> None:
    assert str(span_from(PartialDate.parse(start), days)) == value


def test_span_from_nothing_is_nothing() -> None:
    assert span_from(PartialDate(), 3) == PartialDate()


@pytest.mark.parametrize(("unit", "count"), [("day", 10**9), ("week", -(10**7)), ("year", 9000), ("century", -30)])
def test_beyond_the_calendar_is_an_error(unit: str, count: int) -> None:
    with pytest.raises(DateError, match="calendar"):
        calendar.shift(date(2017, 1, 1), unit, count)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("spring", "2003-03-01/2003-05-31"),
        ("autumn", "2003-09-01/2003-11-30"),
        ("winter", "2002-12-01/2004-02-29"),  # either winter that touches the year
    ],
)
def test_seasons(name: str, value: str) -> None:
    assert str(calendar.season(2003, name)) == value


def test_hull() -> None:
    low, high = PartialDate.parse("2003-05"), PartialDate.parse("2004")
    assert calendar.hull(low, high) == PartialDate(date(2003, 5, 1), date(2004, 12, 31), "year")
    assert calendar.hull(high, low) == PartialDate()
    assert calendar.hull(PartialDate(), PartialDate()) == PartialDate()
