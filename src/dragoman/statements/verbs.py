"""Verbs of saying and what they govern: clauses, the clause around a parenthesis, noun phrases, labels."""

from collections.abc import Iterator, Sequence

from dragoman.language.tree import Tree
from dragoman.statements.cues import Cue, CueTable
from dragoman.statements.objects import object_content
from dragoman.statements.spans import Attribution, Voice, made, spans_of
from dragoman.statements.subjects import source_of

# A verb over the cue that takes back that anything was said ("declined to say that").
WITHHOLDING = frozenset(
    {"decline", "refuse", "fail", "forget", "hesitate", "stop", "avoid", "refrain", "neglect", "deny"}
)
CONJUNCTIONS = frozenset({"that", "whether", "if"})
OPEN_WORDS = frozenset({"what", "why", "how", "who", "where", "when", "which", "whom", "whose"})
CONDITIONS = frozenset({"if", "unless", "should", "whether"})
# Verbs whose object is the one spoken to.
ADDRESSING = frozenset({"tell", "inform", "remind", "assure", "notify", "warn", "promise", "ask", "advise", "brief"})
# Conjunctions that limit what is said rather than the saying of it.
RESERVATIONS = frozenset({"if", "though", "although", "unless", "because"})
DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tonight earlier later recently".split()
)
MONTHS = frozenset("january february march april may june july august september october november december".split())
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
        clauses = _mislaid(tree, index, cues)
    if not clauses and "inf" in cue.frames:
        clauses = [
            c for c in tree.children(index, "xcomp") if "to" in {tree.lemma(m) for m in tree.children(c, "mark")}
        ]
    for clause in clauses:
        yield from clauses_of(tree, index, cue, source, clause, [c for c in clauses if c != clause])
    if clauses:
        return
    around = _around(tree, index, cue)
    if around is not None:
        yield from _parenthesis(tree, index, cue, source, around)
        return
    yield from object_content(tree, index, cue, source, cues)


def _by_document(tree: Tree, source: int | None, cues: CueTable) -> bool:
    """Whether a document speaks: only its showing is a saying."""
    return source is not None and cues.is_document(tree.lemma(source))


def _chosen(tree: Tree, index: int, clauses: list[int]) -> list[int]:
    """Of several clauses those with "that" after the cue, else the nearest; those before it only where none is."""
    after = [c for c in clauses if c > index]
    marked = [c for c in after if own_that(tree, c)]
    return marked or after[:1] or clauses[-1:]


def told(tree: Tree, index: int, cue: Cue) -> bool:
    """Whether the cue says that something was said: not denied to have been, not only a condition."""
    if tree.negated(index) and cue.kind not in {"deny", "think", "doubt", "hope"}:
        return False
    marks = {tree.lemma(c) for c in tree.children(index, "mark")}
    if tree[index].deprel == "advcl" and marks & CONDITIONS:
        return False
    head = tree.head(index)
    past = tree[index].xpos in {"VBN", "VBD"} and tree[index].deprel == "advcl"
    if cue.kind == "ask" and past and tree.subject(index) is None:
        return False  # "asked whether ..., he replied": he was asked
    return not (
        head is not None and tree[index].deprel == "xcomp" and (tree.lemma(head) in WITHHOLDING or tree.negated(head))
    )


def is_content(tree: Tree, cue: int, clause: int, entry: Cue) -> bool:
    """Whether a ``ccomp`` is what was said: a finite clause the verb's frames admit."""
    marks = {tree[c].form.lower() for c in tree.children(clause, "mark")}
    if marks & CONJUNCTIONS:
        return "that" in entry.frames
    if "to" in marks and not tree.finite(clause):
        return "inf" in entry.frames
    if _interrogative(tree, clause, cue):
        return False
    if not tree.finite(clause) and tree.feature(clause, "VerbForm") in {"Ger", "Inf"}:
        return False
    if tree.participle(clause) and not tree.children(clause, "aux", "cop"):
        return False
    return "bare" in entry.frames


def _interrogative(tree: Tree, clause: int, cue: int) -> bool:
    """Whether a question word opens the clause ("explained why", "what he knew"); that is no claim.

    A relative pronoun before the cue ("which he says are ...") opens the relative clause, not this one.
    """
    words = [i for i in tree.subtree(clause) if tree[i].upos != "PUNCT" and (i > cue) == (clause > cue)]
    return any(tree[i].form.lower() in OPEN_WORDS for i in words[:1]) or any(
        tree[i].form.lower() in {"whom", "which"} for i in words[1:3]
    )


def _follows_colon(tree: Tree, cue: int, clause: int) -> bool:
    """Whether the clause comes after a colon that the cue's own words end with."""
    between = [tree[i].form for i in range(cue + 1, min(tree.subtree(clause))) if i < clause]
    return ":" in between[-3:]


def _mislaid(tree: Tree, index: int, cues: CueTable) -> list[int]:
    """A clause right after the verb that the reader hung elsewhere; the words' order says that it is the content."""
    that = next((i for i in range(index + 1, len(tree)) if tree[i].deprel == "mark"), None)
    if that is not None and tree[that].form.lower() == "that" and _free(tree, index, that, cues):
        head = tree.head(that)
        while head is not None and tree[head].upos == "AUX" and tree[head].deprel in {"aux", "aux:pass", "cop"}:
            head = tree.head(head)
        return [head] if head is not None and head > that else []
    after = index + 1 + _time_words(tree, index + 1)
    if after >= len(tree):
        return []
    for verb in range(after, len(tree)):
        subject = tree.subject(verb)
        opens = subject is not None and after in {i for i in tree.subtree(subject) if i > index}
        if opens and subject is not None and subject > index and tree.finite(verb) and not _marked(tree, verb, index):
            return [verb]
    if tree[index].deprel == "acl:relcl" and tree.subject(index) is not None:  # "a step he said broke the law"
        head = tree.head(after) if tree[after].upos == "AUX" else after
        if head is not None and head > index and tree[head].upos in {"VERB", "ADJ", "NOUN"} and tree.finite(head):
            return [head]
    return []


def _free(tree: Tree, index: int, that: int, cues: CueTable) -> bool:
    """Whether no other word between the cue and its "that" can govern the clause."""
    between = range(index + 1, that)
    governors = [
        i
        for i in between
        if (tree[i].upos == "VERB" and (tree.finite(i) or cues.verb(tree.lemma(i)))) or cues.noun(tree.lemma(i))
    ]
    return not governors and not any(tree[i].upos == "ADJ" and cues.adjective(tree.lemma(i)) for i in between)


def _marked(tree: Tree, verb: int, index: int) -> bool:
    """Whether a conjunction after the cue makes the clause an adverbial or a relative one."""
    return any(c > index for c in tree.children(verb, "mark")) or tree[verb].deprel in {"acl:relcl", "advcl:relcl"}


def _time_words(tree: Tree, at: int) -> int:
    """How many words from ``at`` on are a bare time phrase: "on Monday", "Monday", "last week", "in May"."""
    forms = [tree[i].form.lower() for i in range(at, min(at + 3, len(tree)))]
    if forms[:1] and forms[0] in DAYS:
        return 1
    if len(forms) > 1 and forms[0] in {"on", "in"} and (forms[1] in DAYS or forms[1] in MONTHS):
        return 2
    return 2 if len(forms) > 1 and forms[0] in {"last", "this"} and forms[1] in {"week", "month", "year"} else 0


def clauses_of(
    tree: Tree, index: int, cue: Cue, source: int | None, clause: int, siblings: Sequence[int] = ()
) -> Iterator[Attribution]:
    """The clause and those joined to it by a conjunction of their own ("and that ..."), one each.

    ``siblings`` are the cue's other clauses ("said that A, that B"): what stands after one of them is none of this.
    """
    parts = [clause, *(c for c in tree.children(clause, "conj") if own_that(tree, c))]
    for part in parts:
        beyond = [c for c in tree.children(part, "conj") if any(part < sibling < c for sibling in siblings)]
        others = [*(p for p in (*parts, *siblings, *beyond) if p != part), *_asides(tree, index, part)]
        spans = spans_of(tree, part, [*others, index] if index in tree.subtree(part) else others, after=index)
        first = not any(index < sibling < clause for sibling in siblings)
        if spans and part == clause and clause > index and first and tree.finite(clause):
            spans = _mended(tree, index, spans)
        if spans:
            yield made(tree, Voice(index, cue, source), spans, part, "clause")


def _asides(tree: Tree, cue: int, clause: int) -> list[int]:
    """Concessions in the writer's own voice: ", although the treaty says ..." after "said that it had ...".

    What somebody said is moved back with the cue ("said that it had"); a present tense after it is the writer's.
    """
    if tree[cue].xpos != "VBD" or tree[clause].xpos not in {"VBD", "VBN"}:
        return []
    found = []
    for child in tree.children(clause, "advcl"):
        marks = {tree[c].form.lower() for c in tree.children(child, "mark")}
        apart = "," in {tree[i].form for i in (min(tree.subtree(child)), min(tree.subtree(child)) - 1)}
        if child > clause and apart and marks & {"although", "though"} and tree[child].xpos in {"VBZ", "VBP"}:
            found.append(child)
    return found


def _mended(tree: Tree, cue: int, spans: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """The content with what the reader hung on the cue though it stands inside or at the edge of the content.

    All words between "that" and the clause belong to it, as does a subject taken for the cue's object; a time phrase
    right after the cue ("said on Monday ...") does not.
    """
    first = tree.at(spans[0][0])
    if first is None:
        return spans
    between = list(range(cue + 1, first))
    that = [i for i in between if tree[i].form.lower() == "that" and tree[i].upos == "SCONJ"]
    begin = that[0] + 1 if that else _own_subject(tree, cue, between)
    begin = first if begin is None else min(begin, first)
    if begin == cue + 1:
        begin += _time_words(tree, begin)
        begin = _past_that(tree, begin)
    if tree[begin].start < spans[0][1]:
        spans = ((tree[begin].start, spans[0][1]), *spans[1:])
    return (*spans[:-1], (spans[-1][0], _full_end(tree, cue, spans[-1][1])))


def _past_that(tree: Tree, begin: int) -> int:
    """Where the content begins after a "that" which only adverbs part from the cue ("said repeatedly that ...")."""
    at = begin
    while at < len(tree) - 1 and tree[at].upos == "ADV":
        at += 1
    return at + 1 if tree[at].form.lower() == "that" and tree[at].upos == "SCONJ" else begin


def _full_end(tree: Tree, cue: int, end: int) -> int:
    """Where the content ends when what follows it hangs on the cue but goes on with it.

    So do a participle that is no cue (", disrupting flights"), a reservation ("if they agree") and a clause joined
    without a comma ("and prices rose").
    """
    for child in tree.children(cue, "advcl", "conj", "ccomp"):
        words = tree.subtree(child)
        first = min(words)
        before = tree[first - 1]
        if tree[first].start < end or tree.lemma(child) in PARTICIPLES_OF_SPEECH:
            continue
        goes_on = tree.participle(child) and before.form == "," and before.start <= end + 1
        reserved = {tree.lemma(c) for c in tree.children(child, "mark")} & RESERVATIONS and before.start <= end + 1
        joined = tree[child].deprel != "advcl" and tree.subject(child) is not None and before.end <= end + 1
        if goes_on or reserved or (joined and before.upos != "PUNCT" and not own_that(tree, child)):
            end = tree[max(words)].end
    return end


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
            yield made(tree, Voice(index, cue, source), spans, part, "parenthesis")
