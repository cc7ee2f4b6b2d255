"""Augmented sentences keep a right annotation: trees stay trees, names stay where they were."""

import random
from dataclasses import replace

import pytest

from dragoman.language.shapes import GAP_BLANK, GAP_LINE, GAP_NONE, GAP_PARAGRAPH
from training import augment as change
from training.clauses import according, clause_pool, final_that, graft
from training.data import Document, Sentence, Word
from training.names import byline, dateline, insert, names_of, swap, title


def sentence(*rows: str) -> Sentence:
    """Rows ``form UPOS head deprel [name]``; no gap before a full stop."""
    words = []
    for row in rows:
        form, upos, head, deprel, *name = row.split()
        gap = GAP_NONE if form == "." else GAP_BLANK
        words.append(Word(form, upos, "_", "_", int(head), deprel, form, name[0] if name else "O", gap))
    return Sentence(words)


def said_that() -> Sentence:
    return sentence(
        "Maria PROPN 2 nsubj B-PER", "said VERB 0 root", "that SCONJ 5 mark", "talks NOUN 5 nsubj",
        "ended VERB 2 ccomp", ". PUNCT 2 punct",
    )  # fmt: skip


def by_name() -> Sentence:
    return sentence(
        "Maria PROPN 3 nsubj B-PER",
        "Lopez PROPN 1 flat I-PER",
        "left VERB 0 root",
        "Lima PROPN 3 obj B-LOC",
        ". PUNCT 3 punct",
    )


def is_tree(found: Sentence) -> bool:
    heads = [w.head for w in found.words]
    for word in range(1, len(heads) + 1):
        seen = set()
        while word and word not in seen:
            seen.add(word)
            word = heads[word - 1]
        if word:
            return False
    return heads.count(0) == 1


def text(found: Sentence) -> str:
    blanks = {GAP_NONE: "", GAP_BLANK: " ", GAP_LINE: "\n", GAP_PARAGRAPH: "\n\n"}
    return "".join(blanks[w.gap] + w.form for w in found.words).strip()


@pytest.mark.parametrize("seed", range(30))
def test_every_change_leaves_trees_and_labels(seed: int) -> None:
    rng = random.Random(seed)
    chunk = [said_that(), by_name(), said_that()]
    pool = clause_pool([Document("d", [said_that()])])
    for found in change.augment(chunk, rng, pool):
        assert is_tree(found), text(found)
        assert all(w.name is not None for w in found.words)
        for before, word in zip([None, *found.words], found.words, strict=False):
            if (word.name or "").startswith("I-"):
                assert before is not None
                assert before.name is not None
                assert before.name[1:] == (word.name or "")[1:]


def test_the_same_seed_makes_the_same_changes() -> None:
    pool = clause_pool([Document("d", [said_that()])])
    runs = [change.augment([said_that(), by_name()], random.Random(7), pool) for _ in range(2)]
    assert runs[0] == runs[1]


def test_the_original_is_left_alone() -> None:
    original = by_name()
    before = list(original.words)
    for seed in range(20):
        change.augment([original], random.Random(seed), [])
    assert original.words == before


def test_a_that_clause_is_found_and_a_second_one_hung_on_it() -> None:
    host = said_that()
    assert final_that(host) == (2, 5, 4)
    pool = clause_pool([Document("d", [host])])
    longer = next(g for seed in range(99) if (g := graft(host, pool, random.Random(seed))) != host)
    assert is_tree(longer)
    conjunct = next(w for w in longer.words if w.deprel == "conj")
    assert (conjunct.form, conjunct.head) == ("ended", 5)
    assert "that talks ended and that talks ended" in text(longer).replace(",", "").replace("but", "and")


def test_a_title_hangs_on_the_person() -> None:
    found = next(t for seed in range(99) if len((t := title(by_name(), random.Random(seed))).words) > 7)
    assert is_tree(found)
    person = next(i for i, w in enumerate(found.words, 1) if w.form == "Maria")
    assert any(w.head == person and w.deprel == "nmod:desc" for w in found.words)
    assert [(s.kind, s.end - s.first) for s in names_of(found.words)] == [("PER", 2), ("LOC", 1)]


def test_other_names_keep_their_place_and_kind() -> None:
    found = next(s for seed in range(99) if (s := swap(by_name(), random.Random(seed))) != by_name())
    assert [w.name for w in found.words] == [w.name for w in by_name().words]
    assert [w.head for w in found.words] == [w.head for w in by_name().words]


def test_according_to_is_put_before_a_clause() -> None:
    found = next(s for seed in range(999) if (s := according(by_name(), random.Random(seed))) != by_name())
    assert text(found).startswith("According to ")
    assert is_tree(found)
    assert found.words[0].deprel == "case"


@pytest.mark.parametrize("seed", range(20))
def test_datelines_are_sentences(seed: int) -> None:
    found = dateline(random.Random(seed))
    assert is_tree(found)
    assert found.words[0].name == "B-LOC"
    assert found.words[-1].upos == "PUNCT"


@pytest.mark.parametrize("seed", range(20))
def test_bylines_are_sentences(seed: int) -> None:
    found = byline(random.Random(seed))
    assert is_tree(found)
    assert found.words[-1].upos != "PUNCT"


def test_words_put_in_move_the_heads_behind_them() -> None:
    words = by_name().words
    new = [Word("then", "ADV", "_", "_", 4, "advmod")]
    assert [w.head for w in insert(words, 2, new)] == [4, 1, 4, 0, 4, 4]


def seeded(function: object, chunk: list[Sentence], wanted: str) -> list[Sentence]:
    """The first result over seeds whose text holds ``wanted``."""
    for seed in range(3000):
        found = function(chunk, random.Random(seed))  # type: ignore[operator]
        if wanted in "".join(
            " " * (w.gap == GAP_BLANK) + "\n" * (w.gap == GAP_LINE) + w.form for s in found for w in s.words
        ):
            return found  # type: ignore[no-any-return]
    raise AssertionError(f"{wanted!r} never came")


def quoted() -> list[Sentence]:
    return [sentence('" PUNCT 2 punct', "Go VERB 0 root", '" PUNCT 2 punct', "Khan's PROPN 2 dep")]


@pytest.mark.parametrize("wanted", ["“", "”", "``", "''", "Khan’s"])
def test_quotes(wanted: str) -> None:
    assert seeded(change.quotes, quoted(), wanted)


def test_titles_lose_their_point() -> None:
    chunk = [sentence("Mr. PROPN 2 nmod:desc", "Khan PROPN 0 root")]
    assert seeded(change.titles, chunk, "Mr Khan")


def test_full_stops_are_lost_and_glued() -> None:
    chunk = [by_name(), said_that()]
    assert seeded(change.ends, chunk, ".Maria")
    headline = seeded(change.ends, chunk, "Lima Maria")
    assert len(headline[0].words) == 4


def test_capitals() -> None:
    assert seeded(change.capitals, [by_name()], "MARIA LOPEZ LEFT LIMA")
    assert seeded(change.capitals, [by_name()], "Maria Lopez Left Lima")


def test_wrapped_lines() -> None:
    words = [replace(Word("word", "X", "_", "_", 0, "root"), gap=GAP_BLANK) for _ in range(40)]
    found = seeded(change.lines, [Sentence(words)], "word\nword")
    width = max(len(line) for line in text(found[0]).split("\n"))
    assert width <= 81
