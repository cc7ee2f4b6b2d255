"""Scores whom pronouns of the third person take up: ``python -m evaluation.pronouns ../shared [--rules]``.

Data: the corpus's dev part and GUM's, without the genres that nothing may be learnt from. A pronoun whose chain a name
or noun of ours told before is right where our cluster has one such mention, wrong where it has others only. One whose
chain is told by no mention of ours, is that of several, or that has no chain ("it is said") should take up nothing: it
is made up where it does. In the corpus only pronouns with a mark count. Precision is right of all that take something
up, recall right of those that have somebody of ours.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from dragoman.entities.index import EntityIndex
from dragoman.entities.standing import THIRD_PERSON
from dragoman.pipeline import Resources, load_resources, prepare
from dragoman.records import Cluster, Mention
from evaluation.chains import Chains, Text, corpus_texts, treebank_texts

GROUPS = ("he she", "it", "they")


def outcomes(chains: Chains, index: EntityIndex) -> Iterator[tuple[str, str]]:
    """(group of pronouns, outcome) of each pronoun of the third person that the reader takes for one."""
    taken = {m.start: cluster for cluster in index.clusters for m in cluster.mentions if m.form == "pronoun"}
    told = [
        (mention.start, chain)
        for cluster in index.clusters
        for mention in cluster.mentions
        if mention.form != "pronoun"
        for chain in chains.of(mention)
    ]
    for found in index.pronouns:
        mention = found.mention
        marked = chains.complete or (mention.sentence, mention.head) in chains.pronouns
        if marked and mention.text.lower() in THIRD_PERSON:
            yield group_of(mention), _outcome(chains, told, mention, taken.get(mention.start))


def _outcome(chains: Chains, told: Sequence[tuple[int, str]], mention: Mention, cluster: Cluster | None) -> str:
    meant = chains.pronouns.get((mention.sentence, mention.head), frozenset())
    ours = len(meant) == 1 and any(start < mention.start and chain in meant for start, chain in told)
    if not ours:
        return "left" if cluster is None else "made up"
    if cluster is None:
        return "unresolved"
    others = [m for m in cluster.mentions if m.form != "pronoun"]
    return "right" if any(chains.of(m) & meant for m in others) else "wrong"


def group_of(mention: Mention) -> str:
    """The group of a pronoun."""
    word = mention.text.lower()
    return "they" if word.startswith("the") else "it" if word.startswith("it") else "he she"


def figures(count: Counter[str]) -> dict[str, float]:
    """Precision, recall, their mean F1, and the counts."""
    taking = count["right"] + count["wrong"] + count["made up"]
    having = count["right"] + count["wrong"] + count["unresolved"]
    return {
        "precision": count["right"] / max(1, taking),
        "recall": count["right"] / max(1, having),
        "F1": 2 * count["right"] / max(1, taking + having),
        **{name: count[name] for name in ("right", "wrong", "unresolved", "made up", "left")},
    }


def table(found: Iterable[tuple[str, str]]) -> str:
    """The figures of all and of each group, a line each."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in ("all", *GROUPS)}
    for group, outcome in found:
        counts["all"][outcome] += 1
        counts[group][outcome] += 1
    lines = []
    for name, count in counts.items():
        shown = (f"{key} {value:.3f}" if isinstance(value, float) else f"{key} {value}"
                 for key, value in figures(count).items())  # fmt: skip
        lines.append(f"{name:<7}" + "  ".join(shown))
    return "\n".join(lines)


def score(texts: Iterable[Text], resources: Resources) -> str:
    """The figures of some texts."""
    return table(
        outcome
        for text in texts
        for read in [prepare(text.article, resources=resources)]
        for outcome in outcomes(Chains(text, read.reading), read.index)
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the scores of both development parts."""
    parser = argparse.ArgumentParser(description="Score whom pronouns take up.")
    parser.add_argument("data", type=Path, help="folder with corpora/")
    parser.add_argument("--rules", action="store_true", help="by the rules alone")
    options = parser.parse_args(arguments)
    resources = load_resources()
    if options.rules:
        resources = replace(resources, antecedents=None)
    print("corpus, dev part\n" + score(corpus_texts("dev"), resources))
    print("GUM, dev part\n" + score(treebank_texts(options.data / "corpora" / "ud" / "gum-dev.conllu"), resources))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
