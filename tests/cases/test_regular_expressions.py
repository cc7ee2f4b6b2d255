"""Case 22: no expression that the package ships takes more than a text's length in time."""

import re

import pytest

from dragoman.dates.tokens import CODES
from tests.cases.patterns import Pattern, is_slow, patterns, written_in_place
from tests.cases.sizes import full_size

LONGEST = 16_384  # a square at this length takes ten times what is let pass; ``slow`` goes to 65,536
PUMPS = (  # strung together without end
    "a",
    "A",
    "1",
    "é",
    " ",
    "\n",
    "\t",
    "\u00a0",
    "\r\n",
    "-",
    ".",
    ",",
    "'",
    "’",
    '"',
    "“",
    "(",
    "[",
    "<",
    "{",
    "\\",
    "#",
    "# ",
    "- ",
    "a-",
    "a.",
    "A.",
    "1,",
    "1.",
    "1-",
    "123-",
    "1/",
    "1:",
    "a'",
    "'s",
    "a@",
    "a@b.",
    "a_",
    "Ab ",
    "AB ",
    "ab\n",
    "Ab, ",
    "Ab and ",
    "“a” ",
    "<a ",
    "<a>",
    "</a>",
    "<!--",
    "<script",
    "<h1>",
    "<meta ",
    "http://",
    '"\\',
    "a=",
    "$1 ",
    "By Ab ",
    "March 4 ",
    "4 March 2020, ",
    "© A",
    "WARC/1.0\r\n",
    "\ncontent-length: ",
    "pubdate ",
    "</script ",
    "<script application/ld+json>",
    "<time pubdate",
    "application/ld+json ",
)
STARTS = ("", "<", "<a", "<time ", "<script ", "<!doctype [", "By ", "“", "(", "Ab ", '"', "Published in ", "a@")
READS_MARKUP = ("encodings", "extract_worker", "feeds", "formats", "page_metadata")
PATTERNS = patterns()
# Files with expressions put together of what a table or a function gives: those of layout and grammar are found by the
# walk over the loaded modules; those in byline and speakers string together the escaped words of a name.
MADE_ELSEWHERE = ("article/byline.py", "article/layout.py", "dates/grammar.py", "statements/speakers.py")


def pumps_of(pattern: Pattern) -> list[str]:
    """Pairs of the classes of a time rule, or the common pumps with the pattern's own words."""
    written = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    classes = list(dict.fromkeys(sign for sign in written if sign in CODES.values()))[:10]
    if classes:
        return [one + other for one in classes for other in classes]
    own = dict.fromkeys(f"{word} " for word in re.findall(r"[A-Za-z]{4,}", written))
    return [*PUMPS, *list(own)[:8]]


def grows(place: str, pattern: Pattern, *, starts: tuple[str, ...], longest: int) -> list[str]:
    found = []
    for pump in pumps_of(pattern):
        for start in starts:

            def text(size: int, start: str = start, pump: str = pump) -> str:
                return f"{start}{pump * (size // len(pump))}!"

            slow = is_slow(place, pattern, text, longest=longest)
            if slow:
                found.append(f"{place} on {start!r} and {pump!r} again and again: {slow}")
                break
    return found


def test_case_22_the_walk_finds_the_expressions() -> None:
    assert len(PATTERNS) > 100
    for part in (
        "sources.warc",
        "article.byline",
        "dates.find.RULES",
        "language.tokens",
        "statements.",
        "store.search",
    ):
        assert any(part in place for place in PATTERNS), part


@pytest.mark.parametrize("package", sorted({place.split(".")[1] for place in PATTERNS}))
def test_case_22_expressions_grow_as_the_text_does(package: str) -> None:
    chosen = {place: pattern for place, pattern in PATTERNS.items() if place.split(".")[1] == package}
    found = [line for place, one in chosen.items() for line in grows(place, one, starts=("",), longest=LONGEST)]
    assert found == []


@pytest.mark.parametrize("place", [place for place in PATTERNS if place.split(".")[2] in READS_MARKUP])
def test_case_22_expressions_of_markup_grow_as_the_page_does(place: str) -> None:
    assert grows(place, PATTERNS[place], starts=STARTS[:6], longest=LONGEST) == []


@pytest.mark.parametrize(
    ("place", "start", "pump"),
    [
        ("dragoman.article.credits._PUBLISHED_IN", "Published in ", " "),
        ("dragoman.article.extract_worker._TAG", "<", "a"),
        ("dragoman.entities.setting._BLANK_LINE", "a", "\n "),
        ("dragoman.language.tokens._PATTERN", "", "a-"),
        ("dragoman.language.tokens._PATTERN", "a@", "b."),
    ],
)
def test_case_22_what_was_once_slow_is_no_more(place: str, start: str, pump: str) -> None:
    assert is_slow(place, PATTERNS[place], lambda size: f"{start}{pump * (size // len(pump))}!", longest=65_536) == ""


@full_size
@pytest.mark.parametrize("place", PATTERNS)
def test_case_22_expressions_at_full_length_and_behind_every_start(place: str) -> None:
    assert grows(place, PATTERNS[place], starts=STARTS, longest=65_536) == []


def test_case_22_every_expression_written_in_place_is_read_from_its_source() -> None:
    found, unread = written_in_place()
    assert len(found) > 70
    for part in ("article/extract_worker.py", "article/head.py", "article/layout.py", "entities/setting.py",
                 "dates/tokens.py", "article/byline.py", "statements/releases.py"):  # fmt: skip
        assert any(place.startswith(part) for place in found), part
    assert {place.partition(":")[0] for place in unread} <= set(MADE_ELSEWHERE)


SHORT = 4096  # there are many, and a square shows here already; the full size goes on to 65,536


@pytest.mark.parametrize("part", sorted({re.split("[/:]", place)[0] for place in written_in_place()[0]}))
def test_case_22_expressions_written_in_place_grow_as_the_text_does(part: str) -> None:
    chosen = {place: one for place, one in written_in_place()[0].items() if re.split("[/:]", place)[0] == part}
    assert [line for place, one in chosen.items() for line in grows(place, one, starts=("", "a"), longest=SHORT)] == []


@full_size
@pytest.mark.parametrize("place", written_in_place()[0])
def test_case_22_expressions_written_in_place_at_full_length(place: str) -> None:
    assert grows(place, written_in_place()[0][place], starts=STARTS, longest=65_536) == []
