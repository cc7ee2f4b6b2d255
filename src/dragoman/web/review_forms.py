"""What the form of a line shows, and what was changed in it, as decisions take it."""

from collections.abc import Sequence
from typing import Any, NamedTuple, get_args

from dragoman.codes.contexts import contexts
from dragoman.codes.plover import EVENT_TYPES
from dragoman.records import Basis, Event, Participant, SpeechAct, Stance, Statement, StatementKind, Status
from dragoman.store.applying import Kind
from dragoman.web.reviewers import Form


class Field(NamedTuple):
    """One field of the form."""

    name: str
    label: str
    widget: str  # "select", "text", "words" (several lines of text), "list" (one on each line)
    choices: tuple[str, ...] = ()
    hint: str = ""


_PEOPLE = ("actors", "recipients", "speakers")
_LISTS = ("contexts", "topics", "addressees")
FIELDS: dict[Kind, tuple[Field, ...]] = {
    "event": (
        Field("type", "type", "select", EVENT_TYPES), Field("own_type", "own type", "text", hint="PORT_CALL"),
        Field("mode", "mode", "text"),
        Field("status", "status", "select", get_args(Status)), Field("basis", "basis", "select", get_args(Basis)),
        Field("asserted_by", "asserted by", "text"),
        Field("actors", "who does it", "list", hint="one on each line: PAK, or a name (PAK)"),
        Field("recipients", "to whom", "list", hint="one on each line"),
        Field("when", "when", "text", hint="2017-11-09 or 2017"), Field("place", "place", "text"),
        Field("text", "words", "words", hint="as they stand in the article"),
        Field("contexts", "contexts", "list", contexts()), Field("dead", "dead", "text"),
        Field("injured", "injured", "text"), Field("arrested", "arrested", "text"),
        Field("reported_by", "reported by", "text"),
    ),
    "statement": (
        Field("kind", "speech", "select", get_args(StatementKind)),
        Field("stance", "stance", "select", get_args(Stance)),
        Field("act", "act", "select", get_args(SpeechAct)),
        Field("speakers", "who says it", "list", hint="one on each line: PAK, or a name (PAK)"),
        Field("addressees", "to", "list", hint="one on each line"),
        Field("said", "when", "text", hint="2017-11-09 or 2017"),
        Field("text", "words", "words", hint="as they stand in the article"),
        Field("topics", "topics", "list", hint="one on each line"), Field("medium", "in", "text"),
        Field("reported_by", "reported by", "text"),
    ),
}  # fmt: skip
PARTS: dict[Kind, tuple[str, ...]] = {
    "event": ("type", "text", "actors", "recipients", "when"), "statement": ("text", "speakers", "stance", "act"),
}  # fmt: skip
NEEDED: dict[Kind, tuple[str, ...]] = {
    "event": ("type", "status", "basis", "asserted_by", "actors", "recipients", "when", "place", "text"),
    "statement": ("stance", "act", "speakers", "said", "text"),
}


def values_of(line: Event | Statement) -> dict[str, str]:
    """The fields of a line as its form shows them."""
    kind: Kind = "event" if isinstance(line, Event) else "statement"
    return {field.name: _shown(field.name, getattr(line, field.name)) for field in FIELDS[kind]}


def fields_named(kind: Kind, names: Sequence[str]) -> list[Field]:
    """Some fields of a form, in its order."""
    return [field for field in FIELDS[kind] if field.name in names]


def changed(line: Event | Statement, form: Form, prefix: str = "") -> dict[str, Any]:
    """What a form says otherwise than the line."""
    kind: Kind = "event" if isinstance(line, Event) else "statement"
    before = values_of(line)
    people = {name: {label(who): who for who in getattr(line, name, ())} for name in _PEOPLE}
    return {
        field.name: _given(field.name, form.one(prefix + field.name), people)
        for field in FIELDS[kind]
        if prefix + field.name in form and form.one(prefix + field.name) != before[field.name].strip()
    }


def filled(kind: Kind, form: Form) -> dict[str, Any]:
    """What a form says of a new line; what was left empty is not said."""
    return {
        field.name: _given(field.name, form.one(field.name), {})
        for field in FIELDS[kind]
        if form.one(field.name)
    }  # fmt: skip


def label(who: Participant) -> str:
    """Somebody as the form shows him: by code where that is all there is to him, else by name with his party."""
    if who.party and who.party == who.id:
        return who.party
    return f"{who.name} ({who.party})" if who.party else who.name


def _shown(name: str, value: Any) -> str:
    if value is None:
        return ""
    if name in _PEOPLE:
        return "\n".join(map(label, value))
    if name in _LISTS:
        return "\n".join(value)
    if name == "place":
        return str(value.name)
    if name in ("when", "said"):
        return str(value) if value else ""
    return str(value).replace("\r\n", "\n")


def _given(name: str, text: str, people: dict[str, dict[str, Participant]]) -> Any:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if name in _PEOPLE:
        return [_who(line, people.get(name, {})) for line in lines]
    if name in _LISTS:
        return lines
    return text or None


def _who(line: str, known: dict[str, Participant]) -> Any:
    """Whoever a line of the form means: the same as before where it reads so, a name with its party, or a name."""
    if line in known:
        return known[line]
    name, opened, party = line.rpartition(" (")
    if opened and party.endswith(")"):
        return {"name": name, "party": party[:-1], "kind": "other"}
    return line
