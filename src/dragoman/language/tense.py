"""Tense of a predicate, and the predicate whose tense counts for a noun or a conjunct."""

from collections.abc import Iterator
from typing import Literal

from dragoman.language.clauses import AUXILIARY, NOMINAL, SUBJECT, Tree

Tense = Literal["past", "present", "future", "none"]

DEEPEST = 40  # governors; no tree is as deep, and a damaged one may hold a circle


def to_predicate(tree: Tree, index: int) -> Iterator[int]:
    """The word, then its heads up to a noun's nearest verb or the first of the conjuncts that share auxiliaries."""
    i = index
    for _ in range(DEEPEST):
        yield i
        head = tree.head(i)
        if head is None or not (hangs_on(tree, i) or _shares(tree, i, head)):
            return
        i = head


def hangs_on(tree: Tree, i: int) -> bool:
    """Whether ``i`` is a noun that takes its tense from the verb above."""
    return tree.is_noun(i) and tree.relation(i) in NOMINAL | {"conj"}


def _shares(tree: Tree, i: int, head: int) -> bool:
    """Whether a conjunct has neither subject nor auxiliary of its own, and the form that those of the first want."""
    tags = {tree.tag(head), tree.tag(i)}
    alike = len(tags) == 1 or tags <= {"VBD", "VBN"}
    return tree.relation(i) == "conj" and alike and not tree.has(i, *AUXILIARY, *SUBJECT)


def auxiliaries(tree: Tree, predicate: int) -> set[str]:
    """Lemmas of the auxiliaries."""
    return {tree.lemma(c) for c in tree.children(predicate, "aux", "aux:pass")}


def be_to(tree: Tree, i: int) -> bool:
    """ "is to visit", "was due to visit": a form of "be", then "to" or "due to", on one verb."""
    tos = [c for c in tree.children(i, "mark") if tree.lemma(c) in ("to", "due")]
    return bool(tos) and any(tree.lemma(c) == "be" and c < tos[0] for c in tree.children(i, *AUXILIARY))


def _finite(tree: Tree, i: int) -> Tense:
    if tree.tag(i) == "VBD":
        return "past"
    return "present" if tree.tag(i) in ("VBZ", "VBP") else "none"


def tense(tree: Tree, i: int, depth: int = 0) -> Tense:
    """The tense of the first auxiliary or of the verb; what is not finite may have its governor's."""
    if tree.auxiliaries(i, "future"):
        return "future"
    if any(tree.tag(c) == "MD" for c in tree.children(i, "aux")):
        return "present"
    finite = [t for c in tree.children(i, *AUXILIARY) if (t := _finite(tree, c)) != "none"]
    own = finite[0] if finite else _finite(tree, i)
    if own == "none" and depth < DEEPEST:
        return _inherited(tree, i, depth)
    return own


def _inherited(tree: Tree, i: int, depth: int) -> Tense:
    head, tag = tree.head(i), tree.tag(i)
    if head is None:
        return "none"
    if tree.marked(i, "to"):
        if _going_to(tree, head):
            return "future"
        settled = tree.governs(head, "actual") or tree.governs(head, "negates")
        return tense(tree, head, depth + 1) if settled else "none"
    if tree.relation(i) in ("acl", "amod") and tag == "VBN":
        return "past"
    if tree.is_noun(head) and tree.relation(i) == "acl":
        *_, head = to_predicate(tree, head)
    participle = tag in ("VBG", "VBN") or tree.relation(i) in ("xcomp", "conj") or tree.is_noun(i)
    return tense(tree, head, depth + 1) if participle else "none"


def _going_to(tree: Tree, i: int) -> bool:
    """ "is going to meet", "gonna meet"."""
    return tree.tokens[i].form.lower() in ("going", "gon") and any(
        tree.marked(c, "to") for c in tree.children(i, "xcomp")
    )


def open_infinitive(tree: Tree, i: int) -> bool:
    """A to-infinitive, or a conjunct of one, under no verb that makes it happen."""
    head = tree.head(i)
    for _ in range(DEEPEST):
        if tree.relation(i) != "conj" or head is None or tree.has(i, *SUBJECT, *AUXILIARY) or tree.marked(i, "to"):
            break
        if tree.tag(i) != "VB" or tree.tag(head) != "VB":
            return False
        i, head = head, tree.head(head)
    if not tree.marked(i, "to") or be_to(tree, i):
        return False
    done = tree.relation(i) == "xcomp" and head is not None and (tree.governs(head, "actual") or _going_to(tree, head))
    return not done
