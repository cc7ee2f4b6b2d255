"""Finds triggers and participants in clauses that were coded without them: articles and sentences with marked pairs.

The hand-coded articles give each event as a clause with its sides by party; the sentences with marked pairs give a
type, a source and a target. The trigger is the word of the clause to which a network trained on the corpus gives the
event's type most surely; a participant's mention is a word by which the chain means somebody of that party. What cannot
be aligned is masked, so that nothing wrong is learnt from it, and counted.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from dragoman.article import Extractor, make_article
from dragoman.config import Limits
from dragoman.entities.index import EntityIndex, index_entities
from dragoman.events.frames import FrameKind, FrameTable
from dragoman.language.acts import NO_ACT
from dragoman.language.tokens import tokenise
from dragoman.pipeline import Resources, boundaries, reference_date
from dragoman.records import Failure
from dragoman.sources import open_sources
from training.acts import ELSEWHERE, HERE, NOBODY, SIDES, Act, enter
from training.pages import Page, Parsed

# A word that a frame of the event's type knows counts so many times more; below the least sum no word is taken. Of the
# clauses whose likeliest word had less than 0.001 that word was the trigger in three of four, read by hand.
KNOWN, LEAST = 100.0, 1e-4
YIELD = ("CONCEDE", "RETREAT")  # one root in the sentences with marked pairs
_QUOTES = str.maketrans("“”„‘’`´", "\"\"\"''''")
_TRIGGERS = frozenset({"VERB", "NOUN", "ADJ", "PROPN", "AUX"})

# For each word of a page the probability of each type.
Scores = Callable[[Page], Sequence[Mapping[str, float]]]


@dataclass(frozen=True)
class Clause:
    """A clause that tells an event: its words, the types it may have, its labels, and who could stand on each side."""

    words: tuple[int, ...]
    types: tuple[str, ...]
    labels: Mapping[str, str | None]
    sides: Mapping[str, tuple[frozenset[int], ...]]  # for each participant the words that name him


@dataclass
class Coded:
    """A text with its clauses, before triggers are chosen."""

    name: str
    parsed: Parsed
    clauses: list[Clause]
    frames: FrameTable
    exhaustive: bool  # whether every event of the page is among the clauses

    def knows(self, word: int, kind: str) -> bool:
        """Whether a frame of a type has the word among its triggers."""
        token = self.parsed.tokens[word]
        tag: FrameKind = "verb" if token.upos == "VERB" else "noun" if token.upos in {"NOUN", "PROPN"} else "adjective"
        return any(f.type == kind for f in self.frames.for_word(tag, token.lemma.lower(), token.form.lower()))


def aligned(coded: Coded, scores: Scores, counts: Counter[str]) -> Page:
    """The page with a telling for each clause whose trigger was found."""
    parsed = coded.parsed
    page = parsed.page(coded.name, **({"act": NO_ACT} if coded.exhaustive else {}))
    likely = scores(page)
    taken: dict[int, Act] = {}
    for clause in coded.clauses:
        ranked = [
            (likely[w].get(kind, 0.0) * (KNOWN if coded.knows(w, kind) else 1.0), w, kind)
            for w in clause.words
            for kind in clause.types
            if parsed.tokens[w].upos in _TRIGGERS and w not in taken
        ]
        for word in clause.words:  # other words of a clause may tell it too; a preposition cannot
            if parsed.tokens[word].upos in _TRIGGERS:
                page.label("act", word, None)
        best, trigger, kind = max(ranked, default=(0.0, 0, ""))
        counts["clauses"] += 1
        if best >= LEAST:
            counts["with trigger"] += 1
            taken[trigger] = _act(clause, trigger, kind, parsed, counts)
    for act in taken.values():
        enter(page, act)
    return page


def _act(clause: Clause, trigger: int, kind: str, parsed: Parsed, counts: Counter[str]) -> Act:
    labels, around = dict(clause.labels), set(parsed.same_sentence(trigger))
    linked, masked = {}, {}
    for side in SIDES:
        near: set[int] = set()
        every: set[int] = set()
        for names in clause.sides[side]:
            here = (names & around) - {trigger}
            counts["participants"] += 1
            if here:
                counts["with mention"] += 1
                near.add(min(here, key=lambda w: (w not in clause.words, abs(w - trigger))))
                every |= here
        linked[side], masked[side] = frozenset(near), frozenset(every - near)
        labels[f"{side}_at"] = HERE if near else ELSEWHERE if clause.sides[side] else NOBODY
    return Act(trigger, kind, labels, linked, masked)


# --- articles ----------------------------------------------------------------------------------------------------


def coded_articles(folder: Path, resources: Resources, scorer: ModuleType) -> Iterator[Coded]:
    """The hand-coded articles of a folder with ``articles/`` and ``gold/``."""
    with Extractor(Limits()) as extractor:
        for raw in open_sources([str(folder / "articles")], limits=Limits()):
            if isinstance(raw, Failure):
                raise SystemExit(f"{raw.source}: {raw.reason}")
            article = make_article(raw, extractor=extractor, publishers=resources.publishers, limits=resources.limits)
            spans, when = boundaries(article), reference_date(article)
            reading = resources.reader.read(article.text, boundaries=spans)
            index = index_entities(article, reading, linker=resources.linker, nouns=resources.nouns, reference=when)
            parsed = Parsed(article.text, spans, resources.reader)
            name = Path(raw.source).stem
            gold = json.loads((folder / "gold" / f"{name}.json").read_text("utf-8"))
            clauses = [c for event in gold["events"] for c in _clauses(event, parsed, index, scorer)]
            yield Coded(name, parsed, clauses, resources.frames, exhaustive=True)


def _clauses(event: Mapping[str, Any], parsed: Parsed, index: EntityIndex, scorer: ModuleType) -> Iterator[Clause]:
    for text in (event["text"], *event.get("also", ())):
        words = find_words(text, parsed)
        if not words:
            continue
        around = sorted({w for word in words for w in parsed.same_sentence(word)})
        sides = {
            side: tuple(frozenset(_naming(gold, around, parsed, index, scorer)) for gold in event[side])
            for side in SIDES
        }
        labels = {key: event.get(key) for key in ("status", "basis", "force")} | {"mode": event["mode"] or "none"}
        yield Clause(tuple(words), (event["type"],), labels, sides)


def _naming(
    gold: Mapping[str, Any], words: Iterable[int], parsed: Parsed, index: EntityIndex, scorer: ModuleType
) -> Iterator[int]:
    """The heads of phrases that mean somebody of the gold participant's party."""
    for word in words:
        number = parsed.sentence_of[word]
        if parsed.tokens[word].upos not in {"NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM"}:
            continue
        for who in index.participants(number, word - parsed.first[number]):
            same = {"name": who.name, "party": who.party, "country": who.country, "id": who.id}
            if scorer.same_party(gold, same):
                yield word
                break


def find_words(text: str, parsed: Parsed) -> list[int]:
    """The words of a quoted text, by their forms; none where it is not found."""
    wanted = [_folded(text[a:b]) for a, b in tokenise(text, 0, len(text))]
    wanted = [w for w in wanted if w not in {'"', "'"}]
    kept = [(i, f) for i, t in enumerate(parsed.tokens) if (f := _folded(t.form)) not in {'"', "'"}]
    forms = [f for _, f in kept]
    for start in range(len(forms) - len(wanted) + 1):
        if forms[start : start + len(wanted)] == wanted:
            return [i for i, _ in kept[start : start + len(wanted)]]
    return []


def _folded(form: str) -> str:
    return re.sub(r"''", '"', form.translate(_QUOTES)).casefold()


# --- sentences with marked pairs -----------------------------------------------------------------------------------


def marked_sentences(path: Path, resources: Resources) -> Iterator[Coded]:
    """The sentences of a file of marked pairs (JSON lines with ``marked`` and ``root``)."""
    for number, line in enumerate(path.read_text("utf-8").splitlines()):
        row = json.loads(line)
        spans, text = _unmarked(row["marked"])
        if set(spans) != {"s", "t"}:
            continue
        parsed = Parsed(text, (), resources.reader)
        heads = {side: parsed.head(*spans[mark]) for side, mark in zip(SIDES, "st", strict=True)}
        sides = {side: (frozenset({h}),) if h is not None else () for side, h in heads.items()}
        inside = {w for a, b in spans.values() for w in parsed.within(a, b)}
        words = tuple(w for w in range(len(parsed.tokens)) if w not in inside)
        types = YIELD if row["root"] == "YIELD" else (row["root"],)
        yield Coded(f"pair-{number}", parsed, [Clause(words, types, {}, sides)], resources.frames, exhaustive=False)


def _unmarked(marked: str) -> tuple[dict[str, tuple[int, int]], str]:
    spans: dict[str, tuple[int, int]] = {}
    text, open_at = "", {}
    for part in re.split(r"(</?[st]>)", marked):
        if match := re.fullmatch(r"<(/?)([st])>", part):
            if match[1]:
                spans[match[2]] = (open_at.pop(match[2], 0), len(text))
            else:
                open_at[match[2]] = len(text)
        else:
            text += part
    return spans, text
