"""For whom somebody acts whom no table knows: "the army", "rebels", "its leader", "Interior Minister X".

The rules (``link``, ``setting``) give an answer from the phrase and from what is told around it. Much of it is a matter
of weighing: whose the police are in a report about three states, whether "the fighters" are those of the group told of
before, whether "crews" act for anybody at all. So every party of the article, the described thing itself and nobody
are candidates, each described by numbers (``NAMES``), the rules' answer among them. Trees of decisions (gradient
boosting, Friedman 2001), learnt by ``training.allegiance`` from the corpus and from texts marked in print, give each a
probability. What the tables know is not weighed.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import nan
from pathlib import Path

import numpy as np
from msgspec.structs import replace

from dragoman.codes.tables import read_table
from dragoman.entities.appellations import Appellation
from dragoman.entities.choice import OWN_WORDS
from dragoman.entities.coreference import is_definite
from dragoman.entities.drafts import Draft
from dragoman.entities.gazetteer import Gazetteer
from dragoman.entities.link import own_party
from dragoman.entities.mentions import Found
from dragoman.entities.names import Entry
from dragoman.entities.nouns import ActorNoun
from dragoman.entities.setting import Setting
from dragoman.language.network import FOLDER
from dragoman.language.scorer import Scorer
from dragoman.language.tree import Tree
from dragoman.records import Candidate, Mention, Record

NOBODY, ITSELF = "", "itself"
PARTY, COUNTRY = 0, 1  # the two questions
# Above which probability an answer counts. At .65 three in four of the states given to those who act for nobody are
# right (five folds); at .5 seven in ten, and fewer dyads of the own articles. Between .5 and .6 for parties those dyads
# are the same (event with dyad F1 .541); the higher one keeps more of what the rules say.
SURE, AT_HOME = 0.6, 0.65
Likely = Sequence[Sequence[float]]  # the probability of each code for each question
# Only so many parties of an article are candidates everywhere, others where they are named within so many sentences.
MOST, NEAR = 20, 3
KINDS = ("person", "organisation", "armed_group", "party", "crowd", "company", "media", "place", "state", "other")
ACTS_FOR = ("holder", "body", "nobody")
SECTORS = ("GOV", "MIL", "COP", "JUD", "LEG", "SPY", "REB", "OPP", "IGO", "NGO", "CVL", "BUS", "MED", "EDU", "AGR")
RELATIONS = "nsubj nsubj:pass obj iobj obl obl:agent nmod nmod:poss appos conj compound amod root".split()
_STRANGE = frozenset({"foreign", "international", "regional", "neighbouring", "neighboring", "global", "immigrant"})
_GROUPS = frozenset({"organisation", "armed_group", "party", "other"})

_DRAFT = (
    "named", "kind", "acts for", "sector", "definite", "plural", "owners", "possessor", "mentions", "sentence",
    "titles", "title's owner", "former", "counted", "relation", "rule: nobody", "rule: itself", "candidates",
    "rule: country",
    "lower case", "strange modifier", "phrase's words", "armed", "noun acting", "noun belonging", "noun seen",
)  # fmt: skip
_CLAIM = (
    "nobody", "itself", "state", "organisation", "armed group", "named here only", "rule's party", "rule's country",
    "told owner", "possessor's", "inside the phrase", "in the sentence", "distance", "words away", "same verb",
    "subject here", "its place here", "place's distance", "sentences since", "sentences until",
    "in the paragraph before", "subject before", "mentions", "share", "rank", "headline", "dateline", "home",
    "likely home", "publisher", "located", "host", "topic", "counterpart", "same noun", "same noun, others",
    "same sector", "last told", "alone in the paragraph",
)  # fmt: skip
NAMES = (*_DRAFT, *_CLAIM)


class Slate(Record, frozen=True, kw_only=True):
    """Whom somebody described may act for, and what describes each: a row of ``NAMES``."""

    draft: int  # number of the cluster
    noun: str  # what it is called; empty: by its name
    codes: tuple[str, ...]  # a party or state, NOBODY, ITSELF, or "@7": the group that the article tells as cluster 7
    rows: tuple[tuple[float, ...], ...]


class Usage:
    """How often what a noun names acted for somebody in the texts learnt from, and belonged to a state if not."""

    def __init__(self, counts: Mapping[str, tuple[int, int, int, int]]) -> None:
        """``counts``: by noun how often it was seen, acted, was asked for its state, and had one."""
        self._counts = counts

    @classmethod
    def load(cls, directory: Path | None = None) -> "Usage":
        """Read ``noun_allegiances.tsv``.

        Raises:
            InstallationError: the table is missing or damaged.
        """
        rows = read_table("noun_allegiances", directory)
        return cls({r["noun"]: (int(r["seen"]), int(r["acting"]), int(r["asked"]), int(r["belonging"])) for r in rows})

    def of(self, noun: str) -> tuple[float, float, float]:
        """Its shares, drawn by two occurrences to those of all nouns (.4 act, .7 of the rest have a state); count."""
        seen, acting, asked, belonging = self._counts.get(noun, (0, 0, 0, 0))
        return (acting + 0.8) / (seen + 2), (belonging + 1.4) / (asked + 2), float(seen)


# Those who stand on the other side from whom they are told with: "his counterpart".
COUNTERPARTS = frozenset({"counterpart", "opponent", "rival", "enemy", "host"})


class Weigher(Record, frozen=True, kw_only=True):
    """What has been learnt of allegiances."""

    scorer: Scorer
    usage: Usage

    @classmethod
    def load(cls, directory: Path | None = None) -> "Weigher":
        """What ships with the package, or lies in a folder.

        Raises:
            InstallationError: a file is missing or damaged.
        """
        return cls(scorer=Scorer.load("allegiance", NAMES, directory), usage=Usage.load(directory or FOLDER))


class _Told(Record, frozen=True):
    """A mention of a party, or of a place in it."""

    start: int
    code: str
    mention: Mention
    place: bool


class Allegiances:
    """The parties that an article names, and whom those described in it may act for."""

    def __init__(
        self,
        drafts: Sequence[Draft],
        candidates: Mapping[int, Sequence[Candidate]],
        *,
        trees: Sequence[Tree],
        setting: Setting,
        gazetteer: Gazetteer,
        usage: Usage,
    ) -> None:
        self._trees, self._setting, self._gazetteer, self._usage = trees, setting, gazetteer, usage
        self._drafts = {draft.number: draft for draft in drafts}
        told: list[_Told] = []
        self._kinds: dict[str, str] = {}
        self._by_party: dict[str, Entry] = {}
        self._groups: dict[str, Entry] = {}  # groups that act for themselves, by code
        for draft in drafts:
            code = self._code(draft, candidates[draft.number])
            place = draft.kind == "place"
            if code is not None:
                told.extend(_Told(f.mention.start, code, f.mention, place) for f in draft.mentions)
        told.sort(key=lambda t: t.start)
        self._told = told
        self._starts = [t.start for t in told]
        self._states = {t.code for t in told if (entry := gazetteer.get(t.code)) and entry.kind == "state"}
        self._counts = Counter(t.code for t in told)
        self._rank = {code: rank for rank, (code, _) in enumerate(self._counts.most_common())}
        self._sentences: dict[str, list[int]] = {}
        self._here: dict[int, list[_Told]] = {}
        for item in told:
            self._sentences.setdefault(item.code, []).append(item.mention.sentence)
            self._here.setdefault(item.mention.sentence, []).append(item)
        home = setting.home
        body = bisect_left(self._starts, setting.body_start)
        self._signs = (
            {t.code for t in told[:body]}, {setting.dateline}, {home.sure}, {home.likely}, {home.publisher},
        )  # fmt: skip
        self._nouns: dict[str, Counter[str]] = {}
        self._sectors: dict[str, Counter[str]] = {}
        for draft in drafts:
            for found in draft.mentions:
                self._note_owner(found)

    def _code(self, draft: Draft, candidates: Sequence[Candidate]) -> str | None:
        """What a cluster counts as: the party or state of what the tables know, a group that only the article names."""
        first = candidates[0]
        if first.kind == "place" and first.country is not None:
            self._kinds.setdefault(first.country, "place")
            return first.country
        if first.source != OWN_WORDS:
            code = first.party or first.country
            entry = self._gazetteer.get(draft.entity)
            if code is not None and entry is not None:
                self._by_party.setdefault(code, entry)
            if code is not None and (first.kind != "person" or code not in self._kinds):
                self._kinds[code] = first.kind
            return code
        if draft.named and draft.kind in _GROUPS and not draft.owners:
            self._kinds[f"@{draft.number}"] = "group"
            return f"@{draft.number}"
        return None

    def _note_owner(self, found: Found) -> None:
        if found.noun is None:
            return
        for owner in found.owners:
            entry = self._gazetteer.get(owner)
            code = (entry.party or entry.country) if entry else None
            if code:
                self._nouns.setdefault(found.noun.noun, Counter())[code] += 1
                self._sectors.setdefault(found.noun.sector, Counter())[code] += 1

    # --- what is weighed ---------------------------------------------------------------------------------------

    def order(self, draft: Draft) -> tuple[bool, int]:
        """In which order clusters are settled: groups that may act for themselves before those who may act for them."""
        return not (draft.named and draft.kind in _GROUPS), draft.number

    def weighed(self, draft: Draft, candidates: Sequence[Candidate]) -> Candidate | None:
        """The candidate of a cluster that stands on the article's own words; None: there is none to weigh."""
        if draft.entity is not None or draft.kind in {"state", "place", "media"}:
            return None
        return next((c for c in candidates if c.source == OWN_WORDS), None)

    def slate(self, draft: Draft, rule: Candidate, possessor: Sequence[Candidate] = ()) -> Slate:
        """Whom a cluster may act for.

        Args:
            draft: the cluster.
            rule: what the rules say of it.
            possessor: the candidates of "his", "its" before it.
        """
        found, title = _focus(draft)
        mention, noun = found.mention, title.noun if title else found.noun
        barred = self._facing(mention, possessor)
        codes = tuple(code for code in self._codes(draft, mention) if code not in barred)
        view = _View(self, draft, found, title, rule, possessor)
        called = self._called(draft, mention, title)
        shared = (*self._of_draft(draft, found, title, noun, rule, len(codes)), *self._usage.of(called))
        rows = tuple((*shared, *self._of_claim(view, code)) for code in codes)
        return Slate(draft=draft.number, noun=called, codes=codes, rows=rows)

    def _facing(self, mention: Mention, possessor: Sequence[Candidate]) -> set[str | None]:
        """For whom "his counterpart" does not act: for whoever deals with him, or else for "him"."""
        tree = self._trees[mention.sentence]
        if tree.lemma(mention.head) not in COUNTERPARTS:
            return set()
        verb = next((i for i in tree.ancestors(mention.head) if tree.is_verb(i)), None)
        doer = tree.subject(verb) if verb is not None else None
        doing = set(tree.subtree(doer)) if doer is not None else set()
        if doing and mention.head not in doing:
            told = {t.code for t in self._here.get(mention.sentence, ()) if t.mention.head in doing and not t.place}
            if told:
                return set(told)
        return {c.party or c.country for c in possessor[:1]}

    def _called(self, draft: Draft, mention: Mention, title: Appellation | None) -> str:
        """The noun by whose use elsewhere a cluster is judged: of bodies with a name the name's own, in capitals."""
        if title is not None:
            return title.noun.noun
        if mention.form != "name":
            return self._trees[mention.sentence].lemma(mention.head)
        return self._trees[mention.sentence].lemma(mention.head).capitalize() if draft.kind in _GROUPS else ""

    def settled(self, draft: Draft, rule: Candidate, slate: Slate, likely: Likely) -> Candidate:
        """Whom a cluster acts for and where it belongs, where that is likely enough; else as the rules have it."""
        best = max(range(len(slate.codes)), key=lambda i: (likely[i][PARTY], -i))
        chance, code = likely[best][PARTY], slate.codes[best]
        owner = None if code in {NOBODY, ITSELF} else self._entry(code)
        settled = rule
        if chance > SURE and (owner is not None or code in {NOBODY, ITSELF}):
            settled = self._acting(draft, rule, code, owner, chance)
        if draft.named and draft.kind in _GROUPS and settled.party is not None:
            self._groups[f"@{draft.number}"] = Entry(
                id=settled.entity, name=settled.name, kind=settled.kind, party=settled.party, country=settled.country
            )
        return settled if settled.party is not None else self._belonging(settled, slate, likely)

    def _entry(self, code: str) -> Entry | None:
        if code.startswith("@"):
            return self._groups.get(code)
        return self._gazetteer.get(code) or self._by_party.get(code)

    def _acting(self, draft: Draft, rule: Candidate, code: str, owner: Entry | None, chance: float) -> Candidate:
        why = f"weighed among all whom the article names: {chance:.2f}"
        if code == NOBODY:
            return rule if rule.party is None else replace(rule, party=None, reasons=(*rule.reasons, why))
        if code == ITSELF:
            if rule.party is not None and rule.party in {rule.name, *map(str.upper, draft.aliases)}:
                return rule
            return replace(own_party(draft), kind=rule.kind, sectors=rule.sectors, reasons=(why,))
        if owner is None or rule.party == owner.party:
            return rule
        return replace(rule, party=owner.party, country=owner.country, reasons=(*rule.reasons, why))

    def _belonging(self, rule: Candidate, slate: Slate, likely: Likely) -> Candidate:
        """With the state that one who acts for nobody is likely to belong to."""
        of_states = [i for i, code in enumerate(slate.codes) if code == NOBODY or code in self._states]
        best = max(of_states, key=lambda i: (likely[i][COUNTRY], -i))
        code, chance = slate.codes[best], likely[best][COUNTRY]
        if code == NOBODY or chance <= AT_HOME or code == rule.country:
            return rule
        why = f"of the state that is likeliest among those named: {chance:.2f}"
        return replace(rule, country=code, reasons=(*rule.reasons, why))

    def _codes(self, draft: Draft, mention: Mention) -> tuple[str, ...]:
        own = f"@{draft.number}"
        most = [code for code, rank in self._rank.items() if rank < MOST]
        around = range(mention.sentence - NEAR, mention.sentence + NEAR + 1)
        near = [told.code for number in around for told in self._here.get(number, ())]
        others = (code for code in dict.fromkeys([*most, *near]) if code != own)
        itself = (ITSELF,) if draft.named and draft.kind in _GROUPS else ()
        return (NOBODY, *itself, *others)

    def _of_draft(
        self, draft: Draft, found: Found, title: Appellation | None, noun: ActorNoun | None, rule: Candidate, size: int
    ) -> Iterator[float]:
        """The numbers of ``_DRAFT``."""
        mention, tree = found.mention, self._trees[found.mention.sentence]
        yield draft.named
        yield _place(KINDS, draft.kind)
        yield _place(ACTS_FOR, noun.acts_for) if noun else -1
        yield _place(SECTORS, noun.sector) if noun else -1
        yield is_definite(tree, mention)
        yield "Number=Plur" in tree.tokens[mention.head].feats
        yield len(draft.owners or found.owners)
        yield draft.possessor is not None or (title is not None and title.possessor is not None)
        yield len(draft.mentions)
        yield mention.sentence
        yield len(draft.titles)
        yield bool(title and title.owners)
        yield bool(title and (title.former or title.future))
        yield bool(tree.children(mention.head, "nummod"))
        yield _place(RELATIONS, tree.tokens[mention.head].deprel)
        yield rule.party is None
        yield rule.party is not None and rule.country is None and rule.party in rule.name
        yield size
        yield rule.country is not None
        yield tree.tokens[mention.head].form.islower()
        # "Kurdish fighters", "Western donors", "foreign observers": of no state that the article need name
        parts = (tree.tokens[c] for c in tree.children(mention.head, "amod", "compound"))
        yield not found.owners and any(t.form[:1].isupper() or t.form in _STRANGE for t in parts)
        yield mention.last - mention.first + 1
        yield draft.armed

    def _of_claim(self, view: "_View", code: str) -> Iterator[float]:
        """The numbers of ``_CLAIM``."""
        rule, kind = view.rule, self._kinds.get(code, "")
        yield code == NOBODY
        yield code == ITSELF
        yield kind in {"state", "place", "person"}
        yield kind in {"organisation", "party"}
        yield kind == "armed_group"
        yield kind == "group"
        yield (rule.party or NOBODY) == code
        yield rule.country == code
        if code in {NOBODY, ITSELF}:
            yield from [nan] * (len(_CLAIM) - 8)
            return
        yield code in view.owners
        yield code in view.possessors
        yield from self._in_sentence(view, code)
        sentences, number = self._sentences[code], view.mention.sentence
        before, after = bisect_left(sentences, number), bisect_right(sentences, number)
        yield number - sentences[before - 1] if before else nan
        yield sentences[after] - number if after < len(sentences) else nan
        yield code in view.paragraph
        yield code in view.subjects_before
        yield self._counts[code]
        yield self._counts[code] / len(self._told)
        yield self._rank[code]
        for states in self._signs:
            yield code in states
        for told in view.signs:
            yield told == code
        yield code in view.counterparts
        nouns, sectors = view.nouns, view.sectors
        yield nouns[code]
        yield sum(nouns.values()) - nouns[code]
        yield sectors[code]
        yield view.last == code
        yield view.paragraph == {code}

    def _in_sentence(self, view: "_View", code: str) -> Iterator[float]:
        tree, mention = view.tree, view.mention
        here = [told.mention for told in view.here if told.code == code and not told.place]
        places = [abs(told.mention.head - mention.head) for told in view.here if told.code == code and told.place]
        if not here:
            yield from (0.0, 0.0, nan, nan, 0.0, 0.0, bool(places), min(places, default=nan))
            return
        near = min(here, key=lambda m: (abs(m.head - mention.head), m.head))
        yield mention.first <= near.head <= mention.last
        yield 1.0
        yield near.head - mention.head
        yield abs(near.head - mention.head)
        yield tree.head(near.head) == tree.head(mention.head) is not None
        yield any(tree.relation(m.head) == "nsubj" for m in here)
        yield bool(places)
        yield min(places, default=nan)


class _View:
    """What is the same for all whom a cluster may act for."""

    def __init__(
        self,
        article: Allegiances,
        draft: Draft,
        found: Found,
        title: Appellation | None,
        rule: Candidate,
        possessor: Sequence[Candidate],
    ) -> None:
        mention = found.mention
        noun = title.noun if title else found.noun
        self.rule, self.mention = rule, mention
        self.tree = article._trees[mention.sentence]
        self.here = article._here.get(mention.sentence, [])
        entries = (article._gazetteer.get(o) for o in (*draft.owners, *found.owners, *(title.owners if title else ())))
        self.owners = {e.party or e.country for e in entries if e is not None}
        self.possessors = {c.party or c.country or "" for c in possessor[:1]} - {""}
        numbered = article._setting.paragraph(mention.sentence)
        before = bisect_left(article._starts, mention.start)
        recent = article._told[max(0, before - 30) : before]
        self.paragraph = {t.code for t in recent if article._setting.paragraph(t.mention.sentence) == numbered}
        self.subjects_before = {
            t.code
            for t in recent
            if t.mention.sentence >= mention.sentence - 1
            and article._trees[t.mention.sentence].relation(t.mention.head) == "nsubj"
        }
        self.last = recent[-1].code if recent else None
        self.signs = article._setting.signs(mention, noun)
        self.counterparts = article._setting.counterparts(mention)
        self.nouns = article._nouns.get(noun.noun, Counter()) if noun else Counter()
        self.sectors = article._sectors.get(noun.sector, Counter()) if noun else Counter()


def _focus(draft: Draft) -> tuple[Found, Appellation | None]:
    """The mention that tells most of a cluster: of a person one with a title, of others the first with a noun."""
    for mention, title in draft.titled:
        found = next((f for f in draft.mentions if f.mention == mention), None)
        if found is not None and title.noun.acts_for != "nobody":
            return found, title
    return next((f for f in draft.mentions if f.noun or f.owners), draft.mentions[0]), None


def likelihoods(slates: Sequence[Slate], scorer: Scorer) -> list[Likely]:
    """The probability of each code of each slate, for both questions."""
    rows = [row for slate in slates for row in slate.rows]
    if not rows:
        return []
    likely = scorer(np.array(rows, dtype=np.float32)).tolist()
    found: list[Likely] = []
    first = 0
    for slate in slates:
        found.append(likely[first : first + len(slate.codes)])
        first += len(slate.codes)
    return found


def _place(among: Sequence[str], word: str) -> float:
    return among.index(word) if word in among else len(among)
