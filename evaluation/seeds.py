"""The two reports that started the project: read into a record, shown, searched, checked, scored.

    python -m evaluation.seeds SHARED OUT        (make seeds)

Everything goes through the public interface; the record stays in OUT/seeds.db.
"""

import argparse
import shutil
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from dragoman import Article, CodedArticle, Event, Participant, Statement, open_record
from dragoman.api import OpenRecord
from dragoman.exports.jsonl import jsonl_lines
from evaluation.figures import Figure
from evaluation.hand_coded import figures
from evaluation.predict import load_script, score_folder

SEEDS = ("dawn-2025-11-21", "geo-2017-11")
PAIR = ("PAK", "NATO")
SEARCH = "safe havens"
LEVELS = {"event+dyad F1", "statement+who F1"}
CAVEAT = "What sources reported, not what is established; read the quoted passage before relying on a line."
# Geo's report prints no date; who is named in which office and a weekday put it in these months.
WINDOW = (date(2017, 10, 1), date(2018, 3, 31))
FIELDS = {
    "dawn-2025-11-21": {"publisher": "Dawn", "byline": None, "dateline": "Brussels", "published": date(2025, 11, 21)},
    "geo-2017-11": {"publisher": None, "byline": "Khalid Hameed Farooqi", "dateline": "Brussels", "published": None},
}


def seed_files(shared: Path) -> list[Path]:
    """The two reports."""
    return [shared / "articles" / f"{name}.txt" for name in SEEDS]


def fields_right(articles: Iterable[Article]) -> dict[str, bool]:
    """Of each field of the two reports, whether it is read right."""
    found = {}
    for article in articles:
        name = Path(article.source).stem
        for field, wanted in FIELDS[name].items():
            found[f"{name} {field}"] = getattr(article, field) == wanted
        if name == "dawn-2025-11-21":
            found[f"{name} published from"] = article.published_from == "printed"
        else:
            found[f"{name} window"] = within(article)
    return found


def within(article: Article) -> bool:
    """Whether an article's window of publication is known and lies within Geo's."""
    first, last = article.published_window.earliest, article.published_window.latest
    return first is not None and last is not None and first >= WINDOW[0] and last <= WINDOW[1]


def read_seeds(shared: Path, out: Path) -> OpenRecord:
    """A new record of the two reports."""
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob("seeds.db*"):
        old.unlink()
    record = open_record(out / "seeds.db")
    report = record.read(seed_files(shared))
    if report.failed:
        raise SystemExit("\n".join(failure.reason for failure in report.failures))
    return record


def seed_folder(shared: Path, folder: Path) -> Path:
    """A folder for the scorer that holds the two reports and their gold coding only."""
    for part, suffix in (("articles", "txt"), ("gold", "json")):
        (folder / part).mkdir(parents=True, exist_ok=True)
        for name in SEEDS:
            shutil.copy(shared / part / f"{name}.{suffix}", folder / part)
    return folder


def seed_figures(shared: Path, out: Path) -> list[Figure]:
    """The two reports' scores and fields."""
    with read_seeds(shared, out) as record:
        coded = list(record.coded_articles())
    predicted = write_lines(coded, out)
    every = figures(shared, seed_folder(shared, out / "scored"), predicted, part="seeds", data="the two seeds")
    right = fields_right(article.article for article in coded)
    wrong = [name for name, good in right.items() if not good]
    detail = f"wrong: {', '.join(wrong)}" if wrong else f"all {len(right)}"
    value = sum(right.values()) / len(right)
    fields = Figure(
        part="seeds", data="the two seeds", what="article fields right", value=value, detail=detail,
        sha256=every[0].sha256,
    )  # fmt: skip
    return [*(figure for figure in every if figure.what in LEVELS), fields]


def write_lines(coded: Iterable[CodedArticle], out: Path) -> Path:
    """The export's JSON lines, for the scorer."""
    path = out / "seeds.jsonl"
    with path.open("wb") as stream:
        stream.writelines(jsonl_lines(coded))
    return path


def shown(coded: CodedArticle) -> Iterator[str]:
    """One report: its fields, events, statements and findings, a line each."""
    article = coded.article
    published = article.published or f"not printed; inferred {article.published_window}"
    yield f"\n{article.title}\n{'-' * len(article.title or '')}"
    yield f"publisher {article.publisher}; byline {article.byline}; dateline {article.dateline}; published {published}"
    yield from (f"  because {reason}" for reason in article.dating)
    yield f"\n{len(coded.events)} events"
    yield from (event_line(event) for event in coded.events)
    yield f"\n{len(coded.statements)} statements"
    yield from (statement_line(statement) for statement in coded.statements)
    yield f"\n{len(coded.findings)} findings"
    yield from (f"  {f.kind}: {f.text!r}: {f.message}" for f in coded.findings)


def event_line(event: Event) -> str:
    """Who did what to whom, how sure, when, in which words."""
    actors, recipients = (names(side) for side in (event.actors, event.recipients))
    mode = f" {event.mode}" if event.mode else ""
    how = f"{event.status}, {event.basis}" + (f" by {event.asserted_by}" if event.asserted_by else "")
    return f"  {event.type}{mode}: {actors} -> {recipients} | {how} | {event.when or 'no date'} | {event.text!r}"


def statement_line(statement: Statement) -> str:
    """Who holds what, in which words."""
    return f"  {names(statement.speakers)} {statement.stance} ({statement.kind}): {statement.text!r}"


def names(side: Iterable[Participant]) -> str:
    """Participants with the party they act for; ``-`` for nobody."""
    told = [f"{who.name} ({who.party})" if who.party else f"{who.name}" for who in side]
    return ", ".join(told) or "-"


def overview(record: OpenRecord) -> Iterator[str]:
    """The record as a whole: a timeline, a search."""
    line = record.timeline(*PAIR)
    yield f"\nTimeline of {' and '.join(PAIR)}: {line.counted} events count"
    for entry in line.entries:
        counts = "counts" if entry.counted else "      "
        yield f"  {entry.day or 'no day'} {counts} {entry.event.type} {entry.event.text!r}"
    yield f"\nSearch for {SEARCH!r}"
    for hit in record.search(SEARCH):
        snippet = hit.snippet.replace("\x02", "[").replace("\x03", "]")
        yield f"  {hit.kind} {hit.speaker or ''} {hit.stance or ''}: {snippet!r}"


def main() -> None:
    """Read, show, score."""
    parser = argparse.ArgumentParser(description="Read and score the two reports that started the project.")
    parser.add_argument("shared", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    if not options.shared.is_dir():
        sys.exit(f"{options.shared}: the development data are not there; give their folder")
    with read_seeds(options.shared, options.out) as record:
        coded = list(record.coded_articles())
        for article in coded:
            print("\n".join(shown(article)))
        print("\n".join(overview(record)))
    predicted = write_lines(coded, options.out)
    scorer = load_script(options.shared / "evaluate" / "score_records.py")
    print("\nScores of the two reports")
    scorer.show(score_folder(options.shared, seed_folder(options.shared, options.out / "scored"), predicted))
    for name, good in fields_right(article.article for article in coded).items():
        print(f"  {'right' if good else 'WRONG'}  {name}")
    print(f"\n{CAVEAT}\nThe record is {options.out / 'seeds.db'}")


if __name__ == "__main__":
    main()
