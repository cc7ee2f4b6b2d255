"""Search by meaning on the desk and in the API, with the network that ships."""

import pytest
from starlette.testclient import TestClient

from dragoman.compare.vectors import make_vectors
from dragoman.language.vectors import SentenceVectors
from dragoman.store.open import open_store
from dragoman.web.app import create_app
from dragoman.web.queries.meaning import absent
from dragoman.web.terms import Terms
from tests.web.conftest import BASE
from tests.web.records import EVIL, hostile, sample, write

QUESTION = "fishing needs to be regulated"


@pytest.fixture(scope="module")
def near(tmp_path_factory):
    path = sample(tmp_path_factory.mktemp("near") / "sample.db")
    with open_store(path, mode="write") as store:
        make_vectors(store, SentenceVectors.load())
    with TestClient(create_app(Terms(record=path)), base_url=BASE, headers={"accept": "text/html"}) as found:
        yield found


def get(client, **given):
    answer = client.get("/api/v1/search", params=given)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize("given", [{"meaning": QUESTION}, {"q": QUESTION, "by": "meaning"}])
def test_what_is_near_comes_first(near, given):
    answer = get(near, kind="statement", **given)
    first = answer["near"][0]
    assert (first["text"], first["stance"], first["speaker"]) == ("Our waters need rules", "demands", "Ine Berg")
    assert 0.3 < first["similarity"] <= 1
    assert "nearness does not tell a claim from its denial" in answer["note"]
    assert answer["unmade"] == 0


def test_conditions_hold(near):
    assert {row["kind"] for row in get(near, meaning=QUESTION)["near"]} == {"statement", "event", "article"}
    assert get(near, meaning=QUESTION, stance="denies", kind="statement")["near"] == []
    assert get(near, meaning=QUESTION, party="Norway", kind="statement", since="2030")["near"] == []
    assert len(get(near, meaning="they met", kind="event", limit=3)["near"]) == 3
    alleged = get(near, meaning="attack on a trawler", kind="event", limit=1)["near"][0]
    assert alleged["basis"] == "alleged"


def test_both_say_which_found_what(near):
    rows = get(near, q="waters rules", by="both", kind="statement")["near"]
    assert {row["text"]: row["words"] for row in rows}["Our waters need rules"] is True


def test_the_page_shows_nearness_and_what_it_is(near):
    page = near.get("/search", params={"q": QUESTION, "by": "meaning"}).text
    assert "Our waters need rules" in page
    assert "Found by nearness of words and matter" in page
    assert 'title="How near in meaning' in page
    assert '<option value="meaning" selected>' in page


def test_a_record_without_vectors_says_how_to_make_them(client):
    page = client.get("/search", params={"q": QUESTION, "by": "meaning"})
    assert page.status_code == 200
    assert "dragoman vectors --record sample.db" in page.text
    error = client.get("/api/v1/search", params={"meaning": QUESTION}).json()["error"]
    assert error["status"] == 400
    assert "dragoman vectors" in error["remedy"]


def test_hostile_words_stay_words(tmp_path):
    path = write(tmp_path / "evil.db", hostile())
    with open_store(path, mode="write") as store:
        make_vectors(store, SentenceVectors.load())
    with TestClient(create_app(Terms(record=path)), base_url=BASE, headers={"accept": "text/html"}) as client:
        page = client.get("/search", params={"q": EVIL, "by": "meaning"}).text
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_a_record_without_vectors_needs_no_network(tmp_path):
    def loaded():
        raise AssertionError("the network was loaded")

    with open_store(sample(tmp_path / "plain.db")) as store:
        found = absent(store, loaded)
    assert found is not None
    assert found["why"] == "This record has no vectors."
