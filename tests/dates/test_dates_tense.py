"""The tense read from the words around an expression."""

import pytest

from dragoman.dates.tense import tense_near, tense_words
from dragoman.dates.tokens import scan


def tense_at(text: str) -> str:
    """The tense in which the words between square brackets stand."""
    start, end = text.index("["), text.index("]") - 1
    plain = text.replace("[", "").replace("]", "")
    tokens = scan(plain, 0, len(plain))
    inside = [number for number, token in enumerate(tokens) if start <= token.start < end]
    return tense_near(tokens, inside[0], inside[-1] + 1)


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("The envoys met in Doha [on Monday].", "past"),
        ("The envoys visited Doha [on Monday].", "past"),
        ("The envoys have agreed [on Monday].", "past"),
        ("The envoys will meet in Doha [on Monday].", "future"),
        ("The envoys won't leave, but they'll meet [on Monday].", "future"),
        ("The envoys are to meet in Doha [on Monday].", "future"),
        ("The envoys are due to meet in Doha [on Monday].", "future"),
        ("A summit to be held in Doha [on Monday]", "future"),
        ("A summit will be held in Doha [on Monday].", "future"),
        ("A summit scheduled for [Monday] failed.", "future"),
        ("The envoys plan talks expected [on Monday].", "future"),
        ("[On Monday] the envoys met in Doha.", "past"),
        ("[On Monday] the envoys will meet in Doha.", "future"),
        ("He said [on Monday] that they will meet.", "past"),
        ("He said that they will meet [on Monday].", "future"),
        ("An embassy in Doha, [Monday]", "none"),
        ("The united hundred need speed [on Monday]", "none"),
        ("He left.\n\nDoha, [Monday]", "none"),
    ],
)
def test_the_nearest_verb_decides(text: str, tense: str) -> None:
    assert tense_at(text) == tense


def test_the_table_knows_common_forms() -> None:
    words = tense_words()
    assert words["said"] == "past"
    assert words["will"] == "future"
    assert words["united"] == "none"
    assert "on" not in words
