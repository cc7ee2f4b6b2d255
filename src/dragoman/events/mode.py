"""PLOVER's mode, from the frame and the words near the trigger (``patterns/modes.toml``)."""

from dragoman.events.frames import Frame
from dragoman.events.scene import Scene

# Types whose frame already settles the mode: words near it do not overrule a visit or a release.
_FIXED = frozenset({"CONSULT", "SUPPORT", "RETREAT", "SANCTION", "COERCE"})


def mode_of(scene: Scene, frame: Frame, kind: str, first: int, last: int) -> str | None:
    """The mode: the frame's, made sharper by the first rule whose words stand in the clause."""
    if kind != frame.type:
        return None
    if frame.mode is not None and (
        kind in _FIXED or frame.mode in {"deny", "abduct", "beat", "torture", "sexual", "destroy", "weapons"}
    ):
        return frame.mode
    words = set(scene.words_between(first, last))
    for rule in scene.frames.modes:
        if rule.type == kind and words & scene.frames.lemmas(rule.words):
            return rule.mode
    return frame.mode
