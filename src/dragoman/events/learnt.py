"""What the reader's event heads add to the frames: triggers in surroundings no frame foresees.

A word is taken for a trigger on the model's word where a frame of that type knows the word and the model is sure: of a
frame that holds but finds too few the participants it finds, else, or where it knows nothing of the surroundings, those
that the model links to the word.
"""

from functools import cache

from msgspec.structs import replace

from dragoman.events.frames import Frame, FrameKind, Need
from dragoman.events.participants import phrase
from dragoman.events.people import People, unique
from dragoman.events.scene import Scene
from dragoman.events.triggers import candidates, holds, kind_of
from dragoman.records import Act, EventType

# How likely the type must be: where a frame of it holds but finds no participants; where it only knows the word.
# In trials with models trained on the other half of the hand-coded articles (``training.train --leave-out``) three in
# five of the words so taken told an event; of words that no frame of the type knows few did, so those are not taken.
HELD, LEMMA = 0.5, 0.75
LINK = 0.5  # a word is linked or it is not
_OF_TWO = frozenset({"CONSULT", "COOPERATE"})
_DEEDS = frozenset({"AID", "RETREAT", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "PROTEST"})


@cache
def frame_of(kind: EventType, word: FrameKind) -> Frame:
    """The frame of a trigger on the model's word: those linked to it take part."""
    return Frame(
        name=f"learnt-{kind.lower()}", type=kind, kind=word, words=(), actor=(), recipient=(), need=("both",),
        examples=(), learnt=True,
    )  # fmt: skip


@cache
def relaxed(frame: Frame) -> Frame:
    """A frame that holds but finds too few: those linked stand in for the others.

    It takes two to meet and somebody to say a thing; of a deed whoever is known on either side will do.
    """
    need: Need = "both" if frame.type in _OF_TWO else "any" if frame.type in _DEEDS else "actor"
    return replace(frame, name=f"learnt-{frame.name}", need=(need,), actor_must=(), recipient_must=(), learnt=True)


def linked(scene: Scene, act: Act, *, actors: bool) -> People:
    """Those whom the model links to a trigger on one side."""
    ranked = act.actors if actors else act.recipients
    heads = [token for token, p in ranked if p >= LINK]
    return unique(who for head in heads for who in phrase(scene, head))


def learnt_frame(scene: Scene, token: int) -> Frame | None:
    """The frame of a word that the model takes for a trigger and whose type its lemma makes likely."""
    act, kind = scene.acts.get(token), kind_of(scene.tree, token)
    if act is None or kind is None or act.types[0][1] < min(HELD, LEMMA):
        return None
    told, probability = act.types[0]
    known = [f for f in candidates(scene, token, kind) if f.type == told and f.own_type is None]
    held = next((f for f in known if holds(scene, token, f)), None)
    if not known or probability < (LEMMA if held is None else HELD):
        return None
    return frame_of(told, kind) if held is None else relaxed(held)
