"""What is spoken of: topics of the tree in ``data/topics.tsv``, by the words and phrases that are evidence of each.

A word in ``words`` is enough for its topic; of those in ``hints`` two different ones are needed, or one beside a word.
Nothing is coded where the evidence is less. The longest phrase at a place counts alone, so that "West Bank" speaks for
no bank. Words are compared as written, without case and hyphens, in all their forms; so no parse is needed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from dragoman.codes.tables import cell_list, read_table
from dragoman.codes.topics import NO_TOPIC, ancestors
from dragoman.language.tables import rows
from dragoman.records import Record

ENOUGH = 1.0  # of evidence: one word, or two hints
WORD, HINT = 1.0, 0.5
# A quotation of fewer words is a piece of a sentence, which the writer's own words around it complete.
FRAGMENT_WORDS = 5

Phrase = tuple[str, ...]
Codes = dict[str, tuple[float, str]]  # topic -> weight, and the entry of the table whose form it is
Evidence = dict[str, tuple[float, str]]  # entry of the table -> weight, and the words met: no entry counts twice
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_VOWELS = frozenset("aeiou")
_JOINS = frozenset({"of", "against", "at", "in", "to", "for", "with", "between"})


class Topic(Record, frozen=True, kw_only=True):
    """A topic that a text speaks of, with the words that say so."""

    code: str
    weight: float
    evidence: tuple[str, ...]

    @property
    def reason(self) -> str:
        """What decided, for ``why``."""
        return f"topic {self.code}: {', '.join(self.evidence)}"


class TopicTable:
    """Look-up of topics by phrase: the first word leads to the phrases that begin with it, the longest first."""

    def __init__(self, entries: Iterable[tuple[str, float, str]]) -> None:
        self._order: dict[str, int] = {}
        known: dict[Phrase, Codes] = {}
        for code, weight, entry in entries:
            self._order.setdefault(code, len(self._order))
            for phrase in forms(entry):
                found = known.setdefault(phrase, {})
                if code not in found or found[code][0] < weight:
                    found[code] = (weight, entry)
        self._starts: dict[str, list[tuple[Phrase, Codes]]] = {}
        for phrase, codes in sorted(known.items(), key=lambda item: -len(item[0])):
            self._starts.setdefault(phrase[0], []).append((phrase, codes))

    @classmethod
    def load(cls, directory: Path | None = None) -> "TopicTable":
        """Read ``topics.tsv`` from ``directory``; None: the package's own, read once a process.

        Raises:
            InstallationError: the table is missing or a row does not fit its header.
        """
        return _own() if directory is None else cls(_entries(directory))

    def of(self, word: str) -> tuple[str, ...]:
        """The topics that a word or phrase alone speaks for, in the order of the table."""
        return tuple(topic.code for topic in self.find(word))

    def find(self, text: str) -> tuple[Topic, ...]:
        """The topics of a text, the one with most evidence first; equal ones in the order of the table.

        A topic is left out where one below it is there.
        """
        seen: dict[str, Evidence] = {}
        for words, codes in self._phrases(text):
            for code, (weight, entry) in codes.items():
                if code != NO_TOPIC:
                    seen.setdefault(code, {}).setdefault(entry, (weight, words))
        found = {code: evidence for code, evidence in seen.items() if _weight(evidence) >= ENOUGH}
        for context, evidence in _shared(seen).items():
            if _weight(evidence) >= ENOUGH and not any(context in ancestors(code) for code in found):
                found[context] = evidence
        lowest = {code for code in found if not any(code in ancestors(other)[1:] for other in found)}
        last = len(self._order)
        topics = (
            Topic(code=code, weight=_weight(found[code]), evidence=tuple(words for _, words in found[code].values()))
            for code in sorted(lowest, key=lambda code: self._order.get(code, last))
        )
        return tuple(sorted(topics, key=lambda topic: -topic.weight))

    def _phrases(self, text: str) -> Iterator[tuple[str, Codes]]:
        """The phrases of the table in a text, none overlapping, each with the topics it speaks for."""
        words = split(text)
        at = 0
        while at < len(words):
            match = next(
                (
                    (phrase, codes)
                    for phrase, codes in self._starts.get(words[at], ())
                    if len(phrase) == 1 or tuple(words[at : at + len(phrase)]) == phrase
                ),
                None,
            )
            if match is None:
                at += 1
                continue
            yield " ".join(match[0]), match[1]
            at += len(match[0])


def topics_of(text: str, start: int, end: int, table: TopicTable, *, sentence: tuple[int, int]) -> tuple[Topic, ...]:
    """The topics of what is said in ``text[start:end]``.

    Args:
        text: the article.
        start: where the content begins.
        end: where it ends.
        table: the topics' words.
        sentence: first and last offset of the sentence around it, which says what a piece of one is about.
    """
    content = text[start:end]
    found = table.find(content)
    if found or len(split(content)) >= FRAGMENT_WORDS:
        return found
    return table.find(text[sentence[0] : sentence[1]])


def split(text: str) -> list[str]:
    """The words of a text in lower case, those with hyphens apart, possessive endings off."""
    return [
        word.removesuffix("'s").removesuffix("’s").replace("’", "'")
        for word in (match.group().casefold() for match in _WORD.finditer(text))
    ]


def forms(entry: str) -> frozenset[Phrase]:
    """The forms of an entry of the table.

    "border guard" is meant in singular and plural, "to annex" as a verb in all its forms, "=rights" as it stands.
    """
    if entry.startswith("="):
        return frozenset({tuple(split(entry[1:]))})
    words = split(entry)
    if words[0] == "to" and len(words) > 1:
        return frozenset((form, *words[2:]) for form in _verb_forms(words[1]))
    found = {tuple(words), (*words[:-1], _plural(words[-1]))}
    noun = next((place for place, word in enumerate(words) if word in _JOINS), 0)
    if noun:  # "crime against humanity": its first noun has the plural
        found.add((*words[: noun - 1], _plural(words[noun - 1]), *words[noun:]))
    return frozenset(found)


def _weight(evidence: Evidence) -> float:
    return sum(weight for weight, _ in evidence.values())


def _shared(seen: dict[str, Evidence]) -> dict[str, Evidence]:
    """Evidence by context: its own and that of the topics below it together."""
    found: dict[str, Evidence] = {}
    for code, evidence in seen.items():
        found.setdefault(ancestors(code)[-1], {}).update(evidence)
    return found


def _plural(word: str) -> str:
    if word.endswith("y") and len(word) > 2 and word[-2] not in _VOWELS:
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "x", "z", "ch", "sh")) else f"{word}s"


def _verb_forms(verb: str) -> frozenset[str]:
    """All forms; where spelling leaves a choice both, for the wrong one is no word and harms nothing."""
    stem = verb.removesuffix("e")
    past = f"{stem}ed" if not verb.endswith("y") else f"{verb[:-1]}ied" if verb[-2] not in _VOWELS else f"{verb}ed"
    doubled = verb + verb[-1]
    regular = {verb, _plural(verb), past, f"{stem}ing", f"{verb}ing", f"{doubled}ed", f"{doubled}ing"}
    return frozenset(regular | _irregular().get(verb, frozenset()))


@cache
def _irregular() -> dict[str, frozenset[str]]:
    return {
        lemma: frozenset((*past.split("|"), *participle.split("|")))
        for lemma, past, participle in rows("irregular.tsv")
    }


@cache
def _own() -> TopicTable:
    return TopicTable(_entries(None))


def _entries(directory: Path | None) -> Iterator[tuple[str, float, str]]:
    for row in read_table("topics", directory):
        for column, weight in (("words", WORD), ("hints", HINT)):
            for entry in cell_list(row.get(column, "")):
                yield row["topic"], weight, entry


def codes_of(topics: Sequence[Topic]) -> tuple[str, ...]:
    """The codes of topics, in their order."""
    return tuple(topic.code for topic in topics)
