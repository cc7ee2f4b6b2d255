"""Reads the marks in a report's text: ``[[e1:n|..]]  {{v1|..}}  <<s1|..>>  <c:s1|..>  ((t1|..))``.

Marks nest and never cross, so a stack reads them: an opening is pushed, a closing must fit the top.
"""

import re

from corpus.report import Mark, MarkKind, Problem

_IDS = r"{0}\d+(?:,{0}\d+)*"
_OPENINGS: tuple[tuple[MarkKind, re.Pattern[str], str], ...] = (
    ("mention", re.compile(rf"\[\[({_IDS.format('e')}):([ndp])\|"), "]]"),
    ("trigger", re.compile(rf"\{{\{{({_IDS.format('v')})\|"), "}}"),
    ("content", re.compile(rf"<<({_IDS.format('s')})\|"), ">>"),
    ("cue", re.compile(rf"<c:({_IDS.format('s')})\|"), ">"),
    ("time", re.compile(rf"\(\(({_IDS.format('t')})\|"), "))"),
)
_BROKEN = re.compile(r"\[\[|\{\{|<<|<c:|\(\(\s*[A-Za-z]\d|\(\([^()|\n]{1,12}\|")
_SAMPLE = "Write [[e1:n|words]], {{v1|words}}, <<s1|words>>, <c:s1|words> or ((t1|words)), without blanks before |"
_CLOSINGS = ("]]", "}}", ">>", "))")


class _Open:
    """A mark whose closing has not come yet."""

    def __init__(self, kind: MarkKind, match: re.Match[str], closing: str, start: int, line: int) -> None:
        self.kind, self.closing, self.start, self.line = kind, closing, start, line
        self.ids = tuple(match[1].split(","))
        self.form = match[2] if kind == "mention" else None
        self.opening = match[0]


class _Scanner:
    """Walks through the marked text once; the clean text grows as it goes."""

    def __init__(self, raw: str, first_line: int, path: str) -> None:
        self.raw, self.path, self.line, self.at, self.length = raw, path, first_line, 0, 0
        self.clean: list[str] = []
        self.stack: list[_Open] = []
        self.marks: list[Mark] = []
        self.problems: list[Problem] = []

    def problem(self, line: int, what: str, values: str, remedy: str) -> None:
        self.problems.append(Problem(path=self.path, line=line, level="error", what=what, values=values, remedy=remedy))

    def run(self) -> None:
        while self.at < len(self.raw):
            if not (self._open() or self._close()):
                self._copy(1)
        for left in self.stack:
            self.problem(left.line, "a mark is never closed", left.opening, f"Close it with {left.closing}")

    def _copy(self, count: int) -> None:
        words = self.raw[self.at : self.at + count]
        self.clean.append(words)
        self.line += words.count("\n")
        self.length += len(words)
        self.at += count

    def _open(self) -> bool:
        if self.raw[self.at] not in "[{<(":
            return False
        for kind, pattern, closing in _OPENINGS:
            if match := pattern.match(self.raw, self.at):
                self.stack.append(_Open(kind, match, closing, self.length, self.line))
                self.at = match.end()
                return True
        if broken := _BROKEN.match(self.raw, self.at):
            self.problem(self.line, "a mark cannot be read", repr(self.raw[self.at : self.at + 25]), _SAMPLE)
            self._copy(len(broken[0]))
            return True
        return False

    def _close(self) -> bool:
        rest = self.raw[self.at : self.at + 2]
        if self.stack and rest.startswith(self.stack[-1].closing):
            self._pop(self.stack.pop())
            return True
        for deeper in range(len(self.stack) - 2, -1, -1):
            if rest == self.stack[deeper].closing:
                top = self.stack[-1]
                self.problem(
                    self.line, "marks cross", f"{rest} closes {self.stack[deeper].opening} inside {top.opening}",
                    f"Close {top.opening} with {top.closing} first",
                )  # fmt: skip
                self._pop(self.stack.pop(deeper))
                return True
        if rest in _CLOSINGS and (rest != "))" or not self._parenthesis()):
            self.problem(self.line, "a closing without its opening", self._around(), "Remove it, or open the mark")
            self.at += 2
            return True
        return False

    def _parenthesis(self) -> bool:
        """Whether "))" closes parentheses of the text itself."""
        return "".join(self.clean).count("(") >= "".join(self.clean).count(")") + 2

    def _around(self) -> str:
        return repr(self.raw[max(0, self.at - 25) : self.at + 2])

    def _pop(self, mark: _Open) -> None:
        self.at += len(mark.closing)
        text = "".join(self.clean)[mark.start :]
        if not text.strip():
            self.problem(mark.line, "an empty mark", mark.opening + mark.closing, "Put the words inside, or remove it")
            return
        if text != text.strip():
            self.problem(mark.line, "blanks at the edge of a mark", repr(text), "Put them outside the mark")
        self.marks.append(
            Mark(
                kind=mark.kind, ids=mark.ids, form=mark.form, start=mark.start, end=self.length, text=text,
                line=mark.line,
            )
        )  # fmt: skip


def read_marks(raw: str, first_line: int, path: str) -> tuple[str, tuple[Mark, ...], tuple[Problem, ...]]:
    """The clean text, its marks in order of the text, and what is wrong with them.

    Args:
        raw: the marked text.
        first_line: the line of the file on which it begins.
        path: the file, for messages.
    """
    scanner = _Scanner(raw, first_line, path)
    scanner.run()
    marks = sorted(scanner.marks, key=lambda mark: (mark.start, -mark.end, mark.kind, mark.ids))
    return "".join(scanner.clean), tuple(marks), tuple(scanner.problems)
