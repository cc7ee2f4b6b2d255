"""A server for the run and an empty database for each test that asks for one."""

from collections.abc import Callable, Iterator
from itertools import count

import pytest

from dragoman.store.postgres.address import Address
from tests.server.cluster import binaries, cluster


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    pytest.importorskip("psycopg")
    pytest.importorskip("sqlglot")
    programs = binaries()
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    with cluster(programs) as socket:
        yield socket


@pytest.fixture(scope="session")
def new_database(server: str) -> Callable[[], Address]:
    import psycopg

    numbers = count()

    def make() -> Address:
        name = f"record_{next(numbers)}"
        with psycopg.connect(f"postgresql://postgres@/postgres?host={server}", autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        return Address(f"postgresql://postgres@/{name}?host={server}")

    return make


@pytest.fixture
def database(new_database: Callable[[], Address]) -> Address:
    return new_database()
