"""Runs of eight words, to find text that repeats other text.

Broder (1997), "On the resemblance and containment of documents": containment is the share of one text's shingles
that stand in another.
"""

import re
import zlib

WIDTH = 8  # words: shorter runs are shared by chance ("the minister of foreign affairs of the republic of")


def shingles(text: str, width: int = WIDTH) -> frozenset[int]:
    """Hashes of the text's runs of ``width`` words, case folded, without punctuation; stable across processes."""
    words = re.findall(r"\w+", text.casefold())
    runs = (" ".join(words[at : at + width]) for at in range(len(words) - width + 1))
    return frozenset(_hash(run) for run in runs)


def _hash(run: str) -> int:
    data = run.encode("utf-8", "surrogatepass")
    return zlib.crc32(data) << 32 | zlib.adler32(data)
