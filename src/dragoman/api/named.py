"""What every part of an open record's interface stands on: its store, and parties by the names people give."""

from typing import Any

from dragoman.config import Settings
from dragoman.store.open import Store
from dragoman.store.own_types import type_called
from dragoman.store.postgres.address import Place


class Named:
    """An open record, of which parties can be named by code or by any name that the tables know."""

    def __init__(self, store: Store, settings: Settings | None = None) -> None:
        self._store = store
        self._settings = settings or Settings()  # for what is read into it

    @property
    def path(self) -> Place:
        """Where it lies: a file, or an address on a server."""
        return self._store.path

    def _code(self, name: str) -> str:
        from dragoman.analysis.parties import party_code  # loads the gazetteer for a name that the record lacks

        return party_code(self._store, name)

    def _coded(self, wanted: dict[str, Any]) -> dict[str, Any]:
        """The filter with parties by their codes and types by their names, however they were written."""
        coded = dict(wanted)
        for side in ("party", "owes"):
            if wanted.get(side) is not None:
                coded[side] = self._code(wanted[side])
        if wanted.get("type") is not None:
            coded["type"] = type_called(self._store, wanted["type"])
        if wanted.get("pair") is not None:
            coded["pair"] = tuple(self._code(name) for name in wanted["pair"])
        return coded
