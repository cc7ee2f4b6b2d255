"""Taking what was deleted off the server's disk."""

import sqlite3
from typing import Any

from dragoman.store.open import Store

_WORDED = (  # tables that quote articles
    "articles", "article_words", "statement_words", "events", "statements", "participants", "figures", "findings",
    "clusters", "mentions", "codings", "set_aside", "revisions", "changes", "failures", "sources", "signatures",
    "positions", "ledger", "ledger_acts", "ledger_candidates", "ledger_words", "disagreements", "tellings",
)  # fmt: skip


def purged(store: Store) -> bool:
    """Rewrite the tables that held an article's words; False: somebody holds one of them, or may still see it.

    What the server's own log and backups hold goes when these are next replaced, which whoever keeps it sees to.
    """
    connection: Any = store.connection
    try:
        for table in _WORDED:
            connection.own(f"VACUUM (FULL) {table}")
    except sqlite3.OperationalError:
        return False
    return True
