"""People while the office tables are built: folding names, family names, and who is the same person in two sources.

Sources write one person in many ways: with and without marks, with all four names or two, family name first or
last. Here names are compared only inside one country or one office, and only as whole words: a join that needs
more than that is written by hand in ``offices/same_people.tsv``.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from itertools import pairwise

from reference.office_titles import MONARCHIES

# Letters that Unicode does not decompose into a base letter and a mark.
LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a", "ħ": "h"}
)
# Words that belong to the family name that follows them.
PARTICLES = frozenset({
    "al", "an", "ar", "as", "at", "el", "bin", "ibn", "ben", "bint", "abu", "abd", "abdul", "abdel", "da", "das",
    "de", "del", "dei", "della", "der", "des", "di", "do", "dos", "du", "la", "las", "le", "lo", "los", "mac",
    "mc", "san", "saint", "st", "ten", "ter", "van", "vande", "vanden", "von", "zu", "zum", "zur", "ould", "ag",
    "o", "de-la",
})  # fmt: skip
# Countries whose people are written family name first in English-language news.
FAMILY_FIRST = frozenset({"CHN", "HKG", "MAC", "TWN", "PRK", "KOR", "SGP", "VNM"})
# Countries where people have two family names, the father's first.
TWO_FAMILY_NAMES = frozenset({
    "ESP", "MEX", "ARG", "CHL", "COL", "PER", "VEN", "BOL", "ECU", "URY", "PRY", "CRI", "PAN", "GTM", "HND", "SLV",
    "NIC", "CUB", "DOM", "PRI", "AND", "GNQ",
})  # fmt: skip
TITLES = re.compile(
    r"^(?:(?:Sir|Dame|Lord|Lady|Baroness|Baron|Dr\.?|Gen\.?|General|Lt\.?|Col\.?|Colonel|Maj\.?|Major|Brig\.?|Adm\.?|"
    r"Admiral|Capt\.?|Captain|Prof\.?|Hon\.?|Sheikh|Shaikh|Prince|Princess|King|Queen|Emperor|Ayatollah|Mullah|Syed|"
    r"Dato|Datuk|Tun|Tan Sri|Sri|Ch|Chaudhry|Makhdoom)\s+)+(?=\S+\s+\S)",
)
# "Henri, Grand Duke of Luxembourg", "Beatrix of the Netherlands"; "de", "von" and the like are no realm's.
_REALM = re.compile(r"(?:,\s+(?:King|Queen|Emperor|Grand Duke|Prince|Emir|Sultan))?\s+of\s+(?:the\s+)?(?=[A-Z])")
_NUMBER = re.compile(r"[IVX]+")
_SON_OF = frozenset({"bin", "ibn", "bint"})
SUFFIX = re.compile(r",?\s+(?:Jr\.?|Sr\.?|II|III|IV)$|,\s+(?:Baron|Baroness|Viscount|Earl|Lord)\b.*$")


def fold(name: str) -> str:
    """A name for comparison: marks off, lower case, hyphens and points as blanks, apostrophes dropped."""
    text = unicodedata.normalize("NFKD", name.casefold().translate(LETTERS))
    text = "".join(character for character in text if not unicodedata.combining(character))
    text = re.sub(r"['’ʼ‘`ʿʾ]", "", text)
    return re.sub(r"[\W_]+", " ", text).strip()


# Letters that stand for one sound in names written over from other scripts.
SOUNDS = (("zh", "j"), ("dj", "j"), ("kh", "k"), ("gh", "g"), ("ph", "f"), ("ck", "k"), ("q", "k"), ("w", "v"))


def consonants(word: str) -> str:
    """A folded word by what sources write alike: no vowels, no doubled letters; all of it where that leaves nothing."""
    for letters, sound in SOUNDS:
        word = word.replace(letters, sound)
    bare = re.sub(r"[aeiouy]|(.)(?=\1)", "", re.sub(r"(?<=[aeiou])h$", "", word))
    return bare or word


def reigning_name(name: str, country: str) -> str:
    """The name that somebody reigns under, without number and realm ("Juan Carlos I of Spain"); empty: no such name.

    A number is a reign's where a realm follows, a name follows ("Carl XVI Gustaf"), one name alone stands before, or
    the country has or had a crown (or a pope); "Carlos Hill III" elsewhere is his father's grandson.
    """
    plain, *realm = _REALM.split(name, maxsplit=1)
    words = re.sub(r"^(?:Pope|King|Queen|Emperor|Sultan|Emir)\s+", "", plain).split()
    numbers = [k for k, word in enumerate(words) if k and _NUMBER.fullmatch(word)]
    crowned = country == "VAT" or any(country in countries for countries in MONARCHIES.values())
    if numbers and (realm or crowned or numbers[0] < len(words) - 1 or len(words) == 2):
        return " ".join(word for k, word in enumerate(words) if k not in numbers)
    return " ".join(words) if realm and len(words) == 1 else ""


def family_name(name: str, country: str) -> str:
    """How news call a person after the first mention; two forms are joined by ``|``."""
    reigning = reigning_name(name, country)
    if reigning:
        return reigning
    plain = _REALM.split(SUFFIX.sub("", name), maxsplit=1)[0]
    bare = SUFFIX.sub("", TITLES.sub("", re.sub(r"\s*\(.*?\)|[\"“][^\"”]*[\"”]", "", plain))).strip()
    words = bare.split()
    if len(words) < 2:
        return bare
    if country in FAMILY_FIRST:
        return f"{words[0]}|{words[-1]}" if country == "VNM" else words[0]
    first = len(words) - 1
    while first > 1 and words[first - 1].casefold().strip(".") in PARTICLES:
        first -= 1
    last = " ".join(words[first:])
    joints = [k for k, word in enumerate(words) if k > 1 and word in ("y", "i")]
    if country in TWO_FAMILY_NAMES and joints:  # "Mateu i Pi", "Paz y Paz": the father's name stands before the "and"
        before = family_name(" ".join(words[: joints[0]]), "").split("|")[0]
        return f"{before}|{before} {' '.join(words[joints[0] :])}"
    if country in TWO_FAMILY_NAMES and len(words) >= 3 and first == len(words) - 1:
        return f"{words[-2]}|{words[-2]} {last}|{last}" if len(words) == 3 else f"{words[-2]} {last}|{words[-2]}|{last}"
    bare_last = last.split("-", 1)[1] if re.match(r"(?i)(?:al|el|as|ad|ar|an|ash)-", last) else ""
    return f"{last}|{bare_last}" if bare_last else last


@dataclass
class PersonEntry:
    """A person as the build knows him."""

    name: str
    country: str
    wikidata: str = ""
    aliases: set[str] = field(default_factory=set)
    source: str = ""
    as_of: str = ""
    family: str = ""  # written by hand; empty: made from the name
    id: str = ""  # by Wikidata item where there is one, else by the first name met and, if need be, the country


class People:
    """Everybody met so far, found by Wikidata item or by name inside a country."""

    def __init__(self, same: dict[tuple[str, str], str]) -> None:
        # (country, name as one source writes it) -> as another does, both ways: either may be met first.
        self.same = {(country, name): other for (country, other), name in same.items()} | same
        self.entries: list[PersonEntry] = []
        self._ids: set[str] = set()
        self._by_item: dict[str, PersonEntry] = {}
        self._by_name: dict[tuple[str, str], list[PersonEntry]] = {}
        self._by_country: dict[str, list[PersonEntry]] = {}

    def add(self, name: str, country: str, wikidata: str, source: str, as_of: str) -> PersonEntry:
        """The person of a Wikidata item, made when new."""
        entry = self._by_item.get(wikidata) if wikidata else None
        if entry is None:
            entry = PersonEntry(
                name, country, wikidata, source=source, as_of=as_of, id=self._new_id(name, country, wikidata)
            )
            self.entries.append(entry)
            self._by_country.setdefault(country, []).append(entry)
            if wikidata:
                self._by_item[wikidata] = entry
        self._index(entry, name)
        if name != entry.name:
            entry.aliases.add(name)
        return entry

    def _new_id(self, name: str, country: str, wikidata: str) -> str:
        base = f"person-{wikidata or fold(name).replace(' ', '-')}"
        number = 2
        candidate = base
        while candidate in self._ids:
            candidate = f"{base}-{country.lower() or number}" if number == 2 else f"{base}-{number}"
            number += 1
        self._ids.add(candidate)
        return candidate

    def _index(self, entry: PersonEntry, name: str) -> None:
        for key in ((entry.country, fold(name)), ("", fold(name))):
            known = self._by_name.setdefault(key, [])
            if entry not in known:
                known.append(entry)

    def find(self, name: str, country: str, *, anywhere: bool = False) -> PersonEntry | None:
        """The one person of that name in the country: the same words, or all words of the shorter in the longer."""
        forms = [fold(one) for one in (name, self.same.get((country, name), "")) if one]
        keys = [(place, form) for place in ((country, "") if anywhere else (country,)) for form in forms]
        exact = next((self._by_name[key] for key in keys if key in self._by_name), [])
        if exact:
            return exact[0] if len(exact) == 1 else None
        words = set(fold(name).split())
        near = [entry for entry in self._by_country.get(country, []) if _one_in_the_other(name, entry)]
        return near[0] if len(near) == 1 and len(words) > 1 else None

    def by_id(self, person: str) -> PersonEntry | None:
        """The person with that id; ``None``: nobody."""
        return next((entry for entry in self.entries if entry.id == person), None) if person else None

    def rename(self, entry: PersonEntry, name: str) -> None:
        """Give the name that readers know; the old one becomes an alias."""
        if name != entry.name:
            entry.aliases.add(entry.name)
            entry.aliases.discard(name)
            entry.name = name
            self._index(entry, name)

    def alias(self, entry: PersonEntry, alias: str) -> None:
        """Add another spelling."""
        if alias != entry.name:
            entry.aliases.add(alias)
        self._index(entry, alias)


def _other_initials(words: set[str], others: set[str]) -> bool:
    """Whether both names have initials and not the same: a father and a son ("George W." and "George H. W.")."""
    a, b = ({word for word in name if len(word) == 1} for name in (words, others))
    return bool(a and b and a != b)


def father_and_child(a: str, b: str) -> bool:
    """Whether a patronymic says that two names with the same words are two people: "Hamad bin Isa" is no Isa.

    First names, and the fathers' where both say them, are compared by their consonants, since sources write the
    vowels as they like.
    """
    names = [fold(TITLES.sub("", name)).split() for name in (a, b)]
    if not all(names) or not any(_SON_OF & set(name) for name in names):
        return False
    firsts = [consonants(name[0]) for name in names]
    return not _alike(firsts) or not _alike(_fathers(names))


def _fathers(names: list[list[str]]) -> list[str]:
    return [next((consonants(after) for word, after in pairwise(name) if word in _SON_OF), "") for name in names]


def _alike(words: list[str]) -> bool:
    return words[0].startswith(words[1]) or words[1].startswith(words[0])


def _one_in_the_other(whole: str, entry: PersonEntry) -> bool:
    words = set(fold(whole).split())
    for name in (entry.name, *entry.aliases):
        other = set(fold(name).split())
        contained = len(other) > 1 and (words <= other or other <= words)
        if contained and not _other_initials(words, other) and not father_and_child(whole, name):
            return True
    return False
