"""Content that is no clause: what is denied, cited, hoped for, and what something is called."""

from collections.abc import Iterator

from dragoman.language.tree import Tree
from dragoman.statements.cues import Cue, CueTable
from dragoman.statements.spans import Attribution, Voice, made, spans_of
from dragoman.statements.subjects import is_passive

# Nouns that only point back at something said: "rejected those claims" holds no content of its own.
POINTERS = frozenset(
    "claim allegation accusation charge report rumor rumour suggestion comment remark statement criticism assertion "
    "request offer proposal demand call appeal bid petition motion deal invitation idea notion plan this that it "
    "them these those plea pressure visa entry access responsibility concern warning threat".split()
)


def object_content(tree: Tree, index: int, cue: Cue, source: int | None, cues: CueTable) -> Iterator[Attribution]:
    """The noun phrase or the predicate on an object that a cue governs."""
    if "np" in cue.frames:
        obj = _looked_forward_to(tree, index) if cue.kind == "joint" else _object(tree, index, cue)
        if obj is not None and obj > index and _has_content(tree, obj, cue, cues):
            spans = spans_of(tree, obj, ())
            others = tree.children(index, "obl", "advcl", "xcomp")
            example = next((c for c in others if c > obj and _after_as(tree, c)), None)
            if spans and example is not None:
                spans = ((spans[0][0], spans_of(tree, example, ())[-1][1]),)
            if spans:
                yield made(tree, Voice(index, cue, source), spans, obj, "np")
    if "label" in cue.frames and tree[index].deprel != "acl:relcl":
        # A relative clause ("which it calls a threat") only identifies what is spoken of.
        yield from _label(tree, index, cue, source)


def _object(tree: Tree, index: int, cue: Cue) -> int | None:
    """The object; of a denial also the gerund ("denied helping them")."""
    return tree.child(index, "obj", "xcomp") if cue.kind == "deny" else tree.child(index, "obj")


def _has_content(tree: Tree, obj: int, cue: Cue, cues: CueTable) -> bool:
    """Whether a noun phrase says what it is about, rather than pointing back or naming who is cited."""
    if cue.kind == "cite" and (cues.is_person(tree.lemma(obj)) or cues.is_document(tree.lemma(obj))):
        return False
    return tree.lemma(obj) not in POINTERS and tree[obj].upos != "PRON"


def _looked_forward_to(tree: Tree, index: int) -> int | None:
    """The noun phrase of "look forward to"."""
    if not any(tree.lemma(c) == "forward" for c in tree.children(index, "advmod", "compound", "obl")):
        return None
    nouns = [c for c in tree.children(index, "obl") if tree[c].upos in {"NOUN", "PROPN"} and c > index]
    return nouns[0] if nouns else None


def _label(tree: Tree, index: int, cue: Cue, source: int | None) -> Iterator[Attribution]:
    """ "call X Y", "describe X as Y": the object with its predicate."""
    passive = is_passive(tree, index)
    thing = tree.child(index, "nsubj:pass") if passive else tree.child(index, "obj")
    predicate = next((c for c in tree.children(index, "xcomp", "obl", "advcl", "ccomp") if _predicate(tree, c)), None)
    if predicate is None:
        predicate = next(
            (c for c in (tree.children(thing, "nmod", "acl") if thing is not None else []) if _predicate(tree, c)), None
        )
    if predicate is None or predicate < index:
        return
    spans = spans_of(tree, predicate, ())
    if not spans:
        return
    if thing is not None and index < thing < predicate:
        first = spans_of(tree, thing, [predicate])
        spans = ((first[0][0], spans[-1][1]),) if first else spans
    yield made(tree, Voice(index, cue, source), spans, predicate, "label")


def _predicate(tree: Tree, child: int) -> bool:
    """Whether a dependent is a predicate on the object: after "as", or a bare noun or adjective."""
    if _after_as(tree, child):
        return True
    if tree[child].deprel == "xcomp":
        return bool(tree.children(child, "cop")) or tree[child].upos in {"NOUN", "ADJ", "PROPN"}
    return False


def _after_as(tree: Tree, child: int) -> bool:
    """Whether "as" brings a dependent in."""
    return "as" in {tree[c].form.lower() for c in tree.children(child, "case", "mark")}
