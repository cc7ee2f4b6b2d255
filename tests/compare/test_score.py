"""Which two tellings are taken for one happening: a table of cases, and what holds of every score."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.compare.blocks import filed_under, looked_up
from dragoman.compare.score import SAME, UNLIKE, Compared, bits_for, linked, match, probability
from dragoman.compare.telling import Telling, packed, tellings, unpacked
from dragoman.compare.words import Bag, forms, hashed
from dragoman.store.open import open_store
from dragoman.store.write import write_article
from tests.compare.reports import person, report, state
from tests.sample_record import RUN

MET = "Peru's foreign minister met her Ecuadorian counterpart on fishing rights"
TALKS = "The foreign ministers of Peru and Ecuador held talks about fishing rights"
FIRED = "Peruvian troops fired on an Ecuadorian border post near the river bridge"


@pytest.fixture
def compared(tmp_path):
    def read(*reports):
        with open_store(tmp_path / "r.db", mode="write") as store:
            for coded in reports:
                write_article(store, coded, run=RUN)
            found = {one.event: one for one in tellings(store, [coded.events[0].id for coded in reports])}
            return [Compared(found[coded.events[0].id]) for coded in reports]

    return read


SAME_CASES = {
    "same day, other words": (report(MET, "met"), report(TALKS, "talks", by="Echo")),
    "sides told the other way round": (
        report(MET, "met"),
        report(TALKS, "talks", by="Echo", actors=("ECU",), recipients=("PER",)),
    ),
    "one says the day, one was printed the day after": (
        report(MET, "met"),
        report(TALKS, "talks", by="Echo", when=None),
    ),
    "a recollection with its date": (
        report(MET, "met"),
        report(MET, "met", by="Echo", day=date(2021, 5, 1), status="background"),
    ),
    "accounts differ by a day, people and place agree": (
        report(MET, "met", city="Lima", actors=(person("Soto", "PER"),), recipients=(person("Vela", "ECU"),)),
        report(MET, "met", by="Echo", when="2020-02-29", city="Lima", actors=(person("Soto", "PER"),),
               recipients=(person("Vela", "ECU"),)),
    ),
    "the toll differs": (
        report(FIRED, "fired", type="ASSAULT", dead="3"),
        report(FIRED + " on Sunday", "fired", by="Echo", type="ASSAULT", dead="5"),
    ),
    "one tells it as denied": (report(FIRED, "fired", type="ASSAULT"), report(FIRED, "fired", by="Echo", type="ASSAULT",
                                                                               status="denied")),
    "the month only": (report(MET, "met"), report(MET, "met", by="Echo", when="2020-03", day=date(2020, 6, 1))),
    "ports of one city": (report(MET, "met", city="Lima"), report(TALKS, "talks", by="Echo", city="Callao")),
    "one names one side only": (report(FIRED, "fired", type="ASSAULT"),
                                report(FIRED, "fired", by="Echo", type="ASSAULT", actors=())),
}  # fmt: skip
OTHER_CASES = {
    "four days apart": (report(MET, "met"), report(MET, "met", by="Echo", when="2020-03-05", day=date(2020, 3, 6))),
    "another pair": (report(MET, "met"), report(TALKS, "talks", by="Echo", recipients=("COL",))),
    "planned and done": (report(MET, "met"), report(MET, "met", by="Echo", status="planned")),
    "planned and hypothetical": (report(MET, "met", status="hypothetical"),
                                 report(MET, "met", by="Echo", status="planned")),
    "other cities": (report(MET, "met", city="Lima"),
                     report("Both states discussed a power line", "discussed", by="Echo", city="Quito")),
    "other people of the same states": (
        report("Soto met Vela", "met", actors=(person("Soto", "PER"),), recipients=(person("Vela", "ECU"),)),
        report("Rey saw Paz on trade", "saw", by="Echo", actors=(person("Rey", "PER"),),
               recipients=(person("Paz", "ECU"),)),
    ),
    "one minister, two counterparts": (
        report(MET, "met", city="Lima", actors=(person("Soto", "PER"),), recipients=(person("Vela", "ECU"),)),
        report(TALKS, "talks", by="Echo", actors=(person("Soto", "PER"),), recipients=(person("Paz", None),)),
    ),
    "the other one struck": (
        report(FIRED, "fired", type="ASSAULT"),
        report(FIRED, "fired", by="Echo", type="ASSAULT", actors=("ECU",), recipients=("PER",)),
    ),
    "two years": (report(MET, "met"), report(MET, "met", by="Echo", when="2017", day=date(2020, 3, 2))),
    "two shootings of a week": (
        report(FIRED, "fired", type="ASSAULT", city="Lima"),
        report("Shells hit a market", "hit", by="Echo", type="ASSAULT", city="Quito", when="2020-03-02"),
    ),
    "another kind of act": (report(MET, "met"), report(FIRED, "fired", by="Echo", type="ASSAULT")),
}  # fmt: skip


def found_by(one, other):
    """Whether looking up the one finds the other, and the other way round."""
    here = [any(r.block in filed_under(b) and r.first <= b.last <= r.last for r in looked_up(a))
            for a, b in ((one, other), (other, one))]  # fmt: skip
    assert here[0] == here[1], "a look-up must not depend on which came first"
    return here[0]


@pytest.mark.parametrize("case", SAME_CASES)
def test_one_happening(compared, case):
    one, other = compared(*SAME_CASES[case])
    assert found_by(one.telling, other.telling)
    assert match(one, other).score >= SAME
    assert linked(one, other) == pytest.approx(match(one, other).bits)
    assert match(one, other).reasons == match(other, one).reasons


@pytest.mark.parametrize("case", OTHER_CASES)
def test_two_happenings(compared, case):
    one, other = compared(*OTHER_CASES[case])
    assert linked(one, other) is None or not found_by(one.telling, other.telling)


def test_a_score_is_the_sum_of_its_reasons(compared):
    one, other = compared(*SAME_CASES["same day, other words"])
    found = match(one, other)
    assert found.bits == pytest.approx(bits_for(one, other))
    assert found.score == pytest.approx(probability(found.bits))
    assert {"same day", "parties", "before comparing"} <= {reason.what for reason in found.reasons}


def test_what_cannot_be_compared_is_not_looked_up(compared):
    (alone,) = compared(report(MET, "met", actors=(), recipients=()))
    (undated,) = compared(report(MET, "met", when="1990/1999"))
    assert not filed_under(alone.telling)
    assert not filed_under(undated.telling)
    assert list(looked_up(undated.telling)) == []


def test_nobody_is_kept_apart_by_a_missing_side(compared):
    one, other = compared(report(FIRED, "fired", type="ASSAULT", actors=()), report(FIRED, "fired", by="Echo",
                          type="ASSAULT", recipients=(state("ECU"),), actors=()))  # fmt: skip
    assert match(one, other) is not None


@given(st.floats(-60, 60))
def test_probabilities(bits):
    assert 0 <= probability(bits) <= 1
    assert probability(bits) + probability(-bits) == pytest.approx(1)
    assert (probability(bits) >= SAME) == (bits >= 0) or abs(bits) < 1e-9


@given(st.text(max_size=200))
def test_any_text_has_words(text):
    words = hashed(forms(text))
    assert list(words) == sorted(set(words))
    bag = Bag(words)
    assert bag.likeness(bag) == pytest.approx(1.0 if words and bag.likeness(bag) else 0.0, abs=0.5)


@given(*(st.lists(st.integers(0, 2**32 - 1), max_size=12) for _ in range(2)))
def test_likeness_is_symmetric_and_bounded(one, other):
    first, second = Bag(one), Bag(other)
    assert first.likeness(second) == second.likeness(first)
    assert 0 <= first.likeness(second) <= 1
    assert bool(first.likeness(second)) == first.shares(second) or not first.shares(second)


def test_words_are_cut_and_idle_ones_left_out():
    assert list(forms("The Ministers' 1,200 negotiations in São-Tomé on Monday")) == [
        "minist", "1200", "negoti", "sao-to"]  # fmt: skip


def test_tellings_survive_packing(compared):
    (one,) = compared(report(MET, "met", city="Lima", dead="3"))
    again = unpacked(packed(one.telling))
    assert isinstance(again, Telling)
    assert again == one.telling
    assert UNLIKE < 0
