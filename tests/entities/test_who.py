import json
from datetime import date, timedelta

import msgspec
import pytest

import dragoman
from dragoman.cli import run
from dragoman.entities.gazetteer import Gazetteer
from dragoman.entities.offices import Offices
from dragoman.entities.who import Answer, who, words_of
from dragoman.errors import DateError
from dragoman.partial_date import PartialDate


@pytest.fixture(scope="module")
def tables():
    return {"offices": Offices.load(), "gazetteer": Gazetteer.load()}


def asked(tables, question: str, on: str = "") -> list[Answer]:
    return list(who(question, PartialDate.parse(on) if on else PartialDate(), **tables))


@pytest.mark.parametrize(
    ("question", "on", "holder"),
    [
        ("prime minister of the United Kingdom", "2017-11", "Theresa May"),
        ("UK prime minister", "2017-11-09", "Theresa May"),
        ("the United Kingdom's prime minister", "2017-10", "Theresa May"),
        ("foreign minister of Pakistan", "2017-11", "Khawaja Asif"),
        ("Pakistan's foreign minister", "2017-11", "Khawaja Asif"),
        ("Pakistani foreign minister", "2021-06-01", "Shah Mahmood Qureshi"),
        ("acting foreign minister of Pakistan", "2017-11", "Khawaja Asif"),
        ("US secretary of state", "2017-11", "Rex Tillerson"),
        ("British foreign secretary", "2017-11", "Boris Johnson"),
        ("German chancellor", "2014", "Angela Merkel"),
        ("chancellor of Germany", "2022-06", "Olaf Scholz"),
        ("president of Chile", "2007-05-05", "Michelle Bachelet"),
        ("Secretary General of NATO", "2011", "Anders Fogh Rasmussen"),
        ("nato secretary general", "2017-11", "Jens Stoltenberg"),
        ("NATO chief", "2025-03", "Mark Rutte"),
        ("UN chief", "2017-11", "António Guterres"),
        ("EU foreign policy chief", "2017-11", "Federica Mogherini"),
        ("EU commissioner for international partnerships", "2024-11-15", "Jutta Urpilainen"),
        ("EU commissioner for international partnerships", "2025-02-01", "Jozef Síkela"),
        ("queen of the United Kingdom", "2017-11", "Elizabeth II"),
        ("king of Jordan", "2017-11", "Abdullah II"),
        ("monarch of Japan", "2017-11", "Akihito"),
        ("emperor of Japan", "2017-11", "Akihito"),
        ("king of Nepal", "2003-06", "Gyanendra"),
        ("president of Nepal", "2017-11", "Bidya Devi Bhandari"),
    ],
)
def test_an_office_on_a_date(tables, question, on, holder) -> None:
    found = asked(tables, question, on)
    assert holder in found[0].holder
    assert found[0].source


@pytest.mark.parametrize(
    ("question", "on"),
    [
        ("king of France", "2017-11"), ("queen of Germany", ""), ("president of Jordan", "2017-11"),
        ("emperor of the United Kingdom", "2017-11"), ("king of Japan", "2017-11"), ("sultan of Qatar", "2017-11"),
        ("president of the UK", "2017-11"), ("prime minister of Atlantis", "2011"),
        ("shoe minister of Pakistan", "2017"),
        ("foreign minister", "2017-11"), ("president-elect of France", "2017-05-10"), ("", "2011"),
        ("of the", "2011"), ("Nobody Atall", "2011"), ("president of Chile", "1066"), ("Khawaja Asif", "1950"),
        ("foreign minister of Pakistan", "2040-01-01"), ("deputy foreign minister of Norway", "2017"),
    ],
)  # fmt: skip
def test_what_the_tables_do_not_say_is_empty(tables, question, on) -> None:
    assert asked(tables, question, on) == []


def test_a_handover_names_both(tables) -> None:
    found = asked(tables, "prime minister of the United Kingdom", "2016-07")
    assert [held.holder for held in found] == ["Theresa May", "David Cameron"]


def test_an_office_without_a_date_is_everybody(tables) -> None:
    found = asked(tables, "prime minister of the United Kingdom")
    assert {"Tony Blair", "David Cameron", "Theresa May"} <= {held.holder for held in found}
    assert [held.start for held in found] == sorted((held.start for held in found), reverse=True)


def test_former_holders_are_those_before(tables) -> None:
    found = {held.holder for held in asked(tables, "former US secretary of state", "2017-11")}
    assert {"John Kerry", "Hillary Clinton"} <= found
    assert not found & {"Rex Tillerson", "Mike Pompeo"}


@pytest.mark.parametrize("name", ["Michelle Bachelet", "michelle bachelet", "Bachelet"])
def test_a_person(tables, name) -> None:
    assert "President of Chile" in {held.office for held in asked(tables, name)}


def test_a_person_on_a_day(tables) -> None:
    assert [held.office for held in asked(tables, "Khawaja Asif", "2017-11")] == ["Foreign Minister of Pakistan"]


def test_a_body(tables) -> None:
    found = asked(tables, "NATO", "2011")
    assert found[0].holder == "Anders Fogh Rasmussen"
    assert {held.body for held in found} == {"NATO"}


def test_the_words_of_a_name_that_say_something() -> None:
    assert words_of("the Bank of the Peoples") == ("bank", "peoples")


def test_the_command(capsys) -> None:
    assert run(["who", "foreign", "minister", "of", "Pakistan", "--on", "2017-11", "--format", "json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert found["holder"] == "Khawaja Asif"


def test_python_answers_as_the_command_does(capsys) -> None:
    assert run(["who", "Secretary General of NATO", "--format", "json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed == [msgspec.structs.asdict(held) for held in dragoman.who("Secretary General of NATO")]


@pytest.mark.parametrize("on", ["2017-11", "2017-11-02", date(2017, 11, 2), PartialDate.parse("2017-11")])
def test_python_takes_days_and_blunter_dates(on) -> None:
    assert [held.holder for held in dragoman.who("foreign minister of Pakistan", on)] == ["Khawaja Asif"]


def test_python_says_up_to_when_an_open_stay_is_known() -> None:
    (last, *before) = dragoman.who("Secretary General of NATO")
    assert last.end is None
    assert dragoman.who("Secretary General of NATO", last.not_known_after)[0] == last
    day = date.fromisoformat(last.not_known_after) + timedelta(days=1)
    assert dragoman.who("Secretary General of NATO", day) == ()
    assert {held.not_known_after for held in before} == {None}


def test_python_puts_rows_beside_a_record_first(tmp_path) -> None:
    rows = "office\tperson\tstart\tend\nNOR:foreign_minister\tAnna Berg\t2031-01-01\t2032-01-01\n"
    (tmp_path / "press.offices.tsv").write_text(rows, encoding="utf-8")
    asked = "foreign minister of Norway", "2031-05"
    assert [held.holder for held in dragoman.who(*asked, record=tmp_path / "press.db")] == ["Anna Berg"]
    assert dragoman.who(*asked) == ()


def test_python_refuses_what_is_no_date() -> None:
    with pytest.raises(DateError):
        dragoman.who("NATO", "yesterday")


def test_the_command_says_when_the_tables_do_not(capsys) -> None:
    assert run(["who", "king of France", "--on", "2017-11"]) == 0
    assert "not known" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("question", "on"),
    [
        ("prime minister of the Kurdistan Region", "2020"),
        ("president of Northern Cyprus", "2015"),
        ("president of the Federal Reserve", "2018"),
        ("IMF deputy managing director", "2015"),
        ("deputy chairperson of the African Union Commission", "2020"),
        ("Minister of Foreign Affairs", "2019"),
        ("president of Kosovo", "2007"),
        ("Kremlin spokesman", "2018"),  # a title that names itself: not the foreign ministry's
        ("Russian spokesman", "2018"),
        ("Indian intelligence chief", "2018"),
    ],
)
def test_nobody_answers_for_the_state_around_it_or_the_one_stood_in_for(tables, question, on) -> None:
    assert not asked(tables, question, on)


def test_who_stands_in_is_found_by_his_own_office(tables) -> None:
    assert asked(tables, "deputy prime minister of the UK", "2013")[0].holder == "Nick Clegg"
    assert asked(tables, "prime minister of Greece", "2025-05")[0].holder == "Kyriakos Mitsotakis"
