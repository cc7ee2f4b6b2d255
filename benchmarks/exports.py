"""Time and memory of exporting a generated record: ``python -m benchmarks.exports [--events N] [--formats F ...]``.

Each format is written by a process of its own, so that its peak memory is its own. The record is generated once and
has ten events an article, three tellings a happening.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from dragoman.partial_date import PartialDate
from dragoman.records import Article, CodedArticle, Event, Participant, Place, Run, Span, article_id, event_id
from dragoman.store.open import open_store
from dragoman.store.write import write_article

EVENTS_AN_ARTICLE = 10
TELLINGS = 3  # articles in a row that tell the same
RUN = Run(code="benchmark", model="none", tables="none", settings="none")
STATES = ("PAK", "IND", "USA", "CHN", "RUS", "NOR", "CHL", "FRA", "EGY", "NATO", "EU", "UN")
OSLO = Place(name="Oslo", country="NOR", admin1="Oslo", lat=59.91, lon=10.75, geonames=3143244, precision="city")

_EXPORT = """
import resource, sys, time
from pathlib import Path
from dragoman.exports.export import Wanted, export
from dragoman.store.open import open_store
start = time.perf_counter()
with open_store(sys.argv[1]) as store:
    fields = export(store, Wanted(form=sys.argv[2]), Path(sys.argv[3]))
took = time.perf_counter() - start
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
size = sum(file["bytes"] for file in fields["files"].values()) / 1e6
print(f"{sys.argv[2]:<8} {took:7.1f} s {memory:7.0f} MB {size:7.0f} MB written {fields['rows']}")
"""


def articles(events: int) -> "list[int]":
    """The numbers of the articles that hold so many events."""
    return list(range(-(-events // EVENTS_AN_ARTICLE)))


def coded(number: int) -> CodedArticle:
    """A generated article."""
    story = number // TELLINGS
    day = date(2010, 1, 1) + timedelta(days=story % 5000)
    lines = [
        f"Delegates of side {line} met delegates of side {line + 1} on Monday." for line in range(EVENTS_AN_ARTICLE)
    ]
    text = f"Report {number}\n\n" + "\n".join([*lines, f"It was report {number} of story {story}." * 40]) + "\n"
    publisher = f"Outlet {number % 40}"
    article = Article(
        id=article_id(publisher, f"Report {number}", text), source=f"generated/{number}.txt", text=text,
        body_start=text.index("\n\n") + 2, title=f"Report {number}", publisher=publisher, published=day,
        published_from="metadata", published_window=PartialDate.day(day), url=f"https://example.org/{number}",
    )  # fmt: skip
    events = tuple(_event(article, place, line, story, day) for place, line in enumerate(lines))
    return CodedArticle(article=article, events=events, run=RUN.id)


def _event(article: Article, place: int, line: str, story: int, day: date) -> Event:
    start = article.text.index(line)
    at = start + line.index("met")
    sides = [_who(STATES[(story + place + step) % len(STATES)]) for step in (0, 1)]
    return Event(
        id=event_id(article.id, at, 0), article=article.id, type="CONSULT", status="occurred", basis="plain",
        text=line[:-1], start=start, end=start + len(line) - 1, trigger=Span(start=at, end=at + 3, text="met"),
        cameo="040", quad=1, plover_score=2.5, goldstein_gdelt=1.0, goldstein_icews=1.0, actors=(sides[0],),
        recipients=(sides[1],), when=PartialDate.day(day), counted_on=day, counted_from="event", place=OSLO,
        happening=f"happening-{story}-{place}", run=RUN.id,
    )  # fmt: skip


def _who(code: str) -> Participant:
    body = code in ("NATO", "EU", "UN")
    return Participant(
        id=code, name=code, kind="organisation" if body else "state", party=code, country=None if body else code,
        sectors=("GOV",),
    )  # fmt: skip


def main() -> int:
    """Generate, export, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.exports")
    parser.add_argument("--events", type=int, default=100_000, help="events in the record (default: %(default)s)")
    parser.add_argument("--record", help="keep the record here, and use it where it is there")
    parser.add_argument(
        "--formats", nargs="+", default=["jsonl", "csv", "parquet", "plover", "gdelt", "icews", "polecat", "ftm"]
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        record = Path(options.record or f"{scratch}/record.db")
        if not record.exists():
            start = time.perf_counter()
            with open_store(record, mode="write") as store:
                for number in articles(options.events):
                    write_article(store, coded(number), run=RUN)
            took, size = time.perf_counter() - start, record.stat().st_size / 1e6
            print(f"record of {options.events} events: {took:.1f} s, {size:.0f} MB")
        for form in options.formats:
            subprocess.run([sys.executable, "-c", _EXPORT, record, form, f"{scratch}/{form}"], check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
