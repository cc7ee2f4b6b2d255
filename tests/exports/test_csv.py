"""CSV: what a spreadsheet gets, and that it runs nothing."""

import csv
import io
import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.exports.csv import EVENT_COLUMNS, FIGURE_COLUMNS, STATEMENT_COLUMNS, cell, csv_lines
from tests.sample_record import talks


def rows(table, coded=None):
    return list(csv.DictReader(io.StringIO("".join(csv_lines([coded or talks()], table=table)), newline="")))


def test_one_line_an_event():
    met, sent = rows("events")
    assert list(met) == list(EVENT_COLUMNS)
    assert (met["type"], met["actors"], met["actor_parties"]) == ("CONSULT", "Ine Berg", "NOR")
    assert (met["recipient_offices"], met["place"], met["lat"]) == ("Foreign Minister of Chile", "Oslo", "59.91")
    assert (met["contexts"], met["date"], met["date_end"]) == ("diplomatic; environment", "2019-04-09", "")
    assert (sent["date"], sent["date_end"], sent["date_precision"]) == ("2019-05-01", "2019-05-31", "month")
    assert (met["article"], met["published"]) == (talks().article.id, "2019-04-10")


def test_one_line_a_statement():
    (said,) = rows("statements")
    assert list(said) == list(STATEMENT_COLUMNS)
    assert (said["speakers"], said["stance"], said["addressees"]) == ("Ine Berg", "demands", "reporters")


def test_one_line_a_figure():
    (trawlers,) = rows("figures")
    assert list(trawlers) == list(FIGURE_COLUMNS)
    assert (trawlers["value"], trawlers["high"], trawlers["bound"], trawlers["unit"]) == ("40", "", "about", "trawlers")
    assert (trawlers["event"], trawlers["article"]) == (talks().events[0].id, talks().article.id)


def test_a_header_without_lines():
    assert list(csv_lines([], table="statements")) == [",".join(STATEMENT_COLUMNS) + "\r\n"]


def test_names_and_parties_keep_their_places():
    coded = talks()
    one = coded.events[0]
    nobody = msgspec.structs.replace(one.actors[0], party=None, name="Villagers")
    event = msgspec.structs.replace(one, actors=(nobody, *one.recipients))
    row = rows("events", msgspec.structs.replace(coded, events=(event,)))[0]
    assert (row["actors"], row["actor_parties"]) == ("Villagers; Luis Rojas", "; CHL")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_formula_gets_through(start):
    assert cell(f"{start}1+cmd|' /C calc'!A0") == f"'{start}1+cmd|' /C calc'!A0"
    assert cell([f"{start}x", "y"]).startswith("'")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (["Oslo", "=1+1"], "Oslo; '=1+1"),
        (" =1", "' =1"),
        ("\ufeff@x", "'\ufeff@x"),
        ("＋1", "'＋1"),
        ("a\x00b\u202ec", "a\ufffdb\ufffdc"),
        ("a = b", "a = b"),
    ],
)
def test_what_a_spreadsheet_might_yet_run(value, shown):
    assert cell(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, ""), (-4.5, "-4.5"), (0, "0"), (True, "True"), ([], ""), (["a", "b"], "a; b"), ("a=b", "a=b")],
)
def test_cells(value, shown):
    assert cell(value) == shown


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_text_stays_one_harmless_cell(text):
    coded = talks()
    (event, _) = coded.events
    coded = msgspec.structs.replace(coded, events=(msgspec.structs.replace(event, reported_by=text),))
    (row,) = csv.DictReader(io.StringIO("".join(csv_lines([coded])), newline=""))
    seen = re.sub("[\x00\u202a-\u202e\u2066-\u2069]", "\ufffd", text)
    assert row["reported_by"] in {seen, f"'{seen}"}
    assert not row["reported_by"].lstrip(" \ufeff\xa0").startswith(("=", "+", "-", "@", "\t", "＝"))
