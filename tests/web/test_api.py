"""The API: what it answers, that its description is kept, and that nothing sent to it breaks it."""

import json

import pytest
from hypothesis import HealthCheck, given, settings

from dragoman.web.app import create_app
from dragoman.web.rest import api
from dragoman.web.terms import Terms
from tests import sample_record
from tests.web.records import MEETINGS, sample

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
openapi_checks = pytest.importorskip("schemathesis.specs.openapi.checks")

V1 = "/api/v1"


def get(client, path, **params):
    answer = client.get(f"{V1}{path}", params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_lists_and_single_things(client):
    event = get(client, "/events", order="oldest", limit=1)["rows"][0]
    assert (event["type"], event["status"], event["article"]["publisher"]) == (
        "CONSULT",
        "occurred",
        "The Northern Post",
    )
    assert get(client, f"/lines/{event['id']}")["line"]["id"] == event["id"]
    article = get(client, f"/articles/{event['article']['id']}")
    span = article["events"][0]
    assert article["article"]["text"][span["start"] : span["end"]] == span["text"]
    assert get(client, "/statements", party="Norway")["rows"][0]["stance"] == "demands"
    assert get(client, "/parties/Norway")["code"] == "NOR"
    assert get(client, "/people/person-berg")["name"] == "Ine Berg"
    assert get(client, "/pairs/NOR/CHL", limit=2)["counted"] == MEETINGS + 1
    assert get(client, "/findings", kind="date-conflict")["rows"][0]["message"] == "a note"
    assert {row["source"] for row in get(client, "/failures")["rows"]} == {"bad.pdf", "reports/talks.txt"}
    told = get(client, "/happenings", type="CONSULT", order="oldest")["rows"][0]
    assert get(client, f"/happenings/{told['id']}")["tellings"][0]["origin"] == "The Northern Post"
    assert get(client, "/disagreements")["rows"] == []
    assert get(client, "/promises", party="Chile")["rows"][0]["kind"] == "plan"
    assert get(client, "/runs")["rows"][0]["articles"] == MEETINGS + 3
    assert get(client, "/search", q="waters")["found"]["statements"] == 1
    assert get(client, "/today", days=365)["days"] == 365
    assert get(client, "/parties")["rows"][0]["code"] == "CHL"


def test_who_held_an_office(client):
    rows = get(client, "/offices", q="Secretary General of NATO", on="2017-11")["rows"]
    assert [row["holder"] for row in rows] == ["Jens Stoltenberg"]


def test_a_list_is_taken_up_where_it_stopped(client):
    first = get(client, "/events", limit=40)
    second = get(client, "/events", limit=40, after=first["next"])
    assert second["next"] is None
    assert len({row["id"] for row in (*first["rows"], *second["rows"])}) == len(first["rows"]) + len(second["rows"])


def test_what_is_known_is_not_sent_again(client):
    tag = client.get(f"{V1}/events").headers["etag"]
    assert client.get(f"{V1}/events", headers={"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize(("path", "status"), [
    ("/events?limit=1001", 400), ("/events?limit=0", 400), ("/events?limit=x", 400), ("/events?nonsense=1", 400),
    ("/events?type=DANCE", 400), ("/events?party=Atlantis", 404), ("/events?since=2017-13", 400), ("/articles/x", 404),
    ("/offices", 400), ("/search?q=", 400), ("/search?q=***", 400), ("/events?after=x", 400), ("/events?text=%00", 400),
    ("/today?days=2", 400), ("/nothing", 404), ("/lines/x", 400),
])  # fmt: skip
def test_every_error_has_one_shape(client, path, status):
    answer = client.get(V1 + path)
    error = answer.json()["error"]
    assert (answer.status_code, error["status"]) == (status, status)
    assert set(error) == {"status", "kind", "what", "values", "remedy"}
    assert error["what"]


def test_a_wrong_method_is_told_in_the_same_shape(client):
    assert client.delete(f"{V1}/events").json()["error"]["status"] == 405


def test_the_whole_record_goes_out_as_lines(client):
    lines = client.get(f"{V1}/export").text.splitlines()
    assert len(lines) == MEETINGS + 3
    assert "text" not in json.loads(lines[0])["article"]
    assert json.loads(client.get(f"{V1}/export?with_text=true").text.splitlines()[0])["article"]["text"]


def test_a_text_is_coded_and_not_kept(client, monkeypatch):
    monkeypatch.setattr("dragoman.api.code_text", lambda text, **given: sample_record.code(sample_record.raw(text)))
    before = get(client, "/runs")["rows"]
    answer = client.post(f"{V1}/code", json={"text": "Talks\n\nNorway met Chile.\n"})
    assert answer.status_code == 200
    assert answer.json()["events"][0]["text"] == "Norway met Chile."
    assert get(client, "/runs")["rows"] == before
    assert client.post(f"{V1}/code", json={"text": ""}).status_code == 400
    assert client.post(f"{V1}/code", json={"text": "x" * 50_001}).status_code == 400
    assert (
        client.post(
            f"{V1}/code", content=b'{"text": "\\ud800"}', headers={"content-type": "application/json"}
        ).status_code
        == 400
    )
    assert client.post(f"{V1}/code", content=b"{", headers={"content-type": "application/json"}).status_code == 400


def test_one_text_at_a_time_is_coded(client, monkeypatch):
    monkeypatch.setattr(api, "_CODED_WAIT_S", 0.01)
    with api._coding:
        assert client.post(f"{V1}/code", json={"text": "Norway met Chile."}).status_code == 503


def test_every_call_is_described_and_shown(client):
    description = client.get(f"{V1}/openapi.json").json()
    page = client.get("/docs").text
    for path, methods in description["paths"].items():
        for call in methods.values():
            assert call["summary"]
            assert call["description"]
        assert path in page


CHECKS = (
    schemathesis.checks.not_a_server_error,
    openapi_checks.status_code_conformance,
    openapi_checks.content_type_conformance,
    openapi_checks.response_schema_conformance,
)
EXAMPLES = 12  # of each call: the whole takes some 15 s


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_case_45_whatever_is_sent_is_answered_as_described(tmp_path, monkeypatch):
    monkeypatch.setattr("dragoman.api.code_text", lambda text, **given: sample_record.code(sample_record.raw(text)))
    app = create_app(Terms(record=sample(tmp_path / "r.db")))
    own = {"host": "127.0.0.1"}
    schema = schemathesis.openapi.from_asgi(f"{V1}/openapi.json", app, headers=own)
    seen = []
    for operation in (result.ok() for result in schema.get_all_operations()):

        @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def ask(case):
            response = case.call(headers=own)
            case.validate_response(response, checks=CHECKS)

        ask()
        seen.append(operation.path)
    assert len(seen) >= 15
