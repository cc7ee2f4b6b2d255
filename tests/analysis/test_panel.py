"""Dyad panels: every pair in every period, the codes of states, and the same numbers from pandas."""

import sys
from datetime import date

import pandas
import pytest

from dragoman.analysis import Counting, panel
from dragoman.codes.state_numbers import iso_code, state_number
from dragoman.errors import UsageError
from dragoman.partial_date import PartialDate
from dragoman.store.open import open_store
from dragoman.store.read import coded_articles
from tests.analysis.dealings import act, faces, tell


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "r.db", mode="write") as opened:
        tell(opened, 1, act("NOR", "CHL"), act("NOR", "CHL PER", quad=3, type="ACCUSE"), day="2020-01-15")
        tell(opened, 2, act("PER", "CHL", plover_score=None), act("NATO", "RUS"), day="2020-03-15")
        tell(opened, 3, act("SSD", "SDN"), day="2011-08-01")
        yield opened


def cells(found):
    return {(row.party, row.other, row.period): row.count for row in found.cells}


def test_every_pair_seen_has_every_period(store):
    found = panel(store, counting=Counting(since=PartialDate.year(2020)))
    assert len(found.cells) == 4 * 3
    assert {key: number for key, number in cells(found).items() if number} == {
        ("CHL", "NOR", "2020-01"): 2, ("NOR", "PER", "2020-01"): 1, ("CHL", "PER", "2020-03"): 1,
        ("NATO", "RUS", "2020-03"): 1,
    }  # fmt: skip
    row = next(row for row in found.cells if row.count == 2)
    assert (row.verbal_cooperation, row.verbal_conflict, row.plover_score, row.plover_score_sum) == (1, 1, 2.0, 4.0)
    assert (row.goldstein_icews, row.articles, row.tellings) == (None, 1, 2)


def test_every_pair_of_some(store):
    found = panel(
        store, parties=["PER", "NOR", "CHL"], pairs="all", by="year", counting=Counting(since=PartialDate.year(2020))
    )
    assert cells(found) == {("CHL", "NOR", "2020"): 2, ("CHL", "PER", "2020"): 1, ("NOR", "PER", "2020"): 1}
    directed = Counting(directed=True, since=PartialDate.year(2020))
    assert len(panel(store, parties=["PER", "NOR", "CHL"], pairs="all", by="year", counting=directed).cells) == 6


def test_no_row_before_a_state_was_one(store):
    found = panel(
        store, parties=["SSD", "SDN"], counting=Counting(since=PartialDate.month(2011, 5), until=PartialDate.year(2011))
    )
    assert [row.period for row in found.cells] == ["2011-07", "2011-08", "2011-09", "2011-10", "2011-11", "2011-12"]
    assert [row.count for row in found.cells] == [0, 1, 0, 0, 0, 0]


def test_members_expanded(store):
    counting = Counting(members=True, since=PartialDate.year(2020))
    found = panel(store, by="year", counting=counting)
    russian = {row.other if row.party == "RUS" else row.party for row in found.cells if "RUS" in (row.party, row.other)}
    assert {"NOR", "USA", "DEU"} <= russian
    assert not {"NATO", "FIN", "SWE"} & russian  # the two joined later
    few = panel(store, parties=["NOR", "RUS"], by="year", counting=counting)
    assert cells(few) == {("NOR", "RUS", "2020"): 1}


def test_it_is_what_pandas_counts(store):
    found = panel(store).to_pandas()
    told = pandas.DataFrame(
        {"party": one, "other": other, "period": f"{event.counted_on:%Y-%m}", "event": event.id}
        for item in coded_articles(store)
        for event in item.events
        for one in ("CHL", "NATO", "NOR", "PER", "RUS", "SDN", "SSD")
        for other in ("CHL", "NATO", "NOR", "PER", "RUS", "SDN", "SSD")
        if one < other and faces(event, one, other)
    )
    expected = told.groupby(["party", "other", "period"]).event.nunique()
    ours = found[found["count"] > 0].set_index(["party", "other", "period"])["count"]
    pandas.testing.assert_series_equal(ours.sort_index(), expected.sort_index(), check_names=False)


def test_codes_of_the_time(tmp_path):
    with open_store(tmp_path / "r.db", mode="write") as store:
        tell(store, 1, act("DEU", "SRB"), day="2015-01-15")
        row = panel(store).cells[0]
        assert (row.party_name, row.party_iso, row.party_cow, row.party_gw) == ("Germany", "DEU", 255, 260)
        assert (row.other_name, row.other_iso, row.other_cow, row.other_gw) == ("Serbia", "SRB", 345, 340)


@pytest.mark.parametrize(
    ("state", "day", "cow", "gw"),
    [
        ("DEU", "1989-01-01", 260, 260), ("DEU", "1995-01-01", 255, 260), ("DDR", "1989-01-01", 265, 265),
        ("YEM", "2000-01-01", 679, 678), ("YAR", "1980-01-01", 678, 678), ("SRB", "2010-01-01", 345, 340),
        ("YUG", "1980-01-01", 345, 345), ("PAK", "2017-01-01", 770, 770), ("KIR", "2010-01-01", 946, 970),
        ("NRU", "2010-01-01", 970, 971), ("TON", "2010-01-01", 955, 972), ("TUV", "2010-01-01", 947, 973),
        ("VNM", "2010-01-01", 816, 816), ("NATO", "2010-01-01", None, None), ("Abkhazia", "2010-01-01", None, 396),
        ("Abkhazia", "2000-01-01", None, None),
    ],
)  # fmt: skip
def test_numbers_of_states(state, day, cow, gw):
    on = date.fromisoformat(day)
    assert (state_number(state, "cow", on), state_number(state, "gw", on)) == (cow, gw)


def test_only_iso_codes_are_iso_codes():
    assert [iso_code(one) for one in ("PAK", "Abkhazia", "NATO")] == ["PAK", None, None]


def test_a_panel_too_large_is_refused(store, monkeypatch):
    monkeypatch.setattr(sys.modules["dragoman.analysis.panel"], "MOST_ROWS", 10)
    with pytest.raises(UsageError, match="the panel is too large"):
        panel(store)


def test_an_empty_record(tmp_path):
    with open_store(tmp_path / "r.db", mode="write") as store:
        found = panel(store)
        assert found.cells == ()
        assert found.to_arrow().schema.field("party_cow").type == "int64"
