"""Every one of the fifty cases has a test that bears its number, or a word on what it waits for."""

import re
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
WAITING: dict[int, str] = {}


def numbers() -> set[int]:
    found = set()
    for path in TESTS.rglob("test_*.py"):
        found |= {int(number) for number in re.findall(r"def test_case_(\d\d)_", path.read_text(encoding="utf-8"))}
    return found


def test_every_case_has_a_test() -> None:
    assert set(range(1, 51)) - numbers() <= set(WAITING)


def test_no_test_bears_another_number() -> None:
    assert numbers() <= set(range(1, 51))
