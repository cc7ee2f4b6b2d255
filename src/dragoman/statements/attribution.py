"""Reported speech read from the parse: which word says, who says it, and which words are what is said.

The relations are those of Universal Dependencies: the content of a verb of saying is its ``ccomp``, or, in a
parenthesis (", officials said"), the verb is a ``parataxis`` of its own content; "according to" is a ``case`` on an
``obl``; the content of a noun ("the claim that ...") is its ``acl``.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

import msgspec

from dragoman.language.tree import Tree
from dragoman.statements.cues import CueTable
from dragoman.statements.nominals import according_to, adjective_content, noun_content
from dragoman.statements.parentheses import Parenthesis, find_parentheses
from dragoman.statements.spans import Attribution, Voice, made, stretch
from dragoman.statements.verbs import verb_content


def find_attributions(
    tree: Tree, cues: CueTable, *, silent: Callable[[int], bool] = lambda offset: False
) -> tuple[Attribution, ...]:
    """The reported speech of a sentence, without whole quotations.

    Args:
        tree: the sentence.
        cues: the words of saying.
        silent: whether an offset lies in words whose own cues do not count (a whole quotation).
    """
    found: list[Attribution] = []
    parentheses = {p.cue: p for p in find_parentheses(tree, cues)}
    for index in range(len(tree)):
        if silent(tree[index].start):
            continue
        if index in parentheses:
            found += _around_words(tree, parentheses[index])
        else:
            found += _at(tree, index, cues)
    return tuple(found)


def _around_words(tree: Tree, parenthesis: Parenthesis) -> Iterator[Attribution]:
    """The clause before a parenthesis, and the one after it where that goes on ("..., he said, and ...")."""
    index, cue = parenthesis.cue, parenthesis.entry
    if tree.negated(index):
        return
    before = stretch(tree, list(range(parenthesis.first)))
    further = [c for c in tree.children(index, "conj") if tree.subject(c) is None]  # "... but added that ..."
    joined = {i for child in further for i in tree.subtree(child)}
    stop = min((i for i in joined if i > parenthesis.last), default=len(tree))
    after = list(range(parenthesis.last + 1, stop))
    if before is None:
        return
    inside = tree.between(*before)
    head = tree.top_of(inside)
    found = made(tree, Voice(index, cue, parenthesis.source), [before], head, "parenthesis")
    goes_on = _goes_on(tree, after)
    tail = stretch(tree, after) if goes_on != "no" else None
    if tail is None:
        yield found
    elif goes_on == "clause":
        yield found
        yield made(tree, Voice(index, cue, parenthesis.source), [tail], tree.top_of(tree.between(*tail)), "parenthesis")
    else:
        yield msgspec.structs.replace(found, content=(before, tail))


def _goes_on(tree: Tree, after: Sequence[int]) -> Literal["no", "clause", "rest"]:
    """Whether the content goes on after the parenthesis: with a clause of its own, or the rest of the first."""
    words = [i for i in after if tree[i].upos != "PUNCT"]
    if not words or tree[after[0]].form != ",":
        return "no"
    first = tree[words[0]]
    if first.form.lower() in {"adding", "noting", "referring", "citing"} or tree.participle(words[0]):
        return "no"
    if first.form.lower() == "to" and words[1:] and tree[words[1]].upos == "VERB":
        return "rest"  # "They have agreed, he claims, to leave"
    finite = any(tree.finite(i) and tree[i].upos in {"VERB", "AUX"} for i in words)
    if first.deprel == "cc" and finite and any(tree[i].deprel.startswith("nsubj") for i in words[:8]):
        return "clause"
    return "rest" if finite and first.upos not in {"CCONJ", "PRON"} else "no"


def _at(tree: Tree, index: int, cues: CueTable) -> list[Attribution]:
    """What the token at ``index`` reports."""
    token = tree[index]
    if token.form.lower() == "according" and index + 1 < len(tree) and tree[index + 1].form.lower() == "to":
        return list(according_to(tree, index, cues))
    if token.upos in {"VERB", "AUX"}:
        cue = cues.verb(tree.lemma(index))
        return list(verb_content(tree, index, cue, cues)) if cue else []
    if token.upos == "NOUN":
        cue = cues.noun(tree.lemma(index))
        return list(noun_content(tree, index, cue, cues)) if cue else []
    if token.upos == "ADJ":
        cue = cues.adjective(tree.lemma(index))
        return list(adjective_content(tree, index, cue)) if cue else []
    return []
