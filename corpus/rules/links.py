"""Marks and lists belong together: every id used is declared, everything declared is used."""

from collections.abc import Iterator

from corpus import vocabulary
from corpus.report import Entry, Problem, Report

_LISTS = {"mention": "entities", "trigger": "events", "content": "statements", "cue": "statements", "time": "times"}
_MARKED_AS = {
    "entities": ("mention", "[[{0}:n|words]]"), "events": ("trigger", "{{{{{0}|word}}}}"),
    "statements": ("content", "<<{0}|words>>"), "times": ("time", "(({0}|words))"),
}  # fmt: skip
_KEYS = {
    "entities": (vocabulary.ENTITY_KEYS, vocabulary.ENTITY_KEYS),
    "events": (vocabulary.EVENT_KEYS, vocabulary.EVENT_NEEDS),
    "statements": (vocabulary.STATEMENT_KEYS, vocabulary.STATEMENT_NEEDS),
    "times": ((), ()),
}
_REFERENCES = {"events": ("by", "actors", "recipients", "place"), "statements": ("speaker", "addressee")}


def check_links(report: Report) -> Iterator[Problem]:
    """Ids of marks are declared, declared ids are marked, keys are known and complete, entities referred to exist."""
    for mark in report.marks:
        declared = getattr(report, _LISTS[mark.kind])
        for identity in mark.ids:
            if identity not in declared:
                remedy = f"Declare it under --- {_LISTS[mark.kind]}, or correct the id"
                yield report.problem("error", mark.line, "an id is not declared", f"{identity} ({mark.text!r})", remedy)
    for name, (kind, sample) in _MARKED_AS.items():
        marked = {identity for mark in report.marks if mark.kind == kind for identity in mark.ids}
        for entry in getattr(report, name).values():
            if entry.id not in marked:
                values = f"{entry.id} {entry.word} {entry.name}".strip()
                remedy = f"Mark it as {sample.format(entry.id)}, or remove the line"
                yield report.problem("error", entry.line, f"one of the {name} is marked nowhere", values, remedy)
            yield from _check_keys(report, name, entry)
            yield from _check_references(report, _REFERENCES.get(name, ()), entry)


def _check_keys(report: Report, name: str, entry: Entry) -> Iterator[Problem]:
    known, needed = _KEYS[name]
    for key in entry.values:
        if key not in known:
            remedy = f"Keys of {name}: {', '.join(known) or 'none'}"
            yield report.problem("error", entry.line, "no such key", f"{key} of {entry.id}", remedy)
    for key in needed:
        if key not in entry.values:
            remedy = f"Add {key}=... ({key}=- where there is none)"
            yield report.problem("error", entry.line, "a key is missing", f"{key} of {entry.id}", remedy)


def _check_references(report: Report, keys: tuple[str, ...], entry: Entry) -> Iterator[Problem]:
    for key in keys:
        for identity in entry.ids(key):
            if identity not in report.entities:
                known = ", ".join(report.entities) or "none"
                remedy = f"Give ids of entities ({known}), or - for nobody"
                values = f"{key}={identity} of {entry.id}"
                yield report.problem("error", entry.line, "an entity is not declared", values, remedy)
        if len(set(entry.ids(key))) < len(entry.ids(key)):
            yield report.problem("error", entry.line, "an entity stands twice", f"{key} of {entry.id}", "Give it once")
