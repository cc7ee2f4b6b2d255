"""An index in memory of the words of some rows, as the record's own index splits them: stems, no diacritics."""

import sqlite3
from collections.abc import Sequence
from typing import Any

TOKENIZER = "porter unicode61 remove_diacritics 2"  # as migration 1 has it


def indexed(rows: Sequence[tuple[Any, ...]]) -> sqlite3.Connection:
    """An index of rows, each a number and its texts, in a table ``words``; where its terms stand is in ``places``."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    columns = ", ".join(f"c{at}" for at in range(len(rows[0]) - 1))
    connection.execute(f"CREATE VIRTUAL TABLE words USING fts5 ({columns}, tokenize = '{TOKENIZER}')")
    connection.execute("CREATE VIRTUAL TABLE places USING fts5vocab (words, instance)")
    marks = ", ".join("?" * len(rows[0]))
    connection.execute("BEGIN")  # or every row would be a transaction of its own, and take five times as long
    connection.executemany(f"INSERT INTO words (rowid, {columns}) VALUES ({marks})", rows)
    connection.execute("COMMIT")
    return connection
