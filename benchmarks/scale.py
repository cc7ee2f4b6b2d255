"""What a large reading costs, and whether it grows straight: ``python -m benchmarks.scale [--coded N]``.

Coding is measured in processor seconds of this process, so that what else the machine does counts little; shards go
through ``code_shard`` one after the other, as in a worker. Merging and loading are measured on generated articles of
400 random words with as many lines as the sample dispatches have, because their cost does not depend on what they say.
"""

import argparse
import pickle
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from benchmarks.articles import pages, varied
from dragoman.config import Limits
from dragoman.distribute import load_shards
from dragoman.distribute.catalogue import write_catalogue
from dragoman.distribute.folders import Folder, open_folder
from dragoman.distribute.lake import open_lake
from dragoman.distribute.manifest import read_manifest, require_run, write_manifest
from dragoman.distribute.shards import Receipt, Shard, code_shard, receipt_path
from dragoman.ingest import Chain, ready
from dragoman.records import (
    Article,
    Cluster,
    CodedArticle,
    Event,
    Mention,
    Participant,
    RawDocument,
    Run,
    Span,
    Statement,
    article_id,
    event_id,
    statement_id,
)
from dragoman.sources import open_sources
from dragoman.store.open import open_store
from evaluation.speed import peak_child_bytes, peak_memory_bytes

SHARD_SIZE = 100
DRIVEN = 2000  # articles that the driver's part is measured on
WORDS, VOCABULARY = 400, 30_000
EVENTS, STATEMENTS, MENTIONS = 5, 3, 20  # of an article; the dispatches have 5, 3 and 21
RUN = Run(code="generated", model="none", tables="none", settings="none")


def coding(number: int) -> None:
    """Print what coding costs as it goes on."""
    print("articles coded | processor ms an article, of the last shard | memory now, MB | at most, MB")
    with ready() as chain:
        code_shard(
            Shard(run=chain.run.id, documents=tuple(pages())), chain=chain
        )  # so that the HTML process has worked
        documents = varied(number)
        for at in range(0, number, SHARD_SIZE):
            batch = tuple(documents[at : at + SHARD_SIZE])
            began = time.process_time()
            code_shard(Shard(run=chain.run.id, documents=batch), chain=chain)
            spent = 1000 * (time.process_time() - began) / len(batch)
            print(
                f"{at + len(batch)} | {spent:.1f} | {_resident_mb():.0f} | {peak_memory_bytes() / 1e6:.0f}", flush=True
            )
        child, own = peak_child_bytes() / 1e6, peak_memory_bytes() / 1e6
    print(f"a worker at most: {own:.0f} MB, its HTML process {child:.0f} MB, both {own + child:.0f} MB", flush=True)


def reading(number: int) -> None:
    """Print what the driver does for each article: read it, name its shard, hand it over."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place, "articles.jsonl")
        lines = (msgspec.json.encode({"text": raw.content}) + b"\n" for raw in varied(number))
        path.write_bytes(b"".join(lines))
        began = time.process_time()
        documents = tuple(open_sources([str(path)], limits=Limits()))
        for at in range(0, number, SHARD_SIZE):
            shard = Shard(run=RUN.id, documents=documents[at : at + SHARD_SIZE])
            pickle.dumps((shard, shard.name))
        print(f"driver, processor ms an article: {1000 * (time.process_time() - began) / number:.2f}", flush=True)


def merging(number: int) -> None:
    """Print what a catalogue and a record of so many articles cost."""
    with tempfile.TemporaryDirectory() as place:
        folder = open_folder(str(Path(place, "out")))
        receipts = _generate(folder, number)
        size = sum(path.stat().st_size for path in Path(place, "out").rglob("*") if path.is_file())
        before = peak_memory_bytes()
        began = time.process_time()
        write_catalogue(folder, receipts)
        merged, held = time.process_time() - began, peak_memory_bytes()
        began = time.process_time()
        with open_lake(folder.name) as lake:
            lake.parties()
        listed = time.process_time() - began
        with open_store(Path(place, "r.db"), mode="write") as store:
            began, watch = time.process_time(), time.perf_counter()
            load_shards(str(Path(place, "out")), store=store)
            loaded, wall = time.process_time() - began, time.perf_counter() - watch
        record = Path(place, "r.db").stat().st_size
    print(
        f"{number} | {1000 * merged / number:.2f} | {(held - before) / number / 1000:.0f} | "
        f"{1000 * listed / len(receipts):.1f} | {1000 * loaded / number:.2f} | {number / wall:.0f} | "
        f"{size / number:.0f} | {record / number:.0f}",
        flush=True,
    )


def _generate(folder: Folder, number: int) -> tuple[Receipt, ...]:
    chain = Chain(code=generated, run=RUN, limits=Limits())
    require_run(folder, RUN)
    documents = [RawDocument(source=f"{n}", media="text", content=str(n)) for n in range(number)]
    receipts = []
    for at in range(0, number, SHARD_SIZE):
        coded = code_shard(Shard(run=RUN.id, documents=tuple(documents[at : at + SHARD_SIZE])), chain=chain)
        for path, data in coded.files.items():
            folder.write(path, data)
        folder.write(receipt_path(coded.receipt.shard), msgspec.json.encode(coded.receipt))
        receipts.append(coded.receipt)
    write_manifest(folder, sorted(receipts, key=lambda receipt: receipt.shard))
    return read_manifest(folder)


def generated(raw: RawDocument) -> CodedArticle:
    """An article of random words with lines that quote it; the document's content is its seed."""
    chosen = random.Random(raw.content)
    text = " ".join(f"w{chosen.randrange(VOCABULARY)}x" for _ in range(WORDS))
    starts = [0, *(at + 1 for at, letter in enumerate(text) if letter == " ")]
    article = Article(
        id=article_id("Gen", raw.content, text), source=raw.source, text=text, body_start=0, title=raw.content
    )
    spans = _spans(text, starts)
    return CodedArticle(
        article=article,
        events=tuple(_event(article, next(spans), n) for n in range(EVENTS)),
        statements=tuple(_statement(article, next(spans)) for _ in range(STATEMENTS)),
        clusters=(
            Cluster(number=0, name="a", kind="person", mentions=tuple(_mention(next(spans)) for _ in range(MENTIONS))),
        ),
        run=RUN.id,
    )


def _spans(text: str, starts: list[int]) -> Iterator[Span]:
    """Stretches of twelve words, one behind the other."""
    for first in range(0, len(starts) - 12, 12):
        start, end = starts[first], starts[first + 12] - 1
        yield Span(start=start, end=end, text=text[start:end])


def _event(article: Article, span: Span, ordinal: int) -> Event:
    trigger = Span(start=span.start, end=span.start + 3, text=span.text[:3])
    return Event(
        id=event_id(article.id, span.start, ordinal), article=article.id, type="CONSULT", text=span.text,
        start=span.start, end=span.end, trigger=trigger, status="occurred", basis="plain", run=RUN.id,
        actors=(Participant(id="NOR", name="Norway", kind="state", party="NOR", country="NOR"),),
        recipients=(Participant(id="CHL", name="Chile", kind="state", party="CHL", country="CHL"),),
    )  # fmt: skip


def _statement(article: Article, span: Span) -> Statement:
    return Statement(
        id=statement_id(article.id, span.start, span.end), article=article.id, kind="indirect", stance="affirms",
        act="assert", text=span.text, start=span.start, end=span.end, run=RUN.id,
        speakers=(Participant(id="NOR", name="Norway", kind="state", party="NOR", country="NOR"),),
    )  # fmt: skip


def _mention(span: Span) -> Mention:
    return Mention(
        start=span.start, end=span.end, text=span.text, form="name", kind="person", sentence=0, first=0, last=0, head=0
    )


def _resident_mb() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description="Measure growth.")
    parser.add_argument("--coded", type=int, default=2000, help="articles to code (default: %(default)s)")
    parser.add_argument("--merged", type=int, nargs="*", default=[1000, 10_000], help="articles to merge and load")
    options = parser.parse_args()
    reading(DRIVEN)
    if options.merged:
        print(
            "articles | merge, ms each | merge, kB of memory each | one query of the lake, ms a shard | "
            "load, ms each | loaded a second | bytes each in the folder | bytes each in the record"
        )
        for number in options.merged:
            merging(number)
    if options.coded:
        coding(options.coded)


if __name__ == "__main__":
    main()
