"""Phrases that stand for several told before: "both sides", "the two ministers", "officers of the two states"."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import chain, islice, takewhile
from typing import Literal

from dragoman.entities.coreference import Resolver, is_definite
from dragoman.entities.drafts import Draft
from dragoman.entities.mentions import Found
from dragoman.language.tree import Tree
from dragoman.partial_date import PartialDate
from dragoman.records import Mention, Participant

_SIDES = frozenset({"side", "party", "two", "both", "pair"})
_STATES = frozenset({"country", "nation", "state", "government", "neighbour", "neighbor", "capital", "ally", "power"})
Wanted = Literal["people", "states", "sides"]
# Two of these are of two states, though their names are not told.
_OF_STATES = frozenset({"president", "minister", "premier", "ministers", "presidents"})
_REACH = 3  # sentences over which two that were named together are still "the two"
_TWO = frozenset({"two", "both"})
_NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5}  # of more no reader keeps the names in mind
_TOGETHER = {"pair": 2, "duo": 2, "trio": 3, "quartet": 4}  # of people named before, where nobody is told with it
_DEFINITE = frozenset({"the", "both", "these", "those", "their", "its", "his", "her", "our", "all"})
# Mentions gone through for "both sides": some thirty paragraphs, beyond which no reader remembers who is meant.
MOST_LOOKED_BACK = 1000


class Groups:
    """Looks back from a phrase for those it takes up."""

    def __init__(
        self,
        drafts: Sequence[Draft],
        resolver: Resolver,
        *,
        who: Callable[[Draft, Mention, PartialDate], Participant | None],
        meant: Callable[[int, int], tuple[Draft, Mention] | None],
        around: Callable[[tuple[int, int]], Sequence[tuple[int, Mention, Draft]]],
    ) -> None:
        """Prepare to look back.

        Args:
            drafts: the clusters, with their mentions in order.
            resolver: the trees and the actor nouns.
            who: the participant that a cluster is at a mention, as of a date.
            meant: the cluster and mention at (sentence, token).
            around: all mentions that cover (sentence, token), with their sizes and clusters.
        """
        self._trees, self._nouns = resolver.trees, resolver.nouns
        self._starts = [tree.sentence.start for tree in self._trees]
        self._who, self._meant, self._around = who, meant, around
        self._backwards = sorted(((f, d) for d in drafts for f in d.mentions), key=lambda pair: -pair[0].mention.start)
        self._called: dict[str, list[tuple[int, Mention, Draft]]] = {}  # by the last word of a title, in order of text
        for draft in sorted((d for d in drafts if d.titles), key=lambda d: d.mentions[0].mention.start):
            first = draft.mentions[0].mention
            for word in dict.fromkeys(title.noun.noun.split()[-1] for title in draft.titles):
                self._called.setdefault(word, []).append((first.start, first, draft))

    def members(self, sentence: int, head: int, on: PartialDate) -> tuple[Participant, ...]:
        """ "Both sides", "the two ministers", "leaders of the three countries", "they" after two were named."""
        tree = self._trees[sentence]
        token = tree.tokens[head]
        lemma = token.lemma.lower()
        size = self._told_number(tree, head)
        if not size and "Number=Plur" in token.feats:  # "officers of the two states"
            parts = (c for c in tree.children(head, "nmod") if tree.preposition(c) in {"of", "from"})
            part = next((c for c in parts if self._told_number(tree, c)), None)
            if part is not None:
                return self.members(sentence, part, on)
        if size in {0, 2} and "Number=Plur" in token.feats and (pair := self._of_one_title(tree, head, on)):
            return pair
        marks = {tree.tokens[c].form.lower() for c in tree.children(head)}
        both_sides = lemma in _SIDES and "Number=Plur" in token.feats and bool(marks & (_TWO | {"the"}))
        they = token.form.lower() in {"they", "them", "both"} and self._meant(sentence, head) is None
        if they or both_sides:
            size = size or 2
        if not size or self._named_inside(sentence, tree, head, lemma) or self._introduced(sentence, head):
            return ()
        alike = they or lemma in _TOGETHER or self._is_person_noun(lemma)
        wanted: Wanted = "people" if alike else "states" if lemma in _STATES else "sides"
        wanted = "states" if lemma in _OF_STATES else wanted  # of whom none was called so
        # Those whose quarrel is told stand in it more often than who mediates; of two people the latest are meant.
        weighed = wanted == "states" or lemma in {"side", "party"} or self._is_organ(lemma)
        besides = self._addressing(sentence, head, on)
        start = tree.tokens[min((head, *tree.children(head, "det", "nummod")))].start
        return self._latest(start, size, wanted=wanted, on=on, besides=besides, weighed=weighed)

    def _of_one_title(self, tree: Tree, head: int, on: PartialDate) -> tuple[Participant, ...]:
        """ "The Ministers", "both Ministers": the two people named before who are called so; () where fewer are."""
        noun = self._nouns.noun(tree.lemma(head))
        alone = all(tree.relation(c) != "amod" or c > head for c in tree.children(head))
        definite = any(tree.tokens[c].form.lower() in {"the", "both"} for c in tree.children(head))
        if noun is None or noun.kind != "person" or not (alone and definite) or tree.children(head, "nmod", "compound"):
            return ()
        called = self._called.get(noun.noun.split()[-1], [])
        before = bisect_left(called, tree.tokens[head].start, key=lambda item: item[0])
        people = [self._who(draft, mention, on) for _, mention, draft in called[max(0, before - 2) : before]]
        return tuple(who for who in people if who) if len(people) == 2 else ()

    def _told_number(self, tree: Tree, head: int) -> int:
        """How many told before a phrase takes up: "the two", "both"; "two stadiums" and "three drivers" are new."""
        marks = {tree.tokens[c].form.lower() for c in tree.children(head)} | {tree.tokens[head].form.lower()}
        together = _TOGETHER.get(tree.lemma(head), 0) if not tree.children(head, "nmod", "amod", "compound") else 0
        size = next((_NUMBERS[mark] for mark in sorted(marks & _NUMBERS.keys())), together)
        return size if marks & _DEFINITE else 0

    def _is_organ(self, lemma: str) -> bool:
        noun = self._nouns.noun(lemma)
        return noun is not None and noun.kind == "organisation" and noun.acts_for == "holder"

    def _addressing(self, sentence: int, head: int, on: PartialDate) -> frozenset[str | None]:
        """The party that does something to the group: who urges "both sides" is neither."""
        tree = self._trees[sentence]
        predicate = tree.head(head)
        if predicate is None or tree.relation(head) not in {"obj", "iobj", "obl"}:
            return frozenset()
        doer = next((c for c in tree.children(predicate, "nsubj") if c != head), None)
        named = self._meant(sentence, doer) if doer is not None else None
        who = self._who(*named, on) if named is not None else None
        return frozenset({who.party}) if who is not None else frozenset()

    def _introduced(self, sentence: int, head: int) -> bool:
        """Whether a phrase only says again who was introduced as such: "the two officials" after "two US officials"."""
        meant = self._meant(sentence, head)
        if meant is None or meant[0].named or meant[1].form != "nominal":
            return False
        first = meant[0].mentions[0].mention
        return first.start < meant[1].start and not is_definite(self._trees[first.sentence], first)

    def _named_inside(self, sentence: int, tree: Tree, head: int, lemma: str) -> bool:
        """Whether the phrase names its members itself; "the two Andean neighbours" does not."""
        inside = [
            draft
            for index in tree.subtree(head)
            for _, mention, draft in self._around((sentence, index))
            if mention.form == "name" and mention.first <= index <= mention.last
        ]
        return any(d.kind in {"state", "person"} or lemma not in _STATES for d in inside)

    def _is_venue(self, found: Found) -> bool:
        """ "In Paris" is where it happens, not a side of it."""
        return (
            found.use == "capital" and self._trees[found.mention.sentence].preposition(found.mention.head) is not None
        )

    def _is_person_noun(self, lemma: str) -> bool:
        noun = self._nouns.noun(lemma)
        return noun is not None and noun.kind == "person" and lemma not in _STATES

    def _latest(
        self,
        before: int,
        size: int,
        *,
        wanted: Wanted,
        on: PartialDate,
        besides: frozenset[str | None] = frozenset(),
        weighed: bool = False,
    ) -> tuple[Participant, ...]:
        """The latest ``size`` different parties named before an offset, in order of text; () where there are fewer.

        ``besides`` leaves parties out; ``weighed``: of the latest and one more those named most.
        """
        chosen: list[Participant] = []
        weights: list[int] = []
        tried: set[int] = set()
        first = bisect_right(self._backwards, -before, key=lambda pair: -pair[0].mention.start)
        joined = self._joined(before, wanted) if size == 2 else ()
        weighed = weighed and not joined
        for found, draft in chain(joined, islice(self._backwards, first, first + MOST_LOOKED_BACK)):
            if draft.number in tried or not self._is(draft, found, wanted):
                continue
            if found.use != "demonym":  # of which some are a state, some its people
                tried.add(draft.number)
            who = self._who(draft, found.mention, on)
            if who is None or who.party is None or who.party in besides or who.party in {c.party for c in chosen}:
                continue
            chosen.append(who)
            weights.append(len(draft.mentions))
            if len(chosen) == size + (weighed and size == 2):
                break
        if len(chosen) > size:
            order = sorted(range(len(chosen)), key=lambda k: (-weights[k], k))[:size]
            return tuple(chosen[k] for k in sorted(order, reverse=True))
        if len(chosen) == size:
            return tuple(reversed(chosen))
        if wanted == "sides":
            return ()
        return self._latest(before, size, wanted="sides", on=on, besides=besides, weighed=weighed)

    def _joined(self, before: int, wanted: Wanted) -> Sequence[tuple[Found, Draft]]:
        """The latest two that were named together ("Ethiopia and Eritrea"), the later first; () where there are none.

        "The two countries" are those rather than two of whom each was named last on its own, as who mediates is; but
        not where the sentence has just named one of them alone ("Ethiopia said that the two countries").
        """
        now = bisect_right(self._starts, before) - 1
        start = bisect_right(self._backwards, -before, key=lambda pair: -pair[0].mention.start)
        near = takewhile(lambda pair: pair[0].mention.sentence >= now - _REACH, islice(self._backwards, start, None))
        items = [(f, d) for f, d in near if self._is(d, f, wanted)]
        heads = {(f.mention.sentence, f.mention.head): (f, d) for f, d in items}
        for (number, later), (found, draft) in heads.items():
            tree = self._trees[number]
            first = tree.head(later)
            if first is None or not tree.children(later, "cc"):
                continue
            other = heads.get((number, first))
            if other is None or other[1] is draft or tree.children(first, "conj") != (later,):
                continue
            named = [d for f, d in items if f.mention.sentence == now != number]
            if not any(d is draft or d is other[1] for d in named):
                return (found, draft), other
        return ()

    def _is(self, draft: Draft, found: Found, wanted: Wanted) -> bool:
        if wanted == "people":
            return draft.kind == "person"
        if self._is_venue(found):
            return False
        return draft.kind == "state" and draft.entity is not None if wanted == "states" else _is_side(draft)


def _is_side(draft: Draft) -> bool:
    """Can be one of "both sides": something the tables name, or a person or an armed group by name."""
    own = draft.kind in {"person", "armed_group"} or draft.armed
    return draft.entity is not None or (own and draft.named)
