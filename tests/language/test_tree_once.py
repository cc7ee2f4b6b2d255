"""Questions about a tree that are answered once."""

from dragoman.language.tree import Tree, once
from tests.parsed import sentences

FLED = "The the DET 3 det\nMalian Malian ADJ 3 amod\narmy army NOUN 4 nsubj:pass\nbeaten beat VERB 0 root"
asked: list[tuple[int, int]] = []


@once
def sum_of(tree: Tree, node: int, more: int = 0) -> int:
    asked.append((node, more))
    return len(tree) + node + more


def tree() -> Tree:
    return Tree(sentences(FLED)[1][0])


def test_the_same_question_is_asked_once_a_tree() -> None:
    asked.clear()
    one = tree()
    assert [sum_of(one, 1), sum_of(one, 1), sum_of(one, 1, more=2), sum_of(one, 1, more=2), sum_of(one, 2)] == [
        5, 5, 7, 7, 6,
    ]  # fmt: skip
    assert asked == [(1, 0), (1, 2), (2, 0)]


def test_another_tree_is_asked_anew() -> None:
    asked.clear()
    assert sum_of(tree(), 1) == sum_of(tree(), 1) == 5
    assert asked == [(1, 0), (1, 0)]


def test_children_by_relation_keep_their_order_and_hold_subtypes() -> None:
    one = tree()
    assert one.children(2, "amod", "det") == (0, 1)
    assert one.children(3, "nsubj") == one.children(3, "nsubj:pass") == (2,)
    assert one.children(2, "nsubj") == ()
