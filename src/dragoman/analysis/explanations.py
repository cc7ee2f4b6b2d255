"""Why a sentence is coded as it is, or not at all: what was found in it, and which step dropped what."""

from collections.abc import Sequence

from dragoman.errors import UnknownName, UsageError
from dragoman.language.trace import Step, Trace
from dragoman.pipeline import CODED_LANGUAGES, Resources, code_prepared
from dragoman.records import Act, Article, CodedArticle, Event, Record, Sentence, Statement

LEAST_SHOWN = 0.05  # below it a type is noise


class Trigger(Record, frozen=True, kw_only=True):
    """A word that the model takes for a trigger, with what it thinks of it."""

    words: str
    start: int
    types: tuple[tuple[str, float], ...]  # likeliest first, from ``LEAST_SHOWN``
    actors: tuple[tuple[str, float], ...]  # heads of the phrases it is linked to
    recipients: tuple[tuple[str, float], ...]


class Explanation(Record, frozen=True, kw_only=True):
    """What was found in one sentence, and what became of it."""

    number: int  # from 1
    start: int
    end: int
    text: str
    coded: str | None  # why the sentence is not read for events at all; None: it is
    names: tuple[str, ...]
    triggers: tuple[Trigger, ...]
    steps: tuple[Step, ...]  # what was dropped, joined or not read
    events: tuple[Event, ...]  # whose trigger stands in it
    statements: tuple[Statement, ...]  # whose words begin in it


def explain(article: Article, *, resources: Resources) -> tuple[Explanation, ...]:
    """Code an article and say of each sentence what was found and dropped.

    Args:
        article: as it was read, before anything was inferred (``ingest.as_read``).
        resources: model and tables.

    Raises:
        UsageError: the article is in a language that is not coded.
    """
    if article.language not in CODED_LANGUAGES:
        raise UsageError(
            "the article is not coded",
            values=f"{article.id} is in {article.language!r}",
            remedy="Only English is; others are stored and can be searched",
        )
    trace = Trace()
    coded = code_prepared(article, resources=resources, trace=trace)
    reading = trace.reading
    sentences = reading.sentences if reading else ()
    acts = reading.acts if reading else ()
    return tuple(
        _explanation(coded, number, sentence, trace, [act for act in acts if act.sentence == number])
        for number, sentence in enumerate(sentences)
    )


def chosen(
    explained: Sequence[Explanation], article: Article, *, number: int | None = None, at: int | None = None,
    words: str | None = None,
) -> tuple[Explanation, ...]:  # fmt: skip
    """The sentences asked for: by number from 1, by an offset in the text, or by words; all where none is asked for.

    Raises:
        UnknownName: the article has no such sentence.
    """
    found = tuple(explained)
    if number is not None:
        found = tuple(one for one in found if one.number == number)
    if at is not None:
        found = tuple(one for one in found if one.start <= at < one.end)
    if words is not None:
        folded = " ".join(words.split()).casefold()
        found = tuple(one for one in found if folded in " ".join(one.text.split()).casefold())
    if not found:
        raise UnknownName(
            "the article has no such sentence",
            values=f"sentence {number}, at {at}, words {words!r} of {article.id}",
            remedy=f"It has {len(explained)} sentences and {len(article.text)} characters",
        )
    return found


def _explanation(
    coded: CodedArticle, number: int, sentence: Sentence, trace: Trace, acts: Sequence[Act]
) -> Explanation:
    start, end = sentence.start, sentence.end
    steps = (step for step in trace.steps if step.sentence == number)
    return Explanation(
        number=number + 1,
        start=start,
        end=end,
        text=sentence.text,
        coded="it stands before the body: title, byline or dateline" if start < coded.article.body_start else None,
        names=tuple(trace.names.get(number, ())),
        triggers=tuple(_trigger(sentence, act) for act in acts),
        steps=tuple(sorted(steps, key=lambda step: (step.start, step.what, step.outcome))),
        events=tuple(event for event in coded.events if start <= event.trigger.start < end),
        statements=tuple(said for said in coded.statements if start <= said.start < end),
    )


def _trigger(sentence: Sentence, act: Act) -> Trigger:
    token = sentence.tokens[act.token]
    return Trigger(
        words=token.form,
        start=token.start,
        types=tuple((kind, round(p, 3)) for kind, p in act.types if p >= LEAST_SHOWN),
        actors=tuple((sentence.tokens[head].form, round(p, 3)) for head, p in act.actors),
        recipients=tuple((sentence.tokens[head].form, round(p, 3)) for head, p in act.recipients),
    )
