"""Whom a frame's roles name: from a role path ("obj.with", "comp.subj", "poss") to participants."""

import re
from collections.abc import Callable, Iterable

from msgspec.structs import replace

from dragoman.events.frames import Frame, FrameKind, Quality
from dragoman.events.grammar import (
    agents,
    carrier,
    complements,
    noun_beneath,
    passive,
    patient,
    phrases,
    possessors,
    prepositions,
    subject,
)
from dragoman.events.scene import Scene
from dragoman.records import EventType, Participant

_DEPTH = 3  # how far an owner is looked for through nested nouns ("the outcome of talks of the ministers of ...")
_PARTY_KINDS = frozenset({"state", "organisation", "armed_group", "party", "company"})
# Nouns of these types tell acts; "delegation" (CONSULT) is somebody who acts.
_DEEDS = frozenset(
    {"ASSAULT", "ACCUSE", "REQUEST", "REJECT", "THREATEN", "SANCTION", "COERCE", "AGREE", "RETREAT", "PROTEST"}
)
# A noun that names a person by what he does is not stood for by whoever modifies it: "the Isis recruiter".
_PERSON_NOUN = re.compile(
    r"(?<!ord)(?<!lett)(?<!bord)(?<!wat)(?<!pow)(?<!pap)(?<!numb)(?<!matt)(?:er|or|ist|man|men|ee|ant|ian|cian)s?$"
)
_SETTINGS = frozenset({"after", "during", "before", "following", "in", "on", "at"})
_GROUPS = frozenset({"state", "organisation", "armed_group", "party"})
_ANIMATE = frozenset({"person", "crowd", "unnamed", *_PARTY_KINDS})
# A phrase this far behind a noun, though the parser hung it on the verb, still belongs to the noun: "talks (on grain) with Iran".
_REACH = 6

Step = Callable[[Scene, int, FrameKind], list[int]]


def role(scene: Scene, node: int, kind: FrameKind, path: str) -> tuple[Participant, ...]:
    """The participants in a role.

    Args:
        scene: the sentence.
        node: index of the trigger.
        kind: what the trigger is.
        path: the role, as frames write it.
    """
    first, _, rest = path.partition(".")
    if first == "speaker":
        return scene.voice(node)
    if first == "mod":
        return modifiers(scene, node)
    if first == "holder":
        return scene.memory("COERCE")
    if first == "ruler":
        return _ruler(scene, node, kind)
    if first == "within":
        return _named_within(scene, node)
    nodes = _tokens(scene, node, kind, first)
    if not rest:
        return unique(who for n in nodes for who in phrase(scene, n))
    if rest == "owner":
        return unique(who for n in nodes for who in owner(scene, n))
    if rest in {"actor", "recipient"}:
        return unique(who for n in nodes for who in _side_of_noun(scene, noun_beneath(scene.tree, n), rest))
    inner = (noun_beneath(scene.tree, n) for n in nodes)
    return unique(who for n in inner for who in role(scene, n, _kind(scene, n), rest))


def _kind(scene: Scene, node: int) -> FrameKind:
    return "verb" if scene.tree.is_verb(node) else "noun"


def side(scene: Scene, node: int, frame: Frame, paths: Iterable[str]) -> tuple[Participant, ...]:
    """The participants in the first role that names any."""
    for path in paths:
        found = role(scene, node, frame.kind, path)
        if found:
            return found
    return ()


def phrase(scene: Scene, node: int) -> tuple[Participant, ...]:
    """Whom a noun phrase names; of a thing ("the convoy of the army") whoever it belongs to."""
    if _is_deed(scene, node):
        return owner(scene, node)
    named = tuple(p for p in scene.who(node) if not (p.kind == "other" and p.party is None and p.country is None))
    if scene.tree[node].upos == "NOUN":
        named = _by_name(scene, node) or named
    return named or (() if _PERSON_NOUN.search(scene.tree[node].form.lower()) else owner(scene, node))


def _by_name(scene: Scene, node: int) -> tuple[Participant, ...]:
    """The names in apposition to a noun and its coordinates: "its close ally, Hezbollah"."""
    heads = [node, *scene.tree.children(node, "conj")]
    names = [c for h in heads for c in scene.tree.children(h, "appos") if scene.tree[c].upos == "PROPN" and c > h]
    found = unique(p for c in names for p in scene.who(c) if p.party is not None or p.kind == "person")
    return found if len(names) >= len(heads) else ()


def _is_deed(scene: Scene, node: int) -> bool:
    """Whether a noun tells an act, so that whoever acts is meant, not the act: "the offensive of the army"."""
    tree = scene.tree
    if tree[node].upos != "NOUN":
        return False
    frames = scene.frames.for_word("noun", tree.lemma(noun_beneath(tree, node)))
    return any(f.type in _DEEDS for f in frames)


def owner(scene: Scene, node: int, depth: int = 0) -> tuple[Participant, ...]:
    """Whoever a noun's thing or deed belongs to: of a deed its doer, else possessor, maker, party before it, "of X"."""
    if depth > _DEPTH:
        return ()
    noun = noun_beneath(scene.tree, node)
    deed = next(iter(scene.frames.for_word("noun", scene.tree.lemma(noun))), None)
    if deed is not None or scene.tree.lemma(noun) in scene.frames.classes["claim"]:
        return _doers(scene, noun, deed.type if deed is not None else "ACCUSE")
    for path in ("poss", "by", "mod", "relsubj", "of", "from", "between"):
        found = unique(who for n in _tokens(scene, noun, "noun", path) for who in _named_or_owned(scene, n, depth))
        found = modifiers(scene, noun) if path == "mod" else found
        if found:
            return found
    return ()


def _doers(scene: Scene, noun: int, kind: EventType) -> tuple[Participant, ...]:
    """Who did what a noun tells; of a bare one ("the attack") whoever did what was last told of that type."""
    named = unique(
        who for path in ("poss", "by", "mod", "between", "from", "relsubj") for who in role(scene, noun, "noun", path)
    )
    definite = any(
        scene.tree[c].form.lower() in {"the", "this", "these", "those", "that"}
        for c in scene.tree.children(noun, "det")
    )
    return named or (scene.memory(kind) if definite else ())


def _named_or_owned(scene: Scene, node: int, depth: int) -> tuple[Participant, ...]:
    named = scene.who(node)
    return named or owner(scene, node, depth + 1)


def modifiers(scene: Scene, noun: int) -> tuple[Participant, ...]:
    """The parties named before a noun as adjective or compound: "Turkish raids", "UK-EU talks", "a US-led raid"."""
    found: list[Participant] = []
    tree = scene.tree
    for child in tree.children(noun, "amod", "compound", "nmod"):
        if child > noun or tree[child].deprel == "nmod:poss" or tree.children(child, "case"):
            continue
        for node in tree.subtree(child):
            against = node > 0 and tree[node - 1].form.lower() in {"anti", "anti-", "counter", "pro", "pro-"}
            if node >= noun or against or tree[node].form.lower().startswith(("anti-", "pro-", "counter-")):
                continue
            if tree[node].upos in {"PROPN", "ADJ"} or tree[node].form.isupper():
                found.extend(p for p in scene.who(node) if p.party or (p.country and p.kind in _PARTY_KINDS))
    return unique(found)


def _ruler(scene: Scene, node: int, kind: FrameKind) -> tuple[Participant, ...]:
    """Who holds power where something is done: only a state arrests, tries or frees "in Turkey"; a police force that says so."""
    places = [hosts(p) for n in _tokens(scene, node, kind, "in") for p in scene.who(n)]
    states = tuple(p for p in places if p.kind == "state" and p.party is not None)
    return unique(states) or tuple(p for p in scene.voice(node) if set(p.sectors) & {"COP", "JUD", "SPY"})


def _named_within(scene: Scene, node: int) -> tuple[Participant, ...]:
    """The states and bodies named in what completes a word, wherever they stand there: "close work with our Japanese allies"."""
    tree = scene.tree
    tops = [c for c, _ in complements(tree, node)] + [
        c for c in tree.children(node, "obj", "obl", "nmod") if tree[c].deprel != "nmod:poss" and c > node
    ]
    nodes = sorted({i for top in tops for i in tree.subtree(top)})
    named = unique(
        p
        for i in nodes
        if tree[i].upos in {"PROPN", "ADJ"}
        for p in scene.who(i)
        if p.party is not None and p.kind in _GROUPS
    )
    return named[:2]


def _side_of_noun(scene: Scene, noun: int, which: str) -> tuple[Participant, ...]:
    for frame in scene.frames.for_word("noun", scene.tree.lemma(noun)):
        found = side(scene, noun, frame, frame.actor if which == "actor" else frame.recipient)
        if found:
            return found
    return ()


def _tokens(scene: Scene, node: int, kind: FrameKind, step: str) -> list[int]:
    """The heads one step of a role path leads to."""
    tree = scene.tree
    if kind == "noun":
        return _from_noun(scene, node, step)
    if step == "subj":
        found = agents(tree, node) if kind == "verb" else _subject_of_adjective(scene, node)
    elif step == "obj":
        item = patient(tree, node)
        found = [] if item is None else [item]
    elif step == "iobj":
        found = tree.children(node, "iobj")
    elif step == "comp":
        found = [c for c, _ in complements(tree, node)]
    else:
        found = phrases(tree, node, step)
        item = patient(tree, node) if kind == "verb" else None
        if item is not None:
            found = found + [p for p in phrases(tree, noun_beneath(tree, item), step) if p not in found]
    return found


def _subject_of_adjective(scene: Scene, node: int) -> list[int]:
    """The subject of "ready" and its like; they take no empty "it", so that an "it" there is somebody."""
    found = subject(scene.tree, node)
    return [found] if found is not None else scene.tree.children(node, "expl")


def _from_noun(scene: Scene, noun: int, step: str) -> list[int]:
    tree = scene.tree
    if step == "poss":
        found = possessors(tree, noun)
        head = tree.head(noun)
        shared = not found and tree[noun].deprel == "conj" and head is not None and not tree.is_verb(head)
        return possessors(tree, head) if shared and head is not None else found
    if step == "setting":
        return _setting(scene, noun)
    if step == "cop-subj":
        return tree.children(noun, "nsubj") if tree.children(noun, "cop") else []
    if step == "comp":
        return [c for c, _ in complements(tree, noun)]
    if step == "relsubj":
        clauses = [c for c in tree.children(noun, "acl") if tree.is_verb(c)]
        makers = [s for c in clauses if not passive(tree, c) and (s := tree.subject(c)) is not None and s > noun]
        return makers + [a for c in clauses if passive(tree, c) for a in phrases(tree, c, "by")]
    carried = carrier(tree, noun)
    if step == "subj":
        return _carrier_subject(scene, noun, carried, scene.frames.carrying)
    if step == "conv":
        return _carrier_subject(scene, noun, carried, scene.frames.converse)
    if step == "carried-subj":
        found = subject(tree, carried[0] if carried else noun)
        return [] if found is None else [found]
    if step == "verb":
        return (
            [carried[0]] if carried and tree.lemma(carried[0]) in scene.frames.carrying | scene.frames.converse else []
        )
    found_phrases = phrases(tree, noun, step)
    if not found_phrases and carried:
        found_phrases = [p for p in phrases(tree, carried[0], step) if noun < p <= noun + _REACH]
    if not found_phrases:  # "the invasion and occupation of Lebanon"
        found_phrases = [
            p for c in tree.children(noun, "conj") for p in phrases(tree, c, step) if tree[c].upos == "NOUN"
        ]
    return found_phrases


def _setting(scene: Scene, noun: int) -> list[int]:
    """The subject of the clause that a meeting or trip is the setting of: "after a visit to Oman Mr Kerry said"."""
    carried = carrier(scene.tree, noun)
    if carried is None or not carried[1].startswith("obl") or not prepositions(scene.tree, noun) & _SETTINGS:
        return []
    found = subject(scene.tree, carried[0])
    return [] if found is None else [found]


def _carrier_subject(scene: Scene, noun: int, carried: tuple[int, str] | None, verbs: frozenset[str]) -> list[int]:
    """The doer of the verb that carries a noun, where that verb is one of ``verbs`` and the noun is no doer itself."""
    if carried is None and scene.tree.children(noun, "cop") and prepositions(scene.tree, noun) & {"in", "under"}:
        return scene.tree.children(noun, "nsubj")  # "is in talks", "was under attack"
    if carried is None or scene.tree.lemma(carried[0]) not in verbs:
        return []
    verb, relation = carried
    if relation == "nsubj:pass":
        return phrases(scene.tree, verb, "by")
    if relation in {"nsubj", "obl:agent"}:
        return []
    return [s for s in agents(scene.tree, verb) if s != noun]


def fits(people: tuple[Participant, ...], qualities: Iterable[Quality]) -> bool:
    """Whether somebody among them has all the qualities a frame asks for; nobody at all does not fit."""
    return all(any(_has(p, q) for p in people) for q in qualities)


def _has(person: Participant, quality: Quality) -> bool:
    if quality == "acts":
        return person.party is not None
    if quality == "person":
        return person.kind == "person" or (person.kind == "crowd" and person.office is None)
    if quality == "group":
        return person.kind in _GROUPS
    if quality == "animate":
        return person.kind in _ANIMATE
    return person.kind == quality


def hosts(who: Participant) -> Participant:
    """The state that a place belongs to: what is visited with the town, what holds those arrested in it."""
    if who.party is not None or who.country is None or who.kind == "person":
        return who
    return replace(who, id=who.country, kind="state", party=who.country)


def unique(people: Iterable[Participant]) -> tuple[Participant, ...]:
    """Each participant once, in order."""
    found: dict[str, Participant] = {}
    for person in people:
        found.setdefault(person.id, person)
    return tuple(found.values())
