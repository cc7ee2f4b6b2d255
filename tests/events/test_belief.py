"""Which candidates are believed: what describes them, and whom the trees are not asked about."""

from collections.abc import Sequence
from math import isnan

import numpy as np
import pytest
from msgspec.structs import replace
from numpy.typing import NDArray

from dragoman.entities.names import OWN
from dragoman.events.belief import BELIEVED, NAMES, RULED, believed, rows_of, users_own
from dragoman.events.coder import by_rule, drafts_of
from dragoman.events.draft import Draft
from dragoman.events.scene import Scene
from dragoman.language.scorer import Scorer
from dragoman.partial_date import PartialDate
from dragoman.records import Act
from tests.events.test_learnt import STRUCK, acting
from tests.events.test_scene import PERU, frame, scene

TODAY = PartialDate.parse("2020-05-05")
SURE = Act(
    0, 1, (("ASSAULT", 0.8), ("COERCE", 0.1)), status=(("background", 0.7),), basis=(("alleged", 0.6),),
    actors=((0, 0.9),), recipients=((3, 0.3),), actors_at=(("here", 0.9),), recipients_at=(("nobody", 0.6),),
)  # fmt: skip


class Told(Scorer):
    """Gives the probabilities it is told, and keeps the rows."""

    def __init__(self, *chances: float) -> None:
        self.chances, self.rows = chances, np.empty((0, 0), dtype=np.float32)

    def __call__(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        self.rows = rows
        return np.array(self.chances, dtype=np.float32).reshape(-1, 1)


def candidate(it: Scene) -> Draft:
    [draft] = drafts_of(it, [], reference=TODAY)
    return draft


def described(it: Scene, drafts: Sequence[Draft]) -> dict[str, float]:
    row = next(iter(rows_of(it, list(drafts))))
    assert len(row) == len(NAMES) == len(set(NAMES))
    return dict(zip(NAMES, row, strict=True))


def test_what_describes_a_candidate() -> None:
    it = acting(SURE, frame(recipient=("near",)))
    row = described(it, [candidate(it)])
    asked = {"likely here": 0.8, "likeliest": 0.8, "actors": 1, "recipients": 1, "no recipient": 0.6}
    assert {name: float(row[name]) for name in asked} == asked
    assert row["any event"] == pytest.approx(0.9)
    assert (row["learnt"], row["a frame of it knows the word"], row["within"], row["passing"]) == (
        False,
        True,
        -1,
        False,
    )
    assert (row["model: status"], row["model: basis"]) == (1, 2)
    assert isnan(row["likely at the object"])


def test_without_an_opinion_of_the_model_nothing_is_known() -> None:
    it = acting(SURE, frame(recipient=("near",)))
    draft = candidate(it)
    it.acts = {}
    row = described(it, [draft])
    assert (row["likely here"], row["any event"]) == (0.0, 0.0)
    assert all(isnan(row[name]) for name in ("model: status", "actor here", "no recipient"))


def test_what_a_rule_would_leave_out_is_a_candidate_still() -> None:
    it = acting(SURE, frame(recipient=("near",)))
    draft = candidate(it)
    row = described(it, [replace(draft, within="REQUEST", passing=True)])
    assert (row["within"], row["passing"]) == (7, True)


@pytest.mark.parametrize(
    ("plain", "within", "kept"),
    [
        (RULED + 0.01, 0.0, ["plain"]),  # a frame tells it, and no rule speaks against it
        (RULED - 0.01, BELIEVED - 0.01, []),
        (RULED - 0.01, BELIEVED + 0.01, ["within"]),
        (0.9, 0.8, ["plain"]),  # of those at one word the likeliest
        (0.8, 0.9, ["within"]),
    ],
)
def test_the_likely_ones_are_believed(plain: float, within: float, kept: list[str]) -> None:
    it = acting(SURE, frame(recipient=("near",)))
    drafts = {"plain": candidate(it)}
    drafts["within"] = replace(drafts["plain"], within="REQUEST")
    assert believed(it, list(drafts.values()), scorer=Told(plain, within)) == [drafts[name] for name in kept]
    assert believed(it, [], scorer=Told()) == []


def test_of_the_users_own_the_rules_decide() -> None:
    it = acting(SURE, frame(recipient=("near",)))
    own = replace(candidate(it), actors=(replace(PERU, id=f"{OWN}x"),))
    assert users_own(own)
    held_back = replace(own, within="REQUEST")
    assert believed(it, [own, held_back], scorer=Told(0.0, BELIEVED - 0.01)) == [own]
    assert by_rule([own, held_back, replace(own, passing=True)]) == [own]


def test_the_trees_are_asked_once_a_sentence() -> None:
    scorer = Told(0.9)
    it = acting(SURE, frame(recipient=("near",)))

    def weigh(one: Scene, drafts: list[Draft]) -> list[Draft]:
        return believed(one, drafts, scorer=scorer)

    [draft] = drafts_of(it, [], reference=TODAY, weigh=weigh)
    assert draft.type == "ASSAULT"
    assert scorer.rows.shape == (1, len(NAMES))
    assert drafts_of(scene(STRUCK), [], reference=TODAY, weigh=weigh) == []
