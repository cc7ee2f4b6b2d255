"""Titles as roles: "external affairs minister" is the foreign minister, "foreign secretary" only in some countries.

``titles.tsv`` maps a phrase to a role, where that matters for the country or body only (column ``where``: ids, or
one of the words ``state``, ``organisation``, ``group``). It also lists the modifiers that say whether the office was
held ("former", "acting", "-elect") and the portfolios of commissioners. A phrase the table lacks is no title: nothing
is matched by likeness.
"""

import re
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Literal

from dragoman.codes.tables import cell_list, read_table
from dragoman.records import Record

BodyKind = Literal["state", "organisation", "group"]

# The longest phrase of the table has eleven words ("high representative of the union for foreign affairs and ...").
MAX_PHRASE_WORDS = 12
# Words that join a title to its body and belong to neither.
_JOINTS = frozenset({"and", "&", "of", "the", "'s", "’s", "for", "at", "in", "a", "an", "to", "from", "'", "’"})
_WORD = re.compile(r"[^\s,]+")
_POSSESSIVE = re.compile(r"(?<=\w)['’]s$|(?<=s)['’]$")


class TitleReading(Record, frozen=True):
    """What a title says."""

    role: str
    phrase: str  # the words that name the role, lower case
    modifiers: tuple[str, ...] = ()  # "acting", "former", "late", "then", "outgoing", "elect", "deputy", "new"
    body: tuple[str, ...] = ()  # the words left over, as written: a state or body ("European", "Union")

    @property
    def held(self) -> bool:
        """Whether the title claims the office for the time spoken of: not "former", not "-elect"."""
        return not {"former", "late", "elect"} & set(self.modifiers)


class Titles:
    """The table of titles. Make one with :meth:`load`."""

    def __init__(self, rows: Sequence[dict[str, str]]) -> None:
        self._rows = rows

    @classmethod
    def load(cls, directory: Path | None = None) -> "Titles":
        """Read ``titles.tsv`` from ``directory``, or the package's own.

        Raises:
            InstallationError: the table is missing or broken.
        """
        return cls(read_table("titles", directory))

    @cached_property
    def _roles(self) -> dict[tuple[str, str], str]:
        """(phrase, where) -> role; where "" is everywhere."""
        return {
            (row["phrase"], where): row["role"]
            for row in self._rows
            if row["kind"] == "title"
            for where in cell_list(row["where"]) or ("",)
        }

    @cached_property
    def _phrases(self) -> frozenset[str]:
        return frozenset(phrase for phrase, _ in self._roles)

    @cached_property
    def _modifiers(self) -> dict[str, str]:
        return {row["phrase"].strip("-"): row["role"] for row in self._rows if row["kind"] == "modifier"}

    @cached_property
    def _portfolios(self) -> dict[str, str]:
        return {row["phrase"]: row["role"] for row in self._rows if row["kind"] == "portfolio"}

    def role(self, phrase: str, where: str | None = None, kind: BodyKind | None = None) -> str | None:
        """The role a bare title means; ``None``: the table has no such title.

        Args:
            phrase: the title without modifiers and body: "foreign secretary". Case and hyphens do not matter.
            where: the country or body whose title it is, where known: "PAK", "EU".
            kind: what ``where`` is, where known.
        """
        portfolio = self._commissioner(phrase)
        if portfolio:
            return portfolio
        for form in _forms(phrase):
            for place in (where, kind, ""):
                found = self._roles.get((form, place)) if place is not None else None
                if found:
                    return found
        return None

    def _commissioner(self, phrase: str) -> str | None:
        text = _plain(phrase)
        match = re.fullmatch(r"(?:(?:eu|european(?: union)?) )?(?:(.+) )?commissioner(?: for (.+))?", text)
        portfolio = match and self._portfolios.get(match[2] or match[1] or "")
        return f"commissioner.{portfolio}" if portfolio else None

    def parse(
        self, words: Sequence[str], where: str | None = None, kind: BodyKind | None = None
    ) -> tuple[TitleReading, ...]:
        """Read a title with its modifiers and the words that name its body; empty: there is no title in it.

        A stacked title ("Deputy Prime Minister and Foreign Minister") has several readings, in order of text, with the
        words left over as the body of each. The longest phrase of the table decides, of two equally long the earlier.

        Args:
            words: the words of the title in order: ``["Pakistan", "'s", "acting", "foreign", "minister"]``.
            where: the country or body, where something else than these words tells it.
            kind: what ``where`` is, where known.
        """
        parts = _parts(words)
        free: list[str | None] = [part.lower() for part in parts]
        spans: list[tuple[int, int, str]] = []
        while (best := self._longest(free, where, kind)) is not None:
            spans.append(best)
            free[best[0] : best[1]] = [None] * (best[1] - best[0])
        rest = [k for k, word in enumerate(free) if word is not None and word not in _JOINTS]
        body = tuple(parts[k] for k in rest if (free[k] or "").strip("-") not in self._modifiers)
        return tuple(self._reading(parts, free, span, body) for span in sorted(spans))

    def _reading(
        self, parts: list[str], free: list[str | None], span: tuple[int, int, str], body: tuple[str, ...]
    ) -> TitleReading:
        """One phrase with the modifiers between it and the phrase before, and "-elect" right after it."""
        first, last, role = span
        start = first
        while start and free[start - 1] is not None:
            start -= 1
        near = [word for word in (*free[start:first], *free[last : last + 1]) if word]
        if last < len(free) and start == first:
            near = [word for word in near if self._modifiers.get(word.strip("-")) == "elect"]
        found = dict.fromkeys(self._modifiers.get(word.strip("-"), "none") for word in near)
        phrase = " ".join(part.lower() for part in parts[first:last])
        return TitleReading(role=role, phrase=phrase, modifiers=tuple(m for m in found if m != "none"), body=body)

    def _longest(
        self, plain: list[str | None], where: str | None, kind: BodyKind | None
    ) -> tuple[int, int, str] | None:
        for length in range(min(MAX_PHRASE_WORDS, len(plain)), 0, -1):
            for first in range(len(plain) - length + 1):
                words = [word for word in plain[first : first + length] if word is not None]
                if len(words) < length or words[0] in _JOINTS or words[-1] in _JOINTS:
                    continue
                role = self.role(" ".join(words), where, kind)
                if role:
                    return first, first + length, role
        return None


def parse_title(
    words: Sequence[str], *, titles: Titles, where: str | None = None, kind: BodyKind | None = None
) -> tuple[TitleReading, ...]:
    """Read a title: see :meth:`Titles.parse`."""
    return titles.parse(words, where, kind)


def _plain(phrase: str) -> str:
    return re.sub(r"\s+", " ", phrase.casefold().replace("’", "'")).strip()


def _forms(phrase: str) -> tuple[str, ...]:
    """The phrase as it is, with blanks for hyphens, and without points in abbreviations."""
    text = _plain(phrase)
    return tuple(dict.fromkeys((text, text.replace("-", " "), text.replace(".", ""))))


def _parts(words: Sequence[str]) -> list[str]:
    """The words, with hyphened prefixes and suffixes apart ("ex-president", "President-elect") and no possessives."""
    parts: list[str] = []
    for word in (found for chunk in words for found in _WORD.findall(chunk)):
        bare = _POSSESSIVE.sub("", word)
        prefix = re.match(r"(?i)(ex|then|co|acting|former)-(?=\w)", bare)
        if prefix:
            parts.append(prefix[1])
            bare = bare[prefix.end() :]
        suffix = re.search(r"(?i)-(elect|designate|in-waiting|nominee)$", bare)
        if suffix:
            parts.extend((bare[: suffix.start()], suffix[1]))
        else:
            parts.append(bare)
    return [part for part in parts if part and part not in {"'", "’"}]
