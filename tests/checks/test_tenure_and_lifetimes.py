"""Offices not held and bodies that did not exist, over checked trees and the real tables."""

import shutil
from pathlib import Path

import pytest

from dragoman.checks.lifetimes import organisation_lifetimes
from dragoman.checks.tenure import office_tenures
from dragoman.codes.tables import DATA
from dragoman.entities.gazetteer import Gazetteer
from dragoman.entities.index import EntityIndex, index_entities
from dragoman.entities.link import Linker
from dragoman.entities.nouns import ActorNouns
from dragoman.entities.offices import Offices
from dragoman.partial_date import PartialDate
from dragoman.records import Article
from tests.parsed import name, reading

STRAW = """
British british ADJ 3 amod
Foreign foreign ADJ 3 amod
Secretary secretary PROPN 5 compound
Jack Jack PROPN 5 compound
Straw Straw PROPN 6 nsubj
arrived arrive VERB 0 root Mood=Ind|Tense=Past|VerbForm=Fin
. . PUNCT 6 punct
"""
LEAGUE = """
Resolute Resolute PROPN 2 compound
Support Support PROPN 3 nsubj
trains train VERB 0 root Mood=Ind|Tense=Pres|VerbForm=Fin
soldiers soldier NOUN 3 obj Number=Plur
. . PUNCT 3 punct
"""
TRAINED = LEAGUE.replace(
    "trains train VERB 0 root Mood=Ind|Tense=Pres", "trained train VERB 0 root Mood=Ind|Tense=Past"
)
FORMER = "the the DET 4 det\nformer former ADJ 4 amod\n" + LEAGUE.strip().replace(" 2 ", " 4 ").replace(" 3 ", " 5 ")


@pytest.fixture(scope="module")
def linker() -> Linker:
    return Linker(gazetteer=Gazetteer.load(), offices=Offices.load())


def build(block: str, linker: Linker, on: str) -> tuple[Article, EntityIndex]:
    names = (name(0, 3, 4, "person"),) if block is STRAW else ()
    text, read = reading(block, names=names)
    article = Article(id="article-1", source="s", text=text, body_start=0)
    nouns = ActorNouns.load()
    return article, index_entities(article, read, linker=linker, nouns=nouns, reference=PartialDate.parse(on))


@pytest.mark.parametrize(
    ("on", "found"),
    [
        ("2003-05-01", False),  # in office
        ("2006-05-20", False),  # days after the change: papers lag
        ("2012-05-01", True),  # long after
    ],
)
def test_a_title_long_out_of_date_is_found(linker: Linker, on: str, found: bool) -> None:
    article, index = build(STRAW, linker, on)
    findings = office_tenures(article, index, linker=linker, on=PartialDate.parse(on))
    assert bool(findings) is found
    for finding in findings:
        assert finding.text == "British Foreign Secretary Jack Straw"
        assert "2006" in finding.message
        assert len(finding.evidence) == 2


@pytest.mark.parametrize(
    ("successor", "on", "found"),
    [
        ("2006-05-05\t\topen\tx\t2012-03-01", "2012-05-01", True),  # still there two months before
        ("2006-05-05\t\topen\tx\t2011-03-01", "2012-05-01", False),  # since then nobody is known
        ("2006-05-05\t2012-03-01\tknown\tx\t2022-06-30", "2012-05-01", False),  # left: anybody may have come
        ("2012-05-09\t\topen\tx\t2022-06-30", "2012-05-01", False),  # came after the article
        ("1998-01-01\t\topen\tx\t2012-03-01", "2012-05-01", False),  # came before: no successor
    ],
)
def test_a_successor_known_shortly_before_decides(tmp_path: Path, successor: str, on: str, found: bool) -> None:
    for table in DATA.glob("*.tsv"):
        shutil.copy(table, tmp_path)
    straw = Offices.load().people("Jack Straw")[0].id
    rows = [f"GBR:foreign_minister\t{straw}\t2001-06-08\t2006-05-05\tknown\tx\t2022-06-30"]
    rows.append(f"GBR:foreign_minister\tperson-margaret-beckett\t{successor}")
    header = "office\tperson\tstart\tend\tcertainty\tsource\tas_of"
    (tmp_path / "occupancies.tsv").write_text("\n".join([header, *rows]), encoding="utf-8")
    linker = Linker(gazetteer=Gazetteer.load(), offices=Offices.load(tmp_path))
    article, index = build(STRAW, linker, on)
    assert bool(office_tenures(article, index, linker=linker, on=PartialDate.parse(on))) is found


def test_nothing_is_said_of_an_article_without_a_date(linker: Linker) -> None:
    article, index = build(STRAW, linker, "2012-05-01")
    assert office_tenures(article, index, linker=linker, on=PartialDate()) == ()
    assert organisation_lifetimes(article, index, gazetteer=linker.gazetteer, on=PartialDate()) == ()


@pytest.mark.parametrize(
    ("block", "on", "found"),
    [
        (LEAGUE, "2016-03-01", False),
        (LEAGUE, "2024-03-01", True),
        (LEAGUE, "2009-03-01", True),
        (TRAINED, "2024-03-01", False),  # it may have, when it existed
        (FORMER, "2024-03-01", False),
    ],
)
def test_a_body_acts_only_in_its_lifetime(linker: Linker, block: str, on: str, found: bool) -> None:
    article, index = build(block, linker, on)
    findings = organisation_lifetimes(article, index, gazetteer=linker.gazetteer, on=PartialDate.parse(on))
    assert bool(findings) is found
    for finding in findings:
        assert finding.text == "Resolute Support"
        assert "Resolute Support" in finding.message
