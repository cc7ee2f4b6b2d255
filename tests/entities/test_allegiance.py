"""For whom those act whom no table knows: slates, what comes of their probabilities, the trees that ship."""

from collections.abc import Mapping

import numpy as np
import pytest
from numpy.typing import NDArray

from dragoman.entities.allegiance import AT_HOME, COUNTRY, ITSELF, NAMES, NOBODY, PARTY, SURE, Slate, Usage, Weigher
from dragoman.entities.gazetteer import Gazetteer
from dragoman.entities.index import EntityIndex, index_entities
from dragoman.entities.link import Linker
from dragoman.entities.nouns import ActorNouns
from dragoman.entities.offices import Offices
from dragoman.language.scorer import Scorer
from dragoman.partial_date import PartialDate
from dragoman.records import Article
from tests.parsed import name, reading

NOUNS, GAZETTEER, OFFICES = ActorNouns.load(), Gazetteer.load(), Offices.load()
KENYA = "Kenya Kenya PROPN 2 nsubj | protested protest VERB 0 root"
PERU = "Peru Peru PROPN 2 nsubj | answered answer VERB 0 root"
ARMY = "The the DET 2 det | army army NOUN 3 nsubj Number=Sing | shot shoot VERB 0 root | traders trader NOUN 3 obj"
LEAGUE = (
    "Fighters fighter NOUN 6 nsubj Number=Plur | of of ADP 5 case | the the DET 5 det | Lake Lake PROPN 5 compound"
    " | League League PROPN 1 nmod | fled flee VERB 0 root"
)


class Told(Scorer):
    """Gives the probabilities it is told, by code, in the order of the slates' rows."""

    def __init__(self, chances: Mapping[str, tuple[float, float]]) -> None:
        super().__init__(None)
        self.chances = chances

    def __call__(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        found = []
        for row in rows:
            told = dict(zip(NAMES, row, strict=True))
            code = NOBODY if told["nobody"] else ITSELF if told["itself"] else "KEN" if told["rank"] == 0 else "PER"
            found.append(self.chances.get(code, (0.0, 0.0)))
        return np.array(found, dtype=np.float32).reshape(-1, 2)


def index_of(*lines: str, scorer: Scorer | None = None, **more: object) -> EntityIndex:
    text, read = reading(*(line.replace(" | ", "\n") for line in lines), **more)  # type: ignore[arg-type]
    weigher = Weigher(scorer=scorer, usage=Usage({})) if scorer is not None else None
    linker = Linker(gazetteer=GAZETTEER, offices=OFFICES, allegiance=weigher)
    article = Article(id="article-1", source="by hand", text=text, body_start=0)
    return index_entities(article, read, linker=linker, nouns=NOUNS, reference=PartialDate())


def slates(index: EntityIndex) -> dict[str, Slate]:
    names = {c.number: c.name for c in index.clusters}
    return {names[slate.draft]: slate for slate in index.slates}


def test_every_party_and_nobody_stand_on_the_slate() -> None:
    found = slates(index_of(KENYA, PERU, ARMY, scorer=Told({})))
    assert found["The army"].codes == (NOBODY, "KEN", "PER")
    assert all(len(row) == len(NAMES) for row in found["The army"].rows)


def test_what_the_tables_know_is_not_weighed() -> None:
    assert {*slates(index_of(KENYA, ARMY, scorer=Told({})))} == {"The army", "traders"}


def test_without_trees_nothing_is_weighed() -> None:
    assert index_of(KENYA, ARMY).slates == ()


@pytest.mark.parametrize(("chance", "party"), [(SURE + 0.1, "PER"), (SURE - 0.1, None)])
def test_who_is_likely_enough_is_acted_for(chance: float, party: str | None) -> None:
    index = index_of(KENYA, PERU, ARMY, scorer=Told({"PER": (chance, 0.0)}))
    (army,) = index.participants(2, 1)
    assert army.party == party


def test_nobody_takes_the_party_that_the_rules_gave() -> None:
    twice = (KENYA, KENYA.replace("protested protest", "agreed agree"), ARMY)
    (before,), (after,) = (
        index_of(*twice, scorer=scorer).participants(2, 1) for scorer in (Told({}), Told({NOBODY: (0.9, 0.0)}))
    )
    assert (before.party, after.party) == ("KEN", None)


@pytest.mark.parametrize(("chance", "country"), [(AT_HOME + 0.1, "KEN"), (AT_HOME - 0.1, None)])
def test_the_state_of_those_who_act_for_nobody(chance: float, country: str | None) -> None:
    index = index_of(KENYA, PERU, ARMY, scorer=Told({NOBODY: (0.9, 0.0), "KEN": (0.0, chance)}))
    (traders,) = index.participants(2, 3)
    assert (traders.party, traders.country) == (None, country)


def test_a_body_that_acts_for_itself_is_acted_for_by_its_own() -> None:
    index = index_of(KENYA, LEAGUE, scorer=Told({ITSELF: (0.9, 0.0)}), names=(name(1, 3, 4, "organisation"),))
    (league,) = index.participants(1, 4)
    assert league.party == "Lake League"
    assert "Lake League" in {c.name for c in index.clusters}


def test_use_elsewhere_is_drawn_to_the_average() -> None:
    usage = Usage({"mayor": (8, 8, 0, 0)})
    assert usage.of("mayor") == pytest.approx((0.88, 0.7, 8))
    assert usage.of("unheard") == pytest.approx((0.4, 0.7, 0))


def test_the_shipped_trees_answer_both_questions() -> None:
    weigher = Weigher.load()
    likely = weigher.scorer(np.zeros((3, len(NAMES)), dtype=np.float32))
    assert likely.shape == (3, 1 + max(PARTY, COUNTRY))
    assert weigher.usage.of("minister")[0] > weigher.usage.of("resident")[0]
