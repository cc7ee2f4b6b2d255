"""Days named against the day of writing: weekdays by tense, ranges of them, ordinals, and words that are no dates."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.dates import TimeExpression, find_times
from dragoman.dates.expression import Tense
from dragoman.partial_date import PartialDate

WEDNESDAY = PartialDate.parse("2016-06-15")
DAYS = st.dates(date(1950, 1, 1), date(2090, 12, 31))
NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
TENSES: tuple[Tense, ...] = ("past", "present", "future", "none")


def times(text: str, reference: PartialDate = WEDNESDAY, *, tense: Tense = "none") -> list[TimeExpression]:
    return find_times(text, 0, len(text), reference=reference, tense=tense)


def only(text: str, reference: PartialDate = WEDNESDAY, *, tense: Tense = "none") -> TimeExpression:
    found = times(text, reference, tense=tense)
    assert len(found) == 1, [(time.text, str(time.value)) for time in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Ministers signed the pact on Tuesday.", "2016-06-14"),
        ("Ministers signed the pact on Wednesday.", "2016-06-15"),
        ("Ministers signed the pact on Thursday.", "2016-06-09"),
        ("Ministers signed the pact on Sunday.", "2016-06-12"),
        ("Ministers will sign the pact on Tuesday.", "2016-06-21"),
        ("Ministers will sign the pact on Wednesday.", "2016-06-15"),
        ("Ministers will sign the pact on Thursday.", "2016-06-16"),
        ("Ministers are to sign the pact on Sunday.", "2016-06-19"),
        ("Ministers signed the pact last Thursday.", "2016-06-09"),
        ("Ministers will sign the pact next Tuesday.", "2016-06-21"),
        ("Ministers will sign the pact this Friday.", "2016-06-17"),
        ("Ministers signed the pact this Monday.", "2016-06-13"),
        ("Ministers signed the pact on Monday last week.", "2016-06-06"),
        ("Ministers will sign the pact on Friday next week.", "2016-06-24"),
    ],
)
def test_a_weekday_against_the_day_of_writing(text: str, value: str) -> None:
    assert str(only(text).value) == value


@given(DAYS, st.sampled_from(NAMES), st.sampled_from(TENSES))
@settings(max_examples=60, deadline=None)
def test_a_weekday_is_a_day_of_that_name_within_a_week(on: date, name: str, tense: Tense) -> None:
    value = only(f"on {name}", PartialDate.day(on), tense=tense).value
    assert value.is_day
    assert value.earliest is not None
    assert NAMES[value.earliest.weekday()] == name
    assert abs(value.earliest - on) < timedelta(days=7)


@given(DAYS, st.sampled_from(NAMES))
@settings(max_examples=60, deadline=None)
def test_last_and_next_leave_the_day_of_writing_out(on: date, name: str) -> None:
    reference = PartialDate.day(on)
    assert only(f"last {name}", reference).value.before(reference)
    assert reference.before(only(f"next {name}", reference).value)


@given(DAYS, st.sampled_from(["yesterday", "today", "tomorrow"]))
@settings(max_examples=60, deadline=None)
def test_days_beside_the_day_of_writing(on: date, word: str) -> None:
    step = {"yesterday": -1, "today": 0, "tomorrow": 1}[word]
    assert only(f"It happens {word}.", PartialDate.day(on)).value == PartialDate.day(on + timedelta(days=step))


@given(DAYS, st.integers(1, 60))
@settings(max_examples=60, deadline=None)
def test_so_many_days_ago(on: date, count: int) -> None:
    found = only(f"{count} days ago", PartialDate.day(on))
    assert found.value == PartialDate.day(on - timedelta(days=count))


@given(DAYS, DAYS)
@settings(max_examples=60, deadline=None)
def test_a_month_and_day_in_the_past_lie_within_a_year_before(on: date, other: date) -> None:
    if (other.month, other.day) == (2, 29):
        other -= timedelta(days=1)
    value = only(f"on {MONTHS[other.month - 1]} {other.day}", PartialDate.day(on), tense="past").value
    assert value.earliest is not None
    assert (value.earliest.month, value.earliest.day) == (other.month, other.day)
    assert timedelta(0) <= on - value.earliest <= timedelta(days=366)


@given(DAYS, DAYS)
@settings(max_examples=60, deadline=None)
def test_a_range_of_full_dates_has_the_two_ends(a: date, b: date) -> None:
    first, last = sorted((a, b))

    def written(day: date) -> str:
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"

    values = [time.value for time in times(f"from {written(first)} to {written(last)}")]
    whole = PartialDate.span(first, last)
    assert values in ([whole], [PartialDate.day(first), PartialDate.day(last)])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("from Monday to Wednesday", "2016-06-13/2016-06-15"),
        ("between Sunday and Tuesday", "2016-06-12/2016-06-14"),
        ("from 1 to 3 June", "2016-06-01/2016-06-03"),
        ("June 1-3", "2016-06-01/2016-06-03"),
        ("from 30 March to 2 April 2016", "2016-03-30/2016-04-02"),
        ("from December 30, 2015 to January 2, 2016", "2015-12-30/2016-01-02"),
        ("between March and May 2014", "2014-03-01/2014-05-31"),
        ("from 1991 to 1995", "1991-01-01/1995-12-31"),
        ("1991-95", "1991-01-01/1995-12-31"),
    ],
)
def test_ranges(text: str, value: str) -> None:
    assert str(only(text, tense="past").value) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("on the 3rd of June 2015", "2015-06-03"),
        ("on June the 3rd, 2015", "2015-06-03"),
        ("on the twenty-first of June 2015", "2015-06-21"),
        ("on 1st June 2015", "2015-06-01"),
        ("on June 22nd, 2015", "2015-06-22"),
        ("in the 19th century", "1800-01-01/1899-12-31"),
        ("in the second quarter of 2015", "2015-04-01/2015-06-30"),
        ("the third week of June 2015", "2015-06-15/2015-06-21"),
    ],
)
def test_ordinals(text: str, value: str) -> None:
    assert str(only(text).value) == value


@pytest.mark.parametrize(
    "text",
    [
        "The talks may fail.",
        "Rebels may march on the port.",
        "Mrs May answered.",
        "Prime Minister Theresa May answered.",
        "The judge sat.",
        "He sat with April Poe.",
        "The sun set over the bay.",
        "12 of the 40 were freed.",
        "They took the third of the five forts.",
        "Page 12 of 40",
        "They lost 21-14.",
        "The 5th Brigade and the 82nd Division moved.",
        "The second secretary wrote to the first lady.",
        "The 1st and the 2nd defendants were heard.",
        "Flight 1999 and Resolution 1998 are not years.",
        "1,998 soldiers and 2016 prisoners",
        "Article 5 of the treaty",
        "An August personage and a mon ami",
        "They were second to none.",
        "The autumn leaves no doubt; they fall.",
    ],
)
def test_words_that_look_like_dates(text: str) -> None:
    assert not [time for time in times(text) if time.value], [(t.text, str(t.value)) for t in times(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It opened on Sat., June 11.", "June 11"),
        ("It opened in May.", "May"),
        ("It opened last March.", "last March"),
        ("By May 2014 the port was open.", "May 2014"),
        ("May 3, 2014 was a holiday.", "May 3, 2014"),
    ],
)
def test_the_same_words_beside_a_date_are_dates(text: str, words: str) -> None:
    found = only(text)
    assert words in found.text
    assert found.value


@given(st.sampled_from(NAMES), st.sampled_from(TENSES))
@settings(deadline=None)
def test_a_weekday_without_a_day_of_writing_is_unknown(name: str, tense: Tense) -> None:
    found = only(f"on {name}", PartialDate(), tense=tense)
    assert not found.value
    assert found.reason


@given(
    DAYS, st.integers(1, 40), st.sampled_from(["yesterday", "on Tuesday", "last week", "two days ago", "last month"])
)
@settings(max_examples=60, deadline=None)
def test_a_blunt_day_of_writing_gives_no_sharper_answer(on: date, width: int, words: str) -> None:
    blunt = PartialDate.span(on, on + timedelta(days=width), "week")
    sharp = only(words, PartialDate.day(on), tense="past").value
    found = only(words, blunt, tense="past").value
    assert found.contains(sharp)
