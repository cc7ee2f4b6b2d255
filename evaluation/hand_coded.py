"""The hand-coded articles as figures: the shared scorer's levels, with intervals over articles.

The scorer adds its counts up over articles, so the counts of each article, scored alone, are enough to resample.
"""

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from dragoman.pipeline import Resources
from evaluation.bootstrap import Counts, f1, interval, share
from evaluation.events import compared
from evaluation.figures import Figure, data_hash
from evaluation.predict import load_script, predict

LEVELS = ("event", "event+dyad", "event+dyad+status", "statement", "statement+who", "finding")
RATES = {
    "days_right": "days right",
    "parties_found": "parties found",
    "parties_right": "parties right",
    "speakers_named": "speakers named",
}
# Rates among what agrees fall when more is found, and there are few findings: their floors leave more room.
WIDE = 0.05
FIELDS = ("publisher", "byline", "dateline", "published")


def scored(shared: Path, folder: Path, resources: Resources, *, part: str, data: str) -> list[Figure]:
    """Every figure of the articles in ``folder`` (with ``articles/`` and ``gold/``)."""
    with tempfile.TemporaryDirectory() as where:
        predicted = predict(folder / "articles", Path(where) / "predicted.jsonl", resources=resources)
        return figures(shared, folder, predicted, part=part, data=data)


def figures(shared: Path, folder: Path, predicted: Path, *, part: str, data: str) -> list[Figure]:
    """The figures of what is in ``predicted``, the export's JSON lines."""
    scorer = load_script(shared / "evaluate" / "score_records.py")
    whole = scorer.score(folder, predicted)
    names = sorted(path.stem for path in (folder / "gold").glob("*.json"))
    single = [score_some(scorer, folder, predicted, [name]) for name in names]
    sha = data_hash([folder / "articles", folder / "gold", shared / "evaluate" / "score_records.py"])
    named = {"part": part, "data": data, "sha256": sha}
    told = _told(scorer, folder, predicted, named)
    return [*_levels(whole, single, named), *_rates(whole, single, named), *told, *_fields(whole, single, named)]


def score_some(scorer: ModuleType, folder: Path, predicted: Path, names: Iterable[str]) -> dict[str, Any]:
    """The scorer's figures of some of the articles alone."""
    with tempfile.TemporaryDirectory() as where:
        for part in ("gold", "articles"):
            (Path(where) / part).mkdir()
            for name in names:
                for file in (folder / part).glob(f"{name}.*"):
                    shutil.copy(file, Path(where) / part / file.name)
        found: dict[str, Any] = scorer.score(where, predicted)
        return found


def level_counts(figures_of_one: dict[str, Any], level: str) -> Counts:
    """What the scorer counted at a level in one article."""
    row = figures_of_one[level]
    return Counts(round(row["recall"] * row["gold"]), row["gold"], row["predicted"])


def _levels(whole: dict[str, Any], single: Sequence[dict[str, Any]], named: dict[str, Any]) -> Iterator[Figure]:
    for level in LEVELS:
        row, counts = whole[level], [level_counts(one, level) for one in single]
        low, high = interval(counts, f1) or (None, None)
        detail = f"P {row['precision']:.3f} R {row['recall']:.3f}, {row['gold']} in gold"
        room = WIDE if level == "finding" else 0.005
        yield Figure(**named, what=f"{level} F1", value=row["f1"], low=low, high=high, detail=detail, room=room)


def _rates(whole: dict[str, Any], single: Sequence[dict[str, Any]], named: dict[str, Any]) -> Iterator[Figure]:
    for key, what in RATES.items():
        yield Figure(**named, what=what, value=whole[key], room=WIDE)
    # The scorer looks at the stance of the statements whose speaker is right.
    matched = [level_counts(one, "statement+who").right for one in single]
    counts = [Counts(one["stance"] * n, n, n) for one, n in zip(single, matched, strict=True)]
    low, high = interval(counts, share) or (None, None)
    yield Figure(**named, what="stance right", value=whole["stance"], low=low, high=high, room=WIDE)


def _told(scorer: ModuleType, folder: Path, predicted: Path, named: dict[str, Any]) -> Iterator[Figure]:
    """Of the events that agree in type and place: whether the status is gold's, and what gold has as alleged."""
    pairs = [pair for *_, matched in compared(scorer, folder, predicted) for pair in matched]
    right = sum(gold["status"] == ours["status"] for gold, ours in pairs)
    yield Figure(
        **named, what="status right", value=right / len(pairs) if pairs else 0.0, room=WIDE,
        detail=f"{right} of {len(pairs)} matched",
    )  # fmt: skip
    alleged = [ours for gold, ours in pairs if gold.get("basis") == "alleged"]
    plain = sum(ours["basis"] == "plain" for ours in alleged)
    yield Figure(
        **named, what="alleged coded plain", value=plain / len(alleged) if alleged else 0.0, better="low",
        detail=f"{plain} of {len(alleged)} matched",
    )  # fmt: skip
    days = scorer.score(folder, predicted)["days_invented"]
    yield Figure(**named, what="days invented", value=float(days), unit="days", better="low")


def _fields(whole: dict[str, Any], single: Sequence[dict[str, Any]], named: dict[str, Any]) -> Iterator[Figure]:
    for field in FIELDS:
        if field in whole["fields"]:
            counts = [Counts(one["fields"][field], 1, 1) for one in single if field in one["fields"]]
            low, high = interval(counts, share) or (None, None)
            detail = f"{len(counts)} have one"
            value = whole["fields"][field]
            yield Figure(**named, what=f"{field} right", value=value, low=low, high=high, detail=detail)
