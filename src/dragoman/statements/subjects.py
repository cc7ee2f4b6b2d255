"""Who says it: the noun phrase that speaks, from the place of the cue in the tree."""

from dragoman.language.tree import Tree
from dragoman.statements.clauses import RELATIVES
from dragoman.statements.cues import Cue

WRITER = frozenset({"i", "we", "you", "me", "us", "let"})
# How far up the tree a cue without a subject may look for one.
MAX_CLIMB = 6


def is_passive(tree: Tree, index: int) -> bool:
    """Whether a verb is passive: by its subject or auxiliary, or as a past participle on a noun."""
    if any(tree[c].deprel in {"nsubj:pass", "aux:pass"} for c in tree.children(index)):
        return True
    participle = tree.feature(index, "VerbForm") == "Part" and tree.feature(index, "Tense") == "Past"
    return participle and tree[index].deprel in {"acl", "advcl"} and not tree.children(index, "aux", "nsubj")


def agent(tree: Tree, index: int) -> int | None:
    """The agent of a passive: the noun phrase after "by"."""
    for child in tree.children(index, "obl"):
        if tree[child].deprel == "obl:agent" or "by" in {tree.lemma(c) for c in tree.children(child, "case")}:
            return child
    return None


def owner(tree: Tree, noun: int) -> int | None:
    """Whose statement it is: the possessor, the maker after "by" or "from", or the name before the noun."""
    poss = tree.child(noun, "nmod:poss")
    if poss is not None:
        return poss
    for child in tree.children(noun, "nmod", "obl"):
        if {"by", "from"} & {tree.lemma(c) for c in tree.children(child, "case")}:
            return child
    for child in tree.children(noun, "compound", "amod"):
        if tree[child].upos == "PROPN" or (tree[child].upos == "ADJ" and tree[child].form[:1].isupper()):
            return child
    return None


def source_of(tree: Tree, index: int, cue: Cue, depth: int = 0) -> int | None:
    """Head of the speaker's noun phrase: the cue's subject, or its governor's where the cue has none; None: nobody."""
    if depth > MAX_CLIMB:
        return None
    if is_passive(tree, index):
        by = agent(tree, index)
        if by is not None or depth == 0:
            return by
        return tree.child(index, "nsubj:pass")
    subject = tree.subject(index)
    if subject is None and depth == 0:  # "it said on its website": the reader may take "it" for an empty one
        subject = next((c for c in tree.children(index, "expl") if tree[c].form.lower() == "it" and c < index), None)
    if subject is not None:
        return _antecedent(tree, index, subject)
    inverted = _inverted(tree, index)
    if inverted is not None:
        return inverted
    return _from_governor(tree, index, cue, depth)


def _antecedent(tree: Tree, index: int, subject: int) -> int | None:
    """A relative pronoun's noun; the subject itself otherwise."""
    if tree[subject].form.lower() in RELATIVES and tree[index].deprel in {"acl:relcl", "conj", "acl"}:
        node = index
        while tree[node].deprel == "conj" and (above := tree.head(node)) is not None:
            node = above
        return tree.head(node)
    if tree[subject].form.lower() in {"who", "which"}:
        return next((i for i in range(subject - 1, -1, -1) if tree[i].upos in {"NOUN", "PROPN"}), None)
    return subject


def _inverted(tree: Tree, index: int) -> int | None:
    """The subject after the verb (", said X") that the reader took for an object."""
    if tree[index].deprel not in {"parataxis", "root"} or tree.feature(index, "VerbForm") != "Fin":
        return None
    before = tree[index - 1].form if index else ""
    if before not in {",", "”", '"', "''", "?", "!"}:
        return None
    return next(
        (c for c in tree.children(index, "obj", "obl", "nmod") if c > index and not tree.children(c, "case")), None
    )


def _from_governor(tree: Tree, index: int, cue: Cue, depth: int) -> int | None:
    """The speaker of a cue without a subject: "adding that", "and said", "a statement saying"."""
    head = tree.head(index)
    relation = tree[index].deprel.split(":")[0]
    if head is None:
        return None
    if relation in {"conj", "xcomp", "advcl", "parataxis", "ccomp", "obl", "dep"}:
        quoted = "as" in {tree.lemma(c) for c in tree.children(index, "mark", "case")}
        if quoted and tree.lemma(head) in {"quote", "cite"}:
            passive = tree.child(head, "nsubj:pass")
            return passive if passive is not None else tree.child(head, "obj")
        if relation == "xcomp" and tree.child(head, "obj") is not None:
            return tree.child(head, "obj")
        if not (tree.is_verb(head) or tree.children(head, "cop", "aux") or tree[head].upos == "AUX"):
            return head if relation in {"advcl", "obl"} and tree[head].upos in {"NOUN", "PROPN"} else None
        return source_of(tree, head, cue, depth + 1)
    if relation == "acl" and tree[head].upos in {"NOUN", "PROPN", "PRON"}:
        return head
    return None
