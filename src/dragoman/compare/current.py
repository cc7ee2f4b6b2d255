"""Bringing everything that is computed across articles up to date with the articles and decisions in the record."""

from dragoman.store.open import Store


def bring_up_to_date(store: Store) -> None:
    """Look for copies, then compare what came in, changed or left: happenings, disagreements, positions, promises.

    Each step does only what is open, and nothing where nothing is; whoever is stopped goes on where it was.

    Raises:
        RecordNotWritable: the record was opened for reading.
        RecordError: it cannot be written.
    """
    # What compares is loaded with the first work for it: whoever only opens a record, or serves it, need not wait.
    from dragoman.compare.disagreement_table import refresh_disagreements
    from dragoman.compare.update import update_happenings
    from dragoman.compare.upkeep import refresh
    from dragoman.store.copies import mark_copies

    mark_copies(store)
    update_happenings(store)
    refresh_disagreements(store)
    refresh(store)
