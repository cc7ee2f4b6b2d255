"""Verbs of saying and what they govern: clauses, the clause around a parenthesis, noun phrases, labels."""

from collections.abc import Iterator, Sequence

from dragoman.statements.clauses import Tree
from dragoman.statements.cues import Cue, CueTable
from dragoman.statements.spans import Attribution, made, spans_of
from dragoman.statements.subjects import is_passive, source_of

# A verb over the cue that takes back that anything was said ("declined to say that").
WITHHOLDING = frozenset(
    {"decline", "refuse", "fail", "forget", "hesitate", "stop", "avoid", "refrain", "neglect", "deny"}
)
CONJUNCTIONS = frozenset({"that", "whether", "if"})
CONDITIONS = frozenset({"if", "unless", "should", "whether"})
# Nouns that only point back at something said: "rejected those claims" holds no content of its own.
POINTERS = frozenset(
    "claim allegation accusation charge report rumor rumour suggestion comment remark statement criticism assertion "
    "request offer proposal demand call appeal bid petition motion deal invitation idea notion plan this that it "
    "them these those plea pressure visa entry access responsibility concern warning threat".split()
)
# Verbs whose object is the one spoken to.
ADDRESSING = frozenset({"tell", "inform", "remind", "assure", "notify", "warn", "promise", "ask", "advise", "brief"})
PARTICIPLES_OF_SPEECH = frozenset(
    "add say note cite warn stress argue claim explain call describe refer insist accuse blame urge quote tell".split()
)


def verb_content(tree: Tree, index: int, cue: Cue, cues: CueTable) -> Iterator[Attribution]:
    """Clauses, parentheses, noun phrases and labels under a verb of saying."""
    if not told(tree, index, cue):
        return
    source = source_of(tree, index, cue)
    if "document" in cue.frames and not _by_document(tree, source, cues):
        return
    clauses = _chosen(tree, index, [c for c in tree.children(index, "ccomp") if is_content(tree, index, c, cue)])
    if not clauses:
        clauses = [c for c in tree.children(index, "parataxis") if c > index and _follows_colon(tree, index, c)]
    if not clauses and "bare" in cue.frames:
        clauses = _mislaid(tree, index)
    if not clauses and "inf" in cue.frames:
        clauses = [
            c for c in tree.children(index, "xcomp") if "to" in {tree.lemma(m) for m in tree.children(c, "mark")}
        ]
    for clause in clauses:
        yield from clauses_of(tree, index, cue, source, clause)
    if clauses:
        return
    around = _around(tree, index, cue)
    if around is not None:
        yield from _parenthesis(tree, index, cue, source, around)
        return
    yield from _objects(tree, index, cue, source)


def _by_document(tree: Tree, source: int | None, cues: CueTable) -> bool:
    """Whether a document speaks: only its showing is a saying."""
    return source is not None and cues.is_document(tree.lemma(source))


def _chosen(tree: Tree, index: int, clauses: list[int]) -> list[int]:
    """Of several clauses the nearest after the cue; those before it only where none comes after."""
    after = [c for c in clauses if c > index]
    return after[:1] or clauses[-1:]


def told(tree: Tree, index: int, cue: Cue) -> bool:
    """Whether the cue says that something was said: not denied to have been, not only a condition."""
    if tree.negated(index) and cue.kind not in {"deny", "think", "doubt", "hope"}:
        return False
    marks = {tree.lemma(c) for c in tree.children(index, "mark")}
    if tree[index].deprel == "advcl" and marks & CONDITIONS:
        return False
    head = tree.head(index)
    return not (
        head is not None
        and tree[index].deprel in {"xcomp", "advcl"}
        and (tree.lemma(head) in WITHHOLDING or tree.negated(head))
    )


def is_content(tree: Tree, cue: int, clause: int, entry: Cue) -> bool:
    """Whether a ``ccomp`` is what was said: a finite clause the verb's frames admit."""
    marks = {tree[c].form.lower() for c in tree.children(clause, "mark")}
    if "to" in marks:
        return "inf" in entry.frames
    if marks & CONJUNCTIONS:
        return "that" in entry.frames
    if _interrogative(tree, clause, cue):
        return False
    if not tree.finite(clause) and tree.feature(clause, "VerbForm") in {"Ger", "Inf"}:
        return False
    if tree.feature(clause, "VerbForm") == "Ger" and not tree.children(clause, "aux", "cop"):
        return False
    return "bare" in entry.frames


def _interrogative(tree: Tree, clause: int, cue: int) -> bool:
    """Whether a question word opens the clause ("explained why", "what he knew"); that is no claim.

    A relative pronoun before the cue ("which he says are ...") opens the relative clause, not this one.
    """
    words = [i for i in tree.subtree(clause) if tree[i].upos != "PUNCT" and (i > cue) == (clause > cue)]
    first = words[0] if words else clause
    return tree[first].form.lower() in {"what", "why", "how", "who", "where", "when", "which", "whom", "whose"}


def _follows_colon(tree: Tree, cue: int, clause: int) -> bool:
    """Whether the clause comes after a colon that the cue's own words end with."""
    between = [tree[i].form for i in range(cue + 1, min(tree.subtree(clause))) if i < clause]
    return ":" in between[-3:]


def _mislaid(tree: Tree, index: int) -> list[int]:
    """A finite clause right after the verb that the reader hung elsewhere: as ``xcomp``, ``advcl`` or ``obj``."""
    return [
        c
        for c in tree.children(index, "xcomp", "advcl", "obj", "dep")
        if c > index
        and tree.is_verb(c)
        and tree.finite(c)
        and tree.subject(c) is not None
        and not tree.children(c, "mark")
        and tree[c].deprel not in {"advcl:relcl"}
        and min(tree.subtree(c)) <= index + 2
    ]


def clauses_of(tree: Tree, index: int, cue: Cue, source: int | None, clause: int) -> Iterator[Attribution]:
    """The clause and those joined to it by a conjunction of their own ("and that ..."), one each."""
    parts = [clause, *(c for c in tree.children(clause, "conj") if own_that(tree, c))]
    for part in parts:
        others = [p for p in parts if p != part]
        spans = spans_of(tree, part, [*others, index] if index in tree.subtree(part) else others, after=index)
        if spans and part == clause and clause > index:
            spans = _mended(tree, index, spans)
        if spans:
            yield made(tree, index, cue, source, spans, part, "clause")


def _mended(tree: Tree, cue: int, spans: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """The content with what the reader hung on the cue though it stands inside or at the edge of the content.

    All words between "that" and the clause belong to it, as does a subject taken for the cue's object; so does a
    participle after the clause that is no cue itself (", disrupting flights").
    """
    first = tree.at(spans[0][0])
    if first is None:
        return spans
    between = list(range(cue + 1, first))
    that = [i for i in between if tree[i].form.lower() == "that" and tree[i].upos == "SCONJ"]
    begin = that[0] + 1 if that else _own_subject(tree, cue, between)
    if begin is not None and begin < first:
        spans = ((tree[begin].start, spans[0][1]), *spans[1:])
    tail = [c for c in tree.children(cue, "advcl") if tree[c].xpos == "VBG" and tree[c].start > spans[-1][1]]
    if tail and tree[tail[0] - 1].form == "," and tree[tail[0] - 1].start <= spans[-1][1] + 1:
        words = tree.subtree(tail[0])
        if tree[tail[0]].lemma.lower() not in PARTICIPLES_OF_SPEECH:
            spans = (*spans[:-1], (spans[-1][0], tree[max(words)].end))
    return spans


def _own_subject(tree: Tree, cue: int, between: Sequence[int]) -> int | None:
    """Where a subject begins that stands right before the clause but hangs on the cue; None: there is none."""
    if tree.lemma(cue) in ADDRESSING:
        return None
    wrong = [c for c in tree.children(cue, "nsubj", "obj") if c in between]
    return min(i for i in tree.subtree(wrong[-1]) if i > cue) if wrong else None


def own_that(tree: Tree, clause: int) -> bool:
    """Whether the clause opens with "that" or "whether"."""
    return any(tree[c].form.lower() in {"that", "whether"} for c in tree.children(clause, "mark"))


def _around(tree: Tree, index: int, cue: Cue) -> int | None:
    """The head of the clause a parenthetical cue stands in (", he said,"; "as X said,"); None: it is no parenthesis."""
    head = tree.head(index)
    if head is None or "bare" not in cue.frames or tree.children(index, "obj", "xcomp", "csubj"):
        return None
    if tree[index].deprel == "parataxis" and tree.subject(index) is not None:
        return head
    as_clause = "as" in {tree.lemma(c) for c in tree.children(index, "mark", "case")}
    if tree[index].deprel == "advcl" and as_clause and tree.subject(index) is not None:
        return head
    return None


def _parenthesis(tree: Tree, index: int, cue: Cue, source: int | None, head: int) -> Iterator[Attribution]:
    """The clause around a parenthesis; a clause joined after it is a statement of its own."""
    later = [c for c in tree.children(head, "conj") if min(tree.subtree(c)) > index > head and tree.subject(c)]
    for part in (head, *later):
        spans = spans_of(tree, part, [index, *(p for p in (head, *later) if p != part)])
        if spans:
            yield made(tree, index, cue, source, spans, part, "parenthesis")


def _objects(tree: Tree, index: int, cue: Cue, source: int | None) -> Iterator[Attribution]:
    """Content that is no clause: what is denied or cited, what something is called."""
    obj = tree.child(index, "obj", "xcomp" if cue.kind == "deny" else "obj")
    if "np" in cue.frames and cue.kind == "joint":
        obj = _looked_forward_to(tree, index)
    if "np" in cue.frames and obj is not None and obj > index and _has_content(tree, obj):
        spans = spans_of(tree, obj, ())
        if spans:
            yield made(tree, index, cue, source, spans, obj, "np")
    if "label" in cue.frames:
        yield from _label(tree, index, cue, source)


def _has_content(tree: Tree, obj: int) -> bool:
    """Whether a noun phrase says what it is about, rather than pointing back."""
    if tree.children(obj, "acl") and tree.lemma(obj) in POINTERS:
        return False  # the noun's own clause is the content
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
    yield made(tree, index, cue, source, spans, predicate, "label")


def _predicate(tree: Tree, child: int) -> bool:
    """Whether a dependent is a predicate on the object: after "as", or a bare noun or adjective."""
    marks = {tree[c].form.lower() for c in tree.children(child, "case", "mark")}
    if "as" in marks:
        return True
    if tree[child].deprel == "xcomp":
        return bool(tree.children(child, "cop")) or tree[child].upos in {"NOUN", "ADJ", "PROPN"}
    return False
