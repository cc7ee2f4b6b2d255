"""What articles call the first since some time, held against all that the record tells for that time."""

import re
from collections.abc import Iterator

from dragoman.checks.firsts import Claim, claims, like, note
from dragoman.checks.words import whose_words
from dragoman.partial_date import PartialDate
from dragoman.pipeline import reference_date
from dragoman.records import Article, Event, Finding
from dragoman.store import listing, read
from dragoman.store.open import Store

# Most articles claim no first; their events need not be read.
_LIKELY = re.compile(r"\bfirst\b[^.\n]{0,120}\b(?:since|in)\b")


def firsts_against_record(store: Store) -> Iterator[tuple[str, Finding]]:
    """A note for each claim of a first that another article tells against, with the id of the article that claims it.

    Computed anew each time, since the record grows: what an article itself tells against it is among its findings.
    """
    for article in read.articles(store):
        if article.duplicate_of is not None or not _LIKELY.search(article.text):
            continue
        own = list(listing.list_events(store, listing.EventFilter(article=article.id)))
        for claim in claims(article, own, reference=reference_date(article)):
            if like(claim, own) is None and (found := _elsewhere(store, article, claim)) is not None:
                where, other = found
                statements = list(listing.list_statements(store, listing.StatementFilter(article=article.id)))
                (finding,) = whose_words((note(article, claim, other, where=where),), statements)
                yield article.id, finding


def _elsewhere(store: Store, article: Article, claim: Claim) -> tuple[str, Event] | None:
    """The article, and its event, that leave the claim no room."""
    sides = [{who.party for who in side if who.party} for side in (claim.event.actors, claim.event.recipients)]
    for pair in sorted((a, b) for a in sides[0] for b in sides[1] if a != b):
        wanted = listing.EventFilter(
            pair=pair, type=claim.event.type, copies=False, since=PartialDate.day(claim.since),
            until=PartialDate.day(claim.until),
        )  # fmt: skip
        events = [event for event in listing.list_events(store, wanted) if event.article != article.id]
        other = like(claim, events)
        if other is not None:
            return other.article, other
    return None
