"""A sentence's tree, as the rules over it ask about it. Indices count tokens from 0.

``Token.head`` counts from 1 with 0 for the root, as in CoNLL-U. A broken tree (a head outside the sentence, a loop) is
walked as far as it holds.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from dragoman.records import Sentence, Token

GENITIVES = frozenset({"'s", "’s", "'", "’"})
_Asked = ParamSpec("_Asked")
_Found = TypeVar("_Found")


class Tree:
    """A sentence with its children looked up once."""

    def __init__(self, sentence: Sentence, number: int = 0) -> None:
        self.sentence = sentence
        self.number = number  # index of the sentence in the reading
        self.tokens = sentence.tokens
        length = len(self.tokens)
        self._heads: list[int | None] = [None] * length
        children: list[list[int]] = [[] for _ in self.tokens]
        for index, token in enumerate(self.tokens):
            if 0 < token.head <= length and token.head - 1 != index:
                self._heads[index] = token.head - 1
                children[token.head - 1].append(index)
        self._children = [tuple(below) for below in children]
        # The rules ask for the same children, lemmas and subtrees again and again: each is found once.
        self._related: dict[tuple[int, tuple[str, ...]], tuple[int, ...]] = {}
        self._lemmas: list[str | None] = [None] * length
        self.found: dict[Hashable, Any] = {}  # by question and what was asked for, see ``once``

    def __len__(self) -> int:
        return len(self.tokens)

    def __getitem__(self, index: int) -> Token:
        return self.tokens[index]

    def head(self, index: int) -> int | None:
        """The index of the head; None for the root."""
        return self._heads[index]

    def children(self, index: int, *relations: str) -> tuple[int, ...]:
        """The children, of the given relations (with or without subtype) where any are given."""
        if not relations:
            return self._children[index]
        asked = index, relations
        found = self._related.get(asked)
        if found is None:
            found = self._related[asked] = tuple(c for c in self._children[index] if self._is(c, relations))
        return found

    def _is(self, index: int, relations: tuple[str, ...]) -> bool:
        full = self.tokens[index].deprel
        return full in relations or full.partition(":")[0] in relations

    def child(self, index: int, *relations: str) -> int | None:
        """The first such child; None: there is none."""
        found = self.children(index, *relations)
        return found[0] if found else None

    def subtree(self, index: int, without: Iterable[int] = ()) -> list[int]:
        """The tokens under ``index``, itself included, in order, leaving out the subtrees in ``without``."""
        barred = set(without)
        out, stack = [], [index]
        while stack:
            node = stack.pop()
            if node in barred:
                continue
            out.append(node)
            stack.extend(self._children[node])
            if len(out) > len(self.tokens):  # a cycle in a broken tree
                break
        return sorted(set(out))

    def ancestors(self, index: int) -> Iterator[int]:
        """The heads above a token, nearest first."""
        seen = {index}
        node = self._heads[index]
        while node is not None and node not in seen:
            seen.add(node)
            yield node
            node = self._heads[node]

    def lemma(self, index: int) -> str:
        """The lemma in lower case; the form where the reader gave none."""
        known = self._lemmas[index]
        if known is None:
            token = self.tokens[index]
            known = self._lemmas[index] = (token.lemma if token.lemma not in {"", "_"} else token.form).lower()
        return known

    def feature(self, index: int, name: str) -> str | None:
        """The value of a feature ("VerbForm"); None: not marked."""
        feats = self.tokens[index].feats
        if name not in feats:
            return None
        for pair in feats.split("|"):
            key, _, value = pair.partition("=")
            if key == name:
                return value
        return None

    def is_verb(self, index: int) -> bool:
        """Whether the token is a full verb."""
        return self[index].upos == "VERB"

    def finite(self, index: int) -> bool:
        """Whether the clause of this predicate is finite: by its own form, its auxiliary or its copula."""
        marks = [index, *self.children(index, "aux", "cop")]
        return any(self.feature(i, "VerbForm") == "Fin" or self[i].xpos == "MD" for i in marks)

    def participle(self, index: int) -> bool:
        """Whether a verb is a form in -ing."""
        return self[index].xpos == "VBG" or self.feature(index, "VerbForm") == "Ger"

    def negated(self, index: int) -> bool:
        """Whether the predicate is under a negation word of its own."""
        negations = {"not", "n't", "never", "no longer", "neither", "n’t"}
        return any(
            self.lemma(c) in negations or self[c].form.lower() in negations
            for c in self.children(index, "advmod", "cc")
        )

    def subject(self, index: int) -> int | None:
        """The subject on the predicate itself, passives' included; of several the one next to it. None: none.

        After the verb ("said local paper Herald") a name right behind the first subject is the better one.
        """
        found = [c for c in self.children(index, "nsubj", "csubj") if self[c].deprel != "csubj" or not self.is_verb(c)]
        before = [c for c in found if c < index]
        if before:
            return before[-1]
        beside = [c for c in found[1:] if c == found[0] + 1 and self[c].upos == "PROPN"]
        return beside[0] if beside else found[0] if found else None

    def at(self, offset: int) -> int | None:
        """The token that covers or follows an offset of the text; None: the sentence ends before it."""
        for index, token in enumerate(self.tokens):
            if token.end > offset:
                return index
        return None

    def between(self, start: int, end: int) -> list[int]:
        """The tokens that lie wholly in ``[start, end)``."""
        return [i for i, token in enumerate(self.tokens) if token.start >= start and token.end <= end]

    def top_of(self, indices: Iterable[int]) -> int | None:
        """The token among these whose head is not among them; the leftmost of several. None: no tokens."""
        inside = list(indices)
        members = set(inside)
        words = [i for i in inside if self[i].upos != "PUNCT"]
        for index in words:
            if self.head(index) not in members:
                return index
        return words[0] if words else None

    def relation(self, index: int) -> str:
        """The relation without its subtype."""
        return self.tokens[index].deprel.split(":", 1)[0]

    def preposition(self, index: int) -> str | None:
        """The first case marker of a nominal, lower case, the genitive's left aside; None when it has none."""
        markers = (self.tokens[c].form for c in self.children(index, "case"))
        return next((form.lower() for form in markers if form not in GENITIVES), None)


def once(look: Callable[Concatenate[Tree, _Asked], _Found]) -> Callable[Concatenate[Tree, _Asked], _Found]:
    """A question about a tree that is answered once for each tree, for the rules of an article ask the same many times.

    The answer must hang on the tree and what is asked alone, and nobody may change it.
    """

    @wraps(look)
    def asked(tree: Tree, /, *args: _Asked.args, **named: _Asked.kwargs) -> _Found:
        key = (look, args, *named.items()) if named else (look, args)
        try:
            found: _Found = tree.found[key]
        except KeyError:
            found = tree.found[key] = look(tree, *args, **named)
        return found

    return asked
