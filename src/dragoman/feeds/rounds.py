"""One round: every feed that is due is asked, and what is new in them is read into the record.

A feed's entries are written down as waiting before any is read, so a round that is stopped loses none: whoever comes
next goes on with them. Two processes that watch the same feeds read no entry twice.
"""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import Protocol

from msgspec.structs import replace

from dragoman.errors import InputError, RestingHost, UnreachableInput, UnreadableInput
from dragoman.feeds.entries import documents_of_entry, entries_of, interleaved, is_fetched
from dragoman.feeds.subscriptions import Feed
from dragoman.ingest import Chain, ReadReport, Watcher, contained, read_documents
from dragoman.logs import log
from dragoman.records import Failure, RawDocument, Record
from dragoman.sources.documents import DocumentParser
from dragoman.sources.failures import source_failure
from dragoman.sources.fetching.fetch import Fetcher, Page, Validators, utc
from dragoman.sources.open import Means
from dragoman.store.feeds import (
    FeedState,
    WaitingEntry,
    add_entries,
    claim_entry,
    entry_document,
    feed_state,
    keep_feed,
    next_entry_at,
    put_back,
    settle_entry,
    waiting_entries,
)
from dragoman.store.open import Store
from dragoman.store.write import Outcome, forget_failures, write_failures

EVERY_S = 900.0  # between two looks at a feed that says nothing else
MAX_TRIES = 6  # of a page that cannot be had: after 15 and 30 minutes, one, two and four hours, nearly eight in all
LEASE_S = 1_800.0  # an entry that a process began with and has not finished is another's after this


class Watchman(Protocol):
    """Who may want to stop: asked between two things, and may break off what only waits."""

    def check(self) -> None:
        """Raise what ends the round, if it is to end."""
        ...

    def breakable(self) -> AbstractContextManager[None]:
        """While this lasts the round may be broken off at any moment."""
        ...


class Nobody:
    """Nobody stops the round."""

    def check(self) -> None:
        """Go on."""

    def breakable(self) -> AbstractContextManager[None]:
        """Go on."""
        return nullcontext()


class RoundReport(Record, frozen=True, kw_only=True):
    """What became of one round."""

    asked: int  # feeds that were asked
    changed: int  # of these, feeds that had something new
    entries: int  # new entries
    failures: tuple[Failure, ...]  # feeds that could not be had or read
    reading: ReadReport  # what became of the entries that were read


class Rounds:
    """Rounds over the same feeds into the same record."""

    def __init__(
        self, feeds: Sequence[Feed], *, store: Store, chain: Chain, fetcher: Fetcher, every_s: float = EVERY_S,
        watchman: Watchman | None = None,
    ) -> None:  # fmt: skip
        """Get ready.

        Args:
            feeds: what to watch.
            store: a record opened for writing.
            chain: the loaded pipeline.
            fetcher: what fetches, for this record.
            every_s: between two looks at a feed that has no interval of its own.
            watchman: who may stop a round; None: nobody.
        """
        self.feeds = {feed.url: feed for feed in feeds}
        self._store = store
        self._chain = chain
        self._fetcher = fetcher
        self._every_s = every_s
        self._watchman = watchman or Nobody()
        self._outcomes: list[Outcome | Failure] = []  # of the documents of the entry that is being read
        self._failures: list[Failure] = []  # of the feeds of this round
        self._parser = DocumentParser(chain.limits)  # of all pages of a round; its process ends with it

    def next_at(self) -> float:
        """When the next feed is due, or the next entry's time comes; seconds since 1970."""
        entry_at = next_entry_at(self._store, list(self.feeds))
        feeds_at = min(feed_state(self._store, url).next_at for url in self.feeds)
        return feeds_at if entry_at is None else min(feeds_at, entry_at)

    def run(self, *, all_feeds: bool = False, watch: Watcher | None = None) -> RoundReport:
        """Ask the feeds that are due, read what is new, and compare it across articles.

        Args:
            all_feeds: whether feeds are asked also before they are due, unless they made trouble.
            watch: told of each document when it is stored.

        Raises:
            RecordError: the record cannot be written; what was stored before stays.
            Exception: what the watchman raises to stop; whoever reads next compares what is not compared yet.
        """
        log("round begins", record=self._store.path)
        now = self._fetcher.clock.now()
        states = [feed_state(self._store, url) for url in self.feeds]
        due = [state.url for state in states if state.next_at <= now or (all_feeds and not state.troubles)]
        self._failures.clear()
        counts = [self._asked(self.feeds[url]) for url in due]

        def told(source: str, outcome: Outcome | Failure) -> None:
            self._outcomes.append(outcome)
            if watch is not None:
                watch(source, outcome)

        with self._parser:
            reading = read_documents(
                self._documents(), store=self._store, run=self._chain.run, code=self._chain.code, watch=told
            )
        failures = tuple(self._failures)
        log("round ends", record=self._store.path, articles=reading.read, failed=len(failures) + reading.failed)
        changed = sum(1 for count in counts if count)
        return RoundReport(asked=len(due), changed=changed, entries=sum(counts), failures=failures, reading=reading)

    # --- feeds ---------------------------------------------------------------------------------------------

    def _asked(self, feed: Feed) -> int:
        """Ask a feed, write its new entries down, and return how many they are."""
        self._watchman.check()
        state = feed_state(self._store, feed.url)
        every_s = feed.every_minutes * 60 if feed.every_minutes else self._every_s
        known = Validators(etag=state.etag, modified=state.modified) if state.sha256 else None
        try:
            with self._watchman.breakable():
                page = self._fetcher.get(feed.url, purpose="feed", known=known)
        except RestingHost as resting:
            keep_feed(self._store, replace(state, next_at=resting.until))
            return 0
        except InputError as error:
            return self._troubled(state, every_s, source_failure(feed.url, error))
        digest = state.sha256 if page.unchanged else hashlib.sha256(page.body).hexdigest()
        if digest == state.sha256:
            return self._answered(state, every_s, page, [])
        found = contained(
            feed.url, partial(entries_of, page, feed, limits=self._chain.limits), stage="source", fault="source"
        )
        if isinstance(found, Failure):
            return self._troubled(state, every_s, found)
        entries, bare = found
        forget_failures(self._store, f"{feed.url}#entries")
        added = self._answered(replace(state, sha256=digest), every_s, page, entries)
        if bare:
            self._fail(source_failure(f"{feed.url}#entries", _bare(feed, bare)))  # it holds until the feed changes
        return added

    def _answered(self, state: FeedState, every_s: float, page: Page, entries: list[tuple[str, RawDocument]]) -> int:
        now = self._fetcher.clock.now()
        with self._store.transaction():
            added = add_entries(self._store, state.url, entries, seen_at=utc(now), now=now)
            after = replace(
                state, next_at=now + every_s, troubles=0, asked_at=utc(now),
                changed_at=utc(now) if added else state.changed_at, etag=page.validators.etag,
                modified=page.validators.modified,
            )  # fmt: skip
            keep_feed(self._store, after)
            forget_failures(self._store, state.url)
        return added

    def _troubled(self, state: FeedState, every_s: float, failure: Failure) -> int:
        self._fail(failure)
        now = self._fetcher.clock.now()
        rest_s = self._doubled(every_s, state.troubles)
        after = replace(state, troubles=state.troubles + 1, asked_at=utc(now), next_at=now + rest_s)
        keep_feed(self._store, after)
        return 0

    def _fail(self, failure: Failure) -> None:
        write_failures(self._store, [failure])
        self._failures.append(failure)

    # --- entries -------------------------------------------------------------------------------------------

    def _documents(self) -> Iterator[RawDocument | Failure]:
        """The documents of all waiting entries, each settled when the next is asked for."""
        now = self._fetcher.clock.now()
        for entry in interleaved(waiting_entries(self._store, list(self.feeds), now=now)):
            self._watchman.check()
            now = self._fetcher.clock.now()
            if claim_entry(self._store, entry, now=now, until=now + LEASE_S):
                yield from self._documents_of(entry)

    def _documents_of(self, entry: WaitingEntry) -> Iterator[RawDocument | Failure]:
        feed, source = self.feeds[entry.feed], entry.source
        fetched = is_fetched(entry, feed)
        if fetched and self._is_read(source):
            settle_entry(self._store, entry, read=True)
            return
        self._outcomes.clear()
        try:
            with self._watchman.breakable():
                page = self._fetcher.get(source) if fetched else None
        except RestingHost as resting:
            put_back(self._store, entry, tries=entry.tries, at=resting.until)
            return
        except InputError as error:
            yield source_failure(source, error)
        except BaseException:  # broken off: whoever comes next goes on with it
            put_back(self._store, entry, tries=entry.tries, at=self._fetcher.clock.now())
            raise
        else:
            told = entry_document(self._store, entry)
            read = partial(documents_of_entry, told, feed, page, means=Means(self._chain.limits, self._parser))
            found = contained(source, read, stage="source", fault="source")
            yield from [found] if isinstance(found, Failure) else found
        self._settle(entry)

    def _is_read(self, source: str) -> bool:
        """Whether a page is in the record already, by another feed or by hand, and read as it would be now."""
        sql = "SELECT 1 FROM sources WHERE source = ? AND run = ?"
        return self._store.first(sql, (source, self._chain.run.id)) is not None

    def _settle(self, entry: WaitingEntry) -> None:
        failures = [outcome for outcome in self._outcomes if isinstance(outcome, Failure)]
        passing = [failure for failure in failures if failure.error == UnreachableInput.__name__]
        if passing and entry.tries + 1 < MAX_TRIES:
            now = self._fetcher.clock.now()
            put_back(self._store, entry, tries=entry.tries + 1, at=now + self._doubled(self._every_s, entry.tries))
        else:
            settle_entry(self._store, entry, read=len(failures) < len(self._outcomes))

    def _doubled(self, seconds: float, troubles: int) -> float:
        """A time that doubles with each trouble, up to the longest rest."""
        return max(seconds, min(seconds * 2.0 ** min(troubles, 60), self._fetcher.settings.max_backoff_s))


def _bare(feed: Feed, number: int) -> UnreadableInput:
    return UnreadableInput(
        "entries without title or text", values=f"{number} in {feed.url}", remedy="Nothing can be read from them"
    )
