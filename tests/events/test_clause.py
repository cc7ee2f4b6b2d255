"""The words that tell an event: 4 to 45 of them, with the trigger among them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.events.clause import LONGEST_WORDS, SHORTEST_WORDS, clause_span
from dragoman.language.tree import Tree
from tests.events.test_scene import scene, trees


def quoted(block: str, token: int, kind: str = "verb") -> str:
    it = scene(block)
    first, last = clause_span(it, token, kind)
    return it.tree.sentence.text[it.tree[first].start : it.tree[last].end]


TWO = """
On on ADP 2 case
Sunday Sunday PROPN 4 obl
Peru Peru PROPN 4 nsubj
struck strike VERB 0 root
a a DET 6 det
depot depot NOUN 4 obj
, , PUNCT 9 punct
and and CCONJ 9 cc
freed free VERB 4 conj
the the DET 11 det
guards guard NOUN 9 obj
"""
SAID = """
Rebels rebel NOUN 2 nsubj
struck strike VERB 7 ccomp
Peru Peru PROPN 2 obj
on on ADP 5 case
Sunday Sunday PROPN 2 obl
, , PUNCT 7 punct
said say VERB 0 root
Silva Silva PROPN 7 nsubj
. . PUNCT 7 punct
"""
HELD = """
Peru Peru PROPN 2 nsubj
held hold VERB 0 root
some some DET 4 det
talks talk NOUN 2 obj
. . PUNCT 2 punct
"""
FRESH = """
Peru Peru PROPN 2 nsubj
announced announce VERB 0 root
some some DET 6 det
fresh fresh ADJ 6 amod
border border NOUN 6 compound
talks talk NOUN 2 obj
. . PUNCT 2 punct
"""


@pytest.mark.parametrize(
    ("block", "token", "kind", "text"),
    [
        (TWO, 3, "verb", "On Sunday Peru struck a depot"),
        (TWO + ". . PUNCT 4 punct", 3, "verb", "On Sunday Peru struck a depot"),  # the point closes both clauses
        (TWO, 8, "verb", "and freed the guards"),  # "freed the guards" is too short
        (SAID, 1, "verb", "Rebels struck Peru on Sunday"),
        (HELD, 3, "noun", "Peru held some talks"),
        (HELD, 1, "verb", "Peru held some talks"),
        (FRESH, 5, "noun", "some fresh border talks"),
    ],
)
def test_the_clause_of_a_trigger(block: str, token: int, kind: str, text: str) -> None:
    assert quoted(block, token, kind) == text


def test_what_a_verb_of_saying_reports_before_it_is_not_in_its_clause() -> None:
    got = quoted(
        SAID.replace("Silva", "General") + "Silva Silva PROPN 8 flat\nof of ADP 12 case\nOman Oman PROPN 8 nmod", 6
    )
    assert "struck" not in got
    assert "said General" in got


@pytest.mark.parametrize("relation", ["parataxis", "discourse", "dep", "list"])
def test_an_aside_after_the_clause_is_left_out(relation: str) -> None:
    block = TWO.replace("4 conj", f"4 {relation}")
    assert quoted(block, 3) == "On Sunday Peru struck a depot"


def test_marks_around_a_clause_are_left_out() -> None:
    block = (
        "“ “ PUNCT 3 punct\nPeru Peru PROPN 3 nsubj\nstruck strike VERB 0 root\nall all DET 5 det\nmen man NOUN 3 obj"
    )
    assert quoted(f"{block}\n. . PUNCT 3 punct", 2) == "Peru struck all men"


def test_a_sum_of_money_keeps_its_sign() -> None:
    block = (
        "$ $ SYM 4 nsubj:pass\n2m 2m NUM 1 nummod\nwas be AUX 4 aux:pass\npaid pay VERB 0 root\nout out ADV 4 advmod"
    )
    assert quoted(block, 3) == "$ 2m was paid out"


def test_a_short_sentence_is_quoted_whole() -> None:
    assert quoted("Peru Peru PROPN 2 nsubj\nstruck strike VERB 0 root\nback back ADV 2 advmod", 1) == "Peru struck back"


def long(words: int, comma: int = -1) -> str:
    """A clause of that many words behind the verb, a comma after so many of them."""
    lines = ["Peru Peru PROPN 2 nsubj", "struck strike VERB 0 root"]
    lines += [", , PUNCT 2 punct" if n == comma else "often often ADV 2 advmod" for n in range(words)]
    return "\n".join(lines)


def test_a_long_clause_is_cut_at_a_comma_behind_the_trigger() -> None:
    assert quoted(long(60, comma=20), 1) == " ".join(["Peru", "struck", *["often"] * 20])


@pytest.mark.parametrize("token", [0, 1, 30, 61])
def test_a_clause_without_commas_is_cut_by_count_and_keeps_its_trigger(token: int) -> None:
    it = scene(long(60))
    first, last = clause_span(it, token, "verb")
    assert first <= token <= last
    assert SHORTEST_WORDS <= last - first + 1 <= LONGEST_WORDS


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 90), st.integers(-1, 90), st.integers(0, 1))
def test_a_clause_keeps_to_its_bounds(words: int, comma: int, token: int) -> None:
    it = scene(long(words, comma))
    first, last = clause_span(it, token, "verb")
    assert 0 <= first <= token <= last < len(it.tree)
    assert min(SHORTEST_WORDS, len(it.tree)) <= last - first + 1 <= LONGEST_WORDS


@settings(max_examples=40, deadline=None)
@given(trees(), st.sampled_from(("verb", "noun", "adjective")))
def test_on_any_tree_the_clause_is_of_the_sentence_and_no_shorter_than_may_be(it: Tree, kind: str) -> None:
    on = scene(it)
    for token in range(len(it)):
        first, last = clause_span(on, token, kind)
        assert 0 <= first <= last < len(it)
        assert last - first + 1 >= min(SHORTEST_WORDS, len(it))


@settings(max_examples=40, deadline=None)
@given(trees())
def test_on_any_tree_a_trigger_that_is_a_word_is_quoted(it: Tree) -> None:
    on = scene(it)
    for token in range(len(it)):
        if it[token].upos in {"VERB", "NOUN", "ADJ", "PROPN"}:
            first, last = clause_span(on, token, "verb")
            assert first <= token <= last


def test_a_short_clause_takes_in_what_is_coordinated_with_it_and_no_bare_conjunction() -> None:
    block = """
    Peru Peru PROPN 2 nsubj
    denied deny VERB 0 root Tense=Past|VerbForm=Fin
    this this PRON 2 obj
    and and CCONJ 5 cc
    left leave VERB 2 conj Tense=Past|VerbForm=Fin
    early early ADV 5 advmod
    . . PUNCT 2 punct
    """
    first, last = clause_span(scene(block), 1, "verb")
    assert (first, last) == (0, 5)
