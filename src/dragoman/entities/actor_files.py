"""Files of the user's own actors: dictionaries of the PETRARCH family, tables (TSV) and maps from name to code (JSON).

A dictionary has a name a line, underscores for blanks, its code in brackets; dated codes stand in brackets too, on the
line or indented under it (``[USAGOV >090120]``, ``[USAELI <090120]``, ``[USAGOV 930120-010120]``); lines with ``+`` are
further names of the actor above (Schrodt, Beieler and Idris 2014, "Three's a Charm? Open Event Data Coding with
EL:DIABLO, PETRARCH, and the Open Event Data Alliance"). Codes with ``~`` are of agents: nouns such as "soldiers". A
table has the columns ``name`` and ``code`` and may have ``from``, ``to`` (days, months or years) and ``kind``.
"""

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import get_args

from dragoman.errors import DateError, UsageError
from dragoman.partial_date import PartialDate
from dragoman.records import EntityKind, Record

_CODE = re.compile(r"\[([^\[\]]*)\]")
# A name that ends without an underscore is a stem in the older dictionaries ("ARGENTIN"): we read it as a whole word.
_DATED = re.compile(
    r"(?P<code>\S*?)\s*(?:(?P<sign>[<>])\s*(?P<one>\d{6,8})|(?P<first>\d{6,8})\s*-\s*(?P<last>\d{6,8}))?"
)
_TWO_DIGITS = 6  # letters of a date whose year has two digits
_CENTURY_TURNS = 30  # "29" is 2029, "30" 1930: as PETRARCH's own reader has it


class OwnActor(Record, frozen=True, kw_only=True):
    """One name with one code."""

    name: str
    code: str  # as the file writes it
    start: str = ""  # ISO day from which it holds; "": from ever
    end: str = ""  # ISO day to which it holds, included; "": for ever
    kind: EntityKind | None = None  # None: told by the code

    @property
    def is_agent(self) -> bool:
        """Whether it is a noun of somebody who acts for another: "soldiers"."""
        return "~" in self.code


class OwnActors(Record, frozen=True, kw_only=True):
    """What the files hold, in their order."""

    actors: tuple[OwnActor, ...]
    sha256: str  # over the files


def read_own_actors(paths: Sequence[str | Path]) -> OwnActors:
    """The actors of some files.

    Raises:
        UsageError: a file cannot be read, or is not as it must be.
    """
    found: list[OwnActor] = []
    digest = hashlib.sha256()
    for path in paths:
        try:
            data = Path(path).read_bytes()
            text = data.decode("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(
                "the file of actors cannot be read", values=f"{path}: {error}", remedy="Give a file in UTF-8"
            ) from error
        digest.update(hashlib.sha256(data).digest())
        found.extend(_actors(text, str(path)))
    return OwnActors(actors=tuple(dict.fromkeys(found)), sha256=digest.hexdigest())


def _actors(text: str, path: str) -> list[OwnActor]:
    if text.lstrip().startswith("{"):
        rows = list(_of_map(text, path))
    elif "\t" in text.partition("\n")[0] and "[" not in text.partition("\n")[0]:
        rows = list(_of_table(text, path))
    else:
        rows = list(_of_dictionary(text.splitlines(), path))
    if not rows:
        raise UsageError(
            "there is no actor in the file",
            values=path,
            remedy="Write lines as FRANCE_ [FRA], or a TSV with name, code",
        )
    return rows


def _of_map(text: str, path: str) -> Iterator[OwnActor]:
    try:
        given = json.loads(text)
    except ValueError as error:
        raise UsageError("the file of actors is no JSON", values=f"{path}: {error}", remedy="Mend it") from error
    for name, code in given.items():
        if not isinstance(code, str):
            raise UsageError("a code is no text", values=f"{name!r} in {path}", remedy='Write "NAME": "CODE"')
        yield OwnActor(name=_plain(name), code=code.strip())


def _of_table(text: str, path: str) -> Iterator[OwnActor]:
    rows = csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)
    for number, row in enumerate(rows, start=2):
        where = f"line {number} of {path}"
        if not row.get("name") or not row.get("code"):
            raise UsageError("a row needs a name and a code", values=where, remedy="Name the columns name and code")
        kind = (row.get("kind") or "").strip() or None
        if kind is not None and kind not in get_args(EntityKind):
            raise UsageError(
                "no such kind", values=f"{kind!r}, {where}", remedy=f"Give one of {', '.join(get_args(EntityKind))}"
            )
        start, end = (_day(row.get(column) or "", where, last=column == "to") for column in ("from", "to"))
        yield OwnActor(name=_plain(row["name"]), code=row["code"].strip(), start=start, end=end, kind=kind)  # type: ignore[arg-type]


def _of_dictionary(lines: Iterable[str], path: str) -> Iterator[OwnActor]:
    """The names with their codes: those of one actor come with every code of it."""
    names: list[str] = []
    codes: list[OwnActor] = []
    for number, line in enumerate(lines, start=1):
        text = re.split(r"[#;]|<!--", line, maxsplit=1)[0].rstrip()
        if not text.strip() or text.lstrip().startswith(("<", "-->")):
            continue
        where = f"line {number} of {path}"
        name = _CODE.sub("", text).strip()
        if name and not name.startswith("+"):
            yield from _joined(names, codes)
            names, codes = [], []
        if name:
            names.append(_plain(name.removeprefix("+")))
        codes.extend(code for inside in _CODE.findall(text) for code in _codes(inside, where))
    yield from _joined(names, codes)


def _joined(names: Iterable[str], codes: Sequence[OwnActor]) -> Iterator[OwnActor]:
    for name in names:
        for code in codes:
            yield OwnActor(name=name, code=code.code, start=code.start, end=code.end)


def _codes(inside: str, where: str) -> Iterator[OwnActor]:
    """The code in a pair of brackets, with its days."""
    match = _DATED.fullmatch(inside.strip())
    if match is None:
        raise UsageError(
            "a code cannot be read", values=f"[{inside}], {where}", remedy="Write [CODE], [CODE >YYMMDD] or a range"
        )
    one, sign = match["one"], match["sign"]
    start = _compact(match["first"] or (one if sign == ">" else ""), where)
    end = _compact(match["last"] or (one if sign == "<" else ""), where)
    if sign == "<" and end:
        end = (date.fromisoformat(end) - timedelta(days=1)).isoformat()
    yield OwnActor(name="", code=match["code"], start=start, end=end)


def _compact(digits: str, where: str) -> str:
    """An ISO day from YYMMDD or YYYYMMDD; a day or month of 00 is the first."""
    if not digits:
        return ""
    century = "" if len(digits) > _TWO_DIGITS else "20" if int(digits[:2]) < _CENTURY_TURNS else "19"
    year, month, day = (whole := century + digits)[:4], whole[4:6], whole[6:8]
    return _day(f"{year}-{month if month != '00' else '01'}-{day if day != '00' else '01'}", where, last=False)


def _day(text: str, where: str, *, last: bool) -> str:
    if not text.strip():
        return ""
    try:
        when = PartialDate.parse(text.strip())
    except DateError as error:
        raise UsageError(error.what, values=f"{error.values}, {where}", remedy=error.remedy) from error
    day = when.latest if last else when.earliest
    return day.isoformat() if day else ""


def _plain(name: str) -> str:
    """A name as text has it: blanks for underscores, one between words."""
    return " ".join(name.replace("_", " ").split())
