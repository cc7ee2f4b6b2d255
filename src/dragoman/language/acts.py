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
    told = 1.0 - likely[:, types.index(NO_ACT)]
    for token in np.nonzero(told >= LEAST)[0]:
        told_as = [(name, p) for name, p in _ranked(likely[token], types) if name != NO_ACT]
        if not told_as:
            continue
        fields = {"sentence": sentence, "token": int(token), "types": told_as}
        for name in LABELS:
            fields[name] = _ranked(softmax(scores[name][start + token]), heads[name])
        for side in ("actors", "recipients"):
            linked = scores["links"][heads["links"].index(side), start + token, start:end]
            fields[side] = [(i, p) for i, p in _linked(linked) if i != token]
        yield msgspec.convert(fields, Act)


def _ranked(probabilities: Scores, names: Sequence[str]) -> list[tuple[str, float]]:
    order = np.argsort(-probabilities, kind="stable")
    return [(names[i], round(float(probabilities[i]), 4)) for i in order if probabilities[i] >= LEAST_LABEL]


def _linked(scores: Scores) -> list[tuple[int, float]]:
    probabilities = 1.0 / (1.0 + np.exp(-scores.astype(np.float64)))
    order = np.argsort(-probabilities, kind="stable")
    return [(int(i), round(float(probabilities[i]), 4)) for i in order if probabilities[i] >= LEAST_LINK]
