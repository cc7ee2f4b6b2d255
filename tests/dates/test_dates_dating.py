"""The window of an undated article, from made-up tenures and from time words."""

from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.dates import DatedFact, date_window, read_times
from dragoman.dates.dating import EARLIER_DAYS
from dragoman.partial_date import PartialDate


def fact(label: str, window: str, weight: float = 1.0) -> DatedFact:
    return DatedFact(label=label, window=PartialDate.parse(window), weight=weight, reason=f"{label} {window}")


def words(text: str) -> list:  # type: ignore[type-arg]
    return read_times(text, [(0, len(text))], reference=PartialDate())


MINISTER = fact("minister", "2017-08-04/2018-04-26", 3)
CHIEF = fact("chief", "2014-10-01/2024-10-01", 2)


def test_nothing_known() -> None:
    assert date_window([], []) == (PartialDate(), ())


def test_tenures_are_intersected_and_named_strongest_first() -> None:
    window, reasons = date_window([CHIEF, MINISTER], [])
    assert str(window) == "2017-08-04/2018-04-26"
    assert reasons == (MINISTER.reason, CHIEF.reason)


def test_a_minority_that_does_not_fit_does_not_empty_the_window() -> None:
    outdated_body = fact("mission", "2001-12-20/2014-12-31", 1)
    window, reasons = date_window([outdated_body, CHIEF, MINISTER], [])
    assert str(window) == "2017-08-04/2018-04-26"
    assert outdated_body.reason not in reasons


def test_two_terms_of_one_holder_are_alternatives() -> None:
    terms = [fact("president", "1995-01-01/1999-12-31"), fact("president", "2005-01-01/2009-12-31")]
    window, _ = date_window([*terms, fact("body", "2001-01-01/.."), fact("body", "2001-01-01/..")], [])
    assert str(window) == "2005-01-01/2009-12-31"


def test_an_even_conflict_leaves_both_possible() -> None:
    window, reasons = date_window([fact("a", "2001"), fact("b", "2005")], [])
    assert str(window) == "2001-01-01/2005-12-31"
    assert len(reasons) == 2


def test_open_and_unknown_windows() -> None:
    window, _ = date_window([fact("body", "1949-04-04/.."), fact("nobody", "../..", 9)], [])
    assert str(window) == "1949-04-04/.."


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("They met earlier in October.", "2017-10-01/2018-01-31"),
        ("They met on 9 November 2017.", "2017-11-09/2018-04-26"),
        ("It was signed in 2014.", "2017-08-04/2018-04-26"),
        ("They will meet on 2 March 2018.", "2017-08-04/2018-03-02"),
        ("They met on 9 November 2017 and will meet on 2 March 2018.", "2017-11-09/2018-03-02"),
        ("They met on 9 November 2023.", "2017-08-04/2018-04-26"),  # does not fit: left out
        ("They met on Friday, November 10.", "2017-11-10/2018-04-26"),
        ("They will meet in October.", "2017-08-04/2018-04-26"),
        ("It is held every October, for two weeks.", "2017-08-04/2018-04-26"),
        ("He was born in 1952, in the 20th century.", "2017-08-04/2018-04-26"),
    ],
)
def test_time_words_narrow_the_window(text: str, window: str) -> None:
    assert str(date_window([MINISTER], words(text))[0]) == window


def test_the_reasons_quote_the_words() -> None:
    _, reasons = date_window([MINISTER], words("They met earlier in October."))
    assert reasons == (MINISTER.reason, "it tells of earlier in October without the year")


def test_a_month_without_its_year_says_nothing_in_a_long_window() -> None:
    window, reasons = date_window([CHIEF], words("They met earlier in October."))
    assert (str(window), reasons) == ("2014-10-01/2024-10-01", (CHIEF.reason,))


def test_time_words_alone() -> None:
    window, reasons = date_window([], words("They met on 9 November 2017."))
    assert str(window) == "2017-11-09/.."
    assert reasons == ("it tells of 9 November 2017 as past",)


def test_a_lone_year_needs_a_second() -> None:
    assert date_window([], words("They met in 2016."))[0] == PartialDate()
    assert str(date_window([], words("They met in 2016. They fought in 2017."))[0]) == "2016-01-01/.."


DAY = date(2000, 1, 1)
INTERVALS = st.tuples(st.integers(0, 60), st.integers(0, 20), st.integers(1, 4))


@given(st.lists(INTERVALS, min_size=1, max_size=8))
def test_the_sweep_agrees_with_trying_every_set(intervals: list[tuple[int, int, int]]) -> None:
    facts = [
        DatedFact(
            label=str(number),
            window=PartialDate.span(DAY + timedelta(days=first), DAY + timedelta(days=first + width)),
            weight=float(weight),
            reason=str(number),
        )
        for number, (first, width, weight) in enumerate(intervals)
    ]
    best = max(
        sum(fact.weight for fact in chosen)
        for size in range(1, len(facts) + 1)
        for chosen in combinations(facts, size)
        if max(fact.window.earliest for fact in chosen) <= min(fact.window.latest for fact in chosen)  # type: ignore[type-var]
    )
    window, _ = date_window(facts, [])
    for edge in (window.earliest, window.latest):
        assert edge is not None
        here = PartialDate.day(edge)
        assert sum(fact.weight for fact in facts if fact.window.contains(here)) == best


@given(st.permutations([CHIEF, MINISTER, fact("mission", "2001/2014"), fact("body", "1999/..")]))
def test_the_order_of_the_evidence_does_not_matter(evidence: list[DatedFact]) -> None:
    assert date_window(evidence, []) == date_window(sorted(evidence, key=lambda item: item.label), [])


def test_the_allowance_after_earlier_in_a_month_is_a_quarter() -> None:
    assert 90 <= EARLIER_DAYS <= 92
