"""Stays in office that the user brings: what they mean in our tables, whether they agree, and how they go before ours.

Own rows lie beside a record, in ``NAME.offices.tsv`` or ``NAME.offices.toml``. They are marked ``own`` and outrank the
tables: where one says who held an office of a single holder, the tables' other holders are passed over.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Literal

from msgspec.structs import replace

from dragoman.entities.gazetteer import Gazetteer
from dragoman.entities.holdings import Holding, read_holdings, tsv_lines
from dragoman.entities.office_checks import HANDOVER, shared
from dragoman.entities.offices import Occupancy, Office, Offices, Person
from dragoman.entities.person_names import fold
from dragoman.entities.who import office_called
from dragoman.errors import RecordNotWritable, UnknownName
from dragoman.partial_date import PartialDate
from dragoman.records import Record

SUFFIXES = (".offices.tsv", ".offices.toml")
Verdict = Literal["new", "known", "conflict", "not understood"]
# An office that the tables lack may be added by its id: a body of the tables and a role.
_NEW_OFFICE = re.compile(r"\A(?P<body>[^:]+):(?P<role>[a-z_.]+)")
# What many states call a part of their parliament, so that the name alone tells no state.
_SHARED_NAMES = re.compile(
    r"\b(?:National Assembly|House of (?:Commons|Representatives)|Senate|Parliament|Federal Council)\b", re.IGNORECASE
)
# Rank of an added office: below all that the tables order.
_ADDED_RANK = "5"
# One stay of several that a row agrees with is the one that it tells.
_MILDEST: tuple[Verdict, ...] = ("known", "new", "conflict")


class Judged(Record, frozen=True, kw_only=True):
    """One stay of a file, and what the tables say to it."""

    verdict: Verdict
    holding: Holding  # with our id of the office, where it is understood
    detail: str = ""  # why


def own_files(record: str | PathLike[str]) -> tuple[Path, ...]:
    """The files of the user's own rows beside a record, those that exist."""
    return tuple(path for suffix in SUFFIXES if (path := Path(record).with_suffix(suffix)).is_file())


def read_own(record: str | PathLike[str]) -> tuple[Holding, ...]:
    """The user's own rows beside a record.

    Raises:
        UnreadableInput: a file is not a table of offices.
    """
    return tuple(holding for path in own_files(record) for holding in read_holdings(path))


def vouched(holdings: Iterable[Holding], as_of: str) -> Iterator[Holding]:
    """The stays, with ``as_of`` as the day up to which open ones are right that do not say so themselves."""
    return (one if one.end or one.as_of else replace(one, as_of=as_of) for one in holdings)


def add_own(record: str | PathLike[str], holdings: Sequence[Holding]) -> Path:
    """Add rows to the user's own table beside a record, and return its path.

    Args:
        record: the record.
        holdings: what to add, with our ids of offices.

    Raises:
        RecordNotWritable: the folder cannot be written.
    """
    path = Path(record).with_suffix(SUFFIXES[0])
    before = read_holdings(path) if path.is_file() else ()
    added = [replace(one, certainty="") for one in holdings]
    aside = path.with_name(f"{path.name}.part")
    try:
        aside.write_text("\n".join(dict.fromkeys(tsv_lines([*before, *added]))) + "\n", encoding="utf-8")
        aside.replace(path)
    except OSError as error:
        raise RecordNotWritable(
            "your own rows cannot be written",
            values=f"{path}: {error.strerror}",
            remedy="Check the folder beside the record",
        ) from error
    return path


def with_own(offices: Offices, own: Sequence[Holding], gazetteer: Gazetteer) -> Offices:
    """The tables with the user's own rows before them.

    Raises:
        UnknownName: a row names an office whose body no table has.
    """
    if not own:
        return offices
    added: dict[str, dict[str, str]] = {}
    people: dict[str, dict[str, str]] = {}
    rows = []
    for holding in own:
        office = _office(holding, offices, gazetteer)
        identity = office.id if office else holding.office
        country = holding.country or (office.country if office else None) or ""
        if office is None:
            added[identity] = _new_office(holding, gazetteer)
            country = country or added[identity]["country"]
        person = _person(holding, country, offices)
        key = person.id if person else f"own-{fold(holding.person).replace(' ', '-')}"
        if person is None:
            family = holding.person.split()[-1]
            people[key] = {
                "id": key, "name": holding.person, "aliases": "", "family": family, "country": country,
                "wikidata": holding.wikidata,
            }  # fmt: skip
        rows.append({
            "office": identity, "person": key, "start": holding.start, "end": holding.end, "certainty": "own",
            "source": holding.source or "own", "as_of": holding.as_of or date.max.isoformat(),
        })  # fmt: skip
    return offices.with_rows(offices=added.values(), occupancies=rows, people=people.values())


def compare(holdings: Iterable[Holding], offices: Offices, gazetteer: Gazetteer) -> list[Judged]:
    """What each stay is to the tables and to the stays before it: new, known, in conflict, or not understood."""
    judged: list[Judged] = []
    accepted: dict[str, list[Occupancy]] = {}
    called: dict[tuple[str, str], Office | None] = {}  # a file names an office many times
    for holding in holdings:
        name = (holding.office, holding.of)
        office = called[name] if name in called else called.setdefault(name, _office(holding, offices, gazetteer))
        if office is None:
            whose = f" of {holding.of}" if holding.of else ""
            judged.append(Judged(verdict="not understood", holding=holding, detail=f"no office{whose} in the tables"))
            continue
        person = _person(holding, holding.country or office.country or "", offices)
        stay = _occupancy(holding, office, person)
        verdict, detail = _verdict(stay, [*offices.holders(office.id), *accepted.get(office.id, [])], office, offices)
        found = replace(holding, office=office.id, person=person.name if person else holding.person)
        judged.append(Judged(verdict=verdict, holding=found, detail=detail))
        if verdict == "new":
            accepted.setdefault(office.id, []).append(stay)
    return judged


def _verdict(stay: Occupancy, stays: Sequence[Occupancy], office: Office, offices: Offices) -> tuple[Verdict, str]:
    if stay.end.latest and stay.start.earliest and stay.end.latest < stay.start.earliest:
        return "not understood", "ends before it starts"
    own = [other for other in stays if other.person == stay.person and stay.holding(other.dates) != "no"]
    verdicts = [_against_own_stay(stay, other, _told(other, offices)) for other in own]
    verdict, detail = min(verdicts, key=lambda one: _MILDEST.index(one[0]), default=("new", ""))
    rivals = (other for other in stays if other.person != stay.person and shared(stay, other) > HANDOVER)
    rival = next(rivals, None) if office.single else None
    if verdict == "new" and rival is not None:
        return "conflict", f"at that time {_told(rival, offices)}"
    return verdict, detail


def _told(stay: Occupancy, offices: Offices) -> str:
    person = offices.person(stay.person)
    return f"{person.name if person else stay.person} {stay.start}..{stay.end or ''} ({stay.source})"


def _against_own_stay(stay: Occupancy, other: Occupancy, told: str) -> tuple[Verdict, str]:
    """One person's stay told twice: the dates agree, add something, or do not agree."""
    if _apart(stay.start, other.start) or _apart(stay.end, other.end):
        return "conflict", f"the tables have {told}"
    if stay.end and not other.end:
        late = stay.end.latest is not None and stay.end.latest < other.vouched_to
        return ("conflict", f"the tables have {told}, to {other.vouched_to}") if late else ("new", f"ends {told}")
    if not stay.end and other.end and other.end.latest and other.end.latest < stay.vouched_to:
        return "conflict", f"the tables have {told}"
    longer = not stay.end and not other.end and stay.vouched_to > other.vouched_to
    return ("new", f"goes on from {other.vouched_to}") if longer else ("known", told)


def _apart(date_: PartialDate, other: PartialDate) -> bool:
    """Whether two dates differ by more than sources do about a handover; unknown ones do not."""
    if not date_ or not other:
        return False
    first, last = (
        max(date_.earliest or date.min, other.earliest or date.min),
        min(date_.latest or date.max, other.latest or date.max),
    )
    return first - last > HANDOVER


def _occupancy(holding: Holding, office: Office, person: Person | None) -> Occupancy:
    return Occupancy(
        office=office.id,
        person=person.id if person else fold(holding.person),
        start=PartialDate.parse(holding.start or "unknown"),
        end=PartialDate.parse(holding.end or "unknown"),
        certainty="own",
        source=holding.source,
        as_of=PartialDate.parse(holding.as_of or "unknown").latest or date.max,
    )


def _office(holding: Holding, offices: Offices, gazetteer: Gazetteer) -> Office | None:
    """The office that a row names, by its id or in words.

    Where the row says whose office it is, that counts with the words: "Minister of Foreign Affairs" of Chile is nobody
    else's. A title that names another state is not understood then, but for offices that belong to no state.
    """
    if holding.office in offices.ids:
        return offices.by_id(holding.office)
    alone = _in_words(holding.office, offices, gazetteer)
    if holding.of:
        owners = gazetteer.by_name(holding.of)
        named = (_in_words(f"{holding.office} of {owner.name}", offices, gazetteer) for owner in owners[:1])
        found = [one for one in (*named, alone) if one is not None]
        ids = {owner.id for owner in owners}
        return next((one for one in found if one.country is None or ids & {one.country, one.body}), None)
    if alone is None or not _SHARED_NAMES.search(holding.office):
        return alone
    return alone if _names_state(holding.office, alone, gazetteer) else None


def _in_words(words: str, offices: Offices, gazetteer: Gazetteer) -> Office | None:
    return offices.by_title(words) or office_called(words, offices=offices, gazetteer=gazetteer)


def _names_state(words: str, office: Office, gazetteer: Gazetteer) -> bool:
    """Whether the office's state is named in the words, by any of its names."""
    text = f" {fold(words)} "
    return any(f" {fold(name)} " in text for name in gazetteer.names_of(office.country or ""))


def _new_office(holding: Holding, gazetteer: Gazetteer) -> dict[str, str]:
    match = _NEW_OFFICE.fullmatch(holding.office)
    body = gazetteer.get(match["body"]) if match else None
    if match is None or body is None:
        raise UnknownName(
            "no office of the tables, and no body for a new one", values=f"{holding.office!r} ({holding.place})",
            remedy="Write the id of an office (`dragoman gazetteer export --format tsv` lists them), or BODY:role",
        )  # fmt: skip
    kind = "national" if body.kind == "state" else "organisation"
    title = holding.title or f"{match['role'].replace('_', ' ').replace('.', ' ').capitalize()} of {body.name}"
    return {
        "id": holding.office, "title": title, "role": match["role"], "body": body.id, "party": body.party or "",
        "country": body.country or "", "kind": kind, "seats": "one", "rank": _ADDED_RANK,
    }  # fmt: skip


def _person(holding: Holding, country: str, offices: Offices) -> Person | None:
    """The person of our tables: by the Wikidata item, else the only one of that name from that country."""
    found = offices.people(holding.person)
    if holding.wikidata:
        same = offices.person(f"person-{holding.wikidata}")
        if same is not None:
            return same
        found = tuple(person for person in found if not person.wikidata)
    found = tuple(person for person in found if not country or person.country in (country, None))
    return found[0] if len(found) == 1 else None
