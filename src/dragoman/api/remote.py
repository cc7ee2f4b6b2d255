"""A record that a server has, read as if it lay here: ``open_record("http://127.0.0.1:8000")``.

Everything that reads gives the same records as from the file, exports and charts included. Decisions are sent with
their reviewer's name; whatever else writes needs the record itself.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote

import msgspec

from dragoman.api import OpenRecord, files
from dragoman.api.calls import Call, read_answer, read_answers, written_arguments
from dragoman.api.server import Server, question
from dragoman.config import Settings
from dragoman.errors import UsageError
from dragoman.records import Article, CodedArticle, Event, Failure, Finding, Run, Statement
from dragoman.store.applying import Action, Kind, Revision
from dragoman.store.open import Store
from dragoman.store.postgres.address import Place
from dragoman.store.reviewing import Given, Reviewer, Seen
from dragoman.store.revisions import FoundLine
from dragoman.store.search import Hit
from dragoman.store.vectors import KINDS, VectorKind

if TYPE_CHECKING:
    from dragoman.analysis import Changes, Contacts, CoverageTable, Network, Panel, Series, Timeline
    from dragoman.analysis.bands import Precision as Bands
    from dragoman.analysis.explanations import Explanation
    from dragoman.analysis.palette import Theme
    from dragoman.analysis.panel import Pairs
    from dragoman.analysis.periods import By
    from dragoman.analysis.pictures import Drawable
    from dragoman.analysis.precision import Precision
    from dragoman.analysis.run_differences import RunDifference
    from dragoman.analysis.series import Measure, Of
    from dragoman.compare.accounts import Disagreement
    from dragoman.compare.happening import Happening, ToldHappening
    from dragoman.compare.meaning import Near
    from dragoman.compare.positions import Positions
    from dragoman.compare.promise_decisions import Decision, Verdict
    from dragoman.compare.promises import Promise
    from dragoman.compare.readout_pairs import ReadoutPair
    from dragoman.compare.readouts import Readouts
    from dragoman.exports.export import Format
    from dragoman.exports.selection import Inclusion
    from dragoman.sources.fetching.visits import Fetch
    from dragoman.store.questions import Answer
    from dragoman.store.vectors import VectorState


class RemoteRecord(OpenRecord):
    """A record on a server; what only the file itself can do raises ``UsageError`` and says so."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._count()  # an address that is none, and a token that is not the server's, are told now

    @property
    def _store(self) -> Store:  # type: ignore[override]
        raise self._elsewhere()

    @property
    def _settings(self) -> Settings:  # type: ignore[override]
        raise self._elsewhere()

    def _elsewhere(self) -> UsageError:
        return UsageError(
            "this needs the record itself", values=self._server.address, remedy="Open its file where it lies"
        )

    def __repr__(self) -> str:
        return f"<dragoman record at {self._server.address} ({len(self)} articles)>"

    def __len__(self) -> int:
        return self._count()

    def _count(self) -> int:
        return int(self._one("count"))

    def close(self) -> None:
        """Nothing is held open between two questions."""

    def _one(self, call: Call, *given: object, **named: object) -> Any:
        return read_answer(call, self._server.ask(question(call, written_arguments(given, named))))

    def _many(self, call: Call, **named: object) -> Iterator[Any]:
        return read_answers(call, self._server.stream(question(call, written_arguments((), named))))

    # --- one article after another ---------------------------------------------------------------------------

    def articles(self) -> Iterator[Article]:
        """As ``OpenRecord.articles``."""
        return self._many("articles")

    def article(self, name: str) -> CodedArticle:
        """As ``OpenRecord.article``."""
        found: CodedArticle = self._one("article", name)
        return found

    def coded_articles(self) -> Iterator[CodedArticle]:
        """As ``OpenRecord.coded_articles``."""
        return self._many("coded_articles")

    def events(self, **wanted: Any) -> Iterator[Event]:
        """As ``OpenRecord.events``."""
        return self._many("events", **wanted)

    def statements(self, **wanted: Any) -> Iterator[Statement]:
        """As ``OpenRecord.statements``."""
        return self._many("statements", **wanted)

    def findings(self) -> Iterator[tuple[str, Finding]]:
        """As ``OpenRecord.findings``."""
        return self._many("findings")

    def failures(self) -> list[Failure]:
        """As ``OpenRecord.failures``."""
        found: list[Failure] = self._one("failures")
        return found

    def runs(self) -> list[Run]:
        """As ``OpenRecord.runs``."""
        found: list[Run] = self._one("runs")
        return found

    def original(self, name: str) -> Article | None:
        """As ``OpenRecord.original``."""
        found: Article | None = self._one("original", name)
        return found

    def translations(self, name: str) -> tuple[Article, ...]:
        """As ``OpenRecord.translations``."""
        found: tuple[Article, ...] = self._one("translations", name)
        return found

    def fetches(self, *, limit: int | None = None, **wanted: str) -> "Iterator[Fetch]":
        """As ``OpenRecord.fetches``."""
        return self._many("fetches", limit=limit, **wanted)

    def vector_state(self) -> "VectorState":
        """As ``OpenRecord.vector_state``."""
        found: VectorState = self._one("vector_state")
        return found

    def parties(self) -> tuple[str, ...]:
        """As ``OpenRecord.parties``."""
        found: tuple[str, ...] = self._one("parties")
        return found

    def search(self, query: str, *, kind: Literal["article", "statement"] | None = None, limit: int = 20) -> list[Hit]:
        """As ``OpenRecord.search``."""
        found: list[Hit] = self._one("search", query, kind=kind, limit=limit)
        return found

    def search_by_meaning(
        self, query: str, *, kinds: "Sequence[VectorKind]" = KINDS, words: bool = False, limit: int = 20, **wanted: Any
    ) -> "list[Near]":
        """As ``OpenRecord.search_by_meaning``."""
        named = {"kinds": kinds, "words": words, "limit": limit, **wanted}
        found: list[Near] = self._one("search_by_meaning", query, **named)
        return found

    def query(self, sql: str, *, timeout_s: float = 1.0, most_rows: int = 1000) -> "Answer":
        """As ``OpenRecord.query``; the server gives a second at the most, and 20,000 rows."""
        found: Answer = self._one("query", sql, timeout_s=timeout_s, most_rows=most_rows)
        return found

    def why(self, article: str) -> "tuple[Explanation, ...]":
        """As ``OpenRecord.why``: what the server's version finds."""
        found: tuple[Explanation, ...] = self._one("why", article)
        return found

    def export(
        self, form: "Format", out: str | Path, *, with_text: bool = False, include: "Sequence[Inclusion]" = (),
        **wanted: Any,
    ) -> dict[str, Any]:  # fmt: skip
        """As ``OpenRecord.export``: the server writes the files, which come here."""
        named = {"form": form, "with_text": with_text, "include": include, **wanted}
        content = self._server.ask(files.question(Path(out), written_arguments((), named)))
        return files.unpacked(content, Path(out))

    # --- across articles ---------------------------------------------------------------------------------------

    def happenings(self, **wanted: Any) -> "Iterator[Happening]":
        """As ``OpenRecord.happenings``."""
        return self._many("happenings", **wanted)

    def happening(self, name: str) -> "ToldHappening":
        """As ``OpenRecord.happening``."""
        found: ToldHappening = self._one("happening", name)
        return found

    def disagreements(self, **wanted: Any) -> "Iterator[Disagreement]":
        """As ``OpenRecord.disagreements``."""
        return self._many("disagreements", **wanted)

    def readouts(self, a: str, b: str) -> "Readouts":
        """As ``OpenRecord.readouts``."""
        found: Readouts = self._one("readouts", a, b)
        return found

    def readout_pairs(self, party: str | None = None) -> "tuple[ReadoutPair, ...]":
        """As ``OpenRecord.readout_pairs``."""
        found: tuple[ReadoutPair, ...] = self._one("readout_pairs", party)
        return found

    def positions(
        self, *parties: str, on: str | None = None, since: object = None, until: object = None,
        periods: Sequence[tuple[object, object]] | None = None, copies: bool = False,
    ) -> "Positions":  # fmt: skip
        """As ``OpenRecord.positions``."""
        named = {"on": on, "since": since, "until": until, "periods": periods, "copies": copies}
        found: Positions = self._one("positions", *parties, **named)
        return found

    def promises(self, *, as_of: date, limit: int | None = None, **wanted: Any) -> "tuple[Promise, ...]":
        """As ``OpenRecord.promises``."""
        found: tuple[Promise, ...] = self._one("promises", as_of=as_of, limit=limit, **wanted)
        return found

    # --- counted -------------------------------------------------------------------------------------------------

    def timeline(
        self, *parties: str, since: object = None, until: object = None, everything: bool = False,
        tellings: bool = False, limit: int | None = None,
    ) -> "Timeline":  # fmt: skip
        """As ``OpenRecord.timeline``."""
        named = {"since": since, "until": until, "everything": everything, "tellings": tellings, "limit": limit}
        found: Timeline = self._one("timeline", *parties, **named)
        return found

    def series(
        self, party: str, other: str, *, by: "By" = "month", of: "Of | None" = None,
        precision: "Bands | Literal['measured'] | None" = None, **counting: Any,
    ) -> "Series":  # fmt: skip
        """As ``OpenRecord.series``."""
        found: Series = self._one("series", party, other, by=by, of=of, precision=precision, **counting)
        return found

    def panel(self, *parties: str, by: "By" = "month", pairs: "Pairs" = "seen", **counting: Any) -> "Panel":
        """As ``OpenRecord.panel``."""
        found: Panel = self._one("panel", *parties, by=by, pairs=pairs, **counting)
        return found

    def coverage(self, *, by: "By" = "month", since: object = None, until: object = None) -> "CoverageTable":
        """As ``OpenRecord.coverage``."""
        found: CoverageTable = self._one("coverage", by=by, since=since, until=until)
        return found

    def networks(
        self, *parties: str, by: "By | None" = None, communities: bool = False, **counting: Any
    ) -> "tuple[Network, ...]":
        """As ``OpenRecord.networks``."""
        found: tuple[Network, ...] = self._one("networks", *parties, by=by, communities=communities, **counting)
        return found

    def changes(self, *parties: str, by: "By" = "month", **counting: Any) -> "Changes":
        """As ``OpenRecord.changes``."""
        found: Changes = self._one("changes", *parties, by=by, **counting)
        return found

    def contacts(self, party: str, other: str | None = None, **counting: Any) -> "Contacts":
        """As ``OpenRecord.contacts``."""
        found: Contacts = self._one("contacts", party, other, **counting)
        return found

    def write_chart(
        self, series: "Series | Drawable", path: str | Path, *, measure: "Measure" = "count", theme: "Theme" = "light",
        link: str | None = None,
    ) -> None:  # fmt: skip
        """As ``OpenRecord.write_chart``; drawn here, from what the server counted."""
        from dragoman.analysis.chart_files import write_chart
        from dragoman.analysis.series import Series as Curve

        known: dict[str, Event] = {}

        def events(ids: Sequence[str]) -> list[Event]:
            if not known and isinstance(series, Curve):
                known.update((event.id, event) for event in self.events(pair=series.pair))
            lines = (known.get(name) or self.line(name).line for name in ids)
            return sorted((line for line in lines if isinstance(line, Event)), key=_by_day)

        write_chart(events, series, Path(path), measure=measure, theme=theme, link=link)

    # --- decided -------------------------------------------------------------------------------------------------

    def line(self, name: str) -> FoundLine:
        """As ``OpenRecord.line``."""
        found: FoundLine = self._one("line", name)
        return found

    def history(self, name: str | None = None) -> tuple[Revision, ...]:
        """As ``OpenRecord.history``."""
        found: tuple[Revision, ...] = self._one("history", name)
        return found

    def precision(self) -> "tuple[Precision, ...]":
        """As ``OpenRecord.precision``."""
        found: tuple[Precision, ...] = self._one("precision")
        return found

    def diff(self, old: str, new: str) -> "RunDifference":
        """As ``OpenRecord.diff``."""
        found: RunDifference = self._one("diff", old, new)
        return found

    def join(self, one: str, other: str, *, by: str, why: str, at: datetime) -> None:
        """As ``OpenRecord.join``; the server's clock says when."""
        self._decide_happening(one, {"by": by, "why": why, "action": "join", "other": other})

    def split(self, name: str, events: Sequence[str], *, by: str, why: str, at: datetime) -> None:
        """As ``OpenRecord.split``; the server's clock says when."""
        self._decide_happening(name, {"by": by, "why": why, "action": "split", "events": list(events)})

    def _decide_happening(self, name: str, fields: dict[str, Any]) -> None:
        self._server.tell(f"/api/v1/happenings/{quote(name, safe='')}/decisions", fields)

    def decide_promise(
        self, line: str, candidate: str, *, verdict: "Verdict", by: str, why: str, at: datetime
    ) -> "Decision":
        """As ``OpenRecord.decide_promise``; the server's clock says when."""
        from dragoman.compare.promise_decisions import Decision

        fields = {"by": by, "candidate": candidate, "verdict": verdict, "why": why}
        told = self._server.tell(f"/api/v1/promises/{quote(line, safe='')}/decisions", fields)
        made = msgspec.convert(told["decisions"], list[Decision])
        return max(
            (one for one in made if one.item.startswith(candidate)),
            key=lambda one: datetime.fromisoformat(one.decided_at),
        )

    def review(self, *, by: str) -> Reviewer:
        """Decide in somebody's name, as ``OpenRecord.review``; the server's clock says when."""
        return RemoteReviewer(self, self._server, by=by)

    @property
    def path(self) -> Place:
        """Only a file has a path.

        Raises:
            UsageError: always.
        """
        return self._store.path


def _by_day(event: Event) -> tuple[bool, str, str]:
    """Where an event stands among others: as ``store.read.events_by_id``."""
    day = event.when.earliest or event.when.latest or event.counted_on
    return day is None, day.isoformat() if day else "", event.id


class RemoteReviewer(Reviewer):
    """Decisions sent to the server that has the record; ``at`` is not sent, for the server's clock says when."""

    def __init__(self, record: RemoteRecord, server: Server, *, by: str) -> None:
        if not by.strip():
            raise UsageError("a decision needs a name", values=repr(by), remedy="Say who decides")
        self._record = record
        self._server = server
        self.by = by.strip()

    def accept(self, line: str, *, seen: Seen, at: datetime, why: str = "") -> Revision:
        """As ``Reviewer.accept``."""
        return self._decide("accept", [line], [seen], why)

    def edit(self, line: str, fields: Given, *, seen: Seen, at: datetime, why: str = "") -> Revision:
        """As ``Reviewer.edit``."""
        return self._decide("edit", [line], [seen], why, fields=dict(fields))

    def reject(self, line: str, *, seen: Seen, at: datetime, why: str = "") -> Revision:
        """As ``Reviewer.reject``."""
        return self._decide("reject", [line], [seen], why)

    def add(self, article: str, kind: Kind, fields: Given, *, at: datetime, why: str = "") -> Revision:
        """As ``Reviewer.add``."""
        return self._decide("add", [], [], why, article=article, kind=kind, fields=dict(fields))

    def merge(self, lines: Sequence[str], *, seen: Sequence[Seen], at: datetime, why: str = "") -> Revision:
        """As ``Reviewer.merge``."""
        return self._decide("merge", list(lines), list(seen), why)

    def split(self, line: str, parts: Sequence[Given], *, seen: Seen, at: datetime, why: str = "") -> Revision:
        """As ``Reviewer.split``."""
        return self._decide("split", [line], [seen], why, parts=[dict(part) for part in parts])

    def undo(self, line: str, *, seen: Seen, at: datetime, why: str = "") -> Revision:
        """As ``Reviewer.undo``."""
        return self._decide("undo", [line], [seen], why)

    def _decide(self, action: Action, lines: list[str], seen: list[Seen], why: str, **more: Any) -> Revision:
        fields = {"by": self.by, "action": action, "lines": lines, "seen": seen, "why": why, **more}
        made = self._server.tell("/api/v1/reviews", fields)
        known = self._record.history(made["changes"][0]["line"])
        return next(one for one in known if one.id == made["id"])
