"""Results as tables of Arrow, pandas and polars."""

import sys
from datetime import date

import pytest

from dragoman.analysis import changes, contacts, coverage, networks, panel, series, timeline
from dragoman.analysis.tables import require
from dragoman.errors import InstallationError
from dragoman.store.open import open_store
from tests.analysis.dealings import act, tell


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "r.db", mode="write") as opened:
        tell(opened, 1, act("NOR", "CHL"), act("NOR", "CHL", plover_score=None))
        yield opened


@pytest.fixture
def results(store):
    return [
        series(store, ("NOR", "CHL")), panel(store), coverage(store), networks(store)[0], changes(store),
        contacts(store, "NOR", "CHL"), timeline(store, ["NOR"]),
    ]  # fmt: skip


def test_every_result_is_a_table_in_three_libraries(results):
    for result in results:
        arrow = result.to_arrow()
        assert arrow.num_rows == len(result.rows) == len(result.to_pandas()) == result.to_polars().height
        assert arrow.column_names == list(result.row_type.__struct_fields__)
        assert result.to_polars().columns == arrow.column_names


def test_values_keep_their_types(results):
    row = results[0].to_arrow().to_pylist()[0]
    assert (row["start"], row["count"], row["plover_score"], row["goldstein_icews"]) == (date(2020, 3, 1), 2, 2.0, None)
    assert row["events"] == list(results[0].points[0].events)


def test_a_timeline_has_an_event_a_row(results):
    row = results[6].to_arrow().to_pylist()[0]
    assert (row["type"], row["actor_parties"], row["recipient_parties"], row["counted"]) == (
        "CONSULT", ["NOR"], ["CHL"], True,
    )  # fmt: skip
    assert {row["event"] for row in results[6].to_arrow().to_pylist()} == {e.event.id for e in results[6].entries}


def test_columns_are_the_same_without_rows(store, results):
    for full, empty in (
        (results[0], series(store, ("PER", "CHL"))), (results[5], contacts(store, "PER", "CHL")),
        (results[6], timeline(store, ["PER"])),
    ):  # fmt: skip
        assert empty.to_arrow().num_rows == 0
        assert empty.to_arrow().schema == full.to_arrow().schema


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_library_that_is_not_there_is_named(results, monkeypatch, library):
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(InstallationError, match=f"not installed: {library}. Install it: pip install {library}"):
        getattr(results[0], f"to_{library}")()


def test_an_extra_is_named_where_there_is_one(monkeypatch):
    monkeypatch.setitem(sys.modules, "altair", None)
    with pytest.raises(InstallationError, match=r"pip install 'dragoman\[charts\]'"):
        require("altair", extra="charts")
