"""What parties said: who speaks for one, by which speech act, what was said again and what otherwise, side by side."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.compare.positions import Positions, positions, topics_spoken_of
from dragoman.compare.speech import SPEECHES, speech_of, speech_of_event
from dragoman.compare.spoken import speaks_for
from dragoman.errors import UsageError
from dragoman.partial_date import PartialDate
from dragoman.records import Span
from dragoman.store.open import Store, open_store
from tests.compare.dispatches import Dispatch, dispatch, put, who

YEARS = [(PartialDate.year(2017), PartialDate.year(2017)), (PartialDate.year(2019), PartialDate.year(2019))]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "said.db", mode="write")


def said(words: str, by: str = "NOR", *, on: str = "2019-04-10", **fields: object) -> Dispatch:
    given = {"topics": ("environment.fisheries",), **fields}
    return dispatch(f"{words}.", on=on).said(words, by, **given)


def look(store: Store, *parties: str, **fields: object) -> Positions:
    return positions(store, parties or ("NOR",), **fields)


def texts(found: Positions, column: int = 0) -> list[str]:
    return [entry.text for entry in found.columns[column].entries]


# --- who speaks ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "party"),
    [
        ({}, "NOR"),
        ({"kind": "person", "office": "Foreign Minister of Norway", "sectors": ("GOV",)}, "NOR"),
        ({"kind": "organisation"}, "NOR"),
        ({"kind": "document"}, "NOR"),
        ({"kind": "unnamed"}, None),
        ({"kind": "crowd"}, None),
        ({"kind": "media"}, None),
        ({"kind": "person", "party": None}, None),
        ({"kind": "person", "sectors": ("ELI",)}, None),
        ({"kind": "person", "sectors": ("OPP",)}, None),
    ],
)
def test_who_speaks_for_a_party(fields: dict[str, object], party: str | None) -> None:
    assert speaks_for(who("NOR", **fields)) == party


def test_a_former_minister_and_an_unnamed_official_are_not_the_party(store: Store) -> None:
    one = dispatch("Nets are long.", "Boats are short.", "Fish are few.")
    one.said("Nets are long", who("NOR", kind="person", party=None, name="Ine Berg"))
    one.said("Boats are short", who("NOR", kind="unnamed", name="an official"))
    one.said("Fish are few", "NOR")
    put(store, [one])
    assert texts(look(store)) == ["Fish are few"]


# --- speech acts ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "speech"),
    [
        ({"act": "promise"}, "pledge"),
        ({"act": "demand", "stance": "demands"}, "demand"),
        ({"stance": "demands"}, "demand"),
        ({"act": "promise", "stance": "denies"}, "denial"),
        ({"stance": "denies"}, "denial"),
        ({"act": "assess", "stance": "doubts"}, "denial"),
        ({"act": "accuse"}, "accusation"),
        ({"act": "praise"}, "praise"),
        ({"act": "regret"}, "concern"),
        ({"act": "threaten"}, "concern"),
        ({"stance": "asks", "act": "ask"}, "question"),
        ({"stance": "hopes"}, "wish"),
        ({"act": "assess"}, "assessment"),
        ({}, "assessment"),
    ],
)
def test_what_a_statement_does(fields: dict[str, object], speech: str) -> None:
    assert speech_of(said("Nets are long", **fields).statements[0]) == speech


@pytest.mark.parametrize(
    ("words", "cue", "speech"),
    [
        ("we will cut the nets", "warned", "threat"),
        ("the nets will tear", "warned", "concern"),
        ("to cut the nets", "threatened", "threat"),
    ],
)
def test_warnings_and_threats(words: str, cue: str, speech: str) -> None:
    statement = said(words, act="threaten", cue=Span(start=0, end=len(cue), text=cue)).statements[0]
    assert speech_of(statement) == speech


@pytest.mark.parametrize(
    ("kind", "fields", "speech"),
    [
        ("AGREE", {}, "pledge"),
        ("REQUEST", {}, "demand"),
        ("REJECT", {}, "refusal"),
        ("REJECT", {"mode": "deny"}, "denial"),
        ("ACCUSE", {}, "accusation"),
        ("SUPPORT", {}, "praise"),
        ("SUPPORT", {"mode": "courtesy"}, None),
        ("THREATEN", {}, "threat"),
        ("CONSULT", {}, None),
        ("AGREE", {"status": "planned"}, None),
        ("AGREE", {"status": "hypothetical"}, None),
        ("ACCUSE", {"basis": "alleged"}, None),
    ],
)
def test_what_a_verbal_event_does(kind: str, fields: dict[str, object], speech: str | None) -> None:
    one = dispatch("Norway spoke.").event("Norway spoke", "spoke", kind, "NOR", "CHL", **fields)
    assert speech_of_event(one.events[0]) == speech
    assert speech is None or speech in SPEECHES


def test_what_is_told_as_an_event_counts_where_no_statement_carries_it(store: Store) -> None:
    words = "Norway promised to mend the trawlers"
    alone = dispatch(f"{words}.").event(words, "promised", "AGREE", "NOR", "CHL")
    carried = dispatch(f"Again {words}.", on="2019-04-11").event(words, "promised", "AGREE", "NOR", "CHL")
    carried.said("to mend the trawlers", "NOR", act="promise")
    put(store, [alone, carried])
    found = look(store, topic="environment.fisheries")
    assert [(e.source, e.speech) for e in found.columns[0].entries] == [("event", "pledge")]
    assert [e.source for e in look(store).columns[0].entries] == ["event", "statement"]


def test_an_assertion_that_tells_a_pledge_of_ones_own_is_one(store: Store) -> None:
    words = "Norway is ready to mend the trawlers"
    put(store, [said(words).event(words, "ready", "AGREE", "NOR", "CHL")])
    (entry,) = look(store).columns[0].entries
    assert (entry.source, entry.speech, entry.act) == ("statement", "pledge", "assert")


# --- topics, periods, columns --------------------------------------------------------------------------------------


def test_a_topic_takes_in_what_lies_below_it(store: Store) -> None:
    put(store, [said("Trawlers are long"), said("Taxes are high", on="2019-04-11", topics=("economic",))])
    assert texts(look(store, topic="environment")) == ["Trawlers are long"]
    assert texts(look(store, topic="environment.fisheries")) == ["Trawlers are long"]
    assert texts(look(store, topic="environment.climate")) == []
    assert texts(look(store)) == ["Trawlers are long", "Taxes are high"]
    assert topics_spoken_of(store, "NOR") == {"economic": 1, "environment": 1, "environment.fisheries": 1}


def test_parties_and_periods_stand_side_by_side(store: Store) -> None:
    put(
        store,
        [
            said("Trawlers may come", on="2017-03-01"),
            said("Trawlers should go", on="2019-03-01", stance="demands"),
            said("Trawlers are ours", "CHL", on="2019-03-02"),
        ],
    )
    found = look(store, "NOR", "CHL", topic="environment", periods=YEARS)
    assert [(column.party, str(column.since), column.counts) for column in found.columns] == [
        ("NOR", "2017", {"assessment": 1}),
        ("NOR", "2019", {"demand": 1}),
        ("CHL", "2017", {}),
        ("CHL", "2019", {"assessment": 1}),
    ]
    assert found.columns[2].first is None


def test_an_undated_article_counts_in_every_year_it_can_be_of(store: Store) -> None:
    window = PartialDate.parse("2018-11-01/2019-02-28")
    put(store, [dispatch("Trawlers are long.", on=None, published_window=window).said("Trawlers are long", "NOR")])
    years = [(PartialDate.year(year), PartialDate.year(year)) for year in (2017, 2018, 2019, 2020)]
    found = look(store, periods=years)
    assert [len(column.entries) for column in found.columns] == [0, 1, 1, 0]
    assert found.columns[1].entries[0].when.earliest == window.earliest


def test_first_and_last_said(store: Store) -> None:
    put(store, [said(f"Trawlers number {day}", on=f"2019-04-{day}") for day in (12, 10, 11)])
    column = look(store).columns[0]
    assert column.first is not None
    assert column.last is not None
    assert (column.first.text, column.last.text) == ("Trawlers number 10", "Trawlers number 12")


def test_copies_count_once(store: Store) -> None:
    put(store, [said("Trawlers are long"), said("Trawlers are longer", on="2019-04-11")])
    first = said("Trawlers are long").article.id
    store.connection.execute("UPDATE articles SET duplicate_of = ? WHERE id <> ?", (first, first))
    assert len(texts(look(store))) == 1
    assert len(texts(look(store, copies=True))) == 2


@pytest.mark.parametrize("parties", [[], ["NOR", "NOR"]])
def test_parties_are_different_ones(store: Store, parties: list[str]) -> None:
    with pytest.raises(UsageError, match="different parties"):
        positions(store, parties)


def test_a_period_has_an_order(store: Store) -> None:
    with pytest.raises(UsageError, match="ends before"):
        look(store, periods=[(PartialDate.year(2019), PartialDate.year(2017))])


# --- said again, said otherwise ------------------------------------------------------------------------------------


def test_said_again(store: Store) -> None:
    put(
        store,
        [
            said("foreign trawlers empty our fjords", on="2019-04-10"),
            said("the fjords are emptied by foreign trawlers", on="2019-05-10"),
            said("whales sing at night", on="2019-05-11"),
        ],
    )
    (matter,) = look(store).columns[0].repeated
    assert [str(entry.when) for entry in (matter.first, matter.last)] == ["2019-04-10", "2019-05-10"]
    assert {"trawle", "fjords"} <= set(matter.words)
    assert look(store).columns[0].otherwise == ()


@pytest.mark.parametrize(
    ("first", "later"),
    [
        (("foreign trawlers empty our fjords", {}), ("foreign trawlers do not empty our fjords", {})),
        (("foreign trawlers empty our fjords", {}), ("foreign trawlers empty the fjords", {"stance": "denies"})),
        (("the trawlers of our fjords", {"act": "praise"}), ("trawlers in the fjords", {"act": "accuse"})),
    ],
)
def test_said_otherwise(
    store: Store, first: tuple[str, dict[str, object]], later: tuple[str, dict[str, object]]
) -> None:
    put(store, [said(first[0], on="2019-04-10", **first[1]), said(later[0], on="2019-05-10", **later[1])])
    column = look(store).columns[0]
    (turn,) = column.otherwise
    assert (turn.earlier.text, turn.later.text) == (first[0], later[0])
    assert column.repeated == ()


def test_a_denied_negation_is_the_same_way_round(store: Store) -> None:
    put(
        store,
        [
            said("there are no foreign trawlers in our fjords", on="2019-04-10"),
            said("the presence of foreign trawlers in its fjords", on="2019-05-10", stance="denies"),
        ],
    )
    column = look(store).columns[0]
    assert column.otherwise == ()
    assert len(column.repeated) == 1


def test_what_others_say_stands_beside_a_denial(store: Store) -> None:
    one = dispatch(
        "Norway's trawlers empty the fjords, Chile alleged.",
        "Norway denied that its trawlers empty any fjords.",
        "Chile has trawlers too.",
    )
    one.said("Norway's trawlers empty the fjords", "CHL", act="accuse", topics=("environment.fisheries",))
    one.said("its trawlers empty any fjords", "NOR", stance="denies", topics=("environment.fisheries",))
    one.said("Chile has trawlers too", "PER", topics=("environment.fisheries",))
    put(store, [one])
    (beside,) = look(store, topic="environment").beside
    assert beside.denial.text == "its trawlers empty any fjords"
    assert [(entry.party, entry.text) for entry in beside.others] == [("CHL", "Norway's trawlers empty the fjords")]


@settings(max_examples=8, deadline=None)
@given(st.permutations([f"2019-0{month}-11" for month in range(1, 6)]))
def test_the_order_of_reading_leaves_no_trace(tmp_path_factory: pytest.TempPathFactory, days: list[str]) -> None:
    def seen(order: list[str]) -> Positions:
        folder = tmp_path_factory.mktemp("order")
        with open_store(folder / "said.db", mode="write") as store:
            for day in order:
                words = f"trawlers will {'' if day < '2019-03' else 'not '}come to our fjords in winter"
                put(store, [said(words, on=day)])
            return look(store, topic="environment")

    assert seen(days) == seen(sorted(days))


def test_what_is_told_within_ones_own_words_is_not_said_twice(store: Store) -> None:
    words = "Norway denied that it had demanded foreign trawlers leave its fjords"
    one = dispatch(f"{words}.").event(words, "denied", "REJECT", "NOR", mode="deny")
    one.event("it had demanded foreign trawlers leave its fjords", "demanded", "REQUEST", "NOR", "CHL")
    put(store, [one])
    column = look(store).columns[0]
    assert [entry.speech for entry in column.entries] == ["denial"]
    assert column.otherwise == ()
