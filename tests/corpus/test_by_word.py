"""Sentences by word: what a line marks, what is wrong with one, and the files as they are."""

from pathlib import Path

import pytest

from corpus import by_word
from corpus.by_word import MarkError, event_of
from corpus.vocabulary import NOTE, TYPES

TEXT = "Mali met Chad. Mali then met Niger, which it had scolded, and Niger took issue with that."


def test_a_line_marks_an_event_by_what_it_quotes() -> None:
    event = event_of(TEXT, "met#2 | CONSULT visit | planned attributed | Mali#2=MLI > Niger=NER; ^Gaul=-")
    assert (event["type"], event["mode"], event["status"], event["basis"]) == (
        "CONSULT",
        "visit",
        "planned",
        "attributed",
    )
    assert [TEXT[a:b] for a, b in event["triggers"]] == ["met"]
    assert event["triggers"][0][0] > TEXT.index("then")
    (actor,) = event["actors"]
    assert TEXT[slice(*actor["span"])] == "Mali"
    assert actor["span"][0] > 0
    assert event["recipients"][1] == {"span": None, "name": "Gaul", "party": None}


def test_one_event_may_have_several_words_and_a_force() -> None:
    event = event_of(TEXT, "scolded & took issue | REQUEST demand | occurred plain | - > it=MLI")
    assert [TEXT[a:b] for a, b in event["triggers"]] == ["scolded", "took issue"]
    assert (event["force"], event["mode"], event["actors"]) == ("demand", None, [])


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("met | CONSULT | occurred plain", "3 fields"),
        ("met | PARTY | occurred plain | - > -", "no type"),
        ("met | CONSULT phoned | occurred plain | - > -", "no type"),
        ("met | REQUEST | occurred plain | - > -", "no type"),
        ("met | CONSULT appeal | occurred plain | - > -", "no type"),
        ("met | CONSULT | happened plain | - > -", "no status"),
        ("met | CONSULT | occurred | - > -", "no status"),
        ("met | CONSULT | occurred plain | Mali=MLI", "no two sides"),
        ("met | CONSULT | occurred plain | Mali > -", "no mention=PARTY"),
        ("met#3 | CONSULT | occurred plain | - > -", "not in the text"),
        ("met#0 | CONSULT | occurred plain | - > -", "not in the text"),
        (" | CONSULT | occurred plain | - > -", "nothing is quoted"),
        ("met |  | occurred plain | - > -", "no type"),
        ("met | CONSULT visit phone | occurred plain | - > -", "more than a type"),
        ("Mali then met Niger, which | CONSULT | occurred plain | - > -", "too long"),
    ],
)
def test_what_is_wrong_with_a_line_is_told(line: str, told: str) -> None:
    with pytest.raises(MarkError, match=told):
        event_of(TEXT, line)


def test_a_file_gives_an_item_a_block(tmp_path: Path) -> None:
    (tmp_path / "CONSULT.txt").write_text(
        f"= {TEXT}\nmet | CONSULT | occurred plain | Mali=MLI > Chad=TCD\n\n= Rain fell.\n"
    )
    first, second = by_word.reports(tmp_path)
    assert (first["id"], second["id"], second["events"]) == ("CONSULT:1", "CONSULT:4", [])
    assert [e["name"] for e in first["entities"]] == ["Mali", "Chad"]
    assert first["events"][0]["triggers"] == [{"start": 5, "end": 8, "text": "met"}]


def test_a_remark_is_no_event_and_ends_no_item(tmp_path: Path) -> None:
    (tmp_path / "CONSULT.txt").write_text(
        f"# {NOTE}\n\n= {TEXT}\n# first of two\nmet | CONSULT | occurred plain | Mali=MLI > Chad=TCD\n"
    )
    (only,) = by_word.reports(tmp_path)
    assert only["id"] == "CONSULT:3"
    assert [event["type"] for event in only["events"]] == ["CONSULT"]


def test_every_file_says_that_it_was_written_for_training() -> None:
    files = [path for folder in (by_word.FOLDER, by_word.SECOND) for path in folder.glob("*.txt")]
    assert [path.name for path in files if not path.read_text("utf-8").startswith(f"# {NOTE}\n")] == []


def test_a_wrong_line_is_told_with_its_file_and_number(tmp_path: Path) -> None:
    (tmp_path / "AID.txt").write_text("met | CONSULT | occurred plain | - > -\n")
    with pytest.raises(MarkError, match=r"AID\.txt, line 1: an event before"):
        list(by_word.reports(tmp_path))


def test_every_item_can_be_read_and_none_stands_twice() -> None:
    texts = [report["text"] for folder in (by_word.FOLDER, by_word.SECOND) for report in by_word.reports(folder)]
    assert len(texts) == len(set(texts))
    assert {path.stem for path in by_word.FOLDER.glob("*.txt")} == set(TYPES)
    more = {"NO-EVENT", "MOOD", "HEARSAY"}
    assert {path.stem for path in by_word.SECOND.glob("*.txt")} == {*TYPES, *more}
