"""Whether two records hold the same, row for row."""

from pathlib import Path

from dragoman.store.copying import own_tables, rows_of
from dragoman.store.open import open_store
from dragoman.store.postgres.address import Address


def rows(place: Path | Address) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with open_store(place) as store:
        store.connection.execute("BEGIN")
        found = {table.name: sorted((tuple(row) for row in rows_of(store, table)), key=repr) for table in own_tables()}
        store.connection.execute("ROLLBACK")
    return found
