"""Who is told by an office alone: "Kenya's foreign minister"."""

from datetime import date

import pytest

from dragoman.entities.gazetteer import Gazetteer
from dragoman.entities.index import EntityIndex, index_entities
from dragoman.entities.link import Linker
from dragoman.entities.nouns import ActorNouns
from dragoman.entities.offices import Offices
from dragoman.partial_date import PartialDate
from dragoman.records import Article, Name
from tests.parsed import name, reading

NOUNS = ActorNouns.load()
LINKER = Linker(gazetteer=Gazetteer.load(), offices=Offices.load())


def index_of(*lines: str, on: str, names: tuple[Name, ...] = ()) -> EntityIndex:
    """The entities of an article of hand-built sentences, their tokens parted by bars."""
    text, read = reading(*(line.replace(" | ", "\n") for line in lines), names=names)
    article = Article(id="article-1", source="by hand", text=text, body_start=0)
    reference = PartialDate.day(date.fromisoformat(on)) if on else PartialDate()
    return index_entities(article, read, linker=LINKER, nouns=NOUNS, reference=reference)


def phrase(*words: str, number: str = "Sing") -> str:
    """ "The French president spoke": all words but the last are adjectives."""
    head = len(words)
    lines = [f"{w} {w.lower()} {'DET' if w in {'The', 'A'} else 'ADJ'} {head} amod" for w in words[:-1]]
    lines[0] = lines[0].replace("amod", "det")
    noun = words[-1].removesuffix("s")
    return " | ".join([*lines, f"{words[-1]} {noun} NOUN {head + 1} nsubj Number={number}", "spoke speak VERB 0 root"])


@pytest.mark.parametrize(
    ("line", "at", "on", "office", "who"),
    [
        (phrase("The", "French", "president"), 2, "2022-03-01", "President of France", "Emmanuel Macron"),
        (phrase("The", "French", "president"), 2, "2010-03-01", "President of France", "Nicolas Sarkozy"),
        (phrase("The", "French", "president"), 2, "", "President of France", None),  # of no date nobody is sure
        (phrase("The", "French", "president"), 2, "2098-03-01", "President of France", None),  # not known yet
        (phrase("The", "former", "French", "president"), 3, "2022-03-01", None, None),
        (phrase("The", "acting", "French", "president"), 3, "2022-03-01", None, None),
        (phrase("A", "French", "president"), 2, "2022-03-01", None, None),  # any
        (phrase("The", "French", "presidents", number="Plur"), 2, "2022-03-01", None, None),
        (phrase("The", "French", "judge"), 2, "2022-03-01", None, None),
    ],
)
def test_the_holder_is_said_where_the_tables_are_sure(
    line: str, at: int, on: str, office: str | None, who: str | None
) -> None:
    (found,) = index_of(line, on=on).participants(0, at)
    person = LINKER.offices.person(found.id)
    assert (found.office, person.name if person else None) == (office, who)


def test_the_day_of_the_event_decides() -> None:
    index = index_of(phrase("The", "French", "president"), on="2022-03-01")
    (now,), (then,) = index.participants(0, 2), index.participants(0, 2, on=PartialDate.parse("2010-05-01"))
    assert index.as_of(now, PartialDate.parse("2010-05-01")) == then != now
    assert "Nicolas Sarkozy" in (index.decision(then, PartialDate.parse("2010-05-01")) or "")
    described = index.as_described(then)
    assert (described.name, described.party, described.office) == (then.name, "FRA", None)
    assert index.decision(described, PartialDate()) is None


CALLED = (
    "The the DET 3 det | French French ADJ 3 amod | president president NOUN 8 nsubj | , , PUNCT 6 punct"
    " | Ms Ms PROPN 6 compound | Jane Jane PROPN 3 appos | Roe Roe PROPN 6 flat | spoke speak VERB 0 root"
)


def test_who_has_a_name_is_not_named_from_the_tables() -> None:
    index = index_of(CALLED, phrase("The", "French", "president"), on="2022-03-01", names=(name(0, 5, 6, "person"),))
    found = (*index.participants(0, 2), *index.participants(1, 2))
    assert all(LINKER.offices.person(who.id) is None for who in found)
