"""Bodies that no table has, told by their names; whose bands, separatists and presidencies are."""

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


def index_of(*lines: str, names: tuple[Name, ...] = ()) -> EntityIndex:
    """The entities of an article of hand-built sentences, their tokens parted by bars."""
    text, read = reading(*(line.replace(" | ", "\n") for line in lines), names=names)
    article = Article(id="article-1", source="by hand", text=text, body_start=0)
    return index_entities(article, read, linker=LINKER, nouns=NOUNS, reference=PartialDate())


def named(words: str, kind: str = "organisation", before: str = "") -> EntityIndex:
    """ "The opposition Popular Congress protested": a name as the subject, with at most one word before it."""
    parts = [*([before] if before else []), *words.split()]
    head = len(parts)
    lines = [f"{w} {w} PROPN {head} compound" for w in parts[:-1]]
    text = " | ".join([*lines, f"{parts[-1]} {parts[-1]} PROPN {head + 1} nsubj", "protested protest VERB 0 root"])
    return index_of(text, names=(name(0, int(bool(before)), head - 1, kind),))


@pytest.mark.parametrize(
    ("words", "kind", "before", "party"),
    [
        ("Coastal Reform Bloc", "organisation", "", "Coastal Reform Bloc"),
        ("Coastal Front", "person", "", "Coastal Front"),  # no family is called so
        ("Popular Congress", "organisation", "opposition", "Popular Congress"),  # a word of it is no body's name
        ("Peruvian Liberation Council", "organisation", "", "Peruvian Liberation Council"),
        ("Coastal Labour Forum", "organisation", "", None),
    ],
)
def test_a_body_no_table_knows_acts_for_itself_or_nobody(words: str, kind: str, before: str, party: str | None) -> None:
    index = named(words, kind, before)
    (who,) = index.participants(0, len(words.split()) - 1 + bool(before))
    assert (who.name, who.party) == (words, party)


def test_a_state_before_a_known_party_is_not_part_of_its_name() -> None:
    line = (
        "Ukrainian ukrainian ADJ 2 amod | Party Party PROPN 5 nsubj | of of ADP 4 case | Regions Regions PROPN 2 nmod"
        " | protested protest VERB 0 root"
    )
    (who,) = index_of(line, names=(name(0, 0, 3, "organisation"),)).participants(0, 1)
    assert who.party == "Party of Regions"


PRESIDENCY = (
    "The the DET 3 det | Portuguese Portuguese ADJ 3 amod | presidency presidency NOUN 7 nsubj | of of ADP 6 case"
    " | the the DET 6 det | EU EU PROPN 3 nmod | protested protest VERB 0 root"
)
COMPANY = (
    "UN UN PROPN 2 compound | company company NOUN 6 nsubj | of of ADP 5 case | Ghanaian Ghanaian ADJ 5 amod"
    " | peacekeepers peacekeeper NOUN 2 nmod Number=Plur | withdrew withdraw VERB 0 root"
)
ABKHAZIA = "Abkhazia Abkhazia PROPN 2 nsubj | protested protest VERB 0 root"
SEPARATISTS = "Separatist separatist ADJ 2 amod | forces force NOUN 3 nsubj Number=Plur | fled flee VERB 0 root"
ENVOY = (
    "A a DET 2 det | representative representative NOUN 5 nsubj | for for ADP 4 case | Somalia Somalia PROPN 2 nmod"
    " | spoke speak VERB 0 root"
)


@pytest.mark.parametrize(
    ("lines", "at", "party"),
    [
        ((PRESIDENCY,), (0, 2), "EU"),  # not of the state that leads
        ((COMPANY,), (0, 1), "UN"),  # not of the state they are from
        ((ABKHAZIA, SEPARATISTS), (1, 1), "Abkhazia"),
        ((SEPARATISTS,), (0, 1), None),
        ((ENVOY,), (0, 1), None),  # Somalia is what he is charged with
    ],
)
def test_for_whom_a_body_or_band_acts(lines: tuple[str, ...], at: tuple[int, int], party: str | None) -> None:
    (who,) = index_of(*lines).participants(*at)
    assert who.party == party
