"""Words of a report as an account: with who says them, their sentence, and the event they stand in."""

from dragoman.compare.accounts import Account, hedges, is_correction
from dragoman.compare.lines import Report
from dragoman.compare.sentences import sentence_around
from dragoman.records import Span


def quoted(report: Report, span: Span, value: str) -> Account:
    """What a report says in some words, which need be no event's."""
    article = report.coded.article
    sentence = sentence_around(article, span.start, span.end)
    said_by = next(
        (
            ", ".join(who.name for who in statement.speakers)
            for statement in report.coded.statements
            if statement.start <= span.start and span.end <= statement.end
        ),
        None,
    )
    event = next((e for e in report.coded.events if e.start <= span.start and span.end <= e.end), None)
    return Account(
        article=article.id, source=article.source, publisher=article.publisher, published=article.published,
        said_by=said_by, value=value, start=span.start, end=span.end, text=span.text, sentence=sentence,
        hedges=hedges(sentence.text),
        correction=is_correction(article), status=event.status if event else None, basis=event.basis if event else None,
        event=event.id if event else None,
    )  # fmt: skip
