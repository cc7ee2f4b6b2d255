"""Points near in meaning that share no words, and what the network is shown of them."""

import numpy as np
import pytest

from dragoman.compare.paraphrase import nearness, telling
from dragoman.compare.points import points_of
from dragoman.compare.words import forms
from dragoman.records import CodedArticle
from tests.sample_record import RUN, make_article

NAMED = frozenset(forms("The President of Norway spoke with the President of Chile."))
A = """Call with Chile

The President of Norway spoke with the President of Chile.

The President underlined that the truce must hold. He mentioned a wheat purchase.
"""
B = """Call from Norway

The President of Chile was called by the President of Norway.

They want the guns to stay silent.
"""


def points(text, source):
    return points_of(CodedArticle(article=make_article(text, source=source), run=RUN.id))


@pytest.mark.parametrize(("text", "kept"), [
    ("The President of Chile stressed that the truce must hold.", "The of that the truce must hold"),
    ("The President spoke.", "The"),
    ("President of Norway", "of"),
    ("Norway", "Norway"),  # nothing else is left: as it is
])  # fmt: skip
def test_what_says_little_is_left_out(text, kept):
    assert telling(text, NAMED) == kept


def test_a_paraphrase_is_near_and_another_matter_is_not():
    near = nearness(points(A, "a"), points(B, "b"))
    assert near.shape == (3, 2)
    assert near[1, 1] > near[2, 1] + 0.1


def test_the_same_whichever_account_comes_first():
    a, b = points(A, "a"), points(B, "b")
    assert np.array_equal(nearness(a, b), nearness(b, a).T)
