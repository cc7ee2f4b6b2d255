"""Who is meant by a word: names, titles, organs, groups and pronouns, over checked trees and the real tables."""

from datetime import date
from pathlib import Path

import pytest

from dragoman.entities.gazetteer import Gazetteer
from dragoman.entities.index import EntityIndex, index_entities
from dragoman.entities.link import Linker
from dragoman.entities.nouns import ActorNouns
from dragoman.entities.offices import Offices
from dragoman.language.conllu import parse
from dragoman.partial_date import PartialDate
from dragoman.records import Article, Name, Participant, Reading
from tests.parsed import reading as parsed

TEXTS = Path(__file__).with_name("texts.conllu").read_text(encoding="utf-8")
KINDS = {"person", "organisation", "place", "other"}
DATES = {
    "elect": date(2024, 12, 1),
    "release": date(2021, 7, 27),
    "titles": date(2024, 5, 6),
    "groups": date(2023, 6, 1),
}

Side = list[tuple[str, str | None, str | None]]


@pytest.fixture(scope="module")
def linker() -> Linker:
    return Linker(gazetteer=Gazetteer.load(), offices=Offices.load())


@pytest.fixture(scope="module")
def nouns() -> ActorNouns:
    return ActorNouns.load()


def document(key: str) -> tuple[str, Reading]:
    """The text and the reading of one document of ``texts.conllu``."""
    block = next(b for b in TEXTS.split("# newdoc id = ")[1:] if b.split("\n", 1)[0] == key)
    text = block.split("# doc_text = ", 1)[1].split("\n", 1)[0]
    sentences = parse(block.split("\n", 2)[2])
    names = []
    for number, line in enumerate(row for row in block.split("\n") if row.startswith("# names =")):
        for item in line.removeprefix("# names =").split():
            span, kind = item.split(":")
            first, last = span.split("-")
            assert kind in KINDS
            names.append(Name(sentence=number, first=int(first), last=int(last), kind=kind, probability=0.9))  # type: ignore[arg-type]
    return text, Reading(sentences=tuple(sentences), names=tuple(names), model="checked by hand")


def build(key: str, linker: Linker, nouns: ActorNouns) -> tuple[Reading, EntityIndex]:
    text, reading = document(key)
    article = Article(id="article-0", source=key, text=text, body_start=0, publisher=PUBLISHERS.get(key))
    on = PartialDate.day(DATES[key]) if key in DATES else PartialDate()
    return reading, index_entities(article, reading, linker=linker, nouns=nouns, reference=on)


PUBLISHERS = {"release": "U.S. Department of State"}


def at(reading: Reading, index: EntityIndex, sentence: int, word: str, on: PartialDate) -> tuple[Participant, ...]:
    token = next(i for i, t in enumerate(reading.sentences[sentence].tokens) if t.form == word)
    return index.participants(sentence, token, on=on)


CASES: list[tuple[str, int, str, Side]] = [
    # titles before names; former holders act for nobody; later mentions find the person again
    ("titles", 0, "Ruto", [("William Ruto", "KEN", "KEN")]),
    ("titles", 1, "Ruto", [("William Ruto", "KEN", "KEN")]),
    ("titles", 1, "him", [("Ban Ki-moon", None, None)]),
    ("titles", 2, "president", [("William Ruto", "KEN", "KEN")]),
    ("titles", 2, "body", [("UN", "UN", None)]),
    # appositions, and a noun that takes up what was named
    ("apposition", 0, "Doe", [("Jane Doe", "SDN", "SDN")]),
    ("apposition", 0, "minister", [("Jane Doe", "SDN", "SDN")]),
    ("apposition", 1, "minister", [("Jane Doe", "SDN", "SDN")]),
    ("apposition", 0, "group", [("RSF", "RSF", None)]),
    ("apposition", 1, "group", [("RSF", "RSF", None)]),
    # organs of a state, with and without its name; students act for nobody
    ("organs", 0, "police", [("Peruvian police", "PER", "PER")]),
    ("organs", 0, "students", [("two students", None, None)]),
    ("organs", 1, "army", [("army", "PER", "PER"), ("interior ministry", "PER", "PER")]),
    ("organs", 2, "it", [("Peru", "PER", "PER")]),
    # a body's fighters act for it, a nation's militants for nobody
    ("bodies", 0, "fighters", [("Hezbollah fighters", "Hezbollah", None)]),
    ("bodies", 1, "militants", [("Afghan militants", None, "AFG")]),
    ("bodies", 1, "officials", [("officials", "AFG", "AFG")]),
    ("bodies", 2, "troops", [("Nigerian troops", "NGA", "NGA")]),
    # groups are told out
    ("groups", 1, "leaders", [("Emmanuel Macron", "FRA", "FRA"), ("Olaf Scholz", "DEU", "DEU")]),
    ("groups", 2, "sides", [("Emmanuel Macron", "FRA", "FRA"), ("Olaf Scholz", "DEU", "DEU")]),
    ("groups", 3, "They", [("Emmanuel Macron", "FRA", "FRA"), ("Olaf Scholz", "DEU", "DEU")]),
    # possessors
    ("possessors", 0, "government", [("government", "GBR", "GBR")]),
    # what is counted acts
    ("counted", 0, "Hundreds", [("protesters", None, None)]),
    ("counted", 1, "group", [("lawmakers", None, None)]),
    # an office not yet held, and one held then
    ("elect", 0, "Trump", [("Donald Trump", None, "USA")]),
    ("elect", 0, "Sheinbaum", [("Claudia Sheinbaum", "MEX", "MEX")]),
    ("elect", 1, "Pompeo", [("Mike Pompeo", "USA", "USA")]),
    # officials in their own ministry's release
    ("release", 0, "Sherman", [("Wendy Sherman", "USA", "USA")]),
    ("release", 1, "Sherman", [("Wendy Sherman", "USA", "USA")]),
    ("release", 0, "Albusaidi", [("Badr Albusaidi", "OMN", "OMN")]),
    # epithets
    ("epithets", 1, "alliance", [("NATO", "NATO", None)]),
    ("epithets", 2, "country", [("Iraq", "IRQ", "IRQ")]),
    # peoples
    ("demonyms", 0, "Russians", [("Russia", "RUS", "RUS")]),
    ("demonyms", 1, "Turks", [("Turks", None, "TUR")]),
    ("demonyms", 2, "people", [("Turkish people", None, "TUR")]),
    # an envoy acts for the sender, not for the place
    ("envoy", 0, "Grundberg", [("Hans Grundberg", "UN", None)]),
    ("envoy", 0, "officials", [("Houthi officials", "Houthis", None)]),
    ("envoy", 1, "envoy", [("Hans Grundberg", "UN", None)]),
    ("coalition", 0, "coalition", [("Saudi-led coalition", "Saudi-led coalition", None)]),
    ("surnames", 1, "Merkel", [("Angela Merkel", "DEU", "DEU")]),
    ("unknown", 1, "Doe", [("Jane Doe", None, None)]),
    ("unknown", 1, "ministry", [("Malian Ministry of Trade", "MLI", "MLI")]),
]


def shown(people: tuple[Participant, ...]) -> list[tuple[str | None, str | None]]:
    return [(p.party, p.country) for p in people]


@pytest.mark.parametrize(("key", "sentence", "word", "expected"), CASES)
def test_who_is_meant(linker: Linker, nouns: ActorNouns, key: str, sentence: int, word: str, expected: Side) -> None:
    reading, index = build(key, linker, nouns)
    on = PartialDate.day(DATES[key]) if key in DATES else PartialDate()
    people = at(reading, index, sentence, word, on)
    assert [(p.party, p.country) for p in people] == [(party, country) for _, party, country in expected]
    for who, (name, _, _) in zip(people, expected, strict=True):
        if who.kind == "person":
            assert who.name == name


def test_the_office_is_that_of_the_events_date(linker: Linker, nouns: ActorNouns) -> None:
    reading, index = build("surnames", linker, nouns)
    then = at(reading, index, 0, "Merkel", PartialDate.parse("2014-03-02"))
    later = at(reading, index, 0, "Merkel", PartialDate.parse("2023-03-02"))
    assert (then[0].party, then[0].office) == ("DEU", "Chancellor of Germany")
    assert (later[0].party, later[0].country, later[0].office) == (None, "DEU", None)


def test_every_mention_quotes_and_belongs_to_a_cluster(linker: Linker, nouns: ActorNouns) -> None:
    for key in (b.split("\n", 1)[0] for b in TEXTS.split("# newdoc id = ")[1:]):
        text, _ = document(key)
        _, index = build(key, linker, nouns)
        for cluster in index.clusters:
            assert cluster.candidates, cluster
            for mention in cluster.mentions:
                assert text[mention.start : mention.end] == mention.text
                assert index.cluster_of(mention) == cluster


def test_a_token_outside_the_text_names_nobody(linker: Linker, nouns: ActorNouns) -> None:
    _, index = build("surnames", linker, nouns)
    assert index.participants(99, 0) == ()
    assert index.mention_at(0, 99) is None


def test_a_name_given_as_text_is_found_in_the_article_first(linker: Linker, nouns: ActorNouns) -> None:
    _, index = build("surnames", linker, nouns)
    found = index.text_participant("Chancellor Merkel")
    assert found is not None
    assert found.name == "Angela Merkel"
    elsewhere = index.text_participant("the Kremlin")
    assert elsewhere is not None
    assert elsewhere.party == "RUS"
    assert index.text_participant("nobody at all") is None


def test_titles_stand_beside_their_names(linker: Linker, nouns: ActorNouns) -> None:
    _, index = build("titles", linker, nouns)
    titled = {t.name: t.title for t in index.titled_names()}
    assert titled["William Ruto"].owners == ("KEN",)
    assert titled["Ban Ki-moon"].former
    assert titled["Ban Ki-moon"].noun.noun == "secretary-general"


MEMBERS = """
Members member NOUN 6 nsubj Number=Plur
of of ADP 5 case
the the DET 5 det
25-nation 25-nation ADJ 5 amod
bloc bloc NOUN 1 nmod Number=Sing
agreed agree VERB 0 root
"""
UNION = """
Ministers minister NOUN 5 nsubj Number=Plur
of of ADP 4 case
the the DET 4 det
EU EU PROPN 1 nmod
met meet VERB 0 root
"""


@pytest.mark.parametrize(
    ("blocks", "on", "party"),
    [
        ((MEMBERS,), "2005", "EU"), ((UNION, MEMBERS), "2005", "EU"), ((MEMBERS,), "2018", None),
        ((UNION, MEMBERS.replace("25-nation 25-nation ADJ", "regional regional ADJ")), "2018", None),
        ((UNION, MEMBERS.replace("25-nation 25-nation ADJ", "trade trade NOUN")), "2018", "EU"),
    ],
)  # fmt: skip
def test_members_act_for_their_bloc(
    linker: Linker, nouns: ActorNouns, blocks: tuple[str, ...], on: str, party: str | None
) -> None:
    text, read = parsed(*blocks)
    article = Article(id="article-1", source="s", text=text, body_start=0)
    index = index_entities(article, read, linker=linker, nouns=nouns, reference=PartialDate.parse(on))
    assert [who.party for who in index.participants(len(blocks) - 1, 0)] == [party]
