"""The parts of the evaluation, each run alone: ``python -m evaluation.parts NAME SHARED`` prints its figures as JSON.

A part has a process of its own, so that one that crashes, hangs or eats memory is a miss and the rest go on.
"""

import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from corpus import in_print
from corpus.parse import REPORTS
from dragoman.pipeline import Resources, load_resources
from dragoman.statements.attributed import Attributor
from evaluation import (
    across,
    corpus,
    disagreements,
    hand_coded,
    heads,
    ledger,
    meaning,
    near_copies,
    offices,
    petrarch,
    plans,
    readouts,
    seeds,
    speed,
    statements,
    syntax,
    times,
    topics,
    toponyms,
)
from evaluation.figures import Figure, Report, data_hash

Part = Callable[[Path, Resources], Iterable[Figure]]

# What is shown of the reader: the scorer's name and ours.
SYNTAX = {
    "tokens": "tokens F1", "sentences": "sentences F1", "upos": "UPOS", "lemmas": "lemmas", "UAS": "UAS", "LAS": "LAS",
    "names": "names F1",
}  # fmt: skip
TREEBANKS = {"ewt-dev": "EWT dev, raw text", "gum-dev": "GUM dev, raw text"}
OWN = Path(__file__).resolve().parent / "gold"
POLNEAR = {"overlap50": "content overlap F1", "end_to_end(content50+source)": "content and source F1"}


def gold(shared: Path, resources: Resources) -> list[Figure]:
    """The 18 hand-coded articles."""
    return hand_coded.scored(shared, shared, resources, part="gold", data="18 hand-coded articles")


def gold_train(shared: Path, resources: Resources) -> list[Figure]:
    """The 66 articles that were learnt from."""
    data = "66 hand-coded articles, learnt from"
    return hand_coded.scored(shared, shared / "gold_train", resources, part="gold_train", data=data)


def own(shared: Path, resources: Resources) -> list[Figure]:
    """The 40 articles of our own, written and coded by the guide alone."""
    return hand_coded.scored(shared, OWN, resources, part="own", data="40 articles of our own")


def topics_of_statements(_: Path, __: Resources) -> list[Figure]:
    """Topics of labelled statements."""
    return topics.figures()


def ledger_lines(_: Path, resources: Resources) -> list[Figure]:
    """Labelled lines of the ledger."""
    return ledger.figures(resources)


def two_seeds(shared: Path, _: Resources) -> list[Figure]:
    """The two reports that started the project."""
    with tempfile.TemporaryDirectory() as where:
        return seeds.seed_figures(shared, Path(where))


def reader(shared: Path, resources: Resources) -> list[Figure]:
    """Tokens, sentences, tags, trees and names from raw text."""
    corpora = shared / "corpora"
    found = []
    for name, scores in syntax.evaluate_all(resources.reader, corpora, "dev").items():
        files = [corpora / "ud" / f"{name}.conllu", corpora / "ner" / f"{name}.iob2"]
        sha = data_hash(file for file in files if file.is_file())
        found += [
            Figure(part="reader", data=TREEBANKS[name], what=what, value=scores[key] / 100, sha256=sha)
            for key, what in SYNTAX.items()
            if key in scores
        ]
    return found


def event_heads(shared: Path, resources: Resources) -> list[Figure]:
    """The reader's heads for events: on the dev part of the project's corpus, and of what is marked in print."""
    parts = {
        "corpus dev": (sorted(REPORTS.glob("*.txt")), corpus.reports("dev")),
        "print dev": ([in_print.MARKS], in_print.reports(shared, "dev")),
    }
    return [
        figure
        for data, (files, reports) in parts.items()
        for figure in heads.figures(heads.scored(resources.reader, reports), data, data_hash(files))
    ]


def polnear(shared: Path, resources: Resources) -> list[Figure]:
    """Attributions of the PolNeAR corpus."""
    every, direct = statements.polnear(shared, resources.reader, Attributor.load())
    sha = data_hash([shared / "corpora" / "attribution" / "dev.jsonl"])
    rows = {what: every[key] for key, what in POLNEAR.items()}
    rows["direct quotations, content and source F1"] = direct[statements.END_TO_END]
    return [
        Figure(
            part="polnear", data="PolNeAR dev", what=what, value=row["F"] / 100, sha256=sha,
            detail=f"P {row['P'] / 100:.3f} R {row['R'] / 100:.3f}, {row['gold']} in gold",
        )
        for what, row in rows.items()
    ]  # fmt: skip


def petrarch_suite(shared: Path, _: Resources) -> list[Figure]:
    """Who did it to whom in the PETRARCH validation sentences."""
    scores = petrarch.score(shared)
    row = scores["dyad"]
    detail = f"P {row['P'] / 100:.3f} R {row['R'] / 100:.3f}, {row['gold']} in gold, {scores['records']} sentences"
    named = {"part": "petrarch", "data": "PETRARCH validation suite, raw text"}
    sha = data_hash([shared / "corpora" / "petrarch"])
    return [Figure(**named, what="dyad F1", value=row["F"] / 100, sha256=sha, detail=detail)]


def timebank(shared: Path, _: Resources) -> list[Figure]:
    """Calendar values of time expressions."""
    folder = shared / "corpora" / "time"
    scores, _lines = times.score_timebank(folder / "timebank")
    cases, _missed = times.score_cases(folder / "recognizers")
    sha = data_hash([folder / "timebank"])
    found = [
        Figure(
            part="times", data="TimeBank, 183 articles", what=f"{level} F1", value=scores[level].f1, sha256=sha,
            detail=f"P {scores[level].precision:.3f} R {scores[level].recall:.3f}, {scores[level].annotated} in gold",
        )
        for level in ("span", "value")
    ]  # fmt: skip
    sha = data_hash([folder / "recognizers"])
    detail = f"{cases['asked']:.0f} phrases"
    data = "recognizers phrases"
    return [
        *found,
        Figure(part="times", data=data, what="value right", value=cases["right"], sha256=sha, detail=detail),
    ]


GROUPS_OF_STATES = {"coverage": "all states", "larger": "states of the G20, NATO, the EU, South Asia, the Middle East"}


def tables_of_offices(_: Path, __: Resources) -> list[Figure]:
    """Questions with known answers, and for how many states and days the tables have an answer."""
    scores = offices.score()
    asked = sum(1 for _ in offices.QUESTIONS.open(encoding="utf-8")) - 1
    sha = data_hash([offices.QUESTIONS])
    named = {"part": "offices", "data": f"{asked} questions who held an office", "sha256": sha}
    detail = f"wrong {scores['wrong']:.3f}, not known {scores['unknown']:.3f}"
    found = [Figure(**named, what="right", value=scores["right"], detail=detail)]
    for name, value in scores.items():
        kind, _dot, rest = name.partition(".")
        if kind in GROUPS_OF_STATES:
            role, _dot, period = rest.partition(".")
            what, data = f"{role.replace('_', ' ')} known, {period}", f"{GROUPS_OF_STATES[kind]}, 100 days of a period"
            found.append(Figure(part="offices", data=data, what=what, value=value))
    return found


def happenings(_: Path, __: Resources) -> list[Figure]:
    """Pairs of events of one happening, and its origins, in reports written for it."""
    return across.figures(across.FOLDER)


def plans_and_deeds(_: Path, __: Resources) -> list[Figure]:
    """Plans tied to what came of them."""
    return plans.figures()


def accounts_that_differ(_: Path, __: Resources) -> list[Figure]:
    """Disagreements that were seeded into these reports."""
    return disagreements.figures()


def official_accounts(_: Path, __: Resources) -> list[Figure]:
    """Points of ten calls told by both sides."""
    return readouts.figures()


def search_by_meaning(_: Path, __: Resources) -> list[Figure]:
    """Queries with the statements that answer them."""
    return meaning.figures()


def copies_of_copies(_: Path, __: Resources) -> list[Figure]:
    """Near copies among 4,000 made ones."""
    return near_copies.figures()


def places_named(shared: Path, resources: Resources) -> list[Figure]:
    """Toponyms found and resolved."""
    return toponyms.figures(shared, resources)


PARTS: dict[str, Part] = {
    "gold": gold,
    "seeds": two_seeds,
    "gold_train": gold_train,
    "own": own,
    "topics": topics_of_statements,
    "ledger": ledger_lines,
    "across": happenings,
    "plans": plans_and_deeds,
    "disagreements": accounts_that_differ,
    "readouts": official_accounts,
    "meaning": search_by_meaning,
    "near-copies": copies_of_copies,
    "reader": reader,
    "heads": event_heads,
    "polnear": polnear,
    "petrarch": petrarch_suite,
    "times": timebank,
    "toponyms": places_named,
    "offices": tables_of_offices,
    "speed": speed.speed,
}


def main() -> None:
    """Run one part and print its report as JSON."""
    name, shared = sys.argv[1], Path(sys.argv[2])
    resources = load_resources()
    report = Report(figures=tuple(PARTS[name](shared, resources)), reader=resources.reader.version)
    sys.stdout.write(msgspec.json.encode(report).decode() + "\n")


if __name__ == "__main__":
    main()
