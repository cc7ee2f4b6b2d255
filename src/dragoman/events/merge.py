"""One happening, one event: tellings in one article are brought together.

Two tellings are one happening when their types are of one family, no side of one contradicts the other's, their dates
and modes can agree, and at least one party is common to both. The fullest telling gives the clause; the others
become citations. Two verbal acts of one speaker are different happenings unless their words coincide.
"""

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator, Sequence

from msgspec.structs import replace

from dragoman.events.draft import Draft
from dragoman.events.people import unique
from dragoman.partial_date import PRECISIONS
from dragoman.records import Participant

_FAMILIES = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
# Physical happenings and meetings are told again and again; verbal acts are mostly told once each.
_TOLD_AGAIN = frozenset(
    {"CONSULT", "ASSAULT", "AID", "COERCE", "SANCTION", "MOBILIZE", "RETREAT", "PROTEST", "COOPERATE", "YIELD"}
)
_REPEATED = frozenset({"ACCUSE", "REJECT"})  # acts of words that are told again in the same words
# Happenings of one type and party tried before a telling and as many after; no article of ordinary length has so many.
_MOST_TRIED = 100
_Key = tuple[Hashable, ...]
_NEAR = 4  # sentences within which an undated act between the same parties is still the same happening


class Happening:
    """Tellings gathered so far, the best first."""

    def __init__(self, draft: Draft) -> None:
        self.best = draft
        self.others: list[Draft] = []

    def add(self, draft: Draft) -> None:
        """Take in another telling; the fuller one leads."""
        lead, other = (draft, self.best) if _fullness(draft) > _fullness(self.best) else (self.best, draft)
        self.best = _filled(lead, other)
        self.others.append(other)


def merge(drafts: Sequence[Draft]) -> list[Happening]:
    """Gather the tellings of one article, whatever order they come in; in order of text."""
    found = _Happenings()
    for draft in sorted(drafts, key=_turn):
        number = next((n for n in found.like(draft) if same_happening(found.all[n].best, draft)), None)
        if number is None:
            number = len(found.all)
            found.all.append(Happening(draft))
        else:
            found.all[number].add(draft)
        found.file(number)
    return sorted(found.all, key=lambda h: _turn(h.best)[1:])


def _turn(draft: Draft) -> tuple[int, int, int, str, str]:
    """Those that name both sides come first, so that one which names fewer finds every happening it may be of."""
    sides = bool(draft.actors) + bool(draft.recipients)
    return (-sides, draft.sentence, draft.token, draft.type, draft.frame.name)


class _Happenings:
    """The happenings of an article, filed by what a further telling of one must have in common with it."""

    def __init__(self) -> None:
        self.all: list[Happening] = []
        self._filed: dict[_Key, list[tuple[int, int]]] = {}  # sentence and number, in order

    def file(self, number: int) -> None:
        """File one by its fullest telling; what it was filed under before stays, for the sides are compared again."""
        best = self.all[number].best
        for key in _filed_under(best, [best.sentence]):
            filed = self._filed.setdefault(key, [])
            place = bisect_left(filed, (best.sentence, number))
            if filed[place : place + 1] != [(best.sentence, number)]:
                filed.insert(place, (best.sentence, number))

    def like(self, draft: Draft) -> list[int]:
        """The numbers of those that a telling may be of: the nearest first, of two as near the one before it."""
        numbers: set[int] = set()
        for key in _filed_under(draft, range(draft.sentence - _NEAR, draft.sentence + _NEAR + 1)):
            filed = self._filed.get(key, [])
            place = bisect_left(filed, (draft.sentence, 0))
            numbers.update(number for _, number in filed[max(0, place - _MOST_TRIED) : place + _MOST_TRIED])
        return sorted(numbers, key=lambda number: _distance(draft, self.all[number].best, number))


def _distance(draft: Draft, told: Draft, number: int) -> tuple[int, bool, int, int]:
    sentences = told.sentence - draft.sentence
    return (abs(sentences), sentences > 0, abs(told.token - draft.token), number)


def _filed_under(draft: Draft, sentences: Iterable[int]) -> Iterator[_Key]:
    """Sentence, and what bridges sentences in ``same_happening``: a date, punishment at one stroke, repeated words."""
    kind = family(draft)
    yield from ((kind, "told in", sentence) for sentence in sentences)
    if draft.when:
        yield from ((kind, "dated", key) for key in _keys((*draft.actors, *draft.recipients)))
    if kind == "SANCTION":
        yield from ((kind, "by", key) for key in _keys(draft.actors))
    if draft.actors and draft.recipients:
        yield (kind, "between", frozenset(p.id for p in (*draft.actors, *draft.recipients)))
    if kind in _REPEATED:
        sides = (frozenset(p.id for p in side) for side in (draft.actors, draft.recipients))
        yield (kind, draft.frame.name, *sides)


def same_happening(a: Draft, b: Draft) -> bool:
    """Whether two tellings can be of one happening."""
    if family(a) != family(b) or not _own_types_agree(a, b):
        return False
    if a.when and b.when and not a.when.overlaps(b.when):
        return False
    if (a.status in {"planned", "hypothetical"}) != (b.status in {"planned", "hypothetical"}):
        return False
    if family(a) == "CONSULT" and (a.mode == "visit") != (b.mode == "visit"):
        return False  # a trip and the meetings in it are happenings of their own
    if family(a) == "AID" and a.frame.kind == b.frame.kind == "verb" and a.sentence != b.sentence:
        return False  # two gifts to one recipient; a noun ("this aid") may tell one of them again
    if a.mode and b.mode and a.mode != b.mode and family(a) in {"CONSULT", "COERCE", "SUPPORT", "SANCTION", "REJECT"}:
        return False
    within = a.sentence == b.sentence and max(a.first, b.first) <= min(a.last, b.last)
    if within and (a.frame.learnt or b.frame.learnt) and not _parties_differ(a, b):
        return True  # two words of one clause, one of them taken on the model's word alone
    if family(a) not in _TOLD_AGAIN and not a.frame.scheme:
        repeated = a.frame.name == b.frame.name and family(a) in _REPEATED and _same_sides(a, b)
        return repeated or (within and _parties_agree(a, b))
    if family(a) == "SANCTION" and _sides(a.actors, b.actors) == "common" and not _acting(a) and not _acting(b):
        return True  # a list of firms and people punished at one stroke
    if family(a) == "ASSAULT" and a.sentence == b.sentence and not (a.actors and b.actors):
        return _sides(a.actors, b.recipients) != "common" and _sides(a.recipients, b.actors) != "common"
    near = abs(a.sentence - b.sentence) <= _NEAR or bool(a.when and b.when) or _takes_up(a, b)
    fresh = max(a, b, key=lambda d: d.sentence).another and a.sentence != b.sentence
    return _parties_agree(a, b) and (within or (near and not fresh and _places_agree(a, b)))


def _takes_up(a: Draft, b: Draft) -> bool:
    """Whether the later telling is a noun with the very sides of the earlier: "the minister's meeting with X" """
    later = max(a, b, key=lambda d: d.sentence)
    between = [{p.id for p in (*d.actors, *d.recipients)} for d in (a, b)]
    return later.frame.kind == "noun" and bool(later.actors and later.recipients) and between[0] == between[1]


def _same_sides(a: Draft, b: Draft) -> bool:
    return {p.id for p in a.actors} == {p.id for p in b.actors} and {p.id for p in a.recipients} == {
        p.id for p in b.recipients
    }


def _acting(draft: Draft) -> bool:
    return any(p.party for p in draft.recipients)


def _own_types_agree(a: Draft, b: Draft) -> bool:
    """Whether a user's own types let two tellings be one: an arms delivery may be told again as mere aid."""
    return a.frame.own_type == b.frame.own_type or None in (a.frame.own_type, b.frame.own_type)


def family(draft: Draft) -> str:
    """The type, CONCEDE and RETREAT as one."""
    return _FAMILIES.get(draft.type, draft.type)


def _parties_agree(a: Draft, b: Draft) -> bool:
    straight = _sides(a.actors, b.actors), _sides(a.recipients, b.recipients)
    crossed = _sides(a.actors, b.recipients), _sides(a.recipients, b.actors)
    swappable = family(a) in {"CONSULT", "COOPERATE"}
    return _agrees(straight) or (swappable and _agrees(crossed))


def _parties_differ(a: Draft, b: Draft) -> bool:
    straight = _sides(a.actors, b.actors), _sides(a.recipients, b.recipients)
    crossed = _sides(a.actors, b.recipients), _sides(a.recipients, b.actors)
    swappable = family(a) in {"CONSULT", "COOPERATE"}
    return "against" in straight and not (swappable and "against" not in crossed)


def _agrees(sides: tuple[str, str]) -> bool:
    return "against" not in sides and "common" in sides


def _sides(a: tuple[Participant, ...], b: tuple[Participant, ...]) -> str:
    """``common`` when somebody stands on both, ``open`` when one names nobody, ``against`` otherwise."""
    if not a or not b:
        return "open"
    named = [{p.id for p in side if p.kind == "person"} for side in (a, b)]
    if all(named) and not named[0] & named[1]:
        return "against"
    keys = _keys(a) & _keys(b)
    return "common" if keys else "against"


def _keys(people: tuple[Participant, ...]) -> set[str]:
    parties = {p.party or p.country for p in people if p.party or p.kind != "person"}
    return {p.id for p in people} | {party for party in parties if party is not None}


def _names_place(people: tuple[Participant, ...]) -> bool:
    return all(p.kind in {"place", "state"} for p in people)


def _names_people(people: tuple[Participant, ...]) -> bool:
    return bool(people) and all(p.kind in {"person", "crowd"} for p in people)


def _places_agree(a: Draft, b: Draft) -> bool:
    return (
        a.place is None
        or b.place is None
        or a.place.name == b.place.name
        or a.place.precision == "country"
        or b.place.precision == "country"
    )


def _fullness(draft: Draft) -> tuple[int, int, bool, float]:
    """Fuller tellings name both sides, then a date, then come with a frame and not on the model's word, a sure one."""
    named = bool(draft.actors) + bool(draft.recipients)
    return (named, bool(draft.when), not draft.frame.learnt, draft.confidence)


def _sharper(lead: Draft, other: Draft) -> Draft:
    """The telling whose date is the happening's: the leading one's, unless the other's is a sharper one within it."""
    if not other.when or lead.when == other.when:
        return lead
    finer = PRECISIONS.index(other.when.precision) < PRECISIONS.index(lead.when.precision)
    return other if not lead.when or (finer and lead.when.contains(other.when)) else lead


def _filled(lead: Draft, other: Draft) -> Draft:
    """The leading telling with what only the other one says."""
    actors = lead.actors or (other.actors if _sides(other.actors, lead.recipients) != "common" else ())
    told = lead.recipients + other.recipients if family(lead) == "SANCTION" else lead.recipients
    if family(lead) == "ASSAULT" and told and _names_place(told) and _names_people(other.recipients):
        told = other.recipients  # "the bombing in Chad, in which eleven people were killed"
    recipients = told or (other.recipients if _sides(other.recipients, lead.actors) != "common" else ())
    known = _sharper(lead, other)
    return replace(
        lead,
        actors=unique(actors),
        recipients=unique(recipients),
        when=known.when,
        date_from=known.date_from or other.date_from,
        place=(lead if lead.place else other).place,
        place_from=(lead if lead.place else other).place_from,
        mode=lead.mode or (other.mode if other.type == lead.type else None),
        force=lead.force or (other.force if other.type == lead.type else None),
        cameo=lead.cameo or (other.cameo if other.type == lead.type else None),
        why=(*lead.why, f"told again in sentence {other.sentence + 1}"),
    )
