"""The table of pairs and days is what events and participants say, whatever is written, changed or removed."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.store.open import open_store
from dragoman.store.pairs import PairFilter, Stand, rebuild, tally_pair, tally_pairs
from dragoman.store.write import write_article
from tests.analysis.dealings import act, tell
from tests.sample_record import LATER_RUN, RUN, talks

NOR, CHL = (Stand("NOR", "NOR"),), (Stand("CHL", "CHL"),)


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "r.db", mode="write") as opened:
        yield opened


def rows(store, table):
    return sorted(tuple(map(str, row)) for row in store.query(f"SELECT * FROM {table}"))


def agree(store):
    return rows(store, "pair_days") == rows(store, "pair_rows") and (
        rows(store, "outlet_months") == rows(store, "outlet_rows")
    )


def test_an_article_is_there_at_once(store):
    write_article(store, talks(), run=RUN)
    facing = [tuple(row) for row in store.query("SELECT party, other, day, type FROM pair_days ORDER BY 1, 2")]
    assert facing == [
        ("CHL", "", "2019-04-09", "CONSULT"), ("CHL", "", "2019-04-10", "CONSULT"),
        ("NOR", "", "2019-04-09", "CONSULT"), ("NOR", "CHL", "2019-04-09", "CONSULT"),
    ]  # fmt: skip
    assert agree(store)


def test_who_act_together_upon_nobody_face_each_other_both_ways(store):
    tell(store, 1, act("NOR CHL", ""), act("NOR CHL", "PER"))
    found = [tuple(row) for row in store.query("SELECT party, other FROM pair_days WHERE other <> '' ORDER BY 1, 2")]
    assert found == [("CHL", "NOR"), ("CHL", "PER"), ("NOR", "CHL"), ("NOR", "PER")]


CHANGES = {
    "status": "UPDATE events SET status = 'denied'",
    "happening": "UPDATE events SET happening = 'happening-1'",
    "day": "UPDATE events SET counted_on = NULL",
    "date": """UPDATE events SET "when" = '{"earliest":"2001-01-01","latest":"2001-01-01","precision":"day"}'""",
    "party": "UPDATE participants SET party = 'PER' WHERE side = 'actors'",
    "no party": "UPDATE participants SET party = NULL",
    "no recipients": "DELETE FROM participants WHERE side = 'recipients'",
    "no events": "DELETE FROM events",
    "no articles": "DELETE FROM articles",
    "copy": "UPDATE articles SET duplicate_of = 'article-1'",
    "outlet": "UPDATE articles SET publisher = 'Other'",
    "undated": "UPDATE articles SET published = NULL",
}


@pytest.mark.parametrize("sql", CHANGES.values(), ids=CHANGES)
def test_a_change_is_followed(store, sql):
    write_article(store, talks(), run=RUN)
    tell(store, 1, act("NOR CHL", ""), act("NOR", "CHL PER"), act("CHL", "", on=None), day=None)
    before = rows(store, "pair_days")
    store.connection.execute(sql)
    assert agree(store)
    assert rows(store, "pair_days") != before or sql == CHANGES["undated"]


def test_another_reading_replaces_the_first(store):
    write_article(store, talks(), run=RUN)
    coded = talks()
    later = msgspec.structs.replace(coded, events=(), statements=(), run=LATER_RUN.id)
    write_article(store, later, run=LATER_RUN)
    assert rows(store, "pair_days") == []
    assert agree(store)


def test_rebuilt_it_is_the_same(store):
    write_article(store, talks(), run=RUN)
    before = rows(store, "pair_days"), rows(store, "outlet_months")
    store.connection.execute("DELETE FROM pair_days WHERE party = 'NOR'")
    store.connection.execute("UPDATE outlet_months SET articles = 9")
    rebuild(store)
    assert (rows(store, "pair_days"), rows(store, "outlet_months")) == before


PARTIES = st.lists(st.sampled_from(["NOR", "CHL", "PER"]), max_size=3, unique=True).map(" ".join)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("tell"), PARTIES, PARTIES),
        st.sampled_from(list(CHANGES.values())).map(lambda sql: ("run", sql, "")),
    ),
    max_size=8,
)


@settings(max_examples=30, deadline=None)
@given(steps=STEPS)
def test_after_any_steps_it_agrees(tmp_path_factory, steps):
    with open_store(tmp_path_factory.mktemp("pairs") / "r.db", mode="write") as store:
        for number, (what, one, other) in enumerate(steps):
            if what == "tell":
                tell(store, number, act(one, other))
            else:
                store.connection.execute(one)
            assert agree(store)


def test_a_happening_counts_once_and_tells_how_often_it_is_told(store):
    tell(store, 1, act("NOR", "CHL", happening="h", on="2020-03-02", type="AGREE"))
    tell(store, 2, act("NOR CHL", "", happening="h", on="2020-02-29"), act("CHL", "NOR", quad=4, type="ASSAULT"))
    for wanted, numbers in ((PairFilter(happenings=True), [("2020-02", 1, 2), ("2020-03", 1, 1)]),
                            (PairFilter(), [("2020-02", 1, 1), ("2020-03", 2, 2)])):  # fmt: skip
        found = list(tally_pair(store, (NOR, CHL), wanted, stretch="month"))
        assert [(one.period, one.number, one.tellings) for one in found] == numbers
    assert found[1].quads == (1, 0, 0, 1)
    assert found[1].scores == (4.0, 2.0, 0.0)
    assert found[1].scored == (2, 2, 0)


def test_pairs_stand_in_order_of_their_codes_unless_directed(store):
    tell(store, 1, act("NOR", "CHL"), act("CHL", "NOR"), act("PER", "CHL"))
    both = [(one.party, one.other, one.number) for one in tally_pairs(store, PairFilter(), stretch="year")]
    assert both == [("CHL", "NOR", 2), ("CHL", "PER", 1)]
    each = [(one.party, one.other) for one in tally_pairs(store, PairFilter(directed=True), stretch="year")]
    assert each == [("CHL", "NOR"), ("NOR", "CHL"), ("PER", "CHL")]
    few = tally_pairs(store, PairFilter(), stretch="year", among=[*NOR, *CHL])
    assert [(one.party, one.other, one.number) for one in few] == [("CHL", "NOR", 2)]
