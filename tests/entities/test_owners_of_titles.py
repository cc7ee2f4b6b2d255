"""For whom those act whose body is told by a pronoun, a noun or a name that no table has; groups told before."""

import pytest

from dragoman.entities.gazetteer import Gazetteer
from dragoman.entities.index import EntityIndex, index_entities
from dragoman.entities.link import Linker
from dragoman.entities.nouns import ActorNouns
from dragoman.entities.offices import Offices
from dragoman.partial_date import PartialDate
from dragoman.records import Article, Name
from tests.parsed import name, reading

NOUNS = ActorNouns.load()
LINKER = Linker(gazetteer=Gazetteer.load(), offices=Offices.load())

KENYA = "Kenya Kenya PROPN 2 nsubj | protested protest VERB 0 root"
UNION = "African African PROPN 2 compound | Union Union PROPN 3 nsubj | protested protest VERB 0 root"
FRONT = (
    "rebels rebel NOUN 6 nsubj Number=Plur | of of ADP 5 case | the the DET 5 det | Coastal Coastal PROPN 5 compound"
    " | Front Front PROPN 1 nmod | fled flee VERB 0 root"
)
FRONT_NAME = name(0, 3, 4, "organisation")


def index_of(*lines: str, names: tuple[Name, ...] = (), publisher: str | None = None) -> EntityIndex:
    """The entities of an article of hand-built sentences, their tokens parted by bars."""
    text, read = reading(*(line.replace(" | ", "\n") for line in lines), names=names)
    article = Article(id="article-1", source="by hand", text=text, body_start=0, publisher=publisher)
    return index_entities(article, read, linker=LINKER, nouns=NOUNS, reference=PartialDate())


def parties(index: EntityIndex, sentence: int, token: int) -> list[str | None]:
    """For whom everybody at a token acts."""
    return [who.party for who in index.participants(sentence, token)]


def apposed(first: str, noun: str, second: str = "") -> str:
    """ "Its envoy, Jane Roe, spoke": the possessor's tokens, the title's noun, the name in apposition."""
    start = len(first.split(" | "))
    return (
        f"{first} | {noun} {noun} NOUN {start + 6} nsubj | , , PUNCT {start + 3} punct | {second or 'Jane'} Jane PROPN"
        f" {start + 1} appos | Roe Roe PROPN {start + 3} flat | , , PUNCT {start + 3} punct | spoke speak VERB 0 root"
    )


@pytest.mark.parametrize(
    ("before", "possessor", "noun", "party"),
    [
        (UNION, "Its its PRON 2 nmod:poss", "commissioner", "AU"),
        (KENYA, "Its its PRON 2 nmod:poss", "minister", "KEN"),
        (FRONT, "The the DET 2 det | group group NOUN 4 nmod:poss | 's 's PART 2 case", "spokesman", "Coastal Front"),
    ],
)
def test_a_title_belongs_to_whom_its_possessor_means(before: str, possessor: str, noun: str, party: str) -> None:
    line = apposed(possessor, noun)
    at = len(possessor.split(" | ")) + 2
    names = (*((FRONT_NAME,) if before is FRONT else ()), name(1, at, at + 1, "person"))
    index = index_of(before, line, names=names)
    assert parties(index, 1, at) == [party]
    assert parties(index, 1, at - 2) == [party]  # the noun is the person


def test_a_counterpart_is_of_the_other_side() -> None:
    index = index_of(KENYA, apposed("Its its PRON 2 nmod:poss", "counterpart"), names=(name(1, 3, 4, "person"),))
    assert parties(index, 1, 3) == [None]


def test_an_official_of_an_unknown_body_acts_for_no_state() -> None:
    line = (
        "officials official NOUN 5 nsubj Number=Plur | of of ADP 4 case | Harbour Harbour PROPN 4 compound"
        " | Watch Watch PROPN 1 nmod | spoke speak VERB 0 root"
    )
    assert parties(index_of(KENYA, KENYA, line, names=(name(2, 2, 3, "organisation"),)), 2, 0) == [None]


@pytest.mark.parametrize("at", [0, 4])
def test_an_armed_group_no_table_knows_is_a_party(at: int) -> None:
    assert parties(index_of(FRONT, names=(FRONT_NAME,)), 0, at) == ["Coastal Front"]


def test_who_commands_for_a_body_acts_for_it_whatever_his_state() -> None:
    line = (
        "General general NOUN 2 compound | Jane Jane PROPN 13 nsubj | Roe Roe PROPN 2 flat | of of ADP 5 case"
        " | Norway Norway PROPN 2 nmod | , , PUNCT 8 punct | the the DET 8 det | commander commander NOUN 2 appos"
        " | of of ADP 11 case | the the DET 11 det | UN UN PROPN 8 nmod | , , PUNCT 8 punct | spoke speak VERB 0 root"
    )
    assert parties(index_of(KENYA, line, names=(name(1, 1, 2, "person"),)), 1, 1) == ["UN"]


@pytest.mark.parametrize(("state", "party"), [("Ghanaian", "UN"), ("Russian", "RUS")])
def test_peacekeepers_act_for_who_sends_them(state: str, party: str) -> None:
    line = f"{state} {state} ADJ 2 amod | peacekeepers peacekeeper NOUN 3 nsubj Number=Plur | fled flee VERB 0 root"
    un = "the the DET 2 det | UN UN PROPN 3 nsubj | agreed agree VERB 0 root"
    assert parties(index_of(un, line), 1, 1) == [party]


MINISTERS = (
    "Kenyan Kenyan ADJ 2 amod | minister minister NOUN 3 compound | Jane Jane PROPN 9 nsubj | Roe Roe PROPN 3 flat"
    " | thanked thank VERB 0 root",
    "Ghanaian Ghanaian ADJ 2 amod | minister minister NOUN 3 compound | Ama Ama PROPN 5 nsubj | Doe Doe PROPN 3 flat"
    " | agreed agree VERB 0 root",
)
ARE_MET = "met meet VERB 0 root"


@pytest.mark.parametrize(
    ("line", "at", "expected"),
    [
        (f"the the DET 2 det | ministers minister NOUN 3 nsubj Number=Plur | {ARE_MET}", 1, ["KEN", "GHA"]),
        (f"soldiers soldier NOUN 5 nsubj Number=Plur | of of ADP 4 case | both both DET 4 det"
         f" | countries country NOUN 1 nmod Number=Plur | {ARE_MET}", 0, ["KEN", "GHA"]),
        (f"the the DET 3 det | two two NUM 3 nummod | ministers minister NOUN 4 nsubj Number=Plur | {ARE_MET}", 2,
         ["KEN", "GHA"]),
        (f"the the DET 3 det | two two NUM 3 nummod | presidents president NOUN 4 nsubj Number=Plur | {ARE_MET}", 2,
         ["KEN", "GHA"]),  # of the two states, though nobody was called so
        (f"two two NUM 2 nummod | bridges bridge NOUN 3 nsubj Number=Plur | {ARE_MET}", 1, []),  # none told before
    ],
)  # fmt: skip
def test_groups_take_up_who_was_told_before(line: str, at: int, expected: list[str]) -> None:
    people = (name(0, 2, 3, "person"), name(1, 2, 3, "person"))
    assert parties(index_of(*MINISTERS, line, names=people), 2, at) == expected


def test_those_introduced_by_their_number_are_themselves() -> None:
    two = f"two two NUM 3 nummod | US US PROPN 3 compound | officials official NOUN 4 nsubj Number=Plur | {ARE_MET}"
    again = f"the the DET 3 det | two two NUM 3 nummod | officials official NOUN 4 nsubj Number=Plur | {ARE_MET}"
    people = (name(0, 2, 3, "person"), name(1, 2, 3, "person"))
    assert parties(index_of(*MINISTERS, two, again, names=people), 3, 2) == ["USA"]


def test_a_state_after_a_name_is_its_own_wherever_the_parse_hangs_it() -> None:
    line = (
        "Kenya Kenya PROPN 2 nsubj | received receive VERB 0 root | President president PROPN 4 compound"
        " | Jane Jane PROPN 2 obj | Roe Roe PROPN 4 flat | of of ADP 7 case | Ghana Ghana PROPN 2 obl"
    )
    assert parties(index_of(line, names=(name(0, 3, 4, "person"),)), 0, 3) == ["GHA"]


def test_a_spokesman_of_an_abbreviation_nobody_knows_acts_for_no_state() -> None:
    line = (
        "XRD XRD PROPN 2 compound | spokesman spokesman NOUN 3 compound | Jane Jane PROPN 5 nsubj"
        " | Roe Roe PROPN 3 flat | spoke speak VERB 0 root"
    )
    assert parties(index_of(KENYA, KENYA, line, names=(name(2, 2, 3, "person"),)), 2, 2) == [None]


def test_who_urges_both_sides_is_neither() -> None:
    told = "Kenya Kenya PROPN 2 nsubj | met meet VERB 0 root | Ghana Ghana PROPN 2 obj"
    line = (
        "France France PROPN 2 nsubj | urged urge VERB 0 root | both both DET 4 det | sides side NOUN 2 obj Number=Plur"
    )
    assert parties(index_of(told, line), 1, 3) == ["KEN", "GHA"]


def test_the_state_of_the_one_named_before_is_not_the_next_ones() -> None:
    line = (
        "President President PROPN 3 compound | Ann Ann PROPN 3 compound | Loe Loe PROPN 13 nsubj | of of ADP 5 case"
        " | Kenya Kenya PROPN 9 nmod | and and CCONJ 9 cc | Prime Prime PROPN 8 compound"
        " | Minister Minister PROPN 9 compound | Jane Jane PROPN 3 conj | Roe Roe PROPN 9 flat | of of ADP 12 case"
        " | Peru Peru PROPN 9 nmod | met meet VERB 0 root"
    )
    index = index_of(line, names=(name(0, 1, 2, "person"), name(0, 8, 9, "person")))
    assert parties(index, 0, 8)[-1] == "PER"


def test_the_initials_of_a_body_stand_for_it() -> None:
    front = (
        "Rebels rebel NOUN 4 nsubj Number=Plur | of of ADP 3 case | Front Front PROPN 1 nmod | fled flee VERB 0 root"
    )
    movement = (
        "Rebels rebel NOUN 8 nsubj Number=Plur | of of ADP 4 case | the the DET 4 det"
        " | Movement Movement PROPN 1 nmod | for for ADP 6 case | Renewal Renewal PROPN 4 nmod"
        " | Democracy Democracy PROPN 6 conj | fled flee VERB 0 root"
    )
    spoke = (
        "MRD MRD PROPN 2 compound | spokesman spokesman NOUN 3 nmod:desc | Doe Doe PROPN 4 nsubj"
        " | spoke speak VERB 0 root"
    )
    doe = name(1, 2, 2, "person")
    assert parties(index_of(movement, spoke, names=(name(0, 3, 6, "organisation"), doe)), 1, 2) == ["MRD"]
    assert parties(index_of(front, spoke, names=(name(0, 2, 2, "organisation"), doe)), 1, 2) == [None]


def test_a_movement_in_capitals_is_a_name() -> None:
    rebels = (
        "Fighters fighter NOUN 6 nsubj Number=Plur | of of ADP 5 case | the the DET 5 det | Lake Lake PROPN 5 compound"
        " | Militia Militia PROPN 1 nmod | fled flee VERB 0 root"
    )
    index = index_of(rebels)
    assert "Lake Militia" in {cluster.name for cluster in index.clusters}
    assert parties(index, 0, 4) == ["Lake Militia"]


def test_a_title_at_a_ministry_is_its_states() -> None:
    told = (
        "Doe Doe PROPN 10 nsubj | , , PUNCT 4 punct | a a DET 4 det | secretary secretary NOUN 1 appos"
        " | of of ADP 6 case | state state NOUN 4 nmod | at at ADP 9 case | Cambodian Cambodian ADJ 9 amod"
        " | Ministry Ministry PROPN 4 nmod | spoke speak VERB 0 root"
    )
    assert parties(index_of(told, names=(name(0, 0, 0, "person"),)), 0, 0) == ["KHM"]


@pytest.mark.parametrize(
    ("words", "party"), [("Estonian Estonian ADJ 2 amod", "EU"), ("senior senior ADJ 2 amod", "EU")]
)
def test_members_of_the_european_parliament_sit_for_it(words: str, party: str) -> None:
    told = f"{words} | MEPs mep NOUN 3 nsubj Number=Plur | spoke speak VERB 0 root"
    assert parties(index_of(KENYA, KENYA, told), 2, 1) == [party]


def test_no_country_is_none_that_the_country_could_be() -> None:
    no = "no no DET 2 det | country country NOUN 3 nsubj Number=Sing | fled flee VERB 0 root"
    the = no.replace("no no", "The the")
    assert parties(index_of(KENYA, no, the), 2, 1) == ["KEN"]


def test_a_defence_minister_is_not_the_foreign_minister_named_before() -> None:
    named = (
        "Kenyan Kenyan ADJ 3 amod | Foreign Foreign ADJ 3 amod | Minister Minister PROPN 4 nmod:desc"
        " | Doe Doe PROPN 5 nsubj | spoke speak VERB 0 root"
    )
    other = (
        "The the DET 4 det | acting acting ADJ 4 amod | defence defence NOUN 4 compound"
        " | minister minister NOUN 5 nsubj Number=Sing | agreed agree VERB 0 root"
    )
    index = index_of(named, other, named, names=(name(0, 3, 3, "person"), name(2, 3, 3, "person")))
    assert [who.name for who in index.participants(1, 3)] != ["Doe"]
