"""Common nouns that stand for somebody who acts: what kind of thing each names and for whom it acts.

The table ``data/actor_nouns.tsv`` lists them by field of life (government, forces, courts, rebels, crowds ...).
``acts_for`` is ``holder`` (for the state or body that modifies it: "Afghan forces" act for Afghanistan), ``body``
(for a body, never for a state: "Hezbollah fighters", but "Afghan militants" act for nobody) or ``nobody``.
``data/epithets.tsv`` lists phrases that stand for a named body once it is known ("the alliance"), and
``data/telling_titles.tsv`` titles that only one party has ("secretary of state" without an owner is American).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal, cast

from msgspec.structs import replace

from dragoman.codes.tables import cell_list, read_table
from dragoman.errors import InstallationError
from dragoman.records import EntityKind, Record

# "The 27-nation bloc", "the seven-member group".
_MEMBERS = re.compile(r"\b(\d{1,3}|[a-z]{1,12})-(?:nation|member|country|state)")
ActsFor = Literal["holder", "body", "nobody"]
# Offices as the British, Commonwealth and American press shortens them.
SHORT_FORMS = {
    "pm": "prime minister", "dpm": "deputy prime minister", "fm": "foreign minister", "cm": "chief minister",
    "vp": "vice president",
}  # fmt: skip


def spelt_out(words: Iterable[str]) -> Iterator[str]:
    """Lower-case words with offices in full: "deputy", "pm" are "deputy", "prime", "minister"."""
    for word in words:
        yield from SHORT_FORMS.get(word, word).split(" ")


class ActorNoun(Record, frozen=True, kw_only=True):
    """One noun of the table."""

    noun: str
    kind: EntityKind
    acts_for: ActsFor
    sector: str  # PLOVER sector; "IGO" and "NGO" for bodies


class Epithet(Record, frozen=True, kw_only=True):
    """A phrase for a body: the one among ``entities`` that the article names, or the only one when ``alone``."""

    phrase: str
    entities: tuple[str, ...]
    alone: bool  # may be used though the article does not name the body


class ActorNouns:
    """Look-up of actor nouns by lemma and of epithets by phrase."""

    def __init__(
        self,
        nouns: dict[str, ActorNoun],
        epithets: dict[str, Epithet],
        telling: dict[str, str],
        numbers: dict[str, int],
    ) -> None:
        self._nouns = nouns
        self._epithets = epithets
        self._telling = telling
        self._numbers = numbers

    @classmethod
    def load(cls, directory: Path | None = None) -> "ActorNouns":
        """Read the tables.

        Raises:
            InstallationError: a table is missing or has a value outside its list.
        """
        nouns = {}
        for row in read_table("actor_nouns", directory):
            if row["acts_for"] not in {"holder", "body", "nobody"}:
                raise InstallationError(
                    "actor_nouns.tsv has a wrong acts_for", values=str(row), remedy="Write holder, body or nobody"
                )
            nouns[row["noun"]] = ActorNoun(
                noun=row["noun"],
                kind=cast(EntityKind, row["kind"]),
                acts_for=cast(ActsFor, row["acts_for"]),
                sector=row["sector"],
            )
        for short, full in SHORT_FORMS.items():
            office = nouns.get(full) or nouns.get(full.split()[-1])
            if office is not None:  # a table of one's own may lack it
                nouns[short] = replace(office, noun=full)
        epithets = {
            row["phrase"]: Epithet(
                phrase=row["phrase"], entities=cell_list(row["entities"].replace("|", ";")), alone=row["alone"] == "yes"
            )
            for row in read_table("epithets", directory)
        }
        telling = {row["phrase"]: row["party"] for row in read_table("telling_titles", directory)}
        words = read_table("time_words", directory)
        numbers = {row["form"]: int(row["value"]) for row in words if row["class"] == "COUNT"}
        return cls(nouns, epithets, telling, numbers)

    def extended(self, nouns: Mapping[str, ActorNoun]) -> "ActorNouns":
        """The table with further nouns; what it has already stays."""
        return ActorNouns({**nouns, **self._nouns}, self._epithets, self._telling, self._numbers)

    def noun(self, *phrases: str) -> ActorNoun | None:
        """The first of the phrases that the table knows; give the longest first."""
        for phrase in phrases:
            word = phrase.lower().replace(" - ", "-")
            singular = word[:-3] + "man" if word.endswith("men") else word.removesuffix("s")
            found = self._nouns.get(word) or self._nouns.get(singular)
            if found:
                return found
        return None

    def telling_title(self, title: str) -> str | None:
        """The party of a title that needs no owner ("secretary of state", "pope"); the longest phrase in it decides."""
        words = title.lower().replace("-", " ").split()
        spans = sorted(
            ((j - i, i, j) for i in range(len(words)) for j in range(i + 1, min(i + 6, len(words)) + 1)), reverse=True
        )
        return next((self._telling[t] for _, i, j in spans if (t := " ".join(words[i:j])) in self._telling), None)

    def epithet(self, *phrases: str) -> Epithet | None:
        """The first of the phrases that stands for a body."""
        return next((self._epithets[p.lower()] for p in phrases if p.lower() in self._epithets), None)

    def members(self, words: Iterable[str]) -> int | None:
        """How many members words like "27-nation" or "seven-member" give a body; ``None``: they give none."""
        found = (match[1] for word in words if (match := _MEMBERS.fullmatch(word.lower())))
        return next((int(text) if text.isdigit() else self._numbers.get(text) for text in found), None)
