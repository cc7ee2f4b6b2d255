"""Ratios within one run, which a busy or slow machine changes little."""

import time
from collections.abc import Callable, Sequence

import trafilatura

from benchmarks.articles import pages
from benchmarks.stages import Measured
from dragoman.article import Extractor
from dragoman.config import Limits
from evaluation.speed import peak_child_bytes

ROUNDS = 5


def best_seconds(work: Callable[[], object]) -> float:
    """The shortest of a few rounds."""
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times)


def extraction() -> tuple[float, float]:
    """Seconds a page: trafilatura called as it is, and ours, which calls it in a process that can be killed."""
    texts = [page.content for page in pages()]
    with Extractor(Limits()) as extractor:
        extractor.extract(texts[0])  # starts the process
        ours = best_seconds(lambda: [extractor.extract(text) for text in texts])
    alone = best_seconds(lambda: [trafilatura.bare_extraction(text, with_metadata=True) for text in texts])
    return alone / len(texts), ours / len(texts)


def html_process_bytes() -> int:
    """The most memory the HTML process holds on the sample pages."""
    with Extractor(Limits()) as extractor:
        for page in pages():
            extractor.extract(page.content)
        return peak_child_bytes()


def whole_to_reader(measured: Sequence[Measured]) -> float:
    """How many times as long the whole chain takes as the reader in it."""
    return min(one.whole_s / one.stage_s["reader"] for one in measured)
