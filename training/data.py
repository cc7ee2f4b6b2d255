"""Treebanks and names as training examples.

A document is a list of sentences, a sentence a list of words; a chunk is a run of whole sentences of one document,
which is what the network reads at a time.
"""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from dragoman.language.shapes import GAP_BLANK, GAP_NONE, GAP_PARAGRAPH

# Genres of GUM left out of what ships: their licences are non-commercial or their register is far from news.
GUM_LEFT_OUT = ("fiction", "whow", "essay", "letter", "podcast", "conversation")
NAME_KINDS = ("PER", "ORG", "LOC")
OTHER = "OTH"  # in the early release only: peoples and their adjectives (no names), but also bands, ships, teams
UNKNOWN = None  # a name label of None is masked: the treebank does not say


@dataclass(frozen=True)
class Word:
    """One syntactic word with its annotation. ``head`` counts from 1 inside the sentence, 0 is the root."""

    form: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    lemma: str = "_"
    name: str | None = UNKNOWN  # BIO label; None: not annotated, masked
    gap: int = GAP_BLANK


@dataclass
class Sentence:
    """The words of a sentence and its id in the treebank."""

    words: list[Word]
    sent_id: str = ""


@dataclass
class Document:
    """Consecutive sentences of one text."""

    name: str
    sentences: list[Sentence] = field(default_factory=list)


def _gap_after(misc: str) -> int:
    return GAP_NONE if "SpaceAfter=No" in misc else GAP_BLANK


class _Reader:
    """Reads CoNLL-U line by line; words of a multi-word token follow each other without a gap."""

    def __init__(self) -> None:
        self.documents: list[Document] = []
        self.words: list[Word] = []
        self.sent_id = ""
        self.gap = GAP_PARAGRAPH
        self.range_end = 0
        self.range_gap = GAP_BLANK

    def comment(self, line: str) -> None:
        """Take a new document, paragraph or sentence id."""
        if line.startswith("# newdoc"):
            self.documents.append(Document(line.split("=", 1)[-1].strip()))
            self.gap = GAP_PARAGRAPH
        elif line.startswith("# newpar"):
            self.gap = GAP_PARAGRAPH
        elif line.startswith("# sent_id"):
            self.sent_id = line.split("=", 1)[1].strip()

    def row(self, columns: list[str]) -> None:
        """Take a word."""
        number, form, lemma, upos, xpos, feats, head, deprel, _, misc = columns
        if "-" in number:
            self.range_end, self.range_gap = int(number.split("-")[1]), _gap_after(misc)
            return
        if "." in number:
            return
        self.words.append(Word(form, upos, xpos, feats, int(head), deprel, lemma, UNKNOWN, self.gap))
        if int(number) < self.range_end:
            self.gap = GAP_NONE
        elif int(number) == self.range_end:
            self.gap, self.range_end = self.range_gap, 0
        else:
            self.gap = _gap_after(misc)

    def end(self) -> None:
        """Close the sentence."""
        if self.words:
            self.documents[-1].sentences.append(Sentence(self.words, self.sent_id))
        self.words, self.range_end = [], 0


def read_treebank(path: Path) -> list[Document]:
    """The documents of a CoNLL-U file."""
    reader = _Reader()
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("#"):
            reader.comment(line)
        elif not line.strip():
            reader.end()
        else:
            reader.row(line.split("\t"))
    reader.end()
    return reader.documents


def leave_out(documents: Iterable[Document], genres: Sequence[str] = GUM_LEFT_OUT) -> list[Document]:
    """The GUM documents that are of none of ``genres`` (the genre is the second part of the name)."""
    return [d for d in documents if d.name.split("_")[1] not in genres]


def read_names(path: Path) -> dict[str, list[tuple[str, str]]]:
    """UNER sentences by id: (form, BIO label) with kinds PER, ORG, LOC, and OTH; whatever else is O."""
    found: dict[str, list[tuple[str, str]]] = {}
    rows: list[tuple[str, str]] = []
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("# sent_id"):
            rows = found.setdefault(line.split("=", 1)[1].strip(), [])
        elif line and not line.startswith("#"):
            columns = line.split("\t")
            prefix, _, kind = columns[2].partition("-")
            rows.append((columns[1], f"{prefix}-{kind}" if kind in (*NAME_KINDS, OTHER) else "O"))
    return found


def _labels_by_character(rows: Sequence[tuple[str, str]]) -> list[str]:
    labels: list[str] = []
    for form, label in rows:
        inside = "I" + label[1:] if label != "O" else "O"
        labels += [label] + [inside] * (len(form) - 1)
    return labels


def _settled(label: str, word: Word) -> str | None:
    """OTH as O where it names a people, masked where the final release may have made it a name."""
    if not label.endswith(OTHER):
        return label
    return "O" if word.upos in ("ADJ", "ADP", "DET") or word.xpos == "NNPS" else UNKNOWN


def add_names(documents: Iterable[Document], names: dict[str, list[tuple[str, str]]]) -> int:
    """Give the sentences their name labels, aligned by characters; the number of sentences that took them.

    A sentence that the names file lacks, or spells differently, stays masked.
    """
    taken = 0
    for document in documents:
        for sentence in document.sentences:
            rows = names.get(sentence.sent_id)
            if rows is None or "".join(f for f, _ in rows) != "".join(w.form for w in sentence.words):
                continue
            labels, at = _labels_by_character(rows), 0
            for i, word in enumerate(sentence.words):
                sentence.words[i] = replace(word, name=_settled(labels[at], word))
                at += len(word.form)
            taken += 1
    return taken


def load_training(corpora: Path) -> list[Document]:
    """EWT with its names, and the allowed part of GUM without names."""
    ewt = read_treebank(corpora / "ud" / "ewt-train.conllu")
    add_names(ewt, read_names(corpora / "ner" / "ewt-train.iob2"))
    return ewt + leave_out(read_treebank(corpora / "ud" / "gum-train.conllu"))


LABEL_FIELDS = ("upos", "xpos", "feats", "deprel")
RARE = 3  # a label seen less often cannot be learnt; its words are masked in that head


def label_sets(documents: Iterable[Document]) -> dict[str, list[str]]:
    """The labels of each head, sorted, without the rare ones."""
    counts: dict[str, Counter[str]] = {f: Counter() for f in LABEL_FIELDS}
    for document in documents:
        for sentence in document.sentences:
            for word in sentence.words:
                for name in LABEL_FIELDS:
                    counts[name][getattr(word, name)] += 1
    labels = {f: sorted(k for k, n in c.items() if n >= RARE) for f, c in counts.items()}
    labels["start"] = ["no", "yes"]
    labels["name"] = ["O", *(f"{p}-{k}" for k in ("LOC", "ORG", "PER") for p in "BI")]
    return labels


def cut_chunks(
    document: Document, rng: random.Random, *, longest: int = 110, single: float = 0.3
) -> list[list[Sentence]]:
    """The document as runs of whole sentences of at most ``longest`` words.

    A share ``single`` of the chunks aims at a random shorter length, so that single sentences are seen too. A
    sentence longer than ``longest`` is a chunk of its own.
    """
    chunks: list[list[Sentence]] = []
    chunk: list[Sentence] = []
    size, limit = 0, longest
    for sentence in document.sentences:
        if chunk and size + len(sentence.words) > limit:
            chunks.append(chunk)
            chunk, size = [], 0
            limit = rng.randint(1, longest) if rng.random() < single else longest
        chunk.append(sentence)
        size += len(sentence.words)
    if chunk:
        chunks.append(chunk)
    return chunks
