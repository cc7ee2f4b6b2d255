"""What a verb of asking, promising or accusing holds as its content, and what becomes of acts told there.

What a request, a pledge or a threat asks for is not coded a second time; what somebody is accused of is coded as
alleged by the accuser; what is denied as alleged too, or, where the denier is its actor, as denied by him.
"""

import msgspec

from dragoman.events.draft import Draft
from dragoman.events.grammar import complements, patient
from dragoman.events.scene import Scene
from dragoman.events.undone import UNTRUE
from dragoman.records import Participant

IN_CONTENT = "in the content of"
# Ways a coder must not follow out of a content: what a relative clause or an apposition tells is told beside it.
_BESIDE = frozenset({"acl:relcl", "appos", "parataxis"})


def content_of(scene: Scene, draft: Draft) -> frozenset[int]:
    """The tokens of a trigger's content: its complements, its object and the phrases that complete it."""
    tree, token = scene.tree, draft.token
    tops = [c for c, _ in complements(tree, token)]
    tops += [
        c
        for c in tree.children(token, "obj", "obl", "nmod", "acl", "advcl")
        if tree[c].deprel not in {"nmod:poss", "acl:relcl", "obl:agent"}
    ]
    if draft.frame.kind == "verb" and draft.frame.content == "drop":
        item = patient(tree, token)
        tops += (
            [c for c in tree.children(item, "acl", "nmod") if tree[c].deprel not in {"acl:relcl", "nmod:poss"}]
            if item is not None
            else []
        )
    inside: set[int] = set()
    for top in tops:
        barred = [c for c in _below(scene, top) if tree[c].deprel in _BESIDE or _clause_beside(scene, c)]
        inside |= set(tree.subtree(top, barred))
    return frozenset(inside - {token})


def _clause_beside(scene: Scene, node: int) -> bool:
    """Whether a coordinated verb hangs on a noun: the parser's slip, it is coordinated with the verb above."""
    head = scene.tree.head(node)
    if scene.tree[node].deprel != "conj" or not scene.tree.is_verb(node) or head is None:
        return False
    return not scene.tree.is_verb(head) or (scene.tree.finite(node) and not scene.tree.finite(head))


def _below(scene: Scene, top: int) -> list[int]:
    return [i for i in scene.tree.subtree(top) if i != top]


def settle(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """Mark or hedge the drafts that stand in the content of others."""
    kept = []
    contents = [(d, content_of(scene, d)) for d in drafts if d.frame.content != "keep"]
    for draft in drafts:
        holders = [h for h, inside in contents if h is not draft and draft.token in inside and _bears_upon(h, draft)]
        holder = next((h for h in holders if h.frame.content == "drop"), None)
        if holder is not None:
            kept.append(msgspec.structs.replace(draft, within=holder.type))
            continue
        accusers = [h for h in holders if h.frame.content in {"alleged", "denied"} and UNTRUE not in draft.why]
        kept.append(_hedged(draft, accusers[-1]) if accusers else draft)
    return kept


def _bears_upon(holder: Draft, draft: Draft) -> bool:
    """Whether one may settle the other: PLOVER's acts settle all, those of an own type only others of it."""
    return holder.frame.scheme in ("", draft.frame.scheme) and holder.frame.own_type in (None, draft.frame.own_type)


def _hedged(draft: Draft, holder: Draft) -> Draft:
    if (
        draft.frame.kind == "noun"
        and holder.frame.content == "alleged"
        and holder.frame.kind == "verb"
        and not _charged(holder)
        and not _names(draft.actors) & _names(holder.recipients)  # "condemned the attack by X" says that X did it
    ):
        return draft  # "condemned the attack": that it happened is not in doubt
    if draft.type == holder.type and _names(draft.actors) & _names(holder.actors):
        return draft
    denied = holder.frame.content == "denied" and bool(_names(draft.actors) & _names(holder.actors))
    who = holder.actors[0].name if holder.actors and not denied else None
    return _replace(draft, denied=denied, asserted_by=who, why=f"{IN_CONTENT} {holder.frame.name}")


def _charged(holder: Draft) -> bool:
    return holder.frame.name in {
        "accuse-accuse",
        "accuse-allege",
        "accuse-charge",
        "accuse-investigate",
        "accuse-describe",
    }


def _replace(draft: Draft, *, denied: bool, asserted_by: str | None, why: str) -> Draft:
    return msgspec.structs.replace(
        draft,
        status="denied" if denied else draft.status,
        basis="plain" if denied else "alleged",
        asserted_by=asserted_by,
        why=(*draft.why, why),
    )


def _names(people: tuple[Participant, ...]) -> set[str]:
    return {p.party or p.name for p in people}
