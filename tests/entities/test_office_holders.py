"""Well-known facts that the tables of offices must tell: who held which office, handovers, and what a title means."""

import pytest

from dragoman.entities.gazetteer import Gazetteer
from dragoman.entities.offices import HEAD_ROLES, Offices
from dragoman.entities.who import who, words_of
from dragoman.errors import UnknownName
from dragoman.partial_date import PartialDate

OFFICES = Offices.load()
GAZETTEER = Gazetteer.load()


def holders(office: str, on: str) -> list[str]:
    """The names of those who held an office on a date, best first."""
    people = (OFFICES.person(stay.person) for stay in OFFICES.holders(office, PartialDate.parse(on)))
    return [person.name for person in people if person is not None]


def answers(question: str, on: str = "") -> list[str]:
    """The names that a question in words has for an answer."""
    found = who(question, PartialDate.parse(on) if on else PartialDate(), offices=OFFICES, gazetteer=GAZETTEER)
    return [answer.holder for answer in found]


# The day is well inside each term, so that no source's reckoning of the first day matters; the name is the part that
# every spelling of it has.
HEADS_OF_STATE = [
    ("USA", "1995-06-01", "Clinton"), ("USA", "2010-06-01", "Obama"), ("USA", "2018-06-01", "Trump"),
    ("USA", "2022-06-01", "Biden"), ("USA", "2025-06-01", "Trump"),
    ("FRA", "2000-06-01", "Chirac"), ("FRA", "2009-06-01", "Sarkozy"), ("FRA", "2014-06-01", "Hollande"),
    ("FRA", "2019-06-01", "Macron"),
    ("RUS", "1996-06-01", "Yeltsin"), ("RUS", "2004-06-01", "Putin"), ("RUS", "2010-06-01", "Medvedev"),
    ("RUS", "2016-06-01", "Putin"),
    ("UKR", "2007-06-01", "Yushchenko"), ("UKR", "2012-06-01", "Yanukovych"), ("UKR", "2016-06-01", "Poroshenko"),
    ("UKR", "2022-06-01", "Zelensky"),
    ("BRA", "2005-06-01", "Lula"), ("BRA", "2013-06-01", "Rousseff"), ("BRA", "2020-06-01", "Bolsonaro"),
    ("ARG", "2017-06-01", "Macri"), ("ARG", "2024-06-01", "Milei"),
    ("MEX", "2003-06-01", "Fox"), ("MEX", "2020-06-01", "López Obrador"), ("MEX", "2025-06-01", "Sheinbaum"),
    ("ZAF", "1996-06-01", "Mandela"), ("ZAF", "2004-06-01", "Mbeki"), ("ZAF", "2013-06-01", "Zuma"),
    ("ZAF", "2020-06-01", "Ramaphosa"),
    ("EGY", "2005-06-01", "Mubarak"), ("EGY", "2012-12-01", "Morsi"), ("EGY", "2017-06-01", "Sisi"),
    ("TUR", "2010-06-01", "Gül"), ("TUR", "2019-06-01", "Erdoğan"),
    ("IRN", "2010-06-01", "Khamenei"), ("KEN", "2008-06-01", "Kibaki"), ("KEN", "2018-06-01", "Kenyatta"),
    ("KEN", "2023-06-01", "Ruto"),
    ("NGA", "2012-06-01", "Jonathan"), ("NGA", "2018-06-01", "Buhari"), ("NGA", "2024-06-01", "Tinubu"),
    ("RWA", "2015-06-01", "Kagame"), ("VEN", "2008-06-01", "Chávez"), ("VEN", "2018-06-01", "Maduro"),
    ("COL", "2006-06-01", "Uribe"), ("COL", "2015-06-01", "Santos"), ("COL", "2023-06-01", "Petro"),
    ("JOR", "2015-06-01", "Abdullah"), ("ESP", "2010-06-01", "Juan Carlos"), ("ESP", "2018-06-01", "Felipe"),
    ("IDN", "2008-06-01", "Yudhoyono"), ("IDN", "2018-06-01", "Widodo"), ("PHL", "2018-06-01", "Duterte"),
    ("PHL", "2023-06-01", "Marcos"), ("KOR", "2015-06-01", "Park"), ("KOR", "2019-06-01", "Moon"),
    ("CHN", "2008-06-01", "Hu Jintao"), ("CHN", "2018-06-01", "Xi"), ("IRQ", "2006-06-01", "Talabani"),
    ("AFG", "2008-06-01", "Karzai"), ("LBR", "2010-06-01", "Sirleaf"), ("ZWE", "2010-06-01", "Mugabe"),
]  # fmt: skip


@pytest.mark.parametrize(("state", "on", "name"), HEADS_OF_STATE)
def test_heads_of_state(state: str, on: str, name: str) -> None:
    assert name in holders(f"{state}:head_of_state", on)[0]


@pytest.mark.parametrize(
    ("state", "on", "name"),
    [
        ("GBR", "1995-06-01", "Major"), ("GBR", "2003-06-01", "Blair"), ("GBR", "2009-06-01", "Brown"),
        ("GBR", "2014-06-01", "Cameron"), ("GBR", "2018-06-01", "May"), ("GBR", "2021-06-01", "Johnson"),
        ("GBR", "2023-06-01", "Sunak"), ("GBR", "2025-06-01", "Starmer"),
        ("DEU", "1995-06-01", "Kohl"), ("DEU", "2002-06-01", "Schröder"), ("DEU", "2010-06-01", "Merkel"),
        ("DEU", "2023-06-01", "Scholz"), ("DEU", "2025-09-01", "Merz"),
        ("IND", "2002-06-01", "Vajpayee"), ("IND", "2010-06-01", "Singh"), ("IND", "2018-06-01", "Modi"),
        ("ITA", "2009-06-01", "Berlusconi"), ("ITA", "2015-06-01", "Renzi"), ("ITA", "2024-06-01", "Meloni"),
        ("CAN", "2010-06-01", "Harper"), ("CAN", "2019-06-01", "Trudeau"), ("CAN", "2025-09-01", "Carney"),
        ("AUS", "2005-06-01", "Howard"), ("AUS", "2012-06-01", "Gillard"), ("AUS", "2017-06-01", "Turnbull"),
        ("AUS", "2023-06-01", "Albanese"), ("NZL", "2012-06-01", "Key"), ("NZL", "2020-06-01", "Ardern"),
        ("JPN", "2003-06-01", "Koizumi"), ("JPN", "2016-06-01", "Abe"), ("JPN", "2023-06-01", "Kishida"),
        ("ISR", "2008-06-01", "Olmert"), ("ISR", "2015-06-01", "Netanyahu"), ("ESP", "2000-06-01", "Aznar"),
        ("ESP", "2015-06-01", "Rajoy"), ("ESP", "2022-06-01", "Sánchez"), ("HUN", "2018-06-01", "Orbán"),
        ("POL", "2010-06-01", "Tusk"), ("POL", "2020-06-01", "Morawiecki"), ("GRC", "2016-06-01", "Tsipras"),
        ("GRC", "2021-06-01", "Mitsotakis"), ("NOR", "2018-06-01", "Solberg"), ("SWE", "2010-06-01", "Reinfeldt"),
        ("DNK", "2021-06-01", "Frederiksen"), ("FIN", "2021-06-01", "Marin"), ("NLD", "2015-06-01", "Rutte"),
        ("PAK", "2015-06-01", "Sharif"), ("PAK", "2020-06-01", "Khan"), ("BGD", "2015-06-01", "Hasina"),
        ("IRQ", "2010-06-01", "Maliki"), ("IRQ", "2016-06-01", "Abadi"), ("ETH", "2010-06-01", "Meles"),
        ("ETH", "2021-06-01", "Abiy"), ("TUR", "2010-06-01", "Erdoğan"), ("RUS", "2010-06-01", "Putin"),
        ("IRN", "2001-06-01", "Khatami"), ("IRN", "2015-06-01", "Rouhani"),
    ],
)  # fmt: skip
def test_heads_of_government(state: str, on: str, name: str) -> None:
    assert name in holders(f"{state}:head_of_government", on)[0]


@pytest.mark.parametrize(
    ("office", "on", "name"),
    [
        ("USA:foreign_minister", "1999-06-01", "Albright"), ("USA:foreign_minister", "2003-06-01", "Powell"),
        ("USA:foreign_minister", "2007-06-01", "Rice"), ("USA:foreign_minister", "2011-06-01", "Clinton"),
        ("USA:foreign_minister", "2015-06-01", "Kerry"), ("USA:foreign_minister", "2019-06-01", "Pompeo"),
        ("USA:foreign_minister", "2023-06-01", "Blinken"), ("USA:foreign_minister", "2025-06-01", "Rubio"),
        ("USA:defence_minister", "2004-06-01", "Rumsfeld"), ("USA:defence_minister", "2018-06-01", "Mattis"),
        ("USA:defence_minister", "2023-06-01", "Austin"),
        ("RUS:foreign_minister", "2010-06-01", "Lavrov"), ("RUS:foreign_minister", "2022-06-01", "Lavrov"),
        ("RUS:defence_minister", "2018-06-01", "Shoigu"),
        ("GBR:foreign_minister", "2005-06-01", "Straw"), ("GBR:foreign_minister", "2012-06-01", "Hague"),
        ("GBR:finance_minister", "2005-06-01", "Brown"), ("GBR:finance_minister", "2014-06-01", "Osborne"),
        ("DEU:foreign_minister", "2003-06-01", "Fischer"), ("DEU:foreign_minister", "2015-06-01", "Steinmeier"),
        ("DEU:foreign_minister", "2023-06-01", "Baerbock"), ("DEU:finance_minister", "2015-06-01", "Schäuble"),
        ("FRA:foreign_minister", "2014-06-01", "Fabius"), ("FRA:foreign_minister", "2019-06-01", "Le Drian"),
        ("IRN:foreign_minister", "2015-06-01", "Zarif"), ("TUR:foreign_minister", "2012-06-01", "Davutoğlu"),
        ("TUR:foreign_minister", "2018-06-01", "Çavuşoğlu"), ("IND:foreign_minister", "2016-06-01", "Swaraj"),
        ("IND:foreign_minister", "2022-06-01", "Jaishankar"), ("CHN:foreign_minister", "2016-06-01", "Wang"),
        ("SAU:foreign_minister", "2017-06-01", "Jubeir"), ("UKR:foreign_minister", "2022-06-01", "Kuleba"),
        ("UN:secretary_general", "2003-06-01", "Annan"), ("UN:secretary_general", "2012-06-01", "Ban"),
        ("UN:secretary_general", "2020-06-01", "Guterres"),
        ("NATO:secretary_general", "2006-06-01", "Scheffer"), ("NATO:secretary_general", "2012-06-01", "Rasmussen"),
        ("EU:high_representative", "2012-06-01", "Ashton"), ("EU:high_representative", "2017-06-01", "Mogherini"),
        ("EU:high_representative", "2022-06-01", "Borrell"), ("EU:high_representative", "2025-06-01", "Kallas"),
    ],
)  # fmt: skip
def test_ministers_and_heads_of_bodies(office: str, on: str, name: str) -> None:
    assert name in holders(office, on)[0]


@pytest.mark.parametrize(
    ("office", "month", "leaving", "coming"),
    [
        ("USA:head_of_state", "2009-01", "Bush", "Obama"), ("USA:head_of_state", "2017-01", "Obama", "Trump"),
        ("USA:head_of_state", "2021-01", "Trump", "Biden"), ("FRA:head_of_state", "2012-05", "Sarkozy", "Hollande"),
        ("FRA:head_of_state", "2017-05", "Hollande", "Macron"),
        ("DEU:head_of_government", "2021-12", "Merkel", "Scholz"),
        ("GBR:head_of_government", "2007-06", "Blair", "Brown"),
        ("GBR:head_of_government", "2010-05", "Brown", "Cameron"),
        ("GBR:head_of_government", "2019-07", "May", "Johnson"),
        ("IND:head_of_government", "2014-05", "Singh", "Modi"),
        ("UN:secretary_general", "2016/2017", "Ban", "Guterres"),
        ("NATO:secretary_general", "2014-09/2014-10", "Rasmussen", "Stoltenberg"),
    ],
)  # fmt: skip
def test_a_month_of_change_has_both_holders(office: str, month: str, leaving: str, coming: str) -> None:
    found = " | ".join(holders(office, month))
    assert leaving in found
    assert coming in found


@pytest.mark.parametrize(
    ("office", "on", "name"),
    [
        ("USA:head_of_state", "2005-06-01", "Obama"), ("DEU:head_of_government", "2004-06-01", "Merkel"),
        ("GBR:head_of_government", "2012-06-01", "Blair"), ("RUS:head_of_state", "2010-06-01", "Putin"),
        ("TUR:head_of_state", "2010-06-01", "Erdoğan"), ("UN:secretary_general", "2020-06-01", "Annan"),
        ("USA:foreign_minister", "2018-12-01", "Tillerson"),
    ],
)  # fmt: skip
def test_who_did_not_hold_it_then(office: str, on: str, name: str) -> None:
    found = holders(office, on)
    assert found
    assert not any(name in holder for holder in found)


@pytest.mark.parametrize(
    ("questions", "on", "name"),
    [
        (["president of France", "French president", "France's president", "the president of France"], "2019",
        "Macron"),
        (["chancellor of Germany", "German chancellor", "Germany's chancellor"], "2010", "Merkel"),
        (["UN secretary general", "secretary general of the UN", "secretary-general of the United Nations"], "2012",
        "Ban"),
        (["US president", "president of the United States", "American president"], "2014", "Obama"),
        (["prime minister of India", "Indian prime minister", "India's prime minister"], "2018", "Modi"),
        (["Russian foreign minister", "foreign minister of Russia", "Russia's foreign minister"], "2015", "Lavrov"),
        (["Turkish president", "president of Turkey", "president of Türkiye"], "2019", "Erdoğan"),
    ],
)  # fmt: skip
def test_ways_to_ask_have_one_answer(questions: list[str], on: str, name: str) -> None:
    found = {tuple(answers(question, on)) for question in questions}
    assert len(found) == 1
    assert name in found.pop()[0]


@pytest.mark.parametrize(
    "question",
    ["french president", "FRENCH PRESIDENT", "  French   president ", "French president's", "the French president"],
)
def test_case_blanks_and_possessives_do_not_matter(question: str) -> None:
    assert "Macron" in answers(question, "2019-06-01")[0]


@pytest.mark.parametrize(
    ("question", "on"),
    [
        ("French shoe president", "2019"), ("president of the French shoes", "2019"), ("the", "2019"),
        ("king of the United States", "2019"), ("pope of France", "2019"), ("French", "1700"), ("???", "2019"),
    ],
)  # fmt: skip
def test_a_question_half_understood_has_no_answer(question: str, on: str) -> None:
    assert answers(question, on) == []


@pytest.mark.parametrize(
    ("phrase", "office", "fits"),
    [
        ("secretary of state", "USA:foreign_minister", True), ("US secretary of state", "USA:foreign_minister", True),
        ("secretary of state", "FRA:foreign_minister", False), ("secretary of state", "GBR:foreign_minister", False),
        ("secretary of state for foreign affairs", "GBR:foreign_minister", True),
        ("defence secretary", "GBR:defence_minister", True),
        ("defense secretary", "USA:defence_minister", True), ("defence minister", "RUS:defence_minister", True),
        ("foreign minister", "RUS:defence_minister", False), ("chancellor", "DEU:head_of_government", True),
        ("chancellor", "GBR:finance_minister", True), ("chancellor", "GBR:head_of_government", False),
        ("prime minister", "IND:head_of_government", True), ("premier", "CHN:head_of_government", True),
        ("president", "IND:head_of_government", False), ("leader", "IND:head_of_government", True),
        ("secretary general", "NATO:secretary_general", True), ("head", "UN:secretary_general", True),
        ("prime minister", "NATO:secretary_general", False), ("", "NATO:secretary_general", False),
    ],
)  # fmt: skip
def test_a_title_fits_its_office_only(phrase: str, office: str, fits: bool) -> None:
    assert OFFICES.fits(phrase, OFFICES.by_id(office)) is fits


@pytest.mark.parametrize("body", ["USA", "FRA", "DEU", "UN", "NATO", "EU", "IND"])
def test_the_offices_of_a_body_come_highest_first_and_are_its_own(body: str) -> None:
    found = OFFICES.offices_of_body(body)
    assert found
    assert [office.rank for office in found] == sorted(office.rank for office in found)
    assert all(body in {office.body, office.id.partition(":")[0]} for office in found)
    assert len({office.id for office in found}) == len(found)


@pytest.mark.parametrize("body", ["UN", "NATO", "EU", "AU", "IAEA", "IMF", "WHO"])
def test_a_body_has_a_head_of_a_known_role(body: str) -> None:
    head = OFFICES.office("head", body)
    assert head is not None
    assert head.role in HEAD_ROLES
    assert head.country is None


@pytest.mark.parametrize(("state", "on", "name"), HEADS_OF_STATE[::6])
def test_the_holder_holds_it_and_the_office_comes_back_from_the_person(state: str, on: str, name: str) -> None:
    when = PartialDate.parse(on)
    stay = OFFICES.holders(f"{state}:head_of_state", when)[0]
    assert stay.holding(when) == "sure"
    assert stay.office in {held.office for held in OFFICES.held_by(stay.person, when)}
    person = OFFICES.person(stay.person)
    assert person is not None
    assert name in person.name
    assert person in OFFICES.people(person.name)


def test_an_unknown_office_says_what_was_asked_and_where_to_look() -> None:
    with pytest.raises(UnknownName) as raised:
        OFFICES.by_id("FRA:minister_of_cheese")
    assert raised.value.what == "no such office"
    assert raised.value.values == "FRA:minister_of_cheese"
    assert "offices.tsv" in raised.value.remedy


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", ()), ("of the and", ()), ("The Bank of England", ("bank", "england")),
        ("Côte d’Ivoire", ("cote", "divoire")), ("Minister for Trade in the EU", ("minister", "trade", "eu")),
    ],
)  # fmt: skip
def test_the_words_that_say_something(name: str, words: tuple[str, ...]) -> None:
    assert words_of(name) == words
