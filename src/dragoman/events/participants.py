"""Whom a frame's roles name: from a role path ("obj.with", "comp.subj", "poss") to participants."""

from collections.abc import Callable, Iterable

from dragoman.events.frames import Frame, FrameKind, Quality
from dragoman.events.grammar import agents, carrier, complements, noun_beneath, passive, patient, phrases, possessors, subject
from dragoman.events.scene import Scene
from dragoman.records import Participant

_DEPTH = 3  # how far an owner is looked for through nested nouns ("the outcome of talks of the ministers of ...")
_PARTY_KINDS = frozenset({"state", "organisation", "armed_group", "party", "company"})
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
    nodes = _tokens(scene, node, kind, first)
    if not rest:
        return unique(who for n in nodes for who in phrase(scene, n))
    if rest == "owner":
        return unique(who for n in nodes for who in owner(scene, n))
    if rest in {"actor", "recipient"}:
        return unique(who for n in nodes for who in _side_of_noun(scene, noun_beneath(scene.tree, n), rest))
    return unique(who for n in nodes for who in role(scene, n, _kind(scene, n), rest))


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
    named = tuple(p for p in scene.who(node) if not (p.kind == "other" and p.party is None and p.country is None))
    return named or owner(scene, node)


def owner(scene: Scene, node: int, depth: int = 0) -> tuple[Participant, ...]:
    """Whoever a noun's thing or deed belongs to: of a deed its doer, else possessor, maker, party before it, "of X"."""
    if depth > _DEPTH:
        return ()
    noun = noun_beneath(scene.tree, node)
    deed = next(iter(scene.frames.for_word("noun", scene.tree.lemma(noun))), None)
    if deed is not None:
        return unique(who for path in ("poss", "by", "mod", "between", "from", "relsubj") for who in role(scene, noun, "noun", path))
    for path in ("poss", "by", "mod", "relsubj", "of", "from", "between"):
        found = unique(who for n in _tokens(scene, noun, "noun", path) for who in _named_or_owned(scene, n, depth))
        found = modifiers(scene, noun) if path == "mod" else found
        if found:
            return found
    return ()


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
                found.extend(p for p in scene.who(node) if p.kind in _PARTY_KINDS or p.party)
    return unique(found)


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
        found = agents(tree, node) if kind == "verb" else [s for s in [subject(tree, node)] if s is not None]
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


def _from_noun(scene: Scene, noun: int, step: str) -> list[int]:
    tree = scene.tree
    if step == "poss":
        return possessors(tree, noun)
    if step == "comp":
        return [c for c, _ in complements(tree, noun)]
    if step == "relsubj":
        clauses = [c for c in tree.children(noun) if tree[c].deprel == "acl:relcl" and tree.is_verb(c)]
        return [s for c in clauses if not passive(tree, c) and (s := tree.subject(c)) is not None and s > noun]
    carried = carrier(tree, noun)
    if step == "subj":
        return _carrier_subject(scene, noun, carried, scene.frames.carrying)
    if step == "conv":
        return _carrier_subject(scene, noun, carried, scene.frames.converse)
    if step == "carried-subj":
        found = subject(tree, carried[0] if carried else noun)
        return [] if found is None else [found]
    if step == "verb":
        return [carried[0]] if carried and tree.lemma(carried[0]) in scene.frames.carrying | scene.frames.converse else []
    found_phrases = phrases(tree, noun, step)
    if not found_phrases and carried:
        found_phrases = [p for p in phrases(tree, carried[0], step) if noun < p <= noun + _REACH]
    return found_phrases


def _carrier_subject(scene: Scene, noun: int, carried: tuple[int, str] | None, verbs: frozenset[str]) -> list[int]:
    """The doer of the verb that carries a noun, where that verb is one of ``verbs`` and the noun is no doer itself."""
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


def unique(people: Iterable[Participant]) -> tuple[Participant, ...]:
    """Each participant once, in order."""
    found: dict[str, Participant] = {}
    for person in people:
        found.setdefault(person.id, person)
    return tuple(found.values())
