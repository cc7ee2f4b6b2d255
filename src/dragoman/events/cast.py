"""Everybody an article names, by whom they act for: from whom the sides of its events are chosen."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property

from dragoman.events.draft import Draft
from dragoman.events.scene import Entities
from dragoman.language.tree import Tree
from dragoman.records import Participant, Record, Statement


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
    ) -> None:
        self.by_key: dict[str, list[Naming]] = {}
        for naming in namings:
            self.by_key.setdefault(key_of(naming.who), []).append(naming)
        self.in_sentence: dict[tuple[str, int], list[Naming]] = {}
        self.heads: dict[int, list[int]] = {}  # by sentence, where anybody is named
        for key, own in self.by_key.items():
            for naming in own:
                self.in_sentence.setdefault((key, naming.sentence), []).append(naming)
        for number in {n.sentence for n in namings}:
            self.heads[number] = sorted({n.head for n in namings if n.sentence == number})
        self.trees, self.drafts, self.statements = trees, drafts, statements
        self.size = len(namings)

    @cached_property
    def rank(self) -> dict[str, int]:
        """Keys by how often they are named, from 0; of equals the one named first goes first."""
        order = sorted(self.by_key, key=lambda key: -len(self.by_key[key]))
        return {key: number for number, key in enumerate(order)}

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
