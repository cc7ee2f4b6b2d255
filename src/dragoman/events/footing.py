"""On what footing an act is told, weighed: whether it happened, when against the article's date, on whose word.

The rules (``status``) read the sentence, ``recency`` weighs news against what is recalled, the reader has an opinion of
its own, and none of them is right wherever the others are wrong. Trees of decisions (gradient boosting, Friedman 2001),
learnt from articles in print by ``training.footing``, weigh what each of them says with how the act is told. Status and
basis are what the rules say unless another is likelier by ``MARGIN``, or it may be alleged; ``why`` says so.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from math import nan
from typing import TypeVar, get_args

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from dragoman.events.ballots import RELATIONS, TYPES, WORDS
from dragoman.events.blamed import BLAMED
from dragoman.events.draft import Draft
from dragoman.events.recency import weight_of
from dragoman.events.scene import Scene
from dragoman.events.status import (
    ANNOUNCED,
    BY_FRAME,
    HEDGED,
    Setting,
    after,
    before,
    charging,
    hedged,
    recalled,
    traits_of,
)
from dragoman.events.telling import fact_of, setting_of
from dragoman.events.undone import OUTRIGHT
from dragoman.language.factuality import Factuality, Modality
from dragoman.language.tense import Tense
from dragoman.language.tree import Tree
from dragoman.partial_date import PRECISIONS, PartialDate
from dragoman.records import BASES, STATUSES, Act, Basis, Record, SpeechAct, StatementKind, Status

# By how much another must be likelier than what the rules say; set by hand where the articles that the rules were
# written for lose nothing by folds (``python -m training.footing --folds 5``).
MARGIN = 0.2
# What may be charged or contested is never told as plain: alleged is said above this probability, and taken back below
# that one only. The same command prints how many of the alleged are told as plain by the rules and with these.
ALLEGED, TAKEN_BACK = 0.2, 0.03
_TAGS = ("VBD", "VBN", "VBG", "VB", "VBZ", "VBP", "NN", "NNS", "NNP", "JJ")
_SOURCES = ("clause", "sentence", "publication")  # where the date of a telling is read
_MANNERS, _SPEECH = get_args(StatementKind), get_args(SpeechAct)
_TENSES, _MODALITIES = get_args(Tense), get_args(Modality)
_SPEAKERS = ("person", "state", "organisation", "armed_group", "media", "document", "unnamed", "crowd")
_MARKS = ("to", "that", "of", "for", "after", "by", "in", "if", "since", "before", "while", "as", "from", "with", "on")
_TELLING = frozenset(
    "say tell report announce state add claim accuse allege deny confirm warn note argue insist believe think".split()
)
_LINKING = frozenset({"after", "following", "amid", "since", "before", "over"})
_RULED = OUTRIGHT | {ANNOUNCED, BY_FRAME}  # the guide settles these, however they are told
_TOLD_SO = OUTRIGHT | {BLAMED}  # on whose word these rest the sentence says
_SHOWN = 0.01  # below it nobody is told of a probability
_FURTHEST = 5000  # days; beyond, one year is as another

_RULES = ("rule: status", "rule: basis", "type", "word", "learnt", "recency", "looks back")
_FACTS = (
    "negative", "tense", "perfect", "progressive", "modality", "conditional", "question", "reported", "infinitive",
    "planned", "cancelled",
)  # fmt: skip
_SETTING = (
    "depth", "sentence", "signed", "carried", "old here", "old before", "old before that", "old in the paragraph",
    "opens a paragraph", "dated article",
)  # fmt: skip
_WHEN = ("days since", "days until", "precision", "dated from", "old", "to come")
_GRAMMAR = (
    "tag", "relation", "relation above", "verb above says", "definite", "indefinite", "possessed", "plural", "had",
    "have", "will", "would", "may", "quotation open", "after before it", "marked", "words", "how far in",
    "tag of the root", "root says",
)  # fmt: skip
_MODEL = (*(f"likely {name}" for name in (*STATUSES, *BASES)), "likely event")
_WORD = (
    "in a statement", "manner", "speech act", "speaker", "speaker has a party", "speakers", "speaker acts",
    "speaker is acted on", "hedged", "charged", "actors", "recipients", "party acts", "party is acted on",
)  # fmt: skip
NAMES = (*_RULES, *_FACTS, *_SETTING, *_WHEN, *_GRAMMAR, *_MODEL, *_WORD)
Row = tuple[float, ...]
_T = TypeVar("_T", Status, Basis)


class Footing(Record, frozen=True, kw_only=True):
    """A telling as the rules read it, a row of ``NAMES`` that describes it, and who would be its source."""

    draft: Draft
    row: Row
    source: str | None  # whoever says the words it stands in; None: the writer


def footings(drafts: Iterable[Draft], scenes: Mapping[int, Scene], reference: PartialDate) -> list[Footing]:
    """What describes the tellings of an article."""
    return [_footing(scenes[draft.sentence], draft, reference) for draft in drafts]


def _footing(scene: Scene, draft: Draft, reference: PartialDate) -> Footing:
    statement = scene.statement_at(draft.token)
    source = statement.speakers[0].name if statement is not None and statement.speakers else None
    return Footing(draft=draft, row=row_of(scene, draft, reference), source=source)


def row_of(scene: Scene, draft: Draft, reference: PartialDate) -> Row:
    """The numbers of ``NAMES`` for one telling as the rules read it."""
    setting = setting_of(scene, draft.token, draft.frame, reference)
    fact = fact_of(scene.tree, draft.token, draft.frame)
    found = traits_of(scene.tree, draft.token, draft.frame, fact=fact, when=draft.when, setting=setting)
    return (
        STATUSES.index(draft.status),
        BASES.index(draft.basis),
        _code(TYPES, draft.type),
        _code(WORDS, draft.frame.kind),
        draft.frame.learnt,
        weight_of(found),
        recalled(scene.tree, draft.token, fact, reported=setting.reported),
        *_of_fact(fact),
        *_of_setting(scene, setting),
        *_of_date(draft, setting.reference),
        *_of_grammar(scene.tree, draft.token),
        *_of_model(setting.act),
        *_of_word(scene, draft),
    )


def weighed(told: Sequence[Footing], drafts: Sequence[Draft], likely: NDArray[np.float32]) -> list[Draft]:
    """The tellings with the status and the basis that are likeliest.

    What the guide settles by a ruling stays ("aid announced without start"), what the rest of the article has settled
    since ("denied by its author"), and what the rules say of own types that stand alone: no tree has seen one.

    Args:
        told: the tellings as the rules read them.
        drafts: what has become of each since.
        likely: the probability of each status and each basis [tellings, statuses and bases].
    """
    return [
        draft if draft.frame.scheme else _weighed(one, draft, chances)
        for one, draft, chances in zip(told, drafts, likely.tolist(), strict=True)
    ]


def account_of(told: Footing, draft: Draft, chances: Sequence[float]) -> str:
    """In words: the likely statuses and bases, what the rules say, by how much another must be likelier.

    Args:
        told: a telling as the rules read it.
        draft: what has become of it once it was weighed.
        chances: the probability of each status and each basis.
    """
    status, basis = _ranked(STATUSES, chances[: len(STATUSES)]), _ranked(BASES, chances[len(STATUSES) :])
    ruled, alleged = told.draft, TAKEN_BACK if told.draft.basis == "alleged" else ALLEGED
    return (
        f"status {draft.status}: {status}; the rules say {ruled.status}, another must be likelier by {MARGIN:.2f}; "
        f"basis {draft.basis}: {basis}; the rules say {ruled.basis}, alleged is said above {alleged:.2f}"
    )


def _ranked(names: Sequence[str], chances: Sequence[float]) -> str:
    ranked = sorted(zip(chances, names, strict=True), key=lambda one: -one[0])
    return ", ".join(f"{name} {chance:.2f}" for chance, name in ranked if chance >= _SHOWN)


def _weighed(told: Footing, draft: Draft, chances: Sequence[float]) -> Draft:
    status, basis = draft.status, draft.basis
    if status == told.draft.status and _RULED.isdisjoint(draft.why):
        status = _likeliest(STATUSES, chances[: len(STATUSES)], status)
    if basis == told.draft.basis and _TOLD_SO.isdisjoint(draft.why):
        basis = _basis(told, chances[len(STATUSES) :])
    changes = [new for new, old in ((status, draft.status), (basis, draft.basis)) if new != old]
    if not changes:
        return draft
    return replace(
        draft,
        status=status,
        basis=basis,
        asserted_by=None if basis == "plain" else draft.asserted_by or told.source,
        why=(*draft.why, f"weighed with all that is told: {', '.join(changes)}"),
    )


def _basis(told: Footing, chances: Sequence[float]) -> Basis:
    ruled, alleged = told.draft.basis, chances[BASES.index("alleged")]
    if HEDGED in told.draft.why:  # "allegedly", "was believed to have": the writer's own word settles it
        return "alleged"
    if alleged > (TAKEN_BACK if ruled == "alleged" else ALLEGED):
        return "alleged"
    basis = _likeliest(BASES, chances, ruled)
    # What only a source tells names its source: where nobody speaks there is none.
    return ruled if basis == "attributed" and told.source is None else basis


def _likeliest(among: Sequence[_T], chances: Sequence[float], ruled: _T) -> _T:
    best = max(range(len(among)), key=lambda i: (chances[i], -i))
    return among[best] if chances[best] - chances[among.index(ruled)] > MARGIN else ruled


def _of_fact(fact: Factuality) -> Row:
    return (
        fact.polarity == "negative", _code(_TENSES, fact.tense), fact.perfect, fact.progressive,
        _code(_MODALITIES, fact.modality), fact.conditional, fact.interrogative, fact.reported, fact.infinitive,
        fact.planned, fact.cancelled,
    )  # fmt: skip


def _of_setting(scene: Scene, setting: Setting) -> Row:
    history = setting.history
    return (
        setting.depth, scene.tree.number, setting.signed, setting.carried, history.here, history.before,
        history.before_that, history.paragraph, history.opens, setting.reference.is_day,
    )  # fmt: skip


def _of_date(draft: Draft, reference: PartialDate) -> Row:
    when = draft.when
    return (
        _days(when.latest, reference.latest),
        _days(reference.earliest, when.earliest),
        PRECISIONS.index(when.precision) if when else -1,
        _code(_SOURCES, draft.date_from or ""),
        before(when, reference),
        after(when, reference),
    )


def _days(start: date | None, end: date | None) -> float:
    """Days from one to the other, many as ``_FURTHEST``; NaN: one of them is not known."""
    return nan if start is None or end is None else max(-_FURTHEST, min(_FURTHEST, (end - start).days))


def _of_grammar(tree: Tree, token: int) -> Iterator[float]:
    head = tree.head(token)
    yield _code(_TAGS, tree[token].xpos)
    yield _code(RELATIONS, tree[token].deprel)
    yield _code(RELATIONS, tree[head].deprel) if head is not None else -1
    yield head is not None and tree.lemma(head) in _TELLING
    determiners = {tree[c].form.lower() for c in tree.children(token, "det")}
    yield bool(determiners & {"the", "this", "that", "these", "those"})
    yield bool(determiners & {"a", "an", "another", "any"})
    yield bool(tree.children(token, "nmod:poss"))
    yield tree.feature(token, "Number") == "Plur"
    auxiliaries = {tree[c].form.lower() for c in tree.children(token, "aux", "cop")}
    yield bool(auxiliaries & {"had", "'d", "’d"})
    yield bool(auxiliaries & {"has", "have", "'ve", "’ve", "'s", "’s"})
    yield bool(auxiliaries & {"will", "'ll", "’ll", "shall"})
    yield bool(auxiliaries & {"would", "should"})
    yield bool(auxiliaries & {"may", "might", "could", "can", "must"})
    forms = [tree[i].form.lower() for i in range(token)]
    yield sum(form in {'"', "“", "”"} for form in forms) % 2
    yield not _LINKING.isdisjoint(forms)
    marks = tree.children(token, "mark", "case")
    yield _code(_MARKS, tree[marks[0]].form.lower()) if marks else -1
    yield len(tree)
    yield token / len(tree)
    root = next((i for i in range(len(tree)) if tree.head(i) is None and tree[i].upos != "PUNCT"), token)
    yield _code(_TAGS, tree[root].xpos)
    yield tree.lemma(root) in _TELLING


def _of_model(act: Act | None) -> Iterator[float]:
    if act is None:
        yield from [nan] * len(_MODEL)
        return
    status, basis = dict(act.status), dict(act.basis)
    yield from (status.get(name, 0.0) for name in STATUSES)
    yield from (basis.get(name, 0.0) for name in BASES)
    yield act.probability


def _of_word(scene: Scene, draft: Draft) -> Iterator[float]:
    statement = scene.statement_at(draft.token)
    acting, acted_on = ({p.party for p in side if p.party} for side in (draft.actors, draft.recipients))
    yield statement is not None
    if statement is None:
        yield from (-1, -1, -1, 0, 0, 0, 0)
    else:
        theirs = {p.party for p in statement.speakers if p.party}
        yield _code(_MANNERS, statement.kind)
        yield _code(_SPEECH, statement.act)
        yield _code(_SPEAKERS, statement.speakers[0].kind) if statement.speakers else -1
        yield bool(theirs)
        yield len(statement.speakers)
        yield not theirs.isdisjoint(acting)
        yield not theirs.isdisjoint(acted_on)
    yield hedged(scene.tree, draft.token)
    yield statement is not None and charging(statement)
    yield len(draft.actors)
    yield len(draft.recipients)
    yield bool(acting)
    yield bool(acted_on)


def _code(among: Sequence[str], word: str) -> int:
    return among.index(word) if word in among else len(among)
