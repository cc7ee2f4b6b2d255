"""How far two annotations of the same texts agree: ``python -m corpus.agreement A_DIR B_DIR``.

A is taken as the key and B as the answer; F1 is the same either way round. Items are paired one to one: events of
the same type whose triggers overlap, statements whose contents overlap, names with the same span. Entity ids differ
between annotators, so participants are compared by where they are mentioned: two entities are the same when a
mention of one has the span of a mention of the other. Mentions that stand for several ("both") decide only where one of
the two is paired by no mention of his own, lest everybody in a group be everybody else. Names in headlines are not
compared, for the guide leaves them free. Two further figures tell what of it are bounds of mentions alone:
``events, loose`` takes entities for the same where mentions overlap ("hospitals", "hospitals in Kaunas"),
``names, loose`` leaves a leading article out ("the OAU", "OAU"). Nothing is asked of these.
"""

import argparse
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from corpus.parse import read_reports
from corpus.report import Entry, Mark, MarkKind, Report
from dragoman.records import Record

FLOORS = {"events": 0.85, "statements": 0.90, "names": 0.93}  # agreement that the corpus must reach
_ARTICLE = re.compile(r"(?:the|an?)\s+", re.I)


class Score(Record, frozen=True, kw_only=True):
    """Pairs found, items of A, items of B."""

    both: int = 0
    a: int = 0
    b: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(both=self.both + other.both, a=self.a + other.a, b=self.b + other.b)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0 to 1; 1 when neither has anything."""
        return 2 * self.both / (self.a + self.b) if self.a + self.b else 1.0


class Agreement(Record, frozen=True, kw_only=True):
    """Agreement by task, and what the two disagree about."""

    # events, triggers, statements, contents, names, two of them also loose; status, basis, stance: among pairs
    scores: dict[str, Score]
    disagreements: tuple[str, ...] = ()


def compare(first: Report, second: Report) -> Agreement:
    """Agreement on one text.

    Raises:
        ValueError: the two do not annotate the same text.
    """
    if first.text != second.text:
        raise ValueError(
            f"{first.path} and {second.path} do not annotate the same text; compare what has the same words"
        )
    same = _same_entities(first, second)
    triggers = _pairs(first, second, "events", "trigger", lambda a, b: a.word == b.word)
    sided, loosely = (
        [(a, b) for a, b in triggers if all(_same_ids(a, b, key, who) for key in ("actors", "recipients"))]
        for who in (same, _overlapping_entities(first, second))
    )
    contents = _pairs(first, second, "statements", "content", lambda a, b: True)
    spoken = [(a, b) for a, b in contents if _same_ids(a, b, "speaker", same)]
    body_start = max(first.body_start, second.body_start)  # a second annotation may leave HEADLINE: out
    names_a, names_b = _names(first, body_start), _names(second, body_start)
    return Agreement(
        scores={
            "events": Score(both=len(sided), a=len(first.events), b=len(second.events)),
            "events, loose": Score(both=len(loosely), a=len(first.events), b=len(second.events)),
            "triggers": Score(both=len(triggers), a=len(first.events), b=len(second.events)),
            "statements": Score(both=len(spoken), a=len(first.statements), b=len(second.statements)),
            "contents": Score(both=len(contents), a=len(first.statements), b=len(second.statements)),
            "names": Score(both=len(names_a & names_b), a=len(names_a), b=len(names_b)),
            "names, loose": _bare_names(first.text, names_a, names_b),
            "status": _same_value(triggers, "status"),
            "basis": _same_value(triggers, "basis"),
            "stance": _same_value(contents, "stance"),
        },
        disagreements=(
            *_apart(first, second, "events", triggers, sided),
            *_apart(first, second, "statements", contents, spoken),
            *(f"{first.id} status: {a.id} {a.word} {a.get('status')} / {b.get('status')}"
              for a, b in triggers if a.get("status") != b.get("status")),
            *(f"{first.id} name: {first.text[start:end]!r} in one only" for start, end in sorted(names_a ^ names_b)),
        ),
    )  # fmt: skip


def compare_all(first: Sequence[Report], second: Sequence[Report]) -> Agreement:
    """Agreement over all reports that both have, by id; the others are left out."""
    others = {report.id: report for report in second}
    parts = [compare(report, others[report.id]) for report in first if report.id in others]
    scores: dict[str, Score] = {}
    for part in parts:
        for task, score in part.scores.items():
            scores[task] = scores.get(task, Score()) + score
    return Agreement(scores=scores, disagreements=tuple(line for part in parts for line in part.disagreements))


def _pairs(
    first: Report, second: Report, name: str, kind: MarkKind, fits: Callable[[Entry, Entry], bool]
) -> list[tuple[Entry, Entry]]:
    """Entries paired one to one, those that share most characters first."""
    ranked = []
    for at, a in enumerate(getattr(first, name).values()):
        for beside, b in enumerate(getattr(second, name).values()):
            shared = _shared(first.marks_of(kind, a.id), second.marks_of(kind, b.id))
            if shared and fits(a, b):
                ranked.append((-shared, at, beside, a, b))
    pairs, used_a, used_b = [], set[int](), set[int]()
    for _, at, beside, a, b in sorted(ranked, key=lambda row: row[:3]):
        if at not in used_a and beside not in used_b:
            used_a.add(at)
            used_b.add(beside)
            pairs.append((a, b))
    return pairs


def _shared(first: Sequence[Mark], second: Sequence[Mark]) -> int:
    """Code points in both; marks of one id do not overlap each other."""
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in first for b in second)


def _same_entities(first: Report, second: Report) -> set[tuple[str, str]]:
    """Pairs of entity ids that share the span of a mention."""
    return _paired(
        (mine, theirs)
        for mine in _mentions(first) for theirs in _mentions(second)
        if (mine.start, mine.end) == (theirs.start, theirs.end)
    )  # fmt: skip


def _overlapping_entities(first: Report, second: Report) -> set[tuple[str, str]]:
    """Pairs of entity ids of which mentions overlap."""
    return _paired(
        (mine, theirs)
        for mine in _mentions(first) for theirs in _mentions(second)
        if _shared([mine], [theirs])
    )  # fmt: skip


def _mentions(report: Report) -> list[Mark]:
    return [mark for mark in report.marks if mark.kind == "mention"]


def _paired(mentions: Iterable[tuple[Mark, Mark]]) -> set[tuple[str, str]]:
    """Ids of mentions that go together; those of several count where one of the two is not paired otherwise."""
    pairs, shared = set[tuple[str, str]](), set[tuple[str, str]]()
    for mine, theirs in mentions:
        alone = len(mine.ids) == len(theirs.ids) == 1
        (pairs if alone else shared).update((a, b) for a in mine.ids for b in theirs.ids)
    known_a, known_b = {a for a, _ in pairs}, {b for _, b in pairs}
    return pairs | {(a, b) for a, b in shared if a not in known_a or b not in known_b}


def _bare_names(text: str, first: set[tuple[int, int]], second: set[tuple[int, int]]) -> Score:
    """Names compared without the article before them."""

    def bare(names: set[tuple[int, int]]) -> set[tuple[int, int]]:
        articles = {(start, end): _ARTICLE.match(text, start, end) for start, end in names}
        return {(found.end() if found else start, end) for (start, end), found in articles.items()}

    mine, theirs = bare(first), bare(second)
    return Score(both=len(mine & theirs), a=len(mine), b=len(theirs))


def _same_ids(a: Entry, b: Entry, key: str, same: set[tuple[str, str]]) -> bool:
    mine, theirs = a.ids(key), b.ids(key)
    return all(any((one, other) in same for other in theirs) for one in mine) and all(
        any((one, other) in same for one in mine) for other in theirs
    )


def _names(report: Report, body_start: int) -> set[tuple[int, int]]:
    """Spans of names in the body: in a headline names may be marked and need not."""
    return {(mark.start, mark.end) for mark in _mentions(report) if mark.form == "n" and mark.start >= body_start}


def _same_value(pairs: Sequence[tuple[Entry, Entry]], key: str) -> Score:
    """Accuracy among pairs, as a score whose F1 it is."""
    return Score(both=sum(a.get(key) == b.get(key) for a, b in pairs), a=len(pairs), b=len(pairs))


def _apart(
    first: Report, second: Report, name: str, pairs: list[tuple[Entry, Entry]], whole: list[tuple[Entry, Entry]]
) -> list[str]:
    mine, theirs = {a.id for a, _ in pairs}, {b.id for _, b in pairs}
    lines = [f"{first.id} {name}: {a.id} {a.word} in the first only" for a in getattr(first, name).values()
             if a.id not in mine]  # fmt: skip
    lines += [f"{first.id} {name}: {b.id} {b.word} in the second only" for b in getattr(second, name).values()
              if b.id not in theirs]  # fmt: skip
    return lines + [
        f"{first.id} {name}: {a.id} / {b.id} {a.word}, other participants" for a, b in pairs if (a, b) not in whole
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare two folders of reports; 1 when a task stays below its floor or there is nothing to compare."""
    parser = argparse.ArgumentParser(prog="python -m corpus.agreement", description="Compare two annotations.")
    parser.add_argument("first", type=Path, help="a folder of reports")
    parser.add_argument("second", type=Path, help="a folder with the same texts annotated again")
    options = parser.parse_args(arguments)
    result = compare_all(read_reports(options.first), read_reports(options.second))
    for line in result.disagreements:
        print(line)
    for task, score in result.scores.items():
        print(f"{task:<14} F1 {score.f1:.3f}  ({score.both} of {score.a} and {score.b})")
    if not result.scores:
        print("nothing to compare: no id is in both folders")
    return 0 if result.scores and all(result.scores[task].f1 >= floor for task, floor in FLOORS.items()) else 1


if __name__ == "__main__":
    raise SystemExit(main())
