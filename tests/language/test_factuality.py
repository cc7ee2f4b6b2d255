"""Factuality on hand-checked parses (``factuality.conllu``); no model is loaded."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.language.clauses import Tree, lexicon
from dragoman.language.conllu import parse
from dragoman.language.factuality import Factuality, factuality
from dragoman.records import Sentence, Token

BLOCKS = [b for b in (Path(__file__).parent / "factuality.conllu").read_text("utf-8").split("\n\n") if "# case" in b]
FLAGS = {"perfect", "progressive", "conditional", "interrogative", "reported", "infinitive", "planned", "cancelled"}


def expected(words: list[str]) -> Factuality:
    """Features as the file writes them: ``tense=past perfect reported reporter=1``."""
    fields: dict[str, object] = {}
    for word in words:
        key, _, value = word.partition("=")
        fields[key] = True if key in FLAGS else int(value) if key == "reporter" else value
    return Factuality(**fields)  # type: ignore[arg-type]


def cases() -> list[tuple[str, str, str]]:
    found = []
    for block in BLOCKS:
        for line in block.split("\n"):
            if line.startswith("# case"):
                word, _, features = line.split("=", 1)[1].partition(":")
                found.append((block, word.strip(), features.strip()))
    return found


def index_of(sentence: Sentence, word: str) -> int:
    return [t.form for t in sentence.tokens].index(word)


@pytest.mark.parametrize(("block", "word", "features"), cases(), ids=lambda x: x if len(x) < 60 else "")
def test_cases(block: str, word: str, features: str) -> None:
    (sentence,) = parse(block)
    assert factuality(sentence, index_of(sentence, word)) == expected(features.split())


@pytest.mark.parametrize(("block", "word", "features"), cases(), ids=lambda x: x if len(x) < 60 else "")
def test_features_do_where_there_are_no_tags(block: str, word: str, features: str) -> None:
    (sentence,) = parse(block)
    tokens = tuple(msgspec.structs.replace(t, xpos="_") for t in sentence.tokens)
    bare = msgspec.structs.replace(sentence, tokens=tokens)
    assert factuality(bare, index_of(bare, word)) == expected(features.split())


@pytest.mark.parametrize("block", BLOCKS)
def test_every_word_has_an_answer_and_reporters_are_words(block: str) -> None:
    (sentence,) = parse(block)
    for i in range(len(sentence.tokens)):
        found = factuality(sentence, i)
        assert found.reported == (found.reporter is not None)
        assert found.reporter is None or 0 <= found.reporter < len(sentence.tokens)


RELATIONS = st.sampled_from(
    ["nsubj", "obj", "xcomp", "ccomp", "acl", "advcl", "conj", "mark", "aux", "case", "obl", "root"]
)
LEMMAS = st.sampled_from(["say", "not", "to", "fail", "plan", "be", "if", "of", "ahead", "talk", "will", "only"])


@given(
    st.lists(
        st.tuples(LEMMAS, RELATIONS, st.integers(0, 9), st.sampled_from(["VERB", "NOUN", "AUX"])),
        min_size=1,
        max_size=9,
    )
)
def test_damaged_trees_are_survived(rows: list[tuple[str, str, int, str]]) -> None:
    tokens = tuple(
        Token(i + 1, lemma, 3 * i, 3 * i + 2, lemma, upos, "_", "_", head, relation)
        for i, (lemma, relation, head, upos) in enumerate(rows)
    )
    sentence = Sentence(start=0, end=3 * len(rows), text="x", tokens=tokens)
    for i in range(len(tokens)):
        factuality(sentence, i)


def test_a_particle_makes_another_verb() -> None:
    block = next(b for b in BLOCKS if "called off" in b)
    (sentence,) = parse(block)
    tree, called = Tree(sentence), index_of(sentence, "called")
    assert tree.governs(called, "cancelled")
    assert not tree.governs(called, "desired")


def test_the_lexicon_has_lemmas_only() -> None:
    for effect, lists in lexicon().items():
        for kind, words in lists.items():
            assert all(w == w.lower() for w in words), (effect, kind)
    governors = {e for e, lists in lexicon().items() if "verbs" in lists}
    assert governors == {
        "negates",
        "intended",
        "desired",
        "necessary",
        "possible",
        "planned",
        "cancelled",
        "actual",
        "reports",
    }
