"""The sentences of an article as tellings are looked for in them: what they name, count, date, and what acts.

Not every telling is coded as an event. A sentence that names the same people and places, counts the same and speaks of
such an act may tell the happening too.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from dragoman.codes.tables import cell_list, read_table
from dragoman.compare.points import sentences_of
from dragoman.compare.telling import NAMES_LETTERS, STORY_LETTERS
from dragoman.compare.words import Bag, forms, hashed, names, number_of, party_words, weight
from dragoman.dates import read_times
from dragoman.partial_date import PartialDate
from dragoman.records import Article, Cluster, CodedArticle, EventType, Figure

WIDEST_DAYS = 400  # "in the nineties" dates nothing that could be compared
_ANOTHER = re.compile(r"\b(?:second|third|fourth|another|further|again)\b", re.IGNORECASE)
# Two papers of one story share a party and at least two of these names and words: nearly all that tell one happening
# do, and few others, so that the rest need not be compared.
_MOST_NAMES, _MOST_WORDS, _MOST_PARTIES = 16, 16, 5
_TELLING = 90  # weight of a word that few reports have
FILED_DAYS = 10  # between the days under which two papers of one story are filed
_MONTH_DAYS = 31
_MOST_DAYS = 4  # of the days a paper looks back to, those nearest to its publication


class Days(NamedTuple):
    """First and last day, as ordinals."""

    first: int
    last: int


class Passage(NamedTuple):
    """A sentence by what it can be compared on."""

    start: int
    end: int
    number: int  # in the article
    words: Bag  # without the names of parties
    names: frozenset[int]  # names of towns and people, by word
    parties: frozenset[str]  # codes of those it names
    days: tuple[Days, ...]  # that it gives
    numbers: frozenset[float]
    acts: frozenset[str]  # types that its words name
    another: bool  # it says that it was not the first: "a second round"
    told: tuple[str, ...]  # ids of the events it tells


class Paper(NamedTuple):
    """An article by its passages, with what it is about as a whole."""

    article: str
    first: int  # day of publication, or the first it can be; 0: not known
    last: int
    story: Bag
    parties: frozenset[str]  # all that it names
    keys: frozenset[int]  # by what papers of one story are found
    days: tuple[int, ...]  # on which it is filed: of publication, and those it looks back to
    passages: tuple[Passage, ...]


def paper_of(coded: CodedArticle) -> Paper:
    """An article by its passages; its clusters must be there."""
    article = coded.article
    spans = [span for _, span in sentences_of(article)]
    window = article.published_window
    reference = PartialDate.day(article.published) if article.published else PartialDate()
    times = read_times(article.text, [(span.start, span.end) for span in spans], reference=reference)
    parties = _named(coded.clusters)
    head = article.text[:NAMES_LETTERS]
    found = []
    for number, span in enumerate(spans):
        inside = [(start, end, party) for start, end, party in parties if span.start <= start and end <= span.end]
        days = [t.value for t in times if span.start <= t.start and t.end <= span.end and t.kind == "date"]
        found.append(
            Passage(
                start=span.start,
                end=span.end,
                number=number,
                words=Bag(hashed(forms(_without(article.text, span.start, span.end, inside)))),
                names=frozenset(hashed(names(f". {span.text}"))),
                parties=frozenset(party for *_, party in inside),
                days=tuple(_days(days)),
                numbers=frozenset(_numbers(coded.figures, span.start, span.end)),
                acts=acts_named(span.text),
                another=bool(_ANOTHER.search(span.text)),
                told=tuple(e.id for e in coded.events if e.start < span.end and span.start < e.end),
            )
        )
    last = window.latest.toordinal() if window.latest else 0
    return Paper(
        article=article.id,
        first=window.earliest.toordinal() if window.earliest else 0,
        last=last,
        story=Bag(hashed(forms(head[:STORY_LETTERS]))),
        parties=frozenset(party for *_, party in parties),
        keys=_keys(article, [party for *_, party in parties]),
        days=_filed(last, [days for passage in found for days in passage.days]),
        passages=tuple(found),
    )


def acts_named(text: str) -> frozenset[str]:
    """The types of act that the words of a text name, by the table of act words."""
    return frozenset(kind for form in forms(text) for kind in _acts().get(form, ()))


def _keys(article: Article, parties: Sequence[str]) -> frozenset[int]:
    """A party with a name or a telling word of the article, each two as one number."""
    most = [party for party, _ in Counter(sorted(parties)).most_common(_MOST_PARTIES)]
    named = list(dict.fromkeys(names(article.text)))[:_MOST_NAMES]
    head = dict.fromkeys(forms(article.text[:STORY_LETTERS]))
    told = [form for form in head if form not in named and form not in party_words()]
    telling = [form for form in told if weight([number_of(form)]) >= _TELLING]
    return frozenset(number_of(f"{party} {form}") for party in most for form in (*named, *telling[:_MOST_WORDS]))


def _filed(published: int, given: Sequence[Days]) -> tuple[int, ...]:
    """The day of publication, and the days long before it that the article gives; a month is filed at both ends."""
    if not published:
        return ()
    ends = {day for days in given if days.last - days.first < _MONTH_DAYS for day in _ends(days)}
    before = sorted((day for day in ends if day < published - FILED_DAYS), reverse=True)
    return (published, *before[:_MOST_DAYS])


def _ends(days: Days) -> tuple[int, int]:
    inward = min(FILED_DAYS, (days.last - days.first) // 2)
    return days.first + inward, days.last - inward


@cache
def _acts() -> dict[str, tuple[EventType, ...]]:
    return {row["form"]: cell_list(row["types"]) for row in read_table("act_words")}  # type: ignore[misc]


def _named(clusters: Sequence[Cluster]) -> list[tuple[int, int, str]]:
    """Where parties are named, in order of text, with their codes."""
    found = []
    for cluster in clusters:
        best = cluster.candidates[0] if cluster.candidates and cluster.kind != "person" else None
        code = best and (best.party or best.country)
        if code:
            found += [(mention.start, mention.end, code) for mention in cluster.mentions if mention.form == "name"]
    return sorted(found)


def _without(text: str, start: int, end: int, left_out: Sequence[tuple[int, int, str]]) -> str:
    kept, at = [], start
    for first, last, _ in left_out:
        kept.append(text[at:first])
        at = max(at, last)
    return " ".join([*kept, text[at:end]])


def _days(dates: Sequence[PartialDate]) -> Iterator[Days]:
    for when in dates:
        first, last = when.earliest or when.latest, when.latest or when.earliest
        if first is not None and last is not None and (last - first).days < WIDEST_DAYS:
            yield Days(first.toordinal(), last.toordinal())


def _numbers(figures: Sequence[Figure], start: int, end: int) -> Iterator[float]:
    for figure in figures:
        if start <= figure.start and figure.end <= end:
            yield figure.value
