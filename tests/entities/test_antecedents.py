"""Whom a pronoun takes up where trees decide: who is a candidate, what describes it, and what is refused."""

from collections.abc import Sequence

import numpy as np
import pytest

from dragoman.entities.antecedents import NAMES, Memory, Rows, Weighed
from dragoman.entities.coreference import Resolver
from dragoman.entities.drafts import Draft
from dragoman.entities.gazetteer import Gazetteer
from dragoman.entities.given_names import given_gender
from dragoman.entities.mentions import find_mentions
from dragoman.entities.nouns import ActorNouns
from dragoman.language.tree import Tree
from dragoman.records import Mention, Name
from tests.parsed import name, reading

GAZETTEER, NOUNS = Gazetteer.load(), ActorNouns.load()
KENYA = "Kenya Kenya PROPN 2 nsubj\nagreed agree VERB 0 root"
HE = "He he PRON 2 nsubj\nleft leave VERB 0 root"
IT = "It it PRON 2 nsubj\nleft leave VERB 0 root"
THEY = "They they PRON 2 nsubj\nleft leave VERB 0 root"
VISIT = (
    "Anna Anna PROPN 3 nsubj\nLoe Loe PROPN 1 flat\nmet meet VERB 0 root\nPaul Paul PROPN 3 obj\nRoe Roe PROPN 4 flat"
)
VISITORS = (name(0, 0, 1, "person"), name(0, 3, 4, "person"))
PRAISE = "Robin Robin PROPN 3 nsubj\nLoe Loe PROPN 1 flat\npraised praise VERB 0 root\nhim he PRON 3 obj"
RAIN = "rain rain NOUN 2 nsubj\nfell fall VERB 0 root"


class Asked:
    """Keeps what it was asked, and chooses the one mentioned last."""

    def __init__(self, *, takes: bool = True) -> None:
        self.takes = takes
        self.names: list[list[str]] = []
        self.rows: list[Rows] = []

    def __call__(self, pronoun: Mention, candidates: Sequence[Draft], rows: Rows) -> Draft | None:
        self.names.append([draft.name for draft in candidates])
        self.rows.append(rows)
        return candidates[0] if self.takes else None


def resolved(*blocks: str, choose: Asked | Weighed, names: tuple[Name, ...] = ()) -> list[Draft]:
    text, read = reading(*blocks, names=names)
    found = find_mentions(read, text, gazetteer=GAZETTEER, nouns=NOUNS)
    return Resolver([Tree(s, n) for n, s in enumerate(read.sentences)], found, NOUNS, choose=choose).resolve()


@pytest.mark.parametrize(
    ("blocks", "names", "candidates"),
    [
        ((VISIT, HE), VISITORS, ["Paul Roe"]),  # Anna is a woman's name
        ((VISIT, HE.replace("He he", "She she")), VISITORS, ["Anna Loe"]),
        ((KENYA, IT), (), ["Kenya"]),
        ((KENYA, HE), (), []),
        ((VISIT, THEY), VISITORS, []),  # one person is not "they"
        ((PRAISE,), (name(0, 0, 1, "person"),), []),  # nobody is the object of his own verb
        ((KENYA, *[RAIN] * 7, IT), (), ["Kenya"]),
        ((KENYA, *[RAIN] * 8, IT), (), []),
    ],
)
def test_who_is_a_candidate(blocks: tuple[str, ...], names: tuple[Name, ...], candidates: list[str]) -> None:
    asked = Asked()
    resolved(*blocks, choose=asked, names=names)
    assert asked.names == ([candidates] if candidates else [])


def test_each_candidate_has_a_number_for_every_name() -> None:
    asked = Asked()
    resolved(KENYA, KENYA.replace("Kenya", "France"), IT, choose=asked)
    (rows,) = asked.rows
    assert rows.shape == (2, len(NAMES))
    assert rows[:, NAMES.index("sentences since")].tolist() == [1, 2]


def test_what_was_taken_up_is_known_to_the_next() -> None:
    asked = Asked()
    resolved(KENYA, IT, IT, choose=asked)
    column = NAMES.index("pronouns of the class")
    assert [rows[0, column] for rows in asked.rows] == [0, 1]


def test_whom_nobody_is_likely_enough_stays_alone() -> None:
    built = resolved(KENYA, IT, choose=Asked(takes=False))
    assert [mention.mention.text for draft in built for mention in draft.mentions] == ["Kenya"]
    unlikely = Weighed(lambda rows: np.zeros((len(rows), 1), dtype=np.float32))
    assert len(resolved(KENYA, IT, choose=unlikely)[0].mentions) == 1


def test_the_trees_that_ship_take_up_the_only_state_named() -> None:
    trees = Weighed.load()
    assert trees is not None
    assert [m.mention.text for m in resolved(KENYA, IT, choose=trees)[0].mentions] == ["Kenya", "It"]


def test_without_their_file_there_are_no_trees(tmp_path) -> None:
    assert Weighed.load(tmp_path) is None


def test_an_article_without_pronouns_asks_nothing() -> None:
    text, read = reading(KENYA)
    memory = Memory([Tree(s) for s in read.sentences], [], body_start=0)
    assert memory.mentions == 0
    assert text.startswith("Kenya")


@pytest.mark.parametrize(
    ("full", "gender"), [("Maria Doe", "f"), ("Paul Roe", "m"), ("Maria", None), ("Robin Doe", None), ("", None)]
)
def test_a_given_name_tells_of_whom_where_only_women_or_men_have_it(full: str, gender: str | None) -> None:
    assert given_gender(full) == gender
