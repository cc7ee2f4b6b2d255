"""What a statement is about: PLOVER's contexts by the words of ``data/topics.tsv``."""

from pathlib import Path

from dragoman.codes.tables import cell_list, read_table
from dragoman.language.tree import Tree


class TopicTable:
    """Look-up of topics by lemma."""

    def __init__(self, topics: dict[str, tuple[str, ...]]) -> None:
        self._topics = topics

    @classmethod
    def load(cls, directory: Path | None = None) -> "TopicTable":
        """Read ``topics.tsv`` from ``directory``; None: the package's own.

        Raises:
            InstallationError: the table is missing or a row does not fit its header.
        """
        topics: dict[str, tuple[str, ...]] = {}
        for row in read_table("topics", directory):
            for word in cell_list(row["words"]):
                topics[word] = (*topics.get(word, ()), row["topic"])
        return cls(topics)

    def of(self, lemma: str) -> tuple[str, ...]:
        """The topics a lemma points to, in the order of the table."""
        return self._topics.get(lemma.lower(), ())


def topics_of(tree: Tree, start: int, end: int, table: TopicTable) -> tuple[str, ...]:
    """The topics of the words in ``[start, end)``, the one with most words first; equal ones in the order met."""
    counts: dict[str, int] = {}
    for index in tree.between(start, end):
        for topic in table.of(tree.lemma(index)):
            counts[topic] = counts.get(topic, 0) + 1
    return tuple(sorted(counts, key=lambda topic: -counts[topic]))
