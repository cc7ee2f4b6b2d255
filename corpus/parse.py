"""Reads a report file: header, text with marks, four lists. What cannot be read becomes a problem with its line."""

import re
from collections.abc import Iterable
from pathlib import Path

import msgspec

from corpus.marks import read_marks
from corpus.report import HEADLINE, SECTIONS, Entry, Problem, Report

REPORTS = Path(__file__).resolve().parent / "reports"

_SECTION = re.compile(r"---\s*(\w+)\s*")
_ENTRY_IDS = {"entities": "e", "events": "v", "statements": "s", "times": "t"}
_KEY = re.compile(r"\s+(?=[a-z]+=)")
_SHAPES = {
    "entities": "e1 person Alice Umuhoza party=RWA country=RWA",
    "events": "v1 CONSULT status=occurred basis=plain actors=e1 recipients=e2 date=2016-03-03",
    "statements": "s1 direct stance=affirms act=assert speaker=e2",
    "times": "t1 2016-03-03",
}

Lines = list[tuple[int, str]]


def read_report(path: Path) -> Report:
    """The report in a file; decoding errors become a problem, not an exception."""
    try:
        return parse_report(path.read_text(encoding="utf-8"), str(path))
    except UnicodeDecodeError as error:
        report = parse_report("", str(path))
        broken = report.problem("error", 1, "the file is not UTF-8", str(error), "Save it as UTF-8")
        return msgspec.structs.replace(report, problems=(broken,))


def read_reports(folder: Path = REPORTS) -> tuple[Report, ...]:
    """The reports of a folder, in order of their file names."""
    return tuple(read_report(path) for path in sorted(folder.glob("*.txt")))


def parse_report(content: str, path: str = "<text>") -> Report:
    """The report in a string.

    Args:
        content: the file's content.
        path: the file's name, for messages.
    """
    problems: list[Problem] = []
    head, sections = _cut(content.replace("\r\n", "\n").lstrip("\ufeff"), path, problems)
    header, header_lines = _header(head, path, problems)
    body = sections.get("text", [])
    while body and not body[0][1].strip():
        body = body[1:]
    first = body[0][0] if body else len(head) + 2
    raw = "\n".join(line for _, line in body).rstrip()
    headline = raw.startswith(HEADLINE)
    text, marks, broken = read_marks(raw[len(HEADLINE) :] if headline else raw, first, path)
    lists = {name: _entries(name, sections.get(name, []), path, problems) for name in SECTIONS[1:]}
    gap = re.search(r"\n\s*", text) if headline else None
    return Report(
        path=path, header=header, header_lines=header_lines, text=text, text_line=first,
        body_start=gap.end() if gap else 0, marks=marks, problems=(*problems, *broken), **lists,
    )  # fmt: skip


def _cut(content: str, path: str, problems: list[Problem]) -> tuple[Lines, dict[str, Lines]]:
    """The header's lines, and those of each section."""
    head: Lines = []
    sections: dict[str, Lines] = {}
    current = head
    for number, line in enumerate(content.split("\n"), start=1):
        match = _SECTION.fullmatch(line)
        if match is None:
            current.append((number, line))
            continue
        name = match[1]
        if name not in SECTIONS or name in sections:
            what = "a section stands twice" if name in sections else "no such section"
            problems.append(_problem(path, number, what, name, f"The sections are {', '.join(SECTIONS)}, each once"))
        current = sections.setdefault(name, [])
    for name in SECTIONS:
        if name not in sections:
            remedy = f"Add the line --- {name} (a list may be empty)"
            problems.append(_problem(path, 1, "a section is missing", name, remedy))
    return head, sections


def _header(lines: Lines, path: str, problems: list[Problem]) -> tuple[dict[str, str], dict[str, int]]:
    header: dict[str, str] = {}
    numbers: dict[str, int] = {}
    for number, line in _full(lines):
        key, colon, value = line.partition(":")
        if not colon or key.strip() in header:
            what = "a header line stands twice" if colon else "a header line cannot be read"
            problems.append(_problem(path, number, what, repr(line), "Write each key once, as key: value"))
            continue
        header[key.strip()] = value.strip()
        numbers[key.strip()] = number
    return header, numbers


def _full(lines: Iterable[tuple[int, str]]) -> Lines:
    """The lines that say something; those that start with # are remarks."""
    return [(number, line) for number, line in lines if line.strip() and not line.startswith("#")]


def _entries(section: str, lines: Lines, path: str, problems: list[Problem]) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    for number, line in _full(lines):
        first, *pairs = _KEY.split(line.strip())
        words = first.split(maxsplit=2)
        if len(words) < 2 or not re.fullmatch(_ENTRY_IDS[section] + r"\d+", words[0]):
            problems.append(
                _problem(path, number, f"a line of {section} cannot be read", repr(line), f"As in: {_SHAPES[section]}")
            )
            continue
        if words[0] in entries:
            problems.append(_problem(path, number, "an id is declared twice", words[0], "Give each its own number"))
            continue
        name = words[2] if len(words) > 2 else ""
        if name and section != "entities":
            problems.append(
                _problem(path, number, "words that are no key=value", repr(name), f"As in: {_SHAPES[section]}")
            )
        values = _values(pairs, path, number, problems)
        entries[words[0]] = Entry(id=words[0], word=words[1], line=number, name=name, values=values)
    return entries


def _values(pairs: list[str], path: str, number: int, problems: list[Problem]) -> dict[str, str]:
    values: dict[str, str] = {}
    for pair in pairs:
        key, _, value = pair.partition("=")
        if key in values or not value.strip():
            what = "a key stands twice" if key in values else "a key without value"
            problems.append(_problem(path, number, what, pair, "Give each key once; - for nobody"))
        values[key] = value.strip() or "-"
    return values


def _problem(path: str, line: int, what: str, values: str, remedy: str) -> Problem:
    return Problem(path=path, line=line, level="error", what=what, values=values, remedy=remedy)
