"""Lines of the ledger against labels: 55 lines of fifteen of our own articles, labelled from the texts alone.

    python -m evaluation.ledger [--misses]

A line found is right when it is of the same kind and its words overlap the labelled ones; each label is met once. Lines
labelled ``optional`` (private people, what two careful readers may see otherwise) count neither way. Scored beside it:
who owes it, to whom, and the days by which it is due.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from dragoman.article import Extractor
from dragoman.codes.tables import cell_list, read_table
from dragoman.compare.follow import codes
from dragoman.compare.ledger import LedgerLine, ledger_lines
from dragoman.config import Limits
from dragoman.partial_date import PartialDate
from dragoman.pipeline import Resources, code_article, load_resources
from dragoman.records import CodedArticle, RawDocument
from dragoman.sources import open_sources
from dragoman.statements.topics import TopicTable
from evaluation.bootstrap import Counts, f1, interval
from evaluation.figures import Figure, data_hash

OWN = Path(__file__).resolve().parent / "gold"
LABELS = OWN / "ledger.tsv"


class Label(NamedTuple):
    """A line as labelled."""

    article: str
    kind: str
    words: str
    start: int
    end: int
    owed_by: frozenset[str]
    owed_to: frozenset[str]
    due: PartialDate
    optional: bool


class Scored(NamedTuple):
    """One article: its labels, what was found, and which of them meet."""

    article: str
    labels: tuple[Label, ...]
    found: tuple[LedgerLine, ...]
    pairs: tuple[tuple[Label, LedgerLine], ...]

    @property
    def missed(self) -> list[Label]:
        """Labels that nothing met."""
        met = {label for label, _ in self.pairs}
        return [label for label in self.labels if label not in met and not label.optional]

    @property
    def invented(self) -> list[LedgerLine]:
        """Lines that meet no label."""
        met = {line.id for _, line in self.pairs}
        return [line for line in self.found if line.id not in met]

    @property
    def counts(self) -> Counts:
        """Right, labelled and found, without what is optional."""
        right = sum(not label.optional for label, _ in self.pairs)
        return Counts(right, right + len(self.missed), right + len(self.invented))


def scored(resources: Resources, folder: Path = OWN) -> Iterator[Scored]:
    """Every labelled article."""
    rows: dict[str, list[dict[str, str]]] = {}
    for row in read_table("ledger", folder):
        rows.setdefault(row["article"], []).append(row)
    table = TopicTable.load()
    with Extractor(Limits()) as extractor:
        for name, labelled in rows.items():
            path = next((folder / "articles").glob(f"{name}.*"))
            raw = next(iter(open_sources([str(path)], limits=Limits())))
            if not isinstance(raw, RawDocument):
                raise SystemExit(f"{path}: {raw.reason}")
            coded = code_article(raw, extractor=extractor, resources=resources)
            lines = ledger_lines(coded.article, coded.events, coded.statements, topics=table)
            labels = tuple(_label(coded, row) for row in labelled)
            yield Scored(name, labels, lines, tuple(_meet(labels, lines)))


def figures(resources: Resources) -> list[Figure]:
    """The scores as figures."""
    cases = list(scored(resources))
    counts = [case.counts for case in cases]
    whole = Counts(*(sum(part) for part in zip(*counts, strict=True)))
    low, high = interval(counts, f1) or (None, None)
    pairs = [pair for case in cases for pair in case.pairs if not pair[0].optional]
    due = [(label, line) for label, line in pairs if label.due]
    dated = [(label, line) for label, line in pairs if not label.due]
    named = {"part": "ledger", "data": "55 lines of fifteen articles of our own", "sha256": data_hash([LABELS])}
    detail = f"P {whole.right / max(whole.given, 1):.3f} R {whole.right / max(whole.gold, 1):.3f}"
    return [
        Figure(**named, what="line F1", value=f1([whole]), low=low, high=high, detail=detail),
        _share(named, "who owes right", [codes(line.owed_by) == label.owed_by for label, line in pairs]),
        _share(named, "owed to right", [codes(line.owed_to) == label.owed_to for label, line in pairs]),
        _share(named, "due day right", [_last(line.due) == _last(label.due) for label, line in due]),
        _share(named, "no day given to what has none", [not line.due for _, line in dated]),
    ]


def _share(named: dict[str, str], what: str, right: Sequence[bool]) -> Figure:
    value = sum(right) / max(len(right), 1)
    return Figure(**named, what=what, value=value, detail=f"{sum(right)} of {len(right)}", room=0.05)  # type: ignore[arg-type]


def _last(when: PartialDate) -> object:
    return when.latest


def _label(coded: CodedArticle, row: dict[str, str]) -> Label:
    start = coded.article.text.find(row["words"])
    if start < 0:
        raise SystemExit(f"{row['article']}: the text does not have {row['words']!r}")
    return Label(
        article=row["article"],
        kind=row["kind"],
        words=row["words"],
        start=start,
        end=start + len(row["words"]),
        owed_by=frozenset(cell_list(row["owed_by"])),
        owed_to=frozenset(cell_list(row["owed_to"])),
        due=PartialDate.parse(row["due"] or "unknown"),
        optional=row["note"] == "optional",
    )


def _meet(labels: Sequence[Label], lines: Sequence[LedgerLine]) -> Iterator[tuple[Label, LedgerLine]]:
    """Labels with the line that has most of their words, each line once; what is not optional goes first."""
    taken: set[str] = set()
    for label in sorted(labels, key=lambda one: (one.optional, one.start)):
        fit = [
            (min(label.end, line.end) - max(label.start, line.start), line)
            for line in lines
            if line.id not in taken and (line.kind == label.kind or label.optional)
        ]
        overlap, line = max(fit, key=lambda pair: (pair[0], pair[1].id), default=(0, None))
        if line is not None and overlap > 0:
            taken.add(line.id)
            yield label, line


def main() -> None:
    """Print the scores, and on request what was missed and invented."""
    parser = argparse.ArgumentParser(description="Score the lines of the ledger.")
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    resources = load_resources()
    for figure in figures(resources):
        print(f"{figure.what:32} {figure.value:.3f}  {figure.detail}")
    for case in scored(resources) if options.misses else ():
        for label in case.missed:
            print(f"{case.article} missed   {label.kind:8} {label.words}")
        for line in case.invented:
            print(f"{case.article} invented {line.kind:8} {' '.join(line.text.split())[:110]}")
        for label, line in case.pairs:
            sides = (codes(line.owed_by), codes(line.owed_to), str(line.due))
            if (label.owed_by, label.owed_to, str(label.due)) != sides and not label.optional:
                print(f"{case.article} differs  {label.words[:60]!r}: {label[5:8]} found {sides}")


if __name__ == "__main__":
    main()
