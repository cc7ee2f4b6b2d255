"""Listing happenings, and opening one with its tellings."""

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from dragoman.codes.plover import EVENT_TYPES
from dragoman.compare.decisions import decisions_on
from dragoman.compare.happening import Decided, Happening, HappeningTelling, Joined, Retold, ToldHappening
from dragoman.compare.origins import chain_of, origins_of
from dragoman.compare.retellings import likeliest, retellings_of
from dragoman.compare.summary import as_rows
from dragoman.compare.ties import tied, ties_of
from dragoman.compare.told import told
from dragoman.errors import UnknownName
from dragoman.partial_date import PartialDate
from dragoman.records import Event, Record, Span, Status
from dragoman.store.listing import Condition, require_interval
from dragoman.store.open import Store, Value
from dragoman.store.read import event

_PAST_HEX = "g"  # after every digit of an id
_BEGINNING = """SELECT id FROM (SELECT id FROM happenings WHERE id >= ?1 AND id < ?2 LIMIT 2) UNION SELECT * FROM (
    SELECT happening FROM events WHERE id >= ?1 AND id < ?2 AND happening IS NOT NULL LIMIT 2)"""


class HappeningFilter(Record, frozen=True, kw_only=True):
    """What happenings to list; every field that is given must hold. ``None`` asks for nothing."""

    party: str | None = None  # code of a party on either side of a telling
    pair: tuple[str, str] | None = None  # codes of two parties that face each other in a telling, or act together
    type: str | None = None  # PLOVER's, or one of the user's own
    status: Status | None = None
    since: PartialDate | None = None  # not over before the first day of this
    until: PartialDate | None = None  # not begun after the last day of this
    origins: int | None = None  # told by as many independent origins at the least
    both_sides: bool | None = None  # whether official sources of both parties tell it


_PARTY = (
    """happenings.id IN (SELECT e.happening FROM participants p JOIN events e ON e.id = p.event WHERE p.party = ?)"""
)
_PAIR = """happenings.id IN (SELECT e.happening FROM participants a JOIN participants b ON b.event = a.event
    JOIN events e ON e.id = a.event WHERE a.party = ? AND b.party = ? AND (a.side <> b.side OR NOT EXISTS (
        SELECT 1 FROM participants r WHERE r.event = e.id AND r.side = 'recipients')))"""
_OF_OWN_TYPE = "happenings.id IN (SELECT happening FROM events WHERE own_type = ?)"
_ORDER = "happenings.first_day IS NULL, happenings.first_day, happenings.id"


def list_happenings(store: Store, wanted: HappeningFilter | None = None) -> Iterator[Happening]:
    """Happenings by their first day, those without one last.

    Raises:
        UsageError: ``until`` is before ``since``.
    """
    conditions = list(_conditions(wanted or HappeningFilter()))
    where = f"WHERE {' AND '.join(sql for sql, _ in conditions)}" if conditions else ""
    values: tuple[Value, ...] = tuple(value for _, given in conditions for value in given)
    for row in list(store.query(f"SELECT happenings.* FROM happenings {where} ORDER BY {_ORDER}", values)):
        found = _happening(store, dict(row))
        if found is not None:
            yield found


def _conditions(wanted: HappeningFilter) -> Iterator[Condition]:
    require_interval(wanted.since, wanted.until)
    if wanted.party:
        yield _PARTY, (wanted.party,)
    if wanted.pair:
        yield _PAIR, wanted.pair
    if wanted.type in EVENT_TYPES:
        yield "happenings.type = ?", (wanted.type,)
    elif wanted.type:
        yield _OF_OWN_TYPE, (wanted.type,)
    if wanted.status:
        yield "happenings.status = ?", (wanted.status,)
    if wanted.since and wanted.since.earliest:
        yield "happenings.last_day >= ?", (wanted.since.earliest.isoformat(),)
    if wanted.until and wanted.until.latest:
        yield "happenings.first_day <= ?", (wanted.until.latest.isoformat(),)
    if wanted.origins is not None:
        yield "json_array_length(happenings.origins) >= ?", (wanted.origins,)
    if wanted.both_sides is not None:
        yield "happenings.both_sides = ?", (int(wanted.both_sides),)


def find_happening(store: Store, name: str) -> str:
    """The id of the happening that ``name`` means: an id, the unique beginning of one, or the id of an event of it.

    Raises:
        UnknownName: none, or more than one.
    """
    exact = """SELECT id FROM happenings WHERE id = ?1
               UNION SELECT happening FROM events WHERE id = ?1 AND happening IS NOT NULL"""
    found = {row[0] for row in store.query(exact, (name,))}
    for prefix in (name, f"happening-{name}", f"event-{name}") if name and not found else ():
        found.update(row[0] for row in store.query(_BEGINNING, (prefix, prefix + _PAST_HEX)))
    if len(found) == 1:
        return str(found.pop())
    what = "the name means more than one happening" if found else "no such happening"
    raise UnknownName(what, values=repr(name), remedy="List them with: dragoman happenings")


def happening(store: Store, name: str) -> ToldHappening:
    """One happening with its tellings, why they are one, and what was decided of them.

    Args:
        store: an open record.
        name: the happening's id, the beginning of it, or the id of an event or its beginning.

    Raises:
        UnknownName: none, or more than one.
    """
    key = find_happening(store, name)
    row = store.first("SELECT * FROM happenings WHERE id = ?", (key,))
    found = _happening(store, dict(row)) if row is not None else None
    if found is None:
        raise UnknownName("no such happening", values=repr(name), remedy="Bring them up to date: dragoman read")
    events = [event(store, one) for one in store.query("SELECT * FROM events WHERE happening = ?", (key,))]
    ids = {one.id for one in events}
    made = decisions_on(store, ids)
    ties = ties_of(store, key)
    return ToldHappening(
        happening=found,
        tellings=_tellings(store, events),
        links=tuple(_links(store, sorted(ids))),
        decisions=tuple(Decided(kind=one.kind, by=one.by, why=one.why, at=one.at) for one in made),
        retold=_retold(store, key, events),
        tied=tied(ties, key),
        ties=ties,
    )


def _happening(store: Store, row: dict[str, str]) -> Happening | None:
    """A happening by its row; another telling leads where the one that led has left and nothing was brought up to date
    since, and ``None`` is what no telling is left of."""
    sql = "SELECT * FROM events WHERE happening = ? ORDER BY id LIMIT 1"
    lead = store.first("SELECT * FROM events WHERE id = ?", (row["event"],)) or store.first(sql, (row["id"],))
    if lead is None:
        return None
    return Happening(
        id=row["id"], event=event(store, lead), type=row["type"], status=row["status"],  # type: ignore[arg-type]
        first_day=_day(row["first_day"]), last_day=_day(row["last_day"]), tellings=int(row["tellings"]),
        articles=int(row["articles"]), outlets=int(row["outlets"]),
        origins=tuple(msgspec.json.decode(row["origins"])),
        confirmed_by=tuple(msgspec.json.decode(row["confirmed_by"])), both_sides=None if row["both_sides"] is None
        else bool(row["both_sides"]),
    )  # fmt: skip


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _tellings(store: Store, events: Sequence[Event]) -> tuple[HappeningTelling, ...]:
    names = ("id", "article", "start", "end", "status", "statement", "reported_by", "asserted_by")
    rows = [{**{name: getattr(one, name) for name in names}, "last_day": None} for one in events]
    traced = {one.event: one for one in told(store, rows)}
    origins = origins_of(traced.values())
    articles = {one.article: _article(store, one.article) for one in events}
    listed = [
        HappeningTelling(
            event=one,
            title=articles[one.article]["title"],
            publisher=articles[one.article]["publisher"],
            published=_day(articles[one.article]["published"]),
            copy_of=articles[one.article]["duplicate_of"],
            origin=origins[one.id],
            updates=None,
            chain=chain_of(traced[one.id]),
        )
        for one in events
    ]
    chained = _chained(listed)
    return tuple(sorted(chained, key=lambda one: (one.origin.key, *_turn(one))))


def _retold(store: Store, key: str, events: Sequence[Event]) -> tuple[Retold, ...]:
    """The sentences of articles without an event of the happening, of each article the likeliest."""
    last = max((one.when.latest for one in events if one.when.is_day and one.when.latest), default=None)
    told_by = {one.article for one in events}
    again = likeliest(retellings_of(store, [key]).get(key, ()), told_by)
    origins = origins_of(told(store, as_rows(again, last_day=last.isoformat() if last else None)))
    found = []
    for one in again:
        row = _article(store, one.article)
        text = str(row["text"])
        found.append(
            Retold(
                passage=Span(start=one.start, end=one.end, text=text[one.start : one.end]), article=one.article,
                title=row["title"], publisher=row["publisher"], published=_day(row["published"]),
                copy_of=row["duplicate_of"], origin=origins[one.id], tells=one.event, score=one.score,
                reasons=one.reasons,
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.published or date.max, one.article)))


def _article(store: Store, article: str) -> dict[str, str]:
    row = store.first("SELECT title, publisher, published, duplicate_of, text FROM articles WHERE id = ?", (article,))
    return dict(row) if row else {}


def _turn(telling: HappeningTelling) -> tuple[date, str, int]:
    return (telling.published or date.max, telling.event.article, telling.event.start)


def _chained(tellings: Sequence[HappeningTelling]) -> list[HappeningTelling]:
    """Each outlet's later reports point to the one before them; copies and undated reports are no updates."""
    last: dict[str, HappeningTelling] = {}
    found = []
    for telling in sorted(tellings, key=_turn):
        before = last.get(telling.publisher or "")
        if before and telling.published and before.published and before.published <= telling.published:
            other = before.event.article != telling.event.article
            if other and telling.copy_of not in (before.event.article, before.copy_of or ""):
                changed = tuple(_changes(before.event, telling.event))
                telling = msgspec.structs.replace(telling, updates=before.event.id, changed=changed)
        if telling.publisher:
            last[telling.publisher] = telling
        found.append(telling)
    return found


def _changes(before: Event, after: Event) -> Iterator[str]:
    for what in ("dead", "injured", "arrested", "status"):
        old, new = getattr(before, what), getattr(after, what)
        if old and new and old != new:
            yield f"{what} {old} -> {new}"
    if before.when and after.when and before.when != after.when:
        yield f"date {before.when} -> {after.when}"


def _links(store: Store, events: Sequence[str]) -> Iterator[Joined]:
    marks = ", ".join("?" * len(events))
    sql = f"""SELECT a.event AS one, b.event AS other, l.score, l.reasons FROM happening_links l
        JOIN tellings a ON a.number = l.one JOIN tellings b ON b.number = l.other
        WHERE a.event IN ({marks}) ORDER BY l.score DESC, min(a.event, b.event), max(a.event, b.event)"""
    inside = set(events)
    for row in store.query(sql, events):
        if row["other"] in inside:
            one, other = sorted((row["one"], row["other"]))
            yield Joined(one=one, other=other, score=row["score"], reasons=tuple(row["reasons"].split("; ")))
