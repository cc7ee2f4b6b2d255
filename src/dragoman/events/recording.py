"""From happenings to the records that are kept: spans, codes, scores, the day they are counted on."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

from dragoman.codes.cameo import written
from dragoman.codes.contexts import contexts_of
from dragoman.events.draft import Draft
from dragoman.events.merge import Happening
from dragoman.partial_date import PartialDate
from dragoman.records import Article, Event, Sentence, event_id


def events_of(article: Article, sentences: Sequence[Sentence], happenings: Sequence[Happening]) -> Iterator[Event]:
    """The events of an article, in order of their triggers; two on one trigger are told apart by their ordinal."""
    ordinals: dict[int, int] = {}
    for happening in sorted(happenings, key=_turn):
        draft = happening.best
        trigger = sentences[draft.sentence].tokens[draft.token]
        ordinal = ordinals[trigger.start] = ordinals.get(trigger.start, -1) + 1
        yield _event(article, sentences, happening, ordinal)


def _turn(happening: Happening) -> tuple[int, int, str]:
    """Own types last of what is told at one word, so that PLOVER's events keep their ids whatever types a user has."""
    return happening.best.sentence, happening.best.token, happening.best.frame.scheme


def _own_type(happening: Happening) -> str | None:
    """The user's own type that the fullest telling has, else the first of the others that has one."""
    return next((d.frame.own_type for d in (happening.best, *happening.others) if d.frame.own_type), None)


def _event(article: Article, sentences: Sequence[Sentence], happening: Happening, ordinal: int) -> Event:
    draft = happening.best
    start, end = _offsets(sentences, draft)
    trigger = sentences[draft.sentence].tokens[draft.token]
    force = draft.force if draft.type == "REQUEST" else None
    codes = None if draft.frame.scheme else written(draft.type, draft.mode, force, code=draft.cameo)
    counted, counted_from = counted_day(draft.when, article.published)
    spans = sorted({_offsets(sentences, other) for other in happening.others} - {(start, end)})
    return Event(
        id=event_id(article.id, trigger.start, ordinal),
        article=article.id,
        type=draft.type,
        own_type=_own_type(happening),
        text=article.text[start:end],
        start=start,
        end=end,
        trigger=article.span(trigger.start, trigger.end),
        status=draft.status,
        basis=draft.basis,
        mode=draft.mode,
        force=force,
        contexts=_contexts(sentences[draft.sentence], draft),
        cameo=codes.cameo if codes else None,
        quad=codes.quad if codes else None,
        plover_score=codes.plover_score if codes else None,
        goldstein_gdelt=codes.goldstein_gdelt if codes else None,
        goldstein_icews=codes.goldstein_icews if codes else None,
        asserted_by=draft.asserted_by,
        citations=tuple(article.span(a, b) for a, b in spans),
        actors=draft.actors,
        recipients=draft.recipients,
        when=draft.when,
        date_from=draft.date_from,
        counted_on=counted,
        counted_from=counted_from,
        place=draft.place,
        place_from=draft.place_from,
        reported_by=draft.reported_by,
        statement=draft.statement,
        confidence=draft.confidence,
        why=draft.why,
    )


def _offsets(sentences: Sequence[Sentence], draft: Draft) -> tuple[int, int]:
    tokens = sentences[draft.sentence].tokens
    return tokens[draft.first].start, tokens[draft.last].end


def counted_day(
    when: PartialDate, published: date | None
) -> tuple[date | None, Literal["event", "publication"] | None]:
    """The day that a count puts an event on, and where it is from: its own, else that of publication."""
    if when.is_day:
        return when.earliest, "event"
    return (published, "publication") if published else (None, None)


def _contexts(sentence: Sentence, draft: Draft) -> tuple[str, ...]:
    """The PLOVER contexts that words of the clause are evidence of, in alphabetical order."""
    return contexts_of([(t.form, t.lemma) for t in sentence.tokens[draft.first : draft.last + 1]])
