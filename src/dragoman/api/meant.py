"""An open record searched by meaning."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from dragoman.api.named import Named
from dragoman.store import listing

if TYPE_CHECKING:
    from dragoman.compare.meaning import Near
    from dragoman.compare.vectors import VectorsMade
    from dragoman.store.vectors import VectorKind, VectorState

KINDS: "tuple[VectorKind, ...]" = ("statement", "event", "article")


class Meant(Named):
    """What is near in meaning to a question, whatever its words."""

    def make_vectors(self, *, threads: int = 1, watch: Callable[[int, int], None] | None = None) -> "VectorsMade":
        """Make the vectors that are missing; some 300 a second on one core.

        Args:
            threads: of the network; the vectors are the same on any number.
            watch: called now and then with how many articles are done, and of how many.

        Raises:
            RecordNotWritable: the record was opened for reading, or the file cannot be written.
            InstallationError: the network is missing.
        """
        from dragoman.compare.vectors import make_vectors
        from dragoman.language.vectors import SentenceVectors, own_network

        network = own_network() if threads == 1 else SentenceVectors.load(threads=threads)
        return make_vectors(self._store, network, watch=watch)

    def vector_state(self) -> "VectorState":
        """What vectors the record has, and what is missing."""
        from dragoman.store.vectors import vector_state

        return vector_state(self._store)

    def search_by_meaning(
        self, query: str, *, kinds: "Sequence[VectorKind]" = KINDS, words: bool = False, limit: int = 20, **wanted: Any
    ) -> "list[Near]":
        """Statements, events and articles near in meaning to a question, best first; see ``compare.meaning``.

        Args:
            query: a sentence or some words.
            kinds: what to search.
            words: whether what holds one of the words is joined in.
            limit: how many at most.
            **wanted: fields of ``compare.meaning.MeaningFilter``: party, stance, type, status, topic, publisher,
                since, until.

        Raises:
            UsageError: the record has no vectors, there is no such filter, or a value it cannot take.
            InstallationError: the network is missing.
        """
        from dragoman.compare.meaning import MeaningFilter, search_both, search_by_meaning
        from dragoman.language.vectors import own_network

        asked: MeaningFilter = listing.make_filter(MeaningFilter, self._coded(wanted))
        find = search_both if words else search_by_meaning
        return find(self._store, own_network(), query, kinds=kinds, wanted=asked, limit=limit)
