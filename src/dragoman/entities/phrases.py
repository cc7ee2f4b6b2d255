"""Noun phrases read off a dependency tree: extent, head, modifiers, coordination.

Indices are from 0 within the sentence; ``Token.head`` counts from 1 with 0 for the root, as in CoNLL-U.
"""

from collections.abc import Iterator

from dragoman.records import Sentence, Token

NOUN_TAGS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
# Relations that keep a dependant inside the phrase of its head when it stands to the left of it.
_LEFT = frozenset(
    {"det", "amod", "compound", "nummod", "nmod", "flat", "case", "punct", "advmod", "fixed", "det:predet"}
)
_POSSESSIVE = frozenset({"nmod:poss", "nmod:unmarked", "nmod:desc"})
# Prepositions whose complement says whom the head belongs to or acts for ("spokesman for", "members of"); that of
# "envoy to Syria" or "troops in Mali" does not.
OWNING_PREPOSITIONS = frozenset({"of", "for", "from"})


class Tree:
    """Children of every token of one sentence, left to right."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self._children: list[list[int]] = [[] for _ in sentence.tokens]
        for index, token in enumerate(sentence.tokens):
            if token.head:
                self._children[token.head - 1].append(index)

    def children(self, index: int, *relations: str) -> list[int]:
        """Dependants of a token; with relations given only those (``nmod`` also takes ``nmod:poss``)."""
        if not relations:
            return self._children[index]
        return [c for c in self._children[index] if self.relation(c) in relations or self.tokens[c].deprel in relations]

    def relation(self, index: int) -> str:
        """The relation without its subtype."""
        return self.tokens[index].deprel.split(":", 1)[0]

    def parent(self, index: int) -> int | None:
        """The head's index; ``None`` for the root."""
        head = self.tokens[index].head
        return head - 1 if head else None

    def ancestors(self, index: int) -> Iterator[int]:
        """Heads upwards, the nearest first."""
        seen = {index}
        parent = self.parent(index)
        while parent is not None and parent not in seen:
            yield parent
            seen.add(parent)
            parent = self.parent(parent)

    def subtree(self, index: int) -> list[int]:
        """The token and everything below it, in order."""
        found, queue = {index}, [index]
        while queue:
            for child in self._children[queue.pop()]:
                if child not in found:
                    found.add(child)
                    queue.append(child)
        return sorted(found)

    def preposition(self, index: int) -> str | None:
        """The first case marker of a nominal, lower case; ``None`` when it has none."""
        for child in self.children(index, "case"):
            if self.tokens[child].form not in {"'s", "’s", "'", "’"}:
                return self.tokens[child].form.lower()
        return None

    def conjuncts(self, index: int) -> list[int]:
        """The token and what is coordinated with it ("A, B and C"), heads only."""
        return [index, *self.children(index, "conj")]


def phrase_start(tree: Tree, head: int) -> int:
    """Index of the first token of the phrase left of its head: determiners, adjectives, compounds, possessors."""
    first = head
    for child in tree.children(head):
        if child < head and (tree.relation(child) in _LEFT or tree.tokens[child].deprel in _POSSESSIVE):
            if tree.relation(child) == "case" and tree.tokens[child].form not in {"'s", "’s", "'", "’"}:
                continue
            if tree.relation(child) in {"punct", "advmod"}:
                continue
            first = min(first, tree.subtree(child)[0])
    return first


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
