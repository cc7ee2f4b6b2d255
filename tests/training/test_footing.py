"""What trees for status and basis learn from, and the shares that are printed of them."""

import pytest

pytest.importorskip("sklearn", reason="the training group is not installed")

from dragoman.events.footing import NAMES, Footing
from tests.events.casts import cast
from tests.events.test_footing import draft
from training.footing import Example, examples, learnt, scored
from training.told import Text

COLUMN = NAMES.index("had")


def text(name: str, had: bool) -> Text:
    row = tuple(float(had) if column == COLUMN else 0.0 for column in range(len(NAMES)))
    told = Footing(draft=draft(), row=row, source=None)
    gold = {"status": "background" if had else "occurred", "basis": "plain"}
    return Text(name, True, cast(), {0: gold}, {0: told})


FOUND: list[Example] = examples(text(f"text {n}", had=n % 2 == 0) for n in range(300))


def test_every_status_and_basis_has_its_trees() -> None:
    occurred, background, *_ = (model.predict_proba([e.told.row for e in FOUND[:2]])[:, 1] for model in learnt(FOUND))
    assert background[0] > 0.9 > 0.1 > background[1]
    assert occurred[1] > 0.9 > 0.1 > occurred[0]


def test_what_the_trees_know_is_counted_beside_what_the_rules_know() -> None:
    figures = scored(FOUND, 3)
    assert figures["hand-coded, by rules: status"] == 0.5
    assert figures["hand-coded, weighed: both"] == figures["all, weighed: status"] == 1.0
    assert figures["all, weighed: alleged told as plain"] == 0.0  # nothing is alleged
