"""The cue table: its rows, its look-ups, what a damaged one says."""

from pathlib import Path

import pytest

from dragoman.codes.tables import DATA
from dragoman.errors import InstallationError
from dragoman.statements import CueTable
from dragoman.statements.topics import TopicTable

CUES = CueTable.load()
HEADER = "cue\tpos\tkind\tstance\tact\tframes\n"


def tables(folder: Path, row: str) -> Path:
    (folder / "cues.tsv").write_text(HEADER + row + "\n", encoding="utf-8")
    (folder / "mediums.tsv").write_text("word\tmedium\nradio\tradio\n", encoding="utf-8")
    (folder / "topics.tsv").write_text("topic\twords\nhealth\tdoctor; virus\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("lemma", "kind", "stance", "act"),
    [
        ("say", "say", "affirms", "assert"),
        ("deny", "deny", "denies", "assert"),
        ("doubt", "doubt", "doubts", "assess"),
        ("ask", "ask", "asks", "ask"),
        ("demand", "demand", "demands", "demand"),
        ("hope", "hope", "hopes", "assert"),
        ("praise", "praise", "affirms", "praise"),
        ("accuse", "accuse", "affirms", "accuse"),
        ("vow", "promise", "affirms", "promise"),
        ("warn", "warn", "affirms", "threaten"),
        ("regret", "regret", "affirms", "regret"),
        ("believe", "think", "affirms", "assess"),
    ],
)
def test_verbs(lemma: str, kind: str, stance: str, act: str) -> None:
    cue = CUES.verb(lemma)
    assert cue is not None
    assert (cue.kind, cue.stance, cue.act) == (kind, stance, act)


def test_classes_are_kept_apart() -> None:
    assert CUES.verb("statement") is None
    assert CUES.noun("statement") is not None
    assert CUES.noun("say") is None
    assert CUES.adjective("confident") is not None
    assert CUES.phrase("according to") is not None


@pytest.mark.parametrize(("word", "yes"), [("report", True), ("Letter", True), ("minister", False)])
def test_documents(word: str, yes: bool) -> None:
    assert CUES.is_document(word) is yes


@pytest.mark.parametrize(("word", "yes"), [("official", True), ("resident", True), ("ministry", False)])
def test_people_without_a_name(word: str, yes: bool) -> None:
    assert CUES.is_person(word) is yes


MEDIUMS = [("Twitter", "X"), ("interview", "interview"), ("Statement", "statement"), ("war", None)]


@pytest.mark.parametrize(("word", "medium"), MEDIUMS)
def test_mediums(word: str, medium: str | None) -> None:
    assert CUES.medium(word) == medium


def test_no_two_rows_are_for_the_same_word() -> None:
    lines = (DATA / "cues.tsv").read_text(encoding="utf-8").splitlines()[1:]
    keys = [tuple(line.split("\t")[:2]) for line in lines]
    assert len(keys) == len(set(keys))


def test_a_table_of_ones_own(tmp_path: Path) -> None:
    own = CueTable.load(tables(tmp_path, "mutter\tverb\tsay\taffirms\tassert\tquote"))
    assert own.verb("mutter") is not None
    assert own.verb("say") is None
    assert own.topics.of("virus") == ("health",)


@pytest.mark.parametrize(
    "row",
    [
        "mutter\tadverb\tsay\taffirms\tassert\tquote",
        "mutter\tverb\tsay\tmaybe\tassert\tquote",
        "mutter\tverb\tsay\taffirms\tsing\tquote",
        "mutter\tverb\tsay\taffirms\tassert\tsideways",
    ],
)
def test_a_value_that_does_not_exist_is_named(tmp_path: Path, row: str) -> None:
    with pytest.raises(InstallationError, match="mutter"):
        CueTable.load(tables(tmp_path, row))


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(InstallationError, match=r"topics\.tsv"):
        TopicTable.load(tmp_path)
