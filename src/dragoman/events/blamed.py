"""On whom an act is blamed, where a verb says so: "the attack was blamed on Sudan" tells Sudan's act, as alleged."""

from typing import NamedTuple

from dragoman.events.grammar import agents, noun_beneath, passive, phrases, subject
from dragoman.events.scene import Scene
from dragoman.language.tree import Tree
from dragoman.records import Participant

BLAMED = "blamed on whoever is named"
_BLAMING = frozenset({"blame", "attribute", "ascribe", "pin", "impute"})


class Blame(NamedTuple):
    """The verb that lays an act at somebody's door, and the heads of the phrases that name him."""

    verb: int
    heads: list[int]

    def blamers(self, scene: Scene) -> tuple[Participant, ...]:
        """Who blames; nobody where it is not said."""
        return tuple(p for n in agents(scene.tree, self.verb) for p in scene.who(n))


def blame_of(tree: Tree, token: int) -> Blame | None:
    """Who is blamed for what a noun tells, or for what its verb's subject is: "attacks blamed on Sudan killed ten"."""
    noun = subject(tree, token) if tree.is_verb(token) and not passive(tree, token) else token
    if noun is None or tree[noun].upos != "NOUN":
        return None
    counted = tree.head(noun)
    whole = counted if counted is not None and noun_beneath(tree, counted) == noun else noun  # "a wave of attacks"
    verbs = [c for n in (noun, whole) for c in tree.children(n, "acl") if passive(tree, c)]
    head = tree.head(whole)
    if head is not None and not tree.is_verb(token) and tree[whole].deprel in {"obj", "nsubj:pass"}:
        verbs.append(head)
    for verb in verbs:
        if tree.lemma(verb) not in _BLAMING or tree.negated(verb):
            continue
        # The parser hangs the phrase of "blamed the attack on Sudan" on either word.
        for above in (verb, noun) if verb < noun else (verb,):
            heads = [n for word in ("on", "to", "upon") for n in phrases(tree, above, word) if n > verb]
            if heads:
                return Blame(verb, heads)
    return None
