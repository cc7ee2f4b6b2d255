"""Triggers without their auxiliaries, and the guess at their form."""

import pytest

from corpus.marks import read_marks
from corpus.triggers import core, trigger_form


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("had landed", "landed"),
        ("have since walked out", "walked out"),
        ("is being scaled back", "scaled back"),
        ("are to report", "report"),
        ("would not hand over", "hand over"),
        ("had also quietly withdrawn", "withdrawn"),
        ("landed", "landed"),
        ("called off", "called off"),
        ("will", "will"),
        ("was", "was"),
        ("hasten", "hasten"),
    ],
)
def test_core(marked: str, expected: str) -> None:
    text, (mark,), _ = read_marks("They {{v1|" + marked + "}} there.", 1, "x.txt")
    found = core(mark)
    assert found.text == expected == text[found.start : found.end]


@pytest.mark.parametrize(
    ("before", "word", "form"),
    [
        ("The army ", "attacked", "past"),
        ("The army ", "withdrew", "past"),
        ("It was ", "attacked", "participle"),
        ("It had already ", "withdrawn", "participle"),
        ("prisoners ", "taken", "participle"),
        ("They will ", "attack", "infinitive"),
        ("asked it to ", "meet", "infinitive"),
        ("The ", "attack", "noun"),
        ("three days of ", "talks", "noun"),
        ("after ", "negotiations", "noun"),
        ("by ", "shelling", "noun"),
        ("by ", "sending", "-ing"),
        ("Paris ", "denies", "present"),
        ("and we strongly ", "condemn", "present"),
        ("he is ", "ready", "other"),
    ],
)
def test_forms(before: str, word: str, form: str) -> None:
    assert trigger_form(before, word) == form
