"""Trees with the relations of ClearNLP, as spaCy's English pipelines draw them, to Universal Dependencies.

Both know the same phrases and draw them otherwise: in ClearNLP (Choi & Palmer 2012) a preposition governs its noun,
"be" what is said to be, each conjunct the next, a surname the first name; in UD (de Marneffe et al. 2021) the words
with content govern each other. Indices count tokens from 0; a head of -1 is the root.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# Relations that ClearNLP alone has: where a pipeline has one, its trees are of that kind.
CLEAR_ONLY = frozenset(
    "dobj pobj pcomp prep nsubjpass csubjpass auxpass attr acomp agent poss relcl prt npadvmod oprd dative neg predet"
    " preconj quantmod intj meta".split()
)
# Those that need another name and no other place.
RENAMED = {
    "dobj": "obj", "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass", "auxpass": "aux:pass", "poss": "nmod:poss",
    "relcl": "acl:relcl", "prt": "compound:prt", "npadvmod": "obl:unmarked", "oprd": "xcomp", "neg": "advmod",
    "predet": "det:predet", "preconj": "cc:preconj", "quantmod": "advmod", "intj": "discourse", "meta": "dep",
    "complm": "mark", "infmod": "acl", "partmod": "acl", "rcmod": "acl:relcl", "num": "nummod", "number": "compound",
    "nn": "compound", "subtok": "goeswith", "dative": "iobj", "attr": "xcomp", "acomp": "xcomp", "pobj": "obl",
    "pcomp": "advcl", "prep": "advmod", "agent": "advmod",
}  # fmt: skip
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM"})
_PREPOSITIONS = frozenset({"prep", "agent", "dative", "conj", "pcomp"})
_LED = ("pobj", "pcomp")  # what a preposition governs: a noun, or a clause
_SAID_TO_BE = ("attr", "acomp")
_SUBJECTS = ("nsubj", "nsubjpass")


@dataclass(frozen=True)
class Word:
    """A word as this module sees it."""

    form: str
    lemma: str
    upos: str


@dataclass(frozen=True)
class Arcs:
    """The heads and relations of a sentence's words."""

    heads: tuple[int, ...]
    relations: tuple[str, ...]


class _Draft:
    """A tree that is being drawn anew."""

    def __init__(self, words: Sequence[Word], arcs: Arcs) -> None:
        self.words = words
        self.heads, self.relations = list(arcs.heads), list(arcs.relations)
        self.clauses: set[int] = set()  # words that stand where a clause under a preposition stood

    def children(self, head: int, *relations: str) -> list[int]:
        return [i for i, h in enumerate(self.heads) if h == head and (not relations or self.relations[i] in relations)]

    def nominal(self, index: int) -> bool:
        """Whether what hangs on a word belongs to a noun, and not to a clause."""
        return index >= 0 and self.words[index].upos in _NOMINAL and not self.children(index, "cop")

    def depth(self, index: int) -> int:
        steps = 0
        while index >= 0 and steps <= len(self.heads):
            index, steps = self.heads[index], steps + 1
        return steps

    def put_above(self, new: int, old: int, relation: str) -> None:
        """Let a child take its head's place, with all that hung on it; the old head hangs on it as ``relation``."""
        place = self.heads[old], self.relations[old]
        for child in self.children(old):
            self.heads[child] = new
        self.heads[new], self.relations[new] = place
        self.heads[old], self.relations[old] = new, relation


def universal(words: Sequence[Word], arcs: Arcs, people: Sequence[tuple[int, int]] = ()) -> Arcs:
    """The tree in Universal Dependencies.

    Args:
        words: the words of the sentence.
        arcs: their heads and relations in ClearNLP.
        people: the names of persons, first and last word: of these UD's head is the first.
    """
    draft = _Draft(words, arcs)
    for step in (_prepositions, _copulas, _raised_subjects, _coordinations):
        step(draft)
    for first, last in people:
        _person(draft, first, last)
    _rename(draft)
    return Arcs(tuple(draft.heads), tuple(draft.relations))


def _prepositions(draft: _Draft) -> None:
    """A preposition hangs on its noun as ``case``, on its clause as ``mark``; the innermost first ("out of")."""
    found = [i for i, r in enumerate(draft.relations) if r in _PREPOSITIONS and draft.words[i].upos in {"ADP", "SCONJ"}]
    for preposition in sorted(found, key=draft.depth, reverse=True):
        led = draft.children(preposition, *_LED)
        if not led:
            continue
        inner, relation = led[0], draft.relations[preposition]
        clausal = draft.relations[inner] == "pcomp" and inner not in draft.clauses and not draft.nominal(inner)
        draft.put_above(inner, preposition, "mark" if clausal else "case")
        if relation in {"prep", "dative"}:
            draft.relations[inner] = "advcl" if clausal else "obl"
            if draft.heads[inner] in found:  # under another preposition, which takes it as its own
                draft.relations[inner] = "pcomp" if clausal else "pobj"
        elif relation == "pcomp" and not clausal:
            draft.relations[inner] = "pobj"
        elif relation == "agent":
            draft.relations[inner] = "advcl" if clausal else "obl:agent"
        if clausal:
            draft.clauses.add(inner)


def _copulas(draft: _Draft) -> None:
    """What is said to be takes the place of "be"; after "there" it is the subject."""
    for verb, word in enumerate(draft.words):
        if word.lemma != "be" or draft.relations[verb] in {"aux", "auxpass"}:
            continue
        said = draft.children(verb, *_SAID_TO_BE)
        if said and draft.children(verb, "expl"):
            draft.relations[said[0]] = "nsubj"
        elif said:
            draft.put_above(said[0], verb, "cop")
        elif draft.children(verb, *_SUBJECTS) and not draft.children(verb, "ccomp", "xcomp"):
            where = [i for i in draft.children(verb, "obl") if i > verb and draft.children(i, "case")]
            if where:
                draft.put_above(where[0], verb, "cop")


def _raised_subjects(draft: _Draft) -> None:
    """Who is to do it is the object of who wants it ("urged Peru to withdraw"), not the subject of the infinitive."""
    for verb, relation in enumerate(draft.relations):
        head = draft.heads[verb]
        if relation != "ccomp" or head < 0 or draft.children(head, "dobj") or draft.children(verb, "mark"):
            continue
        to = [i for i in draft.children(verb, "aux") if draft.words[i].form.lower() == "to"]
        subject = [i for i in draft.children(verb, "nsubj") if to and i < to[0]]
        if subject and head < subject[0]:
            draft.heads[subject[0]], draft.relations[subject[0]] = head, "dobj"
            draft.relations[verb] = "xcomp"


def _coordinations(draft: _Draft) -> None:
    """All conjuncts hang on the first, each conjunction and each comma between them on the conjunct after it."""
    for word, relation in enumerate(draft.relations):
        head, steps = draft.heads[word], len(draft.heads)
        while relation == "conj" and head >= 0 and draft.relations[head] == "conj" and steps:
            head, steps = draft.heads[head], steps - 1
        draft.heads[word] = head
    groups: dict[int, list[int]] = {}
    for word, relation in enumerate(draft.relations):
        if relation == "conj":
            groups.setdefault(draft.heads[word], []).append(word)
    for first, others in groups.items():
        for joint in [i for one in (first, *others) for i in draft.children(one, "cc", "punct")]:
            following = [one for one in others if one > joint]
            if joint > first and following:
                draft.heads[joint] = following[0]


def _person(draft: _Draft, first: int, last: int) -> None:
    """The first word of a person's name governs the others; a title before it hangs on it."""
    top = [i for i in range(first, last + 1) if not first <= draft.heads[i] <= last]
    if len(top) != 1:
        return
    if top[0] != first:
        draft.put_above(first, top[0], "flat")
    for other in range(first + 1, last + 1):
        if draft.relations[other] in {"compound", "nmod", "flat", "nn"}:
            draft.heads[other], draft.relations[other] = first, "flat"
    for title in draft.children(first, "compound", "nn"):
        if title < first:
            draft.relations[title] = "nmod:desc"


def _rename(draft: _Draft) -> None:
    """Relations that only have another name; whether a phrase belongs to a noun is known now that all have places."""
    for word, relation in enumerate(draft.relations):
        head = draft.heads[word]
        if head < 0:
            draft.relations[word] = "root"
        elif relation == "aux" and draft.words[word].form.lower() == "to":
            draft.relations[word] = "mark"
        elif relation == "obl" and draft.nominal(head):
            draft.relations[word] = "nmod"
        elif relation == "advcl" and word in draft.clauses and draft.nominal(head):
            draft.relations[word] = "acl"
        elif relation == "nmod":
            draft.relations[word] = "compound" if word < head else "nmod"
        else:
            draft.relations[word] = RENAMED.get(relation, relation.lower())


def is_clear(relations: Iterable[str]) -> bool:
    """Whether relations are ClearNLP's."""
    return any(relation in CLEAR_ONLY for relation in relations)
