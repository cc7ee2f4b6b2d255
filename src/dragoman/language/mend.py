"""Mends what the parser gets wrong as a class: trees that no sentence of English can have, with one likely repair.

Each rule says what is impossible and why its repair is safe; how often it fires and is right is counted on the
development parts of UD EWT and GUM and on the 66 development articles ("4 of 4": of those whose right tree is known).
Indices count tokens from 0; a head of -1 is the root.
"""

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from dragoman.records import Token

_NOUNS = frozenset({"NOUN", "PROPN"})
# What one head may have two of only where they are joined.
_JOINED = frozenset({"nsubj", "nsubj:pass", "obj", "obl", "nmod", "nmod:poss", "amod", "nummod", "compound"})
# Where the phrase of a title ends: above these stands what the title belongs to, not the title.
_PHRASES = frozenset({"nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "conj", "appos"})
# After these a bare noun phrase behind an object says what the object is called.
_NAMING = frozenset(
    "call name label brand dub term title nickname consider deem proclaim declare crown pronounce rename".split()
)
# Prepositions that are no particles: "to" never belongs to the verb as "off" does in "called off the talks".
_PREPOSITIONS = frozenset({"to", "with", "from", "for", "against", "among", "between"})
_HAD = frozenset({"had", "'d", "’d"})
_WOULD = frozenset({"would", "will", "could", "might", "should", "may", "can", "must"})
_OPENING = frozenset({"“", '"', "``", "‘", "'"})


class _Draft:
    """A tree that can be changed."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.heads = [t.head - 1 for t in tokens]
        self.relations = [t.deprel for t in tokens]

    def form(self, index: int) -> str:
        return self.tokens[index].form.lower() if 0 <= index < len(self.tokens) else ""

    def noun(self, index: int) -> bool:
        return self.tokens[index].upos in _NOUNS

    def all(self, *relations: str) -> list[int]:
        """The tokens of these relations that hang on a word."""
        return [i for i, r in enumerate(self.relations) if r in relations and 0 <= self.heads[i] < len(self.tokens)]

    def children(self, index: int, *relations: str) -> list[int]:
        return [i for i, h in enumerate(self.heads) if h == index and self.relations[i] in relations]

    def phrase(self, index: int) -> tuple[int, int]:
        """The first and the last word under a token, marks left aside: a comma may hang on either side's noun."""
        under, found = {index}, {index}
        while found:
            found = {i for i, h in enumerate(self.heads) if h in found and self.relations[i] != "punct"} - under
            under |= found
        return min(under), max(under)

    def hang(self, index: int, head: int, relation: str) -> None:
        self.heads[index], self.relations[index] = head, relation


def mended(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens of a sentence, with heads and relations put right where they cannot be."""
    draft = _Draft(tokens)
    for rule in RULES:
        rule(draft)
    arcs = zip(tokens, draft.heads, draft.relations, strict=True)
    new = tuple(t if (t.head, t.deprel) == (h + 1, r) else replace(t, head=h + 1, deprel=r) for t, h, r in arcs)
    return new if new != tokens else tokens


def _earlier_subject(draft: _Draft, subject: int) -> int | None:
    """The subject before this one of the same verb, this one standing between it and the verb or after the verb."""
    before = [c for c in draft.children(draft.heads[subject], "nsubj", "nsubj:pass") if c < subject]
    return before[-1] if before else None


def _title_before(draft: _Draft, name: int) -> int | None:
    """The head of the noun phrase that ends right before a name with no mark between; None: there is none."""
    title = name - 1
    if title < 0 or not draft.noun(title):
        return None
    while draft.relations[title] not in _PHRASES:
        head = draft.heads[title]
        if not 0 <= head < title or not draft.noun(head) or draft.phrase(head)[1] >= name:
            break
        title = head
    return title


def titles(draft: _Draft) -> None:
    """A title and the name behind it, torn apart: "Mr Silva and Foreign Minister Costa met", "met Minister Costa".

    The title is taken for the conjunct or object and the name for a second subject or conjunct; a clause has one
    subject, and conjuncts have "and" or a comma between them. 4 of 5 ("Palo Alto" is no worse for it); 13
    of 16 in the articles.
    """
    for name in draft.all("nsubj", "nsubj:pass", "conj"):
        title = _title_before(draft, name)
        if title is None or draft.tokens[name].upos != "PROPN" or draft.phrase(name)[0] != name:
            continue
        if draft.relations[name] == "conj":
            if title != draft.heads[name] and draft.relations[title] == "conj":
                _unite(draft, title, name, draft.heads[name], "conj")
            continue
        first, verb = _earlier_subject(draft, name), draft.heads[name]
        if first is None or draft.relations[verb] in {"acl", "acl:relcl", "advcl:relcl"}:
            continue  # "every move Costa makes": a clause without its pronoun
        if title == first:
            _unite(draft, title, name, draft.heads[title], draft.relations[title])
        elif draft.relations[title] == "conj":
            _unite(draft, title, name, first, "conj")
        elif draft.relations[title] in {"obl", "obj"} and verb < title:
            _unite(draft, title, name, draft.heads[title], draft.relations[title])


def _unite(draft: _Draft, title: int, name: int, head: int, relation: str) -> None:
    """Hang the name on a title with an article ("the owner Karla"), else the title on the name."""
    if draft.children(title, "det", "nmod:poss"):
        draft.hang(name, title, "appos")
        return
    draft.hang(name, head, relation)
    draft.hang(title, name, "nmod:desc")
    for word in draft.children(title, "cc", "case"):
        if word < title:
            draft.heads[word] = name


def coordinates(draft: _Draft) -> None:
    """Two dependants of one kind, side by side, the later with its own "and": it is the conjunct of the first.

    9 of 11, the two wrong before and after; of two subjects ("Silva and Costa met") one would be lost.
    """
    for joint in draft.all("cc"):
        later = draft.heads[joint]
        while draft.relations[later] == "nmod:desc" and draft.heads[later] > later:
            later = draft.heads[later]  # "and Minister Costa": the "and" belongs to the name, not to its title
        relation, head = draft.relations[later], draft.heads[later]
        if later < joint or relation not in _JOINED or head < 0 or draft.phrase(later)[0] != joint:
            continue
        end = joint - 2 if draft.form(joint - 1) == "," else joint - 1
        before = [c for c in draft.children(head, relation) if c < joint and draft.phrase(c)[1] == end]
        if before:
            draft.hang(later, before[-1], "conj")
            draft.heads[joint] = later


def appositions(draft: _Draft) -> None:
    """A second subject between commas ("the minister, Jane Doe, said") or a second object behind one: an apposition.

    Subjects: 1 of 1; 4 of 4 in the articles. Objects only with "a": 2 of 2 ("wrote Thyrza, a series of elegies").
    """
    for later in draft.all("nsubj", "obj"):
        same = [c for c in draft.children(draft.heads[later], draft.relations[later]) if c < later]
        if not same or not (draft.noun(later) and draft.noun(same[-1])) or draft.children(later, "cc"):
            continue
        start, end = draft.phrase(later)
        opened = draft.form(start - 1) == "," and draft.phrase(same[-1])[1] == start - 2
        closed = draft.form(end + 1) == ","
        if draft.relations[later] == "obj":
            closed = any(draft.form(c) in {"a", "an"} for c in draft.children(later, "det"))
        elif later > draft.heads[later]:
            continue
        if opened and closed:
            draft.hang(later, same[-1], "appos")


def subjects(draft: _Draft) -> None:
    """A noun that runs into a finite verb without a subject is its subject: "... met Mr Silva, a senior official said".

    The parser takes it for an apposition, which would close with a comma before the verb ("Mr Silva, a senior official,
    said"), or for a second subject of the verb before ("met"). 3 of 4; 2 of 2 in the articles.
    """
    for noun in draft.all("appos", "nsubj", "nsubj:pass"):
        head, verb = draft.heads[noun], draft.phrase(noun)[1] + 1
        verb += verb < len(draft.tokens) and draft.form(verb) in _OPENING
        if verb >= len(draft.tokens) or not _finite(draft.tokens[verb]):
            continue
        while draft.relations[verb] in {"aux", "aux:pass", "cop"} and draft.heads[verb] > verb:
            verb = draft.heads[verb]
        if draft.relations[noun] == "appos":
            free = any(draft.form(c) in {"a", "an"} for c in draft.children(noun, "det"))
        else:
            free = noun > head and any(c < head for c in draft.children(head, "nsubj", "nsubj:pass"))
            free = free and not draft.children(verb, "nsubj", "nsubj:pass", "csubj", "expl")
        if free and verb != head:
            draft.hang(noun, verb, "nsubj:pass" if draft.children(verb, "aux:pass") else "nsubj")


def _finite(token: Token) -> bool:
    return token.xpos in {"VBD", "VBZ", "VBP", "MD"} or "VerbForm=Fin" in token.feats


def names_given(draft: _Draft) -> None:
    """The second object of a verb of naming says what the first is called: "considers it a threat". 10 of 11."""
    for later in draft.all("obj"):
        verb = draft.heads[later]
        if draft.tokens[verb].lemma.lower() not in _NAMING or draft.children(later, "cc"):
            continue
        first = [c for c in draft.children(verb, "obj") if verb < c < later]
        if first and draft.form(draft.phrase(later)[0] - 1) != ",":
            draft.relations[later] = "xcomp"


def obliques(draft: _Draft) -> None:
    """A noun behind its verb with a preposition is no object: "lost a helicopter to hostile fire". 3 of 3."""
    for noun in draft.all("obj"):
        verb = draft.heads[noun]
        marks = [c for c in draft.children(noun, "case") if verb < c < noun and draft.form(c) in _PREPOSITIONS]
        if marks and draft.tokens[verb].upos == "VERB":
            draft.relations[noun] = "obl"


def turned_appositions(draft: _Draft) -> None:
    """An apposition stands behind its noun: in "the minister, Jane Doe" it is "Doe". 1 of 1; 1 of 1 in the articles."""
    for noun in draft.all("appos"):
        head = draft.heads[noun]
        between = [draft.form(i) for i in range(noun + 1, head)]
        if head > noun and between[-1:] == [","] and draft.noun(noun) and draft.noun(head):
            draft.hang(noun, draft.heads[head], draft.relations[head])
            draft.hang(head, noun, "appos")


def auxiliaries(draft: _Draft) -> None:
    """An auxiliary has neither subject nor conjunction; the verb that it stands before has. 4 of 4."""
    for auxiliary in draft.all("aux"):
        verb = draft.heads[auxiliary]
        if auxiliary < verb and draft.tokens[verb].upos == "VERB":
            for child in draft.children(auxiliary, "nsubj", "mark", "expl"):
                draft.heads[child] = verb


def unlike_conjuncts(draft: _Draft) -> None:
    """A plain past joined to "had done" or "would do" in a content: "denied that it had begun riots but praised them".

    Conjuncts that share a subject share a tense, so that it is joined to the verb of saying. Only where words of its
    own follow it: "had stood by and laughed" is tagged so by mistake. Of the trees of EWT and GUM (train, dev) none
    has such a conjunct, 4 have it joined above; 6 of 6 in the articles.
    """
    for verb in draft.all("conj"):
        beside = draft.heads[verb]
        above = draft.heads[beside]
        if draft.tokens[verb].xpos != "VBD" or draft.relations[beside] != "ccomp" or not 0 <= above < beside < verb:
            continue
        if draft.tokens[above].xpos != "VBD" or draft.children(verb, "nsubj", "nsubj:pass", "aux", "aux:pass"):
            continue
        forms = {draft.form(c) for c in draft.children(beside, "aux")}
        unlike = forms & _HAD if draft.tokens[beside].xpos == "VBN" else forms & _WOULD
        if unlike and any(c > verb for c in draft.children(verb, "obj", "obl", "ccomp", "xcomp", "advcl")):
            draft.hang(verb, above, "conj")


# In this order: a title that finds its name may be a conjunct, and a second subject that is a conjunct no apposition.
RULES: tuple[Callable[[_Draft], None], ...] = (
    auxiliaries, titles, coordinates, turned_appositions, appositions, subjects, names_given, obliques,
    unlike_conjuncts,
)  # fmt: skip
