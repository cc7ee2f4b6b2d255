"""Noun phrases read off a dependency tree: extent, head, modifiers, coordination.

Indices are from 0 within the sentence; ``Token.head`` counts from 1 with 0 for the root, as in CoNLL-U.
"""

from dragoman.language.tree import GENITIVES, Tree
from dragoman.records import Token

NOUN_TAGS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
# Relations that keep a dependant inside the phrase of its head when it stands to the left of it.
_LEFT = frozenset(
    {"det", "amod", "compound", "nummod", "nmod", "flat", "case", "punct", "advmod", "fixed", "det:predet"}
)
_POSSESSIVE = frozenset({"nmod:poss", "nmod:unmarked", "nmod:desc"})
# Prepositions whose complement says whom the head belongs to or acts for ("spokesman for", "members of"); that of
# "envoy to Syria" or "troops in Mali" does not.
OWNING_PREPOSITIONS = frozenset({"of", "for", "from"})


def phrase_start(tree: Tree, head: int) -> int:
    """Index of the first token of the phrase left of its head: determiners, adjectives, compounds, possessors."""
    first, least = head, 0
    for child in tree.children(head):
        if child < head and tree.relation(child) in {"nsubj", "cop", "aux", "mark"}:
            least = max(least, child + 1)  # "X, who ..., is a former consul": nothing before the verb belongs to it
        if child < head and (tree.relation(child) in _LEFT or tree.tokens[child].deprel in _POSSESSIVE):
            if tree.relation(child) == "case" and tree.tokens[child].form not in GENITIVES:
                continue
            if tree.relation(child) in {"punct", "advmod"}:
                continue
            first = min(first, tree.subtree(child)[0])
    return max(first, least)


def phrase_end(tree: Tree, head: int) -> int:
    """Index of the last token of the phrase: flat parts of a name, and an owner after a preposition ("of Iran")."""
    last = head
    for child in tree.children(head):
        if child <= head:
            continue
        owner = tree.relation(child) == "nmod" and tree.preposition(child) in OWNING_PREPOSITIONS
        if tree.relation(child) in {"flat", "fixed"} or owner:
            below = tree.subtree(child)
            if below[0] <= last + 2 and below[-1] - below[0] + 1 == len(below) and len(below) <= 8:
                last = max(last, below[-1])
    return last


def head_of_range(tokens: tuple[Token, ...], first: int, last: int) -> int:
    """The token of ``[first, last]`` whose head lies outside it; the last such one when the parse splits the range."""
    outside = [i for i in range(first, last + 1) if not first <= tokens[i].head - 1 <= last]
    return outside[-1] if outside else last
