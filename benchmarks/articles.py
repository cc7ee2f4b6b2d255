"""What is measured: the sample dispatches of the repository, as many as wanted by varying them."""

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from dragoman.config import Limits
from dragoman.records import RawDocument
from dragoman.sources import open_sources

DISPATCHES = Path(__file__).resolve().parent.parent / "examples" / "dispatches"
_PARAGRAPH = re.compile(r"\n\s*\n")


def dispatches() -> list[RawDocument]:
    """All samples in English or not, in every input format."""
    found = [raw for raw in open_sources([str(DISPATCHES)], limits=Limits()) if isinstance(raw, RawDocument)]
    if not found:
        raise SystemExit(f"{DISPATCHES}: no sample dispatches there")
    return found


def pages() -> list[RawDocument]:
    """The samples that are HTML."""
    return [raw for raw in dispatches() if raw.media == "html"]


def varied(number: int) -> list[RawDocument]:
    """``number`` text documents: the samples, then the samples with their paragraphs in another order."""
    plain = [raw for raw in dispatches() if raw.media == "text"]
    return [msgspec.structs.replace(raw, source=f"{raw.source}~{n}") for n, raw in enumerate(_endless(plain, number))]


def _endless(plain: list[RawDocument], number: int) -> Iterator[RawDocument]:
    for n in range(number):
        turn, raw = divmod(n, len(plain))[0], plain[n % len(plain)]
        yield msgspec.structs.replace(raw, content=turned(raw.content, turn))


def turned(text: str, turn: int) -> str:
    """The text with its inner paragraphs moved round ``turn`` places; title, dateline and end stay where they are."""
    parts = _PARAGRAPH.split(text)
    first, inner, last = parts[:2], parts[2:-1], parts[-1:]
    if not turn or not inner:
        return text
    cut = turn % len(inner)
    return "\n\n".join([*first, *inner[cut:], *inner[:cut], *last])
