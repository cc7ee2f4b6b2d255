"""What holds for any text: offsets, order, no exception, linear growth."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.dates import find_times, read_times
from dragoman.dates.absolute import RULES as ABSOLUTE
from dragoman.dates.find import RULES
from dragoman.dates.grammar import compile_pattern
from dragoman.dates.tokens import CLASS_NAMES, codes, scan
from dragoman.dates.words import time_words
from dragoman.errors import InstallationError
from dragoman.partial_date import PartialDate

WORDS = (
    "the a first second last next this 9 31 12 2017 1998 99 May March Nov. Friday Sunday week month year quarter "
    "weeks years days ago earlier later before after since until by from to - , . ' 's ( )  early mid late "
    "end of in on Christmas 1990s '80s nineteen ninety six two three Q3 H1 p.m. 9/11 2017-11-09 29/02/2017 0 "
    "1000000 99999999999 every few FY fiscal spring winter weekend today tonight overnight ½ ² ٣ é "
)
PIECES = st.sampled_from([*WORDS.split(), "\n", "\n\n"])
REFERENCES = st.sampled_from(
    ["2017-11-10", "2016-02-29", "2017-11", "2017", "2015/2018", "2017-11-10/..", "../2017", "unknown"]
)


def reference_of(text: str) -> PartialDate:
    return PartialDate() if text == "unknown" else PartialDate.parse(text)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=14), REFERENCES, st.sampled_from(["past", "present", "future", "none"]))
def test_any_heap_of_time_words(pieces: list[str], reference: str, tense: str) -> None:
    text = " ".join(pieces)
    found = find_times(text, 0, len(text), reference=reference_of(reference), tense=tense)  # type: ignore[arg-type]
    at = 0
    for item in found:
        assert at <= item.start < item.end <= len(text)
        assert text[item.start : item.end] == item.text
        assert item.reason
        at = item.end
        if item.kind != "date":
            assert not item.value
        if item.basis == "none":
            assert not item.unit
        if reference == "unknown":
            assert item.basis != "reference"


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=120))
def test_any_text(text: str) -> None:
    for item in find_times(text, 0, len(text), reference=PartialDate.parse("2017-11-10")):
        assert text[item.start : item.end] == item.text


@given(st.lists(PIECES, max_size=10), st.text(max_size=20))
def test_what_stands_outside_the_stretch_changes_no_offset(pieces: list[str], before: str) -> None:
    text = " ".join(pieces)
    whole = before + "|" + text
    reference = PartialDate.parse("2017-11-10")
    alone = find_times(text, 0, len(text), reference=reference)
    inside = find_times(whole, len(whole) - len(text), len(whole), reference=reference)
    if not any(word in whole for word in ("May", "March")):  # those ask the whole text whether they are names
        shift = len(whole) - len(text)
        assert [(item.start + shift, item.end + shift) for item in alone] == [(item.start, item.end) for item in inside]


def test_reading_stretch_by_stretch_carries_the_anchor() -> None:
    text = "He left on 3 May 2016. The following week he was back."
    found = read_times(text, [(0, 22), (23, len(text))], reference=PartialDate())
    assert [str(item.value) for item in found] == ["2016-05-03", "2016-05-09/2016-05-15"]


@pytest.mark.parametrize(
    "unit",
    ["1 ", "Nov. ", "12/", "1,111", "' ", "twenty-", "\n", "\n \n", "last next this ", "1998-", "the end of the ", "a.",
     "of May ", "at 5 p.m. on ", "the first twenty-five days of the ", "early late ", "p.m", "x" * 50],
)  # fmt: skip
def test_time_grows_linearly(unit: str) -> None:
    def cost(size: int) -> float:
        text = (unit * size)[:size]
        best = 9.0
        for _ in range(3):
            start = time.process_time()  # of a machine that does other things too
            find_times(text, 0, len(text), reference=PartialDate.parse("2017-11-10"))
            best = min(best, time.process_time() - start)
        return best

    cost(1000)
    # four times the text; twice that, and a sweep of a large heap, for a busy machine
    assert cost(16000) < 8 * cost(4000) + 0.1


def test_the_table_uses_classes_the_scanner_knows() -> None:
    kinds = {word.kind for words in time_words().values() for word in words}
    assert kinds <= set(CLASS_NAMES)


def test_class_codes_are_one_character_each() -> None:
    tokens = scan("on 9 November 2017", 0, 18)
    assert [token.kind for token in tokens] == ["ON", "DAY", "MONTH", "YEAR"]
    assert len(codes(tokens)) == 4


def test_rule_names_are_distinct() -> None:
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))
    assert ABSOLUTE[0].name in names


def test_a_rule_with_an_unknown_class_is_refused() -> None:
    with pytest.raises(InstallationError, match="unknown token class: NOVEMBER"):
        compile_pattern("NOVEMBER DAY")
