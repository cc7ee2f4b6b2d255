"""Whether a past act is the news or recalled with it: traits of the telling, weighed.

Reporters mark the difference by tense, by where in the report it stands, by what stands around it, and by no one of
these alone; the reader, which sees the sentence, has an opinion too. Each trait has a weight in ``data/recency.tsv``,
learnt as a logistic regression (L2) from articles in print by ``python -m training.recency``, which prints the
cross-validated accuracy. A sum above zero means recalled. Decisions name the weightiest traits, so that they can be
traced.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from math import fsum

from dragoman.codes.tables import read_table
from dragoman.dates import TimeExpression
from dragoman.events.frames import Frame
from dragoman.language.factuality import Factuality
from dragoman.language.tree import Tree
from dragoman.partial_date import PartialDate
from dragoman.records import Record, Sentence

MATERIAL = frozenset({"ASSAULT", "AID", "COERCE", "MOBILIZE", "SANCTION"})
_DEPTHS = ((0.05, "depth:lead"), (0.2, "depth:first fifth"), (0.4, "depth:second fifth"), (0.6, "depth:third fifth"))
_RELATIONS = {"acl": "relative clause", "advcl": "adverbial clause", "ccomp": "complement", "root": "main clause"}
_LIKELY = (
    (0.1, "reader: surely news"), (0.25, "reader: news"), (0.5, "reader: rather news"),
    (0.75, "reader: rather recalled"), (0.9, "reader: recalled"),
)  # fmt: skip
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_AFTER = re.compile(r"\b(?:after|following|amid|since|over)\b")
_LOOKING_BACK = frozenset({"since", "ago", "earlier", "previously", "last"})
# Pairs that mean more together than their sum: a deed told late; a clause in the past after one with an old date.
_PAIRS = (
    ("material", "simple past"), ("material", "depth:third fifth"), ("material", "depth:end"),
    ("past", "old date in the sentence before"), ("past", "old date in the paragraph"), ("past", "undated article"),
    ("relative clause", "past"), ("relative clause", "present perfect"), ("present perfect", "depth:end"),
)  # fmt: skip


class History(Record, frozen=True, kw_only=True):
    """What stands before a sentence: old dates, and whether it opens a paragraph."""

    here: bool = False  # an old date in the sentence
    before: bool = False  # in the one before
    before_that: bool = False  # in the one before that
    paragraph: bool = False  # earlier in the paragraph
    opens: bool = True  # the sentence opens a paragraph


def histories(
    sentences: Sequence[Sentence], times: Sequence[TimeExpression], *, news_from: PartialDate
) -> tuple[History, ...]:
    """The history of every sentence; ``news_from`` is the first day that is still news, unknown without a date."""
    first = news_from.earliest
    old = [False] * len(sentences)
    starts = [sentence.start for sentence in sentences]
    for time in times:
        latest = time.value.latest
        if time.kind == "date" and first is not None and latest is not None and latest < first:
            number = bisect_right(starts, time.start) - 1
            if number >= 0 and time.start < sentences[number].end:
                old[number] = True
    found: list[History] = []
    paragraphs: dict[int, bool] = {}  # those begun, and whether they hold an old date so far
    for number, sentence in enumerate(sentences):
        found.append(
            History(
                here=old[number],
                before=number > 0 and old[number - 1],
                before_that=number > 1 and old[number - 2],
                paragraph=paragraphs.get(sentence.paragraph, False),
                opens=sentence.paragraph not in paragraphs,
            )
        )
        paragraphs[sentence.paragraph] = old[number] or paragraphs.get(sentence.paragraph, False)
    return tuple(found)


class Telling(Record, frozen=True, kw_only=True):
    """How an act is told, as far as it bears on its age."""

    frame: Frame
    fact: Factuality
    when: PartialDate
    old: bool  # its own date lies before the news
    recalled: bool  # its clause looks back: pluperfect, "previously", a relative clause in the past
    carried: bool  # a noun that a verb carries
    signed: bool
    reported: bool
    dated_article: bool
    depth: float
    history: History = History()
    likely: float | None = None  # how likely recalled, of recalled and news, as the reader thinks; None: not asked


def traits(tree: Tree, token: int, told: Telling) -> frozenset[str]:
    """The names of the traits of a telling."""
    fact, had = told.fact, any(tree[c].form.lower() in {"had", "'d", "’d"} for c in tree.children(token, "aux"))
    has = {
        "noun": told.frame.kind == "noun",
        "bare noun": told.frame.kind == "noun" and not told.carried,
        "perfect": fact.perfect,
        "present perfect": fact.perfect and not had,
        "past": fact.tense == "past",
        "simple past": tree[token].xpos == "VBD",
        "present": fact.tense == "present",
        "progressive": fact.progressive,
        "past participle": tree[token].xpos == "VBN",
        "present participle": tree[token].xpos == "VBG",
        "material": told.frame.type in MATERIAL,
        "meeting": told.frame.type == "CONSULT",
        "dated": bool(told.when),
        "old date": told.old,
        "recent date": bool(told.when) and not told.old,
        "looks back": told.recalled,
        "reported": told.reported,
        "signed release": told.signed,
        "undated article": not told.dated_article,
        "old date beside it": told.history.here and not told.old,
        "old date in the sentence before": told.history.before,
        "old date two sentences before": told.history.before_that,
        "old date in the paragraph": told.history.paragraph,
        "opens a paragraph": told.history.opens,
    }
    found = {name for name, holds in has.items() if holds} | _by_words(tree, token)
    found.add(next((name for limit, name in _DEPTHS if told.depth < limit), "depth:end"))
    found.add(_as_read(told.likely))
    relation = _RELATIONS.get(tree[token].deprel.split(":")[0])
    found |= {relation} if relation else set()
    return frozenset(found | {f"{a} & {b}" for a, b in _PAIRS if a in found and b in found})


def _as_read(likely: float | None) -> str:
    """The trait of what the reader thinks, which sees the sentence and not the article."""
    if likely is None:
        return "reader: not asked"
    return next((name for limit, name in _LIKELY if likely < limit), "reader: surely recalled")


def _by_words(tree: Tree, token: int) -> set[str]:
    sentence = tree.sentence.text.lower()
    before = sentence[: max(0, tree[token].start - tree.sentence.start)]
    has = {
        "since, ago or last": any(tree[i].form.lower() in _LOOKING_BACK for i in tree.subtree(token)),
        "a year in the sentence": bool(_YEAR.search(sentence)),
        "a year in the clause": any(_YEAR.fullmatch(tree[i].form) for i in tree.subtree(token)),
        "after or since before it": bool(_AFTER.search(before)),
        "quotation in the sentence": '"' in sentence or "“" in sentence,
    }
    return {name for name, holds in has.items() if holds}


def is_recalled(found: frozenset[str]) -> tuple[bool, str]:
    """Whether the traits together mean that an act is recalled, and the three that weigh most."""
    table, weight = weights(), weight_of(found)
    sign = 1.0 if weight > 0 else -1.0
    telling = sorted((name for name in found if table.get(name, 0.0) * sign > 0), key=lambda n: (-abs(table[n]), n))
    return weight > 0, "; ".join(telling[:3]) or "nothing speaks against it"


def weight_of(found: frozenset[str]) -> float:
    """The sum of the weights of traits: how much speaks for what is recalled."""
    table = weights()
    # Weights have three decimals; rounded, a sum of zero is zero in whatever order the traits come.
    return round(table["bias"] + fsum(table.get(name, 0.0) for name in found), 6)


@cache
def weights() -> dict[str, float]:
    """The weight of each trait, and ``bias``."""
    return {row["trait"]: float(row["weight"]) for row in read_table("recency")}
