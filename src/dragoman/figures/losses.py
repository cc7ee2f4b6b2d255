"""Whether those counted were killed, hurt, arrested, seized, driven out or are missing, and which word says so."""

from collections.abc import Callable
from typing import cast

from msgspec.structs import replace

from dragoman.events.grammar import passive, prepositions
from dragoman.figures.counted import Counted
from dragoman.figures.numerals import Numeral
from dragoman.figures.words import kinds, listed
from dragoman.language.tree import Tree
from dragoman.records import FigureKind, Record

_NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "PRON", "SYM", "ADJ"})
_COUNTING = frozenset("number total toll hundred thousand dozen million score ten".split())
_TOLL = 9  # words between "death toll" and its number
# Words that carry a toll to its number: "rose to", "stands at", "reached", "of".
_CARRY = frozenset(
    "rise climb stand be reach put jump increase bring pass exceed surpass hit go grow soar mount top to at of now over"
    " past have had estimate".split()
)
_TOLLED = {"dead": "dead", "killed": "dead", "deaths": "dead", "fatalities": "dead", "dying": "dead"} | {
    "injured": "injured", "hurt": "injured", "wounded": "injured", "injuries": "injured", "arrests": "arrested",
    "arrested": "arrested", "missing": "missing", "displaced": "displaced", "casualties": "casualties",
    "detained": "arrested",
}  # fmt: skip
_LIFE_TAKERS = frozenset("claim take cost end".split())
# What only people suffer: of a thing these words say something else ("executed a plan", "captured a town").
_OF_PEOPLE = frozenset({"captured", "arrested", "displaced", "missing"})
_DEPTH = 6
_WITH = ("xcomp", "obl", "obj", "advmod", "compound", "acl", "nmod", "advcl")


class Loss(Record, frozen=True, kw_only=True):
    """What became of those counted. ``governor`` is the token that says so."""

    kind: FigureKind
    governor: int
    beside: int | None = None  # a token that the figure's words reach to: "30 dead", "toll rose to 35"
    why: str = ""  # how the governor says so


def loss_of(tree: Tree, numeral: Numeral, what: Counted, *, is_person: Callable[[int], bool]) -> Loss | None:
    """The loss a number counts, with the word that says so; None: it counts something else."""
    if what.noun is not None and tree.lemma(what.noun) in listed("guards", "lifeless"):
        return None
    if what.noun is None and (_is_age(tree, numeral) or _stands_for(tree, numeral)):
        return None
    for rule, how in _RULES:
        found = rule(tree, numeral, what)
        if found is not None:
            thing = what.noun is not None and not is_person(what.noun)
            if found.kind in _OF_PEOPLE and thing and rule is not _noun_itself:
                return None
            return replace(found, why=f"{found.kind}: {how.format(tree[found.governor].form)}")
    return None


def _is_age(tree: Tree, numeral: Numeral) -> bool:
    """ "Jailed Ana Lima, 29, for a week"."""
    at = numeral.first
    return at > 1 and tree[at - 1].form in {",", "("} and tree[at - 2].upos == "PROPN"


def _stands_for(tree: Tree, numeral: Numeral) -> bool:
    """ "That one died": a pronoun, no number."""
    before = tree[numeral.first - 1].form.lower() if numeral.first else ""
    return tree[numeral.core].form.lower() == "one" and before in {"that", "this", "the", "which", "each", "every"}


def _state_after(tree: Tree, numeral: Numeral, what: Counted) -> Loss | None:
    """ "30 dead", "12 people wounded", "more than 1,200 injured": not "12 rebels killed 30 soldiers"."""
    at = what.last + 1
    if at >= len(tree):
        return None
    kind = kinds("states").get(tree[at].form.lower())
    if kind is None or (at + 1 < len(tree) and tree[at + 1].upos in {"NOUN", "PROPN"} and tree.head(at) == at + 1):
        return None
    if tree[at].upos == "VERB" and (tree.children(at, "obj") or tree[at].xpos == "VBG"):
        return None
    own = tree.subject(at)
    if tree[at].xpos == "VBD" and own is not None and own == what.node and not passive(tree, at):
        return None
    return _loss(kind, at, at)


def _verb_before(tree: Tree, numeral: Numeral, what: Counted) -> Loss | None:
    """ "Killed 12", "injured 30": the active verb right before the number, whatever the parser made of it."""
    at = numeral.first - 1
    if at < 0 or tree[at].upos not in {"VERB", "ADJ"} or tree[at].xpos not in {"VBD", "VBG", "VBN", "VBZ", "VB", "VBP"}:
        return None
    kind = kinds("verbs").get(tree.lemma(at))
    if kind is None or (tree.children(at, "aux:pass") and tree[at].xpos == "VBN"):
        return None
    return _loss(kind, at)


def _noun_itself(tree: Tree, numeral: Numeral, what: Counted) -> Loss | None:
    """ "30 deaths", "two arrests", "claimed 12 lives", "12 bodies were found"."""
    noun = what.noun
    if noun is None or what.whole is not None:
        return None
    lemma = tree.lemma(noun)
    verb = tree.head(noun)
    if lemma == "life" and verb is not None and tree.lemma(verb) in _LIFE_TAKERS:
        return _loss("dead", verb)
    if lemma in {"body", "corpse"} and verb is not None and tree.lemma(verb) in {"find", "recover", "pull", "retrieve"}:
        return _loss("dead", verb)
    kind = kinds("counted").get(lemma)
    return None if kind is None else _loss(kind, noun)


def _by_tree(tree: Tree, numeral: Numeral, what: Counted) -> Loss | None:
    """What those counted are the object, the passive subject or the bearer of."""
    node = what.node
    for _ in range(_DEPTH):
        modified = _modified(tree, node) if node == what.node else None
        head, relation = tree.head(node), tree[node].deprel
        if modified is not None or head is None:
            return modified
        found = _under(tree, node, head, relation)
        if found is not None:
            return found
        joined = relation == "conj" and tree[head].upos in _NOMINAL
        counting = tree.lemma(head) in _COUNTING or bool(tree.children(head, "nummod") and node != what.node)
        counts = relation == "nmod" and "of" in prepositions(tree, node) and counting
        beside = relation in {"appos", "nummod"} and tree[head].upos in _NOMINAL and what.noun is None
        if not (joined or counts or beside):
            return None
        node = head
    return None


def _modified(tree: Tree, node: int) -> Loss | None:
    """ "5,000 displaced people", "monks killed in the flood"."""
    states = kinds("states")
    for child in tree.children(node, "amod", "acl"):
        if tree[child].deprel == "acl:relcl" or tree[child].xpos == "VBG":
            continue
        kind = states.get(tree[child].form.lower())
        if kind is not None and not tree.children(child, "obj"):
            return _loss(kind, child)
    return None


def _under(tree: Tree, node: int, head: int, relation: str) -> Loss | None:
    lemma, base = tree.lemma(head), relation.split(":")[0]
    verbs = kinds("verbs")
    if relation == "obl" and head < node and not prepositions(tree, node) and not tree.children(head, "obj"):
        base = "obj"  # "shot dead between 10 and 15 men", whom the parser takes for a phrase with "between"
    if base in {"obj", "nsubj", "iobj"}:
        suffering = passive(tree, head) or relation == "nsubj:pass"
        if lemma in verbs and tree[head].upos in {"VERB", "ADJ"} and (base != "nsubj" or suffering):
            return _loss(verbs[lemma], head)
        if base == "nsubj" and not suffering and lemma in kinds("suffered"):
            return _loss(kinds("suffered")[lemma], head)
        states = kinds("states")
        if base == "nsubj" and tree[head].form.lower() in states and (tree[head].upos == "ADJ" or _missing(tree, head)):
            return _loss(kinds("states")[tree[head].form.lower()], head)
        return _through(tree, head, lemma, subject=base == "nsubj" and not suffering)
    if relation == "nmod" and "of" in prepositions(tree, node):
        acts = kinds("acts")
        if lemma in acts:
            return _loss(acts[lemma], head)
        taker = tree.head(head)
        if lemma == "life" and taker is not None and tree.lemma(taker) in _LIFE_TAKERS:
            return _loss("dead", taker)
    return None


def _missing(tree: Tree, node: int) -> bool:
    """ "Are missing", which the parser may take for a progressive."""
    return tree[node].form.lower() == "missing" and not tree.children(node, "obj")


def _through(tree: Tree, verb: int, lemma: str, *, subject: bool) -> Loss | None:
    """ "Shot 12 dead", "took 20 into custody", "left 12 homeless"; "8 monks lost their lives", "are missing"."""
    below = {
        tree.lemma(c) for c in tree.children(verb, "xcomp", "obl", "obj", "advmod", "compound", "acl", "nmod", "advcl")
    }
    forms = {tree[c].form.lower() for c in tree.children(verb, "xcomp", "acl", "amod")}
    if subject:
        if lemma == "lose":
            lost = "dead" if "life" in below else "displaced" if "home" in below else None
            return None if lost is None else _loss(lost, verb)
        if lemma in {"remain", "go"} and forms & {"missing", "unaccounted"}:
            return _loss("missing", verb)
        return None
    if lemma in {"shoot", "gun", "burn", "stab"} and ("dead" in below | forms or "death" in below):
        return _loss("dead", verb)
    if lemma in {"take", "hold", "place", "put"}:
        if below & {"custody", "detention"}:
            return _loss("arrested", verb)
        if below & {"hostage", "captive", "prisoner"}:
            return _loss("captured", verb)
    if lemma in {"drive", "force"} and "home" in below:
        return _loss("displaced", verb)
    if lemma in {"execute", "hang"}:
        return _loss("dead", verb)
    if lemma == "leave":
        kind = next((kinds("states")[f] for f in sorted(forms) if f in kinds("states")), None)
        return None if kind is None else _loss(kind, verb)
    return None


def _toll(tree: Tree, numeral: Numeral, what: Counted) -> Loss | None:
    """ "The death toll rose to 35", "the number of wounded stood at 12", "bringing the dead to 35"."""
    if what.noun is not None and tree.lemma(what.noun) not in {"people", "person"}:
        return None
    if numeral.first > 0 and tree[numeral.first - 1].form.lower() == "from":  # "from 30 to 35": what it was before
        return None
    for at in range(numeral.first - 1, max(-1, numeral.first - _TOLL), -1):
        form, lemma = tree[at].form.lower(), tree.lemma(at)
        before = {tree[i].form.lower() for i in range(max(0, at - 4), at)}
        if lemma == "toll":
            return _loss("injured" if before & {"injury", "wounded", "injured"} else "dead", at, max(0, at - 1))
        if form in _TOLLED and "number" in before:
            return _loss(_TOLLED[form], at, _opening(tree, at))
        if lemma in _CARRY or tree[at].upos in {"ADV", "AUX", "NUM", "DET", "ADP", "PROPN", "PART"}:
            continue
        if tree[at].upos in {"NOUN", "ADJ"} and tree[at].xpos != "NNS":
            continue
        return None
    return None


def _risen_toll(tree: Tree, numeral: Numeral, what: Counted) -> Loss | None:
    """ "The toll of the fire at the mill rose to 8 monks": however far the toll stands before."""
    verb = tree.head(what.node)
    subject = None if verb is None or tree.lemma(verb) not in _CARRY else tree.subject(verb)
    if verb is None or subject is None or "from" in prepositions(tree, what.node):
        return None
    if tree.lemma(subject) == "number" and verb > subject:  # "the number of monks hurt in the fire rose to 8"
        forms = (tree[at].form.lower() for at in range(subject + 1, verb))
        kind = next((_TOLLED[form] for form in forms if form in _TOLLED), None)
        return _loss(kind, verb) if kind else None
    if tree.lemma(subject) != "toll":
        return None
    hurt = {tree[child].form.lower() for child in tree.children(subject)} & {"injury", "wounded", "injured"}
    return _loss("injured" if hurt else "dead", verb)


def _opening(tree: Tree, at: int) -> int:
    """Where "number of dead" begins."""
    return next((i for i in range(at - 1, max(-1, at - 5), -1) if tree[i].form.lower() == "number"), at)


def _loss(kind: str, governor: int, beside: int | None = None) -> Loss:
    return Loss(kind=cast(FigureKind, kind), governor=governor, beside=beside)


# What says what became of those counted, in the order in which it is asked for, and how that is told.
_RULES: tuple[tuple[Callable[[Tree, Numeral, Counted], Loss | None], str], ...] = (
    (_state_after, "“{}” stands right after it"),
    (_verb_before, "it stands right after “{}”"),
    (_noun_itself, "it counts losses: “{}”"),
    (_by_tree, "it hangs on “{}”"),
    (_toll, "“{}” stands before it"),
    (_risen_toll, "it is what a toll or number “{}” to"),
)
