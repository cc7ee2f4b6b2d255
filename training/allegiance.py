"""Learns for whom those act whom no table knows: ``python -m training.allegiance --data DIR [--out DIR | --folds 5]``.

``--leave-out K/N`` learns without the texts that fold K of a reader leaves out (``training.train``), and without the
corpus in fold 0, for what is learnt from texts that must be read as new (``training.sides``, ``training.belief``).

Examples are the clusters that the coder finds and that somebody has said of for whom they act: entities of the corpus,
who takes part in the events marked in print, and phrases of real texts marked for nothing else
(``corpus/allegiances.jsonl``). The state that one belongs to who acts for nobody is known of the first and the last.
``--folds`` leaves a fold of the texts out each time and prints how many answers are right, with and without the trees.
"""

import argparse
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from corpus import allegiances, in_print
from dragoman.codes.tables import DATA
from dragoman.entities.allegiance import COUNTRY, ITSELF, NAMES, NOBODY, PARTY, Slate, Usage, Weigher
from dragoman.entities.antecedents import Weighed
from dragoman.entities.choice import OWN_WORDS
from dragoman.entities.link import Linker
from dragoman.language.scorer import Scorer
from dragoman.pipeline import Prepared, Resources, load_resources, prepare
from dragoman.records import Candidate, Cluster
from evaluation import corpus
from training.ensembles import learn, write
from training.stages import held_out

Rows = NDArray[np.float32]
UNKNOWN = "unknown"
_USED = NAMES.index("noun acting")


@dataclass(frozen=True)
class Said:
    """What somebody said of a stretch of a text: for whom it acts, and which state it belongs to."""

    start: int
    end: int
    party: str | None
    country: str | None  # UNKNOWN: nobody was asked


@dataclass(frozen=True)
class Example:
    """A cluster with whom it may act for, what is right [codes, questions], and what the rules have."""

    name: str
    slate: Slate
    right: NDArray[np.bool_]
    country_known: bool
    rule: Candidate
    party: str | None
    country: str | None


class _Nothing(Scorer):
    """Makes the coder draw up slates and leave everything as the rules have it."""

    def __init__(self) -> None:
        super().__init__(None)

    def __call__(self, rows: Rows) -> Rows:
        return np.zeros((len(rows), 2), dtype=np.float32)


def with_weigher(resources: Resources, weigher: Weigher) -> Resources:
    """The resources with something else that weighs allegiances."""
    old = resources.linker
    linker = Linker(gazetteer=old.gazetteer, offices=old.offices, country_of=old.country_of, allegiance=weigher)
    return replace(resources, linker=linker)


def said_of(data: Path) -> Iterator[tuple[corpus.Report, list[Said]]]:
    """Every text to learn from with what was said of it."""
    for report in corpus.reports("train"):
        yield (
            report,
            [
                Said(m["start"], m["end"], e["party"], e["country"])
                for e in report["entities"]
                for m in e["mentions"]
                if m["form"] != "pronoun"
            ],
        )
    for report in in_print.reports(data, "train"):
        yield (
            report,
            [Said(m["start"], m["end"], e["party"], UNKNOWN) for e in report["entities"] for m in e["mentions"]],
        )
    for text in allegiances.texts(data):
        report = in_print.report_of({"source": text.source, "events": []}, text.text, text.published)
        yield report, [Said(m.start, m.end, m.party, m.country) for m in text.marks]


def examples(data: Path, resources: Resources) -> Iterator[Example]:
    """The clusters that something was said of."""
    for report, said in said_of(data):
        read = prepare(corpus.article_of(report), resources=resources)
        yield from _of_text(str(report["id"]), read, said)


def _of_text(name: str, read: Prepared, said: Sequence[Said]) -> Iterator[Example]:
    clusters = {cluster.number: cluster for cluster in read.index.clusters}
    told: dict[int, list[Said]] = defaultdict(list)
    for one in said:
        number = _cluster_at(read, one)
        if number is not None:
            told[number].append(one)
    parties = {number: _most([one.party for one in every]) for number, every in told.items()}
    for slate in read.index.slates:
        if slate.draft not in told or slate.draft not in clusters:
            continue
        cluster = clusters[slate.draft]
        countries = [one.country for one in told[slate.draft] if one.country != UNKNOWN]
        party, country = parties[slate.draft], _most(countries)
        rule = next(c for c in cluster.candidates if c.source == OWN_WORDS)
        right = np.zeros((len(slate.codes), 2), dtype=bool)
        right[:, PARTY] = _right_parties(slate, cluster, party, parties)
        right[:, COUNTRY] = [code == (country or NOBODY) for code in slate.codes]
        yield Example(name, slate, right, bool(countries), rule, party, country)


def _cluster_at(read: Prepared, said: Said) -> int | None:
    """The cluster that is named by a stretch: by the head of its words."""
    for number, sentence in enumerate(read.reading.sentences):
        inside = [i for i, t in enumerate(sentence.tokens) if t.start < said.end and said.start < t.end]
        if inside:
            head = next((i for i in inside if sentence.tokens[i].head - 1 not in inside), inside[-1])
            mention = read.index.mention_at(number, head)
            return None if mention is None or mention.form == "pronoun" else read.index.cluster_of(mention).number
    return None


def _most(values: Sequence[str | None]) -> str | None:
    return Counter(values).most_common(1)[0][0] if values else None


def _right_parties(slate: Slate, cluster: Cluster, party: str | None, parties: Mapping[int, str | None]) -> list[bool]:
    if party is None:
        return [code == NOBODY for code in slate.codes]
    right = [code.casefold() == party.casefold() for code in slate.codes]
    if any(right):
        return right
    itself = bool(_words(party) & _words(cluster.name)) or party.casefold() == _initials(cluster.name)
    return [
        itself if code == ITSELF else code.startswith("@") and parties.get(int(code[1:])) == party
        for code in slate.codes
    ]


def _words(text: str) -> set[str]:
    return set(text.casefold().replace("-", " ").split())


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper()).casefold()


Counts = dict[str, tuple[int, int, int, int]]


def counted(found: Sequence[Example]) -> Counts:
    """How often each noun was seen, acted for somebody, was asked for its state, and had one."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for example in found:
        own = counts[example.slate.noun]
        own[0] += 1
        own[1] += example.party is not None
        if example.country_known and example.party is None:
            own[2] += 1
            own[3] += example.country is not None
    return {noun: (n[0], n[1], n[2], n[3]) for noun, n in counts.items()}


def rows_of(example: Example, usage: Usage) -> Rows:
    """What describes a cluster's codes, with the use of its noun elsewhere."""
    rows = np.array(example.slate.rows, dtype=np.float32)
    rows[:, _USED : _USED + 3] = usage.of(example.slate.noun)
    return rows


def learnt(found: Sequence[Example]) -> list[HistGradientBoostingClassifier]:
    """A forest for each question; what a noun does in an example's own text is not counted in."""
    everywhere = counted(found)
    texts: dict[str, list[Example]] = defaultdict(list)
    for example in found:
        texts[_text_of(example.name)].append(example)
    elsewhere = {name: Usage(_without(everywhere, counted(own))) for name, own in texts.items()}
    models = []
    for question in (PARTY, COUNTRY):
        asked = [e for e in found if question == PARTY or e.country_known]
        rows = np.concatenate([rows_of(e, elsewhere[_text_of(e.name)]) for e in asked])
        models.append(learn(rows, np.concatenate([e.right[:, question] for e in asked]), rounds=400, leaves=16))
    return models


def _without(counts: Counts, own: Counts) -> Counts:
    none = (0, 0, 0, 0)
    rest = {noun: tuple(a - b for a, b in zip(counts[noun], own.get(noun, none), strict=True)) for noun in own}
    return {**counts, **{noun: (n[0], n[1], n[2], n[3]) for noun, n in rest.items()}}


def _text_of(name: str) -> str:
    """The text that a passage is from."""
    return name.partition("@")[0]


def fold_of(name: str, folds: int) -> int:
    """The fold of a text, by its name; passages of one text fall together."""
    return int(hashlib.sha256(_text_of(name).encode()).hexdigest(), 16) % folds


def scored(found: Sequence[Example], folds: int) -> dict[str, Any]:
    """How many parties are right, and how many states of those who act for nobody, by the rules and by the trees."""
    counts: dict[str, Counter[str]] = {"parties": Counter(), "states": Counter()}
    for fold in range(folds):
        rest = [e for e in found if fold_of(e.name, folds) != fold]
        models, usage = learnt(rest), Usage(counted(rest))
        for example in found:
            if fold_of(example.name, folds) == fold:
                rows = rows_of(example, usage)
                _count(counts, example, [model.predict_proba(rows)[:, 1] for model in models])
    return {name: dict(count) for name, count in counts.items()}


def _count(counts: dict[str, Counter[str]], example: Example, likely: Sequence[NDArray[np.float64]]) -> None:
    count = counts["parties"]
    count["asked"] += 1
    count["rules"] += (example.rule.party or "").casefold() == (example.party or "").casefold()
    count["trees"] += int(example.right[likely[PARTY].argmax(), PARTY])
    if example.country_known and example.party is None:
        best, count = likely[COUNTRY].argmax(), counts["states"]
        count["asked"] += 1
        count["rules"] += example.rule.country == example.country
        count["trees"] += int(example.right[best, COUNTRY])
        for least in (0.4, 0.5, 0.6, 0.7):
            sure = likely[COUNTRY][best] > least and example.slate.codes[best] != NOBODY
            count[f"given above {least}"] += int(sure)
            count[f"right above {least}"] += int(sure and example.right[best, COUNTRY])


def write_usage(found: Sequence[Example], out: Path) -> None:
    """Write ``noun_allegiances.tsv``: nouns seen twice or more."""
    rows = [f"{noun}\t" + "\t".join(map(str, n)) for noun, n in sorted(counted(found).items()) if n[0] > 1]
    lines = ["noun\tseen\tacting\tasked\tbelonging", *rows]
    (out / "noun_allegiances.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Learn and write the trees, or score them by folds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with corpora/ and gold_train/")
    parser.add_argument("--out", type=Path, default=DATA / "reader", help="folder for the files")
    parser.add_argument("--leave-out", help="K/N: without the texts that fold K of N leaves out")
    parser.add_argument("--folds", type=int, default=0, help="score by so many folds instead of writing")
    options = parser.parse_args()
    plain = replace(load_resources(trees=False), antecedents=Weighed.load())
    resources = with_weigher(plain, Weigher(scorer=_Nothing(), usage=Usage({})))
    found = list(examples(options.data, resources))
    if options.folds:
        print(f"{len(found)} clusters", scored(found, options.folds))
        return
    if options.leave_out:
        number, folds = map(int, options.leave_out.split("/"))
        ids = [report["id"] for report in in_print.reports(options.data, "train")]
        out = {_text_of(name) for name in held_out(ids, (number, folds))}
        found = [e for e in found if _text_of(e.name) not in out and (number or ":" in e.name)]
    options.out.mkdir(parents=True, exist_ok=True)
    write(learnt(found), NAMES, options.out, "allegiance")
    write_usage(found, options.out)


if __name__ == "__main__":
    main()
