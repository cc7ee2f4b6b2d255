"""An open record across its articles: happenings, disagreements, readouts, positions, promises."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from dragoman.api.named import Named
from dragoman.store import listing, read

if TYPE_CHECKING:
    from dragoman.compare.accounts import Disagreement
    from dragoman.compare.happening import Happening, ToldHappening
    from dragoman.compare.positions import Positions
    from dragoman.compare.promise_decisions import Decision, Verdict
    from dragoman.compare.promises import Promise
    from dragoman.compare.readout_pairs import ReadoutPair
    from dragoman.compare.readouts import Readouts


class Comparing(Named):
    """What several articles tell, laid side by side."""

    def happenings(self, **wanted: Any) -> "Iterator[Happening]":
        """Happenings, by their first day: what one or more articles tell as one thing.

        Args:
            **wanted: fields of ``compare.lookup.HappeningFilter``: party, pair, type, status, since, until, origins,
                both_sides.

        Raises:
            UsageError: there is no such filter, or a value it cannot take.
        """
        from dragoman.compare.lookup import HappeningFilter, list_happenings

        return list_happenings(self._store, listing.make_filter(HappeningFilter, self._coded(wanted)))

    def happening(self, name: str) -> "ToldHappening":
        """One happening with its tellings, each with its origin, and why they are one.

        Args:
            name: id of a happening, the beginning of one, or the id of an event.

        Raises:
            UnknownName: none, or more than one.
        """
        from dragoman.compare.lookup import happening

        return happening(self._store, name)

    def join(self, one: str, other: str, *, by: str, why: str, at: datetime) -> None:
        """Decide that two happenings are one; see ``compare.decide.join_happenings``.

        Raises:
            UsageError: nobody or no reason is named, or they are one already.
            UnknownName: there is no such happening.
        """
        from dragoman.compare.decide import join_happenings

        join_happenings(self._store, one, other, by=by, why=why, at=at)

    def split(self, name: str, events: Sequence[str], *, by: str, why: str, at: datetime) -> None:
        """Decide that events of a happening are of another; see ``compare.decide.split_happening``.

        Raises:
            UsageError: nobody or no reason is named, or no telling is left.
            UnknownName: there is no such happening, or an event is none of its tellings.
        """
        from dragoman.compare.decide import split_happening

        split_happening(self._store, name, events, by=by, why=why, at=at)

    def disagreements(self, **wanted: Any) -> "Iterator[Disagreement]":
        """Where accounts of one happening differ, by day; every account quoted, none called right.

        Args:
            **wanted: fields of ``compare.disagreement_table.DisagreementFilter``: party, pair, kind, matter, since,
                until, subject, article, limit.

        Raises:
            UsageError: there is no such filter, or a value it cannot take.
        """
        from dragoman.compare.disagreement_table import DisagreementFilter, list_disagreements, refresh_disagreements

        chosen = listing.make_filter(DisagreementFilter, self._coded(wanted))
        if self._store.mode == "write":
            refresh_disagreements(self._store)
        return list_disagreements(self._store, chosen)

    def readouts(self, a: str, b: str) -> "Readouts":
        """Two official accounts of one meeting or call side by side: what both say, what one says, who is named first.

        Args:
            a: an article: id, the unique beginning of one, or the name of its source.
            b: the other.

        Raises:
            UnknownName: no article, or more than one.
        """
        from dragoman.compare.readouts import compare_readouts

        found = (read.coded_article(self._store, read.find_article(self._store, name)) for name in (a, b))
        return compare_readouts(*found)

    def readout_pairs(self, party: str | None = None) -> "tuple[ReadoutPair, ...]":
        """Pairs of articles in which official bodies of two parties tell of one meeting or call, by day.

        Args:
            party: code or name of a party that must be one of the two; None: any.

        Raises:
            UnknownName: nothing is called so.
        """
        from dragoman.compare.readout_pairs import readout_pairs

        return readout_pairs(self._store, party=self._coded({"party": party})["party"])

    def positions(
        self, *parties: str, on: str | None = None, since: object = None, until: object = None,
        periods: Sequence[tuple[object, object]] | None = None, copies: bool = False,
    ) -> "Positions":  # fmt: skip
        """What parties said on a topic, side by side, with what they repeated and said otherwise.

        Args:
            *parties: one or more, by code or name.
            on: a topic of the tree; None: any.
            since: leave out what was said before.
            until: leave out what was said after.
            periods: stretches of time side by side, (first, last) of each; in place of ``since`` and ``until``.
            copies: whether articles that copy another count too.

        Raises:
            UsageError: no such party or topic, or a period that ends before it starts.
        """
        from dragoman.analysis.parties import party_code
        from dragoman.codes.topics import topic_code
        from dragoman.compare.positions import positions

        given = periods if periods is not None else [(since, until)]
        spans = [(listing.given_date(first), listing.given_date(last)) for first, last in given]
        codes = [party_code(self._store, name) for name in parties]
        topic = topic_code(on) if on else None
        return positions(self._store, codes, topic=topic, periods=spans, copies=copies)

    def promises(self, *, as_of: date, limit: int | None = None, **wanted: Any) -> "tuple[Promise, ...]":
        """The ledger of promises, demands, threats and plans as of a day, by the day they are due.

        Args:
            as_of: the day from which it is seen.
            limit: how many at most; None: all.
            **wanted: fields of ``compare.promises.PromiseFilter``: party, owes, pair, kind, state, since, until, text,
                alleged, copies.

        Raises:
            UsageError: there is no such filter, or a value it cannot take.
        """
        from dragoman.compare.promises import PromiseFilter, promises

        filled = listing.make_filter(PromiseFilter, self._coded(wanted))
        return promises(self._store, filled, as_of=as_of, limit=limit)

    def decide_promise(
        self, line: str, candidate: str, *, verdict: "Verdict", by: str, why: str, at: datetime
    ) -> "Decision":
        """Confirm or refuse that something followed from a line of the ledger; the decision outlives every reading.

        Args:
            line: id of the line, or the unique beginning of one.
            candidate: id of its candidate, or the unique beginning of one.
            verdict: ``confirmed`` or ``refused``.
            by: who decides.
            why: the reason.
            at: when.

        Raises:
            UnknownName: there is no such line or candidate.
            UsageError: who or why is missing.
        """
        from dragoman.compare.promise_decisions import decide

        return decide(self._store, line, candidate, verdict=verdict, by=by, why=why, at=at)
