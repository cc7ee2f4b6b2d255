"""Participants in the codes of other event data sets: CAMEO actors, ICEWS sectors and countries, PLOVER countries.

PLOVER's sectors and CAMEO's types share most codes and swap two: PLOVER's MED is medical and JRN the press, CAMEO's MED
is the press and HLH health. A sector that the other has no code for is left out.
"""

from functools import cache
from typing import Any

from dragoman.codes.parties import is_party, party
from dragoman.codes.states import is_state, state, states
from dragoman.records import Participant

# CAMEO's codes of regions stand where a country's would (CAMEO manual 1.1b3, section 3.1).
_REGIONS = frozenset(
    "AFR ASA BLK CRB CAU CFR CAS CEU EIN EAF EEU EUR LAM MEA MDT NAF NMR PGS SCN SAM SAS SEA SAF WAF WST".split()
)
# GDELT's list of types (CAMEO.type.txt) with PTY, SET and UIF of CAMEO's own; UNO is read as a known group.
_TYPES = frozenset(
    "COP GOV INS JUD MIL OPP REB SEP SPY UAF AGR BUS CRM CVL DEV EDU ELI ENV HLH HRI LAB LEG MED REF MOD RAD PKO UIS "
    "IGO IMG INT MNC NGM NGO PTY SET UIF".split()
)
_RELIGIONS = frozenset({"MOS", "CHR", "JEW", "HIN", "BUD"})
_SECTOR_TYPES = {
    **{
        code: code for code in "COP GOV JUD LEG MIL PTY REB SPY UAF AGR BUS CRM CVL EDU ELI LAB OPP REF NGO IGO".split()
    },
    "JRN": "MED",
    "MED": "HLH",
}

# ICEWS's names of sectors, the broadest that each PLOVER sector is.
_ICEWS_SECTORS = {
    "AGR": "Agricultural", "BUS": "Business", "COP": "Police,Government", "CRM": "Criminals / Gangs",
    "CVL": "General Population / Civilian / Social,Social", "EDU": "Education,Social", "ELI": "Elite",
    "GOV": "Government", "IGO": "International Government Organization", "JRN": "Media,Social",
    "JUD": "Judicial,Government", "LAB": "Labor,Social", "LEG": "Legislative / Parliamentary,Government",
    "MED": "Medical / Health,Social", "MIL": "Military,Government",
    "NGO": "Nongovernmental Organizations / Activists", "OPP": "Dissident", "PTY": "Parties", "REB": "Rebel",
    "REF": "Refugees / Displaced,Social", "SOC": "Social", "SPY": "Intelligence Ministry,Government",
    "UAF": "Unidentified Forces",
}  # fmt: skip
# Where ICEWS writes a country otherwise than our table does.
_ICEWS_COUNTRIES = {
    "BRN": "Brunei Darussalam", "CIV": "Cote d'Ivoire", "COD": "Democratic Republic of Congo", "COG": "Congo",
    "CUW": "Curaçao", "FRO": "Faeroe Islands", "IMN": "Isle Of Man", "MAC": "Macao", "MKD": "Macedonia",
    "PCN": "Pitcairn", "PSE": "Occupied Palestinian Territory", "RUS": "Russian Federation", "SWZ": "Swaziland",
    "VAT": "Holy See", "VIR": "United States Virgin Islands",
}  # fmt: skip


def gdelt_actor(number: int, who: Participant | None) -> dict[str, Any]:
    """The ten columns of ``Actor1`` or ``Actor2``, without those that nothing is known for."""
    if who is None:
        return {}
    codes = _cameo_codes(who)
    types = [code for code in codes if code in _TYPES]
    religions = [code for code in codes if code in _RELIGIONS]
    countries = [code for code in codes if code in _country_codes()]
    known = {*types, *religions, *countries}
    values = {
        "Code": "".join(codes),
        "Name": actor_name(who).upper(),
        "CountryCode": countries[0] if countries else None,
        "KnownGroupCode": next((code for code in codes if code not in known), None),
        "Religion1Code": religions[0] if religions else None,
        **{f"Type{place}Code": code for place, code in enumerate(types[:3], start=1)},
    }
    return {f"Actor{number}{column}": value for column, value in values.items()}


def actor_name(who: Participant) -> str:
    """A state's or a body's own name where it acts itself, else what the article calls the participant."""
    if who.kind in ("state", "organisation", "armed_group", "party") and who.id == who.party and is_party(who.party):
        return party(who.id).name
    return who.name


def icews_sectors(who: Participant) -> str | None:
    """ICEWS's names of the sectors, joined with commas as ICEWS does; None for a state itself."""
    found = [name for code in who.sectors for name in _ICEWS_SECTORS.get(code, "").split(",") if name]
    if who.party and is_party(who.party) and party(who.party).kind == "organisation":
        found.append(_ICEWS_SECTORS["IGO"])
    if who.kind == "armed_group" and not found:
        found.append("Rebel")
    return ",".join(dict.fromkeys(found)) or None


def home(who: Participant) -> str | None:
    """The state that a participant belongs to, ISO 3166-1 alpha-3; None for an international body."""
    if who.party and is_party(who.party):
        known = party(who.party)
        country = known.country or (None if known.kind in ("organisation", "armed_group") else who.country)
    else:
        country = who.country
    return country if country and is_state(country) else None


def icews_country(country: str | None) -> str | None:
    """A state's name as ICEWS writes it."""
    if not country or not is_state(country):
        return None
    return _ICEWS_COUNTRIES.get(country) or state(country).name


def plover_country(who: Participant) -> str | None:
    """PLOVER's code of the country, or IGO, UNO, EUR for who belongs to none."""
    if who.party and is_party(who.party):
        return party(who.party).plover or None
    return home(who)


def cow_code(who: Participant) -> str | None:
    """Correlates of War code of the state; None for what is no member of the state system."""
    country = home(who)
    return state(country).cow if country else None


def fips_code(country: str | None) -> str | None:
    """FIPS 10-4 code of a state, as GDELT writes places."""
    return state(country).fips if country and is_state(country) else None


def _cameo_codes(who: Participant) -> list[str]:
    """The three-letter parts of the actor code: who it acts for, then the types."""
    country = home(who)
    if who.party and is_party(who.party):
        base = party(who.party).cameo
    else:
        base = (state(country).cameo or "") if country else ""
    parts = [base[at : at + 3] for at in range(0, len(base), 3)]
    types = [_SECTOR_TYPES[code] for code in who.sectors if code in _SECTOR_TYPES]
    return list(dict.fromkeys([*parts, *types]))


@cache
def _country_codes() -> frozenset[str]:
    return _REGIONS | {one.cameo for one in states() if one.cameo}
