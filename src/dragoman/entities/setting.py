"""Whose an organ or an office is that no owner is told with: "the police", "Foreign Minister X", "the government".

One decision, the surest sign first:

1. the place told with it: "In Lima, the government ...", "a court here";
2. the organ or person of that name told before, with its state (``coreference``; a cluster has one owner);
3. of one who is met: the capital he is met in;
4. in a ministry's or embassy's own release, for offices: the publisher's state;
5. what the paragraph is about: the state that was last its subject, or the place that opened a sentence of it;
6. the publisher's state, or that of the dateline, or the state named most.

Never a state that merely stands near: objects, modifiers and venues of talks own nothing.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence

from msgspec.structs import replace

from dragoman.entities.gazetteer import Gazetteer
from dragoman.entities.mentions import Found
from dragoman.entities.nouns import ActorNoun
from dragoman.language.tree import Tree
from dragoman.records import Article, Mention, Record

# The state a town or region lies in, given the states an article names; None: no table knows the place.
CountryOf = Callable[[str, Collection[str]], str | None]

_LOCATING = frozenset({"in", "at", "from", "outside", "near"})
# Nouns whose demonym says where: "in the Azerbaijani capital", "in the Kenyan port of Mombasa".
_LOCALITIES = frozenset("capital city town village port region province district island enclave city-port".split())
# A phrase belongs to the subject above it: "Foreign Ministry spokeswoman X", "officials of the ministry".
_PARTS = frozenset({"nmod", "compound", "appos", "flat", "conj", "amod"})
SUBJECTS = frozenset({"nsubj", "csubj"})
# Organs and offices that any town has.
_LOCAL = frozenset({"official", "authority", "authorities", "mayor", "governor", "councillor", "prefect"})
# Heads of state and government stand in other states' releases too; a ministry's "the Minister" is its own.
_HEADS = frozenset(
    {"president", "prime minister", "premier", "king", "queen", "chancellor", "head of state", "leader", "monarch"}
)
# Those who act for a state in another: what they say is about the other.
_ABROAD = frozenset(
    {"ambassador", "envoy", "embassy", "consul", "consul general", "consulate", "diplomat", "mission", "emissary"}
)
# What officials do with those of other states; with their own they do much else.
_MEETING = frozenset({"meet", "receive", "welcome", "greet", "host", "visit", "confer"})
# What a state calls the organs that publish; papers have a state's name in theirs too ("The Irish Times").
_PUBLISHING_ORGANS = frozenset(
    "ministry department embassy consulate mission office government presidency chancellery cabinet commission"
    " parliament army navy delegation directorate".split()
)


class Home(Record, frozen=True, kw_only=True):
    """The state an article is set in."""

    sure: str | None = None  # for bare organs ("the army"): of the dateline, or named most by far
    likely: str | None = None  # for titles without an owner ("Security Minister X"): named most, first where equal
    publisher: str | None = None  # the state whose organ published it; None: a paper, or nobody known


class _Told(Record, frozen=True):
    """A state as what a paragraph is about, from an offset on."""

    start: int
    state: str


class Setting:
    """The states that an article's parts are set in; made once for an article, before clusters are."""

    def __init__(
        self,
        found: Sequence[Found],
        trees: Sequence[Tree],
        article: Article,
        *,
        gazetteer: Gazetteer,
        country_of: CountryOf,
    ) -> None:
        self._trees = trees
        self._gazetteer = gazetteer
        self._country_of = country_of
        self._paragraphs = _paragraphs(trees, article.text)
        self._named = {f.entity for f in found if f.entity and gazetteer.entry(f.entity).kind == "state"}
        self._at = {
            (f.mention.sentence, i): f
            for f in found
            if f.mention.form == "name"
            for i in range(f.mention.first, f.mention.last + 1)
        }
        self._holders = {  # office-holders told with their state and without their name
            (f.mention.sentence, f.mention.head): f.owners[0]
            for f in found
            if f.noun and f.noun.acts_for == "holder" and f.owners and f.mention.kind == "person"
        }
        self.dateline = dateline_state(article, self._named, gazetteer=gazetteer, country_of=country_of)
        self.home = home_state(found, gazetteer, dateline=self.dateline, publisher=article.publisher)
        self.body_start = article.body_start
        self._topics: dict[int, list[_Told]] = {}  # paragraph -> what it is about, in order of text
        for told in sorted((*self._subjects(found), *self._openings()), key=lambda item: item[1].start):
            self._topics.setdefault(told[0], []).append(told[1])

    # --- the decision ----------------------------------------------------------------------------------------

    def settled(self, item: Found) -> Found:
        """A mention with the state of the place told with it as its owner, where it is an organ without one."""
        if item.noun is None or item.entity or item.owners or item.possessor is not None or not takes_home(item):
            return item
        if item.noun.noun in _BODIES_OF_MANY:
            return item
        state = self.located(item.mention, item.noun)
        return replace(item, owners=(state,)) if state else item

    def located(self, mention: Mention, noun: ActorNoun) -> str | None:
        """The state of the place told with an organ or office."""
        tree = self._trees[mention.sentence]
        # A state's own organs sit in its capital; police, courts and towns' authorities anywhere in it.
        anywhere = noun.sector in {"COP", "JUD"} or noun.noun in _LOCAL
        if any(tree.lemma(c) == "here" for c in tree.children(mention.head, "advmod")):
            return self.dateline
        place = self._place_within(tree, mention, noun) or self._place_before(tree, mention)
        return self._state_at(mention.sentence, place, anywhere=anywhere) if place is not None else None

    def owner(self, mention: Mention, noun: ActorNoun) -> str | None:
        """The state of an organ or office that stands without an owner, by what is told around it; None: nothing is."""
        others = self.counterparts(mention)
        likeliest = [state for state in self._likeliest(mention, noun) if state]
        # In news of one state its organs deal with each other.
        return next((state for state in likeliest if state not in others), self.home.sure)

    def _likeliest(self, mention: Mention, noun: ActorNoun) -> Iterator[str | None]:
        office = noun.kind == "person"
        yield self.located(mention, noun)
        yield self._host(mention) if office else None
        if office and noun.noun not in _HEADS:
            yield self.home.publisher
        yield self._topic(mention)
        if office:
            yield self.home.publisher
            yield self.home.likely if mention.form == "name" else None
        yield self.home.sure
        yield self.home.publisher

    def counterparts(self, mention: Mention) -> set[str]:
        """The states on the other side of the same verb: nobody visits, accuses or calls upon himself."""
        tree = self._trees[mention.sentence]
        top = self._top(mention)
        predicate = tree.head(top)
        if predicate is None:
            return set()
        found = []
        for child in tree.children(predicate, "nsubj", "obj", "iobj", "obl"):
            if child != top and not (tree.relation(child) == "obl" and self._locates(tree, child)):
                found.append(self._at.get((mention.sentence, child)))
        others = self._met_by(mention.sentence, predicate, top) if tree.lemma(predicate) in _MEETING else set()
        # A seat ("to the White House") is where one acts, no other side.
        return others | {i.entity for i in found if i and i.entity and i.use not in {"demonym", "metonym"}}

    def _met_by(self, sentence: int, predicate: int, top: int) -> set[str]:
        """The state of the office-holder who meets somebody: "the Georgian Minister is to meet President X"."""
        subjects = self._trees[sentence].children(predicate, "nsubj")
        owners = (self._holders.get((sentence, c)) for c in subjects if c != top)
        return {owner for owner in owners if owner is not None}

    def paragraph(self, sentence: int) -> int:
        """The number of the paragraph that a sentence stands in."""
        return self._paragraphs[sentence]

    def signs(self, mention: Mention, noun: ActorNoun | None) -> tuple[str | None, str | None, str | None]:
        """The state of the place told with a mention, of the capital it is met in, and what its paragraph is about."""
        located = self.located(mention, noun) if noun is not None else None
        return located, self._host(mention), self._topic(mention)

    def _host(self, mention: Mention) -> str | None:
        """The state in whose capital somebody is met: "will meet in Lima with President Soto"."""
        tree = self._trees[mention.sentence]
        top = self._top(mention)
        predicate = tree.head(top)
        if predicate is None or tree.relation(top) not in {"obj", "obl"} or tree.preposition(top) not in {None, "with"}:
            return None
        places = [c for c in tree.children(predicate, "obl", "nmod") if c != top and self._locates(tree, c)]
        first = tree.head(predicate) if tree.relation(predicate) == "conj" else None
        if first is not None and not places:  # "In Maputo, he will call on X and hold talks with Y"
            places = [c for c in tree.children(first, "obl") if c < first and self._locates(tree, c)]
        return next((s for c in places if (s := self._state_at(mention.sentence, c, anywhere=False))), None)

    def _topic(self, mention: Mention) -> str | None:
        """What the paragraph is about where a mention stands."""
        told = self._topics.get(self._paragraphs[mention.sentence], [])
        before = bisect_left(told, mention.start, key=lambda t: t.start)
        return told[before - 1].state if before else None

    # --- places told with it -----------------------------------------------------------------------------------

    def _top(self, mention: Mention) -> int:
        """The head of the whole phrase that a mention is part of."""
        tree = self._trees[mention.sentence]
        top = mention.head
        for above in tree.ancestors(mention.head):
            if tree.relation(top) not in _PARTS:
                break
            top = above
        return top

    def _place_before(self, tree: Tree, mention: Mention) -> int | None:
        """The place that opens the clause whose subject the mention is: "In Paris, the ministry said"."""
        top = self._top(mention)
        if tree.relation(top) not in SUBJECTS:
            return None
        predicate = tree.head(top)
        if predicate is None:
            return None
        places = [c for c in tree.children(predicate, "obl", "nmod") if c < top and self._locates(tree, c)]
        return places[-1] if places else None

    def _place_within(self, tree: Tree, mention: Mention, noun: ActorNoun) -> int | None:
        """The place of "a notary in Cuzco"; forces in a country need not be its own."""
        if noun.sector == "MIL":
            return None
        below = tree.children(mention.head, "nmod")
        return next((c for c in below if c > mention.head and tree.preposition(c) in {"in", "at"}), None)

    def _locates(self, tree: Tree, index: int) -> bool:
        return tree.preposition(index) in _LOCATING

    def _state_at(self, sentence: int, index: int, *, anywhere: bool) -> str | None:
        """The state of a place named at a token; without ``anywhere`` only of capitals and of states themselves."""
        tree = self._trees[sentence]
        found = self._at.get((sentence, index))
        if found is not None and found.entity is not None:
            entry = self._gazetteer.entry(found.entity)
            if entry.kind == "state":
                return found.entity if found.use != "demonym" else None
            return entry.country if anywhere and entry.kind == "place" else None
        if found is not None and found.mention.kind in {"place", "other"}:
            return self._country_of(found.mention.text, sorted(self._named)) if anywhere else None
        if tree.lemma(index) in _LOCALITIES and (anywhere or tree.lemma(index) == "capital"):
            near = (self._at.get((sentence, i)) for i in tree.children(index, "amod", "compound", "nmod:poss"))
            states = (f.entity for f in near if f and f.entity and self._gazetteer.entry(f.entity).kind == "state")
            return next(states, None)
        return None

    # --- what paragraphs are about -------------------------------------------------------------------------------

    def _subjects(self, found: Sequence[Found]) -> Iterator[tuple[int, _Told]]:
        """The states and their organs that are subjects of main clauses."""
        for item in found:
            state = self._acting_state(item)
            tree = self._trees[item.mention.sentence]
            if state is None or tree.relation(item.mention.head) not in SUBJECTS:
                continue
            predicate = tree.head(item.mention.head)
            while predicate is not None and tree.relation(predicate) in {"conj", "parataxis"}:
                predicate = tree.head(predicate)
            if predicate is not None and tree.head(predicate) is None:
                yield self._paragraphs[item.mention.sentence], _Told(item.mention.start, state)

    def _acting_state(self, item: Found) -> str | None:
        """The state that a mention means as one who acts: itself, its capital, an organ told with it."""
        if item.entity is not None:
            return item.entity if item.entity in self._named and item.use != "demonym" else None
        if item.noun is None or item.noun.acts_for != "holder" or item.noun.noun in _ABROAD:
            return None
        return next((owner for owner in item.owners if owner in self._named), None)

    def _openings(self) -> Iterator[tuple[int, _Told]]:
        """The places that open sentences: "In Brussels on Monday, ..."."""
        for number, tree in enumerate(self._trees):
            for index in range(min(len(tree), 8)):
                case = tree.children(index, "case")
                if case and case[0] == 0 and self._locates(tree, index):
                    state = self._state_at(number, index, anywhere=False)
                    if state is not None:
                        yield self._paragraphs[number], _Told(tree[index].start, state)


def dateline_state(
    article: Article, named: Collection[str], *, gazetteer: Gazetteer, country_of: CountryOf
) -> str | None:
    """The state an article's dateline names, or the one its city lies in, given the states ``named``."""
    line = article.dateline_span.text if article.dateline_span else article.dateline
    if not line:
        return None
    states = [m.entity for m in gazetteer.find(line) if gazetteer.entry(m.entity).kind == "state"]
    return states[0] if states else country_of(article.dateline or line, sorted(named))


def takes_home(found: Found) -> bool:
    """A bare organ ("police", "the army") belongs to the state it is set in; a bare "leaders" does not."""
    noun = found.noun
    if noun is None or noun.acts_for != "holder" or noun.sector in {"IGO", "NGO"} or noun.noun in _NOBODYS:
        return False
    if noun.noun in _BODIES_OF_MANY and found.mention.form != "name":
        return False
    return noun.kind == "organisation" or noun.sector in {"MIL", "COP", "JUD", "LEG"} or noun.noun in _BARE_OFFICES


_NOBODYS = frozenset({"side", "camp", "team", "state", "house"})  # on their own they name no organ of a state
_BODIES_OF_MANY = frozenset({"council", "commission", "agency", "mission"})  # as often a body of several states
_BARE_OFFICES = frozenset(
    {"official", "spokesman", "spokeswoman", "spokesperson", "minister", "president", "prime minister"}
)


# Blanks but no line end in between: with any, a thousand empty lines would take the square of their number.
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_LINE_END = re.compile(r"\n")


def _paragraphs(trees: Sequence[Tree], text: str) -> list[int]:
    """The paragraph of each sentence: blank lines part them, or every line end where there are no blank lines."""
    gap = _BLANK_LINE if _BLANK_LINE.search(text.strip()) else _LINE_END
    numbers, number, end = [], 0, 0
    for tree in trees:
        number += bool(gap.search(text, end, tree.sentence.start))
        numbers.append(number)
        end = tree.sentence.end
    return numbers


def publisher_state(publisher: str | None, gazetteer: Gazetteer) -> str | None:
    """The state whose organ publishes: "U.S. Department of State", "Embassy of Japan in Kenya"."""
    if not publisher:
        return None
    organ = next((e for e in gazetteer.by_name(publisher.replace("&", "and")) if e.kind != "media" and e.country), None)
    if organ is not None:
        return organ.country
    if not _PUBLISHING_ORGANS & set(re.findall(r"\w+", publisher.lower())):
        return None
    entries = (gazetteer.entry(match.entity) for match in gazetteer.find(publisher))
    return next((e.id for e in entries if e.kind == "state"), None)


def home_state(found: Sequence[Found], gazetteer: Gazetteer, *, dateline: str | None, publisher: str | None) -> Home:
    """The state an article is set in: that of the dateline if the text names it too, else the one named most.

    It is sure with at least two mentions and half as many again as the next: a bare "the army" in a report about two
    states alike belongs to neither for certain. The titles in a ministry's own release are its own state's.

    Args:
        found: the mentions.
        gazetteer: the names of states and bodies.
        dateline: the state of the dateline; None: it has none.
        publisher: who published the article.
    """
    organ = publisher_state(publisher, gazetteer)
    counts: Counter[str] = Counter()
    for item in found:
        if item.entity is not None and gazetteer.entry(item.entity).kind == "state":
            counts[item.entity] += 1
    ranked = counts.most_common(2)
    likely = organ or (ranked[0][0] if ranked else None)
    if dateline and counts.get(dateline):
        return Home(sure=dateline, likely=organ or dateline, publisher=organ)
    near = len(ranked) == 2 and ranked[0][1] < 1.5 * ranked[1][1]
    sure = None if near or not ranked or ranked[0][1] < 2 else ranked[0][0]
    return Home(sure=sure, likely=likely, publisher=organ)
