"""Datelines: where, when and by which agency a report was filed, at the head of its first paragraph.

Forms seen in agencies' and papers' copy: "BRUSSELS: ", "KABUL, Aug. 7 (Xinhua) -- ", "RAMALLAH, West Bank (AP) - ",
"ISLAMABAD/NEW DELHI - ", "Beirut -- ", "WASHINGTON (RNS) ", "LONDON, 7 April - ", and a line of place and date alone.
"""

import re
from collections.abc import Iterator

from dragoman.article.calendar_day import LOOSE_DATE
from dragoman.article.words import dateline_cities, word_set
from dragoman.records import Article, Record

_WORD = r"(?:[^\W\d_][\w’'`.-]*)"
_GAP = "[ \u00a0]"
_DATE = rf"(?:,?{_GAP}*(?P<date>(?i:{LOOSE_DATE})))"
_DATE_AFTER = _DATE.replace("<date>", "<late>")
_AGENCY = rf"(?:{_GAP}*[(\[](?P<agency>[^()\[\]\n]{{2,50}})[)\]])"
_SEPARATOR = r"(?:[\s\u00a0]*(?P<sep>--+|[—–―]|(?<=[\s)\u00a0.])-(?=\s)|:(?=\s))[\s\u00a0]*)"
_FORM = re.compile(
    rf"(?P<place>{_WORD}(?:{_GAP}{_WORD}){{0,4}}(?:{_GAP}?/{_GAP}?{_WORD}(?:{_GAP}{_WORD}){{0,3}}){{0,2}})"
    rf"(?P<region>(?:,{_GAP}*(?!(?i:{LOOSE_DATE})){_WORD}(?:{_GAP}{_WORD}){{0,3}}){{0,2}})"
    rf"{_DATE}?{_AGENCY}?{_DATE_AFTER}?{_SEPARATOR}?"
)
_DATE_IN = re.compile(LOOSE_DATE, re.IGNORECASE)
_AGENCY_FIRST = re.compile(rf"[(\[](?P<agency>[A-Z][^()\[\]\n]{{1,30}})[)\]]{_SEPARATOR}")
_MAX_PLACE_WORDS = 4  # "RIO DE JANEIRO", "SAINT PETERSBURG"; "PORT OF SPAIN" has three
_NEAR_LETTERS = 700  # how far into a text without lines a dateline may stand behind headline and summary


class Dateline(Record, frozen=True, kw_only=True):
    """A dateline and its parts; the span takes in the dash or colon and the blank after it."""

    start: int
    end: int
    city: str | None  # in ordinary case; None: only an agency or a date is given
    date: str | None  # the words of its date
    agency: str | None  # the words in its parentheses


def dateline_at(text: str, start: int) -> Dateline | None:
    """The dateline that begins at ``start``, which is the beginning of a paragraph."""
    found = _FORM.match(text, start)
    line = _accept(found, text, run_in=False) if found else None
    if line is None:
        return _agency_alone(text, start)
    again = _FORM.match(text, line.end)  # "Beirut -- BEIRUT: ..." is printed twice by some archives
    second = _accept(again, text, run_in=False) if again and again["sep"] and again["place"].isupper() else None
    if second is None:
        return line
    return Dateline(
        start=line.start,
        end=second.end,
        city=line.city,
        date=line.date or second.date,
        agency=line.agency or second.agency,
    )


def dateline_within(text: str, start: int) -> Dateline | None:
    """A dateline behind a headline or summary that runs into it; only the forms nothing else looks like."""
    limit = min(len(text), start + _NEAR_LETTERS)
    for match in _forms_between(text, start, limit):
        line = _accept(match, text, run_in=True)
        if line is not None:
            return line
    return None


def dateline_date(article: Article) -> str | None:
    """The words of the date in an article's dateline ("Aug. 7"); ``None`` where it has none."""
    if article.dateline_span is None:
        return None
    found = _DATE_IN.search(article.dateline_span.text)
    return found[0] if found else None


def ordinary_case(place: str) -> str:
    """A place's name as it is written in a sentence: "RIO DE JANEIRO" is "Rio de Janeiro"."""
    known = dateline_cities().get(place.lower())
    if known:
        return known
    if not place.isupper():
        return place
    particles = word_set("place_particles")
    words = [
        part.lower() if n and part.lower() in particles else _capitalise(part)
        for n, part in enumerate(re.split(r"([ -])", place))
    ]
    return "".join(words)


def _capitalise(word: str) -> str:
    if "." in word[:-1]:  # D.C.
        return word
    head, mark, tail = word.partition("'")
    if mark and len(head) <= 2 and len(tail) > 1:  # N'DJAMENA
        return f"{head.capitalize()}{mark}{tail.capitalize()}"
    return word.capitalize()


def _forms_between(text: str, start: int, limit: int) -> Iterator[re.Match[str]]:
    """Matches at every word, since a headline's words may stand right before the place."""
    for word in re.finditer(r"(?<![\w'’-])[^\W\d_a-z]", text[:limit]):
        if word.start() >= start and (found := _FORM.match(text, word.start())):
            yield found


def _accept(match: re.Match[str], text: str, *, run_in: bool) -> Dateline | None:
    """The dateline a match is, if it is one."""
    place = re.split(r"\s?/\s?", match["place"])[0].strip(" \u00a0")
    if not _is_place(place, match["place"]):
        return None
    known = place.lower() in dateline_cities()
    day = match["date"] or match["late"]
    marked = bool(match["sep"]) and (bool(match["agency"]) or bool(day))
    caps = _is_caps(match["place"])
    if run_in:
        accepted = marked and (caps or (known and bool(match["agency"]) and bool(day)))
    else:
        accepted = (
            (marked and (caps or known or bool(match["agency"])))
            or (caps and bool(match["sep"]) and (known or match["sep"] != ":" or len(place) > 3))
            or (caps and bool(match["agency"]) and text[match.end() : match.end() + 1].isspace())
            or (known and match["sep"] not in {None, ":"} and _dash_leads_on(match, text))
            or (known and (bool(day) or _abbreviated(match["region"])) and _line_ends(text, match.end()))
        )
    if not accepted:
        return None
    return _dateline(match, text, place)


def _dateline(match: re.Match[str], text: str, place: str) -> Dateline:
    end = match.end()
    while end < len(text) and text[end] in " \u00a0\t":
        end += 1
    return Dateline(
        start=match.start(),
        end=end,
        city=ordinary_case(place),
        date=match["date"] or match["late"],
        agency=match["agency"],
    )


def _is_place(place: str, whole: str) -> bool:
    words = place.split()
    stops = word_set("not_places")
    if not words or len(words) > _MAX_PLACE_WORDS or len(place) < 3:
        return False
    if any(word.lower().strip(".") in stops for word in words):
        return place.lower() in dateline_cities()
    return whole[0].isupper()


def _is_caps(place: str) -> bool:
    """Capitals throughout, small words excepted ("RIO de JANEIRO")."""
    particles = word_set("place_particles")
    return (
        all(word.isupper() or word.lower() in particles for word in re.split(r"[\s/]+", place) if word)
        and place[0].isupper()
    )


def _dash_leads_on(match: re.Match[str], text: str) -> bool:
    """Whether a capital follows the dash: "Beirut -- Israel", not "Paris - the city"."""
    following = text[match.end() : match.end() + 1]
    return bool(following) and not following.islower()


def _abbreviated(region: str) -> bool:
    return region.strip(", \u00a0") in word_set("region_abbreviations")


def _line_ends(text: str, at: int) -> bool:
    return at >= len(text) or text[at] == "\n" or text[at - 1] == "\n"


def _agency_alone(text: str, start: int) -> Dateline | None:
    """ "(Reuters) - " with no place before it."""
    found = _AGENCY_FIRST.match(text, start)
    if found is None or found["sep"] == ":":
        return None
    return Dateline(start=found.start(), end=found.end(), city=None, date=None, agency=found["agency"])
