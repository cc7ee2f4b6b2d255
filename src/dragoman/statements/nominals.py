"""Nouns, adjectives and phrases of saying: "the claim that", "is confident that", "according to"."""

from collections.abc import Iterator

import msgspec

from dragoman.language.tree import Tree
from dragoman.statements.cues import Cue, CueTable
from dragoman.statements.spans import Attribution, Voice, made, spans_of
from dragoman.statements.subjects import owner, source_of
from dragoman.statements.verbs import clauses_of, is_content, own_that


def noun_content(tree: Tree, index: int, cue: Cue, cues: CueTable) -> Iterator[Attribution]:
    """ "the claim that ...": the noun's clause."""
    clauses = [c for c in tree.children(index, "acl", "ccomp", "parataxis") if c > index and own_that(tree, c)]
    if not clauses and "inf" in cue.frames:
        clauses = [c for c in tree.children(index, "acl") if "to" in {tree.lemma(m) for m in tree.children(c, "mark")}]
    clauses = clauses or _further(tree, index, cues)
    if not clauses:
        return
    source, entry, head = owner(tree, index), cue, tree.head(index)
    verb = cues.verb(tree.lemma(head)) if head is not None and tree[index].deprel in {"obj", "obl"} else None
    if verb and verb.kind in {"deny", "reject", "doubt"} and head is not None:
        if tree.negated(head):
            return
        source, entry = source_of(tree, head, verb), verb
    elif source is None and head is not None and tree[index].deprel in {"obj", "obl"} and tree.is_verb(head):
        source = source_of(tree, head, cue)
    for clause in clauses:
        for found in clauses_of(tree, index, entry, source, clause):
            yield msgspec.structs.replace(found, form="noun", rule=f"noun:{cue.word}")


def _further(tree: Tree, index: int, cues: CueTable) -> list[int]:
    """A "that" clause that the reader hung on a noun between: "his remarks at a rally in Rome that ..."."""
    for child in tree.subtree(index):
        head = tree.head(child)
        if child <= index or head is None or head <= index or not own_that(tree, child):
            continue
        between = [cues.noun(tree.lemma(i)) for i in range(index + 1, head + 1)]
        if tree[child].deprel.startswith("acl") and tree[head].upos in {"NOUN", "PROPN"} and not any(between):
            return [child]
    return []


def adjective_content(tree: Tree, index: int, cue: Cue) -> Iterator[Attribution]:
    """ "is confident that ...": the adjective's clause."""
    if tree.negated(index):
        return
    source = source_of(tree, index, cue)
    for clause in tree.children(index, "ccomp"):
        if is_content(tree, index, clause, cue) and source is not None:
            yield from clauses_of(tree, index, cue, source, clause)


def according_to(tree: Tree, index: int, cues: CueTable) -> Iterator[Attribution]:
    """ "according to X": the clause around the phrase."""
    cue = cues.phrase("according to")
    noun = tree.head(index)
    if tree[index].deprel not in {"case", "mark"}:
        noun = tree.child(index, "obl", "nmod", "obj")
        phrase = index
    else:
        phrase = noun if noun is not None else index
    if cue is None or noun is None:
        return
    clause = next((a for a in tree.ancestors(phrase) if _heads_clause(tree, a)), None)
    if clause is None:
        return
    clause = _widest(tree, clause, phrase, cues)
    spans = spans_of(tree, clause, [phrase])
    if spans:
        yield made(tree, Voice(index, cue, noun), spans, clause, "phrase")


def _widest(tree: Tree, clause: int, phrase: int, cues: CueTable) -> int:
    """The clause a phrase at an edge of the sentence is about: the whole, unless a cue governs the part it hangs on."""
    words = [i for i in range(len(tree)) if tree[i].upos != "PUNCT"]
    span = tree.subtree(phrase)
    if words[0] not in span and words[-1] not in span:
        return clause
    while tree[clause].deprel.split(":")[0] in {"ccomp", "xcomp", "advcl", "acl"}:
        head = tree.head(clause)
        if head is None or (cues.verb(tree.lemma(head)) is not None and tree[clause].deprel == "ccomp"):
            break
        clause = head
    return clause


def _heads_clause(tree: Tree, index: int) -> bool:
    """Whether a token is the head of a clause: a root, or a clause's relation with a subject of its own."""
    relation = tree[index].deprel
    if relation == "root":
        return True
    return relation.split(":")[0] in {"ccomp", "parataxis", "conj", "advcl", "acl"} and tree.subject(index) is not None
