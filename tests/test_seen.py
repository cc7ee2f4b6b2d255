"""How often a word was learnt from, and whether what it tells is found."""

from collections import Counter

import pytest

from dragoman.records import Act
from evaluation.seen import bin_of, found, learnt, stem

MARK = {"start": 5, "end": 12, "text": "scolded"}
REPORT = {"events": [{"type": "ACCUSE", "triggers": [MARK]}]}


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("Scolded", "scold"),
        ("scolding at", "scold"),
        ("scolds", "scold"),
        ("met", "met"),
        ("axes", "axe"),
        ("used", "used"),
    ],
)
def test_forms_of_a_word_share_a_stem(words: str, left: str) -> None:
    assert stem(words) == left


def test_words_are_counted_by_type() -> None:
    assert learnt([REPORT, REPORT]) == {("scold", "ACCUSE"): 2}


@pytest.mark.parametrize(
    ("times", "name"), [(0, "never"), (2, "once or twice"), (3, "three to nine times"), (99, "ten times or more")]
)
def test_bins(times: int, name: str) -> None:
    assert bin_of(times) == name


@pytest.mark.parametrize(
    ("types", "counts"),
    [
        ((("ACCUSE", 0.9),), {"all": 1, "found": 1, "type": 1}),
        ((("REJECT", 0.8), ("ACCUSE", 0.1)), {"all": 1, "found": 1, "type": 0}),
        ((("ACCUSE", 0.3),), {"all": 1, "type": 0}),
    ],
)
def test_an_event_is_found_where_its_word_is_likely_to_tell_one(
    types: tuple[tuple[str, float], ...], counts: dict[str, int]
) -> None:
    act = Act(sentence=0, token=1, types=types)
    assert found(REPORT, {5: act}, Counter()) == {("never", what): n for what, n in counts.items()}


def test_a_word_that_tells_nothing_is_missed() -> None:
    counts = found(REPORT, {}, Counter({("scold", "ACCUSE"): 4}))
    assert counts == {("three to nine times", "all"): 1, ("three to nine times", "type"): 0}
