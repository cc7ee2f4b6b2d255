"""Numbers in words and digits, read off the words alone: no model loaded."""

import pytest

from dragoman.figures.numerals import numerals
from dragoman.records import Token


def read(text):
    """Each number with its bound; words parted by blanks, a sign that touches its neighbours by an underscore."""
    tokens, offset = [], 0
    for number, form in enumerate(text.split(), start=1):
        touches = form.startswith("_")
        offset += 0 if touches else 1
        form = form.removeprefix("_")
        upos = "PROPN" if form[0].isupper() and number > 1 else "X"
        tokens.append(Token(id=number, form=form, start=offset, end=offset + len(form), upos=upos, head=number - 1))
        offset += len(form)
    return [
        (n.value, *(() if n.high is None else (n.high,)), *(() if n.bound == "exact" else (n.bound,)))
        for n in numerals(tokens)
        if n.value
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("thirty", [(30,)]),
        ("thirty _- _one counts", [(31,)]),
        ("two hundred and five men", [(205,)]),
        ("1,250 men and 2.5 million women", [(1250,), (2.5e6,)]),
        ("12,50,000 voters", [(1250000,)]),
        ("half a million and a dozen", [(5e5,), (12,)]),
        ("four and a half million doses", [(4.5e6,)]),
        ("dozens of people", [(24, "at least")]),
        ("tens of thousands of people", [(20000, "at least")]),
        ("hundreds of thousands", [(200000, "at least")]),
        ("several hundred men", [(200, "at least")]),
        ("a few thousand men", [(2000, "at least")]),
        ("at least nine", [(9, "at least")]),
        ("no fewer than nine", [(9, "at least")]),
        ("no more than nine", [(9, "at most")]),
        ("as many as nine", [(9, "at most")]),
        ("an estimated 5,000", [(5000, "about")]),
        ("another estimated 5,000", [(5000, "about")]),
        ("50 or more", [(50, "at least")]),
        ("70 or so", [(70, "about")]),
        ("20 _- _odd men", [(20, "about")]),
        ("10 to 15", [(10, 15)]),
        ("400 _- _500", [(400, 500)]),
        ("between 10 and 15 men", [(10, 15)]),
        ("two to three million", [(2e6, 3e6)]),
        ("seven or eight", [(7, 8)]),
        ("$ 2 _bn to $ 3 _bn", [(2e9, 3e9)]),
        ("from 800 to 1,600", [(800,), (1600,)]),
        ("60pc and 3bn", [(60,), (3e9,)]),
        ("won 3 _- _1", []),
        ("95 to 3", []),
        ("one in five", []),
        ("12 _- _year _- _old", []),
        ("the MiG _- _29", []),
        ("section 202", []),
        ("9" * 400 + " men", []),
    ],
)
def test_numbers(text, expected):
    assert read(text) == expected
