"""The tree of topics: PLOVER's contexts, and below each what is said of it, from the table ``topics``.

A code is its context, or context and topic with a dot between: ``terrorism``, ``terrorism.havens``.
"""

from functools import cache

from dragoman.codes.tables import read_table
from dragoman.errors import UnknownName

NO_TOPIC = "-"  # the row of words that speak for nothing ("Security Council" is no council of security)


def topics() -> tuple[str, ...]:
    """The codes of all topics, in alphabetical order; a context stands before its topics."""
    return tuple(_names())


def topic_name(code: str) -> str:
    """What a topic is called.

    Raises:
        UnknownName: there is no such topic.
    """
    _require(code)
    return _names()[code]


def ancestors(code: str) -> tuple[str, ...]:
    """The topic itself and those above it, the nearest first; of a code that is not in the tree too."""
    parts = code.split(".")
    return tuple(".".join(parts[:length]) for length in range(len(parts), 0, -1))


def topic_code(name: str) -> str:
    """The topic that is meant: by its code, by its last part where only one topic has it, or by its name.

    Raises:
        UnknownName: no topic, or more than one.
    """
    wanted = name.strip().casefold().replace(" ", "_").replace("-", "_")
    known = _names()
    if wanted in known:
        return wanted
    plain = name.strip().casefold()
    found = [code for code, called in known.items() if code.rpartition(".")[2] == wanted or called.casefold() == plain]
    if len(found) == 1:
        return found[0]
    near = found or [code for code, called in known.items() if wanted in code or plain in called.casefold()]
    shown = ", ".join(near) if near else ", ".join(code for code in known if "." not in code)
    raise UnknownName(
        "the name means more than one topic" if found else "no such topic",
        values=repr(name),
        remedy=f"Give one of {shown}" + ("" if near else ", or a topic below one of them"),
    )


@cache
def _names() -> dict[str, str]:
    return {row["topic"]: row["name"] for row in read_table("topics") if row["topic"] != NO_TOPIC}


def _require(code: str) -> None:
    if code not in _names():
        topic_code(code)
