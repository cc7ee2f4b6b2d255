"""Seconds of each stage while the real chain runs: its own calls, timed where ``pipeline`` and ``ingest`` make them."""

import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from dragoman import ingest, pipeline
from dragoman.article import Extractor
from dragoman.pipeline import Resources
from dragoman.records import RawDocument
from dragoman.store.open import open_store

# The calls that make up each stage, by the module that makes them.
CALLS: dict[str, tuple[ModuleType, tuple[str, ...]]] = {
    "article": (pipeline, ("make_article",)),
    "entities": (pipeline, ("index_entities",)),
    "dating": (pipeline, ("date_article",)),
    "statements": (pipeline, ("find_statements",)),
    "events": (pipeline, ("find_events", "find_figures", "located")),
    "checks": (
        pipeline,
        ("office_tenures", "organisation_lifetimes", "disputed_claims", "rival_figures", "weekdays_of_dates"),
    ),
    "store": (ingest, ("write_article", "mark_copies", "has_read", "forget_failures")),
    "comparing": (ingest, ("bring_up_to_date",)),
}
ORDER = ("article", "reader", "entities", "dating", "statements", "events", "checks", "store", "comparing")


@dataclass
class Measured:
    """Seconds by stage and in all, and how much was read."""

    articles: int = 0
    sentences: int = 0
    words: int = 0
    whole_s: float = 0.0
    stage_s: Counter[str] = field(default_factory=Counter)

    @property
    def rest_s(self) -> float:
        """What no stage accounts for."""
        return self.whole_s - sum(self.stage_s.values())


class TimedReader:
    """The reader, timed; counts what it sees."""

    def __init__(self, reader: Any, measured: Measured) -> None:
        self._reader, self._measured = reader, measured

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reader, name)

    def read(self, text: str, **given: Any) -> Any:
        began = time.perf_counter()
        reading = self._reader.read(text, **given)
        self._measured.stage_s["reader"] += time.perf_counter() - began
        self._measured.sentences += len(reading.sentences)
        self._measured.words += sum(len(sentence.tokens) for sentence in reading.sentences)
        return reading


@contextmanager
def timed(measured: Measured) -> Iterator[None]:
    """Within, every call of a stage adds its seconds."""
    kept = [(module, name, getattr(module, name)) for module, names in CALLS.values() for name in names]
    for stage, (module, names) in CALLS.items():
        for name in names:
            setattr(module, name, _clocked(getattr(module, name), stage, measured))
    try:
        yield
    finally:
        for module, name, call in kept:
            setattr(module, name, call)


def _clocked(call: Callable[..., Any], stage: str, measured: Measured) -> Callable[..., Any]:
    def clocked(*arguments: Any, **named: Any) -> Any:
        began = time.perf_counter()
        try:
            return call(*arguments, **named)
        finally:
            measured.stage_s[stage] += time.perf_counter() - began

    return clocked


def measure(documents: Sequence[RawDocument], resources: Resources) -> Measured:
    """Read the documents into a new record on disk and say how long each stage took."""
    measured = Measured(articles=len(documents))
    watched = replace(resources, reader=TimedReader(resources.reader, measured))  # type: ignore[arg-type]
    with tempfile.TemporaryDirectory() as where, Extractor(resources.limits) as extractor:
        code = partial(pipeline.code_article, extractor=extractor, resources=watched)
        with open_store(Path(where) / "bench.db", mode="write") as store, timed(measured):
            began = time.perf_counter()
            report = ingest.read_documents(documents, store=store, run=resources.run, code=code)
            measured.whole_s = time.perf_counter() - began
    if report.failed:
        raise SystemExit(f"{report.failed} articles failed: {report.failures[0].reason}")
    return measured
