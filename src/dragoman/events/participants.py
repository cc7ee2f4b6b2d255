"""Whom a frame's roles name: from a role path ("obj.with", "comp.subj", "poss") to participants."""

import re
from collections.abc import Sequence

from dragoman.events.frames import Frame, FrameKind
from dragoman.events.grammar import complements, noun_beneath
from dragoman.events.people import GROUPS, PARTY_KINDS, hosts, unique
from dragoman.events.roles import heads_of
from dragoman.events.scene import Scene
from dragoman.records import Participant

# Who "the two" and "both" of a report of a meeting are.
_COUNTERPARTS = frozenset(
    "side party country nation government leader minister president delegation official ally neighbour neighbor"
    " state diplomat secretary premier capital man woman".split()
)
_STATES = frozenset({"country", "nation", "government", "state", "neighbour", "neighbor"})
MOST_WITHIN = 2  # parties taken from a complement: further ones are seldom whom the act is meant for
# How many deeds are asked for their doers, one in another ("the talks on the attack of ..."): prose has two or three;
# a broken tree may hold a loop, and what branches at each of many steps takes no end.
_DEEPEST = 5
_BRACKETED = 2  # words from a name to its short form: "(FP)"
_DEPTH = 3  # how far an owner is looked for through nested nouns ("the outcome of talks of the ministers of ...")
# Nouns of these types tell acts; "delegation" (CONSULT) is somebody who acts.
_DEEDS = frozenset(
    {"ASSAULT", "ACCUSE", "REQUEST", "REJECT", "THREATEN", "SANCTION", "COERCE", "AGREE", "RETREAT", "PROTEST"}
)
# Acts done to people whom no table need know: "killed 15 trainees".
_WITH_VICTIMS = frozenset({"ASSAULT", "COERCE", "SANCTION", "RETREAT"})
# Roles in which those hurt stand.
_AIMS = frozenset({"obj", "on", "at", "against", "upon", "into"})
# A noun that names a person by what he does is not stood for by whoever modifies it: "the Isis recruiter".
_PERSON_NOUN = re.compile(
    r"(?<!ord)(?<!lett)(?<!bord)(?<!wat)(?<!pow)(?<!pap)(?<!numb)(?<!matt)(?:er|or|ist|man|men|ee|ant|ian|cian)s?$"
)


def role(scene: Scene, node: int, kind: FrameKind, path: str, depth: int = 0) -> tuple[Participant, ...]:
    """The participants in a role.

    Args:
        scene: the sentence.
        node: index of the trigger.
        kind: what the trigger is.
        path: the role, as frames write it.
        depth: how many nouns above led here.
    """
    if depth > _DEEPEST:
        return ()
    first, _, rest = path.partition(".")
    if first == "speaker":
        return scene.voice(node)
    if first == "mod":
        return modifiers(scene, node)
    if first == "holder":
        return scene.memory("COERCE")
    if first == "accuser":
        return scene.memory("ACCUSE")
    if first == "ruler":
        return _ruler(scene, node, kind)
    if first == "within":
        return _named_within(scene, node)
    nodes = heads_of(scene, node, kind, first)
    if not rest:
        return unique(who for n in nodes for who in phrase(scene, n, depth))
    if rest == "itself":
        return unique(who for n in nodes for who in scene.who(n) or scene.who(noun_beneath(scene.tree, n)))
    if rest == "owner":
        return unique(who for n in nodes for who in owner(scene, n, within=depth))
    if rest in {"actor", "recipient"}:
        return unique(who for n in nodes for who in _side_of_noun(scene, noun_beneath(scene.tree, n), rest, depth))
    inner = (noun_beneath(scene.tree, n) for n in nodes)
    return unique(who for n in inner for who in role(scene, n, _kind(scene, n), rest, depth))


def _kind(scene: Scene, node: int) -> FrameKind:
    return "verb" if scene.tree.is_verb(node) else "noun"


def side(
    scene: Scene,
    node: int,
    frame: Frame,
    paths: Sequence[str],
    *,
    besides: tuple[Participant, ...] = (),
    depth: int = 0,
) -> tuple[Participant, ...]:
    """The participants in the first role that names any, of another party than ``besides`` where there are such."""
    parties = {p.party for p in besides if p.party}
    own: tuple[Participant, ...] = ()
    for path in paths:
        found = role(scene, node, frame.kind, path, depth)
        if found and not all(p.party in parties for p in found):
            return found
        own = own or found
    if own:
        return own
    if frame.kind == "verb" and frame.type in _WITH_VICTIMS:
        return _victims(scene, node, frame, [path for path in paths if path in _AIMS])
    return ()


def _victims(scene: Scene, node: int, frame: Frame, paths: Sequence[str]) -> tuple[Participant, ...]:
    """People or things under attack that no table knows: "shelled a customs post"."""
    things = scene.frames.classes["target"] if frame.type == "ASSAULT" else frozenset()
    for path in paths:
        heads = [n for n in heads_of(scene, node, frame.kind, path) if scene.tree[n].upos == "NOUN"]
        hit = [n for n in heads if _is_person(scene, n) or scene.tree.lemma(n) in things]
        if hit:
            return tuple(described(scene, n) for n in hit)
    return ()


def phrase(scene: Scene, node: int, depth: int = 0) -> tuple[Participant, ...]:
    """Whom a noun phrase names; of a thing ("the convoy of the army") whoever it belongs to."""
    if is_deed(scene, node):
        return owner(scene, node, within=depth)
    met = _those_who_met(scene, node)
    if met:
        return met
    counted = noun_beneath(scene.tree, node)
    if counted != node and not scene.who(node):  # "some of its soldiers"
        return phrase(scene, counted, depth + 1) if depth < _DEEPEST else ()
    above = scene.tree.head(node)
    if scene.tree[node].deprel == "appos" and scene.tree[node].upos == "NOUN" and above is not None:
        named = tuple(p for p in scene.who(above) if p.kind == "person" or p.party)
        if named and _is_name(scene, above):
            return named  # "Mr Silva, an exiled cleric accused of fraud"
    if _powerless(scene, node):
        return ()
    named = tuple(p for p in scene.who(node) if not (p.kind == "other" and p.party is None and p.country is None))
    if scene.tree[node].upos == "NOUN":
        named = _by_name(scene, node) or named
    person = _is_person(scene, node) or _is_whoever(scene, node)
    return named or (() if person else owner(scene, node, within=depth))


def _is_name(scene: Scene, node: int) -> bool:
    """Whether a phrase is a name, also one whose last word is a noun: "the Farmers' party (FP), a small group"."""
    tree = scene.tree
    return tree[node].upos == "PROPN" or any(
        tree[c].upos == "PROPN" and abs(c - node) <= _BRACKETED for c in tree.children(node, "appos", "compound")
    )


def _is_whoever(scene: Scene, node: int) -> bool:
    """Whether "who" stands for a noun with a party named before it: "a UN associate who helped" is not the UN."""
    tree = scene.tree
    clauses = tree.children(node, "acl") if modifiers(scene, node) else []
    return any(tree[c].form.lower() == "who" for clause in clauses for c in tree.children(clause, "nsubj"))


def _powerless(scene: Scene, node: int) -> bool:
    """Whether a bare noun that names states elsewhere is a mass: "seized power", not "a colonial power"."""
    tree = scene.tree
    who = scene.who(node)
    bare = tree[node].xpos == "NN" and not tree.children(node, "det", "amod", "nmod", "nummod", "compound")
    return bool(who) and bare and all(p.kind == "state" and p.party is None and p.country is None for p in who)


def _those_who_met(scene: Scene, node: int) -> tuple[Participant, ...]:
    """Those who met, as told last, where "the two" or "both sides" are meant; nobody for any other phrase."""
    tree = scene.tree
    marks = {tree[c].form.lower() for c in tree.children(node, "det", "nummod", "det:predet", "cc:preconj")}
    pair = tree.lemma(node) == "two" and "the" in marks
    if not pair and not (tree.lemma(node) in _COUNTERPARTS and marks & {"both", "two"}):
        return ()
    met = scene.memory("CONSULT")
    # Envoys who met are no governments, unless they act for two.
    states = all(who.party is not None and who.party == who.country for who in met)
    return met if states or tree.lemma(node) not in _STATES else ()


def _is_person(scene: Scene, node: int) -> bool:
    """Whether a noun names people: by its ending or by the class of such nouns."""
    form = scene.tree[node].form.lower()
    return bool(_PERSON_NOUN.search(form)) or scene.tree.lemma(node) in scene.frames.classes["people"]


def described(scene: Scene, node: int) -> Participant:
    """People or things no table knows, by the words that describe them: they act for nobody; they may be of a state."""
    tree = scene.tree
    first = min([node, *(c for c in tree.children(node, "amod", "compound", "nummod") if c < node)])
    text = tree.sentence.text[tree[first].start - tree.sentence.start : tree[node].end - tree.sentence.start]
    country = next((p.country for p in modifiers(scene, node) if p.country), None)
    return Participant(
        id=f"described-{text.casefold()}",
        name=text,
        kind="crowd" if _is_person(scene, node) else "other",
        country=country,
        start=tree[first].start,
        end=tree[node].end,
    )


def _by_name(scene: Scene, node: int) -> tuple[Participant, ...]:
    """The names in apposition to a noun and its coordinates: "its old rival, Ecuador"."""
    heads = [node, *scene.tree.children(node, "conj")]
    names = [c for h in heads for c in scene.tree.children(h, "appos") if scene.tree[c].upos == "PROPN" and c > h]
    found = unique(p for c in names for p in scene.who(c) if p.party is not None or p.kind == "person")
    return found if len(names) >= len(heads) else ()


def is_deed(scene: Scene, node: int) -> bool:
    """Whether a noun tells an act, so that whoever acts is meant, not the act: "the offensive of the army"."""
    tree = scene.tree
    if tree[node].upos != "NOUN":
        return False
    frames = scene.frames.for_word("noun", tree.lemma(noun_beneath(tree, node)))
    return any(f.type in _DEEDS for f in frames)


def owner(scene: Scene, node: int, depth: int = 0, *, within: int = 0) -> tuple[Participant, ...]:
    """Whoever a noun's thing or deed belongs to: of a deed its doer, else possessor, maker, party before it, "of X".

    Args:
        scene: the sentence.
        node: index of the noun.
        depth: how many owners were asked for their owners.
        within: how many deeds were asked for their doers.
    """
    if depth > _DEPTH:
        return ()
    noun = noun_beneath(scene.tree, node)
    deeds = scene.frames.for_word("noun", scene.tree.lemma(noun))
    if deeds or scene.tree.lemma(noun) in scene.frames.classes["claim"]:
        return _doers(scene, noun, deeds[-1].type if deeds else "ACCUSE", within)  # the least strict is the plain sense
    for path in ("poss", "by", "mod", "relsubj", "of", "from", "between"):
        found = unique(
            who for n in heads_of(scene, noun, "noun", path) for who in _named_or_owned(scene, n, depth, within)
        )
        found = modifiers(scene, noun) if path == "mod" else found
        if found:
            return found
    return ()


def _doers(scene: Scene, noun: int, kind: str, within: int) -> tuple[Participant, ...]:
    """Who did what a noun tells; of a bare one ("the attack") whoever did what was last told of that type."""
    named = unique(
        who for path in ("poss", "by", "mod", "from", "relsubj") for who in role(scene, noun, "noun", path, within + 1)
    )
    # "Peru's mediation between Chad and Mali" is Peru's; "the talks between Chad and Mali" are theirs.
    named = named or role(scene, noun, "noun", "between", within + 1)
    definite = any(
        scene.tree[c].form.lower() in {"the", "this", "these", "those", "that"}
        for c in scene.tree.children(noun, "det")
    )
    return named or (scene.memory(kind) if definite else ())


def _named_or_owned(scene: Scene, node: int, depth: int, within: int) -> tuple[Participant, ...]:
    named = scene.who(node)
    return named or owner(scene, node, depth + 1, within=within)


def modifiers(scene: Scene, noun: int) -> tuple[Participant, ...]:
    """The parties named before a noun as adjective or compound: "Turkish raids", "UK-EU talks", "a US-led raid"."""
    found: list[Participant] = []
    tree = scene.tree
    for child in tree.children(noun, "amod", "compound", "nmod"):
        if child > noun or tree[child].deprel == "nmod:poss" or tree.children(child, "case"):
            continue
        for node in tree.subtree(child):
            before = node - 2 if node > 1 and tree[node - 1].form in {"-", "‐", "‑", "–"} else node - 1
            against = before >= 0 and tree[before].form.lower() in {"anti", "anti-", "counter", "pro", "pro-"}
            if node >= noun or against or tree[node].form.lower().startswith(("anti-", "pro-", "counter-")):
                continue
            if tree[node].upos in {"PROPN", "ADJ"} or tree[node].form.isupper():
                found.extend(p for p in scene.who(node) if p.party or (p.country and p.kind in PARTY_KINDS))
    return unique(found)


def _ruler(scene: Scene, node: int, kind: FrameKind) -> tuple[Participant, ...]:
    """Who holds power where something is done: the state that arrests "in Turkey", the police that tell of it."""
    places = [hosts(p) for n in heads_of(scene, node, kind, "in") for p in scene.who(n)]
    states = tuple(p for p in places if p.kind == "state" and p.party is not None)
    return unique(states) or tuple(p for p in scene.voice(node) if set(p.sectors) & {"COP", "JUD", "SPY"})


def _named_within(scene: Scene, node: int) -> tuple[Participant, ...]:
    """The states and bodies named anywhere in what completes a word: "close work with our Japanese allies"."""
    tree = scene.tree
    phrases = [c for c in tree.children(node, "obj", "obl", "nmod") if tree[c].deprel != "nmod:poss" and c > node]
    tops = [*phrases, *(c for c, _ in complements(tree, node))]
    nodes = sorted({i for top in tops for i in tree.subtree(top) if tree[i].upos in {"PROPN", "ADJ"}})
    named = unique(p for i in nodes for p in scene.who(i) if p.party is not None and p.kind in GROUPS)
    return named[:MOST_WITHIN]


def _side_of_noun(scene: Scene, noun: int, which: str, depth: int) -> tuple[Participant, ...]:
    for frame in scene.frames.for_word("noun", scene.tree.lemma(noun)):
        found = side(scene, noun, frame, frame.actor if which == "actor" else frame.recipient, depth=depth + 1)
        if found:
            return found
    return ()
