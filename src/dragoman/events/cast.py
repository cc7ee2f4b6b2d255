"""Everybody an article names, by whom they act for: from whom the sides of its events are chosen."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from msgspec.structs import replace

from dragoman.events.draft import Draft
from dragoman.events.scene import Entities
from dragoman.language.tree import Tree
from dragoman.partial_date import PartialDate
from dragoman.records import Act, Participant, Record, Statement

# Of more parties than any hand-coded article names (46) only those named most are candidates everywhere, the others
# within so many sentences: the time a long article takes must grow with its length, not with its square.
EVERYBODY, FOREMOST, NEAR = 60, 40, 10
# Days on which everybody's office is looked up anew, for the same reason.
MOST_DAYS = 60
AsOf = Callable[[Participant, PartialDate], Participant]


class Naming(Record, frozen=True, kw_only=True):
    """One place where somebody is named."""

    sentence: int
    head: int  # index of the head token
    form: str  # name, nominal, pronoun
    kind: str
    who: Participant
    titled: bool  # in the article's title


def key_of(who: Participant) -> str:
    """For whom somebody acts, or where from; of those no table knows who they are."""
    return who.party or who.country or who.id


class Cast:
    """The parties of an article with the places where they are named, and what was told of them so far."""

    def __init__(
        self,
        namings: Sequence[Naming],
        *,
        trees: Mapping[int, Tree],
        drafts: Sequence[Draft],
        statements: Sequence[Statement],
        unaimed: frozenset[str] = frozenset(),
        acts: Mapping[int, Mapping[int, Act]] | None = None,
        as_of: AsOf | None = None,
    ) -> None:
        self.unaimed = unaimed  # what is condemned as such: next to it stand those who suffered it
        self.acts = acts or {}  # by sentence and token, what the model takes for triggers
        self.by_key: dict[str, list[Naming]] = {}
        self.in_sentence: dict[tuple[str, int], list[Naming]] = {}
        heads: dict[int, set[int]] = {}
        for naming in namings:
            key = key_of(naming.who)
            self.by_key.setdefault(key, []).append(naming)
            self.in_sentence.setdefault((key, naming.sentence), []).append(naming)
            heads.setdefault(naming.sentence, set()).add(naming.head)
        self.heads = {number: sorted(found) for number, found in heads.items()}  # by sentence, where anybody is named
        self.sentences = {key: sorted({n.sentence for n in own}) for key, own in self.by_key.items()}
        self.titled = {key for key, own in self.by_key.items() if any(n.titled for n in own)}
        self.trees, self.drafts, self.statements = trees, drafts, statements
        self.size = len(namings)
        self._namings, self._as_of = namings, as_of
        self._days: dict[PartialDate, Cast] = {}

    def on(self, when: PartialDate) -> "Cast":
        """The cast with everybody in the office of a date; itself where none of them held another then."""
        if self._as_of is None or not when:
            return self
        if when not in self._days and len(self._days) < MOST_DAYS:
            namings = [n if n.kind != "person" else self._then(n, when) for n in self._namings]
            self._days[when] = self if namings == list(self._namings) else self._recast(namings)
        return self._days.get(when, self)

    def _then(self, naming: Naming, when: PartialDate) -> Naming:
        who = self._as_of(naming.who, when) if self._as_of is not None else naming.who
        return naming if who is naming.who else replace(naming, who=who)

    def _recast(self, namings: Sequence[Naming]) -> "Cast":
        return Cast(
            namings, trees=self.trees, drafts=self.drafts, statements=self.statements, unaimed=self.unaimed,
            acts=self.acts,
        )  # fmt: skip

    def candidates(self, draft: Draft) -> tuple[str, ...]:
        """The keys of those who may stand on a side of a draft: everybody, in an article that names so few."""
        named = [key_of(p) for p in (*draft.actors, *draft.recipients)]
        if len(self.by_key) <= EVERYBODY:
            return tuple(dict.fromkeys([*self.by_key, *named]))
        around = range(draft.sentence - NEAR, draft.sentence + NEAR + 1)
        near = [key for number in around for key in self._named_in.get(number, ())]
        return tuple(dict.fromkeys([*self._foremost, *near, *named]))

    @cached_property
    def _foremost(self) -> tuple[str, ...]:
        return tuple(key for key, rank in self.rank.items() if rank < FOREMOST)

    @cached_property
    def _named_in(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        for key, number in self.in_sentence:
            found.setdefault(number, []).append(key)
        return found

    @cached_property
    def rank(self) -> dict[str, int]:
        """Keys by how often they are named, from 0; of equals the one named first goes first."""
        order = sorted(self.by_key, key=lambda key: -len(self.by_key[key]))
        return {key: number for number, key in enumerate(order)}

    def said_around(self, at: int) -> list[Statement]:
        """The statements whose words hold an offset, in order of text."""
        last = bisect_right(self._starts, at)
        first = bisect_left(self._starts, at - self._longest)
        return [s for s in self.statements[first:last] if at < s.end]

    def said_before(self, at: int) -> Statement | None:
        """The last statement that ends before an offset."""
        for number in range(bisect_right(self._starts, at) - 1, -1, -1):
            if self.statements[number].end <= at:
                return self.statements[number]
        return None

    @cached_property
    def _starts(self) -> list[int]:
        return [s.start for s in self.statements]

    @cached_property
    def _longest(self) -> int:
        return max((s.end - s.start for s in self.statements), default=0)

    @cached_property
    def spoke(self) -> Counter[str]:
        """How many statements each made."""
        return Counter(key_of(p) for s in self.statements for p in s.speakers)

    @cached_property
    def acted(self) -> tuple[Counter[str], Counter[str], Counter[tuple[str, str]], Counter[tuple[str, str]]]:
        """In how many tellings each acts, is acted on, meets another, is acted on by a type."""
        actors: Counter[str] = Counter()
        recipients: Counter[str] = Counter()
        pairs: Counter[tuple[str, str]] = Counter()
        by_type: Counter[tuple[str, str]] = Counter()
        for draft in self.drafts:
            mine, theirs = keys_of(draft.actors), keys_of(draft.recipients)
            actors.update(mine)
            recipients.update(theirs)
            by_type.update((draft.type, key) for key in theirs)
            pairs.update((a, b) for a in mine for b in theirs)
            pairs.update((b, a) for a in mine for b in theirs)
        return actors, recipients, pairs, by_type


def keys_of(people: Sequence[Participant]) -> set[str]:
    """The keys of several."""
    return {key_of(p) for p in people}


def namings_of(index: Entities, *, body_start: int) -> list[Naming]:
    """Every place where somebody is named, by clusters; the title ends at ``body_start``."""
    found: list[Naming] = []
    for cluster in index.clusters:
        for mention in cluster.mentions:
            found.extend(
                Naming(
                    sentence=mention.sentence,
                    head=mention.head,
                    form=mention.form,
                    kind=cluster.kind,
                    who=who,
                    titled=mention.start < body_start,
                )
                for who in index.participants(mention.sentence, mention.head)
            )
    return found
