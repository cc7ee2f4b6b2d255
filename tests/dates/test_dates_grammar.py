"""What each kind of expression means against a Friday, 10 November 2017."""

import pytest

from dragoman.dates import TimeExpression, find_times
from dragoman.partial_date import PartialDate

FRIDAY = PartialDate.parse("2017-11-10")


def times(text: str, reference: PartialDate = FRIDAY, **options: object) -> list[TimeExpression]:
    return find_times(text, 0, len(text), reference=reference, **options)  # type: ignore[arg-type]


def only(text: str, reference: PartialDate = FRIDAY, **options: object) -> TimeExpression:
    found = times(text, reference, **options)
    assert len(found) == 1, [(time.text, str(time.value)) for time in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("He landed on 9 November 2017.", "9 November 2017", "2017-11-09"),
        ("He landed on November 9th, 2017.", "November 9th, 2017", "2017-11-09"),
        ("He landed on Nov. 9, 2017.", "Nov. 9, 2017", "2017-11-09"),
        ("He landed on Nov 9 2017.", "Nov 9 2017", "2017-11-09"),
        ("He landed on the 9th of November, 2017.", "9th of November, 2017", "2017-11-09"),
        ("He landed on Thursday, November 9, 2017.", "Thursday, November 9, 2017", "2017-11-09"),
        ("He landed on Thursday 9 November 2017.", "Thursday 9 November 2017", "2017-11-09"),
        ("Published 2017-11-09 by the ministry", "2017-11-09", "2017-11-09"),
        ("Sept 11, 2001 changed it.", "Sept 11, 2001", "2001-09-11"),
        ("the ninth of March 1998", "ninth of March 1998", "1998-03-09"),
        ("on 23/11/2017 in Lahore", "23/11/2017", "2017-11-23"),
        ("on 11/23/2017 in Boston", "11/23/2017", "2017-11-23"),
        ("on 05.05.2017 in Bonn", "05.05.2017", "2017-05-05"),
        ("on 09/11/2017 somewhere", "09/11/2017", "2017-09-11/2017-11-09"),
        ("signed in March 2003", "March 2003", "2003-03"),
        ("signed in March of 2003", "March of 2003", "2003-03"),
        ("signed in Aug. 1998", "Aug. 1998", "1998-08"),
        ("signed in 1998", "1998", "1998"),
        ("signed in the year 1998", "the year 1998", "1998"),
        ("signed (1998) and kept", "1998", "1998"),
        ("the 2003 invasion", "2003", "2003"),
        ("Iraq's 2009 election", "2009", "2009"),
        ("its 1996 campaign", "1996", "1996"),
        ("in nineteen ninety-six", "nineteen ninety-six", "1996"),
        ("the year two thousand", "the year two thousand", "2000"),
        ("in two thousand and fifteen", "two thousand and fifteen", "2015"),
        ("after the attacks of 9/11", "9/11", "2001-09-11"),
        ("in fiscal 2016", "fiscal 2016", "2016"),
        ("in fiscal year 2016", "fiscal year 2016", "2016"),
    ],
)
def test_dates_written_in_full(text: str, words: str, value: str) -> None:
    found = only(text)
    assert (found.text, str(found.value), found.kind, found.basis) == (words, value, "date", "text")
    assert text[found.start : found.end] == words


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("in the 1990s", "1990-01-01/1999-12-31"),
        ("in the '80s", "1980-01-01/1989-12-31"),
        ("in the nineties", "1990-01-01/1999-12-31"),
        ("in the late 1990s", "1997-01-01/1999-12-31"),
        ("in the 20th century", "1900-01-01/1999-12-31"),
        ("in the third quarter of 2016", "2016-07-01/2016-09-30"),
        ("in Q3 2016", "2016-07-01/2016-09-30"),
        ("during 2016 Q3", "2016-07-01/2016-09-30"),
        ("the 2016 third quarter", "2016-07-01/2016-09-30"),
        ("in the first half of 2003", "2003-01-01/2003-06-30"),
        ("the second half of May 2016", "2016-05-16/2016-05-31"),
        ("in the first nine months of 1997", "1997-01-01/1997-09-30"),
        ("in the summer of 2003", "2003-06-01/2003-08-31"),
        ("in spring 2014", "2014-03-01/2014-05-31"),
        ("in the winter of 1994", "1993-12-01/1995-02-28"),
        ("in early May 2003", "2003-05-01/2003-05-10"),
        ("in mid-May 2003", "2003-05-11/2003-05-20"),
        ("in late May 2003", "2003-05-21/2003-05-31"),
        ("at the beginning of 2003", "2003-01-01/2003-04-30"),
        ("in mid-2003", "2003-05-01/2003-08-31"),
        ("by late 2003", "2003-09-01/2003-12-31"),
        ("at the end of May 2003", "2003-05-21/2003-05-31"),
        ("the first week of May 2016", "2016-05-01/2016-05-07"),
        ("the last week of October 2016", "2016-10-25/2016-10-31"),
        ("the first ten days of May 2016", "2016-05-01/2016-05-10"),
        ("from 3 to 5 May 2016", "2016-05-03/2016-05-05"),
        ("between 3 and 5 May 2016", "2016-05-03/2016-05-05"),
        ("on 3-5 May 2016", "2016-05-03/2016-05-05"),
        ("May 3-5, 2016", "2016-05-03/2016-05-05"),
        ("May 3 to 5, 2016", "2016-05-03/2016-05-05"),
        ("from 30 May to 2 June 2016", "2016-05-30/2016-06-02"),
        ("in March-April 2003", "2003-03-01/2003-04-30"),
        ("from November to February 2003", "2002-11-01/2003-02-28"),
        ("between 2001 and 2014", "2001-01-01/2014-12-31"),
        ("from 2001 to 2014", "2001-01-01/2014-12-31"),
        ("the 1998-99 season", "1998-01-01/1999-12-31"),
        ("in 2001-2014", "2001-01-01/2014-12-31"),
        ("two days after 5 May 2016", "2016-05-07"),
        ("a week before 5 May 2016", "2016-04-28"),
        ("the year before 2015", "2014"),
        ("Christmas Day 2016", "2016-12-25"),
        ("on New Year's Eve, 2016", "2016-12-31"),
    ],
)
def test_periods_and_parts(text: str, value: str) -> None:
    assert str(only(text).value) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He spoke today.", "2017-11-10"),
        ("He spoke yesterday.", "2017-11-09"),
        ("He speaks tomorrow.", "2017-11-11"),
        ("He speaks tonight.", "2017-11-10"),
        ("He spoke this morning.", "2017-11-10"),
        ("He spoke last night.", "2017-11-09"),
        ("It burnt overnight.", "2017-11-09/2017-11-10"),
        ("the day before yesterday", "2017-11-08"),
        ("He spoke last week.", "2017-10-30/2017-11-05"),
        ("He speaks next week.", "2017-11-13/2017-11-19"),
        ("He spoke this week.", "2017-11-06/2017-11-12"),
        ("He spoke last month.", "2017-10"),
        ("He speaks next month.", "2017-12"),
        ("He spoke last year.", "2016"),
        ("He spoke over the weekend.", "2017-11-04/2017-11-05"),
        ("He spoke last weekend.", "2017-11-04/2017-11-05"),
        ("He spoke last summer.", "2017-06-01/2017-08-31"),
        ("He spoke this summer.", "2017-06-01/2017-08-31"),
        ("He spoke last December.", "2016-12"),
        ("He speaks next May.", "2018-05"),
        ("He spoke this September.", "2017-09"),
        ("He spoke two days ago.", "2017-11-08"),
        ("He spoke a week ago.", "2017-10-30/2017-11-05"),
        ("He spoke five months ago.", "2017-06"),
        ("He spoke two years ago.", "2015"),
        ("He spoke 48 hours ago.", "2017-11-08"),
        ("He spoke five hours ago.", "2017-11-09/2017-11-10"),
        ("over the past three years", "2014-11-10/2017-11-10"),
        ("over the next two weeks", "2017-11-10/2017-11-24"),
        ("earlier this month", "2017-11-01/2017-11-10"),
        ("later this year", "2017-11-10/2017-12-31"),
        ("early this year", "2017-01-01/2017-04-30"),
        ("by the end of the year", "2017-09-01/2017-12-31"),
        ("later in the week", "2017-11-10/2017-11-12"),
        ("July last year", "2016-07"),
        ("in January this year", "2017-01"),
        ("on Christmas Eve", "2017-12-24"),
        ("the third quarter", "2017-07-01/2017-09-30"),
        ("yesterday evening", "2017-11-09"),
        ("at 5 p.m. on Thursday", "2017-11-09"),
        ("noon Thursday", "2017-11-09"),
        ("They called a strike for Thursday.", "2017-11-16"),
        ("They apologised for Thursday's strike.", "2017-11-09"),
    ],
)
def test_counted_from_the_reference(text: str, value: str) -> None:
    found = only(text)
    assert str(found.value) == value
    assert found.basis == "reference"
    assert found.reason


@pytest.mark.parametrize(
    ("text", "tense", "value"),
    [
        ("on Thursday", "past", "2017-11-09"),
        ("on Thursday", "none", "2017-11-09"),
        ("on Thursday", "future", "2017-11-16"),
        ("on Thursday", "present", "2017-11-16"),
        ("on Friday", "past", "2017-11-10"),  # the day of the reference itself
        ("on Friday", "future", "2017-11-10"),
        ("last Friday", "past", "2017-11-03"),
        ("last Tuesday", "past", "2017-11-07"),
        ("next Monday", "future", "2017-11-13"),
        ("this Saturday", "future", "2017-11-11"),
        ("this Tuesday", "past", "2017-11-07"),
        ("this Tuesday", "future", "2017-11-14"),
        ("this coming Sunday", "future", "2017-11-12"),
        ("Thursday last week", "past", "2017-11-02"),
        ("Monday of next week", "future", "2017-11-13"),
        ("on December 4", "past", "2016-12-04"),
        ("on December 4", "future", "2017-12-04"),
        ("on December 4", "present", "2017-12-04"),
        ("in March", "past", "2017-03"),
        ("in March", "future", "2018-03"),
        ("in November", "past", "2017-11"),
        ("in November", "future", "2017-11"),
        ("on Sunday, November 13", "past", "2016-11-13"),  # the weekday decides the year
        ("on Monday, November 13", "past", "2017-11-13"),
    ],
)
def test_the_tense_decides(text: str, tense: str, value: str) -> None:
    found = only(text, tense=tense)
    assert (str(found.value), found.tense) == (value, tense)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The envoys met in Doha on Thursday.", "2017-11-09"),
        ("The envoys will meet in Doha on Thursday.", "2017-11-16"),
        ("On Thursday, the envoys will meet in Doha.", "2017-11-16"),
        ("The envoys are due to meet on Thursday.", "2017-11-16"),
        ("The talks, scheduled for Thursday, were welcomed.", "2017-11-16"),
        ("The envoys signed it on Thursday and flew home.", "2017-11-09"),
        ("The offer closes on December 15.", "2017-12-15"),
    ],
)
def test_the_tense_is_read_from_the_words_when_none_is_given(text: str, value: str) -> None:
    assert str(only(text).value) == value


@pytest.mark.parametrize(
    ("text", "value", "unit", "modifier"),
    [
        ("Troops have served there since 2014.", "2014-01-01/2017-11-10", "2014", "since"),
        ("It must answer by Monday.", "2017-11-10/2017-11-13", "2017-11-13", "by"),
        ("The truce held until March 2016.", "../2016-03-31", "2016-03", "until"),
        ("They met earlier in November.", "2017-11-01/2017-11-10", "2017-11", "earlier"),
        ("They met earlier in October.", "2017-10", "2017-10", "earlier"),
        ("They met in early October.", "2017-10-01/2017-10-10", "2017-10", "early"),
    ],
)
def test_value_and_unit(text: str, value: str, unit: str, modifier: str) -> None:
    found = only(text)
    assert (str(found.value), str(found.unit), found.modifier) == (value, unit, modifier)


@pytest.mark.parametrize(
    ("text", "anchor", "value"),
    [
        ("the following week", "2016-05-03", "2016-05-09/2016-05-15"),
        ("the following day", "2016-05-03", "2016-05-04"),
        ("the next day", "2016-05-03", "2016-05-04"),
        ("the previous month", "2016-05-03", "2016-04"),
        ("a day earlier", "2016-05-03", "2016-05-02"),
        ("a day earlier", "2016-05", "2016-04-30/2016-05-30"),
        ("three weeks later", "2016-05-03", "2016-05-23/2016-05-29"),
        ("two days later", "2016-05-03", "2016-05-05"),
        ("the day before.", "2016-05-03", "2016-05-02"),
        ("that year", "2016-05-03", "2016"),
        ("the same day", "2016-05-03", "2016-05-03"),
        ("the same evening", "2016-05-03", "2016-05-03"),
        ("that night", "2016-05-03", "2016-05-03"),
        ("the following Monday", "2016-05-03", "2016-05-09"),
        ("the previous Friday", "2016-05-03", "2016-04-29"),
        ("a year earlier", "2016-07-01/2016-09-30", "2015-07-01/2015-09-30"),
        ("the year-ago quarter", "2016-07-01/2016-09-30", "2015-07-01/2015-09-30"),
    ],
)
def test_counted_from_the_anchor(text: str, anchor: str, value: str) -> None:
    at = PartialDate.parse(anchor)
    if anchor.startswith("2016-07"):
        at = PartialDate(at.earliest, at.latest, "month")
    found = only(text, anchor=at)
    assert (str(found.value), found.basis) == (value, "anchor")
    without = only(text)
    assert not without.value
    assert "another date" in without.reason or "no date" in without.reason


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He left on 3 May 2016, not in June 2016. He was back the same day.", "2016-05-03"),
        ("He left on 3 May 2016, not in June 2016. He was back that year.", "2016"),
        ("He left on 3 May 2016. He returned in the evening.", "2016-05-03"),
    ],
)
def test_a_day_counts_from_the_day_last_spoken_of(text: str, value: str) -> None:
    assert str(find_times(text, 0, len(text), reference=PartialDate())[-1].value) == value


@pytest.mark.parametrize("text", ["He woke at five in the morning.", "It opens in the evening."])
def test_a_part_of_some_day_is_no_time(text: str) -> None:
    assert not find_times(text, 0, len(text), reference=PartialDate(), anchor=PartialDate.parse("2016-05-03"))


def test_an_earlier_expression_is_the_anchor_of_the_next() -> None:
    text = "On 3 May 2016 he left; two days later he was back. The following week he left again."
    assert [str(time.value) for time in times(text)] == ["2016-05-03", "2016-05-05", "2016-05-09/2016-05-15"]


def test_a_look_back_is_no_anchor() -> None:
    text = "On 3 May 2016 he left. A day earlier he had resigned. The following day he flew home."
    assert [str(time.value) for time in times(text)] == ["2016-05-03", "2016-05-02", "2016-05-04"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a three-day visit", "three-day"),
        ("for two weeks", "two weeks"),
        ("after 20 years of war", "20 years"),
        ("for twenty-five years", "twenty-five years"),
        ("for several months", "several months"),
    ],
)
def test_durations_have_no_date(text: str, words: str) -> None:
    found = only(text)
    assert (found.text, found.kind, bool(found.value)) == (words, "duration", False)


@pytest.mark.parametrize("text", ["every Thursday", "every two weeks", "each year", "on Thursdays", "held annually"])
def test_what_recurs_has_no_date(text: str) -> None:
    found = only(text)
    assert (found.kind, bool(found.value)) == ("set", False)


@pytest.mark.parametrize(
    "text",
    [
        "It may rain, and it may not.",
        "May I ask the minister?",
        "Theresa May said so, and for May it was the end.",
        "They march on the capital.",
        "Mr March and Ms June agreed.",
        "An august body met.",
        "He sat down in the sun.",
        "Twelve of them; 12 of the 40.",
        "The second round was the third such round.",
        "2000 troops and 1998 people",
        "It cost $2017, or 2,017 in all.",
        "They won 3-1 and lost 10-12.",
        "Call 555-2017 or 092 51 2017 now.",
        "In 2000 villages nothing grew.",
        "UN Security Council Resolution 1973 passed.",
        "The Sunday Times and the Daily Telegraph wrote it.",
        "The Good Friday Agreement holds.",
        "A 37-year-old man, 40 years old.",
        "The Prague Spring failed.",
        "3.14 and 10.5 and version 2.0.1",
        "The spring of the mattress and the fall of the wall.",
        "at 31 April Street",
        "",
        "   ",
    ],
)
def test_nothing_to_find(text: str) -> None:
    dated = [time for time in times(text) if time.kind == "date"]
    assert not [time for time in dated if time.value and time.text != "April"], dated


def test_a_count_after_a_month_is_no_day() -> None:
    found = only("In May 12 people were killed.", tense="past")
    assert (found.text, str(found.value)) == ("May", "2017-05")


def test_no_calendar_has_it() -> None:
    assert not [time for time in times("on 31 April 2016 and 100000 years ago") if time.value.is_day]


class TestReference:
    @pytest.mark.parametrize(
        "text", ["yesterday", "on Thursday", "last week", "in March", "on 4 March", "two days ago"]
    )
    def test_unknown_gives_unknown(self, text: str) -> None:
        found = only(text, PartialDate())
        assert not found.value
        assert "reference" in found.reason or "not known" in found.reason

    @pytest.mark.parametrize(
        ("text", "timex"), [("in March", "XXXX-03"), ("on 4 March", "XXXX-03-04"), ("on Thursday", "XXXX-WXX-4")]
    )
    def test_what_is_known_without_it_is_kept(self, text: str, timex: str) -> None:
        assert only(text, PartialDate()).timex == timex

    @pytest.mark.parametrize("text", ["yesterday", "on Thursday", "two days ago", "today", "this morning"])
    def test_a_month_gives_no_day(self, text: str) -> None:
        found = only(text, PartialDate.parse("2017-11"))
        assert found.value.precision == "month"
        assert (found.value.width_days or 0) >= 28

    def test_a_month_is_sharp_enough_for_its_year(self) -> None:
        assert str(only("last year", PartialDate.parse("2017-11")).value) == "2016"
        assert str(only("last month", PartialDate.parse("2017-11")).value) == "2017-10"

    def test_weekday_and_date_fix_the_year_in_a_window(self) -> None:
        window = PartialDate.parse("2015-06-01/2018-06-30")
        assert str(only("on Friday, November 10", window, tense="past").value) == "2017-11-10"

    def test_an_open_reference_leaves_an_end_open(self) -> None:
        found = only("yesterday", PartialDate.parse("2017-11-10/.."))
        assert str(found.value) == "2017-11-09/.."


def test_offsets_are_those_of_the_whole_text() -> None:
    text = "Kabul, 2 May 2016. On 9 November 2017 they met."
    found = find_times(text, 18, len(text), reference=FRIDAY)
    assert [(time.start, time.end, text[time.start : time.end]) for time in found] == [(22, 37, "9 November 2017")]


def test_paragraphs_are_not_bridged() -> None:
    assert [time.text for time in times("He came in May\n\n2016 was dry")] == ["May", "2016"]


def test_a_line_break_inside_a_date_is_bridged() -> None:
    assert str(only("on 9 November\n2017 they met").value) == "2017-11-09"


def test_no_break_spaces() -> None:
    assert str(only("on 9\u00a0November\u00a02017 they met").value) == "2017-11-09"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("They meet between Monday and Friday next week.", ["2017-11-13/2017-11-17"]),
        ("They met from Monday to Friday last week.", ["2017-10-30/2017-11-03"]),
        ("They met on 15 and 16 May.", ["2017-05-15/2017-05-16"]),
        ("They met on the 15th and 16th of May 2016.", ["2016-05-15/2016-05-16"]),
        ("They met on May 15 and 16, 2016.", ["2016-05-15/2016-05-16"]),
        ("They met on 3 and 20 May.", ["2017-05-20"]),  # no stretch of days
        ("On May 15 and 16 people fled.", ["2017-05-15"]),
        ("They met on the 12th of last month.", ["2017-10-12"]),
        ("They meet on the 31st of next month.", ["2017-12-31"]),
        ("They meet on the 31st of this month.", []),  # November has none
    ],
)
def test_days_that_share_a_week_or_a_month(text: str, values: list[str]) -> None:
    assert [str(time.value) for time in times(text) if time.value.precision == "day"] == values
