"""Treebank files as examples, chunks of them, names aligned by characters."""

import random
from pathlib import Path

import pytest

from dragoman.language.shapes import (
    DIGIT,
    GAP_BLANK,
    GAP_LINE,
    GAP_NONE,
    GAP_PARAGRAPH,
    INITIAL,
    LOWER,
    MIXED,
    OTHER,
    PUNCT,
    TITLE,
    UPPER,
    code,
    gap_of,
    model_form,
    shape,
)
from training.data import (
    Document,
    Sentence,
    Word,
    add_names,
    cut_chunks,
    label_sets,
    leave_out,
    read_names,
    read_treebank,
)

CONLLU = """# newdoc id = GUM_news_sample
# sent_id = s1
# newpar id = p1
# text = Rome didn't agree.
1	Rome	Rome	PROPN	NNP	_	4	nsubj	_	_
2-3	didn't	_	_	_	_	_	_	_	_
2	did	do	AUX	VBD	_	4	aux	_	_
3	n't	not	PART	RB	_	4	advmod	_	_
4	agree	agree	VERB	VB	_	0	root	_	SpaceAfter=No
5	.	.	PUNCT	.	_	4	punct	_	_

# newdoc id = GUM_fiction_sample
# sent_id = s2
# text = Roma left
1	Roma	Roma	PROPN	NNP	_	2	nsubj	_	_
2	left	leave	VERB	VBD	_	0	root	_	_

"""
NAMES = """# sent_id = s1
# text = x
1	Rome	B-LOC	-	a
2	didn't	O	-	a
3	agree	O	-	a
4	.	O	-	a

# sent_id = s2
1	Romans	B-OTH	-	a
"""


@pytest.fixture
def documents(tmp_path: Path) -> list[Document]:
    path = tmp_path / "x.conllu"
    path.write_text(CONLLU)
    return read_treebank(path)


def test_words_and_gaps(documents: list[Document]) -> None:
    words = documents[0].sentences[0].words
    assert [w.form for w in words] == ["Rome", "did", "n't", "agree", "."]
    assert [w.gap for w in words] == [GAP_PARAGRAPH, GAP_BLANK, GAP_NONE, GAP_BLANK, GAP_NONE]


def test_genres_are_left_out(documents: list[Document]) -> None:
    assert [d.name for d in leave_out(documents)] == ["GUM_news_sample"]


def test_names_are_aligned_by_characters(documents: list[Document], tmp_path: Path) -> None:
    path = tmp_path / "x.iob2"
    path.write_text(NAMES)
    assert add_names(documents, read_names(path)) == 1
    assert [w.name for w in documents[0].sentences[0].words] == ["B-LOC", "O", "O", "O", "O"]
    assert documents[1].sentences[0].words[0].name is None  # spelt otherwise there: masked


def test_rare_labels_are_dropped(documents: list[Document]) -> None:
    labels = label_sets([*documents, *documents, *documents])
    assert "PROPN" in labels["upos"]
    assert labels["name"][0] == "O"
    assert label_sets(documents)["deprel"] == []


def test_chunks_keep_every_sentence_in_order() -> None:
    word = Word("a", "X", "_", "_", 0, "root")
    document = Document("d", [Sentence([word] * n, str(n)) for n in (5, 60, 60, 130, 1, 1, 100, 20)])
    chunks = cut_chunks(document, random.Random(1))
    assert [s for c in chunks for s in c] == document.sentences
    assert all(len(c) == 1 or sum(len(s.words) for s in c) <= 110 for c in chunks)


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("peace", LOWER),
        ("Peace", TITLE),
        ("NATO", UPPER),
        ("A", INITIAL),
        ("McRae", MIXED),
        ("5G", DIGIT),
        ("--", PUNCT),
        ("和平", OTHER),
    ],
)
def test_shapes(form: str, expected: int) -> None:
    assert shape(form) == expected
    assert code(shape(form), GAP_LINE) == expected + 8 * GAP_LINE


@pytest.mark.parametrize(
    ("between", "gap"),
    [("", GAP_NONE), (" ", GAP_BLANK), ("\u00a0 ", GAP_BLANK), (" \n", GAP_LINE), ("\n \n", GAP_PARAGRAPH)],
)
def test_gaps(between: str, gap: int) -> None:
    assert gap_of(between) == gap


def test_the_model_sees_plain_quotes_and_blanks() -> None:
    assert [model_form(x) for x in ("``", "''", "a\u00a0b", "é")] == ['"', '"', "a b", "é"]
