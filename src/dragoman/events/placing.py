"""The place of an event: a place named in its own clause, never the speaker's capital."""

from dragoman.events.grammar import prepositions
from dragoman.events.scene import Scene
from dragoman.records import Place

_LOCATING = frozenset({"in", "at", "near", "outside", "inside", "around", "off"})
_KINDS = frozenset({"state", "place", "other"})


def place_of(scene: Scene, token: int, first: int, last: int) -> Place | None:
    """The nearest phrase of place in a clause ("in Geneva", "near the Polish border"); None: it names none."""
    tree = scene.tree
    found: list[tuple[int, Place]] = []
    for node in range(first, last + 1):
        if tree[node].upos != "PROPN" or not prepositions(tree, node) & _LOCATING:
            continue
        for who in scene.entities.participants(tree.number, node):
            if who.kind in _KINDS:
                whole = who.kind == "state" and who.party == who.country
                found.append(
                    (
                        abs(node - token),
                        Place(name=_name(scene, node), country=who.country, precision="country" if whole else "city"),
                    )
                )
    return min(found, key=lambda item: item[0])[1] if found else None


def _name(scene: Scene, node: int) -> str:
    """The words of a place name: the token with its flat parts and compounds."""
    tree = scene.tree
    parts = sorted([node, *tree.children(node, "flat", "compound"), *tree.children(node, "amod")])
    parts = [p for p in parts if tree[p].upos in {"PROPN", "ADJ"} or tree[p].form == "-"]
    base = tree.sentence.start
    return tree.sentence.text[tree[parts[0]].start - base : tree[parts[-1]].end - base]
