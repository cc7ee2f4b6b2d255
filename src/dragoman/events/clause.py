"""The words that tell an event: the clause of its trigger with its participants, 4 to 60 words."""

from dragoman.events.grammar import carrier
from dragoman.events.scene import Scene
from dragoman.language.tree import Tree

SHORTEST_WORDS = 4  # the record's lower bound: fewer do not tell who did what
LONGEST_WORDS = 45  # beyond this a clause is cut back to its core; the record's upper bound is 60
# Dependants that open a clause or an aside of their own; left out when the clause is long enough without them.
_ASIDES = ("parataxis", "conj", "advcl", "acl", "dep", "appos", "discourse", "list", "vocative", "orphan")
_REPORTING = frozenset(
    {"say", "tell", "add", "report", "announce", "state", "note", "write", "explain", "claim", "tweet"}
)


def clause_span(scene: Scene, token: int, kind: str) -> tuple[int, int]:
    """First and last token of the clause that tells the event."""
    tree = scene.tree
    top = _top(tree, token, kind)
    keep = _core(tree, top)
    if token not in keep:
        keep = keep | set(_core(tree, token))
    first, last = _trim(tree, min(keep), max(keep))
    if _words(scene, first, last) > LONGEST_WORDS:
        keep = _core(tree, token)
        first, last = _trim(tree, min(keep), max(keep))
    first, last = _shorten(scene, token, first, last)
    return _lengthen(scene, first, last)


def _top(tree: Tree, token: int, kind: str) -> int:
    """The predicate whose clause is quoted: the trigger itself, of a noun the verb that carries it."""
    if kind == "noun":
        carried = carrier(tree, token)
        if carried is not None and tree.lemma(carried[0]) not in _REPORTING:
            return carried[0]
    return token


def _core(tree: Tree, top: int) -> set[int]:
    """A predicate with its arguments, without coordinated clauses and asides that are set off."""
    keep = {top}
    for child in tree.children(top):
        relation = tree[child].deprel.split(":")[0]
        if relation in {"parataxis", "discourse", "dep", "list", "cc", "punct"}:  # a full stop closes all clauses
            continue
        if relation == "conj" and (tree.is_verb(child) or tree.children(child, "nsubj")):
            continue
        if relation == "ccomp" and child < top and tree.lemma(top) in _REPORTING:
            continue
        keep |= set(tree.subtree(child))
    return keep


def _trim(tree: Tree, first: int, last: int) -> tuple[int, int]:
    while (
        first < last
        and tree[first].upos in {"PUNCT", "CCONJ", "SCONJ", "SYM"}
        and tree[first].form not in {"$", "€", "£"}
    ):
        first += 1
    while last > first and tree[last].upos == "PUNCT" and tree[last].form not in {")", "”", '"', "%"}:
        last -= 1
    return first, last


def _shorten(scene: Scene, token: int, first: int, last: int) -> tuple[int, int]:
    """Cut a long clause at a comma after the trigger, then before it, then by count."""
    tree = scene.tree
    while _words(scene, first, last) > LONGEST_WORDS:
        commas = [i for i in range(token + 3, last) if tree[i].form in {",", ";", "–", "—"}]
        if commas:
            last = commas[-1] - 1
            continue
        before = [i for i in range(first, token) if tree[i].form in {",", ";", "–", "—"}]
        if before:
            first = before[0] + 1
            continue
        if last - token > token - first:
            last = max(token + 1, last - 5)
        else:
            first = min(token, first + 5)
    return _trim(tree, first, last)


def _lengthen(scene: Scene, first: int, last: int) -> tuple[int, int]:
    """Take in neighbouring words until the record's lower bound is met."""
    tree, end = scene.tree, len(scene.tree) - 1
    while _words(scene, first, last) < SHORTEST_WORDS and (first > 0 or last < end):
        if last < end and (first == 0 or tree[last + 1].upos != "PUNCT"):
            last = _coordinated_end(tree, last + 1) if tree[last + 1].upos == "CCONJ" else last + 1
        else:
            first -= 1
    return first, last


def _coordinated_end(tree: Tree, conjunction: int) -> int:
    """Where the clause ends that a conjunction adds: "Peru denied this and" is no telling, with what follows it is."""
    head = tree.head(conjunction)
    inside = (
        (i for i in tree.subtree(head) if tree[i].upos != "PUNCT") if head is not None and head > conjunction else ()
    )
    return max(inside, default=conjunction)


def _words(scene: Scene, first: int, last: int) -> int:
    base = scene.tree.sentence.start
    return len(scene.tree.sentence.text[scene.tree[first].start - base : scene.tree[last].end - base].split())
