"""The export contract: keys, order and meaning are promises, held here word by word and to a golden file."""

from datetime import date
from pathlib import Path

import msgspec
import pytest

from dragoman.citations import quoted_spans
from dragoman.exports.contract import coded_fields, date_fields, statement_fields
from dragoman.exports.jsonl import jsonl_lines
from dragoman.partial_date import PartialDate
from tests.sample_record import plain, talks

GOLDEN = Path(__file__).parent / "golden"

KEYS = {
    "article": "id source source_id url title publisher byline dateline language length text_sha256 body_start "
    "published published_from published_earliest published_latest dating origin duplicate_of translation_of translator",
    "event": "id type own_type mode force contexts cameo quad plover_score goldstein_gdelt goldstein_icews status "
    "basis asserted_by text start end trigger citations actors recipients date date_end date_precision date_from "
    "counted_on counted_from place place_from dead injured arrested reported_by statement part_of happening confidence "
    "run review",
    "statement": "id kind stance act text start end speaker speakers cue addressees date medium topics reported_by "
    "citations confidence run review",
    "participant": "id name kind party country sectors office start end",
    "place": "name country admin1 city lat lon geonames precision",
    "figure": "value high bound kind scope unit of said_by status date date_end date_precision event text start end",
    "finding": "kind text start end message evidence",
    "span": "start end text",
}


def test_every_key_in_its_place():
    line = coded_fields(talks())
    met, said = line["events"][0], line["statements"][0]
    found = {
        "article": line["article"],
        "event": met,
        "statement": said,
        "participant": met["actors"][0],
        "place": met["place"],
        "figure": line["figures"][0],
        "finding": line["findings"][0],
        "span": met["trigger"],
    }
    assert list(line) == ["article", "events", "statements", "figures", "findings", "failures"]
    assert {name: " ".join(fields) for name, fields in found.items()} == KEYS
    assert list(said["speaker"]) == KEYS["participant"].split()
    assert list(met["citations"][0]) == list(said["cue"]) == ["start", "end", "text"]


def test_golden_article():
    (line,) = jsonl_lines([talks()], with_text=True)
    shown = msgspec.json.format(line, indent=1) + b"\n"
    golden = GOLDEN / "talks.json"
    assert shown.decode() == golden.read_text(encoding="utf-8")


def test_every_span_of_the_export_quotes_the_text():
    line = coded_fields(talks(), with_text=True)
    text = line["article"]["text"]
    quoting = [*line["events"], *line["statements"], *line["figures"], *line["findings"]]
    quoting += [span for event in line["events"] for span in (event["trigger"], *event["citations"])]
    quoting += [item["cue"] for item in line["statements"]]
    assert all(text[item["start"] : item["end"]] == item["text"] for item in quoting)
    assert len(quoting) == len(list(quoted_spans(talks()))) - 2  # mentions are not exported


def test_the_text_goes_out_only_when_asked_for():
    coded = plain("Some of other people's words")
    assert b"other people" not in b"".join(jsonl_lines([plain("T\n\nSome of other people's words")]))
    article = coded_fields(coded)["article"]
    assert "text" not in article
    assert article["length"] == len(coded.article.text)
    assert article["text_sha256"] == coded.article.text_sha256
    assert list(coded_fields(coded, with_text=True)["article"])[-1] == "text"


@pytest.mark.parametrize(
    ("when", "fields"),
    [
        ("2019-04-09", ("2019-04-09", None, "day")),
        ("2019-04-09/2019-04-11", ("2019-04-09", "2019-04-11", "day")),
        ("2019-04", ("2019-04-01", "2019-04-30", "month")),
        ("2019", ("2019-01-01", "2019-12-31", "year")),
        ("2019-04-09/..", ("2019-04-09", None, "day")),
        ("../2019-04-09", (None, "2019-04-09", "day")),
        ("../..", (None, None, "unknown")),
    ],
)
def test_first_and_last_day(when, fields):
    assert tuple(date_fields(PartialDate.parse(when)).values()) == fields


def test_a_statement_is_dated_as_sharply_as_it_is_known():
    (said,) = talks().statements
    for when, shown in (
        (PartialDate.day(date(2019, 4, 9)), "2019-04-09"),
        (PartialDate.month(2019, 4), "2019-04"),
        (PartialDate.parse("2019-04-09/2019-04-11"), "2019-04-09/2019-04-11"),
        (PartialDate(), None),
    ):
        assert statement_fields(msgspec.structs.replace(said, said=when))["date"] == shown


def test_nobody_speaks():
    fields = statement_fields(msgspec.structs.replace(talks().statements[0], speakers=(), cue=None))
    assert (fields["speaker"], fields["speakers"], fields["cue"]) == (None, [], None)


def test_published_is_null_unless_printed_or_given():
    window = PartialDate.parse("2017-10/2018-03")
    article = coded_fields(plain("x", published=None, published_window=window, dating=("the holder of an office",)))[
        "article"
    ]
    assert article["published"] is None
    assert (article["published_earliest"], article["published_latest"]) == ("2017-10-01", "2018-03-31")
    assert article["dating"] == ["the holder of an office"]
