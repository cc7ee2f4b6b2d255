"""Acts that are told of and have not come about: called off, yet to come, proved untrue, survived by their victim.

What is said outright of an act holds: the reader and the trees have seen few of them and would tell them as news.
"""

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from dragoman.events.draft import Draft
from dragoman.events.frames import Frame, FrameKind
from dragoman.events.grammar import carrier, noun_beneath, passive, patient
from dragoman.events.scene import Scene
from dragoman.language.factuality import factuality
from dragoman.language.tree import Tree

CALLED_OFF, AHEAD, UNTRUE, ALIVE = "called off", "ahead of it", "proved untrue", "its victim is found alive"
WHETHER = "whether it happened is left open"
OUTRIGHT = frozenset({CALLED_OFF, AHEAD, UNTRUE, ALIVE, WHETHER})
# Types whose acts are arranged for a day: called off, they did not happen. A deal that is scrapped was made.
_ARRANGED = frozenset({"CONSULT", "COOPERATE", "MOBILIZE", "ASSAULT", "PROTEST"})
# Of what these end some has happened: talks are suspended, marches abandoned.
_CUT_SHORT = frozenset({"suspend", "abandon", "drop", "delay", "suspension", "suspended", "abandoned"})
_HAPPENING = frozenset({"happen", "occur", "begin", "start", "materialise", "materialize"})
_CLAIMS = frozenset(
    "report claim story rumour rumor allegation accusation news account message suggestion assertion information"
    " charge post video".split()
)
_FALSE = frozenset(
    "false untrue wrong fake baseless unfounded groundless incorrect inaccurate bogus mistaken fabricated invented"
    " hoax fabrication lie invention falsehood".split()
)
# Of a deed "wrong" judges it; of a report it says that it is not so.
_OF_REPORTS = frozenset({"wrong", "mistaken", "lie"})
_FALSELY = frozenset({"wrongly", "falsely", "erroneously", "mistakenly", "incorrectly", "untruthfully"})
_SHOWN = frozenset({"prove", "turn", "find", "show", "transpire", "reveal", "be", "expose"})
_TELLING = frozenset("report claim say state announce allege tell write publish broadcast suggest accuse".split())
_KILLING = frozenset("kill murder assassinate execute behead slay killing murder assassination execution".split())
_APPEARING = frozenset({"find", "discover", "turn", "emerge", "appear", "reappear", "resurface", "show"})


def called_off(tree: Tree, token: int, frame: Frame) -> bool:
    """Whether an act that a noun names was to be and is not: "the talks were cancelled", "their postponed visit"."""
    if frame.kind != "noun" or frame.type not in _ARRANGED:
        return False
    head = tree.head(token)
    if head is not None and _does_not_happen(tree, token, head):
        return True
    fact = factuality(tree.sentence, token)
    if not fact.cancelled or fact.polarity == "negative":
        return False
    if head is not None and tree.negated(head):
        return False  # "the talks were not cancelled"
    words = {tree.lemma(c) for c in tree.children(token, "amod")} | ({tree.lemma(head)} if head is not None else set())
    begun = frame.type == "PROTEST" and "call" in words  # a strike is called off in its third week too
    return not words & _CUT_SHORT and not begun


def _does_not_happen(tree: Tree, token: int, head: int) -> bool:
    """ "The talks did not take place", "the visit never happened"."""
    if tree[token].deprel not in {"nsubj", "nsubj:pass"} or not tree.negated(head):
        return False
    place = any(tree.lemma(c) == "place" for c in tree.children(head, "obj", "obl"))
    ahead = any(tree[c].form.lower() in {"ahead", "forward"} for c in tree.children(head, "advmod"))
    lemma = tree.lemma(head)
    return lemma in _HAPPENING or (lemma == "take" and place) or (lemma == "go" and ahead)


def open_whether(tree: Tree, token: int, kind: FrameKind) -> bool:
    """Whether it is left open that an act happened: "it is not known whether the rebels attacked"."""
    carried = carrier(tree, token) if kind == "noun" else None
    return any(
        tree[c].form.lower() == "whether"
        for node in _clauses(tree, token if carried is None else carried[0])
        for c in tree.children(node, "mark")
    )


def lies_ahead(tree: Tree, token: int) -> bool:
    """Whether "ahead of" stands before a noun: "ahead of his visit", "ahead of Tuesday's talks"."""
    for index in range(token - 1):
        if tree[index].form.lower() == "ahead" and tree[index + 1].form.lower() == "of":
            above = [n for n in (tree.head(index), tree.head(index + 1)) if n is not None and n > index]
            return tree.head(token) == index or any(token in {n, noun_beneath(tree, n)} for n in above)
    return False


def untrue_at(tree: Tree, token: int, kind: FrameKind) -> int | None:
    """The word that says that what tells the act is false: "reports that X had shelled Y proved *false*"."""
    carried = carrier(tree, token) if kind == "noun" else None
    for node in _clauses(tree, token if carried is None else carried[0]):
        head = tree.head(node)
        if head is None:
            return None
        if (verdict := _hung_on_the_claim(tree, head, node)) is not None:
            return verdict
        if tree[node].deprel in {"ccomp", "csubj", "csubj:pass", "advcl", "xcomp"}:
            falsely = [c for c in tree.children(head, "advmod") if tree[c].form.lower() in _FALSELY]
            if tree.lemma(head) in _TELLING and falsely:
                return falsely[0]
            if _false(tree, head) and tree[head].form.lower() not in _OF_REPORTS:
                return head
        elif tree[node].deprel.startswith("acl") and tree.lemma(head) in _CLAIMS:
            if tree[node].deprel.endswith("relcl") and not _says_that(tree, node):
                return None
            return _refuted(tree, head)
    return None


def _clauses(tree: Tree, node: int) -> Iterator[int]:
    """A predicate and those it is coordinated with or completes, the nearest first."""
    yield node
    for above in tree.ancestors(node):
        if tree[node].deprel not in {"conj", "xcomp", "ccomp"}:
            return
        yield above
        node = above


def _says_that(tree: Tree, clause: int) -> bool:
    """Whether "that" before a clause tells content: the parser may take "reports that X fell" for a relative clause."""
    own = tree.subject(clause)
    return own is not None and tree[own].form.lower() not in {"that", "which", "who"}


def _refuted(tree: Tree, claim: int) -> int | None:
    """The word that calls a claim false, before it or in what is said of it."""
    before = [c for c in tree.children(claim, "amod", "compound") if tree[c].form.lower() in _FALSE]
    head = tree.head(claim)
    if before or head is None or tree[claim].deprel not in {"nsubj", "nsubj:pass"} or tree.negated(head):
        return before[0] if before else head if head is not None and _false(tree, head) else None
    if _false(tree, head):
        return head
    below = tree.children(head, "xcomp", "obj", "obl", "advcl", "advmod") if tree.lemma(head) in _SHOWN else []
    return next((c for c in below if _false(tree, c)), None)


def _hung_on_the_claim(tree: Tree, claim: int, clause: int) -> int | None:
    """The verdict on a claim at the head of a sentence: of "Claims that X fell were false" the parser makes no verb."""
    if tree.lemma(claim).removesuffix("s") not in _CLAIMS or tree.children(claim, "nsubj", "nsubj:pass"):
        return None
    for other in tree.children(claim, "acl", "ccomp", "xcomp", "parataxis"):
        if other > clause and not tree.negated(other):
            below = tree.children(other, "xcomp", "obl", "advmod", "obj") if tree.lemma(other) in _SHOWN else []
            found = next((c for c in (other, *below) if _false(tree, c)), None)
            if found is not None and (tree.lemma(other) in _SHOWN or tree.children(other, "cop")):
                return found
    return None


def _false(tree: Tree, node: int) -> bool:
    """Whether a predicate says "false", or "not true"."""
    if tree[node].form.lower() in {"true", "correct"}:
        return tree.negated(node)
    return tree[node].form.lower() in _FALSE and not tree.negated(node)


def disproved(drafts: Sequence[Draft], scenes: Mapping[int, Scene]) -> list[Draft]:
    """The drafts, with killings denied whose victims are told to be alive."""
    killings = [d for d in drafts if d.type == "ASSAULT" and _kills(scenes[d.sentence].tree, d.token)]
    if not killings:
        return list(drafts)
    first = min(d.sentence for d in killings)
    alive = {name for number, scene in scenes.items() if number >= first for name in _alive(scene)}
    return [
        replace(d, status="denied", basis="plain", asserted_by=None, passing=False, why=(*d.why, ALIVE))
        if d in killings and d.recipients and all(p.id in alive for p in d.recipients)
        else d
        for d in drafts
    ]


def _kills(tree: Tree, token: int) -> bool:
    return tree.lemma(token) in _KILLING


def _alive(scene: Scene) -> Iterator[str]:
    """The ids of those of whom a sentence says that they are alive."""
    tree = scene.tree
    for node in range(len(tree)):
        if tree[node].form.lower() != "alive" or tree.negated(node):
            continue
        head = tree.head(node)
        if tree.children(node, "cop"):
            whom = tree.subject(node)
        elif head is None or tree.lemma(head) not in _APPEARING or tree.negated(head):
            continue
        else:
            whom = patient(tree, head) if tree.lemma(head) in {"find", "discover"} else tree.subject(head)
            whom = tree.subject(head) if whom is None and passive(tree, head) else whom
        if whom is not None:
            yield from (p.id for p in scene.who(whom))
