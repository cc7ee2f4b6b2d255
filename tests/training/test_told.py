"""Tellings beside the gold events they tell."""

import pytest

pytest.importorskip("sklearn", reason="the training group is not installed")

from dragoman.records import Participant
from tests.events.casts import RECALLED, SHELLED, cast
from training.sides import fold_of
from training.told import Text, _matched, same_side


class Scorer:
    """The few functions of the shared scorer that are asked for."""

    @staticmethod
    def jaccard(a: tuple[int, int], b: tuple[int, int]) -> float:
        return (min(a[1], b[1]) - max(a[0], b[0])) / (max(a[1], b[1]) - min(a[0], b[0]))

    @staticmethod
    def overlaps(a: tuple[int, int], b: tuple[int, int]) -> bool:
        return min(a[1], b[1]) > max(a[0], b[0])

    @staticmethod
    def same_type(a: str, b: str) -> bool:
        return a == b

    @staticmethod
    def same_party(gold: dict[str, str], who: dict[str, str]) -> bool:
        return gold["party"] == who["party"]


def test_a_telling_goes_with_the_gold_event_it_overlaps_most() -> None:
    golds = [{"type": "ASSAULT"}, {"type": "ASSAULT"}, {"type": "SANCTION"}]
    spans = [[(0, 4)], [(0, 9)], [(50, 60)]]
    found = _matched(cast(SHELLED, RECALLED), golds, spans, [(0, 10), (52, 58)], Scorer)  # type: ignore[arg-type]
    assert found == {0: golds[1], 1: golds[2]}


def test_what_has_no_place_or_another_type_tells_nothing() -> None:
    golds, spans = [{"type": "AID"}], [[(0, 9)]]
    assert _matched(cast(), golds, spans, [(0, 10), None], Scorer) == {}  # type: ignore[arg-type]


def test_a_side_holds_whoever_acts_for_its_party() -> None:
    envoy = Participant(id="x", name="X", kind="person", party="PER")
    assert same_side([{"party": "PER"}], envoy, Scorer)  # type: ignore[arg-type]
    assert not same_side([{"party": "CHL"}], envoy, Scorer)  # type: ignore[arg-type]


def test_the_fold_of_a_text_hangs_on_its_name_alone() -> None:
    one, two = (Text("a", real, cast(), {}, {}) for real in (True, False))
    assert fold_of(one, 5) == fold_of(two, 5)
