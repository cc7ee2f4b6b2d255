"""Traits that tell the news from what is recalled with it."""

import itertools
from datetime import date

import pytest

from dragoman.dates import TimeExpression
from dragoman.events import recency
from dragoman.events.frames import FrameTable
from dragoman.events.recency import History, Telling, histories, is_recalled, traits, weights
from dragoman.language.factuality import factuality
from dragoman.language.tree import Tree
from dragoman.partial_date import PartialDate
from tests.parsed import sentences

FRAMES = {f.type: f for f in FrameTable.load().frames if f.kind == "verb"}
SHELLED = """
Troops troop NOUN 2 nsubj Number=Plur
shelled shell VERB 0 root Mood=Ind|Tense=Past|VerbForm=Fin
Oakton Oakton PROPN 2 obj
. . PUNCT 2 punct
"""
HAD = """
Troops troop NOUN 3 nsubj Number=Plur
had have AUX 3 aux Tense=Past|VerbForm=Fin
shelled shell VERB 0 root Tense=Past|VerbForm=Part
Oakton Oakton PROPN 3 obj
in in ADP 6 case
1999 1999 NUM 3 obl
"""


def told(block: str, token: int, **fields: object) -> frozenset[str]:
    sentence = sentences(block)[1][0]
    base: dict[str, object] = {
        "frame": FRAMES["ASSAULT"], "fact": factuality(sentence, token), "when": PartialDate(), "old": False,
        "recalled": False, "carried": False, "signed": False, "reported": False, "dated_article": True, "depth": 0.0,
    }  # fmt: skip
    return traits(Tree(sentence, 0), token, Telling(**{**base, **fields}))  # type: ignore[arg-type]


def test_traits_name_tense_place_and_kind() -> None:
    found = told(SHELLED, 1, depth=0.5)
    assert {"past", "material", "main clause", "depth:third fifth", "opens a paragraph"} <= found
    assert "material & depth:third fifth" in found
    assert not found & {"perfect", "noun", "dated", "undated article"}


def test_a_pluperfect_with_a_year_is_recalled_and_a_lead_is_news() -> None:
    old = told(HAD, 2, depth=0.9, recalled=True, old=True, when=PartialDate.parse("1999"))
    assert {"perfect", "looks back", "old date", "a year in the sentence"} <= old
    assert "present perfect" not in old
    behind, why = is_recalled(old)
    assert behind
    assert "looks back" in why
    news, why = is_recalled(told(SHELLED, 1, depth=0.0))
    assert not news
    assert why


def test_what_stands_before_a_sentence() -> None:
    text, read = sentences(SHELLED, HAD, SHELLED)
    at = text.index("1999")
    value = PartialDate.parse("1999")
    time = TimeExpression(start=at, end=at + 4, text="1999", value=value, unit=value, kind="date", reason="given")
    news_from = PartialDate.day(date(2024, 1, 1))
    found = histories(read, [time], news_from=news_from)
    assert [h.here for h in found] == [False, True, False]
    assert [h.before for h in found] == [False, False, True]
    assert found[0].opens
    assert not any(h.here for h in histories(read, [time], news_from=PartialDate()))  # undated: nothing is old


@pytest.mark.parametrize("trait", ["looks back", "past participle", "reader: surely recalled", "undated article"])
def test_what_speaks_for_the_past(trait: str) -> None:
    assert weights()[trait] > 0


@pytest.mark.parametrize("trait", ["depth:lead", "reader: surely news", "reader: news", "present"])
def test_what_speaks_for_the_news(trait: str) -> None:
    assert weights()[trait] < 0


def test_history_is_empty_unless_told() -> None:
    assert History() == History(here=False, before=False, before_that=False, paragraph=False, opens=True)


def test_the_order_of_the_traits_decides_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recency, "weights", lambda: {"bias": 0.0, "late": 1e16, "past": 1.0, "lead": -1e16})
    orders = itertools.permutations(("late", "past", "lead"))
    assert all(is_recalled(order)[0] for order in orders)  # type: ignore[arg-type]
