"""An open record counted: timelines, series, panels, coverage, networks, changes, contacts, charts."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from dragoman.api.named import Named
from dragoman.errors import UsageError
from dragoman.store import listing

if TYPE_CHECKING:
    from dragoman.analysis import Changes, Contacts, CoverageTable, Network, Panel, Series, Timeline
    from dragoman.analysis.bands import Precision
    from dragoman.analysis.counting import Counting
    from dragoman.analysis.palette import Theme
    from dragoman.analysis.panel import Pairs
    from dragoman.analysis.periods import By
    from dragoman.analysis.pictures import Drawable
    from dragoman.analysis.series import Measure, Of


class Counted(Named):
    """What the record holds, counted; what counts is what occurred and is not alleged, a happening once."""

    def timeline(
        self, *parties: str, since: object = None, until: object = None, everything: bool = False,
        tellings: bool = False, limit: int | None = None,
    ) -> "Timeline":  # fmt: skip
        """The events of one party, or between two, with what counts told apart; see ``analysis.timelines``.

        A happening counts once, unless ``tellings`` or ``everything`` is set.

        Raises:
            UsageError: not one or two different parties.
        """
        from dragoman.analysis import timeline

        first, last = listing.given_date(since), listing.given_date(until)
        codes = [self._code(name) for name in parties]
        return timeline(
            self._store, codes, since=first, until=last, everything=everything, tellings=tellings, limit=limit
        )

    def series(
        self, party: str, other: str, *, by: "By" = "month", of: "Of | None" = None,
        precision: "Precision | Literal['measured'] | None" = None, **counting: Any,
    ) -> "Series":  # fmt: skip
        """What passed between two parties, counted and scored by period; see ``analysis.series``.

        Args:
            party: a party, by code or name; it acts where the counting is directed.
            other: the other.
            by: day, week, month or year.
            of: divided by type, quad or status; by status everything counts unless the counting says otherwise.
            precision: type -> (found right, reviewed), for bands; ``measured``: the record's own finished samples.
            **counting: fields of ``analysis.Counting``: since, until, types, statuses, outlets, alleged, copies, unit,
                directed, members; dates as text, days or ``PartialDate``.

        Raises:
            UsageError: the two are one, there is no such field, or no sample was judged to its end.
        """
        from dragoman.analysis import series
        from dragoman.analysis.precision import finished

        wanted = self._counting(counting) if counting or of != "status" else None
        pair = (self._code(party), self._code(other))
        bands = finished(self._store) if precision == "measured" else precision
        return series(self._store, pair, by=by, of=of, counting=wanted, precision=bands)

    def panel(self, *parties: str, by: "By" = "month", pairs: "Pairs" = "seen", **counting: Any) -> "Panel":
        """Every pair in every period, with ISO, COW and GW codes, zero where nothing counts; see ``analysis.panel``.

        Raises:
            UsageError: there are too many rows, or there is no such field of ``analysis.Counting``.
        """
        from dragoman.analysis import panel

        codes = [self._code(name) for name in parties] or None
        return panel(self._store, parties=codes, by=by, counting=self._counting(counting), pairs=pairs)

    def coverage(self, *, by: "By" = "month", since: object = None, until: object = None) -> "CoverageTable":
        """Articles by outlet and period; see ``analysis.coverage``.

        Raises:
            UsageError: a date is none.
        """
        from dragoman.analysis import coverage

        first, last = listing.given_date(since), listing.given_date(until)
        days = (first.earliest if first else None, last.latest if last else None)
        return coverage(self._store, by=by, since=days[0], until=days[1])

    def networks(
        self, *parties: str, by: "By | None" = None, communities: bool = False, **counting: Any
    ) -> "tuple[Network, ...]":
        """Who deals with whom, in all or by period; see ``analysis.network``.

        Raises:
            UsageError: there is no such field of ``analysis.Counting``.
            InstallationError: communities need networkx.
        """
        from dragoman.analysis import networks

        codes = [self._code(name) for name in parties] or None
        wanted = self._counting(counting)
        return networks(self._store, by=by, counting=wanted, parties=codes, communities=communities)

    def changes(self, *parties: str, by: "By" = "month", **counting: Any) -> "Changes":
        """New pairs, unusual volume, first meetings since long; see ``analysis.changes``.

        Raises:
            UsageError: there is no such field of ``analysis.Counting``.
        """
        from dragoman.analysis import changes

        codes = [self._code(name) for name in parties] or None
        return changes(self._store, by=by, counting=self._counting(counting), parties=codes)

    def contacts(self, party: str, other: str | None = None, **counting: Any) -> "Contacts":
        """The meetings of two parties, or of one with any other, and how high they were; see ``analysis.contacts``.

        Raises:
            UsageError: there is no such field of ``analysis.Counting``.
        """
        from dragoman.analysis import contacts

        whom = None if other is None else self._code(other)
        return contacts(self._store, self._code(party), whom, counting=self._counting(counting))

    def write_chart(
        self, series: "Series | Drawable", path: str | Path, *, measure: "Measure" = "count", theme: "Theme" = "light",
        link: str | None = None,
    ) -> None:  # fmt: skip
        """Draw a series, timeline, network, contacts or changes into .html, .png or .svg; see ``analysis.chart_files``.

        Raises:
            UsageError: another suffix.
            InstallationError: Altair or vl-convert is not installed.
            RecordError: the file cannot be written.
        """
        from dragoman.analysis.chart_files import write_chart

        write_chart(self._store, series, Path(path), measure=measure, theme=theme, link=link)

    def _counting(self, given: dict[str, Any]) -> "Counting":
        """What counts, from fields as people give them."""
        from dragoman.analysis.counting import Counting

        unknown = sorted(set(given) - set(Counting.__struct_fields__))
        if unknown:
            known = ", ".join(Counting.__struct_fields__)
            raise UsageError("nothing counts by this", values=", ".join(unknown), remedy=f"There are {known}")
        dates: dict[str, Any] = {name: listing.given_date(given[name]) for name in ("since", "until") if name in given}
        lists: dict[str, Any] = {name: tuple(given[name]) for name in ("types", "statuses", "outlets") if name in given}
        return Counting(**{**given, **dates, **lists})
