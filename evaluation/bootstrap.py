"""95 % intervals by resampling articles with replacement (Efron 1979; for F1 see Berg-Kirkpatrick et al. 2012)."""

import random
from collections.abc import Callable, Sequence
from typing import NamedTuple

RESAMPLES = 1000
SEED = 20171109  # fixed, so that the same counts give the same interval
TAIL = 0.025


class Counts(NamedTuple):
    """Of one article: how many were found right, how many there are, how many were given."""

    right: float
    gold: float
    given: float


def f1(counts: Sequence[Counts]) -> float:
    """F1 of the counts added up; 0 where there is nothing."""
    total = sum(c.gold + c.given for c in counts)
    return 2 * sum(c.right for c in counts) / total if total else 0.0


def share(counts: Sequence[Counts]) -> float:
    """The share right; 0 where there is nothing."""
    total = sum(c.gold for c in counts)
    return sum(c.right for c in counts) / total if total else 0.0


def interval(counts: Sequence[Counts], measure: Callable[[Sequence[Counts]], float]) -> tuple[float, float] | None:
    """The 2.5 % and 97.5 % points of the measure over resampled articles; None for fewer than three articles."""
    if len(counts) < 3:
        return None
    chance = random.Random(SEED)
    values = sorted(measure(chance.choices(counts, k=len(counts))) for _ in range(RESAMPLES))
    return values[int(RESAMPLES * TAIL)], values[RESAMPLES - 1 - int(RESAMPLES * TAIL)]
