"""Who may do what on a server: signing in, roles, sessions, tokens, names under decisions."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import NoReturn

import pytest
from starlette.testclient import TestClient

from dragoman.cli import run
from dragoman.errors import RecordError, RecordNotWritable, UnknownName, UsageError
from dragoman.store.open import open_store
from dragoman.store.postgres.accounts import IDLE, LONGEST, Accounts
from dragoman.store.postgres.address import Address
from dragoman.web.app import create_app
from dragoman.web.desk import Desk
from dragoman.web.signing_in import MOST_TRIES
from dragoman.web.terms import Terms
from tests.server.test_copying import NOW
from tests.web.conftest import BASE
from tests.web.records import sample

PASSWORD = "five plain words in a row"
PEOPLE = {"Rea Dahl": "reader", "Rev Ortiz": "reviewer", "Ada Lund": "admin"}


@pytest.fixture(scope="module")
def peopled(new_database: Callable[[], Address]) -> Address:
    address = new_database()
    sample(address)
    accounts = Accounts(address)
    for name, role in PEOPLE.items():
        accounts.add(name, role, PASSWORD, at=NOW)
    accounts.close()
    return address


@pytest.fixture
def accounts(peopled: Address) -> Iterator[Accounts]:
    found = Accounts(peopled)
    yield found
    found.close()


@pytest.fixture
def desk(peopled: Address) -> Iterator[TestClient]:
    app = create_app(Terms(record=peopled))
    with TestClient(app, base_url=BASE, headers={"accept": "text/html"}, follow_redirects=False) as client:
        yield client


def signed_in(desk: TestClient, name: str, password: str = PASSWORD) -> TestClient:
    answer = desk.post("/enter", data={"name": name, "password": password, "form_token": form_token(desk)})
    assert answer.status_code == 303, answer.text
    return desk


def form_token(desk: TestClient, path: str = "/enter") -> str:
    found = re.search(r'name="form_token" value="([^"]+)"', desk.get(path).text)
    assert found
    return found[1]


def a_line(record: Address) -> str:
    with open_store(record) as store:
        row = store.first("SELECT id FROM events WHERE review IS NULL ORDER BY id")
    assert row is not None
    return str(row["id"])


def decision(record: Address, **more: object) -> dict[str, object]:
    return {"by": "Somebody Else", "action": "accept", "lines": [a_line(record)], "seen": [None], **more}


def test_nobody_sees_anything_without_signing_in(desk: TestClient) -> None:
    for path in ("/", "/events", "/articles", "/review", "/about", "/import", "/docs"):
        answer = desk.get(path)
        assert (answer.status_code, answer.headers["location"]) == (303, "/enter"), path
    for path in ("/events.json", "/events.csv", "/api/v1/events", "/api/v1/export", "/api/v1/openapi.json"):
        assert desk.get(path, headers={"accept": "*/*"}).status_code in (401, 303), path
    assert desk.get("/api/v1/events").status_code == 401
    assert desk.post("/api/v1/reviews", json={}).status_code == 401
    assert desk.get("/enter").status_code == 200


def test_a_session_is_a_cookie_that_no_script_and_no_other_site_gets(desk: TestClient) -> None:
    answer = desk.post(
        "/enter", data={"name": "rea dahl", "password": PASSWORD, "form_token": form_token(desk)},
        headers={"x-forwarded-proto": "http"},
    )  # fmt: skip
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "Max-Age" in cookie
    assert "Secure" not in cookie
    assert "Rea Dahl, reader" in desk.get("/").text


def test_over_tls_the_cookie_is_for_tls_only(peopled: Address) -> None:
    with TestClient(
        create_app(Terms(record=peopled)), base_url="https://127.0.0.1:8000", follow_redirects=False
    ) as desk:
        answer = desk.post("/enter", data={"name": "Rea Dahl", "password": PASSWORD, "form_token": form_token(desk)})
        assert "Secure" in answer.headers["set-cookie"]


def test_leaving_ends_the_session_at_the_server_too(desk: TestClient) -> None:
    signed_in(desk, "Rea Dahl")
    kept = desk.cookies["dragoman_session"]
    assert desk.get("/events").status_code == 200
    assert desk.post("/leave", data={"form_token": form_token(desk, "/events")}).status_code == 303
    desk.cookies.set("dragoman_session", kept)
    assert desk.get("/events").status_code == 303


def test_a_form_of_another_site_signs_nobody_in_or_out(desk: TestClient) -> None:
    given = {"name": "Rea Dahl", "password": PASSWORD}
    assert desk.post("/enter", data=given).status_code == 403
    foreign = {"sec-fetch-site": "cross-site"}
    token = form_token(desk)
    assert desk.post("/enter", data={**given, "form_token": token}, headers=foreign).status_code == 403
    signed_in(desk, "Rea Dahl")
    assert desk.post("/leave", data={}).status_code == 403
    assert desk.get("/events").status_code == 200


@pytest.mark.parametrize(
    ("path", "reader", "reviewer", "admin"),
    [
        ("/review/LINE", 403, 303, 303), ("/review", 403, 404, 404), ("/happenings/none", 403, 400, 400),
        ("/promises/none", 403, 400, 400), ("/import", 403, 403, 400), ("/watch", 400, 400, 400),
        ("/leave", 303, 303, 303),
    ],
)  # fmt: skip
def test_what_each_role_may_write(
    desk: TestClient, peopled: Address, path: str, reader: int, reviewer: int, admin: int
) -> None:
    for name, status in zip(PEOPLE, (reader, reviewer, admin), strict=True):
        signed_in(desk, name)
        fields = {"form_token": form_token(desk, "/events"), "action": "accept", "seen": "", "by": "Somebody Else"}
        answer = desk.post(path.replace("LINE", a_line(peopled)), data=fields)
        assert answer.status_code == status, (name, answer.text)


def test_a_decision_is_in_the_name_of_the_account(desk: TestClient, peopled: Address) -> None:
    line = a_line(peopled)
    signed_in(desk, "Rev Ortiz")
    fields = {"form_token": form_token(desk, "/events"), "action": "accept", "seen": "", "by": "Somebody Else"}
    assert desk.post(f"/review/{line}", data=fields).status_code == 303
    found = desk.get(f"/api/v1/reviews/{line}").json()["rows"]
    assert [row["by"] for row in found] == ["Rev Ortiz"]


def test_tokens_act_as_their_account(desk: TestClient, peopled: Address, accounts: Accounts) -> None:
    def answer(name: str) -> int:
        bearer = {"authorization": f"Bearer {accounts.make_token(name, at=NOW)}", "accept": "application/json"}
        assert desk.get("/api/v1/events", headers=bearer).status_code == 200
        return desk.post("/api/v1/reviews", json=decision(peopled), headers=bearer).status_code

    assert [answer(name) for name in PEOPLE] == [403, 201, 201]
    assert desk.get("/api/v1/events", headers={"authorization": "Bearer nonsense"}).status_code == 401


def test_a_watch_is_its_makers(desk: TestClient) -> None:
    signed_in(desk, "Rea Dahl")
    fields = {"form_token": form_token(desk, "/events"), "phrase": "talks"}
    watch = desk.post("/watch", data=fields).headers["location"]
    signed_in(desk, "Rev Ortiz")
    forget = {"form_token": form_token(desk, "/events"), "action": "forget", "up_to": "0"}
    assert desk.post(watch, data=forget).status_code == 403
    signed_in(desk, "Rea Dahl")
    assert desk.post(watch, data={**forget, "form_token": form_token(desk, "/events")}).status_code == 303


def test_a_role_holds_from_the_next_request_on(desk: TestClient, peopled: Address, accounts: Accounts) -> None:
    accounts.add("Tem Poe", "reviewer", PASSWORD, at=NOW)
    signed_in(desk, "Tem Poe")
    fields = {"form_token": form_token(desk, "/events"), "action": "accept", "seen": ""}
    accounts.set_role("Tem Poe", "reader")
    assert desk.post(f"/review/{a_line(peopled)}", data=fields).status_code == 403
    accounts.remove("Tem Poe")
    assert desk.get("/events").status_code == 303


def test_wrong_passwords_and_names_are_told_alike_and_not_often(desk: TestClient) -> None:
    token = form_token(desk)

    def tried(name: str) -> tuple[int, str]:
        answer = desk.post("/enter", data={"name": name, "password": "x" * 12, "form_token": token})
        return answer.status_code, answer.text

    known, unknown = [[tried(name) for _ in range(MOST_TRIES[0] + 1)] for name in ("Rea Dahl", "Nobody Here")]
    assert known == unknown
    assert [status for status, _ in known] == [403] * MOST_TRIES[0] + [429]
    right = {"name": "Rea Dahl", "password": PASSWORD, "form_token": token}
    assert desk.post("/enter", data=right).status_code == 429
    assert desk.post("/enter", data={**right, "name": "Ada Lund"}).status_code == 303


def test_a_name_that_nobody_has_takes_as_long(accounts: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    from dragoman.store.postgres import accounts as module

    verified: list[str] = []

    class Counting:
        def verify(self, known: str, password: str) -> None:
            verified.append(known[:9])
            raise module_error

    from argon2.exceptions import VerifyMismatchError

    module_error = VerifyMismatchError()
    accounts.verified("Nobody", PASSWORD)
    monkeypatch.setattr(module, "hasher", Counting)
    assert accounts.verified("Rea Dahl", PASSWORD) is None
    assert accounts.verified("Nobody", PASSWORD) is None
    assert verified == ["$argon2id", "$argon2id"]


def test_sessions_end(accounts: Accounts) -> None:
    account = accounts.verified("Rea Dahl", PASSWORD)
    assert account is not None
    secret = accounts.begin_session(account, at=NOW)
    assert accounts.of_session(secret, at=NOW + IDLE - timedelta(seconds=1)) == account
    assert accounts.of_session(secret, at=NOW + IDLE + timedelta(hours=1)) == account  # it was used meanwhile
    assert accounts.of_session(secret, at=NOW + 3 * IDLE) is None
    secret = accounts.begin_session(account, at=NOW)
    used = NOW
    while used < NOW + LONGEST:
        assert accounts.of_session(secret, at=used) == account
        used += IDLE / 2
    assert accounts.of_session(secret, at=used) is None


def cut(record: Address) -> None:
    """End every other connection to a record, as a server does that starts again."""
    import psycopg

    with psycopg.connect(record.url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def test_a_connection_that_was_cut_is_made_anew(accounts: Accounts, peopled: Address) -> None:
    assert accounts.verified("Rea Dahl", PASSWORD)
    cut(peopled)
    assert [one.name for one in accounts.every()] == sorted(PEOPLE)
    cut(peopled)
    token = accounts.make_token("Rea Dahl", at=NOW)
    cut(peopled)
    found = accounts.of_token(token)
    assert found is not None
    assert found.name == "Rea Dahl"


def test_readers_notice_nothing_of_a_connection_that_was_cut(peopled: Address) -> None:
    desk = Desk(peopled, timeout_s=5.0)
    for _ in range(2):
        state = desk.state()
        cut(peopled)
        assert desk.state() == state
        with desk.store() as store:
            assert store.first("SELECT 1 FROM events") is not None
        cut(peopled)
        with desk.store() as store:
            assert store.first("SELECT 1 FROM events") is not None
            cut(peopled)
            with pytest.raises(RecordError):  # what was read before was of another state
                store.first("SELECT 1 FROM events")
    desk.close()


def test_a_record_that_is_gone_is_told(peopled: Address, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(peopled, timeout_s=5.0)
    desk.state()
    opened: list[object] = []

    def gone(*given: object) -> NoReturn:
        opened.append(given)
        raise RecordNotWritable("the record cannot be opened or written", remedy="Check that the server runs")

    monkeypatch.setattr("dragoman.web.desk.open_limited", gone)
    cut(peopled)
    with pytest.raises(RecordNotWritable), desk.store():
        pass
    assert len(opened) == 1
    desk.close()


def test_what_pages_are_dressed_with_asks_no_account(desk: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    page = desk.get("/enter").text
    found = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    assert found
    monkeypatch.setattr(Accounts, "_rows", None)
    for address in found:
        assert desk.get(address, headers={"cookie": "dragoman_session=x"}).status_code == 200, address


def test_a_server_that_is_gone_is_told_and_not_asked_for_ever(
    accounts: Accounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    import psycopg

    asked = []

    def lost(*given: object) -> list[object]:
        asked.append(given)
        accounts._raw.close()
        raise psycopg.OperationalError("the connection is lost")

    accounts.every()
    monkeypatch.setattr(accounts, "_asked", lost)
    with pytest.raises(RecordNotWritable, match="accounts cannot be read"):
        accounts.every()
    assert len(asked) == 2


def test_another_password_ends_sessions_and_tokens(accounts: Accounts) -> None:
    account = accounts.add("Old Pass", "reader", PASSWORD, at=NOW)
    secret, token = accounts.begin_session(account, at=NOW), accounts.make_token("Old Pass", at=NOW)
    accounts.set_password("Old Pass", "other words in another row")
    assert accounts.of_session(secret, at=NOW) is None
    assert accounts.of_token(token) is None
    assert accounts.verified("Old Pass", PASSWORD) is None
    assert accounts.verified("Old Pass", "other words in another row") == account
    accounts.remove("Old Pass")


def test_what_is_kept_is_no_password_and_no_secret(accounts: Accounts, peopled: Address) -> None:
    account = accounts.verified("Rea Dahl", PASSWORD)
    assert account is not None
    secrets = [PASSWORD, accounts.begin_session(account, at=NOW), accounts.make_token("Rea Dahl", at=NOW)]
    with open_store(peopled) as store:
        kept = [
            str(tuple(row)) for table in ("accounts", "sessions", "api_tokens")
            for row in store.query(f"SELECT * FROM {table}")
        ]  # fmt: skip
    assert not [secret for secret in secrets for row in kept if secret in row]
    assert sum("$argon2id$" in row for row in kept) == len(PEOPLE)


@pytest.mark.parametrize(
    ("name", "password"), [("", PASSWORD), ("a\nb\x07", PASSWORD), ("x" * 101, PASSWORD), ("N", "short")]
)
def test_names_and_passwords_that_cannot_be(accounts: Accounts, name: str, password: str) -> None:
    with pytest.raises(UsageError) as told:
        accounts.add(name, "reader", password, at=NOW)
    assert password not in str(told.value)


def test_one_admin_stays_and_names_are_one_persons(accounts: Accounts) -> None:
    for change in (lambda: accounts.remove("Ada Lund"), lambda: accounts.set_role("Ada Lund", "reader")):
        with pytest.raises(UsageError, match="the last admin"):
            change()
    with pytest.raises(UsageError, match="has this name"):
        accounts.add("ADA  LUND", "reader", PASSWORD, at=NOW)
    with pytest.raises(UnknownName, match="no such account"):
        accounts.remove("Nobody")


def test_serving_needs_an_account_and_no_token(peopled: Address, database: Address) -> None:
    with open_store(database, mode="write"):
        pass
    with pytest.raises(UsageError, match="nobody could sign in"):
        create_app(Terms(record=database))
    with pytest.raises(UsageError, match="no token for everybody"):
        create_app(Terms(record=peopled, token="x" * 30))
    Terms(record=peopled, host="192.0.2.1").check()


def test_the_command(
    database: Address, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import io

    url = database.url
    with open_store(database, mode="write"):
        pass

    def users(*given: str, password: str = PASSWORD) -> tuple[int, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
        status = run(["users", *given])
        told = capsys.readouterr()
        return status, told.out + told.err

    assert users("add", url, "Ada Lund", "--role", "admin", "--password-stdin") == (0, "Ada Lund: admin\n")
    assert users("add", url, "Rea Dahl", "--password-stdin")[0] == 0
    assert users("role", url, "Rea Dahl", "--role", "reviewer")[0] == 0
    assert users("password", url, "Rea Dahl", "--password-stdin", password="other words in a row")[0] == 0
    status, told = users("list", url)
    assert status == 0
    assert re.search(r"Rea Dahl +.*reviewer", told)
    token = users("token", url, "Rea Dahl")[1].strip()
    accounts = Accounts(database)
    found = accounts.of_token(token)
    accounts.close()
    assert found is not None
    assert found.name == "Rea Dahl"
    assert users("remove", url, "Rea Dahl")[0] == 0
    assert users("remove", url, "Rea Dahl")[0] == 2
    assert users("add", url, "--password-stdin")[0] == 2
    assert users("role", url, "Ada Lund") == (
        2, "dragoman: no role is given: Ada Lund. Give --role and one of reader, reviewer, admin\n"
    )  # fmt: skip
    assert users("list", str(tmp_path / "a.db"))[0] == 2
    assert users("rename", url, "Ada Lund") == (
        2, "dragoman: no such action: 'rename'. Give one of list, add, role, password, token, remove\n"
    )  # fmt: skip


def change(desk: TestClient, **fields: str) -> int:
    fields = {"form_token": form_token(desk, "/accounts"), **fields}
    return desk.post("/accounts", data=fields).status_code


def test_an_admin_keeps_the_accounts_on_a_page(desk: TestClient, accounts: Accounts) -> None:
    signed_in(desk, "Ada Lund")
    assert 'href="/accounts"' in desk.get("/").text
    page = desk.get("/accounts").text
    assert all(name in page for name in PEOPLE)
    assert "argon2" not in page
    both = {"password": PASSWORD, "again": PASSWORD}
    assert change(desk, action="add", name="New Vik", role="reviewer", **both) == 303
    told = {row["name"]: row["role"] for row in desk.get("/accounts.json").json()["rows"]}
    assert told == {**PEOPLE, "New Vik": "reviewer"}
    assert change(desk, action="add", name="New Vik", role="reader", **both) == 400
    assert change(desk, action="role", name="New Vik", role="reader") == 303
    assert change(desk, action="role", name="New Vik", role="owner") == 400
    account = accounts.verified("New Vik", PASSWORD)
    assert account is not None
    assert account.role == "reader"
    other = "other words in another row"
    assert change(desk, action="password", name="New Vik", password=other, again=other + "x") == 400
    assert change(desk, action="password", name="New Vik", password="short", again="short") == 400
    assert change(desk, action="password", name="New Vik", password=other, again=other) == 303
    assert accounts.verified("New Vik", PASSWORD) is None
    assert accounts.verified("New Vik", other) is not None
    assert change(desk, action="password", name="Nobody", password=other, again=other) == 404
    assert change(desk, action="remove", name="New Vik") == 303
    assert change(desk, action="remove", name="New Vik") == 404
    assert change(desk, action="remove", name="Ada Lund") == 400  # the last admin
    assert change(desk, action="burn", name="Rea Dahl") == 400
    assert {account.name for account in accounts.every()} == set(PEOPLE)


@pytest.mark.parametrize("name", ["Rea Dahl", "Rev Ortiz"])
def test_nobody_else_sees_or_changes_accounts(desk: TestClient, accounts: Accounts, name: str) -> None:
    signed_in(desk, name)
    assert 'href="/accounts"' not in desk.get("/").text
    assert desk.get("/accounts").status_code == 403
    assert desk.get("/accounts.json").status_code == 403
    token = form_token(desk, "/watch")
    fields = {"form_token": token, "action": "role", "name": name, "role": "admin"}
    assert desk.post("/accounts", data=fields).status_code == 403
    assert {one.name: one.role for one in accounts.every()} == PEOPLE


def test_a_form_that_is_not_ours_changes_no_account(desk: TestClient, accounts: Accounts) -> None:
    signed_in(desk, "Ada Lund")
    fields = {"form_token": "x" * 32, "action": "remove", "name": "Rea Dahl"}
    assert desk.post("/accounts", data=fields).status_code == 403
    assert {one.name for one in accounts.every()} == set(PEOPLE)
