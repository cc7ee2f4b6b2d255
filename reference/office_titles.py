"""What an office is called, whose it is, and whether one person or several hold it at a time."""

import re

# How a role is called when the office has no title of its own; {} is the country.
TEMPLATES = {
    "head_of_state": "President of {}",
    "head_of_government": "Prime Minister of {}",
    "deputy_head_of_government": "Deputy Prime Minister of {}",
    "vice_president": "Vice President of {}",
    "foreign_minister": "Foreign Minister of {}",
    "defence_minister": "Defence Minister of {}",
    "interior_minister": "Interior Minister of {}",
    "finance_minister": "Finance Minister of {}",
    "foreign_secretary": "Foreign Secretary of {}",
    "un_ambassador": "Ambassador of {} to the United Nations",
    "central_bank": "Central Bank Governor of {}",
    "legislature_speaker": "Speaker of Parliament of {}",
    "upper_house_speaker": "Speaker of the Upper House of {}",
    "armed_forces_chief": "Chief of Staff of the Armed Forces of {}",
    "army_chief": "Army Chief of {}",
    "navy_chief": "Navy Chief of {}",
    "air_chief": "Air Force Chief of {}",
    "national_security_adviser": "National Security Adviser of {}",
    "attorney_general": "Attorney General of {}",
    "intelligence": "Intelligence Chief of {}",
    "spokesperson": "Government Spokesperson of {}",
    "spokesperson.president": "Spokesperson of the President of {}",
    "spokesperson.foreign_ministry": "Spokesperson of the Foreign Ministry of {}",
}
RANKS = {
    "head_of_state": 1, "head_of_government": 2, "vice_president": 3, "deputy_head_of_government": 3,
    "foreign_minister": 4, "defence_minister": 4, "interior_minister": 4, "finance_minister": 4,
}  # fmt: skip
# Rank of the head of an organisation, of everybody else in one, and of officials of a state.
HEAD_OF_BODY, OTHER_OF_BODY, OFFICIAL = 2, 4, 5
HEAD_ROLES = frozenset(
    {
        "secretary_general", "director_general", "commission_president", "president", "commission_chair", "leader",
        "executive_director", "managing_director", "high_commissioner", "commander", "executive_secretary",
        "prosecutor", "commissioner_general", "administrator", "emergency_relief_coordinator", "council_president",
        "chair",
    }
)  # fmt: skip
MONARCHIES = {
    "King": (
        "BEL", "BHR", "BTN", "ESP", "JOR", "KHM", "LSO", "MAR", "MYS", "NOR", "SAU", "SWE", "SWZ", "THA",
        "TON",
    ),
    "Emir": ("KWT", "QAT"),
    "Sultan": ("OMN", "BRN"),
    "Grand Duke": ("LUX",),
    "Prince": ("MCO", "LIE"),
    "Monarch": (
        "ATG", "AUS", "BHS", "BLZ", "CAN", "DNK", "GRD", "JAM", "KNA", "LCA", "NLD", "NZL", "PNG", "SLB", "TUV", "VCT",
    ),
    "Head of State": ("NPL",),  # a kingdom until 2008, a republic since
}  # fmt: skip
MANY_ROLES = frozenset({"deputy_head_of_government", "attorney_general", "air_chief", "navy_chief"})
# Several people are head of state at once, take turns in a college, or one rules and another receives the envoys.
COLLEGES = frozenset(
    {
        "BIH:head_of_state", "SMR:head_of_state", "AND:head_of_state", "CHE:head_of_state", "XBH:head_of_state",
        "PRK:head_of_state",
    }
)  # fmt: skip
MANY_VICE_PRESIDENTS = frozenset(
    {
        "IRN",
        "AFG",
        "IRQ",
        "VEN",
        "SYR",
        "CUB",
        "SDN",
        "SSD",
        "YEM",
        "UGA",
        "CRI",
        "VNM",
        "BDI",
        "COD",
        "COM",
        "GNQ",
        "GUY",
        "LAO",
    }
)
# The list of rulers files these under codes of their own; they are no states of the tables.
NOT_STATES = frozenset(
    {"Tibet", "BIH-FBH", "BIH-SRP", "ASM", "COK", "ESH", "FLK", "PRI", "EUU", "AFU", "VGB", "AIA", "BMU"}
)
NAMES = {
    "XKX": "Kosovo", "PSE": "Palestine", "TWN": "Taiwan", "HKG": "Hong Kong", "MAC": "Macau", "MMR": "Myanmar",
    "CIV": "Côte d'Ivoire", "COD": "the Democratic Republic of the Congo", "COG": "the Republic of the Congo",
    "USA": "the United States", "GBR": "the United Kingdom", "ARE": "the United Arab Emirates",
    "NLD": "the Netherlands", "PHL": "the Philippines", "MDV": "the Maldives", "GMB": "the Gambia",
    "BHS": "the Bahamas",
    "CZE": "the Czech Republic", "DOM": "the Dominican Republic", "CAF": "the Central African Republic",
    "TUR": "Turkey", "MKD": "North Macedonia", "VAT": "the Holy See", "COM": "the Comoros", "SLB": "Solomon Islands",
    "YUG": "Yugoslavia", "CSK": "Czechoslovakia", "DDR": "East Germany", "SUN": "the Soviet Union",
    "YAR": "North Yemen", "YMD": "South Yemen", "SCG": "Serbia and Montenegro", "SSD": "South Sudan",
    "DPR": "the Donetsk People's Republic", "LPR": "the Luhansk People's Republic", "TRNC": "Northern Cyprus",
    "SWZ": "Eswatini", "CPV": "Cape Verde", "TLS": "Timor-Leste", "PRK": "North Korea",
    "KOR": "South Korea", "LAO": "Laos", "SYR": "Syria", "VNM": "Vietnam", "RUS": "Russia", "IRN": "Iran",
    "STP": "São Tomé and Príncipe", "BIH": "Bosnia and Herzegovina", "FSM": "Micronesia", "BRN": "Brunei",
    "MHL": "the Marshall Islands", "SYC": "Seychelles", "CYM": "the Cayman Islands", "FRO": "the Faroe Islands",
    "ALA": "Åland", "TTO": "Trinidad and Tobago", "ATG": "Antigua and Barbuda", "KNA": "Saint Kitts and Nevis",
    "LCA": "Saint Lucia", "VCT": "Saint Vincent and the Grenadines", "XBH": "Bosnia and Herzegovina",
}  # fmt: skip


# Places that act under an id of their own -> the state they belong to or act for; self-declared ones act for
# themselves.
PARTS = {
    "Abkhazia": "Abkhazia", "South Ossetia": "South Ossetia", "Nagorno-Karabakh": "Nagorno-Karabakh", "DPR": "DPR",
    "LPR": "LPR", "Somaliland": "Somaliland", "TRNC": "TRNC", "Transnistria": "Transnistria", "Scotland": "GBR",
    "Wales": "GBR", "Northern Ireland": "GBR",
}  # fmt: skip


class OfficeEntry:
    """The offices: their written titles, and what follows from the id for the rest."""

    HEADER = ("id", "title", "role", "body", "party", "country", "kind", "seats", "rank", "source", "as_of")

    def __init__(self, written: dict[str, dict[str, str]]) -> None:
        self.written = written
        from babel import Locale

        self._territories = Locale("en").territories
        self._iso3 = _alpha2_of_alpha3()

    def skip(self, office: str) -> bool:
        """Whether the body is none of ours."""
        return office.split(":")[0] in NOT_STATES

    def single(self, office: str) -> bool:
        """Whether one person holds the office at a time."""
        body, slug = office.split(":")
        if office in COLLEGES or slug in MANY_ROLES:
            return office in ("GBR:deputy_head_of_government", "DEU:deputy_head_of_government")
        return not (slug == "vice_president" and body in MANY_VICE_PRESIDENTS)

    def country_name(self, code: str) -> str:
        """The English name of a country as it stands after "of"."""
        return NAMES.get(code) or self._territories.get(self._iso3.get(code, ""), code)

    def title(self, office: str) -> str:
        """What the office is called."""
        if office in self.written:
            return self.written[office]["title"]
        body, slug = office.split(":")
        if slug == "head_of_state":
            for word, countries in MONARCHIES.items():
                if body in countries:
                    return f"{word} of {self.country_name(body)}"
        template = TEMPLATES.get(slug) or slug.replace("_", " ").replace(".", ": ").capitalize() + " of {}"
        return template.format(self.country_name(body))

    def rows(self, offices: list[str]) -> list[tuple[str, ...]]:
        """The rows of ``offices.tsv``."""
        return [self._row(office) for office in offices]

    def _row(self, office: str) -> tuple[str, ...]:
        written = self.written.get(office, {})
        owner, slug = office.split(":")
        body = written.get("body") or owner
        kind = "subnational" if owner in PARTS else "national" if self._is_state(owner, written) else "organisation"
        party = written.get("party") or PARTS.get(owner, owner if kind == "national" else "")
        country = owner if kind == "national" else PARTS.get(owner, "")
        country = country if re.fullmatch("[A-Z]{3}", country) and country not in ("DPR", "LPR") else ""
        role = slug if slug.startswith(("commissioner.", "envoy.", "spokesperson.")) else slug.split(".")[0]
        rank = (
            RANKS.get(slug, OFFICIAL)
            if kind != "organisation"
            else HEAD_OF_BODY
            if slug in HEAD_ROLES
            else OTHER_OF_BODY
        )
        seats = "one" if self.single(office) else "many"
        source = "hand" if office in self.written else "rule"
        return (office, self.title(office), role, body, party, country, kind, seats, str(rank), source, "2025-12-31")

    @staticmethod
    def _is_state(owner: str, written: dict[str, str]) -> bool:
        if written.get("body"):
            return owner == "USA" and written["body"] == owner == written.get("party")
        return bool(re.fullmatch("[A-Z]{3}", owner)) and written.get("party", "") in ("", owner)


def _alpha2_of_alpha3() -> dict[str, str]:
    from babel.core import get_global

    aliases = get_global("territory_aliases")
    return {code: two[0] for code, two in aliases.items() if len(code) == 3 and len(two) == 1}


def office_entries(rows: list[dict[str, str]]) -> OfficeEntry:
    """The offices with the titles written by hand in ``office_titles.tsv``."""
    return OfficeEntry({row["office"]: row for row in rows})
