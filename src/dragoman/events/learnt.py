"""What the reader's event heads add to the frames: triggers in surroundings no frame foresees.

A word is taken for a trigger on the model's word where a frame of that type knows the word and the model is sure: of a
frame that holds but finds too few the participants it finds, else, or where it knows nothing of the surroundings, those
that the model links to the word.
"""

from functools import cache
from typing import NamedTuple

from msgspec.structs import replace

from dragoman.entities.names import OWN
from dragoman.events.draft import Draft
from dragoman.events.frames import Frame, FrameKind, Need
from dragoman.events.grammar import prepositions
from dragoman.events.participants import described, is_deed, phrase
from dragoman.events.people import People, unique
from dragoman.events.scene import Scene
from dragoman.events.triggers import candidates, holds, kind_of
from dragoman.records import Act, EventType


# How likely the type must be: where a frame of it holds but finds no participants; where it only knows the word.
# Set in trials with models trained on the other half of the hand-coded articles (``training.train --leave-out``): most
# words so taken told an event; of words that no frame of the type knows few did, so those are not taken.
# Somebody must be found for one side; the other is weighed with the rest of the article (``dragoman.events.sides``).
class Least(NamedTuple):
    """How likely a type must be where a frame of it holds, where one knows the word, where none does."""

    held: float
    known: float
    unknown: float


BY_RULE = Least(0.5, 0.75, 2.0)
# Where candidates are weighed (``dragoman.events.belief``) whatever the model thinks possible at all is one.
WEIGHED = Least(0.05, 0.05, 0.05)
# How unlikely the model must think a frame's type for the frame not to be believed: so low that mostly no event of the
# type is told there. Set by hand; on our own articles it won more precision than it cost recall.
DOUBT = 0.05
# Acts done in words: what tells them ("denied", "condemnation", "urged") tells little else.
_IN_WORDS = frozenset({"REJECT", "ACCUSE", "REQUEST", "THREATEN"})
# Nouns of what is asked for somebody, not of him.
_LET_GO = frozenset({"release", "liberation", "freedom", "extradition", "handover"})
# What an act by its nature is done to: a deal is signed, a curfew or a sanction lifted; the noun tells no second act.
_TOLD_WITH = {"SUPPORT": frozenset({"AGREE"}), "CONCEDE": frozenset({"COERCE", "SANCTION"})}
LINK = 0.5  # a word is linked or it is not
_OF_TWO = frozenset({"CONSULT", "COOPERATE"})
_DEEDS = frozenset({"AID", "RETREAT", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "PROTEST"})


@cache
def frame_of(kind: EventType, word: FrameKind, need: tuple[Need, ...] = ("any",)) -> Frame:
    """The frame of a trigger on the model's word: those linked to it take part."""
    return Frame(
        name=f"learnt-{kind.lower()}", type=kind, kind=word, words=(), actor=(), recipient=(), need=need,
        examples=(), learnt=True,
    )  # fmt: skip


@cache
def relaxed(frame: Frame, need: tuple[Need, ...] = ("any",)) -> Frame:
    """A frame that holds but finds too few: those linked stand in for the others."""
    return replace(frame, name=f"learnt-{frame.name}", need=need, actor_must=(), recipient_must=(), learnt=True)


def linked(scene: Scene, act: Act, *, actors: bool) -> People:
    """Those whom the model links to a trigger on one side."""
    ranked = act.actors if actors else act.recipients
    heads = [token for token, p in ranked if p >= LINK and (actors or not _spoken_for(scene, act, token))]
    return unique(who for head in heads for who in phrase(scene, head) or _unknown(scene, head))


def _spoken_for(scene: Scene, act: Act, head: int) -> bool:
    """Whether another acts for somebody: signs "on behalf of Peru", demands "the release of Mr Silva"."""
    above = scene.tree.head(head)
    lemma = "" if above is None else scene.tree.lemma(above)
    asked = act.types[0][0] == "REQUEST" and lemma in _LET_GO
    return asked or "behalf" in {lemma, *prepositions(scene.tree, head)}


def _unknown(scene: Scene, head: int) -> People:
    """Whom a noun describes that no table of nouns knows ("two dinghies"); of a deed nobody, for its doer is meant."""
    return (described(scene, head),) if scene.tree[head].upos == "NOUN" and not is_deed(scene, head) else ()


def learnt_frame(scene: Scene, token: int, *, least: Least = BY_RULE) -> Frame | None:
    """The frame of a word that the model takes for a trigger, where its type is as likely as is asked.

    By rule somebody must be found for it; where it is weighed (``least`` is another) that is weighed with the rest.
    """
    act, kind = scene.acts.get(token), kind_of(scene.tree, token)
    if kind is None and scene.tree[token].upos in {"AUX", "VERB"} and least is not BY_RULE:
        kind = "verb"  # "the Union must" asks, "the detained crew" was detained
    if act is None or kind is None or act.types[0][1] < min(least):
        return None
    told, probability = act.types[0]
    known = [f for f in candidates(scene, token, kind) if f.type == told and f.own_type is None]
    held = next((f for f in known if holds(scene, token, f)), None)
    if probability < (least.held if held is not None else least.known if known else least.unknown):
        return None
    need: tuple[Need, ...] = ("any",) if least is BY_RULE else ()
    return frame_of(told, kind, need) if held is None else relaxed(held, need)


def tells_another(scene: Scene, token: int, kind: str) -> bool:
    """Whether the model thinks that a noun tells an act of its own beside its verb's: "refused a request"."""
    act = scene.acts.get(token)
    if act is None or act.types[0][0] in _TOLD_WITH.get(kind, ()):
        return False
    return act.types[0][1] >= WEIGHED.known and _family(act.types[0][0]) != _family(kind)


def doubted(scene: Scene, draft: Draft) -> bool:
    """Whether the model thinks it all but impossible that a frame's trigger tells what the frame says.

    It is not asked about types and actors of the user's own, of which it has learnt nothing, nor about verbs of acts
    done in words.
    """
    if draft.type in _IN_WORDS:
        return False
    if draft.frame.own_type is not None or any(p.id.startswith(OWN) for p in (*draft.actors, *draft.recipients)):
        return False
    act = scene.acts.get(draft.token)
    likely = 0.0 if act is None else sum(p for kind, p in act.types if _family(kind) == _family(draft.type))
    return likely < DOUBT


def _family(kind: str) -> str:
    return "YIELD" if kind in {"CONCEDE", "RETREAT"} else kind


def suffice(draft: Draft) -> bool:
    """Whether those found for a trigger on the model's word suffice for its type, once the sides are weighed.

    It takes two to meet and somebody to say a thing; of a deed whoever is known on either side will do.
    """
    if not draft.frame.learnt:
        return True
    if draft.type in _OF_TWO:
        return bool(draft.actors and draft.recipients)
    return bool(draft.actors or (draft.recipients and draft.type in _DEEDS))
