"""The tree, the forest and the stretches, as the rules ask about them."""

from dragoman.language.tree import Tree
from dragoman.records import Sentence, Token
from dragoman.statements.clauses import Forest, Stretches
from tests.parsed import sentences
from tests.statements import cases


def tree(block: str) -> Tree:
    _, (sentence,) = sentences(block)
    return Tree(sentence, 0)


def test_children_heads_and_subtrees() -> None:
    that = tree(cases.THAT)
    said, failed = 2, 9
    assert that.children(said, "nsubj") == (1,)
    assert that.child(said, "ccomp") == failed
    assert that.head(failed) == said
    assert that.head(said) is None
    assert that.subtree(failed) == [5, 6, 7, 8, 9]
    assert that.subtree(failed, [7]) == [5, 8, 9]
    assert list(that.ancestors(6)) == [7, failed, said]


def test_the_subject_next_to_the_verb_is_taken() -> None:
    doubled = tree("A a NOUN 3 nsubj\nB b NOUN 3 nsubj\nsaid say VERB 0 root")
    assert doubled.subject(2) == 1


def test_negation_and_finiteness() -> None:
    assert tree(cases.NOT_SAID).negated(3)
    assert not tree(cases.THAT).negated(2)
    assert tree(cases.THAT).finite(9)
    assert not tree(cases.URGED).finite(4)


def test_a_broken_tree_does_not_hang() -> None:
    tokens = tuple(Token(id=i, form="x", start=2 * i, end=2 * i + 1, head=i % 3 + 1) for i in (1, 2, 3))
    broken = Tree(Sentence(start=2, end=7, text="x x x", tokens=tokens), 0)
    assert broken.subtree(0) == [0, 1, 2]
    assert len(list(broken.ancestors(0))) == 2


def test_a_forest_finds_sentences_by_offset() -> None:
    _, read = sentences(cases.THAT, cases.BARE)
    forest = Forest([Tree(sentence, number) for number, sentence in enumerate(read)])
    first, second = read
    assert forest.at(first.start) is forest.numbered(0)
    assert forest.at(first.end) is None
    assert [t.number for t in forest.touching(first.end - 1, second.start + 1)] == [0, 1]
    assert forest.after(first.end) is forest.numbered(1)
    assert forest.after(second.end) is None


def test_stretches_cover_and_overlap() -> None:
    stretches = Stretches([(10, 20), (0, 5)])
    assert [stretches.cover(i) for i in (0, 4, 5, 10, 19, 20)] == [True, True, False, True, True, False]
    assert stretches.overlapping(3, 11) == [(0, 5), (10, 20)]
    assert stretches.overlapping(5, 10) == []
