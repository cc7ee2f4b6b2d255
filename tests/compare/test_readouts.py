"""Readouts side by side: pairs written for it are compared by the model; the rest is tested on hand-made accounts."""

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from dragoman.compare.points import points_of
from dragoman.compare.readouts import compare_readouts
from dragoman.records import CodedArticle
from evaluation.readouts import scored
from tests.sample_record import RUN, make_article

PAIRS = Path(__file__).parent / "readouts"
A = """Call with the Foreign Minister of Chile

Foreign Minister Ine Berg spoke with Foreign Minister Luis Rojas on Tuesday.

She thanked Chile for the release of three sailors. Both discussed the quota for trawlers, which Ms. Berg put at 40.

The minister raised the detention of journalists.
"""
B = """Rojas speaks with Berg

Minister Luis Rojas received a call from Ine Berg.

1. Mr. Rojas said that the quota for trawlers should be 60.

2. He invited his counterpart to visit Valparaiso.

3. He recalled that the sailors had been released.
"""


def account(text, **fields):
    return CodedArticle(article=make_article(text, **fields), run=RUN.id)


@pytest.fixture(scope="module")
def both():
    return compare_readouts(account(A, source="a"), account(B, source="b", publisher="Ministry of Chile"))


def test_sentences_are_whole_and_numbers_of_lists_left_out():
    assert [point.span.text for point in points_of(account(A))] == [
        "Foreign Minister Ine Berg spoke with Foreign Minister Luis Rojas on Tuesday.",
        "She thanked Chile for the release of three sailors.",
        "Both discussed the quota for trawlers, which Ms. Berg put at 40.",
        "The minister raised the detention of journalists.",
    ]
    assert points_of(account(B))[1].span.text == "Mr. Rojas said that the quota for trawlers should be 60."
    assert [point.paragraph for point in points_of(account(A))] == [0, 1, 1, 2]


def test_what_both_say_and_what_one_says(both):
    shared = [(point.a[0].text[:12], point.b[0].text[:12]) for point in both.shared]
    assert shared == [
        ("Foreign Mini", "Minister Lui"),
        ("She thanked ", "He recalled "),
        ("Both discuss", "Mr. Rojas sa"),
    ]
    assert [p.text for p in both.only_a] == ["The minister raised the detention of journalists."]
    assert [p.text for p in both.only_b] == ["He invited his counterpart to visit Valparaiso."]


def test_what_they_put_differently(both):
    quota = both.shared[2]
    assert not quota.alike
    assert (quota.numbers_of_a, quota.numbers_of_b) == (("40",), ("60",))
    assert quota.put_by_a == ("discussed",)
    assert both.shared[1].put_by_a == ("thanked",)


def test_rows_hold_every_sentence_once_in_order(both):
    left = [p for a, _ in both.rows() for p in a]
    right = [p for _, b in both.rows() for p in b]
    assert len(left) == len(set(left)) == both.a.sentences
    assert len(right) == len(set(right)) == both.b.sentences
    assert [p.start for p in left] == sorted(p.start for p in left)


def test_every_passage_quotes_its_account(both):
    texts = {both.a.article: A, both.b.article: B}
    for a, b in both.rows():
        for passage in (*a, *b):
            assert texts[passage.article][passage.start : passage.end] == passage.text


def test_sides_change_places(both):
    turned = compare_readouts(account(B, source="b", publisher="Ministry of Chile"), account(A, source="a"))
    assert turned.id == both.id
    assert (turned.only_a, turned.only_b) == (both.only_b, both.only_a)
    assert {(p.b, p.a) for p in turned.shared} == {(p.a, p.b) for p in both.shared}


def test_an_account_without_sentences_shares_nothing():
    empty = compare_readouts(account("Title\n\nShort.\n"), account(A))
    assert (empty.shared, empty.only_a) == ((), ())
    assert len(empty.only_b) == 4


def test_an_account_beside_itself_is_alike_throughout():
    same = compare_readouts(account(A), replace(account(A), run=RUN.id))
    assert (same.only_a, same.only_b) == ((), ())


@pytest.mark.slow
def test_points_of_eight_pairs_are_placed_right():
    counts, wrong = scored(PAIRS)
    right, number = (sum(pair[n] for pair in counts.values()) for n in (0, 1))
    assert number == sum(len(json.loads(path.read_text())) for path in PAIRS.glob("*/truth.json"))
    assert right / number >= 0.9, wrong
