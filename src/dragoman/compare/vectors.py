"""Making the vectors that search by meaning compares, of statements, of clauses of events and of articles' beginnings.

They are not made on reading, which would take longer for those who do not search by meaning too: how long both take is
printed by ``python -m training.sentence_scores``.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from dragoman.compare.sentences import sentence_around
from dragoman.records import Article, Record
from dragoman.store.open import Store
from dragoman.store.rows import from_row
from dragoman.store.vectors import KINDS, VectorKind, as_bytes, name_network, without_vectors, write_vectors

CHUNK = 50  # articles of one transaction: a second's work or two, so that Ctrl-C loses little
LEAD_CHARACTERS = 500  # of an article's beginning: two or three sentences
CODED = "en"  # the language the network knows; articles in others have no vectors

Watcher = Callable[[int, int], None]
Lines = dict[str, str]  # id of a line: the words whose vector is made


class Network(Protocol):
    """What gives sentences their vectors: ``language.vectors.SentenceVectors``."""

    @property
    def version(self) -> str:
        """Its name and hash."""

    def vectors(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """A row of length one for each sentence."""


class VectorsMade(Record, frozen=True, kw_only=True):
    """What was made."""

    articles: int
    vectors: int
    network: str
    anew: bool  # whether those of another network were thrown away


def make_vectors(store: Store, network: Network, *, watch: Watcher | None = None) -> VectorsMade:
    """Make the vectors that are missing; all of them where another network made those that are there.

    Args:
        store: a record opened for writing.
        network: what makes them.
        watch: called after each chunk with how many articles are done, and of how many.

    Raises:
        RecordNotWritable: the record was opened for reading, or the file cannot be written.
    """
    anew = name_network(store, network.version)
    todo, made = without_vectors(store), 0
    for start in range(0, len(todo), CHUNK):
        chunk = todo[start : start + CHUNK]
        made += _make(store, network, chunk)
        if watch is not None:
            watch(start + len(chunk), len(todo))
    return VectorsMade(articles=len(todo), vectors=made, network=network.version, anew=anew)


def words_of(store: Store, article: str) -> dict[VectorKind, Lines]:
    """The words whose vectors are made, of one article; empty where it is gone or in another language.

    A statement stands for itself in its sentence, with speaker and verb, and under its heading: what it says alone
    leaves out who and what it is about. What is found so is printed by ``python -m evaluation.meaning``.
    """
    row = store.first("SELECT * FROM articles WHERE id = ?", (article,))
    if row is None or row["language"] != CODED:
        return {kind: {} for kind in KINDS}
    found: Article = from_row(Article, row)
    under = f" ({found.title})" if found.title else ""
    statements = store.query('SELECT id, start, "end" FROM statements WHERE article = ? ORDER BY ordinal', (article,))
    events = store.query("SELECT id, text FROM events WHERE article = ? ORDER BY ordinal", (article,))
    body = found.text[found.body_start : found.body_start + LEAD_CHARACTERS]
    return {
        "statement": _plain(
            (row["id"], sentence_around(found, row["start"], row["end"]).text + under) for row in statements
        ),
        "event": _plain((row["id"], row["text"] + under) for row in events),
        "article": _plain([(article, f"{found.title}. {body}" if found.title else body)]),
    }


def _plain(lines: Iterator[tuple[str, str]] | list[tuple[str, str]]) -> Lines:
    return {name: " ".join(words.split()) for name, words in lines}


def _make(store: Store, network: Network, articles: Sequence[str]) -> int:
    """Make the vectors of some articles, and return how many."""
    told = {article: words_of(store, article) for article in articles}
    words = list(dict.fromkeys(text for kinds in told.values() for lines in kinds.values() for text in lines.values()))
    rows = dict(zip(words, as_bytes(network.vectors(words)), strict=True))
    made = 0
    with store.transaction():
        for article, kinds in told.items():
            if (
                store.first("SELECT 1 FROM articles WHERE id = ?", (article,)) is None
                or words_of(store, article) != kinds
            ):
                continue  # changed by somebody else in the meantime: it is still missing, and made the next time
            for kind, lines in kinds.items():
                write_vectors(store, kind, article, list(lines), [rows[text] for text in lines.values()])
                made += len(lines)
    return made
