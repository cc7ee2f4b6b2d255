"""Everything that can be handed in, and everything that goes wrong with it."""

import gzip
import io
import json
import os
import socket
from pathlib import Path

import pytest
import zstandard

from dragoman.config import Limits
from dragoman.records import Failure, RawDocument
from dragoman.sources import open_sources

LIMITS = Limits()
PAGE = "<!DOCTYPE html><html><head><title>Talks</title></head><body><p>The two ministers met in Lima.</p></body></html>"
RSS = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Sample Daily</title>
<link>https://sample.example/</link>
<item><title>Talks &amp; trade</title><link>https://sample.example/1</link><guid>tag:1</guid>
<pubDate>Tue, 05 Mar 2024 10:00:00 GMT</pubDate>
<description>&lt;p&gt;The ministers &lt;b&gt;met&lt;/b&gt;.&lt;/p&gt;</description></item>
<item><title>Only a title</title></item><item></item></channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Ministry</title><entry><id>urn:2</id>
<title>Visit</title><published>2024-03-05T10:00:00Z</published><author><name>Ana Ruiz</name></author>
<content type="text">The minister left for Quito.</content><summary>Short.</summary></entry></feed>"""


def read(*paths: str | Path, limits: Limits = LIMITS) -> list[RawDocument | Failure]:
    return list(open_sources([str(path) for path in paths], limits=limits))


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def texts(found: list[RawDocument | Failure]) -> list[str]:
    return [item.content for item in found if isinstance(item, RawDocument)]


def only_failure(found: list[RawDocument | Failure]) -> Failure:
    assert [type(item) for item in found] == [Failure]
    assert isinstance(found[0], Failure)
    return found[0]


# --- formats ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "media", "count"),
    [
        ("Talks in Lima\n\nThe ministers met.\n", "text", 1),
        (PAGE, "html", 1),
        ("<p>A fragment.</p>", "html", 1),
        ('{"text": "The ministers met."}', "text", 1),
        ('[{"text": "One."}, {"text": "Two."}]', "text", 2),
        ('{"articles": [{"text": "One."}, {"text": "Two."}]}', "text", 2),
        ('{"text": "One."}\n{"text": "Two."}\n', "text", 2),
        (ATOM, "text", 1),
    ],
)
@pytest.mark.parametrize("name", ["x.bin", "x.html", "x.json", "x"])
def test_the_format_is_told_by_content_and_not_by_name(tmp_path: Path, name: str, content: str, media: str, count: int):
    found = read(write(tmp_path, name, content))
    assert [item.media for item in found if isinstance(item, RawDocument)] == [media] * count


@pytest.mark.parametrize("compress", [gzip.compress, zstandard.ZstdCompressor().compress])
@pytest.mark.parametrize("content", ["Plain text.\n", PAGE, '{"text": "a"}\n{"text": "b"}\n', RSS])
def test_compressed_input_reads_as_what_it_holds(tmp_path: Path, compress, content: str):
    plain = read(write(tmp_path, "a", content))
    packed = read(write(tmp_path, "a", compress(content.encode())))
    assert packed == plain


def test_plain_text_is_kept_as_it_is(tmp_path: Path):
    content = "\r\n  Title\r\n\r\nBody\u00a0text\twith\r\nnewlines.\n\n"
    assert texts(read(write(tmp_path, "a.txt", content))) == [content]


def test_fields_by_their_common_names_and_the_rest_kept(tmp_path: Path):
    value = {
        "headline": "Talks", "articleBody": ["One.", "Two."], "datePublished": "2024-03-05", "link": "https://a.example/1",
        "source": {"id": "x", "name": "Sample Daily"}, "authors": ["Ana Ruiz", "Bo Lee"], "guid": 7, "section": "World",
        "n": float("nan"),
    }  # fmt: skip
    (found,) = read(write(tmp_path, "a", json.dumps(value)))
    assert isinstance(found, RawDocument)
    assert (found.title, found.content, found.published) == ("Talks", "One.\nTwo.", "2024-03-05")
    assert (found.url, found.publisher, found.byline) == ("https://a.example/1", "Sample Daily", "Ana Ruiz, Bo Lee")
    assert (found.source_id, found.has_fields) == ("7", True)
    assert found.extra == {"section": "World", "n": None}


@pytest.mark.parametrize("title", ["", None])
def test_a_json_article_without_title_has_no_title_field(tmp_path: Path, title: str | None):
    (found,) = read(write(tmp_path, "a", json.dumps({"title": title, "text": "The ministers met."})))
    assert isinstance(found, RawDocument)
    assert (found.title, found.has_fields, found.extra) == (None, False, {})


def test_parts_are_numbered_from_one_by_their_place(tmp_path: Path):
    path = write(tmp_path, "a.jsonl", '{"text": "One."}\n\n{"text": "Two."}\n')
    assert [item.source for item in read(path)] == [f"{path.as_posix()}#1", f"{path.as_posix()}#3"]


def test_an_rss_feed_gives_a_document_an_entry(tmp_path: Path):
    path = write(tmp_path, "feed", RSS)
    first, second, third = read(path)
    assert isinstance(first, RawDocument)
    assert (first.title, first.source_id, first.publisher) == ("Talks & trade", "tag:1", "Sample Daily")
    assert (first.published, first.media, first.extra["content"]) == (
        "Tue, 05 Mar 2024 10:00:00 GMT",
        "html",
        "summary",
    )
    assert isinstance(second, RawDocument)
    assert (second.title, second.content) == ("Only a title", "")
    assert isinstance(third, Failure)
    assert third.source == f"{path.as_posix()}#3"


def test_an_atom_feed_gives_full_content_author_and_id(tmp_path: Path):
    (found,) = read(write(tmp_path, "feed", ATOM))
    assert isinstance(found, RawDocument)
    assert (found.content, found.media, found.byline) == ("The minister left for Quito.", "text", "Ana Ruiz")
    assert found.source_id == "urn:2"
    assert found.extra["summary"] == "Short."


# --- where inputs come from ---------------------------------------------------------------------------------


def test_folders_are_read_through_in_sorted_order_without_hidden_files(tmp_path: Path):
    (tmp_path / "b").mkdir()
    for name in ("b/2.txt", "a.txt", ".hidden", "c.txt"):
        write(tmp_path, name, f"Text of {name}.")
    assert [Path(item.source).name for item in read(tmp_path)] == ["a.txt", "2.txt", "c.txt"]


def test_globs_and_the_same_file_named_twice(tmp_path: Path):
    for name in ("b.txt", "a.txt", "c.md"):
        write(tmp_path, name, f"Text of {name}.")
    found = read(f"{tmp_path}/*.txt", tmp_path / "a.txt", f"{tmp_path}/**/*.md")
    assert [Path(item.source).name for item in found] == ["a.txt", "b.txt", "c.md"]


def test_standard_input_is_a_dash(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b'{"text": "One."}')))
    (found,) = read("-")
    assert found.source == "<stdin>"


@pytest.mark.parametrize("name", ["nowhere.txt", "none*.txt", "a\0b"])
def test_what_is_not_there_is_a_failure(tmp_path: Path, name: str):
    failure = only_failure(read(f"{tmp_path}/{name}"))
    assert (failure.stage, failure.error) == ("source", "UnreadableInput")


def test_a_link_to_its_own_folder_is_refused_and_the_rest_read(tmp_path: Path):
    write(tmp_path, "a.txt", "Text.")
    (tmp_path / "loop").symlink_to(tmp_path)
    found = read(tmp_path)
    assert texts(found) == ["Text."]
    assert [item.error for item in found if isinstance(item, Failure)] == ["RefusedInput"]


def test_a_fifo_a_socket_and_a_device_are_refused_and_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "fifo")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s"))
        found = read(tmp_path / "fifo", tmp_path / "s", "/dev/zero")
    assert [item.error for item in found if isinstance(item, Failure)] == ["RefusedInput"] * 3


def test_a_broken_link_is_a_failure(tmp_path: Path):
    (tmp_path / "link").symlink_to(tmp_path / "gone")
    assert only_failure(read(tmp_path / "link")).error == "UnreadableInput"


# --- bad input ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "error", "said"),
    [
        (b"", "UnreadableInput", "empty"),
        (b"\xef\xbb\xbf", "UnreadableInput", "empty"),
        (b" \n\t\r\n", "UnreadableInput", "empty"),
        (b"%PDF-1.7 ...", "UnreadableInput", "PDF"),
        (b"PK\x03\x04 ...", "UnreadableInput", "ZIP"),
        (bytes(range(256)) * 8, "UnreadableInput", "unknown format"),
        (b"text with a \0 in it", "UnreadableInput", "unknown format"),
        (b"<?xml version='1.0'?><inventory><item/></inventory>", "UnreadableInput", "XML"),
        (b"[]", "UnreadableInput", "without articles"),
        (b'{"a": 1', "UnreadableInput", "not JSON"),
        (b'{"n": 1, "m": [2]}', "UnreadableInput", "without text"),
        (b'{"text": 5}', "UnreadableInput", "wrong type"),
        (b'{"text": "a", "x": ' + b"[" * 200 + b"]" * 200 + b"}", "RefusedInput", "too deep"),
        (b"[" * 100_000, "RefusedInput", "too deep"),
        (gzip.compress(gzip.compress(b"text", mtime=0), mtime=0), "UnreadableInput", "twice"),
        (gzip.compress(b"The ministers met. " * 99, mtime=0)[:-20], "UnreadableInput", "damaged"),
        (zstandard.ZstdCompressor().compress(bytes(range(256)) * 2)[:-20], "UnreadableInput", "damaged"),
        (b"<rss version='2.0'><channel></channel></rss>", "UnreadableInput", "without entries"),
        (b'<?xml version="1.0" encoding="\xff\xff"?><rss version="2.0"><channel>', "UnreadableInput", "taken apart"),
        (b"<rss><item<channel<link</entry</link>", "UnreadableInput", "KeyError while it was taken apart"),
    ],
)
def test_bad_input_is_a_failure_that_says_what(tmp_path: Path, content: bytes, error: str, said: str):
    failure = only_failure(read(write(tmp_path, "a", content)))
    assert failure.error == error
    assert said in failure.reason
    assert failure.reason.count(". ") >= 1  # the remedy follows


def test_a_bad_file_does_not_stop_the_rest(tmp_path: Path):
    write(tmp_path, "a.txt", b"")
    write(tmp_path, "b.txt", "Text.")
    found = read(tmp_path)
    assert [type(item) for item in found] == [Failure, RawDocument]


def test_one_broken_line_costs_that_line(tmp_path: Path):
    path = write(tmp_path, "a.jsonl", '{"text": "One."}\n{"text": "Two\n["list"]\n{"text": "Four."}')
    found = read(path)
    assert texts(found) == ["One.", "Four."]
    assert [item.source.rpartition("#")[2] for item in found if isinstance(item, Failure)] == ["2", "3"]


@pytest.mark.parametrize("joint", ["", " ", ", "])
def test_of_two_objects_on_a_line_the_first_is_read_and_the_loss_told(tmp_path: Path, joint: str):
    two = f'{{"text": "One."}}{joint}{{"text": "Two."}}'
    found = read(write(tmp_path, "a.jsonl", f'{{"text": "Zero."}}\n{two}\n{{"text": "Three."}}'))
    assert texts(found) == ["Zero.", "One.", "Three."]
    (failure,) = [item for item in found if isinstance(item, Failure)]
    assert failure.source.endswith("a.jsonl#2")
    assert failure.reason.startswith("a line with more than one object: the first of ")
    assert failure.reason.endswith("was read, 1 after it not. Write one object a line")


@pytest.mark.parametrize("rest", ['{"text": "Tw', "[1]", '"Two."', "and more", "}"])
def test_what_else_follows_an_object_costs_the_line(tmp_path: Path, rest: str):
    found = read(write(tmp_path, "a.jsonl", f'{{"text": "Zero."}}\n{{"text": "One."}} {rest}\n{{"text": "Three."}}'))
    assert texts(found) == ["Zero.", "Three."]
    assert [item.error for item in found if isinstance(item, Failure)] == ["UnreadableInput"]


def test_a_broken_first_line_costs_that_line(tmp_path: Path):
    assert texts(read(write(tmp_path, "a", '{"text": "One\n{"text": "Two."}\n{"text": "Three."}'))) == [
        "Two.",
        "Three.",
    ]


def test_a_long_line_is_refused_and_the_next_read(tmp_path: Path):
    limits = Limits(max_line_bytes=1000)
    lines = [json.dumps({"text": "a" * size}) for size in (10, 5000, 20, 990)]
    found = read(write(tmp_path, "a", "\n".join(lines)), limits=limits)
    assert [len(text) for text in texts(found)] == [10, 20]
    assert [item.error for item in found if isinstance(item, Failure)] == ["RefusedInput", "RefusedInput"]


def test_lines_longer_than_the_sniffed_head_are_still_lines(tmp_path: Path):
    lines = [json.dumps({"text": "a" * 100_000}) for _ in range(3)]
    assert len(texts(read(write(tmp_path, "a", "\n".join(lines))))) == 3


def test_the_lines_of_a_truncated_archive_are_read_up_to_the_damage(tmp_path: Path):
    lines = b"".join(json.dumps({"text": os.urandom(200).hex()}).encode() + b"\n" for _ in range(50))
    found = read(write(tmp_path, "a.jsonl.gz", gzip.compress(lines, mtime=0)[:-2000]))
    assert len(texts(found)) > 20
    assert isinstance(found[-1], Failure)


def test_a_large_document_is_refused(tmp_path: Path):
    limits = Limits(max_document_bytes=1000)
    assert only_failure(read(write(tmp_path, "a", "word " * 1000), limits=limits)).error == "RefusedInput"


@pytest.mark.parametrize("compress", [gzip.compress, zstandard.ZstdCompressor().compress])
def test_a_decompression_bomb_is_refused(tmp_path: Path, compress):
    failure = only_failure(read(write(tmp_path, "a", compress(b"a" * 80_000_000))))
    assert failure.error == "RefusedInput"


def test_a_large_compressed_document_is_refused_by_its_inflated_size(tmp_path: Path):
    limits = Limits(max_inflated_bytes=10_000)
    packed = gzip.compress(os.urandom(20_000).hex().encode(), mtime=0)
    assert "too large" in only_failure(read(write(tmp_path, "a", packed), limits=limits)).reason


def test_billion_laughs_are_refused(tmp_path: Path):
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    feed = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{laughs}]><rss><title>&l9;</title></rss>'
    assert only_failure(read(write(tmp_path, "a", feed))).error == "RefusedInput"


def test_a_feed_nested_without_end_is_refused(tmp_path: Path):
    feed = "<rss version='2.0'><channel>" + "<a>" * 100_000
    assert only_failure(read(write(tmp_path, "a", feed))).error == "RefusedInput"


def test_lone_surrogates_and_nuls_in_json_become_replacement_characters(tmp_path: Path):
    (found,) = read(write(tmp_path, "a", r'{"text": "a\ud800b\u0000c", "x": "\udc00"}'))
    assert isinstance(found, RawDocument)
    assert found.content == "a\ufffdb\ufffdc"
    assert found.extra == {"x": "\ufffd"}
    found.content.encode("utf-8")


def test_a_number_too_long_for_python_costs_its_line(tmp_path: Path):
    path = write(tmp_path, "a", '{"text": "One."}\n{"text": "Two.", "n": ' + "9" * 5000 + "}\n")
    assert [type(item) for item in read(path)] == [RawDocument, Failure]


def test_reading_is_lazy(tmp_path: Path):
    write(tmp_path, "a.txt", "First.")
    documents = open_sources([str(tmp_path / "a.txt"), str(tmp_path / "later.txt")], limits=LIMITS)
    assert isinstance(next(documents), RawDocument)
    write(tmp_path, "later.txt", "Written later.")
    assert isinstance(next(documents), RawDocument)
