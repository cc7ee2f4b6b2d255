"""Reports as examples: every label stands at the word it belongs to."""

import random

import pytest

pytest.importorskip("torch", reason="the training group is not installed")

from collections.abc import Sequence

from dragoman.language.model import Reader
from training.acts import report_page
from training.examples import MASKED, Source, encode_passage, epoch_batches, make_batch
from training.pages import Parsed, Passage, Row
from training.pieces import Pieces
from training.stages import CHANNELS, act_labels, held_out

TEXT = "Peru handed the prisoners back. Its minister thanked Chile, and Peru praised Quito."


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


def spans(*words: str) -> list[dict[str, int]]:
    return [{"start": TEXT.index(w), "end": TEXT.index(w) + len(w)} for w in words]


REPORT = {
    "id": "0001",
    "text": TEXT,
    "body_start": 0,
    "entities": [
        {"id": "e1", "mentions": [*spans("Peru"), {"start": 64, "end": 68}]},
        {"id": "e2", "mentions": spans("Chile")},
        {"id": "e3", "mentions": spans("Its minister")},
    ],
    "events": [
        {"id": "v1", "type": "RETREAT", "status": "occurred", "basis": "plain", "force": None, "mode": "release",
         "actors": ["e1"], "recipients": ["e2"], "triggers": spans("handed", "back")},
        {"id": "v2", "type": "SUPPORT", "status": "occurred", "basis": "plain", "force": None, "mode": None,
         "actors": ["e3"], "recipients": ["e2"], "triggers": spans("thanked")},
    ],
}  # fmt: skip


def words_of(passages: Sequence[Passage]) -> list[str]:
    return [form for p in passages for form, _ in p.words]


def test_a_report_becomes_labels_and_links(reader: Reader) -> None:
    page = report_page(REPORT, reader)
    [passage] = page.passages(random.Random(1))
    forms = words_of([passage])
    assert [(f, x) for f, x in zip(forms, passage.labels["act"], strict=True) if x != "none"] == [
        ("handed", "RETREAT"), ("thanked", "SUPPORT"),
    ]  # fmt: skip
    told = {forms[r.word]: {} for r in passage.rows}
    for row in passage.rows:
        told[forms[row.word]][row.channel] = [forms[w] for w in sorted(row.linked)]
    assert told == {
        "handed": {"actors": ["Peru"], "recipients": []},
        "thanked": {"actors": ["minister"], "recipients": ["Chile"]},
    }
    at = passage.labels["recipients_at"]
    assert (at[forms.index("handed")], at[forms.index("thanked")], at[0]) == ("elsewhere", "here", None)


def test_however_a_text_is_cut_nothing_is_lost(reader: Reader) -> None:
    long = " ".join([TEXT] * 30)
    page = Parsed(long, (), reader).page("x", act="none")
    page.label("act", 40, "SUPPORT")
    page.rows.append(Row("actors", 40, frozenset({38, 399}), frozenset({41})))
    expected = words_of(page.passages(random.Random(0)))
    for seed in range(6):
        passages = page.passages(random.Random(seed))
        assert words_of(passages) == expected
        assert [x for p in passages for x in p.labels["act"]].index("SUPPORT") == 40
        [row] = [r for p in passages for r in p.rows]
        assert row.linked - {row.word - 2, row.word + 359} == set()
        assert row.masked == {row.word + 1}


def test_batches_hold_what_the_passages_say(reader: Reader) -> None:
    labels = act_labels(["none", "release"])
    index = {k: {x: i for i, x in enumerate(v)} for k, v in labels.items()}
    page = report_page(REPORT, reader)
    [passage] = page.passages(random.Random(1))
    encoded = encode_passage(passage, Pieces(), index)
    batch = make_batch([encoded, encoded], len(CHANNELS))
    forms = words_of([passage])
    handed, thanked = forms.index("handed"), forms.index("thanked")
    assert batch.targets["act"][0, handed] == index["act"]["RETREAT"]
    assert batch.targets["mode"][1].tolist().count(MASKED) == len(forms) - 2
    assert batch.links is not None
    assert batch.links[0, 0, thanked, forms.index("minister")] == 1
    assert batch.links[0, 1, thanked].sum() == 1
    assert bool((batch.links[0, 0, 0] == MASKED).all())  # no trigger: nothing is known of its participants
    groups = epoch_batches([Source("x", [page] * 4, 1.5)], random.Random(1), Pieces(), index)
    assert sum(len(g) for g in groups) == 6


def test_folds_part_the_articles() -> None:
    names = [f"a{i}" for i in range(10)]
    parts = [held_out(names, (k, 5)) for k in range(5)]
    assert sorted(x for part in parts for x in part) == sorted(names)
    assert held_out(reversed(names), (0, 5)) == parts[0]
    assert held_out(names, None) == set()
