"""``dragoman watch`` and ``fetches``: feeds into a record, and what was fetched for it."""

import argparse
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from dragoman.cli.command import Arguments, Command, add_format, add_record, opened, record_path
from dragoman.cli.printing import print_listing
from dragoman.cli.reading import add_means, print_failures, print_report, settings_of, watching

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dragoman.feeds.rounds import RoundReport
    from dragoman.store.open import Store

PURPOSES = ("page", "feed", "robots")
OUTCOMES = ("fetched", "unchanged", "forbidden", "refused", "failed")
FETCH_COLUMNS = ("at", "purpose", "outcome", "status", "size_bytes", "url", "reason")
FEED_COLUMNS = ("url", "asked_at", "changed_at", "next_at", "troubles", "waiting", "read", "failed")
HOST_COLUMNS = ("host", "next_at", "resting_until", "troubles")


# --- watch -------------------------------------------------------------------------------------------------


def configure_watch(parser: argparse.ArgumentParser) -> None:
    """The options of ``watch``."""
    parser.add_argument("feeds", metavar="FEEDS", help="a TOML file that lists the feeds")
    parser.add_argument("--once", action="store_true", help="ask all feeds once and end")
    parser.add_argument(
        "--every", type=float, metavar="MINUTES", default=15, help="between two looks at a feed (default: %(default)s)"
    )
    add_record(parser)
    add_means(parser)


def run_watch(arguments: Arguments) -> int:
    """Watch feeds until asked to stop; ``--once`` has exit status 1 when something failed."""
    from dragoman.errors import UsageError
    from dragoman.feeds.subscriptions import read_feeds
    from dragoman.ingest import ready, stored_fetcher
    from dragoman.sources.fetching.address import not_installed

    try:
        from dragoman.feeds.rounds import Rounds
        from dragoman.feeds.service import Stopper, serve
    except ImportError as error:
        raise not_installed(error) from error

    if not arguments.every >= 1:
        raise UsageError("feeds are asked once a minute at most", values=f"{arguments.every:g}", remedy="--every 15")
    settings = settings_of(arguments)
    feeds = read_feeds(arguments.feeds, any_port=settings.fetch.allow_loopback)
    stopper = Stopper()
    with (
        ready(settings, arguments.model, record_path(arguments)) as chain,
        opened(arguments, "write") as store,
        watching(quiet=arguments.quiet) as watch,
    ):
        fetcher = stored_fetcher(store, chain)
        rounds = Rounds(
            feeds, store=store, chain=chain, fetcher=fetcher, every_s=arguments.every * 60, watchman=stopper
        )
        told = _teller(record_path(arguments), quiet=arguments.quiet)
        with stopper.listening():
            if not arguments.once:
                serve(rounds, stopper=stopper, clock=fetcher.clock, told=told, watch=watch)
                return 0
            return _once(rounds, told, watch)


def _once(rounds: Any, told: "Callable[[RoundReport], None]", watch: Any) -> int:
    from dragoman.feeds.service import StopWanted

    try:
        report = rounds.run(all_feeds=True, watch=watch)
    except StopWanted:
        raise KeyboardInterrupt from None  # as with any command that is stopped before its end
    told(report)
    return 1 if report.failures or report.reading.failures else 0


def _teller(record: object, *, quiet: bool) -> "Callable[[RoundReport], None]":
    def told(report: "RoundReport") -> None:
        if not quiet:
            counts = f"{report.asked} asked, {report.changed} with news, {len(report.failures)} failed"
            print(f"feeds: {counts}; {report.entries} new entries", flush=True)
        print_failures(report.failures)
        print_report(report.reading, record, quiet=quiet)

    return told


# --- fetches -----------------------------------------------------------------------------------------------


def configure_fetches(parser: argparse.ArgumentParser) -> None:
    """The options of ``fetches``."""
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--feeds", action="store_true", help="where things stand with each feed, instead")
    which.add_argument("--hosts", action="store_true", help="when each host may be asked next, instead")
    parser.add_argument("--url", metavar="TEXT", help="part of the address")
    parser.add_argument("--purpose", choices=PURPOSES, help="what for")
    parser.add_argument("--outcome", choices=OUTCOMES, help="what came of it")
    parser.add_argument("--from", dest="since", metavar="DATE", help="leave out what was before: 2026-11 or a day")
    parser.add_argument("--limit", type=int, default=50, help="the latest so many (default: %(default)s)")
    add_format(parser)
    add_record(parser)


def run_fetches(arguments: Arguments) -> int:
    """Print what was fetched, the latest first."""
    with opened(arguments) as store:
        columns: tuple[str, ...] = FETCH_COLUMNS
        rows = _fetches(store, arguments)
        if arguments.feeds:
            rows, columns = _feeds(store), FEED_COLUMNS
        elif arguments.hosts:
            rows, columns = _hosts(store), HOST_COLUMNS
        print_listing(rows, form=arguments.format, columns=columns, caveat=False, nothing="nothing was fetched")
    return 0


def _fetches(store: "Store", arguments: Arguments) -> "Iterator[dict[str, Any]]":
    import msgspec

    from dragoman.store.fetches import FetchFilter, list_fetches
    from dragoman.store.listing import make_filter

    given = {name: getattr(arguments, name) for name in ("url", "purpose", "outcome", "since")}
    wanted = make_filter(FetchFilter, {name: value for name, value in given.items() if value is not None})
    for fetch in list_fetches(store, wanted, limit=max(0, arguments.limit)):
        row = msgspec.to_builtins(fetch)
        yield {**row, "at": _moment(fetch.at)} if arguments.format == "table" else row


def _feeds(store: "Store") -> "Iterator[dict[str, Any]]":
    import msgspec

    from dragoman.store.feeds import feed_states

    for state, counts in feed_states(store):
        entries = {name: counts.get(name, 0) for name in ("waiting", "read", "failed")}
        moments = {"asked_at": _moment(state.asked_at), "changed_at": _moment(state.changed_at)}
        yield {**msgspec.to_builtins(state), **moments, "next_at": _told(state.next_at), **entries}


def _hosts(store: "Store") -> "Iterator[dict[str, Any]]":
    from dragoman.store.fetches import hosts

    for host in hosts(store):
        resting = _told(host.resting_until) if host.troubles else None
        yield {"host": host.host, "next_at": _told(host.next_at), "resting_until": resting, "troubles": host.troubles}


def _told(seconds: float) -> str:
    return _moment(datetime.fromtimestamp(seconds, UTC).isoformat()) or ""


def _moment(text: str | None) -> str | None:
    """A moment in UTC to the second, as people read it."""
    return text[:19].replace("T", " ") if text else None


WATCH = Command("watch", "Watch feeds, and read what is new in them into a record.", configure_watch, run_watch)
FETCHES = Command("fetches", "List what was fetched for a record.", configure_fetches, run_fetches)
