"""What the steps of a coding drop, and why: noted only where somebody asks for it."""

from typing import Literal

from dragoman.records import Reading, Record

What = Literal["event", "statement"]


class Step(Record, frozen=True, kw_only=True):
    """Something that a step made of a word or a stretch of a sentence."""

    what: What  # what it would have become
    sentence: int  # its number in the reading, from 0
    words: str  # the word or stretch
    start: int
    outcome: str  # "dropped", "joined", "changed", "not read"; "weighed": the probabilities that decided
    reason: str


class Trace:
    """The notes of one coding of one article. The steps take one keyword-only and do nothing where it is ``None``."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.reading: Reading | None = None
        self.names: dict[int, list[str]] = {}  # by sentence: who is named in it, as who

    def note(self, what: What, sentence: int, words: str, start: int, outcome: str, reason: str) -> None:
        """Add a note."""
        self.steps.append(Step(what=what, sentence=sentence, words=words, start=start, outcome=outcome, reason=reason))
