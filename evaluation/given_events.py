"""The set of happenings coded as its labels have it, so that comparing can be judged without what the coding misses.

Of every marked clause one event: type and parties from the truth, the day from what the reader reads in the clause and
else none, no place. What the labels do not say is not made up: a clause without a date stays undated, and a clause that
names one party only has both all the same, as the truth gives parties by happening.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from dragoman.compare.current import bring_up_to_date
from dragoman.compare.passages import acts_named
from dragoman.dates import read_times
from dragoman.partial_date import PartialDate
from dragoman.records import Article, CodedArticle, Event, Participant, Span, event_id
from dragoman.store.open import Store
from dragoman.store.read import article_ids, coded_article, runs
from dragoman.store.write import write_article
from evaluation.across import Clauses, Fields


def given(source: Store, target: Store, clauses: Clauses, happenings: Sequence[Fields]) -> None:
    """Write the articles of a record into another one, with the events of the labels in place of their own."""
    told: dict[str, list[tuple[Fields, tuple[int, int]]]] = {}
    for row in happenings:
        for telling in row["tellings"]:
            article = clauses.article(telling)
            if article is not None:
                told.setdefault(article, []).append((row, clauses.span(telling)))
    (run, *_) = runs(source)
    for name in article_ids(source):
        coded = coded_article(source, name)
        events = [_event(coded.article, row, *span, run=run.id) for row, span in told.get(name, ())]
        once = {event.id: event for event in events}
        write_article(target, _with(coded, tuple(once.values())), run=run)
    bring_up_to_date(target)


def _with(coded: CodedArticle, events: tuple[Event, ...]) -> CodedArticle:
    figures = tuple(replace(figure, event=None) for figure in coded.figures)
    return replace(coded, events=events, figures=figures, findings=())


def _event(article: Article, row: Fields, start: int, end: int, *, run: str) -> Event:
    clause, trigger = article.span(start, end), _trigger(article, row["type"], start, end)
    first, *others = [_state(code) for code in row["parties"]] or [None]
    return Event(
        id=event_id(article.id, trigger.start, 0),
        article=article.id,
        type=row["type"],
        text=clause.text,
        start=start,
        end=end,
        trigger=trigger,
        status="occurred",
        basis="plain",
        actors=(first,) if first else (),
        recipients=tuple(one for one in others if one),
        when=_when(article, start, end),
        run=run,
    )


def _trigger(article: Article, kind: str, start: int, end: int) -> Span:
    """The first word that names the type, else the first word."""
    words, at = [], start
    for word in article.text[start:end].split():
        place = article.text.index(word, at)
        words.append((place, place + len(word.rstrip(".,;:”\"'"))))
        at = place + len(word)
    named = (span for span in words if kind in acts_named(article.text[slice(*span)]))
    return article.span(*next(named, words[0]))


def _when(article: Article, start: int, end: int) -> PartialDate:
    reference = PartialDate.day(article.published) if article.published else PartialDate()
    times = read_times(article.text, [(start, end)], reference=reference)
    return next((time.value for time in times if time.kind == "date" and time.value), PartialDate())


def _state(code: str) -> Participant:
    return Participant(id=code, name=code, kind="state", party=code)
