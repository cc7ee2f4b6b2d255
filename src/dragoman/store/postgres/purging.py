"""Taking what was deleted off the server's disk."""

import sqlite3
from typing import Any

from dragoman.store.copying import own_tables
from dragoman.store.open import Store


def rewritten() -> list[str]:
    """All tables of a record: almost every one quotes articles, or names their addresses, and a new one may."""
    return [*(table.name for table in own_tables()), "article_words", "statement_words"]


def purged(store: Store) -> bool:
    """Rewrite the tables that may have held an article's words; False: somebody holds one of them, or may still see it.

    What the server's own log and backups hold goes when these are next replaced, which whoever keeps it sees to.
    """
    connection: Any = store.connection
    try:
        for table in rewritten():
            connection.own(f'VACUUM (FULL) "{table}"')
    except sqlite3.OperationalError:
        return False
    return True
