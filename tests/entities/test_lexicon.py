import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.entities.folding import is_word_character, shouted
from dragoman.entities.lexicon import Lexicon, spellings

FORMS = ["South Sudan", "Sudan", "South", "Sudan People", "US", "U.S.", "al-Shabaab", "Niger", "Niger State", "the Fed",
         "Federal Reserve", "NO"]  # fmt: skip
LEXICON = Lexicon(FORMS)


def by_hand(text: str) -> list[tuple[int, int, str]]:
    """The same by trying every spelling at every place."""
    found, place = [], 0
    while place < len(text):
        fitting = [form for form in FORMS if text.startswith(form, place) and whole(text, place, place + len(form))]
        if fitting:
            form = max(fitting, key=len)
            found.append((place, place + len(form), form))
            place += len(form)
        else:
            place += 1
    return found


def whole(text: str, start: int, end: int) -> bool:
    before, after = text[:start][-1:], text[end:][:1]
    touches_before = bool(before) and is_word_character(before) and is_word_character(text[start])
    touches_after = bool(after) and is_word_character(after) and is_word_character(text[end - 1])
    return not touches_before and not touches_after


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []), ("South Sudan", ["South Sudan"]), ("South Sudanese", ["South"]), ("Niger Statesman", ["Niger"]),
        ("Sudan Peoples of South Sudan", ["Sudan", "South Sudan"]), ("the Federal Reserve", ["Federal Reserve"]),
        ("US U.S. US", ["US", "U.S.", "US"]), ("U.S.US", ["U.S.", "US"]), ("MUST", []),
        ("al-Shabaab's", ["al-Shabaab"]),
        ("NOUS", []), ("US-US", ["US", "US"]),
    ],
)  # fmt: skip
def test_spans(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end, _ in LEXICON.spans(text)] == found


@given(st.lists(st.sampled_from([*FORMS, " ", "-", "s", "ese", ".", "man", "O"]), max_size=12).map("".join))
def test_the_automaton_finds_what_trying_everything_finds(text: str) -> None:
    assert list(LEXICON.spans(text)) == by_hand(text)


def test_an_empty_lexicon_finds_nothing() -> None:
    assert list(Lexicon([]).spans("South Sudan")) == []


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Iran", ["Iran", "IRAN"]), ("al-Qaeda", ["al-Qaeda", "Al-Qaeda", "AL-QAEDA"]),
        ("Bosnia and Herzegovina", ["Bosnia and Herzegovina", "Bosnia And Herzegovina", "BOSNIA AND HERZEGOVINA"]),
        ("Élysée", ["Elysee", "ELYSEE"]),
    ],
)  # fmt: skip
def test_spellings(name: str, forms: list[str]) -> None:
    assert list(spellings(name)) == forms
    assert list(spellings(name, capitals=False)) == forms[:-1]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [("COME WITH US NOW", "US", True), ("come with US now", "US", False), ("US", "US", False), ("IT, US", "US", True)],
)
def test_shouted(text: str, word: str, expected: bool) -> None:
    start = text.index(word)
    assert shouted(text, start, start + len(word), 30) is expected
