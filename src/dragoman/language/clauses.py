"""A parse as a tree to walk, and what the lexicon says about its words. Words by index from 0."""

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache

from dragoman.language.tables import read_text
from dragoman.records import Sentence, Token

_CLASSES = {
    "VERB": "verbs",
    "AUX": "verbs",
    "NOUN": "nouns",
    "PROPN": "nouns",
    "ADJ": "adjectives",
    "ADV": "adjectives",
}

_MODALS = frozenset({"will", "would", "shall", "should", "can", "could", "may", "might", "must", "ought"})

CLAUSAL = frozenset({"xcomp", "ccomp", "csubj", "csubj:pass", "acl", "advcl"})
NOMINAL = frozenset(
    {"obj", "nsubj", "nsubj:pass", "obl", "nmod", "nmod:poss", "compound", "iobj", "obl:agent", "appos", "obl:unmarked"}
)
AUXILIARY = frozenset({"aux", "aux:pass", "cop"})
SUBJECT = frozenset({"nsubj", "nsubj:pass"})
NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


def _tag_of(token: Token) -> str:
    """Features to a Penn tag: finite past VBD, finite present VBZ, participles VBN and VBG, infinitive VB."""
    feats = dict(f.partition("=")[::2] for f in token.feats.split("|"))
    form, past = feats.get("VerbForm"), feats.get("Tense") == "Past"
    if token.upos == "AUX" and token.lemma.lower() in _MODALS:
        return "MD"
    if form == "Fin" or (form is None and "Tense" in feats):
        return "VBD" if past else "VBZ"
    if form in ("Part", "Ger"):
        return "VBN" if past else "VBG"
    return "VB" if form == "Inf" or token.upos in ("VERB", "AUX") else "_"


@cache
def lexicon() -> dict[str, dict[str, frozenset[str]]]:
    """The table ``factuality.toml``: effect, word class, lemmas."""
    raw = tomllib.loads(read_text("factuality.toml"))
    return {effect: {k: frozenset(v.split()) for k, v in lists.items()} for effect, lists in raw.items()}


class Tree:
    """A sentence's parse with the dependents of each word at hand."""

    def __init__(self, sentence: Sentence) -> None:
        self.tokens: Sequence[Token] = sentence.tokens
        self.below: list[list[int]] = [[] for _ in self.tokens]
        for i in range(len(self.tokens)):
            head = self.head(i)
            if head is not None:
                self.below[head].append(i)

    def head(self, i: int) -> int | None:
        """Index of the head; None at the root."""
        head = self.tokens[i].head
        return head - 1 if 0 < head <= len(self.tokens) else None

    def children(self, i: int, *relations: str) -> Iterator[int]:
        """Dependents of ``i``, in order, of these relations or of all."""
        return (c for c in self.below[i] if not relations or self.tokens[c].deprel in relations)

    def has(self, i: int, *relations: str) -> bool:
        """Whether ``i`` has a dependent of one of these relations."""
        return any(True for _ in self.children(i, *relations))

    def lemma(self, i: int) -> str:
        """The lemma in lower case."""
        return self.tokens[i].lemma.lower()

    def tag(self, i: int) -> str:
        """The Penn tag of a verb form; from the features where a treebank gives no tag of its own."""
        token = self.tokens[i]
        return token.xpos if token.xpos != "_" else _tag_of(token)

    def relation(self, i: int) -> str:
        """The relation to the head."""
        return self.tokens[i].deprel

    def is_noun(self, i: int) -> bool:
        """Whether the word is a noun, name, pronoun or number and no predicate with a copula."""
        return self.tokens[i].upos in NOUNS and not self.has(i, "cop")

    def governs(self, i: int, effect: str, preposition: str = "") -> bool:
        """Whether the lexicon gives ``i`` this effect on what it governs, by that preposition where one is given.

        A verb with a particle is another verb: "call off" does not do what "call" does.
        """
        words = lexicon()[effect].get(_CLASSES.get(self.tokens[i].upos, ""), frozenset())
        added = preposition or next((self.lemma(c) for c in self.children(i, "compound:prt")), "")
        return (f"{self.lemma(i)}_{added}" if added else self.lemma(i)) in words

    def beside(self, i: int, kind: str, *relations: str) -> bool:
        """Whether a dependent of these relations is a word of this kind."""
        words = lexicon()["beside"][kind]
        return any(self.lemma(c) in words or self.tokens[c].form.lower() in words for c in self.children(i, *relations))

    def auxiliaries(self, i: int, kind: str) -> bool:
        """Whether an auxiliary of this kind stands with ``i``."""
        words = lexicon()["auxiliaries"][kind]
        return any(self.lemma(c) in words or self.tokens[c].form.lower() in words for c in self.children(i, "aux"))

    def marked(self, i: int, *lemmas: str) -> bool:
        """Whether one of these conjunctions or "to" introduces the clause of ``i``."""
        return any(self.lemma(c) in lemmas for c in self.children(i, "mark"))
