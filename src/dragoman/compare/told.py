"""Tellings as origins are read from them, out of the record: on whose word they stand, what their article credits."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from dragoman.compare.credits import credit_of, looks_back, medium_credited, reports_itself
from dragoman.compare.origins import Source, Speaker, Told
from dragoman.compare.publishers import organ_of
from dragoman.compare.sentences import sentence_at, sentence_before
from dragoman.store.open import Store
from dragoman.store.translations import original_id

Row = Mapping[str, Any]

# Sectors whose word is a party's own (PLOVER): government, army, spies, police, lawmakers, courts, armed groups,
# bodies.
_OFFICIAL = frozenset({"GOV", "MIL", "SPY", "COP", "LEG", "JUD", "REB", "PTY", "IGO", "PRM", "UAF"})
NEWS_DAYS = 4  # a weekly's report is news as well; later an outlet tells what has been told
_AT_ONCE = 400
_SOURCES = """SELECT a.id, a.publisher, a.agency, a.origin, a.published, coalesce(a.duplicate_of, a.id) AS original,
    o.publisher AS first, a.text, a.body_start, a.translation_of,
    (SELECT min(c.agency) FROM articles c WHERE c.agency IS NOT NULL
        AND (c.duplicate_of = coalesce(a.duplicate_of, a.id) OR c.id = coalesce(a.duplicate_of, a.id))) AS credited
    FROM articles a LEFT JOIN articles o ON o.id = a.duplicate_of WHERE a.id IN ({marks})"""
_SPEAKERS = """SELECT statement, name, party, country, kind, sectors, office FROM participants WHERE statement IN
({marks})
    ORDER BY statement, ordinal"""
_SAID = (
    """SELECT id, article, start, "end", stance FROM statements WHERE article IN ({marks}) ORDER BY article, start"""
)
_DOERS = """SELECT event, party, country FROM participants WHERE event IN ({marks}) AND side = 'actors'
    ORDER BY event, ordinal"""


def sources_of(store: Store, articles: Iterable[str]) -> dict[str, Source]:
    """What is known of where articles come from, by id."""
    return {row["id"]: _source(row, _original(store, row)) for row in _rows(store, _SOURCES, articles)}


def _original(store: Store, row: Row) -> Row | None:
    """The row of what an article translates, where the record has it."""
    found = original_id(store, row["id"], row["translation_of"]) if row["translation_of"] else None
    return next(_rows(store, _SOURCES, [found]), None) if found else None


def told(store: Store, rows: Sequence[Row]) -> list[Told]:
    """Tellings, in the order given.

    Args:
        store: an open record.
        rows: of events (id, article, start, end, status, last_day, statement, reported_by, asserted_by), or of
            sentences that tell a happening without one, their statement and asserter None and their status "retold".
    """
    return _Reading(store, rows).told()


class _Reading:
    """What the record holds on the articles of some tellings."""

    def __init__(self, store: Store, rows: Sequence[Row]) -> None:
        self._rows = rows
        articles = [row["article"] for row in rows]
        printed = list(_rows(store, _SOURCES, articles))
        self._texts = {row["id"]: row["text"] for row in printed}
        self._sources = {row["id"]: _source(row, _original(store, row)) for row in printed}
        self._said: dict[str, list[Row]] = {}
        self._stance: dict[str, str] = {}
        for row in _rows(store, _SAID, articles):
            self._said.setdefault(row["article"], []).append(row)
            self._stance[row["id"]] = row["stance"]
        self._speakers: dict[str, list[Speaker]] = {}
        for row in _rows(store, _SPEAKERS, self._stance):
            self._speakers.setdefault(row["statement"], []).append(_speaker(row))
        asserted = [row["id"] for row in rows if row["asserted_by"]]
        self._doers: dict[str, set[str]] = {}
        for row in _rows(store, _DOERS, asserted):
            self._doers.setdefault(row["event"], set()).update(filter(None, [row["party"] or row["country"]]))

    def told(self) -> list[Told]:
        """Each row as a telling."""
        return [self._of(row) for row in self._rows]

    def _of(self, row: Row) -> Told:
        source = self._sources[row["article"]]
        text = self._texts[row["article"]]
        around = sentence_at(text, row["start"], row["end"])
        speakers = self._on_whose_word(row, text, around)
        medium = self._medium(row) or medium_credited(text[around[0] : around[1]])
        return Told(
            event=row["id"],
            source=source,
            reported_by=None if medium == source.publisher else medium,
            speakers=speakers,
            own=not speakers and not row["asserted_by"] and not row["statement"],
            denied=row["status"] == "denied",
            recalled=_recalled(row, source.published, text[around[0] : around[1]]),
            at=row["start"],
        )

    def _medium(self, row: Row) -> str | None:
        """The medium that is named as the source; None: none is, or somebody else who speaks in the article."""
        others = {s.name for s in self._speakers.get(row["statement"], ()) if s.kind != "media"}
        return None if row["reported_by"] in others else row["reported_by"]

    def _on_whose_word(self, row: Row, text: str, around: tuple[int, int]) -> tuple[Speaker, ...]:
        if row["statement"]:
            if self._stance.get(row["statement"], "affirms") != "affirms":
                return ()
            doers = self._doers.get(row["id"], set())
            return tuple(_described(speaker, doers) for speaker in self._speakers.get(row["statement"], ()))
        if row["asserted_by"]:
            return tuple(_asserter(row["asserted_by"], self._doers.get(row["id"], set())))
        if row["status"] == "retold":
            within = self._speaking(row["article"], *around)
            if within:
                return within
        before = sentence_before(text, around[0])
        went_on = self._speaking(row["article"], *before) if before else ()
        return went_on if any(speaker.official for speaker in went_on) else ()

    def _speaking(self, article: str, start: int, end: int) -> tuple[Speaker, ...]:
        """Who says what a sentence tells, at least in half of it."""
        for said in self._said.get(article, ()):
            shared = min(said["end"], end) - max(said["start"], start)
            if said["stance"] == "affirms" and 2 * shared >= end - start:
                return tuple(self._speakers.get(said["id"], ()))
        return ()


def _source(row: Row, original: Row | None) -> Source:
    """Where an article comes from. Who translates gathers nothing: a translation comes from where its original does."""
    first = original or row
    publisher = first["publisher"] or first["origin"]
    credit = credit_of(row["text"], row["body_start"])
    return Source(
        article=row["id"],
        publisher=publisher,
        agency=first["agency"],
        group=first["original"],
        group_agency=first["credited"],
        group_publisher=first["first"] or (publisher if original else None),
        published=row["published"],
        credit=None if credit == publisher else credit,
        itself=reports_itself(row["text"], publisher),
    )


def _speaker(row: Row) -> Speaker:
    official = bool(row["office"]) or any(f'"{sector}"' in row["sectors"] for sector in _OFFICIAL)
    return Speaker(row["name"], row["party"] or row["country"], row["kind"], official or row["kind"] == "state")


def _described(speaker: Speaker, doers: set[str]) -> Speaker:
    """A speaker, as an organ that is only described where it is one: "a release of the army's press office"."""
    if speaker.party is not None or speaker.kind in ("person", "unnamed", "media"):
        return speaker
    return next(_asserter(speaker.name, doers), speaker)


def _asserter(name: str, doers: set[str]) -> Iterator[Speaker]:
    """Who asserts what no statement holds: an organ of the state it names, or else of the one party that acts."""
    organ = organ_of(name)
    if organ is not None:
        party = organ or (next(iter(doers)) if len(doers) == 1 else None)
        yield Speaker(name, party, "organisation", True)


def _recalled(row: Row, published: str | None, sentence: str) -> bool:
    if row["status"] == "background" or (row["status"] == "retold" and looks_back(sentence)):
        return True
    if not published or not row["last_day"]:
        return False
    return (date.fromisoformat(published) - date.fromisoformat(row["last_day"])).days > NEWS_DAYS


def _rows(store: Store, sql: str, ids: Iterable[str]) -> Iterator[dict[str, Any]]:
    ordered = sorted(set(ids))
    for start in range(0, len(ordered), _AT_ONCE):
        batch = ordered[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(batch))
        yield from (dict(row) for row in store.query(sql.format(marks=marks), batch))
