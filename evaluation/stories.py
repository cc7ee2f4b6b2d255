"""The stories of ``evaluation/happenings``, and the half of them that weights may be learnt from.

A story is what cannot be told apart without care: happenings that one article tells, or that stand in one pair. What is
learnt is learnt from the stories with an even number and measured on the others, so that no article, outlet's habit or
invented person stands in both halves. Only the weights were kept from the other half: the rules, lists of words and
thresholds set by hand were written with both halves in view, so its figures are of unseen weights, not unseen articles.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dragoman.compare.forest import Groups

Fields = dict[str, Any]


def stories(happenings: Sequence[Fields], pairs: Iterable[Fields] = ()) -> Mapping[str, int]:
    """The number of each happening's story: stories are counted from 0 by their first happening's id."""
    groups = Groups(row["id"] for row in happenings)
    told: dict[str, str] = {}
    for row in happenings:
        for telling in row["tellings"]:
            groups.join(row["id"], told.setdefault(telling["article"], row["id"]))
    for pair in pairs:
        groups.join(*pair["happenings"])
    ordered = sorted(sorted(members) for members in groups.all())
    return {name: number for number, members in enumerate(ordered) for name in members}


def is_learnt_from(story: int) -> bool:
    """Whether weights may be learnt from a story."""
    return story % 2 == 0
