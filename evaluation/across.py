"""Happenings and origins against a labelled set: ``python -m evaluation.across evaluation/happenings``.

The set's README gives its format: articles, pairs of clauses that tell one happening or two, and for each happening how
many independent origins stand behind it. The articles are read into a record as a user would; a clause stands for the
events whose trigger lies in it, else for those whose words overlap it. A pair is taken for one happening when an
event of the one clause shares its happening with an event of the other; a clause from which no event was read is of
none, so that what the reader misses costs recall here.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from dragoman.compare.lookup import happening
from dragoman.compare.origins import Told, independent
from dragoman.compare.told import sources_of, told
from dragoman.ingest import read_paths, ready
from dragoman.store.open import Store, open_store
from evaluation.figures import Figure, data_hash
from evaluation.stories import is_learnt_from, stories

Fields = dict[str, Any]
FOLDER = Path(__file__).resolve().parent / "happenings"
PAIRS_F1, PAIRS_PRECISION, ORIGINS = "pairs F1", "pairs precision", "origin counts exact"
CODED_F1 = "pairs F1, an event at both clauses"
OTHERS_F1, OTHERS_PRECISION = "pairs F1, stories not learnt from", "pairs precision, stories not learnt from"
OTHERS_ORIGINS = "origin counts exact, stories not learnt from"
GIVEN = "made-up articles, events as labelled"


class Clauses:
    """Finds the events that a quoted clause stands for."""

    def __init__(self, store: Store, sources: dict[str, str]) -> None:
        self._store = store
        self._sources = sources  # id in the set -> id in the record

    def on(self, store: Store) -> "Clauses":
        """The same articles in another record."""
        return Clauses(store, self._sources)

    def events(self, quoted: Fields) -> list[Fields]:
        """The events of a clause ``{"article", "quote"}``."""
        article = self._sources.get(quoted["article"])
        row = self._store.first("SELECT text FROM articles WHERE id = ?", (article,))
        if row is None:
            return []
        start = row["text"].find(quoted["quote"])
        end = start + len(quoted["quote"])
        rows = self._store.query("SELECT * FROM events WHERE article = ? ORDER BY ordinal", (article,))
        found = [dict(one) for one in rows if start >= 0 and any(a < end and start < b for a, b in _spans(dict(one)))]
        inside = [one for one in found if start <= msgspec.json.decode(one["trigger"])["start"] < end]
        return inside or found

    def span(self, quoted: Fields) -> tuple[int, int]:
        """Where a clause stands in its article."""
        row = self._store.first("SELECT text FROM articles WHERE id = ?", (self._sources.get(quoted["article"]),))
        start = row["text"].find(quoted["quote"]) if row else -1
        return start, start + len(quoted["quote"])

    def article(self, quoted: Fields) -> str | None:
        """The id in the record of a clause's article."""
        return self._sources.get(quoted["article"])

    def happenings(self, quoted: Fields) -> list[str]:
        """The happenings of a clause's events, and those that its sentence tells without an event of its own."""
        start, end = self.span(quoted)
        sql = """SELECT e.happening FROM retellings r JOIN events e ON e.id = r.event
            WHERE r.article = ? AND r.start < ? AND ? < r."end" AND e.happening IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM retellings o WHERE o.article = r.article AND o.start = r.start
                AND (o.score > r.score OR (o.score = r.score AND o.event < r.event)))"""
        again = self._store.query(sql, (self.article(quoted), end, start)) if start >= 0 else ()
        coded = [one["happening"] for one in self.events(quoted) if one["happening"]]
        return [*coded, *(row["happening"] for row in again)]


def _spans(event: Fields) -> Iterator[tuple[int, int]]:
    yield event["start"], event["end"]
    for span in msgspec.json.decode(event["citations"]):
        yield span["start"], span["end"]


def score_pairs(pairs: Sequence[Fields], clauses: Clauses, *, show: Callable[[str], None] = lambda _: None) -> Fields:
    """Counts of pairs: right, made up, missed, and of the missed those with a clause from which nothing was read."""
    counts: Counter[str] = Counter()
    for pair in pairs:
        sides = [set(clauses.happenings(pair[side])) for side in ("a", "b")]
        predicted = bool(sides[0] & sides[1])
        counts[f"{'same' if pair['same'] else 'other'} {'joined' if predicted else 'apart'}"] += 1
        if predicted != pair["same"]:
            unread = not all(sides)
            counts["missed: nothing read"] += pair["same"] and unread
            label = "MISSED" if pair["same"] else "MADE UP"
            show(f"{label}{' (nothing read)' if unread else ''}: {pair['a']} | {pair['b']} | {pair.get('why', '')}")
    right, wrong, missed = counts["same joined"], counts["other joined"], counts["same apart"]
    precision, recall = right / max(right + wrong, 1), right / max(right + missed, 1)
    f1 = 2 * right / max(2 * right + wrong + missed, 1)
    return {"precision": precision, "recall": recall, "f1": f1, **counts}


def score_origins(
    truth: Sequence[Fields], clauses: Clauses, store: Store, *, show: Callable[[str], None] = lambda _: None
) -> Fields:
    """Of the happenings whose origins are known: how many are counted exactly, and whose confirmation is told right."""
    counts: Counter[str] = Counter()
    for item in truth:
        if item["role"] != "main" or item["origins"] is None:
            continue
        found = Counter(one for telling in item["tellings"] for one in clauses.happenings(telling))
        counts["happenings"] += 1
        most = min(found, key=lambda one: (-found[one], one), default=None)
        opened = happening(store, most).happening if most else None
        counts["exact, joined by hand"] += _origins_of(item["tellings"], clauses, store) == item["origins"]
        exact = opened is not None and len(opened.origins) == item["origins"]
        counts["exact"] += exact
        if item["confirmed_by_both"] is not None:
            counts["confirmations"] += 1
            counts["confirmed right"] += bool(opened and opened.both_sides) == item["confirmed_by_both"]
        if not exact:
            show(f"ORIGINS {item['id']}: {item['origins']} {item['origin_names']}; found {opened and opened.origins}")
    return dict(counts)


def _origins_of(tellings: Sequence[Fields], clauses: Clauses, store: Store) -> int:
    """The origins of tellings joined by the labels; a clause without an event is its article's own."""
    events = {event["id"]: event for telling in tellings for event in clauses.events(telling)}
    read = {event["article"] for event in events.values()}
    unread = {article for telling in tellings if (article := clauses.article(telling)) and article not in read}
    sources = sources_of(store, unread).values()
    others = [Told(source.article, source, None, (), own=True, denied=False) for source in sources]
    return len(independent([*told(store, list(events.values())), *others]))


def truth_of(folder: Path, name: str) -> list[Fields]:
    """One list of a set's truth."""
    rows: list[Fields] = msgspec.json.decode((folder / "truth" / f"{name}.json").read_bytes())
    return rows


@contextmanager
def read_set(folder: Path) -> Iterator[tuple[Store, Clauses]]:
    """The articles of a set, read into a record as a user would, and what finds the events of a clause."""
    with tempfile.TemporaryDirectory() as where, open_store(Path(where) / "r.db", mode="write") as store:
        with ready() as chain:
            read_paths([str(folder / "articles")], store=store, chain=chain)
        rows = store.query("SELECT source, article FROM sources")
        yield store, Clauses(store, {Path(row["source"].split("#")[0]).stem: row["article"] for row in rows})


class Scores(NamedTuple):
    """What a set comes to: the pairs of clauses, and the origins of its happenings."""

    pairs: Fields
    origins: Fields
    coded: Fields  # of the pairs with an event at both clauses
    others: tuple[Fields, Fields]  # pairs and origins of the stories that nothing was learnt from
    given: Fields | None  # pairs, with the events that the labels give


def measure(folder: Path, *, given: bool = True, show: Callable[[str], None] = lambda _: None) -> Scores:
    """The scores of a set.

    Args:
        folder: the set.
        given: whether to score it with the events of the labels too.
        show: told of each pair and happening that is wrong.
    """
    pairs, truth = truth_of(folder, "pairs"), truth_of(folder, "happenings")
    story = stories(truth, pairs)
    other_pairs = [pair for pair in pairs if not is_learnt_from(story[pair["happenings"][0]])]
    other_truth = [row for row in truth if not is_learnt_from(story[row["id"]])]
    with read_set(folder) as (store, clauses):
        coded = [pair for pair in pairs if clauses.events(pair["a"]) and clauses.events(pair["b"])]
        return Scores(
            pairs=score_pairs(pairs, clauses, show=show),
            origins=score_origins(truth, clauses, store, show=show),
            coded=score_pairs(coded, clauses),
            others=(score_pairs(other_pairs, clauses), score_origins(other_truth, clauses, store)),
            given=_as_labelled(store, clauses, truth, pairs) if given else None,
        )


def _as_labelled(source: Store, clauses: Clauses, truth: Sequence[Fields], pairs: Sequence[Fields]) -> Fields:
    from evaluation.given_events import given

    with tempfile.TemporaryDirectory() as where, open_store(Path(where) / "given.db", mode="write") as target:
        given(source, target, clauses, truth)
        return score_pairs(pairs, clauses.on(target))


def figures(folder: Path) -> list[Figure]:
    """The figures of the table."""
    found = measure(folder)
    sha = data_hash([folder / "articles", folder / "truth"])
    counts, others = _rates(found.pairs), _rates(found.others[0])
    named: list[tuple[str, float, str]] = [
        (PAIRS_F1, found.pairs["f1"], counts),
        (PAIRS_PRECISION, found.pairs["precision"], counts),
        (CODED_F1, found.coded["f1"], _rates(found.coded)),
        (OTHERS_F1, found.others[0]["f1"], others),
        (OTHERS_PRECISION, found.others[0]["precision"], others),
        (ORIGINS, *_exact(found.origins)),
        (OTHERS_ORIGINS, *_exact(found.others[1])),
    ]
    rows = [("made-up articles", *one) for one in named]
    if found.given is not None:
        rows.append((GIVEN, PAIRS_F1, found.given["f1"], _rates(found.given)))
    return [
        Figure(part="across", data=data, what=what, value=value, detail=detail, sha256=sha)
        for data, what, value, detail in rows
    ]


def _rates(pairs: Fields) -> str:
    return f"P {pairs['precision']:.3f} R {pairs['recall']:.3f}"


def _exact(origins: Fields) -> tuple[float, str]:
    exact, every = origins.get("exact", 0), origins.get("happenings", 0)
    return exact / max(every, 1), f"{exact} of {every}"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.across", description="Score happenings and origins.")
    parser.add_argument("folder", type=Path, help="a set in the format of evaluation/happenings")
    parser.add_argument("--misses", action="store_true", help="list what is wrong")
    options = parser.parse_args()
    found = measure(options.folder, show=print if options.misses else lambda _: None)
    rows = {"pairs": found.pairs, "an event at both clauses": found.coded, "stories not learnt from": found.others[0]}
    for name, pairs in {**rows, "events as labelled": found.given or {}}.items():
        counts = ", ".join(f"{what} {number}" for what, number in sorted(pairs.items()) if isinstance(number, int))
        print(f"{name}: F1 {pairs['f1']:.3f}, {_rates(pairs)}; {counts}")
    for name, origins in (("origins", found.origins), ("stories not learnt from", found.others[1])):
        print(f"{name}: " + ", ".join(f"{what} {number}" for what, number in sorted(origins.items())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
