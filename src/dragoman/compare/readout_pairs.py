"""Which articles of a record are two official accounts of one meeting, and what the accounts before them said."""

from collections.abc import Iterator
from itertools import combinations

from dragoman.compare.publishers import speaks_for
from dragoman.compare.readouts import Passage, compare_readouts
from dragoman.records import Record
from dragoman.store import read
from dragoman.store.open import Store

_MET = """
    SELECT events.happening, min(events.first_day) AS day, articles.id, articles.publisher, articles.published
    FROM events JOIN articles ON articles.id = events.article
    WHERE events.type = 'CONSULT' AND events.happening IS NOT NULL AND articles.publisher IS NOT NULL
      AND articles.duplicate_of IS NULL
      AND events.happening IN (
        SELECT happening FROM events WHERE type = 'CONSULT' AND happening IS NOT NULL
        GROUP BY happening HAVING count(DISTINCT article) > 1)
    GROUP BY events.happening, articles.id
    ORDER BY day, events.happening, articles.id
"""


class ReadoutPair(Record, frozen=True, kw_only=True):
    """Two official accounts of one happening, by bodies that speak for two parties."""

    happening: str
    day: str | None
    a: str  # article ids, in the order of the parties' codes
    b: str
    party_a: str
    party_b: str
    publisher_a: str
    publisher_b: str


def readout_pairs(store: Store, *, party: str | None = None) -> tuple[ReadoutPair, ...]:
    """Pairs of accounts of one meeting or call, published by official bodies of two parties; by day.

    Args:
        store: a record whose happenings are up to date.
        party: code of a party that must be one of the two; None: any.
    """
    told: dict[str, list[tuple[str, str, str, str | None]]] = {}
    for row in store.query(_MET):
        official = speaks_for(row["publisher"])
        if official is not None:
            told.setdefault(row["happening"], []).append((official, row["id"], row["publisher"], row["day"]))
    found = []
    for happening, accounts in told.items():
        for one, other in combinations(sorted(accounts, key=lambda a: a[:2]), 2):
            if one[0] != other[0] and party in (None, one[0], other[0]):
                found.append(
                    ReadoutPair(
                        happening=happening, day=min(filter(None, (one[3], other[3])), default=None), a=one[1],
                        b=other[1], party_a=one[0], party_b=other[0], publisher_a=one[2], publisher_b=other[2],
                    )
                )  # fmt: skip
    return tuple(sorted(found, key=lambda pair: (pair.day is None, pair.day or "", pair.happening, pair.a, pair.b)))


def left_out_since(store: Store, pair: ReadoutPair) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
    """What the other's last account before this meeting said, and each side's account now leaves out: (by a, by b)."""
    earlier = [
        each
        for each in readout_pairs(store, party=pair.party_a)
        if (each.party_a, each.party_b) == (pair.party_a, pair.party_b) and (each.day or "") < (pair.day or "")
    ]
    if not earlier:
        return (), ()
    last = earlier[-1]
    by_a = compare_readouts(read.coded_article(store, pair.a), read.coded_article(store, last.b)).only_b
    by_b = compare_readouts(read.coded_article(store, pair.b), read.coded_article(store, last.a)).only_b
    return by_a, by_b


def pairs_of(store: Store, first: str, second: str) -> Iterator[ReadoutPair]:
    """The pairs that two articles are, if they are found to be any."""
    for pair in readout_pairs(store):
        if {pair.a, pair.b} == {first, second}:
            yield pair
