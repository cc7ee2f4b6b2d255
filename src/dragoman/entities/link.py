"""Who a cluster is: candidates from the tables with scores, and the decision once a date is known.

A person, the office and the body acted for are three things. The title in the article says what the writer held
to be the office; the tables say who held it when; the date of the event chooses. Every candidate says which row
speaks for it, so that a decision can be shown with its losers. Countries are never matched fuzzily, people only
by name or alias; what the tables do not know stays a described party.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace
from rapidfuzz.fuzz import ratio

from dragoman.entities.appellations import FEMALE, HONORIFICS, MALE, Appellation
from dragoman.entities.choice import (
    AWAITED,
    BY_OFFICE,
    BY_SURNAME,
    COUNTRY_NAMED,
    DESCRIBED,
    FULL_NAME,
    NOT_YET_HELD,
    OWN_WORDS,
    ROLE_AND_BODY,
    ROLE_ONLY,
    SPELLING_RATIO,
    SURNAME,
)
from dragoman.entities.drafts import Draft, same_person
from dragoman.entities.gazetteer import Gazetteer
from dragoman.entities.given_names import given_gender
from dragoman.entities.names import Entry
from dragoman.entities.nouns import ActorNoun
from dragoman.entities.offices import Occupancy, Office, Offices, Person
from dragoman.entities.person_names import fold
from dragoman.entities.setting import CountryOf, Setting, takes_home
from dragoman.entities.who import office_called
from dragoman.partial_date import PartialDate
from dragoman.records import Candidate, Mention, content_id

if TYPE_CHECKING:
    from dragoman.entities.allegiance import Weigher

# What says that a title's bearer need not be who the tables have in the office.
_NOT_THE_HOLDER = frozenset(
    "former ex then late acting interim caretaker next incoming future new elect designate deputy vice assistant"
    " outgoing would-be shadow".split()
)
# Whose rows are sure enough to say who is meant by an office alone: not stays inferred, or with an end nobody told.
_SURE = frozenset({"known", "recalled", "own", "open"})


class Linker:
    """Candidates for clusters and the choice among them; holds the tables, keeps no state of an article."""

    def __init__(
        self,
        *,
        gazetteer: Gazetteer,
        offices: Offices,
        country_of: CountryOf | None = None,
        allegiance: "Weigher | None" = None,
    ) -> None:
        self.gazetteer = gazetteer
        self.allegiance = allegiance  # weighs for whom those act whom no table knows; None: the rules decide
        self.offices = offices
        self._country_of = country_of or (lambda name, countries: None)

    @property
    def country_of(self) -> CountryOf:
        """The state a place lies in."""
        return self._country_of

    def candidates(self, draft: Draft, *, named: frozenset[str], setting: Setting) -> tuple[Candidate, ...]:
        """What the cluster may be, best first before any date is looked at.

        Args:
            draft: the cluster.
            named: ids of the states and bodies the article names.
            setting: whose organs and titles without an owner are ("the police").
        """
        if draft.entity is not None:
            return (self._from_entry(draft.entity, draft),)
        if draft.kind == "person" and any(f.mention.form == "name" for f in draft.mentions):
            people = self._people(draft, named)
            described = self._described_person(draft, setting)
            expected = {c.entity for c in people if AWAITED in c.reasons}
            if len(expected) == 1:  # "president-elect": known, and in no office yet
                described = replace(described, entity=expected.pop(), reasons=(*described.reasons, AWAITED))
            return tuple(sorted((*people, described), key=lambda c: (-c.score, c.entity, str(c.held))))
        described = self._described(draft, setting, named)
        if draft.kind == "place" and described.country is None:
            described = replace(described, country=self._country_of(draft.name, sorted(named)))
        return (described,)

    def _from_entry(self, entity: str, draft: Draft) -> Candidate:
        entry = self.gazetteer.entry(entity)
        return Candidate(
            entity=entity,
            name=entry.name,
            kind="person" if draft.kind == "person" else entry.kind,
            party=entry.party,
            country=entry.country,
            sectors=sectors_of(entry),
            source=_table_row(entry),
            score=2.0,
            reasons=(f"the tables name it ({draft.mentions[0].use or 'name'})",),
        )

    # --- people --------------------------------------------------------------------------------------------

    def _people(self, draft: Draft, named: frozenset[str]) -> list[Candidate]:
        full = len(draft.name.split()) > 1
        people = self.offices.people(draft.name, surname=not full)
        if full and (plain := without_initials(draft.name)):
            # "George Bush" may be any whose name without initials it is; the date tells them apart.
            family = self.offices.people(plain.split()[-1], surname=True)
            alike = (p for p in family if fold(without_initials(p.name)) == fold(plain))
            more = () if people and plain != draft.name else self.offices.people(plain)
            people = tuple({p.id: p for p in (*people, *more, *(alike if plain == draft.name else ()))}.values())
        if full and not people:
            # Tables hold longer forms and other spellings; the title must agree with the office.
            family = self.offices.people(draft.name.split()[-1], surname=True)
            people = tuple(p for p in family if self._fuller_name(p, draft))
        if not full:
            people = tuple(p for p in people if self._second_sign(p, draft, named))
        found: list[Candidate] = []
        for person in people:
            base = FULL_NAME if full else SURNAME
            for occupancy in self.offices.held_by(person.id):
                found.append(self._occupancy(draft, person, occupancy, base, named))
            if not self.offices.held_by(person.id):
                found.append(_plain_person(person, base))
        return found

    def _second_sign(self, person: Person, draft: Draft, named: frozenset[str]) -> bool:
        """What a lone surname needs: a title that fits an office of the person, else the person's country named.

        A lone given name is no surname ("Paul"), nor is a word that is a title itself ("King").
        """
        of_offices = [t for t in draft.titles if self.offices.parse_title(t.words.split())]
        if of_offices:
            held = [self.offices.by_id(o.office) for o in self.offices.held_by(person.id)]
            return any(self.title_fits(title, office) for title in of_offices for office in held)
        word = draft.name.casefold()
        if given_gender(f"{word} -") is not None or word in HONORIFICS | MALE | FEMALE:
            return False
        owners = {owner for title in draft.titles for owner in title.owners}
        return person.country in named and (not owners or person.country in owners)

    def in_post(self, described: Candidate, words: str) -> tuple[Candidate, ...]:
        """What a bare title may be: what it describes, then those who surely held the office; () where it is none.

        Args:
            described: for whom the title's bearer acts.
            words: the title as it stands, without its determiner: "Pakistan's army chief", "army chief".
        """
        if _NOT_THE_HOLDER & set(re.findall(r"\w+", words.lower())) or not self.offices.parse_title(words.split()):
            return ()
        owner = self.gazetteer.get(described.party)
        asked = [words, *([f"{words} of {owner.name}"] if owner is not None else ())]
        called = (office_called(one, offices=self.offices, gazetteer=self.gazetteer) for one in asked)
        office = next((o for o in called if o is not None and o.single and o.party == described.party), None)
        if office is None or described.party is None:
            return ()
        stays = [(stay, self.offices.person(stay.person)) for stay in self.offices.holders(office.id)]
        holders = [
            replace(_in_office(person, office, stay, ROLE_AND_BODY, (f"called {words!r}", BY_OFFICE)), held=surely)
            for stay, person in stays
            if person is not None and stay.certainty in _SURE and (surely := _surely(stay))
        ]
        return (described, *holders) if holders else ()

    def _fuller_name(self, person: Person, draft: Draft) -> bool:
        names = (person.name, *person.aliases)
        alike = any(ratio(fold(name), fold(draft.name)) >= SPELLING_RATIO for name in names)
        if not alike and not any(same_person(name, draft.name) for name in names):
            return False
        held = [self.offices.by_id(o.office) for o in self.offices.held_by(person.id)]
        return any(self.title_fits(title, office) for title in draft.titles for office in held)

    def _occupancy(
        self, draft: Draft, person: Person, occupancy: Occupancy, base: float, named: frozenset[str]
    ) -> Candidate:
        office = self.offices.by_id(occupancy.office)
        reasons = ["full name in the table" if base == FULL_NAME else BY_SURNAME]
        score = base
        for title in draft.titles:
            gain = self.title_fits(title, office)
            if gain > 0 and title.future:
                score, reasons = score + NOT_YET_HELD, [*reasons, f"called {title.words!r}", AWAITED]
                break
            if gain > 0:
                score += gain
                reasons.append(f"called {title.words!r}")
                break
        if office.body in named or (office.country in named and office.country):
            score += COUNTRY_NAMED
            reasons.append("its state or body is named in the article")
        return _in_office(person, office, occupancy, score, tuple(reasons))

    def title_fits(self, title: Appellation, office: Office) -> float:
        """How well a title beside a name fits an office: 0 not at all, more when role and body are both named."""
        if not self.offices.fits(title.words, office):
            return 0.0
        if not title.owners:
            return ROLE_ONLY
        entries = (self.gazetteer.get(o) for o in title.owners)
        owners = ({e.party for e in entries if e} | set(title.owners)) - {None}
        return ROLE_AND_BODY if owners & {office.body, office.party, office.country} else 0.0

    def _described_person(self, draft: Draft, setting: Setting) -> Candidate:
        """From the title alone; nobody's when it is former, future or no office."""
        acting_for = [(m, t) for m, t in draft.titled if t.noun.acts_for != "nobody"]
        at, title = min(acting_for, key=lambda item: self._bluntness(item[1]), default=(None, None))
        nation = next((t for t in draft.titles if t.owners), None)
        party = country = None
        reasons: tuple[str, ...] = ("no table row knows the name",)
        sectors: tuple[str, ...] = ()
        if title is not None:
            patron = draft.patron if title.possessor is not None else None
            alone = not title.owners and (title.possessor is None or _matter_of_state(patron, title.noun))
            home = setting.owner(at, title.noun) if at is not None and alone else None
            owner = self._owner(title.owners, home) or patron
            acting = not title.former and not title.future
            if owner is not None:
                country = owner.country
                party = acts_for(title.noun.acts_for, owner) if acting else None
            sectors = _sectors(title.noun, owner)
            reasons = (f"called {title.words!r}",)
        elif nation is not None:
            owner = self._owner(nation.owners, None)
            country = owner.country if owner else None
        return Candidate(
            entity=content_id("described", draft.name.casefold()),
            name=draft.name,
            kind="person",
            party=party,
            country=country,
            sectors=sectors,
            source=OWN_WORDS,
            score=DESCRIBED if title else 0.1,
            reasons=reasons,
        )

    def called(self, draft: Draft, choice: Candidate) -> tuple[Mention, Appellation, str | None] | None:
        """The title an article gives to somebody who acts for a party and whom no table shows in an office.

        With the name it stands beside, and the tables' name of the office ("Foreign Minister of Peru"; None: they have
        none that it can mean). None: he acts for nobody, or has no title.
        """
        if choice.kind != "person" or choice.party is None or choice.office is not None:
            return None
        held = [item for item in draft.titled if item[1].noun.acts_for != "nobody"]
        held = [item for item in held if not item[1].former and not item[1].future]
        at, title = min(held, key=lambda item: self._bluntness(item[1]), default=(None, None))
        if at is None or title is None:
            return None
        for body in dict.fromkeys(filter(None, (*title.owners, choice.party))):
            for reading in self.offices.parse_title(title.words.split(), body):
                office = self.offices.office(reading.role, body)
                if office is not None and not set(reading.modifiers) - _IN_OFFICE:
                    return at, title, office.title
        return at, title, None

    def _bluntness(self, title: Appellation) -> int:
        """Orders titles by what they tell: the body it belongs to, its state, its owner, nothing.

        A general "of Norway" who commands a force of the United Nations acts for them.
        """
        entries = [entry for owner in title.owners if (entry := self.gazetteer.get(owner))]
        if any(entry.kind == "organisation" and entry.party and not entry.country for entry in entries):
            return 0
        return 1 if entries else 2 if title.possessor is not None else 3

    # --- nouns ---------------------------------------------------------------------------------------------

    def _described(self, draft: Draft, setting: Setting, named: frozenset[str]) -> Candidate:
        found = next((f for f in draft.mentions if f.noun or f.owners), draft.mentions[0])
        noun = found.noun
        if noun and noun.noun == "coalition" and re.search(r"\w-led\b", draft.name):
            return _coalition(draft)
        if noun and noun.noun in _PEACEKEEPERS and (force := self._sent_by(draft.owners or found.owners, named)):
            return replace(_described_as(draft, noun, force), country=None, source=_table_row(force))
        owners = draft.owners or found.owners
        if (parted := self._parted(draft, owners, named)) is not None:
            return replace(_described_as(draft, noun, parted), party=parted.party, source=_table_row(parted))
        alone = not owners and (draft.possessor is None or _matter_of_state(draft.patron, noun))
        at_home = noun is not None and alone and takes_home(found)
        home = setting.owner(found.mention, noun) if noun is not None and at_home else None
        if _fights_by_name(draft):
            return own_party(draft)
        owner = self._led(noun, owners) or self._owner(owners, home) or draft.patron
        if owner is None and _is_group(draft):
            return own_party(draft)
        described = _described_as(draft, noun, owner)
        return replace(described, party=described.name) if _is_political(draft, noun, described) else described

    def _sent_by(self, owners: Sequence[str], named: frozenset[str]) -> Entry | None:
        """Who sends peacekeepers: the organisation named, whatever state they are from; Russia sends its own."""
        entries = [entry for entity in (*owners, *sorted(named)) if (entry := self.gazetteer.get(entity))]
        if "RUS" in owners:
            return None
        parties = {entry.party for entry in entries if entry.kind == "organisation" and not entry.country}
        told = (self.gazetteer.get(owner) for owner in owners)
        sender = next((entry for entry in told if entry and entry.kind == "organisation"), None)
        return sender or next((self.gazetteer.get(party) for party in ("UN", "AU") if party in parties), None)

    def _parted(self, draft: Draft, owners: Sequence[str], named: frozenset[str]) -> Entry | None:
        """Whose separatists or separatist organs are: of the breakaway state in the phrase, or the only one named."""
        if draft.named or not _BREAKAWAY & set(re.findall(r"\w+", draft.name.lower())):
            return None
        told = [e for owner in owners if (e := self.gazetteer.get(owner)) and _is_breakaway(e)]
        if told:
            return told[0]
        only = [e for entity in named if (e := self.gazetteer.get(entity)) and _is_breakaway(e)]
        others = set(owners) - {entry.country for entry in only}
        return only[0] if len(only) == 1 and (not others or "backed" in draft.name) else None

    def _led(self, noun: ActorNoun | None, owners: Sequence[str]) -> Entry | None:
        """The body of several states that one state leads: "the Portuguese presidency of the EU"."""
        if noun is None or noun.noun.split()[-1] not in _LEADING:
            return None
        entries = (self.gazetteer.get(owner) for owner in owners)
        return next((e for e in entries if e and e.kind == "organisation" and e.party and not e.country), None)

    def _owner(self, owners: Sequence[str], home: str | None) -> Entry | None:
        for owner in owners:
            entry = self.gazetteer.get(owner)
            if entry is not None and entry.kind != "media" and (entry.party or entry.country):
                return entry
        return self.gazetteer.get(home)


def _surely(stay: Occupancy) -> PartialDate:
    """The days on which the tables are sure of a stay; unknown: there are none."""
    since, until = stay.start.latest, stay.end.earliest if stay.end else stay.vouched_to
    return PartialDate.span(since, until) if since and until and since <= until else PartialDate()


def _plain_person(person: Person, base: float) -> Candidate:
    return Candidate(
        entity=person.id,
        name=person.name,
        kind="person",
        party=None,
        country=person.country,
        source="people",
        score=base,
        reasons=("name in the table",),
    )


def acts_for(how: str, owner: Entry) -> str | None:
    """The party a described thing acts for, by its noun's class and its owner."""
    if how == "holder":
        return owner.party
    if how == "body" and owner.kind not in {"state", "place"}:
        return owner.party
    return None


def sectors_of(entry: Entry) -> tuple[str, ...]:
    """PLOVER sectors of a table row; a state as a whole is its government."""
    return tuple(entry.sectors) or (("GOV",) if entry.kind == "state" else ())


def _sectors(noun: ActorNoun, owner: Entry | None) -> tuple[str, ...]:
    """The sector of what a noun describes; who speaks for a body of a state, or serves in it, has the body's."""
    if noun.noun.split()[-1] in _MEMBERS_OF and owner is not None and owner.kind == "organisation" and owner.country:
        return owner.sectors or (noun.sector,)
    return (noun.sector,)


def without_initials(name: str) -> str:
    """The name without initials inside it: official releases print them, tables seldom have them."""
    words = name.split()
    return " ".join(w for k, w in enumerate(words) if k in {0, len(words) - 1} or len(w.strip(".")) > 1)


def plain_description(text: str) -> str:
    """A described party's name: the phrase without its determiner, ten words at the most."""
    words = text.split()
    while words and words[0].lower() in {"the", "a", "an", "his", "her", "its", "their", "these", "those", "this"}:
        words = words[1:]
    return " ".join(words[:10]) or text


# Modifiers of one who holds the whole office: not of a deputy's.
_IN_OFFICE = frozenset({"acting", "new", "outgoing", "then"})
# What says that a body has parted from the state it lies in.
_BREAKAWAY = frozenset({"separatist", "separatists", "breakaway", "secessionist", "secessionists"})
# What one state or its people hold in turn for a body of many.
_LEADING = frozenset("presidency chairmanship president chairman chairwoman chair commander chief head".split())
# Those whose sector is that of the body they are of: "spokesperson for the Pakistan Army" (MIL).
_MEMBERS_OF = frozenset("spokesman spokeswoman spokesperson official chief head spokespeople".split())
_PEACEKEEPERS = frozenset({"peacekeeper", "peacekeepers", "peacekeeping force"})


def _described_as(draft: Draft, noun: ActorNoun | None, owner: Entry | None) -> Candidate:
    """What a phrase describes: something that acts for the owner or only belongs to it."""
    return Candidate(
        entity=content_id("described", draft.name.casefold()),
        name=plain_description(draft.name),
        kind=draft.kind,
        party=acts_for(noun.acts_for if noun else "holder", owner) if owner else None,
        country=owner.country if owner else None,
        sectors=_sectors(noun, owner) if noun else (),
        source=OWN_WORDS,
        score=DESCRIBED,
        reasons=("described by its noun and the states or bodies in the phrase",),
    )


def _table_row(entry: Entry) -> str:
    """The source of a candidate that a table's row speaks for; such are not weighed."""
    return f"organisations or states: {entry.id}"


def _is_breakaway(entry: Entry) -> bool:
    """A state that few recognise: it acts for itself and lies in another."""
    return entry.party is not None and entry.subkind in {"unrecognised", "former_unrecognised"}


def _matter_of_state(patron: Entry | None, noun: ActorNoun | None) -> bool:
    """Whether one acts for a state though a body no table knows is the owner: senators, soldiers, police, judges."""
    if patron is None or patron.party or patron.country:
        return False
    return noun is not None and noun.sector in {"LEG", "MIL", "COP", "JUD"}


def _is_group(draft: Draft) -> bool:
    """Whether a body no table knows is an armed group, by its fighters or by what it is called beside its name."""
    if not draft.named or draft.kind not in {"organisation", "armed_group"}:
        return False
    called = (found.noun for found in draft.mentions if found.noun and found.mention.form == "nominal")
    return draft.armed or any(noun.kind == "armed_group" for noun in called)


def _is_political(draft: Draft, noun: ActorNoun | None, described: Candidate) -> bool:
    """Whether a political party that no table knows, told by its name: it acts for itself."""
    own = draft.named and draft.kind == "organisation" and described.party is None
    return own and noun is not None and noun.noun in {"party", "opposition"}


# "Assam Liberation Council": whatever state or place is in such a name, the body fights it.
_FIGHTING_NAME = re.compile(r"\bLiberation (?:Council|Army|Front|Movement|Forces?|Tigers|Organi[sz]ation)\b")


def _in_office(person: Person, office: Office, stay: Occupancy, score: float, reasons: tuple[str, ...]) -> Candidate:
    """Somebody as the holder of an office, by a row of the tables."""
    return Candidate(
        entity=person.id,
        name=person.name,
        kind="person",
        party=office.party,
        country=office.country,
        sectors=("GOV",) if office.country else ("IGO",),
        office=office.title,
        held=stay.dates,
        source=f"{office.id} {stay.dates}: {stay.source} ({stay.certainty})",
        score=score,
        reasons=reasons,
    )


def _fights_by_name(draft: Draft) -> bool:
    """Whether a body no table knows is called like an armed group."""
    return draft.named and draft.kind in {"organisation", "armed_group"} and bool(_FIGHTING_NAME.search(draft.name))


def own_party(draft: Draft) -> Candidate:
    """An armed group that no table knows acts for itself, under its abbreviation or its name."""
    short = min((alias for alias in draft.aliases if alias), key=len, default=None)
    name = plain_description(draft.name)
    return Candidate(
        entity=content_id("described", name.casefold()),
        name=name,
        kind="armed_group",
        party=short.upper() if short else name,
        country=None,
        sectors=("REB",),
        source=OWN_WORDS,
        score=DESCRIBED,
        reasons=("a body with fighters, or called an armed group",),
    )


def _coalition(draft: Draft) -> Candidate:
    """A loose coalition acting under one name is a party of its own ("the US-led coalition")."""
    name = plain_description(draft.name)
    return Candidate(
        entity=content_id("described", name.casefold()),
        name=name,
        kind="organisation",
        party=name,
        country=None,
        sectors=("MIL",),
        source=OWN_WORDS,
        score=DESCRIBED,
        reasons=("a coalition acting under one name",),
    )
