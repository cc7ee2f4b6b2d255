"""The user's own actors: files of three kinds, what codes say, and names before those of the tables."""

import re

import pytest

import dragoman
from dragoman.config import OwnFiles, Settings
from dragoman.entities.actor_files import OwnActor, read_own_actors
from dragoman.entities.gazetteer import Gazetteer
from dragoman.entities.nouns import ActorNouns
from dragoman.entities.own_actors import Meaning, meaning, with_own_actors, with_own_agents
from dragoman.errors import UsageError
from dragoman.ingest import ready
from dragoman.partial_date import PartialDate
from dragoman.records import RawDocument

DICTIONARY = """# actors
BARACK_OBAMA_ [USAGOV 090120-170120] [USAELI >170120]  ; president
+PRESIDENT_OBAMA_
GONDOR_ [GON]
+GONDORIAN_
MINAS_TIRITH
\t[GON <200101]
\t[MOR >200101]
SOLDIERS [~MIL]
"""
OBAMA = [("USAGOV", "2009-01-20", "2017-01-20"), ("USAELI", "2017-01-20", "")]


def read(tmp_path, text, name="actors.txt"):
    (tmp_path / name).write_text(text, encoding="utf-8")
    return read_own_actors([tmp_path / name]).actors


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("BARACK OBAMA", OBAMA),
        ("PRESIDENT OBAMA", OBAMA),
        ("GONDOR", [("GON", "", "")]),
        ("GONDORIAN", [("GON", "", "")]),
        ("MINAS TIRITH", [("GON", "", "2019-12-31"), ("MOR", "2020-01-01", "")]),
        ("SOLDIERS", [("~MIL", "", "")]),
    ],
)
def test_a_dictionary(tmp_path, name, codes):
    found = [actor for actor in read(tmp_path, DICTIONARY) if actor.name == name]
    assert [(actor.code, actor.start, actor.end) for actor in found] == codes


def test_a_table(tmp_path):
    text = "name\tcode\tfrom\tto\tkind\nGondor\tGON\t1999\t2001-05\tstate\n"
    assert read(tmp_path, text) == (
        OwnActor(name="Gondor", code="GON", start="1999-01-01", end="2001-05-31", kind="state"),
    )


def test_a_map(tmp_path):
    assert read(tmp_path, '{"THE SHIRE": "SHR"}') == (OwnActor(name="THE SHIRE", code="SHR"),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "there is no actor in the file"),
        ("# nothing\n", "there is no actor in the file"),
        ("name\tcode\nGondor\t\n", "a row needs a name and a code: line 2"),
        ("name\tcode\tkind\nGondor\tGON\tking\n", "no such kind: 'king'"),
        ("name\tcode\tfrom\nGondor\tGON\tsoon\n", "not a date"),
        ("GONDOR_ [GON >991399]\n", "no calendar has this date"),
        ('{"GONDOR": 3}', "a code is no text"),
        ("{", "no JSON"),
    ],
)
def test_wrong_files(tmp_path, text, message):
    with pytest.raises(UsageError, match=re.escape(message)) as refused:
        read(tmp_path, text)
    assert refused.value.remedy


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(UsageError, match="cannot be read"):
        read_own_actors([tmp_path / "none.txt"])


@pytest.mark.parametrize(
    ("code", "party", "country", "sectors", "kind"),
    [
        ("FRA", "FRA", "FRA", (), "state"),
        ("FRAMIL", "FRA", "FRA", ("MIL",), "organisation"),
        ("ROM", "ROU", "ROU", (), "state"),  # CAMEO's code of Romania
        ("GON", "GON", "GON", (), "state"),  # no state of ours
        ("GONGOV", "GON", "GON", ("GOV",), "organisation"),
        ("COLREB", "COLREB", "COL", ("REB",), "armed_group"),
        ("IMGMOSALQ", "IMGMOSALQ", None, (), "armed_group"),
        ("IGOWST", "IGOWST", None, (), "organisation"),
        ("NGO", None, None, (), "organisation"),
        ("USAMED", None, "USA", ("JRN",), "media"),
        ("---", None, None, (), "other"),
    ],
)
def test_what_a_code_says(code, party, country, sectors, kind):
    assert meaning(code) == Meaning(party=party, country=country, sectors=sectors, kind=kind)


@pytest.fixture(scope="module")
def gazetteer():
    own = [
        OwnActor(name="GONDOR", code="GON"), OwnActor(name="GONDORIAN", code="GON"),
        OwnActor(name="FRANCE", code="FRA"),
        OwnActor(name="ISENGARD", code="MOR", end="1999-12-31"),
        OwnActor(name="ISENGARD", code="GON", start="2000-01-01"),
        OwnActor(name="ORC GUARDS", code="MORMIL"), OwnActor(name="DENETHOR", code="GONGOV"),
    ]  # fmt: skip
    return with_own_actors(Gazetteer.load(), own, nouns=ActorNouns.load())


@pytest.mark.parametrize(
    ("text", "party", "use"),
    [
        ("Gondor spoke", "GON", "name"),
        ("GONDOR SPOKE", "GON", "name"),
        ("the Gondorian army", "GON", "demonym"),
        ("France spoke", "FRA", "name"),
        ("Norway spoke", "NOR", "name"),
    ],
)
def test_own_names_go_before_the_tables(gazetteer, text, party, use):
    (match,) = gazetteer.find(text)
    assert (gazetteer.entry(match.entity).party, match.use) == (party, use)


@pytest.mark.parametrize(("day", "party"), [("1995-06-01", "MOR"), ("2005-06-01", "GON")])
def test_dated_codes(gazetteer, day, party):
    (match,) = gazetteer.find("Isengard spoke", PartialDate.parse(day))
    assert gazetteer.entry(match.entity).party == party


@pytest.mark.parametrize(
    ("name", "kind"), [("Denethor", "person"), ("Orc Guards", "organisation"), ("Gondor", "state")]
)
def test_what_a_name_is(gazetteer, name, kind):
    assert gazetteer.by_name(name)[0].kind == kind


def test_agents_are_nouns():
    nouns = with_own_agents(ActorNouns.load(), [OwnActor(name="HAFLING WARDENS", code="~MIL")])
    found = nouns.noun("hafling wardens")
    assert found is not None
    assert (found.acts_for, found.sector) == ("holder", "MIL")


def test_in_an_article(tmp_path):
    (tmp_path / "actors.txt").write_text("GONDOR_ [GON]\nMORDOR_ [MOR]\nROMENDACIL_ [GON]\n", encoding="utf-8")
    settings = Settings(own=OwnFiles(actors=(str(tmp_path / "actors.txt"),)))
    raw = RawDocument(source="a", media="text", content="Soldiers from Gondor attacked Mordor.", has_fields=True)
    with ready(settings) as chain:
        (event,) = chain.code(raw).events
        assert chain.run.actors
    assert ([who.party for who in event.actors], [who.party for who in event.recipients]) == (["GON"], ["MOR"])


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("The foreign ministers of France and Germany condemned Chile.", ["FRA", "DEU"]),
        ("Lawmakers in Chad and Niger condemned Chile.", ["TCD", "NER"]),
        ("French and German officials condemned Chile.", ["FRA", "DEU"]),
        ("The foreign minister of France condemned Chile.", ["FRA"]),
    ],
)
def test_people_of_several_states(text, parties):
    (event,) = dragoman.code_text(text, title="x").events
    assert [who.party for who in event.actors] == parties
