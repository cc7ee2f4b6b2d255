"""Which events leave in a layout that cannot say "denied" or "alleged", and in which order.

Such a layout shows whatever is in it as having happened. So only what occurred and is not alleged leaves. A planned
meeting, visit, support, cooperation or aid leaves as the intent that it is (PLOVER AGREE, CAMEO 03), a planned
retreat as CONCEDE. The rest leaves only when asked for by name, is counted, and the manifest says so.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import Literal, get_args

import msgspec

from dragoman.codes.cameo import cameo, default_code
from dragoman.codes.plover import EVENT_TYPES, plover
from dragoman.records import Article, Event, EventType, Record
from dragoman.store.listing import EventFilter, events_by_happening
from dragoman.store.open import Store
from dragoman.store.read import event
from dragoman.store.rows import from_row

Inclusion = Literal["planned", "background", "hypothetical", "denied", "alleged", "copies"]
INCLUSIONS: tuple[Inclusion, ...] = get_args(Inclusion)
ArticleCache = Callable[[str], Article]

# What is planned, as intent: the type and the CAMEO code ("express intent to ...").
_INTENTS: dict[str, tuple[EventType, str]] = {
    "CONSULT": ("AGREE", "036"),
    "SUPPORT": ("AGREE", "032"),
    "COOPERATE": ("AGREE", "030"),
    "AID": ("AGREE", "033"),
    "RETREAT": ("CONCEDE", "035"),
}
_ARTICLES_KEPT = 256  # the tellings of one happening stand close together; 256 texts are about 2 MB


class Selection(Record, frozen=True):
    """What is to leave."""

    wanted: EventFilter = EventFilter()
    include: frozenset[Inclusion] = frozenset()
    among: frozenset[str] | None = None  # ids of the events that may leave, of those that are wanted; None: all

    @property
    def included(self) -> frozenset[Inclusion]:
        """What was asked for by name, or by a filter that asks for nothing else."""
        named = {self.wanted.status, self.wanted.basis} & set(INCLUSIONS)
        return self.include | frozenset(word for word in INCLUSIONS if word in named)


class Telling(Record, frozen=True):
    """An event as a layout without status has it, in its article."""

    event: Event
    article: Article
    day: date  # the event's own, else the day of publication
    happening: str  # what all its tellings share
    sentence: int | None  # from 1; None: nothing that the record keeps tells it
    status: str  # the event's own, before what is planned became intent

    @property
    def cameo(self) -> str:
        """The CAMEO code; the one that stands for type and mode where the event has none."""
        return self.event.cameo or default_code(self.event.type, self.event.mode, self.event.force)

    @property
    def is_intent(self) -> bool:
        """Whether it is a plan that was turned into the intent."""
        return self.status == "planned" and self.event.type in ("AGREE", "CONCEDE")

    @property
    def is_in_lead(self) -> bool:
        """Whether the words stand in the body's first paragraph."""
        body = self.article.text[self.article.body_start :]
        skipped = len(body) - len(body.lstrip())
        first = self.article.body_start + skipped + len(body.lstrip().split("\n", 1)[0])
        return self.event.start < first


class Tally:
    """What left and what did not, for the manifest; filled while rows are written."""

    def __init__(self) -> None:
        self.left_out: Counter[str] = Counter()  # reason -> events
        self.unmarked: Counter[str] = Counter()  # status or "alleged" -> events that left though the layout is silent
        self.runs: set[str] = set()
        self.rows: Counter[str] = Counter()  # table -> rows


def happenings(
    store: Store, selection: Selection, tally: Tally, *, copies: bool = False
) -> Iterator[tuple[Telling, ...]]:
    """The tellings of each happening that may leave, by the happening's first day; the fullest telling stands first.

    Args:
        store: an open record.
        selection: filters, and what leaves though the layout cannot mark it.
        tally: counts what is left out and why.
        copies: whether tellings in copies of another article leave without being asked for.
    """
    article = lru_cache(maxsize=_ARTICLES_KEPT)(lambda name: _article(store, name))
    allowed: frozenset[Inclusion] = frozenset({"copies"} if copies else ())
    include = selection.included | allowed
    for happening, rows in groupby(events_by_happening(store, selection.wanted), key=lambda row: row[0]):
        told = []
        for _, name in rows:
            if selection.among is not None and name not in selection.among:
                continue
            telling = _telling(store, name, happening, article)
            reason = _reason(telling, include)
            if reason:
                tally.left_out[reason] += 1
            else:
                told.append(_as_intent(telling))
                tally.runs.add(telling.event.run)
                _count_unmarked(told[-1], tally)
        # A visit and the plan of it are one happening in the record, but "visits" and "intends to" are two codes.
        for intent in (True, False):
            same = [telling for telling in told if telling.is_intent is intent]
            if same:
                yield tuple(sorted(same, key=_fullness))


def tellings(store: Store, selection: Selection, tally: Tally) -> Iterator[Telling]:
    """Every telling that may leave, in the order of ``happenings``; copies only when asked for."""
    for told in happenings(store, selection, tally):
        yield from told


def _fullness(telling: Telling) -> tuple[object, ...]:
    event, published = telling.event, telling.article.published
    sides = bool(event.actors) + bool(event.recipients)
    copied = telling.article.duplicate_of is not None
    return (copied, -sides, telling.status != "occurred", published or date.max, telling.article.id, event.start)


def _telling(store: Store, name: str, happening: str, article: ArticleCache) -> Telling:
    row = store.first("SELECT * FROM events WHERE id = ?", (name,))
    assert row is not None  # its id was just read
    told = event(store, row)
    home = article(told.article)
    sql = 'SELECT min(sentence) AS n FROM mentions WHERE article = ? AND start >= ? AND "end" <= ?'
    found = store.first(sql, (told.article, told.start, told.end))
    sentence = None if found is None or found["n"] is None else found["n"] + 1
    return Telling(
        event=told, article=home, day=_day(told, home) or date.min, happening=happening, sentence=sentence,
        status=told.status,
    )  # fmt: skip


def _day(told: Event, home: Article) -> date | None:
    """The day a layout that needs one gives: an intent is dated by its telling, all else as it is counted."""
    if told.status == "planned" and told.type in _INTENTS:
        return home.published or (told.counted_on if told.counted_from == "publication" else None)
    return told.counted_on or (told.when.earliest if told.when.is_day else home.published)


def _reason(telling: Telling, include: frozenset[Inclusion]) -> str | None:
    """Why a telling does not leave; None: it does."""
    event = telling.event
    if event.type not in EVENT_TYPES:
        return "own type without a PLOVER parent"
    if event.basis == "alleged" and "alleged" not in include:
        return "alleged"
    if event.status != "occurred" and event.status not in include and not _is_intent(event):
        return event.status
    if telling.article.duplicate_of is not None and "copies" not in include:
        return "in a copy of another article"
    if telling.day == date.min:
        return "no day"
    return None if event.actors or event.recipients else "nobody takes part"


def _is_intent(event: Event) -> bool:
    return event.status == "planned" and event.type in _INTENTS


def _as_intent(telling: Telling) -> Telling:
    event = telling.event
    if not _is_intent(event):
        return telling
    kind, code = _INTENTS[event.type]
    known, scale = plover(kind), cameo(code)
    intent = msgspec.structs.replace(
        event, type=kind, mode=None, force=None, cameo=code, quad=known.quad, plover_score=known.score,
        goldstein_gdelt=scale.goldstein_gdelt, goldstein_icews=scale.goldstein_icews,
    )  # fmt: skip
    return msgspec.structs.replace(telling, event=intent)


def _count_unmarked(telling: Telling, tally: Tally) -> None:
    event = telling.event
    if event.basis == "alleged":
        tally.unmarked["alleged"] += 1
    if telling.status != "occurred":
        told_as = " as intent (CAMEO 03)" if telling.status == "planned" and (event.cameo or "")[:2] == "03" else ""
        tally.unmarked[f"{telling.status}{told_as}"] += 1


def _article(store: Store, name: str) -> Article:
    row = store.first("SELECT * FROM articles WHERE id = ?", (name,))
    assert row is not None  # the schema holds every event to its article
    return from_row(Article, row)
