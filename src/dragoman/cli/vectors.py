"""``dragoman vectors``, and ``search --meaning``: what is near in meaning."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from dragoman.cli.command import Arguments, Command, add_record, opened, opened_to_change, record_path
from dragoman.cli.printing import console, print_listing, shown_line

if TYPE_CHECKING:
    from dragoman.compare.meaning import MeaningFilter, Near
    from dragoman.store.open import Store

NEAR_COLUMNS = ("near", "kind", "date", "speaker", "said", "text", "article")
_KINDS = {"articles": ("article",), "statements": ("statement",), "events": ("event",)}


def configure_vectors(parser: argparse.ArgumentParser) -> None:
    """The options of ``vectors``."""
    parser.add_argument("--threads", type=int, default=1, help="of the network; the vectors are the same on any number")
    parser.add_argument("--drop", action="store_true", help="take all vectors out")
    add_record(parser)


def run_vectors(arguments: Arguments) -> int:
    """Make the vectors that are missing, or take all out."""
    from dragoman.compare.vectors import make_vectors
    from dragoman.errors import UsageError
    from dragoman.language.vectors import SentenceVectors
    from dragoman.store.vectors import drop_vectors

    if arguments.threads < 1:
        raise UsageError("there are too few threads", values=str(arguments.threads), remedy="Give 1 or more")
    with opened_to_change(arguments) as store:
        if arguments.drop:
            drop_vectors(store)
            print(shown_line(f"no vectors; record: {record_path(arguments)}"))
            return 0
        with _progress() as watch:
            made = make_vectors(store, SentenceVectors.load(threads=arguments.threads), watch=watch)
    anew = ", those of another network thrown away" if made.anew else ""
    print(
        shown_line(f"{made.vectors} vectors of {made.articles} articles made{anew}; record: {record_path(arguments)}")
    )
    return 0


def run_search_by_meaning(arguments: Arguments) -> int:
    """Print what is near in meaning, or what either search finds."""
    from dragoman.compare.meaning import NOTE, search_both, search_by_meaning
    from dragoman.language.vectors import SentenceVectors
    from dragoman.store.vectors import KINDS

    find = search_both if arguments.both else search_by_meaning
    kinds: Any = _KINDS.get(arguments.kind, KINDS)
    with opened(arguments) as store:
        wanted = _wanted(store, arguments)
        network = SentenceVectors.load()
        near = find(store, network, " ".join(arguments.words), kinds=kinds, wanted=wanted, limit=arguments.limit)
        print_listing([_row(one) for one in near], form=arguments.format, columns=NEAR_COLUMNS)
        if arguments.format == "table":
            console().print(NOTE, style="dim")
            _tell_unmade(store)
    return 0


def _wanted(store: "Store", arguments: Arguments) -> "MeaningFilter":
    from dragoman.analysis.parties import party_code
    from dragoman.compare.meaning import MeaningFilter
    from dragoman.store.listing import given_date

    party = party_code(store, arguments.party) if arguments.party else None
    return MeaningFilter(party=party, since=given_date(arguments.since), until=given_date(arguments.until))


def _row(near: "Near") -> dict[str, Any]:
    by = "" if near.similarity is None else f"{near.similarity:.2f}"
    return {
        "near": f"{by} words".strip() if near.words else by, "similarity": near.similarity, "words": near.words,
        "kind": near.kind, "id": near.id, "article": near.article, "date": near.day or near.published,
        "title": near.title, "speaker": near.speaker, "said": near.stance or _told(near), "stance": near.stance,
        "status": near.status, "basis": near.basis, "asserted_by": near.asserted_by,
        "text": " ".join(near.text.split()),
    }  # fmt: skip


def _told(near: "Near") -> str | None:
    if near.status is None or near.basis == "plain":
        return near.status
    return f"{near.status}, {near.basis}" + (f" by {near.asserted_by}" if near.asserted_by else "")


def _tell_unmade(store: "Store") -> None:
    from dragoman.store.vectors import vector_state

    unmade = vector_state(store).unmade
    if unmade:
        console().print(f"{unmade} articles have no vectors yet: dragoman vectors makes them", style="dim")


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    if not sys.stderr.isatty():
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console(error=True), transient=True) as shown_as:
        task = shown_as.add_task("", total=None)
        yield lambda done, number: shown_as.update(task, completed=done, total=number)


VECTORS = Command("vectors", "Make the vectors that search by meaning compares.", configure_vectors, run_vectors)
