"""Who first gathered what an article tells of a happening: copies, credits and official words traced to one origin.

Ten outlets that print an agency's copy are one origin, and so are two that tell a thing wholly on the word of one
government. From the nearest to the furthest, what decides is: the medium credited in the sentence ("Reuters reported"),
the official source on whose word alone the telling rests ("ISPR said"), the agency that a copy of the same text or the
article itself credits, the first of its copies, the publisher. A feed's ``source`` is the publisher already.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple

from dragoman.compare.publishers import speaks_for
from dragoman.records import Record
from dragoman.store.open import Store
from dragoman.store.translations import original_id

OriginKind = Literal["medium", "official", "unknown"]

# Sectors whose word is a party's own (PLOVER): government, army, spies, police, lawmakers, courts, armed groups,
# bodies.
_OFFICIAL = frozenset({"GOV", "MIL", "SPY", "COP", "LEG", "JUD", "REB", "PTY", "IGO", "PRM", "UAF"})
NEWS_DAYS = 4  # a weekly's report is news as well; later an outlet tells what has been told
_AT_ONCE = 400


class Origin(Record, frozen=True, kw_only=True):
    """Whoever first gathered a report."""

    key: str  # what two tellings of one origin have in common
    name: str
    kind: OriginKind = "medium"
    party: str | None = None  # of an official source: for whom it speaks


class Source(NamedTuple):
    """What is known of where an article comes from."""

    article: str
    publisher: str | None
    agency: str | None
    group: str  # the first of its copies, itself where it has none
    group_agency: str | None  # the agency that one of its copies credits
    group_publisher: str | None  # of the first of its copies
    published: str | None = None  # day of publication


class Speaker(NamedTuple):
    """On whose word a telling rests."""

    name: str
    party: str | None
    kind: str
    official: bool


class Told(NamedTuple):
    """A telling as origins are read from it."""

    event: str
    source: Source
    reported_by: str | None  # a medium credited in the sentence
    speakers: tuple[Speaker, ...]  # of the statement that carries it
    own: bool  # told at least in part by the writer
    denied: bool
    recalled: bool = False  # it looks back on what others reported before


def origin_of_article(source: Source) -> Origin:
    """Where an article comes from as a whole."""
    agency = source.agency or source.group_agency
    publisher = source.group_publisher if source.group != source.article else source.publisher
    name = agency or publisher
    if name is None:
        return Origin(key=source.group, name="unknown", kind="unknown")
    return named(name)


def named(name: str) -> Origin:
    """The origin of this name: a medium, or an official source for the party it speaks for."""
    party = speaks_for(name)
    if party is not None:
        return Origin(key=f"official {party}", name=name, kind="official", party=party)
    return Origin(key=f"medium {' '.join(name.casefold().removeprefix('the ').split())}", name=name)


def origin_of(told: Told) -> Origin:
    """Where one telling comes from."""
    if told.reported_by:
        return named(told.reported_by)
    article = origin_of_article(told.source)
    if told.own or not told.speakers:
        return article
    for speaker in told.speakers:
        if speaker.kind == "media":
            return named(speaker.name)
        if speaker.official and speaker.party:
            return Origin(key=f"official {speaker.party}", name=speaker.name, kind="official", party=speaker.party)
    return article


def origins_of(tellings: Iterable[Told]) -> dict[str, Origin]:
    """The origin of each telling, by event id; an article that tells it in its own words anywhere is its own origin."""
    found: dict[str, Origin] = {}
    by_article: dict[str, list[Told]] = {}
    for told in tellings:
        by_article.setdefault(told.source.article, []).append(told)
    for several in by_article.values():
        own = next((told for told in several if told.own and not told.reported_by), None)
        for told in several:
            found[told.event] = origin_of(own or told)
    return found


def independent(tellings: Sequence[Told]) -> tuple[Origin, ...]:
    """The origins of a happening. A report that only looks back gathers nothing, where another one told the news."""
    news = [told for told in tellings if not told.recalled]
    return distinct(origins_of(news or tellings).values())


def distinct(origins: Iterable[Origin]) -> tuple[Origin, ...]:
    """Each origin once, by key; of its names the first in the alphabet."""
    first: dict[str, Origin] = {}
    for origin in sorted(origins, key=lambda origin: (origin.key, origin.name)):
        first.setdefault(origin.key, origin)
    return tuple(first.values())


def confirmed_by(tellings: Iterable[Told]) -> frozenset[str]:
    """The parties whose own official source tells or confirms it."""
    found: set[str] = set()
    for told in tellings:
        if told.denied:
            continue
        publisher = speaks_for(told.source.publisher)
        found.update(speaker.party for speaker in told.speakers if speaker.official and speaker.party)
        found.update([publisher] if publisher else [])
    return frozenset(found)


# --- from the record ---------------------------------------------------------------------------------------

_SOURCES = """SELECT a.id, a.publisher, a.agency, a.origin, a.published, coalesce(a.duplicate_of, a.id) AS original,
    o.publisher AS first, a.translation_of,
    (SELECT min(c.agency) FROM articles c WHERE c.agency IS NOT NULL
        AND (c.duplicate_of = coalesce(a.duplicate_of, a.id) OR c.id = coalesce(a.duplicate_of, a.id))) AS credited
    FROM articles a LEFT JOIN articles o ON o.id = a.duplicate_of WHERE a.id IN ({marks})"""
_SPEAKERS = """SELECT statement, name, party, country, kind, sectors, office FROM participants WHERE statement IN
({marks})
    ORDER BY statement, ordinal"""
_STANCES = "SELECT id, stance, reported_by FROM statements WHERE id IN ({marks})"


def sources_of(store: Store, articles: Iterable[str]) -> dict[str, Source]:
    """What is known of where articles come from, by id."""
    found = (
        Source(
            article=row["id"],
            publisher=row["publisher"] or row["origin"],
            agency=row["agency"],
            group=row["original"],
            group_agency=row["credited"],
            group_publisher=row["first"],
            published=row["published"],
        )
        if row["translation_of"] is None
        else _of_translation(store, row)
        for row in _rows(store, _SOURCES, articles)
    )
    return {source.article: source for source in found}


def _of_translation(store: Store, row: dict[str, str]) -> Source:
    """Who translates gathers nothing: a translation comes from where its original does."""
    original = original_id(store, row["id"], row["translation_of"])
    first = next(_rows(store, _SOURCES, [original]), row) if original else row
    return Source(
        article=row["id"],
        publisher=first["publisher"] or first["origin"],
        agency=first["agency"],
        group=first["original"],
        group_agency=first["credited"],
        group_publisher=first["first"] or first["publisher"] or first["origin"],
        published=row["published"],
    )


def told(store: Store, rows: Sequence[dict[str, str]]) -> list[Told]:
    """Tellings from the rows of their events (id, article, status, last_day, statement, reported_by, asserted_by)."""
    sources = sources_of(store, (row["article"] for row in rows))
    statements = {row["statement"] for row in rows if row["statement"]}
    speakers: dict[str, list[Speaker]] = {}
    for row in _rows(store, _SPEAKERS, statements):
        official = bool(row["office"]) or any(f'"{sector}"' in row["sectors"] for sector in _OFFICIAL)
        who = Speaker(row["name"], row["party"] or row["country"], row["kind"], official or row["kind"] == "state")
        speakers.setdefault(row["statement"], []).append(who)
    said = {row["id"]: row for row in _rows(store, _STANCES, statements)}
    found = []
    for row in rows:
        statement = said.get(row["statement"])
        affirmed = statement is None or statement["stance"] == "affirms"
        found.append(
            Told(
                event=row["id"],
                source=sources[row["article"]],
                reported_by=row["reported_by"],
                speakers=tuple(speakers.get(row["statement"], ())) if affirmed else (),
                own=not row["statement"] and not row["asserted_by"],
                denied=row["status"] == "denied",
                recalled=_recalled(row, sources[row["article"]].published),
            )
        )
    return found


def _recalled(row: dict[str, str], published: str | None) -> bool:
    if row["status"] == "background" or not published or not row["last_day"]:
        return row["status"] == "background"
    return (date.fromisoformat(published) - date.fromisoformat(row["last_day"])).days > NEWS_DAYS


def _rows(store: Store, sql: str, ids: Iterable[str]) -> Iterator[dict[str, str]]:
    ordered = sorted(set(ids))
    for start in range(0, len(ordered), _AT_ONCE):
        batch = ordered[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(batch))
        yield from (dict(row) for row in store.query(sql.format(marks=marks), batch))
