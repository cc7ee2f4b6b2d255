"""Bringing everything that is computed across articles up to date with the articles and decisions in the record."""

from dragoman.compare.disagreement_table import refresh_disagreements
from dragoman.compare.update import update_happenings
from dragoman.compare.upkeep import refresh
from dragoman.store.copies import mark_copies
from dragoman.store.open import Store


def bring_up_to_date(store: Store) -> None:
    """Look for copies, then compare what came in, changed or left: happenings, disagreements, positions, promises.

    Each step does only what is open, and nothing where nothing is; whoever is stopped goes on where it was.

    Raises:
        RecordNotWritable: the record was opened for reading.
        RecordError: it cannot be written.
    """
    mark_copies(store)
    update_happenings(store)
    refresh_disagreements(store)
    refresh(store)
