"""Cases 1 to 18: what is handed in may be empty, huge, broken or hostile; the rest is read and the loss is told."""

import gzip
import io
import json
import random
import resource
import socket
import time
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import brotli
import msgspec
import pytest
import zstandard

from dragoman.article import Extractor, extract, make_article, refused_markup
from dragoman.config import Limits
from dragoman.errors import InputError, RefusedInput
from dragoman.exports.jsonl import jsonl_lines
from dragoman.ingest import Chain, read_paths, ready, recode_articles
from dragoman.records import Article, Failure, RawDocument
from dragoman.sources import open_sources
from dragoman.store.open import open_store
from dragoman.store.read import articles, coded_articles, failures
from dragoman.store.write import try_again
from tests.article.names import FakePublishers
from tests.sample_record import RUN, code

LIMITS = Limits()
NAMES = FakePublishers()
SENTENCE = "The ministers of Peru and Chile met in Lima on Tuesday to talk about the river."
NESTED_TAGS = 100_000
ATTRIBUTES = 200_000
PARAGRAPHS = 30_000
ZIP_ENTRIES = 3_000  # the directory is never listed, so the number does not matter; 300,000 take a minute to make
LONG_LINE_BYTES = 100_000_000
PAGE_SECONDS, PAGE_BYTES = 5.0, 512_000_000


@pytest.fixture(scope="module")
def extractor() -> Iterator[Extractor]:
    with Extractor(LIMITS) as opened:
        yield opened


def most_memory(extractor: Extractor) -> int:
    """The most bytes that the process which takes pages apart has held so far."""
    status = Path(f"/proc/{extractor.process_id}/status").read_text(encoding="utf-8")
    (line,) = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(line.split()[1]) * 1024


def read(*paths: Path | str, limits: Limits = LIMITS) -> list[RawDocument | Failure]:
    return list(open_sources([str(path) for path in paths], limits=limits))


def put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def texts(found: list[RawDocument | Failure]) -> list[str]:
    return [item.content for item in found if isinstance(item, RawDocument)]


def errors(found: list[RawDocument | Failure]) -> list[str]:
    return [item.error for item in found if isinstance(item, Failure)]


def article(content: str, extractor: Extractor, *, media: str = "html", limits: Limits = LIMITS) -> Article:
    raw = RawDocument(source="page", media=media, content=content)  # type: ignore[arg-type]
    return make_article(raw, extractor=extractor, publishers=NAMES, limits=limits)


# --- documents ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff\x00\n", b"\n", b"\x00", b" \t\r\n"])
def test_case_01_nothing_in_a_file_is_a_failure(tmp_path: Path, content: bytes) -> None:
    assert errors(read(put(tmp_path, "a.txt", content))) == ["UnreadableInput"]


@pytest.mark.parametrize("content", [b"x", b"7", b"\xe9", b"<", b"\xef\xbb\xbfx"])
def test_case_01_one_character_is_a_text_without_an_article(
    tmp_path: Path, content: bytes, extractor: Extractor
) -> None:
    (found,) = read(put(tmp_path, "a.txt", content))
    assert isinstance(found, RawDocument)
    assert len(make_article(found, extractor=extractor, publishers=NAMES).text) == 1


@pytest.mark.parametrize("tag", ["div", "font", "section"])
def test_case_02_nested_tags_are_stripped_in_time(extractor: Extractor, tag: str) -> None:
    began = time.monotonic()
    found = article(f"{f'<{tag}>' * NESTED_TAGS}{SENTENCE}", extractor)
    assert found.text == SENTENCE
    assert time.monotonic() - began < PAGE_SECONDS
    assert most_memory(extractor) < PAGE_BYTES
    assert found.extra == {"extraction": "stripped"}
    (told,) = refused_markup(found)
    assert (told.source, told.stage, told.error) == ("page", "extract", "RefusedInput")


def test_case_02_pages_whose_markup_is_refused_stand_among_the_failures_of_a_record(tmp_path: Path) -> None:
    page = f"<html><body><article><p>{SENTENCE}</p></article></body></html>"
    put(tmp_path, "deep.html", f"{'<div>' * NESTED_TAGS}{SENTENCE} They met again.")
    put(tmp_path, "plain.html", page)
    with ready() as chain, open_store(tmp_path / "r.db", mode="write") as store:
        report = read_paths([str(tmp_path / "*.html")], store=store, chain=chain)
        assert (report.read, report.failed) == (2, 1)
        again = read_paths([str(tmp_path / "*.html")], store=store, chain=chain)
        assert (again.unchanged, again.failed) == (2, 0)
        (told,) = failures(store)
        engines = {one.source.rpartition("/")[2]: one.extra["extraction"] for one in articles(store)}
        recode_articles(store, run=chain.run, recode=chain.recode)
        assert failures(store) == [told]
    assert (told.source.rpartition("/")[2], told.stage) == ("deep.html", "extract")
    assert told.reason.startswith("the markup of a page is refused; its tags were only stripped")
    assert engines == {"deep.html": "stripped", "plain.html": "trafilatura"}


def test_case_03_attributes_without_end_cost_no_more_than_their_page(extractor: Extractor) -> None:
    attributes = " ".join(f"a{number}='{number}'" for number in range(ATTRIBUTES))
    began = time.monotonic()
    for page in (f"<p {attributes}>{SENTENCE}</p>", f"<meta {attributes}><p>{SENTENCE}</p>"):
        found = article(f"<html><body><article>{page}</article></body></html>", extractor)
        assert SENTENCE in found.text
        assert [told.error for told in refused_markup(found)] == ["RefusedInput"]
    assert time.monotonic() - began < 2 * PAGE_SECONDS
    assert most_memory(extractor) < PAGE_BYTES


def test_case_03_a_page_as_pages_are_is_not_refused(extractor: Extractor) -> None:
    found = article(f"<html><body><article><p class='a'>{SENTENCE}</p></article></body></html>", extractor)
    assert refused_markup(found) == ()
    assert refused_markup(article(SENTENCE, extractor, media="text")) == ()
    assert "extraction" not in article(SENTENCE, extractor, media="text").extra


@pytest.mark.parametrize("page", ["<!--" * 200_000, "<script" * 200_000, "<h1>" * 200_000, "<" + "a" * 900_000])
def test_case_03_beginnings_without_end_cost_no_more_than_their_page(extractor: Extractor, page: str) -> None:
    began = time.monotonic()
    extractor.extract(f"<div>{page}</div><p>{SENTENCE}</p>")
    assert time.monotonic() - began < PAGE_SECONDS


def test_case_04_a_file_over_the_limit_is_refused_and_the_next_read(tmp_path: Path) -> None:
    put(tmp_path, "a.html", b"<p>" + b"word " * 1000)
    put(tmp_path, "b.html", "<p>Short.</p>")
    found = read(tmp_path, limits=Limits(max_document_bytes=4000))
    assert (errors(found), texts(found)) == (["RefusedInput"], ["<p>Short.</p>"])


def test_case_04_a_page_over_20_megabytes_is_refused_whatever_it_came_in(tmp_path: Path) -> None:
    assert LIMITS.max_page_bytes == 20_000_000
    small = Limits(max_page_bytes=1000)
    with Extractor(small) as strict:
        for size, taken in ((990, True), (1001, False), (5000, False)):
            page = f"<p>{'w' * (size - 7)}</p>"
            if taken:
                strict.extract(page)
            else:
                with pytest.raises(RefusedInput, match=r"a page is too large: .* at most 1000 bytes are read"):
                    strict.extract(page)
        with pytest.raises(RefusedInput):
            strict.extract("<p>" + "é" * 500)  # bytes count, not letters
        assert len(article("w" * 5000, strict, media="text", limits=small).text) == 5000


def test_case_04_a_page_of_20_megabytes_is_refused_before_it_is_parsed(extractor: Extractor) -> None:
    extractor.extract("<p>Warm.</p>")
    before, began = most_memory(extractor), time.monotonic()
    with pytest.raises(RefusedInput, match="a page is too large"):
        extractor.extract("<p>" + "word " * 4_000_001)
    assert time.monotonic() - began < PAGE_SECONDS
    assert most_memory(extractor) == before


def test_case_04_a_text_over_the_limit_is_refused(extractor: Extractor) -> None:
    with pytest.raises(RefusedInput, match="a text is too long: page has 5000 characters, at most 4000 are read"):
        article("word " * 1000, extractor, media="text", limits=Limits(max_text_characters=4000))


def test_case_05_equal_paragraphs_are_all_there_and_exactly_where_they_say(extractor: Extractor) -> None:
    text = "\n".join(["Peru and Chile met in Lima on Tuesday."] * PARAGRAPHS)
    found = article(text, extractor, media="text")
    assert found.text == text
    assert all(span.text == text[span.start : span.end] for span in found.furniture)


OTHER = "Peru and Chile have shared it since 1929."


@pytest.mark.parametrize(
    ("paragraphs", "kept"),
    [
        ([SENTENCE] * PARAGRAPHS, [SENTENCE]),  # one after the other: one of them
        ([SENTENCE, OTHER] * (PARAGRAPHS // 2), [SENTENCE, OTHER] * (PARAGRAPHS // 2)),  # coming back: all of them
    ],
    ids=["in a row", "in turn"],
)
def test_case_05_a_page_of_equal_paragraphs_gives_the_text_that_the_policy_says(
    extractor: Extractor, paragraphs: list[str], kept: list[str]
) -> None:
    page = "".join(f"<p>{words}</p>" for words in paragraphs)
    found = article(f"<html><body><article>{page}</article></body></html>", extractor)
    assert found.text.split("\n") == kept
    assert all(span.text == found.text[span.start : span.end] for span in found.furniture)
    for number in range(0, len(kept), 2999):
        start = sum(len(words) + 1 for words in kept[:number])
        assert found.span(start, start + len(kept[number])).text == kept[number]


GERMAN = "Der Außenminister traf in Zürich den Präsidenten; die Gespräche würden fortgeführt, erklärten beide. " * 3


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("<meta charset='utf-8'>", "cp1252"),  # lying
        ("<meta charset='iso-8859-1'>", "utf-8"),
        ("<meta charset='no-such-charset'>", "utf-8"),
        ("<meta charset='utf-7'>", "utf-8"),
        ("", "utf-16"),
        ("<meta charset='utf-8'>", "utf-16"),
        ("", "cp1252"),
    ],
)
def test_case_06_what_is_declared_is_checked_against_the_bytes(tmp_path: Path, head: str, encoding: str) -> None:
    page = f"<html><head>{head}</head><body><p>{GERMAN}</p></body></html>"
    assert texts(read(put(tmp_path, "a", page.encode(encoding)))) == [page]


def test_case_06_two_encodings_in_one_page_lose_only_the_letters_that_are_neither(tmp_path: Path) -> None:
    page = f"<p>{GERMAN}</p>".encode() + "<p>Zürich</p>".encode("cp1252")
    (text,) = texts(read(put(tmp_path, "a", page)))
    assert text == f"<p>{GERMAN}</p><p>Z\ufffdrich</p>"


CONTROLS = "One\u202e two\u200b three\u0007 four\u001b[31m five\u2028 six \U0001f54a seven"


def test_case_07_signs_that_show_nothing_are_kept_where_they_stand(tmp_path: Path, extractor: Extractor) -> None:
    line = json.dumps({"title": "T", "text": CONTROLS + "\u0000\ud800 eight"})
    (raw,) = read(put(tmp_path, "a.json", line))
    assert isinstance(raw, RawDocument)
    found = make_article(raw, extractor=extractor, publishers=NAMES)
    assert found.text == f"T\n{CONTROLS}\ufffd\ufffd eight"
    start = found.text.index("eight")
    assert found.span(start, start + 5).text == "eight"


def test_case_07_they_come_out_of_the_record_as_they_went_in_and_are_shown_as_pictures(tmp_path: Path) -> None:
    put(tmp_path, "a.json", json.dumps({"title": "T", "text": CONTROLS}))
    with open_store(tmp_path / "r.db", mode="write") as store:
        read_paths([str(tmp_path / "a.json")], store=store, chain=Chain(code=code, run=RUN, limits=LIMITS))
        (coded,) = coded_articles(store)
        exported = b"".join(jsonl_lines([coded], with_text=True))
    assert coded.article.text == CONTROLS
    assert json.loads(exported)["article"]["text"] == CONTROLS
    assert not set(exported[:-1]) & set(range(0x20))


# --- archives ----------------------------------------------------------------------------------------------


def warc(number: int, body: str = "") -> bytes:
    page = (body or f"<p>{SENTENCE} {number}</p>").encode()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(page) + page
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://sample.example/{number}\r\n"
        f"WARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Date: 2024-03-05T10:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def pages(found: list[RawDocument | Failure]) -> list[int]:
    return [int(item.url.rpartition("/")[2]) for item in found if isinstance(item, RawDocument) and item.url]


@pytest.mark.parametrize("packed", [False, True])
def test_case_08_wherever_an_archive_is_cut_the_whole_records_before_are_read(tmp_path: Path, packed: bool) -> None:
    parts = [gzip.compress(warc(n), mtime=0) if packed else warc(n) for n in range(4)]
    ends = [sum(len(part) for part in parts[: n + 1]) for n in range(4)]
    for cut in range(1, ends[-1], 37):
        found = pages(read(put(tmp_path, "a", b"".join(parts)[:cut])))
        whole = sum(end - 4 <= cut for end in ends)
        # of a packed one whose bytes are all there only the checksum may be cut
        assert found == list(range(len(found))), cut
        assert whole <= len(found) <= whole + packed, cut


@pytest.mark.parametrize(
    "junk", [b"\0" * 5000, random.Random(1).randbytes(5000), b"WARC/1.0\r\n" * 500, b"Content-Length: 9\r\n" * 99]
)
def test_case_09_behind_garbage_the_next_records_are_read_and_the_loss_is_counted(tmp_path: Path, junk: bytes) -> None:
    found = read(put(tmp_path, "a", warc(0) + junk + warc(1) + warc(2)))
    assert pages(found) == [0, 1, 2]
    (lost,) = [item for item in found if isinstance(item, Failure)]
    assert f"{len(junk)} bytes passed over" in lost.reason


@pytest.mark.parametrize("length", ["0", "1", "99999", "999999999999999", "-5", "ten", ""])
def test_case_10_a_length_that_lies_costs_its_own_record(tmp_path: Path, length: str) -> None:
    liar = warc(1).replace(
        b"response\r\nContent-Length: ", b"response\r\nContent-Length: " + length.encode() + b"\r\nX: "
    )
    found = read(put(tmp_path, "a", warc(0) + liar + warc(2)))
    assert pages(found) == [0, 2]
    assert errors(found) == ["UnreadableInput"]


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.ZstdCompressor().compress], ids=["gzip", "zstd"])
def test_case_11_a_bomb_is_refused_before_it_goes_off(tmp_path: Path, pack) -> None:
    bomb = pack(b"\n" * 300_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.monotonic()
    found = read(put(tmp_path, "a.gz", bomb), put(tmp_path, "b.txt", "Text."))
    assert (errors(found), texts(found)) == (["RefusedInput"], ["Text."])
    assert time.monotonic() - began < PAGE_SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150_000  # KiB


def test_case_11_a_bomb_inside_an_archive_costs_its_own_page(tmp_path: Path) -> None:
    page = gzip.compress(b"a" * 80_000_000, mtime=0)
    http = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n"
        % len(page)
        + page
    )
    head, _, _ = warc(1).partition(b"Content-Length")
    bomb = head + b"Content-Length: %d\r\n\r\n" % len(http) + http + b"\r\n\r\n"
    found = read(put(tmp_path, "a", warc(0) + bomb + warc(2)))
    assert (pages(found), errors(found)) == ([0, 2], ["RefusedInput"])


def answer_record(body: bytes, coding: str) -> bytes:
    """A WARC record whose page came compressed."""
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: {coding}\r\nContent-Length: {len(body)}"
    page = http.encode() + b"\r\n\r\n" + body
    head, _, _ = warc(1).partition(b"Content-Length")
    return head + b"Content-Length: %d\r\n\r\n" % len(page) + page + b"\r\n\r\n"


CODINGS = {
    "br": brotli.compress,
    "gzip": gzip.compress,
    "zstd": zstandard.ZstdCompressor().compress,
    "gzip, br": lambda page: brotli.compress(gzip.compress(page)),
}


@pytest.mark.parametrize("coding", CODINGS)
def test_case_11_compressed_pages_of_an_archive_are_read_and_bombs_refused_by_their_ratio(
    tmp_path: Path, coding: str
) -> None:
    pack = CODINGS[coding]
    good, bomb = f"<p>{SENTENCE}</p>".encode(), b"a" * 40_000_000  # under every limit of size
    assert texts(read(put(tmp_path, "a", answer_record(pack(good), coding)))) == [good.decode()]
    found = read(put(tmp_path, "b", warc(0) + answer_record(pack(bomb), coding) + warc(2)))
    assert (pages(found), errors(found)) == ([0, 2], ["RefusedInput"])
    (told,) = [item.reason for item in found if isinstance(item, Failure)]
    assert told.startswith("compressed data inflate too much")


@pytest.mark.parametrize(("body", "coding"), [(b"<p>no brotli</p>" * 30, "br"), (b"<p>Text</p>", "pack200-gzip")])
def test_case_11_what_is_not_compressed_as_it_says_is_a_failure_of_its_record(
    tmp_path: Path, body: bytes, coding: str
) -> None:
    found = read(put(tmp_path, "a", warc(0) + answer_record(body, coding) + warc(2)))
    assert (pages(found), errors(found)) == ([0, 2], ["UnreadableInput"])


def test_case_12_an_archive_of_many_files_is_refused_by_its_first_bytes(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        for number in range(ZIP_ENTRIES):
            archive.writestr(f"{number}.txt", "x")
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("inner.zip", inner.getvalue())
    found = read(put(tmp_path, "a.zip", inner.getvalue()), put(tmp_path, "b.zip", outer.getvalue()))
    assert errors(found) == ["UnreadableInput"] * 2
    assert all("ZIP" in item.reason for item in found if isinstance(item, Failure))


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
ENTITIES = {
    "laughs": f'<!DOCTYPE x [<!ENTITY l0 "lol">{LAUGHS}]><rss version="2.0"><channel><item><title>&l9;</title>',
    "quadratic": f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]><rss version="2.0"><channel><title>{"&a;" * 50_000}',
    "file": '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><item><title>&f;',
    "http": '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><rss version="2.0"><channel><item><title>T</title></item>',
    "parameter": '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;]><feed><entry><title>T</title></entry>',
}


@pytest.mark.parametrize("kind", ENTITIES)
def test_case_13_entities_are_not_expanded_and_nothing_is_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    def no_socket(*_arguments: object, **_options: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", no_socket)
    found = read(put(tmp_path, "feed.xml", f'<?xml version="1.0"?>{ENTITIES[kind]}'))
    assert kind == "http" or errors(found) == ["RefusedInput"]
    assert "root:" not in str(found)


# --- lines, feeds, order -----------------------------------------------------------------------------------

LINES = [json.dumps({"title": f"T{n}", "text": f"Text {n}."}) for n in range(10)]
BAD_LINES = {
    "cut": '{"text": "a',
    "deep": '{"text": "a", "x": ' + "[" * 10_000 + "]" * 10_000 + "}",
    "list": "[1, 2]",
    "number": "17",
    "no text": '{"n": 1}',
    "bytes": "\udcff\udcfe{",
    "two": '{"text": "a"} {"text": ',
    "infinite": '{"text": Infinity}',
    "digits": '{"text": "a", "n": ' + "9" * 5000 + "}",
}


@pytest.mark.parametrize("kind", BAD_LINES)
def test_case_14_a_bad_line_costs_that_line(tmp_path: Path, kind: str) -> None:
    lines = [*LINES[:4], BAD_LINES[kind], *LINES[5:]]
    path = put(tmp_path, "a.jsonl", "\n".join(lines).encode("utf-8", "surrogateescape"))
    found = read(path)
    assert texts(found) == [f"Text {n}." for n in (0, 1, 2, 3, 5, 6, 7, 8, 9)]
    assert [item.source.rpartition("#")[2] for item in found if isinstance(item, Failure)] == ["5"]


def test_case_14_not_a_number_is_nothing_and_of_two_keys_the_last_counts(tmp_path: Path) -> None:
    path = put(tmp_path, "a.jsonl", '{"text": "a", "n": NaN, "m": -Infinity}\n{"text": "b", "text": "c"}\n')
    one, two = read(path)
    assert isinstance(one, RawDocument)
    assert one.extra == {"n": None, "m": None}
    assert isinstance(two, RawDocument)
    assert two.content == "c"


def test_case_14_a_line_of_100_megabytes_is_passed_over_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("wb") as stream:
        stream.write(LINES[0].encode() + b'\n{"text": "')
        for _ in range(LONG_LINE_BYTES // 10_000_000):
            stream.write(b"a" * 10_000_000)
        stream.write(b'"}\n' + LINES[1].encode() + b"\n")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = read(path)
    assert (texts(found), errors(found)) == (["Text 0.", "Text 1."], ["RefusedInput"])
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # KiB: the line is never held whole


def test_case_15_entries_are_kept_whatever_their_ids_and_dates(tmp_path: Path, extractor: Extractor) -> None:
    entry = "<item><title>T{n}</title><description>Text {n}.</description>{more}</item>"
    more = (
        "<guid>same</guid><pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>",
        "<guid>same</guid><pubDate>Fri, 01 Jan 2077 00:00:00 GMT</pubDate>",
        "<pubDate>soon</pubDate>",
        "",
        "<guid></guid><pubDate>Tue, 30 Feb 2021 00:00:00 GMT</pubDate>",
    )
    items = "".join(entry.format(n=n, more=part) for n, part in enumerate(more))
    found = read(put(tmp_path, "a.xml", f'<rss version="2.0"><channel><title>Daily</title>{items}</channel></rss>'))
    assert len(texts(found)) == 5
    raws = [item for item in found if isinstance(item, RawDocument)]
    assert [raw.source_id for raw in raws] == ["same", "same", None, None, None]
    made = [make_article(raw, extractor=extractor, publishers=NAMES) for raw in raws]
    assert len({one.id for one in made}) == 5
    assert [str(one.published) for one in made] == ["1970-01-01", "2077-01-01", "None", "None", "None"]
    assert made[2].extra["published_as_given"] == "soon"
    assert made[4].extra["published_as_given"].startswith("Tue, 30 Feb")


def test_case_16_order_repetition_and_runs_make_no_difference_to_a_byte(tmp_path: Path) -> None:
    for number in range(6):
        put(tmp_path, f"{number}.txt", f"Title {number % 4}\n\nThey met in Lima {number % 4} times.\n")
    names = [str(tmp_path / f"{number}.txt") for number in range(6)]
    exports = []
    for index, order in enumerate((names, names[::-1], [*names, *names[2:], *names], [names[3], *names, names[0]])):
        with open_store(tmp_path / f"{index}.db", mode="write") as store:
            for part in (order[:2], order):  # stopped, and begun again
                read_paths(part, store=store, chain=Chain(code=code, run=RUN, limits=LIMITS))
            exports.append(b"".join(jsonl_lines(coded_articles(store), with_text=True)))
    assert len(set(exports)) == 1
    assert exports[0].count(b"\n") == 4


HANG = (
    "import sys, time; sys.path[:] = {path!r}; import dragoman.article.extract_worker as worker\n"
    "real = worker.answer_request\n"
    "def answer(request):\n    'POISON' in request['html'] and time.sleep(60)\n"
    "    'KILL' in request['html'] and sys.exit(9)\n    return real(request)\n"
    "worker.answer_request = answer\nworker.main()"
)


def test_case_17_a_page_that_hangs_is_given_up_after_two_tries_and_the_batch_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extract, "WORKER", msgspec.structs.replace(extract.WORKER, start=HANG))
    pages = tmp_path / "in"
    pages.mkdir()
    for name, word in (("1.html", "first"), ("2.html", "POISON"), ("3.html", "third"), ("4.html", "KILL")):
        put(pages, name, f"<html><body><article><p>{SENTENCE} {word}</p></article></body></html>")
    tried: list[str] = []
    with Extractor(Limits(extract_timeout_s=0.4)) as hung, open_store(tmp_path / "r.db", mode="write") as store:

        def coder(raw: RawDocument):
            tried.append(raw.source.rpartition("/")[2])
            made = make_article(raw, extractor=hung, publishers=NAMES)
            return code(msgspec.structs.replace(raw, content=made.text, media="text"))

        chain = Chain(code=coder, run=RUN, limits=LIMITS)
        report = read_paths([str(pages)], store=store, chain=chain)
        assert (report.read, report.failed) == (2, 2)
        reasons = {failure.source.rpartition("/")[2]: failure.reason for failure in failures(store)}
        assert reasons["2.html"].count("no answer within 0.4 s") == 2
        assert reasons["4.html"].count("the process died") == 2
        assert tried == ["1.html", "2.html", "3.html", "4.html"]

        again = read_paths([str(pages)], store=store, chain=chain)  # given up: failures still, and not tried
        assert (again.unchanged, again.failed, len(tried)) == (2, 2, 4)
        assert {failure.reason for failure in again.failures} == set(reasons.values())

        put(pages, "2.html", f"<html><body><article><p>{SENTENCE} mended</p></article></body></html>")
        mended = read_paths([str(pages)], store=store, chain=chain)  # other bytes
        assert (mended.read, mended.failed, tried[4:]) == (1, 1, ["2.html"])
        other = msgspec.structs.replace(chain, run=msgspec.structs.replace(RUN, settings="other"))
        read_paths([str(pages / "4.html")], store=store, chain=other)  # another run
        try_again(store)
        read_paths([str(pages / "4.html")], store=store, chain=chain)  # asked for
        assert tried[5:] == ["4.html", "4.html"]
        assert [failure.source.rpartition("/")[2] for failure in failures(store)] == ["4.html"]


@pytest.mark.parametrize("name", ["/dev/zero", "/dev/stdin", "/dev/null", "/proc/self/fd/0", "/dev/random"])
def test_case_18_devices_are_no_input(name: str) -> None:
    assert set(errors(read(name))) <= {"RefusedInput", "UnreadableInput"}
    assert texts(read(name)) == []


def test_case_18_names_in_an_archive_never_become_paths(tmp_path: Path) -> None:
    part = warc(0).replace(b"https://sample.example/0", b"file:///../../../../etc/passwd/0")
    folder = tmp_path / "in"
    folder.mkdir()
    before = sorted(tmp_path.rglob("*"))
    (found,) = read(put(folder, "a.warc", part))
    assert isinstance(found, RawDocument)
    assert found.source == f"{(folder / 'a.warc').as_posix()}#1"
    assert found.url == "file:///../../../../etc/passwd/0"
    assert "root:" not in found.content
    assert sorted(tmp_path.rglob("*")) == [*before, folder / "a.warc"]


def test_case_18_a_link_is_read_under_its_own_name_and_dots_are_only_a_name(tmp_path: Path) -> None:
    put(tmp_path, "real.txt", "Text.")
    (tmp_path / "in").mkdir()
    (tmp_path / "in/link.txt").symlink_to(tmp_path / "real.txt")
    (by_link,) = read(tmp_path / "in")
    (by_dots,) = read(f"{tmp_path}/in/../real.txt")
    assert by_link.source.endswith("/in/link.txt")
    assert by_dots.source.endswith("/in/../real.txt")
    assert texts([by_link, by_dots]) == ["Text.", "Text."]


@pytest.mark.parametrize("name", ["a" * 5000, "a/" * 3000, "\0", "\n", "~nobody/x", "[", "[!]"])
def test_case_18_names_that_no_file_has_are_failures(name: str) -> None:
    assert errors(read(name)) == ["UnreadableInput"]


def test_limits_are_the_ones_that_are_promised() -> None:
    sizes = [LIMITS.max_document_bytes, LIMITS.max_archive_bytes]
    assert all(low <= high for low, high in pairwise(sizes))
    assert (LIMITS.max_inflated_bytes, LIMITS.max_inflation_ratio, LIMITS.extract_timeout_s) == (50_000_000, 200, 30.0)
    assert issubclass(RefusedInput, InputError)
