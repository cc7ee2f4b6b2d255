"""Whether a clause or noun tells what happened: negation, tense, modality, condition, report, plan, from the parse.

The features follow FactBank (Saurí & Pustejovsky 2009), the verbs that make their complement true or false Karttunen
(1971): what stands on the word itself, then what each of its governors makes of it, up to the first that reports it.
"""

from collections.abc import Sequence
from typing import Literal

from dragoman.language.clauses import CLAUSAL, SUBJECT, Tree, lexicon
from dragoman.language.tense import DEEPEST, Tense, auxiliaries, be_to, hangs_on, open_infinitive, tense, to_predicate
from dragoman.records import Record, Sentence

Modality = Literal["none", "possible", "necessary", "intended", "desired"]


class Factuality(Record, frozen=True, kw_only=True):
    """How a word's clause is presented. ``reporter`` is the index of the word of saying; None: nobody is quoted."""

    polarity: Literal["positive", "negative"] = "positive"
    tense: Tense = "none"  # of the finite verb: "has met" is present and perfect, "would meet" is future
    perfect: bool = False
    progressive: bool = False
    modality: Modality = "none"  # the nearest one
    conditional: bool = False  # in an if-clause, or in the clause that depends on one
    interrogative: bool = False
    reported: bool = False
    reporter: int | None = None
    infinitive: bool = False  # a to-infinitive that tells of no act done ("agreed to meet", not "began to meet")
    planned: bool = False  # a time for it is set: "is to visit", "is due to visit", "ahead of the visit"
    cancelled: bool = False


# Relations by which a governor's meaning reaches a noun: what is refused, planned or called off is its object or
# passive subject; an agent or an adjunct of time is not.
_AFFECTED = frozenset({"obj", "nsubj:pass", "xcomp"})
_GOVERNORS: tuple[Modality, ...] = ("intended", "desired", "necessary", "possible")
_AUXILIARIES: tuple[Modality, ...] = ("necessary", "possible")
_NEGATIVE_RELATIONS = ("advmod", "det", "mark", "case", "cc:preconj", "cc")


class _State:
    """What is known so far on the way up."""

    def __init__(self) -> None:
        self.negations = 0
        self.modality: Modality = "none"
        self.conditional = self.interrogative = self.planned = self.cancelled = False
        self.reporter: int | None = None

    def add_modality(self, modality: Modality) -> None:
        """The nearest one stays."""
        if self.modality == "none":
            self.modality = modality


def factuality(sentence: Sentence, index: int) -> Factuality:
    """How ``sentence`` presents the word at ``index`` (from 0), a verb or a noun that names an act."""
    tree = Tree(sentence)
    state = _State()
    path = list(to_predicate(tree, index))
    predicate = path[-1]
    for i in path:
        _on_word(tree, i, state)
    _on_predicate(tree, predicate, state, passed=path)
    _climb(tree, predicate, state)
    helpers = auxiliaries(tree, predicate)
    return Factuality(
        polarity="negative" if state.negations % 2 else "positive",
        tense=tense(tree, predicate),
        perfect="have" in helpers and tree.tag(predicate) in ("VBN", "VBD"),
        progressive="be" in helpers and tree.tag(predicate) == "VBG",
        modality=state.modality,
        conditional=state.conditional,
        interrogative=state.interrogative or sentence.text.rstrip(" \"'”’)»").endswith("?"),
        reported=state.reporter is not None,
        reporter=state.reporter,
        infinitive=open_infinitive(tree, predicate),
        planned=state.planned,
        cancelled=state.cancelled,
    )


# --- what stands on the words themselves --------------------------------------------------------------------


def _on_word(tree: Tree, i: int, state: _State) -> None:
    """Negations, adjectives and conditions beside one word of the way, and what its head makes of a noun."""
    state.negations += tree.beside(i, "negative", *_NEGATIVE_RELATIONS) and not _only(tree, i)
    state.negations += tree.beside(i, "failed", "amod")
    state.planned |= tree.beside(i, "planned", "amod") or _ahead(tree, i) or _to_be_done(tree, i)
    state.cancelled |= tree.beside(i, "cancelled", "amod")
    if tree.beside(i, "possible", "advmod", "amod"):
        state.add_modality("possible")
    if tree.beside(i, "intended", "amod"):
        state.add_modality("intended")
    state.conditional |= _conditional(tree, i)
    head = tree.head(i)
    if head is None or not hangs_on(tree, i):
        return
    adjective = tree.tokens[head].upos == "ADJ" and tree.relation(i) in SUBJECT
    under_noun = tree.relation(i) in ("nmod", "compound") and tree.is_noun(head)
    if tree.relation(i) in _AFFECTED or adjective or under_noun:
        _effects(tree, i, head, state)
    for case in tree.children(i, "case", "mark") if tree.relation(i) == "obl" else ():
        _effects(tree, i, head, state, preposition=tree.lemma(case))


def _on_predicate(tree: Tree, predicate: int, state: _State, *, passed: Sequence[int]) -> None:
    """Auxiliaries, and negation by a subject or object that was not ``passed`` on the way here: "nobody agreed"."""
    for modality in _AUXILIARIES:
        if tree.auxiliaries(predicate, modality) and not tree.auxiliaries(predicate, "future"):
            state.add_modality(modality)
    state.planned |= be_to(tree, predicate)
    words = lexicon()["beside"]["negative"]
    for c in tree.children(predicate, *SUBJECT, "obj", "expl"):
        negative = tree.lemma(c) in words or tree.beside(c, "negative", "det", "advmod", "cc:preconj")
        state.negations += negative and c not in passed and not _only(tree, c)
    beside = [c for c in tree.children(predicate, "obl", "obl:tmod", "nmod", "advmod") if c not in passed]
    state.negations += any(_on_no_occasion(tree, c) for c in beside)


def _on_no_occasion(tree: Tree, i: int) -> bool:
    """ "At no time", "in no way": nothing of the kind was done. What is done "in no time" is done soon."""
    soon = tree.lemma(i) == "time" and any(tree.lemma(c) == "in" for c in tree.children(i, "case"))
    return tree.lemma(i) in lexicon()["beside"]["occasion"] and tree.beside(i, "negative", "det") and not soon


def _only(tree: Tree, i: int) -> bool:
    """ "not only", "not just" negate nothing."""
    near = [*tree.children(i, "advmod", "cc:preconj", "cc")]
    words = {tree.lemma(c) for n in near for c in (n, *tree.children(n))}
    return "not" in words and bool(words & lexicon()["beside"]["focus"])


def _to_be_done(tree: Tree, i: int) -> bool:
    """ "a summit to be held": a noun with a passive infinitive after it."""
    return tree.is_noun(i) and any(tree.marked(c, "to") and tree.has(c, "aux:pass") for c in tree.children(i, "acl"))


def _ahead(tree: Tree, i: int) -> bool:
    """ "ahead of the talks", however the parse hangs the adverb."""
    head = tree.head(i)
    beside = [c for c in tree.children(i, "case", "advmod", "mark") if c < i]
    if head is not None and head < i:
        beside += [head, *(c for c in tree.children(head, "advmod", "case") if c < i)]
    of = (c + 1 for c in beside if tree.lemma(c) == "ahead" and c + 1 < i)
    return any(tree.lemma(c) == "of" and (tree.head(c) in (i, c - 1) or tree.head(c - 1) == i) for c in of)


def _conditional(tree: Tree, i: int) -> bool:
    """In an if-clause, or beside one ("even if" states no condition)."""
    clauses = [i] if tree.relation(i) in ("advcl", "acl") else []
    clauses += tree.children(i, "advcl")
    marks = (c for clause in clauses for c in tree.children(clause, "mark"))
    return any(tree.lemma(c) in lexicon()["beside"]["condition"] and not _even(tree, c) for c in marks)


def _even(tree: Tree, i: int) -> bool:
    return i > 0 and tree.lemma(i - 1) == "even"


# --- what the governors make of it --------------------------------------------------------------------------


def _climb(tree: Tree, i: int, state: _State) -> None:
    """Up the clauses, until one reports what stands below it.

    A relative clause, a clause of time or cause, a subject stand for themselves: from there up only the report counts.
    """
    bound = True
    for _ in range(DEEPEST):
        _reported_beside(tree, i, state)
        head = tree.head(i)
        if head is None:
            return
        if tree.relation(i) == "ccomp" and tree.beside(i, "question", "mark"):
            state.interrogative = True
        if _reports(tree, i, head):
            if state.reporter is None:
                state.reporter = head
            if bound:
                _under_report(tree, head, state, asked=tree.beside(i, "question", "mark"))
            return
        bound = bound and _governed(tree, i, head, state)
        state.conditional |= bound and _conditional(tree, head) and tree.relation(i) != "advcl"
        i = head


def _governed(tree: Tree, i: int, head: int, state: _State) -> bool:
    """Add what ``head`` makes of ``i``; whether what stands above ``head`` still bears on it."""
    if _bears_on(tree, i):
        preposition = next((tree.lemma(c) for c in tree.children(i, "mark") if tree.lemma(c) == "from"), "")
        _effects(tree, i, head, state, preposition=preposition)
        _on_predicate_above(tree, head, state, purpose=tree.relation(i) == "advcl")
        return True
    if tree.is_noun(i) and tree.relation(i) in _AFFECTED:  # "rejected the plan to send troops"
        state.negations += tree.governs(head, "negates")
        state.cancelled |= tree.governs(head, "cancelled")
        return False
    return tree.relation(i) in ("conj", "nmod")


def _bears_on(tree: Tree, i: int) -> bool:
    """Whether the governor bears on the clause of ``i``: one of time or cause, or "the deal signed", is free."""
    if tree.relation(i) in ("advcl", "acl"):
        return tree.marked(i, "to", "from", "that", "of", "for") and not tree.beside(i, "condition", "mark")
    return tree.relation(i) in CLAUSAL


def _effects(tree: Tree, i: int, head: int, state: _State, *, preposition: str = "") -> None:
    """What ``head`` makes of ``i``, its clause, object or complement, or what it governs by that preposition."""
    infinitive = tree.marked(i, "to")
    state.cancelled |= tree.governs(head, "cancelled", preposition)
    state.planned |= tree.governs(head, "planned", preposition) and (infinitive or tree.is_noun(i))
    state.negations += tree.governs(head, "negates", preposition)
    for modality in _GOVERNORS:
        clause = infinitive or tree.marked(i, "that", "for")
        if tree.governs(head, modality, preposition) and (modality != "necessary" or clause):
            state.add_modality(modality)


def _on_predicate_above(tree: Tree, head: int, state: _State, *, purpose: bool) -> None:
    """Negation and auxiliaries of the governing verb reach down, negation not to a purpose: "did not try to"."""
    state.negations += tree.beside(head, "negative", "advmod") and not _only(tree, head) and not purpose
    yet = any(tree.lemma(c) == "yet" for c in tree.children(head, "advmod"))
    state.negations += yet and tree.lemma(head) in ("have", "be")  # "has yet to agree"
    for modality in _AUXILIARIES:
        if tree.auxiliaries(head, modality):
            state.add_modality(modality)


def _reports(tree: Tree, i: int, head: int) -> bool:
    """Whether ``head`` is a word of saying and ``i`` the clause it reports."""
    if not tree.governs(head, "reports"):
        return False
    if tree.relation(i) == "ccomp":
        return True
    # "the claim that A", "accused X of A"
    return tree.relation(i) in ("acl", "advcl") and tree.marked(i, *(("that",) if tree.is_noun(head) else ("of",)))


def _under_report(tree: Tree, head: int, state: _State, *, asked: bool) -> None:
    """A denial, or a claim that is rejected, negates what it reports; a fear makes it possible, a hope desired."""
    state.negations += tree.governs(head, "negates")
    above = tree.head(head)
    if above is not None and tree.is_noun(head) and tree.relation(head) in _AFFECTED:
        state.negations += tree.governs(above, "negates")
    for modality in _GOVERNORS:
        if modality != "necessary" and tree.governs(head, modality) and not asked:
            state.add_modality(modality)


def _reported_beside(tree: Tree, i: int, state: _State) -> None:
    """A report that stands beside the clause: "..., he said", "as he said", "according to X", "accused X of A"."""
    if state.reporter is not None:
        return
    head = tree.head(i)
    accuser = tree.head(head) if head is not None and tree.relation(head) in _AFFECTED else None
    if accuser is not None and tree.marked(i, "of") and tree.governs(accuser, "reports"):
        state.reporter = accuser  # "accused X of A", with A hung on X
        return
    for c in tree.children(i, "parataxis", "advcl"):
        alone = tree.relation(c) == "parataxis" or tree.marked(c, "as")
        if alone and tree.governs(c, "reports") and not tree.has(c, "ccomp", "obj"):
            state.reporter = c
            return
    cases = (case for c in tree.children(i, "obl", "nmod") for case in tree.children(c, "case"))
    state.reporter = next((c for c in cases if tree.tokens[c].form.lower() == "according"), None)
