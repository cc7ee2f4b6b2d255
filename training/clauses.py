"""Longer sentences out of those of the treebank: "said that A and that B", "According to X, A"."""

import random
from collections.abc import Iterable
from dataclasses import replace

from dragoman.language.shapes import GAP_BLANK, GAP_NONE
from training.data import Document, Sentence, Word
from training.names import insert

GRAFTED = 0.25  # share of the sentences that end in a that-clause which get a second one
ACCORDING = 0.008  # share of sentences that get a fronted "According to ..."
LONGEST_CLAUSE = 20  # words

# Sources for "According to": words as (form, upos, xpos, feats, head inside, deprel); the head 0 is the noun's own.
_SOURCES = (
    (("officials", "NOUN", "NNS", "Number=Plur", 0, ""),),
    (("state", "NOUN", "NN", "Number=Sing", 2, "compound"), ("media", "NOUN", "NNS", "Number=Plur", 0, "")),
    (("the", "DET", "DT", "Definite=Def|PronType=Art", 2, "det"), ("ministry", "NOUN", "NN", "Number=Sing", 0, "")),
    (
        ("a", "DET", "DT", "Definite=Ind|PronType=Art", 2, "det"),
        ("statement", "NOUN", "NN", "Number=Sing", 0, ""),
        ("issued", "VERB", "VBN", "Tense=Past|VerbForm=Part|Voice=Pass", 2, "acl"),
        ("by", "ADP", "IN", "_", 6, "case"),
        ("the", "DET", "DT", "Definite=Def|PronType=Art", 6, "det"),
        ("embassy", "NOUN", "NN", "Number=Sing", 3, "obl:agent"),
    ),
    (
        ("the", "DET", "DT", "Definite=Def|PronType=Art", 3, "det"),
        ("Foreign", "ADJ", "NNP", "Degree=Pos", 3, "amod"),
        ("Office", "PROPN", "NNP", "Number=Sing", 0, ""),
    ),
    (
        ("two", "NUM", "CD", "NumForm=Word|NumType=Card", 3, "nummod"),
        ("security", "NOUN", "NN", "Number=Sing", 3, "compound"),
        ("sources", "NOUN", "NNS", "Number=Plur", 0, ""),
    ),
)


def _subtree(words: list[Word], top: int) -> set[int]:
    inside, grown = {top}, True
    while grown:
        more = {i for i, w in enumerate(words) if w.head - 1 in inside} - inside
        grown, inside = bool(more), inside | more
    return inside


def final_that(sentence: Sentence) -> tuple[int, int, int] | None:
    """The that-clause that ends a sentence: (first word, its end, its head), or None."""
    words = sentence.words
    for top, word in enumerate(words):
        if word.deprel != "ccomp" or not word.head:
            continue
        inside = _subtree(words, top)
        first, end = min(inside), max(inside) + 1
        whole = len(inside) == end - first and words[first].form == "that" and words[first].deprel == "mark"
        if whole and words[first].head == top + 1 and [w.upos for w in words[end:]] in ([], ["PUNCT"]):
            return first, end, top
    return None


def clause_pool(documents: Iterable[Document]) -> list[list[Word]]:
    """That-clauses of the treebank that can follow another; heads count inside the clause, its top has 0."""
    pool = []
    for sentence in (s for d in documents for s in d.sentences):
        found = final_that(sentence)
        if found and found[1] - found[0] <= LONGEST_CLAUSE:
            first, end, top = found
            own = sentence.words[first:end]
            pool.append([replace(w, head=0 if first + i == top else w.head - first) for i, w in enumerate(own)])
    return pool


def graft(sentence: Sentence, pool: list[list[Word]], rng: random.Random) -> Sentence:
    """Add "and that B" to a sentence that ends in a that-clause."""
    found = final_that(sentence) if len(sentence.words) < 45 else None
    if not found or not pool or rng.random() >= GRAFTED:
        return sentence
    _, end, top = found
    clause = rng.choice(pool)
    joint = rng.choice(("and", "and", "and", "but"))
    new = [Word(joint, "CCONJ", "CC", "_", 0, "cc", joint, "O", GAP_BLANK), *clause]
    own_top = next(i for i, w in enumerate(clause) if w.head == 0) + end + 2
    new[0] = replace(new[0], head=own_top)
    for i, word in enumerate(clause, start=1):
        at = word.head + end + 1
        new[i] = replace(word, head=at) if word.head else replace(word, head=top + 1, deprel="conj")
    if rng.random() < 0.3:
        comma = Word(",", "PUNCT", ",", "_", own_top + 1, "punct", ",", "O", GAP_NONE)
        new = [comma, *(replace(w, head=w.head + 1 if w.head > end else w.head) for w in new)]
    return Sentence(insert(list(sentence.words), end, new), sentence.sent_id)


def according(sentence: Sentence, rng: random.Random) -> Sentence:
    """Put "According to ...," before a sentence that starts with a determiner, pronoun or name as its subject."""
    words = sentence.words
    top = next((i for i, w in enumerate(words) if w.head == 0), 0)
    plain = words and words[0].upos in ("DET", "PRON", "PROPN") and words[top].upos == "VERB" and len(words) < 40
    if not plain or rng.random() >= ACCORDING * 3:
        return sentence
    source = rng.choice(_SOURCES)
    size = len(source) + 3
    noun = next(i for i, row in enumerate(source) if row[4] == 0) + 3
    new = [
        Word(
            "According", "VERB", "VBG", "ExtPos=ADP|Tense=Pres|VerbForm=Part", noun, "case", "accord", "O", words[0].gap
        ),
        Word("to", "ADP", "IN", "_", 1, "fixed", "to", "O"),
    ]
    for form, upos, xpos, feats, head, deprel in source:
        to = (head + 2, deprel) if head else (top + 1 + size, "obl")
        new.append(Word(form, upos, xpos, feats, *to, form, "O"))
    new.append(Word(",", "PUNCT", ",", "_", noun, "punct", ",", "O", GAP_NONE))
    lowered = words[0].form if words[0].upos == "PROPN" or words[0].form == "I" else words[0].form.lower()
    rest = [replace(words[0], form=lowered, gap=GAP_BLANK), *words[1:]]
    return Sentence(insert(rest, 0, new), sentence.sent_id)
