"""Which articles tell what a denial may answer: one walk over the events of the time for all denials that came in.

A large party takes part in events of every day, so that each walk of its own took a second in a record of a million
events, and a day brings dozens of denials.
"""

from collections.abc import Sequence
from functools import lru_cache

from dragoman.compare.denials import LEAST_SHARED_SAME_ACT, Denial
from dragoman.compare.words import forms, hashed, weight
from dragoman.store.open import Store

# By day first: only events near a denial can be what it answers.
_TOLD = """
    SELECT articles.id, articles.published, events.text, p.party
    FROM articles CROSS JOIN events ON events.article = articles.id CROSS JOIN participants p ON p.event = events.id
    WHERE articles.published BETWEEN ? AND ? AND events.type <> 'REJECT' AND p.party IN ({marks})
"""
Days = tuple[str, str]


def answerable(store: Store, denials: Sequence[tuple[Denial, Days | None]]) -> list[set[str]]:
    """For each denial the articles with an event that it may answer, its own among them.

    Args:
        store: a record.
        denials: each with the first and the last day on which what it answers is looked for; ``None``: not known.
    """
    found = [{denial.coded.article.id} for denial, _ in denials]
    words = lru_cache(maxsize=8)(_words)  # the participants of an event come one after the other
    for (first, last), numbers in _stretches(denials):
        of: dict[str, list[int]] = {}
        for number in numbers:
            for party in denials[number][0].deniers:
                of.setdefault(party, []).append(number)
        sql = _TOLD.format(marks=", ".join("?" * len(of)))
        for row in store.query(sql, (first, last, *sorted(of))):
            for number in of[row["party"]]:
                denial, days = denials[number]
                if days is None or not days[0] <= row["published"] <= days[1] or row["id"] in found[number]:
                    continue
                shared = denial.words & words(row["text"])
                if shared and weight(shared) >= LEAST_SHARED_SAME_ACT:
                    found[number].add(row["id"])
    return found


def _words(text: str) -> frozenset[int]:
    return frozenset(hashed(forms(text)))


def _stretches(denials: Sequence[tuple[Denial, Days | None]]) -> list[tuple[Days, list[int]]]:
    """The days that are looked at, overlapping ones as one stretch, with the denials that look there."""
    dated = sorted((days, number) for number, (_, days) in enumerate(denials) if days is not None)
    found: list[tuple[Days, list[int]]] = []
    for (first, last), number in dated:
        if found and first <= found[-1][0][1]:
            (begun, ended), numbers = found[-1]
            found[-1] = ((begun, max(ended, last)), [*numbers, number])
        else:
            found.append(((first, last), [number]))
    return found
