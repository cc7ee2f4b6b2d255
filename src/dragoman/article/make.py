"""From a raw document to an article: ``make_article``, the only way in which articles come about."""

from collections.abc import Iterable
from datetime import date
from typing import Literal

from dragoman.article.byline import Byline, byline_at_end, byline_in_title, person_names
from dragoman.article.calendar_day import full_dates, parse_day, url_day
from dragoman.article.credits import Credit, copyright_lines, end_credits, photo_credits, print_lines
from dragoman.article.extract import EXTRACTION, Extractor
from dragoman.article.head import Head, read_head
from dragoman.article.language import guess_language
from dragoman.article.layout import furniture_lines, title_line
from dragoman.article.publisher import PublisherNames, host_of, name_agency, name_publisher
from dragoman.article.text import Draft, draft_text, refuse_long
from dragoman.config import Limits
from dragoman.partial_date import PartialDate
from dragoman.records import Article, RawDocument, Span, article_id

PublishedFrom = Literal["metadata", "printed", "none"]


def make_article(
    raw: RawDocument, *, extractor: Extractor, publishers: PublisherNames, limits: Limits | None = None
) -> Article:
    """The article in a document, with its text fixed and what is printed around it read.

    Raises:
        UnreadableInput: nothing is there to read.
        RefusedInput: the text is over the limit, or the page cannot be taken apart.
    """
    draft = draft_text(raw, extractor=extractor)
    refuse_long(draft.text, raw.source, limits or Limits())
    title, head_start = draft.title, draft.body_start
    if title is None and not raw.has_fields and raw.media == "text" and (found := title_line(draft.text, publishers)):
        title, head_start = draft.text[slice(*found)], found[1]
    head = read_head(draft.text, head_start, publishers)
    credited = _credits(draft.text, publishers)
    published, published_from = _published(draft, head, credited)
    agency = _agency(draft, head, credited, publishers)
    publisher = _publisher(draft, credited, agency, publishers)
    signed = byline_at_end(draft.text, publishers)
    line = head.dateline
    return Article(
        id=article_id(publisher, title, draft.text),
        source=raw.source,
        text=draft.text,
        body_start=head.body_start,
        title=title,
        source_id=raw.source_id,
        url=draft.url,
        publisher=publisher,
        byline=_byline(draft, title, head, signed, publishers),
        dateline=line.city if line else None,
        dateline_span=_span(draft.text, line.start, line.end) if line else None,
        furniture=_furniture(draft.text, head, signed, credited),
        agency=agency,
        language=guess_language(draft.text).code,
        published=published,
        published_from=published_from,
        published_window=PartialDate.day(published) if published else PartialDate(),
        origin=agency or publisher,
        translation_of=raw.translation_of,
        translator=raw.translator,
        extra=_extra(raw, draft),
    )


def _credits(text: str, publishers: PublisherNames) -> tuple[Credit, ...]:
    """Everything printed around the text, print lines first."""
    return (
        *print_lines(text, publishers),
        *copyright_lines(text, publishers),
        *end_credits(text, publishers),
        *photo_credits(text, publishers),
    )


def _published(draft: Draft, head: Head, credited: Iterable[Credit]) -> tuple[date | None, PublishedFrom]:
    """The field, else the address, else what is printed: a date line, the dateline, a print line.

    The day on which a file was made stands last: a scan may be made years after.
    """
    given = parse_day(draft.published) or url_day(draft.url)
    if given:
        return given, "metadata"
    in_dateline = next(full_dates(head.dateline.date), None) if head.dateline and head.dateline.date else None
    printed = [head.published, *(credit.published for credit in credited), in_dateline.day if in_dateline else None]
    day = next((day for day in printed if day), None)
    if day:
        return day, "printed"
    made = parse_day(draft.created)
    return (made, "metadata") if made else (None, "none")


def _agency(draft: Draft, head: Head, credited: Iterable[Credit], publishers: PublisherNames) -> str | None:
    """The agency in the dateline, the byline or a credit; in a dateline also one that no table knows."""
    if head.dateline and head.dateline.agency:
        printed = head.dateline.agency.strip()
        credit = next((credit.agency for credit in credited if credit.agency), None)
        return name_agency(printed, publishers) or credit or printed
    in_byline = name_agency(head.byline.credit, publishers) if head.byline else None
    in_field = name_agency(draft.byline, publishers) if person_names(draft.byline, publishers) is None else None
    return in_byline or in_field or next((credit.agency for credit in credited if credit.agency), None)


def _publisher(draft: Draft, credited: Iterable[Credit], agency: str | None, publishers: PublisherNames) -> str | None:
    """The field, print line, site, page's name for itself, agency, copyright, or host: the first that there is."""
    host = host_of(draft.url)
    printed = next((credit.publisher for credit in credited if credit.publisher), None)
    return (
        name_publisher(draft.publisher, publishers)
        or printed
        or (publishers.for_domain(host) if host else None)
        or name_publisher(draft.site_name, publishers)
        or agency
        or next((credit.holder for credit in credited if credit.holder), None)
        or host
    )


def _byline(
    draft: Draft, title: str | None, head: Head, signed: Byline | None, publishers: PublisherNames
) -> str | None:
    """The field, else the head, else a signature at the end, else "Statement by ..." in the title."""
    given = person_names(draft.byline, publishers)
    if given or (head.byline and head.byline.name):
        return given or (head.byline.name if head.byline else None)
    return signed.name if signed else byline_in_title(title, publishers)


def _furniture(text: str, head: Head, signed: Byline | None, credited: Iterable[Credit]) -> tuple[Span, ...]:
    """All that is not prose, in order; what overlaps is joined."""
    ends = [(signed.start, signed.end)] if signed else []
    spans = [
        *head.spans,
        *ends,
        *((credit.start, credit.end) for credit in credited),
        *furniture_lines(text, head.body_start),
    ]
    joined: list[list[int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1][1] = max(joined[-1][1], end)
        elif start < end:
            joined.append([start, end])
    return tuple(_span(text, start, end) for start, end in joined)


def _span(text: str, start: int, end: int) -> Span:
    return Span(start=start, end=end, text=text[start:end])


def _extra(raw: RawDocument, draft: Draft) -> dict[str, object]:
    """The source's unknown keys, what took the text out of its page, and a publication date that no rule can read."""
    extra: dict[str, object] = dict(raw.extra)
    if draft.engine:
        extra[EXTRACTION] = draft.engine
    if draft.published and parse_day(draft.published) is None:
        extra["published_as_given"] = draft.published
    return extra
