"""What a sentence that tells a happening without an event of its own says of it, for comparing accounts."""

from msgspec.structs import replace

from dragoman.compare.line_differences import is_of_words
from dragoman.compare.retellings import Retelling
from dragoman.dates import read_times
from dragoman.partial_date import PartialDate
from dragoman.records import Article, Event


def stated(article: Article, again: Retelling, event: Event) -> Event:
    """The event that a sentence tells again, with what the sentence itself says: its words, its day if it gives one.

    Who took part and where are left out: the sentence was not read for them, and who leaves out differs from nobody.

    Args:
        article: of the sentence.
        again: the sentence.
        event: of the other article.
    """
    words = article.span(again.start, again.end)
    when = _day(article, again.start, again.end)
    return replace(
        event, id=again.id, article=article.id, text=words.text, start=words.start, end=words.end, trigger=words,
        actors=(), recipients=(), place=None, when=when, date_from="clause" if when else None, citations=(), dead=None,
        injured=None, arrested=None, asserted_by=None, reported_by=None, statement=None, status="occurred",
        counted_on=None,
    )  # fmt: skip


def _day(article: Article, start: int, end: int) -> PartialDate:
    """The one day that a sentence gives for what it tells; none where it gives several."""
    reference = PartialDate.day(article.published) if article.published else PartialDate()
    times = [time for time in read_times(article.text, [(start, end)], reference=reference) if time.kind == "date"]
    days = [time.value for time in times if time.value.is_day and not is_of_words(article.text[start : time.start])]
    return days[0] if len(days) == len(times) == 1 else PartialDate()
