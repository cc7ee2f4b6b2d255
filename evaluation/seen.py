"""Whether events are found by how often their word was learnt from: ``python -m evaluation.seen DATA [--model DIR]``.

Data: the tenth of the texts marked in print that no head has learnt from. An event is found where the reader gives its
first trigger a type with a probability of at least .5, and of that type where it is the likeliest. A word was seen as
often as the train parts of the corpus, of the marked texts and the sentences by word mark it, in any form that ``stem``
cuts to the same letters, with that type.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from corpus import by_word, in_print
from dragoman.language.model import Reader
from dragoman.records import Act, Sentence
from evaluation import corpus
from evaluation.heads import AT

BINS = ((0, "never"), (1, "once or twice"), (3, "three to nine times"), (10, "ten times or more"))
_ENDINGS = ("ing", "ed", "es", "s", "e")
_SHORTEST = 3  # letters that are left of a word


def stem(words: str) -> str:
    """The first word without its ending: what the forms of a word share."""
    first = words.lower().split()[0]
    for ending in _ENDINGS:
        if first.endswith(ending) and len(first) - len(ending) >= _SHORTEST:
            return first.removesuffix(ending)
    return first


def learnt(reports: Iterable[Mapping[str, Any]]) -> Counter[tuple[str, str]]:
    """How often a word tells a type in the reports."""
    return Counter(
        (stem(mark["text"]), event["type"])
        for report in reports
        for event in report["events"]
        for mark in event["triggers"]
    )


def bin_of(times: int) -> str:
    """The bin of a number of times."""
    return next(name for least, name in reversed(BINS) if times >= least)


def found(
    report: Mapping[str, Any], acts: Mapping[int, Act], seen: Counter[tuple[str, str]]
) -> Counter[tuple[str, str]]:
    """How many events there are, are found, and are found with their type, by bin; ``acts`` by where a word starts."""
    counts: Counter[tuple[str, str]] = Counter()
    for event in report["events"]:
        mark = event["triggers"][0]
        own = bin_of(seen[stem(mark["text"]), event["type"]])
        act = next((acts[at] for at in range(mark["start"], mark["end"]) if at in acts), None)
        told = act is not None and act.probability >= AT
        counts.update([(own, "all")] + [(own, "found")] * told)
        counts[own, "type"] += told and act is not None and act.types[0][0] == event["type"]
    return counts


def main() -> None:
    """Print a line a bin."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder with corpora/ and gold_train/")
    parser.add_argument("--model", type=Path, help="folder of another reader")
    options = parser.parse_args()
    reader = Reader.load(options.model)
    seen = learnt([*in_print.reports(options.data, "train"), *corpus.reports("train"), *by_word.reports()])
    counts: Counter[tuple[str, str]] = Counter()
    for report in in_print.reports(options.data, "dev"):
        reading = reader.read(report["text"])
        counts += found(report, {_start(act, reading.sentences): act for act in reading.acts}, seen)
    for _, name in BINS:
        every = counts[name, "all"]
        shares = "  ".join(f"{what} {counts[name, what] / max(1, every):.2f}" for what in ("found", "type"))
        print(f"seen {name:<20} {every:>4} events  {shares}")


def _start(act: Act, sentences: Sequence[Sentence]) -> int:
    return sentences[act.sentence].tokens[act.token].start


if __name__ == "__main__":
    main()
