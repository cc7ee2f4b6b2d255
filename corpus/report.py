"""What a report of the corpus holds once its marks are read, and what a problem with one looks like."""

from typing import Literal

import msgspec

from dragoman.records import Record

MarkKind = Literal["mention", "trigger", "content", "cue", "time"]
Level = Literal["error", "warning"]

FORMS = {"n": "name", "d": "nominal", "p": "pronoun"}
SECTIONS = ("text", "entities", "events", "statements", "times")
HEADLINE = "HEADLINE: "


class Problem(Record, frozen=True, kw_only=True):
    """Something wrong, where it stands, and what to do about it."""

    path: str
    line: int  # counts from 1
    level: Level
    what: str
    values: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.level}: {self.what}: {self.values}. {self.remedy}."


class Mark(Record, frozen=True, kw_only=True):
    """Marked words. Offsets are code points of the report's clean text, half-open."""

    kind: MarkKind
    ids: tuple[str, ...]  # more than one where the words stand for several ("they", one cue of two statements)
    start: int
    end: int
    text: str
    line: int
    form: str | None = None  # of a mention: "n", "d" or "p"


class Entry(Record, frozen=True, kw_only=True):
    """A line of one of the lists: ``id word [name] key=value ...``."""

    id: str
    word: str  # an entity's or a statement's kind, an event's type, a time's value
    line: int
    name: str = ""  # entities only
    values: dict[str, str] = msgspec.field(default_factory=dict)

    def get(self, key: str) -> str | None:
        """The value of a key; None where it is left out or ``-``."""
        value = self.values.get(key, "-")
        return None if value == "-" else value

    def ids(self, key: str) -> tuple[str, ...]:
        """The ids of a list value; () where it is left out or ``-``."""
        return tuple(part.strip() for part in (self.get(key) or "").split(",") if part.strip())


class Report(Record, frozen=True, kw_only=True):
    """A report: header, clean text, marks, lists, and the problems met while reading it."""

    path: str
    header: dict[str, str]
    header_lines: dict[str, int]
    text: str  # without marks and without the word HEADLINE
    text_line: int  # the line of the file on which the text begins
    body_start: int  # offset of the body; 0 where there is no headline
    marks: tuple[Mark, ...]
    entities: dict[str, Entry]
    events: dict[str, Entry]
    statements: dict[str, Entry]
    times: dict[str, Entry]
    problems: tuple[Problem, ...]

    @property
    def id(self) -> str:
        """The id of the header; empty where it is missing."""
        return self.header.get("id", "")

    def line_at(self, offset: int) -> int:
        """The line of the file on which the code point ``offset`` of the text stands."""
        return self.text_line + self.text.count("\n", 0, offset)

    def marks_of(self, kind: MarkKind, identity: str) -> tuple[Mark, ...]:
        """The marks of one kind that carry an id, in order of the text."""
        return tuple(mark for mark in self.marks if mark.kind == kind and identity in mark.ids)

    def problem(self, level: Level, line: int, what: str, values: str, remedy: str) -> Problem:
        """A problem of this report."""
        return Problem(path=self.path, line=line, level=level, what=what, values=values, remedy=remedy)
