"""Which words are the content: fragment or clause, splits, glosses, edges."""

import pytest

from dragoman.language.tree import Tree
from dragoman.statements.content import content_of
from dragoman.statements.direct import clean, parted
from dragoman.statements.quotations import find_quotations
from tests.parsed import sentences
from tests.statements import cases


def content(block: str, first: str, head: str, *, label: bool = False) -> tuple[str, bool]:
    text, (sentence,) = sentences(block)
    tree = Tree(sentence, 0)
    start = text.index(first)
    at = next(i for i, token in enumerate(tree.tokens) if token.form == head)
    found = content_of(text, tree, [(start, len(text) - 2)], at, find_quotations(text), label=label)
    assert found is not None
    return text[found.start : found.end], found.quoted


def test_a_quoted_predicate_stands_alone() -> None:
    assert content(cases.MIXED, "the vote", "farce") == ("a farce", True)


def test_a_clause_that_claims_without_the_quoted_words_stays_whole() -> None:
    assert content(cases.MIXED_WHOLE, "a “", "ruined") == ("a “ foreign hand ” had ruined the vote", True)


def test_a_quoted_label_stands_alone() -> None:
    assert content(cases.CALLED, "the move", "mistake", label=True) == ("a mistake", True)


def test_a_clause_without_quotation() -> None:
    assert content(cases.THAT, "the talks", "failed") == ("the talks had failed", False)


def test_the_writers_gloss_after_a_dash_is_cut() -> None:
    text = "ships would sail – a move that angered Rome"
    found = content_of(text, Tree(sentences(cases.THAT)[1][0], 0), [(0, len(text))], None, ())
    assert found is not None
    assert text[found.start : found.end] == "ships would sail"


def test_nothing_but_marks_is_no_content() -> None:
    assert content_of(" , ”", Tree(sentences(cases.THAT)[1][0], 0), [(0, 4)], None, ()) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We go.”", "We go."),
        (" , we go, ", "we go"),
        ("'tis late", "'tis late"),
        ("– we go –", "we go"),
        ("we go!", "we go!"),
        ("[He] goes", "[He] goes"),
    ],
)
def test_edges(text: str, expected: str) -> None:
    start, end = clean(text, 0, len(text))
    assert text[start:end] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One sentence. Another.", False),
        ("One paragraph.\nAnother.", True),
        ("A line that the printer broke because it had grown longer than the page\nis wide goes on.", False),
    ],
)
def test_paragraphs_part(text: str, expected: bool) -> None:
    assert parted(text, 5, len(text) - 2) is expected
