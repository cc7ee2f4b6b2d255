"""The clusters of one article under construction, filed by what may take them up: an entity, a name, a title, a noun.

Nobody goes through all clusters to find one, so that the time an article takes grows with its length alone.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from msgspec.structs import replace

from dragoman.entities.appellations import Appellation
from dragoman.entities.mentions import Found
from dragoman.entities.names import Entry
from dragoman.records import EntityKind, Mention

# Clusters tried for one mention under one key ("the minister": the latest mentioned ministers). No article of ordinary
# length has as many; who stands behind a hundred others is not meant.
MOST_TRIED = 100
Key = tuple[str, ...]
# Abbreviations of two letters are too often something else; of more than seven no body is known by one.
_SHORTEST, _LONGEST = 3, 7
_JOINING = frozenset("the a an of for and in on to de la le du des et y e del".split())
_BODIES = frozenset({"organisation", "armed_group", "party", "other"})


@dataclass
class Draft:
    """A cluster under construction."""

    number: int
    kind: EntityKind
    name: str
    entity: str | None = None
    mentions: list[Found] = field(default_factory=list)
    titled: list[tuple[Mention, Appellation]] = field(default_factory=list)  # names with the titles beside them
    titles: dict[Appellation, None] = field(default_factory=dict)  # the different ones, wherever they stand
    owners: tuple[str, ...] = ()
    aliases: set[str] = field(default_factory=set)
    gender: str | None = None
    plural: bool = False
    possessor: int | None = None  # token index of "his", "its" before its first mention
    patron: Entry | None = None  # who its possessor turns out to be; None: it has none, or nobody known
    keys: set[Key] = field(default_factory=set)  # what it is filed under when mentioned
    armed: bool = False  # the article tells of its fighters
    named: bool = False  # the article calls it by a name
    seen: Mention | None = None  # its latest mention, as far as the text is read; None: not yet

    @property
    def last(self) -> Mention:
        """The mention that was placed last."""
        return self.mentions[-1].mention

    def entitle(self, mention: Mention, title: Appellation) -> None:
        """Keep a title that stands beside a name of a person."""
        self.titled.append((mention, title))
        self.titles[replace(title, first=0, last=0, possessor=None)] = None
        self.keys |= {title_key(title.noun.noun), *(rank_key(owner) for owner in title.owners)}


class Drafts:
    """All clusters of an article."""

    def __init__(self) -> None:
        self.all: list[Draft] = []
        self._entities: dict[str, Draft] = {}
        self._names: dict[Key, dict[int, Draft]] = {}
        self._recent: dict[Key, dict[int, Draft]] = {}  # under each key the latest mentioned last
        self._here: list[tuple[Draft, Mention]] = []  # mentioned where the reading stands: not yet before anything
        self._at = -1

    def new(self, found: Found, kind: EntityKind, name: str) -> Draft:
        """A further cluster."""
        draft = Draft(number=len(self.all), kind=kind, name=name, entity=found.entity, owners=found.owners)
        self.all.append(draft)
        draft.keys.add(kind_key(kind))
        if draft.entity is not None:
            self._entities.setdefault(draft.entity, draft)
            draft.keys.add(entity_key(draft.entity))
        return draft

    def of_entity(self, entity: str) -> Draft | None:
        """The first cluster of what the tables know under an id."""
        return self._entities.get(entity)

    # --- by name ---------------------------------------------------------------------------------------------

    def call(self, draft: Draft, *names: str) -> None:
        """File a cluster under names that it has; the old ones stay, for who looks compares again."""
        for name in names:
            if draft.kind in _BODIES and (short := initials(name)) is not None:
                self._names.setdefault(("abbreviation", short), {})[draft.number] = draft
            for key in {("text", name), *(_person_keys(name) if draft.kind == "person" else ())}:
                bucket = self._names.setdefault(key, {})
                bucket.pop(draft.number, None)
                bucket[draft.number] = draft

    def called(self, name: str, kind: EntityKind) -> Draft | None:
        """The latest cluster with a name in lower case; of people also one with a longer or shorter form of it."""
        keys = {("text", name), *(_sought_keys(name) if kind == "person" else ())}
        for draft in sorted(self._latest(self._names, keys), key=lambda d: -d.number):
            same_text = draft.name.casefold() == name or name in draft.aliases
            if same_text and (draft.kind == kind or draft.kind != "person"):
                return draft
            if draft.kind == "person" == kind and same_person(draft.name, name):
                return draft
        return None

    def abbreviated(self, name: str) -> Draft | None:
        """The latest body whose initials a name in capitals is ("MRD", the Movement for Renewal and Democracy)."""
        if not (name.isalpha() and name.isupper() and _SHORTEST <= len(name) <= _LONGEST):
            return None
        found = self._latest(self._names, [("abbreviation", name.casefold())])
        draft = max(found, key=lambda d: d.number, default=None)
        if draft is not None:
            draft.aliases.add(name.casefold())
            self.call(draft, name.casefold())
        return draft

    # --- by what was mentioned last ----------------------------------------------------------------------------

    def note(self, draft: Draft, mention: Mention) -> None:
        """Take in a mention; they come in order of text."""
        self._read_to(mention.start)
        self._here.append((draft, mention))

    def before(self, keys: Iterable[Key], start: int) -> list[Draft]:
        """The clusters under these keys that were mentioned before an offset, the latest mentioned first."""
        self._read_to(start)
        seen = [(d.seen.start, -d.number, d) for d in self._latest(self._recent, keys) if d.seen is not None]
        return [draft for *_, draft in sorted(seen, key=lambda item: item[:2], reverse=True)]

    def _read_to(self, start: int) -> None:
        if start <= self._at:
            return
        for draft, mention in self._here:
            draft.seen = mention
            for key in draft.keys:
                bucket = self._recent.setdefault(key, {})
                bucket.pop(draft.number, None)
                bucket[draft.number] = draft
        self._here, self._at = [], start

    @staticmethod
    def _latest(filed: dict[Key, dict[int, Draft]], keys: Iterable[Key]) -> list[Draft]:
        buckets = (reversed(filed[key].values()) for key in keys if key in filed)
        return list({draft.number: draft for bucket in buckets for draft in islice(bucket, MOST_TRIED)}.values())


def kind_key(kind: EntityKind) -> Key:
    """Files everything of a kind."""
    return ("kind", kind)


def entity_key(entity: str) -> Key:
    """Files what the tables know."""
    return ("entity", entity)


def title_key(noun: str) -> Key:
    """Files people by the last word of a title's noun: "minister" of "foreign minister"."""
    return ("title", noun.split()[-1])


def rank_key(owner: str) -> Key:
    """Files people by whom their title belongs to."""
    return ("title of", owner)


def noun_key(kind: EntityKind, lemma: str, owner: str = "") -> Key:
    """Files what is told by a noun, of a state or body where one is named with it."""
    return ("noun", kind, lemma, owner)


def mention_key(mention: Mention) -> tuple[int, int, str]:
    """What tells one mention of an article from another."""
    return (mention.start, mention.end, mention.form)


# --- names -------------------------------------------------------------------------------------------------------


def _person_keys(name: str) -> set[Key]:
    """What a person's name shares with other forms of it: a word, or the first letters of all words."""
    words = name.casefold().split()
    keys = {("person",), *(("word", word) for word in words), ("letters", *(word[0] for word in words))}
    return keys | {("initials",)} if all(map(_initial, words)) else keys


def _sought_keys(name: str) -> set[Key]:
    """The keys one of which any other form of the name has; initials alone may be anybody's."""
    keys = _person_keys(name)
    return (keys if ("initials",) in keys else keys - {("person",)}) | {("initials",)}


def initials(name: str) -> str | None:
    """The first letters of a body's name, of its words that mean something; None: too few for an abbreviation."""
    words = [word for word in re.findall(r"\w+", name.casefold()) if word not in _JOINING]
    return "".join(word[0] for word in words) if _SHORTEST <= len(words) <= _LONGEST else None


def clean_name(text: str) -> str:
    """A name on one line, without possessive ending or surrounding marks."""
    folded = re.sub(r"\s+", " ", text).strip(" ,.;:\"“”'‘’()")
    return re.sub(r"['’]s?$", "", folded)


def same_person(full: str, other: str) -> bool:
    """Whether the shorter name's words are the longer's in order ("Dar", "Ishaq Dar"; "J. Stoltenberg" too)."""
    long, short = sorted((full.casefold().split(), other.casefold().split()), key=len, reverse=True)
    if len(short) == len(long):
        return bool(short) and all(_same_word(a, b) or _same_word(b, a) for a, b in zip(short, long, strict=True))
    if not short:
        return False
    if len(short) == 1:
        # A single word must be the family name, first or last of the full one.
        return short[0] in {long[-1], long[0]} and len(short[0]) > 2
    position = 0
    for word in short:
        while position < len(long) and not _same_word(word, long[position]):
            position += 1
        if position == len(long):
            return False
        position += 1
    return True


def _initial(word: str) -> str | None:
    letter = word.rstrip(".")
    return letter if len(letter) == 1 else None


def _same_word(a: str, b: str) -> bool:
    initial = _initial(a)
    return a == b or (initial is not None and b.startswith(initial))
