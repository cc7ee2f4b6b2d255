"""Every quotation of a coded article, held against the article's words; the store refuses what does not quote it."""

from collections.abc import Iterator, Sequence

from dragoman.errors import CitationError
from dragoman.records import CodedArticle, Event, Figure, Finding, Participant, Statement


def quoted_spans(coded: CodedArticle) -> Iterator[tuple[str, int, int, str]]:
    """Every span that claims to quote the article: (where it stands, start, end, words)."""
    for event in coded.events:
        yield f"event {event.id}", event.start, event.end, event.text
        for span in (event.trigger, *event.citations):
            yield f"event {event.id}", span.start, span.end, span.text
    for statement in coded.statements:
        yield f"statement {statement.id}", statement.start, statement.end, statement.text
        for span in (*statement.citations, *([statement.cue] if statement.cue else [])):
            yield f"statement {statement.id}", span.start, span.end, span.text
    others: Sequence[Figure | Finding] = (*coded.figures, *coded.findings)
    for item in others:
        yield type(item).__name__.lower(), item.start, item.end, item.text
    for cluster in coded.clusters:
        for mention in cluster.mentions:
            yield f"mention of {cluster.name}", mention.start, mention.end, mention.text


def sides_of(item: Event | Statement) -> tuple[Participant, ...]:
    """Everybody who takes part: actors and recipients of an event, speakers of a statement."""
    return item.speakers if isinstance(item, Statement) else (*item.actors, *item.recipients)


def check_citations(coded: CodedArticle) -> None:
    """Compare every citation with the article's words.

    Raises:
        CitationError: a span does not quote the article, or a participant points outside it.
    """
    text = coded.article.text
    for what, start, end, words in quoted_spans(coded):
        if not (0 <= start < end <= len(text) and text[start:end] == words):
            raise CitationError(
                f"the span of a {what} does not quote its article",
                values=f"[{start}, {end}) reads {text[max(start, 0) : end][:60]!r}, stored words {words[:60]!r}",
                remedy="Give offsets in code points of article.text, half-open",
            )
    holders: Sequence[Event | Statement] = (*coded.events, *coded.statements)
    for holder in holders:
        for who in sides_of(holder):
            if who.start is not None and not (who.end is not None and 0 <= who.start < who.end <= len(text)):
                raise CitationError(
                    "a participant points outside its article",
                    values=f"{who.name!r} at [{who.start}, {who.end}) of {len(text)} characters",
                    remedy="Leave start and end None for what is implied",
                )
