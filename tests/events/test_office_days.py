"""Everybody in the office of the day on which something was done."""

import pytest
from msgspec.structs import replace

from dragoman.events.cast import Cast, key_of
from dragoman.events.frames import FrameTable
from dragoman.events.scene import Context, Scene, day_of
from dragoman.language.tree import Tree
from dragoman.partial_date import PartialDate
from dragoman.records import Participant
from tests.events.casts import naming
from tests.events.fakes import FakeEntities
from tests.events.test_merge import CHAD, person
from tests.parsed import reading

WAS = PartialDate.parse("2017-03-03")
NOW = PartialDate.parse("2025-03-10")
ENVOY = person("Ada Roe", "NATO")
MET = """
Roe Roe PROPN 2 nsubj
objected object VERB 0 root
"""


def then(who: Participant, when: PartialDate) -> Participant:
    """Whoever acts for the alliance now acted for Chad before."""
    return replace(who, party="TCD", country="TCD") if who.party == "NATO" and when == WAS else who


@pytest.mark.parametrize(
    ("when", "reference", "day"),
    [
        (WAS, NOW, WAS),
        (PartialDate.parse("2017"), NOW, PartialDate.parse("2017")),
        (PartialDate(), NOW, PartialDate()),  # undated: as of the article
        (PartialDate.parse("2025-05-01"), NOW, PartialDate()),  # still to come
        (PartialDate.parse("2017-03/.."), NOW, PartialDate()),
        (WAS, PartialDate(), WAS),
    ],
)
def test_the_day_on_which_offices_are_looked_up(when: PartialDate, reference: PartialDate, day: PartialDate) -> None:
    assert day_of(when, reference) == day


def test_a_cast_has_everybody_in_the_office_of_a_day() -> None:
    cast = Cast((naming(0, 0, CHAD), naming(0, 2, ENVOY, "person")), trees={}, drafts=(), statements=(), as_of=then)
    assert {key_of(n.who) for n in cast.on(WAS).by_key["TCD"]} == {"TCD"}
    assert len(cast.on(WAS).by_key["TCD"]) == len(cast.by_key["TCD"]) + 1
    assert cast.on(NOW) is cast  # nobody held another office then
    assert cast.on(PartialDate()) is cast


class Dated(FakeEntities):
    """Says on which day it was asked."""

    def participants(
        self,
        sentence: int,
        token: int,
        *,
        on: PartialDate = PartialDate(),  # noqa: B008
    ) -> tuple[Participant, ...]:
        """Ada Roe, by the day's party."""
        return (then(ENVOY, on),)


def test_a_scene_asks_for_a_day() -> None:
    _, read = reading(MET)
    table = FrameTable((), classes={}, carriers={})
    scene = Scene(Tree(read.sentences[0], 0), Context(entities=Dated(read), frames=table))
    assert [p.party for p in (*scene.who(0), *scene.on(WAS).who(0), *scene.who(0))] == ["NATO", "TCD", "NATO"]
    assert scene.on(WAS).on(PartialDate()) is scene
