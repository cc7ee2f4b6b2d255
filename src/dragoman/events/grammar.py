"""Who does what in a clause, read off a Universal Dependencies tree: voice, control, relatives, coordination.

Indices count tokens from 0. Control follows the usual classes: the understood subject of an open complement is the
object of the governing verb where it has one ("urged Turkey to stop"), else its subject ("promised to stop"); a few
verbs with an object keep their subject as controller ("promised Kenya to stop").
"""

from collections.abc import Iterator

from dragoman.language.tree import GENITIVES, Tree, once
from dragoman.statements.clauses import RELATIVES

# Verbs whose subject, not object, is understood as the subject of their infinitive.
_SUBJECT_CONTROL = frozenset({"promise", "threaten", "vow", "pledge", "commit", "offer", "use", "agree", "swear"})
# Verbs after which "on X" or "to X" is the understood subject of the infinitive.
_OBLIQUE_CONTROL = frozenset({"call", "appeal", "depend", "rely", "prevail", "plead"})
# Verbs whose object is the understood subject of "of doing", "for doing".
_BLAME = frozenset(
    "accuse blame criticise criticize condemn denounce praise thank suspect charge convict commend congratulate"
    " sanction prevent stop keep deter arrest punish fault laud applaud chide slam rebuke censure designate"
    " sentence jail".split()
)
# Nouns that only count what follows "of": "a series of attacks", "a round of talks".
_COUNTING = frozenset(
    "series round string wave spate number set couple pair range host lot group kind sort type form state act part"
    " campaign total shipment consignment batch cargo importance strength hundred thousand dozen million billion ten"
    " day hour week month sign some many most several few all both each one majority minority handful third half"
    " quarter rest bulk size level amount".split()
)
# Particles that the parser may take for the preposition of the verb's object ("called off the summit").
_LOOSE = frozenset({"off", "up", "down"})
_MONEY = frozenset({"million", "billion", "dollar", "euro", "pound"})
_TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow week month year day".split()
)
# What takes no object: beside a passive its past is still active ("was shot and died").
_UNACCUSATIVE = frozenset(
    "die perish go come return flee leave escape resign collapse fall disappear vanish arrive depart emerge happen"
    " remain stay become survive recover say continue begin rise step retire".split()
)
_NUMBER = {"has": "one", "is": "one", "was": "one", "have": "many", "are": "many", "were": "many"}
_PLURAL_TAGS = frozenset({"NNS", "NNPS"})
# What is imposed on somebody for what he did.
_PENALTIES = frozenset(
    "sanction penalty fine measure tariff charge restriction embargo ban complaint case lawsuit duty".split()
)
_DITRANSITIVE = frozenset(
    "give sell send offer promise grant lend hand pay award owe deny lease supply provide bring guarantee refuse"
    " allot assign pass show tell wish".split()
)
_PHRASE = 7  # words between a possessor's 's and its noun; longer ones are rare
_BESIDE = 6  # words between a sum of money and what it is given as
_DEPTH = 6  # deeper chains of control do not occur in edited prose; a broken tree may hold a loop


@once
def prepositions(tree: Tree, node: int) -> frozenset[str]:
    """The case markers of a phrase, lower case; a compound one ("out of") gives its parts and the whole."""
    parts = [c for c in tree.children(node, "case") if tree[c].form not in GENITIVES]
    words = [tree[c].form.lower() for c in parts]
    for part in parts:
        tail = [tree[c].form.lower() for c in tree.children(part, "fixed")]
        words.extend([*tail, " ".join([tree[part].form.lower(), *tail])] if tail else [])
    return frozenset(words)


def phrases(tree: Tree, node: int, preposition: str) -> list[int]:
    """Heads of the phrases with a preposition that depend on a word; a ``by`` phrase may be its agent."""
    below = tree.children(node, "obl", "nmod", "obj", "iobj", "nsubj")  # a title may make a name look like a subject
    found = [c for c in below if preposition in prepositions(tree, c)]
    if not found and tree[node].upos in {"NOUN", "PROPN"}:  # "the ban of cars by Oslo": hung one noun too low
        found = [
            c
            for n in tree.children(node, "nmod")
            for c in tree.children(n, "nmod")
            if preposition in prepositions(tree, c)
        ]
    return found


def possessors(tree: Tree, noun: int) -> list[int]:
    """Heads of the possessives of a noun; one that the parser hung higher ("Iran's denial came") is found by its 's."""
    found = [c for c in tree.children(noun, "nmod") if tree[c].deprel == "nmod:poss"]
    if found:
        return found
    for node in range(noun - 1, max(-1, noun - _PHRASE), -1):
        if tree[node].form in GENITIVES and tree[node].upos in {"PART", "PUNCT"}:
            holder = tree.head(node)
            return [holder] if holder is not None and holder < node else []
        if tree[node].upos not in {"ADJ", "NOUN", "PROPN", "NUM", "ADV", "PUNCT", "CCONJ"} or tree[node].form == ",":
            break
    return []


@once
def passive(tree: Tree, verb: int) -> bool:
    """Whether a verb is passive: by its auxiliary, its subject, as a bare participle, or beside a passive verb."""
    for node in (verb, *tree.ancestors(verb)):
        own = _passive_itself(tree, node)
        if own is not None:
            return own
    return False


def _passive_itself(tree: Tree, verb: int) -> bool | None:
    """Whether a verb is passive; None: as the verb above is, which it is coordinated with."""
    marks = {tree[c].deprel for c in tree.children(verb)}
    if "aux:pass" in marks:
        return True
    if marks & {
        "nsubj:pass",
        "csubj:pass",
    }:  # a finite past without an auxiliary is active, whatever its subject is called
        return tree[verb].xpos != "VBD" or "aux" in marks
    if tree[verb].xpos not in {"VBN", "VBD"} or tree.children(verb, "obj", "nsubj"):
        return False
    bare = not tree.children(verb, "aux")
    relation = tree[verb].deprel.split(":")[0]
    if relation in {"acl", "amod", "advcl"} and tree[verb].deprel != "acl:relcl":
        return bare and tree[verb].xpos == "VBN"
    head = tree.head(verb)
    complete = not tree.children(verb, "ccomp", "xcomp") and tree.lemma(verb) not in _UNACCUSATIVE
    participle = tree[verb].xpos == "VBN" or complete
    return None if relation == "conj" and bare and participle and head is not None else False


@once
def infinitive(tree: Tree, verb: int) -> bool:
    """Whether a verb stands in the infinitive with "to"."""
    return any(tree[c].form.lower() == "to" and tree[c].upos == "PART" for c in tree.children(verb, "mark", "aux"))


@once
def antecedent(tree: Tree, pronoun: int) -> int | None:
    """What a relative pronoun stands for: the noun its clause belongs to. None: it is no relative pronoun."""
    if tree[pronoun].form.lower() not in RELATIVES:
        return None
    for node in tree.ancestors(pronoun):
        if tree[node].deprel.split(":")[0] == "acl":
            return _agreeing(tree, tree.head(node), node, pronoun)
        if tree[node].deprel.split(":")[0] not in {"xcomp", "conj", "ccomp", "aux", "cop", "nmod"}:
            break
    if tree[pronoun].form.lower() == "that":
        return None
    before = [i for i in range(max(0, pronoun - 3), pronoun) if tree[i].upos in {"NOUN", "PROPN"}]
    return before[-1] if before else None


def _agreeing(tree: Tree, noun: int | None, clause: int, pronoun: int) -> int | None:
    """The antecedent that agrees in number: of "X and Y, which has" it is Y, of "men backed by Y who have" the men."""
    forms = [clause, *tree.children(clause, "aux", "cop")]
    number = next((_NUMBER[w] for i in forms if (w := tree[i].form.lower()) in _NUMBER), "")
    if noun is None or not number or pronoun not in tree.children(clause, "nsubj"):
        return noun
    joined = [c for c in tree.children(noun, "conj") if c < pronoun and tree[c].upos in {"NOUN", "PROPN"}]
    if number == "one":
        return joined[-1] if joined and not _plural(tree, joined[-1]) and _plural(tree, noun) else noun
    if joined or _plural(tree, noun) or tree[pronoun].form.lower() not in {"who", "which"}:
        return noun
    return next((a for a in tree.ancestors(noun) if a < noun and tree[a].xpos in _PLURAL_TAGS), noun)


def _plural(tree: Tree, noun: int) -> bool:
    return tree[noun].xpos in _PLURAL_TAGS


@once
def subject(tree: Tree, verb: int, depth: int = 0) -> int | None:
    """The subject on the surface or understood, passives' included; a relative pronoun gives what it stands for."""
    if depth > _DEPTH:
        return None
    own = _own_subject(tree, verb)
    if own is not None:
        meant = antecedent(tree, own)
        return own if meant is None else meant
    head, relation = tree.head(verb), tree[verb].deprel.split(":")[0]
    if head is None:
        return None
    if relation == "xcomp":
        return _controller(tree, verb, head, depth)
    if relation in {"advcl", "ccomp", "csubj"}:
        return None if tree.finite(verb) else _of_adverbial(tree, verb, head, depth)
    if relation == "acl":
        return _of_adnominal(tree, verb, head, depth)
    return subject(tree, head, depth + 1) if relation == "conj" and tree[head].upos != "NOUN" else None


def _own_subject(tree: Tree, verb: int) -> int | None:
    """The subject on the verb itself: of several before it the nearest (the parser hangs run-in headings there too)."""
    before = [c for c in tree.children(verb, "nsubj") if c < verb]
    if before:
        return before[-1]
    own = tree.subject(verb)
    if own is not None or not tree.finite(verb):
        return own
    stray = [
        c
        for c in tree.children(verb, "obl")
        if c < verb and tree[c].upos == "PROPN" and not prepositions(tree, c) - {"under"}
    ]
    return next((c for c in stray if tree.lemma(c) not in _TIMES), None)


def _controller(tree: Tree, verb: int, head: int, depth: int) -> int | None:
    lemma = tree.lemma(head)
    item = tree.child(head, "obj") if lemma not in _SUBJECT_CONTROL else None
    if item is not None and tree[item].deprel == "obj" and item < verb:
        meant = antecedent(tree, item)
        return item if meant is None else meant
    if lemma in _OBLIQUE_CONTROL:
        oblique = phrases(tree, head, "on") + phrases(tree, head, "upon") + phrases(tree, head, "to")
        if oblique:
            return oblique[0]
    return subject(tree, head, depth + 1)


def _of_adverbial(tree: Tree, verb: int, head: int, depth: int) -> int | None:
    marks = {tree[c].form.lower() for c in tree.children(verb, "mark", "case")}
    lemma = tree.lemma(head)
    if (lemma in _BLAME and marks & {"of", "for", "from"}) or (lemma == "charge" and "with" in marks):
        charged = patient(tree, head, depth + 1)
        return receiver(tree, head) if charged is None else charged
    if lemma in _OBLIQUE_CONTROL and "to" in marks:
        return _controller(tree, verb, head, depth)
    if "for" in marks and (punished := _punished(tree, head)) is not None:
        return punished
    if tree[head].upos in {"VERB", "ADJ", "AUX"} or tree.children(head, "cop"):
        return subject(tree, head, depth + 1)
    return None


def _punished(tree: Tree, verb: int) -> int | None:
    """On whom a penalty is laid: "imposed sanctions on the firm for selling weapons"."""
    for penalty in tree.children(verb, "obj", "nsubj"):
        if words_of(tree, penalty) & _PENALTIES:
            found = [p for n in (penalty, verb) for w in ("on", "against") for p in phrases(tree, n, w)]
            return found[0] if found else None
    return None


def _of_adnominal(tree: Tree, verb: int, noun: int, depth: int) -> int | None:
    marks = {tree[c].form.lower() for c in tree.children(verb, "mark")}
    head = tree.head(noun)
    blamed = head is not None and tree.lemma(head) in _BLAME and tree[noun].deprel in {"obj", "iobj", "nsubj:pass"}
    if blamed and marks & {"of", "for", "from"}:
        return noun  # "accused the police of barring it", the clause hung on the police
    if not infinitive(tree, verb) and not marks & {"of", "for"}:
        return noun
    for child in possessors(tree, noun):
        return child
    carried = carrier(tree, noun)
    return subject(tree, carried[0], depth + 1) if carried else None


def agents(tree: Tree, verb: int) -> list[int]:
    """Who does what a verb says: the subject; of a passive the ``by`` phrase."""
    if passive(tree, verb):
        return phrases(tree, verb, "by") or _shared_agents(tree, verb)
    found = subject(tree, verb)
    return [] if found is None else [found]


def _shared_agents(tree: Tree, verb: int) -> list[int]:
    """The agent that the last of coordinated passives names for all: "fed and housed by the army"."""
    if verb + 1 < len(tree) and tree[verb + 1].form.lower() not in {"and", "or", ","}:
        return []
    for other in tree.children(verb, "conj"):
        if tree.is_verb(other) and tree[other].xpos == "VBN" and tree.subject(other) is None:
            return phrases(tree, other, "by")
    return []


@once
def patient(tree: Tree, verb: int, depth: int = 0) -> int | None:
    """What is done to: the passive's subject, else the object, shared or relativised too."""
    if depth > _DEPTH:
        return None
    if passive(tree, verb):
        if tree[verb].deprel == "amod":
            return tree.head(verb)
        return subject(tree, verb, depth + 1)
    bare = tree.children(verb, "obj")
    if receiver(tree, verb) in bare:
        bare = bare[1:]
    if tree.children(verb, "xcomp"):
        bare = tuple(c for c in bare if not _set_off(tree, c))
    for child in bare + tree.children(verb, "iobj"):
        if prepositions(tree, child) - _LOOSE:
            continue
        meant = antecedent(tree, child)
        return child if meant is None else meant
    strayed = _strayed_object(tree, verb)
    if strayed is not None:
        return strayed
    if tree[verb].deprel == "acl:relcl" and tree.subject(verb) is not None and not tree.children(verb, "ccomp"):
        noun = tree.head(verb)
        if noun is not None and subject(tree, verb, depth + 1) != noun:
            return noun
    for child in tree.children(verb, "conj"):  # "attacked and killed the guards"
        shared = tree.children(child, "obj")
        if shared and tree.is_verb(child) and child - verb <= 3 and tree.subject(child) is None:
            return shared[0]
    return None


@once
def receiver(tree: Tree, verb: int) -> int | None:
    """The indirect object; of two bare objects the first ("sold Peru its jets"). None: there is none."""
    own = tree.child(verb, "iobj")
    if own is not None:
        return own
    if tree.lemma(verb) not in _DITRANSITIVE:
        return None
    bare = [c for c in tree.children(verb, "obj") if c > verb and not prepositions(tree, c)]
    if len(bare) > 1:
        return bare[0]
    # The parser may call the first of two bare objects an adverbial, as it calls "last week".
    loose = [c for c in tree.children(verb, "obl") if tree[c].deprel == "obl:unmarked"]
    taken = [c for c in loose if bare and verb < c < bare[0] and tree.lemma(c) not in _TIMES]
    return taken[0] if taken else None


def _strayed_object(tree: Tree, verb: int) -> int | None:
    """An object that the parser called something else: a second subject, an unmarked oblique, the infinitive's own."""
    subjects = tree.children(verb, "nsubj")
    if len(subjects) > 1 and subjects[0] < verb < subjects[-1] and not _set_off(tree, subjects[-1]):
        return subjects[-1]
    for clause in tree.children(verb, "xcomp", "ccomp"):
        openers = tree.children(clause, "mark")
        if openers:
            between = [c for c in tree.children(clause, "obj", "nsubj", "iobj") if verb < c < openers[0]]
            if between:
                return between[0]
    named = [c for c in tree.children(verb, "xcomp") if tree[c].upos == "PROPN" and not tree.children(verb, "obj")]
    if named:  # "called President Rivlin", taken for what somebody is called
        return named[0]
    for child in tree.children(verb, "obl"):
        marks = prepositions(tree, child)
        bare = tree[child].deprel == "obl" and (not marks or (len(marks) == 1 and bool(marks & _LOOSE)))
        if bare and child > verb and tree[child].upos in {"NOUN", "PROPN"} and tree.lemma(child) not in _TIMES:
            return child
    return None


def _set_off(tree: Tree, node: int) -> bool:
    """Whether a comma stands before a phrase: "threatened to go, a remark Peru regretted" comments on the whole."""
    first = min(i for i in tree.subtree(node) if tree[i].upos != "PUNCT" or i == node)
    return first > 0 and tree[first - 1].form == ","


@once
def carrier(tree: Tree, noun: int) -> tuple[int, str] | None:
    """The verb that a noun is an argument of, and the relation; counting nouns and coordination are climbed."""
    node = noun
    for _ in range(_DEPTH):
        head, relation = tree.head(node), tree[node].deprel
        if head is None:
            return None
        if relation in {"obj", "nsubj", "nsubj:pass", "obl", "iobj", "obl:agent", "xcomp"} or relation.startswith(
            "obl:"
        ):
            return (head, relation) if tree[head].upos in {"VERB", "AUX", "ADJ"} else None
        if relation == "conj" and tree[head].upos == "VERB" and prepositions(tree, node):
            return head, "obl"  # "responded quickly and with threats"
        if relation.startswith("acl") or not (relation == "conj" or _counts(tree, head)):
            return None
        node = head
    return None


def _counts(tree: Tree, head: int) -> bool:
    return tree.lemma(head) in _COUNTING or tree[head].upos in {"NUM", "SYM"}


def complements(tree: Tree, node: int) -> Iterator[tuple[int, str]]:
    """Clauses that complete a word, with their kind: ``inf``, ``that`` (finite) or ``ger``."""
    for child in tree.children(node, "xcomp", "ccomp", "advcl", "acl", "csubj"):
        if tree[child].deprel.startswith("acl:relcl") or not (
            tree.is_verb(child) or tree.children(child, "cop", "nsubj")
        ):
            continue
        if infinitive(tree, child):
            yield child, "inf"
        elif (tree[child].deprel in {"ccomp", "acl"} or _clause_of_its_own(tree, child)) and tree.children(
            child, "nsubj", "aux", "mark"
        ):
            yield child, "that"
        elif tree[child].xpos == "VBG":
            yield child, "ger"


def _clause_of_its_own(tree: Tree, clause: int) -> bool:
    """Whether a clause has "that" before it, or a subject of its own: "demanded parliament pass a law"."""
    marked = any(tree[c].form.lower() == "that" for c in tree.children(clause, "mark"))
    return marked or (tree[clause].deprel == "xcomp" and tree.is_verb(clause) and bool(tree.children(clause, "nsubj")))


@once
def words_of(tree: Tree, node: int) -> frozenset[str]:
    """Lemmas a noun phrase may be known by: its head, compounds, coordinates, and what a counting head counts."""
    found: set[str] = set()
    nodes = [node]
    for known in nodes:  # grows by what is counted
        found |= {tree.lemma(known), tree[known].form.lower()}
        if tree[known].upos == "PROPN":  # "the Armed Forces": names keep their plural
            found.add(tree[known].form.lower().removesuffix("s"))
        found |= {tree.lemma(child) for child in tree.children(known, "compound", "conj", "nummod", "flat")}
        nodes += [child for child in _counted(tree, known) if child not in nodes]
    return frozenset(found)


@once
def noun_beneath(tree: Tree, node: int) -> int:
    """The noun that a counting head counts ("series of attacks": attacks), else the head itself."""
    seen = {node}
    while counted := [child for child in _counted(tree, node)[:1] if child not in seen]:
        (node,) = counted
        seen.add(node)
    return node


def _counted(tree: Tree, node: int) -> list[int]:
    """What a counting head counts: the noun after "of", after a sum of money the one after "in"."""
    sum_of_money = tree[node].upos in {"SYM", "NUM"} or tree.lemma(node) in _MONEY
    marks = ({"of"} if _counts(tree, node) else set()) | ({"in"} if sum_of_money else set())
    found = [child for child in tree.children(node, "nmod") if prepositions(tree, child) & marks]
    head = tree.head(node)
    if found or not sum_of_money or head is None:
        return found
    beside = [
        c for c in tree.children(head, "obl") if node < c <= node + _BESIDE
    ]  # "gave $2 million in aid", hung on "gave"
    return [child for child in beside if "in" in prepositions(tree, child)]


def ceased(tree: Tree, verb: int) -> bool:
    """Whether a verb stands under "no longer": it was done, and is not done now."""
    adverbs = (c for c in tree.children(verb, "advmod") if tree[c].form.lower() in {"longer", "more"})
    return any(tree[n].form.lower() in {"no", "any"} for c in adverbs for n in (*tree.children(c), c - 1) if n >= 0)
