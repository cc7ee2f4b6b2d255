"""Copies: exact, near, held in longer ones; and different reports that share phrases."""

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.article import duplicates, sketches
from dragoman.article.duplicates import DuplicateEntry, find_duplicates, overlap, same_text, signature, text_hash
from dragoman.errors import RecordNotWritable

WORDS = [f"word{n}" for n in range(4000)]


def report(seed: int, length: int = 300) -> list[str]:
    return random.Random(seed).choices(WORDS, k=length)


def entry(name: str, words: list[str], day: int | None = 1) -> DuplicateEntry:
    text = " ".join(words)
    published = date(2024, 3, day) if day else None
    return DuplicateEntry(id=name, published=published, signature=signature(text), text_hash=text_hash(text))


BASE = report(1)


@pytest.mark.parametrize(
    ("other", "is_copy"),
    [
        (BASE, True),
        (BASE[:200], True),  # the end cut
        (BASE + report(2, 40), True),  # a line added
        (report(3, 400) + BASE, True),  # agency copy inside a longer report
        ([w if n % 40 else "edited" for n, w in enumerate(BASE)], True),
        ([w if n % 4 else "edited" for n, w in enumerate(BASE)], False),
        (BASE[:60] + report(4, 240), False),  # a shared background paragraph
        (report(5), False),
    ],
)
def test_near_copies_are_found_and_different_reports_are_not(other: list[str], is_copy: bool):
    found = find_duplicates([entry("a", BASE), entry("b", other, 2)])
    assert found == ({"b": "a"} if is_copy else {})


def test_case_spacing_and_punctuation_do_not_matter():
    assert text_hash("The ministers met, in Quito.") == text_hash("the MINISTERS met\n\nin  “Quito”")


def test_short_texts_are_copies_only_when_equal():
    notice = ["The", "ministry", "regrets", "the", "error", "of", "Monday"]
    assert find_duplicates([entry("a", notice), entry("b", [*notice, "x"]), entry("c", notice)]) == {"c": "a"}


def test_the_earliest_is_by_date_then_id_and_undated_last():
    entries = [entry("a", BASE, None), entry("b", BASE, 3), entry("d", BASE, 2), entry("c", BASE, 2)]
    assert find_duplicates(entries) == {"a": "c", "b": "c", "d": "c"}


@given(st.permutations(range(8)))
def test_the_order_of_entries_does_not_matter(order: list[int]):
    entries = [
        entry("a", BASE), entry("b", BASE[:250], 2), entry("c", BASE[50:], 3), entry("d", report(6)),
        entry("e", report(6)[:280], None),
        entry("f", report(7), 1), entry("g", BASE, None), entry("h", report(8), 5),
    ]  # fmt: skip
    assert find_duplicates([entries[n] for n in order]) == {"b": "a", "c": "a", "g": "a", "e": "d"}


def test_the_sketch_of_a_long_text_estimates_its_overlap():
    long = report(9, 5000)
    jaccard, containment = overlap(signature(" ".join(long)), signature(" ".join(long[:2500])))
    assert jaccard == pytest.approx(0.5, abs=0.06)
    assert containment == pytest.approx(1.0, abs=0.02)


def test_empty_texts_overlap_nothing():
    assert overlap(signature(""), signature("")) == (0.0, 0.0)
    assert not same_text(signature(""), signature(""))


@given(st.text(max_size=400))
def test_signatures_are_of_any_text_and_the_same_each_time(text: str):
    assert signature(text) == signature(text)
    assert len(text_hash(text)) == 64


def compared(monkeypatch, entries: list[DuplicateEntry]) -> tuple[dict[str, str], int]:
    """What is found, and after how many comparisons."""
    pairs = []
    monkeypatch.setattr(duplicates, "same_text", lambda a, b: bool(pairs.append(1)) or same_text(a, b))
    return find_duplicates(entries), len(pairs)


def test_a_formula_that_thousands_share_costs_no_comparison(monkeypatch):
    formula = report(10, 45)
    entries = [entry(f"{n:04}", formula + report(100 + n, 100)) for n in range(3000)]
    assert compared(monkeypatch, entries) == ({}, 0)


def test_thousands_of_copies_cost_one_comparison_each(monkeypatch):
    body = report(11, 200)
    entries = [entry(f"{n:04}", [*body, *report(100 + n, 10)]) for n in range(1000)]
    found, comparisons = compared(monkeypatch, entries)
    assert found == {f"{n:04}": "0000" for n in range(1, 1000)}
    assert comparisons < 2 * len(entries)


def mixed(seed: int) -> list[DuplicateEntry]:
    """Reports that share a part of every size with an earlier one, within one and across two."""
    chance, texts = random.Random(seed), [report(1000 * seed, 200)]
    for n in range(60):
        old, length = chance.choice(texts), chance.randint(30, 400)
        kept = old[: chance.randint(0, len(old))]
        texts.append(kept + report(1000 * seed + n + 1, length) if chance.random() < 0.7 else kept or old)
    return [entry(f"{n:03}", words, chance.randint(1, 28)) for n, words in enumerate(texts)]


@pytest.mark.parametrize("seed", range(1, 9))
def test_no_pair_of_whole_sketches_is_missed(seed: int):
    entries = mixed(seed)
    assert find_duplicates(entries) == by_every_pair(entries)


@pytest.mark.parametrize("seed", range(2))
def test_nothing_changes_where_sketches_go_to_a_file_and_the_index_is_made_in_bands(monkeypatch, seed: int):
    entries = mixed(seed)
    found = find_duplicates(entries)
    monkeypatch.setattr(sketches, "_HELD_BYTES", 3_000)
    monkeypatch.setattr(sketches, "_BAND_HASHES", 700)
    monkeypatch.setattr(sketches, "_GATHERED", 7)
    assert find_duplicates(entries) == found
    known = {entry.id for entry in entries[:40]}
    earlier = find_duplicates(entries[:40])
    fresh = {entry.id for entry in entries} - known
    assert duplicates.find_more_duplicates(entries, known=earlier, fresh=fresh) == found


def test_no_room_for_the_sketches_is_told(monkeypatch):
    def full():
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sketches, "_HELD_BYTES", 100)
    monkeypatch.setattr(sketches.tempfile, "TemporaryFile", full)
    with pytest.raises(RecordNotWritable, match="no room for its temporary file"):
        find_duplicates(mixed(1))


def test_a_formula_that_everybody_has_costs_the_same_each_however_many_have_it(monkeypatch):
    # More than half of each is one formula, so that a search by its rarest hashes would compare all with all.
    formula = report(15, 120)
    looked = []
    monkeypatch.setattr(duplicates, "same_text", lambda a, b: bool(looked.append(1)) or same_text(a, b))
    monkeypatch.setattr(sketches, "MANY", 20)
    entries = [entry(f"{n:04}", formula + report(3_000 + n, 60)) for n in range(400)]
    find_duplicates(entries[:200])
    some = len(looked)
    find_duplicates(entries)
    assert len(looked) - some <= 2.3 * some


def test_copies_are_found_where_more_share_every_word_than_are_looked_at(monkeypatch):
    monkeypatch.setattr(sketches, "MANY", 10)
    body = report(16, 200)
    entries = [entry(f"{n:04}", body[: len(body) - n % 50]) for n in range(300)]
    entries += [entry(f"other{n}", report(5_000 + n, 200)) for n in range(20)]
    found = find_duplicates(entries)
    assert set(found.values()) == {"0000"}
    assert len(found) == 299


def by_every_pair(entries: list[DuplicateEntry]) -> dict[str, str]:
    """The same by comparing every pair and spreading the earliest until nothing changes."""
    order = {e.id: n for n, e in enumerate(sorted(entries, key=lambda e: (e.published, e.id)))}
    first = {e.id: e.id for e in entries}
    pairs = [
        (a.id, b.id)
        for a in entries
        for b in entries
        if a is not b and (a.text_hash == b.text_hash or same_text(a.signature, b.signature))
    ]
    changed = True
    while changed:
        changed = False
        for a, b in pairs:
            if order[first[a]] < order[first[b]]:
                first[b], changed = first[a], True
    return {copy: original for copy, original in first.items() if copy != original}


def test_a_short_notice_is_found_inside_a_very_long_report():
    notice = report(12, 200)
    others = [entry(f"other{n}", report(200 + n, 2000)) for n in range(5)]
    long = entry("long", report(13, 3000) + notice + report(14, 3000))
    assert find_duplicates([entry("short", notice, 2), long, *others]) == {"short": "long"}


def test_of_one_days_copies_the_agencys_own_comes_first() -> None:
    text = " ".join(BASE)
    fields = {"published": date(2024, 3, 1), "signature": signature(text), "text_hash": text_hash(text)}
    paper = DuplicateEntry(id="a", reprint=True, **fields)
    agency = DuplicateEntry(id="b", **fields)
    assert find_duplicates([paper, agency]) == {"a": "b"}
