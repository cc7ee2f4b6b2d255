"""The candidates for the sides of a telling, described by numbers.

A candidate is a party of the article, whether or not a frame names it. The numbers (``NAMES``) say whether the frame
does, how the candidate's nearest mention hangs together with the trigger in the tree, how far away and how often it is
named, what it is, and what it said and did before. What is not known is NaN.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from math import nan

from dragoman.events.cast import Cast, Naming, key_of, keys_of
from dragoman.language.tree import Tree
from dragoman.records import Record

_BACK = 8  # tellings before this one that are looked at
_FAR = 99  # stands for "not among them"
RELATIONS = (
    "nsubj nsubj:pass obj iobj obl obl:agent nmod nmod:poss appos conj compound amod advcl acl acl:relcl ccomp xcomp"
    " root dep flat det parataxis"
).split()
PREPOSITIONS = "to with against on by from of in at into over for between and toward towards upon through".split()
FORMS = ("name", "nominal", "pronoun")
KINDS = ("state", "person", "place", "organisation", "armed_group")
TYPES = (
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE"
    " COERCE ASSAULT"
).split()
_OWN = -1  # stands for a type of the user's own that refines none of PLOVER's
WORDS = ("verb", "noun", "adjective")

_FRAME = ("frame: actor", "frame: recipient", "no actor", "no recipient", "actors", "recipients")
_NEAR = (
    "in the sentence", "words away", "distance in words", "in the clause", "steps up", "steps down", "relation",
    "preposition", "form", "relation at the join", "preposition at the join", "mentions between", "subject level",
    "passive subject", "mentions in the sentence", "is the trigger", "pronoun", "above the trigger",
)  # fmt: skip
_AROUND = (
    "parties named in the sentence", "sentences since", "sentences until", "share of mentions", "mentions", "rank",
    "in the title", "first sentence", "mentions in the sentence before",
)  # fmt: skip
_KIND = (*KINDS, "has a party", "has a country")
_SPEECH = ("says it", "spoke last", "said by somebody", "statements made")
_PAST = ("met its actors", "met its recipients", "acts elsewhere", "acted on elsewhere", "acted on by the type",
         "tellings since the pair", "tellings since it acted")  # fmt: skip
_TELLING = ("type", "word", "frame asks for a recipient", "learnt", "candidates", "passive", "trigger's relation",
            "trigger's preposition")  # fmt: skip
_MODEL = ("linked as actor", "linked as recipient", "best linked as actor", "best linked as recipient")
_SIDES = ("model: actor here", "model: no actor", "model: recipient here", "model: no recipient", "likely")
NAMES = (*_FRAME, *_NEAR, *_AROUND, *_KIND, *_SPEECH, *_PAST, *_MODEL, *_TELLING, *_SIDES)


class Ballot(Record, frozen=True, kw_only=True):
    """The candidates for the sides of a telling, and what describes each: a row of ``NAMES``."""

    keys: tuple[str, ...]
    rows: tuple[tuple[float, ...], ...]


def ballot_of(cast: Cast, number: int) -> Ballot:
    """The candidates for the sides of the ``number``-th draft of the cast."""
    keys = cast.candidates(cast.drafts[number])
    view = _View(cast, number)
    telling = tuple(view.telling(len(keys)))
    rows = tuple(
        (
            *_of_frame(view, key),
            *_of_place(view, key),
            *_of_article(view, key),
            *_of_kind(view, key),
            *_of_speech(view, key),
            *_of_past(view, key),
            *_of_model(view, key),
            *telling,
        )
        for key in keys
    )
    return Ballot(keys=keys, rows=rows)


class _View:
    """What is the same for all candidates of a telling."""

    def __init__(self, cast: Cast, number: int) -> None:
        self.cast, self.draft = cast, cast.drafts[number]
        self.tree = cast.trees[self.draft.sentence]
        self.actors, self.recipients = keys_of(self.draft.actors), keys_of(self.draft.recipients)
        self.above = [self.draft.token, *self.tree.ancestors(self.draft.token)]
        earlier = reversed(cast.drafts[max(0, number - _BACK) : number])
        self.before = [(keys_of(d.actors), keys_of(d.recipients)) for d in earlier]
        start = self.tree[self.draft.token].start
        around, past = cast.said_around(start), cast.said_before(start)
        self.said = bool(around)
        self.act = cast.acts.get(self.draft.sentence, {}).get(self.draft.token)
        self.links = tuple(map(dict, (self.act.actors, self.act.recipients) if self.act is not None else ((), ())))
        self.speakers = {key_of(p) for s in around for p in s.speakers}
        self.spoke_last = keys_of(past.speakers) if past else set()
        self.subjects = {
            c: (level, self.tree[c].deprel.endswith("pass"))
            for level, node in reversed(list(enumerate(self.above)))
            for c in self.tree.children(node, "nsubj")
        }

    def telling(self, candidates: int) -> Iterator[float]:
        """The numbers of ``_TELLING``."""
        tree, token = self.tree, self.draft.token
        yield TYPES.index(self.draft.type) if self.draft.type in TYPES else _OWN
        yield WORDS.index(self.draft.frame.kind)
        yield bool(self.draft.frame.recipient)
        yield self.draft.frame.learnt
        yield candidates
        yield bool(tree.children(token, "nsubj:pass", "aux:pass"))
        yield _relation(tree, token)
        yield _preposition(tree, token)
        yield from self._where()

    def _where(self) -> Iterator[float]:
        """The numbers of ``_SIDES``."""
        if self.act is None:
            yield from [nan] * len(_SIDES)
            return
        for labels in (self.act.actors_at, self.act.recipients_at):
            where = dict(labels)
            yield where.get("here", 0.0)
            yield where.get("nobody", 0.0)
        yield sum(p for kind, p in self.act.types if kind == self.draft.type)


def _of_model(view: _View, key: str) -> Iterator[float]:
    """The numbers of ``_MODEL``: how surely the model links the trigger to a mention of the candidate."""
    if view.act is None:
        yield from [nan] * len(_MODEL)
        return
    heads = [n.head for n in view.cast.in_sentence.get((key, view.draft.sentence), ())]
    best = [max((link.get(head, 0.0) for head in heads), default=0.0) for link in view.links]
    yield from best
    yield from (found - max(link.values(), default=0.0) for found, link in zip(best, view.links, strict=True))


def _of_frame(view: _View, key: str) -> tuple[float, ...]:
    actors, recipients = view.actors, view.recipients
    return (
        key in actors, key in recipients, not actors, not recipients,
        len(view.draft.actors), len(view.draft.recipients),
    )  # fmt: skip


def nearest(tree: Tree, token: int, here: Sequence[Naming]) -> Naming:
    """The mention with the fewest steps in the tree to a token; of equals the one fewest words away."""
    return min(here, key=lambda n: (sum(_steps(tree, n.head, token)), abs(n.head - token)))


def _of_place(view: _View, key: str) -> tuple[float, ...]:
    tree, token, draft = view.tree, view.draft.token, view.draft
    here = view.cast.in_sentence.get((key, draft.sentence))
    if not here:
        return (0.0, *[nan] * 13, 0.0, 0.0, 0.0, 0.0)
    nearby = nearest(tree, token, here)
    head, form = nearby.head, nearby.form
    up, down = _steps(tree, head, token)
    line = [head, *tree.ancestors(head)]
    join = line[up - 1] if 0 < up <= len(line) else head
    subjects = [view.subjects[n.head] for n in here if n.head in view.subjects]
    level, passive = min(subjects, default=(nan, nan))
    return (
        1.0, head - token, abs(head - token), draft.first <= head <= draft.last, up, down, _relation(tree, head),
        _preposition(tree, head), FORMS.index(form) if form in FORMS else len(FORMS), _relation(tree, join),
        _preposition(tree, join), sum(min(head, token) < h < max(head, token) for h in view.cast.heads[draft.sentence]),
        level, passive, len(here), any(n.head == token for n in here), any(n.form == "pronoun" for n in here),
        head in view.above,
    )  # fmt: skip


def _of_article(view: _View, key: str) -> tuple[float, ...]:
    cast, number = view.cast, view.draft.sentence
    mentions, named = len(cast.by_key.get(key, ())), cast.sentences.get(key, [])
    before, after = bisect_left(named, number), bisect_right(named, number)
    return (
        len(cast.heads.get(number, ())),
        number - named[before - 1] if before else nan,
        named[after] - number if after < len(named) else nan,
        mentions / max(1, cast.size),
        mentions,
        cast.rank.get(key, _FAR),
        key in cast.titled,
        named[0] if named else _FAR,
        len(cast.in_sentence.get((key, number - 1), ())),
    )


def _of_kind(view: _View, key: str) -> Iterator[float]:
    named = view.cast.by_key.get(key)
    kind = named[0].kind if named else ""
    yield from (kind == one for one in KINDS)
    yield bool(named and named[0].who.party)
    yield bool(named and named[0].who.country)


def _of_speech(view: _View, key: str) -> tuple[float, ...]:
    return key in view.speakers, key in view.spoke_last, view.said, view.cast.spoke[key]


def _of_past(view: _View, key: str) -> tuple[float, ...]:
    actors, recipients, pairs, by_type = view.cast.acted
    mine, theirs = view.actors, view.recipients
    pair = acted = _FAR
    for number, (doing, done) in enumerate(view.before):
        if pair == _FAR and ((doing & mine and key in done) or (done & mine and key in doing)):
            pair = number
        if acted == _FAR and key in doing:
            acted = number
    return (
        max((pairs[key, other] for other in mine if other != key), default=0),
        max((pairs[key, other] for other in theirs if other != key), default=0),
        actors[key] - (key in mine),
        recipients[key] - (key in theirs),
        by_type[view.draft.type, key] - (key in theirs),
        pair,
        acted,
    )


def _steps(tree: Tree, a: int, b: int) -> tuple[int, int]:
    """Steps up from a token to what is above both, and down from there to the other."""
    above = {node: steps for steps, node in reversed(list(enumerate([b, *tree.ancestors(b)])))}
    for steps, node in enumerate([a, *tree.ancestors(a)]):
        if node in above:
            return steps, above[node]
    return 20, 20  # in a broken tree


def _relation(tree: Tree, token: int) -> float:
    relation = tree[token].deprel
    return RELATIONS.index(relation) if relation in RELATIONS else len(RELATIONS)


def _preposition(tree: Tree, token: int) -> float:
    case = tree.child(token, "case")
    if case is None:
        return -1
    lemma = tree.lemma(case)
    return PREPOSITIONS.index(lemma) if lemma in PREPOSITIONS else len(PREPOSITIONS)
