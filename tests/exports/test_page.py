"""The page on exports holds the layouts' own tables."""

from dragoman.exports.export import FORMATS
from tests.exports.page import PAGE, renewed


def test_the_tables_of_the_page_are_the_layouts():
    text = PAGE.read_text(encoding="utf-8")
    assert renewed(text) == text, "run: python -m tests.exports.page"


def test_the_page_tells_of_every_format():
    text = PAGE.read_text(encoding="utf-8")
    assert all(f"| `{form}` |" in text for form in FORMATS)
