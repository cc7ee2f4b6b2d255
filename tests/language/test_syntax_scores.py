"""The scorer of ``evaluation/syntax.py``: a perfect reading scores 100, known mistakes score what they must."""

from pathlib import Path

import msgspec
import pytest

from dragoman.language.conllu import parse
from dragoman.records import Name, Reading, Sentence, Token
from evaluation.syntax import Score, Text, add_names, compare, from_reading, read_gold

CONLLU = """# newdoc id = d
# newpar id = p
# sent_id = s1
# text = Rome didn't agree.
1	Rome	Rome	PROPN	NNP	_	4	nsubj	_	_
2-3	didn't	_	_	_	_	_	_	_	_
2	did	do	AUX	VBD	_	4	aux	_	_
3	n't	not	PART	RB	_	4	advmod	_	_
4	agree	agree	VERB	VB	_	0	root	_	SpaceAfter=No
5	.	.	PUNCT	.	_	4	punct	_	_

# newpar id = q
# sent_id = s2
# text = Oslo did.
1	Oslo	Oslo	PROPN	NNP	_	2	nsubj	_	_
2	did	do	VERB	VBD	_	0	root	_	SpaceAfter=No
3	.	.	PUNCT	.	_	2	punct	_	_

"""
NAMES = """# sent_id = s1
1	Rome	B-LOC	-	a
2	didn't	O	-	a
3	agree	O	-	a
4	.	O	-	a

# sent_id = s2
1	Oslo	B-LOC	-	a
2	did	O	-	a
3	.	O	-	a
"""
TEXT = "Rome didn't agree.\n\nOslo did."


@pytest.fixture
def gold(tmp_path: Path) -> Text:
    (tmp_path / "g.conllu").write_text(CONLLU)
    (tmp_path / "g.iob2").write_text(NAMES)
    texts, where = read_gold(tmp_path / "g.conllu")
    add_names(texts, where, tmp_path / "g.iob2")
    (text,) = texts
    return text


def reading() -> Reading:
    """The gold as a reading of TEXT."""
    first, second = parse(CONLLU)
    moved = [msgspec.structs.replace(t, start=t.start + 1, end=t.end + 1) for t in second.tokens]
    second = Sentence(start=20, end=29, text=TEXT[20:29], tokens=tuple(moved))
    return Reading(sentences=(first, second), names=(Name(0, 0, 0, "place", 1.0), Name(1, 0, 0, "place", 1.0)))


def scored(found: Reading, gold: Text) -> dict[str, float]:
    score = Score()
    compare(from_reading(found, TEXT), gold, score)
    return score.f1()


def changed(found: Reading, number: int, **fields: object) -> Reading:
    """The reading with fields of one word of the first sentence changed."""
    first, second = found.sentences
    tokens: list[Token] = list(first.tokens)
    tokens[number - 1] = msgspec.structs.replace(tokens[number - 1], **fields)
    return msgspec.structs.replace(found, sentences=(msgspec.structs.replace(first, tokens=tuple(tokens)), second))


def test_the_text_is_rebuilt(gold: Text) -> None:
    assert gold.text == TEXT
    assert gold.names == {(0, 4, "place"), (16, 20, "place")}


def test_a_perfect_reading_scores_full_marks(gold: Text) -> None:
    assert set(scored(reading(), gold).values()) == {100.0}


@pytest.mark.parametrize(
    ("fields", "measure", "others"),
    [
        ({"upos": "NOUN"}, "upos", {"LAS"}),
        ({"head": 2}, "UAS", {"upos"}),
        ({"deprel": "obj"}, "LAS", {"UAS"}),
        ({"deprel": "nsubj:pass"}, "LAS_full", {"LAS", "UAS"}),
        ({"lemma": "Roma"}, "lemmas", {"LAS"}),
    ],
)
def test_one_mistake_in_eight_words(gold: Text, fields: dict[str, object], measure: str, others: set[str]) -> None:
    found = scored(changed(reading(), 1, **fields), gold)
    assert found[measure] == 87.5
    assert all(found[m] == 100 for m in others)


def test_a_name_of_another_kind_is_wrong_but_found(gold: Text) -> None:
    names = (Name(0, 0, 0, "person", 1.0), Name(1, 0, 0, "place", 1.0))
    found = scored(msgspec.structs.replace(reading(), names=names), gold)
    assert (found["names"], found["name_spans"]) == (50.0, 100.0)


def test_joined_sentences_lose_both(gold: Text) -> None:
    first, second = reading().sentences
    joined = Sentence(start=0, end=29, text=TEXT, tokens=(*first.tokens, *second.tokens))
    assert scored(Reading(sentences=(joined,)), gold)["sentences"] == 0
