"""Who is meant by a surname alone, by names of several people, and by "his counterpart"."""

from datetime import date

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
SPOKE = "spoke speak VERB 0 root"


def index_of(*lines: str, on: str, names: tuple[Name, ...]) -> EntityIndex:
    """The entities of an article of hand-built sentences, their tokens parted by bars."""
    text, read = reading(*(line.replace(" | ", "\n") for line in lines), names=names)
    article = Article(id="article-1", source="by hand", text=text, body_start=0)
    reference = PartialDate.day(date.fromisoformat(on))
    return index_entities(article, read, linker=LINKER, nouns=NOUNS, reference=reference)


def linked(*lines: str, on: str, at: tuple[int, int]) -> str | None:
    """The name in the table of who is meant by the name at two tokens of the first sentence; None: of nobody."""
    index = index_of(*lines, on=on, names=(name(0, *at, "person"),))
    (who,) = index.participants(0, at[0])
    person = LINKER.offices.person(who.id)
    return person.name if person is not None else None


KOSOVO = "Kosovo Kosovo PROPN 2 nsubj | agreed agree VERB 0 root"
MACEDONIA = "Macedonia Macedonia PROPN 2 nsubj | agreed agree VERB 0 root"
BRITAIN = "Britain Britain PROPN 2 nsubj | agreed agree VERB 0 root"
PANAMA = "Panama Panama PROPN 2 nsubj | agreed agree VERB 0 root"


@pytest.mark.parametrize(
    ("line", "beside", "on", "at", "who"),
    [
        # a title fits the one who has held such an office, not his namesake
        ("President President PROPN 2 compound | Osmani Osmani PROPN 3 nsubj | " + SPOKE, KOSOVO, "2022-05-10", (1, 1),
         "Vjosa Osmani"),
        ("Minister Minister PROPN 2 compound | Raul Raul PROPN 3 nsubj | " + SPOKE, PANAMA, "2024-12-10", (1, 1), None),
        # a given name is no surname, nor is a word that is a title
        ("Raul Raul PROPN 2 nsubj | " + SPOKE, PANAMA, "2024-12-10", (0, 0), None),
        ("King King PROPN 2 nsubj | " + SPOKE, BRITAIN, "2010-05-10", (0, 0), None),
        ("Cameron Cameron PROPN 2 nsubj | " + SPOKE, BRITAIN, "2012-05-10", (0, 0), "David Cameron"),
        ("Cameron Cameron PROPN 2 nsubj | " + SPOKE, PANAMA, "2012-05-10", (0, 0), None),  # no sign of his country
        # of two called alike without initials the date decides
        ("George George PROPN 3 nsubj | Bush Bush PROPN 1 flat | " + SPOKE, PANAMA, "2005-02-15", (0, 1),
         "George W. Bush"),
        ("George George PROPN 3 nsubj | Bush Bush PROPN 1 flat | " + SPOKE, PANAMA, "1991-02-15", (0, 1),
         "George H. W. Bush"),
        # a state's name may be a given name
        ("Israel Israel PROPN 3 nsubj | Katz Katz PROPN 1 flat | " + SPOKE, PANAMA, "2020-02-15", (0, 1),
         "Israel Katz"),
    ],
)  # fmt: skip
def test_who_is_meant(line: str, beside: str, on: str, at: tuple[int, int], who: str | None) -> None:
    assert linked(line, beside, on=on, at=at) == who


def test_the_elected_are_known_and_hold_no_office() -> None:
    line = (
        "President President PROPN 4 compound | - - PUNCT 3 punct | elect elect ADJ 1 amod"
        " | Donald Donald PROPN 6 nsubj | Trump Trump PROPN 4 flat | " + SPOKE
    )
    index = index_of(line, on="2024-12-10", names=(name(0, 3, 4, "person"),))
    (who,) = index.participants(0, 3)
    assert (LINKER.offices.person(who.id) is not None, who.office, who.party) == (True, None, None)


COUNTERPART = (
    "She she PRON 2 nsubj | met meet VERB 0 root | her her PRON 4 nmod:poss | counterpart counterpart NOUN 2 obj"
    " | from from ADP 6 case | Peru Peru PROPN 2 obl"
)


def test_a_counterpart_is_of_the_state_after_it() -> None:
    index = index_of(COUNTERPART, on="2020-01-01", names=())
    (who,) = index.participants(0, 3)
    assert who.party == "PER"


SPOKESMAN = (
    "A a DET 2 det | spokesman spokesman NOUN 7 nsubj | for for ADP 6 case | the the DET 6 det"
    " | Pakistan Pakistan PROPN 6 compound | Army Army PROPN 2 nmod | " + SPOKE
)


def test_who_speaks_for_a_body_has_its_sector() -> None:
    index = index_of(SPOKESMAN, on="2020-01-01", names=())
    (who,) = index.participants(0, 1)
    assert (who.party, who.sectors) == ("PAK", ("MIL",))


PRESIDENTS = (
    "The the DET 2 det | presidents president NOUN 9 nsubj Number=Plur | of of ADP 4 case | Peru Peru PROPN 2 nmod"
    " | , , PUNCT 6 punct | Chile Chile PROPN 4 conj | and and CCONJ 8 cc | Mali Mali PROPN 4 conj"
    " | met meet VERB 0 root"
)
THREE = (
    "The the DET 3 det | three three NUM 3 nummod | presidents president NOUN 4 nsubj Number=Plur"
    " | agreed agree VERB 0 root"
)
MET = "Peru Peru PROPN 2 nsubj | thanked thank VERB 0 root | Chile Chile PROPN 2 obj"
PAIR = "The the DET 2 det | pair pair NOUN 3 nsubj Number=Sing | agreed agree VERB 0 root"
SHOES = "The the DET 2 det | pair pair NOUN 5 nsubj Number=Sing | of of ADP 4 case | shoes shoe NOUN 2 nmod | fell fall VERB 0 root"  # noqa: E501


def test_those_told_together_are_taken_up_together() -> None:
    index = index_of(PRESIDENTS, THREE, on="2020-01-01", names=())
    assert {who.country for who in index.participants(1, 2)} == {"PER", "CHL", "MLI"}


@pytest.mark.parametrize(("line", "parties"), [(PAIR, {"PER", "CHL"}), (SHOES, set())])
def test_a_pair_is_the_two_named_before(line: str, parties: set[str]) -> None:
    index = index_of(MET, line, on="2020-01-01", names=())
    assert {who.party for who in index.participants(1, 1) if who.party} == parties


def test_an_apostrophe_cuts_no_name() -> None:
    line = "Sa'id Sa'id PROPN 4 nsubj | Karim Karim PROPN 1 flat | Roe Roe PROPN 1 flat | " + SPOKE
    index = index_of(line, on="2020-01-01", names=(name(0, 0, 0, "person"), name(0, 1, 2, "person")))
    (who,) = index.participants(0, 0)
    assert who.name == "Sa'id Karim Roe"


def test_names_side_by_side_are_two() -> None:
    line = "Karim Karim PROPN 3 nsubj | Jane Jane PROPN 1 conj | " + SPOKE
    index = index_of(line, on="2020-01-01", names=(name(0, 0, 0, "person"), name(0, 1, 1, "person")))
    assert [who.name for who in index.participants(0, 0)] == ["Karim", "Jane"]
