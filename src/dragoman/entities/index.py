"""The entities of one article, asked for by place: who is meant by the noun phrase at this token, on that date."""

from collections.abc import Mapping

from msgspec.structs import replace

from dragoman.entities.allegiance import COUNTERPARTS, Allegiances, Slate, Weigher, likelihoods
from dragoman.entities.antecedents import Chooser
from dragoman.entities.appellations import Appellation
from dragoman.entities.choice import BY_OFFICE, OWN_WORDS, decide
from dragoman.entities.coreference import Resolver, is_definite
from dragoman.entities.drafts import Draft, mention_key
from dragoman.entities.groups import Groups
from dragoman.entities.link import Linker, plain_description
from dragoman.entities.mentions import FIRST_PERSON, Found, find_mentions
from dragoman.entities.names import Entry
from dragoman.entities.namesakes import without_namesakes
from dragoman.entities.nouns import ActorNouns
from dragoman.entities.setting import Setting
from dragoman.language.tree import Tree
from dragoman.partial_date import PartialDate
from dragoman.records import Article, Candidate, Cluster, EntityKind, Mention, Participant, Reading, Record, content_id

# Heads that only count or measure; what they count acts: "hundreds of protesters", "a group of students".
# Bodies that send people of their own: "envoys of France and the UN".
_ENVOYS_OF = frozenset({"organisation", "armed_group"})
_MEASURES = frozenset(
    (
        "hundred thousand dozen million scores score number group majority minority handful series total some many "
        "most several few all both none half part pair couple crowd bunch lot tens kind member rest"
    ).split()
)


class TitledName(Record, frozen=True, kw_only=True):
    """A person's name with a title beside it, and the stretch that holds both."""

    name: str  # the fullest form in the article
    title: Appellation
    start: int
    end: int
    sentence: int  # index of the sentence it stands in


class EntityIndex:
    """Clusters of one article and the way from a token to the participants its phrase names."""

    def __init__(
        self, reading: Reading, resolver: Resolver, *, linker: Linker, reference: PartialDate, setting: Setting
    ) -> None:
        self._reading = reading
        self._trees = resolver.trees
        self._resolver = resolver
        self._linker = linker
        self._reference = reference
        self.home = setting.home
        self._drafts = resolver.resolve()
        named = frozenset(d.entity for d in self._drafts if d.entity)
        self._candidates: dict[int, tuple[Candidate, ...]] = {}
        self._headed: dict[tuple[int, int | None], list[Draft]] = {}
        for draft in self._drafts:
            for found in draft.mentions:
                self._headed.setdefault((found.mention.sentence, found.mention.head), []).append(draft)
        owned = {d.number: at for d in self._drafts if (at := _possessor_of(d)) is not None}
        for draft in self._drafts:
            if draft.number in owned:
                self._note_fighters(draft, owned[draft.number])
        # Owners first, then in order of first mention, so that a possessor comes before what it owns.
        for draft in sorted(self._drafts, key=lambda d: (d.number in owned, d.mentions[0].mention.start)):
            if draft.number in owned:
                self._settle_owner(draft, owned[draft.number])
            self._candidates[draft.number] = linker.candidates(draft, named=named, setting=setting)
        self.slates = self._weighed(linker.allegiance, setting, owned) if linker.allegiance is not None else ()
        self._merge_title_holders()
        for draft in self._drafts:
            self._note_holders(draft)
        self.clusters: tuple[Cluster, ...] = tuple(self._cluster(d) for d in self._drafts)
        self.pronouns = tuple(f for f in resolver.found if f.mention.form == "pronoun")
        self._cluster_of = {d.number: c for d, c in zip(self._drafts, self.clusters, strict=True)}
        self._at: dict[tuple[int, int], list[tuple[int, Mention, Draft]]] = {}
        self._in_sentence: dict[tuple[int, int], list[Mention]] = {}  # (draft, sentence) -> its mentions there
        self._demonyms: set[tuple[int, int, str]] = set()
        self._by_text: dict[str, Draft] = {}  # in lower case
        self._by_surname: dict[str, Draft] = {}
        # Who a mention is on a date, found once: every event of a sentence asks for all who stand in it.
        self._seen: dict[tuple[int, int, int, PartialDate], Participant | None] = {}
        self._by_place: dict[tuple[int | None, int | None], tuple[Draft, Mention]] = {}
        for draft in self._drafts:
            self._by_text.setdefault(draft.name.casefold(), draft)
            for found in draft.mentions:
                self._remember(found, draft)
        self._people: dict[tuple[int | None, int | None], tuple[Draft, Mention]] = {
            (f.mention.start, f.mention.end): (draft, f.mention)
            for draft in self._drafts
            if any(c.office is not None for c in self._candidates[draft.number])
            for f in draft.mentions
        }
        self._groups = Groups(
            self._drafts, resolver, who=self._participant, meant=self._draft_at, around=lambda at: self._at.get(at, [])
        )
        states = [d for d in self._drafts if d.kind == "state" and d.entity is not None]
        self.states: tuple[str, ...] = tuple(  # ids of those the article names, most mentioned first
            str(d.entity) for d in sorted(states, key=lambda d: (-len(d.mentions), d.number))
        )

    def _weighed(self, weigher: Weigher, setting: Setting, owned: Mapping[int, tuple[int, int]]) -> tuple[Slate, ...]:
        """Settle for whom those described act, owners before what they own; what was weighed."""
        gazetteer = self._linker.gazetteer
        article = Allegiances(
            self._drafts, self._candidates, trees=self._trees, setting=setting, gazetteer=gazetteer, usage=weigher.usage
        )
        every: list[Slate] = []
        for owning in (False, True):
            batch: list[tuple[Draft, Candidate, Slate]] = []
            for draft in sorted(self._drafts, key=article.order):
                rule = article.weighed(draft, self._candidates[draft.number])
                if rule is not None and (draft.number in owned) == owning:
                    owner = self._owner_at(owned[draft.number], draft) if owning else None
                    possessor = self._candidates.get(owner.number, ()) if owner else ()
                    batch.append((draft, rule, article.slate(draft, rule, possessor)))
            slates = [slate for *_, slate in batch]
            for (draft, rule, slate), likely in zip(batch, likelihoods(slates, weigher.scorer), strict=True):
                settled = article.settled(draft, rule, slate, likely)
                candidates = self._candidates[draft.number]
                self._candidates[draft.number] = tuple(settled if c is rule else c for c in candidates)
            every.extend(slates)
        return tuple(every)

    def _owner_at(self, at: tuple[int, int], besides: Draft) -> Draft | None:
        """The cluster headed at a token, or the body whose initials stand there ("MRD spokesman")."""
        named = next((d for d in self._headed.get(at, ()) if d is not besides), None)
        return named or self._resolver.drafts.abbreviated(self._trees[at[0]].tokens[at[1]].form)

    def _note_fighters(self, draft: Draft, at: tuple[int, int]) -> None:
        """A body with fighters, or rebels "of" it, is an armed group."""
        owner = self._owner_at(at, draft)
        if owner is not None and draft.kind == "armed_group":
            owner.armed = True

    def _settle_owner(self, draft: Draft, at: tuple[int, int]) -> None:
        """Whom "his" in "his government" means; a counterpart is on the other side, so it gets nobody."""
        owner = self._owner_at(at, draft)
        if owner is None or owner.number not in self._candidates:
            return
        mention = draft.mentions[0].mention
        lemma = self._trees[mention.sentence].tokens[mention.head].lemma.lower()
        if lemma in COUNTERPARTS:
            return
        choice = decide(self._candidates[owner.number], on=self._reference, reference=self._reference)
        known = self._linker.gazetteer.get(choice.party or choice.country)
        if known is not None and draft.kind != "person":
            draft.owners = (known.id,)
        draft.patron = known or Entry(id=choice.entity, name=choice.name, kind=choice.kind, party=choice.party)

    def _merge_title_holders(self) -> None:
        """Join "the Turkish president" with the person named in the article whom the tables show in that office."""
        people = [d for d in self._drafts if d.kind == "person" and d.named]
        holders: dict[str, dict[int, tuple[Draft, Candidate]]] = {}  # by party and country
        for person in people:
            best = decide(self._candidates[person.number], on=self._reference, reference=self._reference)
            if best.office is not None:
                for side in filter(None, (best.party, best.country)):
                    holders.setdefault(side, {})[person.number] = (person, best)
        for draft in self._drafts:
            if draft.named or draft.kind != "person" or draft.plural or not draft.owners:
                continue
            mention = draft.mentions[0].mention
            tree = self._trees[mention.sentence]
            if not is_definite(tree, mention) and tree.tokens[mention.first].deprel != "nmod:poss":
                continue
            words = " ".join(token.form for token in tree.tokens[mention.first : mention.last + 1])
            of_owners = {number: p for owner in draft.owners for number, p in holders.get(owner, {}).items()}
            holder = next((p for _, (p, best) in sorted(of_owners.items()) if self._holds(best, words)), None)
            if holder is not None:
                holder.mentions.extend(draft.mentions)
                self._resolver.of_mention.update({mention_key(f.mention): holder for f in draft.mentions})
                draft.mentions = []
        for person in people:
            person.mentions.sort(key=lambda f: f.mention.start)
        self._drafts = [d for d in self._drafts if d.mentions]

    def _note_holders(self, draft: Draft) -> None:
        """Who may be told by an office alone: "Pakistan's foreign minister" where the article has no name for him."""
        first = draft.mentions[0].mention
        if draft.named or draft.kind != "person" or draft.plural or first.form != "nominal":
            return
        tree = self._trees[first.sentence]
        owned = any(c < first.head for c in tree.children(first.head, "nmod:poss"))
        if not owned and not is_definite(tree, first):
            return
        behind = range(first.last + 1, min(first.last + 4, len(tree)))
        if any((f := self._resolver.named_at(first.sentence, i)) and f.mention.kind == "person" for i in behind):
            return  # "the Foreign Minister of Peru, Ms Jane Roe," has a name, which the tables may not know
        found = self._linker.in_post(self._candidates[draft.number][0], plain_description(draft.name))
        if found and not self._named_otherwise(found[-1]):
            self._candidates[draft.number] = found

    def _named_otherwise(self, holder: Candidate) -> bool:
        """Whether the article gives the title of an office to somebody by name, who is in it then for the writer."""
        office = self._linker.offices.by_title(holder.office or "")
        named = (d for d in self._drafts if d.kind == "person" and d.named)
        return office is not None and any(self._linker.title_fits(t, office) for d in named for t in d.titles)

    def _holds(self, best: Candidate, words: str) -> bool:
        offices = self._linker.offices
        held = [offices.by_id(o.office) for o in offices.held_by(best.entity, self._reference)]
        return any(office.title == best.office and offices.fits(words, office) for office in held)

    def _remember(self, found: Found, draft: Draft) -> None:
        mention = found.mention
        size = mention.last - mention.first
        for token in range(mention.first, mention.last + 1):
            self._at.setdefault((mention.sentence, token), []).append((size, mention, draft))
        self._in_sentence.setdefault((draft.number, mention.sentence), []).append(mention)
        text = mention.text.casefold()
        self._by_text.setdefault(text, draft)
        if mention.form == "name" and draft.kind == "person":
            self._by_surname.setdefault(text, draft)
        self._by_place.setdefault((mention.start, mention.end), (draft, mention))
        if found.use == "demonym":
            self._demonyms.add(mention_key(mention))

    def _cluster(self, draft: Draft) -> Cluster:
        return Cluster(
            number=draft.number,
            name=self._candidates[draft.number][0].name if draft.entity else draft.name,
            kind=draft.kind,
            mentions=tuple(f.mention for f in draft.mentions),
            candidates=self._candidates[draft.number],
        )

    # --- look-ups ------------------------------------------------------------------------------------------

    def tree(self, sentence: int) -> Tree:
        """The dependency tree of a sentence, by its index in the reading."""
        return self._trees[sentence]

    def sentence_text(self, sentence: int) -> str:
        """The words of a sentence; none outside the article."""
        return self._reading.sentences[sentence].text if 0 <= sentence < len(self._trees) else ""

    def mention_at(self, sentence: int, token: int) -> Mention | None:
        """The innermost mention whose span covers the token (index from 0)."""
        here = self._at.get((sentence, token))
        return min(here, key=lambda item: (item[0], item[1].start))[1] if here else None

    def cluster_of(self, mention: Mention) -> Cluster:
        """The cluster a mention belongs to."""
        return self._cluster_of[self._resolver.of_mention[mention_key(mention)].number]

    def refer_to(self, window: PartialDate) -> None:
        """Set when the article was written, once that is inferred from its own entities."""
        self._reference = window

    def titled_names(self) -> tuple[TitledName, ...]:
        """Every name with a title beside it, in order of text."""
        found = []
        for draft in self._drafts:
            for mention, title in draft.titled:
                tokens = self._trees[mention.sentence].tokens
                start = min(mention.start, tokens[title.first].start)
                end = max(mention.end, tokens[title.last].end)
                found.append(TitledName(name=draft.name, title=title, start=start, end=end, sentence=mention.sentence))
        return tuple(sorted(found, key=lambda t: (t.start, t.end)))

    def participants(
        self,
        sentence: int,
        token: int,
        *,
        on: PartialDate = PartialDate(),  # noqa: B008 - frozen
    ) -> tuple[Participant, ...]:
        """Everybody the noun phrase headed at a token names, as of a date.

        Args:
            sentence: index of the sentence in the reading.
            token: index (from 0) of the phrase's head; a token inside a name does as well.
            on: the date of what they take part in; unknown: the article's.

        Returns:
            One participant for each coordinated part, groups ("both sides") told out, none for what does not act.
        """
        if not 0 <= sentence < len(self._trees):
            return ()
        people: list[Participant] = []
        for head in (token, *self._trees[sentence].children(token, "conj")):
            for who in self._phrase(sentence, head, on):
                if who.id not in {p.id for p in people}:
                    people.append(who)
        return tuple(people)

    def as_of(self, who: Participant, on: PartialDate) -> Participant:
        """A person whom the tables know, where somebody is named, with the office, party and body of a date.

        Anybody else is given back as he is: groups, bodies, whom the article alone describes.
        """
        place = self._people.get((who.start, who.end)) if who.kind == "person" else None
        if place is None or who.id not in {c.entity for c in self._candidates[place[0].number]}:
            return who
        return self._participant(*place, on) or who

    def as_described(self, who: Participant) -> Participant:
        """Who is told by an office alone, as the article describes him: for times at which nobody says who held it."""
        place = self._people.get((who.start, who.end)) if who.kind == "person" else None
        candidates = self._candidates[place[0].number] if place is not None else ()
        if not candidates or BY_OFFICE not in candidates[-1].reasons or who.id == candidates[0].entity:
            return who
        return replace(who, id=candidates[0].entity, office=None, sectors=candidates[0].sectors)

    def decision(self, who: Participant, on: PartialDate) -> str | None:
        """Which row of the tables gives somebody his office, and on which date it was asked; None: none does."""
        place = self._people.get((who.start, who.end)) if who.kind == "person" else None
        if place is None:
            return None
        choice = decide(self._candidates[place[0].number], on=on, reference=self._reference)
        if choice.entity != who.id or choice.source == OWN_WORDS:
            return None
        person = self._linker.offices.person(choice.entity)
        return f"{who.name}: {person.name if person else choice.name}, {choice.source}; {'; '.join(choice.reasons)}"

    def text_participant(self, text: str, *, on: PartialDate = PartialDate()) -> Participant | None:  # noqa: B008
        """The participant a name given as text means: a cluster of this article, else what the tables know."""
        wanted = text.casefold().strip()
        draft = self._by_text.get(wanted)
        if draft is not None:
            return self._participant(draft, draft.mentions[0].mention, on)
        for match in self._linker.gazetteer.find(text):
            entry = self._linker.gazetteer.entry(match.entity)
            return Participant(id=entry.id, name=text, kind=entry.kind, party=entry.party, country=entry.country)
        tails = (wanted[blank + 1 :] for blank, sign in enumerate(wanted) if sign == " ")
        people = [self._by_surname[tail] for tail in tails if tail in self._by_surname]
        draft = min(people, key=lambda d: d.number, default=None)
        return self._participant(draft, draft.mentions[0].mention, on) if draft is not None else None

    # --- phrases -------------------------------------------------------------------------------------------

    def _phrase(self, sentence: int, head: int, on: PartialDate) -> tuple[Participant, ...]:
        seen: set[int] = set()  # against loops in a broken tree
        while head not in seen:
            seen.add(head)
            group = self._groups.members(sentence, head, on)
            if group:
                return group
            meant = self._draft_at(sentence, head)
            counted = self._counted(self._trees[sentence], head)
            if meant is not None and (counted is None or meant[1].form == "name"):
                return self._meant(*meant, on)
            if counted is not None:
                head = counted
        return ()

    def _meant(self, draft: Draft, mention: Mention, on: PartialDate) -> tuple[Participant, ...]:
        if mention.form == "pronoun" and mention.text.lower() in FIRST_PERSON:
            return ()
        first = draft.mentions[0].mention
        if mention.form == "pronoun" and first.form == "nominal":
            group = self._groups.members(first.sentence, first.head, on)  # "they" for "both sides"
            if group:
                return group
        who = self._participant(draft, mention, on)
        if who is None:
            return ()
        if mention.form == "name":
            return (who,)
        told = self._of_each(who, mention) if mention.form == "nominal" else (who,)
        # "They", "the three leaders" for "the presidents of Peru, Chile and Mali".
        return self._of_each(who, first) if len(told) == 1 and first.form == "nominal" else told

    def _of_each(self, who: Participant, mention: Mention) -> tuple[Participant, ...]:
        """ "The ministers of Peru and Chile", "envoys of Peru and the UN": those of each state or body, not of one."""
        tree = self._trees[mention.sentence]
        if "Number=Plur" not in tree.tokens[mention.head].feats:
            return (who,)
        for child in tree.children(mention.head, "nmod", "amod", "compound"):
            named = (self._holder_at(mention.sentence, c) for c in (child, *tree.children(child, "conj")))
            holders = tuple(dict.fromkeys(holder for holder in named if holder is not None))
            if len(holders) > 1 and (child < mention.head or tree.preposition(child) in {"of", "from", "in"}):
                noun = self._resolver.nouns.noun(_called(tree, mention), tree.lemma(mention.head))
                acting = who.party is not None or (noun is not None and noun.acts_for == "holder")
                return tuple(_of_holder(who, one, _called(tree, mention), acting=acting) for one in holders)
        return (who,)

    def _holder_at(self, sentence: int, token: int) -> Entry | None:
        """The state, or the body that acts for itself or for another, that is named at a token; None: none is."""
        meant = self._draft_at(sentence, token)
        entry = self._linker.gazetteer.get(meant[0].entity) if meant and meant[1].form == "name" else None
        if entry is None or not (entry.kind == "state" or (entry.kind in _ENVOYS_OF and entry.party)):
            return None
        return entry

    def _draft_at(self, sentence: int, token: int) -> tuple[Draft, Mention] | None:
        here = self._at.get((sentence, token))
        if not here:
            return None
        # A token inside a title is the person, unless it names a state or body of the tables ("US" in "US envoy X").
        holder = self._resolver.titled(sentence, token)
        beside = self._in_sentence.get((holder.number, sentence)) if holder is not None else None
        if holder is not None and beside and all(d.entity is None for _, _, d in here):
            return holder, min(beside, key=lambda mention: abs(mention.first - token))
        # A phrase headed here beats a name that merely stands inside it: "the Kenyan army" over "Kenyan".
        exact = [item for item in here if item[1].head == token]
        _, mention, draft = min(exact or here, key=lambda item: (item[0], item[1].start))
        return draft, mention

    def _counted(self, tree: Tree, head: int) -> int | None:
        """What a measuring head counts: the noun after "of"."""
        token = tree.tokens[head]
        if token.lemma.lower() not in _MEASURES and token.upos != "NUM":
            return None
        owned = [c for c in tree.children(head, "nmod") if tree.preposition(c) == "of"]
        return owned[0] if owned else None

    def _participant(self, draft: Draft, mention: Mention, on: PartialDate) -> Participant | None:
        key = draft.number, mention.start, mention.end, on
        if key not in self._seen:
            self._seen[key] = self._decided(draft, mention, on)
        return self._seen[key]

    def _decided(self, draft: Draft, mention: Mention, on: PartialDate) -> Participant | None:
        choice = decide(self._candidates[draft.number], on=on, reference=self._reference)
        party, kind = choice.party, choice.kind
        name = (
            choice.name if draft.entity else (draft.name if draft.kind == "person" else plain_description(draft.name))
        )
        if mention_key(mention) in self._demonyms:
            party, kind, name = self._people_named(mention, party, kind, name)
        if kind == "other" and party is None and choice.country is None and mention.form == "name":
            return None
        return Participant(
            id=choice.entity,
            name=name,
            kind=kind,
            party=party,
            country=choice.country,
            sectors=choice.sectors,
            office=choice.office or self._title_of(draft, choice),
            start=mention.start,
            end=mention.end,
        )

    def _title_of(self, draft: Draft, choice: Candidate) -> str | None:
        """The office that the article gives to somebody no table knows: by the tables' name, else in its own words."""
        called = self._linker.called(draft, choice)
        if called is None:
            return None
        mention, title, office = called
        tokens = self._trees[mention.sentence].tokens[title.first : title.last + 1]
        text, base = self._reading.sentences[mention.sentence].text, self._reading.sentences[mention.sentence].start
        words = text[tokens[0].start - base : tokens[-1].end - base].strip(", ").split()
        return office or plain_description(" ".join(words))

    def _people_named(
        self, mention: Mention, party: str | None, kind: EntityKind, name: str
    ) -> tuple[str | None, EntityKind, str]:
        """ "The Russians" is the state; "two Pakistanis" are people of it, who act for nobody."""
        tree = self._trees[mention.sentence]
        head = tree.tokens[mention.head]
        counted = any(tree.relation(c) in {"nummod"} for c in tree.children(mention.head))
        definite = any(tree.tokens[c].form.lower() == "the" for c in tree.children(mention.head, "det"))
        acting = head.deprel == "nsubj" and not tree.children(mention.head, "amod")
        if head.upos == "ADJ" or ((definite or acting) and not counted):
            return party, kind, name
        return None, "crowd", mention.text


def _possessor_of(draft: Draft) -> tuple[int, int] | None:
    """(sentence, token) of who owns the thing or the person's office, where no state or body is named with it."""
    if draft.possessor is not None and not draft.owners:
        return draft.mentions[0].mention.sentence, draft.possessor
    if any(title.owners for title in draft.titles):
        return None
    return next(((m.sentence, t.possessor) for m, t in draft.titled if t.possessor is not None), None)


def index_entities(
    article: Article,
    reading: Reading,
    *,
    linker: Linker,
    nouns: ActorNouns,
    reference: PartialDate,
    choose: Chooser | None = None,
) -> EntityIndex:
    """Find, gather and link the entities of an article.

    Args:
        article: its text is what mentions quote.
        reading: the parsed article.
        linker: the tables.
        nouns: actor nouns and epithets.
        reference: when the article was written, as far as known.
        choose: says whom a pronoun takes up; None: rules do.
    """
    everything = find_mentions(reading, article.text, gazetteer=linker.gazetteer, nouns=nouns, on=reference)
    trees = [Tree(sentence, number) for number, sentence in enumerate(reading.sentences)]
    prose = [f for f in everything if not _in_furniture(f.mention, article)]
    found = without_namesakes(
        prose, trees, article, gazetteer=linker.gazetteer, country_of=linker.country_of, nouns=nouns
    )
    setting = Setting(found, trees, article, gazetteer=linker.gazetteer, country_of=linker.country_of)
    settled = [setting.settled(item) for item in found]

    def sizes(body: str) -> frozenset[int]:
        return linker.gazetteer.entry(body).sizes(reference)

    resolver = Resolver(trees, settled, nouns, body_start=article.body_start, sizes=sizes, choose=choose)
    return EntityIndex(reading, resolver, linker=linker, reference=reference, setting=setting)


def _in_furniture(mention: Mention, article: Article) -> bool:
    return any(span.start < mention.end and mention.start < span.end for span in article.furniture)


def _called(tree: Tree, mention: Mention) -> str:
    """What the people of a phrase are called, without whose they are: "foreign ministers"."""
    words = (tree.tokens[i] for i in range(mention.first, mention.head))
    before = [token.form for token in words if token.upos in {"NOUN", "ADJ"} and token.form.islower()]
    return " ".join([*before, tree.tokens[mention.head].form.lower()])


def _of_holder(who: Participant, holder: Entry, called: str, *, acting: bool) -> Participant:
    """Those of one state or body among people of several."""
    name = f"{called} of {holder.name if holder.kind == 'state' else holder.id}"
    party = holder.party if acting else None  # whom a crowd belongs to, it need not act for
    return replace(who, id=content_id("described", name.casefold()), name=name, party=party, country=holder.country)
