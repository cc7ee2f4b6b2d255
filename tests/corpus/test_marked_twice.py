"""Agreement of two markers: each mark is counted once, CONCEDE and RETREAT are one."""

import pytest

from corpus.marked_twice import SECOND, agreement, marks_of


def mark(kind: str, *triggers: tuple[int, int]) -> dict[str, object]:
    return {"type": kind, "triggers": [list(t) for t in triggers]}


@pytest.mark.parametrize(
    ("first", "second", "triggers", "types"),
    [
        ([mark("AID", (0, 4))], [mark("AID", (0, 4))], 1.0, 1.0),
        ([mark("AID", (0, 4))], [mark("REQUEST", (2, 6))], 1.0, 0.0),
        ([mark("CONCEDE", (0, 4))], [mark("RETREAT", (0, 4))], 1.0, 1.0),
        ([mark("AID", (0, 4))], [mark("AID", (4, 8))], 0.0, 0.0),
        ([mark("AID", (0, 4)), mark("AID", (2, 6))], [mark("AID", (1, 5))], 2 / 3, 2 / 3),
        ([], [], 0.0, 0.0),
    ],
)
def test_agreement(first: list[object], second: list[object], triggers: float, types: float) -> None:
    found = agreement({"x": first, "y": [mark("AID", (0, 1))]}, {"x": second})  # type: ignore[dict-item]
    assert found == pytest.approx({"triggers": triggers, "types": types})


def test_the_second_marks_are_of_texts_that_the_first_have() -> None:
    assert len(marks_of(SECOND)) == 120
