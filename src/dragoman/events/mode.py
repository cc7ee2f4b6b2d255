"""PLOVER's mode and the CAMEO code, from the frame and the words near the trigger (``modes.toml``, ``cameo.toml``)."""

from typing import Literal

from dragoman.codes.plover import is_mode
from dragoman.events.frames import CodeRule, Frame
from dragoman.events.grammar import carrier, complements, noun_beneath, patient, words_of
from dragoman.events.scene import Scene

# Types whose frame already settles the mode: words near it do not overrule a visit or a release.
_FIXED = frozenset({"CONSULT", "SUPPORT", "RETREAT", "SANCTION", "COERCE", "ACCUSE"})
# How likely the reader must think a mode where frame and words say none. Set by hand on our own articles and the
# reports of the corpus kept for development: most modes so found are right, and few stand where none applies.
LIKELY = 0.6
_MEANS = frozenset({"bomb", "bombing", "blast", "explosion", "bomber", "attack"})  # "a car bomb killed ten"
# Relations of the phrases that say what an act is about.
_ABOUT = ("obj", "iobj", "obl", "nmod", "nsubj:pass", "amod", "compound", "xcomp", "ccomp", "acl", "advcl", "nummod")


def mode_of(scene: Scene, frame: Frame, kind: str, token: int, clause: tuple[int, int]) -> str | None:
    """The mode: the frame's, made sharper by the first rule whose words stand in the clause, else the reader's."""
    if kind == frame.type:
        if frame.mode is not None and (
            kind in _FIXED or frame.mode in {"deny", "abduct", "beat", "torture", "sexual", "destroy", "weapons"}
        ):
            return frame.mode
        words = set(scene.words_between(*clause))
        for rule in scene.frames.modes:
            if rule.type == kind and words & scene.frames.lemmas(rule.words):
                return rule.mode
        if frame.mode is not None:
            return frame.mode
    return None if frame.scheme else _likely(scene, kind, token)


def _likely(scene: Scene, kind: str, token: int) -> str | None:
    """The mode that the reader thinks likeliest, where it is likely enough and one of the type's."""
    act = scene.acts.get(token)
    mode, probability = act.mode[0] if act is not None and act.mode else ("none", 0.0)
    return mode if probability >= LIKELY and mode != "none" and is_mode(kind, mode) else None


def force_of(scene: Scene, frame: Frame, kind: str, token: int) -> Literal["appeal", "demand"] | None:
    """Whether a REQUEST asks or demands: the frame's word, else the reader's."""
    if kind != "REQUEST":
        return None
    act = scene.acts.get(token)
    likeliest = act.force[0][0] if act is not None and act.force else None
    if frame.force is None and likeliest == "demand":
        return "demand"
    return frame.force or ("appeal" if likeliest == "appeal" else None)


def code_of(scene: Scene, frame: Frame, kind: str, token: int, *, mode: str | None, force: str | None) -> str | None:
    """The most specific CAMEO code that the words of an act tell; None: the one of its type and mode.

    The first rule that holds wins, then the frame's own code.
    """
    told = {scene.tree.lemma(token), scene.tree[token].form.lower()}
    about = _about(scene, token)
    for rule in scene.frames.codes:
        if rule.type == kind and (not rule.modes or mode in rule.modes) and _holds(scene, rule, told, about):
            return rule.demand if force == "demand" and rule.demand else rule.code
    return frame.cameo if kind == frame.type else None


def _holds(scene: Scene, rule: CodeRule, told: set[str], about: set[str]) -> bool:
    lemmas = scene.frames.lemmas
    return (not rule.trigger or bool(told & lemmas(rule.trigger))) and all(
        about & lemmas(words) for words in (rule.words, rule.beside) if words
    )


def _about(scene: Scene, token: int) -> set[str]:
    """The words of what an act is about: its object, its phrases and complements, with what stands before nouns."""
    tree = scene.tree
    tops = [c for c in tree.children(token, *_ABOUT) if tree[c].deprel != "nmod:poss"]
    if not tree.is_verb(token) and (carried := carrier(tree, token)) is not None:
        tops += [carried[0], *(c for c in tree.children(carried[0], "obl") if c > token)]
    item = patient(tree, token) if tree.is_verb(token) else None
    tops += [item] if item is not None else []
    tops += [c for c in tree.children(token, "nsubj") if tree.lemma(c) in _MEANS]
    tops += [p for c, _ in complements(tree, token) for p in tree.children(c, "obj", "obl", "xcomp")]
    found: set[str] = set() if tree.is_verb(token) else set(words_of(tree, token))
    for top in tops:
        beneath = noun_beneath(tree, top)
        near = [beneath, *tree.children(beneath, "amod", "compound", "nmod", "conj", "nummod")]
        found |= {w for n in (top, *near) for w in words_of(tree, n)}
    return found
