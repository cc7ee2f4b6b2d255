"""Chunks of treebanks and passages of pages as numbers, in batches of one kind and like length."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from training.augment import augment
from training.clauses import clause_pool
from training.data import Document, Sentence, cut_chunks
from training.pages import Page, Passage
from training.pieces import Pieces

BATCH_PIECES = 1100  # sub-words in a batch, padding included
MASKED = -100
TAGS = ("upos", "xpos", "feats", "name")  # token heads that treebanks teach

Index = Mapping[str, Mapping[str, int]]  # by head the number of each label


@dataclass(frozen=True)
class Batch:
    """Tensors of one step: inputs [B, P] and [B, W], targets [B, W] by head, links [B, channels, W, W] if any."""

    inputs: tuple[Tensor, Tensor, Tensor]
    targets: dict[str, Tensor]
    links: Tensor | None


@dataclass(frozen=True)
class Encoded:
    """One chunk or passage as numbers. ``links``: channel, word, linked words, masked words."""

    pieces: list[int]
    codes: list[int]
    first: list[int]
    targets: dict[str, list[int]]
    links: list[tuple[int, int, frozenset[int], frozenset[int]]] | None = None


def encode_chunk(chunk: Sequence[Sentence], pieces: Pieces, index: Index) -> Encoded:
    """A run of sentences of a treebank."""
    words = [w for s in chunk for w in s.words]
    targets = {f: [index[f].get(getattr(w, f) or "", MASKED) for w in words] for f in TAGS}
    targets["start"] = [int(i == 0) for s in chunk for i in range(len(s.words))]
    targets["labels"] = [index["deprel"].get(w.deprel, MASKED) for w in words]
    targets["arcs"] = []
    offset = 0
    for sentence in chunk:
        targets["arcs"] += [w.head + offset if w.head else 0 for w in sentence.words]
        offset += len(sentence.words)
    return Encoded(*pieces.encode([(w.form, w.gap) for w in words]), targets)


def encode_passage(passage: Passage, pieces: Pieces, index: Index) -> Encoded:
    """A run of words of an annotated page; labels that are masked or not learnt teach nothing."""
    targets = {head: [index[head].get(x or "", MASKED) for x in labels] for head, labels in passage.labels.items()}
    links = [(index["links"][r.channel], r.word, r.linked, r.masked) for r in passage.rows]
    return Encoded(*pieces.encode(passage.words), targets, links)


def make_batch(group: Sequence[Encoded], channels: int) -> Batch:
    """Pad a group of one kind to its longest."""
    longest, words = max(len(e.pieces) for e in group), max(len(e.first) for e in group)

    def pad(rows: Iterable[list[int]], length: int, fill: int) -> Tensor:
        return torch.tensor([r + [fill] * (length - len(r)) for r in rows])

    inputs = (
        pad((e.pieces for e in group), longest, 0),
        pad((e.codes for e in group), longest, 0),
        pad((e.first for e in group), words, 0),
    )
    heads = sorted({head for e in group for head in e.targets})
    targets = {h: pad((e.targets.get(h, []) for e in group), words, MASKED) for h in heads}
    return Batch(inputs, targets, _links(group, channels, words) if group[0].links is not None else None)


def _links(group: Sequence[Encoded], channels: int, words: int) -> Tensor:
    links = torch.full((len(group), channels, words, words), float(MASKED))
    for one, scores in zip(group, links, strict=True):
        for channel, word, linked, masked in one.links or ():
            row = scores[channel, word]
            row[: len(one.first)] = row[: len(one.first)].clamp(min=0.0)
            row[sorted(masked)] = float(MASKED)
            row[sorted(linked)] = 1.0
    return links


def grouped(encoded: Iterable[Encoded], rng: random.Random) -> list[list[Encoded]]:
    """Groups of like length, as many as fit into a batch."""
    kept = [e for e in encoded if len(e.pieces) <= Pieces.LONGEST]
    kept.sort(key=lambda e: (len(e.pieces), rng.random()))
    groups: list[list[Encoded]] = []
    group: list[Encoded] = []
    for item in kept:
        if group and len(item.pieces) * (len(group) + 1) > BATCH_PIECES:
            groups.append(group)
            group = []
        group.append(item)
    return [*groups, group] if group else groups


@dataclass(frozen=True)
class Source:
    """Documents or pages of one kind, and how much of them an epoch sees (2.0: each twice)."""

    name: str
    items: Sequence[Document] | Sequence[Page]
    share: float

    def drawn(self, rng: random.Random) -> list[Document | Page]:
        """The items of one epoch."""
        whole, part = divmod(self.share, 1.0)
        return [*list(self.items) * int(whole), *rng.sample(list(self.items), round(part * len(self.items)))]


def epoch_batches(sources: Sequence[Source], rng: random.Random, pieces: Pieces, index: Index) -> list[list[Encoded]]:
    """One epoch's groups, newly cut and augmented, in random order; a group never mixes sources."""
    groups = []
    for source in sources:
        drawn = source.drawn(rng)
        trees = [item for item in drawn if isinstance(item, Document)]
        pool = clause_pool(trees)
        encoded = [encode_chunk(augment(c, rng, pool), pieces, index) for d in trees for c in cut_chunks(d, rng)]
        pages = [item for item in drawn if isinstance(item, Page)]
        encoded += [encode_passage(p, pieces, index) for page in pages for p in page.passages(rng)]
        groups += grouped(encoded, rng)
    rng.shuffle(groups)
    return groups
