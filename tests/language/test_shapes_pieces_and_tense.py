"""Shapes of words, gaps, sub-words, chunks that fit the network, and tenses of small parses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import InstallationError
from dragoman.language import tables
from dragoman.language.clauses import Tree
from dragoman.language.conllu import parse
from dragoman.language.decode import tree
from dragoman.language.model import LONGEST, PLACES, Reader, cut
from dragoman.language.network import FOLDER
from dragoman.language.pieces import CLS, INSIDE, SEP, WordPieces
from dragoman.language.shapes import (
    CODES,
    DIGIT,
    GAP_BLANK,
    GAP_LINE,
    GAP_NONE,
    GAP_PARAGRAPH,
    INITIAL,
    LOWER,
    MAX_PIECES,
    MIXED,
    OTHER,
    PUNCT,
    TITLE,
    UPPER,
    code,
    gap_of,
    model_form,
    shape,
)
from dragoman.language.tense import be_to, open_infinitive, tense
from dragoman.language.tokens import tokenise


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("talks", LOWER),
        ("Oslo", TITLE),
        ("NATO", UPPER),
        ("A", INITIAL),
        ("iPhone", MIXED),
        ("McCain", MIXED),
        ("5G", DIGIT),
        ("...", PUNCT),
        ("", PUNCT),
        ("北京", OTHER),
        ("U.S.", UPPER),
        ("é", LOWER),
        ("Élysée", TITLE),
        ("n't", LOWER),
        ("½", PUNCT),
        ("٣", DIGIT),
    ],
)
def test_shapes(form: str, expected: int) -> None:
    assert shape(form) == expected


@pytest.mark.parametrize(
    ("between", "gap"),
    [
        ("", GAP_NONE),
        (" ", GAP_BLANK),
        ("\t\u00a0", GAP_BLANK),
        ("\n", GAP_LINE),
        (" \n ", GAP_LINE),
        ("\n\n", GAP_PARAGRAPH),
        ("\u2029", GAP_LINE),
    ],
)
def test_gaps(between: str, gap: int) -> None:
    assert gap_of(between) == gap


@given(st.text(max_size=20), st.text(alphabet=" \n\t", max_size=4))
def test_every_word_has_a_code_of_its_own_shape_and_gap(form: str, between: str) -> None:
    number = code(shape(form), gap_of(between))
    assert 0 <= number < CODES


@pytest.mark.parametrize(
    ("form", "seen"), [("``", '"'), ("''", '"'), ("a\u00a0b", "a b"), ("Oslo", "Oslo"), ("’", "’")]
)
def test_the_vocabulary_sees_plain_forms(form: str, seen: str) -> None:
    assert model_form(form) == seen


@pytest.fixture(scope="module")
def pieces() -> WordPieces:
    return WordPieces.load(FOLDER / "tokenizer.json")


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


@given(st.lists(st.tuples(st.text(min_size=1, max_size=12), st.integers(0, 3)), min_size=1, max_size=12))
def test_sub_words_line_up_with_their_words(words: list[tuple[str, int]]) -> None:
    ids, codes, first = WORDS.encode(words)
    assert (ids[0], ids[-1], len(ids)) == (CLS, SEP, len(codes))
    assert first == sorted(set(first))
    assert len(first) == len(words)
    assert [codes[at] for at in first] == [code(shape(form), gap) for form, gap in words]
    assert codes.count(INSIDE) == len(codes) - len(words)
    assert all(1 <= end - at <= MAX_PIECES for at, end in zip(first, [*first[1:], len(ids) - 1], strict=True))


WORDS = WordPieces.load(FOLDER / "tokenizer.json")


def test_a_memory_that_is_full_is_emptied_and_gives_the_same(
    pieces: WordPieces, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = [(f"word{n}", 1) for n in range(40)]
    expected = WORDS.encode(words)
    monkeypatch.setattr("dragoman.language.pieces.REMEMBERED", 80)
    for start in range(0, 40, 7):
        pieces.encode(words[start : start + 7])
    assert pieces.encode(words) == expected


@pytest.mark.parametrize(
    "word", ["incomprehensibilities", "NorwayandChilemet", "zxqjkvwzxqjkvw", "ŁódźŻółć", "1,234,567"]
)
def test_chunks_of_long_words_fit_the_network(reader: Reader, word: str) -> None:
    text = f"{word} " * 400
    reading = reader.read(text)
    assert [t.form for s in reading.sentences for t in s.tokens] == [text[a:b] for a, b in tokenise(text)]
    for sentence in reading.sentences:
        ids, _, _ = WORDS.encode([(t.form, 1) for t in sentence.tokens])
        assert len(ids) <= PLACES


def test_words_of_ordinary_length_are_read_in_chunks_as_long_as_before() -> None:
    chunks = cut("the minister of the state " * 200)
    assert max(len(chunk.tokens) for chunk in chunks) == LONGEST
    assert sum(len(chunk.tokens) for chunk in chunks) == 1000
    part = chunks[0].part(3, 5)
    assert [part.text[a:b] for a, b in part.tokens] == ["the", "state"]


@pytest.mark.parametrize("mark", ["'s", "’s", "n't", "'d've"])
def test_a_word_of_nothing_but_clitics_is_cut_a_few_times(mark: str) -> None:
    text = "it" + mark * 5000
    tokens = tokenise(text)
    assert "".join(text[a:b] for a, b in tokens) == text
    assert len(tokens) < 20


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("x@" + "a." * 3 + "org", 1),
        ("first.last@example.org", 1),
        ("a" * 64 + "@example.org", 1),
        ("555-123-4567", 1),
        ("sub.domain.example.co.uk", 1),
        ("they'd've", 3),
    ],
)
def test_bounds_leave_addresses_and_numbers_whole(text: str, tokens: int) -> None:
    assert len(tokenise(text)) == tokens


def test_tables_are_whole_and_a_missing_one_is_named() -> None:
    assert tables.abbreviations()["mr."] == "before"
    assert all(name == name.lower() and name.endswith(".") for name in tables.abbreviations())
    assert all(sum(lengths) == len(whole) for whole, lengths in tables.contractions().items())
    assert "co" in tables.prefixes()
    with pytest.raises(InstallationError, match=r"none\.tsv"):
        tables.read_text("none.tsv")


def small(*rows: str) -> Tree:
    """A tree of rows "form lemma upos xpos head deprel"."""
    lines = []
    for number, row in enumerate(rows, 1):
        form, lemma, upos, xpos, head, deprel = row.split()
        lines.append("\t".join((str(number), form, lemma, upos, xpos, "_", head, deprel, "_", "_")))
    (sentence,) = parse("\n".join(lines) + "\n\n")
    return Tree(sentence)


SHE = "She she PRON PRP 0 nsubj"


@pytest.mark.parametrize(
    ("rows", "at", "expected"),
    [
        (("left leave VERB VBD 0 root",), 0, "past"),
        (("leaves leave VERB VBZ 0 root",), 0, "present"),
        (("will will AUX MD 2 aux", "leave leave VERB VB 0 root"), 1, "future"),
        (("could could AUX MD 2 aux", "leave leave VERB VB 0 root"), 1, "present"),
        (("has have AUX VBZ 2 aux", "left leave VERB VBN 0 root"), 1, "present"),
        (("was be AUX VBD 2 aux:pass", "held hold VERB VBN 0 root"), 1, "past"),
        (("leaving leave VERB VBG 0 root",), 0, "none"),
        (("going go VERB VBG 0 root", "to to PART TO 3 mark", "leave leave VERB VB 1 xcomp"), 2, "future"),
        (("wants want VERB VBZ 0 root", "to to PART TO 3 mark", "leave leave VERB VB 1 xcomp"), 2, "none"),
        (("came come VERB VBD 0 root", "saw see VERB VBD 1 conj"), 1, "past"),
        (("a a DET DT 2 det", "pact pact NOUN NN 0 root", "signed sign VERB VBN 2 acl"), 2, "past"),
    ],
)
def test_tenses(rows: tuple[str, ...], at: int, expected: str) -> None:
    assert tense(small(*rows), at) == expected


def test_is_to_and_open_infinitives() -> None:
    is_to = small("is be AUX VBZ 3 cop", "to to PART TO 3 mark", "leave leave VERB VB 0 root")
    assert be_to(is_to, 2)
    assert not open_infinitive(is_to, 2)
    plan = small("plans plan VERB VBZ 0 root", "to to PART TO 3 mark", "leave leave VERB VB 1 xcomp")
    assert open_infinitive(plan, 2)
    assert not be_to(plan, 2)
    managed = small("managed manage VERB VBD 0 root", "to to PART TO 3 mark", "leave leave VERB VB 1 xcomp")
    assert not open_infinitive(managed, 2)


def test_a_circle_of_heads_ends() -> None:
    circle = small("leave leave VERB VB 2 conj", "stay stay VERB VB 1 conj")
    assert tense(circle, 0) == "none"
    assert open_infinitive(circle, 0) is False


def test_a_sentence_of_no_or_one_word_has_its_tree() -> None:
    import numpy as np

    assert tree(np.zeros((1, 2), dtype=np.float32)) == [0]
