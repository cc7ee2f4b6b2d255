"""From the scores of the event heads to the words that may tell events, with their labels and participants.

A head ``act`` says of each word which type of event it tells, if any; ``status``, ``basis``, ``mode``, ``force`` and
where each side is named are read at such words only. ``links`` scores each word of the chunk as actor and recipient of
each other; a word is either or not, independently of the others (sigmoid), and only words of the same sentence count.
"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec
import numpy as np

from dragoman.language.decode import Scores, softmax
from dragoman.records import Act

# A word below this tells hardly anything: of the triggers of the corpus's dev part one in fifty lies below.
LEAST = 0.05
LEAST_LABEL, LEAST_LINK = 0.02, 0.1
NO_ACT = "none"
LABELS = ("status", "basis", "mode", "force", "actors_at", "recipients_at")


def find_acts(
    scores: Mapping[str, Scores], heads: Mapping[str, Sequence[str]], start: int, end: int, *, sentence: int
) -> Iterator[Act]:
    """The acts of one sentence; none where the model has no such heads.

    Args:
        scores: the network's outputs for a chunk, by name: ``act`` [W, types], one for each label [W, n], ``links``
            [channels, W, W].
        heads: names of each head's labels; of ``links`` those of its channels.
        start: the sentence's first word in the chunk.
        end: its end.
        sentence: its number in the reading.
    """
    if "act" not in scores:
        return
    types = heads["act"]
    likely = softmax(scores["act"][start:end])
    told = np.nonzero(1.0 - likely[:, types.index(NO_ACT)] >= LEAST)[0]
    if not len(told):
        return
    labels = {name: softmax(scores[name][start:end][told]) for name in LABELS}
    for row, token in enumerate(told):
        told_as = [(name, p) for name, p in _ranked(likely[token], types) if name != NO_ACT]
        if not told_as:
            continue
        fields = {"sentence": sentence, "token": int(token), "types": told_as}
        for name in LABELS:
            fields[name] = _ranked(labels[name][row], heads[name])
        for side in ("actors", "recipients"):
            linked = scores["links"][heads["links"].index(side), start + token, start:end]
            fields[side] = [(i, p) for i, p in _linked(linked) if i != token]
        yield msgspec.convert(fields, Act)


def _ranked(probabilities: Scores, names: Sequence[str]) -> list[tuple[str, float]]:
    likely = [(p, i) for i, p in enumerate(probabilities.tolist()) if p >= LEAST_LABEL]
    likely.sort(key=lambda one: (-one[0], one[1]))
    return [(names[i], round(p, 4)) for p, i in likely]


def _linked(scores: Scores) -> list[tuple[int, float]]:
    probabilities = (1.0 / (1.0 + np.exp(-scores.astype(np.float64)))).tolist()
    likely = sorted((-p, i) for i, p in enumerate(probabilities) if p >= LEAST_LINK)
    return [(i, round(-p, 4)) for p, i in likely]
