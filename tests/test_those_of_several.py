"""Envoys of several states and bodies, and bodies taken up by the last word of their names, by the whole chain."""

import pytest

from dragoman.api import code_text


def actors(text: str, published: str = "2019-04-10") -> list[tuple[str, str | None]]:
    """Name and party of whoever does the last thing told."""
    event = code_text(text, published=published).events[-1]
    return [(who.name, who.party) for who in event.actors]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Envoys of Peru, Chile, Bolivia and the OAS signed a statement.", ["BOL", "CHL", "OAS", "PER"]),
        ("Representatives of Kenya and the African Union met on Monday.", ["AU", "KEN"]),
        ("The representatives of the OSCE, Moldova and Romania signed the protocol.", ["MDA", "OSCE", "ROU"]),
        ("Envoys of Peru and Chile signed a statement.", ["CHL", "PER"]),
        ("Envoys of Peru signed a statement.", ["PER"]),
    ],
)
def test_envoys_of_states_and_bodies_are_those_of_each(text, parties):
    event = code_text(text, published="2019-04-10").events[-1]
    told = {who.party for who in (*event.actors, *event.recipients)}
    assert sorted(party for party in told if party) == parties


def test_a_body_among_states_goes_by_its_short_name():
    assert ("Envoys of OAS", "OAS") in [
        (name[:1].upper() + name[1:], party)
        for name, party in actors("Envoys of Peru, Chile and the OAS signed a statement.")
    ]


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Thailand founded the Mekong River Commission in 1995. The commission criticised China on Sunday.", "MRC"),
        ("EU ministers met in Riga. The commission criticised China on Sunday.", "EU"),
        ("The commission criticised China on Sunday.", None),
        ("Peru went before a boundary commission. The commission criticised China on Sunday.", None),
    ],
)
def test_the_commission_is_the_one_so_called(text, party):
    assert [who for _, who in actors(text)] == [party]


def test_a_commission_named_later_than_the_union_is_meant():
    text = "EU officials met in Riga. Kenya's National Land Commission sat on Friday. The commission criticised China."
    assert "EU" not in [party for _, party in actors(text)]
    text = "Kenya's National Land Commission sat on Friday. EU officials met in Riga. The commission criticised China."
    assert "EU" in [party for _, party in actors(text)]
