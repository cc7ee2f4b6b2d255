"""Code a folder of articles and score it with the shared scorer."""

import importlib.util
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

from dragoman.article import Extractor
from dragoman.config import Limits
from dragoman.exports.jsonl import jsonl_lines
from dragoman.pipeline import Resources, code_article
from dragoman.records import CodedArticle, Failure
from dragoman.sources import open_sources


def coded_articles(folder: Path, *, resources: Resources) -> Iterable[CodedArticle]:
    """Code every article of a folder; a failure is an error here, for an evaluation must read everything."""
    with Extractor(Limits()) as extractor:
        for raw in open_sources([str(folder)], limits=Limits()):
            if isinstance(raw, Failure):
                raise SystemExit(f"{raw.source}: {raw.reason}")
            yield code_article(raw, extractor=extractor, resources=resources)


def predict(folder: Path, out: Path, *, resources: Resources) -> Path:
    """Write the export of a folder's articles to ``out`` and return it."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("wb") as stream:
        stream.writelines(jsonl_lines(coded_articles(folder, resources=resources)))
    return out


def load_script(path: Path) -> ModuleType:
    """A scorer that lies beside the data, as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: no such scorer; give the folder of the development data")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def score_folder(shared: Path, folder: Path, predicted: Path) -> dict[str, Any]:
    """The figures of the shared record scorer for ``folder`` (with ``articles/`` and ``gold/``)."""
    scorer = load_script(shared / "evaluate" / "score_records.py")
    figures: dict[str, Any] = scorer.score(folder, predicted)
    return figures


def flatten(prefix: str, figures: dict[str, Any]) -> dict[str, float]:
    """The figures that are kept: F1 of each level, and the rates beside them."""
    kept = {f"{prefix} {level} F1": v["f1"] for level, v in figures.items() if isinstance(v, dict) and "f1" in v}
    for name in ("days_right", "stance", "parties_found", "parties_right", "speakers_named"):
        kept[f"{prefix} {name.replace('_', ' ')}"] = figures[name]
    return kept
