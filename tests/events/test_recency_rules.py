"""Each trait alone, the weighing, and the history of sentences."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from dragoman.dates import TimeExpression
from dragoman.events import recency
from dragoman.events.frames import Frame, FrameKind
from dragoman.events.recency import History, Telling, histories, is_recalled, traits, weights
from dragoman.language.factuality import Factuality
from dragoman.language.tree import Tree
from dragoman.partial_date import PartialDate
from dragoman.records import EventType
from tests.parsed import sentences

PLAIN = """
Chad Chad PROPN 2 nsubj
shelled shell VERB 0 {relation}
Oakton Oakton PROPN 2 obj
{word} {word} ADV 2 advmod
"""
NAMES = frozenset(weights()) - {"bias"}


def found(
    word: str = "heavily", relation: str = "root", *, event: EventType = "ASSAULT", kind: FrameKind = "verb",
    fact: Factuality = Factuality(tense="past"), **fields: object,  # noqa: B008
) -> frozenset[str]:  # fmt: skip
    frame = Frame(name="x", type=event, kind=kind, words=("act",), actor=(), recipient=(), need=(), examples=())
    told = Telling(
        frame=frame, fact=fact, when=PartialDate(), old=False, recalled=False, carried=False, signed=False,
        reported=False, dated_article=True, depth=0.0,
    )  # fmt: skip
    tree = Tree(sentences(PLAIN.format(word=word, relation=relation))[1][0], 0)
    return traits(tree, 1, replace(told, **fields))


@pytest.mark.parametrize(
    ("likely", "trait"),
    [
        (None, "not asked"), (0.0, "surely news"), (0.1, "news"), (0.25, "rather news"), (0.5, "rather recalled"),
        (0.75, "recalled"), (0.9, "surely recalled"), (1.0, "surely recalled"),
    ],
)  # fmt: skip
def test_what_the_reader_thinks_is_one_trait(likely: float | None, trait: str) -> None:
    assert {name for name in found(likely=likely) if name.startswith("reader: ")} == {f"reader: {trait}"}


@pytest.mark.parametrize(
    ("fields", "trait"),
    [
        ({"recalled": True}, "looks back"),
        ({"reported": True}, "reported"),
        ({"signed": True}, "signed release"),
        ({"dated_article": False}, "undated article"),
        ({"old": True, "when": PartialDate.year(1999)}, "old date"),
        ({"when": PartialDate.year(2024)}, "recent date"),
        ({"history": History(here=True)}, "old date beside it"),
        ({"history": History(before=True)}, "old date in the sentence before"),
        ({"history": History(before_that=True)}, "old date two sentences before"),
        ({"history": History(paragraph=True)}, "old date in the paragraph"),
    ],
)
def test_a_circumstance_is_a_trait(fields: dict[str, object], trait: str) -> None:
    assert trait in found(**fields)  # type: ignore[arg-type]
    assert trait not in found()


@pytest.mark.parametrize(
    ("depth", "trait"),
    [
        (0.0, "depth:lead"),
        (0.049, "depth:lead"),
        (0.05, "depth:first fifth"),
        (0.2, "depth:second fifth"),
        (0.4, "depth:third fifth"),
        (0.6, "depth:end"),
        (1.0, "depth:end"),
    ],
)
def test_a_sentence_stands_at_one_depth(depth: float, trait: str) -> None:
    assert {name for name in found(depth=depth) if name.startswith("depth:")} == {trait}


@pytest.mark.parametrize(
    ("relation", "trait"),
    [
        ("root", "main clause"),
        ("acl:relcl", "relative clause"),
        ("advcl", "adverbial clause"),
        ("ccomp", "complement"),
        ("conj", None),
    ],
)
def test_a_clause_has_one_rank(relation: str, trait: str | None) -> None:
    ranks = {"main clause", "relative clause", "adverbial clause", "complement"}
    assert found(relation=relation) & ranks == ({trait} if trait else set())


@pytest.mark.parametrize(
    ("event", "trait"),
    [("ASSAULT", "material"), ("AID", "material"), ("CONSULT", "meeting"), ("ACCUSE", None), ("AGREE", None)],
)
def test_a_type_bears_on_its_age(event: EventType, trait: str | None) -> None:
    assert found(event=event) & {"material", "meeting"} == ({trait} if trait else set())


@pytest.mark.parametrize(
    ("word", "trait"),
    [
        ("ago", "since, ago or last"),
        ("Previously", "since, ago or last"),
        ("1999", "a year in the clause"),
        ("2024", "a year in the sentence"),
        ("“again”", "quotation in the sentence"),
    ],
)
def test_a_word_is_a_trait(word: str, trait: str) -> None:
    assert trait in found(word)
    assert trait not in found()


@pytest.mark.parametrize("number", ["199", "19999", "3000", "1850"])
def test_other_numbers_are_no_years(number: str) -> None:
    assert not {name for name in found(number) if name.startswith("a year")}


@pytest.mark.parametrize(("carried", "bare"), [(True, False), (False, True)])
def test_a_noun_is_bare_unless_carried(carried: bool, bare: bool) -> None:
    assert ("bare noun" in found(kind="noun", carried=carried)) is bare
    assert "bare noun" not in found(kind="verb", carried=carried)


def test_traits_in_pairs_are_traits_of_their_own() -> None:
    assert "past & undated article" in found(dated_article=False)
    assert "past & undated article" not in found(fact=Factuality(tense="present"), dated_article=False)


# --- the weighing -------------------------------------------------------------------------------------------------


@settings(max_examples=80, deadline=None)
@given(st.sets(st.sampled_from(sorted(NAMES))))
def test_the_reasons_are_the_weightiest_on_the_side_that_won(some: set[str]) -> None:
    behind, reason = is_recalled(frozenset(some))
    assert behind is (round(weights()["bias"] + sum(weights()[name] for name in some), 6) > 0)
    named = [] if reason == "nothing speaks against it" else reason.split("; ")
    rest = some - set(named)
    assert len(named) <= 3
    assert all((weights()[name] > 0) is behind for name in named)
    lightest = min((abs(weights()[n]) for n in named), default=0.0)
    assert all(abs(weights()[n]) <= lightest for n in rest if (weights()[n] > 0) is behind)


@settings(max_examples=50, deadline=None)
@given(st.sets(st.sampled_from(sorted(NAMES))), st.sets(st.text(min_size=20, max_size=30), max_size=2))
def test_a_trait_without_a_weight_decides_nothing(some: set[str], unknown: set[str]) -> None:
    assert is_recalled(frozenset(some | (unknown - NAMES))) == is_recalled(frozenset(some))


def test_no_trait_at_all_is_news() -> None:
    assert is_recalled(frozenset()) == (False, "nothing speaks against it")


def test_a_sum_of_zero_is_zero_in_any_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recency, "weights", lambda: {"bias": 0.1, "past": 0.2, "noun": -0.3})
    assert is_recalled(frozenset({"past", "noun"})) == (False, "noun")


# --- histories ------------------------------------------------------------------------------------------------------


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=7))
def test_a_history_tells_what_stood_before(rows: list[tuple[bool, bool]]) -> None:
    _, built = sentences(*(PLAIN.format(word="then", relation="root") for _ in rows))
    numbers, paragraph = [], 0
    for opens, _old in rows:
        paragraph += opens
        numbers.append(paragraph)
    parts = [replace(s, paragraph=n) for s, n in zip(built, numbers, strict=True)]
    old = [is_old for _, is_old in rows]
    value = PartialDate.year(1999)
    times = [
        TimeExpression(start=s.start, end=s.start + 4, text="1999", value=value, kind="date", reason="given")
        for s, is_old in zip(parts, old, strict=True)
        if is_old
    ]
    seen = histories(parts, times, news_from=PartialDate.day(date(2024, 1, 1)))
    assert [h.here for h in seen] == old
    assert [h.before for h in seen] == [False, *old[:-1]]
    assert [h.before_that for h in seen] == [False, False, *old][: len(old)]
    assert [h.opens for h in seen] == [n not in numbers[:k] for k, n in enumerate(numbers)]
    assert all(h.opens <= (not h.paragraph) for h in seen)
