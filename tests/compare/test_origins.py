"""How many independent origins tell a happening, and whether both sides do."""

from datetime import date

import pytest

from dragoman.compare.lookup import happening, list_happenings
from dragoman.compare.origins import Origin, Source, Speaker, Told, chain_of, distinct, origin_of
from dragoman.compare.publishers import speaks_for
from dragoman.compare.update import rebuild_happenings, update_happenings
from dragoman.records import Participant
from dragoman.store.copies import mark_copies
from dragoman.store.open import open_store
from dragoman.store.write import write_article
from tests.compare.reports import report
from tests.compare.test_score import MET, TALKS
from tests.sample_record import RUN

_PANELS = "fish port tax road".split()
LONG = " ".join(f"The {word} panel spoke of point {n} for an hour." for n, word in enumerate(_PANELS))


def ministry(code, name="the foreign ministry"):
    return Participant(id=f"{code}-mfa", name=name, kind="organisation", party=code, country=code, sectors=("GOV",))


MEDIUM = Participant(id="wire", name="Northern Wire", kind="media")
ORGAN = Participant(id="described-ministry", name="ministry", kind="organisation", sectors=("GOV",))
UNNAMED = Participant(id="described-officials", name="officials", kind="unnamed")

# The reports, the number of origins, and whether official sources of both sides tell it.
CASES = {
    "two outlets of their own": ([{}, {"by": "Echo"}], 2, False),
    "the same outlet twice": ([{}, {"day": date(2020, 3, 3), "headline": "More on it"}], 1, False),
    "two print an agency's": ([{"agency": "AP"}, {"by": "Echo", "agency": "AP"}], 1, False),
    "the agency itself and who credits it": ([{"by": "AP"}, {"by": "Echo", "agency": "AP"}], 1, False),
    "credited in the text": ([{"by": "Northern Wire"}, {"by": "Echo", "reported_by": "Northern Wire"}], 1, False),
    "on a medium's word": ([{"by": "Northern Wire"}, {"by": "Echo", "said_by": MEDIUM}], 1, False),
    "on one ministry's word": ([{"said_by": ministry("PER")}, {"by": "Echo", "said_by": ministry("PER")}], 1, False),
    "on the word of both": ([{"said_by": ministry("PER")}, {"by": "Echo", "said_by": ministry("ECU")}], 2, True),
    "a release and who quotes it": (
        [{"by": "Ministry of Foreign Affairs of Peru"}, {"by": "Echo", "said_by": ministry("PER")}], 1, False),
    "a ministry that no report names is one of the parties'": (
        [{"by": "Ministry of Foreign Affairs of Peru"}, {"by": "Echo", "said_by": ORGAN}], 1, False),
    "two on the word of such a ministry": ([{"said_by": ORGAN}, {"by": "Echo", "said_by": ORGAN}], 1, False),
    "releases of both": ([{"by": "Ministry of Foreign Affairs of Peru"}, {"by": "Government of Ecuador"}], 2, True),
    "unnamed officials are no origin": ([{"said_by": UNNAMED}, {"by": "Echo", "said_by": UNNAMED}], 2, False),
    "who looks back gathers nothing": ([{}, {"by": "Echo", "day": date(2020, 4, 1)}], 1, False),
    "who denies it confirms nothing": (
        [{"said_by": ministry("PER")}, {"by": "Echo", "said_by": ministry("ECU"), "status": "denied"}], 2, False),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_origins_of_a_happening(tmp_path, case):
    given, number, both = CASES[case]
    with open_store(tmp_path / "r.db", mode="write") as store:
        for n, fields in enumerate(given):
            clause, verb = ((MET, "met"), (TALKS, "talks"))[n]
            write_article(store, report(clause, verb, **fields), run=RUN)
        update_happenings(store)
        (one,) = list_happenings(store)
        assert (len(one.origins), one.both_sides, one.tellings) == (number, both, 2)


def test_copies_are_one_origin_also_when_found_later(tmp_path):
    with open_store(tmp_path / "r.db", mode="write") as store:
        for by, day, agency in (("Post", 2, None), ("Echo", 3, None), ("Sun", 4, "AP")):
            write_article(
                store, report(MET, "met", by=by, day=date(2020, 3, day), tail=" " + LONG, agency=agency), run=RUN
            )
        update_happenings(store)
        (apart,) = list_happenings(store)
        mark_copies(store)
        update_happenings(store)
        (joined,) = list_happenings(store)
        assert sorted(apart.origins) == ["Associated Press", "Echo", "Post"]
        assert joined.origins == ("Associated Press",)  # one of the copies names it
        assert joined.outlets == 3
        opened = happening(store, joined.id)
        assert [bool(one.copy_of) for one in opened.tellings] == [False, True, True]
        rebuild_happenings(store)
        assert next(list_happenings(store)) == joined


@pytest.mark.parametrize(
    ("publisher", "party"),
    [
        ("Ministry of Foreign Affairs of Peru", "PER"), ("Government of Ecuador", "ECU"), ("NATO", "NATO"),
        ("Pakistan Ministry of Defence", "PAK"), ("US Department of State", "USA"), ("Dawn", None),
        ("The Peru Times", None), ("Xinhua News Agency", None), ("Harbour News Service", None), (None, None),
        ("Peru", "PER"),
    ],
)  # fmt: skip
def test_whose_word_a_publisher_prints(publisher, party):
    assert speaks_for(publisher) == party


def source(**fields):
    return Source(**{"article": "a", "publisher": "Post", "agency": None, "group": "a", "group_agency": None,
                     "group_publisher": None, **fields})  # fmt: skip


def test_an_article_of_nobody_is_an_origin_of_its_own():
    told = Told("e", source(publisher=None), None, (), True, False)
    assert origin_of(told) == Origin(key="a", name="unknown", kind="unknown")


def test_the_writers_own_word_comes_before_a_speakers():
    speaker = Speaker("Soto", "PER", "person", True)
    assert origin_of(Told("e", source(), None, (speaker,), True, False)).name == "Post"
    assert origin_of(Told("e", source(), None, (speaker,), False, False)).party == "PER"


def test_the_chain_goes_from_who_printed_it_to_who_said_it():
    soto = Speaker("Ana Soto", "PER", "person", True)
    copied = source(group="b", group_publisher="The Echo", group_agency="Reuters", credit="Anadolu")
    told = Told("e", copied, None, (soto,), False, False)
    assert [(step.how, step.name, step.party) for step in chain_of(told)] == [
        ("printed", "Post", None), ("copied", "The Echo", None), ("agency", "Reuters", None),
        ("credited", "Anadolu Agency", None), ("said", "Ana Soto", "PER"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("told", "names"),
    [
        (Told("e", source(), None, (), True, False), ["Post"]),
        (Told("e", source(publisher=None), None, (), True, False), []),
        (Told("e", source(agency="Post"), "Post", (), True, False), ["Post"]),  # nobody takes from himself
        (Told("e", source(credit="Reuters", itself=True), None, (), True, False), ["Post"]),
        (Told("e", source(), "Reuters", (Speaker("villagers", None, "crowd", False),), False, False),
         ["Post", "Reuters"]),
        (Told("e", source(), None, (Speaker("Ana Soto", "PER", "person", True),), True, False), ["Post"]),
    ],
)  # fmt: skip
def test_only_who_is_named_stands_in_the_chain(told, names):
    assert [step.name for step in chain_of(told)] == names


def test_every_telling_of_a_happening_has_its_chain(tmp_path):
    met = report("Peru met Ecuador in Lima for talks on the border", "met", city="Lima", agency="Reuters")
    with open_store(tmp_path / "r.db", mode="write") as store:
        write_article(store, met, run=RUN)
        update_happenings(store)
        (telling,) = happening(store, met.events[0].id).tellings
    assert [(step.how, step.name) for step in telling.chain] == [("printed", "Post"), ("agency", "Reuters")]


def test_origins_are_told_once():
    wires = [Origin(key="medium ap", name=name) for name in ("The AP", "AP")]
    assert [one.name for one in distinct(wires)] == ["AP"]
