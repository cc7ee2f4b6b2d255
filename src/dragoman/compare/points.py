"""The points of an official account: its sentences, with what each is about, weighed by how much it tells.

What a sentence is about are the bodies, states and people it names, under their codes, and its telling words, with
words of one meaning brought together (``readout_words.tsv``). Words that every readout has ("stressed", "the two
sides") tell little, and so does what most sentences of one of the two accounts name: the two who met.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from dragoman.codes.tables import cell_list, read_table
from dragoman.compare.sentences import breaks
from dragoman.compare.words import forms, number_of, weight
from dragoman.records import Article, Cluster, CodedArticle, Record, Span

LEAST_WORDS = 4  # a shorter line is a heading or a signature
FRAME_WEIGHT = 0.1  # of words that every readout has: they tell next to nothing of what a point is about
LEAST_LOCAL = 0.05  # of what every sentence of an account names
OPENING = 0.1  # of what the opening names: who met, and where, every other sentence takes for known
_WORD = re.compile(r"[\w'’-]+")
_NUMBERED = re.compile(r"^(?:\(?\d{1,2}[.)]|[•*–—-])\s+")


class Point(Record, frozen=True, kw_only=True):
    """A sentence and what it is about: each key with its weight, rare ones heavy."""

    span: Span
    paragraph: int  # counts the paragraphs of the body
    about: Mapping[str, float]


def points_of(coded: CodedArticle) -> tuple[Point, ...]:
    """The sentences of an account's body, in order, without bylines, datelines and headings."""
    article = coded.article
    names = names_in(coded.clusters)
    return tuple(
        Point(span=span, paragraph=paragraph, about=about(article, span, names))
        for paragraph, span in sentences_of(article)
    )


def local_weights(one: Sequence[Point], other: Sequence[Point]) -> dict[str, float]:
    """What is left of a key's weight in the two accounts as a whole.

    What several sentences of one of them name tells little; what the opening names (who met, where, by telephone)
    tells next to nothing of any other sentence.
    """
    weights: dict[str, float] = {}
    for points in (one, other):
        counts = Counter(key for point in points[1:] for key in point.about)
        for key, number in counts.items():
            left = 1.0 if number == 1 else max(LEAST_LOCAL, 1 - number / len(points)) ** 2
            weights[key] = min(left, weights.get(key, 1.0))
    for points in (one, other):
        for key in points[0].about if points else ():
            weights[key] = weights.get(key, 1.0) * OPENING
    return weights


def likeness(one: Point, other: Point, local: Mapping[str, float]) -> tuple[float, tuple[str, ...]]:
    """How much two points are about the same, 0 to 1 (a cosine of what they share), and what that is."""
    shared = {key: min(one.about[key], other.about[key]) * local[key] for key in one.about if key in other.about}
    totals = [sum(value * local[key] for key, value in point.about.items()) for point in (one, other)]
    score = sum(shared.values()) / max(1.0, (totals[0] * totals[1]) ** 0.5)
    return score, tuple(sorted(shared, key=lambda key: (-shared[key], key)))


def sentences_of(article: Article) -> Iterator[tuple[int, Span]]:
    """Sentences of the body with their paragraphs, furniture left out."""
    text, at, paragraph = article.text, article.body_start, 0
    for stop, after in (*breaks(text, at), (len(text), len(text))):
        if len(text[at:stop].split()) >= LEAST_WORDS and not _is_furniture(article, at, stop):
            number = _NUMBERED.match(text[at:stop])
            start = at + (number.end() if number else 0)
            if len(text[start:stop].split()) >= LEAST_WORDS:
                yield paragraph, article.span(start, stop)
        if "\n" in text[stop:after]:
            paragraph += 1
        at = after


def _is_furniture(article: Article, start: int, end: int) -> bool:
    return any(span.start <= start and end <= span.end for span in article.furniture)


def names_in(clusters: Sequence[Cluster]) -> list[tuple[int, int, str]]:
    """Where entities are named, and under which code."""
    found = []
    for cluster in clusters:
        if not cluster.candidates:
            continue
        best = cluster.candidates[0]
        known = best.party if cluster.kind != "person" else best.entity
        key = known or (best.country if cluster.kind == "place" else None)
        if key is None or key.startswith("described-"):
            continue
        found += [(m.start, m.end, f"@{key}") for m in cluster.mentions if m.form == "name"]
    return sorted(found)


def about(article: Article, span: Span, names: Sequence[tuple[int, int, str]]) -> dict[str, float]:
    """What a stretch is about: codes of those named and telling words, each with its weight."""
    found: dict[str, float] = {}
    words, at = [], span.start
    for start, end, key in names:
        if span.start <= start and end <= span.end and start >= at:
            found[key] = 1.0
            words.append(article.text[at:start])
            at = end
    words.append(article.text[at : span.end])
    common = weight([number_of("\x00")])
    for form in forms(" ".join(words)):
        key = _concepts().get(form, form)
        frame = key == form and form in _frame()
        value = (FRAME_WEIGHT if frame else 1.0) * weight([number_of(form)]) / common
        found[key] = max(value, found.get(key, 0.0))
    return found


def spoken(key: str, text: str) -> str | None:
    """How a text words what it is about: a code as it is, else the first word for it; None: there is none."""
    if key.startswith("@"):
        return None if key.startswith("@person-") else key[1:]
    for word in _WORD.findall(text):
        for form in forms(word):
            if _concepts().get(form, form) == key and (key.startswith("~") or form not in _frame()):
                return str(word)
    return None


def is_frame(form: str) -> bool:
    """Whether every readout has the word."""
    return form in _frame()


# Short words are not cut, so their endings tell them apart: "visit", "visits", "visited".
_ENDINGS = ("", "s", "ed", "ing", "es", "d")


@cache
def _table() -> tuple[dict[str, str], frozenset[str]]:
    concepts: dict[str, str] = {}
    frame: frozenset[str] = frozenset()
    for row in read_table("readout_words"):
        cut = [form for word in cell_list(row["words"]) for end in _ENDINGS for form in forms(word + end)]
        if row["concept"] == "frame":
            frame = frozenset(cut)
        else:
            concepts.update((form, f"~{row['concept']}") for form in cut if form not in concepts)
    return concepts, frame


def _concepts() -> dict[str, str]:
    return _table()[0]


def _frame() -> frozenset[str]:
    return _table()[1]
