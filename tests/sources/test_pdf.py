"""PDF files: paragraphs made again of lines, what stands around them, and files that are no use."""

import io
import zlib

import pypdf
import pytest

from dragoman.config import Limits
from dragoman.errors import InputError, RefusedInput, UnreadableInput
from dragoman.records import Failure, RawDocument
from dragoman.sources import documents, open_sources
from dragoman.sources.documents import DocumentParser
from dragoman.sources.parsed import Parsed
from dragoman.sources.pdf import read_pdf
from dragoman.sources.pdf_lines import Line, read_pages, without_running_heads
from tests.sources.made_files import Stroke, lines, pdf, stream, whole

FIRST = ("The foreign ministers of Peru and Chile met in Lima on", "Tuesday and agreed to reopen two crossings.")
SECOND = ("The crossings had been closed since the spring, when the", "river rose.")
TEXT = " ".join(FIRST) + "\n" + " ".join(SECOND)


def read(data: bytes) -> Parsed:
    return read_pdf(data, max_pages=100)


# --- paragraphs --------------------------------------------------------------------------------------------


def test_paragraphs_are_made_of_lines_by_their_distance():
    page = [*lines(FIRST), *lines(SECOND, top=722)]
    assert read(pdf([page])).text == TEXT


def test_paragraphs_are_made_of_lines_by_their_indent():
    third = ("They spoke of the valley too, and will meet in the spring", "for more.")
    page = [*lines(FIRST), Stroke(86, 732, SECOND[0]), Stroke(72, 718, SECOND[1])]
    page += [Stroke(86, 704, third[0]), Stroke(72, 690, third[1])]
    assert read(pdf([page])).text == f"{TEXT}\n{' '.join(third)}"


def test_a_paragraph_of_one_indented_line_stands_alone():
    one = "The two sides did not say when they would meet again there."
    page = [Stroke(86, 760, one), Stroke(86, 746, FIRST[0]), Stroke(72, 732, FIRST[1])]
    assert read(pdf([page])).text == f"{one}\n{' '.join(FIRST)}"


def test_a_short_line_that_ends_a_sentence_ends_its_paragraph():
    page = lines([*SECOND, *FIRST])
    assert read(pdf([page])).text == f"{' '.join(SECOND)}\n{' '.join(FIRST)}"


def test_a_paragraph_goes_on_over_a_column_and_a_page():
    left = lines([*FIRST, "The ministers said that engineers of the two countries"], left=60)
    right = lines(["would look at the valley in the spring."], left=320)
    assert "engineers of the two countries would look at the valley" in read(pdf([[*left, *right]])).text
    assert "engineers of the two countries would look at the valley" in read(pdf([left, right])).text


def test_list_items_are_paragraphs():
    page = lines(["The parties agreed:", "(a) to reopen the crossings;", "(b) to meet again."])
    assert read(pdf([page])).text.split("\n") == [
        "The parties agreed:",
        "(a) to reopen the crossings;",
        "(b) to meet again.",
    ]


@pytest.mark.parametrize(
    ("first", "second", "elsewhere", "expected"),
    [
        ("the intergovern-", "mental body", "", "the intergovernmental body"),
        ("a cross-", "border raid", "", "a cross-border raid"),  # by its prefix
        ("a self-", "governing part", "", "a self-governing part"),
        ("the cease-", "fire held", "A cease-fire was broken.", "the cease-fire held"),  # as written elsewhere
        ("the cross-", "ing was shut", "The crossing is old.", "the crossing was shut"),
        ("Guinea-", "Bissau voted", "", "Guinea-Bissau voted"),  # no cut word begins with a capital
        ("they agreed -", "the two of them", "", "they agreed - the two of them"),
        ("the govern\u00ad", "ment fell", "", "the government fell"),
        ("from 1990-", "1995 it ruled", "", "from 1990-1995 it ruled"),
    ],
)
def test_words_cut_at_the_end_of_a_line_are_whole_again(first, second, elsewhere, expected):
    found = read_pages([Line(page=0, text=first, y=30), Line(page=0, text=second, y=20), Line(page=1, text=elsewhere)])
    assert found.paragraphs[0].startswith(expected)


# --- what stands around them -------------------------------------------------------------------------------


def page_of(number: int, *, head: str = "MINISTRY OF FOREIGN AFFAIRS", foot: str = "Page {}") -> list[Stroke]:
    body = [f"Sentence {100 - 7 * number} {line} tells of the talks between the two parties." for line in range(12)]
    return [Stroke(72, 810, head), *lines(body), Stroke(290, 30, foot.format(number))]


def test_running_heads_and_page_numbers_are_left_out():
    text = read(pdf([page_of(number) for number in range(1, 5)])).text
    assert "MINISTRY" not in text
    assert "Page" not in text
    assert text.count("Sentence") == 48


def test_heads_of_left_and_right_pages_are_left_out():
    heads = ("Peru and Chile", "The river commission")
    text = read(pdf([page_of(number, head=heads[number % 2], foot="{}") for number in range(1, 7)])).text
    assert not any(head in text for head in heads)


def test_the_end_of_a_sentence_is_no_page_number():
    page = lines([f"Sentence {number} tells of the talks that were held on August" for number in range(9)])
    assert read(pdf([[*page, Stroke(72, 630, "15.")]])).text.endswith("August 15.")
    assert read(pdf([[*page, Stroke(290, 30, "- 15 -")]])).text.endswith("August")


def test_what_repeats_within_the_pages_stays():
    said = "The ambassador denied it."
    given = [
        Line(page=page, text=said if line == 5 else f"{page} {line} a", y=-line)
        for page in range(4)
        for line in range(12)
    ]
    assert sum(line.text == said for line in without_running_heads(given)) == 4


def test_one_page_keeps_its_first_line():
    assert "Sentence 93 0" in read(pdf([page_of(1)])).text


def test_footnotes_stand_apart_and_their_marks_leave_the_text():
    body = lines([f"Sentence {number} tells of the talks between the two parties." for number in range(8)])
    mark = Stroke(400, 766, "1", 6)
    notes = [Stroke(72, 90, "1 Signed in Geneva on 20 October", 8), Stroke(72, 80, "1998 by all parties.", 8)]
    found = read(pdf([[body[0], mark, *body[1:], *notes]]))
    assert found.extra["footnotes"] == ["1 Signed in Geneva on 20 October 1998 by all parties."]
    assert found.text.startswith("Sentence 0 tells of the talks between the two parties. Sentence 1")
    assert "Geneva" not in found.text


def test_the_title_is_what_is_set_largest_and_stands_in_the_text_once():
    page = [*lines(["Joint statement on", "the river"], top=800, size=20, step=22), *lines(FIRST)]
    found = read(pdf([page]))
    assert (found.title, found.text) == ("Joint statement on the river", " ".join(FIRST))


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("Statement of the two ministers", "Statement of the two ministers"),
        ("Microsoft Word - final.docx", None),
        ("communique_v3.pdf", None),
        ("Untitled", None),
        ("", None),
    ],
)
def test_a_title_in_the_properties_counts_unless_a_program_made_it(stated, expected):
    assert read(pdf([lines(FIRST)], info=f"/Title ({stated})")).title == expected


def test_properties_give_author_and_the_day_the_file_was_made():
    found = read(pdf([lines(FIRST)], info="/Author (Jane Roe) /CreationDate (D:20171121103000+01'00')"))
    assert (found.byline, found.extra["file_made"], found.published) == ("Jane Roe", "2017-11-21", None)


def test_xmp_gives_publisher_and_day():
    packet = (
        '<?xpacket?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:publisher><rdf:Bag><rdf:li>Ministry</rdf:li>'
        "</rdf:Bag></dc:publisher><dc:date><rdf:Seq><rdf:li>2017-11-21</rdf:li></rdf:Seq></dc:date>"
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    writer = pypdf.PdfWriter(io.BytesIO(pdf([lines(FIRST)])))
    writer.xmp_metadata = packet.encode()
    out = io.BytesIO()
    writer.write(out)
    found = read(out.getvalue())
    assert (found.publisher, found.published) == ("Ministry", "2017-11-21")


# --- files that are no use ---------------------------------------------------------------------------------


def encrypted(user: str) -> bytes:
    writer = pypdf.PdfWriter(io.BytesIO(pdf([lines(FIRST)])))
    writer.encrypt(user_password=user, owner_password="other", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_locked_file_is_refused_and_one_that_only_forbids_printing_read():
    with pytest.raises(RefusedInput, match="a PDF is locked with a password"):
        read(encrypted("secret"))
    assert read(encrypted("")).text == " ".join(FIRST)


@pytest.mark.parametrize(
    "page", [[], [Stroke(72, 700, "17")], lines(["/g12 /g45 9 (3) %% 12 34 /g9 //// 1a 2b 3c"] * 3)]
)
def test_a_file_without_readable_letters_is_told_as_such(page):
    with pytest.raises(UnreadableInput, match=r"without a text layer.*ocrmypdf"):
        read(pdf([page]))


def test_a_file_of_too_many_pages_is_refused():
    with pytest.raises(RefusedInput, match="too many pages: 3, at most 2"):
        read_pdf(pdf([lines(FIRST)] * 3), max_pages=2)


LOOP = whole([
    b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 9 >>",
    b"<< /Type /Pages /Kids [2 0 R] /Parent 2 0 R /Count 9 >>",
])  # fmt: skip
SELF = whole([b"1 0 R", b"2 0 R"])
PARENTS = whole([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 /Parent 3 0 R >>",
                 b"<< /Type /Page /Parent 2 0 R /Contents 3 0 R >>"])  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7", b"%PDF-1.7\n" + b"\0" * 5000, pdf([lines(FIRST)])[:300], LOOP, SELF, PARENTS,
        pdf([lines(FIRST)]).replace(b"endstream", b"").replace(b"endobj", b""), b"%PDF-1.4\nstartxref\n0\n%%EOF",
        whole([b"<< /Type /Catalog /Pages " + b"[" * 50_000]), whole([b"<< /Type /Catalog /Pages 9999999 0 R >>"]),
    ],
)  # fmt: skip
def test_broken_files_and_loops_are_told_as_such(data):
    with pytest.raises(InputError):
        read(data)


def bomb(size: int) -> bytes:
    page = b"BT /F1 12 Tf 72 700 Td (a) Tj ET\n" * (size // 33)
    data = page
    for _ in range(2):
        data = zlib.compress(data, 9)
    body = f"<< /Length {len(data)} /Filter [/FlateDecode /FlateDecode] >>\nstream\n".encode() + data + b"\nendstream"
    return whole([
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>", body,
    ])  # fmt: skip


@pytest.mark.slow
def test_case_11_a_stream_without_end_is_refused_within_the_limits():
    with DocumentParser(Limits(document_timeout_s=20.0)) as parser, pytest.raises(InputError):
        parser.parse("pdf", bomb(600_000_000))


def test_a_broken_page_costs_that_page(tmp_path):
    data = pdf([lines(FIRST), lines(SECOND)]).replace(b"/Contents 7 0 R", b"/Contents [[]]]")
    good = pdf([lines(FIRST), lines(SECOND)])
    path = tmp_path / "a.pdf"
    path.write_bytes(data if data != good else good)
    found = list(open_sources([str(path)], limits=Limits()))
    assert isinstance(found[-1], RawDocument)
    assert found[-1].content.startswith("The foreign ministers")
    assert all(isinstance(item, Failure) and "page 2 of 2" in item.reason for item in found[:-1])


# --- as an input -------------------------------------------------------------------------------------------


def test_a_pdf_is_known_by_its_content_and_the_rest_is_read(tmp_path):
    (tmp_path / "a.txt").write_bytes(pdf([lines(FIRST)], info="/Author (Jane Roe)"))
    (tmp_path / "b.pdf").write_bytes(encrypted("secret"))
    (tmp_path / "c.pdf").write_text("Only words.")
    found = list(open_sources([str(tmp_path)], limits=Limits()))
    assert [type(item) for item in found] == [RawDocument, Failure, RawDocument]
    assert (found[0].content, found[0].byline, found[0].extra["format"]) == (" ".join(FIRST), "Jane Roe", "pdf")


def test_without_the_package_the_message_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(documents, "find_spec", lambda name: None)
    (tmp_path / "a.pdf").write_bytes(pdf([lines(FIRST)]))
    (failure,) = open_sources([str(tmp_path)], limits=Limits())
    assert isinstance(failure, Failure)
    assert failure.reason == (
        "a PDF needs another package: pypdf is not installed. Install it with: pip install 'dragoman[documents]'"
    )


HANG = (
    "import sys, time; sys.path[:] = {path!r}; import dragoman.sources.document_worker as worker\n"
    "real = worker.answer\n"
    "def answer(request):\n    b'POISON' in request.data and {action}\n    return real(request)\n"
    "worker.answer = answer\nworker.main()"
)


@pytest.mark.parametrize(("action", "told"), [("time.sleep(60)", "no answer within 2 s"), ("sys.exit(3)", "died")])
def test_case_17_a_parser_that_hangs_or_dies_is_given_up_and_the_next_file_read(tmp_path, monkeypatch, action, told):
    start = HANG.replace("{action}", action)
    monkeypatch.setattr(documents, "WORKER", documents.replace(documents.WORKER, start=start))
    (tmp_path / "a.pdf").write_bytes(pdf([lines(["POISON"])]))
    (tmp_path / "b.pdf").write_bytes(pdf([lines(FIRST)]))
    failed, read_next = open_sources([str(tmp_path)], limits=Limits(document_timeout_s=2.0))
    assert isinstance(failed, Failure)
    assert told in failed.reason
    assert isinstance(read_next, RawDocument)


def test_what_takes_more_memory_than_it_may_is_refused(monkeypatch):
    start = HANG.replace("{action}", "bytearray(2_000_000_000)")
    monkeypatch.setattr(documents, "WORKER", documents.replace(documents.WORKER, start=start))
    with DocumentParser(Limits()) as parser, pytest.raises(RefusedInput):
        parser.parse("pdf", pdf([lines(["POISON"])]))


def test_ligatures_are_letters():
    found = read_pages([Line(page=0, text="an official")])
    assert found.paragraphs == ("an official",)
    assert stream(b"x", packed=True).startswith(b"<< /Length")
