"""What a party does by what it says (pledge, demand, denial ...), from a statement or a verbal event."""

from typing import Literal, get_args

from dragoman.records import Event, SpeechAct, Statement

Speech = Literal[
    "pledge", "demand", "denial", "refusal", "accusation", "praise", "concern", "threat", "wish", "question",
    "assessment",
]  # fmt: skip
SPEECHES: tuple[Speech, ...] = get_args(Speech)

_BY_ACT: dict[SpeechAct, Speech] = {
    "promise": "pledge",
    "demand": "demand",
    "ask": "question",
    "accuse": "accusation",
    "praise": "praise",
    "regret": "concern",
    "assert": "assessment",
    "assess": "assessment",
}
_BY_TYPE: dict[str, Speech] = {
    "AGREE": "pledge",
    "REQUEST": "demand",
    "REJECT": "refusal",
    "ACCUSE": "accusation",
    "SUPPORT": "praise",
    "THREATEN": "threat",
}
SIGNED = "057"  # CAMEO: sign a formal agreement, which PLOVER files under SUPPORT
# Words of saying that tell a worry; the table of cues has no act for it.
_WORRIED = ("concern", "worr", "fear", "alarm", "caution", "lament", "regret", "warn", "dismay")
_OWN_FUTURE = ("we will", "we shall", "we'll", "we’ll", "i will", "i shall", "will not hesitate", "would respond")


def speech_of(statement: Statement) -> Speech:
    """What a statement does. To warn of what oneself will do is a threat, to warn of anything else a concern."""
    if statement.stance in ("denies", "doubts"):
        return "denial"
    if statement.stance == "demands":
        return "demand"
    if statement.stance == "asks":
        return "question"
    if statement.act == "threaten":
        return "threat" if threatens(statement) else "concern"
    found = _BY_ACT[statement.act]
    if found == "assessment" and _worried(statement):
        return "concern"
    return "wish" if found == "assessment" and statement.stance == "hopes" else found


def threatens(statement: Statement) -> bool:
    """Whether a statement with the act ``threaten`` says what its speaker will do."""
    words = statement.text.lower()
    cue = statement.cue.text.lower() if statement.cue else ""
    return cue.startswith("threat") or any(own in words for own in _OWN_FUTURE)


def speech_of_event(event: Event) -> Speech | None:
    """What a verbal event does; None: it is no such event, or is not told as having been said.

    A denial told as an event is a denial. What is planned, hypothetical, denied or alleged was not said.
    """
    if event.status not in ("occurred", "background") or event.basis == "alleged":
        return None
    if event.type == "REJECT" and event.mode == "deny":
        return "denial"
    if event.type == "SUPPORT" and event.cameo == SIGNED:
        return "pledge"
    return None if event.type == "SUPPORT" and event.mode == "courtesy" else _BY_TYPE.get(event.type)


def _worried(statement: Statement) -> bool:
    cue = statement.cue.text.lower() if statement.cue else ""
    return cue.startswith(_WORRIED) or statement.text.lower().startswith(_WORRIED)
