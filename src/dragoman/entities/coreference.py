"""Coreference within one article: names with names, titles with people, "the alliance" with NATO, pronouns with both.

Rules in order of certainty, as in the sieve of Lee et al. 2013 (Computational Linguistics 39:4): exact names,
abbreviations, surnames, titles, epithets, then pronouns: as trees have learnt whom they take up (``antecedents``), and
without trees by salience (Lappin & Leass 1994: subjects before objects, near before far). A mention that nothing
places becomes an entity of its own; nothing is guessed across paragraphs for it.
"""

from collections.abc import Callable, Sequence

from dragoman.entities.antecedents import Chooser, Memory
from dragoman.entities.appellations import Appellation, appellations, honorific_gender
from dragoman.entities.drafts import (
    Draft,
    Drafts,
    clean_name,
    entity_key,
    kind_key,
    mention_key,
    noun_key,
    rank_key,
    title_key,
)
from dragoman.entities.given_names import given_gender
from dragoman.entities.mentions import Found
from dragoman.entities.nouns import ActorNouns, Epithet, spelt_out
from dragoman.entities.standing import FEMALE, MALE, NEUTER, PLURAL, THIRD_PERSON
from dragoman.language.tree import Tree
from dragoman.records import EntityKind, Mention

# A pronoun looks back over this many sentences: in the coded articles nine of ten antecedents stand in the same
# sentence or the one before, and beyond three a name is repeated.
PRONOUN_REACH_SENTENCES = 3
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "nsubj:outer"})
# Nouns that may stand for the body named last; organs of a state ("the government") belong to a state instead.
_BODY_NOUNS = frozenset(
    "group organisation organization movement alliance bloc militia party union agency body coalition network faction"
    " company firm institution league federation grouping outfit force".split()
)
# Things whose name takes a noun phrase in apposition; people have titles instead, and a state's is mostly a list item.
_BODIES: tuple[EntityKind, ...] = ("organisation", "armed_group", "company", "party")
# Organs of a state that are taken up by the noun in their name.
_ORGANS = frozenset("ministry department army navy bureau directorate embassy tribunal secretariat".split())
# How far back the body may have been named: beyond two sentences "the group" is mostly another one.
_BODY_REACH_SENTENCES = 2
# Bare plurals that go on meaning the same people through an article.
_SOURCES = frozenset({"official", "authority", "police", "diplomat", "prosecutor", "investigator", "negotiator"})
_COUNTRY_NOUNS = frozenset({"country", "nation", "kingdom", "republic", "state", "homeland", "island"})


class Resolver:
    """Walks the mentions of one article in order of text and gathers them into drafts."""

    def __init__(
        self,
        trees: Sequence[Tree],
        found: Sequence[Found],
        nouns: ActorNouns,
        *,
        body_start: int = 0,
        sizes: Callable[[str], frozenset[int]] = lambda _: frozenset(),
        choose: Chooser | None = None,
    ) -> None:
        """Gather what was found.

        Args:
            trees: the parsed article.
            found: its mentions, in order.
            nouns: actor nouns and epithets.
            body_start: offset where the text proper begins.
            sizes: how many members a body has had around the article's date; empty: not told.
            choose: says whom a pronoun takes up; None: rules of salience do.
        """
        self.trees = trees
        self.found = found
        self.nouns = nouns
        self._body_start = body_start
        self._sizes = sizes
        self.drafts = Drafts()
        self.of_mention: dict[tuple[int, int, str], Draft] = {}
        self._coverage = {
            (f.mention.sentence, i): f
            for f in found
            if f.mention.form == "name"
            for i in range(f.mention.first, f.mention.last + 1)
        }
        self._titled: dict[tuple[int, int], Draft] = {}
        self._within: dict[int, list[tuple[Draft, Mention]]] = {}  # the mentions placed so far, by sentence
        self._choose = choose
        self._memory = Memory(trees, found, body_start=body_start) if choose is not None else None

    def resolve(self) -> list[Draft]:
        """Place every mention."""
        for found in self.found:
            if found.mention.form == "name":
                self._place_name(found)
        for found in self.found:
            draft = self._by_form(found)
            if draft is None:
                continue
            if found.mention.form != "name":
                self._join(draft, found)
            self.drafts.note(draft, found.mention)
            if self._memory is not None:
                self._memory.note(draft, found.mention)
        for draft in self.drafts.all:
            draft.mentions.sort(key=lambda f: (f.mention.start, -f.mention.end))
        return [d for d in self.drafts.all if d.mentions]

    def _by_form(self, found: Found) -> Draft | None:
        if found.mention.form == "nominal":
            return self._nominal(found)
        if found.mention.form == "pronoun":
            return self._pronoun(found)
        return self.of_mention[mention_key(found.mention)]

    def named_at(self, sentence: int, token: int) -> Found | None:
        """The name that covers a token; None: there is none."""
        return self._coverage.get((sentence, token))

    def titled(self, sentence: int, token: int) -> Draft | None:
        """The person whose title covers a token; ``None`` outside titles."""
        return self._titled.get((sentence, token))

    def _join(self, draft: Draft, found: Found) -> None:
        mention = found.mention
        draft.mentions.append(found)
        draft.named |= mention.form == "name"
        self.of_mention[mention_key(mention)] = draft
        self._within.setdefault(mention.sentence, []).append((draft, mention))
        if mention.form == "nominal" and draft.entity is None:
            draft.keys |= {noun_key(draft.kind, self._lemma(mention), owner) for owner in ("", *draft.owners)}

    # --- names ---------------------------------------------------------------------------------------------

    def _place_name(self, found: Found) -> None:
        mention = found.mention
        tree = self.trees[mention.sentence]
        draft = self._called(found)
        if draft is None:
            draft = self.drafts.new(found, mention.kind, clean_name(mention.text))
            self.drafts.call(draft, draft.name.casefold())
        # In a headline a comma stands for "and": "Ruto, AU chief meet" gives Ruto no title.
        if mention.kind == "person" and mention.start >= self._body_start:
            self._add_titles(draft, found, tree)
        if len(clean_name(mention.text)) > len(draft.name) and draft.kind == "person":
            draft.name = clean_name(mention.text)
            self.drafts.call(draft, draft.name.casefold())
        aliases = _aliases(mention, tree)
        draft.aliases.update(aliases)
        self.drafts.call(draft, *aliases)
        self._join(draft, found)

    def _called(self, found: Found) -> Draft | None:
        if found.entity is not None:
            return self.drafts.of_entity(found.entity)
        name = clean_name(found.mention.text)
        return self.drafts.called(name.casefold(), found.mention.kind) or self.drafts.abbreviated(name)

    def _add_titles(self, draft: Draft, found: Found, tree: Tree) -> None:
        mention = found.mention
        draft.gender = draft.gender or honorific_gender(tree, mention.first)
        for title in appellations(tree, mention.sentence, found, self._coverage, self.nouns):
            draft.entitle(mention, title)
            for index in range(title.first, title.last + 1):
                self._titled.setdefault((mention.sentence, index), draft)
            words = set(title.words.split())
            if words & {"spokesman", "chairman", "king", "prince", "congressman"}:
                draft.gender = draft.gender or "m"
            elif words & {"spokeswoman", "chairwoman", "queen", "princess", "congresswoman"}:
                draft.gender = draft.gender or "f"
        draft.gender = draft.gender or given_gender(clean_name(mention.text))

    # --- noun phrases ----------------------------------------------------------------------------------------

    def _nominal(self, found: Found) -> Draft | None:
        mention = found.mention
        tree = self.trees[mention.sentence]
        titled = self._titled.get((mention.sentence, mention.head))
        # A body in a title is no person: "the agency's representative", "spokesman for the mission".
        if titled is not None and mention.kind in {"person", "crowd", "armed_group"}:
            return titled
        definite = is_definite(tree, mention)
        plural = "Number=Plur" in tree.tokens[mention.head].feats
        draft = self._apposed(found, tree)
        if draft is None and definite:
            draft = self._epithet(found, tree)
        if draft is None and definite and not found.owners:
            draft = self._country(found, tree) or self._body(found, tree) or self._organ(found, tree)
        if draft is None and definite and not plural:
            draft = self._titled_person(found, tree)
        if draft is None and (definite or self._is_bare_source(found, tree)):
            draft = self._same_noun(found, tree)
        if draft is None:
            draft = self.drafts.new(found, mention.kind, mention.text)
            draft.plural = plural
            draft.possessor = found.possessor
        return draft

    def _apposed(self, found: Found, tree: Tree) -> Draft | None:
        """ "The M23, a rebel group," and "the rebel group, M23,": an apposition is the same thing as its head."""
        if found.noun is None or found.noun.kind == "person":
            return None
        head = found.mention.head
        partners = [c for c in tree.children(head, "appos") if c > head]
        parent = tree.head(head)
        if tree.relation(head) == "appos" and parent is not None:
            partners.append(parent)
        # "The M23, a rebel group that ...": a comma and an article do where the parse sees no apposition.
        first = found.mention.first
        if first > 1 and tree.tokens[first - 1].form in {",", "–", "—", "("} and is_article(tree, first):
            partners.append(first - 2)
        for partner in partners:
            named = self._coverage.get((found.mention.sentence, partner))
            if named is not None and named.mention.kind in _BODIES:
                return self.of_mention.get(mention_key(named.mention))
        return None

    def _body(self, found: Found, tree: Tree) -> Draft | None:
        token = tree.tokens[found.mention.head]
        if token.lemma.lower() not in _BODY_NOUNS or "Number=Plur" in token.feats:
            return None
        if tree.children(found.mention.head, "amod", "acl", "compound", "nmod"):
            return None  # "the global coalition formed last year" is told by its words, not taken up
        bodies = self.drafts.before([kind_key(kind) for kind in _BODIES], found.mention.start)
        latest = next((body for body in bodies if body.named), None)
        near = latest and latest.seen and found.mention.sentence - latest.seen.sentence <= _BODY_REACH_SENTENCES
        return latest if near else None

    def _organ(self, found: Found, tree: Tree) -> Draft | None:
        """ "The ministry", "the army": the latest so called, where that is one with a name ("the Pakistan Army")."""
        token = tree.tokens[found.mention.head]
        word = token.lemma.lower()
        if word not in _ORGANS or tree.children(found.mention.head, "amod", "acl", "compound", "nmod", "nmod:poss"):
            return None
        for draft in self.drafts.before([kind_key("organisation")], found.mention.start):
            called = {w.lower().strip(",.") for f in draft.mentions for w in f.mention.text.split()}
            if word in called:
                return draft if draft.named else None
        return None

    def _epithet(self, found: Found, tree: Tree) -> Draft | None:
        mention = found.mention
        words = " ".join(tree.tokens[i].form.lower() for i in range(mention.first, mention.head + 1))
        parts = words.replace(" - ", "-").split()
        phrases = [" ".join(parts[k:]) for k in range(len(parts))]
        if found.owners:  # "the UN nuclear watchdog" is one where the table has all of it; "the UN agency" is the UN's
            phrases = phrases[: 1 + is_article(tree, mention.first)]
        epithet = self.nouns.epithet(*phrases)
        if epithet is None:
            return None
        bodies, alone = self._of_size(epithet, self.nouns.members(parts))
        before = self.drafts.before(map(entity_key, bodies), mention.start)
        called = self._called_so(found, tree)
        if called is not None and not (before and _later(before[0], called)):
            return called
        if before:
            return before[0]
        if alone:
            named = Found(mention=mention, entity=bodies[0], use="epithet")
            return self.drafts.of_entity(bodies[0]) or self.drafts.new(named, mention.kind, bodies[0])
        return None

    def _called_so(self, found: Found, tree: Tree) -> Draft | None:
        """The latest body with the word in its own name: "the commission" after "the Nile Basin Commission"."""
        head = found.mention.head
        if tree.children(head, "amod", "acl", "compound", "nmod", "nmod:poss"):
            return None
        word = tree.tokens[head].lemma.lower()
        bodies = self.drafts.before(map(kind_key, _BODIES), found.mention.start)
        return next((body for body in bodies if body.named and word in body.name.lower().split()), None)

    def _of_size(self, epithet: Epithet, members: int | None) -> tuple[tuple[str, ...], bool]:
        """The bodies meant that can have so many members, and whether one of them is meant without being named."""
        if members is None:
            return epithet.entities, epithet.alone
        sizes = {entity: self._sizes(entity) for entity in epithet.entities}
        fitting = tuple(entity for entity, size in sizes.items() if not size or members in size)
        return fitting, bool(fitting) and (epithet.alone or (len(fitting) == 1 and bool(sizes[fitting[0]])))

    def _country(self, found: Found, tree: Tree) -> Draft | None:
        token = tree.tokens[found.mention.head]
        if token.lemma.lower() not in _COUNTRY_NOUNS or "Number=Plur" in token.feats:
            return None
        states = self.drafts.before([kind_key("state")], found.mention.start)
        # "No country should ..." names none that "the country" could be.
        return next((s for s in states if s.entity or s.name.split()[0].lower() not in _NO_ONE), None)

    def _titled_person(self, found: Found, tree: Tree) -> Draft | None:
        """ "The foreign minister": the latest person with that title; "the Nato chief" must be of the same body."""
        noun = found.noun
        if noun is None or noun.kind != "person":
            return None
        span = range(found.mention.first, found.mention.head + 1)
        wanted = {
            w for w in spelt_out(tree.tokens[i].form.lower() for i in span) if w not in {"the", "a", "an", "'s", "’s"}
        }

        def fits(draft: Draft) -> bool:
            if draft.kind != "person" or not draft.titles:
                return False
            for title in draft.titles:
                if title.noun.noun.split()[-1] != noun.noun.split()[-1] and not _same_rank(title, found):
                    continue
                if found.owners and not (set(found.owners) & set(title.owners)):
                    continue
                if _other_portfolio(wanted, _words(title)):
                    continue
                return not ("former" in wanted and not title.former)
            return False

        keys = [title_key(noun.noun), *map(rank_key, found.owners)]
        return next(filter(fits, self.drafts.before(keys, found.mention.start)), None)

    def _same_noun(self, found: Found, tree: Tree) -> Draft | None:
        keys = [noun_key(found.mention.kind, self._lemma(found.mention), owner) for owner in found.owners or ("",)]
        return next((d for d in self.drafts.before(keys, found.mention.start) if self._fits_post(found, tree, d)), None)

    def _fits_post(self, found: Found, tree: Tree, draft: Draft) -> bool:
        """Whether one may be who has a cluster's titles: "the acting defence minister" is no foreign minister."""
        span = range(found.mention.first, found.mention.head + 1)
        wanted = set(spelt_out(tree.tokens[i].form.lower() for i in span))
        return not draft.titles or any(not _other_portfolio(wanted, _words(title)) for title in draft.titles)

    def _is_bare_source(self, found: Found, tree: Tree) -> bool:
        """ "Officials said": those named before, when they were ("US officials")."""
        bare = not found.owners and not tree.children(found.mention.head, "det", "amod", "nummod")
        return bare and self._lemma(found.mention) in _SOURCES

    def _lemma(self, mention: Mention) -> str:
        return self.trees[mention.sentence].tokens[mention.head].lemma.lower()

    # --- pronouns --------------------------------------------------------------------------------------------

    def _pronoun(self, found: Found) -> Draft | None:
        mention = found.mention
        word = mention.text.lower()
        tree = self.trees[mention.sentence]
        if tree.relation(mention.head) == "expl":
            return None
        if self._choose is not None and self._memory is not None:
            return self._chosen(mention, self._choose, self._memory)
        near: dict[int, list[Mention]] = {}
        for sentence in range(mention.sentence - PRONOUN_REACH_SENTENCES, mention.sentence + 1):
            for draft, other in self._within.get(sentence, ()):
                near.setdefault(draft.number, []).append(other)
        best: tuple[float, int, Draft] | None = None
        for number in sorted(near):
            draft = self.drafts.all[number]
            if not _agrees(word, draft) or _is_co_argument(near[number], mention, tree):
                continue
            score = max(self._salience(other, mention, tree) for other in near[number])
            if score > -90 and (best is None or (score, draft.last.start) > best[:2]):
                best = (score, draft.last.start, draft)
        return best[2] if best else None

    def _chosen(self, mention: Mention, choose: Chooser, memory: Memory) -> Draft | None:
        """The cluster that is likeliest; none for the first and second person."""
        if mention.text.lower() not in THIRD_PERSON:
            return None
        candidates, rows = memory.candidates(mention, self._within.get(mention.sentence, ()))
        return choose(mention, candidates, rows) if candidates else None

    def _salience(self, antecedent: Mention, pronoun: Mention, tree: Tree) -> float:
        """Higher is likelier; -99 when it cannot be. Weights follow Lappin & Leass in order, not in size."""
        distance = pronoun.sentence - antecedent.sentence
        if antecedent.start >= pronoun.start or not 0 <= distance <= PRONOUN_REACH_SENTENCES:
            return -99.0
        relation = self.trees[antecedent.sentence].tokens[antecedent.head].deprel
        if pronoun.text.lower() in PLURAL and (relation not in SUBJECTS or distance > 1):
            return -99.0  # "they" takes up a plural subject just named; else it is the two sides, told out elsewhere
        score = -2.0 * distance + (3.0 if relation in SUBJECTS else 0.0)
        if antecedent.form == "pronoun":
            score += 0.5
        # A possessor inside another phrase ("Pakistan's minister") is a poor antecedent.
        if relation in {"nmod:poss", "compound", "amod"}:
            score -= 1.5
        return score


def _is_co_argument(near: Sequence[Mention], pronoun: Mention, tree: Tree) -> bool:
    """An object is not the subject of its own verb ("A praised him": not A); a possessive may be."""
    if tree.tokens[pronoun.head].deprel == "nmod:poss":
        return False
    parent = tree.head(pronoun.head)
    here = (m for m in near if m.sentence == pronoun.sentence)
    return any(tree.head(m.head) == parent for m in here if m.start != pronoun.start)


def _agrees(word: str, draft: Draft) -> bool:
    if word in MALE or word in FEMALE:
        wrong = "f" if word in MALE else "m"
        return draft.kind == "person" and not draft.plural and draft.gender != wrong
    if word in NEUTER:
        return draft.kind in {"state", "organisation", "armed_group", "company", "party"} and not draft.plural
    if word in PLURAL:
        return draft.plural or draft.kind in {"armed_group", "crowd"}
    return False


_NO_ONE = frozenset({"no", "any", "every", "each", "which", "what", "other", "another", "many", "some"})
# Words that tell one minister, or one rank, from another.
_PORTFOLIOS = frozenset(
    "foreign external defence defense interior home finance prime vice deputy trade commerce justice health economy"
    " security environment energy oil petroleum information culture education labour labor agriculture transport"
    " planning development intelligence".split()
)


def _other_portfolio(wanted: set[str], title: set[str]) -> bool:
    """ "The defence minister" is not the foreign minister named before; "the minister" may be."""
    return bool(wanted & _PORTFOLIOS) and not wanted & title & _PORTFOLIOS


def _words(title: Appellation) -> set[str]:
    return set(spelt_out(title.words.lower().split()))


def _same_rank(title: Appellation, found: Found) -> bool:
    """ "Chief" and "leader" stand for any head of a body: the Nato chief is its secretary general."""
    heads = {"chief", "leader", "boss", "head"}
    noun = found.noun.noun if found.noun else ""
    return noun in heads and bool(found.owners) and bool(set(found.owners) & set(title.owners))


def _later(one: Draft, other: Draft) -> bool:
    """Whether one was mentioned after the other."""
    return one.seen is not None and (other.seen is None or one.seen.start > other.seen.start)


def is_definite(tree: Tree, mention: Mention) -> bool:
    """Begins with a definite determiner, or is a bare title used as a name."""
    word = tree.tokens[mention.first].form.lower()
    return word in {"the", "this", "that", "these", "those", "his", "her", "its", "their", "both"}


def is_article(tree: Tree, index: int) -> bool:
    """Whether a token is an article."""
    return tree.tokens[index].form.lower() in {"a", "an", "the"}


def _aliases(mention: Mention, tree: Tree) -> set[str]:
    """An abbreviation in brackets after the name: "Andean Observer Mission (AOM)"."""
    after = mention.last + 1
    tokens = tree.tokens
    if after + 1 < len(tokens) and tokens[after].form == "(" and tokens[after + 1].form.isupper():
        return {tokens[after + 1].form.casefold()}
    return set()
