"""The lines of reports: sentences with the days, places, people and numbers they give, and which two tell one thing.

Not every telling is coded as an event. Two reports of one story still differ where a line of the one and a line of the
other tell the same and give another day, another place, another number.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from dragoman.compare.points import about, names_in, sentences_of
from dragoman.compare.words import Bag, forms, hashed
from dragoman.dates import read_times
from dragoman.partial_date import PartialDate
from dragoman.places import Places
from dragoman.records import CodedArticle, Event, Figure, Place, Record, Span

STORY_DAYS = 10  # between the days on which two reports of one story are printed
LEAD_LINES = 3  # with the title they say what the story is
# Two leads of one story: likeness, what they share in all and besides names (in rare words), and names shared. Of pairs
# of articles of evaluation/happenings that tell one happening 113 of 256 have as much (82 with a likeness of .25), of
# others of one story 11 of 183 (5), of different stories none of 22,566.
SAME_STORY = 0.2
LEAST_SHARED = 3.0
LEAST_WORDS = 0.5
LEAST_NAMES = 1
NAMES_ALONE = 3  # so many names say what a story is without another word
# Likeness of all words of two reports. Of pairs of articles of evaluation/happenings that tell one happening 171 of 209
# have as much, of others of one story 34 of 104, of different stories 6 of 846.
LIKE_STORY = 0.1
# Likeness of two lines that tell the same. Tried down to .15: what was found then was made up nine times in ten.
SAME_THING = 0.35
# What a line recalls is no part of the story.
_RARE = 0.9
_RECALLED = re.compile(
    r"\b(last (?:year|month)|years? ago|months? ago|in (?:19|20)\d\d\b|since (?:19|20)\d\d|previous(?:ly)?|"
    r"earlier this|in recent (?:years|months)|decades?|this year|so far this|in total|another|separate(?:ly)?|"
    r"this time|once more|(?:second|third|fourth|fifth|latest) \w+(?: \w+){0,3} (?:this|since|in)|"
    r"elsewhere|since (?!then|monday|tuesday|wednesday|thursday|friday|saturday|sunday))\b",
    re.IGNORECASE,
)
# "Of" and "to" are of what is told of a town, not of what was in it: "the reopening of Tatopani".
_IN = re.compile(
    r"\b(?:in|at|near|outside|on the outskirts of|off)\s+(?:the\s+)?"
    r"(?:(?:\w+\s+)?(?:city|town|port|village|capital)\s+(?:of\s+)?)?$",
    re.IGNORECASE,
)
# "LIMA, March 3 (Agency) -": the day of the report, told apart by its capitals where the dateline was not read as one.
_DATELINE = re.compile(r"^[A-Z][A-Z .'’-]+,[^.!?]{0,40}?(?:\)|\s[–—-])")
Named = tuple[int, int, str]


class Dated(Record, frozen=True, kw_only=True):
    """A day that a line gives."""

    span: Span
    when: PartialDate


class Located(Record, frozen=True, kw_only=True):
    """A place that a line says something was in."""

    span: Span
    place: Place


class Person(Record, frozen=True, kw_only=True):
    """Somebody a line names."""

    span: Span
    id: str
    name: str
    party: str | None


class Line(Record, frozen=True, kw_only=True):
    """A sentence with what can be compared in it."""

    span: Span
    number: int  # in the article
    about: Mapping[str, float]
    recalled: bool
    days: tuple[Dated, ...] = ()
    places: tuple[Located, ...] = ()
    people: tuple[Person, ...] = ()
    figures: tuple[Figure, ...] = ()
    told: tuple[Event, ...] = ()  # the events it tells


class Report(Record, frozen=True, kw_only=True):
    """An article by its lines."""

    coded: CodedArticle
    lines: tuple[Line, ...]
    lead: Mapping[str, float]
    words: frozenset[int]  # the telling words of the whole


def report_of(coded: CodedArticle) -> Report:
    """An article, line by line; its clusters must be there."""
    article = coded.article
    names = names_in(coded.clusters)
    spans = [span for _, span in sentences_of(article)]
    reference = PartialDate.day(article.published) if article.published else PartialDate()
    times = read_times(article.text, [(span.start, span.end) for span in spans], reference=reference)
    people, unknown = _people(coded), _unknown_places(coded)
    lines = []
    for number, span in enumerate(spans):
        within = [t for t in times if span.start <= t.start and t.end <= span.end and t.kind == "date"]
        opening = _DATELINE.match(span.text)
        within = [t for t in within if opening is None or t.start >= span.start + opening.end()]
        days = [Dated(span=article.span(t.start, t.end), when=t.value) for t in within if t.value.is_day]
        lines.append(
            Line(
                span=span,
                number=number,
                about=about(article, span, names),
                recalled=bool(_RECALLED.search(span.text)),
                days=tuple(days),
                places=tuple(_places(span, unknown)),
                people=tuple(p for p in people if span.start <= p.span.start and p.span.end <= span.end),
                figures=tuple(f for f in coded.figures if span.start <= f.start and f.end <= span.end),
                told=tuple(e for e in coded.events if e.start < span.end and span.start < e.end),
            )
        )
    words = frozenset(hashed(forms(article.text)))
    return Report(coded=coded, lines=tuple(lines), lead=_lead(coded, lines, names), words=words)


def one_story(one: Report, other: Report) -> bool:
    """Whether two reports, printed within days of each other, can be of one story: their leads are about the same."""
    day, then = (report.coded.article.published_window for report in (one, other))
    return share_a_story(one.lead, day, other.lead, then)


def share_a_story(lead: Mapping[str, float], day: PartialDate, other: Mapping[str, float], then: PartialDate) -> bool:
    """``one_story`` of two leads, each with when it was printed."""
    if not _near_in_time(day, then):
        return False
    return alike(lead, other) >= SAME_STORY and _tells_alike(_shared(lead, other))


def like_one_story(one: Report, other: Report) -> bool:
    """Whether two reports are in the main of the same, whatever their leads: they share much of all their words.

    This is less than ``one_story``, and enough only for what says itself that it is told against another account.
    """
    day, then = (report.coded.article.published_window for report in (one, other))
    if not _near_in_time(day, then) or one.lead.keys().isdisjoint(other.lead):
        return False
    return Bag(one.words).likeness(Bag(other.words)) >= LIKE_STORY


def _near_in_time(day: PartialDate, then: PartialDate) -> bool:
    if day.earliest is None or day.latest is None or then.earliest is None or then.latest is None:
        return False
    return max((day.earliest - then.latest).days, (then.earliest - day.latest).days) <= STORY_DAYS


def _tells_alike(shared: Mapping[str, float]) -> bool:
    names = sum(1 for key in shared if key.startswith("@"))
    words = sum(value for key, value in shared.items() if not key.startswith("@"))
    telling = words >= LEAST_WORDS or names >= NAMES_ALONE
    return names >= LEAST_NAMES and telling and sum(shared.values()) >= LEAST_SHARED


def story_keys(report: Report) -> frozenset[str]:
    """Pairs of a name and another name or telling word of the lead: two reports of one story have some in common."""
    codes = sorted(key for key in report.lead if key.startswith("@"))
    rare = sorted(key for key, value in report.lead.items() if value >= _RARE and not key.startswith("@"))
    return frozenset(f"{code} {key}" for code in codes for key in (*codes, *rare) if key != code)


def alike(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Likeness of what two stretches are about, 0 to 1: what they share over the geometric mean of both."""
    if one.keys().isdisjoint(other):
        return 0.0
    return likeness(sum(_shared(one, other).values()), sum(one.values()), sum(other.values()))


def likeness(shared: float, one: float, other: float) -> float:
    """``alike`` by the weights of what is shared and of all that each is about."""
    return shared / max(1.0, math.sqrt(one * other))


def _shared(one: Mapping[str, float], other: Mapping[str, float]) -> dict[str, float]:
    return {key: min(value, other[key]) for key, value in one.items() if key in other}


def _lead(coded: CodedArticle, lines: Sequence[Line], names: Sequence[Named]) -> dict[str, float]:
    lead: dict[str, float] = {}
    article = coded.article
    if article.title and article.text.startswith(article.title):
        lead.update(about(article, article.span(0, len(article.title)), names))
    for line in lines[:LEAD_LINES]:
        for key, value in line.about.items():
            lead[key] = max(value, lead.get(key, 0.0))
    return lead


def _people(coded: CodedArticle) -> list[Person]:
    found = []
    for cluster in coded.clusters:
        if cluster.kind != "person" or " " not in cluster.name:
            continue
        best = cluster.candidates[0] if cluster.candidates else None
        found += [
            Person(
                span=Span(start=m.start, end=m.end, text=m.text),
                id=best.entity if best else cluster.name,
                name=cluster.name,
                party=best.party if best else None,
            )
            for m in cluster.mentions
            if m.form == "name"
        ]
    return found


def _places(span: Span, unknown: Sequence[Span]) -> Iterator[Located]:
    """The towns a line says something was in, those of the table and others that are named as places."""
    seen = []
    for mention in _gazetteer().find(span.text):
        place = mention.entry.as_place()
        seen.append((span.start + mention.start, span.start + mention.end))
        if place.precision in {"city", "venue"} and _IN.search(span.text[: mention.start]):
            words = span.text[mention.start : mention.end]
            yield Located(span=Span(start=seen[-1][0], end=seen[-1][1], text=words), place=place)
    for named in unknown:
        inside = span.start <= named.start and named.end <= span.end
        if not inside or any(start < named.end and named.start < end for start, end in seen):
            continue
        if _IN.search(span.text[: named.start - span.start]):
            yield Located(span=named, place=Place(name=named.text, precision="city"))


def _unknown_places(coded: CodedArticle) -> list[Span]:
    return [
        Span(start=m.start, end=m.end, text=m.text)
        for cluster in coded.clusters
        if cluster.kind == "place"
        for m in cluster.mentions
        if m.form == "name"
    ]


@cache
def _gazetteer() -> Places:
    return Places.load()
