"""The stages of training: what each learns from, and in which proportions.

``syntax`` makes a reader of sentences from the treebanks. ``acts`` adds the branch for events from the corpus alone: it
serves to find the triggers in hand-coded clauses, which have none marked. ``events`` makes the branch that ships, again
from ``syntax``, of the corpus with those clauses and with marked pairs.
"""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.language.acts import LABELS, NO_ACT
from dragoman.language.model import Reader
from dragoman.pipeline import load_resources
from evaluation import corpus
from evaluation.predict import load_script
from training.acts import ELSEWHERE, HERE, NOBODY, SIDES, load_eventless, report_page
from training.align import aligned, coded_articles, marked_sentences
from training.data import label_sets, load_training
from training.examples import Source
from training.pages import Page
from training.score_acts import ActScores

Labels = dict[str, list[str]]
CHANNELS = list(SIDES)
RARE_MODE = 3  # a mode told less often in the corpus cannot be learnt
ARTICLES = 2.0  # how often an epoch sees the hand-coded articles: they are print as it is


@dataclass(frozen=True)
class Stage:
    """How a stage gets its sources and labels, and its number of epochs."""

    load: Callable[["Inputs"], tuple[list[Source], Labels]]
    epochs: int


@dataclass(frozen=True)
class Inputs:
    """Folders a stage reads: the data, the run of the acts stage, and which hand-coded articles are left out."""

    data: Path
    aligner: Path | None = None
    held: tuple[int, int] | None = None  # (k, n): every n-th article from the k-th on, in an order drawn once


def _syntax(inputs: Inputs) -> tuple[list[Source], Labels]:
    documents = load_training(inputs.data / "corpora")
    return [Source("treebanks", documents, 1.0)], label_sets(documents)


def _acts(inputs: Inputs) -> tuple[list[Source], Labels]:
    reader = Reader.load()
    own, modes = _reports(reader)
    none = list(load_eventless(inputs.data / "corpora" / "events" / "cameo_class_train.jsonl", reader))
    documents = load_training(inputs.data / "corpora")
    return [Source("corpus", own, 1.0), Source("none", none, 1.0)], label_sets(documents) | act_labels(modes)


def _events(inputs: Inputs) -> tuple[list[Source], Labels]:
    sources, labels = _acts(inputs)
    if inputs.aligner is None:
        raise SystemExit("the stage events needs --aligner: the folder of a run of the stage acts")
    resources, scores, counts = load_resources(), ActScores(inputs.aligner), Counter[str]()
    scorer = load_script(inputs.data / "evaluate" / "score_records.py")
    coded = sorted(coded_articles(inputs.data / "gold_train", resources, scorer), key=lambda c: c.name)
    kept = [c for c in coded if c.name not in held_out([c.name for c in coded], inputs.held)]
    articles = [aligned(c, scores, counts) for c in kept]
    print(f"articles: {dict(counts)}", flush=True)
    counts.clear()
    events = inputs.data / "corpora" / "events"
    pairs = [aligned(c, scores, counts) for c in marked_sentences(events / "plv_train.jsonl", resources)]
    print(f"pairs: {dict(counts)}", flush=True)
    return [
        *sources,
        Source("articles", articles, ARTICLES),
        Source("pairs", pairs, 1.0),
    ], labels


def held_out(names: Sequence[str], fold: tuple[int, int] | None) -> set[str]:
    """The names of the articles that a fold leaves out of training."""
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


STAGES = {"syntax": Stage(_syntax, 4), "acts": Stage(_acts, 6), "events": Stage(_events, 6)}
