"""How dates with open ends lie to one another: before, overlapping, holding."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.dates import calendar, span_from
from dragoman.partial_date import PRECISIONS, PartialDate

DAYS = st.dates(date(1990, 1, 1), date(1991, 12, 31))


@st.composite
def intervals(draw: st.DrawFn) -> PartialDate:
    """Days, units, and intervals open at one end; never the unknown date."""
    first, last = sorted((draw(DAYS), draw(DAYS)))
    precision = draw(st.sampled_from(PRECISIONS[:4]))
    ends = draw(st.sampled_from([(first, last), (first, None), (None, last), (first, first)]))
    return PartialDate(*ends, precision)


@given(intervals(), intervals())
def test_of_two_dates_one_is_before_or_they_overlap(a: PartialDate, b: PartialDate) -> None:
    assert [a.before(b), a.overlaps(b), b.before(a)].count(True) == 1


@given(intervals(), intervals())
def test_what_holds_another_overlaps_it(a: PartialDate, b: PartialDate) -> None:
    assert not a.contains(b) or a.overlaps(b)


@given(intervals(), intervals())
def test_two_dates_that_hold_each_other_have_the_same_ends(a: PartialDate, b: PartialDate) -> None:
    assert (a.contains(b) and b.contains(a)) == ((a.earliest, a.latest) == (b.earliest, b.latest))


@given(intervals(), intervals())
def test_what_is_shared_lies_in_both(a: PartialDate, b: PartialDate) -> None:
    shared = a.intersect(b)
    assert bool(shared) == a.overlaps(b)
    assert not shared or (a.contains(shared) and b.contains(shared))


@given(intervals(), intervals(), intervals())
def test_before_carries_over(a: PartialDate, b: PartialDate, c: PartialDate) -> None:
    assert not (a.before(b) and b.before(c)) or a.before(c)


@given(intervals(), intervals())
def test_before_agrees_with_the_order(a: PartialDate, b: PartialDate) -> None:
    if a.before(b) and a.earliest is not None:
        assert a < b


@given(st.lists(intervals(), max_size=6))
def test_unknown_dates_come_last(values: list[PartialDate]) -> None:
    ordered = sorted([PartialDate(), *values])
    assert ordered[-1] == PartialDate()


@given(intervals())
def test_the_written_form_has_the_same_ends(value: PartialDate) -> None:
    again = PartialDate.parse(str(value))
    assert (again.earliest, again.latest) == (value.earliest, value.latest)


@given(DAYS)
def test_blunter_units_hold_sharper_ones(day: date) -> None:
    units = [PartialDate.day(day), PartialDate.month(day.year, day.month), PartialDate.year(day.year)]
    assert units[2].contains(units[1])
    assert units[1].contains(units[0])
    assert PartialDate.week(day).contains(units[0])


@given(intervals(), intervals())
def test_a_hull_holds_both_of_its_ends(a: PartialDate, b: PartialDate) -> None:
    whole = calendar.hull(a, b)
    if whole and a.earliest and b.latest:
        assert (whole.earliest, whole.latest) == (a.earliest, b.latest)


@given(DAYS, st.integers(1, 400))
def test_a_span_of_so_many_days_has_so_many(day: date, days: int) -> None:
    whole = span_from(PartialDate.day(day), days)
    assert whole.width_days == days
    assert whole.earliest == day


@given(intervals(), DAYS)
def test_the_distance_to_a_date_is_nought_only_inside_it(value: PartialDate, day: date) -> None:
    far = calendar.distance(value, day)
    assert (far == 0) == value.contains(PartialDate.day(day))
    for step in (-far, far):
        nearer = PartialDate.day(day + timedelta(days=step))
        if value.contains(nearer):
            break
    else:
        pytest.fail(f"{value} is not {far} days from {day}")
