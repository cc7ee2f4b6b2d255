"""Other names in the place of the treebank's, datelines before its texts, titles before its persons."""

import random
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from dragoman.language.shapes import GAP_BLANK, GAP_NONE, GAP_PARAGRAPH
from training.data import Sentence, Word

SWAPPED = 0.2  # share of names of one or two words that are replaced
STACKED = 0.12  # share of persons who get a title before their name


@cache
def lists() -> dict[str, list[str]]:
    """The lists of ``names.toml``, split at blanks."""
    path = Path(__file__).parent / "names.toml"
    return {key: value.split() for key, value in tomllib.loads(path.read_text("utf-8")).items()}


@dataclass(frozen=True)
class Span:
    """A name in a sentence: words ``[first, end)`` and its kind."""

    first: int
    end: int
    kind: str


def names_of(words: list[Word]) -> list[Span]:
    """The names that the BIO labels mark."""
    spans: list[Span] = []
    for i, word in enumerate(words):
        label = word.name or "O"
        if label.startswith("B-"):
            spans.append(Span(i, i + 1, label[2:]))
        elif label.startswith("I-") and spans and spans[-1].end == i:
            spans[-1] = replace(spans[-1], end=i + 1)
    return spans


def _other(span: Span, rng: random.Random) -> list[str] | None:
    """As many words of another name of the same kind; None where the lists have none so long."""
    known, size = lists(), span.end - span.first
    if span.kind == "PER" and size == 1:
        return [rng.choice(known["given"] if rng.random() < 0.3 else known["family"])]
    if span.kind == "PER" and size == 2:
        return [rng.choice(known["given"]), rng.choice(known["family"])]
    if span.kind in ("LOC", "ORG") and size == 1:
        return [rng.choice(known["places" if span.kind == "LOC" else "organisations"])]
    return None


def swap(sentence: Sentence, rng: random.Random) -> Sentence:
    """Replace some names, word by word, so that the tree stays as it was."""
    words = list(sentence.words)
    for span in names_of(words):
        own = words[span.first : span.end]
        other = _other(span, rng) if rng.random() < SWAPPED else None
        if other and all(w.upos == "PROPN" and w.form[:1].isupper() and w.form.isalpha() for w in own):
            words[span.first : span.end] = [replace(w, form=f, lemma=f) for w, f in zip(own, other, strict=True)]
    return Sentence(words, sentence.sent_id)


# A title: its words as (form, upos, xpos, feats, head, deprel); heads count from 1 inside it, 0 is the person.
_TITLE = tuple[tuple[str, str, str, str, int, str], ...]
_NNP, _ADJ = ("PROPN", "NNP", "Number=Sing"), ("ADJ", "NNP", "Degree=Pos")


def _minister(kind: str, at: int, head: int, deprel: str) -> _TITLE:
    tag = _ADJ if kind in ("Foreign", "Prime", "Deputy", "Chief", "Federal") else _NNP
    return (
        (kind, *tag, at + 2, "amod" if tag is _ADJ else "compound"),
        ("Minister", *_NNP, head, deprel),
    )


def _simple(rng: random.Random) -> _TITLE:
    word = rng.choice(("President", "Ambassador", "General", "Chancellor", "Premier", "Commissioner", "Senator", "Gen"))
    return ((word, *_NNP, 0, "nmod:desc"),)


def _portfolio(rng: random.Random) -> _TITLE:
    return _minister(rng.choice(("Foreign", "Defence", "Prime", "Interior", "Finance", "Chief")), 0, 0, "nmod:desc")


def _secretary(rng: random.Random) -> _TITLE:
    office = rng.choice(("State", "Defense", "Energy", "Commerce"))
    return (
        ("Secretary", *_NNP, 0, "nmod:desc"),
        ("of", "ADP", "IN", "_", 3, "case"),
        (office, *_NNP, 1, "nmod"),
    )


def _stack(rng: random.Random) -> _TITLE:
    """Two offices of one person, joined by "and"."""
    first = _minister(rng.choice(("Foreign", "Finance", "Interior")), 0, 0, "nmod:desc")
    second = (
        ("Deputy", *_ADJ, 6, "amod"),
        ("Prime", *_ADJ, 6, "amod"),
        ("Minister", *_NNP, 2, "conj"),
    )
    return (*first, ("and", "CCONJ", "CC", "_", 6, "cc"), *second)


def _adviser(rng: random.Random) -> _TITLE:
    return (
        ("National", *_ADJ, 2, "amod"),
        ("Security", *_NNP, 3, "compound"),
        (rng.choice(("Adviser", "Advisor")), *_NNP, 0, "nmod:desc"),
    )


def insert(words: list[Word], at: int, new: list[Word]) -> list[Word]:
    """Put words before index ``at``; their heads are already those of the longer sentence."""
    moved = [replace(w, head=w.head + len(new) if w.head > at else w.head) for w in words]
    return moved[:at] + new + moved[at:]


def title(sentence: Sentence, rng: random.Random) -> Sentence:
    """Give some persons a title, or a stack of them."""
    words = list(sentence.words)
    for span in reversed(names_of(words)):
        first = span.first
        alone = all(w.head != first + 1 or w.deprel in ("case", "cc", "mark", "punct") for w in words[:first])
        headed = words[first].upos == "PROPN" and words[first].deprel in (
            "nsubj",
            "obj",
            "obl",
            "nmod",
            "conj",
            "obl:agent",
        )
        if span.kind != "PER" or not (alone and headed) or rng.random() >= STACKED:
            continue
        rows = rng.choice((_simple, _portfolio, _portfolio, _secretary, _stack, _stack, _adviser))(rng)
        person = first + 1 + len(rows)
        new = [
            Word(form, upos, xpos, feats, first + head if head else person, deprel, form, "O", GAP_BLANK)
            for form, upos, xpos, feats, head, deprel in rows
        ]
        new[0] = replace(new[0], gap=words[first].gap)
        words[first] = replace(words[first], gap=GAP_BLANK)
        words = insert(words, first, new)
    return Sentence(words, sentence.sent_id)


def _mark(form: str, gap: int, xpos: str) -> Word:
    return Word(form, "PUNCT", xpos, "_", 1, "punct", form, "O", gap)


def dateline(rng: random.Random) -> Sentence:
    """A dateline as a sentence of its own: "KABUL:", "Kabul, Aug. 7 (AP) --"."""
    known = lists()
    city = rng.choice(known["places"])
    city = city if rng.random() < 0.3 else city.upper()
    words = [Word(city, *_NNP, 0, "root", city, "B-LOC", GAP_PARAGRAPH)]
    if rng.random() < 0.4:
        words.append(_mark(":", GAP_NONE, ":"))
        return Sentence(words)
    if rng.random() < 0.4:
        month = rng.choice(known["months"])
        words += [_mark(",", GAP_NONE, ","), Word(month, *_NNP, 1, "nmod:unmarked", month, "O")]
        day = str(rng.randint(1, 31))
        words.append(Word(day, "NUM", "CD", "NumForm=Digit|NumType=Card", 3, "nummod", day, "O"))
    if rng.random() < 0.7:
        agency, at = rng.choice(known["agencies"]), len(words) + 2
        words.append(replace(_mark("(", GAP_BLANK, "-LRB-"), head=at))
        words.append(Word(agency, *_NNP, 1, "parataxis", agency, "B-ORG", GAP_NONE))
        words.append(replace(_mark(")", GAP_NONE, "-RRB-"), head=at))
    words.append(_mark(rng.choice(("--", "—", "-", "–")), GAP_BLANK, ":"))
    return Sentence(words)


_POSTS: tuple[tuple[tuple[str, str, str, str, int, str], ...], ...] = (
    (("Secretary", *_NNP, 0, "appos"), ("of", "ADP", "IN", "_", 3, "case"), ("State", *_NNP, 1, "nmod")),
    (("Staff", *_NNP, 2, "compound"), ("Writer", *_NNP, 0, "appos")),
    (("Department", *_NNP, 2, "compound"), ("Spokesperson", *_NNP, 0, "appos")),
    (("Foreign", *_ADJ, 2, "amod"), ("Minister", *_NNP, 0, "appos")),
    (("Press", *_NNP, 2, "compound"), ("Secretary", *_NNP, 0, "appos")),
    (("diplomatic", "ADJ", "JJ", "Degree=Pos", 2, "amod"), ("correspondent", "NOUN", "NN", "Number=Sing", 0, "appos")),
)


def byline(rng: random.Random) -> Sentence:
    """A byline or head of a release without any end mark: "Ned Roe, Staff Writer", "Office of the Spokesperson"."""
    known = lists()
    if rng.random() < 0.2:
        rows: _TITLE = (("Office", *_NNP, 0, "root"), ("of", "ADP", "IN", "_", 4, "case"))
        rows += (("the", "DET", "DT", "Definite=Def|PronType=Art", 4, "det"), ("Spokesperson", *_NNP, 1, "nmod"))
        words = [Word(f, u, x, g, h, d, f, None, GAP_BLANK) for f, u, x, g, h, d in rows]
        return Sentence([replace(words[0], gap=GAP_PARAGRAPH), *words[1:]])
    person = [rng.choice(known["given"]), rng.choice(known["family"])]
    if rng.random() < 0.3:
        person.insert(1, rng.choice("ABCDEFGHJKLMNPRST") + ".")
    by = rng.random() < 0.3
    words = [Word("By", "ADP", "IN", "_", 2, "case", "by", "O", GAP_PARAGRAPH)] if by else []
    first = len(words) + 1
    for i, form in enumerate(person):
        deprel, head = ("flat", first) if i else ("root", 0)
        gap = GAP_BLANK if words else GAP_PARAGRAPH
        words.append(Word(form, *_NNP, head, deprel, form, "I-PER" if i else "B-PER", gap))
    if rng.random() < 0.7:
        post = rng.choice(_POSTS)
        at = len(words) + 1
        top = at + next(i for i, row in enumerate(post, 1) if row[4] == 0)
        words.append(replace(_mark(",", GAP_NONE, ","), head=top))
        words += [Word(f, u, x, g, at + h if h else first, d, f, "O", GAP_BLANK) for f, u, x, g, h, d in post]
    return Sentence(words)
