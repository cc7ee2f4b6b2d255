"""Who held what: asked in words, answered from the tables, empty where they do not say."""

import pytest

from dragoman.analysis.holders import who
from dragoman.entities.gazetteer import Gazetteer
from dragoman.entities.offices import Offices
from dragoman.partial_date import PartialDate


@pytest.fixture(scope="module")
def tables():
    return {"offices": Offices.load(), "gazetteer": Gazetteer.load()}


@pytest.mark.parametrize(
    ("question", "on", "holder"),
    [
        ("prime minister of the United Kingdom", "2017-11", "Theresa May"),
        ("UK prime minister", "2017-11-09", "Theresa May"),
        ("the United Kingdom's prime minister", "2017", "Theresa May"),
        ("Secretary General of NATO", "2011", "Anders Fogh Rasmussen"),
        ("nato secretary general", "2011", "Anders Fogh Rasmussen"),
        ("president of Chile", "2007-05-05", "Michelle Bachelet"),
    ],
)
def test_an_office_on_a_date(tables, question, on, holder):
    found = who(question, PartialDate.parse(on), **tables)
    assert holder in found[0].holder
    assert found[0].source


def test_a_handover_names_both(tables):
    found = who("prime minister of the United Kingdom", PartialDate.parse("2016-07"), **tables)
    assert [held.holder for held in found] == ["Theresa May", "David Cameron"]


def test_an_office_without_a_date_is_everybody(tables):
    found = who("prime minister of the United Kingdom", PartialDate(), **tables)
    assert {"Tony Blair", "David Cameron", "Theresa May"} <= {held.holder for held in found}
    assert [held.start for held in found] == sorted((held.start for held in found), reverse=True)


@pytest.mark.parametrize("name", ["Michelle Bachelet", "michelle bachelet", "Bachelet"])
def test_a_person(tables, name):
    assert "President of Chile" in {held.office for held in who(name, PartialDate(), **tables)}


def test_a_body(tables):
    found = who("NATO", PartialDate.parse("2011"), **tables)
    assert "Anders Fogh Rasmussen" in {held.holder for held in found}
    assert {held.body for held in found} == {"NATO"}


@pytest.mark.parametrize(
    ("question", "on"),
    [("prime minister of Atlantis", "2011"), ("", "2011"), ("Nobody Atall", "2011"), ("president of Chile", "1066")],
)
def test_what_the_tables_do_not_say_is_empty(tables, question, on):
    assert who(question, PartialDate.parse(on), **tables) == ()
