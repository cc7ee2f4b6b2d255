"""Write ``data/act_words.tsv``: which words name which acts, ``python -m training.act_words``.

Counted over the train part of the corpus: a word, cut to its first letters as ``compare/words.py`` cuts it, names a
type when it stands in triggers of that type and seldom elsewhere. Nothing of the sets for measuring goes into it.
"""

import csv
from collections import Counter
from collections.abc import Iterable

from dragoman.codes.tables import DATA
from dragoman.compare.words import forms
from evaluation.corpus import Report, reports

AS_OF = "2026-11-22"
LEAST_TIMES = 2  # a word that triggered a type once may have done so by chance
# Of its uses, the least share in which a word names an act at all, and of those in which it names the type: "said",
# "put" and "took" stand in triggers too, and tell nothing without their objects.
LEAST_SHARE = 0.25
LEAST_OF_TYPE = 0.15


def count(corpus: Iterable[Report]) -> tuple[Counter[tuple[str, str]], Counter[str]]:
    """How often each word triggers each type, and how often it stands anywhere."""
    triggers: Counter[tuple[str, str]] = Counter()
    every: Counter[str] = Counter()
    for report in corpus:
        every.update(forms(report["text"]))
        for event in report["events"]:
            for trigger in event["triggers"]:
                triggers.update((form, event["type"]) for form in set(forms(trigger["text"])))
    return triggers, every


def chosen(triggers: Counter[tuple[str, str]], every: Counter[str]) -> dict[str, tuple[str, ...]]:
    """The types each word names, the commonest first; words that name none are left out."""
    of_any: Counter[str] = Counter()
    for (form, _), number in triggers.items():
        of_any[form] += number
    found: dict[str, list[tuple[int, str]]] = {}
    for (form, kind), number in triggers.items():
        often = number >= LEAST_TIMES and number >= LEAST_OF_TYPE * of_any[form]
        if often and of_any[form] >= LEAST_SHARE * every[form]:
            found.setdefault(form, []).append((-number, kind))
    return {form: tuple(kind for _, kind in sorted(kinds)) for form, kinds in sorted(found.items())}


def main() -> None:
    """Count and write."""
    words = chosen(*count(reports("train")))
    with (DATA / "act_words.tsv").open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out, delimiter="\t", lineterminator="\n")
        rows.writerow(("form", "types", "source", "as_of"))
        rows.writerows((form, "; ".join(kinds), "corpus", AS_OF) for form, kinds in words.items())
    print(f"{len(words)} words")


if __name__ == "__main__":
    main()
