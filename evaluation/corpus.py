"""Score the chain on our own corpus: ``python -m evaluation.corpus [--split train|dev|test] [--misses]``.

An event is found when one of its triggers overlaps a predicted trigger or a clause that tells it again, and the type
is the same (CONCEDE and RETREAT as one). Sides agree as in the shared scorer: each side found, more than half right.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from corpus.check import check_report
from corpus.compile import compile_report
from corpus.parse import read_reports
from corpus.split import read_split, split_of
from dragoman.article.head import read_head
from dragoman.entities.gazetteer import Gazetteer
from dragoman.entities.publishers import GazetteerPublishers
from dragoman.pipeline import Resources, code_prepared, load_resources
from dragoman.records import Article, CodedArticle, Event, Participant, Span

_YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
_SWAPPED = frozenset({"CONSULT", "COOPERATE"})
Report = dict[str, Any]


def reports(split: str | None) -> Iterator[Report]:
    """The compiled reports of a split that pass their checks; every split when it is None."""
    assigned = read_split()
    for report in read_reports():
        if any(p.level == "error" for p in check_report(report)):
            continue
        if split is None or split_of(report.id, assigned) == split:
            yield compile_report(report)


def article_of(report: Report) -> Article:
    """A report as an article, its dateline and byline found as in any other."""
    text, published = report["text"], report["published"]
    head = read_head(text, report["body_start"], _publishers())
    line = head.dateline
    return Article(
        id=f"article-{report['id']}",
        source=report["id"],
        text=text,
        body_start=report["body_start"],
        dateline=line.city if line else None,
        dateline_span=Span(start=line.start, end=line.end, text=text[line.start : line.end]) if line else None,
        furniture=tuple(Span(start=a, end=b, text=text[a:b]) for a, b in sorted(head.spans)),
        published=date.fromisoformat(published) if published and len(published) == 10 else None,
    )


@cache
def _publishers() -> GazetteerPublishers:
    return GazetteerPublishers(Gazetteer.load())


def code(report: Report, resources: Resources) -> CodedArticle:
    """The coding of one report."""
    return code_prepared(article_of(report), resources=resources)


def pairs(report: Report, coded: CodedArticle) -> list[tuple[dict[str, Any], Event]]:
    """Gold events with the predicted event that tells them, each once, in order of text."""
    free = list(coded.events)
    found = []
    for gold in report["events"]:
        match = next((e for e in free if _same_type(gold["type"], e.type) and _told(gold, e)), None)
        if match is not None:
            free.remove(match)
            found.append((gold, match))
    return found


def _same_type(a: str, b: str) -> bool:
    return _YIELD.get(a, a) == _YIELD.get(b, b)


def _told(gold: dict[str, Any], event: Event) -> bool:
    spans = [(event.trigger.start, event.trigger.end), *((c.start, c.end) for c in event.citations)]
    return any(t["start"] < end and start < t["end"] for t in gold["triggers"] for start, end in spans)


def sides_agree(report: Report, gold: dict[str, Any], event: Event) -> bool:
    """Whether both sides are gold's, by party, else country, else name; meetings either way round."""
    people = {e["id"]: e for e in report["entities"]}
    sides = [[people[i] for i in gold[side]] for side in ("actors", "recipients")]
    given = (event.actors, event.recipients)
    if all(_agrees(g, p) for g, p in zip(sides, given, strict=True)):
        return True
    return gold["type"] in _SWAPPED and all(_agrees(g, p) for g, p in zip(sides, reversed(given), strict=True))


def _agrees(gold: Sequence[dict[str, Any]], given: Sequence[Participant]) -> bool:
    if not gold:
        return not given
    right = sum(any(_same(g, p) for g in gold) for p in given)
    return bool(right) and 2 * right > len(given)


def _same(gold: dict[str, Any], given: Participant) -> bool:
    mine = gold["party"] or gold["country"]
    theirs = {given.party, given.country} - {None}
    if mine and theirs:
        return mine in theirs
    return bool(set(gold["name"].lower().split()) & set(given.name.lower().split()))


def score(split: str | None, resources: Resources, *, misses: bool = False) -> dict[str, float]:
    """Event F1, with sides, with status and basis; accuracy of status and basis among events found."""
    count: Counter[str] = Counter()
    confusion: Counter[tuple[str, str]] = Counter()
    for report in reports(split):
        coded = code(report, resources)
        found = pairs(report, coded)
        count.update(gold=len(report["events"]), given=len(coded.events), found=len(found))
        for gold, event in found:
            sides, status = sides_agree(report, gold, event), gold["status"] == event.status
            basis = gold["basis"] == event.basis
            count.update(sides=sides, status=status, basis=basis, all=sides and status and basis)
            confusion[(gold["status"], event.status)] += 1
        if misses:
            _print_misses(report, coded, found)
    if misses:
        print(*(f"{gold} told as {given}: {n}" for (gold, given), n in confusion.most_common()), sep="\n")
    return figures(count)


def figures(count: Counter[str]) -> dict[str, float]:
    """The counts as F1 scores and shares."""
    both = count["gold"] + count["given"]
    return {
        "event F1": 2 * count["found"] / both if both else 0.0,
        "event+dyad F1": 2 * count["sides"] / both if both else 0.0,
        "event+dyad+status F1": 2 * count["all"] / both if both else 0.0,
        "status right": count["status"] / max(1, count["found"]),
        "basis right": count["basis"] / max(1, count["found"]),
        "gold events": count["gold"],
        "predicted events": count["given"],
    }


def _print_misses(report: Report, coded: CodedArticle, found: Iterable[tuple[dict[str, Any], Event]]) -> None:
    text = report["text"]
    hit = {id(g) for g, _ in found}
    for gold in report["events"]:
        at = gold["triggers"][0]["start"]
        around = text[max(0, at - 60) : at + 60].replace("\n", " ")
        if id(gold) not in hit:
            trigger = gold["triggers"][0]["text"]
            print(f"missed {report['id']} {gold['type']:<9} {gold['status']:<10} {trigger!r} in {around!r}")
    for gold, event in found:
        if gold["status"] != event.status or gold["basis"] != event.basis:
            asked, told = f"{gold['status']}/{gold['basis']}", f"{event.status}/{event.basis}"
            print(f"status {report['id']} {asked} told as {told} {event.why[1:]} {event.text[:90]!r}")
        if not sides_agree(report, gold, event):
            who = " -> ".join(
                "+".join(f"{p.name}[{p.party}]" for p in side) or "-" for side in (event.actors, event.recipients)
            )
            print(f"sides  {report['id']} {gold['actors']} -> {gold['recipients']} told as {who}: {event.text[:90]!r}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the scores of a split."""
    parser = argparse.ArgumentParser(description="Score the chain on the project's own corpus.")
    parser.add_argument("--split", choices=("train", "dev", "test"), default="dev")
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args(arguments)
    for name, value in score(options.split, load_resources(), misses=options.misses).items():
        print(f"{name:<22}{value:.3f}")
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    raise SystemExit(main())
