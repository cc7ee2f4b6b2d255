"""PDF files written by hand, a stroke at a place, so that tests need no program to print them; and Word files."""

import io
import zlib
from collections.abc import Sequence
from typing import NamedTuple

import docx


class Stroke(NamedTuple):
    """Words at a place of a page, in points from its lower left corner."""

    x: float
    y: float
    text: str
    size: float = 11


Page = Sequence[Stroke]


def pdf(pages: Sequence[Page], *, info: str = "", catalog: str = "") -> bytes:
    """A PDF with these pages; ``info`` and ``catalog`` are added to the dictionaries of that name."""
    first = 4
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, page in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {first + 2 * number + 1} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(stream(content(page)))
    objects.append(f"<< {info} >>".encode())
    return whole(objects, info=len(objects))


def content(page: Page) -> bytes:
    """The strokes as drawing operators."""
    lines = []
    for stroke in page:
        words = stroke.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        lines.append(f"BT /F1 {stroke.size} Tf {stroke.x} {stroke.y} Td ({words}) Tj ET")
    return "\n".join(lines).encode("cp1252", "replace")


def stream(data: bytes, *, packed: bool = False) -> bytes:
    """A stream object, deflated on request."""
    body = zlib.compress(data, 9) if packed else data
    how = " /Filter /FlateDecode" if packed else ""
    return f"<< /Length {len(body)}{how} >>\nstream\n".encode() + body + b"\nendstream"


def whole(objects: Sequence[bytes], *, info: int | None = None) -> bytes:
    """A file of numbered objects with its table; the first is the catalogue."""
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    about = f" /Info {info} 0 R" if info else ""
    return bytes(
        out + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R{about} >>\nstartxref\n{table}\n%%EOF".encode()
    )


def lines(
    texts: Sequence[str], *, top: float = 760, left: float = 72, size: float = 11, step: float = 14
) -> list[Stroke]:
    """Texts one below the other."""
    return [Stroke(left, top - number * step, text, size) for number, text in enumerate(texts)]


def word(*paragraphs: str, title: str | None = None) -> bytes:
    """A Word file of plain paragraphs."""
    document = docx.Document()
    document.core_properties.author = ""
    if title is not None:
        document.add_heading(title, 0)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return saved(document)


def saved(document: "docx.document.Document") -> bytes:
    """A Word file as bytes."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
