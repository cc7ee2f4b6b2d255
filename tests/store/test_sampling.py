"""Which lines are looked at: the doubtful first, or a sample that can be drawn again."""

import msgspec
import pytest

from dragoman.analysis.precision import finished, measured, wilson
from dragoman.errors import UsageError
from dragoman.store.open import open_store
from dragoman.store.reviewing import Reviewer
from dragoman.store.sampling import Sample, doubtful, draw, note_sample, samples
from dragoman.store.write import write_article
from tests.sample_record import LATER_RUN, RUN, make_article, make_event, talks
from tests.store.test_revisions import MET, NOW, SAID, SENT, later

WORDS = "alpha beta gamma delta epsilon zeta eta theta iota kappa".split()


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "record.db", mode="write") as opened:
        yield opened


def fill(store, order=WORDS, **fields):
    """Ten articles with an event each, surer one after the other."""
    for word in order:
        article = make_article(f"Title {word}\n\nBody met {word}.", source=f"{word}.txt")
        event = make_event(article, f"met {word}", "met", confidence=WORDS.index(word) / 10, **fields)
        coded = msgspec.structs.replace(talks(), article=article, events=(event,), statements=(), figures=(),
                                        findings=(), clusters=(), failures=())  # fmt: skip
        write_article(store, coded, run=RUN)


def judge(store, line, action="accept", *given):
    return getattr(Reviewer(store, by="Ada"), action)(line, *given, seen=None, at=NOW)


def test_the_doubtful_come_first_and_the_judged_not_at_all(store):
    fill(store)
    lines = list(doubtful(store))
    sure = [row["id"] for row in store.query("SELECT id FROM events ORDER BY confidence")]
    assert lines == sure
    judge(store, lines[0])
    judge(store, lines[3], "reject")
    assert list(doubtful(store)) == [line for line in lines if line not in (lines[0], lines[3])]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, {MET.id, SENT.id, SAID.id}),
        ({"kind": "event"}, {MET.id, SENT.id}),
        ({"kind": "statement", "kind_type": "demand"}, {SAID.id}),
        ({"kind_type": "AID"}, set()),
        ({"article": "article-other"}, set()),
    ],
)
def test_only_what_is_asked_for(store, wanted, expected):
    write_article(store, talks(), run=RUN)
    assert set(doubtful(store, **wanted)) == expected


def test_a_sample_does_not_depend_on_the_order_of_reading(store, tmp_path):
    fill(store)
    with open_store(tmp_path / "other.db", mode="write") as other:
        fill(other, reversed(WORDS))
        for size in (1, 4, 10):
            sample = Sample(seed=7, kind="event", type=None, size=size)
            assert [line.id for line in draw(store, sample)] == [line.id for line in draw(other, sample)]


def test_a_larger_sample_begins_with_the_smaller(store):
    fill(store)
    few, many = (draw(store, Sample(seed=7, kind="event", type=None, size=size)) for size in (3, 8))
    assert [line.id for line in many[:3]] == [line.id for line in few]
    others = draw(store, Sample(seed=8, kind="event", type=None, size=8))
    assert [line.id for line in others] != [line.id for line in many]


def test_what_was_rejected_stays_in_the_sample_and_what_was_added_is_none(store):
    write_article(store, talks(), run=RUN)
    judge(store, MET.id, "reject")
    fields = {"type": "AID", "text": "Some 40 trawlers", "trigger": "trawlers", "actors": [{"name": "x"}]}
    Reviewer(store, by="Ada").add(talks().article.id, "event", fields, at=NOW)
    drawn = draw(store, Sample(seed=1, kind="event", type=None, size=10))
    assert {(line.id, line.judged) for line in drawn} == {(MET.id, True), (SENT.id, False)}


def test_a_sample_needs_lines(store):
    with pytest.raises(UsageError, match="needs lines"):
        draw(store, Sample(seed=1, kind="event", type=None, size=0))


def test_of_one_seed_the_largest_sample_is_remembered(store):
    for size in (5, 9, 2):
        note_sample(store, Sample(seed=1, kind="event", type=None, size=size))
    assert samples(store) == (Sample(seed=1, kind="event", type=None, size=9),)


# --- precision -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("right", "judged", "low", "high"),
    # Brown, Cai and DasGupta 2001 and the R function prop.test(correct = FALSE)
    [(0, 0, 0.0, 1.0), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662), (1, 1, 0.2065, 1.0)],
)
def test_wilson(right, judged, low, high):
    assert wilson(right, judged) == pytest.approx((low, high), abs=5e-5)


def figures(store, *, sample):
    return {one.type: one for one in measured(store) if (one.sample is not None) == sample}


def test_precision_by_type_of_what_was_judged(store):
    fill(store)
    lines = list(doubtful(store))
    judge(store, lines[0])
    judge(store, lines[1], "reject")
    judge(store, lines[2], "edit", {"type": "AID"})
    judge(store, lines[3], "edit", {"status": "planned"})
    judge(store, lines[4], "edit", {"actors": [{"name": "somebody"}]})
    found = figures(store, sample=False)["CONSULT"]
    assert (found.judged, found.right, found.sides, found.whole, found.left) == (5, 3, 2, 1, 0)
    assert (found.precision, found.unbiased) == (0.6, False)
    assert set(figures(store, sample=False)) == {"CONSULT", "all"}


def test_only_a_sample_judged_to_its_end_is_unbiased(store):
    fill(store)
    sample = Sample(seed=3, kind="event", type=None, size=3)
    note_sample(store, sample)
    lines = [line.id for line in draw(store, sample)]
    for number, line in enumerate(lines):
        judge(store, line)
        found = figures(store, sample=True)["all"]
        assert (found.judged, found.left, found.unbiased) == (number + 1, 2 - number, number == 2)


def test_precision_is_the_present_coders(store):
    write_article(store, talks(), run=RUN)
    judge(store, MET.id)
    assert figures(store, sample=False)["CONSULT"].right == 1
    wrong = msgspec.structs.replace(MET, type="AID")
    write_article(store, later(events=[wrong, SENT]), run=LATER_RUN)
    found = figures(store, sample=False)
    assert (found["AID"].judged, found["AID"].right) == (1, 0)
    assert "CONSULT" not in found


def test_statements_are_judged_by_act_and_stance(store):
    write_article(store, talks(), run=RUN)
    judge(store, SAID.id, "edit", {"stance": "hopes"})
    found = next(one for one in measured(store) if one.kind == "statement")
    assert (found.type, found.judged, found.right) == ("demand", 1, 0)


def test_a_finished_sample_gives_bands(store):
    fill(store)
    sample = Sample(seed=3, kind="event", type=None, size=4)
    note_sample(store, sample)
    lines = [line.id for line in draw(store, sample)]
    with pytest.raises(UsageError, match="judged to its end"):
        finished(store)
    for number, line in enumerate(lines):
        judge(store, line, "reject" if number == 0 else "accept")
    assert finished(store) == {"CONSULT": (3, 4)}
