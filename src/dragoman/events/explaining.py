"""Why a word tells no event: which condition of each frame it fails, whom the frame lacks, what became of its telling.

A frame's conditions are tried one by one: the one without which it would hold is what it fails. This costs a second
reading of each word, and is done only where somebody asks.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec.structs import replace

from dragoman.events.draft import Draft
from dragoman.events.frames import Frame
from dragoman.events.merge import Happening
from dragoman.events.people import People
from dragoman.events.scene import Scene
from dragoman.events.telling import aimed_at, participants_of
from dragoman.events.triggers import candidates, holds, kind_of
from dragoman.language.trace import Trace
from dragoman.language.tree import Tree
from dragoman.records import Sentence

# Fields of a frame that ask something of the words around its trigger, with what they ask.
CONDITIONS: dict[str, str] = {
    "particle": "a particle", "object": "an object", "object_mod": "an object with", "object_if_any": "no object but",
    "not_object": "no object", "prep": "a phrase with", "prep_object": "a phrase about", "not_prep": "no phrase with",
    "not_prep_object": "no phrase about", "any_prep": "a phrase with", "any_comp": "a complement",
    "prep_before": "to stand after", "beside": "beside it", "comp": "a complement", "not_comp": "no complement",
    "comp_words": "a complement of", "not_comp_words": "no complement of", "complement": "to be called",
    "not_complement": "not to be called",
    "quoted": "to be called so in quotation marks",
    "mod_words": "before it", "not_mod_words": "not before it", "support_words": "to be carried by",
    "not_support_words": "not to be carried by", "actor_words": "to be done by", "clause": "in its clause",
    "not_clause": "not in its clause", "passive_only": "the passive", "not_passive": "the active",
    "negative_only": "a negation", "plain": "no predicate", "future_only": "the future",
}  # fmt: skip
_PARTIES = {
    "actor_must": "an actor of the kind", "recipient_must": "a recipient of the kind", "own": "its actor to do it",
    "modal": "somebody else to be asked", "mode": "a visit away from home",
}  # fmt: skip
_SHOWN = 6  # words of a list told in a reason
_BLANK = {"tuple": (), "bool": False}


def note_frames(scene: Scene, trace: Trace) -> None:
    """Note each word whose frames find its surroundings wrong, and triggers of the model that no frame knows."""
    for token in range(len(scene.tree)):
        kind = kind_of(scene.tree, token)
        known = () if kind is None else candidates(scene, token, kind)
        if known and not any(holds(scene, token, frame) for frame in known):
            told = "; ".join(f"{frame.name} ({frame.type}) {failed(scene, token, frame)}" for frame in known)
            _note(scene, trace, token, "not read", f"no frame holds: {told}{_model(scene, token)}")
        elif not known and token in scene.acts:
            _note(scene, trace, token, "not read", f"no frame knows the word{_model(scene, token)}")


def failed(scene: Scene, token: int, frame: Frame) -> str:
    """What a frame that does not hold asks for in vain."""
    asked = [name for name in CONDITIONS if getattr(frame, name)]
    for name in asked:
        if holds(scene, token, replace(frame, **{name: _BLANK[type(getattr(frame, name)).__name__]})):
            return f"wants {_wanted(frame, name, CONDITIONS)}"
    bare = {name: _BLANK[type(getattr(frame, name)).__name__] for name in asked}
    if asked and holds(scene, token, replace(frame, **bare)):
        return f"wants {', and '.join(_wanted(frame, name, CONDITIONS) for name in asked)}"
    return "cannot read it in this place: a name, a compound, or with a particle of its own"


def untold(scene: Scene, token: int, frame: Frame) -> str:
    """Why a frame that holds tells nothing of a word."""
    if participants_of(scene, token, frame) is None:
        return _lacking(scene, token, frame)
    if aimed_at(scene, token, frame):
        return "an aim, not a deed"
    return "negated, or in a bare infinitive: a purpose or a wish"


def note_untold(scene: Scene, trace: Trace, token: int, frames: Sequence[Frame]) -> None:
    """Note a word whose frames hold but tell nothing."""
    told = "; ".join(f"{frame.name} ({frame.type}): {untold(scene, token, frame)}" for frame in frames)
    _note(scene, trace, token, "dropped", f"{told}{_model(scene, token)}")


def note_taken_in(scene: Scene, trace: Trace, token: int) -> None:
    """Note a noun that a verb's frame has read as its object."""
    _note(scene, trace, token, "joined", "part of what the verb tells")


def note_believed(scene: Scene, trace: Trace, draft: Draft, chance: float, *, least: float | None) -> None:
    """Note how likely a candidate tells an event, and how likely it must be.

    Args:
        scene: its sentence.
        trace: where to.
        draft: the candidate.
        chance: what the trees give it.
        least: from where it is believed; None: it is of the user's own, and the rules decide.
    """
    if least is None:
        asked = "the rules decide, for it is of the user's own"
    elif draft.frame.learnt:
        asked = f"believed from {least:.2f}, for the model tells it and no frame"
    elif draft.within or draft.passing:
        asked = f"believed from {least:.2f}, for a rule speaks against it"
    else:
        asked = f"believed from {least:.2f}, for a frame tells it and no rule speaks against it"
    reason = f"{draft.frame.name} ({draft.type}): an event at {chance:.2f}; {asked}"
    note_weighed(trace, scene.tree, draft.token, reason)


def note_weighed(trace: Trace, tree: Tree, token: int, reason: str) -> None:
    """Note by what a telling was weighed."""
    word = tree[token]
    trace.note("event", tree.number, word.form, word.start, "weighed", reason)


def note_gone(scene: Scene, trace: Trace, before: Iterable[Draft], after: Iterable[Draft]) -> None:
    """Note the candidates that were left out, with what speaks against them."""
    left = {(draft.token, draft.frame.name) for draft in after}
    for draft in before:
        if (draft.token, draft.frame.name) not in left:
            against = [
                "in the content of another act, which is coded" if draft.within else "",
                "denied, hypothetical or told in passing, and without both its sides" if draft.passing else "",
            ]
            reason = "; ".join(r for r in against if r) or "not likely enough to tell an event here"
            _note(scene, trace, draft.token, "dropped", f"{draft.frame.name} ({draft.type}): {reason}")


def note_merged(trace: Trace, forms: Sequence[Sequence[tuple[str, int]]], happenings: Iterable[Happening]) -> None:
    """Note the tellings that were joined to a fuller one of the same happening.

    Args:
        trace: where to.
        forms: by sentence and token, the word and where it stands.
        happenings: of the article.
    """
    for happening in happenings:
        best = happening.best
        word, start = forms[best.sentence][best.token]
        for other in happening.others:
            form, at = forms[other.sentence][other.token]
            reason = f"told again: the event at \u201c{word}\u201d [{start}] in sentence {best.sentence + 1} cites it"
            trace.note("event", other.sentence, form, at, "joined", reason)


def _lacking(scene: Scene, token: int, frame: Frame) -> str:
    open_frame = replace(frame, need=(), actor_must=(), recipient_must=(), own=False, modal=False)
    if frame.mode == "visit":
        open_frame = replace(open_frame, mode=None)
    found = participants_of(scene, token, open_frame)
    sides = found or ((), ())
    named = f"found as actor {_called(sides[0])}, as recipient {_called(sides[1])}"
    for name, asked in _PARTIES.items():
        value: Any = getattr(frame, name)
        if not value or (name == "mode" and value != "visit"):
            continue
        blank = None if name == "mode" else _BLANK[type(value).__name__]
        if participants_of(scene, token, replace(frame, **{name: blank})) is not None:
            kinds = f" {', '.join(value)}" if isinstance(value, tuple) else ""
            return f"wants {asked}{kinds}; {named}"
    return f"needs {' and '.join(frame.need) or 'nobody'}; {named}"


def _wanted(frame: Frame, name: str, told: dict[str, str]) -> str:
    value = getattr(frame, name)
    if not isinstance(value, tuple):
        return told[name]
    more = " ..." if len(value) > _SHOWN else ""
    return f"{told[name]} {', '.join(value[:_SHOWN])}{more}"


def _called(people: People) -> str:
    return ", ".join(who.name for who in people) or "nobody"


def _model(scene: Scene, token: int) -> str:
    """What the model thinks of the word, and what it would take."""
    act = scene.acts.get(token)
    if act is None:
        return ""
    kind, probability = act.types[0]
    return f"; the model says {kind} at {probability:.2f}"


def _note(scene: Scene, trace: Trace, token: int, outcome: str, reason: str) -> None:
    word = scene.tree[token]
    trace.note("event", scene.tree.number, word.form, word.start, outcome, reason)


def forms_of(sentences: Iterable[Sentence]) -> Iterator[list[tuple[str, int]]]:
    """By sentence, each word and where it stands."""
    for sentence in sentences:
        yield [(token.form, token.start) for token in sentence.tokens]
