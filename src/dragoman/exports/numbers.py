"""Ids as whole numbers, for layouts that have no others."""

import hashlib

# Numbers up to 2^53 are exact also where a program reads them as floating point (R, JavaScript, spreadsheets). Of a
# million numbers two agree with a chance of one in 20,000.
_BITS = 53


def number_of(*parts: str | None) -> int:
    """A number that depends on the parts alone."""
    digest = hashlib.sha256("\x1f".join(part or "" for part in parts).encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8]) >> (64 - _BITS)
