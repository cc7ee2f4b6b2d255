"""What the reader's event heads add to the frames: triggers in surroundings no frame foresees.

A word is taken for a trigger on the model's word where a frame of that type knows the word but not its surroundings,
and the model is sure. Its participants are those the model links to it.
"""

from functools import cache

from dragoman.events.frames import Frame, FrameKind
from dragoman.events.participants import phrase
from dragoman.events.people import People, unique
from dragoman.events.scene import Scene
from dragoman.events.triggers import candidates, holds, kind_of
from dragoman.records import Act, EventType

# How likely the type must be: where a frame of it holds but finds no participants; where it only knows the word.
# Measured on the hand-coded articles with models that had not seen them: of 214 words so taken 51 told an event that
# was missed, 75 one told elsewhere too, 88 none; of words that no frame of the type knows 6 of 71 told a missed one.
HELD, LEMMA = 0.5, 0.75
LINK = 0.5  # a word is linked or it is not


@cache
def frame_of(kind: EventType, word: FrameKind) -> Frame:
    """The frame of a trigger on the model's word."""
    return Frame(
        name=f"learnt-{kind.lower()}", type=kind, kind=word, words=(), actor=(), recipient=(), need=("any",),
        examples=(), learnt=True,
    )  # fmt: skip


def linked(scene: Scene, act: Act, *, actors: bool) -> People:
    """Those whom the model links to a trigger on one side."""
    ranked = act.actors if actors else act.recipients
    heads = [token for token, p in ranked if p >= LINK]
    return unique(who for head in heads for who in phrase(scene, head))


def learnt_frame(scene: Scene, token: int) -> Frame | None:
    """The frame of a word that the model takes for a trigger and whose type its lemma makes likely."""
    act, kind = scene.acts.get(token), kind_of(scene.tree, token)
    if act is None or kind is None:
        return None
    told, probability = act.types[0]
    known = [f for f in candidates(scene, token, kind) if f.type == told]
    needed = HELD if any(holds(scene, token, f) for f in known) else LEMMA
    return frame_of(told, kind) if known and probability >= needed else None
