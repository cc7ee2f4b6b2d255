"""Print lines, copyright lines and agency credits: who printed an article, when, and from whom it was taken."""

import re
from collections.abc import Iterator
from datetime import date

from dragoman.article.calendar_day import LOOSE_DATE, full_dates
from dragoman.article.publisher import PublisherNames, known_name, name_agency, name_publisher
from dragoman.records import Record

_PUBLISHED_IN = re.compile(
    r"(?:(?:this|the) (?:article|story|report|piece|editorial) )?(?:was )?(?:(?:first|originally) )?"
    r"(?:published|appeared|printed) (?:in|by)(?: print in)?\s{1,4}"
    r"(?P<name>\S[^\n]{1,79}?)(?:,|\s{1,4}on|\s{1,4}of)\s{1,4}"
    rf"(?P<date>(?i:{LOOSE_DATE}))[^\n]{{0,20}}",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"(?:(?:first )?(?:published|posted|printed|issued|released|publication date|date|for immediate release)"
    r"(?: on| at)?\s*[:|]?\s*)?(?P<date>[^\n]{6,60})",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:\(c\)|©|copyright(?: \(c\)| ©)?)[ \u00a0]*(?P<year>(?:19|20)\d\d)?,?[ \u00a0]*"
    r"(?P<name>[A-Z][^\n.,;]{1,60})[^\n]{0,80}",
    re.IGNORECASE,
)
_END_CREDIT = re.compile(
    r"(?:[(\[](?P<paren>[^()\[\]\n]{2,60})[)\]]"
    r"|(?:(?<=[\s.”\"’])|^)[-–—/]{1,2}[ \u00a0]?(?P<dash>[A-Z][\w .&’'-]{1,50})"
    r"|^(?P<line>[A-Z][\w .&’',/-]{1,40}))[ \u00a0]*[.]?$"
)
_INPUT_FROM = re.compile(
    r"\(?(?:with )?(?:additional )?(?:inputs?|reporting)(?: (?:from|by)) (?P<name>[^\n()]{2,60})\)?\.?$", re.IGNORECASE
)
_SIGN_OFF = re.compile(
    r"^\W{0,3}(?:(?:end|ends)\W{1,3})?(?:[A-Z][\w ]{2,20} bureau, )?(?P<name>[A-Z][\w .&’'-]{1,40})(?:;|$)",
    re.IGNORECASE,
)
_PHOTO_CREDIT = re.compile(
    r"[(\[](?:(?:file )?photo(?: by)?:? )?(?P<who>[^()\[\]\n/]{0,50})/"
    r"(?P<agency>[A-Z][^()\[\]\n/]{1,40})(?:/[^()\[\]\n]{1,40})?[)\]]"
)
_BBC_CAPTION = re.compile(r"Image (?:copyright|source)[ \u00a0:]+[\w/ ]{2,30}?[ \u00a0,]+Image caption(?=[ \u00a0])")
_OUTLET_WORD = r"(?:[^\W\d_a-z][\w’'.&-]{0,40}|of|the|and|for)"
_OUTLET_WORDS = re.compile(rf"(?P<name>{_OUTLET_WORD}(?:[ \u00a0]+{_OUTLET_WORD}){{0,5}}),?[ \u00a0]*$")
# The wire's own stamp: "AP-NY-05-06-97 1912EDT".
_WIRE_STAMP = re.compile(
    r"^AP-[A-Z]{2}-(?P<month>[01]\d)-(?P<day>[0-3]\d)-(?P<year>\d\d)(?: \d{4}[A-Z]{3})?\s{0,9}\Z", re.MULTILINE
)
_STAMPS_FROM = 70  # of the last century those of two-digit years from here
_TAIL_LETTERS = 700  # print lines, credits and copyright stand in the last lines
_HEAD_LETTERS = 400
_SHORTEST_OUTLET = 3  # "AP, June 3" is a credit, and "UN" no outlet
_BRANCHES = frozenset({"radio", "tv", "television", "online", "news", "service", "world", "international", "english"})


class Credit(Record, frozen=True, kw_only=True):
    """A stretch of furniture and what it says; ``None`` where it does not say it."""

    start: int
    end: int
    publisher: str | None = None
    published: date | None = None
    agency: str | None = None
    holder: str | None = None  # of the copyright, as printed, where no table knows the name


def print_lines(text: str, publishers: PublisherNames) -> Iterator[Credit]:
    """ "Published in PAPER, DATE" anywhere near the ends; "OUTLET, DATE" at the very end or near the head."""
    said: list[tuple[int, int]] = []
    for match in _PUBLISHED_IN.finditer(text):
        said.append(match.span())
        if match.start() < _HEAD_LETTERS or match.end() > len(text) - _TAIL_LETTERS:
            day = next(full_dates(match[0]), None)
            name = match["name"].strip(" “”\"'")
            yield Credit(
                start=match.start(),
                end=match.end(),
                publisher=name_publisher(name.title() if name.isupper() and len(name) > 6 else name, publishers),
                published=day.day if day else None,
            )
    yield from _wire_stamp(text)
    for credit in _outlet_and_date(text, publishers):
        if not any(start <= credit.start < end for start, end in said):
            yield credit


def _wire_stamp(text: str) -> Iterator[Credit]:
    """The day in the stamp that ends a report of the wire."""
    tail = max(0, len(text) - _TAIL_LETTERS)
    match = _WIRE_STAMP.search(text, tail)
    if match is None:
        return
    year = int(match["year"]) + (1900 if int(match["year"]) >= _STAMPS_FROM else 2000)
    day = next(full_dates(f"{year}-{match['month']}-{match['day']}"), None)
    if day is not None:
        yield Credit(start=match.start(), end=match.end(), published=day.day)


def _outlet_and_date(text: str, publishers: PublisherNames) -> Iterator[Credit]:
    tail = max(0, len(text) - 120)
    ranges = [(0, min(len(text), _HEAD_LETTERS))] + ([(tail, len(text))] if tail > _HEAD_LETTERS else [])
    for start, end in ranges:
        for day in full_dates(text, start, end):
            before = _OUTLET_WORDS.search(text[max(start, day.start - 90) : day.start])
            if before is None or (start == tail > 0 and text[day.end :].strip(" .\n")):
                continue
            words = before["name"].split()
            for first in range(len(words)):
                name = _outlet(words[first:], publishers)
                if name:
                    offset = before["name"].rfind(words[first])
                    yield Credit(
                        start=max(start, day.start - 90) + before.start("name") + offset,
                        end=day.end,
                        publisher=name,
                        published=day.day,
                    )
                    break


def _outlet(words: list[str], publishers: PublisherNames) -> str | None:
    """The outlet that words before a date name: known, or a branch of a known one ("... Radio"), as printed."""
    printed = " ".join(words)
    if len(printed) <= _SHORTEST_OUTLET:
        return None
    branch = " ".join(words[:-1]) if words[-1].lower() in _BRANCHES else ""
    return known_name(printed, publishers) or (printed if branch and known_name(branch, publishers) else None)


def dated_line(line: str) -> date | None:
    """The day of a line that is only a date, perhaps with "Published:" or a time of day; else ``None``."""
    found = _DATED.fullmatch(line.strip())
    if found is None:
        return None
    days = list(full_dates(found["date"]))
    if len(days) != 1:
        return None
    rest = found["date"][: days[0].start] + found["date"][days[0].end :]
    words = re.sub(
        r"(?i)\b(?:at|on|am|pm|a\.m\.|p\.m\.|gmt|utc|ist|pkt|et|est|edt|bst|cet|[0-2]?\d[:.][0-5]\d(?::\d\d)?)(?!\w)|[\s,|()•·.:-]",
        "",
        rest,
    )
    return days[0].day if not words else None


def copyright_lines(text: str, publishers: PublisherNames) -> Iterator[Credit]:
    """ "(c) 2006 PAPER, CITY" in the last lines; the name counts where a table knows it."""
    for match in _COPYRIGHT.finditer(text, max(0, len(text) - _TAIL_LETTERS)):
        name = match["name"].strip()
        known = known_name(name, publishers)
        printed = name.title() if name.isupper() else name
        yield Credit(start=match.start(), end=match.end(), publisher=known, holder=None if known else printed)


def end_credits(text: str, publishers: PublisherNames) -> Iterator[Credit]:
    """ "(AP)", "-Reuters", "APP" in the last lines, where a table knows the agency."""
    lines = [match for match in re.finditer(r"[^\n]+", text) if match[0].strip()][-5:]
    for position, line in enumerate(lines):
        words = line[0].rstrip()
        for pattern in (_INPUT_FROM, _END_CREDIT, _SIGN_OFF):
            found = pattern.search(words)
            if found is None or (position < len(lines) - 3 and pattern is _END_CREDIT):
                continue
            agency = name_agency(next(group for group in found.groups() if group), publishers)
            if agency and (pattern is not _SIGN_OFF or len(words) < 90):
                yield Credit(start=line.start() + found.start(), end=line.start() + len(words), agency=agency)
                break


def photo_credits(text: str, publishers: PublisherNames) -> Iterator[Credit]:
    """ "(Jane Roe/AFP)" and the captions' own labels, wherever they stand."""
    for match in _PHOTO_CREDIT.finditer(text):
        if name_agency(match["agency"], publishers) or name_agency(match["who"], publishers):
            yield Credit(start=match.start(), end=match.end())
    for match in _BBC_CAPTION.finditer(text):
        yield Credit(start=match.start(), end=match.end())
