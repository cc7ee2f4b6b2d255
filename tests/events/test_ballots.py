"""What describes a candidate for a side of a telling."""

from math import isnan
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.events.ballots import FORMS, NAMES, PREPOSITIONS, RELATIONS, TYPES, ballot_of, nearest
from dragoman.events.cast import FOREMOST, NEAR, Cast, key_of, keys_of
from dragoman.language.tree import Tree
from dragoman.records import EventType
from tests.events.casts import ENVOY, NAMINGS, RECALLED, cast, naming
from tests.events.test_merge import CHAD, MALI, OMAN, PERU, party, told
from tests.events.test_scene import said as said_at


def described(number: int, key: str) -> dict[str, float]:
    ballot = ballot_of(cast(), number)
    return dict(zip(NAMES, ballot.rows[ballot.keys.index(key)], strict=True))


def test_every_party_of_the_article_is_a_candidate_once() -> None:
    assert ballot_of(cast(), 1).keys == ("TCD", "MLI", "envoy", "PER")
    outsider = told("SANCTION", 1, recipients=(OMAN,))
    assert ballot_of(cast(outsider), 0).keys == ("TCD", "MLI", "envoy", "PER", "OMN")


def test_names_are_told_apart_and_every_row_has_them_all() -> None:
    assert len(set(NAMES)) == len(NAMES)
    assert all(len(row) == len(NAMES) for row in ballot_of(cast(), 0).rows)
    assert set(TYPES) == set(get_args(EventType))


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (
            "TCD",
            {
                "frame: actor": True, "frame: recipient": False, "no recipient": True, "in the sentence": 1,
                "words away": -1, "steps up": 1, "steps down": 0, "relation": RELATIONS.index("nsubj"),
                "form": FORMS.index("pronoun"), "subject level": 0, "pronoun": True, "mentions": 2, "rank": 0,
                "sentences since": 1, "acts elsewhere": 1, "tellings since it acted": 0, "state": True,
            },
        ),
        (
            "MLI",
            {
                "frame: actor": False, "in the sentence": 0, "sentences since": 1, "met its actors": 1,
                "acted on elsewhere": 1, "acted on by the type": 0, "tellings since the pair": 0, "rank": 1,
            },
        ),
        (
            "PER",
            {
                "in the sentence": 1, "words away": 4, "distance in words": 4, "in the clause": True,
                "preposition": PREPOSITIONS.index("from"), "mentions between": 1, "met its actors": 0,
                "tellings since the pair": 99, "first sentence": 1,
            },
        ),
        ("envoy", {"person": True, "has a party": False, "has a country": False, "relation": RELATIONS.index("obj")}),
    ],
)  # fmt: skip
def test_the_numbers_of_a_candidate(key: str, expected: dict[str, float]) -> None:
    found = described(1, key)
    assert {name: found[name] for name in expected} == expected


def test_what_is_not_known_is_no_number() -> None:
    away = described(1, "MLI")
    assert all(isnan(away[name]) for name in ("words away", "relation", "subject level", "sentences until"))


def test_the_nearest_mention_is_nearest_in_the_tree() -> None:
    tree: Tree = cast().trees[1]
    by_tree, by_words = naming(1, 0, CHAD), naming(1, 2, CHAD)
    assert nearest(tree, 1, [by_words, by_tree]) == by_tree


def test_keys() -> None:
    assert [key_of(p) for p in (CHAD, ENVOY)] == ["TCD", "envoy"]
    assert keys_of((MALI, PERU, PERU)) == {"MLI", "PER"}


def test_the_cast_knows_who_is_named_where() -> None:
    it = cast()
    assert it.size == len(NAMINGS)
    assert it.heads == {0: [0, 2], 1: [0, 3, 5]}
    assert it.rank["TCD"] == 0
    assert it.acted[2]["TCD", "MLI"] == it.acted[2]["MLI", "TCD"] == 1
    assert RECALLED in it.drafts


def test_of_very_many_parties_the_foremost_and_the_near_are_candidates() -> None:
    crowd = [naming(number, 0, party(f"P{number:04}")) for number in range(2000)]
    often = [naming(number, 1, MALI) for number in range(0, 2000, 10)]
    it = Cast([*crowd, *often], trees={}, drafts=(), statements=())
    draft = told("SANCTION", 1000, actors=(CHAD,), recipients=())
    found = it.candidates(draft)
    assert {"MLI", "TCD", "P0990", "P1010"} <= set(found)
    assert "P0500" not in found
    assert len(found) <= FOREMOST + 2 * NEAR + 2


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=12), st.integers(0, 80))
def test_statements_are_found_as_by_looking_at_each(spans: list[tuple[int, int]], at: int) -> None:
    said = [said_at(start, start + length) for start, length in sorted(spans)]
    it = Cast((), trees={}, drafts=(), statements=said)
    assert it.said_around(at) == [s for s in said if s.start <= at < s.end]
    before = [s for s in said if s.end <= at]
    assert it.said_before(at) == (before[-1] if before else None)
