"""The user's own actors in the gazetteer: what an actor code says of who acts, and names that go before the tables'.

A code is read by its first three letters and the types after them (CAMEO manual 1.1b3, chapter 3): of a state, what
governs or guards it acts for it, whoever fights it acts for itself, the rest for nobody. A first part that is no state
of ours is a party of its own.
"""

import re
from collections.abc import Iterable, Sequence

from dragoman.codes.states import is_state, state_by_code
from dragoman.entities.actor_files import OwnActor
from dragoman.entities.gazetteer import Entry, Gazetteer
from dragoman.entities.names import OWN, Known, NameUse
from dragoman.entities.nouns import ActorNoun, ActorNouns
from dragoman.records import EntityKind, Record

_RANK = -1  # before every name of ours
_PART = 3  # letters of a part of a code
_GOVERNING = frozenset("GOV MIL COP SPY JUD LEG".split())
_FIGHTING = frozenset("REB SEP INS UAF IMG".split())
_BODIES = frozenset({"IGO"})
_PRIVATE = frozenset("OPP PTY CVL BUS MNC NGO NGM EDU MED HLH REF LAB AGR CRM ELI SET DEV ENV HRI INT".split())
_TYPES = _GOVERNING | _FIGHTING | _BODIES | _PRIVATE
_OFFICES = frozenset({"GOV", "JUD", "LEG", "SPY", "ELI"})  # of persons
_LITTLE = frozenset({"of", "the", "and", "for", "in", "de", "la", "al"})
_SECTORS = {"MED": "JRN", "HLH": "MED", "INS": "REB", "SEP": "REB"}  # CAMEO's types that PLOVER calls otherwise
_KINDS: dict[str, EntityKind] = {
    "MED": "media", "BUS": "company", "MNC": "company", "OPP": "party", "PTY": "party", "CVL": "crowd", "REF": "crowd",
    "EDU": "organisation", "LAB": "crowd",
}  # fmt: skip


class Meaning(Record, frozen=True, kw_only=True):
    """What an actor code says."""

    party: str | None
    country: str | None
    sectors: tuple[str, ...]
    kind: EntityKind


def meaning(code: str) -> Meaning:
    """Whom an actor code acts for, where it belongs and what it is; what is written as dashes acts for nobody."""
    if not code.strip("-"):
        return Meaning(party=None, country=None, sectors=(), kind="other")
    parts = _parts(code)
    types = [part for part in parts[1:] if part in _TYPES]
    head = parts[0]
    home = _state(head)
    sectors = tuple(dict.fromkeys(_SECTORS.get(part, part) for part in types))
    if head in _FIGHTING | _BODIES | {"NGO", "NGM", "MNC"} or set(types) & (_FIGHTING | _BODIES):
        group = head in _FIGHTING or bool(set(types) & _FIGHTING)
        party = None if head in {"NGO", "NGM", "MNC"} else code
        kind: EntityKind = "armed_group" if group else "company" if head == "MNC" else "organisation"
        return Meaning(party=party, country=home, sectors=sectors, kind=kind)
    base = home or (head if types or len(code) == _PART else code)
    if not set(types) - _GOVERNING:
        return Meaning(party=base, country=base, sectors=sectors, kind="organisation" if types else "state")
    return Meaning(party=None, country=base, sectors=sectors, kind=_KINDS.get(types[0], "organisation"))


def with_own_actors(gazetteer: Gazetteer, actors: Sequence[OwnActor], *, nouns: ActorNouns) -> Gazetteer:
    """The gazetteer with own actors before the tables' names; agents among them are left to ``with_own_agents``.

    Args:
        gazetteer: the tables.
        actors: the own actors.
        nouns: nouns of those who act, which tell a person's name from a body's.
    """
    entries: dict[str, Entry] = {}
    names: list[Known] = []
    named = [actor for actor in actors if not actor.is_agent]
    codes = {actor.name.casefold(): actor.code for actor in named}
    for actor in named:
        known = gazetteer.by_name(actor.name)
        stem = _stem(actor, codes)
        entry = _entry(actor, known[0] if known else None, nouns, stem)
        entries.setdefault(entry.id, entry)
        use: NameUse = "demonym" if stem != actor.name else _use(actor, gazetteer)
        rank = _RANK - bool(actor.start or actor.end)
        names.extend(Known(entry.id, form, use, actor.start, actor.end, "", rank) for form in _forms(actor.name))
    return gazetteer.extended(entries, names)


def with_own_agents(nouns: ActorNouns, actors: Iterable[OwnActor]) -> ActorNouns:
    """The nouns of those who act with the user's own agents ("soldiers [~MIL]") where the table lacks them."""
    added = {}
    for actor in actors:
        types = [part for part in _parts(actor.code.replace("~", "")) if part in _TYPES]
        if actor.is_agent and types:
            holder = types[0] in _GOVERNING
            added[actor.name.lower()] = ActorNoun(
                noun=actor.name.lower(), kind=_KINDS.get(types[0], "organisation" if holder else "crowd"),
                acts_for="holder" if holder else "body" if types[0] in _FIGHTING else "nobody",
                sector=_SECTORS.get(types[0], types[0]),
            )  # fmt: skip
    return nouns.extended(added)


def _entry(actor: OwnActor, known: Entry | None, nouns: ActorNouns, stem: str) -> Entry:
    """What a row says of its actor; what our tables know under the name tells the rest."""
    told = meaning(actor.code)
    same = known is not None and known.kind != "place"
    kind = actor.kind or (known.kind if same and known else _kind(actor.name, told, nouns))
    party = told.party
    if same and known and told.party is not None and (told.kind == known.kind == "state" or told.party == actor.code):
        party = known.party  # a code of the user's for a state or a body that our tables know
    country = known.country if same and known and told.kind == known.kind == "state" else told.country
    identity = f"{OWN}{actor.code}-{stem}"
    return Entry(id=identity, name=_forms(actor.name)[0], kind=kind, party=party, country=country, sectors=told.sectors)


def _kind(name: str, told: Meaning, nouns: ActorNouns) -> EntityKind:
    """A person where the code is of an office and no word of the name is a noun for a body."""
    office = told.kind == "organisation" and bool(set(told.sectors) & _OFFICES)
    bodies = any(nouns.noun(word) for word in name.split())
    return "person" if office and not bodies else told.kind


def _stem(actor: OwnActor, codes: dict[str, str]) -> str:
    """The name with the same code that this one grows out of ("Eriadorian"); else the name itself."""
    name = actor.name.casefold()
    stems = (other for other in codes if name != other and name.startswith(other) and codes[other] == actor.code)
    return min(stems, key=len, default=actor.name)


def _use(actor: OwnActor, gazetteer: Gazetteer) -> NameUse:
    """As our tables use the name, where they have it."""
    form = _forms(actor.name)[0]
    matches = gazetteer.find(form)
    return matches[0].use if len(matches) == 1 and matches[0].text == form else "name"


def _forms(name: str) -> tuple[str, ...]:
    """The spellings of a name; one that the file has in capitals may be written as names are."""
    plain = name.removeprefix("THE ").removeprefix("The ")
    if not plain.isupper() or len(plain) <= _PART:  # "WHO" is not "Who"
        return (plain,)
    words = (w.lower() if w.lower() in _LITTLE and n else _capital(w) for n, w in enumerate(plain.split(" ")))
    return (" ".join(words), plain)


def _capital(word: str) -> str:
    return re.sub(r"(?<![^\W_])([^\W\d_])([^\W_]*)", lambda m: m[1] + m[2].lower(), word)


def _parts(code: str) -> list[str]:
    return [code[at : at + _PART].upper() for at in range(0, len(code), _PART)]


def _state(head: str) -> str | None:
    """The state that a first part means: its ISO code, else CAMEO's."""
    if is_state(head):
        return head
    found = state_by_code("cameo", head)
    return found.id if found else None
