"""Nouns that stand for somebody who acts."""

from pathlib import Path

import pytest

from dragoman.codes.tables import read_table
from dragoman.entities.gazetteer import Gazetteer
from dragoman.entities.nouns import ActorNouns, spelt_out
from dragoman.errors import InstallationError


@pytest.fixture(scope="module")
def nouns() -> ActorNouns:
    return ActorNouns.load()


@pytest.mark.parametrize(
    ("phrase", "kind", "acts_for"),
    [
        ("minister", "person", "holder"),
        ("Ministers", "person", "holder"),
        ("gunmen", "armed_group", "body"),
        ("servicemen", "person", "holder"),
        ("foreign ministry", "organisation", "holder"),
        ("secretary - general", "person", "holder"),
        ("student", "crowd", "nobody"),
        ("company", "company", "nobody"),
        ("rebel", "armed_group", "body"),
        ("warship", "other", "holder"),
    ],
)
def test_a_noun_says_what_it_is_and_for_whom_it_acts(nouns: ActorNouns, phrase: str, kind: str, acts_for: str) -> None:
    found = nouns.noun(phrase)
    assert found is not None
    assert (found.kind, found.acts_for) == (kind, acts_for)


def test_short_forms_of_offices_are_the_offices(nouns: ActorNouns) -> None:
    found = nouns.noun("PM")
    assert found is not None
    assert (found.noun, found.kind, found.acts_for) == ("prime minister", "person", "holder")
    assert list(spelt_out(["deputy", "pm", "of", "peru"])) == ["deputy", "prime", "minister", "of", "peru"]


def test_the_first_known_phrase_decides(nouns: ActorNouns) -> None:
    found = nouns.noun("air force", "force")
    assert found is not None
    assert found.noun == "air force"
    assert nouns.noun("teapot", "weather") is None


def test_epithets_name_the_bodies_they_can_stand_for(nouns: ActorNouns) -> None:
    body = nouns.epithet("the world body", "world body")
    assert body is not None
    assert body.entities == ("UN",)
    assert body.alone
    alliance = nouns.epithet("alliance")
    assert alliance is not None
    assert not alliance.alone
    assert nouns.epithet("teapot") is None


@pytest.mark.parametrize(
    ("title", "party"),
    [
        ("Deputy Secretary of State", "USA"),
        ("Pope", "VAT"),
        ("foreign minister", None),
        ("EU High Representative for Foreign Affairs", "EU"),
        ("Secretary of State for Defence", "USA"),
    ],
)
def test_some_titles_have_one_owner_only(nouns: ActorNouns, title: str, party: str | None) -> None:
    assert nouns.telling_title(title) == party


def test_a_wrong_table_is_an_installation_error(tmp_path: Path) -> None:
    (tmp_path / "actor_nouns.tsv").write_text("noun\tkind\tacts_for\tsector\nking\tperson\tsomebody\tGOV\n")
    with pytest.raises(InstallationError, match="acts_for"):
        ActorNouns.load(tmp_path)


@pytest.mark.parametrize(
    ("words", "members"),
    [("the 27-nation bloc", 27), ("seven-member group", 7), ("the bloc", None), ("a cross-country race", None)],
)
def test_how_many_members_are_told(nouns: ActorNouns, words: str, members: int | None) -> None:
    assert nouns.members(words.split()) == members


def test_every_epithet_has_a_noun_that_is_looked_for_and_bodies_that_exist(nouns: ActorNouns) -> None:
    gazetteer = Gazetteer.load()
    for row in read_table("epithets"):
        assert nouns.noun(row["phrase"].split()[-1]), row
        assert all(gazetteer.get(entity) for entity in row["entities"].split("|")), row
