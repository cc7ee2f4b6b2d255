"""Where accounts of one happening differ: on the date, the place, who took part, how many, and whether it happened.

Each disagreement quotes every account of the point, who says so and when it was published. Its kind says how they
stand to each other: ``spread``, estimates or counts that may stand side by side; ``update``, a later account in place
of an earlier one; ``conflict``, accounts that exclude each other. None of them is called right.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from dragoman.compare.accounts import Disagreement, Matter, Telling
from dragoman.compare.amounts import differing_amounts
from dragoman.compare.circumstances import differing_circumstances
from dragoman.compare.denials import Denial, differing_claims
from dragoman.records import CodedArticle, Event


def find_disagreements(
    subject: str, tellings: Iterable[Telling], denials: Iterable[Denial] = (), *, happening: bool = True
) -> tuple[Disagreement, ...]:
    """What the tellings of one happening, and denials that may be of it, say differently.

    The result depends on what the tellings say, never on their order. Copies of an article add no account of their own.

    Args:
        subject: id of the happening, or of the one event it is.
        tellings: an article each, with its events of the happening.
        denials: denials from any article that may answer them.
        happening: whether the tellings were brought together from several articles.
    """
    told = _ordered(tellings)
    real = [t for t in told if any(event.status not in {"denied", "hypothetical"} for event in t.events)]
    found: Iterator[Disagreement] = iter(
        (
            *differing_circumstances(subject, real),
            *differing_amounts(subject, real),
            *differing_claims(subject, real, denials, happening=happening),
        )
    )
    return tuple(sorted(found, key=lambda each: (each.matter, each.id)))


def agreed(one: CodedArticle, other: CodedArticle) -> frozenset[Matter]:
    """The points on which two articles agree in telling one happening: a day, a place."""
    found: set[Matter] = set()
    for a in one.events:
        for b in other.events:
            if a.happening is None or a.happening != b.happening:
                continue
            if a.when.is_day and b.when.is_day and a.when.overlaps(b.when):
                found.add("date")
            if a.place and b.place and a.place.name == b.place.name and a.place.precision == "city":
                found.add("place")
    return frozenset(found)


def telling_of(coded: CodedArticle, events: Iterable[Event]) -> Telling:
    """An article's telling by the events that are of the happening."""
    return Telling(coded=coded, events=tuple(sorted(events, key=lambda event: (event.start, event.id))))


def _ordered(tellings: Iterable[Telling]) -> Sequence[Telling]:
    """Tellings without the copies of others among them, in order of publication."""
    told = sorted(tellings, key=lambda t: (t.article.published or date.max, t.article.id))
    ids = {telling.article.id for telling in told}
    return [t for t in told if t.events and t.article.duplicate_of not in ids]
