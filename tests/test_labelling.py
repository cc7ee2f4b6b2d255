"""The type of event between two marked parties, and the command that tells it for a file."""

import csv
import io
import json

import pytest

from dragoman import cli
from dragoman.article import Extractor
from dragoman.config import Limits
from dragoman.labelling import Labeller, root_of
from dragoman.language.marked import read_marked
from dragoman.language.pairs import PairReader
from dragoman.pipeline import load_resources

ROWS = [
    ("<s>Peru</s> thanked <t>Chile</t> for the loan.", "SUPPORT"),
    ("<s>Kenyan police</s> arrested <t>two Ugandan fishermen</t> on the lake.", "COERCE"),
    ("<s>Norway</s> will pull its last troops out of <t>Mali</t>.", "RETREAT"),
    ("<t>Athens</t> was visited on Monday by <s>Turkey's foreign minister</s>.", "CONSULT"),
    ("<s>Rebels</s> fired rockets at <t>the governor's palace</t> in Bangui.", "ASSAULT"),
    ("<s>Workers at the port</s> went on strike.", "PROTEST"),
]


@pytest.fixture(scope="module")
def labeller():
    with Extractor(Limits()) as extractor:
        yield Labeller(resources=load_resources(), extractor=extractor)


@pytest.mark.parametrize(("marked", "kind"), ROWS)
def test_plain_sentences(labeller, marked, kind):
    found = labeller.label(read_marked(marked))
    assert found.predicted == kind
    assert 0 < found.probability <= 1
    assert found.why[0].startswith("pair: ")


def test_the_coder_is_heard_where_it_finds_an_event_between_the_two(labeller):
    found = labeller.label(read_marked(ROWS[1][0]))
    assert (found.mode, found.why[-1]) == ("arrest", "frame: COERCE at 'arrested'")


def test_the_older_roots_put_two_types_together(labeller):
    new, old = (labeller.label(read_marked(ROWS[2][0]), roots=roots) for roots in ("plover", "plv"))
    assert (new.predicted, old.predicted) == ("RETREAT", "YIELD")
    assert old.probability >= new.probability
    assert [root_of(name, "plv") for name in ("CONCEDE", "RETREAT", "AID")] == ["YIELD", "YIELD", "AID"]


def test_probabilities_sum_to_one_and_long_sentences_are_cut():
    reader = load_resources().reader
    pairs = PairReader.load(reader)
    for words in (1, 600):
        marked = read_marked("Ministers said " + "much, " * words + "before <s>Peru</s> thanked <t>Chile</t> for it.")
        assert sum(pairs.types(marked).values()) == pytest.approx(1, abs=1e-4)
    assert pairs.types(read_marked("no mark at all"))


def run(*arguments):
    with pytest.raises(SystemExit) as left:
        cli.main([str(argument) for argument in arguments])
    return left.value.code


def test_a_table_comes_back_with_its_columns(tmp_path):
    table = tmp_path / "pairs.tsv"
    table.write_text("id\tmarked\n" + "".join(f"{i}\t{marked}\n" for i, (marked, _) in enumerate(ROWS)))
    assert run("label", table, "--out", tmp_path / "out.tsv", "--roots", "plv") == 0
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out.tsv").read_text()), delimiter="\t"))
    assert list(rows[0]) == ["id", "marked", "predicted", "probability", "mode", "why"]
    assert [row["predicted"] for row in rows] == [root_of(kind, "plv") for _, kind in ROWS]


def test_a_row_that_cannot_be_read_keeps_its_place(tmp_path, capsys):
    lines = tmp_path / "pairs.jsonl"
    marked = [ROWS[0][0], "<s>Peru thanked <t>Chile</t>.", ""]
    lines.write_text("".join(json.dumps({"marked_sentence": text, "n": i}) + "\n" for i, text in enumerate(marked)))
    assert run("label", lines) == 1
    out, err = capsys.readouterr()
    rows = [json.loads(line) for line in out.splitlines()]
    assert [(row["n"], row["predicted"]) for row in rows] == [(0, "SUPPORT"), (1, None), (2, None)]
    assert "a mark has no partner" in err


@pytest.mark.parametrize(
    ("content", "what"),
    [("id\ttext\n1\tx\n", "no column of marked sentences"), ('{"marked": 1\n', "a line is no JSON"),
     (None, "the file cannot be read")],
)  # fmt: skip
def test_what_is_no_file_of_marked_sentences(tmp_path, capsys, content, what):
    path = tmp_path / "in"
    if content is not None:
        path.write_text(content)
    assert run("label", path) == 2
    assert what in capsys.readouterr().err
