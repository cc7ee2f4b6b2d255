"""Two official accounts of one meeting or call side by side: what both say, what one says, what they put differently.

Sentences are tied where one is the nearest to the other, by shared words and by meaning, and near enough; the two
openings, which say who met, always are. What one account says and the other does not is shown as that, and as nothing
more.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from dragoman.compare.accounts import hedges
from dragoman.compare.points import Point, likeness, local_weights, points_of, spoken
from dragoman.records import Article, CodedArticle, Participant, Record, Span, content_id

# Set on eight pairs of accounts of our own, of whose points it places 65 of 69 right (``python -m evaluation.readouts
# tests/compare/readouts``), and the ten of evaluation/readouts, 78 of 90 (the same without a folder). Of six fresh
# calls, on which nothing was set, it places 41 of 54 right (``--fresh``).
NEAR = 0.18  # of a sentence and its nearest, likeness of words and weighted meaning together
MEANING_WEIGHT = 0.5  # of the cosine, beside the likeness of words: each tells what the other misses
ALIKE = 0.5  # from here on two sentences say much the same; below they put it differently
_TOLD_WORDS = 6  # of what a shared point is about, so many are named
_NUMBER = re.compile(r"\b\d+(?:[.,:]\d+)*\b")
_PUT = re.compile(
    r"\b(thank|apprecia|welcom|prais|commend|congratulat|condemn|denounc|deplor|reject|den(?:y|ied|ies)|oppos|warn|"
    r"caution|urg|call(?:ed|s)? (?:for|on)|demand|ask|request|insist|press(?:ed|es) |rais(?:ed|es)|express|stress|"
    r"underlin|underscor|emphasi|reiterat|reaffirm|confirm|agree|concur|pledg|promis|commit|offer|invit|discuss|"
    r"exchang|review|note|hope|look(?:ed|s)? forward|explain|informed|informs|recall|propos)\w*",
    re.IGNORECASE,
)


class Passage(Record, frozen=True, kw_only=True):
    """Words of one account, with where they stand."""

    article: str
    paragraph: int  # counts from 0 in the body
    start: int
    end: int
    text: str
    hedges: tuple[str, ...] = ()


class SharedPoint(Record, frozen=True, kw_only=True):
    """What both accounts say, and how each puts it."""

    a: tuple[Passage, ...]
    b: tuple[Passage, ...]
    score: float  # how like the words of the likest two sentences are, 0 to 1; 1 for the openings
    near: float  # how near in meaning the nearest two are, -1 to 1
    about: tuple[str, ...]  # what they have in common, the most telling first
    alike: bool  # whether they say much the same, with the same numbers; else each puts it its own way
    put_by_a: tuple[str, ...] = ()  # verbs that say how it was said, where the other has none of them
    put_by_b: tuple[str, ...] = ()
    numbers_of_a: tuple[str, ...] = ()  # numbers that only one of the two gives
    numbers_of_b: tuple[str, ...] = ()


class Side(Record, frozen=True, kw_only=True):
    """One of the two accounts."""

    article: str
    source: str
    publisher: str | None
    published: str | None  # ISO day; None: not known
    title: str | None
    named_first: str | None  # the first of those who met that the body names; None: nobody
    sentences: int


class Readouts(Record, frozen=True, kw_only=True):
    """Two accounts of one meeting, compared."""

    id: str
    a: Side
    b: Side
    shared: tuple[SharedPoint, ...]  # in the order of ``a``
    only_a: tuple[Passage, ...]  # what ``b`` leaves out
    only_b: tuple[Passage, ...]  # what ``a`` leaves out

    def rows(self) -> Iterator[tuple[tuple[Passage, ...], tuple[Passage, ...]]]:
        """The two side by side in the order of ``a``, what only ``b`` says where it stands in ``b``."""
        left: list[tuple[tuple[Passage, ...], tuple[Passage, ...]]] = [(p.a, p.b) for p in self.shared]
        left += [((passage,), ()) for passage in self.only_a]
        left.sort(key=lambda row: row[0][0].start)
        for passage in sorted(self.only_b, key=lambda p: p.start):
            after = [n for n, row in enumerate(left) if row[1] and row[1][0].start < passage.start]
            left.insert(max(after, default=-1) + 1, ((), (passage,)))
        yield from left


def compare_readouts(a: CodedArticle, b: CodedArticle) -> Readouts:
    """Lay two accounts side by side.

    The same two always compare alike, whichever is given first: what is shared is the same, and sides change places.
    """
    points = points_of(a), points_of(b)
    ties = _ties(*points)
    shared = tuple(_shared(a.article, b.article, points, group, ties) for group in _groups(ties))
    tied = {i for i, _ in ties}, {j for _, j in ties}
    return Readouts(
        id=content_id("readouts", *sorted((a.article.id, b.article.id))),
        a=_side(a, points[0]),
        b=_side(b, points[1]),
        shared=shared,
        only_a=tuple(_passage(a.article, p) for n, p in enumerate(points[0]) if n not in tied[0]),
        only_b=tuple(_passage(b.article, p) for n, p in enumerate(points[1]) if n not in tied[1]),
    )


_Tie = tuple[int, int]


class _Tied(NamedTuple):
    """What ties two sentences."""

    likeness: float  # of their words, 0 to 1
    about: tuple[str, ...]  # what they share, the most telling first
    near: float  # in meaning, -1 to 1

    @property
    def score(self) -> float:
        return self.likeness + MEANING_WEIGHT * self.near


def _ties(one: Sequence[Point], other: Sequence[Point]) -> dict[_Tie, _Tied]:
    """Sentences that say the same, by their numbers, with what ties them."""
    if not one or not other:
        return {}
    from dragoman.compare.paraphrase import nearness  # loads numpy, which only who compares two accounts needs

    local, near = local_weights(one, other), nearness(one, other)
    found = {
        (i, j): _Tied(*likeness(x, y, local), float(near[i, j])) for i, x in enumerate(one) for j, y in enumerate(other)
    }
    nearest_b = {i: max(range(len(other)), key=lambda j: (found[i, j].score, -j)) for i in range(len(one))}
    nearest_a = {j: max(range(len(one)), key=lambda i: (found[i, j].score, -i)) for j in range(len(other))}
    chosen = {*nearest_b.items(), *((i, j) for j, i in nearest_a.items())}
    ties = {tie: found[tie] for tie in sorted(chosen) if found[tie].score >= NEAR}
    ties[0, 0] = found[0, 0]._replace(likeness=1.0)
    return ties


def _groups(ties: Mapping[_Tie, object]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Sentences tied with each other, directly or through a third."""
    groups: list[tuple[set[int], set[int]]] = []
    for i, j in sorted(ties):
        joined = [group for group in groups if i in group[0] or j in group[1]]
        merged = {i}.union(*(g[0] for g in joined)), {j}.union(*(g[1] for g in joined))
        groups = [group for group in groups if group not in joined] + [merged]
    return sorted((tuple(sorted(one)), tuple(sorted(other))) for one, other in groups)


def _shared(
    a: Article,
    b: Article,
    points: tuple[Sequence[Point], Sequence[Point]],
    group: tuple[tuple[int, ...], tuple[int, ...]],
    ties: Mapping[_Tie, _Tied],
) -> SharedPoint:
    own = {tie: found for tie, found in ties.items() if tie[0] in group[0] and tie[1] in group[1]}
    about = dict.fromkeys(key for found in sorted(own.values(), key=lambda f: -f.score) for key in found.about)
    one = tuple(_passage(a, points[0][i]) for i in group[0])
    other = tuple(_passage(b, points[1][j]) for j in group[1])
    score = max(found.likeness for found in own.values())
    numbers, put = [_numbers(side) for side in (one, other)], [_ways(side) for side in (one, other)]
    return SharedPoint(
        a=one,
        b=other,
        score=round(score, 3),
        near=round(max(found.near for found in own.values()), 3),
        about=_told(about, one),
        alike=score >= ALIKE and numbers[0] == numbers[1],
        put_by_a=tuple(way for way in put[0] if way not in put[1]),
        put_by_b=tuple(way for way in put[1] if way not in put[0]),
        numbers_of_a=tuple(number for number in numbers[0] if number not in numbers[1]),
        numbers_of_b=tuple(number for number in numbers[1] if number not in numbers[0]),
    )


def _told(about: Iterable[str], passages: Sequence[Passage]) -> tuple[str, ...]:
    """What a point is about in the words of one account, the most telling first."""
    text = " ".join(passage.text for passage in passages)
    words = (spoken(key, text) for key in about)
    return tuple(dict.fromkeys(word for word in words if word))[:_TOLD_WORDS]


def _passage(article: Article, point: Point) -> Passage:
    span: Span = point.span
    return Passage(
        article=article.id, paragraph=point.paragraph, start=span.start, end=span.end, text=span.text,
        hedges=hedges(span.text),
    )  # fmt: skip


def _numbers(passages: Sequence[Passage]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(number for p in passages for number in _NUMBER.findall(p.text)))


def _ways(passages: Sequence[Passage]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(match[0].lower().strip() for p in passages for match in _PUT.finditer(p.text)))


def _side(coded: CodedArticle, points: Sequence[Point]) -> Side:
    article = coded.article
    return Side(
        article=article.id,
        source=article.source,
        publisher=article.publisher,
        published=article.published.isoformat() if article.published else None,
        title=article.title,
        named_first=_named_first(coded),
        sentences=len(points),
    )


def _named_first(coded: CodedArticle) -> str | None:
    """The first participant of the meeting that the body names, with the party it acts for."""
    met = [event for event in coded.events if event.type == "CONSULT" and event.status == "occurred"]
    people = [who for event in met[:1] for who in (*event.actors, *event.recipients) if who.start is not None]
    first = min(people, key=lambda who: who.start or 0, default=None)
    return _called(first) if first else None


def _called(who: Participant) -> str:
    return f"{who.name} ({who.party})" if who.party and who.party != who.name else who.name
