"""One step of a role path: from a trigger to the heads of the phrases in that role."""

from dragoman.events.frames import FrameKind
from dragoman.events.grammar import (
    agents,
    carrier,
    complements,
    infinitive,
    noun_beneath,
    passive,
    patient,
    phrases,
    possessors,
    prepositions,
    receiver,
    subject,
)
from dragoman.events.scene import Scene
from dragoman.language.tree import Tree

# A phrase this far behind a noun still belongs to it though the parser hung it on the verb: "talks on grain with Iran".
_REACH = 12
# What follows these is what a verb is about, not what is done by it: "voiced alarm at the arrests".
_OVER = frozenset({"at", "over", "about", "amid", "despite", "regarding", "concerning", "following"})
_SETTINGS = frozenset({"after", "during", "before", "following", "in", "on", "at", "by", "for", "through"})


def heads_of(scene: Scene, node: int, kind: FrameKind, step: str) -> list[int]:
    """The heads one step of a role path leads to."""
    tree = scene.tree
    if kind == "noun":
        return _of_noun(scene, node, step)
    if step == "subj":
        found = agents(tree, node) if kind == "verb" else _subject_of_adjective(scene, node)
    elif step == "obj":
        item = patient(tree, node)
        found = [] if item is None else [item]
    elif step == "iobj":
        taker = receiver(tree, node)
        found = [] if taker is None else [taker]
    elif step == "comp":
        found = [c for c, _ in complements(tree, node)]
    else:
        found = phrases(tree, node, step)
        item = patient(tree, node) if kind == "verb" else None
        if item is not None and not (found and item < node):  # of "attacks on Kenya blamed on Sudan" only Sudan
            found = found + [p for p in phrases(tree, noun_beneath(tree, item), step) if p not in found]
    return found


def _subject_of_adjective(scene: Scene, node: int) -> list[int]:
    """The subject of "ready" and its like; they take no empty "it": in "Peru said it was ready" it is Peru."""
    tree = scene.tree
    found = subject(tree, node)
    empty = [] if found is not None else list(tree.children(node, "expl"))
    head = tree.head(node)
    if empty and not scene.who(empty[0]) and tree[node].deprel == "ccomp" and head is not None:
        found = subject(tree, head)
    return empty if found is None else [found]


def _of_noun(scene: Scene, noun: int, step: str) -> list[int]:
    tree = scene.tree
    if step == "poss":
        found = possessors(tree, noun)
        head = tree.head(noun)
        shared = not found and tree[noun].deprel == "conj" and head is not None and not tree.is_verb(head)
        return possessors(tree, head) if shared and head is not None else found
    if step == "setting":
        return _setting(scene, noun)
    if step == "cop-subj":
        return list(tree.children(noun, "nsubj")) if tree.children(noun, "cop") else []
    if step == "appos-of":
        head = tree.head(noun)
        return [head] if head is not None and tree[noun].deprel == "appos" else []
    if step == "comp":
        return [c for c, _ in complements(tree, noun)]
    if step == "relsubj":
        clauses = [c for c in tree.children(noun, "acl") if tree.is_verb(c)]
        clauses = [c for c in clauses if not _tells_content(scene, noun, c) and not _happens_there(tree, c)]
        makers = [s for c in clauses if not passive(tree, c) and (s := tree.subject(c)) is not None and s > noun]
        return makers + [a for c in clauses if passive(tree, c) for a in phrases(tree, c, "by")]
    carried = carrier(tree, noun)
    if step == "subj":
        return _carrier_subject(scene, noun, carried, scene.frames.carrying)
    if step == "conv":
        return _carrier_subject(scene, noun, carried, scene.frames.converse)
    if step == "carried-subj":
        raised = subject(tree, carried[0] if carried else noun)
        return [] if raised is None else [raised]
    carriers = scene.frames.carrying | scene.frames.converse
    if step == "verb":
        return [carried[0]] if carried and tree.lemma(carried[0]) in carriers else []
    told = carried is not None and passive(tree, carried[0]) and tree.lemma(carried[0]) not in scene.frames.carrying
    if step == "by" and told:
        carried = None  # "the attack was condemned by Norway" is not Norway's attack
    return _phrases_of_noun(tree, noun, step, carried)


def _tells_content(scene: Scene, noun: int, clause: int) -> bool:
    """Whether a clause says what is claimed, not who claims it: "a report that Peru fell", not "that Peru made"."""
    tree = scene.tree
    own = tree.subject(clause)
    claim = tree.lemma(noun) in scene.frames.classes["claim"]
    if own is None or not claim or tree.lemma(clause) in scene.frames.carrying:
        return False
    return any(tree[i].form.lower() == "that" for i in range(noun + 1, own))


def _happens_there(tree: Tree, clause: int) -> bool:
    """Whether a noun is only where or when its clause happens: "the coast where they landed" is not theirs."""
    return any(tree[c].form.lower() in {"where", "when", "why"} for c in tree.children(clause, "advmod")) or any(
        tree[c].form.lower() == "which" and prepositions(tree, c) for c in tree.children(clause, "obl")
    )


def _phrases_of_noun(tree: Tree, noun: int, preposition: str, carried: tuple[int, str] | None) -> list[int]:
    """A noun's phrases with a preposition, also where they hang on its verb or on a noun coordinated with it."""
    found = phrases(tree, noun, preposition)
    if not found and carried:
        found = [p for p in phrases(tree, carried[0], preposition) if noun < p <= noun + _REACH]
    if not found:  # "the treaty signed with Peru"
        clauses = [c for c in tree.children(noun, "acl") if passive(tree, c) and not infinitive(tree, c)]
        found = [p for c in clauses if preposition != "by" for p in phrases(tree, c, preposition)]
    if not found:  # "the invasion and occupation of Lebanon"
        beside = [c for c in tree.children(noun, "conj") if tree[c].upos == "NOUN"]
        found = [p for c in beside for p in phrases(tree, c, preposition)]
    return found


def _setting(scene: Scene, noun: int) -> list[int]:
    """The subject of the clause that a meeting or trip is the setting of: "after a visit to Oman Mr Kerry said"."""
    carried, head = carrier(scene.tree, noun), scene.tree.head(noun)
    if carried is None and head is not None:  # hung on the object: "held a seminar in cooperation with Peru"
        above = carrier(scene.tree, head)
        carried = (above[0], "obl") if above is not None and above[1] == "obj" else None
    if carried is None or not carried[1].startswith("obl") or not prepositions(scene.tree, noun) & _SETTINGS:
        return []
    found = subject(scene.tree, carried[0])
    return [] if found is None else [found]


def _carrier_subject(scene: Scene, noun: int, carried: tuple[int, str] | None, verbs: frozenset[str]) -> list[int]:
    """The doer of the verb that carries a noun, where that verb is one of ``verbs`` and the noun is no doer itself."""
    if (
        carried is None
        and scene.tree.children(noun, "cop")
        and prepositions(scene.tree, noun) & {"in", "under", "on", "at"}
    ):
        return list(scene.tree.children(noun, "nsubj"))  # "is in talks", "was under attack"
    if carried is None or scene.tree.lemma(carried[0]) not in verbs:
        return []
    verb, relation = carried
    if relation == "nsubj:pass":
        return phrases(scene.tree, verb, "by")
    if relation in {"nsubj", "obl:agent"} or (relation.startswith("obl") and prepositions(scene.tree, noun) & _OVER):
        return []
    return [s for s in agents(scene.tree, verb) if s != noun]
