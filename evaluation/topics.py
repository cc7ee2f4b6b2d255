"""Topics of statements against labels: the 114 statements of ten of our own articles, labelled from the texts alone.

    python -m evaluation.topics [--misses] [--more] [--meaning]

The labels (``gold/topics.tsv``) were written before the words of the table were. A statement may have several topics or
none. Scored are the topics as such, and the contexts they stand under.

``--more`` takes 98 other statements (every sixth read from ``examples/dispatches`` and ``happenings/articles``,
labelled from their words and speaker). ``--meaning`` adds the topic whose description lies nearest in meaning where no
words say any: set on the 98, where it helps, it loses on the 114, so reading does not do it.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from dragoman.codes.tables import cell_list, read_table
from dragoman.codes.topics import NO_TOPIC, ancestors
from dragoman.language.vectors import SentenceVectors
from dragoman.statements.topics import TopicTable, codes_of, topics_of
from evaluation.figures import Figure, data_hash

OWN = Path(__file__).resolve().parent / "gold"
LABELS = OWN / "topics.tsv"
NEAREST = 0.30  # cosine from which the nearest topic is taken; .25 to .55 tried on the 98 statements
DESCRIBED_BY = 8  # words of a topic that describe it, beside its name


class Labelled(NamedTuple):
    """A statement with the topics it has by hand and by the table."""

    article: str
    words: str
    gold: frozenset[str]
    found: frozenset[str]


def labelled(folder: Path = OWN) -> Iterator[Labelled]:
    """Every labelled statement."""
    table = TopicTable.load()
    texts: dict[str, str] = {}
    for row in read_table("topics", folder):
        name, words = row["article"], row["statement"]
        text = texts.setdefault(name, _text(folder, name))
        start = text.find(words)
        end = start + len(words)
        sentence = (_sentence_start(text, start), _sentence_end(text, end))
        found = topics_of(text, start, end, table, sentence=sentence) if start >= 0 else table.find(words)
        yield Labelled(name, words, frozenset(cell_list(row["topics"])), frozenset(codes_of(found)))


def more_labelled() -> Iterator[Labelled]:
    """The 98 other statements."""
    table = TopicTable.load()
    for row in read_table("topics_more", OWN):
        found = codes_of(table.find(row["statement"]))
        yield Labelled(row["article"], row["statement"], frozenset(cell_list(row["topics"])), frozenset(found))


def with_nearest(cases: list[Labelled]) -> list[Labelled]:
    """The statements for which no words say a topic with the nearest one, where it is near enough."""
    rows = [row for row in read_table("topics") if row["topic"] != NO_TOPIC]
    network = SentenceVectors.load()
    described = network.vectors([_description(row) for row in rows])
    likeness = network.vectors([case.words for case in cases]) @ described.T
    best = [(rows[int(row.argmax())]["topic"], float(row.max())) for row in likeness]
    return [
        case._replace(found=frozenset({topic})) if not case.found and near >= NEAREST else case
        for case, (topic, near) in zip(cases, best, strict=True)
    ]


def _description(row: dict[str, str]) -> str:
    words = (word.removeprefix("=").removeprefix("to ") for word in cell_list(row["words"])[:DESCRIBED_BY])
    return f"{row['name']}: {', '.join(words)}"


def scores(cases: list[Labelled]) -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 of topics and of contexts, over all statements together."""
    pairs = [(case.gold, case.found) for case in cases]
    above = [(_contexts(gold), _contexts(found)) for gold, found in pairs]
    return {"topics": _prf(pairs), "contexts": _prf(above)}


def figures() -> list[Figure]:
    """The scores as figures."""
    cases = list(labelled())
    sha = data_hash([LABELS])
    return [
        Figure(
            part="topics", data="114 statements of ten articles of our own", what=f"{what} F1", value=f1, sha256=sha,
            detail=f"P {precision:.3f} R {recall:.3f}",
        )
        for what, (precision, recall, f1) in scores(cases).items()
    ]  # fmt: skip


def _text(folder: Path, name: str) -> str:
    path = next((folder / "articles").glob(f"{name}.*"))
    if path.suffix == ".json":
        return str(json.loads(path.read_text(encoding="utf-8"))["text"])
    return path.read_text(encoding="utf-8")


def _sentence_start(text: str, at: int) -> int:
    return max(text.rfind(". ", 0, at) + 1, text.rfind("\n", 0, at) + 1, 0)


def _sentence_end(text: str, at: int) -> int:
    ends = [place for place in (text.find(". ", at), text.find(".\n", at), text.find("\n", at)) if place >= 0]
    return min(ends, default=len(text))


def _contexts(codes: frozenset[str]) -> frozenset[str]:
    return frozenset(ancestors(code)[-1] for code in codes)


def _prf(pairs: list[tuple[frozenset[str], frozenset[str]]]) -> tuple[float, float, float]:
    right = sum(len(gold & found) for gold, found in pairs)
    wanted, given = sum(len(gold) for gold, _ in pairs), sum(len(found) for _, found in pairs)
    precision, recall = right / max(given, 1), right / max(wanted, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def main() -> None:
    """Print the scores, and on request each statement that differs."""
    parser = argparse.ArgumentParser(description="Score the topics of statements.")
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--more", action="store_true", help="98 other statements")
    parser.add_argument("--meaning", action="store_true", help="with the nearest topic where no words say any")
    options = parser.parse_args()
    cases = list(more_labelled() if options.more else labelled())
    cases = with_nearest(cases) if options.meaning else cases
    for what, (precision, recall, f1) in scores(cases).items():
        print(f"{what:9} P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")
    if options.misses:
        for case in cases:
            if case.gold != case.found:
                print(
                    f"  {case.article} {case.words[:70]!r}\n      gold {sorted(case.gold)} found {sorted(case.found)}"
                )


if __name__ == "__main__":
    main()
