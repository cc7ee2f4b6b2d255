"""How well paragraphs are made again of PDF lines: ``python -m evaluation.printed [--reports N]``.

Sample dispatches are printed by Chromium, in one column and in two, hyphenated and justified, with running heads and
page numbers; what is read from the PDF is compared with the paragraphs that were printed. The dispatches are short, so
several are printed as one document. Needs chromium and the extra ``documents``.
"""

import argparse
import html
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from dragoman.sources.pdf import read_pdf

DISPATCHES = Path(__file__).resolve().parent.parent / "examples" / "dispatches"
REPORTS, AT_ONCE = 40, 5
LAYOUTS = {"one column": "", "two columns": "column-count: 2; column-gap: 1cm;"}
STYLE = "p {{ text-align: justify; hyphens: auto; margin: {gap}; text-indent: {indent}; }} div {{ {columns} }}"
PARAGRAPHS = {"set apart": ("0 0 .8em", "0"), "indented": ("0", "1.2em")}
PRINT_S = 120
MOST_PAGES = 99
LEAST_WORDS = 12  # of a paragraph: titles and bylines are set otherwise in print


class Printed(NamedTuple):
    """One layout."""

    layout: str
    printed: int  # paragraphs
    found: int  # of them read back word for word, alone in their paragraph
    strays: int  # paragraphs that were not printed: split ones, joined ones, running heads
    words: int
    words_found: int


def paragraphs() -> list[list[str]]:
    """The paragraphs of plain dispatches, as many dispatches a document as ``AT_ONCE``."""
    names = sorted(name for name in DISPATCHES.glob("20*.txt") if "." not in name.stem)  # the others are re-encoded
    texts = [name.read_text(encoding="utf-8") for name in names]
    found = [[" ".join(line.split()) for line in text.split("\n") if len(line.split()) > LEAST_WORDS] for text in texts]
    times = Counter(paragraph for text in found for paragraph in text)
    found = [[paragraph for paragraph in text if times[paragraph] == 1] for text in found]  # without the samples' note
    batches = (found[start : start + AT_ONCE] for start in range(0, len(found), AT_ONCE))
    return [[paragraph for text in batch for paragraph in text] for batch in batches]


def printed(texts: list[str], folder: Path, *, columns: str, gap: str, indent: str) -> bytes:
    """The paragraphs as a PDF."""
    page, out = folder / "page.html", folder / "page.pdf"
    style = STYLE.format(gap=gap, indent=indent, columns=columns)
    body = "".join(f"<p>{html.escape(text)}</p>" for text in texts)
    page.write_text(f"<html lang=en><head><title>Reports</title><style>{style}</style></head><body><div>{body}</div>")
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={out}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=PRINT_S)
    return out.read_bytes()


def score(layout: str, documents: list[tuple[list[str], str]]) -> Printed:
    """What was read of documents, each its paragraphs and the text of its PDF."""
    given, read = Counter[str](), Counter[str]()
    words, words_read = Counter[str](), Counter[str]()
    for texts, text in documents:
        given.update(texts)
        read.update(text.split("\n"))
        words.update(" ".join(texts).split())
        words_read.update(text.split())
    found, strays = (given & read).total(), (read - given).total()
    return Printed(layout, given.total(), found, strays, words.total(), (words & words_read).total())


def layouts(reports: int) -> Iterator[Printed]:
    """Every layout."""
    documents = paragraphs()[: max(1, reports // AT_ONCE)]
    with tempfile.TemporaryDirectory() as scratch:
        for name, columns in LAYOUTS.items():
            for set_as, (gap, indent) in PARAGRAPHS.items():
                files = [printed(one, Path(scratch), columns=columns, gap=gap, indent=indent) for one in documents]
                read = [read_pdf(file, max_pages=MOST_PAGES).text for file in files]
                yield score(f"{name}, {set_as}", list(zip(documents, read, strict=True)))


def main() -> int:
    """Print a table."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.printed", description=__doc__)
    parser.add_argument("--reports", type=int, default=REPORTS, help="dispatches printed (default: %(default)s)")
    reports = parser.parse_args().reports
    if shutil.which("chromium") is None:
        print("chromium is not installed", file=sys.stderr)
        return 2
    print("| layout | paragraphs | read whole | strays | words read |\n|---|---:|---:|---:|---:|")
    for one in layouts(reports):
        print(
            f"| {one.layout} | {one.printed} | {one.found / one.printed:.3f} | {one.strays} "
            f"| {one.words_found / one.words:.4f} |",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
