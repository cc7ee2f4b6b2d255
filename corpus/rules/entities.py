"""Entities: kind, party, country, and whether their mentions look like what they are said to be."""

import difflib
import re
from collections.abc import Iterator
from functools import cache

from corpus import vocabulary
from corpus.report import Entry, Mark, Problem, Report
from dragoman.codes.parties import is_party, parties
from dragoman.codes.states import is_state, states
from dragoman.codes.tables import read_table

PRONOUNS = frozenset(
    "i me my mine myself we us our ours ourselves you your yours yourself he him his himself she her hers herself it "
    "its itself they them their theirs themselves who whom whose which that this these those both each one other "
    "another all some many none either neither former latter here there".split()
)


def check_entities(report: Report) -> Iterator[Problem]:
    """Kinds, parties and countries are known; names of known people and odd mentions are warned about."""
    for entry in report.entities.values():
        if entry.word not in vocabulary.KINDS:
            remedy = f"Use {', '.join(vocabulary.KINDS)}"
            yield report.problem("error", entry.line, "no such kind of entity", f"{entry.id} {entry.word}", remedy)
        if not entry.name:
            remedy = "Write the name or a description after the kind"
            yield report.problem("error", entry.line, "an entity has no name", entry.id, remedy)
        yield from _codes(report, entry)
        if entry.word == "person" and entry.name.casefold() in known_people():
            remedy = "Invent another, unless the sentence tells a well-documented fact"
            yield report.problem("warning", entry.line, "the name of a known politician", entry.name, remedy)
    for mark in report.marks:
        if mark.kind == "mention":
            yield from _mention(report, mark)


def _codes(report: Report, entry: Entry) -> Iterator[Problem]:
    country, party = entry.get("country"), entry.get("party")
    if country and not is_state(country):
        values = f"country={country} of {entry.id}"
        yield report.problem("error", entry.line, "no such country", values, _alike(country, state_names()))
    if party and not is_state(party) and not is_party(party) and party not in _invented(report):
        remedy = _alike(party, party_names()) + (
            "; an invented group is declared as armed_group, party or organisation with itself as party="
        )
        yield report.problem("error", entry.line, "no such party", f"party={party} of {entry.id}", remedy)
    if entry.word == "state" and party != country:
        values = f"{entry.name}: party={party or '-'} country={country or '-'}"
        yield report.problem("warning", entry.line, "a state that is not its own party", values, "Give both its code")


def _invented(report: Report) -> set[str | None]:
    return {one.get("party") for one in report.entities.values() if one.word in vocabulary.INVENTIBLE}


def _mention(report: Report, mark: Mark) -> Iterator[Problem]:
    words = re.findall(r"[\w'’]+", mark.text.casefold())
    if mark.form == "p" and (not words or (words[0] not in PRONOUNS and words[-1] not in PRONOUNS)):
        yield report.problem("warning", mark.line, "a pronoun that is none", repr(mark.text), "Mark it :d or :n")
    spelt = mark.text.isupper()  # WHO, US: initials
    if mark.form != "p" and not spelt and len(words) == 1 and words[0] in PRONOUNS - {"one", "us", "here", "there"}:
        yield report.problem("warning", mark.line, "a pronoun marked as something else", repr(mark.text), "Mark it :p")
    if mark.form == "n" and mark.text == mark.text.lower() and not mark.text.startswith("@"):
        yield report.problem("warning", mark.line, "a name without a capital", repr(mark.text), "Mark it :d")
    persons = [one for one in mark.ids if one in report.entities and report.entities[one].word == "person"]
    if mark.form == "n" and persons and words and len(words) > 1 and words[0] in titles():
        remedy = "Leave the title outside the mark"
        yield report.problem("warning", mark.line, "a title inside a person's name", repr(mark.text), remedy)


def _alike(code: str, names: dict[str, str]) -> str:
    """The codes whose own name or code looks like a wrong one."""
    by_name = [known for known, name in names.items() if name.casefold() == code.casefold()]
    close = by_name + difflib.get_close_matches(code, names, n=3, cutoff=0.6)
    found = ", ".join(f"{known} ({names[known]})" for known in dict.fromkeys(close[:4]))
    return f"Perhaps {found}" if found else "Look it up in src/dragoman/data/states.tsv and parties.tsv, or write -"


@cache
def state_names() -> dict[str, str]:
    """States by code."""
    return {one.id: one.name for one in states()}


@cache
def party_names() -> dict[str, str]:
    """Parties by code."""
    return {one.code: one.name for one in parties()}


@cache
def known_people() -> frozenset[str]:
    """Full names of the people in the table, case folded; a single word names too many."""
    rows = read_table("people")
    names = {name for row in rows for name in (row["name"], *row["aliases"].split("|"))}
    return frozenset(name.strip().casefold() for name in names if " " in name.strip())


@cache
def titles() -> frozenset[str]:
    """Words that stand before a person's name: forms of address and the titles of one word."""
    rows = read_table("titles")
    return frozenset(row["phrase"] for row in rows if row["kind"] == "title" and " " not in row["phrase"]) | {
        "mr", "mrs", "ms", "dr", "sir", "madam", "prof", "gen", "col", "maj", "lt", "sheikh", "president", "minister",
    }  # fmt: skip
