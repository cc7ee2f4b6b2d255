"""Score what is read around an article (publisher, byline, dateline, date) against hand coding.

Run:  python -m evaluation.articles DIR [--misses]      (DIR holds articles/ and gold/)
A field counts where gold has one, and is right when its words are gold's (case, accents, "the", "of" apart). What is
given where gold has nothing is listed as extra.
"""

import argparse
import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.article import Extractor, PublisherNames, make_article
from dragoman.config import Limits
from dragoman.records import Article, RawDocument
from dragoman.sources import open_sources

FIELDS = ("publisher", "byline", "dateline", "published")
_LITTLE = {"the", "of", "and", "a", "an", "for", "in", "on", "to", "s"}


def words(value: Any) -> set[str]:
    """The words by which two values are compared."""
    flat = unicodedata.normalize("NFKD", str(value or "")).encode("ascii", "ignore").decode().lower()
    return {word for word in re.findall(r"[a-z0-9]+", flat) if word not in _LITTLE}


def read_articles(folder: Path, publishers: PublisherNames) -> Iterator[Article]:
    """Every article in a folder; what fails to be read raises."""
    limits = Limits()
    with Extractor(limits) as extractor:
        for found in open_sources([str(folder)], limits=limits):
            if not isinstance(found, RawDocument):
                raise SystemExit(f"{found.source}: {found.reason}")
            yield make_article(found, extractor=extractor, publishers=publishers)


def compare(folder: Path, publishers: PublisherNames) -> Iterator[tuple[str, str, Any, Any]]:
    """(article, field, gold, read) for every article and field."""
    for article in read_articles(folder / "articles", publishers):
        name = Path(article.source).stem
        gold = json.loads((folder / "gold" / f"{name}.json").read_text(encoding="utf-8"))["article"]
        for field in FIELDS:
            yield name, field, gold.get(field), getattr(article, field)


def score(folder: Path, publishers: PublisherNames) -> dict[str, tuple[int, int]]:
    """Right and all, by field, where gold has a value."""
    tally = {field: [0, 0] for field in FIELDS}
    for _, field, gold, read in compare(folder, publishers):
        if gold:
            tally[field][0] += words(gold) == words(read)
            tally[field][1] += 1
    return {field: (right, total) for field, (right, total) in tally.items()}


def main() -> None:
    """Print the scores, and on request each miss."""
    from dragoman.entities.gazetteer import Gazetteer
    from dragoman.entities.publishers import GazetteerPublishers

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    publishers = GazetteerPublishers(Gazetteer.load())
    for field, (right, total) in score(options.folder, publishers).items():
        print(f"{field:10} {right:3} of {total:3}")
    if options.misses:
        for name, field, gold, read in compare(options.folder, publishers):
            if words(gold) != words(read):
                print(f"  {name:32} {field:10} gold {gold!s:30} read {read}")


if __name__ == "__main__":
    main()
