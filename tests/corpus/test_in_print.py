"""Marks on texts that lie elsewhere: found again by their hash, given in the form of a compiled report."""

import json
from pathlib import Path

import pytest

from corpus import in_print
from corpus.vocabulary import BASES, STATUSES, TYPES

TEXT = "Mali thanked Niger and urged it to talk."
MARKED = "<s>Mali</s> thanked <t>Niger</t> and urged it to talk."
TREEBANK = """# newdoc id = D1
# newpar
# sent_id = 1
# text = Chad met Mali.
1\tChad\t_
# sent_id = 2
# text = They spoke.
# newpar
# newpar id = p
# text = Later they left.
# newdoc id = D2
# text = Rain fell.
"""


def who(start: int | None, end: int | None, party: str | None, name: str | None = None) -> dict[str, object]:
    return {"span": None if start is None else [start, end], "name": name, "party": party}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for folder in ("corpora/events", "corpora/attribution", "corpora/ud", "gold_train/articles"):
        (tmp_path / folder).mkdir(parents=True)
    row = {"marked": MARKED, "root": "SUPPORT"}
    (tmp_path / "corpora" / "events" / "plv_train.jsonl").write_text(json.dumps(row) + "\n")
    (tmp_path / "corpora" / "events" / "cameo_class_train.jsonl").write_text(
        json.dumps({"sentence": "Rain fell.", "quad": "0"}) + "\n"
    )
    (tmp_path / "corpora" / "attribution" / "train.jsonl").write_text(
        json.dumps({"id": "a", "text": "It rained.", "date": "2016-01-02"}) + "\n"
    )
    for name in ("ewt-train", "gum-train"):
        (tmp_path / "corpora" / "ud" / f"{name}.conllu").write_text(TREEBANK)
    labels = {"mode": None, "force": None, "status": "occurred", "basis": "plain"}
    niger = [who(None, None, "NER", "Niger"), who(29, 31, "NER")]
    thanked = {
        "type": "SUPPORT",
        "triggers": [[5, 12]],
        "actors": [who(0, 4, "MLI")],
        "recipients": [who(13, 18, "NER")],
    }
    urged = {"type": "REQUEST", "triggers": [[23, 28]], "actors": [who(0, 4, "MLI")], "recipients": niger}
    events = [thanked | labels, urged | labels]
    marks = tmp_path / "marks.jsonl"
    marks.write_text(json.dumps({"source": "plv:0", "sha": in_print.sha_of(TEXT), "events": events}) + "\n")
    monkeypatch.setattr(in_print, "MARKS", marks)
    return tmp_path


def test_a_marked_text_is_a_report(data: Path) -> None:
    (report,) = in_print.reports(data, None)
    assert report["text"] == TEXT
    names = {entity["id"]: (entity["name"], len(entity["mentions"])) for entity in report["entities"]}
    assert [[names[i] for i in event["actors"]] for event in report["events"]] == [[("Mali", 1)], [("Mali", 1)]]
    assert [names[i] for i in report["events"][1]["recipients"]] == [("Niger", 1), ("it", 1)]
    assert [t["text"] for event in report["events"] for t in event["triggers"]] == ["thanked", "urged"]


def test_each_text_is_in_one_split(data: Path) -> None:
    assert sum(len(list(in_print.reports(data, split))) for split in ("train", "dev")) == 1


def test_of_a_long_text_a_passage_may_be_marked(data: Path) -> None:
    row = {"source": "plv:0@5-20", "sha": in_print.sha_of(TEXT[5:20]), "events": []}
    in_print.MARKS.write_text(json.dumps(row) + "\n")
    (report,) = in_print.reports(data, None)
    assert report["text"] == TEXT[5:20]
    assert [in_print.is_passage(source) for source in ("plv:0@5-20", "plv:0", "polnear:a@b")] == [True, False, False]
    in_print.MARKS.write_text(json.dumps(row | {"source": "plv:0@6-20"}) + "\n")
    with pytest.raises(SystemExit, match="plv:0@6-20"):
        list(in_print.reports(data, None))


def test_a_text_that_has_changed_is_not_read(data: Path) -> None:
    row = {"marked": MARKED + " Today.", "root": "SUPPORT"}
    (data / "corpora" / "events" / "plv_train.jsonl").write_text(json.dumps(row) + "\n")
    with pytest.raises(SystemExit, match="plv:0"):
        list(in_print.reports(data, None))


def test_texts_of_treebanks(tmp_path: Path) -> None:
    path = tmp_path / "t.conllu"
    path.write_text(TREEBANK)
    assert list(in_print.treebank_texts(path)) == [
        ("D1", "Chad met Mali. They spoke.\n\nLater they left."),
        ("D2", "Rain fell."),
    ]


def test_what_is_marked_is_known_and_in_order() -> None:
    for line in in_print.MARKS.read_text("utf-8").splitlines():
        row = json.loads(line)
        for event in row["events"]:
            assert event["type"] in TYPES
            assert event["status"] in STATUSES
            assert event["basis"] in BASES
            spans = [
                *event["triggers"],
                *(w["span"] for side in ("actors", "recipients") for w in event[side] if w["span"]),
            ]
            assert all(0 <= a < b for a, b in spans), row["source"]
            assert event["triggers"]


@pytest.mark.shared
def test_every_text_is_at_hand(shared: Path) -> None:
    assert all(event["triggers"] for r in in_print.reports(shared, None) for event in r["events"])
