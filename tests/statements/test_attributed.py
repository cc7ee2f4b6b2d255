"""Attributions: who says, thinks, wants or rejects what, with its likelihood."""

import json

import pytest

from dragoman import cli
from dragoman.language.model import Reader
from dragoman.statements.attributed import NAMES, Attributor, candidates, chosen, rates, rows_of
from dragoman.statements.cues import CueTable


@pytest.fixture(scope="module")
def reader():
    return Reader.load()


@pytest.fixture(scope="module")
def attributor():
    return Attributor.load()


def told(text, reader, attributor):
    """(source, cue, content) of each attribution, as words."""
    found = attributor(text, reader.read(text))
    return [tuple(" ".join(text[a:b] for a, b in part) for part in (one.source, one.cue, one.content)) for one in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Kenya's minister said that the road was open.", ("Kenya's minister", "said", "the road was open")),
        ("Peru wants to delay the talks until May.", ("Peru", "wants", "to delay the talks until May")),
        ("The governor believes that the dam will hold.", ("The governor", "believes", "the dam will hold")),
        ("Officials urged residents to leave the valley.", ("Officials", "urged", "residents to leave the valley")),
        (
            "According to the harbour master, two ships had sunk.",
            ("the harbour master", "According", "two ships had sunk"),
        ),
        ("Chile rejected the offer.", ("Chile", "rejected", "the offer")),
    ],
)
def test_speech_belief_wish_and_rejection(reader, attributor, text, wanted):
    assert wanted in told(text, reader, attributor)


@pytest.mark.parametrize(
    "text",
    [
        "Two ships sank in the harbour on Monday.",
        "The army built a bridge across the river.",
        "Fishermen found a boat near the island.",
    ],
)
def test_acts_that_tell_nobodys_mind(reader, attributor, text):
    assert told(text, reader, attributor) == []


def test_a_quotation_that_its_cue_parts_is_one(reader, attributor):
    text = '"We are ready," Mr Otieno said. "The boats will leave at dawn."'
    [(source, cue, content)] = told(text, reader, attributor)
    assert (source, cue) == ("Mr Otieno", "said")
    assert content.startswith("We are ready")
    assert content.endswith("leave at dawn.")


def test_spans_lie_in_the_text_and_probabilities_above_the_level(reader, attributor):
    text = "Oslo hopes that Mali agrees; a critic of the plan, it said, had lied. Nobody knows why they left."
    for one in attributor(text, reader.read(text)):
        assert all(0 <= a < b <= len(text) for part in (one.source, one.cue, one.content) for a, b in part)
        assert 0.35 <= one.probability <= 1


def test_of_two_readings_of_one_cue_the_likelier_is_told(reader):
    text = "Ghana blasted the bank for lying about the loan."
    found = candidates(text, reader.read(text), CueTable.load())
    assert len({(c.place, c.relation) for c in found}) >= 2
    assert len(chosen(found, [0.5 + n / 100 for n in range(len(found))])) < len(found)
    assert chosen(found, [0.1] * len(found)) == ()
    assert rows_of(found, [rates(0, 0, 0, 0)] * len(found)).shape == (len(found), len(NAMES))


def test_a_text_without_words_has_none(reader, attributor):
    assert attributor("", reader.read("")) == ()
    assert attributor("...", reader.read("...")) == ()


def test_the_command_names_texts_and_keeps_their_offsets(tmp_path, capsys):
    text = "Peru said that the bridge was safe."
    lines = tmp_path / "two.jsonl"
    lines.write_text(json.dumps({"id": "a", "text": text}) + "\n\n" + json.dumps({"text": "Nothing here."}) + "\n")
    plain = tmp_path / "one.txt"
    plain.write_text(text)
    assert cli.run(["attributions", str(lines), str(plain)]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["id"] for row in rows] == ["a", f"{lines}, line 3", str(plain)]
    assert rows[0]["attributions"] == rows[2]["attributions"]
    [(start, end)] = rows[0]["attributions"][0]["content"]
    assert text[start:end] == "the bridge was safe"


@pytest.mark.parametrize("content", ["{}\n", '{"text": 1}\n', "{not json}\n"])
def test_a_line_without_a_text_is_refused(tmp_path, content, capsys):
    file = tmp_path / "bad.jsonl"
    file.write_text(content)
    assert cli.run(["attributions", str(file)]) == 2
    assert "line 1" in capsys.readouterr().err
    assert cli.run(["attributions", str(tmp_path / "missing.txt")]) == 2
