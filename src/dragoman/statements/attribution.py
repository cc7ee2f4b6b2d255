"""Reported speech read from the parse: which word says, who says it, and which words are what is said.

The relations are those of Universal Dependencies: the content of a verb of saying is its ``ccomp``, or, in a
parenthesis (", officials said"), the verb is a ``parataxis`` of its own content; "according to" is a ``case`` on an
``obl``; the content of a noun ("the claim that ...") is its ``acl``.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

import msgspec

from dragoman.records import Record
from dragoman.statements.clauses import RELATIVES, Tree
from dragoman.statements.cues import Cue, CueTable
from dragoman.statements.parentheses import Parenthesis, find_parentheses

Form = Literal["clause", "parenthesis", "phrase", "noun", "np", "label", "quote"]

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
LIGHT = frozenset({"express", "voice", "make", "issue", "raise", "give", "repeat", "reiterate", "have", "release", "share", "reaffirm", "offer", "take", "hold", "state", "announce", "echo"})  # fmt: skip
# Verbs whose object is the one spoken to.
ADDRESSING = frozenset({"tell", "inform", "remind", "assure", "notify", "warn", "promise", "ask", "advise", "brief"})
PARTICIPLES_OF_SPEECH = frozenset(
    "add say note cite warn stress argue claim explain call describe refer insist accuse blame urge quote tell".split()
)
WRITER = frozenset({"i", "we", "you", "me", "us", "let"})


class Attribution(Record, frozen=True, kw_only=True):
    """Somebody's words in one sentence. Tokens are indices of the sentence, spans offsets of the article."""

    sentence: int
    entry: Cue
    cue: int | None  # the token that says; None: a colon or a label does
    source: int | None  # head of the speaker's noun phrase; None: not in this sentence
    content: tuple[tuple[int, int], ...]  # the parts of the content, in order
    head: int | None  # head token of the content
    form: Form
    negated: bool = False
    source_sentence: int | None = None  # where ``source`` stands when not in ``sentence``
    rule: str = ""


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
    before = _stretch(tree, list(range(parenthesis.first)))
    after = list(range(parenthesis.last + 1, len(tree)))
    if before is None:
        return
    inside = tree.between(*before)
    head = tree.top_of(inside)
    found = _made(tree, index, cue, parenthesis.source, [before], head, "parenthesis")
    goes_on = _goes_on(tree, after)
    tail = _stretch(tree, after) if goes_on != "no" else None
    if tail is None:
        yield found
    elif goes_on == "clause":
        yield found
        yield _made(tree, index, cue, parenthesis.source, [tail], tree.top_of(tree.between(*tail)), "parenthesis")
    else:
        yield msgspec.structs.replace(found, content=(before, tail))


def _goes_on(tree: Tree, after: Sequence[int]) -> Literal["no", "clause", "rest"]:
    """Whether the content goes on after the parenthesis: with a clause of its own, with the rest of the first, or not."""
    words = [i for i in after if tree[i].upos != "PUNCT"]
    if not words or tree[after[0]].form != ",":
        return "no"
    first = tree[words[0]]
    if first.form.lower() in {"adding", "noting", "referring", "citing"} or first.xpos == "VBG":
        return "no"
    finite = any(tree.finite(i) and tree[i].upos in {"VERB", "AUX"} for i in words)
    if first.deprel == "cc" and finite and any(tree[i].deprel.startswith("nsubj") for i in words[:8]):
        return "clause"
    return "rest" if finite and first.upos not in {"CCONJ", "PRON"} else "no"


def _stretch(tree: Tree, run: Sequence[int]) -> tuple[int, int] | None:
    """The offsets of a run of tokens without conjunctions and marks at its edges."""
    start, end = 0, len(run)
    while start < end and (tree[run[start]].upos == "PUNCT" or tree[run[start]].upos == "CCONJ"):
        start += 1
    while end > start and tree[run[end - 1]].upos == "PUNCT" and tree[run[end - 1]].form not in {")", "]"}:
        end -= 1
    return (tree[run[start]].start, tree[run[end - 1]].end) if start < end else None


def _at(tree: Tree, index: int, cues: CueTable) -> list[Attribution]:
    """What the token at ``index`` reports."""
    token = tree[index]
    if token.form.lower() == "according" and index + 1 < len(tree) and tree[index + 1].form.lower() == "to":
        return list(_according(tree, index, cues))
    if token.upos in {"VERB", "AUX"}:
        cue = cues.verb(tree.lemma(index))
        return list(_verb(tree, index, cue, cues)) if cue else []
    if token.upos == "NOUN":
        cue = cues.noun(tree.lemma(index))
        return list(_noun(tree, index, cue, cues)) if cue else []
    if token.upos == "ADJ":
        cue = cues.adjective(tree.lemma(index))
        return list(_adjective(tree, index, cue)) if cue else []
    return []


# --- verbs ---------------------------------------------------------------------------------------------------


def _verb(tree: Tree, index: int, cue: Cue, cues: CueTable) -> Iterator[Attribution]:
    """Clauses, parentheses, noun phrases and labels under a verb of saying."""
    if not told(tree, index, cue):
        return
    source = source_of(tree, index, cue)
    if "document" in cue.frames and not _by_document(tree, source, cues):
        return
    clauses = _chosen(tree, index, [c for c in tree.children(index, "ccomp") if _is_content(tree, index, c, cue)])
    if not clauses:
        clauses = [c for c in tree.children(index, "parataxis") if c > index and _follows_colon(tree, index, c)]
    if not clauses and "bare" in cue.frames:
        clauses = _mislaid(tree, index)
    if not clauses and "inf" in cue.frames:
        clauses = [
            c for c in tree.children(index, "xcomp") if "to" in {tree.lemma(m) for m in tree.children(c, "mark")}
        ]
    for clause in clauses:
        yield from _clauses(tree, index, cue, source, clause)
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


def _is_content(tree: Tree, cue: int, clause: int, entry: Cue) -> bool:
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


def _clauses(tree: Tree, index: int, cue: Cue, source: int | None, clause: int) -> Iterator[Attribution]:
    """The clause and those joined to it by a conjunction of their own ("and that ..."), one each."""
    parts = [clause, *(c for c in tree.children(clause, "conj") if _own_that(tree, c))]
    for part in parts:
        others = [p for p in parts if p != part]
        spans = spans_of(tree, part, [*others, index] if index in tree.subtree(part) else others, after=index)
        if spans and part == clause and clause > index:
            spans = _mended(tree, index, spans)
        if spans:
            yield _made(tree, index, cue, source, spans, part, "clause")


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


def _own_that(tree: Tree, clause: int) -> bool:
    return any(tree[c].form.lower() in {"that", "whether"} for c in tree.children(clause, "mark"))


def _around(tree: Tree, index: int, cue: Cue) -> int | None:
    """The clause that a parenthetical cue stands in (", he said,"; "as X said,"): its head; None: it is no parenthesis."""
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
            yield _made(tree, index, cue, source, spans, part, "parenthesis")


def _objects(tree: Tree, index: int, cue: Cue, source: int | None) -> Iterator[Attribution]:
    """Content that is no clause: what is denied or cited, what something is called."""
    obj = tree.child(index, "obj", "xcomp" if cue.kind == "deny" else "obj")
    if "np" in cue.frames and cue.kind == "joint":
        obj = _looked_forward_to(tree, index)
    if "np" in cue.frames and obj is not None and obj > index and _has_content(tree, obj):
        spans = spans_of(tree, obj, ())
        if spans:
            yield _made(tree, index, cue, source, spans, obj, "np")
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
    passive = _passive(tree, index)
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
    yield _made(tree, index, cue, source, spans, predicate, "label")


def _predicate(tree: Tree, child: int) -> bool:
    """Whether a dependent is a predicate on the object: after "as", or a bare noun or adjective."""
    marks = {tree[c].form.lower() for c in tree.children(child, "case", "mark")}
    if "as" in marks:
        return True
    if tree[child].deprel == "xcomp":
        return bool(tree.children(child, "cop")) or tree[child].upos in {"NOUN", "ADJ", "PROPN"}
    return False


# --- nouns, adjectives, phrases --------------------------------------------------------------------------------


def _noun(tree: Tree, index: int, cue: Cue, cues: CueTable) -> Iterator[Attribution]:
    """ "the claim that ...": the noun's clause."""
    clauses = [c for c in tree.children(index, "acl", "ccomp", "parataxis") if c > index and _own_that(tree, c)]
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
        for found in _clauses(tree, index, entry, source, clause):
            yield msgspec.structs.replace(found, form="noun", rule=f"noun:{cue.word}")


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


def _adjective(tree: Tree, index: int, cue: Cue) -> Iterator[Attribution]:
    """ "is confident that ...": the adjective's clause."""
    if tree.negated(index):
        return
    source = source_of(tree, index, cue)
    for clause in tree.children(index, "ccomp"):
        if _is_content(tree, index, clause, cue) and source is not None:
            yield from _clauses(tree, index, cue, source, clause)


def _according(tree: Tree, index: int, cues: CueTable) -> Iterator[Attribution]:
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
        yield _made(tree, index, cue, noun, spans, clause, "phrase")


def _widest(tree: Tree, clause: int, phrase: int, cues: CueTable) -> int:
    """The clause a phrase at an edge of the sentence is about: the whole, unless a cue governs the part it hangs on."""
    words = [i for i in range(len(tree)) if tree[i].upos != "PUNCT"]
    span = tree.subtree(phrase)
    if words[0] not in span and words[-1] not in span:
        return clause
    while tree[clause].deprel.split(":")[0] in {"ccomp", "xcomp", "advcl", "acl"}:
        head = tree.head(clause)
        if head is None or cues.verb(tree.lemma(head)) is not None and tree[clause].deprel == "ccomp":
            break
        clause = head
    return clause


def _heads_clause(tree: Tree, index: int) -> bool:
    """Whether a token is the head of a clause: a root, or a clause's relation with a subject of its own."""
    relation = tree[index].deprel
    if relation == "root":
        return True
    return relation.split(":")[0] in {"ccomp", "parataxis", "conj", "advcl", "acl"} and tree.subject(index) is not None


# --- who says it -----------------------------------------------------------------------------------------------


def _passive(tree: Tree, index: int) -> bool:
    """Whether a verb is passive: by its subject or auxiliary, or as a past participle on a noun ("a group called X")."""
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


def source_of(tree: Tree, index: int, cue: Cue, depth: int = 0) -> int | None:
    """Head of the speaker's noun phrase: the cue's subject, or its governor's where the cue has none; None: nobody."""
    if depth > 6:
        return None
    if _passive(tree, index):
        by = agent(tree, index)
        if by is not None or depth == 0:
            return by
        return tree.child(index, "nsubj:pass")
    subject = tree.subject(index)
    if subject is not None:
        return _antecedent(tree, index, subject)
    inverted = _inverted(tree, index)
    if inverted is not None:
        return inverted
    return _from_governor(tree, index, cue, depth)


def _antecedent(tree: Tree, index: int, subject: int) -> int | None:
    """A relative pronoun's noun; the subject itself otherwise; None for an empty "it" or "there"."""
    if tree[subject].deprel == "expl":
        return None
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


# --- what is said ----------------------------------------------------------------------------------------------


def _made(
    tree: Tree, index: int, cue: Cue, source: int | None, spans: Sequence[tuple[int, int]], head: int, form: Form
) -> Attribution:
    return Attribution(
        sentence=tree.number, entry=cue, cue=index, source=source, content=tuple(spans), head=head, form=form,
        negated=tree.negated(index), rule=f"{form}:{cue.word}",
    )  # fmt: skip


def spans_of(tree: Tree, head: int, barred: Sequence[int], *, after: int | None = None) -> tuple[tuple[int, int], ...]:
    """The stretches of text under ``head``, without the subtrees of ``barred``, conjunctions and edge punctuation.

    A clause that follows the token ``after`` (its cue) gives only what follows it: a relative pronoun before the cue
    ("which he says are ...") is no part of the content.
    """
    inside = set(tree.subtree(head, barred))
    if after is not None and head > after:
        inside = {index for index in inside if index > after}
    if not inside:
        return ()
    out: set[int] = set()
    for node in barred:
        out.update(tree.subtree(node))
    first, last = min(inside), max(inside)
    runs: list[list[int]] = [[]]
    for index in range(first, last + 1):
        if index in out and index not in inside:
            runs.append([])
        else:
            runs[-1].append(index)
    return tuple(span for span in (_trimmed(tree, run, head) for run in runs) if span)


def _trimmed(tree: Tree, run: list[int], head: int) -> tuple[int, int] | None:
    """A run of tokens without what only joins it to the rest: "that", "and", commas, dashes."""
    start, end = 0, len(run)
    while start < end and (tree[run[start]].upos == "PUNCT" or _joins(tree, run[start], head)):
        start += 1
    while end > start and (
        (tree[run[end - 1]].upos == "PUNCT" and tree[run[end - 1]].form not in {")", "]"})
        or tree[run[end - 1]].deprel == "cc"
    ):
        end -= 1
    if start >= end:
        return None
    return tree[run[start]].start, tree[run[end - 1]].end


def _joins(tree: Tree, index: int, head: int) -> bool:
    token = tree[index]
    if token.deprel == "mark" and tree.head(index) == head:
        return token.form.lower() in {"that", "whether", "if", "as"}
    if token.deprel == "case" and tree.head(index) == head:
        return token.form.lower() in {"as", "to"}
    return token.deprel == "cc" and tree.head(index) == head
