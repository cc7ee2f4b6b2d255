"""Who wrote an article: a person, never an agency or a desk."""

import re
from functools import cache

from dragoman.article.calendar_day import LOOSE_DATE
from dragoman.article.publisher import PublisherNames, known_name
from dragoman.article.words import dateline_cities, word_lists, word_set
from dragoman.records import Record

_WORD = r"[^\W\d_][\w’'`.-]*"
# Repetition is bounded: no name has words of 40 letters, and a text of nothing else must not cost its square.
_NAME_WORD = r"(?:[^\W\d_a-zà-öø-ÿ][\w’'`.-]{0,40}|al-[^\W\d_][\w’'-]{0,40}|d[’'][A-Z]\w{1,40})"
_LOW_START = r"al-|d[’'][^\W\d_a-z]"  # a name may begin so: "al-Masri", "d'Arcy"
_PARTICLE = (
    r"(?:"
    + "|".join(
        ("de", "da", "del", "della", "der", "den", "di", "du", "la", "le", "van", "von", "bin", "al", "el", "ul", "ur")
    )
    + r")"
)
NAME = rf"{_NAME_WORD}(?:[ \u00a0]+(?:{_PARTICLE}[ \u00a0]+)*{_NAME_WORD}){{1,3}}(?:,?[ \u00a0]Jr\.?)?"
_MAX_WORDS = (
    5  # "Sheikh Mohammed bin Abdulrahman Al Thani" is no reporter; "Maria de los Angeles Garcia Lopez" might be
)
_MIN_SHORT_NAME = 2
_HEAD_LETTERS = 400  # a run-in byline stands in the first sentences
_LEAD = re.compile(r"(?:by|written by|reported by|words by|from|story by)\b[ \u00a0]*:?[ \u00a0\n]*", re.IGNORECASE)
_PLACE_TAIL = re.compile(r",? (?:in|at|reporting from) [^\W\d_a-z][\w’'., -]{0,80}$")  # of text with single blanks
_NEXT_LINE = re.compile(r"[^\S\n]*+\n\s*+(?P<line>[^\n]*\S)")
_JOIN = re.compile(r"\s{0,4}(?:,|;|\band\b|&)\s{0,4}", re.IGNORECASE)
_RUN_IN_LEAD = re.compile(rf"(?:By|BY)[ \u00a0\n]+(?P<name>{NAME})")
_ROLE = (
    r"(?P<role>(?i:spokes(?:person|man|woman)|press secretary|secretary|minister|president|ambassador"
    r"|representative|advis[eo]r|chancellor|commissioner))"
)
_ATTRIBUTABLE = re.compile(
    rf"(?i:the (?:following|below)(?: statement| readout)? (?:is|may be) attribut(?:able|ed) to)\s+"
    rf"(?:[\w.’'-]+\s+){{0,6}}?{_ROLE}\s+(?P<name>{NAME})\s*:"
)
_SIGNED_TITLE = re.compile(
    rf"\b(?i:statement|remarks|message|address|letter|speech)\b(?i: by| from)\s+(?:[\w.’'-]+\s+){{0,6}}?{_ROLE}\s+"
    rf"(?P<name>{NAME})(?=\s+(?:on|at|to|for|in|before|with|regarding|about|after|of)\b|$)"
)
_OUR_CORRESPONDENT = re.compile(
    rf"\b(?i:our)\s+(?:[\w-]+\s+){{0,2}}?(?i:correspondent|reporter|special envoy|diplomatic editor)\s+(?P<name>{NAME})"
)
_REPORTING = re.compile(
    rf"\(?(?i:reporting|writing|written|reported) by[ \u00a0]+(?P<name>{NAME}(?:(?:,| and|, and)[ \u00a0]{NAME})*)"
)
_SIGNATURE = re.compile(rf"(?:^|[\s.”\"])[-–—][ \u00a0]?(?P<name>{NAME})[ \u00a0]*\.?$")
_CAPS_NAME = r"[A-Z][A-Z’'-]*\.?(?:[ \u00a0][A-Z][A-Z’'-]*\.?){1,3}?"
_SIGNATURE_BLOCK = re.compile(  # "JANE Q. ROE" above, or before, "THE MINISTRY, June 8, 2021." at the end of a decree
    rf"(?:^|[.”\"\n])\s{{0,20}}(?P<name>{_CAPS_NAME}(?:,?[ \u00a0]JR\.)?)"
    rf"(?:[^\S\n]{{0,20}}\n\s{{0,20}}|[ \u00a0]+(?=THE ))[A-Z][A-Z ]{{4,40}},\s*(?i:{LOOSE_DATE})\.?\s*$"
)


class Byline(Record, frozen=True, kw_only=True):
    """A byline as it stands: its span in the text, and its names joined by commas; ``None``: it names no person."""

    start: int
    end: int
    name: str | None
    credit: str | None = None  # the desk or agency that it names instead
    is_prose: bool = False  # part of a sentence, so no furniture


def person_names(text: str | None, publishers: PublisherNames) -> str | None:
    """The persons that a byline field names, joined by commas; ``None``: it names a desk, an agency or nobody."""
    given = _LEAD.sub("", " ".join((text or "").split()), count=1) if text else ""
    given = re.sub(r" ?\([^()]*\)| ?<[^<>]*>| ?[^\s@]{1,64}@\S+", "", _PLACE_TAIL.sub("", given))
    names = [name.strip(" .|") for name in _JOIN.split(re.sub(r"(?i),\s*(?=jr\b)", " ", given))]
    persons = [_unshout(name) for name in dict.fromkeys(names) if is_person(name, publishers)]
    return ", ".join(persons) or None


def is_person(name: str, publishers: PublisherNames) -> bool:
    """Whether two to five words can be somebody's name: capitalised, no desk, no publisher, no city."""
    words = name.split()
    if not _MIN_SHORT_NAME <= len(words) <= _MAX_WORDS or re.search(r"[\d:@/\"“”]", name):
        return False
    particles = word_set("name_particles")
    desk = word_set("desk_words")
    capital = [word[0].isupper() or word.lower() in particles or bool(re.match(_LOW_START, word)) for word in words]
    opens = words[0][0].isupper() or words[0].lower() in particles or bool(re.match(_LOW_START, words[0]))
    if not all(capital) or not opens:
        return False
    if any(word.lower().strip(".,") in desk for word in words) or name.lower() in word_set("roles"):
        return False
    return name.lower() not in dateline_cities() and known_name(name, publishers) is None


def byline_in_lines(text: str, start: int, publishers: PublisherNames) -> Byline | None:
    """The byline on the line at ``start``, or on that line and the next ("By", then the name)."""
    end = _line_end(text, start)
    line = text[start:end].strip()
    if re.fullmatch(r"(?i)(?:by|from|written by):?", line):
        following = _NEXT_LINE.match(text, end)
        end = following.end() if following else end
        line = f"By {following['line'].strip()}" if following else line
    if not line or len(line) > 150:
        return None
    found = _from_line(line, publishers)
    if found is None:
        return None
    name, credit = found
    end = _with_role_line(text, end)
    return Byline(start=start, end=end, name=name, credit=credit)


def byline_run_in(text: str, start: int, publishers: PublisherNames) -> Byline | None:
    """A byline that runs into the first sentence: "By Jane Roe The ...", "Jane Roe, Foreign Minister The ..."."""
    for match in (
        _RUN_IN_LEAD.match(text, start),
        _release_pattern().match(text, start),
        _ATTRIBUTABLE.search(text, start, start + _HEAD_LETTERS),
        _OUR_CORRESPONDENT.search(text, start, start + _HEAD_LETTERS),
    ):
        if match is None:
            continue
        name, end = _trim_run_in(match, text)
        if is_person(name, publishers):
            stop = end if match.re is _RUN_IN_LEAD else match.end()
            is_prose = match.re is _OUR_CORRESPONDENT
            return Byline(start=match.start(), end=stop, name=_unshout(name), is_prose=is_prose)
    return None


def byline_at_end(text: str, publishers: PublisherNames) -> Byline | None:
    """A signature or a "Reporting by" line at the end."""
    tail = max(0, len(text) - 600)
    block = _SIGNATURE_BLOCK.search(text, tail)
    if block and is_person(block["name"], publishers):
        return Byline(start=block.start("name"), end=block.end(), name=_unshout(block["name"]))
    found = list(_REPORTING.finditer(text, tail))
    if found:
        name = person_names(found[-1]["name"], publishers)
        return Byline(start=found[-1].start(), end=found[-1].end(), name=name) if name else None
    for line in reversed([m for m in re.finditer(r"[^\n]+", text[tail:]) if m[0].strip()][-4:]):
        signed = _SIGNATURE.search(line[0].rstrip())
        if signed and is_person(signed["name"], publishers):
            at = tail + line.start() + signed.start()
            return Byline(
                start=at + len(signed[0]) - len(signed[0].lstrip()),
                end=tail + line.start() + signed.end(),
                name=signed["name"].rstrip("."),
            )
    return None


def byline_in_title(title: str | None, publishers: PublisherNames) -> str | None:
    """Who a statement is by, where its title says so."""
    found = _SIGNED_TITLE.search(" ".join((title or "").split()))
    return found["name"] if found and is_person(found["name"], publishers) else None


def _from_line(line: str, publishers: PublisherNames) -> tuple[str | None, str | None] | None:
    """(persons, desk or agency) of a line that is a byline; ``None`` where it is none."""
    lead = _LEAD.match(line)
    rest = line[lead.end() :] if lead and lead.end() else line
    names, role = _split_role(rest)
    persons = person_names(names, publishers)
    if lead and lead.end():
        is_short = len(rest.split()) <= 12 and not rest.endswith((".", "?", "!"))
        if line.lower().startswith("from") and not persons:
            return None
        return (
            (persons, None if persons else rest)
            if is_short and (persons or not any(w.islower() and len(w) > 4 for w in rest.split()))
            else None
        )
    if persons and role:
        return persons, None
    if role and not names and len(line.split()) <= 4:
        return None, line
    return None


def _split_role(line: str) -> tuple[str, str | None]:
    """The names and the role of "Jane Roe, Staff Writer", "Jane Roe | Reuters", "Jane Roe in Kabul"."""
    roles = word_set("roles")
    for mark in (",", "|", " - ", " – ", " — "):
        head, found, tail = line.partition(mark)
        if found and (tail.strip().lower().rstrip(".") in roles or tail.strip() in word_lists()["release_roles"]):
            return head.strip(), tail.strip()
    if line.strip().lower() in roles:
        return "", line.strip()
    place = re.search(r"(?<=\s)in\s+([^\W\d_a-z][\w’' -]*?)$", line)
    if place and place[1].lower() in dateline_cities():
        return line[: place.start()].rstrip(), place[1]
    return line, None


def _with_role_line(text: str, end: int) -> int:
    """The end of a byline with the line of the writer's role, if there is one."""
    following = _line_end(text, end + 1)
    line = text[end + 1 : following].strip().lower().rstrip(".") if end < len(text) else ""
    return following if line in word_set("roles") else end


def _trim_run_in(match: re.Match[str], text: str) -> tuple[str, int]:
    """A name of a run-in byline ends at words in capitals (the dateline) or after two or three words."""
    name = match["name"]
    if match.re is not _RUN_IN_LEAD:
        return name, match.end("name")
    words = re.findall(r"\S+", name)
    if not words[0].isupper():
        words = [word for n, word in enumerate(words) if n < 1 or not (word.isupper() and len(word.strip(".")) > 1)]
    inner = [word for word in words[1:] if re.fullmatch(r"\w\.|[a-z]+|bin", word)]  # initials, particles
    words = words[: 2 + len(inner)]
    cut = re.match(r"[ \u00a0\n]*".join(re.escape(word) for word in words), text[match.start("name") :])
    return " ".join(words), match.start("name") + (cut.end() if cut else len(name))


@cache
def _release_pattern() -> re.Pattern[str]:
    """ "NAME, ROLE" with a role of ``release_roles``, longest first, before a capital or a line's end."""
    roles = "|".join(sorted(map(re.escape, word_lists()["release_roles"]), key=len, reverse=True))
    return re.compile(
        rf"(?P<name>{NAME}),[ \u00a0]+(?:U\.S\. |Department |White House |Acting )?(?:{roles})"
        rf"(?=[ \u00a0]+[A-Z“\"]|[ \u00a0]*\n|$)"
    )


def _unshout(name: str) -> str:
    """A name in capitals as it is written in a sentence."""
    if not name.isupper():
        return name
    particles = word_set("name_particles")
    return " ".join(
        w.lower() if n and w.lower() in particles else "-".join(p.capitalize() for p in w.split("-"))
        for n, w in enumerate(name.split())
    )


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end
