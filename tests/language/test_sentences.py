"""Where a sentence may start by the text alone, and how texts are cut for the model."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.language.sentences import (
    CREDITED,
    LINE,
    MUST,
    NEVER,
    RUN_IN,
    STOP,
    SURE,
    cut_chunks,
    gaps,
    grades,
    without_bare,
)
from dragoman.language.shapes import GAP_BLANK, GAP_LINE, GAP_NONE, GAP_PARAGRAPH
from dragoman.language.tokens import tokenise

CASES = [  # text, the token looked at, its grade
    ("They met. He left.", "He", SURE),
    ("They met.He left.", "He", STOP),
    ('They met." He left.', "He", SURE),
    ("They met. “We left.", "“", SURE),
    ("Mr. Khan left", "Khan", NEVER),
    ("the U.S. President left", "President", STOP),
    ("Acme Inc. He left", "He", STOP),
    ("They met. then", "then", STOP),
    ("KABUL: He left", "He", STOP),
    ("They met\nHe left", "He", LINE),
    ("They met\n\nhe left", "he", MUST),
    ("Secretary of State The talks", "The", RUN_IN),
    ("they met him", "met", NEVER),
    ("LIMA, July 3 (AP) - The talks", "The", CREDITED),
    ("they met (twice) - The talks", "The", RUN_IN),
]


@pytest.mark.parametrize(("text", "word", "grade"), CASES)
def test_grades(text: str, word: str, grade: int) -> None:
    tokens = tokenise(text)
    found = grades(text, tokens, gaps(text, tokens, 0))
    assert found[[text[a:b] for a, b in tokens].index(word)] == grade


def test_gaps_tell_blanks_lines_and_paragraphs() -> None:
    text = "a, b\nc\n\nd\u00a0e"
    assert gaps(text, tokenise(text), 0) == [GAP_PARAGRAPH, GAP_NONE, GAP_BLANK, GAP_LINE, GAP_PARAGRAPH, GAP_BLANK]


@given(st.lists(st.sampled_from([NEVER, NEVER, NEVER, RUN_IN, STOP, SURE, LINE, MUST]), max_size=300))
def test_chunks_partition_the_tokens_and_are_not_too_long(grade_of: list[int]) -> None:
    chunks = cut_chunks(grade_of, aim=20, longest=60)
    assert [i for a, b in chunks for i in range(a, b)] == list(range(len(grade_of)))
    assert all(0 < b - a <= 60 for a, b in chunks)
    starts = {a for a, _ in chunks}
    assert {i for i, g in enumerate(grade_of) if g == MUST} <= starts | {0}


def test_chunks_are_cut_where_a_sentence_surely_starts() -> None:
    grade_of = [MUST] + [NEVER] * 9 + [SURE] + [NEVER] * 9 + [STOP] + [NEVER] * 9 + [SURE] + [NEVER] * 5
    assert cut_chunks(grade_of, aim=15, longest=60) == [(0, 10), (10, 30), (30, 36)]


def test_a_closing_quote_is_no_sentence() -> None:
    text = 'They met. " He left. ” *** 1.'
    tokens = tokenise(text)
    assert [text[a:b] for a, b in tokens] == ["They", "met", ".", '"', "He", "left", ".", "”", "***", "1", "."]
    assert without_bare(text, tokens, [0, 3, 4, 7, 8, 9]) == [0, 4, 9]
