"""Days counted from another act: "two days after the talks". Sentences of the tests' own, by the shipped reader."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.api import code_text
from dragoman.events.apart import Measure, measures, moved
from dragoman.language.tree import Tree
from dragoman.partial_date import PartialDate
from tests.parsed import sentences

TALKS = "Ministers of Chile and Peru held talks in Lima on Monday."  # 8 May 2023
RAID = "Gunmen attacked a market in Kano on Friday."  # 5 May 2023
BOTH = f"{RAID} Gunmen attacked a church in Zaria on Monday."


def dated(text: str, trigger: str) -> tuple[str, str | None]:
    """The day of the event on a word, and what it was read from."""
    events = [e for e in code_text(text, published="2023-05-10").events if e.trigger.text == trigger]
    assert events, f"nothing told by {trigger!r}"
    return str(events[0].when), events[0].date_from


@pytest.mark.parametrize(
    ("text", "trigger", "day"),
    [
        (f"{TALKS} A day after the talks, Chile recalled its ambassador from Lima.", "recalled", "2023-05-09"),
        (f"{TALKS} Chile recalled its ambassador from Peru a day after the talks.", "recalled", "2023-05-09"),
        (f"{TALKS} Two days before the talks, Peru expelled three Chilean diplomats.", "expelled", "2023-05-06"),
        (f"{TALKS} On the eve of the talks, Peru expelled three Chilean diplomats.", "expelled", "2023-05-07"),
        (
            "Chile and Peru signed an accord on Monday. The day after the signing, Peru freed 30 Chilean fishermen.",
            "freed",
            "2023-05-09",
        ),
        (f"{RAID} The army arrested five men two days after the attack.", "arrested", "2023-05-07"),
        (f"{RAID} The army arrested five men 48 hours after the attack.", "arrested", "2023-05-07"),
        # the anchor has a time of its own
        (f"{BOTH} The army arrested five men a day after the attack on Monday.", "arrested", "2023-05-09"),
        ("Peru closed its border two days after rebels killed nine soldiers on Friday.", "closed", "2023-05-07"),
        # the anchor is a clause that was told before
        (f"{RAID} Nigeria closed its border a day after gunmen attacked the market in Kano.", "closed", "2023-05-06"),
        # what is planned is counted from what is planned
        (
            "Leaders of Chile and Peru will meet on Friday. Two days after the meeting, Chile's president will visit"
            " Brazil.",
            "visit",
            "2023-05-14",
        ),
    ],
)
def test_a_day_is_counted_from_what_it_is_told_with(text: str, trigger: str, day: str) -> None:
    assert dated(text, trigger) == (day, "anchor")


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        (f"{BOTH} The army arrested five men a day after the attack.", "arrested"),  # which attack?
        (f"{TALKS} A few days after the talks, Chile recalled its ambassador.", "recalled"),  # how many?
        (f"{TALKS} Some two weeks before the talks, Peru expelled three Chilean diplomats.", "expelled"),
        (f"{TALKS} A day after the second round of talks, Peru expelled three Chilean diplomats.", "expelled"),
        (f"{RAID} A day after an attack on its embassy, Peru expelled three Chilean diplomats.", "expelled"),
        (f"{RAID} A day after the talks, Peru expelled three Chilean diplomats.", "expelled"),  # no talks are told
        (f"{TALKS} A day after the talks in Quito, Peru expelled three Chilean diplomats.", "expelled"),
        (
            f"{RAID} Gunmen attacked a church in Zaria. The army arrested five men a day after the attack.",
            "arrested",
        ),  # the one told last has no day
    ],
)
def test_nothing_is_guessed(text: str, trigger: str) -> None:
    assert dated(text, trigger) == ("unknown", None)


def test_what_is_told_after_a_meeting_is_not_told_of_its_day() -> None:
    assert dated(f"{TALKS} A few days after the talks, Chile condemned Peru.", "condemned")[0] == "unknown"


def test_the_anchor_lies_before_what_is_counted_from_it() -> None:
    text = "On Tuesday the army arrested five men two days after the attack on a market in Kano."
    assert dated(text, "attack") == ("2023-05-07", "sentence")
    assert dated(text, "arrested") == ("2023-05-09", "clause")


def measured(*rows: str) -> list[Measure]:
    _, (sentence,) = sentences("\n".join(rows))
    return list(measures(Tree(sentence)))


LEFT = ("left leave VERB 0 root", "{count}", "days day NOUN 1 obl", "after after ADP 5 case", "talks talk NOUN 1 obl")


@pytest.mark.parametrize(
    ("count", "units"),
    [
        ("two two NUM 3 nummod", 2),
        ("12 12 NUM 3 nummod", 12),
        ("the the DET 3 det", 1),
        ("few few ADJ 3 amod", None),
        ("about about ADV 3 advmod", None),
    ],
)
def test_the_count_is_a_number_or_one(count: str, units: int | None) -> None:
    (found,) = measured(*(row.format(count=count) for row in LEFT))
    assert (found.unit, found.count, found.anchor, found.host) == ("day", units, 4, 0)


@pytest.mark.parametrize(
    "rows",
    [
        ("left leave VERB 0 root", "days day NOUN 1 obl", "after after ADV 1 advmod"),  # "the days after"
        ("a a DET 2 det", "day day NOUN 0 root", "of of ADP 4 case", "talks talk NOUN 2 nmod"),
        ("miles mile NOUN 3 obl", "after after ADP 3 case", "talks talk NOUN 0 root"),
    ],
)
def test_other_words_are_no_measure(rows: tuple[str, ...]) -> None:
    assert measured(*rows) == []


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_broken_tree_is_read_to_its_end(data: st.DataObject) -> None:
    size = data.draw(st.integers(3, 9))
    words = st.sampled_from(["day day NOUN", "after after ADP", "talks talk NOUN", "the the DET", "left leave VERB"])
    relations = st.sampled_from(["case", "mark", "obl", "det", "nmod", "advcl", "root"])
    rows = [f"{data.draw(words)} {data.draw(st.integers(0, size))} {data.draw(relations)}" for _ in range(size)]
    for found in measured(*rows):
        assert found.first <= found.last < found.anchor < size
        assert found.host not in range(found.last, found.anchor + 1)


DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2050, 1, 1))


@given(DAYS, st.integers(-400, 400))
def test_days_moved_and_back_are_the_same(day: date, count: int) -> None:
    assert moved(moved(PartialDate.day(day), "day", count), "day", -count) == PartialDate.day(day)


@pytest.mark.parametrize("value", ["2024-05", "2024", "unknown"])
def test_a_day_is_not_counted_from_a_month(value: str) -> None:
    assert not moved(PartialDate.parse(value), "day", 1)


def test_the_day_of_what_is_condemned_is_not_that_of_what_is_said_beside_it() -> None:
    text = "Chad condemned the bombing of 5 May in Kano, and thanked Mali."
    assert dated(f"{RAID} {text}", "thanked")[0] == "unknown"
    assert dated("Chad held talks with Peru on Monday and thanked Mali.", "thanked")[0] == "2023-05-08"
