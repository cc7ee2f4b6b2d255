"""Decisions by form and by API: named, with a form's token, refused where another came first, counted at once."""

import re

import pytest
from starlette.testclient import TestClient

from dragoman.web.app import create_app
from dragoman.web.terms import Terms
from tests.web.across_records import across
from tests.web.conftest import BASE

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
API = "/api/v1/reviews"


@pytest.fixture
def desk(tmp_path):
    app = create_app(Terms(record=across(tmp_path / "across.db")))
    with TestClient(app, base_url=BASE, headers={"accept": "text/html"}, follow_redirects=False) as client:
        yield client


def token(desk):
    desk.get("/review")
    return desk.cookies["dragoman_form"]


def send(desk, path, **fields):
    return desk.post(path, data={"form_token": token(desk), "by": "Ada", **fields})


def doubtful(desk, **asked):
    return desk.get("/review.json", params=asked).json()["rows"]


def form_of(desk, line):
    """What a form on the page of a line would send, as it stands there."""
    page = desk.get(f"/review/{line}.json").json()
    return {**page["values"], "seen": page["line"]["seen"] or ""}


def test_the_most_doubtful_stand_first_and_leave_when_decided(desk):
    rows = doubtful(desk)
    assert [row["confidence"] for row in rows] == sorted(row["confidence"] for row in rows)
    first = rows[0]
    answer = send(desk, f"/review/{first['id']}", action="accept", back="/review?kind=event")
    assert (answer.status_code, answer.headers["location"]) == (303, "/review?kind=event")
    assert first["id"] not in [row["id"] for row in doubtful(desk)]
    assert "Ada" in desk.get("/review").text


@pytest.mark.parametrize(("asked", "texts"), [
    ({"kind": "event", "below": "0.45"}, {
        "Peru will meet Ecuador", "Peru met Ecuador in Lima for talks on the border"}),
    ({"kind": "statement", "party": "PER"}, {"Peru will meet Ecuador"}),
    ({"status": "planned"}, {"Peru will meet Ecuador"}), ({"stance": "denies"}, {"it had seized trawlers"}),
    ({"party": "Chile", "type": "AGREE"}, {
        "Norway promised Chile on Tuesday to hand over twelve seized trawlers by the end of May"}),
])  # fmt: skip
def test_the_queue_is_narrowed(desk, asked, texts):
    assert {row["text"] for row in doubtful(desk, **asked)} == texts


def test_an_edit_moves_the_counts(desk):
    line = doubtful(desk, type="ASSAULT")[0]
    before = desk.get("/pairs/PER/ECU/series.json?by=year&of=type&unit=event").json()["rows"]
    form = {**form_of(desk, line["id"]), "type": "AID", "recipients": "Chile\nECU", "when": "2020-04-02"}
    assert send(desk, f"/review/{line['id']}", action="edit", why="read again", **form).status_code == 303
    page = desk.get(f"/review/{line['id']}.json").json()
    assert (page["line"]["type"], page["line"]["quad"], page["line"]["date"]) == ("AID", 2, "2020-04-02")
    assert [who["party"] for who in page["line"]["recipients"]] == ["CHL", "ECU"]
    assert page["line"]["review"] == "edited"
    assert set(page["history"][0]["changes"][0]["fields"]) >= {"type", "recipients", "when"}
    after = desk.get("/pairs/PER/ECU/series.json?by=year&of=type&unit=event").json()["rows"]
    counts = [{row["group"]: row["count"] for row in rows} for rows in (before, after)]
    assert counts == [{"CONSULT": 2, "ASSAULT": 2}, {"AID": 1, "CONSULT": 2, "ASSAULT": 1}]
    assert "read again" in desk.get("/review/decisions").text


def test_a_rejected_line_leaves_and_an_undo_brings_it_back(desk):
    line = doubtful(desk, type="ASSAULT")[0]["id"]
    send(desk, f"/review/{line}", action="reject")
    assert line not in [row["id"] for row in desk.get("/events.json?limit=1000").json()["rows"]]
    page = desk.get(f"/review/{line}.json").json()
    assert page["line"]["aside"]
    send(desk, f"/review/{line}", action="undo", seen=page["line"]["seen"])
    assert line in [row["id"] for row in desk.get("/events.json?limit=1000").json()["rows"]]
    rows = desk.get("/review/decisions.json").json()["rows"]
    assert [(row["action"], row["undone"]) for row in rows] == [("undo", False), ("reject", True)]


def test_case_33_who_comes_second_gets_409_and_sees_both_versions(desk):
    line = doubtful(desk, type="ASSAULT")[0]["id"]
    form = form_of(desk, line)
    assert send(desk, f"/review/{line}", action="edit", **{**form, "dead": "13"}).status_code == 303
    answer = desk.post(f"/review/{line}", data={
        "form_token": token(desk), "by": "Bea", "action": "edit", **form, "dead": "14"})  # fmt: skip
    assert answer.status_code == 409
    for shown in ("What you would have changed", "14", "As it stands now", "by Ada"):
        assert shown in answer.text
    assert desk.get(f"/review/{line}.json").json()["line"]["dead"] == "13"


def test_lines_are_added_split_and_merged(desk):
    line = doubtful(desk, type="CONSULT", below=0.45)[-1]
    article = line["article"]["id"]
    added = send(desk, "/review", article=article, kind_of_line="event", type="CONSULT", text="talks on the border",
                 trigger="talks", actors="PER", recipients="ECU", status="occurred", basis="plain")  # fmt: skip
    assert added.status_code == 303
    new = added.headers["location"].rpartition("/")[2]
    page = desk.get(f"/review/{line['id']}.json").json()
    other = next(one for one in page["others"] if one["id"] == new)
    merged = send(desk, f"/review/{line['id']}", action="merge", seen="", other=f"{new}|{other['seen']}")
    assert merged.status_code == 303
    assert desk.get(f"/review/{new}.json").json()["line"]["aside"]
    seen = desk.get(f"/review/{line['id']}.json").json()["line"]["seen"]
    split = send(desk, f"/review/{line['id']}", action="split", seen=seen,
                 **{"1.recipients": "CHL", "2.type": "COOPERATE", "2.trigger": "border"})  # fmt: skip
    assert split.status_code == 303
    told = desk.get(f"/events.json?article={article}&limit=9").json()["rows"]
    assert sorted(event["type"] for event in told) == ["CONSULT", "COOPERATE"]


@pytest.mark.parametrize(("fields", "status"), [
    ({"by": ""}, 400), ({"by": "\x07"}, 400), ({"action": "burn"}, 400), ({"action": "edit", "type": "NOTHING"}, 404),
    ({"action": "edit", "when": "soon"}, 400), ({"action": "edit", "text": "words that are not there"}, 400),
    ({"action": "split", "1.type": "AID"}, 400), ({"action": "merge"}, 400), ({"form_token": "x" * 32}, 403),
    ({"action": "undo"}, 400), ({"seen": "revision-of-nobody"}, 409),
])  # fmt: skip
def test_what_cannot_be_decided_is_refused_and_writes_nothing(desk, fields, status):
    line = doubtful(desk, type="ASSAULT")[0]["id"]
    given = {"form_token": token(desk), "by": "Ada", "action": "accept", "seen": "", **fields}
    answer = desk.post(f"/review/{line}", data=given)
    if fields.get("action") == "split":
        assert answer.status_code in (303, 400)
        return
    assert answer.status_code == status
    assert desk.get("/review/decisions.json").json()["rows"] == []


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", ""]
)
def test_a_decision_leads_to_our_own_pages_only(desk, back):
    line = doubtful(desk)[0]["id"]
    answer = send(desk, f"/review/{line}", action="accept", back=back)
    assert answer.headers["location"].startswith("/review")


def test_happenings_are_split_and_joined_by_hand(desk):
    rows = desk.get("/happenings.json?tellings=2&type=CONSULT").json()["rows"]
    page = desk.get(f"/happenings/{rows[0]['id']}.json").json()
    one, two = (telling["id"] for telling in page["tellings"])
    answer = send(desk, f"/happenings/{page['id']}", action="split", event=two, why="two meetings")
    there = desk.get(f"{answer.headers['location']}.json").json()
    assert [telling["id"] for telling in there["tellings"]] == [one]
    assert there["decisions"][0]["why"] == "two meetings"
    assert desk.get("/happenings.json?tellings=2&type=CONSULT").json()["rows"] == []
    other = desk.get(f"/happenings/{two}.json").json()["id"]
    assert other in [row["id"] for row in there["near"]]
    answer = send(desk, f"/happenings/{there['id']}", action="join", other=other, why="one after all")
    assert len(desk.get(f"{answer.headers['location']}.json").json()["tellings"]) == 2
    assert send(desk, f"/happenings/{there['id']}", action="join", other=other, why="again").status_code in (400, 404)
    assert send(desk, f"/happenings/{other}", action="split", event=one, why="").status_code in (400, 404)


def test_what_kept_a_promise_is_confirmed_or_refused(desk):
    line = desk.get("/promises.json?party=NOR&other=CHL").json()["rows"][0]
    assert line["state"] == "kept?"
    candidate = line["candidates"][0]["item"]
    send(desk, f"/promises/{line['id']}", candidate=candidate, verdict="confirmed", why="the navy says so")
    page = desk.get(f"/promises/{line['id']}")
    assert "the navy says so" in page.text
    assert desk.get(f"/promises/{line['id']}.json").json()["line"]["state"] == "kept"
    send(desk, f"/promises/{line['id']}", candidate=candidate, verdict="refused", why="other trawlers")
    assert desk.get(f"/promises/{line['id']}.json").json()["line"]["state"] == "overdue"
    assert send(desk, f"/promises/{line['id']}", candidate=candidate, verdict="so", why="x").status_code == 400


def test_who_decides_second_on_a_happening_sees_both(desk):
    there = desk.get("/happenings.json?tellings=2&type=CONSULT").json()["rows"][0]["id"]
    one, two = (telling["id"] for telling in desk.get(f"/happenings/{there}.json").json()["tellings"])
    assert send(desk, f"/happenings/{there}", action="split", event=two, why="two", seen="").status_code == 303
    there = desk.get(f"/happenings/{one}.json").json()["id"]
    late = send(desk, f"/happenings/{there}", action="join", other=two, why="it is one", seen="")
    assert late.status_code == 409
    for shown in ("Somebody was first", "it is one", "two", f"/happenings/{there}"):
        assert shown in late.text
    assert len(desk.get(f"/happenings/{there}.json").json()["tellings"]) == 1
    fields = {"by": "Bo", "action": "join", "other": two, "why": "it is one", "seen": None}
    told = desk.post(f"/api/v1/happenings/{there}/decisions", json=fields)
    assert told.status_code == 409
    error = told.json()["error"]
    assert (error["mine"]["why"], error["theirs"]["by"]) == ("it is one", "Ada")
    seen = desk.get(f"/happenings/{there}.json").json()["decisions"][-1]["at"]
    assert error["revision"] == seen.replace("Z", "+00:00")
    made = desk.post(f"/api/v1/happenings/{there}/decisions", json={**fields, "seen": seen})
    assert made.status_code == 201
    assert len(desk.get(f"/happenings/{made.json()['happening']}.json").json()["tellings"]) == 2


def test_who_decides_second_on_a_promise_sees_both(desk):
    line = desk.get("/promises.json?party=NOR&other=CHL").json()["rows"][0]
    there, fields = f"/promises/{line['id']}", {"candidate": line["candidates"][0]["item"]}
    assert send(desk, there, verdict="confirmed", why="it did", seen="", **fields).status_code == 303
    late = send(desk, there, verdict="refused", why="it did not", seen="", **fields)
    assert late.status_code == 409
    assert "it did not" in late.text
    assert "it did" in late.text
    assert desk.get(f"{there}.json").json()["line"]["state"] == "kept"
    given = {"by": "Bo", "verdict": "refused", "why": "it did not", **fields}
    assert desk.post(f"/api/v1{there}/decisions", json={**given, "seen": None}).json()["error"]["theirs"]["by"] == "Ada"
    seen = desk.get(f"{there}.json").json()["line"]["decisions"][-1]["decided_at"]
    assert f'name="seen" value="{seen}"' in desk.get(there).text
    made = desk.post(f"/api/v1{there}/decisions", json={**given, "seen": seen})
    assert (made.status_code, made.json()["decisions"][-1]["verdict"]) == (201, "refused")


def test_every_form_that_writes_carries_the_token(desk):
    line = doubtful(desk)[0]
    send(desk, f"/review/{line['id']}", action="accept")
    hap = desk.get("/happenings.json?tellings=2").json()["rows"][0]["id"]
    promise = desk.get("/promises.json?party=NOR&other=CHL").json()["rows"][0]["id"]
    for path in ("/review", f"/review/{line['id']}", f"/review/add?article={line['article']['id']}",
                 f"/happenings/{hap}", f"/promises/{promise}"):  # fmt: skip
        forms = re.findall(r'<form[^>]*method="post".*?</form>', desk.get(path).text, re.DOTALL)
        assert forms, path
        assert all('name="form_token"' in form and 'name="by"' in form for form in forms), path


# --- API ----------------------------------------------------------------------------------------------------


def test_programs_decide_too(desk):
    row = desk.get("/api/v1/queue?type=ASSAULT").json()["rows"][0]
    given = {"by": "Ada", "action": "edit", "lines": [row["id"]], "seen": [row["seen"]], "fields": {"dead": "13"}}
    made = desk.post(API, json=given)
    assert (made.status_code, made.json()["action"], made.json()["by"]) == (201, "edit", "Ada")
    second = desk.post(API, json={**given, "fields": {"dead": "14"}})
    error = second.json()["error"]
    assert (second.status_code, error["mine"]["dead"], error["theirs"]["dead"]) == (409, "14", "13")
    again = desk.post(API, json={**given, "seen": [error["revision"]], "fields": {"dead": "14"}})
    assert again.status_code == 201
    assert len(desk.get(f"{API}/{row['id']}").json()["rows"]) == 2
    assert [row["action"] for row in desk.get(API).json()["rows"]] == ["edit", "edit"]


@pytest.mark.parametrize(("change", "status"), [
    ({"by": " "}, 400), ({"lines": []}, 400), ({"lines": ["event-none"]}, 404), ({"action": "burn"}, 400),
    ({"fields": {"nothing": 1}}, 400), ({"fields": {"actors": 5}}, 400), ({"fields": {"when": {"earliest": 3}}}, 400),
    ({"fields": {"text": "not there"}}, 400), ({"fields": {"start": 1, "end": 10**9}}, 400),
    ({"fields": {"type": ["AID"]}}, 404), ({"fields": {"actors": [{"party": "???"}]}}, 404), ({"extra": 1}, 400),
    ({"action": "add"}, 404), ({"action": "merge"}, 400), ({"action": "split", "parts": [{}, {"trigger": 4}]}, 400),
])  # fmt: skip
def test_what_programs_cannot_decide_is_refused(desk, change, status):
    row = desk.get("/api/v1/queue?type=ASSAULT").json()["rows"][0]
    given = {"by": "Ada", "action": "edit", "lines": [row["id"]], "fields": {"dead": "13"}, **change}
    answer = desk.post(API, json=given)
    assert answer.status_code in (status, 400, 404), answer.text
    assert set(answer.json()["error"]) >= {"status", "what", "values", "remedy"}
    assert desk.get(API).json()["rows"] == []


@pytest.mark.parametrize(("call", "page", "key"), [
    ("/happenings", "/happenings.json", "rows"), ("/disagreements", "/disagreements.json", "rows"),
    ("/promises", "/promises.json", "rows"), ("/queue", "/review.json", "rows"),
    ("/reviews", "/review/decisions.json", "rows"),
    ("/positions?party=NOR&other=CHL", "/positions.json?party=NOR&other=CHL", "columns"),
    ("/pairs/PER/ECU/series?by=year", "/pairs/PER/ECU/series.json?by=year", "rows"),
])  # fmt: skip
def test_the_api_has_what_the_pages_have(desk, call, page, key):
    assert desk.get(f"/api/v1{call}").json()[key] == desk.get(page).json()[key]


def test_every_decision_has_a_key(desk):
    page = desk.get("/review").text
    for key in "aresmn":
        assert f'data-key="{key}"' in page, key
    line = doubtful(desk)[0]["id"]
    one = desk.get(f"/review/{line}").text
    for key in "arsn":
        assert f'data-key="{key}"' in one, key
    assert 'id="split"' in one
    assert "review.js" in one
    assert f'href="/review/{line}#split"' in page
