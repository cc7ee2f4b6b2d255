"""A sentence as the coder sees it: its tree, who is meant at each token, who speaks, which frames there are."""

from collections.abc import Callable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any, Protocol

from dragoman.events.frames import FrameTable
from dragoman.events.grammar import antecedent
from dragoman.events.recency import History
from dragoman.language.tree import Tree
from dragoman.partial_date import PartialDate
from dragoman.records import Act, Cluster, Participant, Statement

FIRST_PERSON = frozenset({"i", "we", "us", "me", "our", "my", "ours", "mine", "ourselves"})
UNKNOWN = PartialDate()


class Entities(Protocol):
    """What the coder asks of the entity index (``dragoman.entities.index.EntityIndex`` answers)."""

    clusters: tuple[Cluster, ...]

    def participants(self, sentence: int, token: int, *, on: PartialDate = UNKNOWN) -> tuple[Participant, ...]:
        """Everybody the noun phrase headed at a token names, as of a date."""
        ...

    def as_of(self, who: Participant, on: PartialDate) -> Participant:
        """The same person with the office, party and body of a date; anybody else as he is."""
        ...

    def as_described(self, who: Participant) -> Participant:
        """Who is told by an office alone, without the name that the tables have for its holder."""
        ...

    def decision(self, who: Participant, on: PartialDate) -> str | None:
        """Which row of the tables gives somebody his office, and on which date it was asked; None: none does."""
        ...

    def text_participant(self, text: str, *, on: PartialDate = UNKNOWN) -> Participant | None:
        """Who is meant by a name given as text."""
        ...


@dataclass(frozen=True, kw_only=True)
class Context:
    """What is the same for every sentence of an article."""

    entities: Entities
    frames: FrameTable
    author: tuple[Participant, ...] = ()  # who says "we" outside of quotations: the signer of a release; else nobody
    # Who did what was last told of a type, for "the attack" without a name beside it.
    memory: Callable[[str], tuple[Participant, ...]] = lambda _: ()
    dateline: str | None = None  # the city it was written in
    window: PartialDate = UNKNOWN  # when the article can have been written, where no date is printed


def day_of(when: PartialDate, reference: PartialDate) -> PartialDate:
    """The date on which the offices of those who take part are looked up: what happens later has the article's."""
    if when.latest is None or (reference.latest is not None and when.latest >= reference.latest):
        return UNKNOWN
    return when


class Scene:
    """One sentence with what is needed to read events from it."""

    def __init__(
        self,
        tree: Tree,
        context: Context,
        *,
        statements: tuple[Statement, ...] = (),
        depth: float = 0.0,
        history: History | None = None,
        acts: Mapping[int, Act] | None = None,
    ) -> None:
        self.tree = tree
        self.entities, self.frames, self.author = context.entities, context.frames, context.author
        self.memory, self.window, self.dateline = context.memory, context.window, context.dateline
        self.statements = statements  # those that overlap the sentence
        self.depth = depth  # how far into the body the sentence stands, from 0 to 1
        self.history = history or History()
        self.acts = acts or {}  # by token, what the model takes for triggers
        self.day = UNKNOWN  # on which offices are held; unknown: the article's
        self._known: dict[int, tuple[Participant, ...]] = {}
        self._days: dict[PartialDate, Scene] = {UNKNOWN: self}
        # What is found once for the sentence, whatever the day, by what it is; shared with ``on`` other days.
        self.found: dict[str, Any] = {}

    def on(self, day: PartialDate) -> "Scene":
        """The sentence with everybody in the office of a day."""
        if day not in self._days:
            other = copy(self)
            other.day, other._known = day, {}
            self._days[day] = other
        return self._days[day]

    def statement_at(self, token: int) -> Statement | None:
        """The narrowest statement whose words hold the token."""
        start = self.tree[token].start
        around = [s for s in self.statements if s.start <= start < s.end]
        return min(around, key=lambda s: (s.end - s.start, s.start), default=None)

    def voice(self, token: int) -> tuple[Participant, ...]:
        """Who says the word at a token: the speaker of the statement around it, else the article's signer."""
        statement = self.statement_at(token)
        voices = statement.speakers if statement is not None else self.author
        return tuple(self.entities.as_of(who, self.day) for who in voices) if self.day else voices

    def who(self, token: int) -> tuple[Participant, ...]:
        """Everybody a noun phrase names; "we" is whoever speaks, "which" what it stands for."""
        if token not in self._known:
            self._known[token] = self._look_up(token)
        return self._known[token]

    def _look_up(self, token: int) -> tuple[Participant, ...]:
        seen = {token}
        while (meant := antecedent(self.tree, token)) is not None:
            if meant in seen:  # in a broken tree
                return ()
            seen.add(meant)
            token = meant
        form = self.tree[token].form
        if form.lower() in FIRST_PERSON and form != "US":
            return self.voice(token)
        return self.entities.participants(self.tree.number, token, on=self.day)

    def words_between(self, first: int, last: int) -> Iterator[str]:
        """Lemmas and lower-case forms from one token to another, both included."""
        for index in range(first, last + 1):
            yield self.tree.lemma(index)
            yield self.tree[index].form.lower()
