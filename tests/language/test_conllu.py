"""CoNLL-U in and out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import UnreadableInput
from dragoman.language.conllu import dump, parse
from dragoman.records import Sentence, Token

BLOCK = """# sent_id = 1
# text = They don't agree.
1	They	they	PRON	PRP	_	4	nsubj	_	_
2-3	don't	_	_	_	_	_	_	_	_
2	do	do	AUX	VBP	_	4	aux	_	_
3	n't	not	PART	RB	_	4	advmod	_	_
4	agree	agree	VERB	VB	_	0	root	_	SpaceAfter=No
5	.	.	PUNCT	.	_	4	punct	_	_

"""


def test_words_get_offsets_from_their_forms() -> None:
    (sentence,) = parse(BLOCK)
    assert [(t.form, t.start, t.end) for t in sentence.tokens] == [
        ("They", 0, 4), ("do", 5, 7), ("n't", 7, 10), ("agree", 11, 16), (".", 16, 17),
    ]  # fmt: skip
    assert sentence.text == "They don't agree."
    assert [t.head for t in sentence.tokens] == [4, 4, 4, 0, 4]


def test_a_second_sentence_follows_the_first() -> None:
    first, second = parse(BLOCK + BLOCK)
    assert second.start == first.end + 1


def test_what_is_written_is_read_back() -> None:
    sentences = parse(BLOCK + BLOCK)
    assert parse(dump(sentences)) == sentences


words = st.text(st.characters(whitelist_categories=("L", "N", "P")), min_size=1, max_size=6)


@given(st.lists(st.tuples(words, st.integers(0, 2)), min_size=1, max_size=8), st.integers(0, 10**6))
def test_offsets_come_back(rows: list[tuple[str, int]], start: int) -> None:
    tokens, at = [], start
    for i, (form, gap) in enumerate(rows, start=1):
        tokens.append(Token(i, form, at, at + len(form), head=i - 1))
        at += len(form) + gap
    text = "".join(
        t.form + " " * ((tokens[i + 1].start if i + 1 < len(tokens) else t.end) - t.end) for i, t in enumerate(tokens)
    )
    sentence = Sentence(start=start, end=tokens[-1].end, text=text, tokens=tuple(tokens), paragraph=3)
    assert parse(dump([sentence])) == [sentence]


@pytest.mark.parametrize(
    ("text", "part"),
    [("1\tThey\n", "2 columns"), ("x" + "\t_" * 9 + "\n", "number"), ("1\tA\ta\tX\t_\t_\tzero\tdep\t_\t_\n", "number")],
)
def test_bad_lines_are_named(text: str, part: str) -> None:
    with pytest.raises(UnreadableInput, match=part) as caught:
        parse(text)
    assert "line 1" in str(caught.value)
    assert caught.value.remedy


def test_nothing_is_no_sentence() -> None:
    assert parse("") == []
    assert dump([]) == ""
