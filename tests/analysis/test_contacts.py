"""Meetings and how high they were."""

import pytest

from dragoman.analysis import Counting, contacts
from dragoman.analysis.contacts import LEVELS, level_of
from dragoman.partial_date import PartialDate
from dragoman.records import CodedArticle, Participant
from dragoman.store.open import open_store
from dragoman.store.write import write_article
from tests.analysis.dealings import act, tell
from tests.sample_record import RUN, make_article, make_event, talks


def person(office=None, name="Somebody", party="PAK", kind="person", sectors=("GOV",)):
    return Participant(id=f"described-{name}", name=name, kind=kind, party=party, office=office, sectors=sectors)


@pytest.mark.parametrize(
    ("office", "level"),
    [
        ("President of the United States", "leader"), ("Prime Minister of Pakistan", "leader"),
        ("Secretary-General of the United Nations", "leader"), ("Secretary General of NATO", "leader"),
        ("Prime Minister of Ruritania", "leader"), ("King of Ruritania", "leader"),
        ("Foreign Minister of Pakistan", "minister"), ("Vice President of the United States", "minister"),
        ("Deputy Prime Minister of Ruritania", "minister"), ("Secretary of State of the United States", "minister"),
        ("Defence Secretary of Ruritania", "minister"), ("High Representative of Ruritania", "minister"),
        ("Ambassador of Ruritania to Chile", "envoy"), ("Special Envoy for Ruritania", "envoy"),
        ("UN ambassador of Pakistan", "envoy"), ("High Commissioner of Ruritania in Kenya", "envoy"),
        ("Deputy Foreign Minister of Ruritania", "official"), ("Minister of State of Ruritania", "official"),
        ("Spokesperson of the Foreign Ministry of Ruritania", "official"), ("Army Chief of Pakistan", "official"),
        ("National Security Adviser of Ruritania", "official"), ("Keeper of the Seal", "official"),
    ],
)  # fmt: skip
def test_level_of_an_office(office, level):
    assert level_of(person(office)) == level


@pytest.mark.parametrize(
    ("who", "level"),
    [
        (person(name="the Turkish president"), "leader"),
        (person(name="Indian foreign minister"), "minister"),
        (person(name="Ine Berg"), "official"),
        (person(name="Ine Berg", sectors=()), None),
        (person(name="Pakistan", kind="state"), None),
        (person(name="Secretary State Bank", kind="organisation"), None),
        (person(name="the delegation", kind="other", sectors=()), "official"),
        (person(name="villagers", kind="crowd", sectors=()), None),
    ],
)
def test_level_of_who_holds_no_office(who, level):
    assert level_of(who) == level


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "r.db", mode="write") as opened:
        write_article(opened, talks(), run=RUN)
        tell(opened, 1, act("NOR", "CHL"), act("NOR", "CHL", status="planned"), act("NOR", "CHL", type="ACCUSE"))
        tell(opened, 2, act("NOR", "CHL PER", happening="h"), act("CHL NOR", "", happening="h"), day="2020-05-01")
        yield opened


def test_meetings_of_two(store):
    found = contacts(store, "NOR", "CHL")
    assert [(str(m.day), m.level, m.counted) for m in found.meetings] == [
        ("2019-04-09", "minister", True), ("2020-03-02", None, True), ("2020-03-02", None, False),
        ("2020-05-01", None, True), ("2020-05-01", None, False),
    ]  # fmt: skip
    assert found.meetings[0].party_people == ("Ine Berg, Foreign Minister of Norway",)
    assert found.levels == {"minister": 1, "not told": 2}


def test_meetings_of_one_with_anybody(store):
    found = contacts(store, "NOR", counting=Counting(since=PartialDate.month(2020, 5)))
    assert [(m.other, m.counted) for m in found.meetings] == [("CHL", True), ("PER", True), ("CHL", False)]


def test_a_meeting_is_as_high_as_its_lower_side(tmp_path):
    article = make_article("Report\n\nThe president met the ambassador.")
    leader, envoy = person("President of the United States", party="USA"), person("Ambassador of Chile", party="CHL")
    event = make_event(article, "The president met the ambassador", "met", actors=(leader,), recipients=(envoy,))
    with open_store(tmp_path / "r.db", mode="write") as store:
        write_article(store, CodedArticle(article=article, events=(event,), run=RUN.id), run=RUN)
        meeting = contacts(store, "USA", "CHL").meetings[0]
        assert (meeting.level, meeting.party_level, meeting.other_level) == ("envoy", "leader", "envoy")
        assert contacts(store, "CHL", "USA").to_arrow().num_rows == 1
    assert LEVELS == ("leader", "minister", "envoy", "official")
