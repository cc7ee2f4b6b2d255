"""Noun phrases from hand-built trees."""

from dragoman.entities.phrases import head_of_range, phrase_end, phrase_start
from dragoman.language.tree import Tree
from tests.parsed import sentences

COMMANDER = """
The the DET 3 det
Kenyan Kenyan ADJ 3 amod
commander commander NOUN 6 nsubj
of of ADP 5 case
AMISOM AMISOM PROPN 3 nmod
met meet VERB 0 root
Somali Somali ADJ 9 amod
and and CCONJ 9 cc
Ugandan Ugandan ADJ 10 amod
generals general NOUN 6 obj
"""


def tree(block: str) -> Tree:
    return Tree(sentences(block)[1][0])


def test_a_phrase_reaches_from_determiner_to_owner() -> None:
    built = tree(COMMANDER)
    assert (phrase_start(built, 2), phrase_end(built, 2)) == (0, 4)


def test_relations_come_without_subtype() -> None:
    built = tree("Mali Mali PROPN 3 nmod:poss\n's 's PART 1 case\narmy army NOUN 4 nsubj\nfled flee VERB 0 root")
    assert built.relation(0) == "nmod"
    assert built.children(2, "nmod") == (0,)
    assert built.children(2, "nmod:poss") == (0,)
    assert phrase_start(built, 2) == 0


def test_the_preposition_of_a_nominal_is_no_possessive_mark() -> None:
    built = tree(COMMANDER)
    assert built.preposition(4) == "of"
    assert built.preposition(2) is None


def test_ancestors_stop_at_the_root_and_on_a_cycle() -> None:
    built = tree(COMMANDER)
    assert list(built.ancestors(4)) == [2, 5]
    loop = tree("a a NOUN 2 dep\nb b NOUN 1 dep")
    assert list(loop.ancestors(0)) == [1]


def test_the_head_of_a_range_is_the_token_with_its_head_outside() -> None:
    built = tree(COMMANDER)
    assert head_of_range(built.tokens, 0, 4) == 2
    assert head_of_range(built.tokens, 3, 4) == 4


def test_a_predicate_does_not_reach_over_its_verb() -> None:
    rows = (
        "Doe Doe PROPN 5 nsubj", "is be AUX 5 cop", "a a DET 5 det", "former former ADJ 5 amod",
        "consul consul NOUN 0 root",
    )  # fmt: skip
    assert phrase_start(tree("\n".join(rows)), 4) == 2
    loose = tree("\n".join(rows).replace("Doe Doe PROPN 5 nsubj", "Doe Doe PROPN 3 nmod"))
    assert phrase_start(loose, 4) == 2
