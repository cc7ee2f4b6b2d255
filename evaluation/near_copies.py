"""Copies among reports that outlets cut, edited and gave other heads: ``python -m evaluation.near_copies``.

The originals are the project's own reports (``corpus/reports``, ``examples``, ``evaluation/gold``), which report
nothing. Each outlet's version is made of one of them by what editors do: cut from the end or in the middle, change
words here and there, put a headline, dateline and credit of its own, add a paragraph. Some new reports, put together of
sentences from everywhere, quote three sentences of another, which makes them no copies. A pair counts as found when
both have the same earliest article.
"""

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from dragoman.article.duplicates import DuplicateEntry, find_duplicates, signature, text_hash
from evaluation.figures import Figure, data_hash

ROOT = Path(__file__).resolve().parent.parent
ARTICLES = 4_000
LEAST_WORDS = 120  # an original; a cut one may have half of them
_MARKS = re.compile(r"\[\[[\w,]+:\w\||\(\([\w,]+\||\{\{[\w,]+\||<<[\w,]+\||<c:[\w,]+\||\]\]|\)\)|\}\}|>>|>")
_SENTENCE = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])|\n+")
LEAST_SENTENCES = 8
_OTHER_WORDS = {
    "said": "stated", "told": "informed", "also": "too", "after": "following", "but": "however", "about": "some",
    "would": "will", "killed": "left dead", "near": "close to",
    "talks": "discussions", "government": "administration", "attack": "assault", "people": "persons", "two": "2",
    "three": "3", "four": "4", "five": "5", "officials": "authorities", "called": "termed", "began": "started",
}  # fmt: skip
_CITIES = ("GENEVA", "NAIROBI", "VIENNA", "DOHA", "PARIS", "DELHI")


def originals() -> list[list[str]]:
    """The sentences of each report of our own that is long enough."""
    texts = []
    for path in sorted((ROOT / "corpus" / "reports").glob("*.txt")):
        marked = path.read_text(encoding="utf-8").split("--- text\n", 1)[1].split("\n---", 1)[0]
        texts.append(_MARKS.sub("", marked.partition("\n\n")[2]))
    for folder in ("evaluation/gold/articles", "examples/dispatches"):
        files = sorted((ROOT / folder).glob("*.txt"))
        texts += [path.read_text(encoding="utf-8") for path in files if path.name.count(".") == 1]  # two are not UTF-8
    split = [[one for one in _SENTENCE.split(text) if one] for text in texts if len(text.split()) >= LEAST_WORDS]
    return [sentences for sentences in split if len(sentences) >= LEAST_SENTENCES]


def edited(rng: random.Random, sentences: Sequence[str]) -> str:
    """An outlet's version of a report."""
    kept = list(sentences)
    if rng.random() < 0.6:  # cut from the end, as much as a third
        kept = kept[: max(4, round(len(kept) * rng.uniform(0.67, 0.95)))]
    if rng.random() < 0.4 and len(kept) > 5:  # a sentence out of the middle
        del kept[rng.randrange(1, len(kept))]
    if rng.random() < 0.7:
        share = rng.uniform(0.05, 0.3)
        kept = [_reworded(rng, sentence) if rng.random() < share else sentence for sentence in kept]
    if rng.random() < 0.3:
        kept.append("This newspaper could not reach the ministry for comment on Thursday evening.")
    head = (
        f"{rng.choice(_CITIES)}, {rng.choice(('AP', 'Agencies', 'From our bureau'))} - " if rng.random() < 0.5 else ""
    )
    return head + " ".join(kept)


def _reworded(rng: random.Random, sentence: str) -> str:
    words = sentence.split(" ")
    changed = [_OTHER_WORDS.get(word, word) for word in words]
    if changed == words and len(words) > 6:
        del changed[rng.randrange(2, len(words) - 2)]
    return " ".join(changed)


def made(rng: random.Random, number: int) -> list[tuple[int, str]]:
    """Texts, each with the number of the report it is of."""
    reports = originals()
    found = [(n, " ".join(sentences)) for n, sentences in enumerate(reports)]
    while len(found) < number:
        n = rng.randrange(len(reports))
        if rng.random() < 0.15:  # a new report that quotes a passage of another
            other = reports[rng.randrange(len(reports))]
            start = rng.randrange(max(1, len(other) - 3))
            rest = [rng.choice(rng.choice(reports)) for _ in range(len(reports[n]))]
            mixed = [*rest, *other[start : start + 3]]
            found.append((len(reports) + len(found), " ".join(mixed)))
        else:
            found.append((n, edited(rng, reports[n])))
    return found


def measure(number: int = ARTICLES, seed: int = 1) -> tuple[float, float]:
    """Recall and precision of pairs."""
    texts = made(random.Random(seed), number)
    entries = [
        DuplicateEntry(id=f"article-{n:05}", published=None, signature=signature(text), text_hash=text_hash(text))
        for n, (_, text) in enumerate(texts)
    ]
    first = find_duplicates(entries)
    found = [first.get(entry.id, entry.id) for entry in entries]
    truth = [report for report, _ in texts]
    both = _pairs(zip(found, truth, strict=True))
    return both / max(_pairs(truth), 1), both / max(_pairs(found), 1)


def _pairs(groups: object) -> int:
    return sum(size * (size - 1) // 2 for size in Counter(groups).values())  # type: ignore[call-overload]


def figures() -> list[Figure]:
    """Recall and precision for the table."""
    recall, precision = measure()
    given = {"part": "near-copies", "data": "4,000 cut, edited and re-headed reports of our own"}
    sha = data_hash([ROOT / "corpus" / "reports"])
    found = (("recall of pairs", recall), ("precision of pairs", precision))
    return [Figure(**given, what=what, value=value, sha256=sha) for what, value in found]


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.near_copies", description="Score copies.")
    parser.add_argument("--articles", type=int, default=ARTICLES, help="how many (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of the random numbers (default: %(default)s)")
    options = parser.parse_args()
    recall, precision = measure(options.articles, options.seed)
    print(f"pairs among {options.articles} articles: recall {recall:.3f}, precision {precision:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
