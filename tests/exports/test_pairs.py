"""Pairs of parties, and the CAMEO, ICEWS and PLOVER codes of who takes part."""

import msgspec
import pytest

from dragoman.exports.actors import (
    actor_name,
    cow_code,
    fips_code,
    gdelt_actor,
    home,
    icews_country,
    icews_sectors,
    plover_country,
)  # fmt: skip
from dragoman.exports.numbers import number_of
from dragoman.exports.pairs import pairs
from dragoman.records import Participant
from tests.exports.records import NATO, NORWAY, PAKISTAN, statuses

MINISTER = Participant(
    id="person-x", name="Ine Berg", kind="person", party="NOR", country="NOR", sectors=("GOV", "JRN", "SOC")
)
SECTORS = ("JRN", "MED", "ELI", "LAB")
PRESS = Participant(id="described-x", name="Reporters", kind="crowd", country="FRA", sectors=SECTORS)
HAMAS = Participant(id="Hamas", name="Hamas", kind="armed_group", party="Hamas", country="PSE")
NOBODY = Participant(id="described-y", name="gunmen", kind="crowd")
EVENT = statuses().events[0]


def named(event):
    return [tuple(who.name if who else None for who in pair) for pair in pairs(event)]


@pytest.mark.parametrize(
    ("kind", "actors", "recipients", "found"),
    [
        ("SANCTION", (NORWAY,), (PAKISTAN,), [("Norway", "Pakistan")]),
        ("SANCTION", (NORWAY, MINISTER), (PAKISTAN,), [("Norway", "Pakistan")]),
        ("SANCTION", (NORWAY, NATO), (PAKISTAN,), [("Norway", "Pakistan"), ("NATO", "Pakistan")]),
        ("SANCTION", (NORWAY,), (), [("Norway", None)]),
        ("SANCTION", (), (PAKISTAN,), [(None, "Pakistan")]),
        ("SANCTION", (NORWAY, NATO), (), [("Norway", None), ("NATO", None)]),
        ("COERCE", (NORWAY,), (MINISTER,), [("Norway", "Ine Berg")]),
        ("CONSULT", (NATO, PAKISTAN, NORWAY), (), [("NATO", "Pakistan"), ("NATO", "Norway"), ("Pakistan", "Norway")]),
        ("SUPPORT", (NORWAY, PAKISTAN), (PAKISTAN, NORWAY), [("Norway", "Pakistan")]),
        ("CONSULT", (NORWAY, PAKISTAN), (PAKISTAN,), [("Norway", "Pakistan")]),
        ("CONSULT", (NOBODY, PRESS), (), [("gunmen", "Reporters")]),
    ],
)
def test_pairs(kind, actors, recipients, found):
    assert named(msgspec.structs.replace(EVENT, type=kind, actors=actors, recipients=recipients)) == found


@pytest.mark.parametrize(
    ("who", "code", "country", "group", "types"),
    [
        (NORWAY, "NOR", "NOR", None, []),
        (MINISTER, "NORGOVMED", "NOR", None, ["GOV", "MED"]),
        (NATO, "IGOWSTNAT", "WST", "NAT", ["IGO"]),
        (HAMAS, "PSEREBHAM", "PSE", "HAM", ["REB"]),
        (PRESS, "FRAMEDHLHELILAB", "FRA", None, ["MED", "HLH", "ELI"]),
        (NOBODY, "", None, None, []),
    ],
)
def test_cameo_actor_codes(who, code, country, group, types):
    row = gdelt_actor(1, who)
    assert (row["Actor1Code"], row["Actor1CountryCode"], row["Actor1KnownGroupCode"]) == (code, country, group)
    assert [row[f"Actor1Type{n}Code"] for n in (1, 2, 3) if f"Actor1Type{n}Code" in row] == types


def test_islam_is_a_religion_and_a_body_goes_by_its_own_name():
    oic = Participant(id="OIC", name="the OIC", kind="organisation", party="OIC")
    row = gdelt_actor(2, oic)
    assert (row["Actor2Religion1Code"], row["Actor2KnownGroupCode"]) == ("MOS", "OIC")
    assert row["Actor2Name"] == actor_name(oic).upper() == "ORGANISATION OF ISLAMIC COOPERATION"
    assert gdelt_actor(2, None) == {}


def test_names_and_countries_of_other_data_sets():
    russia = Participant(id="RUS", name="Moscow", kind="state", party="RUS", country="RUS")
    assert (actor_name(russia), icews_country(home(russia))) == ("Russia", "Russian Federation")
    assert (home(NATO), plover_country(NATO), cow_code(NATO)) == (None, "IGO", None)
    assert (plover_country(MINISTER), cow_code(MINISTER), plover_country(NOBODY)) == ("NOR", "385", None)
    assert (fips_code("NOR"), fips_code("SRB"), fips_code(None), icews_country("Kashmir?")) == ("NO", "RI", None, None)


@pytest.mark.parametrize(
    ("who", "sectors"),
    [
        (NORWAY, None),
        (MINISTER, "Government,Media,Social"),
        (NATO, "International Government Organization"),
        (HAMAS, "Rebel"),
    ],
)
def test_icews_sectors(who, sectors):
    assert icews_sectors(who) == sectors


def test_numbers_are_exact_as_floating_point_and_depend_on_every_part():
    found = {number_of("a", "b"), number_of("b", "a"), number_of("a", None), number_of("a"), number_of("ab")}
    assert len(found) == 5 - (number_of("a", None) == number_of("a"))
    assert all(0 <= number < 2**53 and int(float(number)) == number for number in found)
