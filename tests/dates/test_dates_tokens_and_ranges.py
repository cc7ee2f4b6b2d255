"""The classes of time words, ranges, periods and what stands around an expression, from a Friday, 10 November 2017."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.dates import DatedFact, date_window, find_times, read_times
from dragoman.dates.grammar import compile_pattern
from dragoman.dates.tokens import CLASS_NAMES, CODES, codes, scan
from dragoman.dates.words import table_lines, time_words
from dragoman.errors import InstallationError
from dragoman.partial_date import PartialDate

FRIDAY = PartialDate.parse("2017-11-10")
UNKNOWN = PartialDate()


def values(text: str, reference: PartialDate = FRIDAY, **options: object) -> list[str]:
    return [str(t.value) for t in find_times(text, 0, len(text), reference=reference, **options)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("31", "DAY"),
        ("32", "NUM"),
        ("0", "NUM"),
        ("999", "NUM"),
        ("1000", "YEAR"),
        ("2199", "YEAR"),
        ("2200", "NUM"),
        ("12345", "NUM"),
        ("$2017", "OTHER NUM"),
        ("2017%", "NUM OTHER"),
        ("3rd", "ORD"),
        ("1990s", "DECADE"),
        ("1995s", "NUM"),
        ("'80s", "DECADE"),
        ("10:30", "CLOCK"),
        ("2017-11-09", "ISO"),
        ("9.11.2017", "SLASH"),
        ("9.11/2017", "NUM OTHER YEAR"),
        ("2,017", "NUM"),
        ("3.5", "NUM"),
        ("5G", "NUM"),
        ("May", "MONTH"),
        ("may", "WORD"),
        ("Monday", "WEEKDAY"),
        ("Mondays", "WEEKDAYS"),
        ("week", "UNIT"),
        ("year", "ANNUM"),
        ("Oslo", "CAPITAL"),
        ("oslo", "WORD"),
        ("a\n\nb", "ART BREAK WORD"),
        ("", ""),
    ],
)
def test_classes_of_tokens(text: str, kinds: str) -> None:
    assert [token.kind for token in scan(text, 0, len(text))] == kinds.split()


@given(st.text(max_size=80))
def test_tokens_of_any_text_quote_it_and_have_a_class(text: str) -> None:
    tokens = scan(text, 0, len(text))
    assert all(text[token.start : token.end] == token.text for token in tokens)
    assert len(codes(tokens)) == len(tokens)
    assert {token.kind for token in tokens} <= set(CLASS_NAMES)


def test_every_row_of_the_table_has_a_class_of_the_grammar() -> None:
    for words in time_words().values():
        assert [len(word.parts) for word in words] == sorted((len(word.parts) for word in words), reverse=True)
        assert {word.kind for word in words} <= set(CODES)


def test_a_rule_with_an_unknown_class_is_an_error_of_the_installation() -> None:
    with pytest.raises(InstallationError, match="unknown token class: FORTNIGHT"):
        compile_pattern("THE FORTNIGHT")
    with pytest.raises(InstallationError, match=r"a table is missing: data/none\.tsv"):
        table_lines("data/none.tsv")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("from 3 to 5 May 2016", ["2016-05-03/2016-05-05"]),
        ("from May 2001 until June 2003", ["2001-05-01/2003-06-30"]),
        ("between March 2003 and May 2003", ["2003-03-01/2003-05-31"]),
        ("in March 2003 and May 2004", ["2003-03", "2004-05"]),
        ("from December to February 2003", ["2002-12-01/2003-02-28"]),
        ("in May and June 2016", ["2016-05", "2016-06"]),
        ("in May, June and July 2016", ["2016-05", "2016-06", "2016-07"]),
        ("from Monday to Wednesday", ["2017-11-06/2017-11-08"]),
        ("from Tuesday, 9 May 2017, to Monday, 15 May 2017", ["2017-05-09/2017-05-15"]),
        ("on 9 May 2017, to 15 May 2017", ["2017-05-09", "2017-05-15"]),
        ("1914-18", ["1914-01-01/1918-12-31"]),
    ],
)
def test_ranges(text: str, expected: list[str]) -> None:
    assert values(text, tense="past") == expected


@pytest.mark.parametrize(
    "text",
    [
        "29 February 2015",
        "31 April 2016",
        "April 31, 2016",
        "0 May 2016",
        "2016-13-01",
        "2016-02-30",
        "31/31/2016",
        "00/00/2016",
    ],
)
def test_days_that_no_calendar_has_are_no_days(text: str) -> None:
    assert not [value for value in values(text) if value.count("-") == 2 and "/" not in value]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 29 February", "2016-02-29"),
        ("on 29 February 2016", "2016-02-29"),
        ("a year after 29 February 2016", "2017-02-28"),
        ("on February 29, 2000", "2000-02-29"),
    ],
)
def test_leap_days(text: str, expected: str) -> None:
    assert values(text, tense="past") == [expected]


@pytest.mark.parametrize(
    ("reference", "text", "expected"),
    [
        ("2017-01-01", "yesterday", "2016-12-31"),
        ("2016-03-01", "yesterday", "2016-02-29"),
        ("2017-12-31", "tomorrow", "2018-01-01"),
        ("2017-01-01", "last month", "2016-12"),
        ("2017-01-01", "last week", "2016-12-19/2016-12-25"),
        ("2017-01-31", "next month", "2017-02"),
        ("2017-11", "yesterday", "2017-10-31/2017-11-29"),
        ("2017-11", "last month", "2017-10"),
        ("2017-11", "last year", "2016"),
        ("2017", "last month", "2016-12-01/2017-11-30"),
        ("2017", "this year", "2017"),
        ("unknown", "yesterday", "unknown"),
        ("unknown", "on Thursday", "unknown"),
        ("unknown", "in March 2003", "2003-03"),
        ("0001-01-01", "two hundred years ago", None),
        ("9999-12-31", "tomorrow", None),
    ],
)
def test_at_the_edges_of_units_and_of_the_calendar(reference: str, text: str, expected: str | None) -> None:
    found = values(text, PartialDate.parse(reference))
    assert found == ([expected] if expected else []) or (expected is None and set(found) <= {"unknown"})


PIECES = st.sampled_from(
    "May June 3 2016 31 on the of last next week year days ago from to and , - . ' / late two Monday early \n\n".split(
        " "
    )
)


@settings(max_examples=150)
@given(st.lists(PIECES, max_size=14).map(" ".join))
def test_what_is_found_quotes_the_text_in_order_and_does_not_overlap(text: str) -> None:
    at = 0
    for time in find_times(text, 0, len(text), reference=FRIDAY):
        assert at <= time.start < time.end <= len(text)
        assert text[time.start : time.end] == time.text
        assert time.reason
        at = time.end


@given(
    st.dates(date(1950, 1, 1), date(2050, 1, 1)), st.sampled_from(["%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%A, %d %B %Y"])
)
def test_a_day_written_in_full_is_that_day_whatever_the_reference(day: date, form: str) -> None:
    text = day.strftime(form)
    for reference in (FRIDAY, UNKNOWN, PartialDate.parse("1999-12")):
        assert values(text, reference) == [day.isoformat()]


def test_a_stretch_is_read_alone_and_offsets_are_those_of_the_text() -> None:
    text = "In 2003 they met. In 2004 they fought. In 2005 they signed."
    (found,) = find_times(text, 18, 38, reference=UNKNOWN)
    assert (found.text, found.start) == ("2004", text.index("2004"))
    assert find_times(text, 5, 5, reference=UNKNOWN) == []


def test_the_anchor_goes_from_sentence_to_sentence() -> None:
    text = "He left on 3 May 2016. Nobody knew. Two days later he was back."
    bounds = [(0, 22), (23, 35), (36, len(text))]
    assert [str(time.value) for time in read_times(text, bounds, reference=UNKNOWN)] == ["2016-05-03", "2016-05-05"]


def test_facts_without_weight_or_window_count_for_nothing() -> None:
    none = DatedFact(label="a", window=PartialDate.parse("2001"), weight=0.0, reason="no weight")
    open_ended = DatedFact(label="b", window=UNKNOWN, weight=3.0, reason="no window")
    assert date_window([none, open_ended], []) == (UNKNOWN, ())
