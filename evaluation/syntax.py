"""Scores the reader on raw text: tokens, sentences, tags, trees, lemmas and names.

``python -m evaluation.syntax [--corpora ../shared/corpora] [--part dev] [--json]``. Text is rebuilt from the treebank,
read, and aligned by characters without blanks, as the CoNLL 2018 shared task did (Zeman et al. 2018): every score is
an F1 over units found at the same characters. LAS compares relations without their subtypes, as there; ``LAS_full``
with them. Names are right when characters and kind are.
"""

import argparse
import json
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.language.model import Reader
from dragoman.records import Reading

ROOT = Path(__file__).resolve().parent.parent
CORPORA = ROOT.parent / "shared" / "corpora"
KINDS = {"PER": "person", "ORG": "organisation", "LOC": "place"}


@dataclass
class Unit:
    """A word at characters [start, end), blanks not counted; its head as the span of a word, None for the root."""

    start: int
    end: int
    upos: str
    xpos: str
    lemma: str
    deprel: str
    head: tuple[int, int] | None = None


@dataclass
class Text:
    """A document: its text, and what is right about it."""

    text: str = ""
    words: list[Unit] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)
    names: set[tuple[int, int, str]] = field(default_factory=set)
    named: bool = False


class _Builder:
    """Rebuilds documents from CoNLL-U lines."""

    def __init__(self) -> None:
        self.texts: list[Text] = []
        self.rows: list[list[str]] = []
        self.at = 0
        self.blank = ""
        self.ids: list[str] = []

    def line(self, line: str) -> None:
        """Take one line."""
        if line.startswith("# newdoc"):
            self.texts.append(Text())
            self.at, self.blank = 0, ""
        elif line.startswith("# newpar"):
            self.blank = "\n\n" if self.texts[-1].text else ""
        elif line.startswith("# sent_id"):
            self.ids.append(line.split("=", 1)[1].strip())
        elif line and not line.startswith("#"):
            self.rows.append(line.split("\t"))
        elif self.rows:
            self.sentence()
            self.rows = []

    def sentence(self) -> None:
        """Close the sentence: give its words their characters and heads."""
        text = self.texts[-1]
        first, range_end, joined = self.at, 0, ""
        spans: dict[str, tuple[int, int]] = {}
        own: list[tuple[Unit, str]] = []
        for number, form, lemma, upos, xpos, _, head, deprel, _, misc in self.rows:
            after = "" if "SpaceAfter=No" in misc else " "
            if "-" in number:
                range_end, joined = int(number.split("-")[1]), after
                continue
            if "." in number:
                continue
            text.text += self.blank + form
            size = sum(not c.isspace() for c in form)
            spans[number] = (self.at, self.at + size)
            own.append((Unit(self.at, self.at + size, upos, xpos, lemma, deprel), head))
            self.at += size
            self.blank = "" if int(number) < range_end else after
            if int(number) == range_end:
                self.blank, range_end = joined, 0
        for unit, head in own:
            unit.head = spans.get(head)
        text.words += [u for u, _ in own]
        text.sentences.append((first, self.at))


def read_gold(path: Path) -> tuple[list[Text], dict[str, tuple[int, int]]]:
    """The documents of a treebank file, and for each sentence id (document, index of the sentence)."""
    builder = _Builder()
    where: dict[str, tuple[int, int]] = {}
    for line in [*path.read_text("utf-8").splitlines(), ""]:
        builder.line(line)
    counts = iter(builder.ids)
    for d, text in enumerate(builder.texts):
        for s in range(len(text.sentences)):
            where[next(counts)] = (d, s)
    return builder.texts, where


def add_names(texts: list[Text], where: dict[str, tuple[int, int]], path: Path) -> None:
    """Mark the names of an IOB2 file at the characters of its sentences."""
    at, text, started, kind = 0, None, None, ""

    def close() -> None:
        nonlocal started
        if text is not None and started is not None:
            text.names.add((started, at, kind))
        started = None

    for line in path.read_text("utf-8").splitlines():
        if line.startswith("# sent_id"):
            close()
            document, sentence = where[line.split("=", 1)[1].strip()]
            text, at = texts[document], texts[document].sentences[sentence][0]
            text.named = True
        elif line and not line.startswith("#"):
            form, label = line.split("\t")[1:3]
            if not label.startswith("I-"):
                close()
            if label.startswith("B-"):
                started, kind = at, KINDS.get(label[2:], "other")
            at += sum(not c.isspace() for c in form)
    close()


def _positions(text: str) -> list[int]:
    """For each offset of the text, the number of characters before it that are not blank."""
    positions, count = [0], 0
    for character in text:
        count += not character.isspace()
        positions.append(count)
    return positions


def from_reading(reading: Reading, text: str) -> Text:
    """A reading in the same terms as the gold."""
    at, found = _positions(text), Text()
    for sentence in reading.sentences:
        spans = [(at[t.start], at[t.end]) for t in sentence.tokens]
        for token, span in zip(sentence.tokens, spans, strict=True):
            head = spans[token.head - 1] if token.head else None
            found.words.append(Unit(*span, token.upos, token.xpos, token.lemma, token.deprel, head))
        found.sentences.append((spans[0][0], spans[-1][1]))
    for name in reading.names:
        tokens = reading.sentences[name.sentence].tokens
        found.names.add((at[tokens[name.first].start], at[tokens[name.last].end], name.kind))
    return found


class Score:
    """Counts of right, found and expected units by measure."""

    def __init__(self) -> None:
        self.counts: dict[str, list[int]] = {}

    def add(self, measure: str, right: int, found: int, expected: int) -> None:
        """Add counts to a measure."""
        old = self.counts.setdefault(measure, [0, 0, 0])
        self.counts[measure] = [old[0] + right, old[1] + found, old[2] + expected]

    def f1(self) -> dict[str, float]:
        """F1 of each measure, in per cent."""
        return {m: round(200 * r / max(1, f + e), 2) for m, (r, f, e) in self.counts.items()}


def compare(system: Text, gold: Text, score: Score) -> None:
    """Add one document to the score."""
    right = {(w.start, w.end): w for w in gold.words}
    pairs = [(w, right[(w.start, w.end)]) for w in system.words if (w.start, w.end) in right]
    sizes = (len(system.words), len(gold.words))
    score.add("tokens", len(pairs), *sizes)
    sentences = len(set(system.sentences) & set(gold.sentences))
    score.add("sentences", sentences, len(system.sentences), len(gold.sentences))
    score.add("upos", sum(s.upos == g.upos for s, g in pairs), *sizes)
    score.add("xpos", sum(s.xpos == g.xpos for s, g in pairs), *sizes)
    score.add("lemmas", sum(s.lemma == g.lemma for s, g in pairs), *sizes)
    attached = [(s, g) for s, g in pairs if s.head == g.head]
    score.add("UAS", len(attached), *sizes)
    score.add("LAS", sum(s.deprel.split(":")[0] == g.deprel.split(":")[0] for s, g in attached), *sizes)
    score.add("LAS_full", sum(s.deprel == g.deprel for s, g in attached), *sizes)
    if gold.named:
        score.add("names", len(system.names & gold.names), len(system.names), len(gold.names))
        bare = {n[:2] for n in system.names}, {n[:2] for n in gold.names}
        score.add("name_spans", len(bare[0] & bare[1]), len(system.names), len(gold.names))


def evaluate(reader: Reader, texts: Iterable[Text]) -> dict[str, float]:
    """F1 of every measure on these documents, and the speed in sentences and words a second."""
    score, words, sentences, seconds = Score(), 0, 0, 0.0
    for gold in texts:
        began = time.perf_counter()
        reading = reader.read(gold.text)
        seconds += time.perf_counter() - began
        system = from_reading(reading, gold.text)
        words, sentences = words + len(system.words), sentences + len(system.sentences)
        compare(system, gold, score)
    speed = {"sentences_per_s": round(sentences / seconds, 1), "words_per_s": round(words / seconds)}
    return score.f1() | speed


def evaluate_all(reader: Reader, corpora: Path, part: str) -> dict[str, dict[str, float]]:
    """Scores on EWT (with its names) and GUM."""
    found = {}
    for name in ("ewt", "gum"):
        texts, where = read_gold(corpora / "ud" / f"{name}-{part}.conllu")
        names = corpora / "ner" / f"{name}-{part}.iob2"
        if names.is_file():
            add_names(texts, where, names)
        found[f"{name}-{part}"] = evaluate(reader, texts)
    return found


def main() -> None:
    """Read the options, print a table or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    parser.add_argument("--part", choices=("dev", "test"), default="dev")
    parser.add_argument("--model", type=Path, default=None, help="folder of another model")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    reader = Reader.load(options.model)
    results = evaluate_all(reader, options.corpora, options.part)
    if options.json:
        print(json.dumps({"model": reader.version, **results}, indent=1))
        return
    print(reader.version)
    for name, scores in results.items():
        print(name, "  ".join(f"{k} {v}" for k, v in scores.items()))


if __name__ == "__main__":
    main()
