"""How likely two tellings are of one happening: match weights that add up, each with its reason.

After Fellegi and Sunter (1969), as splink words it: each comparison adds bits for or against, the sum is the
logarithm to base 2 of the odds, and the score is the probability they come to. Every comparison is of the two
tellings alone, never of what else is in the record, so that a score holds whatever is read later. The weights were
set by hand on the articles of ``examples/`` and small reports of our own. Three rules came after a look at what was
missed in ``evaluation/happenings``, whose figures are since then not blind: parties that only the article names, other
company of one person, and the milder weight of other places. Learning them from one half of that set does not pay: of
its pairs of events that are compared 43 are the same and 16 not, and weights larger by a third leave its pairs as they
are.
"""

import math
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from dragoman.compare.blocks import NEAR_DAYS
from dragoman.compare.telling import Telling
from dragoman.compare.words import Bag

SAME = 0.5  # from this score on two tellings are linked
UNLIKE = (
    -12.0
)  # bits of two tellings that cannot be of one happening, or are less likely so: enough to part small groups

# Bits for two tellings of one block before anything is compared: parties meet seldom twice within days, but speak of
# each other, and fight, every day.
_PRIOR = -3.0
_PRIORS: dict[str, float] = {
    "CONSULT": -2.5, "ACCUSE": -4.0, "REQUEST": -4.0, "SUPPORT": -4.0, "REJECT": -4.0, "THREATEN": -4.0,
    "ASSAULT": -3.5, "COERCE": -3.5,
}  # fmt: skip
_MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
_MET = frozenset({"CONSULT", "AGREE"})
_CITY_KM = 40.0  # a town and the capital it lies at
_EARTH_KM = 6371.0
_AROUND = 0.8  # the parties of the one are named in the article of the other
_AGAINST = -4.0  # other parties on a side
_WORDS = ((0.0, -1.0), (0.1, -0.3), (0.2, 1.0), (0.35, 2.2), (0.5, 3.2), (0.8, 5.0), (1.0, 6.0))  # likeness, bits
# Of all pairs of 216 unlike articles (examples and development data) 1 in 100 has a likeness of .13, 1 in 1,000 of .22;
# two reports on one happening in different words .19 to .55.
_STORY = ((0.05, -0.5), (0.1, 0.3), (0.2, 1.5), (0.4, 2.5), (1.0, 3.0))
_MOST_BY_WORDS = _WORDS[-1][1] + _STORY[-1][1]


class Reason(NamedTuple):
    """A comparison: what it found and the bits it adds."""

    what: str
    bits: float


class Match(NamedTuple):
    """How likely two tellings are of one happening, and why."""

    score: float
    reasons: tuple[Reason, ...]

    @property
    def bits(self) -> float:
        """The sum of the reasons."""
        return sum(reason.bits for reason in self.reasons)


class Compared:
    """A telling made ready for many comparisons."""

    __slots__ = ("actors", "names", "parties", "people", "recipients", "story", "telling", "words")

    def __init__(self, telling: Telling) -> None:
        self.telling = telling
        self.actors = frozenset(telling.actors.parties)
        self.recipients = frozenset(telling.recipients.parties)
        self.parties = self.actors | self.recipients
        everybody = sorted({*telling.actors.people, *telling.recipients.people})
        self.people = tuple(frozenset(name.split()) for name in everybody)
        self.words = Bag(telling.words)
        self.story = Bag(telling.story)
        self.names = frozenset(telling.names)


def linked(one: Compared, other: Compared) -> float | None:
    """The bits for two tellings that are linked; ``None``: the score would be below ``SAME``. Made to be fast."""
    known = _by_facts(one, other)
    if known is None:
        return None
    bits = sum([reason.bits for reason in known])
    if bits + _MOST_BY_WORDS < 0:
        return None
    bits += _words(one, other).bits
    if bits + _STORY[-1][1] < 0:
        return None
    bits += _story(one, other).bits
    return bits if bits >= 0 else None


def match(one: Compared, other: Compared) -> Match | None:
    """Compare two tellings; ``None`` where they cannot be of one happening whatever their words."""
    known = _by_facts(one, other)
    if known is None:
        return None
    words, story = _words(one, other), _story(one, other)
    reasons = (*known, Reason(_alike("words", words), words.bits), Reason(_alike("reports", story), story.bits))
    found = tuple(reason for reason in reasons if reason.bits)
    return Match(probability(sum(reason.bits for reason in reasons)), found)


def bits_for(one: Compared, other: Compared) -> float:
    """The bits for any two tellings, linked or not; at the least ``UNLIKE``."""
    known = _by_facts(one, other)
    if known is None:
        return UNLIKE
    bits = sum([reason.bits for reason in known]) + _words(one, other).bits + _story(one, other).bits
    return max(bits, UNLIKE)


def sides_bits(one: Compared, other: Compared) -> float | None:
    """The bits of the parties and people on each side; ``None``: a side names other parties, or neither names any."""
    sides = _sides(one, other)
    people = _people(one, other).bits
    if sides <= _AGAINST or (not sides and people <= 0):
        return None
    return sides + people


def likeness_bits(one: Compared, other: Compared) -> tuple[Reason, ...]:
    """What names, words and the articles have in common, in bits."""
    words, story = _words(one, other), _story(one, other)
    return (
        _names(one, other), _place(one.telling, other.telling), Reason(_alike("words", words), words.bits),
        Reason(_alike("reports", story), story.bits),
    )  # fmt: skip


def told_reasons(reasons: Iterable[Reason]) -> tuple[str, ...]:
    """Reasons as they are kept: "same day +2", "words alike 0.41 +1.75"."""
    return tuple(f"{reason.what} {reason.bits:+g}" for reason in reasons)


def probability(bits: float) -> float:
    """The probability of odds given in bits."""
    return 1 / (1 + math.pow(2.0, -bits))


def _by_facts(one: Compared, other: Compared) -> tuple[Reason, ...] | None:
    """All that is compared but words, the cheapest first; ``None``: they cannot be of one happening."""
    first, second = one.telling, other.telling
    apart = max(second.first - first.last, first.first - second.last, 0)
    if apart > NEAR_DAYS or first.kind != second.kind:
        return None
    if apart and not one.words.shares(other.words):
        return None  # accounts that differ on the day and have no word in common
    sides = _sides(one, other)
    if sides <= _AGAINST:
        return None
    sides += _named_around(one, other)
    prior = min(_PRIORS.get(first.type, _PRIOR), _PRIORS.get(second.type, _PRIOR))
    return (
        _reason("before comparing", prior), _reason("parties", sides), _kinds(first, second), _verbs(first, second),
        _people(one, other), _names(one, other), _days(first, second, apart), _place(first, second),
        _tolls(first, second),
    )  # fmt: skip


@cache
def _reason(what: str, bits: float) -> Reason:
    return Reason(what, bits)


# One name in common that is no party's, as of a village, says more than many words.
_NAMES = (Reason("no name in common", 0.0), Reason("a name in common", 1.0), Reason("names in common", 2.0))
_NOTHING = Reason("nothing", 0.0)
_MODES, _VERB = Reason("modes differ", -1.5), Reason("same verb", 0.7)


_OTHER_TYPE = -1.0  # only neighbours are compared, which readers take for each other


def _kinds(one: Telling, other: Telling) -> Reason:
    if one.type != other.type:
        return Reason(f"types {min(one.type, other.type)} and {max(one.type, other.type)}", _OTHER_TYPE)
    return _MODES if one.mode and other.mode and one.mode != other.mode else _NOTHING


def _verbs(one: Telling, other: Telling) -> Reason:
    return _VERB if one.trigger == other.trigger else _NOTHING


# --- who ---------------------------------------------------------------------------------------------------


def _sides(one: Compared, other: Compared) -> float:
    """The parties, side by side; crossed, or all together, where a type has no direction."""
    straight = _side(one.actors, other.actors) + _side(one.recipients, other.recipients)
    if one.telling.type not in _MUTUAL or other.telling.type not in _MUTUAL:
        return straight
    crossed = _side(one.actors, other.recipients) + _side(one.recipients, other.actors)
    return max(straight, crossed, 2 * _side(one.parties, other.parties))


def _named_around(one: Compared, other: Compared) -> float:
    """A side that one does not tell may be whom its article is about."""
    for here, there in ((one, other), (other, one)):
        told = here.parties.union(here.telling.around)
        if len(here.parties) < 2 <= len(there.parties) and there.parties <= told:
            return _AROUND
    return 0.0


def _side(one: frozenset[str], other: frozenset[str]) -> float:
    if not one or not other:
        return 0.0
    if one == other:
        return 1.2
    if one.isdisjoint(other):
        return _AGAINST
    return 0.6 if one <= other or other <= one else 0.0


def _people(one: Compared, other: Compared) -> Reason:
    if not one.people or not other.people:
        return _NOTHING
    shared = min(_met_again(one.people, other.people), _met_again(other.people, one.people))
    if shared and _met(one.telling, other.telling) and shared < min(len(one.people), len(other.people)):
        return _OTHER_COMPANY
    if shared:
        return Reason("same people", min(1.5 * shared, 3.5))
    first, second = one.telling, other.telling
    sides = ((first.actors, second.actors), (first.recipients, second.recipients))
    if any(a.people and b.people and a.parties == b.parties for a, b in sides):
        return Reason("other people", -2.5 if _met(first, second) else -1.5)
    return _NOTHING


def _names(one: Compared, other: Compared) -> Reason:
    if "recalled" in (one.telling.dated, other.telling.dated):
        return _NOTHING
    return _NAMES[min(len(one.names & other.names), 2)]


# A minister meets several counterparts in a day: who sat there tells meetings apart better than all else together, for
# one speech, place and day make such reports alike. With -5, 5 of 11 wrong pairs of one half of evaluation/happenings.
_OTHER_COMPANY = Reason("some of them others", -8.0)


def _met_again(people: tuple[frozenset[str], ...], others: tuple[frozenset[str], ...]) -> int:
    """How many of the people bear a name in common with one of the others."""
    return sum(any(not name.isdisjoint(other) for other in others) for name in people)


# --- when and where ----------------------------------------------------------------------------------------

_SHARP = (
    Reason("same day", 2.0), Reason("1 day apart", -2.5), Reason("2 days apart", -4.5),
)  # fmt: skip
_BLUNT = tuple(Reason(f"{apart} days apart or more", -2.0 * apart) for apart in range(NEAR_DAYS + 1))
_RECALLED = Reason("recalled without a date", -1.5)
PROMPT_DAYS = 2
_PROMPT, _LATE = Reason("printed right after the day", 1.5), Reason("dates can agree", 0.0)
_WEEK, _MONTH, _WIDE = (Reason("dates can agree", bits) for bits in (1.0, 0.0, -1.0))


def _days(one: Telling, other: Telling, apart: int) -> Reason:
    if one.is_sharp and other.is_sharp:
        return _SHARP[apart]
    if apart:
        return _BLUNT[apart]
    if "recalled" in (one.dated, other.dated):
        return _RECALLED
    if one.dated != "told" and other.dated != "told" and one.published and other.published:
        late = abs(one.published - other.published)
        return Reason(f"undated, printed {late} days apart", 1.5 if late <= 1 else 0.5 - 0.5 * late)
    if "told" in (one.dated, other.dated) and one.dated != other.dated:
        return _printed(*((one, other) if one.dated == "told" else (other, one)))
    wide = max(one.last - one.first, other.last - other.first)
    return _WEEK if wide < 8 else _MONTH if wide < 31 else _WIDE


def _printed(dated: Telling, undated: Telling) -> Reason:
    """One gives the day, the other was printed right after it: news without a date is of the day before."""
    right_after = undated.published is not None and 0 <= undated.published - dated.last <= PROMPT_DAYS
    return _PROMPT if right_after and dated.is_sharp else _LATE


_SAME_PLACE, _NEAR_PLACES = Reason("same place", 1.5), Reason("places near each other", 0.5)
_SAME_COUNTRY, _OTHER_COUNTRIES = Reason("same country", 0.3), Reason("other countries", -2.5)
# A meeting has one place; of a fight one report names the village, another the district.
_OTHER_PLACES, _OTHER_TOWNS = Reason("other places", -3.5), Reason("other places", -2.0)


def _place(one: Telling, other: Telling) -> Reason:
    if one.city and other.city:
        if one.city == other.city:
            return _SAME_PLACE
        if one.at and other.at and _apart_km(one.at, other.at) <= _CITY_KM:
            return _NEAR_PLACES
        return _OTHER_PLACES if _met(one, other) else _OTHER_TOWNS
    if one.country and other.country:
        return _SAME_COUNTRY if one.country == other.country else _OTHER_COUNTRIES
    return _NOTHING


def _apart_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    if abs(one[0] - other[0]) > 1:  # a degree of latitude is 111 km
        return math.inf
    (lat, lon), (lat2, lon2) = (tuple(map(math.radians, at)) for at in (one, other))
    half = math.sin((lat2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat2) * math.sin((lon2 - lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(half))


def _met(one: Telling, other: Telling) -> bool:
    return one.type in _MET or other.type in _MET


# --- in what words -----------------------------------------------------------------------------------------


class _Likeness(NamedTuple):
    """How alike words are, and the bits it adds."""

    alike: float
    bits: float


_UNCOMPARED = _Likeness(0.0, 0.0)


_NO_WORD = _Likeness(0.0, _WORDS[0][1])


def _words(one: Compared, other: Compared) -> _Likeness:
    if not one.words or not other.words:
        return _UNCOMPARED
    if not one.words.shares(other.words):
        return _NO_WORD
    alike = one.words.likeness(other.words)
    return _Likeness(alike, _between(alike, _WORDS))


def _story(one: Compared, other: Compared) -> _Likeness:
    if "recalled" in (one.telling.dated, other.telling.dated):
        return _UNCOMPARED
    alike = one.story.likeness(other.story)
    return _Likeness(alike, _between(alike, _STORY))


def _alike(what: str, likeness: _Likeness) -> str:
    return f"{what} alike {likeness.alike:.2f}"


_SAME_TOLL, _OTHER_TOLL = Reason("same toll", 1.5), Reason("tolls differ", -0.7)


def _tolls(one: Telling, other: Telling) -> Reason:
    if not one.toll or not other.toll:
        return _NOTHING
    return _OTHER_TOLL if set(one.toll).isdisjoint(other.toll) else _SAME_TOLL


def _between(value: float, points: tuple[tuple[float, float], ...]) -> float:
    """Straight lines between points; beyond the ends their values."""
    if value <= points[0][0]:
        return points[0][1]
    for (low, start), (high, end) in pairwise(points):
        if value <= high:
            return round(start + (end - start) * (value - low) / (high - low), 2)
    return points[-1][1]
