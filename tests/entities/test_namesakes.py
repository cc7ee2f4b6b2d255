"""Names that bodies of several states have, over hand-built sentences."""

import pytest

from dragoman.entities.gazetteer import Gazetteer
from dragoman.entities.index import EntityIndex, index_entities
from dragoman.entities.link import Linker
from dragoman.entities.nouns import ActorNouns
from dragoman.entities.offices import Offices
from dragoman.partial_date import PartialDate
from dragoman.places import Places
from dragoman.records import Article, Name
from tests.parsed import name, reading

NOUNS = ActorNouns.load()
LINKER = Linker(gazetteer=Gazetteer.load(), offices=Offices.load(), country_of=Places.load().country_of)

TOGO = "Togo Togo PROPN 2 nsubj | protested protest VERB 0 root"
PAKISTAN = "Pakistan Pakistan PROPN 2 nsubj | agreed agree VERB 0 root"
VOTED = "voted vote VERB 0 root"
ASSEMBLY = f"National National PROPN 2 compound | Assembly Assembly PROPN 3 nsubj | {VOTED}"
KENYAN = f"Kenyan Kenyan ADJ 3 amod | National National PROPN 3 compound | Assembly Assembly PROPN 4 nsubj | {VOTED}"
AGENCY = (
    "Central Central PROPN 3 compound | Intelligence Intelligence PROPN 3 compound | Agency Agency PROPN 4 nsubj"
    f" | {VOTED}"
)
ARMY = f"Bangladesh Bangladesh PROPN 2 compound | Army Army PROPN 3 nsubj | {VOTED}"
HEALTH = (
    "Ministry Ministry PROPN 6 nsubj | of of ADP 3 case | Health Health PROPN 1 nmod | of of ADP 5 case"
    f" | Kenya Kenya PROPN 3 nmod | {VOTED}"
)
BUREAU = (
    "The the DET 4 det | National National PROPN 4 compound | Security Security PROPN 4 compound"
    f" | Agency Agency PROPN 5 nsubj | {VOTED}"
)
THE_MINISTRY = "The the DET 2 det | ministry ministry NOUN 3 nsubj | objected object VERB 0 root"
HIS_MINISTRY = "A a DET 2 det | ministry ministry NOUN 3 nsubj | objected object VERB 0 root"
IRANIAN = "Iranian Iranian ADJ 3 amod | foreign foreign ADJ 3 amod | ministry ministry NOUN 4 nsubj | " + VOTED


def index_of(*lines: str, names: tuple[Name, ...] = (), dateline: str | None = None) -> EntityIndex:
    """The entities of an article of hand-built sentences, their tokens parted by bars."""
    text, read = reading(*(line.replace(" | ", "\n") for line in lines), names=names)
    article = Article(id="article-1", source="by hand", text=text, body_start=0, dateline=dateline)
    return index_entities(article, read, linker=LINKER, nouns=NOUNS, reference=PartialDate())


@pytest.mark.parametrize(
    ("lines", "at", "dateline", "party"),
    [
        ((AGENCY, TOGO), (0, 2), None, "USA"),  # nobody else's: whatever states are named
        ((ARMY, TOGO), (0, 1), None, "BGD"),  # it says itself whose it is
        ((ASSEMBLY, TOGO), (0, 1), None, None),  # of many states; the table's own is not named
        ((ASSEMBLY, TOGO, PAKISTAN), (0, 1), None, "PAK"),
        ((ASSEMBLY, TOGO), (0, 1), "Islamabad", "PAK"),  # the dateline counts
        ((KENYAN, PAKISTAN), (0, 2), None, "KEN"),  # told with another state's name, though the table's own is named
        ((KENYAN, ASSEMBLY, PAKISTAN), (1, 1), None, "KEN"),  # and so further on
        ((BUREAU, TOGO), (0, 3), None, "USA"),  # no paper called "The National"
    ],
)
def test_whose_a_body_is(lines: tuple[str, ...], at: tuple[int, int], dateline: str | None, party: str | None) -> None:
    (who,) = index_of(*lines, names=_tagged(lines), dateline=dateline).participants(*at)
    assert who.party == party


def _tagged(lines: tuple[str, ...]) -> tuple[Name, ...]:
    """The assemblies as the reader tags them."""
    spans = {ASSEMBLY: (0, 1), KENYAN: (0, 2)}
    return tuple(name(n, *spans[line], "organisation") for n, line in enumerate(lines) if line in spans)


def test_the_state_behind_a_ministry_is_its_own() -> None:
    index = index_of(HEALTH, TOGO, names=(name(0, 0, 2, "organisation"),))
    (who,) = index.participants(0, 0)
    assert who.party == "KEN"


@pytest.mark.parametrize(("line", "party"), [(THE_MINISTRY, "IRN"), (HIS_MINISTRY, None)])
def test_an_organ_is_taken_up_by_its_noun(line: str, party: str | None) -> None:
    (who,) = index_of(IRANIAN, TOGO, line).participants(2, 1)
    assert who.party == party
