"""The day of an event, from its own clause or the one that its clause shares the time of.

Nothing is filled in from elsewhere but what is said now is said today.
"""

from collections.abc import Iterator, Sequence

from dragoman.dates import TimeExpression
from dragoman.events.apart import Apart, Measure, apart_of, counted_from, held_by, moved
from dragoman.events.grammar import prepositions
from dragoman.events.scene import FIRST_PERSON, Scene
from dragoman.language.tree import Tree
from dragoman.partial_date import PartialDate

# Verbal acts: in a signed release "we condemn" is done by the words themselves, on the day of the release.
VERBAL = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE"})
# Ways up from a trigger that keep to its clause: a verb's time is that of its arguments and coordinates.
_SHARING = frozenset({"conj", "obj", "nsubj", "obl", "nmod", "xcomp", "compound", "amod"})
_CLAUSES = frozenset({"ccomp", "advcl", "acl", "parataxis", "csubj"})
# Verbal acts whose object is an act of somebody else's: "condemned the raid of Monday" tells when the raid was.
_OF_DEEDS = frozenset({"SUPPORT", "ACCUSE", "REQUEST", "REJECT", "THREATEN"})
# What signs or ratifies is done with the object and not said of it.
_SIGNING = frozenset({"sign", "ratify", "initial", "seal", "conclude"})
# Prepositions of what a verbal act is about; after "in", "at", "during" stands its occasion ("in a speech on Monday").
_UNTIMELY = frozenset({"over", "about", "for", "against", "into", "of", "on", "with", "by"})
# Conjunctions that put a clause into the time of its main clause; "before" with a measure does not ("a day before").
_MEANWHILE = frozenset({"when", "as", "while", "where", "with", "before"})
_OCCASIONS = frozenset({"during", "in", "at", "after"})
# What only says of a thing how it came about: "the accord reached on Monday", "in a note delivered on Monday".
_MADE = frozenset("reach sign hold make issue deliver send publish release post launch conclude impose".split())
# Where one goes or meets on a day, one does on it what one goes for: "flew to Oman on Monday to reaffirm ties".
_GOING = frozenset("travel visit go come fly head return arrive gather meet call".split())
_DEEPEST = 3  # main clauses above a clause that are asked: "opened ... divided, with X threatening to block it"


def times_in(times: Sequence[TimeExpression], start: int, end: int) -> list[TimeExpression]:
    """The dated expressions that stand in a stretch of the text."""
    return [t for t in times if t.kind == "date" and t.value and start <= t.start < end]


def when_of(
    tree: Tree,
    token: int,
    first: int,
    last: int,
    times: Sequence[TimeExpression],
    *,
    kind: str = "",
) -> tuple[PartialDate, str | None]:
    """The date of the clause that tells an event, and where it was read from.

    A time counts that hangs on the trigger's own clause, of several the nearest; else one that the clause is told of
    ("on Monday, when they met"), else one of a clause beside it. What hangs on the object of a verbal act (``kind``)
    tells of that alone: "condemned the raid of Monday". What is told with a measure ("two days after the talks on
    Monday") is counted from its anchor's time, and has no other where it has none of its own.
    """
    here = times_in(times, tree[first].start, tree[last].end + 1)
    content = _content(tree, token) if kind in _OF_DEEDS else frozenset()
    measure = held_by(tree, _sharing(tree, token), token)
    below = frozenset(tree.subtree(measure.anchor)) if measure is not None else frozenset()
    own = [t for t in here if _belongs(tree, token, t, content) and not below & set(tree.between(t.start, t.end))]
    if own:
        return _of_anchor(tree, token, min(own, key=lambda t: abs(t.start - tree[token].start)))
    dated = times_in(times, tree[0].start, tree[len(tree) - 1].end)
    if measure is not None:
        return _from_anchor(tree, measure, dated)
    named = next((t for t in dated if _tells_of(tree, token, t)), None)
    if named is not None:
        return named.value, "sentence"
    for main, beside in _accompanied(tree, token):
        others = frozenset(c for c in tree.children(main, "conj") if tree.is_verb(c))
        shared = [t for t in dated if _belongs(tree, main, t, others) and not _owned(tree, main, t)]
        if shared:
            apart = {t: (beside == main and _nested(tree, main, t), abs(t.start - tree[beside].start)) for t in shared}
            value = _away(tree, token, main, min(shared, key=lambda t: apart[t]).value)
            return value, "sentence" if value else None
    return PartialDate(), None


def _from_anchor(tree: Tree, measure: Measure, times: Sequence[TimeExpression]) -> tuple[PartialDate, str | None]:
    """The time a measure gives where its anchor has one in its own words: "two days after the talks on Monday"."""
    below = set(tree.subtree(measure.anchor))
    there = [t for t in times if below.issuperset(tree.between(t.start, t.end)) and _belongs(tree, measure.anchor, t)]
    if not there:
        return PartialDate(), None
    value = moved(min(there, key=lambda t: t.start).value, measure.unit, measure.count)
    return value, "anchor" if value else None


def apart_from(scene: Scene, token: int) -> Apart | None:
    """What a trigger's day is counted from by a measure in its sentence; None: it has none."""
    measure = held_by(scene.tree, _sharing(scene.tree, token), token)
    return None if measure is None else apart_of(scene, measure)


def _of_anchor(tree: Tree, token: int, time: TimeExpression) -> tuple[PartialDate, str | None]:
    """A time of a trigger, set back where it is that of what is counted from it: "on Tuesday, a day after the raid"."""
    measure = counted_from(tree, token)
    if measure is None or not set(tree.between(time.start, time.end)).isdisjoint(tree.subtree(measure.anchor)):
        return time.value, "clause"
    value = moved(time.value, measure.unit, None if measure.count is None else -measure.count)
    return value, "sentence" if value else None


def _content(tree: Tree, token: int) -> frozenset[int]:
    """What a verbal act is about: its object, and what it is said of."""
    if tree.lemma(token) in _SIGNING:
        return frozenset()
    if not tree.is_verb(token):
        return frozenset(c for c in tree.children(token, "nmod") if tree.preposition(c) in _UNTIMELY | {"at"})
    about = [c for c in tree.children(token, "obl") if tree.preposition(c) in _UNTIMELY]
    return frozenset([*tree.children(token, "obj"), *about])


def asked_for(tree: Tree, token: int, kind: str, time: TimeExpression, reference: PartialDate) -> bool:
    """Whether a time not yet over is that of what is asked, promised or threatened: "urged them to leave by Friday"."""
    latest, now = time.value.latest, reference.latest
    if kind not in VERBAL or not tree.is_verb(token) or latest is None or now is None or latest <= now:
        return False
    nodes = tree.between(time.start, time.end)
    top = tree.top_of(nodes) if nodes else None
    above = {top, *tree.ancestors(top)} if top is not None else set()
    return bool(above & set(tree.children(token, "xcomp")))


def _tells_of(tree: Tree, token: int, time: TimeExpression) -> bool:
    """Whether the clause is told of a time: "on Monday, when they met", "the day that they met"."""
    if tree[token].deprel not in {"acl:relcl", "advcl:relcl"}:
        return False
    return tree.head(token) in tree.between(time.start, time.end)


def _accompanied(tree: Tree, token: int) -> Iterator[tuple[int, int]]:
    """The verbs whose time a clause shares, the nearest first, each with the word beside which a time is sought.

    "Met X on Monday, promising ...", "talks on Monday, during which ...", "opened on Monday when ...".
    """
    for _ in range(_DEEPEST):
        found = _shares_time_of(tree, token)
        if found is None:
            return
        yield found
        token = found[0]


def _shares_time_of(tree: Tree, token: int) -> tuple[int, int] | None:
    """The verb of which a clause shares the time, and the word beside which the time stands; None: of none."""
    head = tree.head(token)
    if head is None or _looks_back(tree, token):
        return None
    relation = tree[token].deprel
    if relation == "advcl":
        return (head, head) if _meanwhile(tree, token, head) else None
    if relation == "acl:relcl":
        pronouns = [c for c in tree.children(token, "obl") if tree[c].form.lower() in {"which", "whom"}]
        through = {p for c in pronouns for p in prepositions(tree, c)}
        through |= {tree[c].form.lower() for c in tree.children(token, "advmod") if c < token} & {"where"}
        verb = next((i for i in tree.ancestors(token) if tree.is_verb(i)), None)
        return (verb, token) if through & {*_OCCASIONS, "where"} and verb is not None else None
    if relation == "acl" and tree[token].xpos == "VBG" and tree[head].deprel == "obj":
        verb = tree.head(head)  # "issued a statement on Monday condemning ..."
        return (verb, verb) if verb is not None and tree.lemma(verb) in _MADE else None
    return (head, head) if relation == "conj" and tree.is_verb(head) else None


def _meanwhile(tree: Tree, token: int, head: int) -> bool:
    """Whether an adverbial clause has the time of its main clause, or one that lies a measure away from it."""
    marks = tree.children(token, "mark", "case")
    words = {tree[c].form.lower() for c in (*marks, *tree.children(token, "advmod")) if c < token}
    aim = tree[token].xpos == "VB" and words == {"to"} and tree.lemma(head) in _GOING
    participle = tree[token].xpos == "VBG" and not marks
    beside = bool(words & _MEANWHILE) and not _without_tense(tree, token, words)
    return aim or participle or beside or counted_from(tree, token) is not None


def _without_tense(tree: Tree, token: int, words: set[str]) -> bool:
    """ "As expected", "before closing": clauses of no time of their own."""
    alone = not tree.children(token, "aux")
    return alone and (tree[token].xpos == "VBN" or (tree[token].xpos == "VBG" and "before" in words))


def _looks_back(tree: Tree, token: int) -> bool:
    """Whether a clause is in the pluperfect: "as it had promised"."""
    return any(tree[c].form.lower() in {"had", "'d", "’d"} for c in tree.children(token, "aux"))


def _away(tree: Tree, token: int, main: int, value: PartialDate) -> PartialDate:
    """The time of a clause that lies a measure away from its main clause's; unknown for "some days after"."""
    found, verb = None, token
    while found is None and verb != main:
        found, verb = counted_from(tree, verb), tree.head(verb) or main
    if found is None:
        return value
    return moved(value, found.unit, None if found.count is None else -found.count)


def _nested(tree: Tree, main: int, time: TimeExpression) -> bool:
    """Whether a time stands in a phrase of its own within the clause: "quarrel over winter gas" against "on Monday"."""
    top = tree.top_of(tree.between(time.start, time.end))
    return top is not None and tree.head(top) != main


def _owned(tree: Tree, main: int, time: TimeExpression) -> bool:
    """Whether a time is that of a deed beneath a verb, not of what is done with it: "condemned the raid of May"."""
    top = tree.top_of(tree.between(time.start, time.end))
    deed = tree.head(top) if top is not None else None
    if top is None or deed is None or deed not in tree.children(main, "obj"):
        return False
    return tree[top].deprel in {"nmod:poss", "compound"} or "of" in prepositions(tree, top)


def _belongs(tree: Tree, token: int, time: TimeExpression, content: frozenset[int] = frozenset()) -> bool:
    """Whether a time hangs on the trigger, or on what it is coordinated with or carried by, not on another clause.

    Nor on its ``content``.
    """
    nodes = tree.between(time.start, time.end)
    top = tree.top_of(nodes) if nodes else None
    if top is None:
        return False
    above = _sharing(tree, token)
    owner = _split_noun(tree, nodes)
    for node in [top, *tree.ancestors(top)] if owner is None else [top, owner, *tree.ancestors(owner)]:
        if node in above:
            return True
        if node in content and node != top:
            return False
        if tree[node].deprel.split(":")[0] in _CLAUSES and tree.is_verb(node) and not _made(tree, token, node):
            return False
    return False


def _sharing(tree: Tree, token: int) -> frozenset[int]:
    """A trigger and the words above it in its clause, whose time it has."""
    above = {token}
    node: int | None = token
    while node is not None and tree[node].deprel.split(":")[0] in _SHARING:
        node = tree.head(node)
        # Not the top, nor round in a broken tree; what something is part of has days of its own.
        if node is None or node in above or tree.lemma(node) == "part":
            break
        above.add(node)
    return frozenset(above)


def _made(tree: Tree, token: int, node: int) -> bool:
    """Whether a participle only says how the trigger, or what it is done in, came about."""
    noun = tree.head(node)
    bare = tree[node].deprel == "acl" and tree.lemma(node) in _MADE and not tree.children(node, "mark", "aux")
    return bare and noun is not None and (noun == token or tree.preposition(noun) == "in")


def _split_noun(tree: Tree, nodes: Sequence[int]) -> int | None:
    """The noun whose "of" follows a time, and which the time is therefore of: "the detention last month of two men"."""
    after = nodes[-1] + 1
    if after >= len(tree) or tree[after].form.lower() != "of" or tree[after].deprel != "case":
        return None
    complement = tree.head(after)
    noun = tree.head(complement) if complement is not None else None
    return noun if noun is not None and noun < nodes[0] and not tree.is_verb(noun) else None


def spoken_on(scene: Scene, token: int, kind: str, times: Sequence[TimeExpression]) -> PartialDate:
    """The day on which the statement was made in which somebody does a verbal act: "said on Monday: We reject it"."""
    statement, tree = scene.statement_at(token), scene.tree
    if kind not in VERBAL or statement is None or statement.cue is None or _goes_on(tree, token):
        return PartialDate()
    cue = tree.at(statement.cue.start)
    outside = [t for t in times if not statement.start <= t.start < statement.end]
    if cue is None:
        return PartialDate()
    speaking = [c for c in tree.children(cue, "advcl") if tree[c].xpos == "VBG" and not tree.children(c, "mark")]
    own = [t for t in times_in(outside, 0, tree.sentence.end) if any(_belongs(tree, v, t) for v in (cue, *speaking))]
    return min(own, key=lambda t: abs(t.start - tree[cue].start)).value if own else PartialDate()


def _goes_on(tree: Tree, token: int) -> bool:
    """Whether an act is under way, and so not done by these words: "is seeking an inquiry"."""
    return tree[token].xpos == "VBG" and bool(tree.children(token, "aux"))


def said_now(scene: Scene, token: int, kind: str, published: PartialDate) -> PartialDate:
    """The day of publication for what a release's author does by saying it ("we condemn"); else unknown."""
    tree = scene.tree
    if kind not in VERBAL or not scene.author or not published.is_day:
        return PartialDate()
    present = any(
        tree.feature(i, "Tense") == "Pres" and tree.feature(i, "VerbForm") == "Fin"
        for i in [token, *tree.children(token, "aux", "cop")]
    )
    subject = tree.subject(token)
    first_person = subject is not None and tree[subject].form.lower() in FIRST_PERSON
    if (spoken := scene.statement_at(token)) is not None:  # the author's own words in a transcript
        own = {p.party for p in spoken.speakers} <= {p.party for p in scene.author} and spoken.kind == "direct"
        return published if present and first_person and own else PartialDate()
    return published if present or first_person else PartialDate()
