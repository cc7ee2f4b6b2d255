"""A record carried to a server and back loses nothing, and one written there is the one written to a file."""

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import pytest

from dragoman.api import open_record
from dragoman.errors import DamagedRecord, UsageError
from dragoman.store import copying
from dragoman.store.copying import copy_record, rows_of
from dragoman.store.open import open_store
from dragoman.store.postgres.address import Address
from tests.server.equal import rows
from tests.web.across_records import across, hostile_across
from tests.web.records import sample

NOW = datetime(2026, 1, 2, tzinfo=UTC)


def decided(place: Path | Address) -> Path | Address:
    """The record in which things are told twice, with decisions of every kind."""
    across(place)
    with open_record(place) as record:
        one, other, *_ = record.events()
        reviewer = record.review(by="Ana Ruiz")
        reviewer.accept(one.id, seen=None, at=NOW)
        reviewer.edit(other.id, {"status": "planned"}, seen=None, why="the text says will", at=NOW)
        reviewer.reject(list(record.events())[2].id, seen=None, why="no event", at=NOW)
        happening = next(iter(record.happenings()))
        if len(record.happening(happening.id).tellings) > 1:
            record.split(happening.id, [happening.event.id], by="Ana Ruiz", why="two meetings", at=NOW)
    with open_store(place, mode="write") as store, store.transaction() as connection:
        watch = ("watch-1", "Ana Ruiz", NOW.isoformat(), "NOR", None, None, "talks", 3)
        connection.execute("INSERT INTO watches VALUES (?, ?, ?, ?, ?, ?, ?, ?)", watch)
    return place


@pytest.mark.parametrize("make", [sample, across, hostile_across, decided])
def test_written_on_either_engine_it_is_one_record(
    make: Callable[[Path | Address], object], tmp_path: Path, database: Address
) -> None:
    make(tmp_path / "a.db")
    make(database)
    assert rows(database) == rows(tmp_path / "a.db")


def test_there_and_back_nothing_is_lost(tmp_path: Path, database: Address) -> None:
    decided(tmp_path / "a.db")
    there = copy_record(tmp_path / "a.db", database)
    back = copy_record(database, tmp_path / "b.db")
    assert there.rows == back.rows
    assert there.rows["revisions"] == 3
    assert there.rows["watches"] == 1
    assert rows(tmp_path / "b.db") == rows(database) == rows(tmp_path / "a.db")


def test_numbers_go_on_where_they_were(tmp_path: Path, database: Address) -> None:
    sample(tmp_path / "a.db")
    copy_record(tmp_path / "a.db", database)
    with open_store(database, mode="write") as store, store.transaction() as connection:
        for name in ("articles", "statements", "tellings"):
            last = store.first(f"SELECT max(number) AS number FROM {name}")
            following = connection.execute("SELECT nextval(pg_get_serial_sequence(?, 'number'))", (name,)).fetchone()
            assert last is not None
            assert following[0] == last["number"] + 1


def test_rows_that_do_not_arrive_are_told_and_nothing_is_kept(
    tmp_path: Path, database: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample(tmp_path / "a.db")
    with monkeypatch.context() as patched:
        patched.setattr(copying, "rows_of", lambda store, table: islice(rows_of(store, table), 1))
        with pytest.raises(DamagedRecord, match="not every row arrived"):
            copy_record(tmp_path / "a.db", database)
    with open_store(database) as store:
        assert store.first("SELECT 1 FROM articles") is None
    copy_record(tmp_path / "a.db", database)
    assert rows(database) == rows(tmp_path / "a.db")


def test_what_is_there_is_not_written_over(tmp_path: Path, database: Address) -> None:
    sample(tmp_path / "a.db")
    copy_record(tmp_path / "a.db", database)
    with pytest.raises(UsageError, match="there is a record already"):
        copy_record(tmp_path / "a.db", database)
    with pytest.raises(UsageError, match="there is a file already"):
        copy_record(database, tmp_path / "a.db")


def test_a_record_that_is_not_there(database: Address, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no record"):
        copy_record(database, tmp_path / "a.db")
