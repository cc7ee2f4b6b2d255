"""What codes are called on a page, and the shape that stands for a class of events beside its colour."""

from typing import Any

from dragoman.codes.plover import quad
from dragoman.codes.topics import topic_name
from dragoman.errors import UnknownName

TYPE_WORDS = {
    "AGREE": "agrees", "CONSULT": "meets or talks", "SUPPORT": "supports", "CONCEDE": "concedes",
    "COOPERATE": "cooperates", "AID": "aids", "RETREAT": "retreats", "REQUEST": "requests", "ACCUSE": "accuses",
    "REJECT": "rejects", "THREATEN": "threatens", "PROTEST": "protests", "SANCTION": "sanctions",
    "MOBILIZE": "mobilises", "COERCE": "coerces", "ASSAULT": "assaults",
}  # fmt: skip
TYPE_QUADS = {name: quad(name) for name in TYPE_WORDS}
SHAPES = {1: "○", 2: "●", 3: "△", 4: "▲"}  # hollow: words, filled: deeds; round: together, pointed: against
KIND_WORDS = {
    "office-tenure": "Office and term", "organisation-lifetime": "Organisation and its lifetime",
    "date-conflict": "Dates", "disputed-claim": "Disputed", "figure-conflict": "Figures", "first-since": "First since",
}  # fmt: skip


def status_words(event: dict[str, Any]) -> list[str]:
    """What must be said of an event that is not plainly told to have occurred."""
    words = [] if event["status"] == "occurred" else [str(event["status"])]
    if event["basis"] != "plain":
        by = f" by {event['asserted_by']}" if event["asserted_by"] else ""
        words.append(f"{event['basis']}{by}")
    return words


def topic_called(code: str) -> str:
    """What a topic is called; its code where the tree does not have it."""
    try:
        return topic_name(code)
    except UnknownName:
        return code
