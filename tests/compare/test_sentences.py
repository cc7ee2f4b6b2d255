"""Where sentences stand, by their marks."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.compare.points import sentences_of
from dragoman.compare.sentences import sentence_around, sentence_at, sentence_before, sentences
from tests.sample_record import make_article

SPLIT = [
    ("They met. They parted.", ["They met.", "They parted."]),
    ("“They met.” He left.", ["“They met.”", "He left."]),
    ("(They met.) He left.", ["(They met.)", "He left."]),
    ("Was it so? It was! “Yes.”", ["Was it so?", "It was!", "“Yes.”"]),
    ("Mr. Lund and Gen. Ortiz met Prof. Dahl. They left.", ["Mr. Lund and Gen. Ortiz met Prof. Dahl.", "They left."]),
    ("On Feb. 3 and Dec. 4 they met. They left.", ["On Feb. 3 and Dec. 4 they met.", "They left."]),
    ("J. Lund of the U.S. Navy spoke. They left.", ["J. Lund of the U.S. Navy spoke.", "They left."]),
    ("It took 3.5 hours. they said", ["It took 3.5 hours. they said"]),
    ("At 5 p.m. Monday No. 3 met. They left.", ["At 5 p.m. Monday No. 3 met.", "They left."]),
    ("A title\n\n  First line \nSecond. Third.\n", ["A title", "First line", "Second.", "Third."]),
    ("It was plan B.\nThey left.", ["It was plan B.", "They left."]),
    ("", []), ("  \n \n", []), (" One", [" One"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SPLIT)
def test_sentences(text, expected):
    assert [text[a:b] for a, b in sentences(text)] == expected


@given(st.text(alphabet='ab A.!?\n”"(’ U.S Mr', max_size=60), st.data())
def test_sentences_stand_in_order_and_the_one_around_words_holds_them(text, data):
    found = list(sentences(text))
    assert all(a < b for a, b in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    assert "".join("".join(text[a:b].split()) for a, b in found) == "".join(text.split())
    if text:
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        first, last = sentence_at(text, start, end)
        assert 0 <= first <= start < end <= last <= len(text)


def test_sentences_and_what_stands_around_and_before():
    text = "Gen. Soto left on Jan. 3. He came back.\nThe end is near."
    assert [text[a:b] for a, b in sentences(text)] == [
        "Gen. Soto left on Jan. 3.", "He came back.", "The end is near.",
    ]  # fmt: skip
    start = text.index("came")
    assert text[slice(*sentence_at(text, start, start + 4))] == "He came back."
    before = sentence_before(text, text.index("He came"))
    assert before is not None
    assert text[slice(*before)].startswith("Gen. Soto")
    assert sentence_before(text, text.index("The end")) is None


def test_accounts_and_points_split_alike():
    article = make_article("Talks\n\nMr. Lund met Gen. Ortiz of Peru on Feb. 3. They spoke for an hour.\n")
    points = [span for _, span in sentences_of(article)]
    assert [span.text for span in points][-2:] == [
        "Mr. Lund met Gen. Ortiz of Peru on Feb. 3.", "They spoke for an hour.",
    ]  # fmt: skip
    assert sentence_around(article, points[-2].start + 20, points[-2].start + 25) == points[-2]
