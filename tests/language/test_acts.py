"""Words that may tell events, out of the scores of the heads."""

import numpy as np
import pytest

from dragoman.language.acts import LABELS, LEAST, find_acts
from dragoman.language.decode import Scores
from dragoman.records import Act

HEADS = {
    "act": ["none", "SUPPORT", "ACCUSE"],
    "status": ["occurred", "planned"],
    "basis": ["plain", "alleged"],
    "mode": ["none", "courtesy"],
    "force": ["appeal", "demand"],
    "actors_at": ["here", "nobody"],
    "recipients_at": ["here", "nobody"],
    "links": ["actors", "recipients"],
}
WORDS = 8


def scores(told: dict[int, list[float]], linked: dict[tuple[str, int, int], float]) -> dict[str, Scores]:
    """Logits of eight words: types where they are told, links where they are; else nothing is likely."""
    found = {name: np.zeros((WORDS, 2), dtype=np.float32) for name in LABELS}
    found["status"][:, 0] = 9.0
    found["act"] = np.tile(np.array([9.0, 0.0, 0.0], dtype=np.float32), (WORDS, 1))
    for word, row in told.items():
        found["act"][word] = row
    found["links"] = np.full((2, WORDS, WORDS), -9.0, dtype=np.float32)
    for (side, word, other), score in linked.items():
        found["links"][HEADS["links"].index(side), word, other] = score
    return found


def acts(start: int, end: int, given: dict[str, Scores]) -> list[Act]:
    return list(find_acts(given, HEADS, start, end, sentence=5))


def test_a_trigger_has_types_labels_and_participants_of_its_own_sentence() -> None:
    links = {("actors", 4, 3): 3.0, ("actors", 4, 1): 9.0, ("recipients", 4, 6): 1.0, ("recipients", 4, 7): 2.0,
             ("recipients", 4, 4): 9.0}  # fmt: skip
    [act] = acts(2, 8, scores({4: [0.0, 4.0, 1.0]}, links))
    assert (act.sentence, act.token) == (5, 2)
    assert [t for t, _ in act.types] == ["SUPPORT", "ACCUSE"]
    assert act.probability == pytest.approx(0.98, abs=0.02)
    assert [i for i, _ in act.actors] == [1]  # the word before the sentence is none of it
    assert [i for i, _ in act.recipients] == [5, 4]  # the likeliest first, never the trigger itself
    assert act.status[0][0] == "occurred"
    assert len(act.mode) == 2


def test_what_is_unlikely_is_left_out() -> None:
    low = float(np.log(LEAST / (1 - LEAST) / 2)) - 0.1
    assert acts(0, 8, scores({1: [0.0, low, low]}, {})) == []
    assert len(acts(0, 8, scores({1: [0.0, low + 0.3, low + 0.3]}, {}))) == 1
    assert acts(2, 8, scores({1: [0.0, 9.0, 0.0]}, {})) == []


def test_a_model_without_the_heads_tells_nothing() -> None:
    assert list(find_acts({"upos": np.zeros((3, 2), dtype=np.float32)}, {}, 0, 3, sentence=0)) == []
