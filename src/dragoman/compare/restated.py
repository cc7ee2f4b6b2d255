"""What a report says was said otherwise before: "19, not 11", "from four to six", "two days later than planned".

Who words it so has another account in mind. Where another report of the story gives just that account, or an earlier
and other number of what has risen, the two are shown side by side, however little else their sentences share.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import lru_cache

from dragoman.compare.accounts import Difference, Matter, is_later
from dragoman.compare.amounts import can_agree, matter_of, one_unit, who_of, written
from dragoman.compare.lines import Line, Report
from dragoman.compare.quoting import quoted
from dragoman.dates import read_times
from dragoman.figures.numerals import Numeral, numerals
from dragoman.language.tokens import tokenise
from dragoman.partial_date import PartialDate
from dragoman.records import Article, Figure, Record, Span, Token

Found = tuple[Matter, Difference, tuple[tuple[Report, Span, str], ...]]

# What a toll is of, by the words that name it; "toll" and "losses" alone are of the dead.
_LOSSES: tuple[tuple[Matter, re.Pattern[str]], ...] = (
    ("injured", re.compile(r"\b(?:injured|wounded|hurt)\b", re.I)),
    ("missing", re.compile(r"\bmissing\b", re.I)),
    ("displaced", re.compile(r"\bdisplaced\b", re.I)),
    ("arrested", re.compile(r"\b(?:arrested|detained|arrests)\b", re.I)),
    ("dead", re.compile(r"\b(?:dead|deaths?|killed|fatalities|losses|toll)\b", re.I)),
)
_NEW_TOLL = re.compile(
    r"\b(?:(?:has|have|had) (?:since |now |meanwhile )?"
    r"(?:risen|climbed|gone up|jumped|grown|increased|fallen|gone down)|"
    r"(?:rose|climbed|jumped|climbs|rises)|(?:now )?(?:stands?|stood)|"
    r"(?:has |have |had )?(?:since )?(?:revis|correct|rais|lower)(?:ed|es)|bring(?:ing|s)|brought)\b"
    r"[^.;:]{0,80}?\b(?:to|at) (?=\S)",
    re.IGNORECASE,
)
# Of several deeds together, or of a stretch of time: no number of one deed is replaced by it.
_OF_SEVERAL = re.compile(
    r"\b(?:in (?:all|total)|(?:in|over|within) (?:two|three|four|five|six|several|as many|the (?:past|last)) \w+|"
    r"this (?:week|month|year)|since (?:the|last|early|late|mid|\d{4}|(?:january|february|march|april|may|june|july|"
    r"august|september|october|november|december)))\b",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bfrom ", re.IGNORECASE)
_THAN_TOLD = re.compile(
    r"\b(?P<much>\w+) (?P<way>more|fewer|less) than (?:\w+ ){0,4}?"
    r"(?:announced|reported|said|stated|given|thought|believed|counted|told)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"(?:,(?: and| but)?| and| but) not,? "
    r"(?:as (?:was |were |had been )?(?:first |earlier |previously )?\w+(?: by [^,]{3,40})?, )?"
    r"(?P<before>(?:(?:from|at|in|on|near|by|opposite|off|outside|inside|the|an?) )*)(?P<other>[^,.;:]{1,60})",
)
_WHERE = re.compile(r"\b(?:at|in|near|opposite|off|outside|inside)\b")
_AFTER_WHERE = re.compile(r"\b(?:at|in|near|off) (?:the )?$")
_NAME = r"[A-Z][\w’'-]+(?: (?:(?:al|el|de|bin|ben|da|di|du|of)[ -])?[A-Z][\w’'-]+)*"
_NAMED = re.compile(rf"{_NAME}")
_MOVED = re.compile(
    rf"\b(?:moved|shifted|switched|transferred|relocated) from (?:the )?(?P<old>{_NAME}) to (?:the )?(?P<new>{_NAME})"
)
_THAN_PLANNED = re.compile(
    r"\b(?P<much>\w+) (?P<unit>days?|weeks?) (?P<way>later|earlier|sooner|behind|ahead|late|after|before)\b"
    r"(?: (?:than|of|on|the|what|it|was|had|been|first|as|originally|initially|its?|was)){0,5} "
    r"(?:planned|scheduled|announced|foreseen|expected|intended|set|programme|schedule|timetable|plan)\b",
    re.IGNORECASE,
)
_AHEAD = frozenset({"earlier", "sooner", "ahead", "before"})


class Restated(Record, frozen=True, kw_only=True):
    """An account and the one it is said to replace, or to be told against."""

    matter: Matter
    line: Line
    span: Span  # the words of the account
    value: str
    number: float | None = None
    kind: Figure | None = None  # the figure, where one was read
    was: float | PartialDate | str | None = None  # None: not told; it is another number


def restating(one: Report, other: Report) -> Iterator[Found]:
    """The accounts of one report that are told against those of another, each with the other's words."""
    for teller, told in ((one, other), (other, one)):
        for account in _restated(teller):
            against = _against(account, teller, told)
            if against is not None:
                words, value = against
                accounts = ((told, words, value), (teller, account.span, account.value))
                yield account.matter, _kind(teller, told), accounts


def restates(report: Report) -> bool:
    """Whether a report tells anything against another account."""
    return any(True for _ in _restated(report))


def _kind(teller: Report, told: Report) -> Difference:
    """Who says what was said before is the newer, but where the other report came out on a later day."""
    first, second = (quoted(report, report.lines[0].span, "") for report in (teller, told))
    return "conflict" if is_later(second, first) else "update"


@lru_cache(maxsize=2_000)
def _read(text: str) -> tuple[tuple[int, int, Numeral], ...]:
    """The numbers of some words with their offsets."""
    spans = tokenise(text)
    tokens = [Token(id=at + 1, form=text[a:b], start=a, end=b) for at, (a, b) in enumerate(spans)]
    return tuple((tokens[n.first].start, tokens[n.end - 1].end, n) for n in numerals(tokens))


def _number_at(text: str, at: int) -> tuple[int, int, Numeral] | None:
    return next((found for found in _read(text) if found[0] <= at < found[1]), None)


def _restated(report: Report) -> Iterator[Restated]:
    article = report.coded.article
    for line in report.lines:
        yield from _tolls(article, line)
        yield from _more_than_told(article, line)
        yield from _told_against(article, line)
        yield from _moved(article, line)
        yield from _otherwise_than_planned(article, line)


# --- numbers ------------------------------------------------------------------------------------------------


def _tolls(article: Article, line: Line) -> Iterator[Restated]:
    """ "The toll has risen to five", "bringing the dead to two", "revised its losses from four to six"."""
    text = line.span.text
    if _OF_SEVERAL.search(text):
        return
    for found in _NEW_TOLL.finditer(text):
        new = _number_at(text, found.end())
        matter = _loss_named(text, found.start(), found.end()) if new else None
        if new is None or matter is None or new[2].percent or new[2].currency:
            continue
        start = _FROM.search(text, found.start(), found.end())
        old = _number_at(text, start.end()) if start else None
        yield Restated(
            matter=matter, line=line, span=_span(article, line, new[0], new[1]), value=text[new[0] : new[1]],
            number=new[2].value, was=old[2].value if old else None,
        )  # fmt: skip


def _loss_named(text: str, start: int, end: int) -> Matter | None:
    """What the toll is of: named nearest before the verb, else between it and the number."""
    before = [(m.start(), matter) for matter, words in _LOSSES for m in words.finditer(text, 0, start)]
    within = [(-m.start(), matter) for matter, words in _LOSSES for m in words.finditer(text, start, end)]
    return max(before, default=max(within, default=(0, None)))[1]


def _more_than_told(article: Article, line: Line) -> Iterator[Restated]:
    """ "Four were wounded, one more than it had announced"."""
    for found in _THAN_TOLD.finditer(line.span.text):
        much = _number_at(line.span.text, found.start("much"))
        figures = [f for f in line.figures if f.end <= line.span.start + found.start() and matter_of(f)]
        if much is None or not figures:
            continue
        figure, more = figures[-1], found["way"] == "more"
        was = figure.value - much[2].value if more else figure.value + much[2].value
        yield _of_figure(line, figure, was)


def _of_figure(line: Line, figure: Figure, was: float) -> Restated:
    matter = matter_of(figure)
    assert matter is not None, "a figure of nothing that is compared"
    words = Span(start=figure.start, end=figure.end, text=figure.text)
    return Restated(
        matter=matter, line=line, span=words, value=written(figure), number=figure.value, kind=figure, was=was
    )


# --- "this, and not that" -----------------------------------------------------------------------------------


def _told_against(article: Article, line: Line) -> Iterator[Restated]:
    """ "120 million, not 200 million", "on Sunday, and not on Saturday", "from the Xs and not from the Ys"."""
    text = line.span.text
    for found in _NOT.finditer(text):
        here, there = found.start(), found.start("other")
        first = line.span.start
        number = _number_at(text, there)
        figures = [f for f in line.figures if f.end <= first + here and matter_of(f)]
        if number is not None:
            if figures:
                yield _of_figure(line, figures[-1], number[2].value)
            continue
        days = [d for d in line.days if d.span.start >= first + here and d.span.start < first + found.end()]
        before = [d for d in line.days if d.span.end <= first + here]
        if days and before:
            yield Restated(matter="date", line=line, span=before[0].span, value=str(before[0].when), was=days[0].when)
            continue
        name = _NAMED.match(text, there)
        names = [m for m in _NAMED.finditer(text, 1, here) if m.start() > 0]
        if name is not None and names:
            matter: Matter = "place" if _WHERE.search(found["before"]) else "participants"
            own = _own_name(text, names, found["before"])
            yield Restated(
                matter=matter, line=line, span=_span(article, line, own.start(), own.end()), value=own[0], was=name[0]
            )


def _own_name(text: str, names: Sequence[re.Match[str]], before: str) -> re.Match[str]:
    """Of the names before the "not" the one that stands after the same preposition, else the last."""
    words = before.split()
    same = [m for m in names if words and re.search(rf"\b{words[0]} (?:the )?$", text[: m.start()])]
    where = [m for m in names if _WHERE.search(before) and _AFTER_WHERE.search(text[: m.start()])]
    return (same or where or list(names))[0 if same or where else -1]


def _moved(article: Article, line: Line) -> Iterator[Restated]:
    """ "Has been moved from X to Y"."""
    for found in _MOVED.finditer(line.span.text):
        yield Restated(
            matter="place", line=line, span=_span(article, line, *found.span("new")), value=found["new"],
            was=found["old"],
        )  # fmt: skip


def _otherwise_than_planned(article: Article, line: Line) -> Iterator[Restated]:
    """ "Arrived on Tuesday, six days behind the programme"."""
    for found in _THAN_PLANNED.finditer(line.span.text):
        much = _number_at(line.span.text, found.start("much"))
        days = [d for d in line.days if d.span.end <= line.span.start + found.start()]
        if not days or days[0].when.earliest is None:
            continue
        number = 1 if found["much"].lower() in {"a", "one"} else much[2].value if much else 0
        apart = timedelta(days=number * (7 if found["unit"].lower().startswith("week") else 1))
        if not apart:
            continue
        told = days[0].when.earliest
        planned = told + apart if found["way"].lower() in _AHEAD else told - apart
        yield Restated(
            matter="date", line=line, span=days[0].span, value=str(days[0].when), was=PartialDate.day(planned)
        )


# --- what the other report gives ----------------------------------------------------------------------------


def _against(account: Restated, teller: Report, told: Report) -> tuple[Span, str] | None:
    """The words of the other report that give the account replaced, and their value; None: it does not give it."""
    if account.number is not None:
        return _number_against(account, teller, told)
    if isinstance(account.was, PartialDate):
        return _day_against(account.was, told)
    return _name_against(account, told)


def _number_against(account: Restated, teller: Report, told: Report) -> tuple[Span, str] | None:
    alike = [
        figure
        for line in told.lines
        if not line.recalled
        for figure in line.figures
        if matter_of(figure) == account.matter and figure.value and _may_be_of(account, figure)
    ]
    if any(figure.value == account.number for figure in alike):
        return None
    if account.was is not None:
        alike = [figure for figure in alike if figure.value == account.was]
    elif _published_later(told, teller) or any(figure.scope != "whole" for figure in alike):
        return None
    if not alike:
        return None
    best = max(alike, key=lambda figure: (figure.value, -figure.start))
    return Span(start=best.start, end=best.end, text=best.text), written(best)


def _may_be_of(account: Restated, figure: Figure) -> bool:
    own = account.kind
    if own is None:
        return figure.value != account.number
    return one_unit(own, figure) and not can_agree(own, figure) and (
        matter_of(figure) != "count" or who_of(own) == who_of(figure)
    )  # fmt: skip


def _published_later(one: Report, other: Report) -> bool:
    a, b = one.coded.article.published, other.coded.article.published
    return a is not None and b is not None and a > b


def _day_against(was: PartialDate, told: Report) -> tuple[Span, str] | None:
    article = told.coded.article
    reference = PartialDate.day(article.published) if article.published else PartialDate()
    spans = [(line.span.start, line.span.end) for line in told.lines if not line.recalled]
    for time in read_times(article.text, spans, reference=reference):
        if time.kind == "date" and (time.value.width_days or 0) <= _MOST_DAYS and time.value.earliest == was.earliest:
            return article.span(time.start, time.end), str(time.value)
    return None


_MOST_DAYS = 7  # a visit of a week and its first day; "in March" is no day that was planned


def _name_against(account: Restated, told: Report) -> tuple[Span, str] | None:
    """Where the other report names what was replaced; None: it does not, or it names what replaced it too."""
    article, name = told.coded.article, str(account.was)
    if re.search(rf"\b{re.escape(account.value)}\b", article.text):
        return None
    for line in told.lines:
        found = None if line.recalled else re.search(rf"\b{re.escape(name)}\b", line.span.text)
        if found is not None and (account.matter != "place" or _WHERE.search(line.span.text[: found.start()][-40:])):
            return article.span(line.span.start + found.start(), line.span.start + found.end()), name
    return None


def _span(article: Article, line: Line, start: int, end: int) -> Span:
    return article.span(line.span.start + start, line.span.start + end)
