"""How often a password may be tried: one by one, many at once, and where a try comes to nothing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier
from types import SimpleNamespace

import pytest

from dragoman.errors import RecordNotWritable
from dragoman.web import signing_in
from dragoman.web.refusals import Forbidden
from dragoman.web.signing_in import MOST_TRIES, WINDOW_S, TooOften, Tries, sign_in

PASSWORD = "seven blue herons"
REQUEST = SimpleNamespace(client=SimpleNamespace(host="192.0.2.7"))


class Accounts:
    """As those of a record: one name, one password; counts how often it is asked."""

    def __init__(self):
        self.asked = 0
        self.gone = False

    def verified(self, name, password):
        self.asked += 1
        if self.gone:
            raise RecordNotWritable("the accounts cannot be read or written", remedy="Check that the server runs")
        return SimpleNamespace(name=name) if password == PASSWORD else None

    def begin_session(self, account, *, at):
        assert isinstance(at, datetime)
        return f"secret of {account.name}"


def tried(accounts, tries, *, name="Rea Dahl", password="wrong", request=REQUEST):
    try:
        return sign_in(accounts, tries, request, name, password)
    except (Forbidden, TooOften) as refusal:
        return type(refusal)


def test_one_name_from_one_address_has_so_many_tries():
    accounts, tries = Accounts(), Tries()
    found = [tried(accounts, tries) for _ in range(MOST_TRIES[0] + 2)]
    assert found == [Forbidden] * MOST_TRIES[0] + [TooOften] * 2
    assert accounts.asked == MOST_TRIES[0]
    assert tried(accounts, tries, password=PASSWORD) is TooOften
    elsewhere = SimpleNamespace(client=SimpleNamespace(host="192.0.2.8"))
    assert tried(accounts, tries, password=PASSWORD, request=elsewhere) == "secret of Rea Dahl"


def test_many_at_once_are_no_more_than_one_by_one():
    accounts, tries, ready = Accounts(), Tries(), Barrier(12)

    def one(_):
        ready.wait(10)
        return tried(accounts, tries)

    with ThreadPoolExecutor(12) as pool:
        found = list(pool.map(one, range(12)))
    assert found.count(Forbidden) == accounts.asked == MOST_TRIES[0]
    assert found.count(TooOften) == 12 - MOST_TRIES[0]


def test_an_address_has_so_many_for_all_names():
    accounts, tries = Accounts(), Tries()
    found = [tried(accounts, tries, name=f"name {number}") for number in range(MOST_TRIES[1] + 1)]
    assert found == [Forbidden] * MOST_TRIES[1] + [TooOften]


def test_what_was_right_or_not_looked_at_is_no_try():
    accounts, tries = Accounts(), Tries()
    for _ in range(MOST_TRIES[1] + 5):
        assert tried(accounts, tries, password=PASSWORD) == "secret of Rea Dahl"
    accounts.gone = True
    for _ in range(MOST_TRIES[1] + 5):
        with pytest.raises(RecordNotWritable):
            tried(accounts, tries)
    accounts.gone = False
    assert tried(accounts, tries) is Forbidden


def test_a_right_one_forgets_the_wrong_ones_of_its_name_and_address_only():
    accounts, tries = Accounts(), Tries()
    for _ in range(MOST_TRIES[0] - 1):
        assert tried(accounts, tries) is Forbidden
    assert tried(accounts, tries, password=PASSWORD) == "secret of Rea Dahl"
    assert [tried(accounts, tries) for _ in range(MOST_TRIES[0])] == [Forbidden] * MOST_TRIES[0]
    left = MOST_TRIES[1] - (2 * MOST_TRIES[0] - 1)
    found = [tried(accounts, tries, name=f"name {number}") for number in range(left + 1)]
    assert found == [Forbidden] * left + [TooOften]


def test_the_window_ends_and_old_names_are_cleared(monkeypatch):
    accounts, tries, now = Accounts(), Tries(), [0.0]
    monkeypatch.setattr(signing_in, "time", SimpleNamespace(monotonic=lambda: now[0]))
    monkeypatch.setattr(signing_in, "_MOST_KEPT", 10)
    for _ in range(MOST_TRIES[0] + 1):
        tried(accounts, tries)
    now[0] = WINDOW_S
    assert tried(accounts, tries) is Forbidden
    for number in range(20):
        now[0] += WINDOW_S
        tried(accounts, tries, name=f"name {number}")
    assert len(tries._wrong) <= 12
