"""The sample dispatches: all readable, each marked as a sample, in every format, and nobody else's words."""

import csv
import gzip
import json
import re
import runpy
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import zstandard

from dragoman.config import Limits
from dragoman.records import RawDocument
from dragoman.sources import open_sources
from tests.conftest import ROOT

EXAMPLES = ROOT / "examples"
DISPATCHES = EXAMPLES / "dispatches"
NOTES = (
    "This dispatch was written as a sample for Dragoman; it is not a press report.",
    "Cette dépêche a été écrite comme exemple pour Dragoman ; ce n’est pas un article de presse.",
    "Este despacho fue escrito como ejemplo para Dragoman; no es una noticia de prensa.",
)
ENDINGS = {".txt", ".html", ".json", ".jsonl", ".rss", ".atom", ".warc.gz", ".txt.gz", ".jsonl.zst"}
REGIONS = {
    "South Asia", "NATO", "EU", "UN", "Africa", "Latin America", "East Asia", "Middle East", "Europe",
    "Central Asia and Caucasus", "Pacific", "none",
}  # fmt: skip
STYLES = {"agency", "paper", "release"}
SHINGLE_WORDS = 8
_BOILERPLATE = re.compile(r"<(script|style|head|header|nav|footer|aside)\b.*?</\1>", re.DOTALL | re.IGNORECASE)


@cache
def documents() -> dict[str, RawDocument]:
    """Every dispatch by its name in the folder; a failure among them fails whoever asks."""
    found = list(open_sources([str(DISPATCHES)], limits=Limits()))
    assert [item for item in found if not isinstance(item, RawDocument)] == []
    return {Path(item.source).name: item for item in found}


@cache
def index() -> dict[str, dict[str, str]]:
    with (EXAMPLES / "INDEX.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {row["file"] + (f"#{row['part']}" if row["part"] else ""): row for row in rows}


def prose(document: RawDocument) -> str:
    """The words of a document without markup and without the note."""
    text = document.content
    if document.media == "html":
        text = re.sub(r"<[^>]+>", " ", _BOILERPLATE.sub(" ", text))
    for note in NOTES:
        text = text.replace(note, " ")
    return text


def test_there_are_enough_and_every_file_gives_some():
    assert len(documents()) >= 40
    files = {path.name for path in DISPATCHES.iterdir()}
    assert files == {name.partition("#")[0] for name in documents()}


def test_every_format_is_there():
    def ending(name: str) -> str:
        ends = Path(name.partition("#")[0]).suffixes
        return "".join(ends[-2:] if ends[-1] in (".gz", ".zst") else ends[-1:])

    assert {ending(name) for name in documents()} == ENDINGS
    assert {document.encoding for document in documents().values()} == {"utf-8", "utf-16-le", "cp1252"}
    feeds = {name.partition("#")[0]: item.extra["content"] for name, item in documents().items() if "feed" in name}
    summaries = {item.extra["content"] for name, item in documents().items() if ".atom#" in name}
    assert (set(feeds.values()), summaries) == ({"full"}, {"summary"})


def test_the_formats_are_counted_rightly_in_the_readme():
    readme = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    files = {name.partition("#")[0] for name in documents()}
    assert f"the dispatches, {len(documents())} in {len(files)} files" in readme
    rows = re.findall(r"^\|[^|]+\| (\d+) \| (\d+) \|$", readme, re.MULTILINE)
    assert [sum(map(int, column)) for column in zip(*rows, strict=True)] == [len(files), len(documents())]


@pytest.mark.parametrize("name", sorted(index()))
def test_a_dispatch_is_a_short_marked_sample(name):
    document = documents()[name]
    given = document.content + json.dumps(document.extra, ensure_ascii=False)
    assert any(note in given for note in NOTES)
    assert 60 <= len(prose(document).split()) <= 245  # the text has at most 220; title, date and print line come on top
    assert "\ufffd" not in document.content
    assert document.publisher is None or "ample" in document.publisher


def test_the_index_lists_every_dispatch_once():
    assert set(index()) == set(documents())
    lines = (EXAMPLES / "INDEX.tsv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(index()) + 1


@pytest.mark.parametrize("name", sorted(index()))
def test_a_line_of_the_index_is_right(name):
    row = index()[name]
    for day in row["date_of_event"].split("/"):
        assert re.fullmatch(r"(199[89]|20[01]\d|202[0-5])-\d\d-\d\d", day)
    assert set(row["region"].split("; ")) <= REGIONS
    assert row["style"] in STYLES
    assert row["features"]
    assert row["facts_from"]
    title = " ".join(row["title"].split())
    assert title in (documents()[name].title or "") or title in " ".join(documents()[name].content.split())


def test_regions_and_styles_are_spread():
    regions = Counter(region for row in index().values() for region in row["region"].split("; "))
    assert set(regions) == REGIONS
    assert min(regions.values()) >= 3
    assert set(Counter(row["style"] for row in index().values())) == STYLES


def test_the_archives_are_what_the_script_makes():
    """Compared inflated: another release of zlib or zstd compresses differently."""

    def inflated(name: str, data: bytes) -> bytes:
        if name.endswith(".gz"):
            return gzip.decompress(data)
        if name.endswith(".zst"):
            return zstandard.ZstdDecompressor().decompress(data)
        return data

    made = runpy.run_path(str(EXAMPLES / "make_archives.py"))["archives"]
    first, again = made(), made()
    assert first == again
    for name, data in first.items():
        assert inflated(name, data) == inflated(name, (DISPATCHES / name).read_bytes()), name


def test_the_copy_is_nearly_the_wire():
    wire, copy = (
        shingles(prose(documents()[name]), 3)
        for name in ("2023-03-10-saudi-iran-wire.json", "2023-03-10-saudi-iran-copy.html")
    )
    assert len(wire & copy) / len(wire | copy) > 0.7


def shingles(text: str, words: int = SHINGLE_WORDS) -> set[tuple[str, ...]]:
    found = re.findall(r"\w+", text.lower())
    return set(zip(*(found[at:] for at in range(words)), strict=False))


def test_no_sentence_is_anybody_elses(shared):
    own = {name: shingles(prose(document)) for name, document in documents().items()}
    others = [path for folder in ("articles", "gold_train/articles") for path in (shared / folder).iterdir()]
    assert others
    for path in others:
        text = path.read_text(encoding="utf-8", errors="replace")
        theirs = shingles(json.loads(text).get("text", "") if path.suffix == ".json" else text)
        for name, ours in own.items():
            assert not ours & theirs, (name, path.name)


@pytest.mark.slow
def test_the_demonstration_runs_twice_with_the_same_output(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    main = runpy.run_path(str(EXAMPLES / "demo.py"))["main"]
    outputs = []
    for _ in range(2):
        status = main(["out"])
        outputs.append(capsys.readouterr().out)
        assert status == 0, outputs[-1]
    assert outputs[0] == outputs[1]
    assert f"{len(documents())} articles read" in outputs[0]
    assert (tmp_path / "out" / "dispatches.db").is_file()
    shown = [line for line in outputs[0].splitlines() if line.startswith("  dragoman ")]
    assert [line.split()[1] for line in shown] == ["show", "search", "timeline"]


def test_the_demonstration_says_how_to_call_it(capsys):
    main = runpy.run_path(str(EXAMPLES / "demo.py"))["main"]
    assert main([]) == 2
    assert "OUT_DIR" in capsys.readouterr().err


@pytest.mark.parametrize(("folder", "number"), [("documents", 4), ("translation", 2)])
def test_every_other_example_is_read_and_says_that_it_is_a_sample(folder, number):
    found = list(open_sources([str(EXAMPLES / folder)], limits=Limits()))
    assert len(found) == number
    for item in found:
        assert isinstance(item, RawDocument)
        assert re.search("sample for Dragoman|Beispiel für Dragoman", item.content)
