"""Mentions: the reader's names, the gazetteer's, noun phrases and pronouns, and what becomes of overlaps."""

import pytest

from dragoman.entities.gazetteer import Gazetteer
from dragoman.entities.mentions import Found, TokenFinder, compound_lemmas, find_mentions
from dragoman.entities.nouns import ActorNouns
from dragoman.language.tree import Tree
from dragoman.partial_date import PartialDate
from dragoman.records import Name
from tests.parsed import name, reading, sentences

ARMY = """
The the DET 3 det
Malian malian ADJ 3 amod
army army NOUN 4 nsubj
freed free VERB 0 root
its its PRON 6 nmod:poss
soldiers soldier NOUN 4 obj Number=Plur
near near ADP 8 case
Gao Gao PROPN 4 obl
. . PUNCT 4 punct
"""
BANK = """
Bank Bank PROPN 4 nsubj
of of ADP 3 case
Ghana Ghana PROPN 1 nmod
hired hire VERB 0 root
Jordan Jordan PROPN 4 obj
Smith Smith PROPN 5 flat
"""
MAY = """
Chad Chad PROPN 3 nsubj
may may AUX 3 aux
visit visit VERB 0 root
Turkey Turkey PROPN 3 obj
"""
OFFICIALS = """
Officials official NOUN 4 nsubj Number=Plur
in in ADP 3 case
Peru Peru PROPN 1 nmod
met meet VERB 0 root
troops troop NOUN 4 obj Number=Plur
in in ADP 7 case
Bolivia Bolivia PROPN 5 nmod
"""


@pytest.fixture(scope="module")
def tables() -> tuple[Gazetteer, ActorNouns]:
    return Gazetteer.load(), ActorNouns.load()


def mentions(
    block: str,
    tables: tuple[Gazetteer, ActorNouns],
    *names: Name,
    on: PartialDate = PartialDate(),  # noqa: B008
) -> dict[str, Found]:
    text, read = reading(block, names=names)
    found = find_mentions(read, text, gazetteer=tables[0], nouns=tables[1], on=on)
    assert [f.mention.start for f in found] == sorted(f.mention.start for f in found)
    for item in found:
        assert text[item.mention.start : item.mention.end] == item.mention.text
        assert item.mention.first <= item.mention.head <= item.mention.last
    return {f.mention.text: f for f in found}


def test_names_nominals_and_pronouns_are_found(tables: tuple[Gazetteer, ActorNouns]) -> None:
    found = mentions(ARMY, tables, name(0, 7, 7, "place"))
    assert {text: f.mention.form for text, f in found.items()} == {
        "The Malian army": "nominal",
        "Malian": "name",
        "its": "pronoun",
        "its soldiers": "nominal",
        "Gao": "name",
    }
    army = found["The Malian army"]
    assert army.owners == ("MLI",)
    assert army.noun is not None
    assert army.noun.sector == "MIL"
    assert found["its soldiers"].possessor == 4
    assert found["Malian"].use == "demonym"


def test_the_longer_name_holds_the_shorter_as_its_owner(tables: tuple[Gazetteer, ActorNouns]) -> None:
    found = mentions(BANK, tables, name(0, 0, 2, "organisation"), name(0, 4, 5, "person"))
    assert "Ghana" not in found
    bank = found["Bank of Ghana"]
    assert bank.entity is not None or bank.owners == ("GHA",)


def test_a_state_inside_a_persons_name_is_nobodys(tables: tuple[Gazetteer, ActorNouns]) -> None:
    found = mentions(BANK, tables, name(0, 4, 5, "person"))
    smith = found["Jordan Smith"]
    assert smith.mention.kind == "person"
    assert smith.owners == ()
    assert "Jordan" not in found


def test_a_state_before_a_persons_name_is_cut_off(tables: tuple[Gazetteer, ActorNouns]) -> None:
    block = "Kenya Kenya PROPN 2 compound\nJane Jane PROPN 4 nsubj\nDoe Doe PROPN 2 flat\nleft leave VERB 0 root"
    found = mentions(block, tables, name(0, 0, 2, "person"))
    assert set(found) == {"Kenya", "Jane Doe"}


def test_verbs_and_auxiliaries_are_no_names(tables: tuple[Gazetteer, ActorNouns]) -> None:
    found = mentions(MAY, tables)
    assert set(found) == {"Chad", "Turkey"}


def test_officials_in_a_country_are_its_own_and_troops_need_not_be(tables: tuple[Gazetteer, ActorNouns]) -> None:
    found = mentions(OFFICIALS, tables)
    assert found["Officials"].owners == ("PER",)
    assert found["troops"].owners == ()


def test_a_body_no_table_knows_is_described(tables: tuple[Gazetteer, ActorNouns]) -> None:
    block = (
        "Malian malian ADJ 2 amod\nMinistry ministry PROPN 5 nsubj\nof of ADP 4 case\n"
        "Ploughs Ploughs PROPN 2 nmod\nagreed agree VERB 0 root"
    )
    found = mentions(block, tables, name(0, 1, 3, "organisation"))
    ministry = found["Ministry of Ploughs"]
    assert ministry.entity is None
    assert ministry.owners == ("MLI",)
    assert ministry.noun is not None


def test_historic_names_hold_in_their_time_only(tables: tuple[Gazetteer, ActorNouns]) -> None:
    block = "Salisbury Salisbury PROPN 2 nsubj\nobjected object VERB 0 root"
    now = mentions(block, tables, name(0, 0, 0, "place"), on=PartialDate.parse("2018-03-05"))
    then = mentions(block, tables, name(0, 0, 0, "place"), on=PartialDate.parse("1970-03-05"))
    assert now["Salisbury"].entity is None
    assert then["Salisbury"].entity == "ZWE"


def test_offsets_are_turned_into_tokens() -> None:
    _, read = reading(ARMY)
    finder = TokenFinder(read)
    assert finder.range(0, 3) == (0, 0, 0)
    assert finder.range(4, 15) == (0, 1, 2)
    assert finder.range(1000, 1001) is None


@pytest.mark.parametrize(
    ("block", "index", "lemmas"),
    [
        ("foreign foreign ADJ 2 amod\nministry ministry NOUN 0 root", 1, ("foreign ministry", "ministry", "ministry")),
        (
            "Secretary Secretary PROPN 3 compound\n- - PUNCT 3 punct\nGeneral General PROPN 0 root",
            2,
            ("secretary - general", "general", "general"),
        ),
        ("armies army NOUN 0 root", 0, ("army", "armies")),
    ],
)
def test_nouns_are_looked_up_with_what_stands_before_them(block: str, index: int, lemmas: tuple[str, ...]) -> None:
    assert compound_lemmas(Tree(sentences(block)[1][0]), index) == lemmas
