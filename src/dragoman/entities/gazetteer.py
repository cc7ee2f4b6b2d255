"""Names of states, bodies, groups, parties and media in running text, and what each of them is.

A match is whole words, the longest from its start, and cased as names are: "Turkey" and "TURKEY" but not "turkey",
"US" but not "us". Curly apostrophes, no-break spaces, typographic hyphens and diacritics make no difference. Offsets
are code points of the text as it was given.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from dragoman.codes.tables import tables_hash
from dragoman.entities.folding import fold, shouted
from dragoman.entities.lexicon import Lexicon, spellings
from dragoman.entities.names import NAME_USES, Entry, Known, Match, NameUse, read_entries, read_names
from dragoman.errors import UnknownName
from dragoman.partial_date import PartialDate

__all__ = ["NAME_USES", "Entry", "Gazetteer", "Match", "NameUse"]

# How much of the text on either side shows whether a passage is printed in capitals throughout.
_CONTEXT = 30


class Gazetteer:
    """All names the tables know. Immutable; one serves every thread."""

    def __init__(self, entries: Mapping[str, Entry], names: Iterable[Known], *, version: str = "") -> None:
        self.tables_hash = version
        self._entries = dict(entries)
        self._names = tuple(names)
        self._by_form: dict[str, list[Known]] = {}
        self._by_name: dict[str, list[Known]] = {}
        for known in sorted(self._names, key=lambda known: known.order):
            self._by_name.setdefault(fold(known.name).casefold(), []).append(known)
            # In capitals an ordinary word and a name look the same.
            for form in spellings(known.name, capitals=known.ambiguous != "word"):
                self._by_form.setdefault(form, []).append(known)
        self._lexicon = Lexicon(self._by_form)
        self._publishers = {domain: entry.id for entry in self._entries.values() for domain in entry.domains}

    @classmethod
    def load(cls, directory: Path | None = None) -> "Gazetteer":
        """Read the tables ``states``, ``organisations`` and ``names``.

        Args:
            directory: the folder they lie in; None: the package's own, read once per process.

        Raises:
            InstallationError: a table is missing or broken.
        """
        return _packaged() if directory is None else _read(directory)

    def extended(self, entries: Mapping[str, Entry], names: Iterable[Known]) -> "Gazetteer":
        """The tables with further entries and names; an entry of the same id stands for the tables' own."""
        return Gazetteer({**self._entries, **entries}, (*self._names, *names), version=self.tables_hash)

    def find(self, text: str, on: PartialDate | None = None) -> list[Match]:
        """Every name in the text: whole words, longest first, none overlapping another, in order.

        Args:
            text: any text.
            on: when given, names and entities that did not exist then come after those that did.
        """
        folded = fold(text)
        found = (self._match(text, folded, *span, on) for span in self._lexicon.spans(folded))
        return [match for match in found if match is not None]

    def entry(self, identity: str) -> Entry:
        """What the tables say of an entity.

        Raises:
            UnknownName: no table has it.
        """
        try:
            return self._entries[identity]
        except KeyError:
            raise UnknownName(
                "no table knows this entity", values=repr(identity), remedy="Ask by_name() which ids a name has"
            ) from None

    def get(self, identity: str | None) -> Entry | None:
        """Like ``entry``, but None for what no table knows."""
        return self._entries.get(identity) if identity else None

    def by_name(self, name: str, on: PartialDate | None = None) -> tuple[Entry, ...]:
        """The entities with this name, with or without "the", likeliest first; () when there is none.

        Upper and lower case are alike here: what is asked for is a name, not a stretch of text.
        """
        folded = fold(name).casefold()
        known = self._ordered(self._by_name.get(folded, self._by_name.get(folded.removeprefix("the "), [])), on)
        return tuple(dict.fromkeys(self._entries[one.entity] for one in known))

    def names_of(self, identity: str, *uses: NameUse) -> tuple[str, ...]:
        """The names of an entity, of all uses or of those asked for, in alphabetical order."""
        wanted = uses or NAME_USES
        found = {
            one.name: None
            for names in self._by_name.values()
            for one in names
            if one.entity == identity and one.use in wanted
        }
        return tuple(sorted(found))

    def publisher_for(self, domain: str) -> Entry | None:
        """The publisher of a site or address ("www.dawn.com", "https://www.dawn.com/news/1"); None: not known."""
        host = domain.split("://")[-1].split("/")[0].split(":")[0].split("@")[-1].casefold().strip(".")
        while host:
            if host in self._publishers:
                return self._entries[self._publishers[host]]
            host = host.partition(".")[2]
        return None

    def lifetime(self, identity: str) -> PartialDate:
        """From when to when an entity existed; an open end is None, and unknown when the table gives neither.

        Raises:
            UnknownName: no table has it.
        """
        return self.entry(identity).lifetime

    def _match(self, text: str, folded: str, start: int, end: int, form: str, on: PartialDate | None) -> Match | None:
        known = self._by_form[form]
        if on is not None and len(known) > 1:
            known = self._ordered(known, on)
        first = known[0]
        if on is not None and first.ambiguous and not first.alive(on):
            return None  # "Salisbury" is an English town once Zimbabwe's capital has another name
        # In a line of capitals "US" and "WHO" are as likely the pronouns.
        if first.ambiguous == "word" and form.isupper() and shouted(folded, start, end, _CONTEXT):
            return None
        return Match(
            start=start,
            end=end,
            text=text[start:end],
            entity=first.entity,
            use=first.use,
            kind=self._entries[first.entity].kind,
            ambiguous=first.ambiguous,
            others=tuple(dict.fromkeys(one.entity for one in known[1:] if one.entity != first.entity)),
        )

    def _ordered(self, known: Iterable[Known], on: PartialDate | None) -> list[Known]:
        """Likeliest first; with a date, those that existed on it before those that did not."""
        ordered = list(known)
        if on:
            ordered.sort(key=lambda one: not (one.alive(on) and self._entries[one.entity].alive(on)))
        return ordered


@cache
def _packaged() -> Gazetteer:
    return _read(None)


def _read(directory: Path | None) -> Gazetteer:
    entries = read_entries(directory)
    return Gazetteer(entries, read_names(directory), version=tables_hash(directory))
