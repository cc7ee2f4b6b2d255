"""The public lists of office-holders, read into one form.

Each reader yields ``Term`` rows: an office id of ours, a name as the source writes it, dates as sharp as the source
has them. What the sources get wrong as a class (a civil servant's title read as the minister's, a state's treasurer
among the federal ones) is left out here, by ``offices/positions.tsv`` where it is one country's; single wrong rows are
mended by ``offices/corrections.tsv``.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

# Day up to which the scraped lists were in step with the world.
HOLDERS_AS_OF = "2022-06-30"
FIRST_YEAR = "1990"
# Flags that say the row is not the office it is filed under.
WRONG_OFFICE = ("mislabelled", "state_level", "bad_date", "known_wrong", "end_before_start")
KEPT_AS_THEY_ARE = frozenset(
    {
        "head_of_state", "head_of_government", "foreign_minister", "defence_minister", "interior_minister",
        "finance_minister", "central_bank",
    }
)  # fmt: skip
# Bodies under or beside states of which only the heads are kept.
HEADS_ONLY = re.compile(r"^(?:GB-|US-|X(?!KX)|ABW|AIA|ALA|BMU|CYM|FRO|GRL|IMN|JEY|MSR|TCA|VGB)")
HEADS = ("head_of_state", "head_of_government")
# The lists' own codes for places that act like states -> their ids in our table of states.
OUR_IDS = {
    "XAB": "Abkhazia", "XSO": "South Ossetia", "XAR": "Nagorno-Karabakh", "XDN": "DPR", "XLU": "LPR",
    "XSL": "Somaliland", "XNC": "TRNC", "XTN": "Transnistria", "YEM_NORTH": "YAR", "YEM_SOUTH": "YMD",
    "GB-SCT": "Scotland", "GB-WLS": "Wales", "GB-NIR": "Northern Ireland", "CN-TIB": "Tibet",
}  # fmt: skip
SOVEREIGNS = {"Elizabeth II": "GBR", "Charles III": "GBR"}  # heads of many states, at home in one
# The lists' codes of parts of a state -> the state their people are from; "": the post is nobody's own country.
HOMES = {"GB": "GBR", "US": "USA", "CN": "CHN", "WLD": ""}

_UPPER_HOUSE = re.compile(
    r"Senate|Council of States|Federal Council|House of Lords|Lord Speaker|House of Councillors|Federation Council|"
    r"National Council of Bhutan|House of Elders|Mesherano|Council of the Republic|Rajya Sabha|"
    r"National Assembly \(Nepal\)"
)
_ARMY = re.compile(r"Army|Land Forces|Ground Forces")
_NAVY = re.compile(r"Nav(?:y|al)|Maritime|Fleet")
_AIR = re.compile(r"\bAir\b")
_NOT_CHIEF = re.compile(r"Supreme Commander|Deputy|Vice|Marine|Space|Coast Guard|National Guard|Commander-in-Chief of")
_TOP_SOLDIER = re.compile(
    r"Chief of (?:the )?(?:General|Defen[cs]e|Joint|Main|National)|Chief of (?:the )?General Staff|Joint Chiefs|"
    r"Chiefs of Staff|Commander of the (?:Armed|Defen[cs]e)|Chief of Staff of the (?:Armed|Defen[cs]e)|"
    r"Chief of (?:the )?Armed|Supreme Commander|Chief of Staff$|Defence Force"
)
# What one list calls an armed-forces chief is another post in these countries.
_GENERAL_STAFF_IS_ARMY = frozenset({"GBR"})
_GENERAL_STAFF_IS_OFFICE = frozenset({"PAK", "BGD"})  # an officer under the army chief
INTELLIGENCE = {
    ("USA", "Director of the CIA"): "USA:intelligence.cia",
    ("USA", "Director of National Intelligence"): "USA:intelligence",
    ("USA", "Director of the FBI"): "USA:intelligence.fbi",
    ("PAK", "Director General of Inter-Services Intelligence"): "PAK:intelligence",
    ("IND", "Director of the Intelligence Bureau"): "IND:intelligence.ib",
    ("ISR", "Director of the Mossad"): "ISR:intelligence",
    ("GBR", "Chief of the Secret Intelligence Service"): "GBR:intelligence",
    ("GBR", "Director General of the Security Service"): "GBR:intelligence.mi5",
    ("RUS", "Director of the Federal Security Service"): "RUS:intelligence.fsb",
    ("RUS", "Director of the Foreign Intelligence Service"): "RUS:intelligence.svr",
    ("IRN", "Minister of Intelligence"): "IRN:intelligence",
    ("CHN", "Minister of State Security"): "CHN:intelligence",
}
SPOKESPERSON = {
    "White House Press Secretary": "spokesperson.white_house",
    "Foreign Ministry Spokeperson": "spokesperson.foreign_ministry",
    "Presidential Spokesperson": "spokesperson.president",
    "Spokesperson of the President": "spokesperson.president",
    "Press Secretary": "spokesperson.president",
}
OTHERS = {
    "National Security Advisor": "national_security_adviser",
    "National Security Adviser": "national_security_adviser",
    "Attorney General": "attorney_general",
    "Attorney-General": "attorney_general",
    "Foreign Secretary": "foreign_secretary",
    "Permanent Representative to the United Nations": "un_ambassador",
    "President of the United Nations General Assembly": "general_assembly_president",
}


POSITIONS = Path(__file__).resolve().parent / "offices" / "positions.tsv"
# Lists file all who have to do with the police as interior ministers. Where a state has a minister called after the
# interior, others stand for that office only while it has none: of 109 pairs of interior ministers at one time 82
# were such.
_INTERIOR = re.compile(r"Interior|Internal Affairs|Home(?:land)?\b")


@dataclass
class Term:
    """One person's stay in one office as one source tells it. Empty dates: not told."""

    office: str
    name: str
    country: str
    start: str
    end: str
    source: str
    as_of: str
    wikidata: str = ""
    certainty: str = "known"
    person: str = ""  # id in the people table, once known
    spellings: tuple[str, ...] = ()  # other names that a second witness has for the person
    second: bool = False  # the post stands for the office only where nobody else holds it


def office_of(country: str, role: str, position: str) -> str | None:
    """Our office id for a position as the lists write it; ``None``: not one of ours."""
    if country == "WLD":
        return "UN:general_assembly_president" if "General Assembly" in position else None
    if country.startswith("US-") or (HEADS_ONLY.match(country) and role not in HEADS):
        return None
    country = OUR_IDS.get(country, country)
    action = action_on(country, role, position)
    if action == "drop":
        return None
    if action not in ("", "first"):
        return f"{country}:{action}"
    if role in KEPT_AS_THEY_ARE:
        if role == "foreign_minister" and (position == "Foreign Secretary" or "Education" in position):
            return f"{country}:foreign_secretary" if position == "Foreign Secretary" else None
        return f"{country}:{role}"
    slug = _slug(country, role, position)
    return f"{country}:{slug}" if slug else None


@cache
def _positions() -> tuple[dict[str, str], ...]:
    with POSITIONS.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def action_on(country: str, role: str, position: str) -> str:
    """What ``positions.tsv`` says of a position: ``drop``, ``first``, or the role it is; empty: nothing."""
    return next(
        (
            row["action"]
            for row in _positions()
            if row["country"] == country and row["role"] in (role, "*") and re.fullmatch(row["position"], position)
        ),
        "",
    )


def is_second(country: str, role: str, position: str) -> bool:
    """Whether a position stands for the office it is filed under only where nobody else holds that."""
    named = _INTERIOR.search(position) or action_on(country, role, position) == "first"
    return role == "interior_minister" and not named


def _slug(country: str, role: str, position: str) -> str | None:
    if role == "armed_forces_chief":
        return _soldier(country, position)
    if role == "legislature_speaker":
        if "Regional" in position:
            return None
        return "upper_house_speaker" if _UPPER_HOUSE.search(position) else "legislature_speaker"
    if role == "deputy_head_of_government" or position in ("Vice President", "Vice-President"):
        vice_president = re.search(r"Vice[- ]President(?! of the Council)|Deputy President", position)
        return "vice_president" if vice_president else "deputy_head_of_government"
    if role == "intelligence":
        return INTELLIGENCE.get((country, position), ":").split(":", 1)[1] or None
    if role == "spokesperson":
        return SPOKESPERSON.get(position, "spokesperson")
    if country in ("PAK", "IND") and role == "other_minister" and position == "Foreign Secretary":
        return "foreign_secretary"
    if country == "IND" and role == "other" and position == "Minister of Foreign Affairs":
        return "foreign_secretary"
    return OTHERS.get(position)


def _soldier(country: str, position: str) -> str | None:
    if "General Staff" in position and country in _GENERAL_STAFF_IS_OFFICE:
        return None
    if _NAVY.search(position):
        return "navy_chief"
    if _AIR.search(position):
        return "air_chief"
    if _NOT_CHIEF.search(position):
        return None
    if _ARMY.search(position) and "Armed" not in position:
        return "army_chief"
    if country in _GENERAL_STAFF_IS_ARMY and "General Staff" in position:
        return "army_chief"
    return "armed_forces_chief" if _TOP_SOLDIER.search(position) else None


def home_of(code: str, person: str = "") -> str:
    """The state that the people of a list's country code are from, by its id; empty: none."""
    if person in SOVEREIGNS:
        return SOVEREIGNS[person]
    part = code.split("-")[0]
    return OUR_IDS.get(part, HOMES.get(part, part))


def read_holders(path: Path) -> Iterator[Term]:
    """The scraped list of positions (Wikidata exports, mid-2022), without what it files wrongly."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if any(mark in row["flags"] for mark in WRONG_OFFICE if mark != "mislabelled"):
                continue
            office = office_of(row["country_iso3"], row["role"], row["position"])
            if office is None or not row["person"] or re.fullmatch(r"Q\d+", row["person"]):
                continue
            certainty = "stale" if "open_but_superseded" in row["flags"] else "open" if not row["end"] else "known"
            yield Term(
                office, row["person"], home_of(row["country_iso3"], row["person"]), row["start"], row["end"],
                "every-politician-scrapers", max(HOLDERS_AS_OF, row["start"]), row["wikidata"], certainty,
                second=is_second(row["country_iso3"], row["role"], row["position"]),
            )  # fmt: skip


# Successor states and parts whose rows the list of leaders files under one code.
_ELSEWHERE = re.compile(r"council of state|council of ministers", re.IGNORECASE)
_LEADER_SOURCES = (("CountryInfo", "rulers list via CountryInfo", "2009-01-01"),)


# The rulers list's own codes took two states for others: Kiribati's presidents stand under Kosovo, Mauritania's rulers
# under Mauritius.
FILED_AS = {"XKX": "KIR", "MUS": "MRT"}


def read_leaders(path: Path) -> Iterator[Term]:
    """Heads of state and government before 2009 by the day (rulers list; names without marks)."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if not row["source"].startswith("CountryInfo") or row["role"] not in HEADS:
                continue
            if (row["end"] and row["end"] < FIRST_YEAR) or "no_start" in row["flags"]:
                continue
            country = OUR_IDS.get(row["country_iso3"], row["country_iso3"])
            country = FILED_AS.get(country, country)
            if country == "DEU" and _ELSEWHERE.search(row["position"]):
                country = "DDR"
            open_end = "" if row["end"] else "open"
            yield Term(
                f"{country}:{row['role']}", _proper(row["person"]), country, row["start"], row["end"],
                "rulers list via CountryInfo", "2008-12-31", "", open_end or "known",
            )  # fmt: skip


def _proper(name: str) -> str:
    return re.sub(r"\b(De|La|Del|Von|Van|Der|Den|Da|Dos|Y)\b(?!$)", lambda match: match[1].lower(), name[:1] + name[1:])


_CIA_ROLES = frozenset({"foreign_minister", "defence_minister", "interior_minister", "finance_minister", *HEADS})


def read_cabinets(path: Path) -> Iterator[Term]:
    """Ministers by the month, 2003 to early 2011 (CIA World Leaders; starts before 2003 not told)."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            flags = row["flags"]
            role = row["role"]
            if role == "ambassador" and re.search(r"\bUN\b|United Nations", row["position"]):
                role = "un_ambassador"
            elif role not in _CIA_ROLES:
                continue
            if "by_order" in flags or "ambiguous" in flags or "Acting" in row["position"]:
                continue
            yield Term(
                f"{row['country_iso3']}:{role}", row["person"], row["country_iso3"], row["start"] or "../2003-01",
                row["end"] or "2011-02/..", "CIA World Leaders via CountryInfo", "2011-02-28", "", "known",
            )  # fmt: skip
