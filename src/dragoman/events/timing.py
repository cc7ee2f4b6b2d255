"""The day of an event, from its own clause; nothing is filled in from elsewhere but what is said now is said today."""

from collections.abc import Sequence

from dragoman.dates import TimeExpression
from dragoman.events.grammar import prepositions
from dragoman.events.scene import FIRST_PERSON, Scene
from dragoman.language.tree import Tree
from dragoman.partial_date import PartialDate

# Verbal acts: in a signed release "we condemn" is done by the words themselves, on the day of the release.
_VERBAL = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE"})
# Ways up from a trigger that keep to its clause: a verb's time is that of its arguments and coordinates.
_SHARING = frozenset({"conj", "obj", "nsubj", "obl", "nmod", "xcomp", "compound", "amod"})
_CLAUSES = frozenset({"ccomp", "advcl", "acl", "parataxis", "csubj"})


def times_in(times: Sequence[TimeExpression], start: int, end: int) -> list[TimeExpression]:
    """The dated expressions that stand in a stretch of the text."""
    return [t for t in times if t.kind == "date" and t.value and start <= t.start < end]


def when_of(
    tree: Tree, token: int, first: int, last: int, times: Sequence[TimeExpression]
) -> tuple[PartialDate, str | None]:
    """The date of the clause that tells an event, and where it was read from.

    A time counts that hangs on the trigger's own clause; of several the nearest.
    """
    here = times_in(times, tree[first].start, tree[last].end + 1)
    own = [t for t in here if _belongs(tree, token, t)]
    if own:
        return min(own, key=lambda t: abs(t.start - tree[token].start)).value, "clause"
    main = _accompanied(tree, token)
    dated = [t for t in times if t.kind == "date" and t.value]
    shared = [t for t in dated if main is not None and _belongs(tree, main, t)]
    if shared and main is not None:
        return min(shared, key=lambda t: abs(t.start - tree[main].start)).value, "sentence"
    return PartialDate(), None


def _accompanied(tree: Tree, token: int) -> int | None:
    """The verb whose time a clause shares: "met X on Monday, promising ...", "talks on Monday, during which ..."."""
    head = tree.head(token)
    if head is None:
        return None
    relation = tree[token].deprel
    if relation == "advcl" and tree[token].xpos == "VBG" and not tree.children(token, "mark"):
        return head
    if relation == "acl:relcl":
        through = {p for c in tree.children(token, "obl") for p in prepositions(tree, c)}
        verb = tree.head(head)
        return verb if through & {"during", "in", "at"} and verb is not None and tree.is_verb(verb) else None
    if relation == "conj" and tree.is_verb(head):
        return head
    return None


def _belongs(tree: Tree, token: int, time: TimeExpression) -> bool:
    """Whether a time hangs on the trigger, or on what it is coordinated with or carried by, not on another clause."""
    nodes = tree.between(time.start, time.end)
    top = tree.top_of(nodes) if nodes else None
    if top is None:
        return False
    above = {token}
    node: int | None = token
    while node is not None and tree[node].deprel.split(":")[0] in _SHARING:
        node = tree.head(node)
        if node is None or node in above:  # the top, or a loop in a broken tree
            break
        above.add(node)
    for node in [top, *tree.ancestors(top)]:
        if node in above:
            return True
        if tree[node].deprel.split(":")[0] in _CLAUSES and tree.is_verb(node):
            return False
    return False


def said_now(scene: Scene, token: int, kind: str, published: PartialDate) -> PartialDate:
    """The day of publication for what a release's author does by saying it ("we condemn"); else unknown."""
    tree = scene.tree
    if kind not in _VERBAL or not scene.author or not published.is_day or scene.statement_at(token) is not None:
        return PartialDate()
    present = any(
        tree.feature(i, "Tense") == "Pres" and tree.feature(i, "VerbForm") == "Fin"
        for i in [token, *tree.children(token, "aux", "cop")]
    )
    subject = tree.subject(token)
    first_person = subject is not None and tree[subject].form.lower() in FIRST_PERSON
    return published if present or first_person else PartialDate()
