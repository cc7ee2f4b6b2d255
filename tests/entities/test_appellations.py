"""Titles beside names, over hand-built trees."""

import pytest

from dragoman.entities.appellations import Appellation, appellations, honorific_gender
from dragoman.entities.gazetteer import Gazetteer
from dragoman.entities.mentions import find_mentions
from dragoman.entities.nouns import ActorNouns
from dragoman.language.tree import Tree
from tests.parsed import name, reading


def titles(words: str, first: int, last: int, **heads: int) -> list[Appellation]:
    """The titles of the person at tokens ``first`` to ``last``; words are ``form/UPOS`` with one verb as root."""
    items = [w.rsplit("/", 1) for w in words.split()]
    root = next(i for i, (_, upos) in enumerate(items) if upos == "VERB")
    lines = []
    for index, (form, upos) in enumerate(items):
        head, relation = (0, "root") if index == root else (heads.get(form, root + 1), heads_relation(form, heads))
        lemma = form if upos == "PROPN" else form.lower()
        lines.append(f"{form} {lemma} {upos} {head} {relation}")
    text, read = reading("\n".join(lines), names=(name(0, first, last, "person"),))
    nouns = ActorNouns.load()
    found = find_mentions(read, text, gazetteer=Gazetteer.load(), nouns=nouns)
    person = next(f for f in found if f.mention.first == first and f.mention.last == last)
    coverage = {
        (0, i): f for f in found if f.mention.form == "name" for i in range(f.mention.first, f.mention.last + 1)
    }
    return appellations(Tree(read.sentences[0]), 0, person, coverage, nouns)


def heads_relation(form: str, heads: dict[str, int]) -> str:
    return "nmod" if form in heads else "dep"


CASES = [
    ("Kenyan/ADJ President/NOUN Jane/PROPN Doe/PROPN left/VERB", 2, 3, "kenyan president", ("KEN",)),
    (
        "Deputy/ADJ Prime/ADJ Minister/NOUN and/CCONJ Foreign/ADJ Minister/NOUN Jane/PROPN Doe/PROPN left/VERB",
        6, 7, "deputy prime minister and foreign minister", (),
    ),
    (
        "EU/PROPN Commissioner/NOUN for/ADP Trade/PROPN Jane/PROPN Doe/PROPN left/VERB",
        4, 5, "eu commissioner for trade", ("EU",),
    ),
    (
        "UN/PROPN special/ADJ envoy/NOUN for/ADP Yemen/PROPN Jane/PROPN Doe/PROPN left/VERB",
        5, 6, "un special envoy for yemen", ("UN",),
    ),
    (
        "the/DET spokesman/NOUN for/ADP Hamas/PROPN ,/PUNCT Jane/PROPN Doe/PROPN ,/PUNCT left/VERB",
        5, 6, "spokesman for hamas", ("Hamas",),
    ),
    (
        "the/DET adviser/NOUN to/ADP the/DET Kenyan/ADJ president/NOUN ,/PUNCT Jane/PROPN Doe/PROPN ,/PUNCT left/VERB",
        7, 8, "adviser to the kenyan president", ("KEN",),
    ),
    (
        "the/DET envoy/NOUN to/ADP the/DET Kenyan/ADJ president/NOUN ,/PUNCT Jane/PROPN Doe/PROPN ,/PUNCT left/VERB",
        7, 8, "envoy to the kenyan president", (),
    ),
    ("Secretary/NOUN of/ADP State/PROPN Jane/PROPN Doe/PROPN left/VERB", 3, 4, "secretary of state", ("USA",)),
    ("left/VERB Jane/PROPN Doe/PROPN ,/PUNCT Department/NOUN Spokesperson/NOUN April/PROPN 5/NUM", 1, 2,
     "department spokesperson", ()),
]  # fmt: skip


@pytest.mark.parametrize(("words", "first", "last", "title", "owners"), CASES)
def test_a_title_is_read_with_its_owner(words: str, first: int, last: int, title: str, owners: tuple[str, ...]) -> None:
    found = titles(words, first, last)
    assert [a.words for a in found] == [title]
    assert found[0].owners == owners
    assert (found[0].former, found[0].future, found[0].then) == (False, False, False)


@pytest.mark.parametrize(
    ("words", "first", "last", "flag"),
    [
        ("former/ADJ Kenyan/ADJ President/NOUN Jane/PROPN Doe/PROPN left/VERB", 3, 4, "former"),
        ("then/ADV -/PUNCT President/NOUN Jane/PROPN Doe/PROPN left/VERB", 3, 4, "then"),
        ("President/NOUN -/PUNCT elect/VERB Jane/PROPN Doe/PROPN left/VERB", 3, 4, "future"),
    ],
)
def test_a_title_says_whether_it_is_held(words: str, first: int, last: int, flag: str) -> None:
    items = words.replace("elect/VERB", "elect/ADJ")
    found = titles(items, first, last)
    assert len(found) == 1
    assert getattr(found[0], flag)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("In/ADP Nairobi/PROPN ,/PUNCT Jane/PROPN Doe/PROPN left/VERB", 3, 4),  # a place before a comma is no title
        ("Jane/PROPN Doe/PROPN left/VERB", 0, 1),
        ("The/DET two/NUM ministers/NOUN ,/PUNCT Jane/PROPN Doe/PROPN left/VERB", 4, 5),  # both have it, or neither
    ],
)
def test_what_is_no_title(words: str, first: int, last: int) -> None:
    assert all(a.words not in {"nairobi"} for a in titles(words, first, last))
    assert len(titles(words, first, last)) <= 1


@pytest.mark.parametrize(("word", "gender"), [("Mr", "m"), ("Ms.", "f"), ("Sheikh", "m"), ("Senator", None)])
def test_an_honorific_tells_the_gender(word: str, gender: str | None) -> None:
    _, read = reading(f"{word} {word} PROPN 2 compound\nDoe Doe PROPN 3 nsubj\nleft leave VERB 0 root")
    assert honorific_gender(Tree(read.sentences[0]), 1) == gender
    assert honorific_gender(Tree(read.sentences[0]), 0) is None
