"""Who is answered: hosts, tokens, forms, sizes, and the headers that bind a browser."""

import re

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

from dragoman.errors import UsageError
from dragoman.web import guard
from dragoman.web.app import create_app
from dragoman.web.terms import Terms

TOKEN = "a-token-that-is-long-enough"


@pytest.mark.parametrize(("host", "names", "asked", "admitted"), [
    ("127.0.0.1", (), "127.0.0.1:8000", True),
    ("127.0.0.1", (), "localhost", True),
    ("127.0.0.1", (), "LOCALHOST:1", True),
    ("127.0.0.1", (), "[::1]:8000", True),
    ("127.0.0.1", (), "evil.example:8000", False),
    ("127.0.0.1", (), "127.0.0.1.evil.example", False),
    ("127.0.0.1", (), "localhost.", False),
    ("127.0.0.1", (), "localhost@evil.example", False),
    ("127.0.0.1", (), "localhost:80a", False),
    ("127.0.0.1", (), "", False),
    ("127.0.0.1", (), None, False),
    ("127.0.0.1", ("desk.ministry.example",), "desk.ministry.example", True),
    ("192.0.2.7", (), "192.0.2.7:8000", True),
    ("192.0.2.7", (), "localhost", False),
    ("0.0.0.0", (), "192.0.2.7:8000", True),
    ("0.0.0.0", (), "evil.example", False),
    ("::", (), "[2001:db8::1]:8000", True),
])  # fmt: skip
def test_case_39_only_names_of_this_machine_are_answered(tmp_path, host, names, asked, admitted):
    assert Terms(record=tmp_path, host=host, names=names, token=TOKEN).admits(asked) is admitted


@pytest.mark.parametrize(("host", "token", "refused"), [
    ("127.0.0.1", None, None), ("localhost", None, None), ("::1", None, None), ("0.0.0.0", TOKEN, None),
    ("0.0.0.0", None, "without a token"), ("::", None, "without a token"), ("192.0.2.7", None, "without a token"),
    ("", None, "without a token"), ("127.0.0.1", "short", "5 characters"),
])  # fmt: skip
def test_case_46_other_hosts_need_a_token(tmp_path, host, token, refused):
    terms = Terms(record=tmp_path, host=host, token=token)
    if refused is None:
        terms.check()
        return
    with pytest.raises(UsageError, match=refused):
        terms.check()


def test_another_host_is_not_answered(client):
    answer = client.get("/events", headers={"host": "rebound.example:8000"})
    assert (answer.status_code, answer.json()["error"]["what"]) == (400, "this host is not served here")


@pytest.mark.parametrize("path", ["/", "/nowhere", "/static/desk.css", "/api/v1/events", "/events.json", "/events.csv"])
def test_headers_bind_the_browser(client, path):
    headers = client.get(path).headers
    assert {name: headers[name] for name in guard.HEADERS} == guard.HEADERS
    policy = headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "*" not in policy
    assert "server" not in headers


def test_case_38_pages_load_nothing_from_elsewhere(client):
    page = client.get("/").text
    assert not re.findall(r'(?:src|href|action)="(?!/|#)', page)
    assert not re.findall(r"<script(?![^>]*\bsrc=)|\bon\w+=|\bstyle=", page)


def test_case_39_the_cookie_of_forms_is_kept_to_our_pages(client):
    client.cookies.clear()
    cookie = client.get("/").headers["set-cookie"]
    assert re.fullmatch(r"dragoman_form=[\w-]{32}; Path=/; HttpOnly; SameSite=Strict", cookie)
    assert "set-cookie" not in client.get("/").headers


def posts(app):
    """The addresses that take something in by a form."""
    return [
        route.path
        for router in app.routes
        for route in getattr(getattr(router, "original_router", router), "routes", [router])
        if isinstance(route, Route) and "POST" in (route.methods or ()) and not route.path.startswith("/api/")
    ]


def test_case_39_a_form_without_its_token_is_refused(client):
    found = posts(client.app)
    assert {"/enter", "/import"} <= set(found)
    own = re.search(r'name="form_token" value="([^"]+)"', client.get("/import").text)[1]
    for path in found:
        for sent in ({}, {"form_token": ""}, {"form_token": "x" * 32}, {"form_token": "ü" * 32}):
            assert client.post(path, data=sent).status_code == 403, (path, sent)
        cookies = client.cookies
        client.cookies = None
        assert client.post(path, data={"form_token": own}).status_code == 403
        client.cookies = cookies
        assert client.post(path, data={"form_token": own}).status_code in (
            400,
            403,
            404,
        )  # past the token: nothing was sent


@pytest.mark.parametrize("headers", [
    {"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
])  # fmt: skip
@pytest.mark.parametrize("path", ["/import", "/enter", "/api/v1/code"])
def test_other_sites_can_send_nothing(client, path, headers):
    assert client.post(path, data={"a": "b"}, headers=headers).status_code == 403


def test_our_own_forms_come_from_nowhere_by_name(client):
    own = {"origin": "null", "sec-fetch-site": "same-origin"}
    answer = client.post("/import", headers={**own, "accept": "application/json"})
    assert answer.json()["error"]["what"].startswith("the form is not one of ours")


def test_the_api_takes_only_json(client):
    for media in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        answer = client.post("/api/v1/code", content=b'{"text": "A met B."}', headers={"content-type": media})
        assert 400 <= answer.status_code < 500


@pytest.mark.parametrize("length", [guard.MOST_BODY_BYTES + 1, 10**12])
def test_too_much_is_refused_before_it_is_read(client, length):
    answer = client.post("/api/v1/code", content=b"{}", headers={"content-length": str(length)})
    assert answer.status_code == 413


def test_too_much_without_a_length_is_refused_while_it_comes(client):
    pieces = (b"x" * 65536 for _ in range(100))
    answer = client.post("/api/v1/code", content=pieces, headers={"content-type": "application/json"})
    assert (answer.status_code, answer.json()["error"]["what"]) == (413, "too much was sent")


def test_case_43_an_upload_that_stalls_is_given_up(client, monkeypatch):
    import anyio

    monkeypatch.setattr(guard, "BODY_STALL_S", 0.05)
    sent = []

    async def ask():
        async def receive():
            await anyio.sleep(5)

        async def send(message):
            sent.append(message)

        scope = {
            "type": "http", "method": "POST", "path": "/api/v1/code", "raw_path": b"/api/v1/code", "query_string": b"",
            "headers": [(b"host", b"127.0.0.1"), (b"content-type", b"application/json")], "scheme": "http",
            "server": ("127.0.0.1", 8000), "client": ("127.0.0.1", 1), "root_path": "", "http_version": "1.1",
        }  # fmt: skip
        await client.app(scope, receive, send)

    anyio.run(ask)
    assert sent[0]["status"] == 400
    assert b"never came" in sent[1]["body"]


# --- with a token -------------------------------------------------------------------------------------------


@pytest.fixture
def closed(record):
    app = create_app(Terms(record=record, host="0.0.0.0", token=TOKEN))
    with TestClient(app, base_url="http://192.0.2.7", headers={"accept": "text/html"}) as found:
        yield found


def test_case_46_nobody_without_the_token_sees_anything(closed, record):
    for path in ("/", "/events", "/articles.json", "/events.csv", "/api/v1/events", "/docs", "/import"):
        answer = closed.get(path, follow_redirects=False)
        assert answer.status_code in (303, 401), path
        assert "Norway" not in answer.text
    assert closed.get("/enter").status_code == 200
    assert closed.get("/static/desk.css").status_code == 200


def test_the_token_opens_as_a_header(closed):
    assert closed.get("/api/v1/events", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
    assert closed.get("/api/v1/events", headers={"authorization": "Bearer x"}).status_code == 401
    assert closed.get("/api/v1/events", headers={"authorization": "Bearer"}).status_code == 401
    assert closed.get(f"/api/v1/events?token={TOKEN}").status_code == 401


def test_the_token_opens_by_the_form(closed):
    form = re.search(r'name="form_token" value="([^"]+)"', closed.get("/enter").text)[1]
    wrong = closed.post("/enter", data={"form_token": form, "token": "wrong"})
    assert wrong.status_code == 403
    answer = closed.post("/enter", data={"form_token": form, "token": TOKEN}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"]
    assert TOKEN not in cookie
    assert cookie.endswith("HttpOnly; SameSite=Strict")
    assert closed.get("/events").status_code == 200


def test_a_key_of_another_process_opens_nothing(closed):
    closed.cookies.set(guard.KEY_COOKIE, guard.key_of("another", TOKEN.encode()))
    assert closed.get("/events", follow_redirects=False).status_code == 303
