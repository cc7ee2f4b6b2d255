"""The stages of training: what each learns from, and in which proportions.

``syntax`` makes a reader of sentences from the treebanks. ``events`` makes the branch for events that ships, of the
corpus, the sentences by word and what is marked in print. ``acts`` makes a smaller one of the corpus alone: the network
for marked pairs begins with it (``training.pairs``), so that it can be scored on marked sentences that nothing has
learnt from.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus import by_word, in_print
from dragoman.language.acts import LABELS, NO_ACT
from dragoman.language.model import Reader
from evaluation import corpus
from training.acts import ELSEWHERE, HERE, NOBODY, SIDES, report_page
from training.data import label_sets, load_training
from training.examples import Source
from training.network import BRANCH, PAIRED
from training.pages import Page

Labels = dict[str, list[str]]
CHANNELS = list(SIDES)
RARE_MODE = 3  # a mode told less often in the corpus cannot be learnt
ARTICLES = 2.0  # how often an epoch sees the hand-coded articles: they are print as it is


@dataclass(frozen=True)
class Stage:
    """How a stage gets its sources and labels, its number of epochs, and of layers for events."""

    load: Callable[["Inputs"], tuple[list[Source], Labels]]
    epochs: int
    branch: int = BRANCH


@dataclass(frozen=True)
class Inputs:
    """The folder of the data, and which texts marked in print are left out."""

    data: Path
    held: tuple[int, int] | None = None  # (k, n): every n-th text from the k-th on, in an order drawn once


def _syntax(inputs: Inputs) -> tuple[list[Source], Labels]:
    documents = load_training(inputs.data / "corpora")
    return [Source("treebanks", documents, 1.0)], label_sets(documents)


def _acts(inputs: Inputs) -> tuple[list[Source], Labels]:
    own, modes = _reports(Reader.load())
    return [Source("corpus", own, 1.0)], label_sets(load_training(inputs.data / "corpora")) | act_labels(modes)


def _events(inputs: Inputs) -> tuple[list[Source], Labels]:
    reader = Reader.load()
    own, modes = _reports(reader)
    marked = list(in_print.reports(inputs.data, "train"))
    out = held_out([r["id"] for r in marked], inputs.held)
    pages = [report_page(r, reader) for r in marked if r["id"] not in out]
    coded = [p for p in pages if p.name.startswith("coded:")]
    printed = [p for p in pages if not p.name.startswith("coded:")]
    words = [report_page(r, reader) for r in by_word.reports()]
    labels = label_sets(load_training(inputs.data / "corpora")) | act_labels(modes)
    sources = {"corpus": (own, 1.0), "by word": (words, 1.0), "print": (printed, 1.0), "coded": (coded, ARTICLES)}
    return [Source(name, pages, share) for name, (pages, share) in sources.items()], labels


def held_out(names: Iterable[str], fold: tuple[int, int] | None) -> set[str]:
    """The names of the texts that a fold leaves out of training."""
    if fold is None:
        return set()
    order = sorted(names)
    random.Random(7).shuffle(order)
    return set(order[fold[0] :: fold[1]])


def _reports(reader: Reader) -> tuple[list[Page], list[str]]:
    """The train part of the corpus, and its modes, the most frequent first."""
    own = list(corpus.reports("train"))
    counts = Counter(event["mode"] or NO_ACT for report in own for event in report["events"])
    return [report_page(r, reader) for r in own], [m for m, n in counts.most_common() if n >= RARE_MODE]


def act_labels(modes: Sequence[str]) -> Labels:
    """The labels of the heads of events, and the channels of the links."""
    values: dict[str, list[str]] = {
        "status": ["occurred", "background", "planned", "hypothetical", "denied"],
        "basis": ["plain", "attributed", "alleged"],
        "mode": list(modes),
        "force": ["appeal", "demand"],
    } | {f"{side}_at": [HERE, ELSEWHERE, NOBODY] for side in SIDES}
    assert set(values) == set(LABELS)
    types = (
        "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE"
        " COERCE ASSAULT"
    )
    return {"act": [NO_ACT, *types.split()], **values, "links": CHANNELS}


STAGES = {"syntax": Stage(_syntax, 4), "acts": Stage(_acts, 6, PAIRED), "events": Stage(_events, 6)}
