"""Bands around counts from measured precision: how many of the counted are likely to be right.

Wilson's score interval (Wilson 1927, "Probable Inference, the Law of Succession, and Statistical Inference", JASA 22)
of each type's reviewed codings, at 95 %. Types are added up end by end, which holds whether or not their errors go
together. A type that nobody reviewed can be anything. What was missed is in no band: only recall would tell.
"""

from collections.abc import Mapping
from math import sqrt

Precision = Mapping[str, tuple[int, int]]  # event type -> (found right, reviewed)

Z_95 = 1.959964  # two-sided 95 % of the normal distribution


def wilson(right: int, reviewed: int, z: float = Z_95) -> tuple[float, float]:
    """The interval of a share, 0 to 1; all of it where nothing was reviewed."""
    if reviewed == 0:
        return 0.0, 1.0
    share, squared = right / reviewed, z * z / reviewed
    middle = (share + squared / 2) / (1 + squared)
    half = z * sqrt(share * (1 - share) / reviewed + squared / (4 * reviewed)) / (1 + squared)
    return max(middle - half, 0.0), min(middle + half, 1.0)


def band(counts: Mapping[str, int], precision: Precision) -> tuple[float, float]:
    """The lower and upper end of how many of ``counts`` (by type) are right."""
    ends = [(number, wilson(*precision.get(kind, (0, 0)))) for kind, number in counts.items()]
    return sum(number * low for number, (low, _) in ends), sum(number * high for number, (_, high) in ends)
