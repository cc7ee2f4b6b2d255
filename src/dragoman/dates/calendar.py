"""Arithmetic on calendar units: shifting, parts of units, years and weekdays from the date of reference.

Functions that take ``on`` work from one day; ``over`` runs one of them over an interval of possible days, so that
a reference known to a month gives no answer sharper than that month allows.
"""

from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from dragoman.dates.expression import Tense
from dragoman.errors import DateError
from dragoman.partial_date import PRECISIONS, PartialDate, Precision

SEASON_STARTS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}  # northern, by whole months
Make = Callable[[int], PartialDate]  # a date in the year given
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_DAYS = {"day": 1, "week": 7, "fortnight": 14, "weekend": 7}
# How much farther a date counts that lies against a tense read from the words near: value F1 on
# TimeBank is .854, .857, .859, .859 with 2, 3, 4, 6; of the two best the one nearer to no weight.
TENSE_WEIGHT = 4.0
_YEAR_DAYS = 365
_LEAP_SPAN = 8  # years within which a 29 February is always found


def over(reference: PartialDate, resolve: Callable[[date], PartialDate]) -> PartialDate:
    """What ``resolve`` gives for some day of ``reference``: the hull of its answers for the first and last day.

    ``resolve`` must not go backwards as its day goes forwards. Unknown for an unknown reference.
    """
    if reference.earliest is None or reference.latest is None:
        low = resolve(reference.earliest) if reference.earliest else PartialDate()
        high = resolve(reference.latest) if reference.latest else PartialDate()
        return hull(PartialDate(low.earliest, None, low.precision), PartialDate(None, high.latest, high.precision))
    low, high = resolve(reference.earliest), resolve(reference.latest)
    return low if low == high else hull(low, high, blunt=reference.precision)


def hull(low: PartialDate, high: PartialDate, blunt: Precision = "day") -> PartialDate:
    """From the first day of ``low`` to the last of ``high``, no sharper than either nor than ``blunt``.

    Unknown where both ends are open or where ``high`` ends before ``low`` begins.
    """
    if low.earliest is None and high.latest is None:
        return PartialDate()
    if low.earliest and high.latest and high.latest < low.earliest:
        return PartialDate()
    known = [precision for precision in (low.precision, high.precision, blunt) if precision != "unknown"]
    return PartialDate(low.earliest, high.latest, max(known, key=PRECISIONS.index, default="day"))


def day(year: int, month: int, number: int) -> PartialDate:
    """One day.

    Raises:
        DateError: no calendar has it.
    """
    try:
        return PartialDate.day(date(year, month, number))
    except ValueError as error:
        raise DateError("no calendar has this day", values=f"{year}-{month}-{number}", remedy="Check it") from error


def months(year: int, month: int, count: int) -> PartialDate:
    """``count`` whole months from ``month`` of ``year``; ``month`` may lie outside 1 to 12."""
    first = _month_start(year * 12 + month - 1)
    last = _month_start(year * 12 + month - 1 + count - 1)
    end = last.replace(day=monthrange(last.year, last.month)[1])
    return PartialDate(first, end, "year" if count >= 12 else "month")


def shift(on: date, unit: str, count: int) -> PartialDate:
    """The unit that lies ``count`` units from the one holding ``on``: ``shift(d, "week", -1)`` is the week before."""
    if unit in _DAYS:
        return unit_of(_add_days(on, count * _DAYS[unit]), unit)
    start = (on.year * 12 + on.month - 1) + count * _MONTHS[unit]
    return unit_of(_month_start(start), unit)


def unit_of(on: date, unit: str) -> PartialDate:
    """The calendar unit that holds ``on``. A weekend ends its ISO week; a fortnight begins on ``on``."""
    if unit == "day":
        return PartialDate.day(on)
    if unit == "week":
        return PartialDate.week(on)
    if unit == "fortnight":
        return PartialDate(on, _add_days(on, 13), "week")
    if unit == "weekend":
        saturday = _add_days(on, 5 - on.weekday())
        return PartialDate(saturday, _add_days(saturday, 1), "day")
    width = _MONTHS[unit]
    if width > 12:
        return months(on.year - on.year % (width // 12), 1, width)
    return months(on.year, (on.month - 1) // width * width + 1, width)


def add(on: date, unit: str, count: int) -> date:
    """The day ``count`` units from ``on``; at the end of a shorter month its last day.

    Raises:
        DateError: it lies beyond the calendar.
    """
    if unit in _DAYS:
        return _add_days(on, count * _DAYS[unit])
    start = _month_start(_month_number(on) + count * _MONTHS[unit])
    return start.replace(day=min(on.day, monthrange(start.year, start.month)[1]))


def move(value: PartialDate, unit: str, count: int) -> PartialDate:
    """``value`` moved by ``count`` units, its precision kept; whole months stay whole months.

    Raises:
        DateError: it lies beyond the calendar.
    """
    first = value.earliest and add(value.earliest, unit, count)
    last = value.latest and add(value.latest, unit, count)
    if last and unit in _MONTHS and _whole_months(value):
        last = last.replace(day=monthrange(last.year, last.month)[1])
    return PartialDate(first, last, value.precision)


def halve(value: PartialDate, *, second: bool) -> PartialDate:
    """The first or second half of an interval with two ends: by months where it has an even number of whole ones."""
    if value.earliest is None or value.latest is None:
        return value
    width = _month_number(value.latest) - _month_number(value.earliest) + 1
    if _whole_months(value) and width % 2 == 0:
        middle = add(value.earliest, "month", width // 2)
    else:
        middle = add(value.earliest, "day", (value.width_days or 0) // 2)
    if second:
        return PartialDate(middle, value.latest, "month")
    return PartialDate(value.earliest, max(value.earliest, add(middle, "day", -1)), "month")


def part(value: PartialDate, name: str) -> PartialDate:
    """The ``early``, ``mid`` or ``late`` third of an interval: by months in units of a year, else by days.

    The precision stays that of the whole, for the ends of such a third are soft.
    """
    if value.earliest is None or value.latest is None or (value.width_days or 0) < 3:
        return value
    if value.precision == "year":
        width = _month_number(value.latest) - _month_number(value.earliest) + 1
        size = width // 3 - width // 3 % (12 if width > 12 else 1)  # a decade is cut at whole years
        first, count = {"early": (0, size), "mid": (size, width - 2 * size), "late": (width - size, size)}[name]
        start = _month_number(value.earliest) + first
        whole = months(start // 12, start % 12 + 1, count)
        return PartialDate(whole.earliest, whole.latest, "year")
    days = value.width_days or 0
    size = days // 3
    first, count = {"early": (0, size), "mid": (size, size), "late": (2 * size, days - 2 * size)}[name]
    begin = value.earliest + timedelta(days=first)
    return PartialDate(begin, begin + timedelta(days=count - 1), value.precision)


def season(year: int, name: str) -> PartialDate:
    """A season of a year by whole months. A winter named by one year may be either that touches it."""
    if name == "winter":
        return PartialDate(months(year - 1, 12, 1).earliest, months(year + 1, 2, 1).latest, "month")
    return months(year, SEASON_STARTS[name], 3)


def choose_year(make: Make, on: date, tense: Tense, *, sure: bool = True) -> PartialDate:
    """The year of a date that names none: in the past the last one up to ``on``, in the future the next one from
    ``on``, otherwise the nearest. A tense that is not ``sure`` only weighs: see ``TENSE_WEIGHT``.

    Raises:
        DateError: ``make`` gives a date in no year near ``on``.
    """
    options = list(_years(make, on))
    if not options:
        raise DateError("no year has this date", values=str(on.year), remedy="Check day and month")
    begun = [value for value in options if value.earliest and value.earliest <= on]
    to_come = [value for value in options if value.latest and value.latest >= on]
    if sure and tense == "past" and begun:
        return begun[-1]
    if sure and tense == "future" and to_come:
        return to_come[0]
    behind = TENSE_WEIGHT if tense == "future" else 1.0
    ahead = TENSE_WEIGHT if tense == "past" else 1.0

    def far(value: PartialDate) -> float:
        return distance(value, on) * (behind if value.latest and value.latest < on else ahead)

    return min(options, key=far)


def distance(value: PartialDate, on: date) -> int:
    """Days between ``on`` and the nearest day of ``value``; 0 inside it."""
    if value.earliest and on < value.earliest:
        return (value.earliest - on).days
    if value.latest and on > value.latest:
        return (on - value.latest).days
    return 0


def weekday(number: int, on: date, tense: Tense) -> PartialDate:
    """The day of that weekday (Monday 0): in the future the next from ``on``, else the last up to it; ``on`` counts.

    That the reference's own weekday means that very day is measured: of 49 such mentions in the TimeBank news
    texts 46 mean the day itself, two are written "last ...", one lies four weeks back.
    """
    if tense in {"future", "present"}:  # "leaders meet on Monday"
        return PartialDate.day(_add_days(on, (number - on.weekday()) % 7))
    return PartialDate.day(_add_days(on, -((on.weekday() - number) % 7)))


def weekday_in_week(number: int, on: date, weeks: int) -> PartialDate:
    """The day of that weekday in the ISO week ``weeks`` after the one that holds ``on``."""
    return PartialDate.day(_add_days(on, number - on.weekday() + 7 * weeks))


def weekday_date(number: int, month: int, day_number: int, within: PartialDate) -> PartialDate:
    """The one day of ``within`` that has this weekday (Monday 0), month and day of the month.

    Unknown where no day or more than one fits, or where ``within`` is open: a weekday and a date together recur
    after 5, 6 or 11 years, so that they fix the year only inside a window.
    """
    if within.earliest is None or within.latest is None:
        return PartialDate()
    found = []
    for year in range(within.earliest.year, within.latest.year + 1):
        if not 1 <= day_number <= monthrange(year, month)[1]:
            continue
        there = date(year, month, day_number)
        if there.weekday() == number and within.earliest <= there <= within.latest:
            found.append(there)
    return PartialDate.day(found[0]) if len(found) == 1 else PartialDate()


def weekday_near(number: int, month: int, day_number: int, reference: PartialDate) -> PartialDate:
    """The one day with this weekday and date within a year of ``reference``; unknown where none or several fit."""
    if reference.earliest is None or reference.latest is None:
        return PartialDate()
    around = PartialDate(_add_days(reference.earliest, -_YEAR_DAYS), _add_days(reference.latest, _YEAR_DAYS), "day")
    return weekday_date(number, month, day_number, around)


def span_from(start: PartialDate, days: int) -> PartialDate:
    """``days`` days from ``start`` on, the first counted: a three-day visit begun on the 9th ends on the 11th.

    A start known only to an interval gives the days it can cover at that precision. ``days`` below 1 counts as 1.

    Raises:
        DateError: the end lies beyond the calendar.
    """
    if not start:
        return start
    last = start.latest and _add_days(start.latest, max(days, 1) - 1)
    return PartialDate(start.earliest, last, start.precision)


def _years(make: Make, on: date) -> Iterator[PartialDate]:
    for reach in (1, _LEAP_SPAN):
        found = []
        for year in range(max(1, on.year - reach), min(9998, on.year + reach) + 1):
            try:
                found.append(make(year))
            except DateError:
                continue
        if found:
            yield from found
            return


def _add_days(on: date, count: int) -> date:
    try:
        return on + timedelta(days=count)
    except OverflowError as error:
        raise DateError("beyond the calendar", values=f"{on} and {count} days", remedy="Leave it out") from error


def _month_start(number: int) -> date:
    if not 12 <= number < 9999 * 12:
        raise DateError("beyond the calendar", values=f"year {number // 12}", remedy="Leave it out")
    return date(number // 12, number % 12 + 1, 1)


def _whole_months(value: PartialDate) -> bool:
    first, last = value.earliest, value.latest
    return bool(first and last and first.day == 1 and last.day == monthrange(last.year, last.month)[1])


def _month_number(on: date) -> int:
    return on.year * 12 + on.month - 1
