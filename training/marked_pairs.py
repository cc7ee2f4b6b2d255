"""Marked pairs to learn from: sentences with a source and a target, and the type of event between them.

Three sources: sentences with marks and PLOVER's older roots (``plv_train``), the corpus with what is marked in print,
and running news as our own coder reads it, which is right in most and costs nothing (weak labels; Ratner et al. 2017).
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.article import Extractor
from dragoman.config import Limits
from dragoman.labelling import YIELD
from dragoman.language.marked import MarkedSentence, read_marked
from dragoman.pipeline import Resources, code_article
from dragoman.records import RawDocument
from evaluation import corpus

LONGEST = 350  # characters from the first to the last word of a weakly labelled pair
_NEXT = re.compile(r"[.!?][\"”’]?(?:\s+(?=[A-Z\"“])|\s*$)|\n")


@dataclass(frozen=True)
class Pair:
    """A marked sentence and the types it may tell: two where the root has been split."""

    marked: MarkedSentence
    types: tuple[str, ...]


def marked_rows(path: Path) -> list[Pair]:
    """The rows of a file of marked sentences (JSON lines with ``marked`` and ``root``)."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [Pair(read_marked(row["marked"]), types_of(row["root"])) for row in rows]


def types_of(root: str) -> tuple[str, ...]:
    """The types that a root stands for."""
    return tuple(name for name, old in YIELD.items() if old == root) or (root,)


def written_pairs(reports: Iterable[corpus.Report]) -> Iterator[Pair]:
    """The events of compiled reports that name both sides in the sentence of their trigger."""
    for report in reports:
        entities = {entity["id"]: entity for entity in report["entities"]}
        for event in report["events"]:
            trigger = event["triggers"][0]
            start, end = sentence_around(report["text"], trigger["start"], trigger["end"])
            sides = [_nearest(event[side], entities, trigger, (start, end)) for side in ("actors", "recipients")]
            if sides[0] and sides[1] and sides[0] != sides[1]:
                yield _pair(report["text"], (start, end), sides[0], sides[1], event["type"])


def _nearest(
    identities: Sequence[str], entities: Mapping[str, Any], trigger: Mapping[str, Any], bounds: tuple[int, int]
) -> tuple[int, int] | None:
    """The mention of one of these that stands nearest to the trigger in the sentence."""
    spans = [(m["start"], m["end"]) for identity in identities for m in entities[identity]["mentions"]]
    inside = [
        (start, end)
        for start, end in spans
        if bounds[0] <= start and end <= bounds[1] and (end <= trigger["start"] or trigger["end"] <= start)
    ]
    return min(inside, key=lambda span: (abs(span[0] - trigger["start"]), span), default=None)


def coded_pairs(path: Path, resources: Resources, articles: int | None = None) -> Iterator[Pair]:
    """The events that our coder finds in running news (JSON lines with ``text``), where both sides are named near.

    ``articles``: how many of them, spread over the file; None: all.
    """
    lines = path.read_text("utf-8").splitlines()
    step = 1 if articles is None else max(1, len(lines) // articles)
    with Extractor(Limits()) as extractor:
        for line in lines[::step][:articles]:
            raw = RawDocument(source="news", media="text", content=json.loads(line)["text"])
            coded = code_article(raw, extractor=extractor, resources=resources)
            for event in coded.events:
                named = [
                    [(who.start, who.end) for who in side if who.start is not None and who.end is not None]
                    for side in (event.actors, event.recipients)
                ]
                if not named[0] or not named[1] or named[0][0] == named[1][0]:
                    continue
                one, other = named[0][0], named[1][0]
                start, end = min(one[0], other[0], event.start), max(one[1], other[1], event.end)
                if end - start <= LONGEST:
                    yield _pair(
                        coded.article.text, sentence_around(coded.article.text, start, end), one, other, event.type
                    )


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence, or run of sentences, that holds a span."""
    before = [match.end() for match in _NEXT.finditer(text, 0, start)]
    after = _NEXT.search(text, end)
    return (before[-1] if before else 0), (after.end() if after else len(text))


def _pair(text: str, bounds: tuple[int, int], one: tuple[int, int], other: tuple[int, int], kind: str) -> Pair:
    start, end = min(bounds[0], one[0], other[0]), bounds[1]
    source, target = ((span[0] - start, span[1] - start) for span in (one, other))
    return Pair(MarkedSentence(text=text[start:end], source=(source,), target=(target,)), (kind,))
