"""Whose organs and offices are that no owner is told with, over hand-built sentences."""

import pytest

from dragoman.entities.gazetteer import Gazetteer
from dragoman.entities.index import index_entities
from dragoman.entities.link import Linker
from dragoman.entities.nouns import ActorNouns
from dragoman.entities.offices import Offices
from dragoman.entities.setting import publisher_state
from dragoman.partial_date import PartialDate
from dragoman.places import Places
from dragoman.records import Article, Name
from tests.parsed import name, reading

GAZETTEER = Gazetteer.load()
NOUNS = ActorNouns.load()
LINKER = Linker(gazetteer=GAZETTEER, offices=Offices.load(), country_of=Places.load().country_of)

POLICE = "police police NOUN 2 nsubj | marched march VERB 0 root"
ARMY = "the the DET 2 det | army army NOUN 3 nsubj | withdrew withdraw VERB 0 root"
KENYA = "Kenya Kenya PROPN 2 nsubj | protested protest VERB 0 root"
KENYA_TWICE = "Kenya Kenya PROPN 2 nsubj | thanked thank VERB 0 root | Kenya Kenya PROPN 2 obj"
TOGO = "Togo Togo PROPN 2 nsubj | agreed agree VERB 0 root"
IN_ACCRA = "in in ADP 2 case | Accra Accra PROPN 5 obl | "
IN_MOMBASA = "in in ADP 2 case | Mombasa Mombasa PROPN 5 obl | "
JANE = "minister minister NOUN 2 compound | Jane Jane PROPN 4 nsubj | Roe Roe PROPN 2 flat | "


def acting(
    *lines: str, at: int, names: tuple[Name, ...] = (), dateline: str | None = None, publisher: str | None = None
) -> str | None:
    """The party at a token of the last of some sentences, their tokens parted by bars."""
    places = tuple(
        name(number, line.split(" | ").index(word), line.split(" | ").index(word), "place")
        for number, line in enumerate(lines)
        for word in line.split(" | ")
        if word.startswith("Mombasa ")
    )
    text, read = reading(*(line.replace(" | ", "\n") for line in lines), names=(*places, *names))
    article = Article(
        id="article-1", source="by hand", text=text, body_start=0, dateline=dateline, publisher=publisher
    )  # fmt: skip
    index = index_entities(article, read, linker=LINKER, nouns=NOUNS, reference=PartialDate())
    return next((who.party for who in index.participants(len(lines) - 1, at)), None)


@pytest.mark.parametrize(
    ("lines", "at", "party"),
    [
        # the place told with it, before any other sign
        ((KENYA_TWICE, IN_ACCRA + "the the DET 4 det | government government NOUN 5 nsubj | agreed agree VERB 0 root"),
         3, "GHA"),
        ((KENYA_TWICE, "in in ADP 4 case | the the DET 4 det | Ghanaian Ghanaian ADJ 4 amod"
          " | capital capital NOUN 7 obl | the the DET 6 det | ministry ministry NOUN 7 nsubj"
          " | agreed agree VERB 0 root"), 5, "GHA"),
        # towns have police and courts; a government sits in the capital
        ((TOGO, IN_MOMBASA + "the the DET 4 det | police police NOUN 5 nsubj | marched march VERB 0 root"), 3, "KEN"),
        ((TOGO, TOGO, "a a DET 2 det | judge judge NOUN 5 nsubj | in in ADP 4 case"
          " | Mombasa Mombasa PROPN 2 nmod | agreed agree VERB 0 root"), 1, "KEN"),
        # what the paragraph is about: the subject, never what stands near
        ((KENYA_TWICE, "Togo Togo PROPN 2 nsubj | said say VERB 0 root | the the DET 4 det | army army NOUN 5 nsubj"
          " | withdrew withdraw VERB 2 ccomp"), 3, "TGO"),
        (("Kenya Kenya PROPN 2 nsubj | warned warn VERB 0 root | Kenya Kenya PROPN 2 obj | of of ADP 5 case"
          " | Togo Togo PROPN 2 obl", ARMY), 1, "KEN"),
        # nobody warns himself
        ((KENYA_TWICE, "Kenya Kenya PROPN 2 nsubj | warned warn VERB 0 root | Togo Togo PROPN 2 obj",
          "the the DET 2 det | army army NOUN 3 nsubj | warned warn VERB 0 root | Togo Togo PROPN 3 obj"), 1, "KEN"),
    ],
)  # fmt: skip
def test_a_bare_organ_belongs_to_the_state_it_is_told_of(lines: tuple[str, ...], at: int, party: str) -> None:
    assert acting(*lines, at=at) == party


@pytest.mark.parametrize(
    ("dateline", "publisher", "party"),
    [
        ("Nairobi", None, "KEN"),
        ("Mombasa", None, "KEN"),  # any town lies in a state
        (None, "Ministry of Foreign Affairs of Kenya", "KEN"),
        (None, "Ministry of Foreign Affairs of Togo", "TGO"),
        (None, "The Lagos Courier", None),  # two states alike
    ],
)
def test_else_to_the_state_of_the_publisher_or_dateline(
    dateline: str | None, publisher: str | None, party: str | None
) -> None:
    rain = "Kenya Kenya PROPN 3 nmod:poss | and and CCONJ 3 cc | Togo Togo PROPN 4 nsubj | met meet VERB 0 root"
    lines = (rain, "the the DET 2 det | minister minister NOUN 3 nsubj | left leave VERB 0 root")
    assert acting(*lines, at=1, dateline=dateline, publisher=publisher) == party


@pytest.mark.parametrize(
    ("before", "publisher", "party"),
    [
        (IN_ACCRA, None, "GHA"),
        ("", "Embassy of Togo in Kenya", "TGO"),
        ("", None, "KEN"),  # named most
    ],
)
def test_so_does_a_title_of_an_unknown_name(before: str, publisher: str | None, party: str) -> None:
    shift = 2 if before else 0
    line = before.replace(" 5 obl", " 6 obl") + (
        f"minister minister NOUN {2 + shift} compound | Jane Jane PROPN {4 + shift} nsubj"
        f" | Roe Roe PROPN {2 + shift} flat | agreed agree VERB 0 root"
    )
    names = (name(1, 1 + shift, 2 + shift, "person"),)
    assert acting(KENYA_TWICE, line, at=1 + shift, names=names, publisher=publisher) == party


def test_others_beside_a_minister_are_of_his_state() -> None:
    line = (
        "Kenyan Kenyan ADJ 2 amod | minister minister NOUN 3 compound | Jane Jane PROPN 9 nsubj | Roe Roe PROPN 3 flat"
        " | and and CCONJ 8 cc | other other ADJ 8 amod | senior senior ADJ 8 amod"
        " | officials official NOUN 3 conj Number=Plur | left leave VERB 0 root"
    )
    assert acting(TOGO, line, at=7, names=(name(1, 2, 3, "person"),)) == "KEN"


@pytest.mark.parametrize(
    ("publisher", "state"),
    [
        ("U.S. Department of State", "USA"), ("Ministry of Foreign Affairs of the Republic of Latvia", "LVA"),
        ("Embassy of Japan in Kenya", "JPN"), ("Department of Foreign Affairs, Ireland", "IRL"),
        ("Foreign, Commonwealth & Development Office", "GBR"), ("The Irish Times", None), ("Reuters", None),
        (None, None),
    ],
)  # fmt: skip
def test_a_ministry_publishes_for_its_state(publisher: str | None, state: str | None) -> None:
    assert publisher_state(publisher, GAZETTEER) == state


def test_the_use_of_force_is_nobody() -> None:
    assert acting(KENYA_TWICE, "force force NOUN 2 nsubj Number=Sing | failed fail VERB 0 root", at=0) is None


@pytest.mark.parametrize(
    ("place", "party"),
    [("Accra", "GHA"), ("Mombasa", "KEN")],  # ministers are met in capitals; another town says nothing
)
def test_whoever_is_met_in_a_capital_is_of_its_state(place: str, party: str) -> None:
    met = (
        f"she she PRON 2 nsubj | met meet VERB 0 root | in in ADP 4 case | {place} {place} PROPN 2 obl"
        " | with with ADP 7 case | minister minister NOUN 7 compound | Jane Jane PROPN 2 obl | Roe Roe PROPN 7 flat"
    )
    assert acting(KENYA_TWICE, met, at=6, names=(name(1, 6, 7, "person"),)) == party


def test_the_place_that_opens_a_sentence_holds_for_its_second_verb() -> None:
    met = (
        "In in ADP 2 case | Accra Accra PROPN 4 obl | she she PRON 4 nsubj | rested rest VERB 0 root"
        " | and and CCONJ 6 cc | met meet VERB 4 conj | minister minister NOUN 8 compound"
        " | Jane Jane PROPN 6 obj | Roe Roe PROPN 8 flat"
    )
    names = (name(1, 7, 8, "person"),)
    assert acting(KENYA_TWICE, met, at=7, names=names, publisher="Ministry of Foreign Affairs of Kenya") == "GHA"


def test_nobody_is_met_by_an_official_of_his_own_state() -> None:
    met = (
        "the the DET 3 det | Ghanaian ghanaian ADJ 3 amod | minister minister NOUN 4 nsubj | met meet VERB 0 root"
        " | President president NOUN 6 nmod:desc | Jane Jane PROPN 4 obj | Roe Roe PROPN 6 flat"
    )
    names = (name(1, 5, 6, "person"),)
    assert acting(KENYA_TWICE, met, at=5, names=names, publisher="Ministry of Foreign Affairs of Kenya") == "KEN"
