"""Pages of people and bodies: every participant with an id has one, with what it did, said and owes."""

from datetime import date

import pytest
from starlette.testclient import TestClient

from dragoman.partial_date import PartialDate
from dragoman.records import CodedArticle, Participant
from dragoman.web.app import create_app
from dragoman.web.terms import Terms
from tests.sample_record import RUN, make_article, make_event, make_statement, talks
from tests.web.conftest import BASE
from tests.web.records import write

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
ARMY = "Chilean Army"


def drill():
    """A body that acts for a state: it exercises with another, plans more of it, and is told to have said so."""
    body = "The Chilean Army trained with Norway. It will train with Norway again in June 2020. It told of it."
    text = f"Drill ends\n\n{body}\n"
    article = make_article(text, source="drill.txt", published=date(2020, 5, 4))
    army = Participant(id=ARMY, name="Chilean Army", kind="organisation", party="CHL", country="CHL")
    norway = Participant(id="NOR", name="Norway", kind="state", party="NOR", country="NOR")
    crowd = Participant(id="described-fishers", name="fishers", kind="crowd", party=None, country=None)
    trained = make_event(
        article, "The Chilean Army trained with Norway", "trained", type="COOPERATE", quad=2, actors=(army,),
        recipients=(norway, crowd), when=PartialDate.day(date(2020, 5, 3)),
    )  # fmt: skip
    again = make_event(
        article, "It will train with Norway again in June 2020", "train with", type="COOPERATE", quad=2,
        status="planned", actors=(army,), recipients=(norway,), when=PartialDate.parse("2020-06"),
    )  # fmt: skip
    said = make_statement(
        article, "It told of it", [army], topics=("military",), said=PartialDate.day(date(2020, 5, 4))
    )
    return CodedArticle(article=article, events=(trained, again), statements=(said,), run=RUN.id)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    record = write(tmp_path_factory.mktemp("entities") / "record.db", talks(), drill())
    with TestClient(create_app(Terms(record=record)), base_url=BASE, headers={"accept": "text/html"}) as client:
        yield client


def test_a_body_has_a_page_that_its_lines_link_to(desk):
    assert 'href="/entities/Chilean%20Army"' in desk.get("/events?party=CHL").text
    page = desk.get(f"/entities/{ARMY}")
    assert page.status_code == 200
    for shown in (
        "Chilean Army",
        "trained with Norway",
        "Whom it deals with",
        "Topics",
        "Open promises",
        "again in June 2020",
    ):
        assert shown in page.text, shown
    told = desk.get(f"/entities/{ARMY}.json").json()
    assert [(row["code"], row["counted"]) for row in told["counterparts"]] == [("NOR", 1)]
    assert [(row["topic"], row["statements"]) for row in told["topics"]] == [("military", 1)]
    assert [(row["kind"], row["state"]) for row in told["promises"]] == [("plan", "open")]
    assert (told["party"], told["kind"]) == ("CHL", "organisation")
    assert desk.get(f"/api/v1/entities/{ARMY}").json()["name"] == "Chilean Army"


def test_a_person_shows_whom_they_deal_with_topics_and_what_is_open(desk):
    told = desk.get("/people/person-berg.json").json()
    assert [row["code"] for row in told["counterparts"]] == ["CHL"]
    assert told["topics"][0]["topic"] == "environment.fisheries"
    page = desk.get("/people/person-berg").text
    assert "Whom they deal with" in page
    assert "Topics" in page


def test_every_participant_with_an_id_has_a_page(desk):
    seen = set()
    for path in ("events", "statements"):
        for line in desk.get(f"/{path}.json?limit=1000").json()["rows"]:
            for side in ("actors", "recipients", "speakers"):
                seen |= {who["id"] for who in line.get(side, ()) if who["id"]}
    assert len(seen) > 3
    for name in seen:
        assert desk.get(f"/api/v1/entities/{name}").status_code == 200, name


def test_a_partys_id_is_its_own_page_and_what_no_table_knows_has_none(desk):
    assert desk.get("/entities/NOR.json").json()["code"] == "NOR"
    for name in ("described-fishers", "person-nobody"):
        assert desk.get(f"/entities/{name}.json").status_code == 404


def test_who_held_an_office_has_a_page_though_no_article_names_them(desk):
    held = next(stay for office in desk.get("/parties/NOR.json").json()["offices"] for stay in office["holders"])
    assert desk.get(f"/people/{held['person']}").status_code == 200


def test_open_promises_are_open_due_or_overdue(desk):
    every = desk.get("/promises.json?party=CHL&as_of=2030").json()["rows"]
    rows = desk.get("/promises.json?party=CHL&as_of=2030&unsettled=true").json()["rows"]
    assert {row["state"] for row in rows} <= {"open", "due", "overdue"}
    assert [row["id"] for row in rows] == [row["id"] for row in every if row["state"] in ("open", "due", "overdue")]
    party = desk.get("/parties/CHL.json").json()["across"]["promises"]
    assert party
    assert all(row["state"] in ("open", "due", "overdue") for row in party)
    assert "Open promises" in desk.get("/parties/CHL").text
