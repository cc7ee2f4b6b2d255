"""How long the pages of the web app take: ``python -m benchmarks.web RECORD``; one reader, or fifty while one writes.

Each page is asked for several times with different parties, days and words, so that no answer is a kept one, through a
server in a process of its own. Printed are the median and the 95th percentile of each page, in milliseconds.
"""

import argparse
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from benchmarks.articles import varied
from dragoman.store.open import Store, open_store

TIMES = 20  # each page is asked for
PAUSE_S = 2.0  # between two clicks of one of many readers
CLICKS = 8  # of each of them
IMPORTED = 2_000  # articles that are there to be read meanwhile


class Known(NamedTuple):
    """What a record has that pages can be asked about."""

    parties: list[str]
    articles: list[str]
    days: list[str]
    words: list[str]
    topics: list[str]
    happenings: list[str]
    lines: list[str]
    entities: list[str]
    disagreements: list[str]
    promises: list[str]


def known_of(store: Store) -> Known:
    """Parties from the most frequent to rare ones, and some articles, days and words."""
    sql = "SELECT party, count(*) AS n FROM participants WHERE party IS NOT NULL GROUP BY 1 ORDER BY 2 DESC LIMIT 40"
    articles = [row["id"] for row in store.query("SELECT id FROM articles LIMIT 400")]
    days = [
        row["d"] for row in store.query("SELECT DISTINCT published AS d FROM articles WHERE d IS NOT NULL LIMIT 2000")
    ]
    text = " ".join(row["title"] or "" for row in store.query("SELECT title FROM articles LIMIT 200"))
    topics = "SELECT topic, count(*) AS n FROM positions WHERE topic <> '' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 20"
    happenings = "SELECT id FROM happenings ORDER BY tellings DESC, id LIMIT 400"
    entities = "SELECT id, count(*) AS n FROM participants WHERE party IS NOT NULL GROUP BY 1 ORDER BY 2 DESC LIMIT 40"
    return Known(
        [row["party"] for row in store.query(sql)], articles, days, sorted(set(re.findall(r"[a-z]{5,}", text))),
        [row["topic"] for row in store.query(topics)], [row["id"] for row in store.query(happenings)],
        [row["id"] for row in store.query("SELECT id FROM events LIMIT 400")],
        [row["id"] for row in store.query(entities)],
        [row["id"] for row in store.query("SELECT id FROM disagreements LIMIT 400")],
        [row["id"] for row in store.query("SELECT id FROM ledger LIMIT 400")],
    )  # fmt: skip


def addresses(known: Known, rng: random.Random) -> dict[str, str]:
    """One address of every page, of what chance chooses; a page of what the record lacks is left out."""
    one, other = rng.sample(known.parties, 2)
    first, second = (quote(party, safe="") for party in (one, other))
    day, word = rng.choice(known.days), rng.choice(known.words)
    line, topic, year = rng.choice(known.lines), rng.choice(known.topics or [""]), day[:4]
    single = {
        "entity": ("/entities/", known.entities), "disagreement": ("/disagreements/", known.disagreements),
        "promise": ("/promises/", known.promises), "happening": ("/happenings/", known.happenings),
        "topic": ("/topics/", known.topics),
    }  # fmt: skip
    return {name: path + quote(rng.choice(ids), safe="") for name, (path, ids) in single.items() if ids} | {
        "today": f"/?until={day}", "articles": f"/articles?until={day}",
        "article": f"/articles/{rng.choice(known.articles)}",
        "events": f"/events?until={day}", "events of a party": f"/events?party={first}&since={day[:4]}",
        "events of a type": f"/events?type={rng.choice(('AID', 'SANCTION', 'ASSAULT'))}&until={day}",
        "statements": f"/statements?party={first}&until={day}", "parties": f"/parties?text={word}",
        "party": f"/parties/{first}", "pair": f"/pairs/{first}/{second}", "search": f"/search?q={word}",
        "compare": f"/compare?a.party={first}&b.party={second}",
        "happenings": f"/happenings?until={day}", "happenings of a party": f"/happenings?party={first}&tellings=2",
        "disagreements": f"/disagreements?until={day}", "map": f"/map?until={day}",
        "map of a party": f"/map?party={first}",
        "promises": f"/promises?party={first}", "all promises": f"/promises?until={day}",
        "review": f"/review?below=0.{rng.randint(3, 9)}", "review of a party": f"/review?party={first}",
        "positions": f"/positions?party={first}&other={second}&topic={topic}",
        "network": f"/network?by={rng.choice(('all', 'year', 'month'))}", "series": f"/pairs/{first}/{second}/series",
        "findings": f"/findings?limit={rng.randint(20, 99)}", "about": f"/about?x={day}",
        "failures": f"/failures?limit={rng.randint(20, 99)}", "runs": f"/runs?text={rng.choice('abcdef')}",
        "offices": f"/offices?q=foreign+minister+of+France&on={day}", "readouts": f"/readouts?until={day}",
        "topics": f"/topics?party={first}&since={year}", "watch-lists": "/watch", "changes": f"/changes?party={first}",
        "line": f"/lines/{line}", "review of a line": f"/review/{line}", "decisions": "/review/decisions",
        "add a line": f"/review/add?article={rng.choice(known.articles)}",
        "SQL": "/query?sql=SELECT+count(*)+FROM+runs", "brief": f"/brief?line={line}",
        "import": "/import", "API": "/docs",
    }  # fmt: skip


@contextmanager
def served(record: Path) -> Iterator[str]:
    """The app on a record, in a process of its own; gives its address."""
    command = [sys.executable, "-m", "dragoman", "serve", str(record), "--port", "0"]
    began = time.perf_counter()
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        found = re.search(r"http://[^/]+", process.stderr.readline())
        assert found is not None, "the server did not start"
        print(f"listens after {time.perf_counter() - began:.2f} s", flush=True)
        try:
            yield found[0]
        finally:
            process.terminate()


def one_reader(base: str, known: Known, times: int) -> dict[str, list[float]]:
    """Milliseconds of each page, asked for one after the other."""
    import httpx2

    took: dict[str, list[float]] = {}
    rng = random.Random(1)
    with httpx2.Client(base_url=base, timeout=60) as client:
        began = time.perf_counter()
        client.get("/")
        print(f"the first page takes {time.perf_counter() - began:.2f} s", flush=True)
        client.get("/parties")
        time.sleep(1)
        for _ in range(times):
            for name, address in addresses(known, rng).items():
                _ask(client, name, address, took)
    return took


def many_readers(base: str, known: Known, readers: int, record: Path) -> dict[str, list[float]]:
    """Milliseconds of each page, asked for by many with pauses while articles come in."""
    import httpx2

    took: dict[str, list[float]] = {}
    stop = threading.Event()

    def read(seed: int) -> None:
        rng = random.Random(seed)
        with httpx2.Client(base_url=base, timeout=60) as client:
            time.sleep(rng.random() * PAUSE_S)
            for _ in range(CLICKS):
                name, address = rng.choice(list(addresses(known, rng).items()))
                _ask(client, name, address, took)
                time.sleep(PAUSE_S)

    writer = threading.Thread(target=_read, args=(record, stop))
    threads = [threading.Thread(target=read, args=(seed,)) for seed in range(readers)]
    for thread in (writer, *threads):
        thread.start()
    for thread in threads:
        thread.join()
    stop.set()
    writer.join()
    return took


def _ask(client: "object", name: str, address: str, took: dict[str, list[float]]) -> None:
    get: Callable[[str], object] = client.get  # type: ignore[attr-defined]
    began = time.perf_counter()
    answer = get(address)
    took.setdefault(name, []).append((time.perf_counter() - began) * 1000)
    status = answer.status_code  # type: ignore[attr-defined]
    if status != 200:
        print(f"{status} {address}", flush=True)


def _read(record: Path, stop: threading.Event) -> None:
    """An import under way: another process reads articles into the record, until the readers have gone."""
    with tempfile.TemporaryDirectory() as folder:
        for number, raw in enumerate(varied(IMPORTED)):
            (Path(folder) / f"{number:05}.txt").write_text(str(raw.content), encoding="utf-8")
        command = [sys.executable, "-m", "dragoman", "read", folder, "--record", str(record)]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            stop.wait()
            print("the import ended before the readers" if process.poll() is not None else "the import was under way")
            process.terminate()


def show(took: dict[str, list[float]]) -> None:
    """Print the medians and the 95th percentiles."""
    everything = [ms for each in took.values() for ms in each]
    for name, each in sorted({**took, "all pages": everything}.items(), key=lambda item: statistics.median(item[1])):
        p95 = statistics.quantiles(each, n=20)[-1] if len(each) > 1 else each[0]
        print(f"{name:20} {len(each):5}  median {statistics.median(each):7.0f} ms  p95 {p95:7.0f} ms", flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the record and ask."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.web", description="Time the pages of the web app.")
    parser.add_argument("record", type=Path, help="a large record, as benchmarks.generate makes")
    parser.add_argument("--times", type=int, default=TIMES, help="each page is asked for (default: %(default)s)")
    parser.add_argument("--readers", type=int, default=0, help="many readers at once, with an import; writes articles")
    options = parser.parse_args(arguments)
    with open_store(options.record) as store:
        known = known_of(store)
    with served(options.record) as base:
        if options.readers:
            show(many_readers(base, known, options.readers, options.record))
        else:
            show(one_reader(base, known, options.times))
    return 0


if __name__ == "__main__":
    sys.exit(main())
